/* test_advise_sums.c - the sums of dispute_advise(): every division rounds as documented, lines sum to the whole, and
 * facts that cannot be are told. Small cases are tried exhaustively. */
#include "play.h"

static play p;
static dispute_offer offers[DISPUTE_OFFERS];
static uint32_t count;

enum { WHOLE = 10000 };
static const int64_t WEIGHTS = (int64_t)WHOLE * WHOLE;

static dispute_result advise(const dispute_facts *facts, dispute_problem *problem) {
    memset(offers, 0, sizeof offers);
    offers[0].size = (uint32_t)sizeof offers[0];
    return dispute_advise(p.policy, p.c, D(1), facts, offers, DISPUTE_OFFERS, &count, problem);
}

static void ask(const char *changes, int32_t reason, int64_t order, int64_t amount) {
    play_again(&p, changes);
    p.order.amount = order;
    p.order.freight = 2;
    GOES(&p, play_ask(&p, reason, (dispute_terms)REFUND(amount), T0));
}

static int64_t floor_of(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/* The cost from its definition, in one division; and each line within one unit of its exact part. */
static void sums(const dispute_offer *o, const dispute_facts *f) {
    int64_t sum = 0, taken = (int64_t)o->taken * WHOLE, lost = (int64_t)(WHOLE - o->taken) * (WHOLE - f->win_chance);
    for (int i = 0; i < DISPUTE_COST_LINES; i++) sum += o->line[i];
    assert_int_equal(sum, o->cost);
    assert_int_equal(o->line[0], 0);
    assert_int_equal(o->line[DISPUTE_COST_LINES - 1], 0);
    assert_int_equal(o->cost, floor_of(2 * (taken * o->cost_taken + lost * o->cost_ruled) + WEIGHTS, 2 * WEIGHTS));
    int64_t off = o->line[DISPUTE_COST_RULING] * WEIGHTS - lost * o->cost_ruled;
    assert_true(off < WEIGHTS && off > -WEIGHTS);
    off = o->line[DISPUTE_COST_REFUND] * WEIGHTS - taken * o->buyer_money;
    assert_true(off < WEIGHTS && off > -WEIGHTS);
}

TEST(lines_sum_to_the_cost_in_all_small_cases) {
    static const int32_t shares[] = {0, 1, 3333, 5000, 6667, 9999, WHOLE};
    static const int32_t reasons[] = {DISPUTE_REASON_QUALITY, DISPUTE_REASON_DAMAGED, DISPUTE_REASON_CHANGED_MIND};
    for (size_t r = 0; r < COUNT_OF(reasons); r++)
        for (int64_t amount = 1; amount <= 5; amount++) {
            ask("", reasons[r], 5, amount);
            for (size_t a = 0; a < COUNT_OF(shares); a++)
                for (size_t w = 0; w < COUNT_OF(shares); w++)
                    for (size_t s = 0; s < COUNT_OF(shares); s++)
                        for (int64_t unit = 0; unit <= 4; unit++) {
                            dispute_facts f = {.size = sizeof f,
                                               .given = 4094,
                                               .accept_chance = shares[a],
                                               .win_chance = shares[w],
                                               .salvage = shares[s],
                                               .unit_cost = unit,
                                               .return_cost = 1,
                                               .resend_cost = 1,
                                               .coupon = 3,
                                               .return_possible = 1,
                                               .coupon_redeemed = shares[w],
                                               .coupon_margin = shares[s],
                                               .recovery_chance = shares[a]};
                            assert_int_equal(advise(&f, NULL), DISPUTE_DONE);
                            for (uint32_t i = 0; i < count; i++) sums(&offers[i], &f);
                        }
        }
}

TEST(each_share_rounds_as_it_is_documented) {
    ask("", DISPUTE_REASON_DAMAGED, 101, 101);
    for (int32_t share = 0; share <= WHOLE; share++) {
        dispute_facts f = {.size = sizeof f,
                           .given = 1 << DISPUTE_ESTIMATE_COUPON_REDEEMED,
                           .unit_cost = 97,
                           .salvage = share,
                           .coupon = 13,
                           .coupon_redeemed = share,
                           .coupon_margin = 2500,
                           .recovery_chance = share};
        assert_int_equal(advise(&f, NULL), DISPUTE_DONE);
        for (uint32_t i = 0; i < count; i++) {
            const dispute_offer *o = &offers[i];
            if (o->event == DISPUTE_EVENT_ACCEPT) /* the carrier's part: rounded down */
                assert_int_equal(o->cost, 101 - 101 * share / WHOLE);
            if (o->terms.kind == DISPUTE_TERMS_RETURN_REPLACEMENT) /* what comes back: rounded down */
                assert_int_equal(o->cost_taken, 97 + 2 - 97 * share / WHOLE + 2);
            if (o->terms.kind == DISPUTE_TERMS_COUPON) /* rounded up */
                assert_int_equal(o->cost_taken, (13 * (int64_t)share * 7500 + WEIGHTS - 1) / WEIGHTS);
        }
    }
}

TEST(the_chance_that_less_is_taken_is_its_worth_over_the_request_rounded_down) {
    for (int64_t amount = 1; amount <= 60; amount++) {
        ask("", DISPUTE_REASON_QUALITY, 60, amount);
        for (int64_t coupon = 1; coupon <= 70; coupon++) {
            assert_int_equal(advise(&(dispute_facts){.size = sizeof(dispute_facts), .coupon = coupon}, NULL), 0);
            for (uint32_t i = 0; i < count; i++)
                if (offers[i].terms.kind == DISPUTE_TERMS_COUPON)
                    assert_int_equal(offers[i].taken, coupon >= amount ? WHOLE : coupon * WHOLE / amount);
        }
    }
}

/* ---- the largest, and the impossible ---- */

TEST(the_largest_amounts_are_exact_or_an_overflow) {
    dispute_problem problem = {.size = sizeof problem};
    const int64_t most = INT64_MAX - 2;
    play_again(&p, "");
    p.order.amount = most;
    p.order.freight = 0;
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(most), T0));
    dispute_facts f = {.size = sizeof f, .unit_cost = 1, .return_cost = 1, .resend_cost = 1, .coupon = most / 3};
    assert_int_equal(advise(&f, &problem), DISPUTE_DONE);
    for (uint32_t i = 0; i < count; i++) {
        const dispute_offer *o = &offers[i];
        int64_t sum = 0;
        for (int k = 0; k < DISPUTE_COST_LINES; k++) sum += o->line[k];
        assert_int_equal(sum, o->cost);
        if (o->event == DISPUTE_EVENT_ACCEPT) assert_int_equal(o->cost, most);
        if (o->terms.kind == DISPUTE_TERMS_NO_REFUND) assert_int_equal(o->cost, most);
        if (o->terms.kind == DISPUTE_TERMS_COUPON) assert_int_equal(o->taken, 3333);
    }
    f.unit_cost = most;
    f.resend_cost = 3;
    uint32_t before = 77;
    count = before;
    assert_int_equal(advise(&f, &problem), DISPUTE_ERROR_OVERFLOW);
    assert_string_equal(problem.name, "cost");
    assert_int_equal(offers[0].event, 0); /* nothing half done */
    play_sentence(&problem);
}

TEST(facts_that_cannot_be_are_named) {
    static const struct {
        dispute_facts facts;
        const char *name;
        int32_t detail;
    } rows[] = {
        {{.unit_cost = -1}, "unit_cost", DISPUTE_DETAIL_NEGATIVE},
        {{.return_cost = INT64_MIN}, "return_cost", DISPUTE_DETAIL_NEGATIVE},
        {{.resend_cost = -5}, "resend_cost", DISPUTE_DETAIL_NEGATIVE},
        {{.coupon = -1}, "coupon", DISPUTE_DETAIL_NEGATIVE},
        {{.given = 1 << DISPUTE_ESTIMATE_COUPON}, "coupon", DISPUTE_DETAIL_MISSING},
        {{.salvage = 10001}, "salvage", DISPUTE_DETAIL_TOO_LARGE},
        {{.salvage = -1}, "salvage", DISPUTE_DETAIL_NEGATIVE},
        {{.return_possible = 2}, "return_possible", DISPUTE_DETAIL_TOO_LARGE},
        {{.coupon_margin = 10001}, "coupon_margin", DISPUTE_DETAIL_TOO_LARGE},
        {{.coupon_redeemed = INT32_MAX}, "coupon_redeemed", DISPUTE_DETAIL_TOO_LARGE},
        {{.win_chance = 10001}, "win_chance", DISPUTE_DETAIL_TOO_LARGE},
        {{.accept_chance = -1}, "accept_chance", DISPUTE_DETAIL_NEGATIVE},
        {{.recovery_chance = 10001}, "recovery_chance", DISPUTE_DETAIL_TOO_LARGE},
        {{.given = 1}, "given", DISPUTE_DETAIL_UNKNOWN_WORD},
        {{.given = 1 << 30}, "given", DISPUTE_DETAIL_UNKNOWN_WORD},
        {{.reserved = 1}, "reserved", DISPUTE_DETAIL_NOT_TAKEN},
    };
    ask("", DISPUTE_REASON_QUALITY, 100, 100);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        dispute_problem problem = {.size = sizeof problem};
        dispute_facts f = rows[i].facts;
        f.size = (uint32_t)sizeof f;
        assert_int_equal(advise(&f, &problem), DISPUTE_ERROR_BAD_VALUE);
        IS(problem.name, rows[i].name);
        assert_int_equal(problem.detail, rows[i].detail);
        play_sentence(&problem);
    }
}

TEST(structs_of_other_sizes_and_calls_that_cannot_be) {
    dispute_problem problem = {.size = sizeof problem};
    struct {
        dispute_facts known;
        int64_t later;
    } newer = {.known = {.size = sizeof newer}};
    uint32_t needed = 9;
    ask("", DISPUTE_REASON_QUALITY, 100, 100);
    assert_int_equal(advise(&newer.known, &problem), DISPUTE_DONE);
    newer.later = 1;
    assert_int_equal(advise(&newer.known, &problem), DISPUTE_ERROR_BAD_SIZE);
    assert_int_equal(advise(&(dispute_facts){.size = 8}, &problem), DISPUTE_DONE);
    assert_int_equal(advise(&(dispute_facts){.size = 4}, &problem), DISPUTE_ERROR_BAD_SIZE);
    assert_int_equal(dispute_advise(p.policy, p.c, D(1), NULL, NULL, 0, &needed, &problem),
                     DISPUTE_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 8);
    assert_int_equal(dispute_advise(p.policy, p.c, D(1), NULL, NULL, 1, &needed, &problem), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_advise(NULL, p.c, D(1), NULL, offers, 12, NULL, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_advise(p.policy, NULL, D(1), NULL, offers, 12, NULL, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_advise(p.policy, p.c, T0 - 1, NULL, offers, 12, NULL, &problem),
                     DISPUTE_ERROR_CLOCK_BACKWARDS);
    assert_int_equal(dispute_advise(p.policy, p.c, 0, NULL, offers, 12, NULL, &problem), DISPUTE_ERROR_BAD_VALUE);
    offers[0].size = 4;
    assert_int_equal(dispute_advise(p.policy, p.c, D(1), NULL, offers, 12, NULL, &problem), DISPUTE_ERROR_BAD_SIZE);
    assert_string_equal(problem.name, "offers.size");
    p.order.amount = 50;
    assert_int_equal(dispute_case_begin(p.policy, p.c, "C-2", 3, &p.order, NULL), DISPUTE_DONE);
    assert_int_equal(advise(NULL, &problem), DISPUTE_REFUSED_NOT_NOW); /* not open yet */
    play_sentence(&problem);
}

TEST(a_caller_that_knows_less_gets_the_same_offers_as_far_as_his_struct_goes) {
    ask("", DISPUTE_REASON_QUALITY, 100, 100);
    assert_int_equal(advise(NULL, NULL), DISPUTE_DONE);
    for (uint32_t size = 8; size < sizeof(dispute_offer); size += 8) {
        static uint8_t narrow[DISPUTE_OFFERS * sizeof(dispute_offer) + 8];
        memset(narrow, 0x5A, sizeof narrow);
        memcpy(narrow, &size, 4);
        dispute_offer *first = (dispute_offer *)(void *)narrow;
        assert_int_equal(dispute_advise(p.policy, p.c, D(1), NULL, first, DISPUTE_OFFERS, &count, NULL), DISPUTE_DONE);
        for (uint32_t i = 0; i < count; i++)
            assert_memory_equal(narrow + (size_t)size * i + 4, (uint8_t *)&offers[i] + 4, size - 4);
        assert_int_equal(narrow[(size_t)size * count], 0x5A);
    }
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(lines_sum_to_the_cost_in_all_small_cases),
    cmocka_unit_test(each_share_rounds_as_it_is_documented),
    cmocka_unit_test(the_chance_that_less_is_taken_is_its_worth_over_the_request_rounded_down),
    cmocka_unit_test(the_largest_amounts_are_exact_or_an_overflow),
    cmocka_unit_test(facts_that_cannot_be_are_named),
    cmocka_unit_test(structs_of_other_sizes_and_calls_that_cannot_be),
    cmocka_unit_test(a_caller_that_knows_less_gets_the_same_offers_as_far_as_his_struct_goes),
};

int main(void) {
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
