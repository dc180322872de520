/* due.c - deadlines: which run, which is next, and what arms them. */
#include "rounds.h"
#include "bytes.h"
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
    if (in_stage(now->state, STAGE_NEGOTIATION) || in_stage(now->state, STAGE_CONTACT)) {
        all->at[DISPUTE_DEADLINE_STAGE] = shown(now, now->window[0]);
        all->at[DISPUTE_DEADLINE_TAKEOVER] = shown(now, now->window[1]);
    }
    if (in_stage(now->state, STAGE_PLATFORM)) all->at[DISPUTE_DEADLINE_EVIDENCE] = first_evidence(now);
    if (now->state == DISPUTE_STATE_RULING_APPEALED) all->at[DISPUTE_DEADLINE_RESPONSE] = now->window[0]; /* P8 */
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
    if (in_stage(now->state, STAGE_NEGOTIATION) || in_stage(now->state, STAGE_CONTACT))
        at = earlier(at, earlier(shown(now, now->window[0]), shown(now, now->window[1])));
    else if (in_stage(now->state, STAGE_PLATFORM))
        at = earlier(at, first_evidence(now));
    else if (now->state == DISPUTE_STATE_RULING_APPEALED)
        at = earlier(at, now->window[0]);
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
    if (in_stage(t->c->state, STAGE_RULING)) {
        dispute__rounds_arm(t);
        return;
    }
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

void dispute__due_arm_opening(turn *t) { /* at the opening and at each re-opening (N10) */
    dispute_case *c = t->c;
    c->opened_at = t->at;
    c->window[1] = 0;
    if (in_stage(c->state, STAGE_NEGOTIATION)) dispute__due_arm_stage(t);
    dispute__due_recheck_takeover(t);
    dispute__due_hold(t);
}

void dispute__due_arm_stage(turn *t) { /* where the negotiation begins */
    t->c->window[0] = dispute__due_from(t->policy, WINDOW_NEGOTIATION_STAGE, t->at);
}

void dispute__due_hold(turn *t) { /* N6: worked out anew at the opening, at every parcel and at every amend */
    dispute_case *c = t->c;
    if (!in_stage(c->state, STAGE_NEGOTIATION) && !in_stage(c->state, STAGE_CONTACT)) return;
    c->window[2] = 0;
    if (dispute__due_in_transit(c, t->at)) {
        int64_t at_most = dispute__due_from(t->policy, WINDOW_STAGE_AT_MOST, c->opened_at);
        c->window[2] = at_most ? dispute__least(c->promised_at, at_most) : c->promised_at;
    }
    /* a due that passed while it was held becomes this instant; while the case is suspended nothing is due (T2) */
    int64_t now = case_is_paused(c, t->at) ? c->later.suspended_until : t->at;
    for (int i = 0; i < 2; i++)
        if (c->window[i] && c->window[i] < now && c->window[2] < now) c->window[i] = now;
}

/* ---- the platform's tools ---- */

void dispute__due_extend(turn *t, int32_t deadline, int64_t until) { /* T1: it shows `until` from now on */
    dispute_case *c = t->c;
    switch (deadline) {
    case DISPUTE_DEADLINE_STAGE: c->window[0] = until; break;
    case DISPUTE_DEADLINE_TAKEOVER: c->window[1] = until; break;
    case DISPUTE_DEADLINE_EVIDENCE: /* it shows the earliest of up to three */
        for (int i = 0; i < 3; i++)
            if (c->window[i] && c->window[i] < until) c->window[i] = until;
        break;
    case DISPUTE_DEADLINE_CLAIM: c->later.claim_due = until; break;
    case DISPUTE_DEADLINE_RESPONSE:
        *(c->state == DISPUTE_STATE_RULING_APPEALED ? &c->window[0] : &c->due) = until;
        break;
    default: c->due = until; break;
    }
}

static int64_t moved(int64_t due, int64_t by) { /* 0 stays: not armed */
    if (!due) return 0;
    return due > INSTANT_MAX - by ? INSTANT_MAX : due + by;
}

static void move_all(dispute_case *c, int64_t by) {
    int talking = in_stage(c->state, STAGE_CONTACT) || in_stage(c->state, STAGE_NEGOTIATION);
    /* the promise that holds two of them back does not move (N6); in a return the window tells when it began (R1) */
    int running = talking                                     ? 2
                  : in_stage(c->state, STAGE_PLATFORM)        ? 3
                  : c->state == DISPUTE_STATE_RULING_APPEALED ? 1
                                                              : 0;
    c->due = moved(c->due, by);
    for (int i = 0; i < running; i++) c->window[i] = moved(c->window[i], by);
}

void dispute__due_suspend(turn *t, int64_t until) { /* T2: what is left of each is left at `until` */
    dispute_case *c = t->c;
    move_all(c, until - t->at);
    c->flags |= FLAG_PAUSED;
    c->later.suspended_until = until;
    put_number(c->paused, dispute__due_paused(c) + (uint64_t)(until - t->at), sizeof c->paused);
    dispute__due_hold(t); /* N6: nothing is due before `until` */
}

void dispute__due_resume(turn *t) {
    dispute_case *c = t->c;
    move_all(c, t->at - c->later.suspended_until);
    dispute__due_end_pause(t);
    dispute__due_hold(t); /* N6: worked out again */
}

uint64_t dispute__due_paused(const dispute_case *c) { return get_number(c->paused, sizeof c->paused); }

void dispute__due_end_pause(turn *t) { /* what was not used of it may be used again */
    dispute_case *c = t->c;
    if (!(c->flags & FLAG_PAUSED)) return;
    int64_t unused = c->later.suspended_until - t->at;
    if (unused > 0) put_number(c->paused, dispute__due_paused(c) - (uint64_t)unused, sizeof c->paused);
    c->flags &= (uint16_t)~FLAG_PAUSED;
    c->later.suspended_until = 0;
}

/* A party's own window, or the one for everybody. */
static int32_t evidence_window(const dispute_policy *policy, int which) {
    static const int32_t own[3] = {WINDOW_EVIDENCE_BUYER, WINDOW_EVIDENCE_SELLER, WINDOW_PLATFORM_EVIDENCE};
    return policy->window[own[which]].given ? own[which] : WINDOW_PLATFORM_EVIDENCE;
}

void dispute__due_ask_evidence(turn *t, int32_t parties) {
    dispute_case *c = t->c;
    static const int32_t who[3] = {DISPUTE_PARTY_BUYER, DISPUTE_PARTY_SELLER, DISPUTE_PARTY_CARRIER};
    for (int i = 0; i < 3; i++) {
        if (!(parties >> who[i] & 1)) continue;
        c->evidence[i] = DISPUTE_EVIDENCE_REQUESTED;
        c->window[i] = dispute__due_from(t->policy, evidence_window(t->policy, i), t->at);
        t->f->asked |= 1 << who[i];
        t->f->evidence_due[i] = c->window[i];
    }
}

/* platform.review.from = evidence: the review's deadline waits until everybody who was asked has answered, or let the
 * time pass (P3). */
void dispute__due_hold_review(turn *t) {
    dispute_case *c = t->c;
    int asked = c->window[0] || c->window[1] || c->window[2];
    if (t->policy->review_from != REVIEW_FROM_EVIDENCE || !asked) return;
    c->flags |= FLAG_REVIEW_HELD;
    c->due = 0;
}

void dispute__due_begin_review(turn *t) {
    dispute_case *c = t->c;
    int asked = c->window[0] || c->window[1] || c->window[2];
    if (!(c->flags & FLAG_REVIEW_HELD) || asked || c->state != DISPUTE_STATE_PLATFORM_REVIEW) return;
    c->flags &= (uint16_t)~FLAG_REVIEW_HELD;
    /* while the case is suspended nothing runs: it begins with what is left of the others (T2) */
    int64_t from = case_is_paused(c, t->at) ? c->later.suspended_until : t->at;
    c->due = dispute__due_from(t->policy, WINDOW_PLATFORM_REVIEW, from);
}
