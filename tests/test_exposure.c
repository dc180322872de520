/* test_exposure.c - the funds calendar: what is held, when silence frees it and to whom; whatever the order of the
 * cases. */
#include "play.h"

static play p;
static dispute_exposure calendar;

static void begin(int32_t days) {
    memset(&calendar, 0, sizeof calendar);
    calendar.size = (uint32_t)sizeof calendar;
    assert_int_equal(dispute_exposure_begin(&calendar, "USD", T0, days), DISPUTE_DONE);
}

static void add(void) { assert_int_equal(dispute_exposure_add(&calendar, p.policy, p.c, p.answer), DISPUTE_DONE); }

static int64_t freed(const dispute_exposure *x) {
    int64_t sum = x->waiting;
    for (int i = 0; i < DISPUTE_EXPOSURE_SLOTS; i++)
        sum += x->to_buyer[i] + x->to_seller[i] + x->to_platform[i] + x->to_order[i];
    return sum;
}

TEST(silence_frees_the_money_on_its_day_to_whom_it_says) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000);
    begin(30);
    add();
    assert_int_equal(calendar.cases, 1);
    assert_int_equal(calendar.held, 5000);
    assert_int_equal(calendar.to_buyer[5], 2000); /* the seller's five days */
    assert_int_equal(calendar.to_seller[5], 3000);
    assert_int_equal(calendar.ends[5], 1);
    assert_int_equal(freed(&calendar), 5000);
}

TEST(beyond_the_calendar_is_later_and_overdue_is_today) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000);
    begin(5);
    add();
    assert_int_equal(calendar.to_buyer[DISPUTE_EXPOSURE_LATER], 2000);
    begin(6);
    add();
    assert_int_equal(calendar.to_buyer[5], 2000);
    calendar.size = (uint32_t)sizeof calendar;
    assert_int_equal(dispute_exposure_begin(&calendar, "USD", D(5) + 1, 6), DISPUTE_DONE);
    add();
    assert_int_equal(calendar.to_buyer[0], 2000);
    assert_int_equal(dispute_exposure_begin(&calendar, "USD", D(4), 6), DISPUTE_DONE);
    add();
    assert_int_equal(calendar.to_buyer[1], 2000); /* a day is half-open: due after 24 hours is day 1 */
    assert_int_equal(dispute_exposure_begin(&calendar, "USD", D(4) + 1, 6), DISPUTE_DONE);
    add();
    assert_int_equal(calendar.to_buyer[0], 2000);
}

TEST(what_waits_for_the_platform_is_freed_by_nobodys_silence) {
    play_reach(&p, "platform.review.on_silence = wait\n", DISPUTE_STATE_PLATFORM_REVIEW);
    begin(30);
    add();
    assert_int_equal(calendar.waiting, 5000);
    assert_int_equal(calendar.waiting_cases, 1);
    assert_int_equal(calendar.held, 5000);
}

TEST(what_is_decided_and_not_reported_is_being_paid_and_what_is_closed_is_not_there) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000);
    DID(&p, ACCEPT, SELLER, D(1));
    begin(30);
    add();
    assert_int_equal(calendar.held, 5000);
    assert_int_equal(calendar.to_buyer[DISPUTE_EXPOSURE_PAYING], 2000);
    assert_int_equal(calendar.to_seller[DISPUTE_EXPOSURE_PAYING], 3000);
    assert_int_equal(calendar.ends[DISPUTE_EXPOSURE_PAYING], 1);
    play_reach(&p, "", DISPUTE_STATE_CLOSED_DONE);
    begin(30);
    add();
    assert_int_equal(calendar.cases, 0);
    assert_int_equal(calendar.held, 0);
}

TEST(money_that_the_seller_has_already_is_his_to_pay) {
    play_again(&p, "");
    p.order.funds = DISPUTE_FUNDS_RELEASED;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
    begin(30);
    add();
    assert_int_equal(calendar.held, 0);
    assert_int_equal(calendar.from_seller[5], 2000);
}

TEST(a_case_that_silence_withdraws_leaves_the_money_with_the_order) {
    play_begun(&p, "negotiation.response.on_silence = withdraw\n", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000);
    begin(30);
    add();
    assert_int_equal(calendar.to_order[5], 5000);
    assert_int_equal(calendar.ends[5], 1);
}

TEST(a_claim_that_lapses_later_moves_no_end) {
    play_begun(&p, "claim.file = P10D\n", DISPUTE_REASON_DAMAGED, DISPUTE_TERMS_REFUND, 5000);
    begin(30);
    add();
    assert_int_equal(calendar.to_buyer[5], 5000);
    assert_int_equal(calendar.ends[5], 1);
}

/* ---- sums ---- */

static const int32_t reasons[] = {DISPUTE_REASON_QUALITY, DISPUTE_REASON_DAMAGED, DISPUTE_REASON_LOST};

static void some_case(int i) { /* one of many, and the same for the same i */
    if (i % 3 == 2) {
        play_reach(&p, i % 2 ? "platform.review.on_silence = wait\n" : "", play_states[i % PLAY_STATES]);
        return;
    }
    play_again(&p, i % 4 ? "" : "negotiation.response = P9D\n");
    p.order.amount = 1000 + 7 * i;
    p.order.seller_guarantee = i % 5 == 0;
    GOES(&p, play_open(&p, reasons[i % 3], DISPUTE_TERMS_REFUND, 500 + i));
}

TEST(all_that_is_held_is_somewhere_and_the_order_of_the_cases_changes_nothing) {
    enum { MANY = 60 };
    static dispute_exposure first;
    begin(20);
    for (int i = 0; i < MANY; i++) {
        some_case(i);
        add();
        assert_int_equal(freed(&calendar), calendar.held);
    }
    assert_true(calendar.cases > 40);
    first = calendar;
    static const int steps[] = {7, 31, MANY - 1}; /* without a common divisor with MANY */
    for (size_t k = 0; k < COUNT_OF(steps); k++) {
        begin(20);
        for (int i = 0; i < MANY; i++) {
            some_case(i * steps[k] % MANY);
            add();
        }
        assert_memory_equal(&first, &calendar, sizeof first);
    }
}

TEST(in_every_state_what_is_held_is_escrow_and_what_is_out) {
    for (int i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "", play_states[i]);
        dispute_view v = play_view(&p, DISPUTE_PARTY_PLATFORM);
        begin(120);
        add();
        int closed = v.state == DISPUTE_STATE_CLOSED_DONE;
        assert_int_equal(calendar.cases, !closed);
        assert_int_equal(calendar.held, closed ? 0 : v.escrow + v.unpaid);
        assert_int_equal(freed(&calendar), calendar.held);
        int64_t ends = calendar.waiting_cases;
        for (int k = 0; k < DISPUTE_EXPOSURE_SLOTS; k++) ends += calendar.ends[k];
        assert_int_equal(ends, calendar.cases);
    }
}

/* ---- what cannot be ---- */

TEST(an_overflow_changes_nothing) {
    play_again(&p, "");
    p.order.amount = INT64_MAX - 5;
    p.order.freight = 0;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, INT64_MAX - 5));
    begin(30);
    add();
    dispute_exposure before = calendar;
    assert_int_equal(dispute_exposure_add(&calendar, p.policy, p.c, p.answer), DISPUTE_ERROR_OVERFLOW);
    assert_memory_equal(&before, &calendar, sizeof before);
    play_sentence(dispute_answer_problem(p.answer));
}

TEST(bad_calls_are_told) {
    dispute_exposure x = {.size = sizeof x};
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000);
    assert_int_equal(dispute_exposure_begin(NULL, "USD", T0, 30), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_exposure_begin(&x, NULL, T0, 30), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_exposure_begin(&x, "usd", T0, 30), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_exposure_begin(&x, "USD", 0, 30), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_exposure_begin(&x, "USD", T0, 0), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_exposure_begin(&x, "USD", T0, 121), DISPUTE_ERROR_BAD_VALUE);
    assert_int_equal(dispute_exposure_begin(&x, "EUR", T0, 120), DISPUTE_DONE);
    assert_int_equal(dispute_exposure_add(&x, p.policy, p.c, p.answer), DISPUTE_ERROR_BAD_VALUE);
    assert_string_equal(dispute_answer_problem(p.answer)->name, "currency");
    assert_int_equal(dispute_exposure_add(&x, p.policy, p.c, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_exposure_add(&x, p.policy, NULL, p.answer), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_exposure_add(&x, NULL, p.c, p.answer), DISPUTE_ERROR_BAD_ARGUMENT);
    x.size = 8;
    assert_int_equal(dispute_exposure_add(&x, p.policy, p.c, p.answer), DISPUTE_ERROR_BAD_SIZE);
    assert_int_equal(dispute_exposure_begin(&x, "USD", T0, 30), DISPUTE_ERROR_BAD_SIZE);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(silence_frees_the_money_on_its_day_to_whom_it_says),
    cmocka_unit_test(beyond_the_calendar_is_later_and_overdue_is_today),
    cmocka_unit_test(what_waits_for_the_platform_is_freed_by_nobodys_silence),
    cmocka_unit_test(what_is_decided_and_not_reported_is_being_paid_and_what_is_closed_is_not_there),
    cmocka_unit_test(money_that_the_seller_has_already_is_his_to_pay),
    cmocka_unit_test(a_case_that_silence_withdraws_leaves_the_money_with_the_order),
    cmocka_unit_test(a_claim_that_lapses_later_moves_no_end),
    cmocka_unit_test(all_that_is_held_is_somewhere_and_the_order_of_the_cases_changes_nothing),
    cmocka_unit_test(in_every_state_what_is_held_is_escrow_and_what_is_out),
    cmocka_unit_test(an_overflow_changes_nothing),
    cmocka_unit_test(bad_calls_are_told),
};

int main(void) {
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
