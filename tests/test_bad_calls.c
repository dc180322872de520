/* test_bad_calls.c - calls as a host should not make them: NULLs, empty cases, unsealed policies, short buffers,
 * shorter and longer structs to be filled, words that there are not, and policy texts made of noise. */
#include "play.h"
#include <stdlib.h>

typedef struct bench {
    play p;
    dispute_policy *unsealed;
    dispute_case *empty;
    dispute_event event;
    uint8_t before[DISPUTE_SNAPSHOT_SIZE];
    uint8_t record[512];
    size_t record_size;
} bench;

static int set_up(void **state) {
    static bench b;
    size_t size;
    play_new(&b.p, "");
    *state = &b;
    assert_int_equal(dispute_policy_new(NULL, &b.unsealed), DISPUTE_DONE);
    assert_int_equal(dispute_case_new(NULL, &b.empty), DISPUTE_DONE);
    assert_int_equal(play_open(&b.p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 4000), DISPUTE_DONE);
    const uint8_t *record = dispute_answer_record(b.p.answer, 0, &size);
    memcpy(b.record, record, size);
    b.record_size = size;
    b.event =
        (dispute_event){.size = sizeof b.event, .kind = DISPUTE_EVENT_ACCEPT, .by = DISPUTE_PARTY_SELLER, .at = D(1)};
    play_snapshot(&b.p, b.before);
    return 0;
}

static int tear_down(void **state) {
    bench *b = *state;
    uint8_t after[DISPUTE_SNAPSHOT_SIZE];
    play_snapshot(&b->p, after);
    assert_memory_equal(b->before, after, sizeof after); /* whatever was tried */
    dispute_policy_free(b->unsealed);
    dispute_case_free(b->empty);
    play_free(&b->p);
    return 0;
}

#define WRONG(call) assert_int_equal(call, DISPUTE_ERROR_BAD_ARGUMENT)

/* The same, and the answer says why. */
#define WRONG_AND_TOLD(call)                                                                       \
    do {                                                                                           \
        WRONG(call);                                                                               \
        assert_non_null(dispute_answer_problem(b->p.answer));                                      \
        assert_int_equal(dispute_answer_problem(b->p.answer)->result, DISPUTE_ERROR_BAD_ARGUMENT); \
        play_sentence(dispute_answer_problem(b->p.answer));                                        \
    } while (0)

static void null_where_a_policy_is_asked_for(void **state) {
    bench *b = *state;
    dispute_problem problem = {.size = sizeof problem};
    char text[64];
    uint8_t digest[32];
    WRONG(dispute_policy_new(NULL, NULL));
    WRONG(dispute_policy_preset(NULL, "aliexpress", 10, &problem));
    assert_int_equal(problem.result, DISPUTE_ERROR_BAD_ARGUMENT);
    play_sentence(&problem);
    WRONG(dispute_policy_preset(b->unsealed, NULL, 0, NULL));
    WRONG(dispute_policy_parse(NULL, "", 0, &problem));
    WRONG(dispute_policy_parse(b->unsealed, NULL, 0, &problem));
    play_sentence(&problem);
    WRONG(dispute_policy_set(NULL, "name", 4, "x", 1, &problem));
    WRONG(dispute_policy_set(b->unsealed, NULL, 0, "x", 1, &problem));
    WRONG(dispute_policy_set(b->unsealed, "name", 4, NULL, 0, &problem));
    play_sentence(&problem);
    WRONG(dispute_policy_get(NULL, "name", 4, text, sizeof text, NULL));
    WRONG(dispute_policy_get(b->unsealed, NULL, 0, text, sizeof text, NULL));
    WRONG(dispute_policy_get(b->unsealed, "name", 4, NULL, sizeof text, NULL));
    WRONG(dispute_policy_print(NULL, text, sizeof text, NULL));
    WRONG(dispute_policy_print(b->unsealed, NULL, 1, NULL));
    WRONG(dispute_policy_name(NULL, text, sizeof text, NULL));
    WRONG(dispute_policy_name(b->unsealed, NULL, 1, NULL));
    WRONG(dispute_policy_seal(NULL, &problem));
    WRONG(dispute_policy_digest(NULL, digest));
    WRONG(dispute_policy_digest(b->p.policy, NULL));
}

static void null_where_a_case_is_asked_for(void **state) {
    bench *b = *state;
    dispute_view v = {.size = sizeof v};
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE], digest[32];
    size_t needed = 0;
    const dispute_policy *policy = b->p.policy;
    WRONG(dispute_case_new(NULL, NULL));
    WRONG(dispute_case_begin(NULL, b->empty, "C", 1, &b->p.order, NULL));
    WRONG(dispute_case_begin(policy, NULL, "C", 1, &b->p.order, NULL));
    WRONG(dispute_case_begin(policy, b->empty, NULL, 1, &b->p.order, NULL));
    WRONG(dispute_case_begin(policy, b->empty, "C", 1, NULL, NULL));
    WRONG(dispute_case_load(NULL, b->empty, b->before, sizeof b->before));
    WRONG(dispute_case_load(policy, NULL, b->before, sizeof b->before));
    WRONG(dispute_case_load(policy, b->empty, NULL, sizeof b->before));
    WRONG(dispute_case_save(NULL, bytes, sizeof bytes, &needed));
    WRONG(dispute_case_save(b->p.c, NULL, sizeof bytes, &needed));
    WRONG(dispute_case_copy(NULL, b->p.c));
    WRONG(dispute_case_copy(b->empty, NULL));
    WRONG(dispute_case_head(NULL, digest));
    WRONG(dispute_case_head(b->p.c, NULL));
    WRONG(dispute_case_view(NULL, DISPUTE_PARTY_BUYER, &v));
    WRONG(dispute_case_view(b->p.c, DISPUTE_PARTY_BUYER, NULL));
    assert_int_equal(dispute_case_sequence(NULL), 0);
    assert_int_equal(dispute_case_state(NULL), 0);
    assert_int_equal(dispute_case_next_due(NULL), dispute_never());
    assert_int_equal(dispute_case_copy(b->p.c, b->p.c), DISPUTE_DONE); /* onto itself */
}

static void null_where_the_machine_is_asked(void **state) {
    bench *b = *state;
    const dispute_policy *policy = b->p.policy;
    WRONG(dispute_answer_new(NULL, 0, NULL));
    WRONG_AND_TOLD(dispute_step(NULL, b->p.c, &b->event, b->p.answer));
    WRONG_AND_TOLD(dispute_step(policy, NULL, &b->event, b->p.answer));
    WRONG_AND_TOLD(dispute_step(policy, b->p.c, NULL, b->p.answer));
    WRONG(dispute_step(policy, b->p.c, &b->event, NULL));
    WRONG_AND_TOLD(dispute_apply(NULL, b->p.c, &b->event, b->p.answer));
    WRONG_AND_TOLD(dispute_apply(policy, NULL, &b->event, b->p.answer));
    WRONG_AND_TOLD(dispute_apply(policy, b->p.c, NULL, b->p.answer));
    WRONG(dispute_apply(policy, b->p.c, &b->event, NULL));
    WRONG_AND_TOLD(dispute_advance(NULL, b->p.c, D(1), b->p.answer));
    WRONG_AND_TOLD(dispute_advance(policy, NULL, D(1), b->p.answer));
    WRONG(dispute_advance(policy, b->p.c, D(1), NULL));
    WRONG_AND_TOLD(dispute_allowed(NULL, b->p.c, 0, D(1), b->p.answer));
    WRONG_AND_TOLD(dispute_allowed(policy, NULL, 0, D(1), b->p.answer));
    WRONG(dispute_allowed(policy, b->p.c, 0, D(1), NULL));
    WRONG_AND_TOLD(dispute_forecast(NULL, b->p.c, b->p.answer));
    WRONG_AND_TOLD(dispute_forecast(policy, NULL, b->p.answer));
    WRONG(dispute_forecast(policy, b->p.c, NULL));
}

static void null_where_the_journal_is_asked(void **state) {
    bench *b = *state;
    dispute_problem problem = {.size = sizeof problem};
    dispute_order order = {.size = sizeof order};
    char name[40], id[40];
    uint8_t digest[32];
    WRONG(dispute_replay(NULL, b->empty, b->record, b->record_size, &problem));
    WRONG(dispute_replay(b->p.policy, NULL, b->record, b->record_size, &problem));
    WRONG(dispute_replay(b->p.policy, b->empty, NULL, b->record_size, &problem));
    assert_int_equal(dispute_replay(b->p.policy, b->empty, NULL, 0, &problem), DISPUTE_DONE); /* no records at all */
    WRONG(dispute_record_read(NULL, b->record_size, NULL, NULL, NULL));
    assert_int_equal(dispute_record_read(b->record, b->record_size, NULL, NULL, NULL), DISPUTE_DONE);
    WRONG(dispute_record_order(NULL, b->record_size, &order));
    WRONG(dispute_record_order(b->record, b->record_size, NULL));
    WRONG(dispute_bytes_about(NULL, b->record_size, name, digest, id));
    WRONG(dispute_bytes_about(b->record, b->record_size, NULL, digest, id));
    WRONG(dispute_bytes_about(b->record, b->record_size, name, NULL, id));
    WRONG(dispute_bytes_about(b->record, b->record_size, name, digest, NULL));
}

static void null_and_past_the_end_of_an_answer(void **state) {
    bench *b = *state;
    dispute_answer *a = b->p.answer;
    size_t size = 7;
    dispute_answer *fresh; /* to which nothing happened yet */
    assert_int_equal(dispute_answer_new(NULL, 0, &fresh), DISPUTE_DONE);
    for (int32_t which = 1; which < 12; which++) assert_int_equal(dispute_answer_count(fresh, which), 0);
    assert_true(!dispute_answer_outcome(fresh) && !dispute_answer_prospect(fresh) && !dispute_answer_problem(fresh));
    dispute_answer_free(fresh);
    assert_null(dispute_answer_transition(NULL, 0));
    assert_null(dispute_answer_record(NULL, 0, &size));
    assert_int_equal(size, 0);
    assert_null(dispute_answer_effect(NULL, 0));
    assert_null(dispute_answer_action(NULL, 0));
    assert_true(!dispute_answer_outcome(NULL) && !dispute_answer_prospect(NULL) && !dispute_answer_problem(NULL));
    assert_int_equal(dispute_answer_count(NULL, DISPUTE_STRUCT_TRANSITION), 0);
    for (int32_t which = -1; which < 20; which++) dispute_answer_count(a, which);
    assert_int_equal(dispute_answer_count(a, 99), 0);
    assert_int_equal(dispute_answer_count(a, DISPUTE_STRUCT_TRANSITION), 1); /* the opening */
    assert_non_null(dispute_answer_record(a, 0, NULL));
    assert_null(dispute_answer_transition(a, 1));
    assert_null(dispute_answer_transition(a, UINT32_MAX));
    assert_null(dispute_answer_record(a, 1, &size));
    assert_null(dispute_answer_effect(a, dispute_answer_count(a, DISPUTE_STRUCT_EFFECT)));
    assert_null(dispute_answer_effect(a, UINT32_MAX));
    assert_null(dispute_answer_action(a, 0));
    assert_int_equal(dispute_forecast(b->p.policy, b->p.c, a), DISPUTE_DONE);
    assert_null(dispute_answer_record(a, 0, &size)); /* a forecast writes nothing down */
}

static void a_case_that_nobody_began(void **state) {
    bench *b = *state;
    dispute_view v = {.size = sizeof v};
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE];
    WRONG_AND_TOLD(dispute_step(b->p.policy, b->empty, &b->event, b->p.answer));
    WRONG_AND_TOLD(dispute_apply(b->p.policy, b->empty, &b->event, b->p.answer));
    WRONG_AND_TOLD(dispute_advance(b->p.policy, b->empty, D(1), b->p.answer));
    WRONG_AND_TOLD(dispute_allowed(b->p.policy, b->empty, 0, D(1), b->p.answer));
    WRONG_AND_TOLD(dispute_forecast(b->p.policy, b->empty, b->p.answer));
    WRONG(dispute_case_view(b->empty, DISPUTE_PARTY_BUYER, &v));
    WRONG(dispute_case_save(b->empty, bytes, sizeof bytes, NULL));
    assert_int_equal(dispute_case_sequence(b->empty), 0);
    assert_int_equal(dispute_case_state(b->empty), 0);
    assert_int_equal(dispute_case_next_due(b->empty), dispute_never());
}

static void a_policy_that_nobody_sealed(void **state) {
    bench *b = *state;
    const dispute_policy *policy = b->unsealed;
    assert_int_equal(dispute_case_begin(policy, b->empty, "C", 1, &b->p.order, NULL), DISPUTE_ERROR_NOT_SEALED);
    assert_int_equal(dispute_case_load(policy, b->empty, b->before, sizeof b->before), DISPUTE_ERROR_NOT_SEALED);
    assert_int_equal(dispute_apply(policy, b->p.c, &b->event, b->p.answer), DISPUTE_ERROR_NOT_SEALED);
    play_sentence(dispute_answer_problem(b->p.answer));
    assert_int_equal(dispute_step(policy, b->p.c, &b->event, b->p.answer), DISPUTE_ERROR_NOT_SEALED);
    assert_int_equal(dispute_advance(policy, b->p.c, D(30), b->p.answer), DISPUTE_ERROR_NOT_SEALED);
    assert_int_equal(dispute_allowed(policy, b->p.c, 0, D(1), b->p.answer), DISPUTE_ERROR_NOT_SEALED);
    assert_int_equal(dispute_forecast(policy, b->p.c, b->p.answer), DISPUTE_ERROR_NOT_SEALED);
    assert_int_equal(dispute_replay(policy, b->empty, b->record, b->record_size, NULL), DISPUTE_ERROR_NOT_SEALED);
}

static void parties_that_there_are_not(void **state) {
    static const int32_t parties[] = {-1, 6, INT32_MAX, INT32_MIN};
    bench *b = *state;
    dispute_view v = {.size = sizeof v};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(dispute_allowed(b->p.policy, b->p.c, parties[i], D(1), b->p.answer), DISPUTE_ERROR_BAD_VALUE);
        play_sentence(dispute_answer_problem(b->p.answer));
        assert_int_equal(dispute_case_view(b->p.c, parties[i], &v), DISPUTE_ERROR_BAD_VALUE);
    }
    assert_int_equal(dispute_case_view(b->p.c, 0, &v), DISPUTE_ERROR_BAD_VALUE);
}

/* ---- buffers and structs to be filled ---- */

static void a_buffer_that_is_too_small_is_left_alone(void **state) {
    bench *b = *state;
    for (size_t room = 0; room < DISPUTE_SNAPSHOT_SIZE; room++) {
        uint8_t *buffer = malloc(room + 1);
        size_t needed = 0;
        assert_non_null(buffer);
        memset(buffer, 0x5A, room + 1);
        assert_int_equal(dispute_case_save(b->p.c, buffer, room, &needed), DISPUTE_ERROR_BUFFER_TOO_SMALL);
        assert_int_equal(needed, DISPUTE_SNAPSHOT_SIZE);
        for (size_t i = 0; i <= room; i++) assert_int_equal(buffer[i], 0x5A);
        free(buffer);
    }
    assert_int_equal(dispute_case_save(b->p.c, NULL, 0, NULL), DISPUTE_ERROR_BUFFER_TOO_SMALL);
}

static void a_sentence_fits_whole_or_not_at_all(void **state) {
    bench *b = *state;
    char text[2048];
    size_t needed = 0, size;
    b->event.by = DISPUTE_PARTY_CARRIER;
    assert_int_equal(dispute_apply(b->p.policy, b->p.c, &b->event, b->p.answer), DISPUTE_REFUSED_NOT_YOURS);
    const dispute_problem *problem = dispute_answer_problem(b->p.answer);
    for (int32_t language = DISPUTE_LANGUAGE_EN; language <= DISPUTE_LANGUAGE_ZH_HANT; language++) {
        assert_int_equal(dispute_problem_sentence(problem, language, NULL, 0, &size), DISPUTE_ERROR_BUFFER_TOO_SMALL);
        for (size_t room = 0; room < size; room++) {
            memset(text, 0x5A, sizeof text);
            assert_int_equal(dispute_problem_sentence(problem, language, text, room, &needed),
                             DISPUTE_ERROR_BUFFER_TOO_SMALL);
            assert_true(needed == size && text[0] == 0x5A);
        }
        assert_int_equal(dispute_problem_sentence(problem, language, text, size, NULL), DISPUTE_DONE);
        assert_int_equal(strlen(text) + 1, size);
    }
    WRONG(dispute_problem_sentence(NULL, DISPUTE_LANGUAGE_EN, text, sizeof text, NULL));
    WRONG(dispute_problem_sentence(problem, DISPUTE_LANGUAGE_EN, NULL, 1, NULL));
    WRONG(dispute_problem_sentence(problem, 0, text, sizeof text, NULL));
    WRONG(dispute_problem_sentence(problem, 4, text, sizeof text, NULL));
}

static void a_hostile_problem_still_has_a_sentence(void **state) {
    char text[4096];
    (void)state;
    for (int n = 0; n < 3000; n++) {
        union {
            dispute_problem problem;
            uint8_t bytes[sizeof(dispute_problem)];
        } p;
        for (size_t i = 0; i < sizeof p; i++) p.bytes[i] = (uint8_t)(n * 131 + (int)i * (n % 7) * 29 + n % 253);
        p.problem.size = (uint32_t)sizeof p;
        p.problem.result = n % 40 - 20;
        if (n % 3) p.problem.detail = n % 60;
        if (n % 5 == 0) p.problem.limit = INT64_MIN;
        if (n % 5 == 1) memcpy(p.problem.currency, "KWD", 4);
        assert_int_equal(dispute_problem_sentence(&p.problem, n % 3 + 1, text, sizeof text, NULL), DISPUTE_DONE);
        assert_true(strlen(text) > 0);
    }
}

/* Asks for a struct of this size, in a block that ends there; everything behind what the library knows becomes zero. */
static dispute_result fill(const bench *b, int which, void *block) {
    switch (which) {
    case DISPUTE_STRUCT_VIEW: return dispute_case_view(b->p.c, DISPUTE_PARTY_BUYER, block);
    case DISPUTE_STRUCT_TRANSITION: return dispute_record_read(b->record, b->record_size, block, NULL, NULL);
    case DISPUTE_STRUCT_EVENT: return dispute_record_read(b->record, b->record_size, NULL, block, NULL);
    case DISPUTE_STRUCT_ORDER: return dispute_record_order(b->record, b->record_size, block);
    case DISPUTE_STRUCT_FOREIGN: return dispute_foreign_at(4, block);
    case DISPUTE_STRUCT_FOREIGN_LIST: return dispute_foreign_list_at(4, block);
    default: return dispute_struct_field(DISPUTE_STRUCT_EVENT, 4, block);
    }
}

static void a_struct_is_filled_as_far_as_it_goes(void **state) {
    static const int32_t structs[] = {DISPUTE_STRUCT_VIEW,        DISPUTE_STRUCT_TRANSITION, DISPUTE_STRUCT_EVENT,
                                      DISPUTE_STRUCT_ORDER,       DISPUTE_STRUCT_FIELD,      DISPUTE_STRUCT_FOREIGN,
                                      DISPUTE_STRUCT_FOREIGN_LIST};
    bench *b = *state;
    for (int s = 0; s < 7; s++) {
        uint32_t known = dispute_struct_size(structs[s]);
        uint8_t *whole = calloc(1, known);
        assert_non_null(whole);
        memcpy(whole, &known, 4);
        assert_int_equal(fill(b, structs[s], whole), DISPUTE_DONE);
        for (uint32_t size = 0; size < known + 64; size++) {
            uint8_t *block = malloc(size < 4 ? 4 : size);
            assert_non_null(block);
            memset(block, 0x5A, size < 4 ? 4 : size);
            memcpy(block, &size, 4);
            dispute_result r = fill(b, structs[s], block);
            assert_true(r == DISPUTE_DONE || (r == DISPUTE_ERROR_BAD_SIZE && size < known));
            for (uint32_t i = 4; i < size; i++) {
                uint8_t expected = r != DISPUTE_DONE ? 0x5A : i < known ? whole[i] : 0;
                if (block[i] != expected) fail_msg("struct %d of %u bytes, byte %u", structs[s], size, i);
            }
            free(block);
        }
        free(whole);
    }
}

static void a_problem_is_filled_as_far_as_it_goes(void **state) {
    bench *b = *state;
    for (uint32_t size = 0; size < sizeof(dispute_problem) + 64; size++) {
        dispute_problem *problem = malloc(size < 4 ? 4 : size);
        char text[512];
        assert_non_null(problem);
        memset(problem, 0x5A, size < 4 ? 4 : size);
        memcpy(problem, &size, 4);
        dispute_result r = dispute_policy_set(b->unsealed, "open.after", 10, "x", 1, problem);
        assert_int_equal(r, DISPUTE_ERROR_BAD_VALUE);
        assert_int_equal(dispute_policy_parse(b->unsealed, "x = y", 5, problem), DISPUTE_ERROR_BAD_KEY);
        assert_int_equal(dispute_replay(b->p.policy, b->empty, b->record, 9, problem), DISPUTE_ERROR_CORRUPT_RECORD);
        if (size >= sizeof *problem) assert_int_equal(problem->result, DISPUTE_ERROR_CORRUPT_RECORD);
        if (size >= sizeof *problem) assert_int_equal(problem->line, 1);
        r = dispute_problem_sentence(problem, DISPUTE_LANGUAGE_EN, text, sizeof text, NULL);
        assert_true(r == DISPUTE_DONE || (r == DISPUTE_ERROR_BAD_SIZE && size < sizeof *problem));
        free(problem);
    }
}

/* ---- words, and noise ---- */

static void words_that_there_are_not(void **state) {
    static const int32_t numbers[] = {INT32_MIN, -1, 62, 63, 99, 255, 65536, INT32_MAX};
    (void)state;
    for (int i = 0; i < 8; i++) {
        assert_int_equal(dispute_word_count(numbers[i]), 0);
        assert_int_equal(dispute_word_at(numbers[i], 0), 0);
        assert_null(dispute_word_name(numbers[i], 1));
        assert_null(dispute_word_label(numbers[i], 1, DISPUTE_LANGUAGE_EN));
        assert_null(dispute_word_sentence(numbers[i], 1, DISPUTE_LANGUAGE_EN));
        assert_int_equal(dispute_word_number(numbers[i], "buyer", 5), 0);
        assert_int_equal(dispute_limit(numbers[i]), 0);
        assert_int_equal(dispute_struct_size(numbers[i]), 0);
        for (int32_t group = 0; group <= 31; group++)
            if (group != DISPUTE_GROUP_RESULT && numbers[i] > 300) assert_null(dispute_word_name(group, numbers[i]));
        assert_null(dispute_word_label(DISPUTE_GROUP_PARTY, 1, numbers[i]));
        assert_null(dispute_word_sentence(DISPUTE_GROUP_PARTY, 1, numbers[i]));
    }
    assert_int_equal(dispute_word_at(DISPUTE_GROUP_PARTY, UINT32_MAX), 0);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_PARTY, NULL, 3), 0);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_PARTY, "buyer", 4), 0);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_PARTY, "buyers", 6), 0);
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_PARTY, "buyers", 5), DISPUTE_PARTY_BUYER); /* no NUL is needed */
    assert_int_equal(dispute_word_number(DISPUTE_GROUP_PARTY, "", 0), 0);
    assert_int_equal(dispute_currency_decimals(NULL), 2);
    assert_int_equal(dispute_currency_decimals("\xff\0\0"), 2);
    dispute_field field = {.size = sizeof field};
    WRONG(dispute_struct_field(DISPUTE_STRUCT_EVENT, 0, NULL));
    WRONG(dispute_struct_field(DISPUTE_STRUCT_EVENT, 1000, &field));
    WRONG(dispute_struct_field(99, 0, &field));
}

static void a_policy_text_of_noise_is_an_error_with_a_sentence(void **state) {
    static const char alphabet[] = "open.after=P5D\n\r#reason.quality.liable calendar.holidays,+0:\xff\xe2\0preset@";
    bench *b = *state;
    uint64_t dice = 3;
    for (int n = 0; n < 4000; n++) {
        dispute_problem problem = {.size = sizeof problem};
        size_t size = (size_t)(n % 97);
        char *text = malloc(size ? size : 1);
        assert_non_null(text);
        for (size_t i = 0; i < size; i++) {
            dice = dice * UINT64_C(6364136223846793005) + 1;
            text[i] = alphabet[(dice >> 33) % (sizeof alphabet - 1)];
        }
        dispute_result r = dispute_policy_parse(b->unsealed, text, size, &problem);
        assert_true(r == DISPUTE_DONE || r == DISPUTE_ERROR_BAD_KEY || r == DISPUTE_ERROR_BAD_VALUE);
        if (r != DISPUTE_DONE) assert_true(problem.result == r && problem.line > 0);
        if (r != DISPUTE_DONE) play_sentence(&problem);
        free(text);
    }
}

static void a_long_line_is_an_error_too(void **state) {
    enum { LONG = 100000 };
    bench *b = *state;
    dispute_problem problem = {.size = sizeof problem};
    char *text = malloc(LONG);
    assert_non_null(text);
    memset(text, 'a', LONG);
    assert_int_equal(dispute_policy_parse(b->unsealed, text, LONG, &problem), DISPUTE_ERROR_BAD_KEY);
    play_sentence(&problem);
    memset(text, '\n', LONG);
    assert_int_equal(dispute_policy_parse(b->unsealed, text, LONG, &problem), DISPUTE_DONE);
    text[LONG - 1] = 'x';
    assert_int_equal(dispute_policy_parse(b->unsealed, text, LONG, &problem), DISPUTE_ERROR_BAD_KEY);
    assert_int_equal(problem.line, LONG);
    memset(text, '9', LONG);
    memcpy(text, "return.ship = P", 15);
    assert_int_equal(dispute_policy_parse(b->unsealed, text, LONG, &problem), DISPUTE_ERROR_BAD_VALUE);
    free(text);
}

#define FRESH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        FRESH(null_where_a_policy_is_asked_for),
        FRESH(null_where_a_case_is_asked_for),
        FRESH(null_where_the_machine_is_asked),
        FRESH(null_where_the_journal_is_asked),
        FRESH(null_and_past_the_end_of_an_answer),
        FRESH(a_case_that_nobody_began),
        FRESH(a_policy_that_nobody_sealed),
        FRESH(parties_that_there_are_not),
        FRESH(a_buffer_that_is_too_small_is_left_alone),
        FRESH(a_sentence_fits_whole_or_not_at_all),
        FRESH(a_hostile_problem_still_has_a_sentence),
        FRESH(a_struct_is_filled_as_far_as_it_goes),
        FRESH(a_problem_is_filled_as_far_as_it_goes),
        FRESH(words_that_there_are_not),
        FRESH(a_policy_text_of_noise_is_an_error_with_a_sentence),
        FRESH(a_long_line_is_an_error_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
