/* test_laws.c - the twelve laws (docs/conventions.md), on thousands of random cases: whatever anybody sends, at every
 * event they hold. A law that breaks says which event of which case it was. */
#define _POSIX_C_SOURCE 200112L /* setenv */
#include "world.h"
#include <locale.h>

static int has_answered(const world *w) { return dispute_answer_count(w->p.answer, DISPUTE_STRUCT_TRANSITION) > 0; }

/* ---- 1. pure ---- */

static void *dirty(void *user, size_t size) { /* memory full of what somebody left there */
    void *block = malloc(size);
    if (block) memset(block, *(const int *)user, size);
    return block;
}

static void give(void *user, void *block) {
    (void)user;
    free(block);
}

static uint64_t digest;

static void say_digest(world *w) {
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE];
    snapshot(w, w->p.c, bytes);
    w->kept_size = 0;
    keep_bytes(w, bytes, sizeof bytes);
    keep_bytes(w, &w->result, sizeof w->result);
    keep(w, w->p.answer);
    for (size_t i = 0; i < w->kept_size; i++) digest = (digest ^ w->kept[i]) * UINT64_C(0x100000001B3);
}

static uint64_t digest_in(int fill, const char *zone, const char *locale) {
    dispute_allocator allocator = {&fill, dirty, give};
    world w;
    setenv("TZ", zone, 1);
    setlocale(LC_ALL, locale);
    world_new(&w, 1);
    digest = 0;
    for (w.number = 0; w.number < CASES; w.number++) {
        w.policy = w.number % POLICIES;
        w.p = plays[w.policy];
        assert_int_equal(dispute_case_new(&allocator, &w.p.c), DISPUTE_DONE);
        assert_int_equal(dispute_answer_new(&allocator, 0, &w.p.answer), DISPUTE_DONE);
        walk_case(&w, say_digest);
        dispute_case_free(w.p.c);
        dispute_answer_free(w.p.answer);
    }
    world_free(&w);
    setlocale(LC_ALL, "C");
    return digest;
}

static void law_01_pure(void **state) {
    (void)state;
    uint64_t here = digest_in(0xA5, "UTC", "C");
    assert_true(here == digest_in(0x5A, "Australia/Lord_Howe", "C.UTF-8"));
    assert_true(here == digest_in(0, "America/New_York", "POSIX"));
}

static void same_twice(world *w) {
    dispute_case_copy(w->copy, w->was);
    HOLDS(w, dispute_apply(w->p.policy, w->copy, &w->event, w->other) == w->result);
    HOLDS(w, same(w, w->copy, w->p.c));
    w->kept_size = 0;
    keep(w, w->other);
    size_t size = w->kept_size;
    keep(w, w->p.answer);
    HOLDS(w, w->kept_size == 2 * size && memcmp(w->kept, w->kept + size, size) == 0);
}

static void law_01_the_same_event_gives_the_same_bytes(void **state) {
    (void)state;
    walk(101, same_twice);
}

/* ---- 2. all or nothing ---- */

static void all_or_nothing(world *w) {
    dispute_case_copy(w->copy, w->was);
    if (w->result < 0) HOLDS(w, same(w, w->p.c, w->was) && !has_answered(w));
    if (w->result > DISPUTE_DONE) { /* K4: the deadlines before it stand, and nothing else */
        dispute_result retried = w->result == DISPUTE_REFUSED_ALREADY_DONE && same(w, w->p.c, w->was);
        HOLDS(w, dispute_advance(w->p.policy, w->copy, w->event.at, w->other) == DISPUTE_DONE);
        HOLDS(w, retried || same(w, w->p.c, w->copy));
    }
    if (w->result == DISPUTE_DONE) HOLDS(w, dispute_case_sequence(w->p.c) > dispute_case_sequence(w->was));

    dispute_case_copy(w->copy, w->was);
    if (dispute_step(w->p.policy, w->copy, &w->event, w->other) != DISPUTE_DONE) HOLDS(w, same(w, w->copy, w->was));
    dispute_case_copy(w->copy, w->was);
    dispute_result r = dispute_apply(w->p.policy, w->copy, &w->event, w->tiny); /* room for one transition */
    if (r == DISPUTE_ERROR_BUFFER_TOO_SMALL)
        HOLDS(w, same(w, w->copy, w->was));
    else
        HOLDS(w, r == w->result && same(w, w->copy, w->p.c));
}

static void law_02_all_or_nothing(void **state) {
    (void)state;
    walk(2, all_or_nothing);
}

/* ---- 3. time is given ---- */

static void time_never_runs_back(world *w) {
    const dispute_transition *t;
    dispute_event early = {.size = sizeof early, .kind = DISPUTE_EVENT_WITHDRAW, .by = DISPUTE_PARTY_BUYER};
    int64_t now = clock_of(w), last = 0;
    for (uint32_t i = 0; (t = dispute_answer_transition(w->p.answer, i)) != NULL; i++) {
        HOLDS(w, t->at >= last && t->at <= w->event.at);
        last = t->at;
    }
    HOLDS(w, last == 0 || last == now);
    if (dispute_case_sequence(w->p.c) == 0) return;
    early.at = now - 1 - below(w, 1000);
    dispute_case_copy(w->copy, w->p.c);
    HOLDS(w, dispute_apply(w->p.policy, w->copy, &early, w->other) == DISPUTE_ERROR_CLOCK_BACKWARDS);
    HOLDS(w, dispute_step(w->p.policy, w->copy, &early, w->other) == DISPUTE_ERROR_CLOCK_BACKWARDS);
    HOLDS(w, dispute_advance(w->p.policy, w->copy, early.at, w->other) == DISPUTE_ERROR_CLOCK_BACKWARDS);
    HOLDS(w, dispute_allowed(w->p.policy, w->copy, 0, early.at, w->other) == DISPUTE_ERROR_CLOCK_BACKWARDS);
    HOLDS(w, dispute_answer_problem(w->other)->at == now);
    HOLDS(w, same(w, w->copy, w->p.c));
}

static void law_03_time_is_given_and_never_runs_back(void **state) {
    (void)state;
    walk(3, time_never_runs_back);
}

/* ---- 4. deadlines fire at their due time ---- */

static void deadlines_at_their_due_time(world *w) {
    const dispute_transition *t;
    int64_t due = dispute_case_next_due(w->was);
    for (uint32_t i = 0; (t = dispute_answer_transition(w->p.answer, i)) != NULL; i++) {
        if (t->event > 100)
            HOLDS(w, t->at == due && t->by == DISPUTE_PARTY_SYSTEM && due <= w->event.at);
        else
            HOLDS(w, t->at == w->event.at && t->at < due); /* at the due time itself the deadline has won */
        due = t->next_due;
    }
    HOLDS(w, dispute_case_next_due(w->p.c) == due);
    HOLDS(w, w->result < 0 || w->result == DISPUTE_REFUSED_ALREADY_DONE || due > w->event.at);
}

static void law_04_deadlines_fire_at_their_due_time_however_late_the_host_asks(void **state) {
    (void)state;
    walk(4, deadlines_at_their_due_time);
}

static void in_one_go_or_in_two(world *w) {
    int64_t now = clock_of(w), late = now + below(w, 200) * DAY, early = now + below(w, 200) * DAY;
    if (early > late) return;
    w->kept_size = 0;
    dispute_case_copy(w->copy, w->p.c);
    HOLDS(w, dispute_advance(w->p.policy, w->copy, late, w->other) == DISPUTE_DONE);
    keep(w, w->other);
    size_t size = w->kept_size;
    dispute_case_copy(w->mirror, w->p.c);
    HOLDS(w, dispute_advance(w->p.policy, w->mirror, early, w->other) == DISPUTE_DONE);
    keep(w, w->other);
    HOLDS(w, dispute_advance(w->p.policy, w->mirror, late, w->other) == DISPUTE_DONE);
    keep(w, w->other);
    HOLDS(w, same(w, w->copy, w->mirror));
    HOLDS(w, w->kept_size == 2 * size && memcmp(w->kept, w->kept + size, size) == 0);
}

static void law_04_advancing_in_two_goes_is_advancing_in_one(void **state) {
    (void)state;
    walk(104, in_one_go_or_in_two);
}

static void a_due_deadline_comes_first(world *w) {
    int64_t due = dispute_case_next_due(w->p.c);
    dispute_event e = {.size = sizeof e, .kind = DISPUTE_EVENT_WITHDRAW, .by = DISPUTE_PARTY_BUYER};
    if (due > FOREVER) return;
    e.at = due + below(w, 2);
    dispute_case_copy(w->copy, w->p.c);
    HOLDS(w, dispute_step(w->p.policy, w->copy, &e, w->other) == DISPUTE_REFUSED_DUE_FIRST);
    HOLDS(w, dispute_answer_problem(w->other)->at == due && same(w, w->copy, w->p.c));
    int32_t deadline = dispute_answer_problem(w->other)->deadline;
    HOLDS(w, dispute_allowed(w->p.policy, w->copy, 0, e.at, w->other) == DISPUTE_DONE);
    HOLDS(w, dispute_answer_count(w->other, DISPUTE_STRUCT_ACTION) == 0);
    HOLDS(w, dispute_apply(w->p.policy, w->copy, &e, w->other) != DISPUTE_REFUSED_DUE_FIRST);
    HOLDS(w, dispute_answer_transition(w->other, 0)->event == 100 + deadline);
    if (due - 1 < clock_of(w)) return;
    HOLDS(w, dispute_advance(w->p.policy, w->p.c, due - 1, w->other) == DISPUTE_DONE);
    HOLDS(w, dispute_answer_count(w->other, DISPUTE_STRUCT_TRANSITION) == 0);
}

static void law_04_a_step_waits_for_what_is_due(void **state) {
    (void)state;
    walk(204, a_due_deadline_comes_first);
}

/* ---- 5. listed iff accepted ---- */

static int is_listed(const world *w, int32_t event, int32_t by) { /* in the answer of dispute_allowed() */
    const dispute_action *a;
    for (uint32_t i = 0; (a = dispute_answer_action(w->tiny, i)) != NULL; i++)
        if (a->event == event && a->party == by) return 1;
    return 0;
}

static int depends_on_content(int32_t event, dispute_result r) {                 /* K1: from the guards on */
    if (event == DISPUTE_EVENT_EXTEND && r == DISPUTE_REFUSED_NOT_NOW) return 1; /* T1: that deadline does not run */
    return r >= DISPUTE_REFUSED_TOO_EARLY && r != DISPUTE_REFUSED_DUE_FIRST;
}

static int is_accepted(world *w, int32_t event, int32_t by, int64_t now) {
    dispute_event e;
    for (int i = 0; play_content(&w->p, event, i, &e); i++) {
        e.by = by;
        e.at = now;
        dispute_result r = dispute_step(w->p.policy, w->copy, &e, w->other);
        if (r == DISPUTE_DONE) dispute_case_copy(w->copy, w->p.c);
        if (r == DISPUTE_DONE || !depends_on_content(event, r)) return r == DISPUTE_DONE;
    }
    return 0;
}

static void listed_iff_accepted(world *w) {
    int64_t now = random_instant(w);
    w->p.now = now;
    dispute_case_copy(w->copy, w->p.c);
    HOLDS(w, dispute_allowed(w->p.policy, w->p.c, 0, now, w->tiny) == DISPUTE_DONE);
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_EVENT); i++) {
        int32_t event = dispute_word_at(DISPUTE_GROUP_EVENT, i);
        for (int32_t by = DISPUTE_PARTY_BUYER; event < 100 && by <= DISPUTE_PARTY_SYSTEM; by++) {
            int listed = is_listed(w, event, by);
            if (listed == is_accepted(w, event, by, now)) continue;
            w->event.kind = event;
            w->event.by = by;
            broken(w, listed ? "listed, but no content is accepted" : "accepted, but not listed", __LINE__);
        }
    }
}

static void law_05_listed_iff_accepted(void **state) {
    (void)state;
    walk(5, listed_iff_accepted);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(law_01_pure),
        cmocka_unit_test(law_01_the_same_event_gives_the_same_bytes),
        cmocka_unit_test(law_02_all_or_nothing),
        cmocka_unit_test(law_03_time_is_given_and_never_runs_back),
        cmocka_unit_test(law_04_deadlines_fire_at_their_due_time_however_late_the_host_asks),
        cmocka_unit_test(law_04_advancing_in_two_goes_is_advancing_in_one),
        cmocka_unit_test(law_04_a_step_waits_for_what_is_due),
        cmocka_unit_test(law_05_listed_iff_accepted),
    };
    return cmocka_run_group_tests(tests, worlds_begin, worlds_end);
}
