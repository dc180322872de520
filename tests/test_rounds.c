/* test_rounds.c - rounds of a ruling (P8) and money that moves at the opening (O8): every row, every deadline, every
 * fee. */
#include "play.h"

static play p;

#define CARD                                                                                     \
    "open.money = reverse\nappeal.money = execute\nappeal.rounds = 3\nappeal.window = P20D\n"    \
    "round.1.starter = seller\nround.1.decides = start\nround.2.starter = buyer\n"               \
    "round.2.decides = answer\nround.2.answer = P10D\nround.3.window = P5D\nround.3.fee = 600\n" \
    "round.3.loser_pays = yes\n"
#define OPENED "escrow>buyer 2000 refund, escrow>seller 3000 release"

static void opens(const char *changes) {
    play_again(&p, changes);
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
}

static const char *outcome(void) { /* "refund 2000 via ruling, payer seller, fault seller" */
    static char text[160];
    dispute_outcome o = play_view(&p, DISPUTE_PARTY_PLATFORM).outcome;
    const char *payer = dispute_word_name(DISPUTE_GROUP_ACCOUNT, o.payer);
    const char *fault = dispute_word_name(DISPUTE_GROUP_FAULT, o.fault);
    snprintf(text, sizeof text, "%s %lld via %s, payer %s, fault %s", dispute_word_name(DISPUTE_GROUP_TERMS, o.kind),
             (long long)o.amount, dispute_word_name(DISPUTE_GROUP_VIA, o.via), payer ? payer : "none",
             fault ? fault : "none");
    return text;
}

static int32_t last_rule(void) { return dispute_answer_transition(p.answer, 0)->rule; }

static int64_t to_buyer(void) { return play_view(&p, DISPUTE_PARTY_PLATFORM).to_buyer; }

/* ---- O8: the opening ---- */

TEST(O8_opening_moves_the_money_and_begins_in_ruling_made) {
    opens(CARD);
    IS(play_where(&p), "ruling.made");
    IS(play_transfers(&p), OPENED);
    IS(play_deadlines(&p), "appeal 20");
    IS(play_notices(&p), "seller opened");
    IS(play_terms(&p), "refund 2000, refund 2000");
    assert_int_equal(last_rule(), DISPUTE_RULE_O8);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).escrow, 0);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).opened_at, T0);
    IS(play_allowed(&p, DISPUTE_PARTY_BUYER, D(1)), "withdraw");
    IS(play_allowed(&p, DISPUTE_PARTY_SELLER, D(1)), "appeal parcel");
    play_lasts(&p);
}

TEST(O8_only_a_refund_may_be_asked_for) {
    static const int32_t kinds[] = {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_TERMS_REPLACEMENT,
                                    DISPUTE_TERMS_RETURN_REPLACEMENT, DISPUTE_TERMS_COUPON};
    play_again(&p, CARD);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        int refund = kinds[i] == DISPUTE_TERMS_RETURN_REFUND || kinds[i] == DISPUTE_TERMS_COUPON;
        assert_int_equal(play_open(&p, DISPUTE_REASON_QUALITY, kinds[i], refund ? 2000 : 0),
                         DISPUTE_REFUSED_WRONG_TERMS);
        assert_int_equal(dispute_answer_problem(p.answer)->rule, DISPUTE_RULE_O8);
        assert_int_equal(dispute_case_sequence(p.c), 0);
    }
    assert_int_equal(dispute_allowed(p.policy, p.c, DISPUTE_PARTY_BUYER, T0, p.answer), DISPUTE_DONE);
    assert_int_equal(dispute_answer_action(p.answer, 0)->kinds, 1 << DISPUTE_TERMS_REFUND);
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
}

TEST(O8_where_the_seller_was_paid_already_he_pays_it_back) {
    play_again(&p, CARD);
    p.order.funds = DISPUTE_FUNDS_RELEASED;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
    IS(play_transfers(&p), "seller>buyer 2000 recoup");
    DID(&p, WITHDRAW, BUYER, D(1));
    IS(play_transfers(&p), "buyer>seller 2000 reversal");
    play_lasts(&p);
}

TEST(O8_uncontested_it_stands_when_the_window_is_over) {
    opens(CARD);
    GOES(&p, play_advance(&p, D(20) - 1));
    IS(play_where(&p), "ruling.made");
    GOES(&p, play_advance(&p, D(20)));
    IS(play_transfers(&p), "");
    IS(play_where(&p), "settling.paying");
    IS(outcome(), "refund 2000 via ruling, payer seller, fault seller");
    play_lasts(&p);
}

TEST(O8_a_withdrawal_gives_the_money_back_and_is_not_opened_again) {
    opens(CARD);
    DID(&p, WITHDRAW, BUYER, D(20) - 1);
    IS(play_transfers(&p), "buyer>seller 2000 reversal");
    IS(play_notices(&p), "seller withdrawn, platform withdrawn");
    IS(play_where(&p), "settling.paying"); /* the refund is still on its way */
    IS(outcome(), "no_refund 0 via withdrawn, payer none, fault none");
    assert_int_equal(to_buyer(), 0);
    opens(CARD);
    play_pay_all(&p, D(1));
    DID(&p, WITHDRAW, BUYER, D(2));
    IS(play_where(&p), "closed.done");
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).funds, DISPUTE_FUNDS_SETTLED);
    REFUSED(&p, NOT_NOW, REOPEN, BUYER, D(3));
    play_lasts(&p);
}

TEST(O8_what_was_settled_elsewhere_is_not_paid_twice) {
    opens(CARD);
    DID(&p, SETTLE_ELSEWHERE, PLATFORM, D(3), .amount = 1500);
    IS(play_transfers(&p), "buyer>seller 2000 reversal");
    IS(play_where(&p), "closed.done");
    IS(outcome(), "refund 1500 via elsewhere, payer none, fault seller");
    assert_int_equal(to_buyer(), 0);
    play_lasts(&p);
    opens(CARD);
    DID(&p, SETTLE_ELSEWHERE, PLATFORM, D(3), .amount = 0);
    IS(outcome(), "no_refund 0 via elsewhere, payer none, fault none");
}

/* ---- P8: who may start a round, and until when ---- */

TEST(P8_a_round_is_open_to_its_starter_if_he_lost) {
    opens(CARD);
    REFUSED(&p, NOT_ELIGIBLE, APPEAL, BUYER, D(1));
    assert_int_equal(dispute_answer_problem(p.answer)->rule, DISPUTE_RULE_P6); /* he got what he asked for */
    play_again(&p, "round.1.starter = buyer\n");
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(1000));
    IS(play_allowed(&p, DISPUTE_PARTY_SELLER, D(1)), "parcel");
    REFUSED(&p, NOT_ELIGIBLE, APPEAL, SELLER, D(1));
    assert_int_equal(dispute_answer_problem(p.answer)->rule, DISPUTE_RULE_P8);
    DID(&p, APPEAL, BUYER, D(1));
    IS(play_where(&p), "ruling.appealed");
}

TEST(P8_where_no_starter_lost_the_ruling_does_not_wait) {
    play_again(&p, "round.1.starter = buyer\n");
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(2000));
    IS(play_where(&p), "settling.paying");
}

TEST(P8_a_round_has_a_window_of_its_own_or_that_of_appeals) {
    opens("appeal.rounds = 2\nround.2.window = PT5H\n");
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(1000));
    IS(play_deadlines(&p), "appeal 8");
    DID(&p, EXTEND, PLATFORM, D(2), .deadline = DISPUTE_DEADLINE_APPEAL, .until = D(9));
    DID(&p, APPEAL, SELLER, D(9) - 1);
    DID(&p, RULE, PLATFORM, D(10), .terms = REFUND(500));
    IS(play_deadlines(&p), "appeal 10+18000000ms");
    GOES(&p, play_advance(&p, D(10) + 5 * HOUR));
    IS(play_where(&p), "settling.paying");
    play_lasts(&p);
}

/* ---- P8: a round that starting decides ---- */

TEST(P8_start_turns_the_ruling_and_the_next_window_runs) {
    opens(CARD);
    DID(&p, APPEAL, SELLER, D(20) - 1);
    IS(play_path(&p), "appeal ruling.made 20-1ms");
    assert_int_equal(last_rule(), DISPUTE_RULE_P8);
    IS(play_transfers(&p), "buyer>seller 2000 reversal");
    IS(play_notices(&p), "buyer ruled");
    IS(play_terms(&p), "refund 2000, no_refund");
    IS(play_deadlines(&p), "appeal 40-1ms");
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).round, 1);
    REFUSED(&p, NOT_ELIGIBLE, APPEAL, SELLER, D(20));
    GOES(&p, play_advance(&p, D(40) - 1)); /* the buyer lets it rest */
    IS(outcome(), "no_refund 0 via ruling, payer none, fault none");
    assert_int_equal(to_buyer(), 0);
    play_lasts(&p);
}

TEST(P8_start_by_the_buyer_gives_him_his_request_in_full) {
    opens("appeal.rounds = 2\nround.1.decides = start\n");
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500), .payer = DISPUTE_ACCOUNT_PLATFORM);
    DID(&p, APPEAL, BUYER, D(2));
    IS(play_where(&p), "ruling.made");
    IS(play_transfers(&p), ""); /* appeal.money = wait */
    GOES(&p, play_advance(&p, D(9)));
    IS(play_transfers(&p), OPENED);
    IS(outcome(), "refund 2000 via ruling, payer seller, fault seller");
    play_lasts(&p);
}

TEST(P8_start_is_carried_out_where_nobody_can_go_on) {
    opens("appeal.rounds = 2\nround.1.decides = start\nround.2.starter = seller\nround.1.fee = 30\n");
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500));
    DID(&p, APPEAL, SELLER, D(2));
    IS(play_where(&p), "settling.paying");
    IS(play_transfers(&p), "seller>platform 30 fee, escrow>seller 5000 release"); /* E1 */
    IS(play_ids(&p), "C-1:4:0 C-1:4:1 C-1:4:2");
}

TEST(P8_a_request_of_another_kind_is_ruled_as_it_was_asked) {
    play_again(&p, "guarantee.after = none\nappeal.rounds = 2\nround.1.decides = start\nround.2.starter = buyer\n");
    GOES(&p, play_ask(&p, DISPUTE_REASON_QUALITY, (dispute_terms)RETURN_REFUND(2000), T0));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = TERMS(NO_REFUND));
    DID(&p, APPEAL, BUYER, D(2));
    IS(play_where(&p), "return.address");
}

TEST(P2_a_ruling_of_the_guarantee_stays_paid_by_the_platform) {
    play_again(&p, "appeal.rounds = 2\nround.1.decides = start\n");
    p.order.seller_guarantee = 1;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 2000));
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = TERMS(NO_REFUND));
    DID(&p, APPEAL, BUYER, D(2));
    IS(play_transfers(&p), "platform>buyer 2000 compensation, escrow>seller 5000 release");
    IS(outcome(), "refund 2000 via ruling, payer platform, fault seller");
}

/* ---- P8: a round that is answered ---- */

static void asks_for_an_answer(const char *changes, int by_buyer) { /* in round 1, at D(2), answer due at D(5) */
    char text[512];
    snprintf(text, sizeof text, "round.1.decides = answer\nround.1.answer = P3D\n%s", changes);
    opens(text);
    DID(&p, TAKE_OVER, PLATFORM, D(1));
    DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500));
    if (by_buyer)
        DID(&p, APPEAL, BUYER, D(2));
    else
        DID(&p, APPEAL, SELLER, D(2));
}

TEST(P8_the_other_party_answers_in_time) {
    asks_for_an_answer("", 1);
    IS(play_where(&p), "ruling.appealed");
    IS(play_deadlines(&p), "response 5"); /* and no review */
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).moves, 1 << DISPUTE_PARTY_SELLER);
    IS(play_allowed(&p, DISPUTE_PARTY_BUYER, D(2)), "submit_evidence");
    IS(play_allowed(&p, DISPUTE_PARTY_SELLER, D(2)), "refuse accept submit_evidence parcel");
    const dispute_action *a = dispute_answer_action(p.answer, 1);
    assert_int_equal(a->deadline, DISPUTE_DEADLINE_RESPONSE);
    assert_int_equal(a->due, D(5));
    assert_int_equal(a->silence, 0);
    REFUSED(&p, NOT_NOW, ACCEPT, BUYER, D(3));
    REFUSED(&p, NOT_NOW, REFUSE, BUYER, D(3));
    REFUSED(&p, NOT_NOW, WITHDRAW, BUYER, D(3)); /* nothing is provisional here */
    play_lasts(&p);
    asks_for_an_answer("", 0);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_BUYER).moves, 1 << DISPUTE_PARTY_BUYER);
    REFUSED(&p, NOT_NOW, ACCEPT, SELLER, D(3));
    play_lasts(&p);
}

static const struct {
    int by_buyer;
    const char *conceded, *silent; /* outcomes */
    const char *transfers;
} answers[] = {
    {1, "refund 2000 via consensus, payer seller, fault seller",
     "refund 2000 via seller_silence, payer seller, fault seller", OPENED},
    {0, "no_refund 0 via consensus, payer none, fault none", "no_refund 0 via buyer_silence, payer none, fault none",
     "escrow>seller 5000 release"},
};

TEST(P8_who_concedes_or_is_silent_gives_the_starter_what_he_wants) {
    for (size_t i = 0; i < COUNT_OF(answers); i++) {
        play_row(i);
        asks_for_an_answer("appeal.rounds = 2\n", answers[i].by_buyer);
        GOES(&p, play_do(&p, DISPUTE_EVENT_ACCEPT, answers[i].by_buyer ? DISPUTE_PARTY_SELLER : DISPUTE_PARTY_BUYER,
                         D(5) - 1, NULL));
        IS(play_transfers(&p), answers[i].transfers);
        IS(outcome(), answers[i].conceded);
        play_lasts(&p);
        asks_for_an_answer("appeal.rounds = 2\n", answers[i].by_buyer);
        GOES(&p, play_advance(&p, D(5) - 1));
        IS(play_where(&p), "ruling.appealed");
        GOES(&p, play_advance(&p, D(5)));
        IS(play_path(&p), "deadline.response settling.paying 5");
        IS(play_transfers(&p), answers[i].transfers);
        IS(outcome(), answers[i].silent);
        play_lasts(&p);
    }
}

TEST(P8_who_refuses_leaves_the_ruling_as_it_was) {
    for (int by_buyer = 0; by_buyer < 2; by_buyer++) {
        int32_t other = by_buyer ? DISPUTE_PARTY_SELLER : DISPUTE_PARTY_BUYER;
        asks_for_an_answer("appeal.rounds = 2\nround.2.window = P4D\n", by_buyer);
        GOES(&p, play_do(&p, DISPUTE_EVENT_REFUSE, other, D(3), NULL));
        IS(play_where(&p), "ruling.made");
        IS(play_terms(&p), "refund 2000, refund 500");
        IS(play_deadlines(&p), "appeal 7");
        play_lasts(&p);
        DID(&p, APPEAL, BUYER, D(4)); /* he still has less than he asked for */
        IS(play_deadlines(&p), "review 11");
        asks_for_an_answer("", by_buyer); /* no round is left */
        GOES(&p, play_do(&p, DISPUTE_EVENT_REFUSE, other, D(3), NULL));
        IS(play_transfers(&p), "escrow>buyer 500 refund, escrow>seller 4500 release");
        IS(outcome(), "refund 500 via ruling, payer seller, fault none");
        play_lasts(&p);
    }
}

TEST(P8_the_platform_may_rule_instead_and_others_tools_work) {
    asks_for_an_answer("", 1);
    DID(&p, EXTEND, PLATFORM, D(3), .deadline = DISPUTE_DEADLINE_RESPONSE, .until = D(6));
    IS(play_deadlines(&p), "response 6");
    DID(&p, SUSPEND, PLATFORM, D(4), .until = D(14));
    IS(play_deadlines(&p), "response 16");
    play_lasts(&p);
    DID(&p, RESUME, PLATFORM, D(6));
    IS(play_deadlines(&p), "response 8");
    DID(&p, RULE, PLATFORM, D(7), .terms = REFUND(900));
    IS(outcome(), "refund 900 via ruling, payer seller, fault none");
    play_lasts(&p);
}

TEST(Q2_a_forecast_knows_the_silence_of_a_round) {
    asks_for_an_answer("", 1);
    IS(play_forecast(&p), "settling.paying at 5, waits for host: refund 2000 via seller_silence fault seller payer "
                          "seller counts dispute_rate arbitration_rate");
    opens(CARD);
    IS(play_forecast(&p),
       "settling.paying at 20, waits for host: refund 2000 via ruling fault seller payer seller counts "
       "dispute_rate seller_fault_rate");
}

/* ---- P8: fees ---- */

static const char *fees(void) { /* of the last answer */
    static char text[128];
    const dispute_effect *e;
    text[0] = 0;
    for (uint32_t i = 0; (e = dispute_answer_effect(p.answer, i)) != NULL; i++)
        if (e->kind == DISPUTE_EFFECT_TRANSFER && e->why == DISPUTE_WHY_FEE)
            snprintf(text, sizeof text, "%s>%s %lld", dispute_word_name(DISPUTE_GROUP_ACCOUNT, e->from_account),
                     dispute_word_name(DISPUTE_GROUP_ACCOUNT, e->to_account), (long long)e->amount);
    return text;
}

enum { RULES_MORE, RULES_LESS, RULES_THE_SAME, ACCEPTS, REFUSES, SILENT };
static const struct {
    int by_buyer, ends;
    const char *payer;
} losers[] = {
    {1, RULES_MORE, "seller"}, {1, RULES_LESS, "buyer"},      {1, RULES_THE_SAME, "buyer"}, {0, RULES_MORE, "seller"},
    {0, RULES_LESS, "buyer"},  {0, RULES_THE_SAME, "seller"}, {1, ACCEPTS, "seller"},       {1, REFUSES, "buyer"},
    {1, SILENT, "seller"},     {0, ACCEPTS, "buyer"},         {0, REFUSES, "seller"},       {0, SILENT, "buyer"},
};

static void ends_round(int how, int by_buyer) {
    static const int64_t amounts[] = {600, 400, 500};
    int32_t other = by_buyer ? DISPUTE_PARTY_SELLER : DISPUTE_PARTY_BUYER;
    if (how <= RULES_THE_SAME)
        DID(&p, RULE, PLATFORM, D(3), .terms = REFUND(amounts[how]));
    else if (how == SILENT)
        GOES(&p, play_advance(&p, D(5)));
    else
        GOES(&p, play_do(&p, how == ACCEPTS ? DISPUTE_EVENT_ACCEPT : DISPUTE_EVENT_REFUSE, other, D(3), NULL));
}

TEST(P8_the_fee_is_paid_by_the_starter_or_by_who_lost_the_round) {
    char expected[64];
    for (size_t i = 0; i < COUNT_OF(losers); i++) {
        const char *starter = losers[i].by_buyer ? "buyer" : "seller";
        play_row(i);
        asks_for_an_answer("round.1.fee = 70\n", losers[i].by_buyer);
        snprintf(expected, sizeof expected, "%s>platform 70", starter);
        IS(fees(), expected);
        ends_round(losers[i].ends, losers[i].by_buyer);
        IS(fees(), "");
        asks_for_an_answer("round.1.fee = 70\nround.1.loser_pays = yes\n", losers[i].by_buyer);
        IS(fees(), "");
        ends_round(losers[i].ends, losers[i].by_buyer);
        snprintf(expected, sizeof expected, "%s>platform 70", losers[i].payer);
        IS(fees(), expected);
        play_lasts(&p);
    }
}

TEST(P8_the_silence_of_the_platform_decides_a_round_too) {
    static const struct {
        const char *silence, *payer;
    } rows[] = {{"close_for_buyer", "seller>platform 70"}, {"close_for_seller", "buyer>platform 70"}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[256];
        play_row(i);
        snprintf(text, sizeof text, "round.1.fee = 70\nround.1.loser_pays = yes\nplatform.review.on_silence = %s\n",
                 rows[i].silence);
        opens(text);
        DID(&p, TAKE_OVER, PLATFORM, D(1));
        DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500));
        DID(&p, APPEAL, SELLER, D(2));
        GOES(&p, play_advance(&p, D(9)));
        IS(fees(), rows[i].payer);
    }
}

TEST(P8_who_starts_a_round_that_it_decides_has_won_it) {
    for (int loser_pays = 0; loser_pays < 2; loser_pays++) {
        opens(loser_pays ? "appeal.rounds = 2\nround.1.decides = start\nround.1.fee = 9\nround.1.loser_pays = yes\n"
                         : "appeal.rounds = 2\nround.1.decides = start\nround.1.fee = 9\n");
        DID(&p, TAKE_OVER, PLATFORM, D(1));
        DID(&p, RULE, PLATFORM, D(1), .terms = REFUND(500));
        DID(&p, APPEAL, SELLER, D(2));
        IS(fees(), loser_pays ? "buyer>platform 9" : "seller>platform 9");
    }
}

TEST(P8_a_fee_is_none_of_the_money_of_the_case) {
    char id[DISPUTE_EFFECT_ID_SIZE];
    opens(CARD);
    DID(&p, APPEAL, SELLER, D(1));
    DID(&p, APPEAL, BUYER, D(2));
    DID(&p, REFUSE, SELLER, D(3));
    DID(&p, APPEAL, BUYER, D(4));
    IS(play_deadlines(&p), "review 11");
    DID(&p, RULE, PLATFORM, D(5), .terms = REFUND(2000), .fault = DISPUTE_FAULT_SELLER);
    IS(play_transfers(&p), "seller>platform 600 fee, seller>buyer 2000 reversal"); /* E1 */
    IS(play_ids(&p), "C-1:6:0 C-1:6:1 C-1:6:2 C-1:6:3");
    memcpy(id, dispute_answer_effect(p.answer, 0)->id, sizeof id);
    IS(id, "C-1:6:0");
    IS(outcome(), "refund 2000 via ruling, payer seller, fault seller");
    assert_int_equal(to_buyer(), 2000);
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).to_seller, 3000);
    dispute_event paid = {.size = sizeof paid};
    memcpy(paid.reference, id, sizeof id);
    assert_int_equal(play_do(&p, DISPUTE_EVENT_PAID, DISPUTE_PARTY_PLATFORM, D(6), &paid), DISPUTE_REFUSED_WRONG_TERMS);
    play_lasts(&p);
}

TEST(P8_a_round_that_is_never_decided_is_paid_by_the_buyer_who_gives_up) {
    for (int elsewhere = 0; elsewhere < 2; elsewhere++) {
        opens(CARD);
        DID(&p, APPEAL, SELLER, D(1));
        DID(&p, APPEAL, BUYER, D(2));
        DID(&p, REFUSE, SELLER, D(3));
        DID(&p, APPEAL, BUYER, D(4));
        if (elsewhere)
            DID(&p, SETTLE_ELSEWHERE, PLATFORM, D(5), .amount = 10);
        else
            DID(&p, WITHDRAW, BUYER, D(5));
        IS(fees(), elsewhere ? "" : "buyer>platform 600");
        assert_int_equal(to_buyer(), 0);
        play_lasts(&p);
    }
}

/* ---- the whole of a card scheme ---- */

TEST(a_chargeback_through_all_its_rounds_is_replayed_at_every_step) {
    opens(CARD);
    play_lasts(&p);
    DID(&p, APPEAL, SELLER, D(18));
    play_lasts(&p);
    DID(&p, APPEAL, BUYER, D(30));
    IS(play_where(&p), "ruling.appealed");
    IS(play_deadlines(&p), "response 40");
    play_lasts(&p);
    DID(&p, REFUSE, SELLER, D(40) - 1);
    IS(play_deadlines(&p), "appeal 45-1ms");
    play_lasts(&p);
    DID(&p, APPEAL, BUYER, D(41));
    assert_int_equal(play_view(&p, DISPUTE_PARTY_PLATFORM).round, 3);
    play_lasts(&p);
    DID(&p, RULE, PLATFORM, D(44), .terms = REFUND(1200));
    IS(play_transfers(&p), "seller>platform 600 fee, seller>buyer 1200 reversal");
    assert_int_equal(to_buyer(), 1200);
    play_lasts(&p);
    REFUSED(&p, NOT_NOW, APPEAL, SELLER, D(45));
}

TEST(pre_arbitration_that_is_not_answered_is_final) {
    opens(CARD);
    DID(&p, APPEAL, SELLER, D(18));
    DID(&p, APPEAL, BUYER, D(30));
    GOES(&p, play_advance(&p, D(40)));
    IS(play_transfers(&p), "seller>buyer 2000 reversal");
    IS(outcome(), "refund 2000 via seller_silence, payer seller, fault seller");
    play_lasts(&p);
}

/* ---- the seal ---- */

static const char *faults_of(const char *changes) {
    static char text[1024];
    dispute_policy *policy;
    dispute_problem problem = {.size = sizeof problem};
    text[0] = 0;
    assert_int_equal(dispute_policy_new(NULL, &policy), DISPUTE_DONE);
    assert_int_equal(dispute_policy_parse(policy, changes, strlen(changes), &problem), DISPUTE_DONE);
    for (uint32_t i = 0; dispute_policy_fault(policy, i, &problem) == DISPUTE_DONE; i++) {
        size_t size = strlen(text);
        snprintf(text + size, sizeof text - size, "%s%s %s", i ? ", " : "",
                 dispute_word_name(DISPUTE_GROUP_DETAIL, problem.detail), problem.name);
        assert_non_null(strstr(play_sentence(&problem), problem.name));
    }
    assert_int_equal(dispute_policy_seal(policy, NULL), text[0] ? DISPUTE_ERROR_UNSAFE_POLICY : DISPUTE_DONE);
    dispute_policy_free(policy);
    return text;
}

TEST(a_policy_of_rounds_is_checked_and_its_faults_are_named) {
    IS(faults_of(CARD), "");
    IS(faults_of("open.money = reverse\n"), "reverse open.money");
    IS(faults_of("open.money = reverse\nappeal.money = execute\nappeal.rounds = 0\n"), "reverse open.money");
    IS(faults_of("open.money = reverse\nappeal.money = execute\nappeal.rounds = 4\n"),
       "rounds appeal.rounds, reverse open.money");
    IS(faults_of("open.money = reverse\nappeal.money = execute\nround.1.starter = buyer\n"), "reverse round.1.starter");
    IS(faults_of("round.1.decides = start\n"), "last_round round.1.decides");
    IS(faults_of("appeal.rounds = 2\nround.1.decides = start\n"), "");
    IS(faults_of("appeal.rounds = 2\nround.2.decides = answer\n"), "no_answer round.2.answer");
    IS(faults_of("round.3.fee = 5\n"), "no_next_round round.3.fee");
    IS(faults_of("round.2.loser_pays = yes\nround.4.window = P1D\n"),
       "no_next_round round.2.loser_pays, no_next_round round.4.window");
    IS(faults_of("appeal.window = none\n"), "hangs appeal.window");
    IS(faults_of("appeal.window = none\nround.1.window = P2D\n"), "");
    IS(faults_of("appeal.window = none\nappeal.rounds = 2\nround.1.window = P2D\n"), "hangs round.2.window");
    /* what never comes may hang: after the seller's start nobody but the seller could start round 2 */
    IS(faults_of("open.money = reverse\nappeal.money = execute\nappeal.rounds = 2\nappeal.window = none\n"
                 "round.1.window = P2D\nround.1.decides = start\nround.2.starter = seller\n"),
       "");
    /* the review is never asked for an answer */
    IS(faults_of(CARD "platform.review = none\nplatform.review.on_silence = close_for_buyer\n"),
       "hangs platform.review, hangs platform.review");
}

static dispute_report report_of(const char *changes) {
    dispute_report r = {.size = sizeof r};
    play_again(&p, changes);
    assert_int_equal(dispute_policy_check(p.policy, &r), DISPUTE_DONE);
    return r;
}

TEST(the_longest_case_counts_every_round) {
    /* 20 to represent, 20 and 10 for pre-arbitration, 5 to go on, 7 for the review; then what the platform may rule: a
     * return 5 + 10 + 30, an objection 7, a plan 5, a replacement 5 + 30 */
    dispute_report r = report_of(CARD);
    assert_int_equal(r.longest_case, (20 + 20 + 10 + 5 + 7 + 45 + 7 + 5 + 35) * DAY);
    assert_int_equal(r.waits, 2);
    assert_int_equal(r.longest_silence, 35 * DAY);
    int64_t usual = report_of("").longest_case;
    assert_int_equal(report_of("round.1.window = P9D\n").longest_case, usual + 2 * DAY);
    assert_int_equal(report_of("round.1.decides = answer\nround.1.answer = P50D\n").longest_case, usual + 43 * DAY);
    assert_int_equal(report_of("round.1.decides = answer\nround.1.answer = P50D\n").waits, 1); /* not in an appeal */
    assert_int_equal(report_of("appeal.rounds = 2\nround.1.decides = start\n").longest_case, usual + 7 * DAY);
    assert_int_equal(report_of("round.1.decides = answer\nround.1.answer = P90D\n").longest_silence,
                     (90 + 5 + 10) * DAY); /* a return is conceded, and the goods are never sent */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(O8_opening_moves_the_money_and_begins_in_ruling_made),
        cmocka_unit_test(O8_only_a_refund_may_be_asked_for),
        cmocka_unit_test(O8_where_the_seller_was_paid_already_he_pays_it_back),
        cmocka_unit_test(O8_uncontested_it_stands_when_the_window_is_over),
        cmocka_unit_test(O8_a_withdrawal_gives_the_money_back_and_is_not_opened_again),
        cmocka_unit_test(O8_what_was_settled_elsewhere_is_not_paid_twice),
        cmocka_unit_test(P8_a_round_is_open_to_its_starter_if_he_lost),
        cmocka_unit_test(P8_where_no_starter_lost_the_ruling_does_not_wait),
        cmocka_unit_test(P8_a_round_has_a_window_of_its_own_or_that_of_appeals),
        cmocka_unit_test(P8_start_turns_the_ruling_and_the_next_window_runs),
        cmocka_unit_test(P8_start_by_the_buyer_gives_him_his_request_in_full),
        cmocka_unit_test(P8_start_is_carried_out_where_nobody_can_go_on),
        cmocka_unit_test(P8_a_request_of_another_kind_is_ruled_as_it_was_asked),
        cmocka_unit_test(P2_a_ruling_of_the_guarantee_stays_paid_by_the_platform),
        cmocka_unit_test(P8_the_other_party_answers_in_time),
        cmocka_unit_test(P8_who_concedes_or_is_silent_gives_the_starter_what_he_wants),
        cmocka_unit_test(P8_who_refuses_leaves_the_ruling_as_it_was),
        cmocka_unit_test(P8_the_platform_may_rule_instead_and_others_tools_work),
        cmocka_unit_test(Q2_a_forecast_knows_the_silence_of_a_round),
        cmocka_unit_test(P8_the_fee_is_paid_by_the_starter_or_by_who_lost_the_round),
        cmocka_unit_test(P8_the_silence_of_the_platform_decides_a_round_too),
        cmocka_unit_test(P8_who_starts_a_round_that_it_decides_has_won_it),
        cmocka_unit_test(P8_a_fee_is_none_of_the_money_of_the_case),
        cmocka_unit_test(P8_a_round_that_is_never_decided_is_paid_by_the_buyer_who_gives_up),
        cmocka_unit_test(a_chargeback_through_all_its_rounds_is_replayed_at_every_step),
        cmocka_unit_test(pre_arbitration_that_is_not_answered_is_final),
        cmocka_unit_test(a_policy_of_rounds_is_checked_and_its_faults_are_named),
        cmocka_unit_test(the_longest_case_counts_every_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
