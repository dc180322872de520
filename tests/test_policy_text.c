/* test_policy_text.c - policies as texts: lines and presets, the canonical text and its digest, and what the seal
 * refuses. */
#include "play.h"
#include "sha256.h"
#include <stdlib.h>

enum { TEXT = 16384 };

static dispute_policy *policy_new(void) {
    dispute_policy *p;
    assert_int_equal(dispute_policy_new(NULL, &p), DISPUTE_DONE);
    return p;
}

static dispute_result parse(dispute_policy *p, const char *text, dispute_problem *problem) {
    size_t size = strlen(text);
    char *block = malloc(size ? size : 1); /* to the byte: a look behind the end is seen */
    assert_non_null(block);
    memcpy(block, text, size);
    memset(problem, 0, sizeof *problem);
    problem->size = (uint32_t)sizeof *problem;
    dispute_result r = dispute_policy_parse(p, block, size, problem);
    free(block);
    return r;
}

static dispute_result set(dispute_policy *p, const char *key, const char *value) {
    return dispute_policy_set(p, key, strlen(key), value, strlen(value), NULL);
}

static void expect_key(const dispute_policy *p, const char *key, const char *value) {
    char text[256];
    assert_int_equal(dispute_policy_get(p, key, strlen(key), text, sizeof text, NULL), DISPUTE_DONE);
    assert_string_equal(text, value);
}

static void print(const dispute_policy *p, char text[TEXT]) {
    assert_int_equal(dispute_policy_print(p, text, TEXT, NULL), DISPUTE_DONE);
}

static void digest_of(const char *text, uint8_t digest[32]) {
    dispute_problem problem;
    dispute_policy *p = policy_new();
    if (parse(p, text, &problem) != DISPUTE_DONE || dispute_policy_seal(p, &problem) != DISPUTE_DONE)
        fail_msg("%s: %s", text, play_sentence(&problem));
    assert_int_equal(dispute_policy_digest(p, digest), DISPUTE_DONE);
    dispute_policy_free(p);
}

/* ---- lines ---- */

static void lines_comments_and_blanks(void **state) {
    static const char *const texts[] = {
        "return.ship = P8D\nreturn.waive = none\n",
        "return.ship=P8D\nreturn.waive=none",
        "# a market\n\n   return.ship   =\tP8D   # eight\n#return.ship = P9D\n\t\nreturn.waive = none",
        "return.ship = P8D\r\n\r\nreturn.waive = none\r\n",
        "preset = aliexpress@2017\nreturn.ship = P8D\nreturn.waive = none\n",
        "# \xe9\x80\x9f\xe5\x8d\x96\npreset = aliexpress\r\nreturn.ship = P8D # \xe5\x85\xab\nreturn.waive = none",
    };
    dispute_problem problem;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        dispute_policy *p = policy_new();
        assert_int_equal(parse(p, texts[i], &problem), DISPUTE_DONE);
        expect_key(p, "return.ship", "P8D");
        expect_key(p, "return.waive", "none");
        expect_key(p, "return.receive", "P30D");
        dispute_policy_free(p);
    }
}

static void a_text_starts_from_its_preset_and_not_from_what_was(void **state) {
    dispute_problem problem;
    dispute_policy *p = policy_new();
    (void)state;
    assert_int_equal(set(p, "return.ship", "P8D"), DISPUTE_DONE);
    assert_int_equal(set(p, "name", "mine@1"), DISPUTE_DONE);
    assert_int_equal(parse(p, "return.waive = P9D", &problem), DISPUTE_DONE);
    expect_key(p, "return.ship", "P10D");
    expect_key(p, "name", "aliexpress@2017");
    assert_int_equal(set(p, "return.ship", "P8D"), DISPUTE_DONE);
    assert_int_equal(dispute_policy_preset(p, "aliexpress", 10, NULL), DISPUTE_DONE);
    expect_key(p, "return.ship", "P10D");
    expect_key(p, "return.waive", "P30D");
    assert_int_equal(parse(p, "", &problem), DISPUTE_DONE);
    dispute_policy_free(p);
}

static void an_unknown_preset_is_refused(void **state) {
    static const char *const unknown[] = {"",          "ebuy",       "aliexpress@", "aliexpress@2016",
                                          "aliexpres", "AliExpress", "\xff"};
    dispute_problem problem = {.size = sizeof problem};
    dispute_policy *p = policy_new();
    (void)state;
    assert_int_equal(set(p, "return.ship", "P8D"), DISPUTE_DONE);
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        assert_int_equal(dispute_policy_preset(p, unknown[i], strlen(unknown[i]), &problem), DISPUTE_ERROR_BAD_VALUE);
        assert_true(problem.detail == DISPUTE_DETAIL_NO_PRESET && problem.line == 0);
        play_sentence(&problem);
    }
    expect_key(p, "return.ship", "P8D");
    dispute_policy_free(p);
}

static void a_bad_line_is_named_and_nothing_of_the_text_is_taken(void **state) {
    static const struct {
        const char *text;
        dispute_result result;
        int32_t detail, line;
        const char *name;
    } texts[] = {
        {"return.ship = P8D\nreturn.wave = P9D\n", DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_UNKNOWN_WORD, 2,
         "return.wave"},
        {"return.ship = P8D\n\n# x\nreturn.waive = 9D", DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_DURATION, 4,
         "return.waive"},
        {"return.ship = P8D\r\nreturn.waive\r\n", DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_SYNTAX, 2, "return.waive"},
        {"return.ship = P8D\n = P9D", DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_SYNTAX, 2, ""},
        {"return.ship = P8D\nreturn.waive =", DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_DURATION, 2, "return.waive"},
        {"return.ship = P8D\nreturn.ship = P8D", DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_TWICE, 2, "return.ship"},
        {"name = a@1\nname = a@2", DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_TWICE, 2, "name"},
        {"reason.lost.liable = none\nreason.quality.liable = none\nreason.lost.liable = none", DISPUTE_ERROR_BAD_KEY,
         DISPUTE_DETAIL_TWICE, 3, "reason.lost.liable"},
        {"calendar.offset = +01:00\ncalendar.offset = +01:00", DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_TWICE, 2,
         "calendar.offset"},
        {"return.ship = P8D\npreset = aliexpress", DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_PRESET_FIRST, 2, "preset"},
        {"preset = aliexpress\npreset = aliexpress", DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_PRESET_FIRST, 2, "preset"},
        {"\n\npreset = ebuy@2020", DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_NO_PRESET, 3, "preset"},
        {"return.ship = P8D\nreason.quality.enabled = maybe", DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_YES_NO, 2,
         "reason.quality.enabled"},
    };
    dispute_problem problem;
    char before[TEXT], after[TEXT];
    dispute_policy *p = policy_new();
    (void)state;
    assert_int_equal(set(p, "return.ship", "P11D"), DISPUTE_DONE);
    print(p, before);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        dispute_result r = parse(p, texts[i].text, &problem);
        if (r != texts[i].result || problem.detail != texts[i].detail || problem.line != texts[i].line)
            fail_msg("%s: %d, detail %d, line %d", texts[i].text, r, problem.detail, problem.line);
        assert_string_equal(problem.name, texts[i].name);
        play_sentence(&problem);
        print(p, after);
        assert_string_equal(before, after);
    }
    assert_int_equal(dispute_policy_parse(p, "return.ship = P8D\0return.waive = P9D", 36, &problem),
                     DISPUTE_ERROR_BAD_VALUE);
    assert_true(dispute_policy_parse(p, "return.ship\xff = P8D", 18, &problem) < 0);
    play_sentence(&problem);
    dispute_policy_free(p);
}

static void an_offset_given_twice_for_one_instant_is_refused(void **state) {
    dispute_problem problem;
    dispute_policy *p = policy_new();
    (void)state;
    assert_int_equal(parse(p,
                           "calendar.offset.2026-03-08T10:00:00Z = +01:00\n"
                           "calendar.offset.2026-03-08T10:00:00Z = +02:00\n",
                           &problem),
                     DISPUTE_ERROR_BAD_KEY);
    assert_int_equal(problem.detail, DISPUTE_DETAIL_TWICE);
    assert_int_equal(problem.line, 2);
    dispute_policy_free(p);
}

static void an_offset_is_got_by_its_instant(void **state) {
    dispute_policy *p = policy_new();
    char text[16];
    (void)state;
    assert_int_equal(set(p, "calendar.offset.2026-03-08T10:00:00Z", "-07:00"), DISPUTE_DONE);
    assert_int_equal(set(p, "calendar.offset.2025-11-02T09:00:00Z", "-08:00"), DISPUTE_DONE);
    expect_key(p, "calendar.offset", "+00:00");
    expect_key(p, "calendar.offset.2026-03-08T10:00:00Z", "-07:00");
    expect_key(p, "calendar.offset.2025-11-02T09:00:00Z", "-08:00");
    assert_int_equal(dispute_policy_get(p, "calendar.offset.2026-03-08T10:00:01Z", 36, text, sizeof text, NULL),
                     DISPUTE_ERROR_BAD_KEY);
    assert_int_equal(dispute_policy_get(p, "calendar.offset.2026", 20, text, sizeof text, NULL), DISPUTE_ERROR_BAD_KEY);
    dispute_policy_free(p);
}

/* ---- the canonical text and its digest ---- */

static void the_canonical_text_is_read_back_to_the_same_digest(void **state) {
    static const char *const texts[] = {
        "", "name = m@2\nescalate.buyer = P3D..none\nescalate.seller = 0..P15D\nclaim.file = B5D\n",
        "calendar.offset = -08:00\ncalendar.offset.2026-11-01T09:00:00Z = -08:00\ncalendar.offset.2026-03-08T10:00:00Z "
        "= -07:00\n"
        "calendar.weekend = none\ncalendar.holidays = 2026-12-25, 2026-01-01\nreason.lost.liable = none\n"};
    uint8_t one[32], two[32], of_text[32];
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char text[TEXT], again[TEXT];
        dispute_problem problem;
        dispute_policy *p = policy_new();
        assert_int_equal(parse(p, texts[i], &problem), DISPUTE_DONE);
        print(p, text);
        dispute_policy_free(p);
        digest_of(texts[i], one);
        digest_of(text, two);
        dispute__sha256((const uint8_t *)text, strlen(text), of_text);
        assert_memory_equal(one, two, 32);
        assert_memory_equal(one, of_text, 32);
        p = policy_new();
        assert_int_equal(parse(p, text, &problem), DISPUTE_DONE);
        print(p, again);
        assert_string_equal(text, again);
        dispute_policy_free(p);
    }
}

static void each_changed_key_changes_the_digest(void **state) {
    static const char *const changes[] = {"",
                                          "open.after = P9D",
                                          "open.until = none",
                                          "open.until = 0",
                                          "open.at_once_under = P6D",
                                          "open.reopen = no",
                                          "open.reopen.times = 1",
                                          "negotiation.response = PT120H",
                                          "negotiation.response = B5D",
                                          "negotiation.response.on_silence = withdraw",
                                          "negotiation.reply = P1D",
                                          "negotiation.stage = P168D",
                                          "negotiation.stage.on_silence = withdraw",
                                          "negotiation.stage.at_most = P61D",
                                          "negotiation.reply.on_silence = withdraw",
                                          "escalate.buyer = after_refusal",
                                          "escalate.seller = after_refusal",
                                          "guarantee.after = P1D",
                                          "guarantee.review = P1D",
                                          "guarantee.review.on_silence = wait",
                                          "platform.evidence = P1D",
                                          "platform.review = P1D",
                                          "platform.review.on_silence = close_for_buyer",
                                          "return.address = P1D",
                                          "return.address.on_silence = close_for_buyer",
                                          "return.ship = P1D",
                                          "return.ship.on_silence = withdraw",
                                          "return.receive = P1D",
                                          "return.receive.on_silence = escalate",
                                          "return.waive = P1D",
                                          "replacement.ship = P1D",
                                          "replacement.ship.on_silence = escalate",
                                          "replacement.receive = P1D",
                                          "replacement.receive.on_silence = escalate",
                                          "appeal.window = P1D",
                                          "appeal.rounds = 0",
                                          "appeal.money = execute",
                                          "settlement.confirm = no",
                                          "claim.file = P1D",
                                          "claim.answer = P1D",
                                          "journal.chain = none",
                                          "calendar.offset = +00:01",
                                          "calendar.offset.2026-01-01T00:00:00Z = +00:00",
                                          "calendar.weekend = sun",
                                          "calendar.holidays = 2026-01-01",
                                          "reason.lost.enabled = no",
                                          "reason.lost.liable = seller",
                                          "reason.lost.evidence = yes",
                                          "reason.lost.guarantee = no",
                                          "reason.lost.may_change_kind = yes",
                                          "reason.quality.enabled = no",
                                          "name = aliexpress@2018"};
    enum { CHANGES = sizeof changes / sizeof changes[0] };
    uint8_t digest[CHANGES][32];
    (void)state;
    for (int i = 0; i < CHANGES; i++) {
        digest_of(changes[i], digest[i]);
        for (int k = 0; k < i; k++) assert_memory_not_equal(digest[i], digest[k], 32);
    }
}

/* ---- the seal ---- */

static void a_sealed_policy_never_changes(void **state) {
    dispute_problem problem = {.size = sizeof problem};
    uint8_t before[32], after[32];
    dispute_policy *p = policy_new();
    (void)state;
    assert_int_equal(dispute_policy_digest(p, before), DISPUTE_ERROR_NOT_SEALED);
    assert_int_equal(dispute_policy_seal(p, &problem), DISPUTE_DONE);
    assert_int_equal(dispute_policy_digest(p, before), DISPUTE_DONE);
    assert_int_equal(dispute_policy_set(p, "open.after", 10, "P1D", 3, &problem), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(problem.detail, DISPUTE_DETAIL_SEALED);
    play_sentence(&problem);
    assert_int_equal(parse(p, "open.after = P1D", &problem), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(problem.detail, DISPUTE_DETAIL_SEALED);
    assert_int_equal(dispute_policy_preset(p, "aliexpress", 10, &problem), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(problem.detail, DISPUTE_DETAIL_SEALED);
    assert_int_equal(dispute_policy_seal(p, &problem), DISPUTE_DONE);
    assert_int_equal(dispute_policy_digest(p, after), DISPUTE_DONE);
    assert_memory_equal(before, after, 32);
    expect_key(p, "open.after", "P10D");
    dispute_policy_free(p);
}

static const char no_reason_text[] =
    "reason.tracking_invalid.enabled = no\nreason.wrong_address.enabled = no\nreason.in_transit.enabled = no\n"
    "reason.customs_hold.enabled = no\nreason.parcel_returned.enabled = no\nreason.lost.enabled = no\n"
    "reason.transport_changed.enabled = no\nreason.description_mismatch.enabled = no\nreason.quality.enabled = no\n"
    "reason.damaged.enabled = no\nreason.short_shipment.enabled = no\nreason.counterfeit.enabled = no\n"
    "reason.wrong_choice.enabled = no\nreason.changed_mind.enabled = no\nreason.usage_difficulty.enabled = no\n";

static const struct {
    const char *text;
    int32_t detail, state;
    const char *key; /* the first of them that the problem may name */
} unsafe[] = {
    {"negotiation.response = none\nnegotiation.stage = none\n", DISPUTE_DETAIL_HANGS, DISPUTE_STATE_NEGOTIATION_SELLER,
     "negotiation.stage"},
    {"negotiation.stage = none\n", DISPUTE_DETAIL_HANGS, DISPUTE_STATE_NEGOTIATION_BUYER, "negotiation.stage"},
    {"guarantee.review = none\n", DISPUTE_DETAIL_HANGS, DISPUTE_STATE_GUARANTEE_WAITING, "guarantee.review"},
    {"platform.review = none\nplatform.review.on_silence = close_for_buyer\n", DISPUTE_DETAIL_HANGS,
     DISPUTE_STATE_PLATFORM_REVIEW, "platform.review"},
    {"return.address = none\n", DISPUTE_DETAIL_HANGS, DISPUTE_STATE_RETURN_ADDRESS, "return.address"},
    {"return.ship = none\n", DISPUTE_DETAIL_HANGS, DISPUTE_STATE_RETURN_SHIPMENT, "return.ship"},
    {"return.receive = none\n", DISPUTE_DETAIL_HANGS, DISPUTE_STATE_RETURN_RECEIPT, "return.receive"},
    {"replacement.ship = none\n", DISPUTE_DETAIL_HANGS, DISPUTE_STATE_REPLACEMENT_DISPATCH, "replacement.ship"},
    {"replacement.receive = none\n", DISPUTE_DETAIL_HANGS, DISPUTE_STATE_REPLACEMENT_RECEIPT, "replacement.receive"},
    {"appeal.window = none\n", DISPUTE_DETAIL_HANGS, DISPUTE_STATE_RULING_MADE, "appeal.window"},
    {"escalate.buyer = P15D..P3D\n", DISPUTE_DETAIL_EMPTY_WINDOW, DISPUTE_STATE_NEGOTIATION_SELLER, "escalate.buyer"},
    {"escalate.seller = P3D..P3D\n", DISPUTE_DETAIL_EMPTY_WINDOW, DISPUTE_STATE_NEGOTIATION_SELLER, "escalate.seller"},
    {"appeal.money = execute\nappeal.rounds = 4\n", DISPUTE_DETAIL_ROUNDS, DISPUTE_STATE_RULING_MADE, "appeal.rounds"},
    {no_reason_text, DISPUTE_DETAIL_NO_REASON, 0, "reason."},
};

static void an_unsafe_policy_is_refused_with_state_key_and_reason(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof unsafe / sizeof unsafe[0]; i++) {
        dispute_problem problem;
        uint8_t digest[32];
        dispute_policy *p = policy_new();
        assert_int_equal(parse(p, unsafe[i].text, &problem), DISPUTE_DONE);
        memset(&problem, 0, sizeof problem);
        problem.size = (uint32_t)sizeof problem;
        dispute_result r = dispute_policy_seal(p, &problem);
        if (r != DISPUTE_ERROR_UNSAFE_POLICY || problem.detail != unsafe[i].detail || problem.state != unsafe[i].state
            || strncmp(problem.name, unsafe[i].key, strlen(unsafe[i].key)) != 0)
            fail_msg("%s: %d, detail %d, state %d, key %s", unsafe[i].text, r, problem.detail, problem.state,
                     problem.name);
        assert_int_equal(problem.result, r);
        const char *label = dispute_word_label(DISPUTE_GROUP_STATE, problem.state, DISPUTE_LANGUAGE_EN);
        const char *sentence = play_sentence(&problem);
        if (!strstr(sentence, problem.name) || (label && !strstr(sentence, label))) fail_msg("%s", sentence);
        assert_int_equal(dispute_policy_digest(p, digest), DISPUTE_ERROR_NOT_SEALED);
        assert_int_equal(parse(p, "", &problem), DISPUTE_DONE); /* it can be mended */
        assert_int_equal(dispute_policy_seal(p, NULL), DISPUTE_DONE);
        dispute_policy_free(p);
    }
}

static void what_says_wait_may_wait_and_what_cannot_be_reached_may_hang(void **state) {
    static const char *const safe[] = {
        "guarantee.review = none\nguarantee.review.on_silence = wait\n",
        "platform.review = none\n",
        "negotiation.response = none\n",
        "negotiation.stage = none\nnegotiation.reply = P3D\n",
        "appeal.window = none\nappeal.rounds = 0\n",
        "platform.evidence = none\nguarantee.after = none\nopen.after = none\nopen.until = none\nreturn.waive = none\n",
        "appeal.money = execute\nappeal.rounds = 3\n",
        "appeal.rounds = 9\n",
        "negotiation.stage = 0\nnegotiation.response = 0\nreturn.address = 0\nappeal.window = 0\nplatform.review = 0\n",
    };
    uint8_t digest[32];
    (void)state;
    for (size_t i = 0; i < sizeof safe / sizeof safe[0]; i++) digest_of(safe[i], digest);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_comments_and_blanks),
        cmocka_unit_test(a_text_starts_from_its_preset_and_not_from_what_was),
        cmocka_unit_test(an_unknown_preset_is_refused),
        cmocka_unit_test(a_bad_line_is_named_and_nothing_of_the_text_is_taken),
        cmocka_unit_test(an_offset_given_twice_for_one_instant_is_refused),
        cmocka_unit_test(an_offset_is_got_by_its_instant),
        cmocka_unit_test(the_canonical_text_is_read_back_to_the_same_digest),
        cmocka_unit_test(each_changed_key_changes_the_digest),
        cmocka_unit_test(a_sealed_policy_never_changes),
        cmocka_unit_test(an_unsafe_policy_is_refused_with_state_key_and_reason),
        cmocka_unit_test(what_says_wait_may_wait_and_what_cannot_be_reached_may_hang),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
