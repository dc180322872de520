/* test_words.c - every number has its word, its label and its sentence; every problem can be said; every struct is
 * told. */
#include "play.h"
#include <stdlib.h>

enum { ROOM = 4096 };

/* ---- words ---- */

static void each_group(void (*check)(int32_t group)) {
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_GROUP); i++)
        check(dispute_word_at(DISPUTE_GROUP_GROUP, i));
}

/* The group whose name in capitals begins a constant; the longest, as GROUP_TYPE would also begin with... nothing else.
 */
static int32_t group_of(const char *constant, const char **word) {
    int32_t found = -1;
    size_t longest = 0;
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_GROUP); i++) {
        const char *name = dispute_word_name(DISPUTE_GROUP_GROUP, dispute_word_at(DISPUTE_GROUP_GROUP, i));
        size_t size = 0;
        while (name[size] && (name[size] == '_' ? '_' : name[size] - 'a' + 'A') == constant[size]) size++;
        if (name[size] || constant[size] != '_' || size < longest) continue;
        longest = size;
        found = dispute_word_at(DISPUTE_GROUP_GROUP, i);
        *word = constant + size + 1;
    }
    return found;
}

/* Is `name` the constant's word? The same letters; what parts them is `_` in C, and also `.`, `-` or `*` in a word. */
static int is_same_word(const char *constant, const char *name) {
    while (*constant || *name) {
        if (*name == '*') {
            name += 2;
            continue;
        }
        char c = *constant >= 'A' && *constant <= 'Z' ? (char)(*constant - 'A' + 'a') : *constant;
        char n = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
        if (n == '.' || n == '-') n = '_';
        if (c != n) return 0;
        constant++, name++;
    }
    return 1;
}

static void check_constant(const char *constant, int32_t number) {
    const char *word = constant;
    int32_t group = group_of(constant, &word);
    if (strcmp(constant, "DONE") == 0) group = DISPUTE_GROUP_RESULT;
    if (strncmp(constant, "REFUSED_", 8) == 0 || strncmp(constant, "ERROR_", 6) == 0) {
        group = DISPUTE_GROUP_RESULT;
        word = strchr(constant, '_') + 1;
    }
    if (strcmp(constant, "FAULT_NONE") == 0) return; /* 0 is "none" in every group, and no word */
    const char *name = dispute_word_name(group, number);
    if (group < 0 || !name || !is_same_word(word, name)) fail_msg("DISPUTE_%s = %d is `%s`", constant, number, name);
    assert_int_equal(dispute_word_number(group, name, strlen(name)), number);
}

static void every_constant_of_the_header_has_its_word(void **state) {
    (void)state;
    FILE *file = fopen("../include/dispute_words.h", "r");
    assert_non_null(file);
    static char text[65536];
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    int constants = 0;
    for (char *at = text; (at = strstr(at, "DISPUTE_")) != NULL;) {
        char constant[64];
        at += 8;
        size_t size = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
        assert_true(size < sizeof constant);
        memcpy(constant, at, size);
        constant[size] = 0;
        at += size;
        if (strncmp(at, " = ", 3) != 0) continue;
        check_constant(constant, (int32_t)strtol(at + 3, NULL, 10));
        constants++;
    }
    assert_true(constants > 400);
}

static void check_order(int32_t group) {
    uint32_t count = dispute_word_count(group);
    assert_true(count > 0);
    for (uint32_t i = 0; i < count; i++) {
        int32_t number = dispute_word_at(group, i);
        const char *name = dispute_word_name(group, number);
        assert_true(i == 0 || number > dispute_word_at(group, i - 1));
        assert_non_null(name);
        assert_int_equal(dispute_word_number(group, name, strlen(name)), number);
    }
    assert_int_equal(dispute_word_at(group, count), 0);
}

static void words_lie_in_order_and_resolve_both_ways(void **state) {
    (void)state;
    each_group(check_order);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_STATE, "negotiation.seller", 18), 20);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_EVENT, "deadline.response", 17), 102);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_RULE, "N1a", 3), DISPUTE_RULE_N1A);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_LANGUAGE, "zh-Hant", 7), DISPUTE_LANGUAGE_ZH_HANT);
    assert_string_equal(dispute_word_name(DISPUTE_GROUP_RESULT, DISPUTE_DONE), "done");
    assert_string_equal(dispute_word_name(DISPUTE_GROUP_GROUP, DISPUTE_GROUP_GROUP), "group");
    assert_string_equal(dispute_word_name(DISPUTE_GROUP_PRESET, 1), "aliexpress@2017");
    assert_string_equal(dispute_word_label(DISPUTE_GROUP_PRESET, 1, DISPUTE_LANGUAGE_EN), "aliexpress@2017");
}

static void what_is_no_word_is_none(void **state) {
    (void)state;
    static const int32_t odd[] = {INT32_MIN, -1000, -1, 61, 62, 63, 64, 1000, INT32_MAX};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        assert_int_equal(dispute_word_count(odd[i]), 0);
        assert_int_equal(dispute_word_at(odd[i], 0), 0);
        assert_int_equal(dispute_word_number(odd[i], "buyer", 5), 0);
        assert_null(dispute_word_name(odd[i], 1));
        assert_null(dispute_word_label(odd[i], 1, DISPUTE_LANGUAGE_EN));
        assert_null(dispute_word_name(DISPUTE_GROUP_PARTY, odd[i]));
        assert_null(dispute_word_name(DISPUTE_GROUP_PRESET, odd[i]));
        assert_null(dispute_word_sentence(DISPUTE_GROUP_PARTY, 1, odd[i]));
    }
    assert_null(dispute_word_name(DISPUTE_GROUP_PARTY, 0));
    assert_null(dispute_word_sentence(DISPUTE_GROUP_PARTY, 1, 0));
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_PARTY, NULL, 5), 0);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_PARTY, "", 0), 0);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_PARTY, "buyers", 6), 0);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_PARTY, "buyer\0", 6), 0);
}

static int ends_with(const char *text, const char *end) {
    return strlen(text) >= strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

/* A sentence as one would show it: a full stop of its language, one line, nothing of the template left in it. */
static void check_sentence(const char *text, int32_t language) {
    int whole = ends_with(text, language == DISPUTE_LANGUAGE_EN ? "." : "。");
    int left = strpbrk(text, "{}[]\r\n\t") || strstr(text, "  ") || text[0] == ' ';
    if (!whole || left) fail_msg("language %d: \"%s\"", language, text);
}

static void check_texts(int32_t group) {
    for (uint32_t i = 0; i < dispute_word_count(group); i++) {
        int32_t number = dispute_word_at(group, i);
        for (int32_t language = DISPUTE_LANGUAGE_EN; language <= DISPUTE_LANGUAGE_ZH_HANT; language++) {
            const char *label = dispute_word_label(group, number, language);
            assert_non_null(label);
            assert_true(label[0] && strlen(label) < 64 && !ends_with(label, ".") && !ends_with(label, "。"));
            const char *sentence = dispute_word_sentence(group, number, language);
            check_sentence(sentence, language);
            const char *english = dispute_word_sentence(group, number, DISPUTE_LANGUAGE_EN);
            if (language != DISPUTE_LANGUAGE_EN) assert_string_not_equal(sentence, english);
        }
    }
}

static void every_word_has_label_and_sentence_in_each_language(void **state) {
    (void)state;
    each_group(check_texts);
}

static void constants_have_their_twins(void **state) {
    (void)state;
    assert_int_equal(dispute_version(), DISPUTE_VERSION);
    assert_true(dispute_never() == INT64_MAX);
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_CASE_ID), DISPUTE_CASE_ID_SIZE);
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_EVENT_ID), DISPUTE_EVENT_ID_SIZE);
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_EFFECT_ID), DISPUTE_EFFECT_ID_SIZE);
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_REFERENCE), DISPUTE_REFERENCE_SIZE);
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_SNAPSHOT), DISPUTE_SNAPSHOT_SIZE);
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_NAME), DISPUTE_NAME_SIZE);
    assert_int_equal(dispute_limit(DISPUTE_LIMIT_IDS_KEPT), 8);
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_LIMIT); i++)
        assert_true(dispute_limit(dispute_word_at(DISPUTE_GROUP_LIMIT, i)) > 0);
    assert_int_equal(dispute_limit(0), 0);
    assert_int_equal(dispute_limit(999), 0);
}

static void currencies_have_the_decimals_of_iso_4217(void **state) {
    (void)state;
    assert_int_equal(dispute_currency_decimals("JPY"), 0);
    assert_int_equal(dispute_currency_decimals("XPF"), 0);
    assert_int_equal(dispute_currency_decimals("KWD"), 3);
    assert_int_equal(dispute_currency_decimals("CLF"), 4);
    assert_int_equal(dispute_currency_decimals("USD"), 2);
    assert_int_equal(dispute_currency_decimals("CNY"), 2);
    assert_int_equal(dispute_currency_decimals("???"), 2);
    assert_int_equal(dispute_currency_decimals("FCL"), 2); /* two codes side by side are no code */
    assert_int_equal(dispute_currency_decimals(NULL), 2);
}

/* ---- problems ---- */

static const char *say_in(const dispute_problem *p, int32_t language) {
    static char text[ROOM];
    size_t needed = 0;
    assert_int_equal(dispute_problem_sentence(p, language, text, sizeof text, &needed), DISPUTE_DONE);
    assert_int_equal(needed, strlen(text) + 1);
    return text;
}

static const char *say(const dispute_problem *p) { return say_in(p, DISPUTE_LANGUAGE_EN); }

#define PROBLEM(what, ...) (&(dispute_problem){.size = sizeof(dispute_problem), .result = DISPUTE_##what, __VA_ARGS__})

static void a_refusal_is_said_as_a_person_would(void **state) {
    (void)state;
    assert_string_equal(say(PROBLEM(REFUSED_TOO_EARLY, .at = D(10))),
                        "It is too early for this: possible from 2026-01-15 08:00 UTC.");
    assert_string_equal(say(PROBLEM(REFUSED_TOO_EARLY, .at = D(10) + 1000)),
                        "It is too early for this: possible from 2026-01-15 08:00:01 UTC.");
    assert_string_equal(say(PROBLEM(REFUSED_TOO_EARLY, .at = 253402300799999)),
                        "It is too early for this: possible from 9999-12-31 23:59:59.999 UTC.");
    assert_string_equal(say(PROBLEM(REFUSED_TOO_EARLY, .detail = 0)), "It is too early for this.");
    assert_string_equal(say(PROBLEM(REFUSED_TOO_EARLY, .at = INT64_MAX)), "It is too early for this.");
    assert_string_equal(say(PROBLEM(REFUSED_OVER_LIMIT, .limit = 5000, .currency = "USD")),
                        "This is more than is possible: at most 50.00 USD.");
    assert_string_equal(say(PROBLEM(REFUSED_OVER_LIMIT, .limit = 5000, .currency = "JPY")),
                        "This is more than is possible: at most 5000 JPY.");
    assert_string_equal(say(PROBLEM(REFUSED_OVER_LIMIT, .limit = 5, .currency = "KWD")),
                        "This is more than is possible: at most 0.005 KWD.");
    assert_string_equal(say(PROBLEM(REFUSED_OVER_LIMIT, .limit = INT64_MIN, .currency = "USD")),
                        "This is more than is possible: at most -92233720368547758.08 USD.");
    assert_string_equal(
        say(PROBLEM(REFUSED_NOT_NOW, .event = DISPUTE_EVENT_ACCEPT, .state = DISPUTE_STATE_CLOSED_DONE)),
        "“Accept” is not possible now: the case stands at “Closed”.");
    assert_string_equal(say(PROBLEM(REFUSED_NOT_NOW, .event = DISPUTE_EVENT_ACCEPT)),
                        "“Accept” is not possible: the case is not open.");
    assert_string_equal(say(PROBLEM(REFUSED_DUE_FIRST, .at = D(5), .deadline = DISPUTE_DEADLINE_RESPONSE)),
                        "The deadline “Response” passed at 2026-01-10 08:00 UTC and has to take effect first.");
    assert_string_equal(
        say(PROBLEM(REFUSED_STALE, .limit = 7)),
        "The case has changed in the meantime and now stands at step 7; look at it again before you act.");
}

static void a_refusal_brings_the_rule_that_says_no(void **state) {
    (void)state;
    const char *text = say(PROBLEM(REFUSED_WRONG_TERMS, .rule = DISPUTE_RULE_N7));
    assert_true(ends_with(text, dispute_word_sentence(DISPUTE_GROUP_RULE, DISPUTE_RULE_N7, DISPUTE_LANGUAGE_EN)));
    text = say(PROBLEM(REFUSED_NOT_YOURS, .rule = DISPUTE_RULE_K1));
    assert_null(strstr(text, dispute_word_sentence(DISPUTE_GROUP_RULE, DISPUTE_RULE_K1, DISPUTE_LANGUAGE_EN)));
}

static void an_error_says_where_and_what_would_be_right(void **state) {
    (void)state;
    assert_string_equal(
        say(PROBLEM(ERROR_BAD_VALUE, .line = 3, .name = "negotiation.response", .detail = DISPUTE_DETAIL_DURATION)),
        "Line 3: negotiation.response: Write a duration: P5D for calendar days, PT48H for hours, B3D for "
        "business days, 0 for at once, or none for no deadline.");
    assert_string_equal(say(PROBLEM(ERROR_BAD_VALUE, .name = "terms.amount", .detail = DISPUTE_DETAIL_NEGATIVE)),
                        "terms.amount: This must not be negative.");
    assert_string_equal(
        say(PROBLEM(ERROR_UNSAFE_POLICY, .name = "return.ship", .detail = DISPUTE_DETAIL_HANGS,
                    .state = DISPUTE_STATE_RETURN_SHIPMENT)),
        "This policy cannot be used. return.ship: A case could wait for ever, as nobody's silence ends it; "
        "give this a deadline. This happens at “Waiting for the return shipment”.");
    assert_string_equal(
        say(PROBLEM(ERROR_UNSAFE_POLICY, .name = "round.2.answer", .detail = DISPUTE_DETAIL_NO_ANSWER)),
        "This policy cannot be used. round.2.answer: A round that the answer decides needs a time for it; write a "
        "duration.");
    assert_string_equal(say(PROBLEM(ERROR_CLOCK_BACKWARDS, .name = "at", .at = T0)),
                        "The case has already come to 2026-01-05 08:00 UTC; nothing can happen in it before that.");
    assert_string_equal(say(&(dispute_problem){.size = sizeof(dispute_problem), .result = 4711}),
                        "This version of the library does not know result 4711.");
}

static void check_problem(const dispute_problem *p) {
    for (int32_t language = DISPUTE_LANGUAGE_EN; language <= DISPUTE_LANGUAGE_ZH_HANT; language++)
        check_sentence(say_in(p, language), language);
}

static void every_result_and_detail_can_be_said(void **state) {
    (void)state;
    dispute_problem full = {.size = sizeof full,
                            .line = 12,
                            .rule = DISPUTE_RULE_O4,
                            .state = 20,
                            .event = 12,
                            .party = 2,
                            .deadline = 3,
                            .currency = "USD",
                            .at = T0,
                            .limit = 123456,
                            .name = "terms.amount"};
    for (uint32_t r = 0; r < dispute_word_count(DISPUTE_GROUP_RESULT); r++) {
        dispute_problem bare = {.size = sizeof bare, .result = dispute_word_at(DISPUTE_GROUP_RESULT, r)};
        check_problem(&bare);
        full.result = bare.result;
        for (uint32_t d = 0; d <= dispute_word_count(DISPUTE_GROUP_DETAIL); d++) {
            bare.detail = full.detail = dispute_word_at(DISPUTE_GROUP_DETAIL, d);
            check_problem(&bare);
            check_problem(&full);
        }
    }
}

static uint64_t dice(uint64_t *seed) {
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed >> 33;
}

static void hostile_problems_are_said_too(void **state) {
    (void)state;
    uint64_t seed = 1;
    char text[ROOM];
    for (int round = 0; round < 100000; round++) {
        dispute_problem p;
        uint8_t *bytes = (uint8_t *)&p;
        for (size_t i = 0; i < sizeof p; i++) bytes[i] = (uint8_t)dice(&seed);
        p.size = sizeof p;
        p.result = (int32_t)(dice(&seed) % 32) - 16;
        if (round % 2) p.detail = (int32_t)(dice(&seed) % 60);
        if (round % 3) p.at = (int64_t)(dice(&seed) << 16);
        if (round % 5 == 0) memcpy(p.currency, "USD", 4);
        int32_t language = 1 + round % 3;
        assert_int_equal(dispute_problem_sentence(&p, language, text, sizeof text, NULL), DISPUTE_DONE);
        for (const char *c = text; *c; c++) assert_true((unsigned char)*c >= 32 && *c != 127);
    }
    dispute_problem odd = {.size = sizeof odd, .result = DISPUTE_ERROR_BAD_VALUE, .detail = DISPUTE_DETAIL_MISSING};
    memset(odd.name, 'x', sizeof odd.name);
    memcpy(odd.name, "\xFF\n[{at}]", 8);
    assert_string_equal(say(&odd), "??[{at}]xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: This is required and was not given.");
}

static void a_small_buffer_is_left_alone(void **state) {
    (void)state;
    const dispute_problem *p = PROBLEM(REFUSED_OVER_LIMIT, .limit = 5000, .currency = "USD");
    for (int32_t language = DISPUTE_LANGUAGE_EN; language <= DISPUTE_LANGUAGE_ZH_HANT; language++) {
        size_t whole = strlen(say_in(p, language)) + 1;
        char text[ROOM];
        for (size_t room = 0; room < whole; room++) {
            size_t needed = 0;
            memset(text, 'x', sizeof text);
            assert_int_equal(dispute_problem_sentence(p, language, text, room, &needed),
                             DISPUTE_ERROR_BUFFER_TOO_SMALL);
            assert_int_equal(needed, whole);
            for (size_t i = 0; i < whole; i++) assert_int_equal(text[i], 'x');
        }
        assert_int_equal(dispute_problem_sentence(p, language, NULL, 0, NULL), DISPUTE_ERROR_BUFFER_TOO_SMALL);
        assert_int_equal(dispute_problem_sentence(p, language, text, whole, NULL), DISPUTE_DONE);
    }
}

static void a_problem_of_any_size_is_read(void **state) {
    (void)state;
    char text[ROOM];
    for (uint32_t size = 0; size < sizeof(dispute_problem) + 64; size++) {
        uint8_t *bytes =
            calloc(1, size < 8 ? 8 : size); /* just as long as it says: the sanitizer sees every byte more */
        int32_t result = DISPUTE_REFUSED_NO_OPTIONS;
        assert_non_null(bytes);
        memcpy(bytes, &size, 4);
        memcpy(bytes + 4, &result, 4);
        assert_int_equal(
            dispute_problem_sentence((dispute_problem *)(void *)bytes, DISPUTE_LANGUAGE_EN, text, sizeof text, NULL),
            size < 8 ? DISPUTE_ERROR_BAD_SIZE : DISPUTE_DONE);
        free(bytes);
    }
    const dispute_problem *p = PROBLEM(REFUSED_STALE, .limit = 1);
    assert_int_equal(dispute_problem_sentence(NULL, 1, text, sizeof text, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_problem_sentence(p, 0, text, sizeof text, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_problem_sentence(p, 4, text, sizeof text, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_problem_sentence(p, 1, NULL, 5, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_constant_of_the_header_has_its_word),
        cmocka_unit_test(words_lie_in_order_and_resolve_both_ways),
        cmocka_unit_test(what_is_no_word_is_none),
        cmocka_unit_test(every_word_has_label_and_sentence_in_each_language),
        cmocka_unit_test(constants_have_their_twins),
        cmocka_unit_test(currencies_have_the_decimals_of_iso_4217),
        cmocka_unit_test(a_refusal_is_said_as_a_person_would),
        cmocka_unit_test(a_refusal_brings_the_rule_that_says_no),
        cmocka_unit_test(an_error_says_where_and_what_would_be_right),
        cmocka_unit_test(every_result_and_detail_can_be_said),
        cmocka_unit_test(hostile_problems_are_said_too),
        cmocka_unit_test(a_small_buffer_is_left_alone),
        cmocka_unit_test(a_problem_of_any_size_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
