/* edges.c - the chart as one policy switches it on. What a diagram, a check and a description of a policy are made of:
 * rows that the policy switches off are gone, and where a row leads is said state by state. */
#include "edges.h"
#include "event.h"
#include <string.h>

enum {
    BUYER = 1 << DISPUTE_PARTY_BUYER,
    SELLER = 1 << DISPUTE_PARTY_SELLER,
    PLATFORM = 1 << DISPUTE_PARTY_PLATFORM,
    CARRIER = 1 << DISPUTE_PARTY_CARRIER
};

/* ---- is a row there? ---- */

int dispute__edges_may_guarantee(const dispute_policy *policy) {
    for (int i = 0; i < REASON_SLOTS; i++)
        if (policy->reason[i].enabled && policy->reason[i].guarantee) return 1;
    return 0;
}

int32_t dispute__edges_window(const dispute_policy *policy, int32_t state, int32_t deadline) {
    int32_t window = dispute__chart_window(state);
    switch (deadline) {
    case DISPUTE_DEADLINE_STAGE: window = WINDOW_NEGOTIATION_STAGE; break;
    case DISPUTE_DEADLINE_TAKEOVER: window = WINDOW_GUARANTEE_AFTER; break;
    case DISPUTE_DEADLINE_EVIDENCE: /* everybody's, or that of one of the parties (P3) */
        for (window = WINDOW_PLATFORM_EVIDENCE; window < WINDOW_EVIDENCE_SELLER; window++)
            if (policy->window[window].given) break;
        break;
    case DISPUTE_DEADLINE_CLAIM: /* first the one, then the other (S6) */
        window = policy->window[WINDOW_CLAIM_FILE].given ? WINDOW_CLAIM_FILE : WINDOW_CLAIM_ANSWER;
        break;
    default: break;
    }
    return window >= 0 && policy->window[window].given ? window : -1;
}

static int has_deadline(const edges *e, int32_t state) {
    const dispute_policy *policy = e->policy;
    for (int32_t d = 1; d <= DISPUTE_DEADLINE_CLAIM; d++) {
        int here = (d == dispute__chart_deadline(state) && !in_stage(state, STAGE_RULING))
                   || (d == DISPUTE_DEADLINE_CLAIM && is_final_state(state))
                   || (d == DISPUTE_DEADLINE_STAGE && in_stage(state, STAGE_NEGOTIATION))
                   || (d == DISPUTE_DEADLINE_TAKEOVER && dispute__edges_may_guarantee(policy)
                       && (in_stage(state, STAGE_NEGOTIATION) || in_stage(state, STAGE_CONTACT)))
                   || (d == DISPUTE_DEADLINE_EVIDENCE && in_stage(state, STAGE_PLATFORM));
        if (here && dispute__edges_window(policy, state, d) >= 0) return 1;
        if (in_stage(state, STAGE_RULING) && dispute__round_deadline(policy, &e->rounds, state, d)) return 1;
    }
    return 0;
}

static int is_silence(const dispute_policy *policy, const row *r) {
    int32_t window = dispute__chart_silence_window(r->state, r->event - 100), said = r->when - WHEN_SILENCE;
    if (window == WINDOW_NEGOTIATION_RESPONSE && policy->amount_rows) {
        for (int32_t i = 0; i < policy->amount_rows; i++)
            if (policy->by_amount[i].silence == said) return 1;
        return 0;
    }
    int32_t silence = policy->silence[window];
    return said == silence
           || (silence == DISPUTE_SILENCE_ACCEPT_OFFER && said == DISPUTE_SILENCE_ESCALATE); /* without an offer (Z) */
}

/* The window of the one party whose evidence a row is about; -1: it has none, or its silence decides nothing. */
static int32_t lapse_window(const dispute_policy *policy, const row *r) {
    int32_t own = r->when == WHEN_SELLER_LAPSES ? WINDOW_EVIDENCE_SELLER : WINDOW_EVIDENCE_BUYER;
    if (policy->silence[own] == DISPUTE_SILENCE_PROCEED) return -1;
    int32_t window = policy->window[own].given ? own : WINDOW_PLATFORM_EVIDENCE;
    return policy->window[window].given ? window : -1;
}

static int may_grant(const dispute_policy *policy) { /* O7 */
    for (int i = 0; i < REASON_SLOTS; i++)
        if (policy->reason[i].enabled && policy->reason[i].grant > 0) return 1;
    return 0;
}

static int is_on(const edges *e, int32_t state, const row *r) {
    const dispute_policy *policy = e->policy;
    int32_t deadline = r->event - 100;
    int contested = in_stage(state, STAGE_RULING) && deadline != DISPUTE_DEADLINE_CLAIM;
    if (deadline > 0 && contested && !dispute__round_deadline(policy, &e->rounds, state, deadline)) return 0;
    if (deadline > 0 && !contested && dispute__edges_window(policy, state, deadline) < 0) return 0;
    if (deadline == DISPUTE_DEADLINE_TAKEOVER) return dispute__edges_may_guarantee(policy);
    if (deadline == DISPUTE_DEADLINE_CLAIM)
        return is_final_state(state); /* it arises where the money is decided (S6) */
    if (r->event == DISPUTE_EVENT_SETTLE_ELSEWHERE && is_final_state(state)) return 0; /* always too late (T3) */
    if (r->action == ACT_OPEN && policy->open_money == OPEN_MONEY_REVERSE) return 0;   /* O8 */
    if (r->event == DISPUTE_EVENT_MIGRATE) return 0;                                   /* it leads out of this policy */
    switch (r->when) {
    case WHEN_REQUEST_STANDS: /* nobody negotiates, and behind an objection nothing stands */
    case WHEN_OFFER_STANDS: return policy->open_money != OPEN_MONEY_REVERSE;
    case WHEN_REVERSES:
    case WHEN_PROVISIONAL: return policy->open_money == OPEN_MONEY_REVERSE;
    case WHEN_ROUND_TURNS: return dispute__round_starts(policy, &e->rounds, DECIDES_START) != 0;
    case WHEN_ROUND_OF_BUYER: return (dispute__round_starts(policy, &e->rounds, DECIDES_ANSWER) & BUYER) != 0;
    case WHEN_ROUND_OF_SELLER: return (dispute__round_starts(policy, &e->rounds, DECIDES_ANSWER) & SELLER) != 0;
    case WHEN_GUARANTEED: return dispute__edges_may_guarantee(policy);
    case WHEN_GRANTED: return may_grant(policy);
    case WHEN_SELLER_LAPSES:
    case WHEN_BUYER_LAPSES: return lapse_window(policy, r) >= 0;
    case WHEN_WITHDRAWN:
        return policy->reopen != REOPEN_NO && policy->reopen_times > 0 && policy->open_money != OPEN_MONEY_REVERSE;
    case WHEN_CLAIM_DUE:
    case WHEN_CLAIM_FILED: return is_final_state(state);
    case WHEN_PAUSED:
    case WHEN_OPEN: return !is_final_state(state);
    case WHEN_RUNS: return policy->extend_times > 0 && has_deadline(e, state);
    case WHEN_MONEY: /* what counts as paid when it is made is never reported (S1) */
        return policy->settlement_confirm && (state == DISPUTE_STATE_SETTLING_PAYING || e->moved[state]);
    default: return r->when < WHEN_SILENCE || is_silence(policy, r);
    }
}

static int32_t senders(const edges *e, const row *r) {
    const dispute_policy *policy = e->policy;
    int32_t by = r->by;
    if (r->action == ACT_TURN) by &= dispute__round_starts(policy, &e->rounds, DECIDES_START);
    if (r->action == ACT_APPEAL)
        by &= dispute__round_starts(policy, &e->rounds, DECIDES_PLATFORM)
              | dispute__round_starts(policy, &e->rounds, DECIDES_ANSWER);
    if (r->when != WHEN_ESCALATION) return by;
    if (policy->escalate[0].mode == ESCALATE_NO) by &= ~BUYER;
    if (policy->escalate[1].mode == ESCALATE_NO) by &= ~SELLER;
    return by;
}

/* ---- where does it lead? ---- */

static void add(dispute_edge *edge, int32_t state) { /* ascending, each once */
    uint32_t at = edge->nexts;
    while (at > 0 && edge->next[at - 1] > state) at--;
    if (at > 0 && edge->next[at - 1] == state) return;
    for (uint32_t i = edge->nexts++; i > at; i--) edge->next[i] = edge->next[i - 1];
    edge->next[at] = state;
}

static void add_money(const edges *e, dispute_edge *edge, const row *r) {
    int32_t confirm = e->policy->settlement_confirm, state = edge->from_state;
    /* a return or a replacement that was not sent always leaves something to pay, where nothing was paid before */
    int pays = r->action == ACT_RECEIVE || r->action == ACT_WAIVE || r->action == ACT_GRANT
               || (r->action == ACT_FOR_BUYER && state == DISPUTE_STATE_REPLACEMENT_DISPATCH);
    if (confirm) add(edge, DISPUTE_STATE_SETTLING_PAYING);
    if (!confirm || !pays || e->moved[state]) add(edge, DISPUTE_STATE_CLOSED_DONE);
}

static void add_terms(const edges *e, dispute_edge *edge, const row *r) {
    /* where the seller's silence agreed, the registered address is used at once */
    int silent = r->action == ACT_ACCEPT_REQUEST || r->action == ACT_ACCEPT_RETURN;
    add(edge, silent ? DISPUTE_STATE_RETURN_SHIPMENT : DISPUTE_STATE_RETURN_ADDRESS);
    if (r->action != ACT_ACCEPT_RETURN) add(edge, DISPUTE_STATE_REPLACEMENT_DISPATCH); /* after the return */
    add_money(e, edge, r);
}

/* What the buyer asked for; where the opening moves money, it is money. */
static void add_request(const edges *e, dispute_edge *edge, const row *r) {
    if (e->policy->open_money == OPEN_MONEY_REVERSE)
        add_money(e, edge, r);
    else
        add_terms(e, edge, r);
}

static void add_turned(const edges *e, dispute_edge *edge, const row *r) { /* by who starts it, in each such round */
    const dispute_policy *policy = e->policy;
    for (int32_t round = 1; round <= e->rounds.rounds; round++) {
        if (!dispute__round_comes(policy, &e->rounds, round, DECIDES_START)) continue;
        int32_t starters = e->rounds.starters[round];
        int seller_next = dispute__round_waits(policy, LOST_SELLER, round);
        int buyer_next = dispute__round_waits(policy, LOST_BUYER, round);
        if (((starters & BUYER) && seller_next) || ((starters & SELLER) && buyer_next))
            add(edge, DISPUTE_STATE_RULING_MADE);
        if ((starters & SELLER) && !buyer_next) add_money(e, edge, r);
        if (!(starters & BUYER)) continue;
        /* under the guarantee, and of a coupon, the seller has lost nothing */
        if (!seller_next || (policy->open_money != OPEN_MONEY_REVERSE && dispute__edges_may_guarantee(policy)))
            add_request(e, edge, r);
        else if (policy->open_money != OPEN_MONEY_REVERSE)
            add_money(e, edge, r);
    }
}

static void add_rebutted(const edges *e, dispute_edge *edge, const row *r) { /* the ruling is what it was */
    const dispute_policy *policy = e->policy;
    int32_t by = r->when == WHEN_ROUND_OF_BUYER ? BUYER : SELLER;
    for (int32_t round = 1; round <= e->rounds.rounds; round++) {
        int32_t lost = e->rounds.lost[round - 1] & (LOST_ANY | by);
        if (!dispute__round_comes(policy, &e->rounds, round, DECIDES_ANSWER) || !(e->rounds.starters[round] & by))
            continue;
        if (dispute__round_waits(policy, lost, round)) add(edge, DISPUTE_STATE_RULING_MADE);
        /* he who started this round has lost; the next one may be open to the other alone */
        if (round < e->rounds.rounds && (dispute__round_starter(policy, round + 1) & by)) continue;
        if (lost & LOST_ANY)
            add_terms(e, edge, r);
        else
            add_money(e, edge, r);
    }
}

static void add_ruled(const edges *e, dispute_edge *edge, const row *r) {
    int appealed = edge->from_state == DISPUTE_STATE_RULING_APPEALED;
    int later = appealed || e->policy->open_money == OPEN_MONEY_REVERSE;
    add_terms(e, edge, r);
    if (later ? dispute__round_again(e->policy, &e->rounds) : e->rounds.rounds > 0)
        add(edge, DISPUTE_STATE_RULING_MADE);
}

static void add_leads(const edges *e, dispute_edge *edge, const row *r) {
    switch (r->next) {
    case NEXT_SAME: add(edge, edge->from_state); break;
    case NEXT_TERMS:
        if (r->action == ACT_CONCEDE)
            add_request(e, edge, r);
        else if (r->action == ACT_STAND && !dispute__round_any_waits(&e->rounds))
            add_money(e, edge, r);
        else
            add_terms(e, edge, r);
        break;
    case NEXT_PLAN:
        add(edge, edge->from_state);
        add_terms(e, edge, r);
        break;
    case NEXT_RULING:
        if (r->action == ACT_TURN)
            add_turned(e, edge, r);
        else if (r->action == ACT_REBUT)
            add_rebutted(e, edge, r);
        else
            add_ruled(e, edge, r);
        break;
    case NEXT_RECEIVED:
        add(edge, DISPUTE_STATE_REPLACEMENT_DISPATCH);
        add_money(e, edge, r);
        break;
    case NEXT_MONEY: add_money(e, edge, r); break;
    case NEXT_WITHDRAWN:
        add(edge, DISPUTE_STATE_CLOSED_DONE);
        if (e->policy->settlement_confirm) add(edge, DISPUTE_STATE_SETTLING_PAYING);
        break;
    case NEXT_PAID:
        add(edge, edge->from_state);
        if (edge->from_state == DISPUTE_STATE_SETTLING_PAYING) add(edge, DISPUTE_STATE_CLOSED_DONE);
        break;
    default:
        if (r->action == ACT_OPEN && e->policy->window[WINDOW_CONTACT_WAIT].given)
            add(edge, DISPUTE_STATE_CONTACT_WAITING); /* T4 */
        else
            add(edge, r->next);
        break;
    }
}

/* ---- who is silent, and for whom it decides ---- */

static int32_t silent_parties(int32_t state, int32_t deadline, const row *r) {
    switch (deadline) {
    case DISPUTE_DEADLINE_STAGE: return BUYER | SELLER;
    case DISPUTE_DEADLINE_TAKEOVER: return 0;
    case DISPUTE_DEADLINE_EVIDENCE:
        if (r->when == WHEN_SELLER_LAPSES) return SELLER;
        return r->when == WHEN_BUYER_LAPSES ? BUYER : BUYER | SELLER | CARRIER;
    case DISPUTE_DEADLINE_CLAIM: return SELLER | PLATFORM | CARRIER;
    default: return dispute__chart_moves(state);
    }
}

static int32_t winner_of(const row *r) {
    if (r->when == WHEN_ROUND_OF_BUYER) return DISPUTE_PARTY_BUYER;
    if (r->when == WHEN_ROUND_OF_SELLER) return DISPUTE_PARTY_SELLER;
    switch (r->action) {
    case ACT_ACCEPT_REQUEST:
    case ACT_ACCEPT_RETURN:
    case ACT_FOR_BUYER:
    case ACT_RECEIVE: return DISPUTE_PARTY_BUYER;
    case ACT_ACCEPT_OFFER:
    case ACT_FOR_SELLER:
    case ACT_WITHDRAW:
    case ACT_REPLACED: return DISPUTE_PARTY_SELLER;
    default: return 0;
    }
}

/* Nobody's key says what these do; `round.*` stands for those of all rounds. */
static void add_round_silence(const edges *e, dispute_edge *edge, const row *r) {
    edge->winner = winner_of(r);
    if (edge->deadline == DISPUTE_DEADLINE_APPEAL) {
        edge->key =
            dispute__round_has_window(e->policy, &e->rounds) ? DISPUTE_KEY_ROUND_WINDOW : DISPUTE_KEY_APPEAL_WINDOW;
        for (int32_t round = 1; round <= e->rounds.rounds; round++) edge->silent |= e->rounds.starters[round];
    } else {
        edge->key = DISPUTE_KEY_ROUND_ANSWER;
        edge->silent = r->when == WHEN_ROUND_OF_BUYER ? SELLER : BUYER;
    }
}

static void add_silence(const dispute_policy *policy, dispute_edge *edge, const row *r) {
    int32_t deadline = edge->event - 100, window = dispute__edges_window(policy, edge->from_state, deadline);
    edge->deadline = deadline;
    edge->silent = silent_parties(edge->from_state, deadline, r);
    edge->winner = winner_of(r);
    if (r->when == WHEN_SELLER_LAPSES || r->when == WHEN_BUYER_LAPSES) {
        int32_t own = r->when == WHEN_SELLER_LAPSES ? WINDOW_EVIDENCE_SELLER : WINDOW_EVIDENCE_BUYER;
        edge->key = dispute__key_of_window(lapse_window(policy, r));
        edge->silence_key = dispute__silence_key_of_window(own);
        edge->silence = policy->silence[own];
        return;
    }
    edge->key = dispute__key_of_window(window);
    if (deadline == DISPUTE_DEADLINE_EVIDENCE) window = WINDOW_PLATFORM_EVIDENCE;
    edge->silence_key = dispute__silence_key_of_window(window);
    edge->silence = edge->silence_key ? policy->silence[window] : 0;
    if (window == WINDOW_NEGOTIATION_RESPONSE && policy->amount_rows) { /* an edge for each row of the table */
        edge->silence_key = DISPUTE_KEY_NEGOTIATION_RESPONSE_BY_AMOUNT;
        edge->silence = r->when - WHEN_SILENCE;
    }
}

/* ---- one edge: the rows of one state and event that are for the same parties, or do the same ---- */

static int is_there(const edges *e, int32_t state, const row *r) {
    int here = r->state == state || (r->state == ANY_STATE && state != 0);
    return here && is_on(e, state, r) && senders(e, r);
}

static void make(const edges *e, int32_t state, const row *r, dispute_edge *edge) {
    memset(edge, 0, sizeof *edge);
    edge->size = (uint32_t)sizeof *edge;
    edge->from_state = state;
    edge->event = r->event;
    edge->parties = senders(e, r);
    edge->rule = r->rule;
    add_leads(e, edge, r);
    edge->deadline = r->event > 100 ? r->event - 100 : 0;
    if (r->action == ACT_STAND || (r->action == ACT_CONCEDE && edge->deadline))
        add_round_silence(e, edge, r);
    else if (edge->deadline)
        add_silence(e->policy, edge, r);
}

static int join(dispute_edge *edge, const dispute_edge *more) {
    if (edge->rule != more->rule) return 0;
    int same = memcmp(edge->next, more->next, sizeof edge->next) == 0;
    if (edge->parties != more->parties && !same) return 0;
    if (edge->silence_key != more->silence_key || edge->silence != more->silence)
        return 0; /* who wins is another matter */
    edge->parties |= more->parties;
    int both_win = edge->winner && more->winner && edge->winner != more->winner; /* the case says who */
    edge->winner = both_win ? 0 : edge->winner ? edge->winner : more->winner;
    edge->silent |= more->silent;
    for (uint32_t i = 0; i < more->nexts; i++) add(edge, more->next[i]);
    return 1;
}

int dispute__edges_next(edges *e, dispute_edge *edge) {
    for (; e->state < ANY_STATE; e->state++, e->row = 0) {
        if (!e->reached[e->state]) continue;
        while (e->row < dispute__chart_rows) {
            const row *r = &dispute__chart[e->row++];
            if (!is_there(e, e->state, r)) continue;
            make(e, e->state, r, edge);
            for (; e->row < dispute__chart_rows && dispute__chart[e->row].event == r->event; e->row++) {
                dispute_edge more;
                if (!is_there(e, e->state, &dispute__chart[e->row])) continue;
                make(e, e->state, &dispute__chart[e->row], &more);
                if (!join(edge, &more)) break;
            }
            return 1;
        }
    }
    return 0;
}

void dispute__edges_again(edges *e) {
    e->state = 0;
    e->row = 0;
}

/* Marks whatever can be reached from what is marked. */
static void spread(edges *e, uint8_t marked[CHART_STATES]) {
    dispute_edge edge;
    for (int grew = 1; grew;) {
        grew = 0;
        dispute__edges_again(e);
        while (dispute__edges_next(e, &edge)) {
            if (!marked[edge.from_state]) continue;
            for (uint32_t i = 0; i < edge.nexts; i++) {
                grew |= !marked[edge.next[i]];
                marked[edge.next[i]] = 1;
            }
        }
    }
}

void dispute__edges_begin(edges *e, const dispute_policy *policy) { dispute__edges_from(e, policy, 0); }

void dispute__edges_from(edges *e, const dispute_policy *policy, int32_t state) {
    memset(e, 0, sizeof *e);
    e->policy = policy;
    dispute__round_ways(policy, &e->rounds);
    e->reached[state] = 1;
    spread(e, e->reached);
    if (policy->appeal_money == APPEAL_MONEY_EXECUTE && e->reached[DISPUTE_STATE_RULING_MADE]) {
        e->moved[DISPUTE_STATE_RULING_MADE] = 1;
        spread(e, e->moved);
    }
    dispute__edges_again(e);
}

int dispute__edge_leaves(const dispute_edge *edge) {
    for (uint32_t i = 0; i < edge->nexts; i++)
        if (edge->next[i] != edge->from_state) return 1;
    return 0;
}

dispute_result dispute_policy_edge(const dispute_policy *policy, uint32_t index, dispute_edge *edge) {
    edges e;
    dispute_edge found;
    if (!policy || !edge) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute__edges_begin(&e, policy);
    do {
        if (!dispute__edges_next(&e, &found)) return DISPUTE_ERROR_BAD_ARGUMENT;
    } while (index-- > 0);
    return dispute__struct_copy_out(edge, &found, sizeof found, 8);
}
