/* effect.c - what must happen outside, told in the order of E1: transfers, coupon, claim_due, evidence_request, notify,
 * tally, closed; then the deadlines, which carry no id (E2). */
#include "answer.h"
#include <string.h>

static dispute_effect *add(const turn *t, dispute_answer *answer, int32_t kind) {
    dispute_effect *e = &answer->effect[answer->effects++];
    memset(e, 0, sizeof *e);
    e->size = (uint32_t)sizeof *e;
    e->item = answer->item;
    e->kind = kind;
    e->index = -1;
    e->sequence = t->c->sequence;
    memcpy(e->currency, t->c->currency, sizeof e->currency);
    return e;
}

static void name(const turn *t, dispute_answer *answer, dispute_effect *e, int64_t sequence, int32_t index) {
    e->sequence = sequence;
    if (answer->asking) return; /* E3 */
    e->index = index;
    dispute__effect_id_write(e->id, t->c, sequence, index);
}

static dispute_effect *add_next(const turn *t, dispute_answer *answer, int32_t kind, int32_t *index) {
    dispute_effect *e = add(t, answer, kind);
    name(t, answer, e, t->c->sequence, (*index)++);
    return e;
}

static void tell_money(const turn *t, dispute_answer *answer, int32_t *index) {
    for (int i = 0; i < t->moves; i++) {
        const move *m = &t->move[i];
        dispute_effect *e = add(t, answer, DISPUTE_EFFECT_TRANSFER);
        name(t, answer, e, m->sequence, m->index);
        e->from_account = m->from;
        e->to_account = m->to;
        e->why = m->why;
        e->amount = m->amount;
        if (m->sequence == t->c->sequence) ++*index; /* a payment sent again keeps its id and takes none of these */
    }
    if (t->coupon) {
        dispute_effect *e = add_next(t, answer, DISPUTE_EFFECT_COUPON, index);
        e->to_party = DISPUTE_PARTY_BUYER;
        e->amount = t->coupon;
    }
    if (t->claim_due) add_next(t, answer, DISPUTE_EFFECT_CLAIM_DUE, index)->amount = t->claim_due;
}

static void tell_evidence(const turn *t, dispute_answer *answer, int32_t *index) {
    static const int32_t who[3] = {DISPUTE_PARTY_BUYER, DISPUTE_PARTY_SELLER, DISPUTE_PARTY_CARRIER};
    for (int i = 0; i < 3; i++) {
        if (!(t->asked >> who[i] & 1)) continue;
        dispute_effect *e = add_next(t, answer, DISPUTE_EFFECT_EVIDENCE_REQUEST, index);
        e->to_party = who[i];
        e->due = t->c->window[i];
    }
}

static void tell_parties(const turn *t, dispute_answer *answer, int32_t *index, int32_t topic, int32_t audience) {
    if (!topic) return;
    for (int32_t p = DISPUTE_PARTY_BUYER; p <= DISPUTE_PARTY_CARRIER; p++) {
        if (!(audience >> p & 1) || p == t->event->by) continue; /* E4: everyone but the one who acted */
        dispute_effect *e = add_next(t, answer, DISPUTE_EFFECT_NOTIFY, index);
        e->to_party = p;
        e->topic = topic;
    }
}

static void tell_deadlines(const turn *t, dispute_answer *answer) {
    dues after;
    dispute__due_all(t->c, &after);
    for (int32_t d = 1; d <= DISPUTE_DEADLINE_CLAIM; d++) {
        if (after.at[d] == t->before.at[d]) continue;
        dispute_effect *e = add(t, answer, DISPUTE_EFFECT_DEADLINE);
        e->deadline = d;
        e->due = after.at[d];
    }
}

void dispute__effect_tell(const turn *t, dispute_answer *answer) {
    uint32_t first = answer->effects;
    int32_t index = 0, both = 1 << DISPUTE_PARTY_BUYER | 1 << DISPUTE_PARTY_SELLER;
    tell_money(t, answer, &index);
    tell_evidence(t, answer, &index);
    tell_parties(t, answer, &index, t->row->topic, t->row->audience);
    if (t->closed) tell_parties(t, answer, &index, DISPUTE_TOPIC_CLOSED, both);
    for (int32_t tally = 1; tally <= DISPUTE_TALLY_SELLER_FAULT_RATE; tally++)
        if (t->tallies >> tally & 1) add_next(t, answer, DISPUTE_EFFECT_TALLY, &index)->tally = tally;
    if (t->closed) add_next(t, answer, DISPUTE_EFFECT_CLOSED, &index);
    tell_deadlines(t, answer);

    dispute_transition *out = &answer->transition[answer->transitions];
    memset(out, 0, sizeof *out);
    out->size = (uint32_t)sizeof *out;
    out->item = answer->item;
    out->sequence = t->c->sequence;
    out->at = t->at;
    out->next_due = t->c->next_due;
    out->event = t->event->kind;
    out->by = t->event->by;
    out->rule = t->row->rule;
    out->from_state = t->from_state;
    out->state = t->c->state;
    out->effects = answer->effects - first;
    out->first_effect = first;
}
