/* lasting.c - how long a case may last under a policy: by silence alone, and at all. Only upper bounds are told, and
 * each is one that a case can come to; see dispute_report for what is counted. */
#include "calendar.h"
#include "check.h"
#include "event.h"
#include <string.h>

enum { PLACES = 24, DUE_ASKED = 3 }; /* states that a chart has at most; evidence is due of three parties, one by one */

static int64_t sum(int64_t a, int64_t b) { return a == NEVER || b == NEVER || a > NEVER - b ? NEVER : a + b; }
static int64_t later(int64_t a, int64_t b) { return a > b ? a : b; }

/* ---- what a deadline lasts ---- */

/* Of every window, worked out once: among many holidays that takes a while. NEVER: there is none. */
typedef struct lengths {
    const dispute_policy *policy;
    int64_t ms[WINDOW_COUNT];
    round_spans rounds; /* a review that only waits counts nothing */
} lengths;

static void lengths_read(lengths *l, const dispute_policy *policy) {
    l->policy = policy;
    for (int i = 0; i < WINDOW_COUNT; i++) {
        const span *s = &policy->window[i];
        l->ms[i] = s->given ? dispute__calendar_at_most(&policy->calendar, s) : NEVER;
    }
    for (int i = WINDOW_EVIDENCE_BUYER; i <= WINDOW_EVIDENCE_SELLER; i++) { /* whose evidence comes last */
        int64_t own = l->ms[i], usual = l->ms[WINDOW_PLATFORM_EVIDENCE];
        if (own != NEVER) l->ms[WINDOW_PLATFORM_EVIDENCE] = usual == NEVER ? own : later(usual, own);
    }
    for (int32_t round = 1; round <= TIMES_MAX; round++) {
        const span *window = dispute__round_window(policy, round), *answer = &policy->round[round - 1].answer;
        l->rounds.window[round] = window->given ? dispute__calendar_at_most(&policy->calendar, window) : NEVER;
        l->rounds.answer[round] = answer->given ? dispute__calendar_at_most(&policy->calendar, answer) : NEVER;
    }
    int64_t review = l->ms[WINDOW_PLATFORM_REVIEW];
    int waits = review == NEVER && policy->silence[WINDOW_PLATFORM_REVIEW] == DISPUTE_SILENCE_WAIT;
    l->rounds.review = waits ? 0 : review;
}

static int may_be_in_transit(const dispute_policy *policy) {
    for (int i = 0; i < DISPUTE_REASON_DESCRIPTION_MISMATCH; i++)
        if (policy->reason[i].enabled) return 1;
    return 0;
}

static int64_t held_ms(const lengths *l, int32_t window) { /* N6: a parcel may hold it back */
    int64_t own = l->ms[window];
    if (own == NEVER || !may_be_in_transit(l->policy)) return own;
    return later(own, l->ms[WINDOW_STAGE_AT_MOST]);
}

static int64_t own_ms(const lengths *l, int32_t state) {
    int32_t window = dispute__chart_window(state);
    int64_t own = window < 0 ? 0 : l->ms[window], evidence = l->ms[WINDOW_PLATFORM_EVIDENCE];
    int held = state == DISPUTE_STATE_PLATFORM_REVIEW && l->policy->review_from == REVIEW_FROM_EVIDENCE;
    return held && evidence != NEVER ? sum(own, evidence) : own; /* it begins with the last evidence (P3) */
}

/* The longest window of all rounds that may come, or the longest answer. */
static int64_t longest_round(const lengths *l, const round_ways *w, int answers) {
    int64_t most = 0;
    for (int32_t round = 1; round <= w->rounds; round++) {
        if (!w->starters[round] || (answers && l->policy->round[round - 1].decides != DECIDES_ANSWER)) continue;
        most = later(most, answers ? l->rounds.answer[round] : l->rounds.window[round]);
    }
    return most;
}

/* The latest at which silence lets this deadline fire, counted from when the state was entered. */
static int64_t fires_after(const lengths *l, const round_ways *w, const dispute_edge *edge) {
    int64_t own = own_ms(l, edge->from_state), stage = NEVER, takeover = NEVER;
    if (in_stage(edge->from_state, STAGE_CONTACT)) {
        if (edge->deadline == DISPUTE_DEADLINE_TAKEOVER) takeover = held_ms(l, WINDOW_GUARANTEE_AFTER);
        return dispute__least(takeover, own);
    }
    if (in_stage(edge->from_state, STAGE_RULING) && edge->deadline != DISPUTE_DEADLINE_REVIEW)
        return longest_round(l, w, edge->deadline == DISPUTE_DEADLINE_RESPONSE);
    if (!in_stage(edge->from_state, STAGE_NEGOTIATION)) {
        int32_t window = dispute__edges_window(l->policy, edge->from_state, edge->deadline);
        if (edge->deadline == DISPUTE_DEADLINE_EVIDENCE) window = WINDOW_PLATFORM_EVIDENCE;
        if (edge->deadline == DISPUTE_DEADLINE_REVIEW) return own;
        return window < 0 ? NEVER : l->ms[window];
    }
    stage = held_ms(l, WINDOW_NEGOTIATION_STAGE);
    if (edge->deadline == DISPUTE_DEADLINE_TAKEOVER) takeover = held_ms(l, WINDOW_GUARANTEE_AFTER);
    return dispute__least(takeover, dispute__least(own, stage));
}

/* ---- silence alone ---- */

typedef struct silence {
    const edges *edges;
    const lengths *lengths;
    uint8_t known[CHART_STATES]; /* 1: being worked out, 2: done */
    int32_t turns[CHART_STATES];
    int64_t ms[CHART_STATES];
} silence;

static int is_claim(const dispute_edge *edge) { return edge->deadline == DISPUTE_DEADLINE_CLAIM; }

static void follow(silence *s, int32_t state) {
    edges walk = *s->edges;
    dispute_edge edge;
    int32_t staying = 0, leaving = 0;
    int64_t ms = dispute__check_hangs(walk.policy, state) ? NEVER : 0;
    s->known[state] = 1;
    dispute__edges_again(&walk);
    while (dispute__edges_next(&walk, &edge)) {
        if (edge.from_state != state || !edge.deadline) continue;
        int64_t after = is_claim(&edge) ? 0 : fires_after(s->lengths, &walk.rounds, &edge);
        if (!dispute__edge_leaves(&edge)) {
            int again = state == DISPUTE_STATE_PLATFORM_PROPOSED; /* what expires there does not expire in the review */
            if (edge.deadline != DISPUTE_DEADLINE_EVIDENCE) staying++;
            if (edge.deadline == DISPUTE_DEADLINE_EVIDENCE && !again) staying += DUE_ASKED;
            ms = later(ms, after);
        }
        for (uint32_t i = 0; i < edge.nexts && dispute__edge_leaves(&edge); i++) {
            int32_t next = edge.next[i];
            if (!s->known[next]) follow(s, next);
            if (s->known[next] == 1) s->ms[next] = NEVER; /* in a circle: a fault that find_loops() reports */
            leaving = leaving > s->turns[next] + 1 ? leaving : s->turns[next] + 1;
            ms = later(ms, sum(after, s->ms[next]));
        }
    }
    /* a round is decided by an answer or by the platform: what fires in one does not fire in the other */
    int either = state == DISPUTE_STATE_RULING_APPEALED;
    s->turns[state] = either && leaving > staying ? leaving : either ? staying : staying + leaving;
    s->ms[state] = later(ms, s->ms[state]);
    s->known[state] = 2;
}

/* ---- a whole case: the longest way on which no state is entered twice ---- */

typedef struct ways {
    const lengths *lengths;
    int32_t places;
    int32_t state[PLACES];  /* of each place; the first is the case that is not open yet */
    uint32_t leads[PLACES]; /* set of places */
    int64_t stay[PLACES];
    int64_t negotiated[2]; /* how long both may negotiate: before the guarantee takes over, and before anything else */
} ways;

/* The guarantee takes over no later than its own deadline, if nothing can bring it in later: P1 */
static int64_t before_takeover(const lengths *l) {
    const dispute_policy *policy = l->policy;
    for (int i = 0; i < REASON_SLOTS; i++)
        if (policy->reason[i].enabled && !policy->reason[i].guarantee) return NEVER;
    return held_ms(l, WINDOW_GUARANTEE_AFTER);
}

static int64_t stay_of(const lengths *l, int32_t state) {
    const dispute_policy *policy = l->policy;
    int64_t own = own_ms(l, state), alone = dispute__round_longest(policy, &l->rounds, 1);
    int32_t window = dispute__chart_window(state);
    if (state == DISPUTE_STATE_RULING_MADE) return alone; /* the wait for each round, and in ruling.appealed the rest */
    if (state == DISPUTE_STATE_RULING_APPEALED) {
        int64_t all = dispute__round_longest(policy, &l->rounds, 0);
        return all == NEVER ? NEVER : all - alone;
    }
    if (own == NEVER && policy->silence[window] == DISPUTE_SILENCE_WAIT) own = 0; /* there is nothing to count */
    if (state == 0 || is_final_state(state)) return 0;
    return own;
}

static int place_of(ways *w, int32_t state) {
    int32_t at = 0;
    while (at < w->places && w->state[at] != state) at++;
    if (at == w->places && at < PLACES) {
        w->state[w->places++] = state;
        w->stay[at] = stay_of(w->lengths, state);
    }
    return at;
}

static int64_t longest_from(const ways *w, int32_t at, uint32_t visited, int64_t negotiated) {
    int64_t most = 0;
    int both = in_stage(w->state[at], STAGE_NEGOTIATION);
    if (w->state[at] == DISPUTE_STATE_CLOSED_DONE) return 0; /* a case that is opened again is not counted */
    visited |= (uint32_t)1 << at;
    int64_t own = both ? 0 : w->stay[at], together = both ? sum(negotiated, w->stay[at]) : 0;
    if (both && w->negotiated[1] != NEVER) together = w->negotiated[1]; /* the stage's deadline is for both */
    for (int32_t next = 0; next < w->places; next++) {
        if (!(w->leads[at] >> next & 1) || (visited >> next & 1)) continue;
        int on = in_stage(w->state[next], STAGE_NEGOTIATION);
        int64_t spent = both && !on ? together : own;
        if (both && w->state[next] == DISPUTE_STATE_GUARANTEE_WAITING) spent = dispute__least(spent, w->negotiated[0]);
        most = later(most, sum(spent, longest_from(w, next, visited, on ? together : 0)));
    }
    return most;
}

static int64_t longest_case(edges *e, const lengths *l) {
    ways w;
    dispute_edge edge;
    memset(&w, 0, sizeof w);
    w.lengths = l;
    w.negotiated[0] = before_takeover(l);
    w.negotiated[1] = held_ms(l, WINDOW_NEGOTIATION_STAGE);
    place_of(&w, 0);
    dispute__edges_again(e);
    while (dispute__edges_next(e, &edge))
        for (uint32_t i = 0; i < edge.nexts; i++)
            w.leads[place_of(&w, edge.from_state)] |= (uint32_t)1 << place_of(&w, edge.next[i]);
    return longest_from(&w, 0, 0, 0);
}

void dispute__lasting(edges *e, dispute_report *report) {
    silence s;
    lengths l;
    lengths_read(&l, e->policy);
    memset(&s, 0, sizeof s);
    s.edges = e;
    s.lengths = &l;
    for (int32_t state = 1; state < ANY_STATE; state++) {
        if (!e->reached[state]) continue;
        if (!s.known[state]) follow(&s, state);
        report->turns = report->turns > s.turns[state] ? report->turns : s.turns[state];
        report->longest_silence = later(report->longest_silence, s.ms[state]);
    }
    report->longest_case = longest_case(e, &l);
}
