/* test_contact_and_plans.c - clauses T4 and P4: the contact period before a negotiation, and the platform's plans. */
#include "play.h"

static play p;

#define CONTACT "contact.wait = P3D\n"

static void begin(const char *changes) { play_begun(&p, changes, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000); }

static void begin_enrolled(const char *changes) {
    play_again(&p, changes);
    p.order.seller_guarantee = 1;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000));
}

/* ---- T4: contact ---- */

TEST(T4_open_leads_to_contact_where_the_policy_has_it) {
    begin("");
    IS(play_path(&p), "open negotiation.seller 0");
    begin(CONTACT);
    IS(play_path(&p), "open contact.waiting 0");
    IS(play_deadlines(&p), "contact 3");
    play_lasts(&p);
    begin_enrolled(CONTACT);
    IS(play_deadlines(&p), "contact 3, takeover 2");
    play_lasts(&p);
    begin("contact.wait = 0\n");
    IS(play_path(&p), "open contact.waiting 0, deadline.contact negotiation.seller 0");
    IS(play_deadlines(&p), "response 5, stage 7");
}

TEST(T4_when_contact_passes_the_deadlines_of_the_negotiation_start) {
    begin(CONTACT);
    GOES(&p, play_advance(&p, D(3) - 1));
    IS(play_path(&p), "");
    GOES(&p, play_advance(&p, D(3)));
    IS(play_path(&p), "deadline.contact negotiation.seller 3");
    IS(play_deadlines(&p), "response 8, stage 10");
    IS(play_terms(&p), "refund 5000, -");
    play_lasts(&p);
    DID(&p, ACCEPT, SELLER, D(4));
    IS(play_outcome(&p), "refund 5000 via consensus fault seller payer seller counts dispute_rate");
    begin(CONTACT "negotiation.stage = 0\n");
    GOES(&p, play_advance(&p, D(3)));
    IS(play_path(&p), "deadline.contact negotiation.seller 3, deadline.stage platform.review 3");
}

TEST(T4_takeover_runs_through_contact_and_beyond) {
    begin_enrolled(CONTACT);
    GOES(&p, play_advance(&p, D(2)));
    IS(play_path(&p), "deadline.takeover guarantee.waiting 2");
    IS(play_deadlines(&p), "review 4");
    begin_enrolled(CONTACT "guarantee.after = P5D\n");
    GOES(&p, play_advance(&p, D(3)));
    IS(play_deadlines(&p), "response 8, stage 10, takeover 5");
    GOES(&p, play_advance(&p, D(5)));
    IS(play_path(&p), "deadline.takeover guarantee.waiting 5");
    begin_enrolled(CONTACT "guarantee.after = P3D\n"); /* a tie: N5 */
    GOES(&p, play_advance(&p, D(3)));
    IS(play_path(&p), "deadline.contact negotiation.seller 3, deadline.takeover guarantee.waiting 3");
}

TEST(T4_amend_stays_and_does_not_arm_contact_anew) {
    begin_enrolled(CONTACT "reason.quality.guarantee = no\n");
    IS(play_deadlines(&p), "contact 3");
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_DAMAGED, .terms = REFUND(2000));
    IS(play_path(&p), "amend contact.waiting 1");
    IS(play_terms(&p), "refund 2000, -");
    IS(play_deadlines(&p), "contact 3, takeover 3"); /* P1: checked again */
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).reason, DISPUTE_REASON_DAMAGED);
    play_lasts(&p);
    DID(&p, AMEND, BUYER, D(2), .reason = DISPUTE_REASON_QUALITY);
    IS(play_deadlines(&p), "contact 3");
    DID(&p, AMEND, BUYER, D(3) - 1, .terms = REFUND(1000));
    GOES(&p, play_advance(&p, D(3)));
    IS(play_path(&p), "deadline.contact negotiation.seller 3");
    IS(play_deadlines(&p), "response 8, stage 10");
}

TEST(T4_the_sellers_propose_and_refuse_start_the_stage) {
    begin(CONTACT "negotiation.reply = P2D\n");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(2000));
    IS(play_path(&p), "propose negotiation.buyer 1");
    IS(play_deadlines(&p), "response 3, stage 8");
    IS(play_terms(&p), "refund 5000, refund 2000");
    play_lasts(&p);
    DID(&p, ACCEPT, BUYER, D(2));
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
    begin_enrolled(CONTACT "guarantee.after = P6D\n");
    DID(&p, REFUSE, SELLER, D(2));
    IS(play_path(&p), "refuse negotiation.buyer 2");
    IS(play_deadlines(&p), "stage 9, takeover 6");
    DID(&p, AMEND, BUYER, D(3), .terms = REFUND(4000)); /* arms the response, never the stage */
    IS(play_deadlines(&p), "response 8, stage 9, takeover 6");
    play_lasts(&p);
}

TEST(T4_accept_and_withdraw_as_in_the_negotiation_and_nothing_else) {
    begin(CONTACT "escalate.buyer = 0..none\n");
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(1));
    REFUSED(&p, NOT_NOW, REFUSE, BUYER, D(1));
    REFUSED(&p, NOT_NOW, PROPOSE, BUYER, D(1), .terms = REFUND(1));
    REFUSED(&p, NOT_NOW, ESCALATE, BUYER, D(1));
    DID(&p, ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
    IS(play_deadlines(&p), "");
    begin(CONTACT);
    DID(&p, WITHDRAW, BUYER, D(1));
    IS(play_path(&p), "withdraw closed.done 1");
    IS(play_transfers(&p), "");
    DID(&p, REOPEN, BUYER, D(2)); /* N10: in the negotiation */
    IS(play_path(&p), "reopen negotiation.seller 2");
    IS(play_deadlines(&p), "response 7, stage 9");
    play_lasts(&p);
}

TEST(T4_take_over_leads_out_of_contact) {
    begin(CONTACT);
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    IS(play_path(&p), "take_over platform.review 1");
    IS(play_asked(&p), "buyer 4, seller 4");
    begin_enrolled(CONTACT);
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    IS(play_path(&p), "take_over guarantee.waiting 1");
    IS(play_deadlines(&p), "review 3");
}

TEST(T4_a_parcel_in_transit_holds_takeover_in_contact_and_stage_behind_it) {
    play_again(&p, CONTACT "guarantee.after = P2D\nreason.lost.guarantee = yes\n");
    p.order.seller_guarantee = 1;
    p.order.delivered_at = 0;
    p.order.promised_at = D(30);
    GOES(&p, play_open(&p, DISPUTE_REASON_LOST, DISPUTE_TERMS_REFUND, 5000));
    IS(play_deadlines(&p), "contact 3, takeover 30");
    GOES(&p, play_advance(&p, D(3)));
    IS(play_deadlines(&p), "response 8, stage 30, takeover 30");
    play_lasts(&p);
}

TEST(T4_view_forecast_and_allowed) {
    begin(CONTACT);
    for (int32_t party = DISPUTE_PARTY_BUYER; party <= DISPUTE_PARTY_PLATFORM; party++) {
        dispute_view v = play_view(&p, party);
        assert_int_equal(v.state, DISPUTE_STATE_CONTACT_WAITING);
        assert_true(v.due[DISPUTE_DEADLINE_CONTACT] == D(3) && v.next_due == D(3));
        assert_int_equal(v.request.amount, 5000);
        assert_int_equal(v.moves, 1 << DISPUTE_PARTY_SELLER);
    }
    IS(play_forecast(&p), "settling.paying at 8, waits for host: refund 5000 via seller_silence fault seller payer "
                          "seller counts dispute_rate");
    IS(play_allowed(&p, DISPUTE_PARTY_BUYER, D(1)), "amend withdraw submit_evidence");
    IS(play_allowed(&p, DISPUTE_PARTY_SELLER, D(1)), "propose refuse accept submit_evidence parcel");
    IS(play_allowed(&p, DISPUTE_PARTY_BUYER, D(3)), "");
}

/* ---- P4: plans ---- */

static void plan(const char *changes, dispute_terms terms) { /* laid down on day 1, in a review that began then */
    play_reach(&p, changes, DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, PROPOSE, PLATFORM, D(1), .terms = terms);
}
#define PLAN(...) plan("", (dispute_terms)__VA_ARGS__)

TEST(P4_propose_lays_a_plan_before_both) {
    PLAN(REFUND(3000));
    IS(play_path(&p), "propose platform.proposed 1");
    IS(play_deadlines(&p), "evidence 4, plan 6");
    IS(play_notices(&p), "buyer plan, seller plan");
    for (int32_t party = DISPUTE_PARTY_BUYER; party <= DISPUTE_PARTY_SELLER; party++) {
        dispute_view v = play_view(&p, party);
        assert_true(v.offer.kind == DISPUTE_TERMS_REFUND && v.offer.amount == 3000 && v.request.amount == 5000);
        assert_int_equal(v.offer_by, DISPUTE_PARTY_PLATFORM);
        assert_int_equal(v.moves, 1 << DISPUTE_PARTY_BUYER | 1 << DISPUTE_PARTY_SELLER);
        assert_true(v.due[DISPUTE_DEADLINE_PLAN] == D(6));
    }
    IS(play_allowed(&p, DISPUTE_PARTY_BUYER, D(2)), "withdraw refuse accept submit_evidence");
    IS(play_allowed(&p, DISPUTE_PARTY_SELLER, D(2)), "refuse accept submit_evidence parcel");
    play_lasts(&p);
}

TEST(P4_a_plan_may_be_anything_but_no_more_than_the_order) {
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    REFUSED(&p, OVER_LIMIT, PROPOSE, PLATFORM, D(1), .terms = REFUND(5001));
    REFUSED(&p, WRONG_TERMS, PROPOSE, PLATFORM, D(1), .terms = REFUND(0));
    DID(&p, PROPOSE, PLATFORM, D(1), .terms = TERMS(GUIDANCE));
    REFUSED(&p, NOT_NOW, PROPOSE, PLATFORM, D(1), .terms = REFUND(1));
    REFUSED(&p, NOT_NOW, RULE, PLATFORM, D(1), .terms = REFUND(1));
    REFUSED(&p, NOT_NOW, REQUEST_EVIDENCE, PLATFORM, D(1));
    REFUSED(&p, NOT_NOW, PROPOSE, SELLER, D(1), .terms = REFUND(1));
}

static const struct {
    dispute_terms planned;
    const char *path, *transfers, *outcome;
} plans[] = {
    {REFUND(3000), "accept settling.paying 3", "escrow>buyer 3000 refund, escrow>seller 2000 release",
     "refund 3000 via consensus fault seller payer seller counts dispute_rate arbitration_rate"},
    {TERMS(NO_REFUND), "accept settling.paying 3", "escrow>seller 5000 release",
     "no_refund 0 via consensus fault none payer none counts dispute_rate arbitration_rate"},
    {COUPON(800), "accept settling.paying 3", "escrow>seller 5000 release",
     "coupon 800 via consensus fault seller payer none counts dispute_rate arbitration_rate"},
    {RETURN_REFUND(3000), "accept return.address 3", "", ""},
    {TERMS(RETURN_REPLACEMENT), "accept return.address 3", "", ""},
    {TERMS(REPLACEMENT), "accept replacement.dispatch 3", "", ""},
};

TEST(P4_both_must_accept_in_either_order_and_then_it_is_carried_out) {
    for (size_t i = 0; i < COUNT_OF(plans); i++)
        for (int32_t first = DISPUTE_PARTY_BUYER; first <= DISPUTE_PARTY_SELLER; first++) {
            int32_t second = DISPUTE_PARTY_BUYER + DISPUTE_PARTY_SELLER - first;
            plan("", plans[i].planned);
            play_row(i);
            GOES(&p, play_do(&p, DISPUTE_EVENT_ACCEPT, first, D(2), NULL));
            IS(play_path(&p), "accept platform.proposed 2");
            IS(play_deadlines(&p), "evidence 4, plan 6");
            IS(play_transfers(&p), "");
            play_lasts(&p);
            GIVES(&p, play_do(&p, DISPUTE_EVENT_ACCEPT, first, D(2), NULL), DISPUTE_REFUSED_ALREADY_DONE);
            GOES(&p, play_do(&p, DISPUTE_EVENT_ACCEPT, second, D(3), NULL));
            IS(play_path(&p), plans[i].path);
            IS(play_transfers(&p), plans[i].transfers);
            IS(play_outcome(&p), plans[i].outcome);
            play_lasts(&p);
        }
}

TEST(P4_one_refusal_goes_back_to_a_review_that_is_armed_anew) {
    for (int32_t by = DISPUTE_PARTY_BUYER; by <= DISPUTE_PARTY_SELLER; by++)
        for (int accepted = 0; accepted < 2; accepted++) { /* he who accepted may still refuse */
            PLAN(REFUND(3000));
            if (accepted) GOES(&p, play_do(&p, DISPUTE_EVENT_ACCEPT, by, D(2), NULL));
            GOES(&p, play_do(&p, DISPUTE_EVENT_REFUSE, by, D(2), NULL));
            IS(play_path(&p), "refuse platform.review 2");
            IS(play_deadlines(&p), "evidence 4, review 9");
            IS(play_asked(&p), ""); /* P3: nobody is asked anew */
            IS(play_terms(&p), "refund 5000, -");
            play_lasts(&p);
        }
}

TEST(P4_another_plan_needs_both_again) {
    PLAN(REFUND(3000));
    DID(&p, ACCEPT, BUYER, D(2));
    DID(&p, REFUSE, SELLER, D(2));
    DID(&p, PROPOSE, PLATFORM, D(3), .terms = REFUND(2500));
    IS(play_deadlines(&p), "evidence 4, plan 8");
    DID(&p, ACCEPT, SELLER, D(3));
    IS(play_where(&p), "platform.proposed");
    DID(&p, ACCEPT, BUYER, D(3));
    IS(play_transfers(&p), "escrow>buyer 2500 refund, escrow>seller 2500 release");
    PLAN(REFUND(3000)); /* and where the first one lapsed */
    DID(&p, ACCEPT, BUYER, D(2));
    GOES(&p, play_advance(&p, D(6)));
    DID(&p, PROPOSE, PLATFORM, D(7), .terms = REFUND(2500));
    DID(&p, ACCEPT, BUYER, D(7));
    IS(play_where(&p), "platform.proposed");
}

TEST(P4_a_plan_lapses_into_a_review_that_is_armed_anew) {
    plan("platform.evidence = none\n", (dispute_terms)REFUND(3000));
    DID(&p, ACCEPT, BUYER, D(2));
    GOES(&p, play_advance(&p, D(6) - 1));
    IS(play_path(&p), "");
    GOES(&p, play_advance(&p, D(9)));
    IS(play_path(&p), "deadline.plan platform.review 6");
    IS(play_deadlines(&p), "review 13");
    IS(play_terms(&p), "refund 5000, -");
    play_lasts(&p);
    GOES(&p, play_advance(&p, D(13)));
    IS(play_path(&p), "deadline.review platform.review 13");
    DID(&p, RULE, PLATFORM, D(14), .terms = REFUND(2000));
}

TEST(P4_a_review_that_was_overdue_is_armed_again_behind_a_plan) {
    play_reach(&p, "platform.evidence = none\n", DISPUTE_STATE_PLATFORM_REVIEW);
    GOES(&p, play_advance(&p, D(8)));
    IS(play_deadlines(&p), "");
    DID(&p, PROPOSE, PLATFORM, D(10), .terms = REFUND(3000));
    IS(play_deadlines(&p), "plan 15");
    DID(&p, REFUSE, BUYER, D(11));
    IS(play_deadlines(&p), "review 18");
}

TEST(P4_evidence_windows_run_on_while_a_plan_is_on_the_table) {
    PLAN(REFUND(3000));
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(2), .reference = "photo", .digest = {1});
    IS(play_deadlines(&p), "evidence 4, plan 6");
    GOES(&p, play_advance(&p, D(4)));
    IS(play_path(&p), "deadline.evidence platform.proposed 4");
    dispute_view v = play_view(&p, DISPUTE_PARTY_PLATFORM);
    assert_int_equal(v.evidence[DISPUTE_PARTY_BUYER], DISPUTE_EVIDENCE_GIVEN);
    assert_int_equal(v.evidence[DISPUTE_PARTY_SELLER], DISPUTE_EVIDENCE_EXPIRED);
    REFUSED(&p, TOO_LATE, SUBMIT_EVIDENCE, SELLER, D(5), .reference = "photo", .digest = {1});
    play_lasts(&p);
    DID(&p, REFUSE, SELLER, D(5));
    IS(play_deadlines(&p), "review 12");
    REFUSED(&p, TOO_LATE, SUBMIT_EVIDENCE, SELLER, D(5), .reference = "photo", .digest = {1});
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(5), .party = DISPUTE_PARTY_SELLER);
    DID(&p, SUBMIT_EVIDENCE, SELLER, D(6), .reference = "photo", .digest = {1});
}

static void plan_behind_an_offer(void) {
    begin("");
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, PROPOSE, PLATFORM, D(1), .terms = REFUND(3000));
    DID(&p, REFUSE, SELLER, D(2));
    IS(play_terms(&p), "refund 5000, refund 1000");
}

TEST(P4_request_and_offer_stand_behind_a_refused_plan) {
    plan_behind_an_offer();
    DID(&p, ACCEPT, BUYER, D(2));
    IS(play_transfers(&p), "escrow>buyer 1000 refund, escrow>seller 4000 release");
    plan_behind_an_offer();
    DID(&p, ACCEPT, SELLER, D(2));
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
    play_reach(&p, "", DISPUTE_STATE_RETURN_RECEIPT); /* nothing stands behind an objection */
    DID(&p, OBJECT_RETURN, SELLER, D(1));
    DID(&p, PROPOSE, PLATFORM, D(1), .terms = REFUND(3000));
    DID(&p, REFUSE, BUYER, D(1));
    REFUSED(&p, NOT_NOW, ACCEPT, SELLER, D(1));
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(1));
}

TEST(P4_withdraw_is_open_while_a_plan_is_on_the_table) {
    PLAN(REFUND(3000));
    DID(&p, ACCEPT, SELLER, D(2));
    DID(&p, WITHDRAW, BUYER, D(2));
    IS(play_path(&p), "withdraw closed.done 2");
    IS(play_deadlines(&p), "");
    IS(play_outcome(&p), "no_refund 0 via withdrawn fault none payer none counts arbitration_rate");
    play_lasts(&p);
    DID(&p, REOPEN, BUYER, D(3));
    IS(play_terms(&p), "refund 5000, -");
    DID(&p, TAKE_OVER, PLATFORM, D(3));
    DID(&p, PROPOSE, PLATFORM, D(3), .terms = REFUND(2000));
    DID(&p, ACCEPT, BUYER, D(3));
    IS(play_where(&p), "platform.proposed"); /* the seller's yes was to another plan */
    play_lasts(&p);
}

TEST(P4_a_forecast_of_a_plan_is_its_lapse_and_the_review_behind_it) {
    plan("platform.evidence = none\n", (dispute_terms)REFUND(3000));
    IS(play_forecast(&p), "platform.review at 13, waits for platform");
    plan("platform.evidence = none\nplatform.review.on_silence = close_for_buyer\n", (dispute_terms)REFUND(3000));
    IS(play_forecast(&p), "settling.paying at 13, waits for host: refund 5000 via seller_silence fault seller payer "
                          "seller counts dispute_rate arbitration_rate");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(T4_open_leads_to_contact_where_the_policy_has_it),
        cmocka_unit_test(T4_when_contact_passes_the_deadlines_of_the_negotiation_start),
        cmocka_unit_test(T4_takeover_runs_through_contact_and_beyond),
        cmocka_unit_test(T4_amend_stays_and_does_not_arm_contact_anew),
        cmocka_unit_test(T4_the_sellers_propose_and_refuse_start_the_stage),
        cmocka_unit_test(T4_accept_and_withdraw_as_in_the_negotiation_and_nothing_else),
        cmocka_unit_test(T4_take_over_leads_out_of_contact),
        cmocka_unit_test(T4_a_parcel_in_transit_holds_takeover_in_contact_and_stage_behind_it),
        cmocka_unit_test(T4_view_forecast_and_allowed),
        cmocka_unit_test(P4_propose_lays_a_plan_before_both),
        cmocka_unit_test(P4_a_plan_may_be_anything_but_no_more_than_the_order),
        cmocka_unit_test(P4_both_must_accept_in_either_order_and_then_it_is_carried_out),
        cmocka_unit_test(P4_one_refusal_goes_back_to_a_review_that_is_armed_anew),
        cmocka_unit_test(P4_another_plan_needs_both_again),
        cmocka_unit_test(P4_a_plan_lapses_into_a_review_that_is_armed_anew),
        cmocka_unit_test(P4_a_review_that_was_overdue_is_armed_again_behind_a_plan),
        cmocka_unit_test(P4_evidence_windows_run_on_while_a_plan_is_on_the_table),
        cmocka_unit_test(P4_request_and_offer_stand_behind_a_refused_plan),
        cmocka_unit_test(P4_withdraw_is_open_while_a_plan_is_on_the_table),
        cmocka_unit_test(P4_a_forecast_of_a_plan_is_its_lapse_and_the_review_behind_it),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
