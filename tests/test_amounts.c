/* test_amounts.c - what a policy says by amount: silence by a table (Z2), several times the price (S7), who pays small
 * orders (P5), who bears a return's freight (R4); and evidence with windows and silences of each party (P3, P9). */
#include "play.h"

static play p;

static void ask(const char *changes, int32_t reason, dispute_terms terms) {
    play_again(&p, changes);
    GOES(&p, play_ask(&p, reason, terms, T0));
}

static dispute_result seal(const char *text, dispute_problem *problem) {
    dispute_policy *policy;
    problem->size = sizeof *problem;
    assert_int_equal(dispute_policy_new(NULL, &policy), DISPUTE_DONE);
    assert_int_equal(dispute_policy_parse(policy, text, strlen(text), problem), DISPUTE_DONE);
    dispute_result result = dispute_policy_seal(policy, problem);
    dispute_policy_free(policy);
    return result;
}

/* ---- Z2 by amount ---- */

#define BY    "negotiation.response.by_amount = "
#define TABLE BY "0..2000 close_for_buyer, 2001..4000 accept_return, 4001.. escalate\n"

static const struct {
    dispute_terms asked;
    const char *path, *transfers;
} by_amount[] = {
    {REFUND(2000), "deadline.response settling.paying 5", "escrow>buyer 2000 refund, escrow>seller 3000 release"},
    {RETURN_REFUND(1), "deadline.response settling.paying 5", "escrow>buyer 1 refund, escrow>seller 4999 release"},
    {REFUND(2001), "deadline.response return.shipment 5", ""},
    {RETURN_REFUND(4000), "deadline.response return.shipment 5", ""},
    {REFUND(4001), "deadline.response platform.review 5", ""},
    {TERMS(REPLACEMENT), "deadline.response platform.review 5", ""}, /* O5: the order's amount is at stake */
};

TEST(Z2_the_sellers_silence_follows_the_amount_at_stake) {
    for (size_t i = 0; i < COUNT_OF(by_amount); i++) {
        play_row(i);
        ask(TABLE, DISPUTE_REASON_QUALITY, by_amount[i].asked);
        GOES(&p, play_advance(&p, D(5)));
        IS(play_path(&p), by_amount[i].path);
        IS(play_transfers(&p), by_amount[i].transfers);
        play_lasts(&p);
    }
}

TEST(Z2_accept_return_pays_when_the_goods_are_back) {
    ask(TABLE, DISPUTE_REASON_QUALITY, (dispute_terms){DISPUTE_TERMS_REFUND, 0, 3000, 77, 0});
    GOES(&p, play_advance(&p, D(5)));
    DID(&p, SHIP_RETURN, BUYER, D(6), .reference = "RR1");
    DID(&p, CONFIRM_RETURN, SELLER, D(7));
    IS(play_transfers(&p), "escrow>buyer 3000 refund, escrow>seller 2000 release");
    IS(play_outcome(&p), "return_refund 3000 via seller_silence fault seller payer seller counts dispute_rate");
    assert_int_equal(dispute_answer_outcome(p.answer)->coupon, 77);
    ask(BY "0.. accept_return\n", DISPUTE_REASON_QUALITY, (dispute_terms)TERMS(REPLACEMENT));
    GOES(&p, play_advance(&p, D(5)));
    DID(&p, SHIP_RETURN, BUYER, D(6), .reference = "RR1");
    DID(&p, CONFIRM_RETURN, SELLER, D(7));
    IS(play_where(&p), "replacement.dispatch");
    ask(BY "0.. accept_return\n", DISPUTE_REASON_QUALITY, (dispute_terms)COUPON(300));
    GOES(&p, play_advance(&p, D(5)));
    IS(play_effects(&p), "transfer coupon notify notify");
}

TEST(Z2_a_table_that_leaves_out_an_amount_or_says_it_twice_is_refused) {
    static const struct {
        const char *text;
        int32_t detail;
    } rows[] = {
        {BY "0..5000 escalate, 5000.. withdraw\n", DISPUTE_DETAIL_OVERLAP},
        {BY "0.. escalate, 7.. withdraw\n", DISPUTE_DETAIL_OVERLAP},
        {BY "0..5000 escalate, 5002.. withdraw\n", DISPUTE_DETAIL_GAP},
        {BY "1.. escalate\n", DISPUTE_DETAIL_GAP},
        {BY "0..9 escalate\n", DISPUTE_DETAIL_GAP},
        {BY "0..9 escalate, 10..9 withdraw\n", DISPUTE_DETAIL_EMPTY_WINDOW},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        dispute_problem problem;
        play_row(i);
        assert_int_equal(seal(rows[i].text, &problem), DISPUTE_ERROR_UNSAFE_POLICY);
        assert_int_equal(problem.detail, rows[i].detail);
        assert_string_equal(problem.name, "negotiation.response.by_amount");
    }
}

TEST(Z2_what_is_no_table_is_a_bad_value) {
    static const char *const values[] = {"",
                                         "5000",
                                         "0..1",
                                         "0.. wait",
                                         "0..x escalate",
                                         "0..1 escalate,",
                                         "0.. escalate, none",
                                         "0..1 escalate, 2..3 escalate, 4..5 escalate, 6..7 escalate, 8.. escalate",
                                         "-1.. escalate",
                                         "0..9223372036854775808 escalate"};
    dispute_policy *policy;
    static const char key[] = "negotiation.response.by_amount";
    assert_int_equal(dispute_policy_new(NULL, &policy), DISPUTE_DONE);
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        dispute_problem problem = {.size = sizeof problem};
        play_row(i);
        assert_int_equal(dispute_policy_set(policy, key, strlen(key), values[i], strlen(values[i]), &problem),
                         DISPUTE_ERROR_BAD_VALUE);
        assert_int_equal(problem.detail, DISPUTE_DETAIL_AMOUNTS);
    }
    dispute_policy_free(policy);
}

/* ---- S7: several times the price ---- */

#define TWICE "reason.counterfeit.multiple = 2\n"

TEST(S7_what_is_above_the_price_is_compensation) {
    ask(TWICE, DISPUTE_REASON_COUNTERFEIT, (dispute_terms)REFUND(10000));
    DID(&p, ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>buyer 5000 refund, seller>buyer 5000 compensation");
    IS(play_outcome(&p), "refund 10000 via consensus fault seller payer seller counts dispute_rate");
    play_lasts(&p);
    play_pay_all(&p, D(2));
    IS(play_where(&p), "closed.done");
    ask(TWICE, DISPUTE_REASON_COUNTERFEIT, (dispute_terms)REFUND(4000)); /* as ever */
    DID(&p, ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>buyer 4000 refund, escrow>seller 1000 release");
}

TEST(S7_where_the_escrow_is_gone_or_the_platform_pays) {
    play_again(&p, TWICE);
    p.order.funds = DISPUTE_FUNDS_RELEASED;
    GOES(&p, play_open(&p, DISPUTE_REASON_COUNTERFEIT, DISPUTE_TERMS_REFUND, 7000));
    DID(&p, ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "seller>buyer 2000 compensation, seller>buyer 5000 recoup");
    play_lasts(&p);
    ask(TWICE "appeal.rounds = 0\n", DISPUTE_REASON_COUNTERFEIT, (dispute_terms)REFUND(5000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(2), .terms = REFUND(9000), .payer = DISPUTE_ACCOUNT_PLATFORM);
    IS(play_transfers(&p), "platform>buyer 9000 compensation, escrow>seller 5000 release");
    play_lasts(&p);
}

TEST(S7_a_correction_comes_back_to_what_is_ruled) {
    ask(TWICE "appeal.money = execute\nappeal.rounds = 2\n", DISPUTE_REASON_COUNTERFEIT, (dispute_terms)REFUND(10000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(2), .terms = REFUND(10000));
    IS(play_transfers(&p), "escrow>buyer 5000 refund, seller>buyer 5000 compensation");
    DID(&p, APPEAL, SELLER, D(3));
    DID(&p, RULE, PLATFORM, D(4), .terms = REFUND(1000));
    IS(play_transfers(&p), "buyer>seller 9000 reversal");
    DID(&p, APPEAL, BUYER, D(5));
    DID(&p, RULE, PLATFORM, D(6), .terms = REFUND(6000));
    IS(play_transfers(&p), "seller>buyer 5000 reversal");
    play_lasts(&p);
}

TEST(S7_caps_what_is_asked_offered_planned_and_ruled) {
    play_again(&p, TWICE);
    GIVES(&p, play_open(&p, DISPUTE_REASON_COUNTERFEIT, DISPUTE_TERMS_REFUND, 10001), DISPUTE_REFUSED_OVER_LIMIT);
    assert_int_equal(dispute_answer_problem(p.answer)->limit, 10000);
    assert_int_equal(dispute_answer_problem(p.answer)->rule, DISPUTE_RULE_S7);
    play_again(&p, TWICE);
    GIVES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5001), DISPUTE_REFUSED_OVER_LIMIT);
    ask(TWICE, DISPUTE_REASON_COUNTERFEIT, (dispute_terms)REFUND(10000));
    REFUSED(&p, OVER_LIMIT, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_QUALITY); /* what stands is too much for it */
    REFUSED(&p, OVER_LIMIT, PROPOSE, SELLER, D(1), .terms = RETURN_REFUND(10001));
    REFUSED(&p, OVER_LIMIT, PROPOSE, SELLER, D(1), .terms = {DISPUTE_TERMS_REPLACEMENT, 0, 5001, 0, 0});
    DID(&p, PROPOSE, SELLER, D(1), .terms = RETURN_REFUND(10000));
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_QUALITY, .terms = REFUND(5000));
    REFUSED(&p, OVER_LIMIT, PROPOSE, SELLER, D(1), .terms = REFUND(5001));
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_COUNTERFEIT, .terms = REFUND(100));
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(5001));
    REFUSED(&p, OVER_LIMIT, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_QUALITY); /* nor may an offer that stands */
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_QUALITY, .terms = REFUND(100)); /* which strikes it */
    DID(&p, TAKE_OVER, PLATFORM, D(2));
    REFUSED(&p, OVER_LIMIT, RULE, PLATFORM, D(2), .terms = REFUND(5001));
    REFUSED(&p, OVER_LIMIT, PROPOSE, PLATFORM, D(2), .terms = REFUND(5001));
}

TEST(S7_no_amount_is_too_large_to_be_multiplied) {
    play_again(&p, "reason.counterfeit.multiple = 9\n");
    p.order.amount = INT64_MAX;
    GOES(&p, play_open(&p, DISPUTE_REASON_COUNTERFEIT, DISPUTE_TERMS_REFUND, INT64_MAX));
    DID(&p, ACCEPT, SELLER, D(1));
    play_lasts(&p);
    play_again(&p, "reason.counterfeit.multiple = 9\n");
    p.order.amount = INT64_MAX / 2;
    GOES(&p, play_open(&p, DISPUTE_REASON_COUNTERFEIT, DISPUTE_TERMS_REFUND, INT64_MAX));
    DID(&p, ACCEPT, SELLER, D(1));
    play_lasts(&p);
}

/* ---- P5: who pays small orders ---- */

TEST(P5_the_platform_pays_for_small_orders) {
    static const char changes[] = "platform.pays_up_to = 5000\nappeal.rounds = 0\n";
    ask(changes, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(2), .terms = REFUND(2000));
    IS(play_transfers(&p), "platform>buyer 2000 compensation, escrow>seller 5000 release");
    ask(changes, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(2), .terms = REFUND(2000),
        .payer = DISPUTE_ACCOUNT_SELLER); /* unless it names somebody */
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
    ask("platform.pays_up_to = 4999\nappeal.rounds = 0\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(2), .terms = REFUND(2000));
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
}

TEST(P5_also_where_the_platform_itself_is_silent) {
    ask("platform.pays_up_to = 5000\nplatform.review.on_silence = close_for_buyer\n", DISPUTE_REASON_QUALITY,
        (dispute_terms)REFUND(2000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    GOES(&p, play_advance(&p, D(8)));
    IS(play_transfers(&p), "platform>buyer 2000 compensation, escrow>seller 5000 release");
    play_lasts(&p);
    ask("platform.pays_up_to = 5000\n", DISPUTE_REASON_QUALITY,
        (dispute_terms)REFUND(2000)); /* an agreement is the seller's */
    DID(&p, ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
}

/* ---- R4: the freight of a return ---- */

static const struct {
    const char *by;
    int32_t reason;
    dispute_terms terms;
    const char *transfers;
} freights[] = {
    {"none", DISPUTE_REASON_QUALITY, RETURN_REFUND(5000), "escrow>buyer 5000 refund"},
    {"buyer", DISPUTE_REASON_QUALITY, RETURN_REFUND(5000), "escrow>buyer 5000 refund"},
    {"seller", DISPUTE_REASON_QUALITY, RETURN_REFUND(5000), "escrow>buyer 5000 refund, seller>buyer 400 freight"},
    {"platform", DISPUTE_REASON_QUALITY, RETURN_REFUND(5000), "escrow>buyer 5000 refund, platform>buyer 400 freight"},
    {"liable", DISPUTE_REASON_QUALITY, RETURN_REFUND(5000), "escrow>buyer 5000 refund, seller>buyer 400 freight"},
    {"liable", DISPUTE_REASON_CHANGED_MIND, RETURN_REFUND(5000), "escrow>buyer 5000 refund"},
    {"seller",
     DISPUTE_REASON_QUALITY,
     {DISPUTE_TERMS_RETURN_REFUND, 0, 5000, 0, 150},
     "escrow>buyer 5000 refund, seller>buyer 150 freight"},
    {"seller",
     DISPUTE_REASON_QUALITY,
     {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_BUYER, 5000, 0, 150},
     "escrow>buyer 5000 refund"},
    {"buyer",
     DISPUTE_REASON_QUALITY,
     {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_PLATFORM, 5000, 0, 150},
     "escrow>buyer 5000 refund, platform>buyer 150 freight"},
};

TEST(R4_the_policy_says_who_bears_the_freight_where_the_terms_do_not) {
    for (size_t i = 0; i < COUNT_OF(freights); i++) {
        char changes[60];
        snprintf(changes, sizeof changes, "return.freight_by = %s\n", freights[i].by);
        play_row(i);
        ask(changes, freights[i].reason, freights[i].terms);
        DID(&p, ACCEPT, SELLER, D(1));
        DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
        DID(&p, SHIP_RETURN, BUYER, D(2), .reference = "RR1");
        DID(&p, CONFIRM_RETURN, SELLER, D(3));
        IS(play_transfers(&p), freights[i].transfers);
        play_lasts(&p);
        ask(changes, freights[i].reason, freights[i].terms); /* never where it is waived */
        DID(&p, ACCEPT, SELLER, D(1));
        DID(&p, WAIVE_RETURN, SELLER, D(2));
        IS(play_transfers(&p), "escrow>buyer 5000 refund");
    }
}

/* ---- P3, P9: evidence of each party ---- */

#define CLAIM                                                                                                        \
    "platform.evidence = none\nplatform.evidence.buyer = P4D\nplatform.evidence.seller = P10D\n"                     \
    "platform.evidence.buyer.on_silence = close_for_seller\nplatform.evidence.seller.on_silence = close_for_buyer\n" \
    "platform.review = P30D\n"

static void claimed(const char *changes) {
    ask(changes, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
}

TEST(P9_who_hands_in_nothing_loses) {
    claimed(CLAIM);
    IS(play_asked(&p), "buyer 5, seller 11");
    IS(play_deadlines(&p), "evidence 5, review 31");
    play_lasts(&p);
    GOES(&p, play_advance(&p, D(5) - 1));
    IS(play_path(&p), "");
    GOES(&p, play_advance(&p, D(5)));
    IS(play_path(&p), "deadline.evidence settling.paying 5");
    assert_int_equal(dispute_answer_transition(p.answer, 0)->rule, DISPUTE_RULE_P9);
    IS(play_outcome(&p), "no_refund 0 via buyer_silence fault none payer none counts dispute_rate arbitration_rate");
    IS(play_transfers(&p), "escrow>seller 5000 release");
    claimed(CLAIM);
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(2), .digest = {1}, .reference = "photo");
    GOES(&p, play_advance(&p, D(11)));
    IS(play_path(&p), "deadline.evidence settling.paying 11");
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).evidence[DISPUTE_PARTY_SELLER], DISPUTE_EVIDENCE_EXPIRED);
    IS(play_outcome(&p),
       "refund 2000 via seller_silence fault seller payer seller counts dispute_rate arbitration_rate");
    play_lasts(&p);
    claimed(CLAIM);
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(2), .digest = {1}, .reference = "photo");
    DID(&p, SUBMIT_EVIDENCE, SELLER, D(11) - 1, .digest = {1}, .reference = "label");
    GOES(&p, play_advance(&p, D(11)));
    IS(play_path(&p), "");
}

TEST(P9_where_both_hand_in_nothing_at_the_same_instant_the_platform_goes_on) {
    claimed("platform.evidence = P4D\nplatform.evidence.buyer.on_silence = close_for_seller\n"
            "platform.evidence.seller.on_silence = close_for_buyer\n");
    GOES(&p, play_advance(&p, D(5)));
    IS(play_path(&p), "deadline.evidence platform.review 5");
    IS(play_deadlines(&p), "review 8");
    play_lasts(&p);
    claimed("platform.evidence = P4D\nplatform.evidence.seller.on_silence = close_for_buyer\n"); /* one alone decides */
    GOES(&p, play_advance(&p, D(5)));
    IS(play_path(&p), "deadline.evidence settling.paying 5");
}

TEST(P9_while_a_plan_is_on_the_table_too) {
    claimed(CLAIM);
    DID(&p, PROPOSE, PLATFORM, D(2), .terms = REFUND(700));
    GOES(&p, play_advance(&p, D(5)));
    IS(play_path(&p), "deadline.evidence settling.paying 5");
}

TEST(P3_the_review_begins_with_the_last_evidence) {
    static const char changes[] = "platform.review.from = evidence\n";
    claimed(changes);
    IS(play_deadlines(&p), "evidence 4");
    DID(&p, SUBMIT_EVIDENCE, SELLER, D(2), .digest = {1}, .reference = "label");
    IS(play_deadlines(&p), "evidence 4");
    play_lasts(&p);
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(3), .digest = {1}, .reference = "photo"); /* early end */
    IS(play_deadlines(&p), "review 10");
    play_lasts(&p);
    claimed(changes);
    GOES(&p, play_advance(&p, D(4)));
    IS(play_deadlines(&p), "review 11");
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(5), .party = DISPUTE_PARTY_CARRIER); /* what runs, runs on */
    IS(play_deadlines(&p), "evidence 8, review 11");
    GOES(&p, play_advance(&p, D(11)));
    IS(play_deadlines(&p), "");
    DID(&p, REQUEST_EVIDENCE, PLATFORM, D(12), .party = DISPUTE_PARTY_SELLER); /* P4: overdue is said once */
    DID(&p, SUBMIT_EVIDENCE, SELLER, D(13), .digest = {1}, .reference = "label");
    IS(play_deadlines(&p), "");
    claimed("platform.review.from = evidence\nplatform.evidence = none\n"); /* nobody has a due */
    IS(play_deadlines(&p), "review 8");
}

TEST(T2_a_review_that_waits_for_evidence_does_not_begin_while_the_case_is_suspended) {
    claimed("platform.review.from = evidence\n");
    DID(&p, SUBMIT_EVIDENCE, BUYER, D(2), .digest = {1}, .reference = "photo");
    DID(&p, SUSPEND, PLATFORM, D(2), .until = D(30));
    DID(&p, SUBMIT_EVIDENCE, SELLER, D(3), .digest = {1}, .reference = "label");
    IS(play_deadlines(&p), "review 37");
    play_lasts(&p);
    DID(&p, RESUME, PLATFORM, D(5));
    IS(play_deadlines(&p), "review 12");
    play_lasts(&p);
}

TEST(P3_a_plan_that_is_dropped_leaves_the_review_as_it_was) {
    static const char changes[] = "platform.review.from = evidence\nplatform.plan = P1D\n";
    claimed(changes);
    DID(&p, PROPOSE, PLATFORM, D(2), .terms = REFUND(700));
    IS(play_deadlines(&p), "evidence 4, plan 3");
    GOES(&p, play_advance(&p, D(3)));
    IS(play_deadlines(&p), "evidence 4");
    play_lasts(&p);
    DID(&p, PROPOSE, PLATFORM, D(4) - 1, .terms = REFUND(700));
    GOES(&p, play_advance(&p, D(4)));
    IS(play_deadlines(&p), "plan 5-1ms");
    play_lasts(&p);
    DID(&p, REFUSE, SELLER, D(4) + 5);
    IS(play_deadlines(&p), "review 11+5ms");
}

static int nothing_left(void **state) {
    (void)state;
    play_free(&p);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(Z2_the_sellers_silence_follows_the_amount_at_stake),
        cmocka_unit_test(Z2_accept_return_pays_when_the_goods_are_back),
        cmocka_unit_test(Z2_a_table_that_leaves_out_an_amount_or_says_it_twice_is_refused),
        cmocka_unit_test(Z2_what_is_no_table_is_a_bad_value),
        cmocka_unit_test(S7_what_is_above_the_price_is_compensation),
        cmocka_unit_test(S7_where_the_escrow_is_gone_or_the_platform_pays),
        cmocka_unit_test(S7_a_correction_comes_back_to_what_is_ruled),
        cmocka_unit_test(S7_caps_what_is_asked_offered_planned_and_ruled),
        cmocka_unit_test(S7_no_amount_is_too_large_to_be_multiplied),
        cmocka_unit_test(P5_the_platform_pays_for_small_orders),
        cmocka_unit_test(P5_also_where_the_platform_itself_is_silent),
        cmocka_unit_test(R4_the_policy_says_who_bears_the_freight_where_the_terms_do_not),
        cmocka_unit_test(P9_who_hands_in_nothing_loses),
        cmocka_unit_test(P9_where_both_hand_in_nothing_at_the_same_instant_the_platform_goes_on),
        cmocka_unit_test(P9_while_a_plan_is_on_the_table_too),
        cmocka_unit_test(P3_the_review_begins_with_the_last_evidence),
        cmocka_unit_test(T2_a_review_that_waits_for_evidence_does_not_begin_while_the_case_is_suspended),
        cmocka_unit_test(P3_a_plan_that_is_dropped_leaves_the_review_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, nothing_left);
}
