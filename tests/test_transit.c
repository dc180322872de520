/* test_transit.c - clauses N6 to N8: what a parcel on its way holds back, how it moves, and who may escalate. */
#include "play.h"

static play p;

/* A case about `quality` over 5000. */
static void begin(const char *changes) { play_begun(&p, changes, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000); }

/* An order that was shipped 20 days ago and has not arrived, promised for this instant (0: no promise), then a case. */
static void begin_shipped(const char *changes, int32_t reason, int64_t promised_at) {
    play_again(&p, changes);
    p.order.delivered_at = 0;
    p.order.promised_at = promised_at;
    GOES(&p, play_open(&p, reason, DISPUTE_TERMS_REFUND, 5000));
}

static const struct {
    const char *changes;
    int32_t reason, enrolled;
    int64_t delivered, promised;
    const char *deadlines;
} held[] = {
    {"", DISPUTE_REASON_IN_TRANSIT, 0, 0, D(20), "response 5, stage 20"},
    {"", DISPUTE_REASON_LOST, 0, 0, D(20), "response 5, stage 20"},
    {"", DISPUTE_REASON_IN_TRANSIT, 0, 0, D(7) + 1, "response 5, stage 7+1ms"},
    {"", DISPUTE_REASON_IN_TRANSIT, 0, 0, D(7) - 1, "response 5, stage 7"},
    {"", DISPUTE_REASON_IN_TRANSIT, 0, 0, T0, "response 5, stage 7"},
    {"", DISPUTE_REASON_IN_TRANSIT, 0, 0, 0, "response 5, stage 7"},
    {"", DISPUTE_REASON_IN_TRANSIT, 0, 0, D(60) - 1, "response 5, stage 60-1ms"},
    {"", DISPUTE_REASON_IN_TRANSIT, 0, 0, D(60) + 1, "response 5, stage 60"},
    {"", DISPUTE_REASON_IN_TRANSIT, 0, 0, D(500), "response 5, stage 60"},
    {"negotiation.stage.at_most = P9D\n", DISPUTE_REASON_IN_TRANSIT, 0, 0, D(20), "response 5, stage 9"},
    {"negotiation.stage.at_most = P3D\n", DISPUTE_REASON_IN_TRANSIT, 0, 0, D(20), "response 5, stage 7"},
    {"", DISPUTE_REASON_IN_TRANSIT, 0, D(-5), D(20), "response 5, stage 20"}, /* the reason alone is enough */
    {"", DISPUTE_REASON_LOST, 0, D(-5), D(20), "response 5, stage 7"},
    {"", DISPUTE_REASON_QUALITY, 0, 0, D(20), "response 5, stage 7"},
    {"", DISPUTE_REASON_IN_TRANSIT, 1, 0, D(20), "response 5, stage 20, takeover 20"},
    {"", DISPUTE_REASON_LOST, 1, 0, D(3), "response 5, stage 7, takeover 3"},
    {"", DISPUTE_REASON_LOST, 1, 0, D(1), "response 5, stage 7, takeover 2"},
    {"negotiation.stage.on_silence = close_for_seller\n", DISPUTE_REASON_LOST, 0, 0, D(20), "response 5, stage 20"},
    {"negotiation.stage.on_silence = withdraw\n", DISPUTE_REASON_LOST, 0, 0, D(20), "response 5, stage 20"},
    {"negotiation.stage.on_silence = close_for_buyer\n", DISPUTE_REASON_LOST, 0, 0, D(20), "response 5, stage 20"},
};

TEST(N6_stage_and_takeover_wait_for_the_promised_date_of_a_parcel_on_its_way) {
    for (size_t i = 0; i < COUNT_OF(held); i++) {
        play_again(&p, held[i].changes);
        play_row(i);
        p.order.seller_guarantee = held[i].enrolled;
        p.order.delivered_at = held[i].delivered;
        p.order.promised_at = held[i].promised;
        GOES(&p, play_open(&p, held[i].reason, DISPUTE_TERMS_REFUND, 5000));
        IS(play_deadlines(&p), held[i].deadlines);
    }
}

TEST(N6_the_classes_decide_beside_the_reason_in_transit) {
    int32_t reason;
    for (uint32_t i = 0; (reason = dispute_word_at(DISPUTE_GROUP_REASON, i)) != 0; i++) {
        if (reason >= DISPUTE_REASON_UNAUTHORISED) continue; /* not enabled */
        begin_shipped("", reason, D(20));
        play_row((size_t)reason);
        IS(play_deadlines(&p),
           reason / 20 + 1 == DISPUTE_CLASS_NOT_RECEIVED ? "response 5, stage 20" : "response 5, stage 7");
    }
}

TEST(N6_it_is_worked_out_again_at_every_parcel) {
    begin_shipped("", DISPUTE_REASON_LOST, D(20));
    DID(&p, REFUSE, SELLER, D(1));
    DID(&p, PARCEL, CARRIER, D(1), .until = D(30));
    IS(play_deadlines(&p), "stage 30");
    DID(&p, PARCEL, SELLER, D(1), .until = D(10));
    IS(play_deadlines(&p), "stage 10");
    DID(&p, PARCEL, PLATFORM, D(1), .until = D(90));
    IS(play_deadlines(&p), "stage 60");
    DID(&p, PARCEL, CARRIER, D(2), .goods = DISPUTE_GOODS_DETAINED);
    IS(play_deadlines(&p), "stage 7");
    DID(&p, PARCEL, CARRIER, D(2), .goods = DISPUTE_GOODS_IN_TRANSIT);
    IS(play_deadlines(&p), "stage 60");
    DID(&p, PARCEL, CARRIER, D(3), .goods = DISPUTE_GOODS_DELIVERED);
    IS(play_deadlines(&p), "stage 7");
}

TEST(N6_it_is_worked_out_again_at_every_amend) {
    begin_shipped("", DISPUTE_REASON_QUALITY, D(20));
    IS(play_deadlines(&p), "response 5, stage 7");
    DID(&p, AMEND, BUYER, D(1), .reason = DISPUTE_REASON_IN_TRANSIT);
    IS(play_deadlines(&p), "response 6, stage 20");
    DID(&p, AMEND, BUYER, D(2), .reason = DISPUTE_REASON_DAMAGED);
    IS(play_deadlines(&p), "response 7, stage 7");
}

TEST(N6_a_due_that_has_passed_becomes_that_instant) {
    begin_shipped("", DISPUTE_REASON_LOST, D(20));
    DID(&p, REFUSE, SELLER, D(1));
    DID(&p, PARCEL, CARRIER, D(10), .goods = DISPUTE_GOODS_DELIVERED);
    IS(play_path(&p), "parcel negotiation.buyer 10, deadline.stage platform.review 10");
    begin_shipped("", DISPUTE_REASON_LOST, D(20));
    DID(&p, REFUSE, SELLER, D(1));
    DID(&p, AMEND, BUYER, D(10), .reason = DISPUTE_REASON_QUALITY);
    IS(play_path(&p), "amend negotiation.seller 10, deadline.stage platform.review 10");
}

TEST(N6_without_news_the_stage_ends_at_the_promised_date) {
    begin_shipped("", DISPUTE_REASON_IN_TRANSIT, D(20));
    DID(&p, REFUSE, SELLER, D(1));
    GOES(&p, play_advance(&p, D(40)));
    IS(play_path(&p), "deadline.stage platform.review 20, deadline.evidence platform.review 23, "
                      "deadline.review platform.review 27");
}

TEST(N6_a_reopening_counts_as_the_opening) {
    begin_shipped("negotiation.stage.at_most = P30D\n", DISPUTE_REASON_IN_TRANSIT, D(50));
    IS(play_deadlines(&p), "response 5, stage 30");
    DID(&p, WITHDRAW, BUYER, D(3));
    DID(&p, REOPEN, BUYER, D(4));
    IS(play_deadlines(&p), "response 9, stage 34");
}

#define WINDOW "escalate.buyer = P3D..P15D\nescalate.seller = P3D..P15D\nnegotiation.stage = P20D\n"

TEST(N6_escalate_is_refused_while_the_promised_date_lies_ahead) {
    for (int32_t by = DISPUTE_PARTY_BUYER; by <= DISPUTE_PARTY_SELLER; by++) {
        begin_shipped(WINDOW, DISPUTE_REASON_LOST, D(10));
        DID(&p, REFUSE, SELLER, D(1));
        GIVES(&p, play_do(&p, DISPUTE_EVENT_ESCALATE, by, D(5), NULL), DISPUTE_REFUSED_IN_TRANSIT);
        GIVES(&p, play_do(&p, DISPUTE_EVENT_ESCALATE, by, D(10) - 1, NULL), DISPUTE_REFUSED_IN_TRANSIT);
        GIVES(&p, play_do(&p, DISPUTE_EVENT_ESCALATE, by, D(10), NULL), DISPUTE_DONE);
        begin_shipped(WINDOW, DISPUTE_REASON_LOST, D(10));
        DID(&p, REFUSE, SELLER, D(1));
        DID(&p, PARCEL, CARRIER, D(4), .goods = DISPUTE_GOODS_DELIVERED);
        GIVES(&p, play_do(&p, DISPUTE_EVENT_ESCALATE, by, D(5), NULL), DISPUTE_DONE);
    }
}

TEST(N7_only_carrier_and_platform_may_give_a_later_promised_date_or_the_first) {
    begin("");
    REFUSED(&p, WRONG_TERMS, PARCEL, SELLER, D(1), .until = D(-2) + 1);
    REFUSED(&p, WRONG_TERMS, PARCEL, SELLER, D(1), .until = D(-2));
    DID(&p, PARCEL, SELLER, D(1), .until = D(-2) - 1);
    DID(&p, PARCEL, CARRIER, D(1), .until = D(2));
    DID(&p, PARCEL, PLATFORM, D(1), .until = D(3));
    DID(&p, PARCEL, SELLER, D(1), .until = D(3) - 1);
    begin_shipped("", DISPUTE_REASON_QUALITY, 0);
    REFUSED(&p, WRONG_TERMS, PARCEL, SELLER, D(1), .until = D(3));
    DID(&p, PARCEL, CARRIER, D(1), .until = D(3));
    DID(&p, PARCEL, SELLER, D(1), .until = D(2));
}

TEST(N7_at_opening_goods_follow_from_delivered_at_and_shipped_at) {
    begin("");
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_DELIVERED);
    begin_shipped("", DISPUTE_REASON_QUALITY, D(20));
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_IN_TRANSIT);
    play_again(&p, "");
    p.order.shipped_at = p.order.delivered_at = 0;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000));
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_NOT_SHIPPED);
}

/* A case whose goods are there: by the order, by parcel events, or on the way of a return. */
static void begin_with_goods(int32_t goods) {
    if (goods >= DISPUTE_GOODS_RETURNING) {
        play_reach(&p, "", DISPUTE_STATE_RETURN_RECEIPT);
        if (goods == DISPUTE_GOODS_RETURNED) DID(&p, PARCEL, CARRIER, D(2), .goods = DISPUTE_GOODS_RETURNED);
    } else if (goods == DISPUTE_GOODS_NOT_SHIPPED) {
        play_again(&p, "");
        p.order.shipped_at = p.order.delivered_at = 0;
        GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000));
    } else {
        begin_shipped("", DISPUTE_REASON_QUALITY, D(20));
        if (goods != DISPUTE_GOODS_IN_TRANSIT) DID(&p, PARCEL, CARRIER, D(1), .goods = goods);
    }
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, goods);
}

static const char *const goods_may_become[8] =
    {/* from: to, by the digits of the numbers */
     [DISPUTE_GOODS_NOT_SHIPPED] = "12", [DISPUTE_GOODS_IN_TRANSIT] = "2345", [DISPUTE_GOODS_DETAINED] = "2345",
     [DISPUTE_GOODS_DELIVERED] = "4",    [DISPUTE_GOODS_BOUNCED] = "5",       [DISPUTE_GOODS_RETURNING] = "67",
     [DISPUTE_GOODS_RETURNED] = "7"};

TEST(N7_goods_go_forward_and_naming_what_they_are_is_accepted) {
    for (int32_t from = DISPUTE_GOODS_NOT_SHIPPED; from <= DISPUTE_GOODS_RETURNED; from++)
        for (int32_t to = DISPUTE_GOODS_NOT_SHIPPED; to <= DISPUTE_GOODS_RETURNED; to++) {
            int may = strchr(goods_may_become[from], '0' + to) != NULL;
            begin_with_goods(from);
            play_row((size_t)(from * 10 + to));
            GIVES(&p, DO(&p, PARCEL, CARRIER, D(3), .goods = to), may ? DISPUTE_DONE : DISPUTE_REFUSED_WRONG_TERMS);
            assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, may ? to : from);
        }
}

TEST(N7_parcel_is_open_in_every_open_state_but_settling_paying) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        int32_t state = play_states[i];
        play_reach(&p, "", state);
        play_row(i);
        int may = state != DISPUTE_STATE_SETTLING_PAYING && state != DISPUTE_STATE_CLOSED_DONE;
        int32_t goods = play_view(&p, DISPUTE_PARTY_PLATFORM).goods;
        GIVES(&p, DO(&p, PARCEL, CARRIER, D(1), .goods = goods), may ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
        GIVES(&p, DO(&p, PARCEL, PLATFORM, D(1), .goods = goods), may ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
        if (state == DISPUTE_STATE_GUARANTEE_WAITING) continue;
        GIVES(&p, DO(&p, PARCEL, SELLER, D(1), .goods = goods), may ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
    }
}

TEST(N7_a_received_return_makes_goods_returned_and_a_replacement_does_not_touch_them) {
    play_reach(&p, "", DISPUTE_STATE_RETURN_RECEIPT);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_RETURNING);
    DID(&p, CONFIRM_RETURN, SELLER, D(2));
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_RETURNED);
    play_reach(&p, "", DISPUTE_STATE_RETURN_RECEIPT);
    GOES(&p, play_advance(&p, D(31)));
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_RETURNED);
    play_reach(&p, "", DISPUTE_STATE_REPLACEMENT_RECEIPT);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_DELIVERED);
    DID(&p, CONFIRM_REPLACEMENT, BUYER, D(2));
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_DELIVERED);
}

static const struct {
    const char *changes;
    int64_t at;
    dispute_result result;
} escalations[] = {
    {"", D(2), DISPUTE_REFUSED_NOT_NOW},
    {WINDOW, D(3) - 1, DISPUTE_REFUSED_TOO_EARLY},
    {WINDOW, D(3), DISPUTE_DONE},
    {WINDOW, D(15) - 1, DISPUTE_DONE},
    {WINDOW, D(15), DISPUTE_REFUSED_TOO_LATE},
    {WINDOW, D(15) + 1, DISPUTE_REFUSED_TOO_LATE},
};

TEST(N8_escalate_is_closed_or_open_in_a_window_from_the_opening) {
    for (size_t i = 0; i < COUNT_OF(escalations); i++)
        for (int32_t by = DISPUTE_PARTY_BUYER; by <= DISPUTE_PARTY_SELLER; by++) {
            begin(escalations[i].changes);
            play_row(i);
            DID(&p, REFUSE, SELLER, D(1));
            GIVES(&p, play_do(&p, DISPUTE_EVENT_ESCALATE, by, escalations[i].at, NULL), escalations[i].result);
            if (escalations[i].result == DISPUTE_DONE) IS(play_where(&p), "platform.review");
        }
}

TEST(N8_each_side_has_its_own_key) {
    begin("escalate.buyer = P1D..P15D\n");
    REFUSED(&p, NOT_NOW, ESCALATE, SELLER, D(2));
    DID(&p, ESCALATE, BUYER, D(2));
    begin("escalate.seller = P1D..P15D\n");
    REFUSED(&p, NOT_NOW, ESCALATE, BUYER, D(2));
    DID(&p, ESCALATE, SELLER, D(2));
}

TEST(N8_escalate_leads_out_of_the_negotiation_only) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "escalate.buyer = P1D..P15D\n", play_states[i]);
        play_row(i);
        GIVES(&p, DO(&p, ESCALATE, BUYER, D(2)),
              play_negotiates(play_states[i]) ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_NOW);
    }
}

#define AFTER_REFUSAL "escalate.buyer = after_refusal\nescalate.seller = after_refusal\n"

TEST(N8_after_refusal_is_too_early_before_any_refuse_since_the_opening) {
    begin(AFTER_REFUSAL);
    REFUSED(&p, TOO_EARLY, ESCALATE, BUYER, D(1));
    REFUSED(&p, TOO_EARLY, ESCALATE, SELLER, D(1));
    DID(&p, PROPOSE, SELLER, D(1), .terms = REFUND(1000));
    REFUSED(&p, TOO_EARLY, ESCALATE, SELLER, D(1));
    DID(&p, REFUSE, BUYER, D(1));
    DID(&p, ESCALATE, SELLER, D(1));
    begin(AFTER_REFUSAL);
    DID(&p, REFUSE, SELLER, D(1));
    DID(&p, PROPOSE, BUYER, D(2), .terms = REFUND(4000));
    DID(&p, ESCALATE, BUYER, D(2));
}

TEST(N8_a_reopening_counts_as_the_opening) {
    begin(AFTER_REFUSAL);
    DID(&p, REFUSE, SELLER, D(1));
    DID(&p, WITHDRAW, BUYER, D(2));
    DID(&p, REOPEN, BUYER, D(3));
    REFUSED(&p, TOO_EARLY, ESCALATE, BUYER, D(4));
    begin(WINDOW);
    DID(&p, WITHDRAW, BUYER, D(2));
    DID(&p, REOPEN, BUYER, D(2));
    REFUSED(&p, TOO_EARLY, ESCALATE, BUYER, D(5) - 1);
    DID(&p, ESCALATE, BUYER, D(5));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(N6_stage_and_takeover_wait_for_the_promised_date_of_a_parcel_on_its_way),
        cmocka_unit_test(N6_the_classes_decide_beside_the_reason_in_transit),
        cmocka_unit_test(N6_it_is_worked_out_again_at_every_parcel),
        cmocka_unit_test(N6_it_is_worked_out_again_at_every_amend),
        cmocka_unit_test(N6_a_due_that_has_passed_becomes_that_instant),
        cmocka_unit_test(N6_without_news_the_stage_ends_at_the_promised_date),
        cmocka_unit_test(N6_a_reopening_counts_as_the_opening),
        cmocka_unit_test(N6_escalate_is_refused_while_the_promised_date_lies_ahead),
        cmocka_unit_test(N7_only_carrier_and_platform_may_give_a_later_promised_date_or_the_first),
        cmocka_unit_test(N7_at_opening_goods_follow_from_delivered_at_and_shipped_at),
        cmocka_unit_test(N7_goods_go_forward_and_naming_what_they_are_is_accepted),
        cmocka_unit_test(N7_parcel_is_open_in_every_open_state_but_settling_paying),
        cmocka_unit_test(N7_a_received_return_makes_goods_returned_and_a_replacement_does_not_touch_them),
        cmocka_unit_test(N8_escalate_is_closed_or_open_in_a_window_from_the_opening),
        cmocka_unit_test(N8_each_side_has_its_own_key),
        cmocka_unit_test(N8_escalate_leads_out_of_the_negotiation_only),
        cmocka_unit_test(N8_after_refusal_is_too_early_before_any_refuse_since_the_opening),
        cmocka_unit_test(N8_a_reopening_counts_as_the_opening),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
