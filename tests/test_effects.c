/* test_effects.c - clauses E1 to E4: the order and the ids of effects, the one timer, and who is told of what. */
#include "play.h"

static play p;

static int rank_of_why(int32_t why) {
    const int32_t order[] = {DISPUTE_WHY_REFUND,   DISPUTE_WHY_COMPENSATION, DISPUTE_WHY_RECOUP,   DISPUTE_WHY_FREIGHT,
                             DISPUTE_WHY_RECOVERY, DISPUTE_WHY_FEE,          DISPUTE_WHY_REVERSAL, DISPUTE_WHY_RELEASE};
    int rank = 0;
    while (order[rank] != why) rank++;
    return rank;
}

static int rank_of(const dispute_effect *e) {
    const int32_t order[] = {DISPUTE_EFFECT_TRANSFER,         DISPUTE_EFFECT_COUPON,  DISPUTE_EFFECT_CLAIM_DUE,
                             DISPUTE_EFFECT_EVIDENCE_REQUEST, DISPUTE_EFFECT_NOTIFY,  DISPUTE_EFFECT_TALLY,
                             DISPUTE_EFFECT_CLOSED,           DISPUTE_EFFECT_DEADLINE};
    int rank = 0;
    while (order[rank] != e->kind) rank++;
    return rank * 100 + (e->kind == DISPUTE_EFFECT_TRANSFER ? rank_of_why(e->why) : 0);
}

/* Within one transition: the order of E1, ids from 0, deadlines last and without one. */
static void in_order(const dispute_transition *t, uint32_t first) {
    char id[DISPUTE_EFFECT_ID_SIZE];
    int rank = -1;
    for (uint32_t i = 0; i < t->effects; i++) {
        const dispute_effect *e = dispute_answer_effect(p.answer, first + i);
        assert_true(rank_of(e) >= rank);
        rank = rank_of(e);
        int deadline = e->kind == DISPUTE_EFFECT_DEADLINE;
        snprintf(id, sizeof id, "%s:%lld:%d", p.id, (long long)t->sequence, (int)i);
        IS(e->id, deadline ? "" : id);
        assert_int_equal(e->index, deadline ? -1 : (int)i);
        assert_int_equal(e->sequence, t->sequence);
        if (e->kind == DISPUTE_EFFECT_TRANSFER || e->kind == DISPUTE_EFFECT_COUPON) assert_true(e->amount > 0);
        if (e->kind == DISPUTE_EFFECT_COUPON) assert_int_equal(e->to_party, DISPUTE_PARTY_BUYER);
        IS(e->currency, "USD");
    }
}

static int64_t timer;                    /* what a host that sets one timer has set it to */
static int64_t armed[DISPUTE_DEADLINES]; /* and what one keeps that follows the `deadline` effects */

static int32_t came_from;

static void follow(const dispute_transition *t, uint32_t first) {
    int64_t least = dispute_never();
    assert_int_equal(t->from_state, came_from);
    came_from = t->state;
    for (uint32_t i = 0; i < t->effects; i++) {
        const dispute_effect *e = dispute_answer_effect(p.answer, first + i);
        if (e->kind == DISPUTE_EFFECT_DEADLINE) armed[e->deadline] = e->due;
    }
    for (int i = 0; i < DISPUTE_DEADLINES; i++)
        if (armed[i] && armed[i] < least) least = armed[i];
    assert_true(t->next_due == least);
    timer = t->next_due;
}

/* Looks at the last answer whole. */
static void look(void) {
    const dispute_transition *t;
    uint32_t first = 0;
    for (uint32_t i = 0; (t = dispute_answer_transition(p.answer, i)) != NULL; first += t->effects, i++) {
        in_order(t, first);
        follow(t, first);
    }
    dispute_view v = play_view(&p, DISPUTE_PARTY_PLATFORM);
    for (int i = 0; i < DISPUTE_DEADLINES; i++) assert_true(armed[i] == v.due[i]);
    assert_true(timer == dispute_case_next_due(p.c));
}

static void begin(const char *changes, int32_t reason, dispute_terms asked) {
    play_again(&p, changes);
    memset(armed, 0, sizeof armed);
    came_from = 0;
    GOES(&p, play_ask(&p, reason, asked, T0));
    look();
}

#define LOOK(...)             \
    do {                      \
        DID(&p, __VA_ARGS__); \
        look();               \
    } while (0)

static void advance(int64_t now) {
    GOES(&p, play_advance(&p, now));
    look();
}

/* The kinds of the last answer's effects, each once. */
static const char *kinds(void) {
    static char text[256];
    char all[2048], *word;
    const char *last = "";
    snprintf(all, sizeof all, "%s", play_effects(&p));
    text[0] = 0;
    for (char *rest = all; (word = strtok(rest, " ")) != NULL; rest = NULL) {
        if (strcmp(word, last) != 0)
            snprintf(text + strlen(text), sizeof text - strlen(text), text[0] ? " %s" : "%s", word);
        last = word;
    }
    return text;
}

static const dispute_terms everything = {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, 3000, 800, 400};

TEST(E1_effects_come_in_order_and_their_ids_count_from_0) {
    begin("settlement.confirm = no\n", DISPUTE_REASON_DAMAGED, everything);
    IS(play_ids(&p), "C-1:1:0");
    LOOK(ACCEPT, SELLER, D(1));
    LOOK(CONFIRM_ADDRESS, SELLER, D(2));
    LOOK(SHIP_RETURN, BUYER, D(3), .reference = "RR1");
    LOOK(CONFIRM_RETURN, SELLER, D(4));
    IS(kinds(), "transfer coupon claim_due notify tally closed");
    IS(play_transfers(&p), "escrow>buyer 3000 refund, seller>buyer 400 freight, escrow>seller 2000 release");
    assert_int_equal(strncmp(play_ids(&p), "C-1:5:0 C-1:5:1 C-1:5:2 C-1:5:3 C-1:5:4 C-1:5:5", 47), 0);
}

TEST(E1_evidence_requests_come_before_notices) {
    begin("", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    LOOK(REFUSE, SELLER, D(1));
    advance(D(7));
    IS(kinds(), "evidence_request notify");
    advance(D(14));
}

TEST(E1_compensation_comes_before_freight_and_release_and_a_reversal_before_its_coupon) {
    begin("appeal.rounds = 0\n", DISPUTE_REASON_QUALITY, everything);
    LOOK(TAKE_OVER, PLATFORM, D(1));
    LOOK(RULE, PLATFORM, D(2), .terms = everything, .payer = DISPUTE_ACCOUNT_PLATFORM);
    LOOK(CONFIRM_ADDRESS, SELLER, D(3));
    LOOK(SHIP_RETURN, BUYER, D(3), .reference = "RR1");
    advance(D(33));
    IS(play_transfers(&p), "platform>buyer 3000 compensation, seller>buyer 400 freight, escrow>seller 5000 release");
    begin("appeal.money = execute\n", DISPUTE_REASON_QUALITY, everything);
    LOOK(TAKE_OVER, PLATFORM, D(1));
    LOOK(RULE, PLATFORM, D(2), .terms = REFUND(1000));
    LOOK(APPEAL, BUYER, D(3));
    LOOK(RULE, PLATFORM, D(4), .terms = {.kind = DISPUTE_TERMS_REFUND, .amount = 2000, .coupon = 1});
    IS(kinds(), "transfer coupon notify");
    IS(play_transfers(&p), "seller>buyer 1000 reversal");
}

TEST(E1_only_what_moves_an_amount_is_a_transfer) {
    begin("", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    LOOK(ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>buyer 5000 refund");
    begin("", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(4999));
    LOOK(ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>buyer 4999 refund, escrow>seller 1 release");
    begin("", DISPUTE_REASON_QUALITY, (dispute_terms)COUPON(1));
    LOOK(ACCEPT, SELLER, D(1));
    IS(play_transfers(&p), "escrow>seller 5000 release");
}

TEST(E1_tallies_and_closed_come_once_at_the_moment_of_closing) {
    begin("appeal.rounds = 0\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    LOOK(TAKE_OVER, PLATFORM, D(1));
    LOOK(RULE, PLATFORM, D(2), .terms = REFUND(2000), .fault = DISPUTE_FAULT_SELLER);
    IS(kinds(), "transfer notify");
    LOOK(PAID, PLATFORM, D(3), .reference = "C-1:3:0");
    assert_null(strstr(play_effects(&p), "closed"));
    LOOK(PAID, PLATFORM, D(3), .reference = "C-1:3:1");
    IS(kinds(), "notify tally closed");
    int32_t next = DISPUTE_TALLY_DISPUTE_RATE;
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p.answer, i)) != NULL; i++)
        if (e->kind == DISPUTE_EFFECT_TALLY) assert_int_equal(e->tally, next++);
    assert_int_equal(next, DISPUTE_TALLY_SELLER_FAULT_RATE + 1);
}

static int tallies(int32_t what) {
    int count = 0;
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p.answer, i)) != NULL; i++)
        count += e->kind == DISPUTE_EFFECT_TALLY && e->tally == what;
    return count;
}

TEST(E1_a_tally_comes_once_a_case_also_where_it_closes_twice) {
    begin("settlement.confirm = no\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    LOOK(TAKE_OVER, PLATFORM, D(1));
    LOOK(WITHDRAW, BUYER, D(1));
    assert_true(tallies(DISPUTE_TALLY_ARBITRATION_RATE) == 1 && tallies(DISPUTE_TALLY_DISPUTE_RATE) == 0);
    LOOK(REOPEN, BUYER, D(2));
    LOOK(ACCEPT, SELLER, D(3));
    assert_true(tallies(DISPUTE_TALLY_ARBITRATION_RATE) == 0 && tallies(DISPUTE_TALLY_DISPUTE_RATE) == 1);
}

TEST(E2_next_due_and_the_deadline_effects_say_what_is_armed_after_each_transition) {
    begin("negotiation.reply = P2D\n", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    assert_true(timer == D(5));
    LOOK(AMEND, BUYER, D(1), .terms = REFUND(4000));
    assert_true(timer == D(6));
    LOOK(PROPOSE, SELLER, D(2), .terms = REFUND(1000));
    assert_true(timer == D(4));
    LOOK(REFUSE, BUYER, D(3));
    advance(D(5));
    LOOK(SUBMIT_EVIDENCE, BUYER, D(6), .reference = "a", .digest = {1});
    assert_true(timer == D(8));
    LOOK(SUBMIT_EVIDENCE, SELLER, D(6), .reference = "b", .digest = {2});
    assert_true(timer == D(12));
    LOOK(RULE, PLATFORM, D(7), .terms = RETURN_REFUND(2000));
    LOOK(APPEAL, BUYER, D(8));
    LOOK(RULE, PLATFORM, D(9), .terms = RETURN_REFUND(3000));
    LOOK(CONFIRM_ADDRESS, SELLER, D(10));
    LOOK(SHIP_RETURN, BUYER, D(11), .reference = "RR1");
    assert_true(timer == D(41));
    advance(D(41));
    assert_true(timer == dispute_never());
}

TEST(E2_deadline_effects_say_cleared_where_nothing_is_due_any_more) {
    begin("", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    assert_true(armed[DISPUTE_DEADLINE_RESPONSE] == D(5) && armed[DISPUTE_DEADLINE_STAGE] == D(7));
    LOOK(WITHDRAW, BUYER, D(1));
    assert_true(!armed[DISPUTE_DEADLINE_RESPONSE] && !armed[DISPUTE_DEADLINE_STAGE]);
}

TEST(E2_so_they_do_for_a_claim) {
    begin("claim.file = P5D\nclaim.answer = P6D\n", DISPUTE_REASON_DAMAGED, (dispute_terms)REFUND(5000));
    LOOK(ACCEPT, SELLER, D(1));
    assert_true(armed[DISPUTE_DEADLINE_CLAIM] == D(6) && timer == D(6));
    LOOK(FILE_CLAIM, SELLER, D(5));
    assert_true(armed[DISPUTE_DEADLINE_CLAIM] == D(11) && timer == D(11));
    LOOK(ANSWER_CLAIM, CARRIER, D(6), .amount = 1);
    assert_true(timer == dispute_never());
}

TEST(E3_a_forecasts_effects_have_no_ids) {
    begin("settlement.confirm = no\n", DISPUTE_REASON_DAMAGED, (dispute_terms)REFUND(3000));
    GOES(&p, dispute_forecast(p.policy, p.c, p.answer));
    assert_in_range(dispute_answer_count(p.answer, DISPUTE_STRUCT_EFFECT), 2, 100);
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p.answer, i)) != NULL; i++) {
        IS(e->id, "");
        assert_int_equal(e->index, -1);
    }
    IS(play_transfers(&p), "escrow>buyer 3000 refund, escrow>seller 2000 release");
}

static int told(const char *whom_and_what) {
    char all[2050], one[64];
    snprintf(all, sizeof all, "%s,", play_notices(&p));
    snprintf(one, sizeof one, "%s,", whom_and_what);
    return strstr(all, one) != NULL;
}

#define SENT(event, party, ...) \
    { .size = sizeof(dispute_event), .kind = DISPUTE_EVENT_##event, .by = DISPUTE_PARTY_##party, .at = __VA_ARGS__ }
#define NS DISPUTE_STATE_NEGOTIATION_SELLER
#define NB DISPUTE_STATE_NEGOTIATION_BUYER
#define PR DISPUTE_STATE_PLATFORM_REVIEW
#define RR DISPUTE_STATE_RETURN_RECEIPT
#define SP DISPUTE_STATE_SETTLING_PAYING

static const struct {
    int32_t state;
    dispute_event event;
    const char *told, *and; /* everyone who must have heard of it */
} notices[] = {
    {NS, SENT(AMEND, BUYER, D(1), .terms = REFUND(1)), "seller amended", NULL},
    {NS, SENT(WITHDRAW, BUYER, D(1)), "seller withdrawn", NULL},
    {PR, SENT(WITHDRAW, BUYER, D(1)), "seller withdrawn", "platform withdrawn"},
    {NS, SENT(PROPOSE, SELLER, D(1), .terms = REFUND(1)), "buyer offer", NULL},
    {NS, SENT(REFUSE, SELLER, D(1)), "buyer refused", NULL},
    {NS, SENT(ACCEPT, SELLER, D(1)), "buyer agreed", NULL},
    {PR, SENT(ACCEPT, SELLER, D(1)), "buyer agreed", "platform agreed"},
    {NB, SENT(ESCALATE, BUYER, D(1)), "seller escalated", "platform escalated"},
    {NB, SENT(ESCALATE, SELLER, D(1)), "buyer escalated", "platform escalated"},
    {PR, SENT(RULE, PLATFORM, D(1), .terms = REFUND(1)), "buyer ruled", "seller ruled"},
    {DISPUTE_STATE_RULING_MADE, SENT(APPEAL, BUYER, D(1)), "seller appealed", "platform appealed"},
    {DISPUTE_STATE_RULING_MADE, SENT(APPEAL, SELLER, D(1)), "buyer appealed", "platform appealed"},
    {DISPUTE_STATE_RETURN_ADDRESS, SENT(CONFIRM_ADDRESS, SELLER, D(1)), "buyer address", NULL},
    {DISPUTE_STATE_RETURN_SHIPMENT, SENT(SHIP_RETURN, BUYER, D(1), .reference = "RR1"), "seller return_shipped", NULL},
    {RR, SENT(CONFIRM_RETURN, SELLER, D(1)), "buyer return_received", NULL},
    {RR, SENT(OBJECT_RETURN, SELLER, D(1)), "buyer return_objected", "platform return_objected"},
    {RR, SENT(WAIVE_RETURN, SELLER, D(1)), "buyer return_waived", NULL},
    {DISPUTE_STATE_REPLACEMENT_DISPATCH, SENT(SHIP_REPLACEMENT, SELLER, D(1), .reference = "RR2"),
     "buyer replacement_shipped", NULL},
    {DISPUTE_STATE_REPLACEMENT_RECEIPT, SENT(CONFIRM_REPLACEMENT, BUYER, D(1)), "seller replacement_received", NULL},
    {DISPUTE_STATE_REPLACEMENT_RECEIPT, SENT(OBJECT_REPLACEMENT, BUYER, D(1)), "seller replacement_objected",
     "platform replacement_objected"},
    {NS, SENT(PARCEL, CARRIER, D(1), .until = D(9)), "buyer parcel", "seller parcel"},
    {SP, SENT(PAYMENT_FAILED, PLATFORM, D(1), .reference = "C-1:2:0"), "buyer payment_failed", NULL},
    {SP, SENT(PAID, PLATFORM, D(1), .reference = "C-1:2:0"), "buyer closed", "seller closed"},
};

static void actor_and_carrier_hear_nothing(int32_t actor) {
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p.answer, i)) != NULL; i++) {
        if (e->kind != DISPUTE_EFFECT_NOTIFY) continue;
        assert_int_not_equal(e->to_party, actor);
        if (e->to_party == DISPUTE_PARTY_CARRIER) assert_int_equal(e->topic, DISPUTE_TOPIC_CLAIM);
    }
}

#define E4_POLICY "escalate.buyer = 0..P9D\nescalate.seller = 0..P9D\n"

TEST(E4_everyone_but_the_one_who_acted_is_told_what_concerns_him) {
    for (size_t i = 0; i < COUNT_OF(notices); i++) {
        play_reach(&p, E4_POLICY, notices[i].state);
        play_row(i);
        GOES(&p, play_send(&p, notices[i].event.kind, notices[i].event.by, &notices[i].event));
        if (!told(notices[i].told) || (notices[i].and &&!told(notices[i].and))) IS(play_notices(&p), notices[i].told);
        actor_and_carrier_hear_nothing(notices[i].event.by);
    }
}

TEST(E4_the_buyers_events_after_an_offer_and_the_reopening) {
    begin("", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    IS(play_notices(&p), "seller opened");
    LOOK(PROPOSE, SELLER, D(1), .terms = REFUND(1));
    LOOK(REFUSE, BUYER, D(1));
    assert_true(told("seller refused"));
    LOOK(PROPOSE, SELLER, D(1), .terms = REFUND(2));
    LOOK(ACCEPT, BUYER, D(1));
    assert_true(told("seller agreed"));
    actor_and_carrier_hear_nothing(DISPUTE_PARTY_BUYER);
    begin("", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    LOOK(WITHDRAW, BUYER, D(1));
    LOOK(REOPEN, BUYER, D(1));
    assert_true(told("seller reopened"));
}

TEST(E4_what_the_clock_does_is_told_to_both) {
    begin("", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    advance(D(5));
    assert_true(told("buyer agreed") && told("seller agreed"));
    begin("", DISPUTE_REASON_QUALITY, (dispute_terms)REFUND(5000));
    LOOK(REFUSE, SELLER, D(1));
    advance(D(7));
    assert_true(told("buyer escalated") && told("seller escalated") && told("platform escalated"));
    advance(D(14));
    assert_true(told("platform overdue"));
    play_again(&p, "");
    p.order.seller_guarantee = 1;
    GOES(&p, play_open(&p, DISPUTE_REASON_QUALITY, DISPUTE_TERMS_REFUND, 5000));
    GOES(&p, play_advance(&p, D(2)));
    assert_true(told("buyer taken_over") && told("seller taken_over") && told("platform taken_over"));
}

TEST(E4_the_carrier_is_told_of_claims_only) {
    begin("", DISPUTE_REASON_DAMAGED, (dispute_terms)REFUND(5000));
    LOOK(SUBMIT_EVIDENCE, BUYER, D(1), .reference = "a", .digest = {1});
    actor_and_carrier_hear_nothing(DISPUTE_PARTY_BUYER);
    assert_non_null(strstr(play_notices(&p), "evidence"));
    LOOK(ACCEPT, SELLER, D(1));
    actor_and_carrier_hear_nothing(DISPUTE_PARTY_SELLER);
    LOOK(FILE_CLAIM, SELLER, D(2));
    assert_true(told("carrier claim"));
    actor_and_carrier_hear_nothing(DISPUTE_PARTY_SELLER);
    LOOK(ANSWER_CLAIM, CARRIER, D(3), .amount = 5000);
    assert_true(told("seller claim"));
    actor_and_carrier_hear_nothing(DISPUTE_PARTY_CARRIER);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(E1_effects_come_in_order_and_their_ids_count_from_0),
        cmocka_unit_test(E1_evidence_requests_come_before_notices),
        cmocka_unit_test(E1_compensation_comes_before_freight_and_release_and_a_reversal_before_its_coupon),
        cmocka_unit_test(E1_only_what_moves_an_amount_is_a_transfer),
        cmocka_unit_test(E1_tallies_and_closed_come_once_at_the_moment_of_closing),
        cmocka_unit_test(E1_a_tally_comes_once_a_case_also_where_it_closes_twice),
        cmocka_unit_test(E2_next_due_and_the_deadline_effects_say_what_is_armed_after_each_transition),
        cmocka_unit_test(E2_deadline_effects_say_cleared_where_nothing_is_due_any_more),
        cmocka_unit_test(E2_so_they_do_for_a_claim),
        cmocka_unit_test(E3_a_forecasts_effects_have_no_ids),
        cmocka_unit_test(E4_everyone_but_the_one_who_acted_is_told_what_concerns_him),
        cmocka_unit_test(E4_the_buyers_events_after_an_offer_and_the_reopening),
        cmocka_unit_test(E4_what_the_clock_does_is_told_to_both),
        cmocka_unit_test(E4_the_carrier_is_told_of_claims_only),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    play_free(&p);
    return failed;
}
