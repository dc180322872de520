/* dispute_answer_keep_records(): a host with a log of its own, or one that only wants to know where an event leads. */
#include "play.h"
#include <string.h>

static const char none[] = "journal.chain = none\n";

static void go(play *p, int64_t at) { /* the opening, and what silence makes of it */
    assert_int_equal(play_open(p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000), DISPUTE_DONE);
    assert_int_equal(dispute_advance(p->policy, p->c, at, p->answer), DISPUTE_DONE);
    assert_true(dispute_answer_count(p->answer, DISPUTE_STRUCT_TRANSITION) > 0);
}

static void without_a_chain_none_are_made_and_the_case_is_the_same(void **state) {
    play with, without;
    uint8_t kept[DISPUTE_SNAPSHOT_SIZE], left[DISPUTE_SNAPSHOT_SIZE];
    size_t size = 1;
    (void)state;
    play_new(&with, none);
    play_new(&without, none);
    assert_int_equal(dispute_answer_keep_records(without.answer, 0), DISPUTE_DONE);
    go(&with, D(9));
    go(&without, D(9));
    assert_non_null(dispute_answer_record(with.answer, 0, &size));
    assert_true(size > 0);
    assert_null(dispute_answer_record(without.answer, 0, &size));
    assert_int_equal(size, 0);
    assert_int_equal(dispute_answer_transition(without.answer, 0)->record_size, 0);
    assert_int_equal(dispute_answer_count(without.answer, DISPUTE_STRUCT_EFFECT),
                     dispute_answer_count(with.answer, DISPUTE_STRUCT_EFFECT));
    play_snapshot(&with, kept);
    play_snapshot(&without, left);
    assert_memory_equal(kept, left, sizeof kept);
    assert_int_equal(dispute_answer_keep_records(without.answer, 1), DISPUTE_DONE); /* and on again */
    go(&without, D(9));
    assert_non_null(dispute_answer_record(without.answer, 0, &size));
    play_free(&with);
    play_free(&without);
}

static void a_chain_needs_them_all_the_same(void **state) {
    play with, without;
    uint8_t kept[32], left[32];
    size_t size = 0;
    (void)state;
    play_new(&with, "");
    play_new(&without, "");
    assert_int_equal(dispute_answer_keep_records(without.answer, 0), DISPUTE_DONE);
    go(&with, D(9));
    go(&without, D(9));
    assert_non_null(dispute_answer_record(without.answer, 0, &size));
    assert_int_equal(dispute_case_head(with.c, kept), DISPUTE_DONE);
    assert_int_equal(dispute_case_head(without.c, left), DISPUTE_DONE);
    assert_memory_equal(kept, left, sizeof kept);
    play_free(&with);
    play_free(&without);
}

static void only_yes_and_no_are_answers(void **state) {
    play p;
    (void)state;
    play_new(&p, "");
    assert_int_equal(dispute_answer_keep_records(NULL, 1), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_answer_keep_records(p.answer, 2), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_answer_keep_records(p.answer, -1), DISPUTE_ERROR_BAD_ARGUMENT);
    play_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_chain_none_are_made_and_the_case_is_the_same),
        cmocka_unit_test(a_chain_needs_them_all_the_same),
        cmocka_unit_test(only_yes_and_no_are_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
