/* test_withdrawal.c - clauses N9 and N10: how a buyer leaves a case, and how he comes back. */
#include "play.h"

static play p;

/* A case about `quality` over 5000. */
static void begin(const char *changes) { play_begun(&p, changes, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000); }

/* The same with the seller enrolled in the guarantee. */
static void begin_enrolled(const char *changes) {
    play_again(&p, changes);
    p.order.seller_guarantee = 1;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000));
}

static int may_withdraw(int32_t state) {
    return play_negotiates(state) || state == DISPUTE_STATE_CONTACT_WAITING || state == DISPUTE_STATE_GUARANTEE_WAITING
           || state == DISPUTE_STATE_PLATFORM_REVIEW || state == DISPUTE_STATE_PLATFORM_PROPOSED;
}

TEST(N9_withdraw_closes_negotiation_guarantee_and_review_without_a_transfer) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "", play_states[i]);
        play_row(i);
        GIVES(&p, DO(&p, WITHDRAW, BUYER, D(1)), may_withdraw(play_states[i]) ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
        if (!may_withdraw(play_states[i])) continue;
        IS(play_where(&p), "closed.done");
        IS(play_transfers(&p), "");
        IS(play_deadlines(&p), "");
        assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).funds, DISPUTE_FUNDS_ESCROW);
    }
}

static const struct {
    int32_t funds;
    int64_t protected_until;
    const char *transfers, *state;
} withdrawals[] = {
    {DISPUTE_FUNDS_ESCROW, D(3) + 1, "", "closed.done"},
    {DISPUTE_FUNDS_ESCROW, D(3), "escrow>seller 5000 release", "settling.paying"},
    {DISPUTE_FUNDS_ESCROW, D(3) - 1, "escrow>seller 5000 release", "settling.paying"},
    {DISPUTE_FUNDS_ESCROW, 0, "", "closed.done"},
    {DISPUTE_FUNDS_RELEASED, D(3) - 1, "", "closed.done"},
};

TEST(N9_after_the_protection_a_withdrawal_releases_the_escrow) {
    for (size_t i = 0; i < COUNT_OF(withdrawals); i++) {
        play_again(&p, "");
        play_row(i);
        p.order.funds = withdrawals[i].funds;
        p.order.protected_until = withdrawals[i].protected_until;
        GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
        DID(&p, WITHDRAW, BUYER, D(3));
        IS(play_transfers(&p), withdrawals[i].transfers);
        IS(play_where(&p), withdrawals[i].state);
        IS(play_outcome(&p), "no_refund 0 via withdrawn fault none payer none counts");
    }
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).funds, DISPUTE_FUNDS_RELEASED);
}

TEST(N10_only_a_withdrawn_case_is_reopened) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "", play_states[i]);
        play_row(i);
        REFUSED(&p, NOT_NOW, REOPEN, BUYER, D(1));
        if (!may_withdraw(play_states[i])) continue;
        DID(&p, WITHDRAW, BUYER, D(1));
        DID(&p, REOPEN, BUYER, D(1));
        IS(play_where(&p), "negotiation.seller");
    }
}

TEST(N10_reopening_needs_protection_left) {
    const int64_t until[] = {D(3) + 1, D(3), 0};
    for (size_t i = 0; i < COUNT_OF(until); i++) {
        play_again(&p, "");
        play_row(i);
        p.order.protected_until = until[i];
        GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
        DID(&p, WITHDRAW, BUYER, D(2));
        GIVES(&p, DO(&p, REOPEN, BUYER, D(3)), i == 0 ? DISPUTE_DONE : DISPUTE_REFUSED_TOO_LATE);
    }
}

TEST(N10_at_most_open_reopen_times) {
    for (int times = 0; times < 4; times++) {
        char changes[64];
        snprintf(changes, sizeof changes, "open.reopen.times = %d\n", times);
        begin(times == 2 ? "" : changes); /* 2 is the default */
        for (int i = 0; i < times; i++) {
            DID(&p, WITHDRAW, BUYER, D(1));
            DID(&p, REOPEN, BUYER, D(1));
        }
        DID(&p, WITHDRAW, BUYER, D(1));
        REFUSED(&p, LIMIT_REACHED, REOPEN, BUYER, D(1));
    }
}

TEST(N10_it_keeps_reason_evidence_and_request_but_takes_new_terms) {
    begin("");
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_WRONG_CHOICE, .terms = REFUND(4000));
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(1), .reference = "photo", .digest = {1});
    DID(&p, WITHDRAW, BUYER, D(2));
    DID(&p, REOPEN, BUYER, D(3));
    dispute_view v = play_view(&p, DISPUTE_PARTY_PLATFORM);
    assert_int_equal(v.reason, DISPUTE_REASON_WRONG_CHOICE);
    assert_int_equal(v.evidence[DISPUTE_PARTY_BUYER], DISPUTE_EVIDENCE_GIVEN);
    IS(play_terms(&p), "refund 4000, -");
    DID(&p, WITHDRAW, BUYER, D(4));
    DID(&p, REOPEN, BUYER, D(5), .terms = RETURN_REFUND(3000)); /* may_change_kind does not bind it */
    IS(play_terms(&p), "return_refund 3000, -");
    IS(play_deadlines(&p), "response 10, stage 12");
}

TEST(N10_takeover_starts_anew_and_takeovers_and_reviews_stay_counted) {
    begin_enrolled("");
    DID(&p, WITHDRAW, BUYER, D(1));
    DID(&p, REOPEN, BUYER, D(3));
    IS(play_deadlines(&p), "response 8, stage 10, takeover 5");
    GOES(&p, play_advance(&p, D(5)));
    DID(&p, WITHDRAW, BUYER, D(6));
    DID(&p, REOPEN, BUYER, D(6));
    DID(&p, WITHDRAW, BUYER, D(6));
    IS(play_outcome(&p), "no_refund 0 via withdrawn fault none payer none counts dispute_rate");
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, WITHDRAW, BUYER, D(2));
    DID(&p, REOPEN, BUYER, D(2));
    DID(&p, ACCEPT, SELLER, D(2));
    IS(play_outcome(&p), "refund 5000 via consensus fault seller payer seller counts dispute_rate arbitration_rate");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(N9_withdraw_closes_negotiation_guarantee_and_review_without_a_transfer),
        cmocka_unit_test(N9_after_the_protection_a_withdrawal_releases_the_escrow),
        cmocka_unit_test(N10_only_a_withdrawn_case_is_reopened),
        cmocka_unit_test(N10_reopening_needs_protection_left),
        cmocka_unit_test(N10_at_most_open_reopen_times),
        cmocka_unit_test(N10_it_keeps_reason_evidence_and_request_but_takes_new_terms),
        cmocka_unit_test(N10_takeover_starts_anew_and_takeovers_and_reviews_stay_counted),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
