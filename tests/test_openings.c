/* test_openings.c - what a policy may say about the opening: from when and until when (O1, O2), what is granted at once
 * (O7), and what may be changed afterwards, and how often (N11). */
#include "play.h"

static play p;

static void ask(const char *changes, int32_t reason, dispute_terms terms) {
    play_again(&p, changes);
    GOES(&p, play_ask(&p, reason, terms, T0));
}

/* ---- O1, O2: from when the windows count ---- */

static void order_of_dates(const char *changes) {
    play_again(&p, changes);
    p.order.paid_at = D(-30);
    p.order.shipped_at = D(-20);
    p.order.promised_at = D(-8);
    p.order.delivered_at = D(-6);
    p.order.completed_at = D(-2);
}

static const struct {
    const char *from;
    int day; /* from which P10D may be opened */
} afters[] = {{"shipment", -10}, {"payment", -20}, {"promise", 2}, {"delivery", 4}};

TEST(O1_the_wait_counts_from_what_the_policy_says) {
    for (size_t i = 0; i < COUNT_OF(afters); i++) {
        char changes[80];
        snprintf(changes, sizeof changes, "open.at_once_under = none\nopen.until = none\nopen.after.from = %s\n",
                 afters[i].from);
        int64_t from = D(afters[i].day);
        dispute_terms terms = REFUND(100);
        play_row(i);
        order_of_dates(changes);
        GIVES(&p, play_ask(&p, DISPUTE_REASON_LOST, terms, from - 1), DISPUTE_REFUSED_TOO_EARLY);
        assert_int_equal(dispute_answer_problem(p.answer)->at, from);
        order_of_dates(changes);
        GOES(&p, play_ask(&p, DISPUTE_REASON_LOST, terms, from));
        order_of_dates(changes); /* another class waits for nothing */
        GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, terms, from - 1));
    }
}

TEST(O1_what_the_order_does_not_tell_counts_from_the_shipment) {
    dispute_terms terms = REFUND(100);
    order_of_dates("open.after.from = promise\n");
    p.order.promised_at = 0;
    GIVES(&p, play_ask(&p, DISPUTE_REASON_LOST, terms, D(-10) - 1), DISPUTE_REFUSED_TOO_EARLY);
    GOES(&p, play_ask(&p, DISPUTE_REASON_LOST, terms, D(-10)));
}

static const struct {
    const char *from;
    int day; /* at which P15D has passed */
} untils[] = {{"completion", 13}, {"payment", -15}, {"shipment", -5}, {"promise", 7}, {"delivery", 9}};

TEST(O2_the_last_day_counts_from_what_the_policy_says) {
    for (size_t i = 0; i < COUNT_OF(untils); i++) {
        char changes[60];
        snprintf(changes, sizeof changes, "open.until.from = %s\n", untils[i].from);
        dispute_terms terms = REFUND(100);
        play_row(i);
        order_of_dates(changes);
        GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, terms, D(untils[i].day) - 1));
        order_of_dates(changes);
        GIVES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, terms, D(untils[i].day)), DISPUTE_REFUSED_TOO_LATE);
        assert_int_equal(dispute_answer_problem(p.answer)->at, D(untils[i].day));
    }
}

TEST(O2_what_the_order_does_not_tell_counts_from_the_completion) {
    dispute_terms terms = REFUND(100);
    order_of_dates("open.until.from = payment\n");
    p.order.paid_at = 0;
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, terms, D(13) - 1));
}

/* ---- O7: granted at the opening ---- */

#define GRANT "reason.quality.grant = 2000\n"

TEST(O7_a_small_request_is_granted_at_the_opening) {
    ask(GRANT, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    IS(play_path(&p), "open settling.paying 0");
    assert_int_equal(dispute_answer_transition(p.answer, 0)->rule, DISPUTE_RULE_O7);
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
    IS(play_outcome(&p), "refund 2000 via guarantee fault seller payer seller counts dispute_rate");
    play_lasts(&p);
    play_pay_all(&p, D(1));
    IS(play_where(&p), "closed.done");
    ask(GRANT, DISPUTE_REASON_QUALITY, (dispute_terms)RETURN_REFUND(1)); /* without the return */
    IS(play_outcome(&p), "refund 1 via guarantee fault seller payer seller counts dispute_rate");
}

TEST(O7_the_platform_pays_where_the_policy_says_so) {
    ask(GRANT "open.grant.payer = platform\n", DISPUTE_REASON_QUALITY,
        (dispute_terms){DISPUTE_TERMS_REFUND, 0, 500, 80, 0});
    IS(play_transfers(&p), "platform>buyer 500 compensation, escrow>seller 5000 release");
    IS(play_effects(&p), "transfer transfer coupon notify");
    play_lasts(&p);
}

TEST(O7_whatever_is_above_or_of_another_kind_or_reason_is_negotiated) {
    ask(GRANT, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2001));
    IS(play_path(&p), "open negotiation.seller 0");
    ask(GRANT, DISPUTE_REASON_DAMAGED, (dispute_terms)REFUND(2000));
    IS(play_path(&p), "open negotiation.seller 0");
    ask(GRANT, DISPUTE_REASON_QUALITY, (dispute_terms)COUPON(100));
    IS(play_path(&p), "open negotiation.seller 0");
    ask(GRANT, DISPUTE_REASON_QUALITY, (dispute_terms)TERMS(REPLACEMENT));
    IS(play_path(&p), "open negotiation.seller 0");
    ask("reason.quality.grant = 0\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(1));
    IS(play_path(&p), "open negotiation.seller 0");
}

TEST(O7_the_guards_of_an_opening_hold_all_the_same) {
    play_again(&p, GRANT "reason.quality.evidence = yes\n");
    GIVES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000), T0), DISPUTE_REFUSED_EVIDENCE_MISSING);
    play_again(&p, "reason.quality.grant = 9999\n");
    GIVES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5001), T0), DISPUTE_REFUSED_OVER_LIMIT);
}

/* ---- N11: what may be changed, and how often ---- */

TEST(N11_the_reason_may_change_as_the_policy_says) {
    ask("amend.reason = no\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    REFUSED(&p, WRONG_TERMS, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_DAMAGED);
    assert_int_equal(dispute_answer_problem(p.answer)->rule, DISPUTE_RULE_N11);
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_QUALITY, .terms = REFUND(1000)); /* it stays what it is */
    ask("amend.reason = same_class\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    REFUSED(&p, WRONG_TERMS, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_LOST);
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_COUNTERFEIT);
    ask("", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_LOST);
}

TEST(N11_amends_are_counted) {
    ask("amend.times = 2\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    DID(&p, AMEND, BUYER, D(1), .terms = REFUND(1900));
    REFUSED(&p, OVER_LIMIT, AMEND, BUYER, D(1), .terms = REFUND(5001)); /* what was refused does not count */
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_DAMAGED);
    REFUSED(&p, LIMIT_REACHED, AMEND, BUYER, D(1), .terms = REFUND(1800));
    assert_int_equal(dispute_answer_problem(p.answer)->limit, 2);
    assert_int_equal(dispute_answer_problem(p.answer)->rule, DISPUTE_RULE_N11);
    IS(play_allowed(&p, DISPUTE_PARTY_BUYER, D(1)), "withdraw submit_evidence");
    play_lasts(&p);
    DID(&p, WITHDRAW, BUYER, D(2)); /* N10: what is counted stays counted */
    DID(&p, REOPEN, BUYER, D(3));
    REFUSED(&p, LIMIT_REACHED, AMEND, BUYER, D(3), .terms = REFUND(1800));
    ask("amend.times = 0\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    REFUSED(&p, LIMIT_REACHED, AMEND, BUYER, D(1), .terms = REFUND(1));
}

TEST(N11_proposals_of_each_party_are_counted) {
    ask("propose.seller.times = 1\npropose.buyer.times = 2\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(2000));
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(100));
    REFUSED(&p, LIMIT_REACHED, PROPOSE, SELLER, D(1), .terms = REFUND(200));
    IS(play_allowed(&p, DISPUTE_PARTY_SELLER, D(1)), "accept submit_evidence parcel");
    DID(&p, PROPOSE, BUYER, D(1), .terms = REFUND(1000));
    DID(&p, REFUSE, SELLER, D(2));
    DID(&p, PROPOSE, BUYER, D(2), .terms = REFUND(900));
    DID(&p, REFUSE, SELLER, D(3));
    REFUSED(&p, LIMIT_REACHED, PROPOSE, BUYER, D(3), .terms = REFUND(800));
    play_lasts(&p);
}

TEST(N11_without_a_limit_nobody_is_held_back) {
    ask("negotiation.stage = P300D\nnegotiation.response = none\n", DISPUTE_REASON_QUALITY,
        (dispute_terms)REFUND(2000));
    for (int i = 1; i <= 40; i++) {
        DID(&p, PROPOSE, SELLER, D(i), .terms = REFUND(i));
        DID(&p, PROPOSE, BUYER, D(i), .terms = REFUND(1000 + i));
        DID(&p, AMEND, BUYER, D(i), .terms = REFUND(1000));
    }
    play_lasts(&p);
}

static int nothing_left(void **state) {
    (void)state;
    play_free(&p);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(O1_the_wait_counts_from_what_the_policy_says),
        cmocka_unit_test(O1_what_the_order_does_not_tell_counts_from_the_shipment),
        cmocka_unit_test(O2_the_last_day_counts_from_what_the_policy_says),
        cmocka_unit_test(O2_what_the_order_does_not_tell_counts_from_the_completion),
        cmocka_unit_test(O7_a_small_request_is_granted_at_the_opening),
        cmocka_unit_test(O7_the_platform_pays_where_the_policy_says_so),
        cmocka_unit_test(O7_whatever_is_above_or_of_another_kind_or_reason_is_negotiated),
        cmocka_unit_test(O7_the_guards_of_an_opening_hold_all_the_same),
        cmocka_unit_test(N11_the_reason_may_change_as_the_policy_says),
        cmocka_unit_test(N11_amends_are_counted),
        cmocka_unit_test(N11_proposals_of_each_party_are_counted),
        cmocka_unit_test(N11_without_a_limit_nobody_is_held_back),
    };
    return cmocka_run_group_tests(tests, NULL, nothing_left);
}
