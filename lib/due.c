/* due.c - deadlines: which run, which is next, and what arms them. */
#include "turn.h"
#include "calendar.h"

int64_t dispute__due_from(const dispute_policy *policy, int32_t window, int64_t at) {
    const span *length = &policy->window[window];
    return length->given ? dispute__calendar_add(&policy->calendar, at, length) : 0;
}

static int64_t shown(const dispute_case *c, int64_t own) { /* N6: transit may hold it, whatever its silence */
    return own && own < c->window[2] ? c->window[2] : own;
}

static int64_t first_evidence(const dispute_case *c) {
    int64_t first = 0;
    for (int i = 0; i < 3; i++)
        if (c->window[i] && (!first || c->window[i] < first)) first = c->window[i];
    return first;
}

int64_t dispute__due_of(const dispute_case *c, int32_t deadline) {
    int stage = state_stage(c->state);
    switch (deadline) {
    case DISPUTE_DEADLINE_STAGE: return stage == STAGE_NEGOTIATION ? shown(c, c->window[0]) : 0;
    case DISPUTE_DEADLINE_TAKEOVER: return stage == STAGE_NEGOTIATION ? shown(c, c->window[1]) : 0;
    case DISPUTE_DEADLINE_EVIDENCE: return stage == STAGE_PLATFORM ? first_evidence(c) : 0;
    case DISPUTE_DEADLINE_CLAIM: return c->claim_due;
    default: return deadline && deadline == dispute__chart_deadline(c->state) ? c->due : 0;
    }
}

void dispute__due_all(const dispute_case *c, dues *all) {
    all->at[0] = 0;
    for (int32_t d = 1; d <= DISPUTE_DEADLINE_CLAIM; d++) all->at[d] = dispute__due_of(c, d);
}

int32_t dispute__due_first(const dispute_case *c) {
    int32_t first = 0;
    int64_t at = NEVER;
    for (int32_t d = 1; d <= DISPUTE_DEADLINE_CLAIM; d++) { /* the numbers are in the order of N5 */
        int64_t due = dispute__due_of(c, d);
        if (due && due < at) {
            at = due;
            first = d;
        }
    }
    return first;
}

int64_t dispute__due_next(const dispute_case *c) {
    int32_t first = dispute__due_first(c);
    return first ? dispute__due_of(c, first) : NEVER;
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
    if (state_stage(c->state) != STAGE_NEGOTIATION) return;
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
        t->asked |= 1 << who[i];
    }
}
