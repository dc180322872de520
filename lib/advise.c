/* advise.c - what the seller could offer now: every kind of offer is tried with the guards of the machine, priced,
 * weighed and ranked. Nothing is left out because it is refused. */
#include "advise.h"
#include "machine.h"
#include <string.h>

/* the offers so far */
typedef struct advice {
    prospects p;
    uint32_t count;
    int overflow; /* yes 1: a cost is no amount any more */
    dispute_offer offer[DISPUTE_OFFERS];
} advice;

/* ---- what is known ---- */

/* Why a lost ruling costs the seller nothing (P1, P5). */
static int32_t who_else_pays(const dispute_policy *policy, const dispute_case *c) {
    int taken_over = c->state == DISPUTE_STATE_GUARANTEE_WAITING;
    if (taken_over || dispute__due_of(c, DISPUTE_DEADLINE_TAKEOVER)) return DISPUTE_GROUND_GUARANTEE_PAYS;
    return policy->pays_up_to != NO_LIMIT && c->amount <= policy->pays_up_to ? DISPUTE_GROUND_PLATFORM_PAYS : 0;
}

static int look(prospects *p) { /* 0: what a ruling costs is no amount */
    const dispute_case *c = p->c;
    int64_t line[DISPUTE_COST_LINES];
    p->request = (dispute_terms){c->request_kind, c->request_freight_by, c->request.amount, c->request.coupon,
                                 c->request.freight};
    p->cause = dispute__ground_cause(p->policy, c);
    p->with_buyer = c->reason >= DISPUTE_REASON_DESCRIPTION_MISMATCH && c->goods != DISPUTE_GOODS_NOT_SHIPPED
                    && c->goods != DISPUTE_GOODS_BOUNCED;
    p->can_return = p->with_buyer && p->facts.return_possible;
    p->back = p->can_return ? dispute__cost_share(p->facts.unit_cost, p->facts.salvage) : 0;
    p->return_pays = p->can_return && p->back > p->facts.return_cost;
    p->bearer = p->cause == DISPUTE_CAUSE_PRODUCT || p->cause == DISPUTE_CAUSE_ON_THE_WAY ? DISPUTE_PARTY_SELLER
                                                                                          : DISPUTE_PARTY_BUYER;
    p->at_stake = dispute__money_at_stake(c);
    p->paid_by = who_else_pays(p->policy, c);
    p->cost_ruled = 0;
    return p->paid_by || dispute__cost_of(p, &p->request, line, &p->cost_ruled);
}

/* ---- one offer ---- */

/* Would the machine take it now? */
static void try_it(const prospects *p, dispute_offer *o) {
    dispute_event e;
    arrival in;
    dispute_problem why;
    memset(&e, 0, sizeof e);
    e.size = (uint32_t)sizeof e;
    e.kind = o->event;
    e.by = DISPUTE_PARTY_SELLER;
    e.at = p->now;
    if (o->event == DISPUTE_EVENT_PROPOSE) e.terms = o->terms;
    dispute__event_own(&e, &in);
    if (dispute__machine_may(p->policy, p->c, &in, &why)) return;
    o->refused = why.result;
    o->rule = why.rule;
    o->deadline = why.deadline;
    o->at = why.at;
    o->limit = why.limit;
}

/* What it does to the seller's rates (S5). */
static void count_it(const prospects *p, dispute_offer *o) {
    dispute_case end;
    dispute__case_value_copy(&end, p->c);
    end.via = DISPUTE_VIA_CONSENSUS;
    o->counts = dispute__money_counts(&end);
    end.via = DISPUTE_VIA_RULING;
    end.fault = p->policy->reason[end.reason].liable;
    end.flags |= p->paid_by == DISPUTE_GROUND_GUARANTEE_PAYS ? FLAG_GUARANTEED : FLAG_REVIEWED;
    o->counts_ruled = dispute__money_counts(&end);
}

static void add_offer(advice *a, int32_t event, const dispute_terms *terms) {
    dispute_offer *o = &a->offer[a->count++];
    memset(o, 0, sizeof *o);
    o->event = event;
    o->terms = *terms;
    o->cause = a->p.cause;
    if (!dispute__cost_expect(&a->p, o)) a->overflow = 1;
    try_it(&a->p, o);
    count_it(&a->p, o);
    dispute__ground_weigh(&a->p, o);
}

static void propose(advice *a, int32_t kind, int64_t amount, int64_t coupon) {
    const prospects *p = &a->p;
    dispute_terms terms = {kind, 0, amount, coupon, 0};
    if (is_return(kind)) {
        terms.freight_by = p->bearer;
        if (p->bearer == DISPUTE_PARTY_SELLER) /* O4; the rest is a label that he pays */
            terms.freight = dispute__least(p->facts.return_cost, p->c->freight);
        if (kind == DISPUTE_TERMS_RETURN_REFUND) terms.freight = dispute__least(terms.freight, INT64_MAX - amount);
    }
    if (!dispute__cost_same(p, &terms, &p->request)) add_offer(a, DISPUTE_EVENT_PROPOSE, &terms);
}

/* A part of the money without a return: as much as costs the seller what the return would; where a return does not pay,
 * half of what is at stake, rounded up. 0: there is no such part. */
static int64_t part_of(const prospects *p) {
    int64_t half = p->at_stake / 2 + p->at_stake % 2;
    int64_t freight = p->bearer == DISPUTE_PARTY_SELLER ? p->facts.return_cost : 0;
    int64_t part = p->return_pays ? p->at_stake - (p->back - freight) : half;
    if (part < 1) part = half;
    return part < p->at_stake ? part : 0;
}

static void list(advice *a) {
    const prospects *p = &a->p;
    int64_t part = part_of(p);
    add_offer(a, DISPUTE_EVENT_ACCEPT, &p->request);
    propose(a, DISPUTE_TERMS_NO_REFUND, 0, 0);
    propose(a, DISPUTE_TERMS_GUIDANCE, 0, 0);
    propose(a, DISPUTE_TERMS_COUPON, 0, p->facts.coupon);
    if (part) propose(a, DISPUTE_TERMS_REFUND, part, 0);
    propose(a, DISPUTE_TERMS_REFUND, p->at_stake, 0);
    propose(a, DISPUTE_TERMS_RETURN_REFUND, p->at_stake, 0);
    propose(a, DISPUTE_TERMS_REPLACEMENT, 0, 0);
    propose(a, DISPUTE_TERMS_RETURN_REPLACEMENT, 0, 0);
}

/* ---- the order ---- */

static int sign(int64_t a, int64_t b) { return a < b ? -1 : a > b; }

/* Below 0: a comes first. No two offers are equal: they differ in kind, amount or event. */
static int order(const prospects *p, const dispute_offer *a, const dispute_offer *b) {
    int by = sign(a->refused != 0, b->refused != 0);
    if (!by) by = sign(a->fit, b->fit);
    if (!by) by = sign(a->cost, b->cost);
    if (!by) by = sign(dispute__cost_worth(p, &b->terms), dispute__cost_worth(p, &a->terms));
    if (!by) by = sign(a->terms.kind, b->terms.kind);
    if (!by) by = sign(a->terms.amount, b->terms.amount);
    return by ? by : sign(a->event == DISPUTE_EVENT_PROPOSE, b->event == DISPUTE_EVENT_PROPOSE);
}

static void rank(const advice *a, uint8_t place[DISPUTE_OFFERS]) {
    for (uint32_t i = 0; i < a->count; i++) {
        uint32_t at = i;
        while (at > 0 && order(&a->p, &a->offer[i], &a->offer[place[at - 1]]) < 0) {
            place[at] = place[at - 1];
            at--;
        }
        place[at] = (uint8_t)i;
    }
}

/* ---- the call ---- */

static dispute_result hand_over(const advice *a, dispute_offer *offers, uint32_t room, dispute_problem *why) {
    uint8_t place[DISPUTE_OFFERS];
    uint32_t size = 0;
    if (room < a->count) return dispute__problem_set(why, DISPUTE_ERROR_BUFFER_TOO_SMALL, 0, "offers");
    memcpy(&size, offers, sizeof size);
    rank(a, place);
    for (uint32_t i = 0; i < a->count; i++) {
        uint8_t *to = (uint8_t *)offers + (size_t)size * i;
        memcpy(to, &size, sizeof size);
        dispute_result result = dispute__struct_copy_out(to, &a->offer[place[i]], sizeof a->offer[0], 8);
        if (result != DISPUTE_DONE) return dispute__problem_set(why, result, 0, "offers.size");
    }
    return DISPUTE_DONE;
}

static dispute_result is_asked(const dispute_policy *policy, const dispute_case *c, int64_t now, dispute_problem *why) {
    dispute_result result = dispute__case_fits_policy(policy, c);
    if (result != DISPUTE_DONE) return dispute__problem_set(why, result, 0, "policy");
    if (now < INSTANT_MIN || now > INSTANT_MAX)
        return dispute__problem_set(why, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_TOO_LARGE, "now");
    if (now < c->clock) {
        dispute__problem_set(why, DISPUTE_ERROR_CLOCK_BACKWARDS, 0, "now");
        why->at = c->clock;
        return DISPUTE_ERROR_CLOCK_BACKWARDS;
    }
    if (c->state) return DISPUTE_DONE;
    dispute__problem_set(why, DISPUTE_REFUSED_NOT_NOW, 0, NULL);
    why->rule = DISPUTE_RULE_K1;
    why->event = DISPUTE_EVENT_PROPOSE;
    return DISPUTE_REFUSED_NOT_NOW;
}

static dispute_result advise(advice *a, const dispute_facts *known, dispute_problem *why) {
    dispute_result result = is_asked(a->p.policy, a->p.c, a->p.now, why);
    if (result == DISPUTE_DONE) result = dispute__cost_facts(known, a->p.c, &a->p.facts, why);
    if (result != DISPUTE_DONE) return result;
    a->overflow = !look(&a->p);
    if (!a->overflow) list(a);
    return a->overflow ? dispute__problem_set(why, DISPUTE_ERROR_OVERFLOW, 0, "cost") : DISPUTE_DONE;
}

dispute_result dispute_advise(const dispute_policy *policy, const dispute_case *c, int64_t now,
                              const dispute_facts *known, dispute_offer *offers, uint32_t room, uint32_t *needed,
                              dispute_problem *problem) {
    advice a;
    dispute_problem why;
    dispute_result result = DISPUTE_ERROR_BAD_ARGUMENT;
    memset(&a, 0, sizeof a);
    a.p.policy = policy;
    a.p.c = c;
    a.p.now = now;
    if (needed) *needed = 0;
    if (policy && c && (offers || !room))
        result = advise(&a, known, &why);
    else
        dispute__problem_set(&why, result, DISPUTE_DETAIL_MISSING, !policy ? "policy" : c ? "offers" : "case");
    if (result == DISPUTE_DONE) {
        if (needed) *needed = a.count;
        result = hand_over(&a, offers, room, &why);
    }
    if (result != DISPUTE_DONE) dispute__problem_lend(problem, &why);
    return result;
}
