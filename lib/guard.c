/* guard.c - the row exists, but may it? Small predicates; where several say no, the first in the order of the refusals
 * answers (K1). */
#include "calendar.h"
#include "event.h"
#include "migrate.h"
#include "rounds.h"
#include <string.h>

/* the smallest refusal so far */
typedef struct verdict {
    dispute_result result;
    int32_t rule;
    int64_t at;
    int64_t limit;
    int32_t is_money;
} verdict;

static void no(verdict *v, dispute_result result, int32_t rule, int64_t at, int64_t limit, int32_t is_money) {
    if (v->result == DISPUTE_DONE || result < v->result) *v = (verdict){result, rule, at, limit, is_money};
}

static void too_early(verdict *v, int32_t rule, int64_t at) { no(v, DISPUTE_REFUSED_TOO_EARLY, rule, at, 0, 0); }
static void too_late(verdict *v, int32_t rule, int64_t at) { no(v, DISPUTE_REFUSED_TOO_LATE, rule, at, 0, 0); }
static void over(verdict *v, int32_t rule, int64_t limit) { no(v, DISPUTE_REFUSED_OVER_LIMIT, rule, 0, limit, 1); }
static void wrong(verdict *v, int32_t rule) { no(v, DISPUTE_REFUSED_WRONG_TERMS, rule, 0, 0, 0); }
static void not_eligible(verdict *v, int32_t rule) { no(v, DISPUTE_REFUSED_NOT_ELIGIBLE, rule, 0, 0, 0); }

/* ---- terms (O4) ---- */

static void check_terms(verdict *v, const dispute_policy *policy, const dispute_case *c, int32_t reason,
                        const dispute_terms *t) {
    int refund = t->kind == DISPUTE_TERMS_REFUND || t->kind == DISPUTE_TERMS_RETURN_REFUND;
    int replacement = t->kind == DISPUTE_TERMS_REPLACEMENT || t->kind == DISPUTE_TERMS_RETURN_REPLACEMENT;
    int is_coupon = t->kind == DISPUTE_TERMS_COUPON;
    int64_t most = refund ? dispute__money_most(policy, c, reason) : c->amount;
    if ((refund || replacement) && t->amount > most)
        over(v, most == c->amount ? DISPUTE_RULE_O4 : DISPUTE_RULE_S7, most);
    if (t->freight > c->freight) over(v, DISPUTE_RULE_O4, c->freight);
    if (t->kind == DISPUTE_TERMS_RETURN_REFUND && t->amount > INT64_MAX - t->freight) /* together they are no amount */
        over(v, DISPUTE_RULE_O4, INT64_MAX - t->freight);
    if (refund && t->amount < 1) wrong(v, DISPUTE_RULE_O4);
    if (!refund && !replacement && t->amount) wrong(v, DISPUTE_RULE_O4);
    if (is_coupon && t->coupon < 1) wrong(v, DISPUTE_RULE_O4);
    if (!is_coupon && !refund && t->coupon) wrong(v, DISPUTE_RULE_O4);
    if (t->freight_by > DISPUTE_PARTY_PLATFORM) wrong(v, DISPUTE_RULE_R4);
}

static void check_request(verdict *v, const dispute_policy *policy, const dispute_case *c, int32_t reason,
                          const dispute_terms *t) {
    check_terms(v, policy, c, reason, t);
    if (t->kind == DISPUTE_TERMS_NO_REFUND || t->kind == DISPUTE_TERMS_GUIDANCE) wrong(v, DISPUTE_RULE_O4);
}

static void check_kind_kept(verdict *v, const dispute_policy *policy, const dispute_case *c, int32_t reason,
                            const dispute_terms *t) {
    if (t->kind != c->request_kind && !policy->reason[reason].may_change_kind) wrong(v, DISPUTE_RULE_O4);
}

static void check_times(verdict *v, int32_t limit, int32_t count) { /* N11 */
    if (limit != NO_LIMIT && count >= limit) no(v, DISPUTE_REFUSED_LIMIT_REACHED, DISPUTE_RULE_N11, 0, limit, 0);
}

/* ---- one guard an event ---- */

/* The instant from which a window of the opening counts; 0: the order does not give it. */
static int64_t opening_from(const dispute_case *c, int32_t from) {
    switch (from) {
    case FROM_PAYMENT: return c->money.before.paid_at;
    case FROM_SHIPMENT: return c->money.before.shipped_at;
    case FROM_PROMISE: return c->promised_at;
    case FROM_DELIVERY: return c->money.before.delivered_at;
    default: return 0;
    }
}

static void guard_open(verdict *v, const dispute_policy *policy, const dispute_case *c, const arrival *in) {
    const dispute_event *e = in->head;
    const span *after = &policy->window[WINDOW_OPEN_AFTER], *until = &policy->window[WINDOW_OPEN_UNTIL];
    int64_t shipped = c->money.before.shipped_at, completed = c->money.before.completed_at;
    if (e->reason < DISPUTE_REASON_DESCRIPTION_MISMATCH) { /* class not_received (O1) */
        int64_t base = opening_from(c, policy->after_from);
        if (!base) base = shipped;
        int64_t from = shipped && after->given ? dispute__calendar_add(&policy->calendar, base, after) : 0;
        const span *under = &policy->window[WINDOW_OPEN_AT_ONCE_UNDER];
        int at_once = shipped && c->promised_at && under->given
                      && c->promised_at < dispute__calendar_add(&policy->calendar, shipped, under);
        if (!shipped)
            too_early(v, DISPUTE_RULE_O1, 0);
        else if (!at_once && e->at < from)
            too_early(v, DISPUTE_RULE_O1, from);
    }
    int64_t base = opening_from(c, policy->until_from);
    if (!base) base = completed ? completed : c->protected_until; /* O2 */
    if (base && until->given) {
        int64_t end = dispute__calendar_add(&policy->calendar, base, until);
        if (e->at >= end) too_late(v, DISPUTE_RULE_O2, end);
    }
    check_request(v, policy, c, e->reason, &e->terms);
    if (policy->open_money == OPEN_MONEY_REVERSE && e->terms.kind != DISPUTE_TERMS_REFUND) wrong(v, DISPUTE_RULE_O8);
    if (policy->reason[e->reason].evidence && !(in->fields & FIELD_DIGEST))
        no(v, DISPUTE_REFUSED_EVIDENCE_MISSING, DISPUTE_RULE_O3, 0, 0, 0);
    if (c->funds == DISPUTE_FUNDS_SETTLED || !policy->reason[e->reason].enabled) not_eligible(v, DISPUTE_RULE_O3);
}

static int same_class(int32_t a, int32_t b) { return a / 20 == b / 20; } /* dispute_words.h */

static void guard_amend(verdict *v, const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    int32_t reason = e->reason ? e->reason : c->reason;
    if (e->terms.kind) {
        check_request(v, policy, c, reason, &e->terms);
        check_kind_kept(v, policy, c, reason, &e->terms);
    } else if (c->request.amount > dispute__money_most(policy, c, reason)
               || c->offer.amount > dispute__money_most(policy, c, reason)) { /* what stands is too much for it */
        over(v, DISPUTE_RULE_S7, dispute__money_most(policy, c, reason));
    }
    if (reason != c->reason && policy->amend_reason == AMEND_REASON_NO) wrong(v, DISPUTE_RULE_N11);
    if (!same_class(reason, c->reason) && policy->amend_reason == AMEND_REASON_SAME_CLASS) wrong(v, DISPUTE_RULE_N11);
    check_times(v, policy->amend_times, case_amended(c));
    if (!policy->reason[reason].enabled) not_eligible(v, DISPUTE_RULE_O3);
}

static void guard_propose(verdict *v, const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    if (e->by == DISPUTE_PARTY_BUYER) {
        check_request(v, policy, c, c->reason, &e->terms);
        check_kind_kept(v, policy, c, c->reason, &e->terms);
    } else {
        check_terms(v, policy, c, c->reason, &e->terms);
    }
    if (e->by != DISPUTE_PARTY_PLATFORM)
        check_times(v, policy->propose_times[e->by == DISPUTE_PARTY_SELLER], case_proposed(c, e->by));
}

static void guard_reopen(verdict *v, const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    if (!c->protected_until || e->at >= c->protected_until) too_late(v, DISPUTE_RULE_N10, c->protected_until);
    if (e->terms.kind) check_request(v, policy, c, c->reason, &e->terms);
    if (case_reopened(c) >= policy->reopen_times)
        no(v, DISPUTE_REFUSED_LIMIT_REACHED, DISPUTE_RULE_N10, 0, policy->reopen_times, 0);
}

static void guard_escalate(verdict *v, const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    const escalation *by = &policy->escalate[e->by == DISPUTE_PARTY_SELLER];
    if (by->mode == ESCALATE_AFTER_REFUSAL && !(c->flags & FLAG_REFUSED)) too_early(v, DISPUTE_RULE_N8, 0);
    if (by->mode == ESCALATE_BETWEEN) {
        int64_t from = dispute__calendar_add(&policy->calendar, c->opened_at, &by->from);
        int64_t to = by->to.given ? dispute__calendar_add(&policy->calendar, c->opened_at, &by->to) : NEVER;
        if (e->at < from) too_early(v, DISPUTE_RULE_N8, from);
        if (e->at >= to) too_late(v, DISPUTE_RULE_N8, to);
    }
    if (dispute__due_in_transit(c, e->at)) no(v, DISPUTE_REFUSED_IN_TRANSIT, DISPUTE_RULE_N6, c->promised_at, 0, 0);
}

static void guard_rule(verdict *v, const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    int guaranteed = c->state == DISPUTE_STATE_GUARANTEE_WAITING
                     || (c->state == DISPUTE_STATE_RULING_APPEALED && (c->flags & FLAG_RULED_IN_GUARANTEE));
    check_terms(v, policy, c, c->reason, &e->terms);
    if (e->payer && e->payer != DISPUTE_ACCOUNT_PLATFORM && (guaranteed || e->payer != DISPUTE_ACCOUNT_SELLER))
        wrong(v, guaranteed ? DISPUTE_RULE_P2 : DISPUTE_RULE_P5);
}

int32_t dispute__guard_losers(const dispute_case *c) {
    const amounts *ruled = &c->deal, *asked = &c->request;
    int32_t losers = 0, kind = c->deal_kind;
    if (kind != c->request_kind || ruled->amount < asked->amount || ruled->coupon < asked->coupon)
        losers |= 1 << DISPUTE_PARTY_BUYER;
    int pays = ruled->amount > 0 && c->payer == DISPUTE_ACCOUNT_SELLER
               && (kind == DISPUTE_TERMS_REFUND || kind == DISPUTE_TERMS_RETURN_REFUND);
    int handles = kind == DISPUTE_TERMS_RETURN_REFUND || kind == DISPUTE_TERMS_RETURN_REPLACEMENT
                  || kind == DISPUTE_TERMS_REPLACEMENT;
    if ((pays || handles) && !(c->flags & FLAG_RULED_IN_GUARANTEE)) losers |= 1 << DISPUTE_PARTY_SELLER;
    return losers;
}

static void guard_appeal(verdict *v, const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    if (c->rounds >= policy->appeal_rounds)
        no(v, DISPUTE_REFUSED_LIMIT_REACHED, DISPUTE_RULE_P6, 0, policy->appeal_rounds, 0);
    if (!(dispute__guard_losers(c) >> e->by & 1))
        not_eligible(v, DISPUTE_RULE_P6);
    else if (c->rounds < policy->appeal_rounds && !(dispute__round_starter(policy, c->rounds + 1) >> e->by & 1))
        not_eligible(v, DISPUTE_RULE_P8);
}

static void guard_migrate(verdict *v, const dispute_policy *policy, const dispute_case *c) {
    int executed = (c->flags & FLAG_EXECUTED) != 0;
    if ((policy->journal_chain == CHAIN_SHA256) != (c->blocks != 0) || !dispute__migrate_goes_on(policy, c))
        wrong(v, DISPUTE_RULE_T5);
    if (executed && policy->appeal_rounds > EXECUTE_ROUNDS_MAX) /* a case has no room for what they could move */
        no(v, DISPUTE_REFUSED_LIMIT_REACHED, DISPUTE_RULE_T5, 0, EXECUTE_ROUNDS_MAX, 0);
}

static int goods_may_become(int32_t from, int32_t to) { /* N7 */
    switch (to) {
    case DISPUTE_GOODS_IN_TRANSIT: return from == DISPUTE_GOODS_NOT_SHIPPED || from == DISPUTE_GOODS_DETAINED;
    case DISPUTE_GOODS_DETAINED: return from == DISPUTE_GOODS_IN_TRANSIT;
    case DISPUTE_GOODS_DELIVERED:
    case DISPUTE_GOODS_BOUNCED: return from == DISPUTE_GOODS_IN_TRANSIT || from == DISPUTE_GOODS_DETAINED;
    case DISPUTE_GOODS_RETURNED: return from == DISPUTE_GOODS_RETURNING;
    default: return 0;
    }
}

static void guard_parcel(verdict *v, const dispute_case *c, const dispute_event *e) {
    if (e->goods && e->goods != c->goods && !goods_may_become(c->goods, e->goods)) wrong(v, DISPUTE_RULE_N7);
    if (e->until && e->by == DISPUTE_PARTY_SELLER && e->until >= c->promised_at) wrong(v, DISPUTE_RULE_N7);
}

static void guard_payment(verdict *v, const dispute_case *c, const arrival *in) {
    int32_t i = dispute__money_find(c, in->reference);
    if (i < 0)
        wrong(v, DISPUTE_RULE_S1);
    else if (TRANSFER_PAID_OF(c, i))
        no(v, DISPUTE_REFUSED_ALREADY_DONE, DISPUTE_RULE_S1, 0, 0, 0);
}

static void guard_waive(verdict *v, const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    int64_t end = dispute__due_from(policy, WINDOW_RETURN_WAIVE, c->window[0]);
    if (end && e->at >= end) too_late(v, DISPUTE_RULE_R1, end);
}

static void guard_evidence(verdict *v, const dispute_case *c, const dispute_event *e) {
    int i = e->by == DISPUTE_PARTY_CARRIER ? 2 : e->by - DISPUTE_PARTY_BUYER;
    if (c->evidence[i] == DISPUTE_EVIDENCE_EXPIRED) too_late(v, DISPUTE_RULE_P3, 0);
}

static void guard_accept(verdict *v, const dispute_case *c, const dispute_event *e) {
    int32_t own = e->by == DISPUTE_PARTY_BUYER ? FLAG_PLAN_BUYER : FLAG_PLAN_SELLER;
    if (c->flags & own) no(v, DISPUTE_REFUSED_ALREADY_DONE, DISPUTE_RULE_P4, 0, 0, 0);
}

static void guard_extend(verdict *v, const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    int64_t due = dispute__due_of(c, e->deadline);
    if (!due) no(v, DISPUTE_REFUSED_NOT_NOW, DISPUTE_RULE_T1, 0, 0, 0);
    if (e->until <= due) no(v, DISPUTE_REFUSED_WRONG_TERMS, DISPUTE_RULE_T1, due, 0, 0);
    if (case_extended(c) >= policy->extend_times)
        no(v, DISPUTE_REFUSED_LIMIT_REACHED, DISPUTE_RULE_T1, 0, policy->extend_times, 0);
}

static void guard_suspend(verdict *v, const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    const span *at_most = &policy->window[WINDOW_SUSPEND_AT_MOST];
    if (e->until <= e->at) {
        wrong(v, DISPUTE_RULE_T2);
    } else if (at_most->given) { /* in all, and as long as it is from now on */
        int64_t end = dispute__calendar_add(&policy->calendar, e->at, at_most) - (int64_t)dispute__due_paused(c);
        if (e->until > end) no(v, DISPUTE_REFUSED_LIMIT_REACHED, DISPUTE_RULE_T2, 0, 0, 0);
    }
}

static void guard_elsewhere(verdict *v, const dispute_case *c, const dispute_event *e) {
    if (c->state == DISPUTE_STATE_SETTLING_PAYING) no(v, DISPUTE_REFUSED_TOO_LATE, DISPUTE_RULE_T3, 0, 0, 0);
    if (e->amount > c->amount) over(v, DISPUTE_RULE_T3, c->amount);
}

dispute_result dispute__guard_event(const dispute_policy *policy, const dispute_case *c, const arrival *in,
                                    dispute_problem *problem) {
    const dispute_event *e = in->head;
    verdict v = {DISPUTE_DONE, 0, 0, 0, 0};
    switch (e->kind) {
    case DISPUTE_EVENT_ACCEPT: guard_accept(&v, c, e); break;
    case DISPUTE_EVENT_EXTEND: guard_extend(&v, policy, c, e); break;
    case DISPUTE_EVENT_RESUME: /* `until` has passed: the row knows only that it was suspended */
        if (!case_is_paused(c, e->at)) no(&v, DISPUTE_REFUSED_NOT_NOW, DISPUTE_RULE_T2, 0, 0, 0);
        break;
    case DISPUTE_EVENT_SUSPEND: guard_suspend(&v, policy, c, e); break;
    case DISPUTE_EVENT_SETTLE_ELSEWHERE: guard_elsewhere(&v, c, e); break;
    case DISPUTE_EVENT_OPEN: guard_open(&v, policy, c, in); break;
    case DISPUTE_EVENT_AMEND: guard_amend(&v, policy, c, e); break;
    case DISPUTE_EVENT_PROPOSE: guard_propose(&v, policy, c, e); break;
    case DISPUTE_EVENT_REOPEN: guard_reopen(&v, policy, c, e); break;
    case DISPUTE_EVENT_ESCALATE: guard_escalate(&v, policy, c, e); break;
    case DISPUTE_EVENT_RULE: guard_rule(&v, policy, c, e); break;
    case DISPUTE_EVENT_MIGRATE: guard_migrate(&v, policy, c); break;
    case DISPUTE_EVENT_APPEAL: guard_appeal(&v, policy, c, e); break;
    case DISPUTE_EVENT_PARCEL: guard_parcel(&v, c, e); break;
    case DISPUTE_EVENT_PAID:
    case DISPUTE_EVENT_PAYMENT_FAILED: guard_payment(&v, c, in); break;
    case DISPUTE_EVENT_WAIVE_RETURN: guard_waive(&v, policy, c, e); break;
    case DISPUTE_EVENT_SUBMIT_EVIDENCE: guard_evidence(&v, c, e); break;
    case DISPUTE_EVENT_REQUEST_EVIDENCE:
        if (e->party == DISPUTE_PARTY_PLATFORM || e->party == DISPUTE_PARTY_SYSTEM) wrong(&v, DISPUTE_RULE_P3);
        break;
    case DISPUTE_EVENT_FILE_CLAIM:
        if (e->by == DISPUTE_PARTY_SELLER && case_claimer(c) != DISPUTE_ACCOUNT_SELLER)
            not_eligible(&v, DISPUTE_RULE_S6);
        break;
    case DISPUTE_EVENT_ANSWER_CLAIM:
        if (e->amount > c->deal.amount) over(&v, DISPUTE_RULE_S6, c->deal.amount);
        break;
    default: break;
    }
    if (v.result != DISPUTE_DONE) {
        dispute__problem_set(problem, v.result, 0, NULL);
        problem->rule = v.rule;
        problem->at = v.at == NEVER ? 0 : v.at;
        problem->limit = v.limit;
        if (v.is_money) memcpy(problem->currency, c->currency, sizeof problem->currency);
    }
    return v.result;
}
