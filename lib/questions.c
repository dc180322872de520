/* questions.c - what may be done now (Q1), what silence brings (Q2), and what a party may see (Q3). They change
 * nothing. */
#include "event.h"
#include "machine.h"
#include "rounds.h"
#include <stddef.h>
#include <string.h>

/* ---- Q1: allowed ---- */

/* His own request; what stands may be more than the policy allows that the case was moved to (T5). */
static dispute_terms request_again(const dispute_policy *policy, const dispute_case *c, int32_t reason) {
    if (!c->sequence) return (dispute_terms){0, 0, 0, 0, 0}; /* nothing was asked for, by no reason */
    int64_t amount = dispute__least(c->request.amount, dispute__money_most(policy, c, reason));
    return (dispute_terms){c->request_kind, 0, amount, c->request.coupon, c->request.freight};
}

static int64_t after(int64_t at) { return at < INSTANT_MAX ? at + 1 : INSTANT_MAX; } /* no event names a later one */

/* A content that would be accepted if any would: the guards that remain then are about time, limits and eligibility. */
static void witness(const dispute_policy *policy, const dispute_case *c, dispute_event *e) {
    static const char some_reference[] = "-";
    switch (e->kind) {
    case DISPUTE_EVENT_OPEN:
        e->terms = (dispute_terms){DISPUTE_TERMS_REFUND, 0, 1, 0, 0};
        e->digest[0] = 1; /* evidence, where the reason needs some */
        break;
    case DISPUTE_EVENT_AMEND: e->terms = request_again(policy, c, e->reason); break;
    case DISPUTE_EVENT_PROPOSE:
        e->terms = (dispute_terms){DISPUTE_TERMS_NO_REFUND, 0, 0, 0, 0};
        if (e->by == DISPUTE_PARTY_BUYER) e->terms = request_again(policy, c, c->reason);
        break;
    case DISPUTE_EVENT_RULE: e->terms = (dispute_terms){DISPUTE_TERMS_NO_REFUND, 0, 0, 0, 0}; break;
    case DISPUTE_EVENT_PARCEL: e->goods = c->goods; break;
    case DISPUTE_EVENT_EXTEND: /* the deadline that is next */
        e->deadline = dispute__due_first(c);
        e->until = e->deadline ? after(dispute__due_of(c, e->deadline)) : 0;
        break;
    case DISPUTE_EVENT_SUSPEND: e->until = after(e->at); break;
    case DISPUTE_EVENT_SUBMIT_EVIDENCE:
        memcpy(e->reference, some_reference, sizeof some_reference);
        e->digest[0] = 1;
        break;
    case DISPUTE_EVENT_SHIP_RETURN:
    case DISPUTE_EVENT_SHIP_REPLACEMENT: memcpy(e->reference, some_reference, sizeof some_reference); break;
    case DISPUTE_EVENT_PAID:
    case DISPUTE_EVENT_PAYMENT_FAILED: {
        int32_t i = 0;
        while (i < c->transfers && TRANSFER_PAID_OF(c, i)) i++;
        memcpy(e->reference, some_reference, sizeof some_reference);
        if (i < c->transfers)
            dispute__effect_id_write(e->reference, c, c->transfer_sequence[i], TRANSFER_INDEX_OF(c, i));
        break;
    }
    default: break;
    }
}

static int may(const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    arrival in;
    dispute_problem ignored;
    dispute__event_own(e, &in);
    return dispute__machine_may(policy, c, &in, &ignored) != NULL;
}

static int may_with(const dispute_policy *policy, const dispute_case *c, dispute_event *e, int32_t reason) {
    e->reason = reason;
    witness(policy, c, e);
    return may(policy, c, e);
}

/* For some reason: to open, for any; to amend, for the one that it has or another. */
static int may_for_some(const dispute_policy *policy, const dispute_case *c, dispute_event *e) {
    if (e->kind == DISPUTE_EVENT_AMEND && c->reason && may_with(policy, c, e, c->reason)) return 1;
    for (int32_t reason = 1; reason < REASON_SLOTS; reason++)
        if (policy->reason[reason].enabled && may_with(policy, c, e, reason)) return 1;
    return 0;
}

static int takes_reason(int32_t event) { return event == DISPUTE_EVENT_OPEN || event == DISPUTE_EVENT_AMEND; }

static int takes_terms(int32_t event) {
    return event == DISPUTE_EVENT_OPEN || event == DISPUTE_EVENT_AMEND || event == DISPUTE_EVENT_REOPEN
           || event == DISPUTE_EVENT_PROPOSE || event == DISPUTE_EVENT_RULE;
}

static int32_t kinds_of(const dispute_policy *policy, const dispute_case *c, int32_t event, int32_t by) {
    int32_t kinds = 0, request = by == DISPUTE_PARTY_BUYER;
    if (!takes_terms(event)) return 0;
    int fixed = (event == DISPUTE_EVENT_AMEND || (event == DISPUTE_EVENT_PROPOSE && request))
                && !policy->reason[c->reason].may_change_kind;
    if (event == DISPUTE_EVENT_OPEN && policy->open_money == OPEN_MONEY_REVERSE)
        return 1 << DISPUTE_TERMS_REFUND; /* O8 */
    for (int32_t kind = DISPUTE_TERMS_NO_REFUND; kind <= DISPUTE_TERMS_GUIDANCE; kind++) {
        if (request && (kind == DISPUTE_TERMS_NO_REFUND || kind == DISPUTE_TERMS_GUIDANCE)) continue; /* O4 */
        if (fixed && kind != c->request_kind) continue;
        kinds |= 1 << kind;
    }
    return kinds;
}

/* What an event may ask for at most; before the opening by the reason that allows most. */
static int64_t most_of(const dispute_policy *policy, const dispute_case *c, int32_t event) {
    if (event != DISPUTE_EVENT_OPEN) return dispute__money_most(policy, c, c->reason);
    int64_t most = c->amount;
    for (int32_t i = 1; i < REASON_SLOTS; i++)
        if (policy->reason[i].enabled && dispute__money_most(policy, c, i) > most)
            most = dispute__money_most(policy, c, i);
    return most;
}

static void list(const dispute_policy *policy, const dispute_case *c, int32_t event, int32_t by,
                 dispute_answer *answer) {
    dispute_action *a = &answer->action[answer->now.actions++];
    memset(a, 0, sizeof *a);
    a->size = (uint32_t)sizeof *a;
    a->party = by;
    a->event = event;
    a->kinds = kinds_of(policy, c, event, by);
    a->amount_max = a->kinds                                  ? most_of(policy, c, event)
                    : event == DISPUTE_EVENT_ANSWER_CLAIM     ? c->deal.amount
                    : event == DISPUTE_EVENT_SETTLE_ELSEWHERE ? c->amount
                                                              : 0;
    int32_t deadline = dispute__rounds_deadline(c);
    if ((dispute__rounds_moves(c) >> by & 1) && dispute__due_of(c, deadline)) {
        int32_t window = deadline == dispute__chart_deadline(c->state)
                             ? dispute__chart_silence_window(c->state, deadline)
                             : -1; /* who does not answer in a round has no choice (P8) */
        a->deadline = deadline;
        a->due = dispute__due_of(c, deadline);
        a->silence = dispute__chart_silence(policy, c, window);
    }
}

static void ask_party(const dispute_policy *policy, const dispute_case *c, int32_t by, int64_t now,
                      dispute_answer *answer) {
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_EVENT); i++) {
        dispute_event e;
        int32_t kind = dispute_word_at(DISPUTE_GROUP_EVENT, i);
        if (kind >= 100 || !(dispute__chart_senders(kind) >> by & 1)) continue;
        memset(&e, 0, sizeof e);
        e.size = (uint32_t)sizeof e;
        e.kind = kind;
        e.by = by;
        e.at = now;
        if (takes_reason(kind) ? may_for_some(policy, c, &e) : may_with(policy, c, &e, 0))
            list(policy, c, kind, by, answer);
    }
}

dispute_result dispute_allowed(const dispute_policy *policy, const dispute_case *c, int32_t party, int64_t now,
                               dispute_answer *answer) {
    if (!answer) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute__answer_clear(answer);
    if (!policy || !c) return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, policy ? "case" : "policy");
    dispute_result result = dispute__machine_is_asked(policy, c, now, answer);
    if (result != DISPUTE_DONE) return result;
    if (party < 0 || party > DISPUTE_PARTY_SYSTEM)
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_UNKNOWN_WORD, "party");
    for (int32_t p = DISPUTE_PARTY_BUYER; p <= DISPUTE_PARTY_CARRIER; p++)
        if (party == 0 || party == p) ask_party(policy, c, p, now, answer);
    return DISPUTE_DONE;
}

/* ---- Q2: forecast ---- */

static int32_t waits_for(int32_t state) {
    if (state == 0 || state == DISPUTE_STATE_CLOSED_DONE) return 0;
    return state == DISPUTE_STATE_SETTLING_PAYING ? DISPUTE_WAITS_FOR_HOST : DISPUTE_WAITS_FOR_PLATFORM;
}

dispute_result dispute_forecast(const dispute_policy *policy, const dispute_case *c, dispute_answer *answer) {
    if (!answer) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute__answer_clear(answer);
    if (!policy || !c) return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, policy ? "case" : "policy");
    dispute_result result = dispute__case_fits_policy(policy, c);
    if (result != DISPUTE_DONE) return dispute__answer_error(answer, result, 0, "policy");
    dispute_case copy;
    dispute__case_value_copy(&copy, c);
    answer->now.asking = 1;
    result = dispute__machine_fire_due(policy, &copy, INSTANT_MAX, answer);
    if (result != DISPUTE_DONE) {
        dispute__answer_clear(answer);
        return dispute__answer_error(answer, result, 0, result == DISPUTE_ERROR_BUFFER_TOO_SMALL ? "answer" : "case");
    }
    dispute__answer_decided(answer, &copy);
    answer->prospect =
        (dispute_prospect){(uint32_t)sizeof answer->prospect, copy.state, copy.clock, waits_for(copy.state), 0};
    answer->now.has_prospect = 1;
    return DISPUTE_DONE;
}

/* ---- Q3: view ---- */

static dispute_terms terms_of(int32_t kind, int32_t freight_by, const amounts *a) {
    return (dispute_terms){kind, freight_by, a->amount, a->coupon, a->freight};
}

static void see_terms(const dispute_case *c, dispute_view *v) {
    v->request = terms_of(c->request_kind, c->request_freight_by, &c->request);
    if (c->offer_kind && c->state != DISPUTE_STATE_PLATFORM_PROPOSED) { /* there the plan is on the table */
        v->offer = terms_of(c->offer_kind, c->offer_freight_by, &c->offer);
        v->offer_by = DISPUTE_PARTY_SELLER;
    } else if (c->deal_kind && !is_final_state(c->state)) {
        v->offer = terms_of(c->deal_kind, c->deal_freight_by, &c->deal);
        v->offer_by = c->deal_by;
    }
}

static void see_deadlines(const dispute_case *c, dispute_view *v) {
    clocks now;
    dues all;
    clocks_read(&now, c);
    dispute__due_all(&now, &all);
    memcpy(v->due, all.at, sizeof all.at);
    v->next_due = c->next_due;
}

dispute_result dispute_case_view(const dispute_case *c, int32_t party, dispute_view *view) {
    dispute_view v;
    if (!c || !view || !dispute__case_is_begun(c)) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (party < DISPUTE_PARTY_BUYER || party > DISPUTE_PARTY_CARRIER) return DISPUTE_ERROR_BAD_VALUE;
    memset(&v, 0, sizeof v);
    v.viewer = party;
    v.sequence = c->sequence;
    v.opened_at = c->opened_at;
    v.changed_at = c->clock;
    v.next_due = NEVER;
    v.state = c->state;
    v.moves = dispute__rounds_moves(c);
    v.reason = c->reason;
    v.goods = c->goods;
    v.funds = c->funds;
    v.claim = c->claim;
    v.round = c->rounds;
    v.amount = c->amount;
    v.escrow = dispute__money_escrow(c);
    v.to_buyer = c->sequence ? dispute__money_sent(c, DISPUTE_ACCOUNT_BUYER) : 0;
    v.to_seller = c->sequence ? dispute__money_sent(c, DISPUTE_ACCOUNT_SELLER) : 0;
    v.unpaid = c->sequence ? dispute__money_unpaid(c) : 0;
    v.evidence[DISPUTE_PARTY_BUYER] = c->evidence[0];
    v.evidence[DISPUTE_PARTY_SELLER] = c->evidence[1];
    v.evidence[DISPUTE_PARTY_CARRIER] = c->evidence[2];
    dispute__money_outcome(c, &v.outcome);
    memcpy(v.id, c->id, sizeof v.id);
    memcpy(v.currency, c->currency, sizeof v.currency);
    if (!(c->state == DISPUTE_STATE_GUARANTEE_WAITING && party == DISPUTE_PARTY_SELLER)) {
        see_terms(c, &v);
        see_deadlines(c, &v);
    }
    return dispute__struct_copy_out(view, &v, sizeof v, 8);
}
