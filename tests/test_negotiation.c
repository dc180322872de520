/* test_negotiation.c - clauses N1 to N5: who may say what while the parties talk, and until when. */
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

TEST(N1_one_request_and_one_offer_stand_and_their_owner_replaces_them) {
    begin("");
    IS(play_terms(&p), "refund 5000, -");
    DID(&p, AMEND, BUYER, D(1), .terms = REFUND(4000));
    IS(play_terms(&p), "refund 4000, -");
    DID(&p, PROPOSE, SELLER, D(2), .terms = REFUND(1000));
    IS(play_terms(&p), "refund 4000, refund 1000");
    DID(&p, PROPOSE, SELLER, D(3), .terms = COUPON(800));
    IS(play_terms(&p), "refund 4000, coupon + coupon 800");
    IS(play_where(&p), "negotiation.buyer");
}

TEST(N1_a_refusal_strikes_the_offer) {
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    DID(&p, REFUSE, BUYER, D(2));
    IS(play_terms(&p), "refund 5000, -");
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(2));
}

TEST(N1_new_terms_of_the_buyer_strike_the_offer) {
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    DID(&p, AMEND, BUYER, D(2), .terms = REFUND(4000));
    IS(play_terms(&p), "refund 4000, -");
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(2));
    DID(&p, PROPOSE, SELLER, D(3), .terms = REFUND(2000));
    DID(&p, PROPOSE, BUYER, D(4), .terms = REFUND(3000));
    IS(play_terms(&p), "refund 3000, -");
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(4));
}

TEST(N1_propose_is_each_sides_answer_to_the_other) {
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    IS(play_where(&p), "negotiation.buyer");
    DID(&p, PROPOSE, BUYER, D(2), .terms = REFUND(4000));
    IS(play_where(&p), "negotiation.seller");
}

TEST(N1_amend_takes_reason_or_terms_or_both_but_one_at_least) {
    begin("");
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_DAMAGED);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).reason, DISPUTE_REASON_DAMAGED);
    IS(play_terms(&p), "refund 5000, -");
    DID(&p, AMEND, BUYER, D(1), .terms = REFUND(3000));
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_COUNTERFEIT, .terms = REFUND(2000));
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).reason, DISPUTE_REASON_COUNTERFEIT);
    IS(play_terms(&p), "refund 2000, -");
    assert_int_not_equal(DO(&p, AMEND, BUYER, D(2)), DISPUTE_DONE);
    assert_int_equal(dispute_case_sequence(p.c), 4);
}

TEST(N1_amend_is_the_buyers_in_the_negotiation_only) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "", play_states[i]);
        play_row(i);
        int contact = play_states[i] == DISPUTE_STATE_CONTACT_WAITING; /* where it stays: T4 */
        GIVES(&p, DO(&p, AMEND, BUYER, D(2), .terms = REFUND(4000)),
              contact || play_negotiates(play_states[i]) ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
        if (play_negotiates(play_states[i])) IS(play_where(&p), "negotiation.seller");
    }
}

TEST(N1a_an_amend_of_the_reason_alone_leaves_the_offer_standing) {
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    DID(&p, AMEND, BUYER, D(2), .reason = DISPUTE_REASON_DAMAGED);
    IS(play_where(&p), "negotiation.seller");
    IS(play_terms(&p), "refund 5000, refund 1000");
    DID(&p, ACCEPT, BUYER, D(3));
    IS(play_transfers(&p), "escrow>buyer 1000 refund, escrow>seller 4000 release");
}

TEST(N1a_in_negotiation_buyer_the_seller_may_propose_anew_but_not_refuse) {
    begin("");
    DID(&p, REFUSE, SELLER, D(1));
    REFUSED(&p, NOT_NOW, REFUSE, SELLER, D(2));
    DID(&p, PROPOSE, SELLER, D(2), .terms = REFUND(1000));
    REFUSED(&p, NOT_NOW, REFUSE, SELLER, D(3));
    IS(play_terms(&p), "refund 5000, refund 1000");
}

TEST(N1a_the_buyers_propose_and_refuse_belong_to_negotiation_buyer_alone) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "", play_states[i]);
        play_row(i);
        int buyer = play_states[i] == DISPUTE_STATE_NEGOTIATION_BUYER;
        int plan = play_states[i] == DISPUTE_STATE_PLATFORM_PROPOSED; /* a plan is refused, too: P4 */
        GIVES(&p, DO(&p, PROPOSE, BUYER, D(1), .terms = REFUND(4000)), buyer ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
        if (buyer) DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1));
        GIVES(&p, DO(&p, REFUSE, BUYER, D(1)), buyer || plan ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
    }
}

TEST(N2_either_party_accepts_what_the_other_has_standing) {
    begin("");
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(1));
    DID(&p, ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
    begin("");
    DID(&p, REFUSE, SELLER, D(1));
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(1));
    DID(&p, ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    DID(&p, ACCEPT, BUYER, D(1));
    IS(play_transfers(&p), "escrow>buyer 1000 refund, escrow>seller 4000 release");
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    DID(&p, ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
}

TEST(N2_in_platform_review_both_may_still_accept) {
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    GOES(&p, play_advance(&p, D(7)));
    IS(play_where(&p), "platform.review");
    DID(&p, ACCEPT, BUYER, D(8));
    IS(play_transfers(&p), "escrow>buyer 1000 refund, escrow>seller 4000 release");
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(2));
    DID(&p, ACCEPT, SELLER, D(2));
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
}

TEST(N2_nothing_stands_after_an_objection) {
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = RETURN_REFUND(3000));
    DID(&p, ACCEPT, BUYER, D(1));
    DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
    DID(&p, SHIP_RETURN, BUYER, D(1), .reference = "RR1");
    DID(&p, OBJECT_RETURN, SELLER, D(2));
    IS(play_where(&p), "platform.review");
    REFUSED(&p, NOT_NOW, ACCEPT, SELLER, D(2));
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(2));
}

TEST(N2_nothing_stands_after_an_objection_not_even_an_offer_that_was_passed_over) {
    for (int ruled = 0; ruled < 2; ruled++) {
        play_begun(&p, "appeal.rounds = 0\n", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_RETURN_REFUND, 5000);
        DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
        if (ruled) DID(&p, TAKE_OVER, PLATFORM, D(1));
        if (ruled)
            DID(&p, RULE, PLATFORM, D(1), .terms = RETURN_REFUND(5000));
        else
            DID(&p, ACCEPT, SELLER, D(1));
        DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
        DID(&p, SHIP_RETURN, BUYER, D(1), .reference = "RR1");
        DID(&p, OBJECT_RETURN, SELLER, D(2));
        REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(2));
        REFUSED(&p, NOT_NOW, ACCEPT, SELLER, D(2));
    }
}

TEST(N3_response_is_armed_by_open_amend_propose_and_reopen_and_by_nothing_else) {
    begin("");
    IS(play_deadlines(&p), "response 5, stage 7");
    DID(&p, PARCEL, CARRIER, D(1), .goods = DISPUTE_GOODS_DELIVERED);
    DID(&p, SUBMIT_EVIDENCE, SELLER, D(1), .reference = "a", .digest = {1});
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(1), .reference = "b", .digest = {2});
    IS(play_deadlines(&p), "response 5, stage 7");
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_DAMAGED);
    IS(play_deadlines(&p), "response 6, stage 7");
    DID(&p, AMEND, BUYER, D(2), .terms = REFUND(4000));
    IS(play_deadlines(&p), "response 7, stage 7");
    DID(&p, PROPOSE, SELLER, D(3), .terms = REFUND(1000));
    IS(play_deadlines(&p), "stage 7");
    DID(&p, PROPOSE, SELLER, D(4), .terms = REFUND(2000));
    DID(&p, PROPOSE, BUYER, D(5), .terms = REFUND(3000));
    IS(play_deadlines(&p), "response 10, stage 7");
    DID(&p, WITHDRAW, BUYER, D(6));
    IS(play_deadlines(&p), "");
    DID(&p, REOPEN, BUYER, D(8));
    IS(play_deadlines(&p), "response 13, stage 15");
}

TEST(N3_the_buyers_refusal_stays_in_negotiation_buyer_and_arms_reply_anew_where_there_is_one) {
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    DID(&p, REFUSE, BUYER, D(2));
    IS(play_where(&p), "negotiation.buyer");
    IS(play_deadlines(&p), "stage 7");
    begin("negotiation.reply = P3D\n");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    IS(play_deadlines(&p), "response 4, stage 7");
    DID(&p, REFUSE, BUYER, D(2));
    IS(play_deadlines(&p), "response 5, stage 7");
}

#define N4_POLICY                                                                                    \
    "negotiation.response = P2D\nnegotiation.reply = P3D\nreturn.address = P4D\nreturn.ship = P5D\n" \
    "return.receive = P6D\nreplacement.ship = P7D\nreplacement.receive = P8D\n"

static const struct {
    int32_t state;
    const char *deadlines;
} movers[] = {
    {DISPUTE_STATE_NEGOTIATION_SELLER, "response 2, stage 7"},
    {DISPUTE_STATE_NEGOTIATION_BUYER, "response 4, stage 7"},
    {DISPUTE_STATE_RETURN_ADDRESS, "response 5"},
    {DISPUTE_STATE_RETURN_SHIPMENT, "response 6"},
    {DISPUTE_STATE_RETURN_RECEIPT, "response 7"},
    {DISPUTE_STATE_REPLACEMENT_DISPATCH, "response 8"},
    {DISPUTE_STATE_REPLACEMENT_RECEIPT, "response 9"},
};

TEST(N4_response_is_the_deadline_of_the_party_to_move_whatever_key_it_has) {
    for (size_t i = 0; i < COUNT_OF(movers); i++) {
        play_reach(&p, N4_POLICY, movers[i].state);
        play_row(i);
        IS(play_deadlines(&p), movers[i].deadlines);
    }
}

TEST(N5_response_fires_before_stage_and_takeover_which_then_no_longer_stand) {
    begin_enrolled("negotiation.response = P7D\nguarantee.after = P7D\n");
    IS(play_deadlines(&p), "response 7, stage 7, takeover 7");
    GOES(&p, play_advance(&p, D(8)));
    IS(play_path(&p), "deadline.response settling.paying 7");
}

TEST(N5_stage_fires_before_takeover) {
    begin_enrolled("guarantee.after = P7D\n");
    DID(&p, REFUSE, SELLER, D(1));
    GOES(&p, play_advance(&p, D(7)));
    IS(play_path(&p), "deadline.stage platform.review 7");
}

TEST(N5_evidence_fires_before_review_and_both_stand) {
    play_reach(&p, "platform.evidence = P7D\n", DISPUTE_STATE_PLATFORM_REVIEW);
    IS(play_deadlines(&p), "evidence 8, review 8");
    GOES(&p, play_advance(&p, D(9)));
    IS(play_path(&p), "deadline.evidence platform.review 8, deadline.review platform.review 8");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(N1_one_request_and_one_offer_stand_and_their_owner_replaces_them),
        cmocka_unit_test(N1_a_refusal_strikes_the_offer),
        cmocka_unit_test(N1_new_terms_of_the_buyer_strike_the_offer),
        cmocka_unit_test(N1_propose_is_each_sides_answer_to_the_other),
        cmocka_unit_test(N1_amend_takes_reason_or_terms_or_both_but_one_at_least),
        cmocka_unit_test(N1_amend_is_the_buyers_in_the_negotiation_only),
        cmocka_unit_test(N1a_an_amend_of_the_reason_alone_leaves_the_offer_standing),
        cmocka_unit_test(N1a_in_negotiation_buyer_the_seller_may_propose_anew_but_not_refuse),
        cmocka_unit_test(N1a_the_buyers_propose_and_refuse_belong_to_negotiation_buyer_alone),
        cmocka_unit_test(N2_either_party_accepts_what_the_other_has_standing),
        cmocka_unit_test(N2_in_platform_review_both_may_still_accept),
        cmocka_unit_test(N2_nothing_stands_after_an_objection),
        cmocka_unit_test(N2_nothing_stands_after_an_objection_not_even_an_offer_that_was_passed_over),
        cmocka_unit_test(N3_response_is_armed_by_open_amend_propose_and_reopen_and_by_nothing_else),
        cmocka_unit_test(N3_the_buyers_refusal_stays_in_negotiation_buyer_and_arms_reply_anew_where_there_is_one),
        cmocka_unit_test(N4_response_is_the_deadline_of_the_party_to_move_whatever_key_it_has),
        cmocka_unit_test(N5_response_fires_before_stage_and_takeover_which_then_no_longer_stand),
        cmocka_unit_test(N5_stage_fires_before_takeover),
        cmocka_unit_test(N5_evidence_fires_before_review_and_both_stand),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
