/* test_memory.c - memory that is not there: every allocation fails once, and from then on. What was made stays as it
 * was, nothing leaks, and the same call succeeds later. */
#include "play.h"
#include <stdlib.h>

/* an allocator that runs dry: at allocation `fails_at`, or from there on */
typedef struct purse {
    int taken, given, fails_at, for_ever;
} purse;

static void *take(void *user, size_t size) {
    purse *p = user;
    int nth = p->taken++;
    if (nth == p->fails_at || (p->for_ever && p->fails_at >= 0 && nth > p->fails_at)) return NULL;
    void *block = malloc(size);
    if (block) memset(block, 0xA5, size); /* nothing may count on zeros */
    return block;
}

static void give(void *user, void *block) {
    purse *p = user;
    assert_non_null(block);
    p->given++;
    free(block);
}

static const char text[] = "return.ship = P8D\nappeal.rounds = 2\n";

/* ---- one call at a time ---- */

typedef struct things {
    purse purse;
    dispute_allocator allocator;
    dispute_policy *policy;
    dispute_case *c;
    dispute_answer *answer;
    dispute_problem problem;
} things;

typedef dispute_result (*call)(things *t);

static dispute_result make_policy(things *t) { return dispute_policy_new(&t->allocator, &t->policy); }
static dispute_result make_case(things *t) { return dispute_case_new(&t->allocator, &t->c); }
static dispute_result make_answer(things *t) { return dispute_answer_new(&t->allocator, 3, &t->answer); }

static dispute_result start_from_preset(things *t) {
    return dispute_policy_preset(t->policy, "aliexpress", 10, &t->problem);
}

static dispute_result parse_text(things *t) {
    return dispute_policy_parse(t->policy, text, sizeof text - 1, &t->problem);
}

static dispute_result set_key(things *t) {
    return dispute_policy_set(t->policy, "return.ship", 11, "P9D", 3, &t->problem);
}

static dispute_result seal_policy(things *t) { return dispute_policy_seal(t->policy, &t->problem); }

static void things_begin(things *t) {
    memset(t, 0, sizeof *t);
    t->purse.fails_at = -1;
    t->allocator = (dispute_allocator){&t->purse, take, give};
    t->problem.size = (uint32_t)sizeof t->problem;
}

static void things_end(things *t) {
    dispute_answer_free(t->answer);
    dispute_case_free(t->c);
    dispute_policy_free(t->policy);
}

static void policy_text(const things *t, char to[16384]) {
    to[0] = 0;
    if (t->policy) assert_int_equal(dispute_policy_print(t->policy, to, 16384, NULL), DISPUTE_DONE);
}

/* How many allocations a call makes, when all goes well. */
static int count_allocations(call prepare, call tried) {
    things t;
    things_begin(&t);
    if (prepare) assert_int_equal(prepare(&t), DISPUTE_DONE);
    int before = t.purse.taken;
    assert_int_equal(tried(&t), DISPUTE_DONE);
    int made = t.purse.taken - before;
    things_end(&t);
    assert_int_equal(t.purse.taken, t.purse.given);
    return made;
}

static void fail_one(call prepare, call tried, int nth, int for_ever) {
    static char before[16384], after[16384];
    things t;
    uint8_t digest[32];
    things_begin(&t);
    if (prepare) assert_int_equal(prepare(&t), DISPUTE_DONE);
    policy_text(&t, before);
    int held = t.purse.taken - t.purse.given;
    t.purse.fails_at = t.purse.taken + nth;
    t.purse.for_ever = for_ever;
    assert_int_equal(tried(&t), DISPUTE_ERROR_NO_MEMORY);
    int failed = for_ever ? t.purse.taken - t.purse.fails_at : 1;
    assert_int_equal(t.purse.taken - failed - t.purse.given, held); /* nothing kept, nothing given twice */
    if (prepare) {
        assert_int_equal(t.problem.result, DISPUTE_ERROR_NO_MEMORY);
        play_sentence(&t.problem);
        assert_int_equal(dispute_policy_digest(t.policy, digest), DISPUTE_ERROR_NOT_SEALED);
    } else {
        assert_true(!t.policy && !t.c && !t.answer);
    }
    policy_text(&t, after);
    assert_string_equal(before, after);
    t.purse.fails_at = -1;
    assert_int_equal(tried(&t), DISPUTE_DONE);
    things_end(&t);
    assert_int_equal(t.purse.taken - failed, t.purse.given);
}

static void fail_each(call prepare, call tried) {
    int made = count_allocations(prepare, tried);
    assert_true(made > 0);
    for (int nth = 0; nth < made; nth++) {
        fail_one(prepare, tried, nth, 0);
        fail_one(prepare, tried, nth, 1);
    }
}

static void no_memory_for_something_new(void **state) {
    (void)state;
    fail_each(NULL, make_policy);
    fail_each(NULL, make_case);
    fail_each(NULL, make_answer);
}

static void no_memory_for_a_change_of_the_policy(void **state) {
    (void)state;
    fail_each(make_policy, start_from_preset);
    fail_each(make_policy, parse_text);
    fail_each(make_policy, set_key);
    fail_each(make_policy, seal_policy);
}

/* ---- a whole story ---- */

static void each_thing_is_one_block(void **state) {
    (void)state;
    assert_int_equal(count_allocations(NULL, make_policy), 1);
    assert_int_equal(count_allocations(NULL, make_case), 1);
    assert_int_equal(count_allocations(NULL, make_answer), 1);
}

static void a_case_lives_without_any_memory(void **state) {
    things t;
    play p;
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE];
    dispute_view v = {.size = sizeof v};
    (void)state;
    things_begin(&t);
    assert_int_equal(make_policy(&t), DISPUTE_DONE);
    assert_int_equal(seal_policy(&t), DISPUTE_DONE);
    assert_int_equal(make_case(&t), DISPUTE_DONE);
    assert_int_equal(dispute_answer_new(&t.allocator, 0, &t.answer), DISPUTE_DONE);
    int taken = t.purse.taken;
    t.purse.fails_at = 0;
    t.purse.for_ever = 1; /* from here on there is none */
    memset(&p, 0, sizeof p);
    p.policy = t.policy;
    p.c = t.c;
    p.answer = t.answer;
    memcpy(p.id, "C-1", 4);
    p.order = (dispute_order){.size = sizeof p.order, .currency = "USD", .amount = 5000};
    assert_int_equal(play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
    assert_int_equal(DO(&p, REFUSE, SELLER, D(1), 0), DISPUTE_DONE);
    assert_int_equal(play_advance(&p, D(30)), DISPUTE_DONE);
    assert_int_equal(play_state(&p), DISPUTE_STATE_PLATFORM_REVIEW);
    play_snapshot(&p, bytes);
    assert_int_equal(dispute_case_load(p.policy, p.c, bytes, sizeof bytes), DISPUTE_DONE);
    assert_int_equal(dispute_allowed(p.policy, p.c, 0, D(30), p.answer), DISPUTE_DONE);
    assert_int_equal(dispute_forecast(p.policy, p.c, p.answer), DISPUTE_DONE);
    assert_int_equal(dispute_case_view(p.c, DISPUTE_PARTY_BUYER, &v), DISPUTE_DONE);
    assert_int_equal(t.purse.taken, taken);
    things_end(&t);
}

/* ---- allocators ---- */

static void half_an_allocator_is_refused(void **state) {
    dispute_policy *policy = (dispute_policy *)state;
    dispute_case *c = (dispute_case *)state;
    dispute_answer *answer = (dispute_answer *)state;
    purse unused = {0, 0, -1, 0};
    const dispute_allocator half[] = {{&unused, take, NULL}, {&unused, NULL, give}, {&unused, NULL, NULL}};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(dispute_policy_new(&half[i], &policy), DISPUTE_ERROR_BAD_ARGUMENT);
        assert_int_equal(dispute_case_new(&half[i], &c), DISPUTE_ERROR_BAD_ARGUMENT);
        assert_int_equal(dispute_answer_new(&half[i], 0, &answer), DISPUTE_ERROR_BAD_ARGUMENT);
        assert_true(!policy && !c && !answer); /* nothing that could be freed by mistake */
    }
    assert_int_equal(unused.taken, 0);
}

static void an_answer_of_any_room_is_one_block_or_none(void **state) {
    dispute_answer *answer;
    (void)state;
    assert_int_equal(dispute_answer_new(NULL, 1000001, &answer), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_answer_new(NULL, UINT32_MAX, &answer), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_null(answer);
    purse empty = {0, 0, 0, 1};
    const dispute_allocator dry = {&empty, take, give};
    assert_int_equal(dispute_answer_new(&dry, 1000000, &answer),
                     DISPUTE_ERROR_NO_MEMORY); /* so much may be asked for */
    for (uint32_t room = 0; room < 40; room++) {
        things t;
        things_begin(&t);
        assert_int_equal(dispute_answer_new(&t.allocator, room, &t.answer), DISPUTE_DONE);
        assert_int_equal(t.purse.taken, 1);
        things_end(&t);
        assert_int_equal(t.purse.given, 1);
    }
}

static void free_of_nothing_does_nothing(void **state) {
    (void)state;
    dispute_policy_free(NULL);
    dispute_case_free(NULL);
    dispute_answer_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_memory_for_something_new),  cmocka_unit_test(no_memory_for_a_change_of_the_policy),
        cmocka_unit_test(each_thing_is_one_block),      cmocka_unit_test(a_case_lives_without_any_memory),
        cmocka_unit_test(half_an_allocator_is_refused), cmocka_unit_test(an_answer_of_any_room_is_one_block_or_none),
        cmocka_unit_test(free_of_nothing_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
