/* test_many.c - many cases in one call: the same as one by one, however small the answer is and whatever lies between.
 */
#include "play.h"
#include <stdlib.h>

enum { CASES = 24, SIZE = DISPUTE_SNAPSHOT_SIZE, KEPT = 1 << 16 };

typedef struct crowd {
    play p; /* the policy, and an answer for one case */
    dispute_case *c[CASES], *alone[CASES];
    dispute_event event[CASES];
    dispute_result result[CASES], alone_result[CASES];
    dispute_answer *answer;
    size_t done;
    uint8_t kept[KEPT];
    size_t kept_size;
} crowd;

/* Case i lives `i` days, and its event comes then: some are accepted, some refused, some are not even events. */
static void prepare(crowd *w, int i) {
    dispute_event open = {.size = sizeof open,
                          .kind = DISPUTE_EVENT_OPEN,
                          .by = DISPUTE_PARTY_BUYER,
                          .at = T0,
                          .reason = DISPUTE_REASON_QUALITY,
                          .terms = REFUND(1000 + i)};
    char id[16];
    int size = snprintf(id, sizeof id, "C-%d", i);
    assert_int_equal(dispute_case_new(NULL, &w->c[i]), DISPUTE_DONE);
    assert_int_equal(dispute_case_new(NULL, &w->alone[i]), DISPUTE_DONE);
    assert_int_equal(dispute_case_begin(w->p.policy, w->c[i], id, (size_t)size, &w->p.order, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_apply(w->p.policy, w->c[i], &open, w->p.answer), DISPUTE_DONE);
    dispute_case_copy(w->alone[i], w->c[i]);
    dispute_event *e = &w->event[i];
    *e = (dispute_event){.size = sizeof *e, .kind = DISPUTE_EVENT_REFUSE, .by = DISPUTE_PARTY_SELLER, .at = D(i) + 1};
    if (i % 4 == 1) e->kind = DISPUTE_EVENT_CONFIRM_RETURN;
    if (i % 4 == 2) e->by = DISPUTE_PARTY_CARRIER;
    if (i % 8 == 3) e->kind = 5;
    if (i % 8 == 7) e->at = T0 - 1;
    snprintf(e->id, sizeof e->id, "e-%d", i);
}

static int set_up(void **state) {
    static crowd w;
    memset(&w, 0, sizeof w);
    play_new(&w.p, "");
    for (int i = 0; i < CASES; i++) prepare(&w, i);
    *state = &w;
    return 0;
}

static int tear_down(void **state) {
    crowd *w = *state;
    for (int i = 0; i < CASES; i++) {
        dispute_case_free(w->c[i]);
        dispute_case_free(w->alone[i]);
    }
    dispute_answer_free(w->answer);
    play_free(&w->p);
    return 0;
}

static void answer_of(crowd *w, uint32_t room) {
    dispute_answer_free(w->answer);
    assert_int_equal(dispute_answer_new(NULL, room, &w->answer), DISPUTE_DONE);
}

static void keep(crowd *w, const void *from, size_t size) {
    assert_true(w->kept_size + size <= KEPT);
    memcpy(w->kept + w->kept_size, from, size);
    w->kept_size += size;
}

/* What an answer says, without the number of the item, which is told apart from it. */
static void keep_answer(crowd *w, const dispute_answer *answer, uint32_t first) {
    const dispute_transition *t;
    uint32_t at = 0;
    for (uint32_t i = 0; (t = dispute_answer_transition(answer, i)) != NULL; i++) {
        size_t size;
        dispute_transition of_item = *t;
        const uint8_t *record = dispute_answer_record(answer, i, &size);
        of_item.item += first;
        of_item.first_effect -= at;
        keep(w, &of_item, sizeof of_item);
        keep(w, record, size);
        for (uint32_t n = 0; n < t->effects; n++) {
            dispute_effect e = *dispute_answer_effect(answer, at++);
            assert_int_equal(e.item, t->item);
            e.item += first;
            keep(w, &e, sizeof e);
        }
    }
    assert_int_equal(at, dispute_answer_count(answer, DISPUTE_STRUCT_EFFECT));
}

static void apply_alone(crowd *w) {
    w->kept_size = 0;
    for (uint32_t i = 0; i < CASES; i++) {
        w->alone_result[i] = dispute_apply(w->p.policy, w->alone[i], &w->event[i], w->p.answer);
        keep_answer(w, w->p.answer, i);
    }
}

static void expect_same_cases(const crowd *w) {
    uint8_t one[SIZE], other[SIZE];
    for (int i = 0; i < CASES; i++) {
        assert_int_equal(dispute_case_save(w->c[i], one, SIZE, NULL), DISPUTE_DONE);
        assert_int_equal(dispute_case_save(w->alone[i], other, SIZE, NULL), DISPUTE_DONE);
        assert_memory_equal(one, other, SIZE);
    }
}

static dispute_result apply_from(crowd *w, size_t first, size_t count) {
    return dispute_apply_many(w->p.policy, w->c + first, w->event + first, sizeof w->event[0], count, w->answer,
                              w->result + first, &w->done);
}

/* ---- dispute_apply_many() ---- */

static void all_at_once_is_one_by_one(void **state) {
    crowd *w = *state;
    apply_alone(w);
    size_t alone = w->kept_size;
    answer_of(w, 200);
    assert_int_equal(apply_from(w, 0, CASES), DISPUTE_DONE);
    assert_int_equal(w->done, CASES);
    keep_answer(w, w->answer, 0);
    assert_int_equal(w->kept_size, 2 * alone);
    assert_memory_equal(w->kept, w->kept + alone, alone);
    assert_memory_equal(w->result, w->alone_result, sizeof w->result);
    assert_int_equal(w->result[0], DISPUTE_DONE);
    assert_int_equal(w->result[1], DISPUTE_REFUSED_NOT_NOW);
    assert_int_equal(w->result[2], DISPUTE_REFUSED_NOT_YOURS);
    assert_int_equal(w->result[3], DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(w->result[7], DISPUTE_ERROR_CLOCK_BACKWARDS);
    expect_same_cases(w);
}

static void a_full_answer_is_continued(void **state) {
    crowd *w = *state;
    for (uint32_t room = 2; room < 12; room++) {
        tear_down(state);
        set_up(state);
        apply_alone(w);
        size_t alone = w->kept_size, at = 0;
        int calls = 0;
        answer_of(w, room);
        for (; at < CASES; at += w->done, calls++) {
            assert_int_equal(apply_from(w, at, CASES - at), DISPUTE_DONE);
            assert_true(w->done > 0 && w->done <= CASES - at);
            keep_answer(w, w->answer, (uint32_t)at);
        }
        assert_true(calls > 1);
        assert_int_equal(w->kept_size, 2 * alone);
        assert_memory_equal(w->kept, w->kept + alone, alone);
        assert_memory_equal(w->result, w->alone_result, sizeof w->result);
        expect_same_cases(w);
    }
}

static void an_answer_that_cannot_hold_one_item_says_so(void **state) {
    crowd *w = *state;
    uint8_t before[SIZE], after[SIZE];
    answer_of(w, 1); /* it needs two: the silence of day 5, and the payment */
    assert_int_equal(dispute_case_save(w->c[16], before, SIZE, NULL), DISPUTE_DONE);
    dispute_event *e = &w->event[16];
    e->kind = DISPUTE_EVENT_PAID;
    e->by = DISPUTE_PARTY_PLATFORM;
    snprintf(e->reference, sizeof e->reference, "C-16:2:0");
    assert_int_equal(apply_from(w, 16, 1), DISPUTE_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(w->done, 0);
    assert_int_equal(dispute_answer_count(w->answer, DISPUTE_STRUCT_TRANSITION), 0);
    assert_int_equal(dispute_answer_problem(w->answer)->result, DISPUTE_ERROR_BUFFER_TOO_SMALL);
    play_sentence(dispute_answer_problem(w->answer));
    assert_int_equal(dispute_case_save(w->c[16], after, SIZE, NULL), DISPUTE_DONE);
    assert_memory_equal(before, after, SIZE);
    answer_of(w, 2);
    assert_int_equal(apply_from(w, 16, 1), DISPUTE_DONE);
    assert_int_equal(w->done, 1);
    assert_int_equal(w->result[16], DISPUTE_DONE);
}

static void a_refusal_is_still_told_when_the_answer_is_full(void **state) {
    crowd *w = *state;
    dispute_case *same[3] = {w->c[0], w->c[0], w->c[0]};
    dispute_event events[3];
    memset(events, 0, sizeof events);
    for (int i = 0; i < 3; i++) {
        events[i].size = (uint32_t)sizeof events[i];
        events[i].kind = DISPUTE_EVENT_AMEND;
        events[i].by = i == 1 ? DISPUTE_PARTY_SELLER : DISPUTE_PARTY_BUYER;
        events[i].at = T0 + HOUR;
        events[i].reason = DISPUTE_REASON_QUALITY;
    }
    answer_of(w, 1);
    assert_int_equal(dispute_apply_many(w->p.policy, same, events, sizeof events[0], 3, w->answer, w->result, &w->done),
                     DISPUTE_DONE);
    assert_int_equal(w->done, 2);
    assert_int_equal(w->result[1], DISPUTE_REFUSED_NOT_YOURS);
    assert_non_null(dispute_answer_problem(w->answer));
    assert_int_equal(dispute_answer_problem(w->answer)->result, DISPUTE_REFUSED_NOT_YOURS);
}

static void events_lie_a_stride_apart(void **state) {
    crowd *w = *state;
    static const size_t strides[] = {sizeof(dispute_event) + 8, 1024, offsetof(dispute_event, id)};
    for (int s = 0; s < 3; s++) {
        tear_down(state);
        set_up(state);
        size_t stride = strides[s], size = stride < sizeof(dispute_event) ? stride : sizeof(dispute_event);
        uint8_t *events = calloc(CASES, stride); /* to the byte */
        assert_non_null(events);
        for (int i = 0; i < CASES; i++) {
            if (size < sizeof(dispute_event)) memset(w->event[i].id, 0, sizeof w->event[i].id);
            w->event[i].size = (uint32_t)size;
            memcpy(events + (size_t)i * stride, &w->event[i], size);
        }
        apply_alone(w);
        answer_of(w, 200);
        assert_int_equal(dispute_apply_many(w->p.policy, w->c, (const dispute_event *)(const void *)events, stride,
                                            CASES, w->answer, w->result, &w->done),
                         DISPUTE_DONE);
        assert_int_equal(w->done, CASES);
        assert_memory_equal(w->result, w->alone_result, sizeof w->result);
        expect_same_cases(w);
        free(events);
    }
}

static void one_case_may_come_more_than_once(void **state) {
    crowd *w = *state;
    dispute_case *same[3] = {w->c[0], w->c[0], w->c[0]};
    dispute_event events[3] = {w->event[0], w->event[0], w->event[0]};
    events[2].kind = DISPUTE_EVENT_AMEND;
    events[2].by = DISPUTE_PARTY_BUYER;
    events[2].terms = (dispute_terms)REFUND(7);
    snprintf(events[2].id, sizeof events[2].id, "again");
    answer_of(w, 10);
    assert_int_equal(dispute_apply_many(w->p.policy, same, events, sizeof events[0], 3, w->answer, w->result, &w->done),
                     DISPUTE_DONE);
    assert_int_equal(w->done, 3);
    assert_int_equal(w->result[0], DISPUTE_DONE);
    assert_int_equal(w->result[1], DISPUTE_REFUSED_ALREADY_DONE);
    assert_int_equal(w->result[2], DISPUTE_DONE);
    assert_int_equal(dispute_case_sequence(w->c[0]), 3);
    assert_int_equal(dispute_answer_transition(w->answer, 1)->item, 2);
}

static void nothing_is_no_mistake_and_null_is_one(void **state) {
    crowd *w = *state;
    size_t *done = &w->done;
    dispute_case *holes[2] = {w->c[0], NULL};
    answer_of(w, 10);
    w->done = 9;
    assert_int_equal(dispute_apply_many(w->p.policy, NULL, NULL, 0, 0, w->answer, NULL, done), DISPUTE_DONE);
    assert_int_equal(w->done, 0);
    assert_int_equal(dispute_advance_many(w->p.policy, NULL, 0, 0, T0, w->answer, NULL, done), DISPUTE_DONE);
#define WRONG(call) assert_int_equal(call, DISPUTE_ERROR_BAD_ARGUMENT)
    WRONG(dispute_apply_many(NULL, w->c, w->event, sizeof w->event[0], 1, w->answer, w->result, done));
    WRONG(dispute_apply_many(w->p.policy, NULL, w->event, sizeof w->event[0], 1, w->answer, w->result, done));
    WRONG(dispute_apply_many(w->p.policy, w->c, NULL, sizeof w->event[0], 1, w->answer, w->result, done));
    WRONG(dispute_apply_many(w->p.policy, w->c, w->event, sizeof w->event[0], 1, NULL, w->result, done));
    WRONG(dispute_apply_many(w->p.policy, w->c, w->event, sizeof w->event[0], 1, w->answer, NULL, done));
    WRONG(dispute_apply_many(w->p.policy, w->c, w->event, sizeof w->event[0], 1, w->answer, w->result, NULL));
    WRONG(dispute_advance_many(NULL, w->kept, SIZE, 1, T0, w->answer, w->result, done));
    WRONG(dispute_advance_many(w->p.policy, NULL, SIZE, 1, T0, w->answer, w->result, done));
    WRONG(dispute_advance_many(w->p.policy, w->kept, SIZE, 1, T0, NULL, w->result, done));
    WRONG(dispute_advance_many(w->p.policy, w->kept, SIZE, 1, T0, w->answer, NULL, done));
    WRONG(dispute_advance_many(w->p.policy, w->kept, SIZE, 1, T0, w->answer, w->result, NULL));
    WRONG(dispute_apply_many(w->p.policy, w->c, w->event, sizeof w->event[0] + 4, 2, w->answer, w->result, done));
    WRONG(dispute_apply_many(w->p.policy, w->c, w->event, 8, 2, w->answer, w->result, done));
    WRONG(dispute_advance_many(w->p.policy, w->kept, SIZE - 1, 2, T0, w->answer, w->result, done));
    expect_same_cases(w); /* nobody was touched by any of it */
    assert_int_equal(
        dispute_apply_many(w->p.policy, holes, w->event, sizeof w->event[0], 2, w->answer, w->result, done),
        DISPUTE_DONE);
    assert_int_equal(w->done, 2); /* a hole is that item's own affair */
    assert_int_equal(w->result[0], DISPUTE_DONE);
    assert_int_equal(w->result[1], DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_case_sequence(w->c[0]), 2);
}

/* ---- dispute_advance_many() ---- */

enum { STRIDE = SIZE + 24 };

static void lay_out(const crowd *w, uint8_t *block, size_t stride) {
    memset(block, 0x5A, CASES * stride);
    for (size_t i = 0; i < CASES; i++)
        assert_int_equal(dispute_case_save(w->c[i], block + i * stride, SIZE, NULL), DISPUTE_DONE);
}

static void age(crowd *w) { /* every case has its own due times: re-armed by an amend, i days on */
    for (int i = 1; i < CASES; i++) {
        dispute_event e = {.size = sizeof e,
                           .kind = DISPUTE_EVENT_AMEND,
                           .by = DISPUTE_PARTY_BUYER,
                           .at = T0 + i * HOUR,
                           .terms = REFUND(2000 + i)};
        assert_int_equal(dispute_apply(w->p.policy, w->c[i], &e, w->p.answer), DISPUTE_DONE);
        dispute_case_copy(w->alone[i], w->c[i]);
    }
}

static void snapshots_move_on_where_they_lie(void **state) {
    static uint8_t block[CASES * STRIDE], expected[CASES * STRIDE];
    crowd *w = *state;
    age(w);
    for (uint32_t room = 1; room < 40; room += 6) {
        int64_t now = D(5) + 12 * HOUR; /* the first half of them is due */
        w->kept_size = 0;
        lay_out(w, block, STRIDE);
        memcpy(expected, block, sizeof block);
        for (uint32_t i = 0; i < CASES; i++) {
            dispute_case_copy(w->alone[i], w->c[i]);
            assert_int_equal(dispute_advance(w->p.policy, w->alone[i], now, w->p.answer), DISPUTE_DONE);
            assert_int_equal(dispute_answer_count(w->p.answer, DISPUTE_STRUCT_TRANSITION), i <= 12 ? 1 : 0);
            keep_answer(w, w->p.answer, i);
            assert_int_equal(dispute_case_save(w->alone[i], expected + i * STRIDE, SIZE, NULL), DISPUTE_DONE);
        }
        size_t alone = w->kept_size;
        answer_of(w, room);
        for (size_t at = 0; at < CASES; at += w->done) {
            assert_int_equal(dispute_advance_many(w->p.policy, block + at * STRIDE, STRIDE, CASES - at, now, w->answer,
                                                  w->result + at, &w->done),
                             DISPUTE_DONE);
            assert_true(w->done > 0);
            keep_answer(w, w->answer, (uint32_t)at);
        }
        for (int i = 0; i < CASES; i++) assert_int_equal(w->result[i], DISPUTE_DONE);
        assert_memory_equal(block, expected, sizeof block); /* what lies between, too */
        assert_int_equal(w->kept_size, 2 * alone);
        assert_memory_equal(w->kept, w->kept + alone, alone);
    }
}

static void hostile_snapshots_are_left_where_they_lie(void **state) {
    crowd *w = *state;
    dispute_policy *other;
    uint8_t *block = malloc(CASES * SIZE), before[CASES * SIZE];
    assert_non_null(block);
    lay_out(w, block, SIZE);
    memset(block + 1 * SIZE, 0, SIZE);
    memset(block + 3 * SIZE, 0xFF, SIZE);
    block[5 * SIZE + 100] ^= 1;
    block[7 * SIZE + 4] = 9;
    memcpy(before, block, sizeof before);
    answer_of(w, 100);
    assert_int_equal(dispute_advance_many(w->p.policy, block, SIZE, CASES, D(6), w->answer, w->result, &w->done),
                     DISPUTE_DONE);
    assert_int_equal(w->done, CASES);
    assert_int_equal(dispute_answer_count(w->answer, DISPUTE_STRUCT_TRANSITION), CASES - 4);
    for (size_t i = 0; i < CASES; i++) {
        int hostile = i == 1 || i == 3 || i == 5 || i == 7;
        dispute_result expected = i == 7 ? DISPUTE_ERROR_WRONG_VERSION : DISPUTE_ERROR_CORRUPT_RECORD;
        assert_int_equal(w->result[i], hostile ? expected : DISPUTE_DONE);
        assert_int_equal(memcmp(block + i * SIZE, before + i * SIZE, SIZE) == 0, hostile);
    }
    memcpy(block, before, sizeof before);
    assert_int_equal(dispute_policy_new(NULL, &other), DISPUTE_DONE);
    assert_int_equal(dispute_policy_set(other, "name", 4, "other@1", 7, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_policy_seal(other, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_advance_many(other, block, SIZE, CASES, D(6), w->answer, w->result, &w->done),
                     DISPUTE_DONE);
    assert_int_equal(w->result[0], DISPUTE_ERROR_OTHER_POLICY);
    assert_int_equal(w->result[CASES - 1], DISPUTE_ERROR_OTHER_POLICY);
    assert_memory_equal(block, before, sizeof before);
    dispute_policy_free(other);
    free(block);
}

static void what_rests_is_not_looked_at_further(void **state) {
    crowd *w = *state;
    static uint8_t block[CASES * SIZE], before[CASES * SIZE];
    lay_out(w, block, SIZE);
    for (size_t i = 0; i < CASES; i++) block[i * SIZE + 300] ^= 1; /* only load() sees that */
    memcpy(before, block, sizeof before);
    answer_of(w, 100);
    assert_int_equal(
        dispute_advance_many(w->p.policy, block, SIZE, CASES, D(0) + 12 * HOUR, w->answer, w->result, &w->done),
        DISPUTE_DONE);
    assert_int_equal(w->done, CASES);
    assert_int_equal(dispute_answer_count(w->answer, DISPUTE_STRUCT_TRANSITION), 0);
    for (size_t i = 0; i < CASES; i++) assert_int_equal(w->result[i], DISPUTE_DONE);
    assert_memory_equal(block, before, sizeof before);
    assert_int_equal(dispute_case_load(w->p.policy, w->p.c, block, SIZE), DISPUTE_ERROR_CORRUPT_RECORD);
}

static void a_case_that_is_not_open_yet_needs_an_instant_too(void **state) {
    crowd *w = *state;
    uint8_t snapshot[SIZE];
    dispute_order order = {.size = sizeof order, .currency = "USD", .amount = 5000};
    assert_int_equal(dispute_case_begin(w->p.policy, w->p.c, "C-0", 3, &order, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_case_save(w->p.c, snapshot, SIZE, NULL), DISPUTE_DONE);
    answer_of(w, 1);
    assert_int_equal(dispute_advance_many(w->p.policy, snapshot, SIZE, 1, 0, w->answer, w->result, &w->done),
                     DISPUTE_DONE);
    assert_int_equal(w->result[0], DISPUTE_ERROR_BAD_VALUE);
}

static void there_is_no_one_outcome_of_many(void **state) {
    crowd *w = *state;
    uint8_t snapshot[SIZE];
    dispute_event e = {.size = sizeof e, .kind = DISPUTE_EVENT_WITHDRAW, .by = DISPUTE_PARTY_BUYER, .at = D(1)};
    answer_of(w, 100);
    assert_int_equal(dispute_apply_many(w->p.policy, w->c, &e, sizeof e, 1, w->answer, w->result, &w->done),
                     DISPUTE_DONE);
    assert_int_equal(w->result[0], DISPUTE_DONE);
    assert_null(dispute_answer_outcome(w->answer));
    assert_int_equal(dispute_case_save(w->c[0], snapshot, SIZE, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_advance_many(w->p.policy, snapshot, SIZE, 1, D(9), w->answer, w->result, &w->done),
                     DISPUTE_DONE);
    assert_null(dispute_answer_outcome(w->answer));
    assert_int_equal(dispute_advance(w->p.policy, w->c[0], D(9), w->answer), DISPUTE_DONE);
    assert_non_null(dispute_answer_outcome(w->answer));
}

static void time_out_of_range_is_each_ones_error(void **state) {
    static uint8_t block[CASES * SIZE], before[CASES * SIZE];
    static const int64_t instants[] = {0, -1, INT64_MAX, FOREVER + 1, T0 - 1};
    crowd *w = *state;
    lay_out(w, block, SIZE);
    memcpy(before, block, sizeof before);
    answer_of(w, 100);
    for (int n = 0; n < 5; n++) {
        dispute_advance_many(w->p.policy, block, SIZE, CASES, instants[n], w->answer, w->result, &w->done);
        assert_int_equal(w->done, CASES);
        for (int i = 0; i < CASES; i++)
            assert_int_equal(w->result[i], n == 4 ? DISPUTE_ERROR_CLOCK_BACKWARDS : DISPUTE_ERROR_BAD_VALUE);
        assert_memory_equal(block, before, sizeof before);
    }
}

#define FRESH(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        FRESH(all_at_once_is_one_by_one),
        FRESH(a_full_answer_is_continued),
        FRESH(an_answer_that_cannot_hold_one_item_says_so),
        FRESH(a_refusal_is_still_told_when_the_answer_is_full),
        FRESH(events_lie_a_stride_apart),
        FRESH(one_case_may_come_more_than_once),
        FRESH(nothing_is_no_mistake_and_null_is_one),
        FRESH(snapshots_move_on_where_they_lie),
        FRESH(hostile_snapshots_are_left_where_they_lie),
        FRESH(time_out_of_range_is_each_ones_error),
        FRESH(what_rests_is_not_looked_at_further),
        FRESH(a_case_that_is_not_open_yet_needs_an_instant_too),
        FRESH(there_is_no_one_outcome_of_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
