/* test_return.c - clauses R1 to R4: goods that travel back, replacements, and who pays for the way. */
#include "play.h"

static play p;

/* A case about `quality` that ends up in this state on day 1, with these terms agreed. */
static void agree(const char *changes, dispute_terms terms, int32_t state) {
    play_again(&p, changes);
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, terms, T0));
    DID(&p, ACCEPT, SELLER, D(1));
    if (state == DISPUTE_STATE_RETURN_ADDRESS) return;
    DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
    if (state == DISPUTE_STATE_RETURN_SHIPMENT) return;
    DID(&p, SHIP_RETURN, BUYER, D(1), .reference = "RR123456789CN");
}

static const dispute_terms returns[] = {RETURN_REFUND(3000), TERMS(RETURN_REPLACEMENT)};

TEST(R1_an_agreed_return_goes_through_address_shipment_and_receipt) {
    for (size_t i = 0; i < COUNT_OF(returns); i++) {
        agree("", returns[i], DISPUTE_STATE_RETURN_ADDRESS);
        IS(play_where(&p), "return.address");
        IS(play_transfers(&p), "");
        DID(&p, CONFIRM_ADDRESS, SELLER, D(2));
        IS(play_where(&p), "return.shipment");
        assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_DELIVERED);
        assert_int_not_equal(DO(&p, SHIP_RETURN, BUYER, D(3)), DISPUTE_DONE); /* without a tracking number */
        DID(&p, SHIP_RETURN, BUYER, D(3), .reference = "RR123456789CN");
        IS(play_where(&p), "return.receipt");
        IS(play_deadlines(&p), "response 33");
        assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).goods, DISPUTE_GOODS_RETURNING);
    }
}

TEST(R1_so_does_one_that_the_buyer_accepts_or_the_platform_rules) {
    play_reach(&p, "", DISPUTE_STATE_NEGOTIATION_BUYER);
    DID(&p, PROPOSE, SELLER, D(1), .terms = RETURN_REFUND(3000));
    DID(&p, ACCEPT, BUYER, D(2));
    IS(play_where(&p), "return.address");
    play_reach(&p, "appeal.rounds = 0\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(2), .terms = TERMS(RETURN_REPLACEMENT));
    IS(play_where(&p), "return.address");
}

TEST(R1_where_the_sellers_silence_agreed_the_registered_address_is_used_at_once) {
    for (size_t i = 0; i < COUNT_OF(returns); i++) {
        play_again(&p, "");
        GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, returns[i], T0));
        GOES(&p, play_advance(&p, D(5)));
        IS(play_path(&p), "deadline.response return.shipment 5");
        IS(play_deadlines(&p), "response 15");
    }
}

TEST(R1_each_step_belongs_to_its_state_alone) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        int32_t at = play_states[i];
        play_reach(&p, "", at);
        play_row(i);
        int guarantee = at == DISPUTE_STATE_GUARANTEE_WAITING;
        dispute_result no = guarantee ? DISPUTE_REFUSED_NO_OPTIONS : DISPUTE_REFUSED_NOT_NOW;
        if (at != DISPUTE_STATE_RETURN_ADDRESS) GIVES(&p, DO(&p, CONFIRM_ADDRESS, SELLER, D(1)), no);
        if (at != DISPUTE_STATE_RETURN_RECEIPT) {
            GIVES(&p, DO(&p, CONFIRM_RETURN, SELLER, D(1)), no);
            GIVES(&p, DO(&p, OBJECT_RETURN, SELLER, D(1)), no);
        }
        if (at / 10 != DISPUTE_STATE_RETURN_ADDRESS / 10) GIVES(&p, DO(&p, WAIVE_RETURN, SELLER, D(1)), no);
        if (at != DISPUTE_STATE_RETURN_SHIPMENT) REFUSED(&p, NOT_NOW, SHIP_RETURN, BUYER, D(1), .reference = "RR1");
        if (at != DISPUTE_STATE_REPLACEMENT_DISPATCH)
            GIVES(&p, DO(&p, SHIP_REPLACEMENT, SELLER, D(1), .reference = "RR2"), no);
        if (at == DISPUTE_STATE_REPLACEMENT_RECEIPT) continue;
        REFUSED(&p, NOT_NOW, CONFIRM_REPLACEMENT, BUYER, D(1));
        REFUSED(&p, NOT_NOW, OBJECT_REPLACEMENT, BUYER, D(1));
    }
}

static const int32_t return_states[] = {DISPUTE_STATE_RETURN_ADDRESS, DISPUTE_STATE_RETURN_SHIPMENT,
                                        DISPUTE_STATE_RETURN_RECEIPT};

TEST(R1_waive_return_in_all_three_until_return_waive_after_the_first) {
    for (size_t i = 0; i < COUNT_OF(return_states); i++) {
        agree("return.waive = P2D\n", returns[0], return_states[i]);
        play_row(i);
        REFUSED(&p, TOO_LATE, WAIVE_RETURN, SELLER, D(3));
        REFUSED(&p, TOO_LATE, WAIVE_RETURN, SELLER, D(3) + 1);
        agree("return.waive = P2D\n", returns[0], return_states[i]);
        DID(&p, WAIVE_RETURN, SELLER, D(3) - 1);
    }
    agree("", returns[0], DISPUTE_STATE_RETURN_ADDRESS);
    DID(&p, CONFIRM_ADDRESS, SELLER, D(5)); /* does not count anew */
    DID(&p, SHIP_RETURN, BUYER, D(10), .reference = "RR1");
    REFUSED(&p, TOO_LATE, WAIVE_RETURN, SELLER, D(31));
    play_again(&p, "return.waive = P2D\n"); /* the first is return.shipment where silence agreed, on day 5 */
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, returns[0], T0));
    REFUSED(&p, TOO_LATE, WAIVE_RETURN, SELLER, D(7));
    IS(play_where(&p), "return.shipment");
}

#define PARTED "escrow>buyer 3000 refund, escrow>seller 2000 release"
#define COUNTS " fault seller payer seller counts dispute_rate"

TEST(R2_waiving_a_return_refund_moves_the_refund) {
    for (size_t i = 0; i < COUNT_OF(return_states); i++) {
        agree("", returns[0], return_states[i]);
        DID(&p, WAIVE_RETURN, SELLER, D(2));
        IS(play_transfers(&p), PARTED);
        IS(play_outcome(&p), "refund 3000 via consensus" COUNTS);
    }
}

TEST(R2_receiving_a_return_refund_moves_the_refund_also_by_silence) {
    agree("", returns[0], DISPUTE_STATE_RETURN_RECEIPT);
    DID(&p, CONFIRM_RETURN, SELLER, D(2));
    IS(play_transfers(&p), PARTED);
    IS(play_outcome(&p), "return_refund 3000 via consensus" COUNTS);
    agree("", returns[0], DISPUTE_STATE_RETURN_RECEIPT);
    GOES(&p, play_advance(&p, D(31) - 1));
    IS(play_path(&p), "");
    GOES(&p, play_advance(&p, D(31)));
    IS(play_transfers(&p), PARTED);
    IS(play_outcome(&p), "return_refund 3000 via seller_silence" COUNTS);
}

TEST(R2_a_return_replacement_leads_to_the_dispatch) {
    for (size_t i = 0; i < COUNT_OF(return_states); i++) {
        agree("", returns[1], return_states[i]);
        DID(&p, WAIVE_RETURN, SELLER, D(2));
        IS(play_where(&p), "replacement.dispatch");
        IS(play_transfers(&p), "");
        IS(play_deadlines(&p), "response 7");
    }
    agree("", returns[1], DISPUTE_STATE_RETURN_RECEIPT);
    DID(&p, CONFIRM_RETURN, SELLER, D(2));
    IS(play_where(&p), "replacement.dispatch");
    agree("", returns[1], DISPUTE_STATE_RETURN_RECEIPT);
    GOES(&p, play_advance(&p, D(31)));
    IS(play_path(&p), "deadline.response replacement.dispatch 31");
}

static void nothing_stands(const char *asked) {
    IS(play_where(&p), "platform.review");
    IS(play_asked(&p), asked);
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(40));
    REFUSED(&p, NOT_NOW, ACCEPT, SELLER, D(40));
}

TEST(R2_object_return_leads_to_review_where_nothing_stands) {
    agree("", returns[0], DISPUTE_STATE_RETURN_RECEIPT);
    DID(&p, OBJECT_RETURN, SELLER, D(2));
    nothing_stands("buyer 5, seller 5");
}

TEST(R3_object_replacement_leads_to_review_where_nothing_stands) {
    play_reach(&p, "", DISPUTE_STATE_REPLACEMENT_RECEIPT);
    DID(&p, OBJECT_REPLACEMENT, BUYER, D(2));
    nothing_stands("buyer 5, seller 5");
}

TEST(R3_a_replacement_received_or_deemed_received_is_the_release) {
    play_reach(&p, "", DISPUTE_STATE_REPLACEMENT_RECEIPT);
    DID(&p, CONFIRM_REPLACEMENT, BUYER, D(2));
    IS(play_transfers(&p), "escrow>seller 5000 release");
    play_reach(&p, "", DISPUTE_STATE_REPLACEMENT_RECEIPT);
    GOES(&p, play_advance(&p, D(31)));
    IS(play_transfers(&p), "escrow>seller 5000 release");
}

TEST(R3_a_replacement_never_sent_is_the_refund_of_what_is_at_stake) {
    play_reach(&p, "", DISPUTE_STATE_REPLACEMENT_DISPATCH);
    GOES(&p, play_advance(&p, D(6)));
    IS(play_path(&p), "deadline.response settling.paying 6");
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
    agree("", returns[1], DISPUTE_STATE_RETURN_ADDRESS);
    DID(&p, WAIVE_RETURN, SELLER, D(2));
    GOES(&p, play_advance(&p, D(7)));
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
}

TEST(R3_silence_that_escalates_is_an_objection) {
    play_reach(&p, "return.receive.on_silence = escalate\n", DISPUTE_STATE_RETURN_RECEIPT);
    GOES(&p, play_advance(&p, D(31)));
    nothing_stands("buyer 34, seller 34");
    play_reach(&p, "replacement.ship.on_silence = escalate\n", DISPUTE_STATE_REPLACEMENT_DISPATCH);
    GOES(&p, play_advance(&p, D(6)));
    nothing_stands("buyer 9, seller 9");
    play_reach(&p, "replacement.receive.on_silence = escalate\n", DISPUTE_STATE_REPLACEMENT_RECEIPT);
    GOES(&p, play_advance(&p, D(31)));
    nothing_stands("buyer 34, seller 34");
}

/* A return ruled by the platform, at its own cost and fault, on its way back. */
static void rule_a_return(void) {
    play_reach(&p,
               "appeal.rounds = 0\nreturn.receive.on_silence = escalate\n"
               "platform.review.on_silence = close_for_buyer\n",
               DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = RETURN_REFUND(3000), .payer = DISPUTE_ACCOUNT_PLATFORM,
        .fault = DISPUTE_FAULT_PLATFORM);
    DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
    DID(&p, SHIP_RETURN, BUYER, D(1), .reference = "RR1");
}

TEST(R3_a_ruling_behind_an_objection_is_gone) {
    for (int silent = 0; silent < 2; silent++) {
        rule_a_return();
        if (silent)
            GOES(&p, play_advance(&p, D(31)));
        else
            DID(&p, OBJECT_RETURN, SELLER, D(2));
        IS(play_where(&p), "platform.review");
        GOES(&p, play_advance(&p, D(38)));
        IS(play_transfers(&p), "escrow>buyer 5000 refund");
        IS(play_outcome(&p),
           "refund 5000 via seller_silence fault seller payer seller counts dispute_rate arbitration_rate");
    }
}

static const struct {
    int32_t funds, kind, freight_by;
    int64_t freight;
    const char *received, *waived;
} freights[] = {
    {DISPUTE_FUNDS_ESCROW, DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, 400,
     "escrow>buyer 3000 refund, seller>buyer 400 freight, escrow>seller 2000 release", PARTED},
    {DISPUTE_FUNDS_ESCROW, DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, 1,
     "escrow>buyer 3000 refund, seller>buyer 1 freight, escrow>seller 2000 release", PARTED},
    {DISPUTE_FUNDS_ESCROW, DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_PLATFORM, 400,
     "escrow>buyer 3000 refund, platform>buyer 400 freight, escrow>seller 2000 release", PARTED},
    {DISPUTE_FUNDS_ESCROW, DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_BUYER, 400, PARTED, PARTED},
    {DISPUTE_FUNDS_ESCROW, DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, 0, PARTED, PARTED},
    {DISPUTE_FUNDS_RELEASED, DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, 400,
     "seller>buyer 3000 recoup, seller>buyer 400 freight", "seller>buyer 3000 recoup"},
};

static void begin_freight(size_t row) {
    dispute_terms terms = {.kind = freights[row].kind, .freight_by = freights[row].freight_by, .amount = 3000};
    terms.freight = freights[row].freight;
    play_again(&p, "");
    play_row(row);
    p.order.funds = freights[row].funds;
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, terms, T0));
    DID(&p, ACCEPT, SELLER, D(1));
    DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
    DID(&p, SHIP_RETURN, BUYER, D(1), .reference = "RR1");
}

TEST(R4_freight_is_paid_when_a_return_refund_is_received_and_never_when_waived) {
    for (size_t i = 0; i < COUNT_OF(freights); i++) {
        begin_freight(i);
        DID(&p, CONFIRM_RETURN, SELLER, D(2));
        IS(play_transfers(&p), freights[i].received);
        begin_freight(i);
        GOES(&p, play_advance(&p, D(31)));
        IS(play_transfers(&p), freights[i].received);
        begin_freight(i);
        DID(&p, WAIVE_RETURN, SELLER, D(2));
        IS(play_transfers(&p), freights[i].waived);
    }
}

TEST(R4_freight_comes_beside_the_platforms_compensation) {
    play_reach(&p, "appeal.rounds = 0\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .payer = DISPUTE_ACCOUNT_PLATFORM,
        .terms = {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, 3000, 0, 400});
    DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
    DID(&p, SHIP_RETURN, BUYER, D(1), .reference = "RR1");
    DID(&p, CONFIRM_RETURN, SELLER, D(1));
    IS(play_transfers(&p), "platform>buyer 3000 compensation, seller>buyer 400 freight, escrow>seller 5000 release");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R1_an_agreed_return_goes_through_address_shipment_and_receipt),
        cmocka_unit_test(R1_so_does_one_that_the_buyer_accepts_or_the_platform_rules),
        cmocka_unit_test(R1_where_the_sellers_silence_agreed_the_registered_address_is_used_at_once),
        cmocka_unit_test(R1_each_step_belongs_to_its_state_alone),
        cmocka_unit_test(R1_waive_return_in_all_three_until_return_waive_after_the_first),
        cmocka_unit_test(R2_waiving_a_return_refund_moves_the_refund),
        cmocka_unit_test(R2_receiving_a_return_refund_moves_the_refund_also_by_silence),
        cmocka_unit_test(R2_a_return_replacement_leads_to_the_dispatch),
        cmocka_unit_test(R2_object_return_leads_to_review_where_nothing_stands),
        cmocka_unit_test(R3_object_replacement_leads_to_review_where_nothing_stands),
        cmocka_unit_test(R3_a_replacement_received_or_deemed_received_is_the_release),
        cmocka_unit_test(R3_a_replacement_never_sent_is_the_refund_of_what_is_at_stake),
        cmocka_unit_test(R3_silence_that_escalates_is_an_objection),
        cmocka_unit_test(R3_a_ruling_behind_an_objection_is_gone),
        cmocka_unit_test(R4_freight_is_paid_when_a_return_refund_is_received_and_never_when_waived),
        cmocka_unit_test(R4_freight_comes_beside_the_platforms_compensation),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
