/* test_questions.c - clauses Q1 to Q3: what is allowed, what silence will bring, and what a party may see. */
#include "play.h"

static play p;

enum { BUYER = DISPUTE_PARTY_BUYER, SELLER, PLATFORM, CARRIER };

#define PARCEL_ONLY "submit_evidence parcel"
#define TOOLS       "extend suspend settle_elsewhere parcel"

static const struct {
    int32_t state;
    const char *buyer, *seller, *platform, *carrier;
} lists[] = {
    {DISPUTE_STATE_NEGOTIATION_SELLER, "amend withdraw submit_evidence", "propose refuse accept submit_evidence parcel",
     "take_over extend suspend settle_elsewhere parcel", PARCEL_ONLY},
    {DISPUTE_STATE_NEGOTIATION_BUYER, "amend withdraw propose submit_evidence", "propose accept submit_evidence parcel",
     "take_over extend suspend settle_elsewhere parcel", PARCEL_ONLY},
    {DISPUTE_STATE_GUARANTEE_WAITING, "withdraw submit_evidence", "", "rule extend suspend settle_elsewhere parcel",
     PARCEL_ONLY},
    {DISPUTE_STATE_PLATFORM_REVIEW, "withdraw submit_evidence", "accept submit_evidence parcel",
     "propose request_evidence rule extend suspend settle_elsewhere parcel", PARCEL_ONLY},
    {DISPUTE_STATE_RETURN_ADDRESS, "submit_evidence", "submit_evidence confirm_address waive_return parcel", TOOLS,
     PARCEL_ONLY},
    {DISPUTE_STATE_RETURN_SHIPMENT, "submit_evidence ship_return", "submit_evidence waive_return parcel", TOOLS,
     PARCEL_ONLY},
    {DISPUTE_STATE_RETURN_RECEIPT, "submit_evidence",
     "submit_evidence confirm_return object_return waive_return parcel", TOOLS, PARCEL_ONLY},
    {DISPUTE_STATE_REPLACEMENT_DISPATCH, "submit_evidence", "submit_evidence ship_replacement parcel", TOOLS,
     PARCEL_ONLY},
    {DISPUTE_STATE_REPLACEMENT_RECEIPT, "submit_evidence confirm_replacement object_replacement", PARCEL_ONLY, TOOLS,
     PARCEL_ONLY},
    {DISPUTE_STATE_RULING_MADE, "appeal", "appeal parcel", TOOLS, "parcel"},
    {DISPUTE_STATE_RULING_APPEALED, "submit_evidence", PARCEL_ONLY, "rule extend suspend settle_elsewhere parcel",
     PARCEL_ONLY},
    {DISPUTE_STATE_SETTLING_PAYING, "", "", "paid payment_failed", ""},
    {DISPUTE_STATE_CLOSED_DONE, "", "", "", ""},
    {DISPUTE_STATE_CONTACT_WAITING, "amend withdraw submit_evidence", "propose refuse accept submit_evidence parcel",
     "take_over " TOOLS, PARCEL_ONLY},
    {DISPUTE_STATE_PLATFORM_PROPOSED, "withdraw refuse accept submit_evidence", "refuse accept submit_evidence parcel",
     TOOLS, PARCEL_ONLY},
};

TEST(Q1_allowed_lists_what_would_be_accepted_in_the_order_of_the_numbers) {
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        uint8_t before[DISPUTE_SNAPSHOT_SIZE], after[DISPUTE_SNAPSHOT_SIZE];
        play_reach(&p, "", lists[i].state);
        play_row(i);
        play_snapshot(&p, before);
        IS(play_allowed(&p, BUYER, D(2)), lists[i].buyer);
        IS(play_allowed(&p, SELLER, D(2)), lists[i].seller);
        IS(play_allowed(&p, PLATFORM, D(2)), lists[i].platform);
        IS(play_allowed(&p, CARRIER, D(2)), lists[i].carrier);
        play_snapshot(&p, after);
        assert_memory_equal(before, after, sizeof before);
    }
}

TEST(Q1_of_everybody_comes_by_party_and_event) {
    play_reach(&p, "", DISPUTE_STATE_RULING_MADE);
    IS(play_allowed(&p, 0, D(2)), "appeal appeal parcel " TOOLS " parcel");
    const dispute_action *a;
    const int32_t parties[] = {BUYER, SELLER, SELLER, PLATFORM, PLATFORM, PLATFORM, PLATFORM, CARRIER};
    for (uint32_t i = 0; (a = dispute_answer_action(p.answer, i)) != NULL; i++) assert_int_equal(a->party, parties[i]);
}

TEST(Q1_offers_claims_and_withdrawn_cases) {
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_BUYER);
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1));
    IS(play_allowed(&p, BUYER, D(2)), "amend withdraw propose refuse accept submit_evidence");
    DID(&p, AMEND, BUYER, D(2), .reason = DISPUTE_REASON_DAMAGED);
    IS(play_allowed(&p, BUYER, D(2)), "amend withdraw accept submit_evidence");
    DID(&p, ACCEPT, SELLER, D(2));
    IS(play_allowed(&p, SELLER, D(2)), "file_claim");
    IS(play_allowed(&p, CARRIER, D(2)), "");
    DID(&p, FILE_CLAIM, SELLER, D(2));
    IS(play_allowed(&p, CARRIER, D(2)), "answer_claim");
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_SELLER);
    DID(&p, WITHDRAW, BUYER, D(1));
    IS(play_allowed(&p, BUYER, D(1)), "reopen");
    IS(play_allowed(&p, BUYER, D(60)), "");
}

TEST(Q1_guards_count) {
    play_reach(&p, "escalate.buyer = P3D..P5D\nnegotiation.stage = P9D\n", DISPUTE_STATE_NEGOTIATION_BUYER);
    IS(play_allowed(&p, BUYER, D(3) - 1), "amend withdraw propose submit_evidence");
    IS(play_allowed(&p, BUYER, D(3)), "amend withdraw propose escalate submit_evidence");
    IS(play_allowed(&p, BUYER, D(5)), "amend withdraw propose submit_evidence");
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    GOES(&p, play_advance(&p, D(4)));
    IS(play_allowed(&p, BUYER, D(4)), "withdraw"); /* its evidence is too late */
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000));
    IS(play_allowed(&p, SELLER, D(2)), "parcel"); /* only the buyer may appeal */
}

TEST(Q1_empty_for_everybody_while_a_deadline_is_due) {
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_SELLER);
    IS(play_allowed(&p, SELLER, D(5) - 1), "propose refuse accept submit_evidence parcel");
    for (int32_t party = 0; party <= CARRIER; party++) {
        IS(play_allowed(&p, party, D(5)), "");
        IS(play_allowed(&p, party, D(9)), "");
    }
}

TEST(Q1_open_for_the_buyer_of_an_unopened_case_that_may_be_opened) {
    play_again(&p, "");
    p.order.completed_at = D(-15);
    assert_int_equal(dispute_case_begin(p.policy, p.c, p.id, strlen(p.id), &p.order, NULL), DISPUTE_DONE);
    IS(play_allowed(&p, BUYER, T0 - 1), "open");
    IS(play_allowed(&p, 0, T0 - 1), "open");
    IS(play_allowed(&p, BUYER, T0), "");
    IS(play_allowed(&p, SELLER, T0 - 1), "");
    p.order.funds = DISPUTE_FUNDS_SETTLED;
    assert_int_equal(dispute_case_begin(p.policy, p.c, p.id, strlen(p.id), &p.order, NULL), DISPUTE_DONE);
    IS(play_allowed(&p, BUYER, T0 - 1), "");
}

/* The action of this event in the last answer. */
static dispute_action action(int32_t event) {
    const dispute_action *a;
    for (uint32_t i = 0; (a = dispute_answer_action(p.answer, i)) != NULL; i++)
        if (a->event == event) return *a;
    fail_msg("event %d is not allowed", (int)event);
    return (dispute_action){0};
}

#define BIT(kind) (1 << DISPUTE_TERMS_##kind)
#define ASKABLE   (BIT(REFUND) | BIT(RETURN_REFUND) | BIT(REPLACEMENT) | BIT(RETURN_REPLACEMENT) | BIT(COUPON))

TEST(Q1_an_action_says_until_when_and_which_terms) {
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_SELLER);
    play_allowed(&p, SELLER, D(2));
    dispute_action accept = action(DISPUTE_EVENT_ACCEPT), propose = action(DISPUTE_EVENT_PROPOSE);
    assert_int_equal(accept.deadline, DISPUTE_DEADLINE_RESPONSE);
    assert_int_equal(accept.silence, DISPUTE_SILENCE_ACCEPT_REQUEST);
    assert_true(accept.due == D(5));
    assert_int_equal(accept.kinds, 0);
    assert_int_equal(accept.amount_max, 0);
    assert_int_equal(propose.kinds, ASKABLE | BIT(NO_REFUND) | BIT(GUIDANCE));
    assert_int_equal(propose.amount_max, 5000);
    play_allowed(&p, BUYER, D(2));
    assert_int_equal(action(DISPUTE_EVENT_AMEND).kinds, ASKABLE);
    play_begun(&p, "", DISPUTE_REASON_WRONG_CHOICE, DISPUTE_TERMS_REFUND, 5000);
    play_allowed(&p, BUYER, D(2));
    assert_int_equal(action(DISPUTE_EVENT_WITHDRAW).kinds, 0);
    assert_int_equal(action(DISPUTE_EVENT_WITHDRAW).deadline, 0);     /* it is the seller's move */
    assert_int_equal(action(DISPUTE_EVENT_AMEND).kinds, BIT(REFUND)); /* may_change_kind */
    play_allowed(&p, SELLER, D(2));
    assert_int_equal(action(DISPUTE_EVENT_PROPOSE).kinds, ASKABLE | BIT(NO_REFUND) | BIT(GUIDANCE));
    DID(&p, REFUSE, SELLER, D(2));
    play_allowed(&p, BUYER, D(2));
    assert_int_equal(action(DISPUTE_EVENT_PROPOSE).kinds, BIT(REFUND));
}

TEST(Q1_an_answer_to_a_claim_goes_up_to_what_is_due) {
    play_begun(&p, "", DISPUTE_REASON_DAMAGED, DISPUTE_TERMS_REFUND, 3000);
    DID(&p, ACCEPT, SELLER, D(1));
    DID(&p, FILE_CLAIM, SELLER, D(1));
    play_allowed(&p, CARRIER, D(2));
    assert_int_equal(action(DISPUTE_EVENT_ANSWER_CLAIM).amount_max, 3000);
}

static const struct {
    int32_t state;
    const char *changes, *forecast, *transfers;
} forecasts[] = {
    {DISPUTE_STATE_NEGOTIATION_SELLER, "",
     "settling.paying at 5, waits for host: refund 5000 via seller_silence fault seller payer seller counts "
     "dispute_rate",
     "escrow>buyer 5000 refund"},
    {DISPUTE_STATE_NEGOTIATION_SELLER, "settlement.confirm = no\n",
     "closed.done at 5: refund 5000 via seller_silence fault seller payer seller counts dispute_rate",
     "escrow>buyer 5000 refund"},
    {DISPUTE_STATE_NEGOTIATION_SELLER, "negotiation.response.on_silence = withdraw\n",
     "closed.done at 5: no_refund 0 via withdrawn fault none payer none counts", ""},
    {DISPUTE_STATE_NEGOTIATION_BUYER, "", "platform.review at 14, waits for platform", ""},
    {DISPUTE_STATE_NEGOTIATION_BUYER, "platform.review.on_silence = close_for_seller\n",
     "settling.paying at 14, waits for host: no_refund 0 via buyer_silence fault none payer none counts dispute_rate "
     "arbitration_rate",
     "escrow>seller 5000 release"},
    {DISPUTE_STATE_GUARANTEE_WAITING, "",
     "settling.paying at 3, waits for host: refund 5000 via guarantee fault seller payer platform counts dispute_rate",
     "platform>buyer 5000 compensation, escrow>seller 5000 release"},
    {DISPUTE_STATE_GUARANTEE_WAITING, "guarantee.review.on_silence = wait\n",
     "guarantee.waiting at 3, waits for platform", ""},
    {DISPUTE_STATE_PLATFORM_REVIEW, "", "platform.review at 8, waits for platform", ""},
    {DISPUTE_STATE_PLATFORM_REVIEW, "platform.evidence = none\nplatform.review = none\n",
     "platform.review at 1, waits for platform", ""},
    {DISPUTE_STATE_RETURN_ADDRESS, "",
     "settling.paying at 16, waits for host: no_refund 0 via buyer_silence fault none payer none counts dispute_rate",
     "escrow>seller 5000 release"},
    {DISPUTE_STATE_RETURN_SHIPMENT, "",
     "settling.paying at 11, waits for host: no_refund 0 via buyer_silence fault none payer none counts dispute_rate",
     "escrow>seller 5000 release"},
    {DISPUTE_STATE_RETURN_RECEIPT, "",
     "settling.paying at 31, waits for host: return_refund 5000 via seller_silence fault seller payer seller counts "
     "dispute_rate",
     "escrow>buyer 5000 refund"},
    {DISPUTE_STATE_REPLACEMENT_DISPATCH, "",
     "settling.paying at 6, waits for host: refund 5000 via seller_silence fault seller payer seller counts "
     "dispute_rate",
     "escrow>buyer 5000 refund"},
    {DISPUTE_STATE_REPLACEMENT_RECEIPT, "",
     "settling.paying at 31, waits for host: replacement 0 via buyer_silence fault seller payer none counts "
     "dispute_rate",
     "escrow>seller 5000 release"},
    {DISPUTE_STATE_RULING_MADE, "",
     "settling.paying at 8, waits for host: refund 2000 via ruling fault none payer seller counts dispute_rate "
     "arbitration_rate",
     "escrow>buyer 2000 refund, escrow>seller 3000 release"},
    {DISPUTE_STATE_RULING_APPEALED, "", "ruling.appealed at 8, waits for platform", ""},
    {DISPUTE_STATE_CLOSED_DONE, "",
     "closed.done at 1: refund 5000 via consensus fault seller payer seller counts dispute_rate", ""},
};

TEST(Q2_forecast_says_where_silence_leads_when_and_what_moves) {
    uint8_t before[DISPUTE_SNAPSHOT_SIZE], after[DISPUTE_SNAPSHOT_SIZE];
    for (size_t i = 0; i < COUNT_OF(forecasts); i++) {
        play_reach(&p, forecasts[i].changes, forecasts[i].state);
        play_row(i);
        play_snapshot(&p, before);
        IS(play_forecast(&p), forecasts[i].forecast);
        IS(play_transfers(&p), forecasts[i].transfers);
        play_snapshot(&p, after);
        assert_memory_equal(before, after, sizeof before);
        GOES(&p, play_advance(&p, FOREVER)); /* and so it comes */
        IS(play_transfers(&p), forecasts[i].transfers);
        assert_int_equal(strncmp(forecasts[i].forecast, play_where(&p), strlen(play_where(&p))), 0);
    }
}

TEST(Q2_where_no_deadline_fires_it_is_the_cases_clock) {
    play_reach(&p, "", DISPUTE_STATE_SETTLING_PAYING);
    IS(play_forecast(&p), "settling.paying at 1, waits for host: refund 5000 via consensus fault seller payer seller "
                          "counts dispute_rate");
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    GOES(&p, play_advance(&p, D(30)));
    IS(play_forecast(&p), "platform.review at 8, waits for platform");
}

TEST(Q2_the_last_deadline_may_be_the_claims) {
    play_begun(&p, "claim.file = P5D\n", DISPUTE_REASON_DAMAGED, DISPUTE_TERMS_REFUND, 5000);
    IS(play_forecast(&p), "settling.paying at 10, waits for host: refund 5000 via seller_silence fault carrier payer "
                          "seller counts dispute_rate");
}

TEST(Q3_in_guarantee_waiting_the_seller_sees_the_state_alone) {
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    dispute_view v = play_view(&p, SELLER);
    assert_int_equal(v.viewer, SELLER);
    assert_int_equal(v.state, DISPUTE_STATE_GUARANTEE_WAITING);
    assert_int_equal(v.request.kind, 0);
    assert_int_equal(v.request.amount, 0);
    assert_int_equal(v.offer.kind, 0);
    for (int i = 0; i < DISPUTE_DEADLINES; i++) assert_int_equal(v.due[i], 0);
    assert_true(v.next_due == dispute_never());
    for (int32_t party = BUYER; party <= CARRIER; party++) {
        if (party == SELLER) continue;
        v = play_view(&p, party);
        assert_int_equal(v.request.kind, DISPUTE_TERMS_REFUND);
        assert_true(v.due[DISPUTE_DEADLINE_REVIEW] == D(3));
    }
}

static const int32_t moves[PLAY_STATES] = {1 << SELLER,
                                           1 << BUYER,
                                           1 << PLATFORM,
                                           1 << PLATFORM,
                                           1 << SELLER,
                                           1 << BUYER,
                                           1 << SELLER,
                                           1 << SELLER,
                                           1 << BUYER,
                                           1 << BUYER | 1 << SELLER,
                                           1 << PLATFORM,
                                           1 << PLATFORM,
                                           0,
                                           1 << SELLER,
                                           1 << BUYER | 1 << SELLER};

TEST(Q3_moves_is_whose_move_it_is) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "", play_states[i]);
        play_row(i);
        for (int32_t party = BUYER; party <= CARRIER; party++) assert_int_equal(play_view(&p, party).moves, moves[i]);
    }
}

TEST(Q3_a_party_sees_the_others_evidence_as_its_state) {
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, SUBMIT_EVIDENCE, SELLER, D(2), .reference = "video", .digest = {1});
    dispute_view v = play_view(&p, BUYER);
    assert_int_equal(v.evidence[SELLER], DISPUTE_EVIDENCE_GIVEN);
    assert_int_equal(v.evidence[BUYER], DISPUTE_EVIDENCE_REQUESTED);
}

static void money_is(int64_t escrow, int64_t to_buyer, int64_t to_seller) {
    dispute_view v = play_view(&p, BUYER);
    assert_int_equal(v.escrow, escrow);
    assert_int_equal(v.to_buyer, to_buyer);
    assert_int_equal(v.to_seller, to_seller);
}

TEST(Q3_escrow_to_buyer_and_to_seller_follow_the_money) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000);
    money_is(5000, 0, 0);
    DID(&p, ACCEPT, SELLER, D(1));
    play_pay_all(&p, D(2));
    money_is(0, 2000, 3000);
    play_reach(&p, "appeal.money = execute\n", DISPUTE_STATE_RULING_APPEALED);
    DID(&p, RULE, PLATFORM, D(2), .terms = TERMS(NO_REFUND));
    money_is(0, 0, 5000);
}

TEST(Q3_the_offer_is_what_stands_or_was_agreed_and_says_whose_it_was) {
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_BUYER);
    assert_int_equal(play_view(&p, BUYER).offer_by, 0);
    DID(&p, PROPOSE, SELLER, D(1), .terms = RETURN_REFUND(3000));
    IS(play_terms(&p), "refund 5000, return_refund 3000");
    assert_int_equal(play_view(&p, BUYER).offer_by, SELLER);
    DID(&p, ACCEPT, BUYER, D(1));
    IS(play_terms(&p), "refund 5000, return_refund 3000");
    assert_int_equal(play_view(&p, BUYER).offer_by, SELLER);
}

TEST(Q3_a_view_shows_what_the_case_is_about) {
    play_reach(&p, "", DISPUTE_STATE_RULING_MADE);
    dispute_view v = play_view(&p, SELLER);
    IS(v.id, "C-1");
    IS(v.currency, "USD");
    assert_int_equal(v.reason, DISPUTE_REASON_QUALITY);
    assert_int_equal(v.goods, DISPUTE_GOODS_DELIVERED);
    assert_int_equal(v.funds, DISPUTE_FUNDS_ESCROW);
    assert_int_equal(v.claim, 0);
    assert_int_equal(v.amount, 5000);
    assert_int_equal(v.sequence, 3);
    assert_int_equal(v.offer_by, PLATFORM);
    assert_true(v.opened_at == T0 && v.changed_at == D(1) && v.next_due == D(8));
    IS(play_terms(&p), "refund 5000, refund 2000");
}

/* Law 5: nothing well-formed lies behind the last instant, so nothing can be put off until later. */
TEST(Q1_nothing_is_extended_or_suspended_beyond_the_last_instant) {
    play_again(&p, "negotiation.response = none\nnegotiation.stage = PT1H\nguarantee.after = none\nopen.until = none\n"
                   "platform.review = P5D\n");
    p.order.protected_until = 0;
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000), FOREVER - 7200000));
    GOES(&p, play_advance(&p, FOREVER - 3600000));
    IS(play_where(&p), "platform.review"); /* evidence and review are due at the last instant */
    IS(play_allowed(&p, DISPUTE_PARTY_PLATFORM, FOREVER - 1),
       "propose request_evidence rule suspend settle_elsewhere parcel");
    GOES(&p, play_advance(&p, FOREVER));
    IS(play_allowed(&p, DISPUTE_PARTY_PLATFORM, FOREVER), "propose request_evidence rule settle_elsewhere parcel");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(Q1_nothing_is_extended_or_suspended_beyond_the_last_instant),
        cmocka_unit_test(Q1_allowed_lists_what_would_be_accepted_in_the_order_of_the_numbers),
        cmocka_unit_test(Q1_of_everybody_comes_by_party_and_event),
        cmocka_unit_test(Q1_offers_claims_and_withdrawn_cases),
        cmocka_unit_test(Q1_guards_count),
        cmocka_unit_test(Q1_empty_for_everybody_while_a_deadline_is_due),
        cmocka_unit_test(Q1_open_for_the_buyer_of_an_unopened_case_that_may_be_opened),
        cmocka_unit_test(Q1_an_action_says_until_when_and_which_terms),
        cmocka_unit_test(Q1_an_answer_to_a_claim_goes_up_to_what_is_due),
        cmocka_unit_test(Q2_forecast_says_where_silence_leads_when_and_what_moves),
        cmocka_unit_test(Q2_where_no_deadline_fires_it_is_the_cases_clock),
        cmocka_unit_test(Q2_the_last_deadline_may_be_the_claims),
        cmocka_unit_test(Q3_in_guarantee_waiting_the_seller_sees_the_state_alone),
        cmocka_unit_test(Q3_moves_is_whose_move_it_is),
        cmocka_unit_test(Q3_a_party_sees_the_others_evidence_as_its_state),
        cmocka_unit_test(Q3_escrow_to_buyer_and_to_seller_follow_the_money),
        cmocka_unit_test(Q3_the_offer_is_what_stands_or_was_agreed_and_says_whose_it_was),
        cmocka_unit_test(Q3_a_view_shows_what_the_case_is_about),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
