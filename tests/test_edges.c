/* test_edges.c - the edges of a policy are what the machine does under it: whatever happens in random cases is on an
 * edge, and whatever is on an edge happens. */
#include "play.h"

enum { EDGES = 256, CASES = 6000, MOVES = 40 };

static play p;
static int refunds_alone; /* the opening moves the money (O8) */
static dispute_edge edges[EDGES];
static uint32_t edge_count;
static uint8_t seen_party[EDGES][8], seen_next[EDGES][8]; /* by party; by place in `next` */

static void read_edges(const dispute_policy *policy) {
    dispute_edge e = {.size = sizeof e};
    edge_count = 0;
    memset(seen_party, 0, sizeof seen_party);
    memset(seen_next, 0, sizeof seen_next);
    while (dispute_policy_edge(policy, edge_count, &e) == DISPUTE_DONE) {
        assert_true(edge_count < EDGES);
        edges[edge_count++] = e;
    }
}

static const char *told(const dispute_edge *e, int32_t by, int32_t next) {
    static char text[256];
    const char *from = dispute_word_name(DISPUTE_GROUP_STATE, e->from_state);
    const char *party = by ? dispute_word_name(DISPUTE_GROUP_PARTY, by) : "-";
    const char *to = next ? dispute_word_name(DISPUTE_GROUP_STATE, next) : "-";
    snprintf(text, sizeof text, "%s: %s by %s to %s", from ? from : "not open",
             dispute_word_name(DISPUTE_GROUP_EVENT, e->event), party, to);
    return text;
}

/* ---- what happens is on an edge ---- */

static void find(const dispute_transition *t) { /* several, where two silences lead to the same state */
    int found = 0;
    for (uint32_t i = 0; i < edge_count; i++) {
        const dispute_edge *e = &edges[i];
        if (e->from_state != t->from_state || e->event != t->event || !(e->parties >> t->by & 1)) continue;
        for (uint32_t n = 0; n < e->nexts; n++) {
            if (e->next[n] != t->state || t->rule != e->rule) continue;
            found = seen_party[i][t->by] = seen_next[i][n] = 1;
        }
    }
    dispute_edge lost = {.from_state = t->from_state, .event = t->event};
    if (!found) fail_msg("no edge for %s", told(&lost, t->by, t->state));
}

static void look(void) {
    const dispute_transition *t;
    for (uint32_t i = 0; (t = dispute_answer_transition(p.answer, i)) != NULL; i++) find(t);
}

static uint64_t number;

static uint32_t chance(uint32_t below) { /* the same numbers in every run */
    number = number * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(number >> 33) % below;
}

static int is_news(const dispute_action *a) { /* on an edge of which something has not happened yet */
    for (uint32_t i = 0; i < edge_count; i++) {
        const dispute_edge *e = &edges[i];
        if (e->from_state != play_state(&p) || e->event != a->event || !(e->parties >> a->party & 1)) continue;
        if (!seen_party[i][a->party]) return 1;
        for (uint32_t n = 0; n < e->nexts; n++)
            if (!seen_next[i][n]) return 1;
    }
    return 0;
}

static int silence_is_news(void) {
    for (uint32_t i = 0; i < edge_count; i++)
        if (edges[i].from_state == play_state(&p) && edges[i].deadline && !seen_next[i][0]) return 1;
    return 0;
}

/* Now and then what is news goes first, else rare edges would need very many cases. */
static const dispute_action *choose(const dispute_action *actions, uint32_t count) {
    uint32_t first = chance(count);
    uint32_t looks = chance(3) ? 0 : count;
    for (uint32_t i = 0; i < looks; i++)
        if (is_news(&actions[(first + i) % count])) return &actions[(first + i) % count];
    return &actions[first];
}

/* An event that may be sent now, chosen from the contents worth trying; 0: none of these was accepted. */
static int send_something(int64_t at, int eager) {
    dispute_action actions[64];
    uint32_t count = 0;
    const dispute_action *a;
    p.now = at;
    assert_int_equal(dispute_allowed(p.policy, p.c, 0, at, p.answer), DISPUTE_DONE);
    while (count < 64 && (a = dispute_answer_action(p.answer, count)) != NULL) actions[count++] = *a;
    for (int tries = 0; count && tries < 30; tries++) {
        const dispute_action *chosen = choose(actions, count);
        int planned = play_state(&p) == DISPUTE_STATE_PLATFORM_PROPOSED; /* it takes two to accept */
        int accepts = chosen->event == DISPUTE_EVENT_ACCEPT;
        int ends = chosen->event == DISPUTE_EVENT_WITHDRAW || (accepts && !planned);
        if (planned && !accepts && chance(2)) continue;
        int tool = chosen->event == DISPUTE_EVENT_SUSPEND || chosen->event == DISPUTE_EVENT_SETTLE_ELSEWHERE;
        int idle = chosen->event == DISPUTE_EVENT_PARCEL || chosen->event == DISPUTE_EVENT_SUBMIT_EVIDENCE;
        if (eager && (ends || idle) && chance(4)) continue;
        if (chosen->event == DISPUTE_EVENT_EXTEND && chance(2)) continue;
        if (tool && chance(4)) continue; /* little happens after it */
        int contents = 0;
        dispute_event e = {.size = sizeof e};
        while (play_content(&p, chosen->event, contents, &e)) contents++;
        if (chosen->event == DISPUTE_EVENT_AMEND && chance(2)) contents = 20; /* the reason alone: the offer stands */
        if (!contents || !play_content(&p, chosen->event, (int)chance((uint32_t)contents), &e)) continue;
        for (int i = 0; chosen->event == DISPUTE_EVENT_EXTEND && i < contents && !play_due(&p, e.deadline); i++)
            play_content(&p, chosen->event, i, &e); /* one that runs */
        e.id[0] = 0;
        e.expects = 0;
        e.expect = 0;
        if (play_do(&p, chosen->event, chosen->party, at, &e) == DISPUTE_DONE) return 1;
    }
    return 0;
}

static int pay(int64_t at) { /* one of the transfers that are out */
    dispute_view v = play_view(&p, DISPUTE_PARTY_PLATFORM);
    char reference[72];
    for (int64_t sequence = v.sequence; v.sequence && sequence > 0; sequence--)
        for (int i = 0; i < 4; i++) {
            dispute_event e = {.size = sizeof e};
            int32_t kind = chance(4) ? DISPUTE_EVENT_PAID : DISPUTE_EVENT_PAYMENT_FAILED;
            snprintf(reference, sizeof reference, "%s:%lld:%d", p.id, (long long)sequence, i);
            memcpy(e.reference, reference, strlen(reference) + 1);
            if (play_do(&p, kind, DISPUTE_PARTY_PLATFORM, at, &e) != DISPUTE_DONE) continue;
            look();
            return 1;
        }
    return 0;
}

static void begin_some_case(void) {
    static const int32_t kinds[] = {DISPUTE_TERMS_REFUND, DISPUTE_TERMS_RETURN_REFUND, DISPUTE_TERMS_REPLACEMENT,
                                    DISPUTE_TERMS_RETURN_REPLACEMENT, DISPUTE_TERMS_COUPON};
    static const int32_t reasons[] = {DISPUTE_REASON_QUALITY, DISPUTE_REASON_LOST, DISPUTE_REASON_DAMAGED,
                                      DISPUTE_REASON_CHANGED_MIND};
    p.order.funds = chance(3) ? DISPUTE_FUNDS_ESCROW : DISPUTE_FUNDS_RELEASED;
    p.order.seller_guarantee = (int32_t)chance(2);
    p.order.protected_until = chance(2) ? D(600) : D(1);
    int32_t kind = refunds_alone ? DISPUTE_TERMS_REFUND : kinds[chance(COUNT_OF(kinds))];
    dispute_terms terms = {.kind = kind};
    if (kind == DISPUTE_TERMS_REFUND || kind == DISPUTE_TERMS_RETURN_REFUND) terms.amount = chance(3) ? 5000 : 1000;
    if (kind == DISPUTE_TERMS_COUPON) terms.coupon = 800;
    assert_int_equal(play_ask(&p, reasons[chance(COUNT_OF(reasons))], terms, T0), DISPUTE_DONE);
    look();
}

static void play_a_case(void) {
    int eager = chance(4) != 0;
    int64_t at = T0;
    begin_some_case();
    for (int move = 0; move < MOVES; move++) {
        at += chance(3) ? HOUR : HOUR * (int64_t)chance(60);
        uint32_t seldom = silence_is_news() ? 2 : eager ? 9 : 3;
        if (chance(seldom) == 0 && dispute_case_next_due(p.c) != dispute_never()) {
            if (dispute_case_next_due(p.c) > at) at = dispute_case_next_due(p.c);
            assert_int_equal(play_advance(&p, at), DISPUTE_DONE);
            look();
        }
        assert_int_equal(play_advance(&p, at), DISPUTE_DONE);
        look();
        if (chance(3) == 0 && pay(at)) continue;
        if (send_something(at, eager)) look();
    }
    assert_int_equal(play_advance(&p, FOREVER), DISPUTE_DONE);
    look();
}

/* ---- what is on an edge happens ---- */

/* Where only a round in which the platform ruled a return or a replacement leads: from there on it is any policy. */
static int is_far(const dispute_edge *e) {
    return refunds_alone && e->from_state >= DISPUTE_STATE_PLATFORM_REVIEW && e->from_state < DISPUTE_STATE_RULING_MADE;
}

/* Closed at once where mostly something is to be paid: a coupon after the seller was paid, on a long way. */
static int is_rare(const dispute_edge *e, uint32_t n) {
    return n > 0 && e->next[n] == DISPUTE_STATE_CLOSED_DONE && e->next[n - 1] == DISPUTE_STATE_SETTLING_PAYING;
}

static void every_edge_was_gone(void) {
    for (uint32_t i = 0; i < edge_count; i++) {
        const dispute_edge *e = &edges[i];
        if (is_far(e)) continue;
        for (int32_t by = 0; by < 8; by++)
            if ((e->parties >> by & 1) && !seen_party[i][by]) fail_msg("never happened: %s", told(e, by, 0));
        for (uint32_t n = 0; n < e->nexts; n++)
            if (!seen_next[i][n] && !is_rare(e, n)) fail_msg("never happened: %s", told(e, 0, e->next[n]));
    }
}

#define CARD                                                                                              \
    "open.money = reverse\nappeal.money = execute\nappeal.rounds = 3\nround.1.starter = seller\n"         \
    "round.1.decides = start\nround.2.starter = buyer\nround.2.decides = answer\nround.2.answer = P10D\n" \
    "round.3.window = PT5H\nround.3.fee = 600\nround.3.loser_pays = yes\n"

static const char *const policies[] = {
    "",
    "settlement.confirm = no\nnegotiation.reply = P3D\nnegotiation.reply.on_silence = accept_offer\n"
    "claim.file = P5D\nclaim.answer = P5D\n",
    "appeal.rounds = 0\nguarantee.after = none\nescalate.buyer = P1D..P6D\nescalate.seller = after_refusal\n"
    "replacement.ship.on_silence = escalate\nplatform.evidence = none\n",
    "appeal.rounds = 2\nnegotiation.response.on_silence = escalate\nreturn.receive.on_silence = escalate\n"
    "platform.review.on_silence = close_for_seller\nopen.reopen = no\nclaim.answer = P5D\nescalate.buyer = "
    "after_refusal\n",
    "negotiation.response.on_silence = close_for_seller\nnegotiation.stage.on_silence = "
    "withdraw\nreturn.ship.on_silence = "
    "withdraw\nreplacement.receive.on_silence = escalate\nguarantee.review.on_silence = wait\nopen.reopen.times = 0\n",
    "negotiation.response.on_silence = withdraw\nnegotiation.stage.on_silence = close_for_buyer\nnegotiation.reply = "
    "P2D\n"
    "return.address.on_silence = close_for_buyer\nreturn.receive.on_silence = close_for_buyer\n"
    "platform.review.on_silence = close_for_buyer\nguarantee.review.on_silence = wait\n",
    "contact.wait = P4D\n",
    "contact.wait = P4D\ncontact.wait.on_silence = escalate\nappeal.rounds = 0\n",
    "contact.wait = P4D\ncontact.wait.on_silence = close_for_buyer\nextend.times = 0\nplatform.plan = P1D\n",
    CARD,
    "open.money = reverse\nappeal.money = execute\nround.1.decides = answer\nround.1.answer = P4D\n",
    "guarantee.after = none\nappeal.rounds = 2\nround.1.decides = answer\nround.1.answer = P3D\n",
    "guarantee.after = none\nappeal.rounds = 3\nround.1.decides = start\nround.2.starter = buyer\n"
    "round.2.decides = answer\nround.2.answer = P3D\n",
    "negotiation.response.by_amount = 0..4999 close_for_buyer, 5000.. accept_return\nreason.damaged.grant = 4000\n"
    "platform.review.from = evidence\nplatform.evidence.seller = P3D\nplatform.evidence = P2D\n"
    "platform.evidence.seller.on_silence = close_for_buyer\nguarantee.after = none\nappeal.rounds = 0\n",
};

TEST(what_happens_is_on_an_edge_and_what_is_on_an_edge_happens) {
    for (size_t i = 0; i < COUNT_OF(policies); i++) {
        play_again(&p, policies[i]);
        play_row(i);
        refunds_alone = strstr(policies[i], "open.money = reverse") != NULL;
        read_edges(p.policy);
        number = i + 200;
        for (int n = 0; n < CASES; n++) play_a_case();
        every_edge_was_gone();
    }
}

TEST(P7_money_that_moved_before_an_appeal_is_on_edges_too) {
    play_again(&p, "appeal.money = execute\nappeal.rounds = 3\n");
    read_edges(p.policy);
    number = 7;
    for (int n = 0; n < CASES; n++) play_a_case();
    for (uint32_t i = 0; i < edge_count; i++) /* of these the payments may be too rare to be met */
        if (edges[i].event < DISPUTE_EVENT_PAID && !seen_next[i][0] && edges[i].nexts == 1)
            fail_msg("never happened: %s", told(&edges[i], 0, edges[i].next[0]));
}

/* ---- one by one ---- */

static dispute_edge edge(int32_t state, int32_t event, int32_t by) { /* event 0: there is none */
    for (uint32_t i = 0; i < edge_count; i++)
        if (edges[i].from_state == state && edges[i].event == event && (edges[i].parties >> by & 1)) return edges[i];
    return (dispute_edge){.event = 0};
}

static const char *leads(int32_t state, int32_t event, int32_t by) {
    static char text[256];
    dispute_edge e = edge(state, event, by);
    text[0] = 0;
    for (uint32_t n = 0; n < e.nexts; n++) {
        if (n) strncat(text, " ", sizeof text - strlen(text) - 1);
        strncat(text, dispute_word_name(DISPUTE_GROUP_STATE, e.next[n]), sizeof text - strlen(text) - 1);
    }
    return e.event ? text : "-";
}
#define LEADS(state, event, by) leads(DISPUTE_STATE_##state, DISPUTE_EVENT_##event, DISPUTE_PARTY_##by)

static void edges_of(const char *changes) {
    play_again(&p, changes);
    read_edges(p.policy);
}

TEST(edges_come_in_the_order_of_states_and_say_all_of_a_deadline) {
    edges_of("");
    assert_int_equal(edges[0].from_state, 0);
    assert_int_equal(edges[0].event, DISPUTE_EVENT_OPEN);
    for (uint32_t i = 1; i < edge_count; i++) assert_true(edges[i].from_state >= edges[i - 1].from_state);
    dispute_edge e = edge(DISPUTE_STATE_NEGOTIATION_SELLER, DISPUTE_EVENT_DEADLINE_RESPONSE, DISPUTE_PARTY_SYSTEM);
    assert_int_equal(e.rule, DISPUTE_RULE_Z2);
    assert_int_equal(e.deadline, DISPUTE_DEADLINE_RESPONSE);
    assert_int_equal(e.key, DISPUTE_KEY_NEGOTIATION_RESPONSE);
    assert_int_equal(e.silence_key, DISPUTE_KEY_NEGOTIATION_RESPONSE_ON_SILENCE);
    assert_int_equal(e.silence, DISPUTE_SILENCE_ACCEPT_REQUEST);
    assert_int_equal(e.silent, 1 << DISPUTE_PARTY_SELLER);
    assert_int_equal(e.winner, DISPUTE_PARTY_BUYER);
    e = edge(DISPUTE_STATE_NEGOTIATION_BUYER, DISPUTE_EVENT_DEADLINE_TAKEOVER, DISPUTE_PARTY_SYSTEM);
    assert_int_equal(e.key, DISPUTE_KEY_GUARANTEE_AFTER);
    assert_int_equal(e.silence_key | e.silence | e.silent | e.winner, 0);
    e = edge(DISPUTE_STATE_NEGOTIATION_BUYER, DISPUTE_EVENT_ACCEPT, DISPUTE_PARTY_BUYER);
    assert_int_equal(e.parties, 1 << DISPUTE_PARTY_BUYER | 1 << DISPUTE_PARTY_SELLER);
    assert_int_equal(e.deadline | e.key | e.silence_key | e.silence | e.silent | e.winner, 0);
}

static const struct {
    const char *changes;
    int32_t state, event, winner;
} winners[] = {
    {"", DISPUTE_STATE_NEGOTIATION_SELLER, DISPUTE_EVENT_DEADLINE_STAGE, 0},
    {"", DISPUTE_STATE_GUARANTEE_WAITING, DISPUTE_EVENT_DEADLINE_REVIEW, DISPUTE_PARTY_BUYER},
    {"", DISPUTE_STATE_PLATFORM_REVIEW, DISPUTE_EVENT_DEADLINE_REVIEW, 0},
    {"", DISPUTE_STATE_PLATFORM_REVIEW, DISPUTE_EVENT_DEADLINE_EVIDENCE, 0},
    {"platform.evidence.seller.on_silence = close_for_buyer\n", DISPUTE_STATE_PLATFORM_REVIEW,
     DISPUTE_EVENT_DEADLINE_EVIDENCE, DISPUTE_PARTY_BUYER},
    {"platform.evidence.buyer.on_silence = close_for_seller\n", DISPUTE_STATE_PLATFORM_PROPOSED,
     DISPUTE_EVENT_DEADLINE_EVIDENCE, DISPUTE_PARTY_SELLER},
    {"negotiation.response.by_amount = 0.. accept_return\n", DISPUTE_STATE_NEGOTIATION_SELLER,
     DISPUTE_EVENT_DEADLINE_RESPONSE, DISPUTE_PARTY_BUYER},
    {"", DISPUTE_STATE_RETURN_ADDRESS, DISPUTE_EVENT_DEADLINE_RESPONSE, 0},
    {"", DISPUTE_STATE_RETURN_SHIPMENT, DISPUTE_EVENT_DEADLINE_RESPONSE, DISPUTE_PARTY_SELLER},
    {"", DISPUTE_STATE_RETURN_RECEIPT, DISPUTE_EVENT_DEADLINE_RESPONSE, DISPUTE_PARTY_BUYER},
    {"", DISPUTE_STATE_REPLACEMENT_DISPATCH, DISPUTE_EVENT_DEADLINE_RESPONSE, DISPUTE_PARTY_BUYER},
    {"", DISPUTE_STATE_REPLACEMENT_RECEIPT, DISPUTE_EVENT_DEADLINE_RESPONSE, DISPUTE_PARTY_SELLER},
    {"", DISPUTE_STATE_RULING_MADE, DISPUTE_EVENT_DEADLINE_APPEAL, 0},
    {"negotiation.reply = P3D\nnegotiation.reply.on_silence = accept_offer\n", DISPUTE_STATE_NEGOTIATION_BUYER,
     DISPUTE_EVENT_DEADLINE_RESPONSE, DISPUTE_PARTY_SELLER},
    {"negotiation.response.on_silence = withdraw\n", DISPUTE_STATE_NEGOTIATION_SELLER, DISPUTE_EVENT_DEADLINE_RESPONSE,
     DISPUTE_PARTY_SELLER},
    {"return.receive.on_silence = escalate\n", DISPUTE_STATE_RETURN_RECEIPT, DISPUTE_EVENT_DEADLINE_RESPONSE, 0},
};

TEST(the_winner_is_the_party_for_whom_silence_decides) {
    for (size_t i = 0; i < COUNT_OF(winners); i++) {
        edges_of(winners[i].changes);
        dispute_edge e = edge(winners[i].state, winners[i].event, DISPUTE_PARTY_SYSTEM);
        if (!e.event || e.winner != winners[i].winner) fail_msg("row %d: %d", (int)i, e.winner);
    }
}

TEST(an_edge_leads_where_the_policy_lets_it) {
    edges_of("");
    IS(LEADS(NEGOTIATION_SELLER, TAKE_OVER, PLATFORM), "guarantee.waiting platform.review");
    IS(LEADS(NEGOTIATION_SELLER, ESCALATE, BUYER), "-");
    IS(LEADS(NEGOTIATION_SELLER, DEADLINE_RESPONSE, SYSTEM),
       "return.shipment replacement.dispatch settling.paying closed.done");
    IS(LEADS(NEGOTIATION_SELLER, PARCEL, CARRIER), "negotiation.seller");
    IS(LEADS(NEGOTIATION_BUYER, PROPOSE, BUYER), "negotiation.seller");
    IS(LEADS(NEGOTIATION_BUYER, PROPOSE, SELLER), "negotiation.buyer");
    IS(LEADS(NEGOTIATION_BUYER, DEADLINE_RESPONSE, SYSTEM), "-");
    IS(LEADS(GUARANTEE_WAITING, SUBMIT_EVIDENCE, SELLER), "-");
    IS(LEADS(RULING_APPEALED, RULE, PLATFORM), "return.address replacement.dispatch settling.paying closed.done");
    IS(LEADS(PLATFORM_REVIEW, PAID, PLATFORM), "-");
    IS(LEADS(CLOSED_DONE, PAID, PLATFORM), "-");
    IS(LEADS(CLOSED_DONE, FILE_CLAIM, SELLER), "closed.done");
    IS(LEADS(SETTLING_PAYING, PAID, PLATFORM), "settling.paying closed.done");
    edges_of("escalate.buyer = P1D..P6D\nsettlement.confirm = no\nappeal.money = execute\nopen.reopen = no\n");
    IS(LEADS(NEGOTIATION_SELLER, ESCALATE, BUYER), "platform.review");
    IS(LEADS(NEGOTIATION_SELLER, ESCALATE, SELLER), "-");
    IS(LEADS(RETURN_RECEIPT, CONFIRM_RETURN, SELLER), "replacement.dispatch closed.done");
    IS(LEADS(SETTLING_PAYING, PAID, PLATFORM), "-");
    IS(LEADS(RULING_MADE, PAID, PLATFORM), "-");
    IS(LEADS(CLOSED_DONE, REOPEN, BUYER), "-");
    edges_of("appeal.money = execute\n");
    IS(LEADS(RULING_MADE, PAID, PLATFORM), "ruling.made");
    IS(LEADS(CLOSED_DONE, PAID, PLATFORM), "closed.done");
}

TEST(a_policy_that_cannot_be_sealed_can_be_looked_at) {
    static const char text[] = "return.ship = none\n";
    dispute_policy *policy;
    dispute_edge e = {.size = sizeof e};
    assert_int_equal(dispute_policy_new(NULL, &policy), DISPUTE_DONE);
    assert_int_equal(dispute_policy_parse(policy, text, sizeof text - 1, NULL), DISPUTE_DONE);
    assert_int_equal(dispute_policy_seal(policy, NULL), DISPUTE_ERROR_UNSAFE_POLICY);
    read_edges(policy);
    IS(LEADS(RETURN_SHIPMENT, DEADLINE_RESPONSE, SYSTEM), "-");
    IS(LEADS(RETURN_RECEIPT, DEADLINE_RESPONSE, SYSTEM), "replacement.dispatch settling.paying");
    assert_int_equal(dispute_policy_edge(policy, edge_count, &e), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_policy_edge(NULL, 0, &e), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_policy_edge(policy, 0, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    e.size = 7;
    assert_int_equal(dispute_policy_edge(policy, 0, &e), DISPUTE_ERROR_BAD_SIZE);
    e.size = 12; /* a caller who knows two fields */
    assert_int_equal(dispute_policy_edge(policy, 0, &e), DISPUTE_DONE);
    assert_int_equal(e.event, DISPUTE_EVENT_OPEN);
    dispute_policy_free(policy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_happens_is_on_an_edge_and_what_is_on_an_edge_happens),
        cmocka_unit_test(P7_money_that_moved_before_an_appeal_is_on_edges_too),
        cmocka_unit_test(edges_come_in_the_order_of_states_and_say_all_of_a_deadline),
        cmocka_unit_test(the_winner_is_the_party_for_whom_silence_decides),
        cmocka_unit_test(an_edge_leads_where_the_policy_lets_it),
        cmocka_unit_test(a_policy_that_cannot_be_sealed_can_be_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
