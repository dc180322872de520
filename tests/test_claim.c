/* test_claim.c - clause S6: the claim against the carrier, which may outlive the case. */
#include "play.h"

static play p;

/* A case about a damaged parcel, whose carrier is liable, settled by the seller's acceptance on day 1. */
static void settle(const char *changes, int32_t funds, dispute_terms asked) {
    play_again(&p, changes);
    p.order.funds = funds;
    GOES(&p, play_ask(&p, DISPUTE_REASON_DAMAGED, asked, T0));
    DID(&p, ACCEPT, SELLER, D(1));
}

static int32_t claim(void) { return play_view(&p, DISPUTE_PARTY_PLATFORM).claim; }

/* What claim_due effects of the last answer ask for, in all. */
static int64_t claim_due(void) {
    int64_t sum = 0;
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p.answer, i)) != NULL; i++)
        if (e->kind == DISPUTE_EFFECT_CLAIM_DUE) sum += e->amount;
    return sum;
}

TEST(S6_fault_carrier_with_money_to_the_buyer_makes_the_claim_due) {
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(3000));
    assert_int_equal(claim(), DISPUTE_CLAIM_DUE);
    assert_int_equal(claim_due(), 3000);
    settle("", DISPUTE_FUNDS_RELEASED, (dispute_terms)REFUND(3000));
    assert_int_equal(claim(), DISPUTE_CLAIM_DUE);
    assert_int_equal(claim_due(), 3000);
    settle("reason.damaged.liable = seller\n", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(3000));
    assert_int_equal(claim(), 0);
    assert_int_equal(claim_due(), 0);
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)COUPON(800));
    assert_int_equal(claim(), 0);
    assert_int_equal(claim_due(), 0);
}

TEST(S6_so_does_a_ruling_whatever_the_reason) {
    play_reach(&p, "appeal.rounds = 0\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000), .fault = DISPUTE_FAULT_CARRIER);
    assert_int_equal(claim_due(), 2000);
    play_reach(&p, "appeal.rounds = 0\n", DISPUTE_STATE_PLATFORM_REVIEW);
    DID(&p, RULE, PLATFORM, D(1), .terms = TERMS(NO_REFUND), .fault = DISPUTE_FAULT_CARRIER);
    assert_int_equal(claim_due(), 0);
}

TEST(S6_freight_is_not_claimed) {
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms){DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, 3000, 0, 400});
    DID(&p, CONFIRM_ADDRESS, SELLER, D(1));
    DID(&p, SHIP_RETURN, BUYER, D(1), .reference = "RR1");
    assert_int_equal(claim(), 0);
    DID(&p, CONFIRM_RETURN, SELLER, D(2));
    assert_int_equal(claim_due(), 3000);
    DID(&p, FILE_CLAIM, SELLER, D(3));
    REFUSED(&p, OVER_LIMIT, ANSWER_CLAIM, CARRIER, D(4), .amount = 3001);
}

static const struct {
    int64_t amount;
    dispute_result result;
    int32_t claim;
    const char *transfers;
} answers[] = {
    {0, DISPUTE_DONE, DISPUTE_CLAIM_REFUSED, ""},
    {1, DISPUTE_DONE, DISPUTE_CLAIM_ACCEPTED, "carrier>seller 1 recovery"},
    {3000, DISPUTE_DONE, DISPUTE_CLAIM_ACCEPTED, "carrier>seller 3000 recovery"},
    {3001, DISPUTE_REFUSED_OVER_LIMIT, DISPUTE_CLAIM_FILED, ""},
    {INT64_MAX, DISPUTE_REFUSED_OVER_LIMIT, DISPUTE_CLAIM_FILED, ""},
};

TEST(S6_the_carrier_refuses_with_0_and_accepts_up_to_claim_due) {
    for (size_t i = 0; i < COUNT_OF(answers); i++)
        for (int by_platform = 0; by_platform < 2; by_platform++) {
            settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(3000));
            play_row(i);
            if (by_platform)
                DID(&p, FILE_CLAIM, PLATFORM, D(2));
            else
                DID(&p, FILE_CLAIM, SELLER, D(2), .reference = "CL-77");
            assert_int_equal(claim(), DISPUTE_CLAIM_FILED);
            GIVES(&p, DO(&p, ANSWER_CLAIM, CARRIER, D(3), .amount = answers[i].amount), answers[i].result);
            assert_int_equal(claim(), answers[i].claim);
            IS(play_transfers(&p), answers[i].transfers);
            IS(play_where(&p), "settling.paying");
        }
}

TEST(S6_the_largest_claim_that_there_is) {
    play_again(&p, "");
    p.order.amount = INT64_MAX;
    p.order.freight = 0;
    GOES(&p, play_open(&p, DISPUTE_REASON_DAMAGED, DISPUTE_TERMS_REFUND, INT64_MAX));
    DID(&p, ACCEPT, SELLER, D(1));
    assert_true(claim_due() == INT64_MAX);
    DID(&p, FILE_CLAIM, SELLER, D(2));
    DID(&p, ANSWER_CLAIM, CARRIER, D(3), .amount = INT64_MAX);
    IS(play_transfers(&p), "carrier>seller 9223372036854775807 recovery");
}

TEST(S6_where_the_platform_paid_the_claim_is_its_own) {
    play_again(&p, "");
    p.order.seller_guarantee = 1;
    GOES(&p, play_open(&p, DISPUTE_REASON_DAMAGED, DISPUTE_TERMS_REFUND, 3000));
    GOES(&p, play_advance(&p, D(4)));
    IS(play_outcome(&p), "refund 3000 via guarantee fault carrier payer platform counts dispute_rate");
    REFUSED(&p, NOT_ELIGIBLE, FILE_CLAIM, SELLER, D(5));
    DID(&p, FILE_CLAIM, PLATFORM, D(5));
    DID(&p, ANSWER_CLAIM, CARRIER, D(6), .amount = 2000);
    IS(play_transfers(&p), "carrier>platform 2000 recovery");
}

TEST(S6_a_claim_that_is_not_due_or_not_filed_is_not_now) {
    for (size_t i = 0; i < PLAY_STATES; i++) {
        play_reach(&p, "", play_states[i]); /* the seller's fault: no claim anywhere */
        play_row(i);
        REFUSED(&p, NOT_NOW, FILE_CLAIM, PLATFORM, D(1));
        REFUSED(&p, NOT_NOW, ANSWER_CLAIM, CARRIER, D(1), .amount = 1);
    }
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(3000));
    REFUSED(&p, NOT_NOW, ANSWER_CLAIM, CARRIER, D(1), .amount = 1);
    DID(&p, FILE_CLAIM, SELLER, D(1));
    REFUSED(&p, NOT_NOW, FILE_CLAIM, PLATFORM, D(1));
    DID(&p, ANSWER_CLAIM, CARRIER, D(1), .amount = 1);
    REFUSED(&p, NOT_NOW, ANSWER_CLAIM, CARRIER, D(1), .amount = 1);
    REFUSED(&p, NOT_NOW, FILE_CLAIM, SELLER, D(1));
}

TEST(S6_others_neither_file_nor_answer) {
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(3000));
    REFUSED(&p, NOT_YOURS, FILE_CLAIM, BUYER, D(1));
    REFUSED(&p, NOT_YOURS, FILE_CLAIM, CARRIER, D(1));
    DID(&p, FILE_CLAIM, SELLER, D(1));
    REFUSED(&p, NOT_YOURS, ANSWER_CLAIM, SELLER, D(1), .amount = 1);
    REFUSED(&p, NOT_YOURS, ANSWER_CLAIM, PLATFORM, D(1), .amount = 1);
}

TEST(S6_a_claim_goes_on_in_a_closed_case) {
    settle("claim.file = P5D\nclaim.answer = P6D\n", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(5000));
    play_pay_all(&p, D(2));
    IS(play_where(&p), "closed.done");
    IS(play_deadlines(&p), "claim 6");
    DID(&p, FILE_CLAIM, SELLER, D(3));
    IS(play_deadlines(&p), "claim 9");
    DID(&p, ANSWER_CLAIM, CARRIER, D(9) - 1, .amount = 5000);
    IS(play_transfers(&p), "carrier>seller 5000 recovery");
    IS(play_deadlines(&p), "");
    IS(play_where(&p), "closed.done");
    IS(play_outcome(&p), "refund 5000 via consensus fault carrier payer seller counts dispute_rate");
}

TEST(S6_claim_file_and_claim_answer_arm_claim_and_its_silence_is_expired) {
    const char *changes = "claim.file = P5D\nclaim.answer = P6D\n";
    settle(changes, DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(5000));
    IS(play_deadlines(&p), "claim 6");
    REFUSED(&p, NOT_NOW, FILE_CLAIM, SELLER, D(6));
    assert_int_equal(claim(), DISPUTE_CLAIM_EXPIRED);
    settle(changes, DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(5000));
    DID(&p, FILE_CLAIM, SELLER, D(6) - 1);
    IS(play_deadlines(&p), "claim 12-1ms");
    GOES(&p, play_advance(&p, D(20)));
    IS(play_path(&p), "deadline.claim settling.paying 12-1ms");
    assert_int_equal(claim(), DISPUTE_CLAIM_EXPIRED);
    REFUSED(&p, NOT_NOW, ANSWER_CLAIM, CARRIER, D(20), .amount = 1);
    settle("", DISPUTE_FUNDS_ESCROW, (dispute_terms)REFUND(5000)); /* the default: no deadline */
    IS(play_deadlines(&p), "");
    DID(&p, FILE_CLAIM, SELLER, D(2));
    IS(play_deadlines(&p), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(S6_fault_carrier_with_money_to_the_buyer_makes_the_claim_due),
        cmocka_unit_test(S6_so_does_a_ruling_whatever_the_reason),
        cmocka_unit_test(S6_freight_is_not_claimed),
        cmocka_unit_test(S6_the_carrier_refuses_with_0_and_accepts_up_to_claim_due),
        cmocka_unit_test(S6_the_largest_claim_that_there_is),
        cmocka_unit_test(S6_where_the_platform_paid_the_claim_is_its_own),
        cmocka_unit_test(S6_a_claim_that_is_not_due_or_not_filed_is_not_now),
        cmocka_unit_test(S6_others_neither_file_nor_answer),
        cmocka_unit_test(S6_a_claim_goes_on_in_a_closed_case),
        cmocka_unit_test(S6_claim_file_and_claim_answer_arm_claim_and_its_silence_is_expired),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
