/* test_opening.c - clauses O1 to O6: when a case may be opened, about what, and how much is at stake. */
#include "play.h"

static play p;

/* An order that was shipped and promised at these instants (0: not) and has not arrived. */
static void shipped(int64_t shipped_at, int64_t promised_at) {
    p.order.shipped_at = shipped_at;
    p.order.promised_at = promised_at;
    p.order.delivered_at = 0;
}

static const int32_t not_received[] = {DISPUTE_REASON_TRACKING_INVALID, DISPUTE_REASON_WRONG_ADDRESS,
                                       DISPUTE_REASON_IN_TRANSIT,       DISPUTE_REASON_CUSTOMS_HOLD,
                                       DISPUTE_REASON_PARCEL_RETURNED,  DISPUTE_REASON_LOST,
                                       DISPUTE_REASON_TRANSPORT_CHANGED};

TEST(O1_not_received_needs_shipped_at_also_where_open_after_is_none) {
    for (size_t i = 0; i < COUNT_OF(not_received); i++)
        for (int none = 0; none < 2; none++) {
            play_again(&p, none ? "open.after = none\n" : "");
            play_row(i);
            shipped(0, D(40));
            GIVES(&p, play_open(&p, not_received[i], DISPUTE_TERMS_REFUND, 5000), DISPUTE_REFUSED_TOO_EARLY);
            shipped(D(-20), D(40));
            GIVES(&p, play_open(&p, not_received[i], DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
        }
}

TEST(O1_other_classes_need_no_shipping) {
    int32_t reason;
    for (uint32_t i = 0; (reason = dispute_word_at(DISPUTE_GROUP_REASON, i)) != 0; i++) {
        if (reason <= DISPUTE_REASON_TRANSPORT_CHANGED || reason >= DISPUTE_REASON_UNAUTHORISED) continue;
        play_again(&p, "");
        play_row((size_t)reason);
        shipped(0, 0);
        GIVES(&p, play_open(&p, reason, DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
    }
    play_again(&p, "");
    shipped(D(-1), D(40));
    GIVES(&p, play_open(&p, DISPUTE_REASON_CHANGED_MIND, DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
}

static const struct {
    const char *changes;
    int64_t shipped, promised;
    dispute_result at_t0;
} waits[] = {
    {"", D(-10), D(40), DISPUTE_DONE},
    {"", D(-10) + 1, D(40), DISPUTE_REFUSED_TOO_EARLY},
    {"", D(-10) - 1, D(40), DISPUTE_DONE},
    {"", D(-1), 0, DISPUTE_REFUSED_TOO_EARLY},
    {"open.after = P3D\n", D(-3) + 1, D(40), DISPUTE_REFUSED_TOO_EARLY},
    {"open.after = P3D\n", D(-3), D(40), DISPUTE_DONE},
    {"open.after = none\n", D(-1), D(40), DISPUTE_DONE},
    /* open.at_once_under looks at promised minus shipped */
    {"", D(-1), D(4) - 1, DISPUTE_DONE},
    {"", D(-1), D(4), DISPUTE_REFUSED_TOO_EARLY},
    {"", D(-1), D(4) + 1, DISPUTE_REFUSED_TOO_EARLY},
    {"open.at_once_under = P2D\n", D(-1), D(1) - 1, DISPUTE_DONE},
    {"open.at_once_under = P2D\n", D(-1), D(1), DISPUTE_REFUSED_TOO_EARLY},
};

TEST(O1_open_after_counts_from_shipped_at_and_a_short_promise_opens_at_once) {
    for (size_t i = 0; i < COUNT_OF(waits); i++) {
        play_again(&p, waits[i].changes);
        play_row(i);
        shipped(waits[i].shipped, waits[i].promised);
        GIVES(&p, play_open(&p, DISPUTE_REASON_LOST, DISPUTE_TERMS_REFUND, 5000), waits[i].at_t0);
    }
}

static const struct {
    const char *changes;
    int64_t completed, protected_until, at;
    dispute_result result;
} ends[] = {
    {"", D(-15), D(60), T0 - 1, DISPUTE_DONE},
    {"", D(-15), D(60), T0, DISPUTE_REFUSED_TOO_LATE},
    {"", D(-15), D(60), T0 + 1, DISPUTE_REFUSED_TOO_LATE},
    {"", D(-14), D(-15), T0, DISPUTE_DONE}, /* completed_at goes before protected_until */
    {"", 0, D(-15), T0 - 1, DISPUTE_DONE},
    {"", 0, D(-15), T0, DISPUTE_REFUSED_TOO_LATE},
    {"", 0, 0, D(3000), DISPUTE_DONE}, /* without both there is no end */
    {"open.until = P2D\n", D(-2), 0, T0 - 1, DISPUTE_DONE},
    {"open.until = P2D\n", D(-2), 0, T0, DISPUTE_REFUSED_TOO_LATE},
};

TEST(O2_open_until_counts_from_completion_or_else_from_the_end_of_protection) {
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        play_again(&p, ends[i].changes);
        play_row(i);
        p.order.completed_at = ends[i].completed;
        p.order.protected_until = ends[i].protected_until;
        GIVES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000), ends[i].at), ends[i].result);
    }
}

TEST(O3_settled_funds_and_reasons_that_are_not_enabled_are_not_eligible) {
    play_again(&p, "");
    p.order.funds = DISPUTE_FUNDS_SETTLED;
    GIVES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000), DISPUTE_REFUSED_NOT_ELIGIBLE);
    p.order.funds = DISPUTE_FUNDS_RELEASED;
    GIVES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
    for (int32_t reason = DISPUTE_REASON_UNAUTHORISED; reason <= DISPUTE_REASON_SUBSCRIPTION_CANCELLED; reason++) {
        play_again(&p, "reason.quality.enabled = no\n");
        GIVES(&p, play_open(&p, reason, DISPUTE_TERMS_REFUND, 5000), DISPUTE_REFUSED_NOT_ELIGIBLE);
        GIVES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000), DISPUTE_REFUSED_NOT_ELIGIBLE);
        GIVES(&p, play_open(&p, DISPUTE_REASON_COUNTERFEIT, DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
    }
}

TEST(O3_a_second_open_on_an_open_case_is_not_now) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000);
    REFUSED(&p, NOT_NOW, OPEN, BUYER, D(1), .reason = DISPUTE_REASON_QUALITY, .terms = REFUND(5000));
    IS(play_deadlines(&p), "response 5, stage 7");
}

TEST(O3_a_refused_open_leaves_the_case_unopened_and_a_later_one_may_give_the_order_anew) {
    uint8_t before[DISPUTE_SNAPSHOT_SIZE], after[DISPUTE_SNAPSHOT_SIZE];
    play_again(&p, "");
    shipped(0, D(40));
    assert_int_equal(dispute_case_begin(p.policy, p.c, p.id, strlen(p.id), &p.order, NULL), DISPUTE_DONE);
    play_snapshot(&p, before);
    REFUSED(&p, TOO_EARLY, OPEN, BUYER, T0, .reason = DISPUTE_REASON_LOST, .terms = REFUND(5000));
    play_snapshot(&p, after);
    assert_memory_equal(before, after, sizeof before);
    assert_int_equal(dispute_case_sequence(p.c), 0);
    IS(play_where(&p), "");
    shipped(D(-20), D(40));
    GIVES(&p, play_open(&p, DISPUTE_REASON_LOST, DISPUTE_TERMS_REFUND, 5000), DISPUTE_DONE);
    assert_int_equal(dispute_case_sequence(p.c), 1);
    IS(play_where(&p), "negotiation.seller");
}

#define WRONG DISPUTE_REFUSED_WRONG_TERMS
#define OVER  DISPUTE_REFUSED_OVER_LIMIT

static const struct {
    dispute_terms terms;
    dispute_result asked, given; /* as a request; as an offer or a ruling */
} shapes[] = {
    {{.kind = DISPUTE_TERMS_NO_REFUND}, WRONG, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_NO_REFUND, .amount = 1}, WRONG, WRONG},
    {{.kind = DISPUTE_TERMS_NO_REFUND, .coupon = 1}, WRONG, WRONG},
    {{.kind = DISPUTE_TERMS_GUIDANCE}, WRONG, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_GUIDANCE, .amount = 1}, WRONG, WRONG},
    {{.kind = DISPUTE_TERMS_REFUND}, WRONG, WRONG},
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 1}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 5000}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 5001}, OVER, OVER},
    {{.kind = DISPUTE_TERMS_REFUND, .amount = INT64_MAX}, OVER, OVER},
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 1, .coupon = 800}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 1, .freight = 401}, OVER, OVER},
    {{.kind = DISPUTE_TERMS_RETURN_REFUND}, WRONG, WRONG},
    {{.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 1}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 5000, .coupon = 1}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 5001}, OVER, OVER},
    {{.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 9, .freight_by = DISPUTE_PARTY_SELLER, .freight = 400},
     DISPUTE_DONE,
     DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 9, .freight_by = DISPUTE_PARTY_SELLER, .freight = 401},
     OVER,
     OVER},
    {{.kind = DISPUTE_TERMS_REPLACEMENT}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_REPLACEMENT, .amount = 5000}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_REPLACEMENT, .amount = 5001}, OVER, OVER},
    {{.kind = DISPUTE_TERMS_REPLACEMENT, .coupon = 1}, WRONG, WRONG},
    {{.kind = DISPUTE_TERMS_RETURN_REPLACEMENT}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_RETURN_REPLACEMENT, .amount = 5000}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_RETURN_REPLACEMENT, .amount = 5001}, OVER, OVER},
    {{.kind = DISPUTE_TERMS_COUPON}, WRONG, WRONG},
    {{.kind = DISPUTE_TERMS_COUPON, .coupon = 1}, DISPUTE_DONE, DISPUTE_DONE},
    {{.kind = DISPUTE_TERMS_COUPON, .coupon = 1, .amount = 1}, WRONG, WRONG},
};

static void begin_row(size_t row, int64_t amount) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, amount);
    play_row(row);
}

TEST(O4_what_may_be_requested_by_open_amend_propose_and_reopen) {
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        play_again(&p, "");
        play_row(i);
        GIVES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, shapes[i].terms, T0), shapes[i].asked);
        begin_row(i, 1000);
        GIVES(&p, DO(&p, AMEND, BUYER, D(1), .terms = shapes[i].terms), shapes[i].asked);
        begin_row(i, 1000);
        DID(&p, REFUSE, SELLER, D(1));
        GIVES(&p, DO(&p, PROPOSE, BUYER, D(2), .terms = shapes[i].terms), shapes[i].asked);
        begin_row(i, 1000);
        DID(&p, WITHDRAW, BUYER, D(1));
        GIVES(&p, DO(&p, REOPEN, BUYER, D(2), .terms = shapes[i].terms), shapes[i].asked);
    }
}

TEST(O4_offers_and_rulings_may_be_anything_but_are_capped_by_the_order_and_not_by_the_request) {
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        begin_row(i, 1000);
        GIVES(&p, DO(&p, PROPOSE, SELLER, D(1), .terms = shapes[i].terms), shapes[i].given);
        begin_row(i, 1000);
        DID(&p, REFUSE, SELLER, D(1));
        GIVES(&p, DO(&p, RULE, PLATFORM, D(8), .terms = shapes[i].terms), shapes[i].given);
    }
}

TEST(O4_may_change_kind_binds_only_the_buyers_amend_and_propose) {
    play_begun(&p, "", DISPUTE_REASON_WRONG_CHOICE, DISPUTE_TERMS_REFUND, 3000);
    REFUSED(&p, WRONG_TERMS, AMEND, BUYER, D(1), .terms = RETURN_REFUND(3000));
    DID(&p, AMEND, BUYER, D(1), .terms = REFUND(2000));
    DID(&p, PROPOSE, SELLER, D(2), .terms = RETURN_REFUND(2000));
    REFUSED(&p, WRONG_TERMS, PROPOSE, BUYER, D(3), .terms = COUPON(800));
    DID(&p, PROPOSE, BUYER, D(3), .terms = REFUND(1000));
    DID(&p, REFUSE, SELLER, D(4));
    DID(&p, RULE, PLATFORM, D(8), .terms = COUPON(800));
    for (int32_t reason = DISPUTE_REASON_DESCRIPTION_MISMATCH; reason <= DISPUTE_REASON_COUNTERFEIT; reason++) {
        play_begun(&p, "", reason, DISPUTE_TERMS_REFUND, 3000);
        DID(&p, AMEND, BUYER, D(1), .terms = COUPON(800));
    }
    play_begun(&p, "reason.wrong_choice.may_change_kind = yes\n", DISPUTE_REASON_WRONG_CHOICE, DISPUTE_TERMS_REFUND, 9);
    DID(&p, AMEND, BUYER, D(1), .terms = RETURN_REFUND(3000));
}

TEST(O4_the_largest_amounts_that_there_are) {
    play_again(&p, "");
    p.order.amount = INT64_MAX;
    p.order.freight = 0;
    GIVES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, INT64_MAX), DISPUTE_DONE);
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(INT64_MAX - 1));
    DID(&p, ACCEPT, BUYER, D(2));
    IS(play_transfers(&p), "escrow>buyer 9223372036854775806 refund, escrow>seller 1 release");
}

#define CLOSE_FOR_BUYER "negotiation.response.on_silence = close_for_buyer\n"

static const struct {
    dispute_terms asked;
    const char *transfers;
} stakes[] = {
    {{.kind = DISPUTE_TERMS_REFUND, .amount = 3000}, "escrow>buyer 3000 refund, escrow>seller 2000 release"},
    {{.kind = DISPUTE_TERMS_RETURN_REFUND, .amount = 5000}, "escrow>buyer 5000 refund"},
    {{.kind = DISPUTE_TERMS_REPLACEMENT}, "escrow>buyer 5000 refund"},
    {{.kind = DISPUTE_TERMS_REPLACEMENT, .amount = 1}, "escrow>buyer 1 refund, escrow>seller 4999 release"},
    {{.kind = DISPUTE_TERMS_RETURN_REPLACEMENT}, "escrow>buyer 5000 refund"},
    {{.kind = DISPUTE_TERMS_RETURN_REPLACEMENT, .amount = 1200},
     "escrow>buyer 1200 refund, escrow>seller 3800 release"},
};

TEST(O5_at_stake_is_the_requests_amount_or_the_orders_where_it_names_none) {
    for (size_t i = 0; i < COUNT_OF(stakes); i++) {
        play_again(&p, CLOSE_FOR_BUYER);
        play_row(i);
        GIVES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, stakes[i].asked, T0), DISPUTE_DONE);
        GOES(&p, play_advance(&p, D(5)));
        IS(play_transfers(&p), stakes[i].transfers);
    }
}

TEST(O5_a_replacement_that_was_offered_and_never_sent_gives_what_the_request_put_at_stake) {
    play_begun(&p, "", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000);
    DID(&p, PROPOSE, SELLER, D(1), .terms = {.kind = DISPUTE_TERMS_REPLACEMENT, .amount = 700});
    DID(&p, ACCEPT, BUYER, D(2));
    GOES(&p, play_advance(&p, D(7)));
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
}

TEST(O6_without_a_negotiation_the_case_passes_through_to_the_platform_in_the_same_instant) {
    play_begun(&p, "negotiation.stage = 0\n", DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000);
    IS(play_path(&p), "open negotiation.seller 0, deadline.stage platform.review 0");
    assert_int_equal(dispute_case_sequence(p.c), 2);
    IS(play_deadlines(&p), "evidence 3, review 7");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(O1_not_received_needs_shipped_at_also_where_open_after_is_none),
        cmocka_unit_test(O1_other_classes_need_no_shipping),
        cmocka_unit_test(O1_open_after_counts_from_shipped_at_and_a_short_promise_opens_at_once),
        cmocka_unit_test(O2_open_until_counts_from_completion_or_else_from_the_end_of_protection),
        cmocka_unit_test(O3_settled_funds_and_reasons_that_are_not_enabled_are_not_eligible),
        cmocka_unit_test(O3_a_second_open_on_an_open_case_is_not_now),
        cmocka_unit_test(O3_a_refused_open_leaves_the_case_unopened_and_a_later_one_may_give_the_order_anew),
        cmocka_unit_test(O4_what_may_be_requested_by_open_amend_propose_and_reopen),
        cmocka_unit_test(O4_offers_and_rulings_may_be_anything_but_are_capped_by_the_order_and_not_by_the_request),
        cmocka_unit_test(O4_may_change_kind_binds_only_the_buyers_amend_and_propose),
        cmocka_unit_test(O4_the_largest_amounts_that_there_are),
        cmocka_unit_test(O5_at_stake_is_the_requests_amount_or_the_orders_where_it_names_none),
        cmocka_unit_test(O5_a_replacement_that_was_offered_and_never_sent_gives_what_the_request_put_at_stake),
        cmocka_unit_test(O6_without_a_negotiation_the_case_passes_through_to_the_platform_in_the_same_instant),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
