/* test_appeal.c - clauses P6 and P7: who may appeal, how often, and what an executed ruling costs to correct. */
#include "play.h"

static play p;

#define NO_REFUND \
    { .kind = DISPUTE_TERMS_NO_REFUND }
#define BY_SELLER   DISPUTE_ACCOUNT_SELLER
#define BY_PLATFORM DISPUTE_ACCOUNT_PLATFORM

/* A case about these terms in platform.review on day 1. */
static void begin_review(const char *changes, dispute_terms asked) {
    play_again(&p, changes);
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, asked, T0));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
}

#define RETURNED(n) \
    { .kind = DISPUTE_TERMS_RETURN_REFUND, .amount = n }
#define WITH_COUPON(n, c) \
    { .kind = DISPUTE_TERMS_REFUND, .amount = n, .coupon = c }

static const struct {
    dispute_terms asked, ruled;
    int32_t payer;
    int buyer_may, seller_may;
} losers[] = {
    {REFUND(3000), REFUND(2999), BY_SELLER, 1, 1},
    {REFUND(3000), REFUND(3000), BY_SELLER, 0, 1},
    {REFUND(3000), REFUND(3001), BY_SELLER, 0, 1},
    {REFUND(3000), REFUND(2999), BY_PLATFORM, 1, 0},
    {REFUND(3000), REFUND(3000), BY_PLATFORM, 0, 0},
    {REFUND(3000), REFUND(3001), BY_PLATFORM, 0, 0},
    {REFUND(3000), NO_REFUND, BY_SELLER, 1, 0},
    {REFUND(3000), TERMS(GUIDANCE), BY_SELLER, 1, 0},
    {REFUND(3000), COUPON(800), BY_SELLER, 1, 0},
    {REFUND(3000), RETURNED(3000), BY_SELLER, 1, 1},
    {REFUND(3000), RETURNED(3000), BY_PLATFORM, 1, 1},
    {REFUND(3000), TERMS(REPLACEMENT), BY_SELLER, 1, 1},
    {REFUND(3000), TERMS(REPLACEMENT), BY_PLATFORM, 1, 1},
    {REFUND(3000), TERMS(RETURN_REPLACEMENT), BY_PLATFORM, 1, 1},
    {RETURNED(3000), REFUND(3000), BY_PLATFORM, 1, 0},
    {RETURNED(3000), RETURNED(3000), BY_PLATFORM, 0, 1},
    {RETURNED(3000), RETURNED(2999), BY_PLATFORM, 1, 1},
    {COUPON(800), COUPON(799), BY_SELLER, 1, 0},
    {COUPON(800), COUPON(800), BY_SELLER, 0, 0},
    {COUPON(800), COUPON(801), BY_SELLER, 0, 0},
    {COUPON(800), REFUND(5000), BY_SELLER, 1, 1},
    {TERMS(REPLACEMENT), TERMS(REPLACEMENT), BY_SELLER, 0, 1},
    {WITH_COUPON(3000, 800), WITH_COUPON(3000, 799), BY_PLATFORM, 1, 0},
    {WITH_COUPON(3000, 800), WITH_COUPON(3000, 800), BY_PLATFORM, 0, 0},
    {WITH_COUPON(3000, 800), REFUND(3000), BY_PLATFORM, 1, 0},
};

static void may_appeal(size_t row, int32_t by, int may) {
    begin_review("", losers[row].asked);
    play_row(row);
    DID(&p, RULE, PLATFORM, D(1), .terms = losers[row].ruled, .payer = losers[row].payer);
    if (!losers[row].buyer_may && !losers[row].seller_may) {
        assert_int_not_equal(play_state(&p), DISPUTE_STATE_RULING_MADE);
        return;
    }
    IS(play_where(&p), "ruling.made");
    GIVES(&p, play_do(&p, DISPUTE_EVENT_APPEAL, by, D(2), NULL), may ? DISPUTE_DONE : DISPUTE_REFUSED_NOT_ELIGIBLE);
    IS(play_where(&p), may ? "ruling.appealed" : "ruling.made");
}

TEST(P6_the_losing_side_may_appeal_and_where_nobody_could_the_ruling_does_not_wait) {
    for (size_t i = 0; i < COUNT_OF(losers); i++) {
        may_appeal(i, DISPUTE_PARTY_BUYER, losers[i].buyer_may);
        may_appeal(i, DISPUTE_PARTY_SELLER, losers[i].seller_may);
    }
}

TEST(P6_the_window_is_open_until_its_due) {
    play_reach(&p, "", DISPUTE_STATE_RULING_MADE);
    IS(play_deadlines(&p), "appeal 8");
    DID(&p, APPEAL, BUYER, D(8) - 1);
    play_reach(&p, "", DISPUTE_STATE_RULING_MADE);
    REFUSED(&p, NOT_NOW, APPEAL, BUYER, D(8));
    IS(play_where(&p), "settling.paying");
}

TEST(P6_an_appeal_runs_platform_review_anew) {
    play_reach(&p, "platform.review = P4D\n", DISPUTE_STATE_RULING_MADE);
    DID(&p, APPEAL, SELLER, D(3));
    IS(play_where(&p), "ruling.appealed");
    IS(play_deadlines(&p), "review 7");
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).round, 1);
}

static void rule_again(int64_t at, int64_t amount, const char *state) {
    DID(&p, RULE, PLATFORM, at, .terms = REFUND(amount));
    IS(play_where(&p), state);
}

TEST(P6_the_ruling_of_the_last_round_does_not_wait) {
    play_reach(&p, "appeal.rounds = 0\n", DISPUTE_STATE_PLATFORM_REVIEW);
    rule_again(D(1), 2000, "settling.paying");
    play_reach(&p, "", DISPUTE_STATE_PLATFORM_REVIEW); /* one round is the default */
    rule_again(D(1), 2000, "ruling.made");
    DID(&p, APPEAL, BUYER, D(2));
    rule_again(D(3), 2500, "settling.paying");
    play_reach(&p, "appeal.rounds = 2\n", DISPUTE_STATE_PLATFORM_REVIEW);
    rule_again(D(1), 2000, "ruling.made");
    DID(&p, APPEAL, BUYER, D(2));
    rule_again(D(3), 2500, "ruling.made");
    DID(&p, APPEAL, SELLER, D(4));
    rule_again(D(5), 2400, "settling.paying");
    IS(play_transfers(&p), "escrow>buyer 2400 refund, escrow>seller 2600 release");
}

/* After a ruled return, the seller objects and the case is in review again. */
static void object_to_the_return(int64_t at) {
    DID(&p, CONFIRM_ADDRESS, SELLER, at);
    DID(&p, SHIP_RETURN, BUYER, at, .reference = "RR1");
    DID(&p, OBJECT_RETURN, SELLER, at);
    IS(play_where(&p), "platform.review");
}

TEST(P6_rounds_count_per_case) {
    begin_review("", (dispute_terms)REFUND(3000));
    DID(&p, RULE, PLATFORM, D(1), .terms = RETURN_REFUND(3000));
    DID(&p, APPEAL, BUYER, D(2));
    DID(&p, RULE, PLATFORM, D(3), .terms = RETURN_REFUND(3000));
    IS(play_where(&p), "return.address");
    object_to_the_return(D(4));
    rule_again(D(4), 2000, "settling.paying"); /* the only round is used up */
    begin_review("", (dispute_terms)REFUND(3000));
    DID(&p, RULE, PLATFORM, D(1), .terms = RETURN_REFUND(3000));
    GOES(&p, play_advance(&p, D(8)));
    object_to_the_return(D(9));
    rule_again(D(9), 2000, "ruling.made"); /* nobody has appealed yet */
}

#define EXECUTE "appeal.money = execute\n"
#define MAX     INT64_MAX

static const struct {
    int32_t funds;
    int64_t amount;
    struct {
        dispute_terms terms;
        int32_t payer;
        const char *transfers;
    } first, second;
} corrections[] = {
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_SELLER, "escrow>buyer 3000 refund, escrow>seller 2000 release"},
     {REFUND(5000), BY_SELLER, "seller>buyer 2000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_SELLER, "escrow>buyer 3000 refund, escrow>seller 2000 release"},
     {REFUND(3000), BY_SELLER, ""}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_SELLER, "escrow>buyer 3000 refund, escrow>seller 2000 release"},
     {NO_REFUND, BY_SELLER, "buyer>seller 3000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_SELLER, "escrow>buyer 3000 refund, escrow>seller 2000 release"},
     {TERMS(GUIDANCE), BY_SELLER, "buyer>seller 3000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_SELLER, "escrow>buyer 3000 refund, escrow>seller 2000 release"},
     {COUPON(800), BY_SELLER, "buyer>seller 3000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_SELLER, "escrow>buyer 3000 refund, escrow>seller 2000 release"},
     {REFUND(3000), BY_PLATFORM, "platform>seller 3000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_SELLER, "escrow>buyer 3000 refund, escrow>seller 2000 release"},
     {REFUND(5000), BY_PLATFORM, "platform>buyer 2000 reversal, platform>seller 3000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_SELLER, "escrow>buyer 3000 refund, escrow>seller 2000 release"},
     {REFUND(1000), BY_PLATFORM, "buyer>seller 2000 reversal, platform>seller 1000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_PLATFORM, "platform>buyer 3000 compensation, escrow>seller 5000 release"},
     {REFUND(5000), BY_SELLER, "seller>buyer 2000 reversal, seller>platform 3000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_PLATFORM, "platform>buyer 3000 compensation, escrow>seller 5000 release"},
     {REFUND(3000), BY_SELLER, "seller>platform 3000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(3000), BY_PLATFORM, "platform>buyer 3000 compensation, escrow>seller 5000 release"},
     {NO_REFUND, BY_SELLER, "buyer>platform 3000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(5000), BY_PLATFORM, "platform>buyer 5000 compensation, escrow>seller 5000 release"},
     {REFUND(2000), BY_SELLER, "buyer>platform 3000 reversal, seller>platform 2000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {REFUND(5000), BY_PLATFORM, "platform>buyer 5000 compensation, escrow>seller 5000 release"},
     {REFUND(2000), BY_PLATFORM, "buyer>platform 3000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {NO_REFUND, BY_SELLER, "escrow>seller 5000 release"},
     {REFUND(2000), BY_SELLER, "seller>buyer 2000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     5000,
     {NO_REFUND, BY_SELLER, "escrow>seller 5000 release"},
     {REFUND(2000), BY_PLATFORM, "platform>buyer 2000 reversal"}},
    {DISPUTE_FUNDS_RELEASED,
     5000,
     {REFUND(3000), BY_SELLER, "seller>buyer 3000 recoup"},
     {REFUND(5000), BY_SELLER, "seller>buyer 2000 reversal"}},
    {DISPUTE_FUNDS_RELEASED,
     5000,
     {REFUND(3000), BY_SELLER, "seller>buyer 3000 recoup"},
     {NO_REFUND, BY_SELLER, "buyer>seller 3000 reversal"}},
    {DISPUTE_FUNDS_RELEASED,
     5000,
     {REFUND(3000), BY_PLATFORM, "platform>buyer 3000 compensation"},
     {REFUND(3000), BY_SELLER, "seller>platform 3000 reversal"}},
    {DISPUTE_FUNDS_RELEASED, 5000, {NO_REFUND, BY_SELLER, ""}, {REFUND(2000), BY_SELLER, "seller>buyer 2000 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     MAX,
     {REFUND(MAX), BY_PLATFORM,
      "platform>buyer 9223372036854775807 compensation, "
      "escrow>seller 9223372036854775807 release"},
     {REFUND(1), BY_SELLER, "buyer>platform 9223372036854775806 reversal, seller>platform 1 reversal"}},
    {DISPUTE_FUNDS_ESCROW,
     MAX,
     {NO_REFUND, BY_SELLER, "escrow>seller 9223372036854775807 release"},
     {REFUND(MAX), BY_PLATFORM, "platform>buyer 9223372036854775807 reversal"}},
};

/* A return was asked for: the buyer may appeal whatever refund is ruled (another kind). */
static void begin_execution(int32_t funds, int64_t amount) {
    play_again(&p, EXECUTE);
    p.order.funds = funds;
    p.order.amount = amount;
    if (amount == MAX) p.order.freight = 0;
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, (dispute_terms)RETURNED(amount), T0));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
}

TEST(P7_execute_moves_refunds_at_once_and_corrects_them_with_as_few_reversals_as_possible) {
    for (size_t i = 0; i < COUNT_OF(corrections); i++) {
        begin_execution(corrections[i].funds, corrections[i].amount);
        play_row(i);
        DID(&p, RULE, PLATFORM, D(1), .terms = corrections[i].first.terms, .payer = corrections[i].first.payer);
        IS(play_where(&p), "ruling.made");
        IS(play_transfers(&p), corrections[i].first.transfers);
        DID(&p, APPEAL, BUYER, D(2));
        IS(play_transfers(&p), "");
        DID(&p, RULE, PLATFORM, D(3), .terms = corrections[i].second.terms, .payer = corrections[i].second.payer);
        IS(play_transfers(&p), corrections[i].second.transfers);
    }
}

TEST(P7_a_ruling_that_stands_moves_nothing_more) {
    begin_execution(DISPUTE_FUNDS_ESCROW, 5000);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(3000));
    GOES(&p, play_advance(&p, D(8)));
    IS(play_path(&p), "deadline.appeal settling.paying 8");
    IS(play_transfers(&p), "");
    begin_execution(DISPUTE_FUNDS_ESCROW, 5000);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(3000));
    play_pay_all(&p, D(2)); /* open already in ruling.made */
    IS(play_where(&p), "ruling.made");
    GOES(&p, play_advance(&p, D(8)));
    IS(play_path(&p), "deadline.appeal closed.done 8");
}

TEST(P7_payments_are_reported_wherever_a_transfer_is_out) {
    begin_execution(DISPUTE_FUNDS_ESCROW, 5000);
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(3000));
    DID(&p, PAYMENT_FAILED, PLATFORM, D(2), .reference = "C-1:3:0");
    IS(play_transfers(&p), "escrow>buyer 3000 refund");
    DID(&p, APPEAL, BUYER, D(2));
    DID(&p, PAID, PLATFORM, D(3), .reference = "C-1:3:0");
    IS(play_where(&p), "ruling.appealed");
    DID(&p, RULE, PLATFORM, D(4), .terms = RETURN_REFUND(3000));
    DID(&p, PAID, PLATFORM, D(5), .reference = "C-1:3:1");
    IS(play_where(&p), "return.address");
    REFUSED(&p, ALREADY_DONE, PAID, PLATFORM, D(5), .reference = "C-1:3:1");
    REFUSED(&p, WRONG_TERMS, PAID, PLATFORM, D(5), .reference = "C-1:3:7");
}

static const struct {
    dispute_terms ruled;
    const char *state;
} waiting[] = {
    {COUPON(800), "settling.paying"},
    {TERMS(GUIDANCE), "settling.paying"},
    {RETURNED(2000), "return.address"},
    {TERMS(REPLACEMENT), "replacement.dispatch"},
    {TERMS(RETURN_REPLACEMENT), "return.address"},
};

TEST(P7_rulings_of_other_kinds_wait) {
    for (size_t i = 0; i < COUNT_OF(waiting); i++) {
        begin_review(EXECUTE, (dispute_terms)REFUND(3000));
        play_row(i);
        DID(&p, RULE, PLATFORM, D(1), .terms = waiting[i].ruled);
        IS(play_where(&p), "ruling.made");
        IS(play_transfers(&p), "");
        GOES(&p, play_advance(&p, D(8)));
        IS(play_where(&p), waiting[i].state);
        IS(play_transfers(&p), i < 2 ? "escrow>seller 5000 release" : "");
    }
}

TEST(P7_appeal_money_wait_moves_nothing_before_the_ruling_stands) {
    play_reach(&p, "appeal.money = wait\n", DISPUTE_STATE_RULING_MADE);
    IS(play_transfers(&p), "");
    GOES(&p, play_advance(&p, D(8)));
    IS(play_transfers(&p), "escrow>buyer 2000 refund, escrow>seller 3000 release");
}

static const struct {
    int32_t freight_by;
    int waived;
    const char *transfers;
} later[] = {
    {0, 0, "seller>buyer 2000 reversal"},
    {DISPUTE_PARTY_SELLER, 0, "seller>buyer 2400 reversal"},
    {DISPUTE_PARTY_PLATFORM, 0, "seller>buyer 2000 reversal, platform>buyer 400 reversal"},
    {DISPUTE_PARTY_SELLER, 1, "seller>buyer 2000 reversal"},
};

TEST(P7_once_executed_every_later_move_is_a_reversal) {
    for (size_t i = 0; i < COUNT_OF(later); i++) {
        begin_execution(DISPUTE_FUNDS_ESCROW, 5000);
        play_row(i);
        DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(3000));
        DID(&p, APPEAL, BUYER, D(2));
        dispute_terms again = {DISPUTE_TERMS_RETURN_REFUND, later[i].freight_by, 5000, 0,
                               later[i].freight_by ? 400 : 0};
        DID(&p, RULE, PLATFORM, D(3), .terms = again);
        DID(&p, CONFIRM_ADDRESS, SELLER, D(4));
        DID(&p, SHIP_RETURN, BUYER, D(4), .reference = "RR1");
        if (later[i].waived)
            DID(&p, WAIVE_RETURN, SELLER, D(5));
        else
            DID(&p, CONFIRM_RETURN, SELLER, D(5));
        IS(play_transfers(&p), later[i].transfers);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(P6_the_losing_side_may_appeal_and_where_nobody_could_the_ruling_does_not_wait),
        cmocka_unit_test(P6_the_window_is_open_until_its_due),
        cmocka_unit_test(P6_an_appeal_runs_platform_review_anew),
        cmocka_unit_test(P6_the_ruling_of_the_last_round_does_not_wait),
        cmocka_unit_test(P6_rounds_count_per_case),
        cmocka_unit_test(P7_execute_moves_refunds_at_once_and_corrects_them_with_as_few_reversals_as_possible),
        cmocka_unit_test(P7_a_ruling_that_stands_moves_nothing_more),
        cmocka_unit_test(P7_payments_are_reported_wherever_a_transfer_is_out),
        cmocka_unit_test(P7_rulings_of_other_kinds_wait),
        cmocka_unit_test(P7_appeal_money_wait_moves_nothing_before_the_ruling_stands),
        cmocka_unit_test(P7_once_executed_every_later_move_is_a_reversal),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
