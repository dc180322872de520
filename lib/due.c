/* due.c - deadlines: which run, which is next, and what arms them. */
#include "turn.h"
#include "calendar.h"

void dispute__due_lengths(dispute_policy *policy) {
    for (int i = 0; i < WINDOW_COUNT; i++)
        policy->plain[i] = dispute__calendar_plain(&policy->calendar, &policy->window[i]);
}

int64_t dispute__due_by_calendar(const dispute_policy *policy, int32_t window, int64_t at) {
    return dispute__calendar_add(&policy->calendar, at, &policy->window[window]);
}

static inline int64_t shown(const clocks *now, int64_t own) { /* N6: transit may hold it, whatever its silence */
    return own && own < now->window[2] ? now->window[2] : own;
}

/* The earlier of two, where 0 is none: less one, and without a sign, none is the latest of all. */
static inline int64_t earlier(int64_t a, int64_t b) { return (uint64_t)b - 1 < (uint64_t)a - 1 ? b : a; }

static inline int64_t first_evidence(const clocks *now) {
    return earlier(earlier(now->window[0], now->window[1]), now->window[2]);
}

void dispute__due_all(const clocks *now, dues *all) {
    int own = dispute__chart_deadline(now->state);
    memset(all, 0, sizeof *all);
    if (own) all->at[own] = now->due;
    if (in_stage(now->state, STAGE_NEGOTIATION)) {
        all->at[DISPUTE_DEADLINE_STAGE] = shown(now, now->window[0]);
        all->at[DISPUTE_DEADLINE_TAKEOVER] = shown(now, now->window[1]);
    }
    if (in_stage(now->state, STAGE_PLATFORM)) all->at[DISPUTE_DEADLINE_EVIDENCE] = first_evidence(now);
    all->at[DISPUTE_DEADLINE_CLAIM] = now->claim_due;
}

int64_t dispute__due_of(const dispute_case *c, int32_t deadline) {
    clocks now;
    dues all;
    clocks_read(&now, c);
    dispute__due_all(&now, &all);
    return all.at[deadline];
}

int64_t dispute__due_next(const clocks *now) {
    int64_t at = earlier(now->due, now->claim_due); /* a state without a deadline of its own has no due */
    if (in_stage(now->state, STAGE_NEGOTIATION))
        at = earlier(at, earlier(shown(now, now->window[0]), shown(now, now->window[1])));
    else if (in_stage(now->state, STAGE_PLATFORM))
        at = earlier(at, first_evidence(now));
    return at ? at : NEVER;
}

int32_t dispute__due_first(const dispute_case *c) {
    clocks now;
    dues all;
    int32_t first = 0;
    clocks_read(&now, c);
    dispute__due_all(&now, &all);
    for (int32_t d = 1; d <= DISPUTE_DEADLINE_CLAIM; d++) /* the numbers are in the order of N5 */
        if (all.at[d] && (!first || all.at[d] < all.at[first])) first = d;
    return first;
}

int dispute__due_in_transit(const dispute_case *c, int64_t at) {
    int moving = c->reason == DISPUTE_REASON_IN_TRANSIT
                 || (c->reason < DISPUTE_REASON_DESCRIPTION_MISMATCH && c->goods == DISPUTE_GOODS_IN_TRANSIT);
    return moving && c->promised_at > at;
}

void dispute__due_arm_state(turn *t) {
    int32_t window = dispute__chart_window(t->c->state);
    t->c->due = window < 0 ? 0 : dispute__due_from(t->policy, window, t->at);
}

void dispute__due_recheck_takeover(turn *t) { /* P1: armed from when the reason became eligible, gone when it is not */
    dispute_case *c = t->c;
    if (!dispute__chart_guaranteed(t->policy, c, c->reason))
        c->window[1] = 0;
    else if (!c->window[1])
        c->window[1] = dispute__due_from(t->policy, WINDOW_GUARANTEE_AFTER, t->at);
}

void dispute__due_arm_negotiation(turn *t) { /* at the opening and at each re-opening (N10) */
    dispute_case *c = t->c;
    c->opened_at = t->at;
    c->window[0] = dispute__due_from(t->policy, WINDOW_NEGOTIATION_STAGE, t->at);
    c->window[1] = 0;
    dispute__due_recheck_takeover(t);
    dispute__due_hold(t);
}

void dispute__due_hold(turn *t) { /* N6: worked out anew at the opening, at every parcel and at every amend */
    dispute_case *c = t->c;
    if (!in_stage(c->state, STAGE_NEGOTIATION)) return;
    c->window[2] = 0;
    if (dispute__due_in_transit(c, t->at)) {
        int64_t at_most = dispute__due_from(t->policy, WINDOW_STAGE_AT_MOST, c->opened_at);
        c->window[2] = at_most ? dispute__least(c->promised_at, at_most) : c->promised_at;
    }
    for (int i = 0; i < 2; i++) /* a due that passed while it was held becomes this instant */
        if (c->window[i] && c->window[i] < t->at && c->window[2] < t->at) c->window[i] = t->at;
}

void dispute__due_ask_evidence(turn *t, int32_t parties) {
    dispute_case *c = t->c;
    static const int32_t who[3] = {DISPUTE_PARTY_BUYER, DISPUTE_PARTY_SELLER, DISPUTE_PARTY_CARRIER};
    for (int i = 0; i < 3; i++) {
        if (!(parties >> who[i] & 1)) continue;
        c->evidence[i] = DISPUTE_EVIDENCE_REQUESTED;
        c->window[i] = dispute__due_from(t->policy, WINDOW_PLATFORM_EVIDENCE, t->at);
        t->f->asked |= 1 << who[i];
        t->f->evidence_due[i] = c->window[i];
    }
}
