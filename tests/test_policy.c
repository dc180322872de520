/* test_policy.c - policies: every key in and out, what is refused and where, the canonical text, and the seal. */
#include "play.h"

enum { TEXT = 16384 };

static dispute_policy *policy_new(void) {
    dispute_policy *p;
    assert_int_equal(dispute_policy_new(NULL, &p), DISPUTE_DONE);
    return p;
}

static dispute_result set(dispute_policy *p, const char *key, const char *value, dispute_problem *problem) {
    memset(problem, 0, sizeof *problem);
    problem->size = (uint32_t)sizeof *problem;
    return dispute_policy_set(p, key, strlen(key), value, strlen(value), problem);
}

static void expect_key(const dispute_policy *p, const char *key, const char *value) {
    char text[256];
    size_t needed = 0;
    assert_int_equal(dispute_policy_get(p, key, strlen(key), text, sizeof text, &needed), DISPUTE_DONE);
    assert_string_equal(text, value);
    assert_int_equal(needed, strlen(value) + 1);
}

static void print(const dispute_policy *p, char text[TEXT]) {
    assert_int_equal(dispute_policy_print(p, text, TEXT, NULL), DISPUTE_DONE);
}

/* ---- every key ---- */

static const struct {
    const char *key, *preset, *other; /* what aliexpress@2017 says, and something else that is safe */
} keys[] = {
    {"open.after", "P10D", "P9D"},
    {"open.at_once_under", "P5D", "none"},
    {"open.until", "P15D", "P14D"},
    {"open.reopen", "while_protected", "no"},
    {"open.reopen.times", "2", "0"},
    {"contact.wait", "none", "P3D"},
    {"contact.wait.on_silence", "proceed", "escalate"},
    {"negotiation.response", "P5D", "PT48H"},
    {"negotiation.response.on_silence", "accept_request", "escalate"},
    {"negotiation.reply", "none", "B3D"},
    {"negotiation.reply.on_silence", "escalate", "accept_offer"},
    {"negotiation.stage", "P7D", "0"},
    {"negotiation.stage.on_silence", "escalate", "withdraw"},
    {"negotiation.stage.at_most", "P60D", "P1DT12H"},
    {"escalate.buyer", "no", "P3D..P15D"},
    {"escalate.seller", "no", "after_refusal"},
    {"guarantee.after", "P2D", "none"},
    {"guarantee.review", "P2D", "P3D"},
    {"guarantee.review.on_silence", "close_for_buyer", "wait"},
    {"platform.evidence", "P3D", "none"},
    {"platform.evidence.on_silence", "proceed", NULL}, /* has no other */
    {"platform.review", "P7D", "P100000D"},
    {"platform.review.on_silence", "wait", "close_for_seller"},
    {"platform.plan", "P5D", "B3D"},
    {"platform.plan.on_silence", "proceed", NULL},
    {"return.address", "P5D", "PT1H30M"},
    {"return.address.on_silence", "use_default", "close_for_buyer"},
    {"return.ship", "P10D", "PT30M"},
    {"return.ship.on_silence", "close_for_seller", "withdraw"},
    {"return.receive", "P30D", "PT1S"},
    {"return.receive.on_silence", "deem_received", "escalate"},
    {"return.waive", "P30D", "none"},
    {"replacement.ship", "P5D", "B1000D"},
    {"replacement.ship.on_silence", "close_for_buyer", "escalate"},
    {"replacement.receive", "P30D", "P31D"},
    {"replacement.receive.on_silence", "deem_received", "escalate"},
    {"appeal.window", "P7D", "0"},
    {"appeal.rounds", "1", "3"},
    {"appeal.money", "wait", "execute"},
    {"settlement.confirm", "yes", "no"},
    {"claim.file", "none", "P10D"},
    {"claim.answer", "none", "P20D"},
    {"suspend.at_most", "P90D", "none"},
    {"extend.times", "3", "0"},
    {"journal.chain", "sha256", "none"},
    {"calendar.offset", "+00:00", "-08:00"},
    {"calendar.weekend", "sat,sun", "fri,sat"},
    {"calendar.holidays", "none", "2026-01-01,2026-12-25"},
    {"name", "aliexpress@2017", "market@2026"},
    {"effective.from", "2017-01-01", "2024-02-29"},
    {"open.after.from", "shipment", "promise"},
    {"open.until.from", "completion", "payment"},
    {"open.money", "hold", "reverse"},
    {"open.grant.payer", "seller", "platform"},
    {"amend.reason", "yes", "same_class"},
    {"amend.times", "none", "0"},
    {"propose.buyer.times", "none", "9"},
    {"propose.seller.times", "none", "1"},
    {"negotiation.response.by_amount", "none", "0..5000 close_for_buyer, 5001.. accept_return"},
    {"platform.evidence.buyer", "none", "P3D"},
    {"platform.evidence.buyer.on_silence", "proceed", "close_for_seller"},
    {"platform.evidence.seller", "none", "B3D"},
    {"platform.evidence.seller.on_silence", "proceed", "close_for_buyer"},
    {"platform.review.from", "entry", "evidence"},
    {"platform.pays_up_to", "none", "25000"},
    {"return.freight_by", "none", "liable"},
};
enum { KEYS = sizeof keys / sizeof keys[0] };

static const char *const reason_keys[][3] = {
    {"enabled", "yes", "no"},   {"liable", "carrier", "none"},    {"evidence", "yes", "no"},
    {"guarantee", "yes", "no"}, {"may_change_kind", "yes", "no"}, {"grant", "2000", "none"},
    {"multiple", "2", "1"},
};
enum { REASON_KEYS = sizeof reason_keys / sizeof reason_keys[0] };

static const char *const round_keys[][3] = {
    {"starter", "buyer", "seller"}, {"window", "P30D", "none"}, {"decides", "answer", "start"},
    {"answer", "B3D", "none"},      {"fee", "50000", "0"},      {"loser_pays", "yes", "no"},
};
enum { ROUND_KEYS = sizeof round_keys / sizeof round_keys[0] };

static void the_default_market_is_as_written_down(void **state) {
    dispute_policy *p = policy_new();
    (void)state;
    for (int i = 0; i < KEYS; i++) expect_key(p, keys[i].key, keys[i].preset);
    expect_key(p, "reason.lost.liable", "carrier");
    expect_key(p, "reason.quality.may_change_kind", "yes");
    expect_key(p, "reason.lost.may_change_kind", "no");
    expect_key(p, "reason.unauthorised.enabled", "no");
    expect_key(p, "reason.usage_difficulty.liable", "buyer");
    expect_key(p, "reason.in_transit.liable", "none");
    dispute_policy_free(p);
}

static void every_key_of_the_vocabulary_is_tried_here(void **state) {
    int found = 0;
    (void)state;
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_KEY); i++) {
        const char *name = dispute_word_name(DISPUTE_GROUP_KEY, dispute_word_at(DISPUTE_GROUP_KEY, i));
        for (int k = 0; k < KEYS; k++) found += strcmp(name, keys[k].key) == 0;
        for (int k = 0; k < REASON_KEYS; k++)
            found += strncmp(name, "reason.*.", 9) == 0 && strcmp(name + 9, reason_keys[k][0]) == 0;
        for (int k = 0; k < ROUND_KEYS; k++)
            found += strncmp(name, "round.*.", 8) == 0 && strcmp(name + 8, round_keys[k][0]) == 0;
    }
    assert_int_equal(found, dispute_word_count(DISPUTE_GROUP_KEY));
    assert_int_equal(found, KEYS + REASON_KEYS + ROUND_KEYS);
}

static void a_key_is_read_back_as_it_was_set(void **state) {
    dispute_problem problem;
    dispute_policy *p = policy_new();
    (void)state;
    for (int i = 0; i < KEYS; i++) {
        if (!keys[i].other) continue;
        assert_int_equal(set(p, keys[i].key, keys[i].other, &problem), DISPUTE_DONE);
        for (int k = 0; k < KEYS; k++) expect_key(p, keys[k].key, k == i ? keys[k].other : keys[k].preset);
        assert_int_equal(set(p, keys[i].key, keys[i].preset, &problem), DISPUTE_DONE);
    }
    dispute_policy_free(p);
}

static void each_reason_has_its_own_keys(void **state) {
    dispute_problem problem;
    char key[80];
    dispute_policy *p = policy_new();
    (void)state;
    for (int value = 1; value <= 2; value++)
        for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_REASON); i++)
            for (int k = 0; k < REASON_KEYS; k++) {
                snprintf(key, sizeof key, "reason.%s.%s",
                         dispute_word_name(DISPUTE_GROUP_REASON, dispute_word_at(DISPUTE_GROUP_REASON, i)),
                         reason_keys[k][0]);
                assert_int_equal(set(p, key, reason_keys[k][value], &problem), DISPUTE_DONE);
                expect_key(p, key, reason_keys[k][value]);
            }
    dispute_policy_free(p);
}

static void each_round_has_its_own_keys(void **state) {
    dispute_problem problem;
    char key[80];
    dispute_policy *p = policy_new();
    (void)state;
    for (int value = 1; value <= 2; value++)
        for (int round = 1; round <= 9; round++)
            for (int k = 0; k < ROUND_KEYS; k++) {
                snprintf(key, sizeof key, "round.%d.%s", round, round_keys[k][0]);
                assert_int_equal(set(p, key, round_keys[k][value], &problem), DISPUTE_DONE);
                expect_key(p, key, round_keys[k][value]);
            }
    assert_int_equal(set(p, "round.0.fee", "1", &problem), DISPUTE_ERROR_BAD_KEY);
    assert_int_equal(set(p, "round.10.fee", "1", &problem), DISPUTE_ERROR_BAD_KEY);
    assert_int_equal(set(p, "round.*.fee", "1", &problem), DISPUTE_ERROR_BAD_KEY);
    dispute_policy_free(p);
}

static void values_are_written_in_one_way(void **state) {
    static const char *const same[][2] = {{"P2W", "P14D"},     {"PT90M", "PT1H30M"}, {"PT24H", "PT24H"}, {"P1D", "P1D"},
                                          {"PT3600S", "PT1H"}, {"P1DT0H", "P1D"},    {"P01D", "P1D"}};
    dispute_problem problem;
    dispute_policy *p = policy_new();
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_int_equal(set(p, "return.ship", same[i][0], &problem), DISPUTE_DONE);
        expect_key(p, "return.ship", same[i][1]);
    }
    assert_int_equal(set(p, "calendar.holidays", "2400-02-29, 2000-02-29,1970-01-01", &problem), DISPUTE_DONE);
    expect_key(p, "calendar.holidays", "1970-01-01,2000-02-29,2400-02-29");
    assert_int_equal(set(p, "calendar.weekend", "sun, mon ,sat", &problem), DISPUTE_DONE);
    expect_key(p, "calendar.weekend", "mon,sat,sun");
    dispute_policy_free(p);
}

/* ---- silences (clause Z) ---- */

static void a_deadline_takes_the_silences_of_its_clause_alone(void **state) {
    static const char *const table[][2] = {
        {"negotiation.response", "accept_request escalate close_for_buyer close_for_seller withdraw"},
        {"negotiation.reply", "accept_offer escalate close_for_seller withdraw"},
        {"negotiation.stage", "escalate close_for_buyer close_for_seller withdraw"},
        {"guarantee.review", "close_for_buyer wait"},
        {"platform.evidence", "proceed"},
        {"platform.review", "wait close_for_buyer close_for_seller"},
        {"return.address", "use_default close_for_buyer"},
        {"return.ship", "close_for_seller withdraw"},
        {"return.receive", "deem_received close_for_buyer escalate"},
        {"replacement.ship", "close_for_buyer escalate"},
        {"replacement.receive", "deem_received escalate"},
    };
    dispute_problem problem;
    dispute_policy *p = policy_new();
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        for (uint32_t s = 0; s < dispute_word_count(DISPUTE_GROUP_SILENCE); s++) {
            const char *word = dispute_word_name(DISPUTE_GROUP_SILENCE, dispute_word_at(DISPUTE_GROUP_SILENCE, s));
            char key[64], list[128], with_spaces[64];
            snprintf(key, sizeof key, "%s.on_silence", table[i][0]);
            snprintf(list, sizeof list, " %s ", table[i][1]);
            snprintf(with_spaces, sizeof with_spaces, " %s ", word);
            int fits = strstr(list, with_spaces) != NULL;
            assert_int_equal(set(p, key, word, &problem), fits ? DISPUTE_DONE : DISPUTE_ERROR_BAD_VALUE);
            if (fits)
                expect_key(p, key, word);
            else
                assert_int_equal(problem.detail, DISPUTE_DETAIL_SILENCE);
        }
    dispute_policy_free(p);
}

/* ---- bad keys and bad values ---- */

static const struct {
    const char *key;
    int32_t detail;
    const char *values; /* a bar between two */
} bad[] = {
    {"negotiation.stage", DISPUTE_DETAIL_DURATION,
     "|P|PT|5D|P5|P-1D|P+1D|P1.5D|P1M|P1Y|p5d|P5d|P5D |P5DT|PT1M1H|PT5|P99999999999999999999D|PT9999999999999999999H|"
     "B|BD|B0D|B3|B3H|B99999D|NONE|00|0D|1|P1D1D|PT1H1H|B1DT1H|P 1D"},
    {"negotiation.stage.on_silence", DISPUTE_DETAIL_SILENCE, "|WAIT|escalates|none|deem_received"},
    {"settlement.confirm", DISPUTE_DETAIL_YES_NO, "|true|1|Yes|noo|y"},
    {"reason.quality.enabled", DISPUTE_DETAIL_YES_NO, "|true|0|NO|yes no"},
    {"open.reopen.times", DISPUTE_DETAIL_NUMBER, "|-1|+1|1.0|x|10|99999999999999999999| 1"},
    {"appeal.rounds", DISPUTE_DETAIL_NUMBER, "|-1|one|10|0x1"},
    {"escalate.buyer", DISPUTE_DETAIL_WINDOW,
     "|yes|P3D|P3D..|..P3D|P3D...P5D|P3D..P5|none..P5D|after_refusal..P5D|no "},
    {"appeal.money", DISPUTE_DETAIL_CHOICE, "|execute now|hold|WAIT"},
    {"journal.chain", DISPUTE_DETAIL_CHOICE, "|md5|SHA256|sha-256"},
    {"open.reopen", DISPUTE_DETAIL_CHOICE, "|yes|always"},
    {"reason.quality.liable", DISPUTE_DETAIL_WORD, "|nobody|Seller|escrow|system"},
    {"calendar.offset", DISPUTE_DETAIL_CALENDAR_OFFSET, "|8|+8:00|+0800|+25:00|+08:60|UTC|08:00|+08:00:00"},
    {"calendar.offset.2026-03-08", DISPUTE_DETAIL_CALENDAR_OFFSET, "-07:00"},
    {"calendar.offset.2026-02-30T10:00:00Z", DISPUTE_DETAIL_CALENDAR_OFFSET, "-07:00"},
    {"calendar.offset.2026-03-08T24:00:00Z", DISPUTE_DETAIL_CALENDAR_OFFSET, "-07:00"},
    {"calendar.offset.2026-03-08 10:00:00Z", DISPUTE_DETAIL_CALENDAR_OFFSET, "-07:00"},
    {"calendar.offset.2026-03-08T10-00:00Z", DISPUTE_DETAIL_CALENDAR_OFFSET, "-07:00"},
    {"calendar.offset.2026-03-08T10:00.00Z", DISPUTE_DETAIL_CALENDAR_OFFSET, "-07:00"},
    {"calendar.offset.2026-03-08T10:00:00+", DISPUTE_DETAIL_CALENDAR_OFFSET, "-07:00"},
    {"calendar.offset.2026-03-08T10:60:00Z", DISPUTE_DETAIL_CALENDAR_OFFSET, "-07:00"},
    {"calendar.offset.2026-03-08T10:00:60Z", DISPUTE_DETAIL_CALENDAR_OFFSET, "-07:00"},
    {"calendar.weekend", DISPUTE_DETAIL_CALENDAR_DAYS, "|saturday|sat;sun|sat,|,sat|sat,,sun|Sat"},
    {"calendar.weekend", DISPUTE_DETAIL_NO_WORKING_DAY, "mon,tue,wed,thu,fri,sat,sun"},
    {"calendar.holidays", DISPUTE_DETAIL_CALENDAR_DATES,
     "|2026-02-29|2100-02-29|2026-13-01|2026-00-01|2026-01-00|26-01-01|2026/01/01|2026-01-01,|2026-1-1|0000-01-01"},
    {"calendar.holidays", DISPUTE_DETAIL_TWICE, "2026-01-01,2026-01-02,2026-01-01"},
    {"name", DISPUTE_DETAIL_NAME, "|a b|a@b@c|@a|a@|a\nb|caf\xc3\xa9|a23456789012345678901234567890ab"},
};

static void a_bad_value_is_named_and_changes_nothing(void **state) {
    dispute_problem problem;
    char before[TEXT], after[TEXT], value[64];
    dispute_policy *p = policy_new();
    (void)state;
    print(p, before);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        for (const char *at = bad[i].values; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
            snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "|"), at);
            dispute_result r = set(p, bad[i].key, value, &problem);
            if (r != DISPUTE_ERROR_BAD_VALUE || problem.detail != bad[i].detail)
                fail_msg("%s = `%s`: %d, detail %d", bad[i].key, value, r, problem.detail);
            assert_int_equal(problem.result, DISPUTE_ERROR_BAD_VALUE);
            assert_string_equal(problem.name, bad[i].key);
            assert_non_null(strstr(play_sentence(&problem), bad[i].key));
        }
    print(p, after);
    assert_string_equal(before, after);
    dispute_policy_free(p);
}

static void an_unknown_key_is_named(void **state) {
    static const char *const unknown[] = {"open",
                                          "open.afte",
                                          "open.after.x",
                                          "OPEN.AFTER",
                                          "open.after ",
                                          "reason.quality",
                                          "reason.nonsense.enabled",
                                          "reason.quality.",
                                          "reason.quality.nonsense",
                                          "reason.*.enabled",
                                          "reason..enabled",
                                          "on_silence",
                                          "fee.rate"};
    dispute_problem problem;
    dispute_policy *p = policy_new();
    char text[64];
    (void)state;
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        assert_int_equal(set(p, unknown[i], "P5D", &problem), DISPUTE_ERROR_BAD_KEY);
        assert_string_equal(problem.name, unknown[i]);
        play_sentence(&problem);
        assert_int_equal(dispute_policy_get(p, unknown[i], strlen(unknown[i]), text, sizeof text, NULL),
                         DISPUTE_ERROR_BAD_KEY);
    }
    assert_int_equal(set(p, "", "P5D", &problem), DISPUTE_ERROR_BAD_KEY);
    assert_int_equal(set(p, "\xff\xfe", "P5D", &problem), DISPUTE_ERROR_BAD_KEY);
    play_sentence(&problem);
    dispute_policy_free(p);
}

/* ---- getting ---- */

static void too_small_a_buffer_is_left_alone(void **state) {
    static const char *const of[] = {"open.after", "calendar.weekend", "name"};
    dispute_policy *p = policy_new();
    char text[TEXT], whole[TEXT];
    size_t needed = 0, size;
    (void)state;
    print(p, whole);
    size = strlen(whole);
    memset(text, 'x', sizeof text);
    for (size_t room = 0; room <= size; room += 1 + room / 7) {
        assert_int_equal(dispute_policy_print(p, text, room, &needed), DISPUTE_ERROR_BUFFER_TOO_SMALL);
        assert_int_equal(needed, size + 1);
        assert_int_equal(text[0], 'x');
    }
    assert_int_equal(dispute_policy_print(p, text, size + 1, &needed), DISPUTE_DONE);
    for (size_t i = 0; i < 3; i++) {
        memset(text, 'x', sizeof text);
        assert_int_equal(dispute_policy_get(p, of[i], strlen(of[i]), NULL, 0, &needed), DISPUTE_ERROR_BUFFER_TOO_SMALL);
        assert_int_equal(dispute_policy_get(p, of[i], strlen(of[i]), text, needed - 1, NULL),
                         DISPUTE_ERROR_BUFFER_TOO_SMALL);
        assert_int_equal(text[0], 'x');
        assert_int_equal(dispute_policy_get(p, of[i], strlen(of[i]), text, needed, NULL), DISPUTE_DONE);
        assert_int_equal(text[needed], 'x');
    }
    memset(text, 'x', sizeof text);
    assert_int_equal(dispute_policy_name(p, text, 15, &needed), DISPUTE_ERROR_BUFFER_TOO_SMALL);
    assert_true(needed == 16 && text[0] == 'x');
    assert_int_equal(dispute_policy_name(p, text, 16, &needed), DISPUTE_DONE);
    assert_string_equal(text, "aliexpress@2017");
    dispute_policy_free(p);
}

static void every_preset_that_ships_can_be_sealed(void **state) {
    (void)state;
    assert_true(dispute_word_count(DISPUTE_GROUP_PRESET) > 0);
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_PRESET); i++) {
        const char *name = dispute_word_name(DISPUTE_GROUP_PRESET, dispute_word_at(DISPUTE_GROUP_PRESET, i));
        dispute_policy *policy;
        dispute_problem problem = {.size = sizeof problem};
        assert_int_equal(dispute_policy_new(NULL, &policy), DISPUTE_DONE);
        assert_int_equal(dispute_policy_preset(policy, name, strlen(name), &problem), DISPUTE_DONE);
        if (dispute_policy_seal(policy, &problem) != DISPUTE_DONE) fail_msg("%s: %s", name, play_sentence(&problem));
        dispute_policy_free(policy);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_market_is_as_written_down),
        cmocka_unit_test(every_preset_that_ships_can_be_sealed),
        cmocka_unit_test(every_key_of_the_vocabulary_is_tried_here),
        cmocka_unit_test(a_key_is_read_back_as_it_was_set),
        cmocka_unit_test(each_reason_has_its_own_keys),
        cmocka_unit_test(each_round_has_its_own_keys),
        cmocka_unit_test(values_are_written_in_one_way),
        cmocka_unit_test(a_deadline_takes_the_silences_of_its_clause_alone),
        cmocka_unit_test(a_bad_value_is_named_and_changes_nothing),
        cmocka_unit_test(an_unknown_key_is_named),
        cmocka_unit_test(too_small_a_buffer_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
