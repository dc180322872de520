/* test_platform.c - clauses P1 to P5: the guarantee, the platform's evidence and review, and its rulings. */
#include "play.h"

static play p;

static void begin_enrolled(const char *changes) {
    play_again(&p, changes);
    p.order.seller_guarantee = 1;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000));
}

static int32_t evidence_of(int32_t party) { return play_view(&p, DISPUTE_PARTY_PLATFORM).evidence[party]; }

TEST(P1_takeover_runs_where_the_seller_is_enrolled_and_the_reason_eligible) {
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_SELLER);
    IS(play_deadlines(&p), "response 5, stage 7");
    begin_enrolled("reason.quality.guarantee = no\n");
    IS(play_deadlines(&p), "response 5, stage 7");
    begin_enrolled("guarantee.after = none\n");
    IS(play_deadlines(&p), "response 5, stage 7");
    begin_enrolled("");
    IS(play_deadlines(&p), "response 5, stage 7, takeover 2");
    DID(&p, REFUSE, SELLER, D(1));
    IS(play_deadlines(&p), "stage 7, takeover 2");
    GOES(&p, play_advance(&p, D(2) - 1));
    IS(play_path(&p), "");
    GOES(&p, play_advance(&p, D(2)));
    IS(play_path(&p), "deadline.takeover guarantee.waiting 2");
    IS(play_deadlines(&p), "review 4");
    begin_enrolled("guarantee.after = 0\n");
    IS(play_path(&p), "open negotiation.seller 0, deadline.takeover guarantee.waiting 0");
}

TEST(P1_an_amend_of_the_reason_checks_it_again_and_arms_from_then) {
    begin_enrolled("reason.quality.guarantee = no\n");
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_DAMAGED);
    IS(play_deadlines(&p), "response 6, stage 7, takeover 3");
    DID(&p, AMEND, BUYER, D(2), .reason = DISPUTE_REASON_QUALITY);
    IS(play_deadlines(&p), "response 7, stage 7");
}

TEST(P1_take_over_does_the_same_at_once_or_leads_to_review) {
    for (int refused = 0; refused < 2; refused++)
        for (int eligible = 0; eligible < 2; eligible++) {
            begin_enrolled(eligible ? "" : "reason.quality.guarantee = no\n");
            if (refused) DID(&p, REFUSE, SELLER, D(1));
            DID(&p, TAKE_OVER, PLATFORM, D(1));
            IS(play_where(&p), eligible ? "guarantee.waiting" : "platform.review");
        }
    for (size_t i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "", play_states[i]);
        play_row(i);
        if (play_negotiates(play_states[i]) || play_states[i] == DISPUTE_STATE_CONTACT_WAITING) {
            DID(&p, TAKE_OVER, PLATFORM, D(1));
            IS(play_where(&p), "platform.review"); /* not enrolled */
        } else
            REFUSED(&p, NOT_NOW, TAKE_OVER, PLATFORM, D(1));
    }
}

TEST(P2_in_guarantee_waiting_every_event_of_the_seller_is_no_options) {
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    int32_t kind;
    for (uint32_t i = 0; (kind = dispute_word_at(DISPUTE_GROUP_EVENT, i)) != 0 && kind < 100; i++) {
        int well_formed = 0;
        dispute_event e;
        for (int n = 0; play_content(&p, kind, n, &e); n++) {
            dispute_result got = play_do(&p, kind, DISPUTE_PARTY_SELLER, D(1), &e);
            if (got < 0) continue; /* not well-formed */
            play_row((size_t)kind);
            GIVES(&p, got, DISPUTE_REFUSED_NO_OPTIONS);
            well_formed++;
        }
        assert_true(well_formed > 0);
    }
}

static const struct {
    dispute_terms asked;
    int32_t funds;
    const char *transfers, *effects, *outcome;
} grants[] = {
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 5000},
     DISPUTE_FUNDS_ESCROW,
     "platform>buyer 5000 compensation, escrow>seller 5000 release",
     "",
     "refund 5000 via guarantee fault seller payer platform counts dispute_rate"},
    {{.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 3000},
     DISPUTE_FUNDS_ESCROW,
     "platform>buyer 3000 compensation, escrow>seller 5000 release",
     "",
     "refund 3000 via guarantee fault seller payer platform counts dispute_rate"},
    {{.kind = DISPUTE_TERMS_REPLACEMENT},
     DISPUTE_FUNDS_ESCROW,
     "platform>buyer 5000 compensation, escrow>seller 5000 release",
     "",
     "refund 5000 via guarantee fault seller payer platform counts dispute_rate"},
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 5000},
     DISPUTE_FUNDS_RELEASED,
     "platform>buyer 5000 compensation",
     "",
     "refund 5000 via guarantee fault seller payer platform counts dispute_rate"},
    {{.kind = DISPUTE_TERMS_COUPON, .coupon = 800},
     DISPUTE_FUNDS_ESCROW,
     "escrow>seller 5000 release",
     "coupon",
     "coupon 800 via guarantee fault seller payer none counts dispute_rate"},
};

TEST(P2_its_review_deadline_grants_what_is_at_stake_without_a_return) {
    for (size_t i = 0; i < COUNT_OF(grants); i++) {
        play_again(&p, "");
        play_row(i);
        p.order.seller_guarantee = 1;
        p.order.funds = grants[i].funds;
        GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, grants[i].asked, T0));
        GOES(&p, play_advance(&p, D(4)));
        IS(play_transfers(&p), grants[i].transfers);
        IS(play_outcome(&p), grants[i].outcome);
        assert_int_equal(strstr(play_effects(&p), "coupon") != NULL, grants[i].effects[0] != 0);
    }
}

TEST(P2_a_ruling_there_and_on_its_appeal_is_paid_by_the_platform) {
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    REFUSED(&p, WRONG_TERMS, RULE, PLATFORM, D(1), .terms = REFUND(2000), .payer = DISPUTE_ACCOUNT_SELLER);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000), .payer = DISPUTE_ACCOUNT_PLATFORM);
    IS(play_where(&p), "ruling.made");
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000));
    REFUSED(&p, NOT_ELIGIBLE, APPEAL, SELLER, D(2));
    DID(&p, APPEAL, BUYER, D(2));
    REFUSED(&p, WRONG_TERMS, RULE, PLATFORM, D(3), .terms = REFUND(3000), .payer = DISPUTE_ACCOUNT_SELLER);
    DID(&p, RULE, PLATFORM, D(3), .terms = REFUND(3000));
    IS(play_transfers(&p), "platform>buyer 3000 compensation, escrow>seller 5000 release");
}

TEST(P2_only_the_buyer_may_appeal_a_ruling_there_whatever_it_is) {
    play_reach(&p, "", DISPUTE_STATE_GUARANTEE_WAITING);
    DID(&p, RULE, PLATFORM, D(1), .terms = RETURN_REFUND(2000));
    REFUSED(&p, NOT_ELIGIBLE, APPEAL, SELLER, D(2));
    DID(&p, APPEAL, BUYER, D(2));
}

TEST(P3_entering_review_asks_buyer_and_seller_for_evidence) {
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_BUYER);
    GOES(&p, play_advance(&p, D(7)));
    IS(play_asked(&p), "buyer 10, seller 10");
    assert_int_equal(evidence_of(DISPUTE_PARTY_BUYER), DISPUTE_EVIDENCE_REQUESTED);
    assert_int_equal(evidence_of(DISPUTE_PARTY_SELLER), DISPUTE_EVIDENCE_REQUESTED);
    assert_int_equal(evidence_of(DISPUTE_PARTY_CARRIER), 0);
    IS(play_deadlines(&p), "evidence 10, review 14");
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW); /* taken over by the platform */
    IS(play_asked(&p), "buyer 4, seller 4");
    play_reach(&p, "", DISPUTE_STATE_RETURN_RECEIPT);
    DID(&p, OBJECT_RETURN, SELLER, D(2));
    IS(play_asked(&p), "buyer 5, seller 5");
    play_reach(&p, "", DISPUTE_STATE_REPLACEMENT_RECEIPT);
    DID(&p, OBJECT_REPLACEMENT, BUYER, D(2));
    IS(play_asked(&p), "buyer 5, seller 5");
    play_reach(&p, "platform.evidence = none\n", DISPUTE_STATE_PLATFORM_REVIEW);
    IS(play_asked(&p), "buyer 0, seller 0");
    IS(play_deadlines(&p), "review 8");
}

TEST(P3_whoever_has_given_evidence_is_not_asked) {
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_BUYER);
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(2), .reference = "photo", .digest = {1});
    GOES(&p, play_advance(&p, D(7)));
    IS(play_asked(&p), "seller 10");
    assert_int_equal(evidence_of(DISPUTE_PARTY_BUYER), DISPUTE_EVIDENCE_GIVEN);
    play_again(&p, "");
    assert_int_equal(dispute_case_begin(p.policy, p.c, p.id, strlen(p.id), &p.order, NULL), DISPUTE_DONE);
    DID(&p, OPEN, BUYER, T0, .reason = DISPUTE_REASON_QUALITY, .terms = REFUND(5000), .reference = "a", .digest = {1});
    DID(&p, SUBMIT_EVIDENCE, SELLER, D(1), .reference = "b", .digest = {2});
    DID(&p, TAKE_OVER, PLATFORM, D(2));
    IS(play_asked(&p), "");
    IS(play_deadlines(&p), "review 9");
}

TEST(P3_each_has_a_due_of_his_own_and_evidence_shows_the_earliest) {
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(2), .party = DISPUTE_PARTY_CARRIER);
    IS(play_asked(&p), "carrier 5");
    IS(play_deadlines(&p), "evidence 4, review 8");
    GOES(&p, play_advance(&p, D(4)));
    IS(play_path(&p), "deadline.evidence platform.review 4");
    assert_int_equal(evidence_of(DISPUTE_PARTY_BUYER), DISPUTE_EVIDENCE_EXPIRED);
    assert_int_equal(evidence_of(DISPUTE_PARTY_SELLER), DISPUTE_EVIDENCE_EXPIRED);
    assert_int_equal(evidence_of(DISPUTE_PARTY_CARRIER), DISPUTE_EVIDENCE_REQUESTED);
    IS(play_deadlines(&p), "evidence 5, review 8");
    GOES(&p, play_advance(&p, D(5)));
    assert_int_equal(evidence_of(DISPUTE_PARTY_CARRIER), DISPUTE_EVIDENCE_EXPIRED);
    IS(play_deadlines(&p), "review 8");
}

TEST(P3_later_evidence_is_too_late_until_asked_again) {
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(4) - 1, .reference = "photo", .digest = {1});
    assert_int_equal(evidence_of(DISPUTE_PARTY_BUYER), DISPUTE_EVIDENCE_GIVEN);
    REFUSED(&p, TOO_LATE, SUBMIT_EVIDENCE, SELLER, D(4), .reference = "video", .digest = {2});
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(5), .party = DISPUTE_PARTY_SELLER);
    IS(play_asked(&p), "seller 8");
    DID(&p, SUBMIT_EVIDENCE, SELLER, D(6), .reference = "video", .digest = {2});
    assert_int_equal(evidence_of(DISPUTE_PARTY_SELLER), DISPUTE_EVIDENCE_GIVEN);
    DID(&p, SUBMIT_EVIDENCE, CARRIER, D(6), .reference = "scan", .digest = {3}); /* was never asked */
}

TEST(P3_who_is_too_late_stays_so_until_the_next_entry_asks_again) {
    play_again(&p, "");
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, (dispute_terms)RETURN_REFUND(3000), T0));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, ACCEPT, SELLER, D(4)); /* both are expired by then */
    IS(play_where(&p), "return.address");
    REFUSED(&p, TOO_LATE, SUBMIT_EVIDENCE, BUYER, D(5), .reference = "photo", .digest = {1});
    DID(&p, CONFIRM_ADDRESS, SELLER, D(5));
    DID(&p, SHIP_RETURN, BUYER, D(5), .reference = "RR1");
    DID(&p, OBJECT_RETURN, SELLER, D(6));
    IS(play_asked(&p), "buyer 9, seller 9");
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(7), .reference = "photo", .digest = {1});
}

TEST(P3_a_ruling_need_not_wait_and_a_request_lapses_on_leaving_the_platform) {
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(1), .reference = "photo", .digest = {1});
    DID(&p, RULE, PLATFORM, D(2), .terms = REFUND(2000));
    assert_int_equal(evidence_of(DISPUTE_PARTY_BUYER), DISPUTE_EVIDENCE_GIVEN);
    assert_int_equal(evidence_of(DISPUTE_PARTY_SELLER), 0);
    IS(play_deadlines(&p), "appeal 9");
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, WITHDRAW, BUYER, D(2));
    assert_int_equal(evidence_of(DISPUTE_PARTY_BUYER), 0);
    IS(play_deadlines(&p), "");
}

TEST(P3_submit_evidence_is_open_in_every_state_but_ruling_made_settling_and_closed) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        int32_t state = play_states[i];
        play_reach(&p, "", state);
        play_row(i);
        dispute_result wanted = state == DISPUTE_STATE_RULING_MADE || state >= DISPUTE_STATE_SETTLING_PAYING
                                    ? DISPUTE_REFUSED_NOT_NOW
                                    : DISPUTE_DONE;
        GIVES(&p, DO(&p, SUBMIT_EVIDENCE, BUYER, D(1), .reference = "a", .digest = {1}), wanted);
        GIVES(&p, DO(&p, SUBMIT_EVIDENCE, CARRIER, D(1), .reference = "c", .digest = {3}), wanted);
        if (state == DISPUTE_STATE_GUARANTEE_WAITING) wanted = DISPUTE_REFUSED_NO_OPTIONS;
        GIVES(&p, DO(&p, SUBMIT_EVIDENCE, SELLER, D(1), .reference = "b", .digest = {2}), wanted);
    }
}

TEST(P4_the_review_deadline_notifies_overdue_once_and_is_gone) {
    play_reach(&p, "platform.evidence = none\n", DISPUTE_STATE_PLATFORM_REVIEW);
    GOES(&p, play_advance(&p, D(8) - 1));
    IS(play_path(&p), "");
    GOES(&p, play_advance(&p, D(8)));
    IS(play_path(&p), "deadline.review platform.review 8");
    assert_non_null(strstr(play_notices(&p), "platform overdue"));
    IS(play_deadlines(&p), "");
    assert_int_equal(dispute_case_next_due(p.c), dispute_never());
    GOES(&p, play_advance(&p, D(400)));
    IS(play_path(&p), "");
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(401));
    DID(&p, RULE, PLATFORM, D(402), .terms = REFUND(2000));
}

TEST(P4_request_evidence_belongs_to_review_alone) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "", play_states[i]);
        play_row(i);
        GIVES(&p, DO(&p, REQUEST_EVIDENCE, PLATFORM, D(1)),
              play_states[i] == DISPUTE_STATE_PLATFORM_REVIEW ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
    }
}

TEST(P4_evidence_is_asked_of_buyer_seller_or_carrier_and_of_the_first_two_where_nobody_is_named) {
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW);
    for (int32_t party = DISPUTE_PARTY_PLATFORM; party <= DISPUTE_PARTY_SYSTEM; party++)
        if (party != DISPUTE_PARTY_CARRIER)
            assert_int_not_equal(DO(&p, REQUEST_EVIDENCE, PLATFORM, D(2), .party = party), DISPUTE_DONE);
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(2), .party = DISPUTE_PARTY_CARRIER);
    IS(play_asked(&p), "carrier 5");
    GOES(&p, play_advance(&p, D(4)));
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(4));
    IS(play_asked(&p), "buyer 7, seller 7");
}

TEST(P5_rule_belongs_to_review_guarantee_and_appeal) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        int32_t state = play_states[i];
        play_reach(&p, "", state);
        play_row(i);
        int may = state == DISPUTE_STATE_PLATFORM_REVIEW || state == DISPUTE_STATE_GUARANTEE_WAITING
                  || state == DISPUTE_STATE_RULING_APPEALED;
        GIVES(&p, DO(&p, RULE, PLATFORM, D(1), .terms = REFUND(3000)), may ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
    }
}

static const struct {
    dispute_terms ruled;
    int32_t payer, fault;
    const char *state, *transfers, *outcome;
} rulings[] = {
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 2000},
     0,
     0,
     "closed.done",
     "escrow>buyer 2000 refund, escrow>seller 3000 release",
     "refund 2000 via ruling fault none payer seller counts dispute_rate arbitration_rate"},
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 2000},
     DISPUTE_ACCOUNT_SELLER,
     DISPUTE_FAULT_SELLER,
     "closed.done",
     "escrow>buyer 2000 refund, escrow>seller 3000 release",
     "refund 2000 via ruling fault seller payer seller counts dispute_rate arbitration_rate seller_fault_rate"},
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 2000},
     DISPUTE_ACCOUNT_PLATFORM,
     DISPUTE_FAULT_BUYER,
     "closed.done",
     "platform>buyer 2000 compensation, escrow>seller 5000 release",
     "refund 2000 via ruling fault buyer payer platform counts dispute_rate arbitration_rate"},
    {{.kind = DISPUTE_TERMS_NO_REFUND},
     0,
     DISPUTE_FAULT_PLATFORM,
     "closed.done",
     "escrow>seller 5000 release",
     "no_refund 0 via ruling fault platform payer none counts dispute_rate arbitration_rate"},
    {{.kind = DISPUTE_TERMS_COUPON, .coupon = 800},
     0,
     DISPUTE_FAULT_CARRIER,
     "closed.done",
     "escrow>seller 5000 release",
     "coupon 800 via ruling fault carrier payer none counts dispute_rate arbitration_rate"},
    {{.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 2000}, 0, 0, "return.address", "", ""},
    {{.kind = DISPUTE_TERMS_RETURN_REPLACEMENT}, 0, 0, "return.address", "", ""},
    {{.kind = DISPUTE_TERMS_REPLACEMENT}, 0, 0, "replacement.dispatch", "", ""},
};

TEST(P5_payer_defaults_to_seller_and_fault_to_none_and_the_terms_say_where_it_goes) {
    for (size_t i = 0; i < COUNT_OF(rulings); i++) {
        play_reach(&p, "appeal.rounds = 0\nsettlement.confirm = no\n", DISPUTE_STATE_PLATFORM_REVIEW);
        play_row(i);
        DID(&p, RULE, PLATFORM, D(2), .terms = rulings[i].ruled, .payer = rulings[i].payer, .fault = rulings[i].fault);
        IS(play_where(&p), rulings[i].state);
        IS(play_transfers(&p), rulings[i].transfers);
        IS(play_outcome(&p), rulings[i].outcome);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(P1_takeover_runs_where_the_seller_is_enrolled_and_the_reason_eligible),
        cmocka_unit_test(P1_an_amend_of_the_reason_checks_it_again_and_arms_from_then),
        cmocka_unit_test(P1_take_over_does_the_same_at_once_or_leads_to_review),
        cmocka_unit_test(P2_in_guarantee_waiting_every_event_of_the_seller_is_no_options),
        cmocka_unit_test(P2_its_review_deadline_grants_what_is_at_stake_without_a_return),
        cmocka_unit_test(P2_a_ruling_there_and_on_its_appeal_is_paid_by_the_platform),
        cmocka_unit_test(P2_only_the_buyer_may_appeal_a_ruling_there_whatever_it_is),
        cmocka_unit_test(P3_entering_review_asks_buyer_and_seller_for_evidence),
        cmocka_unit_test(P3_whoever_has_given_evidence_is_not_asked),
        cmocka_unit_test(P3_each_has_a_due_of_his_own_and_evidence_shows_the_earliest),
        cmocka_unit_test(P3_later_evidence_is_too_late_until_asked_again),
        cmocka_unit_test(P3_who_is_too_late_stays_so_until_the_next_entry_asks_again),
        cmocka_unit_test(P3_a_ruling_need_not_wait_and_a_request_lapses_on_leaving_the_platform),
        cmocka_unit_test(P3_submit_evidence_is_open_in_every_state_but_ruling_made_settling_and_closed),
        cmocka_unit_test(P4_the_review_deadline_notifies_overdue_once_and_is_gone),
        cmocka_unit_test(P4_request_evidence_belongs_to_review_alone),
        cmocka_unit_test(P4_evidence_is_asked_of_buyer_seller_or_carrier_and_of_the_first_two_where_nobody_is_named),
        cmocka_unit_test(P5_rule_belongs_to_review_guarantee_and_appeal),
        cmocka_unit_test(P5_payer_defaults_to_seller_and_fault_to_none_and_the_terms_say_where_it_goes),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
