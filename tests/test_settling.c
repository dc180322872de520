/* test_settling.c - clauses S1 to S5: payments that are waited for, and what the outcome says. */
#include "play.h"

static play p;

static void begin(const char *changes, int32_t funds, int32_t reason, dispute_terms asked) {
    play_again(&p, changes);
    p.order.funds = funds;
    GOES(&p, play_ask(&p, reason, asked, T0));
}

/* The same, settled by the seller's acceptance on day 1. */
static void settle(const char *changes, int32_t funds, dispute_terms asked) {
    begin(changes, funds, DISPUTE_REASON_QUALITY, asked);
    DID(&p, ACCEPT, SELLER, D(1));
}

TEST(S1_settling_paying_waits_for_every_transfer) {
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(2000));
    IS(play_where(&p), "settling.paying");
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).unpaid, 5000);
    IS(play_deadlines(&p), "");
    DID(&p, PAID, PLATFORM, D(2), .reference = "C-1:2:1"); /* in any order */
    IS(play_where(&p), "settling.paying");
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).unpaid, 2000);
    DID(&p, PAID, PLATFORM, D(3), .reference = "C-1:2:0");
    IS(play_where(&p), "closed.done");
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).escrow, 0);
}

TEST(S1_it_waits_for_a_release_alone_and_for_a_recoup_and_for_the_platforms_compensation) {
    begin("", DISPUTE_FUNDS_ESCROW, DISPUTE_REASON_QUALITY, (dispute_terms)COUPON(800));
    DID(&p, ACCEPT, SELLER, D(1));
    IS(play_where(&p), "settling.paying");
    settle("", DISPUTE_FUNDS_RELEASED, (dispute_terms)REFUND(2000));
    IS(play_transfers(&p), "seller>buyer 2000 recoup");
    IS(play_where(&p), "settling.paying");
    begin("appeal.rounds = 0\n", DISPUTE_FUNDS_RELEASED, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000), .payer = DISPUTE_ACCOUNT_PLATFORM);
    IS(play_transfers(&p), "platform>buyer 2000 compensation");
    IS(play_where(&p), "settling.paying");
}

TEST(S1_a_coupon_is_never_waited_for_and_counts_as_paid) {
    settle("", DISPUTE_FUNDS_RELEASED, (dispute_terms)COUPON(800));
    IS(play_where(&p), "closed.done");
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)COUPON(800));
    REFUSED(&p, ALREADY_DONE, PAID, PLATFORM, D(1), .reference = "C-1:2:1"); /* the coupon, after the release */
}

TEST(S1_a_recovery_is_never_waited_for_and_counts_as_paid) {
    begin("settlement.confirm = no\n", DISPUTE_FUNDS_ESCROW, DISPUTE_REASON_DAMAGED, (dispute_terms)REFUND(5000));
    DID(&p, ACCEPT, SELLER, D(1));
    DID(&p, FILE_CLAIM, SELLER, D(2));
    DID(&p, ANSWER_CLAIM, CARRIER, D(3), .amount = 5000);
    IS(play_transfers(&p), "carrier>seller 5000 recovery");
    IS(play_where(&p), "closed.done");
    REFUSED(&p, ALREADY_DONE, PAID, PLATFORM, D(4), .reference = "C-1:4:0");
}

TEST(S1_paid_is_not_now_in_an_open_case_without_transfers) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        if (play_states[i] >= DISPUTE_STATE_SETTLING_PAYING) continue;
        play_reach(&p, "", play_states[i]);
        play_row(i);
        REFUSED(&p, NOT_NOW, PAID, PLATFORM, D(1), .reference = "C-1:1:0");
        REFUSED(&p, NOT_NOW, PAYMENT_FAILED, PLATFORM, D(1), .reference = "C-1:1:0");
    }
}

TEST(S1_unknown_effects_are_wrong_terms_and_paid_ones_already_done_also_after_closing) {
    const char *const unknown[] = {"C-1:2:7", "C-1:9:0", "C-2:2:0", "C-1:2", "nonsense"};
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(2000));
    for (int closed = 0; closed < 2; closed++) {
        for (size_t i = 0; i < COUNT_OF(unknown); i++) {
            dispute_event e = {.size = sizeof e};
            memcpy(e.reference, unknown[i], strlen(unknown[i]) + 1);
            play_row(i);
            GIVES(&p, play_do(&p, DISPUTE_EVENT_PAID, DISPUTE_PARTY_PLATFORM, D(2), &e), DISPUTE_REFUSED_WRONG_TERMS);
        }
        if (closed) break;
        DID(&p, PAID, PLATFORM, D(2), .reference = "C-1:2:0");
        REFUSED(&p, ALREADY_DONE, PAID, PLATFORM, D(2), .reference = "C-1:2:0");
        DID(&p, PAID, PLATFORM, D(2), .reference = "C-1:2:1");
    }
    REFUSED(&p, ALREADY_DONE, PAID, PLATFORM, D(3), .reference = "C-1:2:0");
    REFUSED(&p, ALREADY_DONE, PAYMENT_FAILED, PLATFORM, D(3), .reference = "C-1:2:1");
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_SELLER);
    DID(&p, WITHDRAW, BUYER, D(1));
    REFUSED(&p, WRONG_TERMS, PAID, PLATFORM, D(1), .reference = "C-1:2:0");
}

TEST(S1_payment_failed_sends_the_same_transfer_again_under_its_id_without_limit) {
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(2000));
    for (int i = 0; i < 100; i++) {
        DID(&p, PAYMENT_FAILED, PLATFORM, D(2) + i, .reference = "C-1:2:1");
        IS(play_transfers(&p), "escrow>seller 3000 release");
        const dispute_effect *again = dispute_answer_effect(p.answer, 0);
        IS(again->id, "C-1:2:1");
        assert_true(again->sequence == 2 && again->index == 1);
        IS(play_where(&p), "settling.paying");
    }
    DID(&p, PAID, PLATFORM, D(3), .reference = "C-1:2:1");
    DID(&p, PAID, PLATFORM, D(3), .reference = "C-1:2:0");
    IS(play_where(&p), "closed.done");
}

TEST(S1_where_nothing_is_confirmed_the_deciding_transition_closes) {
    settle("settlement.confirm = no\n", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(2000));
    IS(play_path(&p), "accept closed.done 1");
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
}

/* via: how a case about a return or a replacement is brought to its end */
enum { CONSENSUS, RULING, SILENCE, HOWS };
static const char *const via_word[] = {"via consensus", "via ruling", "via seller_silence"};

/* These terms decided by agreement, by a ruling or by the seller's silence; on day 5 at the latest. */
static void decide(int how, dispute_terms terms) {
    begin("appeal.rounds = 0\n", DISPUTE_FUNDS_ESCROW, DISPUTE_REASON_QUALITY, terms);
    if (how == CONSENSUS) DID(&p, ACCEPT, SELLER, D(1));
    if (how == RULING) DID(&p, TAKE_OVER, PLATFORM, D(1));
    if (how == RULING) DID(&p, RULE, PLATFORM, D(1), .terms = terms, .fault = DISPUTE_FAULT_SELLER);
    if (how == SILENCE) GOES(&p, play_advance(&p, D(5)));
}

static void ship_back(void) {
    if (play_state(&p) == DISPUTE_STATE_RETURN_ADDRESS) DID(&p, CONFIRM_ADDRESS, SELLER, D(5));
    DID(&p, SHIP_RETURN, BUYER, D(5), .reference = "RR1");
}

#define VIA(word) assert_non_null(strstr(play_outcome(&p), word))

TEST(S2_confirming_waiving_and_receiving_keep_the_earlier_via) {
    for (int how = 0; how < HOWS; how++) {
        decide(how, (dispute_terms)REFUND(2000));
        VIA(via_word[how]);
        decide(how, (dispute_terms)RETURN_REFUND(2000));
        DID(&p, WAIVE_RETURN, SELLER, D(5));
        VIA(via_word[how]);
        decide(how, (dispute_terms)RETURN_REFUND(2000));
        ship_back();
        DID(&p, CONFIRM_RETURN, SELLER, D(6));
        VIA(via_word[how]);
        decide(how, (dispute_terms)TERMS(REPLACEMENT));
        DID(&p, SHIP_REPLACEMENT, SELLER, D(5), .reference = "RR2");
        DID(&p, CONFIRM_REPLACEMENT, BUYER, D(6));
        VIA(via_word[how]);
    }
}

TEST(S2_a_deadline_that_moves_the_money_names_whose_move_it_was) {
    for (int how = 0; how < HOWS; how++) {
        decide(how, (dispute_terms)RETURN_REFUND(2000)); /* never shipped */
        GOES(&p, play_advance(&p, D(30)));
        VIA("no_refund 0 via buyer_silence");
        decide(how, (dispute_terms)RETURN_REFUND(2000)); /* receipt */
        ship_back();
        GOES(&p, play_advance(&p, D(35)));
        VIA("return_refund 2000 via seller_silence");
        decide(how, (dispute_terms)TERMS(REPLACEMENT)); /* never sent */
        GOES(&p, play_advance(&p, D(30)));
        VIA("refund 5000 via seller_silence");
        decide(how, (dispute_terms)TERMS(REPLACEMENT)); /* receipt */
        DID(&p, SHIP_REPLACEMENT, SELLER, D(5), .reference = "RR2");
        GOES(&p, play_advance(&p, D(35)));
        VIA("replacement 0 via buyer_silence");
    }
}

TEST(S2_guarantee_appeal_and_withdrawal_have_words_of_their_own) {
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    GOES(&p, play_advance(&p, D(3)));
    VIA("via guarantee");
    play_reach(&p, "", DISPUTE_STATE_RULING_MADE);
    GOES(&p, play_advance(&p, D(8)));
    VIA("via ruling");
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_BUYER);
    DID(&p, WITHDRAW, BUYER, D(2));
    VIA("via withdrawn");
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, ACCEPT, SELLER, D(2));
    VIA("via consensus");
}

TEST(S2_where_the_platform_was_silent_the_loser_was) {
    const int32_t states[] = {DISPUTE_STATE_PLATFORM_REVIEW, DISPUTE_STATE_RULING_APPEALED};
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        play_reach(&p, "platform.review.on_silence = close_for_buyer\n", states[i]);
        GOES(&p, play_advance(&p, D(8)));
        VIA("refund 5000 via seller_silence");
        play_reach(&p, "platform.review.on_silence = close_for_seller\n", states[i]);
        GOES(&p, play_advance(&p, D(8)));
        VIA("no_refund 0 via buyer_silence");
    }
}

static const struct {
    dispute_terms terms;
    const char *outcome;
} kinds[] = {
    {REFUND(2000), "refund 2000 via consensus fault seller payer seller counts dispute_rate"},
    {TERMS(NO_REFUND), "no_refund 0 via consensus fault none payer none counts dispute_rate"},
    {COUPON(800), "coupon 800 via consensus fault seller payer none counts dispute_rate"},
    {TERMS(GUIDANCE), "guidance 0 via consensus fault none payer none counts dispute_rate"},
};

TEST(S3_kind_and_payer_of_an_agreement_that_only_moves_money) {
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        begin("", DISPUTE_FUNDS_ESCROW, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
        play_row(i);
        DID(&p, PROPOSE, SELLER, D(1), .terms = kinds[i].terms);
        DID(&p, ACCEPT, BUYER, D(1));
        IS(play_outcome(&p), kinds[i].outcome);
    }
}

TEST(S3_kind_of_returns_and_replacements) {
    decide(CONSENSUS, (dispute_terms){.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 2000, .coupon = 800});
    DID(&p, WAIVE_RETURN, SELLER, D(2));
    IS(play_outcome(&p), "refund 2000 via consensus fault seller payer seller counts dispute_rate");
    const dispute_outcome *decided = dispute_answer_outcome(p.answer); /* the same as in the view */
    assert_non_null(decided);
    assert_int_equal(decided->coupon, 800);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).outcome.coupon, 800);
    decide(CONSENSUS, (dispute_terms)RETURN_REFUND(2000));
    ship_back();
    DID(&p, CONFIRM_RETURN, SELLER, D(6));
    IS(play_outcome(&p), "return_refund 2000 via consensus fault seller payer seller counts dispute_rate");
    for (int back = 0; back < 2; back++) {
        int32_t kind = back ? DISPUTE_TERMS_RETURN_REPLACEMENT : DISPUTE_TERMS_REPLACEMENT;
        decide(CONSENSUS, (dispute_terms){.kind = kind, .amount = 700});
        if (back) ship_back();
        if (back) DID(&p, CONFIRM_RETURN, SELLER, D(5));
        DID(&p, SHIP_REPLACEMENT, SELLER, D(5), .reference = "RR2");
        DID(&p, CONFIRM_REPLACEMENT, BUYER, D(5));
        IS(play_outcome(&p), back ? "return_replacement 0 via consensus fault seller payer none counts dispute_rate"
                                  : "replacement 0 via consensus fault seller payer none counts dispute_rate");
    }
    decide(CONSENSUS, (dispute_terms){.kind = DISPUTE_TERMS_REPLACEMENT, .amount = 700});
    GOES(&p, play_advance(&p, D(6)));
    IS(play_outcome(&p), "refund 700 via seller_silence fault seller payer seller counts dispute_rate");
}

#define ENABLED                                                                          \
    "reason.unauthorised.enabled = yes\nreason.duplicate_charge.enabled = yes\n"         \
    "reason.incorrect_amount.enabled = yes\nreason.credit_not_processed.enabled = yes\n" \
    "reason.subscription_cancelled.enabled = yes\n"

static int32_t liable_by_default(int32_t reason) {
    switch (reason) {
    case DISPUTE_REASON_DAMAGED:
    case DISPUTE_REASON_LOST: return DISPUTE_FAULT_CARRIER;
    case DISPUTE_REASON_CUSTOMS_HOLD:
    case DISPUTE_REASON_WRONG_CHOICE:
    case DISPUTE_REASON_CHANGED_MIND:
    case DISPUTE_REASON_USAGE_DIFFICULTY: return DISPUTE_FAULT_BUYER;
    default: return reason / 20 + 1 == DISPUTE_CLASS_NOT_AS_DESCRIBED ? DISPUTE_FAULT_SELLER : DISPUTE_FAULT_NONE;
    }
}

TEST(S4_without_a_ruling_the_reasons_liable_is_at_fault_where_the_buyer_got_something) {
    int32_t reason;
    for (uint32_t i = 0; (reason = dispute_word_at(DISPUTE_GROUP_REASON, i)) != 0; i++) {
        begin(ENABLED, DISPUTE_FUNDS_ESCROW, reason, (dispute_terms)REFUND(2000));
        play_row((size_t)reason);
        DID(&p, ACCEPT, SELLER, D(1));
        assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).outcome.fault, liable_by_default(reason));
        begin(ENABLED, DISPUTE_FUNDS_ESCROW, reason, (dispute_terms)REFUND(2000));
        DID(&p, PROPOSE, SELLER, D(1), .terms = TERMS(NO_REFUND));
        DID(&p, ACCEPT, BUYER, D(1));
        assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).outcome.fault, DISPUTE_FAULT_NONE);
    }
}

TEST(S4_liable_is_a_key_and_goes_by_the_reason_at_the_end) {
    begin("reason.quality.liable = platform\n", DISPUTE_FUNDS_ESCROW, DISPUTE_REASON_DAMAGED, (dispute_terms)REFUND(9));
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_QUALITY);
    DID(&p, ACCEPT, SELLER, D(1));
    VIA("fault platform");
}

TEST(S4_fault_is_the_rulings_also_where_a_silence_ends_it_and_where_the_buyer_gets_nothing) {
    play_reach(&p, "appeal.rounds = 0\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = TERMS(NO_REFUND), .fault = DISPUTE_FAULT_BUYER);
    VIA("no_refund 0 via ruling fault buyer payer none");
    play_reach(&p, "appeal.rounds = 0\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = RETURN_REFUND(2000), .fault = DISPUTE_FAULT_PLATFORM);
    ship_back();
    GOES(&p, play_advance(&p, D(35)));
    VIA("return_refund 2000 via seller_silence fault platform");
    play_reach(&p, "appeal.rounds = 0\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000));
    VIA("fault none");
}

TEST(S4_fault_is_the_rulings_also_where_the_silence_after_it_withdraws) {
    play_reach(&p, "appeal.rounds = 0\nreturn.ship.on_silence = withdraw\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = RETURN_REFUND(2000), .fault = DISPUTE_FAULT_PLATFORM);
    DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
    GOES(&p, play_advance(&p, D(11)));
    VIA("no_refund 0 via withdrawn fault platform payer none");
}

TEST(S5_what_a_case_counts_for) {
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_SELLER);
    DID(&p, WITHDRAW, BUYER, D(1));
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).outcome.counts, 0);
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW); /* no takeover: the guarantee was not entered */
    DID(&p, WITHDRAW, BUYER, D(1));
    VIA("via withdrawn fault none payer none counts arbitration_rate");
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    DID(&p, WITHDRAW, BUYER, D(1));
    IS(play_outcome(&p), "no_refund 0 via withdrawn fault none payer none counts dispute_rate");
    decide(CONSENSUS, (dispute_terms)REFUND(2000));
    VIA("counts dispute_rate");
    decide(RULING, (dispute_terms)REFUND(2000));
    VIA("fault seller payer seller counts dispute_rate arbitration_rate seller_fault_rate");
    decide(RULING, (dispute_terms)TERMS(REPLACEMENT)); /* ruled the seller's fault, but it did not end by the ruling */
    GOES(&p, play_advance(&p, D(30)));
    IS(play_outcome(&p),
       "refund 5000 via seller_silence fault seller payer seller counts dispute_rate arbitration_rate");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(S1_settling_paying_waits_for_every_transfer),
        cmocka_unit_test(S1_it_waits_for_a_release_alone_and_for_a_recoup_and_for_the_platforms_compensation),
        cmocka_unit_test(S1_a_coupon_is_never_waited_for_and_counts_as_paid),
        cmocka_unit_test(S1_a_recovery_is_never_waited_for_and_counts_as_paid),
        cmocka_unit_test(S1_paid_is_not_now_in_an_open_case_without_transfers),
        cmocka_unit_test(S1_unknown_effects_are_wrong_terms_and_paid_ones_already_done_also_after_closing),
        cmocka_unit_test(S1_payment_failed_sends_the_same_transfer_again_under_its_id_without_limit),
        cmocka_unit_test(S1_where_nothing_is_confirmed_the_deciding_transition_closes),
        cmocka_unit_test(S2_confirming_waiving_and_receiving_keep_the_earlier_via),
        cmocka_unit_test(S2_a_deadline_that_moves_the_money_names_whose_move_it_was),
        cmocka_unit_test(S2_guarantee_appeal_and_withdrawal_have_words_of_their_own),
        cmocka_unit_test(S2_where_the_platform_was_silent_the_loser_was),
        cmocka_unit_test(S3_kind_and_payer_of_an_agreement_that_only_moves_money),
        cmocka_unit_test(S3_kind_of_returns_and_replacements),
        cmocka_unit_test(S4_without_a_ruling_the_reasons_liable_is_at_fault_where_the_buyer_got_something),
        cmocka_unit_test(S4_liable_is_a_key_and_goes_by_the_reason_at_the_end),
        cmocka_unit_test(S4_fault_is_the_rulings_also_where_a_silence_ends_it_and_where_the_buyer_gets_nothing),
        cmocka_unit_test(S4_fault_is_the_rulings_also_where_the_silence_after_it_withdraws),
        cmocka_unit_test(S5_what_a_case_counts_for),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
