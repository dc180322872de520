/* test_eligible.c - what a seller must be, since when: every combination, and the days at which rules begin and end. */
#include "play.h"

static dispute_seller_policy policy_of(const char *text) {
    dispute_seller_policy p = {.size = sizeof p};
    dispute_problem problem = {.size = sizeof problem};
    if (dispute_seller_policy_parse(text, strlen(text), &p, &problem) != DISPUTE_DONE)
        fail_msg("line %d: %s: %d", problem.line, problem.name, problem.detail);
    return p;
}

static dispute_standing ask(const dispute_seller_policy *p, const dispute_seller *s, int32_t standing, int64_t at) {
    dispute_standing a = {.size = sizeof a};
    assert_int_equal(dispute_seller_standing(p, s, standing, at, &a, NULL), DISPUTE_DONE);
    return a;
}

TEST(a_verified_business_since_2016) {
    dispute_seller_policy p = policy_of("");
    const int64_t begins = INT64_C(1451635200000); /* 2016-01-01T08:00Z: midnight of Pacific standard time */
    for (int32_t verified = 0; verified <= 1; verified++)
        for (int32_t guarantee = 0; guarantee <= 1; guarantee++) {
            dispute_seller s = {.size = sizeof s, .verified = verified, .guarantee = guarantee};
            assert_int_equal(ask(&p, &s, DISPUTE_STANDING_TRADE, begins - 1).eligible, 1);
            assert_int_equal(ask(&p, &s, DISPUTE_STANDING_TRADE, begins - 1).rules, 0);
            assert_int_equal(ask(&p, &s, DISPUTE_STANDING_TRADE, begins).eligible, verified);
            assert_int_equal(ask(&p, &s, DISPUTE_STANDING_COVER, begins).eligible, guarantee);
        }
    dispute_seller nobody = {.size = sizeof nobody};
    dispute_standing a = ask(&p, &nobody, DISPUTE_STANDING_TRADE, D(0));
    assert_int_equal(a.rule, 1);
    assert_int_equal(a.requirement, DISPUTE_REQUIREMENT_VERIFIED);
    assert_int_equal(a.holds_from, begins);
    assert_int_equal(a.holds_until, 0);
    assert_string_equal(dispute_word_sentence(DISPUTE_GROUP_REQUIREMENT, a.requirement, DISPUTE_LANGUAGE_EN),
                        "The seller must be a verified business.");
}

TEST(a_category_is_excluded_for_a_time) {
    dispute_seller_policy p = policy_of("preset = none\nrule.1 = cover 2026-01-05..2026-01-07 not_category toys\n"
                                        "rule.2 = cover always guarantee\n");
    dispute_seller s = {.size = sizeof s, .guarantee = 1, .category = "toys"};
    const int64_t midnight = D(0) - 8 * HOUR;
    assert_int_equal(ask(&p, &s, DISPUTE_STANDING_COVER, midnight - 1).eligible, 1);
    assert_int_equal(ask(&p, &s, DISPUTE_STANDING_COVER, midnight).eligible, 0);
    assert_int_equal(ask(&p, &s, DISPUTE_STANDING_COVER, midnight + 3 * DAY - 1).eligible, 0);
    assert_int_equal(ask(&p, &s, DISPUTE_STANDING_COVER, midnight + 3 * DAY).eligible, 1);
    dispute_standing a = ask(&p, &s, DISPUTE_STANDING_COVER, midnight);
    assert_int_equal(a.holds_from, midnight);
    assert_int_equal(a.holds_until, midnight + 3 * DAY);
    assert_int_equal(a.rules, 2);
    s.category[3] = 0; /* "toy" is another category */
    assert_int_equal(ask(&p, &s, DISPUTE_STANDING_COVER, midnight).eligible, 1);
    s.guarantee = 0;
    memcpy(s.category, "toys", 5);
    assert_int_equal(ask(&p, &s, DISPUTE_STANDING_COVER, midnight).rule, 1); /* the first that says no */
    assert_int_equal(ask(&p, &s, DISPUTE_STANDING_COVER, midnight - 1).rule, 2);
    assert_int_equal(ask(&p, &s, DISPUTE_STANDING_TRADE, midnight).eligible, 1);
}

TEST(a_policy_is_printed_and_read_again) {
    static const char text[] =
        "name = mine@1\nday.offset = +05:30\nrule.1 = trade 2016-01-01.. verified\n"
        "rule.4 = cover 2020-02-29..2020-02-29 not_category toys\nrule.15 = cover always guarantee\n";
    char whole[sizeof text + 20], again[1024];
    snprintf(whole, sizeof whole, "preset = none\n%s", text);
    dispute_seller_policy p = policy_of(whole);
    assert_int_equal(dispute_seller_policy_print(&p, again, sizeof again, NULL), DISPUTE_DONE);
    assert_string_equal(again, text);
    assert_int_equal(dispute_seller_policy_print(&p, again, 5, NULL), DISPUTE_ERROR_BUFFER_TOO_SMALL);
}

TEST(what_is_wrong_is_named) {
    static const char *const texts[] = {
        "rule.1 = trade verified",
        "rule.1 = trade 2016-13-01.. verified",
        "rule.1 = trade 2016-01-02..2016-01-01 verified",
        "rule.1 = trade always",
        "rule.1 = trade always verified toys",
        "rule.1 = trade always not_category",
        "rule.1 = trade always not_category aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "rule.1 = fly always verified",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        dispute_seller_policy p = {.size = sizeof p};
        dispute_problem problem = {.size = sizeof problem};
        assert_int_equal(dispute_seller_policy_parse(texts[i], strlen(texts[i]), &p, &problem),
                         DISPUTE_ERROR_BAD_VALUE);
        assert_int_equal(problem.detail, DISPUTE_DETAIL_SELLER_RULE);
        assert_string_equal(problem.name, "rule.1");
    }
    dispute_seller_policy p = {.size = sizeof p};
    assert_int_equal(dispute_seller_policy_parse("rule.16 = none", 14, &p, NULL), DISPUTE_ERROR_BAD_KEY);
    assert_int_equal(dispute_seller_policy_parse(NULL, 1, &p, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
}

TEST(questions_that_cannot_be_are_refused) {
    dispute_seller_policy p = policy_of("");
    dispute_standing a = {.size = sizeof a};
    static const struct {
        dispute_seller s;
        int32_t standing;
        int64_t at;
        const char *name;
    } rows[] = {
        {{.size = sizeof(dispute_seller)}, 0, D(0), "standing"},
        {{.size = sizeof(dispute_seller)}, 3, D(0), "standing"},
        {{.size = sizeof(dispute_seller)}, 1, 0, "at"},
        {{.size = sizeof(dispute_seller), .verified = 2}, 1, D(0), "verified"},
        {{.size = sizeof(dispute_seller), .guarantee = -1}, 1, D(0), "guarantee"},
        {{.size = sizeof(dispute_seller), .reserved = 1}, 1, D(0), "reserved"},
        {{.size = sizeof(dispute_seller), .category = "\xFF"}, 1, D(0), "category"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        dispute_problem problem = {.size = sizeof problem};
        assert_int_equal(dispute_seller_standing(&p, &rows[i].s, rows[i].standing, rows[i].at, &a, &problem),
                         DISPUTE_ERROR_BAD_VALUE);
        assert_string_equal(problem.name, rows[i].name);
    }
    dispute_seller s = {.size = 4};
    assert_int_equal(dispute_seller_standing(&p, &s, 1, D(0), &a, NULL), DISPUTE_ERROR_BAD_SIZE);
    s.size = sizeof s;
    p.requirement[1] = 77;
    assert_int_equal(dispute_seller_standing(&p, &s, 1, D(0), &a, NULL), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_seller_standing(NULL, &s, 1, D(0), &a, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verified_business_since_2016),       cmocka_unit_test(a_category_is_excluded_for_a_time),
        cmocka_unit_test(a_policy_is_printed_and_read_again),   cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(questions_that_cannot_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
