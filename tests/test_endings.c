/* test_endings.c - how a case ends, in transfers: kinds of terms, funds, payer, and with or without confirmation. */
#include "play.h"

static play p;

enum { AT_ONCE, RECEIVED, WAIVED, LOST_RETURN, REPLACED, NEVER_SENT }; /* what happens after the decision */

typedef struct ending {
    dispute_terms terms;
    int then;
    const char *escrow_seller, *escrow_platform, *released_seller,
        *released_platform; /* transfers by funds and payer */
    int32_t kind;           /* of the outcome */
    int64_t amount, coupon;
} ending;

#define PARTED     "escrow>buyer 2000 refund, escrow>seller 3000 release"
#define PAID_FOR   "platform>buyer 2000 compensation, escrow>seller 5000 release"
#define RECOUP     "seller>buyer 2000 recoup"
#define COMPENSATE "platform>buyer 2000 compensation"
#define RELEASE    "escrow>seller 5000 release"
#define KIND(k)    DISPUTE_TERMS_##k

static const ending endings[] = {
    {REFUND(2000), AT_ONCE, PARTED, PAID_FOR, RECOUP, COMPENSATE, KIND(REFUND), 2000, 0},
    {REFUND(5000), AT_ONCE, "escrow>buyer 5000 refund", "platform>buyer 5000 compensation, escrow>seller 5000 release",
     "seller>buyer 5000 recoup", "platform>buyer 5000 compensation", KIND(REFUND), 5000, 0},
    {REFUND(1), AT_ONCE, "escrow>buyer 1 refund, escrow>seller 4999 release",
     "platform>buyer 1 compensation, escrow>seller 5000 release", "seller>buyer 1 recoup",
     "platform>buyer 1 compensation", KIND(REFUND), 1, 0},
    {{KIND(REFUND), 0, 2000, 800, 0}, AT_ONCE, PARTED, PAID_FOR, RECOUP, COMPENSATE, KIND(REFUND), 2000, 800},
    {TERMS(NO_REFUND), AT_ONCE, RELEASE, RELEASE, "", "", KIND(NO_REFUND), 0, 0},
    {COUPON(800), AT_ONCE, RELEASE, RELEASE, "", "", KIND(COUPON), 0, 800},
    {TERMS(GUIDANCE), AT_ONCE, RELEASE, RELEASE, "", "", KIND(GUIDANCE), 0, 0},
    {RETURN_REFUND(2000), RECEIVED, PARTED, PAID_FOR, RECOUP, COMPENSATE, KIND(RETURN_REFUND), 2000, 0},
    {RETURN_REFUND(2000), WAIVED, PARTED, PAID_FOR, RECOUP, COMPENSATE, KIND(REFUND), 2000, 0},
    {RETURN_REFUND(2000), LOST_RETURN, RELEASE, RELEASE, "", "", KIND(NO_REFUND), 0, 0},
    {{KIND(RETURN_REFUND), 0, 2000, 800, 0},
     RECEIVED,
     PARTED,
     PAID_FOR,
     RECOUP,
     COMPENSATE,
     KIND(RETURN_REFUND),
     2000,
     800},
    {{KIND(RETURN_REFUND), 0, 2000, 800, 0}, WAIVED, PARTED, PAID_FOR, RECOUP, COMPENSATE, KIND(REFUND), 2000, 800},
    {{KIND(RETURN_REFUND), DISPUTE_PARTY_SELLER, 2000, 0, 400},
     RECEIVED,
     "escrow>buyer 2000 refund, seller>buyer 400 freight, escrow>seller 3000 release",
     "platform>buyer 2000 compensation, seller>buyer 400 freight, escrow>seller 5000 release",
     "seller>buyer 2000 recoup, seller>buyer 400 freight",
     "platform>buyer 2000 compensation, seller>buyer 400 freight",
     KIND(RETURN_REFUND),
     2000,
     0},
    {{KIND(RETURN_REFUND), DISPUTE_PARTY_PLATFORM, 2000, 0, 400},
     RECEIVED,
     "escrow>buyer 2000 refund, platform>buyer 400 freight, escrow>seller 3000 release",
     "platform>buyer 2000 compensation, platform>buyer 400 freight, escrow>seller 5000 release",
     "seller>buyer 2000 recoup, platform>buyer 400 freight",
     "platform>buyer 2000 compensation, platform>buyer 400 freight",
     KIND(RETURN_REFUND),
     2000,
     0},
    {TERMS(REPLACEMENT), REPLACED, RELEASE, RELEASE, "", "", KIND(REPLACEMENT), 0, 0},
    {TERMS(REPLACEMENT), NEVER_SENT, PARTED, PAID_FOR, RECOUP, COMPENSATE, KIND(REFUND), 2000, 0},
    {TERMS(RETURN_REPLACEMENT), REPLACED, RELEASE, RELEASE, "", "", KIND(RETURN_REPLACEMENT), 0, 0},
    {TERMS(RETURN_REPLACEMENT), NEVER_SENT, PARTED, PAID_FOR, RECOUP, COMPENSATE, KIND(REFUND), 2000, 0},
    {TERMS(RETURN_REPLACEMENT), LOST_RETURN, RELEASE, RELEASE, "", "", KIND(NO_REFUND), 0, 0},
};

/* Return the goods, if there is something to return. */
static void return_goods(void) {
    if (play_state(&p) != DISPUTE_STATE_RETURN_ADDRESS) return;
    DID(&p, CONFIRM_ADDRESS, SELLER, D(2));
    DID(&p, SHIP_RETURN, BUYER, D(2), .reference = "RR1");
    DID(&p, CONFIRM_RETURN, SELLER, D(2));
}

static void play_out(int then) {
    if (then == WAIVED) DID(&p, WAIVE_RETURN, SELLER, D(2));
    if (then == LOST_RETURN) {
        DID(&p, CONFIRM_ADDRESS, SELLER, D(2));
        GOES(&p, play_advance(&p, D(12)));
    }
    if (then == RECEIVED || then == REPLACED || then == NEVER_SENT) return_goods();
    if (then == NEVER_SENT) GOES(&p, play_advance(&p, D(12)));
    if (then != REPLACED) return;
    DID(&p, SHIP_REPLACEMENT, SELLER, D(2), .reference = "RR2");
    DID(&p, CONFIRM_REPLACEMENT, BUYER, D(3));
}

static int64_t coupons(void) {
    int64_t sum = 0;
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p.answer, i)) != NULL; i++)
        if (e->kind == DISPUTE_EFFECT_COUPON) sum += e->amount;
    return sum;
}

/* The answer that decided it moves this; with confirmation the case then waits for it, else it is closed. */
static void ends(const char *transfers, int confirm) {
    IS(play_transfers(&p), transfers);
    IS(play_where(&p), confirm && transfers[0] ? "settling.paying" : "closed.done");
    if (confirm) play_pay_all(&p, D(20));
    IS(play_where(&p), "closed.done");
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).escrow, 0);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).unpaid, 0);
}

static void outcome_is(const ending *e, int32_t payer) {
    dispute_outcome o = play_view(&p, DISPUTE_PARTY_PLATFORM).outcome;
    assert_int_equal(o.kind, e->kind);
    assert_int_equal(o.amount, e->amount);
    assert_int_equal(o.coupon, e->coupon);
    assert_int_equal(o.payer, e->amount ? payer : 0);
    assert_int_equal(coupons(), e->coupon);
}

static void begin(const char *changes, int confirm, int32_t funds) {
    char text[256];
    snprintf(text, sizeof text, "%ssettlement.confirm = %s\nappeal.rounds = 0\n", changes, confirm ? "yes" : "no");
    play_again(&p, text);
    p.order.funds = funds;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
}

static void ruled(size_t row, int confirm, int32_t funds, int32_t payer) {
    const ending *e = &endings[row];
    int platform = payer == DISPUTE_ACCOUNT_PLATFORM, escrow = funds == DISPUTE_FUNDS_ESCROW;
    begin("", confirm, funds);
    play_row(row);
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = e->terms, .payer = payer);
    play_out(e->then);
    outcome_is(e, payer);
    const char *by_seller = escrow ? e->escrow_seller : e->released_seller;
    ends(platform ? (escrow ? e->escrow_platform : e->released_platform) : by_seller, confirm);
}

#define EVERY_RULING(payer)                                     \
    for (size_t row = 0; row < COUNT_OF(endings); row++)        \
        for (int confirm = 0; confirm < 2; confirm++) {         \
            ruled(row, confirm, DISPUTE_FUNDS_ESCROW, payer);   \
            ruled(row, confirm, DISPUTE_FUNDS_RELEASED, payer); \
        }

TEST(endings_of_a_ruling_that_the_seller_pays){EVERY_RULING(DISPUTE_ACCOUNT_SELLER)}

TEST(endings_of_a_ruling_that_the_platform_pays) {
    EVERY_RULING(DISPUTE_ACCOUNT_PLATFORM)
}

static void agreed(size_t row, int confirm, int32_t funds) {
    const ending *e = &endings[row];
    begin("", confirm, funds);
    play_row(row);
    DID(&p, PROPOSE, SELLER, D(1), .terms = e->terms);
    DID(&p, ACCEPT, BUYER, D(1));
    play_out(e->then);
    outcome_is(e, DISPUTE_ACCOUNT_SELLER);
    ends(funds == DISPUTE_FUNDS_ESCROW ? e->escrow_seller : e->released_seller, confirm);
}

TEST(endings_of_an_agreement) {
    for (size_t row = 0; row < COUNT_OF(endings); row++)
        for (int confirm = 0; confirm < 2; confirm++) {
            agreed(row, confirm, DISPUTE_FUNDS_ESCROW);
            agreed(row, confirm, DISPUTE_FUNDS_RELEASED);
        }
}

static const struct {
    const char *changes, *escrow, *released;
} silences[] = {
    {"negotiation.response.on_silence = accept_request\n", PARTED, RECOUP},
    {"negotiation.response.on_silence = close_for_buyer\n", PARTED, RECOUP},
    {"negotiation.response.on_silence = close_for_seller\n", RELEASE, ""},
};

TEST(endings_of_a_silence) {
    for (size_t row = 0; row < COUNT_OF(silences); row++)
        for (int confirm = 0; confirm < 2; confirm++)
            for (int released = 0; released < 2; released++) {
                begin(silences[row].changes, confirm, released ? DISPUTE_FUNDS_RELEASED : DISPUTE_FUNDS_ESCROW);
                play_row(row);
                GOES(&p, play_advance(&p, D(5)));
                ends(released ? silences[row].released : silences[row].escrow, confirm);
            }
}

TEST(endings_of_the_guarantee) {
    for (int confirm = 0; confirm < 2; confirm++)
        for (int released = 0; released < 2; released++) {
            begin("", confirm, released ? DISPUTE_FUNDS_RELEASED : DISPUTE_FUNDS_ESCROW);
            p.order.seller_guarantee = 1;
            GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000)); /* begun anew */
            GOES(&p, play_advance(&p, D(4)));
            ends(released ? COMPENSATE : PAID_FOR, confirm);
        }
}

TEST(endings_of_a_withdrawal) {
    for (int confirm = 0; confirm < 2; confirm++)
        for (int released = 0; released < 2; released++) {
            begin("", confirm, released ? DISPUTE_FUNDS_RELEASED : DISPUTE_FUNDS_ESCROW);
            DID(&p, WITHDRAW, BUYER, D(4)); /* protected: nothing moves, the order goes back to normal */
            IS(play_transfers(&p), "");
            IS(play_where(&p), "closed.done");
            assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).escrow, released ? 0 : 5000);
            begin("", confirm, released ? DISPUTE_FUNDS_RELEASED : DISPUTE_FUNDS_ESCROW);
            p.order.protected_until = D(4);
            GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
            DID(&p, WITHDRAW, BUYER, D(4));
            ends(released ? "" : RELEASE, confirm);
        }
}

#define BY_SELLER   DISPUTE_ACCOUNT_SELLER
#define BY_PLATFORM DISPUTE_ACCOUNT_PLATFORM

static const struct {
    dispute_terms first, second;
    int32_t payer, then; /* of the first and of the second ruling */
    int released, waits;
    const char *moved, *corrected;
} executed[] = {
    {REFUND(2000), REFUND(3000), BY_SELLER, BY_SELLER, 0, 1, PARTED, "seller>buyer 1000 reversal"},
    {REFUND(2000), REFUND(3000), BY_PLATFORM, BY_PLATFORM, 0, 1, PAID_FOR, "platform>buyer 1000 reversal"},
    {REFUND(2000), REFUND(3000), BY_SELLER, BY_SELLER, 1, 1, RECOUP, "seller>buyer 1000 reversal"},
    {REFUND(2000), REFUND(3000), BY_PLATFORM, BY_PLATFORM, 1, 1, COMPENSATE, "platform>buyer 1000 reversal"},
    {TERMS(NO_REFUND), REFUND(3000), BY_SELLER, BY_SELLER, 0, 1, RELEASE, "seller>buyer 3000 reversal"},
    {TERMS(NO_REFUND), REFUND(3000), BY_PLATFORM, BY_PLATFORM, 0, 1, RELEASE, "platform>buyer 3000 reversal"},
    {REFUND(2000), TERMS(NO_REFUND), BY_SELLER, BY_SELLER, 0, 0, PARTED, "buyer>seller 2000 reversal"},
    {REFUND(2000), TERMS(NO_REFUND), BY_PLATFORM, BY_PLATFORM, 0, 0, PAID_FOR, "buyer>platform 2000 reversal"},
    {REFUND(2000), TERMS(NO_REFUND), BY_SELLER, BY_SELLER, 1, 0, RECOUP, "buyer>seller 2000 reversal"},
    {REFUND(2000), TERMS(NO_REFUND), BY_PLATFORM, BY_PLATFORM, 1, 0, COMPENSATE, "buyer>platform 2000 reversal"},
    {REFUND(2000), REFUND(2000), BY_SELLER, BY_PLATFORM, 0, 0, PARTED, "platform>seller 2000 reversal"},
    {REFUND(2000), REFUND(2000), BY_PLATFORM, BY_SELLER, 0, 0, PAID_FOR, "seller>platform 2000 reversal"},
    {REFUND(2000), REFUND(3000), BY_PLATFORM, BY_SELLER, 0, 1, PAID_FOR,
     "seller>buyer 1000 reversal, seller>platform 2000 reversal"},
};

/* A ruling whose money moves before it is final; a return was asked for, so that the buyer may always appeal. */
static void execute(size_t row, int confirm) {
    play_again(&p, confirm ? "appeal.money = execute\n" : "appeal.money = execute\nsettlement.confirm = no\n");
    play_row(row);
    p.order.funds = executed[row].released ? DISPUTE_FUNDS_RELEASED : DISPUTE_FUNDS_ESCROW;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_RETURN_REFUND, 5000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = executed[row].first, .payer = executed[row].payer);
    IS(play_where(&p), "ruling.made");
    IS(play_transfers(&p), executed[row].moved);
    if (confirm) play_pay_all(&p, D(2));
}

TEST(endings_of_an_executed_ruling_that_stands) {
    for (size_t row = 0; row < COUNT_OF(executed); row++)
        for (int confirm = 0; confirm < 2; confirm++) {
            execute(row, confirm);
            GOES(&p, play_advance(&p, D(8)));
            IS(play_path(&p), "deadline.appeal closed.done 8");
            IS(play_transfers(&p), "");
            assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).escrow, 0);
        }
}

static void pay_the_first(int64_t at) {
    dispute_event paid = {.size = sizeof paid};
    memcpy(paid.reference, dispute_answer_effect(p.answer, 0)->id, DISPUTE_EFFECT_ID_SIZE);
    GOES(&p, play_do(&p, DISPUTE_EVENT_PAID, DISPUTE_PARTY_PLATFORM, at, &paid));
}

TEST(endings_of_an_executed_ruling_that_is_corrected) {
    for (size_t row = 0; row < COUNT_OF(executed); row++)
        for (int confirm = 0; confirm < 2; confirm++) {
            execute(row, confirm);
            DID(&p, APPEAL, BUYER, D(3));
            DID(&p, RULE, PLATFORM, D(4), .terms = executed[row].second, .payer = executed[row].then);
            IS(play_transfers(&p), executed[row].corrected);
            /* S1: waited for are transfers out of escrow, and from seller or platform to the buyer, here the first */
            IS(play_where(&p), confirm && executed[row].waits ? "settling.paying" : "closed.done");
            if (confirm && executed[row].waits) pay_the_first(D(5));
            IS(play_where(&p), "closed.done");
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endings_of_a_ruling_that_the_seller_pays),
        cmocka_unit_test(endings_of_a_ruling_that_the_platform_pays),
        cmocka_unit_test(endings_of_an_agreement),
        cmocka_unit_test(endings_of_a_silence),
        cmocka_unit_test(endings_of_the_guarantee),
        cmocka_unit_test(endings_of_a_withdrawal),
        cmocka_unit_test(endings_of_an_executed_ruling_that_stands),
        cmocka_unit_test(endings_of_an_executed_ruling_that_is_corrected),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
