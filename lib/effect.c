/* effect.c - what must happen outside, told in the order of E1: transfers, coupon, claim_due, evidence_request, notify,
 * tally, closed; then the deadlines, which carry no id (E2). Told when somebody asks, of the facts that turn.c left:
 * replay, sealing and whoever only wants the new state never pay for it. */
#include "answer.h"
#include "bytes.h"
#include <string.h>

/* the effects of one turn while they are told */
typedef struct telling {
    const facts *f;
    dispute_answer *answer;
    int32_t index;   /* of the next effect id */
    uint32_t prefix; /* bytes of `id` up to the index; 0: not written yet */
    char id[DISPUTE_EFFECT_ID_SIZE];
} telling;

/* Every field is written once, by hand: this is a quarter of what a step costs. */
static dispute_effect *add(const telling *now, int32_t kind, int32_t index) {
    dispute_effect *e = &now->answer->effect[now->answer->now.effects++];
    e->size = (uint32_t)sizeof *e;
    e->item = now->f->item;
    e->sequence = now->f->sequence;
    e->index = index;
    e->kind = kind;
    e->from_account = e->to_account = e->why = 0;
    e->to_party = e->topic = e->deadline = e->tally = 0;
    memcpy(e->currency, now->f->currency, sizeof e->currency);
    e->amount = e->due = 0;
    memcpy(e->id, now->id, sizeof e->id);
    return e;
}

static dispute_effect *add_next(telling *now, int32_t kind) {
    if (now->f->asking) return add(now, kind, -1); /* E3 */
    if (!now->prefix) now->prefix = dispute__effect_id_begin(now->id, now->f->id, now->f->id_size, now->f->sequence);
    dispute__effect_id_end(now->id, now->prefix, now->index);
    return add(now, kind, now->index++);
}

static void tell_money(telling *now) {
    const facts *f = now->f;
    for (int i = 0; i < f->moves; i++) {
        const move *m = &f->move[i];
        int again = m->sequence != f->sequence; /* a payment sent again keeps its id and takes none of these */
        dispute_effect *e =
            again ? add(now, DISPUTE_EFFECT_TRANSFER, m->index) : add_next(now, DISPUTE_EFFECT_TRANSFER);
        if (again) {
            e->sequence = m->sequence;
            dispute__effect_id_end(e->id, dispute__effect_id_begin(e->id, f->id, f->id_size, m->sequence), m->index);
        }
        e->from_account = m->from;
        e->to_account = m->to;
        e->why = m->why;
        e->amount = m->amount;
    }
    if (f->coupon) {
        dispute_effect *e = add_next(now, DISPUTE_EFFECT_COUPON);
        e->to_party = DISPUTE_PARTY_BUYER;
        e->amount = f->coupon;
    }
    if (f->claim_due) add_next(now, DISPUTE_EFFECT_CLAIM_DUE)->amount = f->claim_due;
}

static void tell_evidence(telling *now) {
    const facts *f = now->f;
    static const int32_t who[3] = {DISPUTE_PARTY_BUYER, DISPUTE_PARTY_SELLER, DISPUTE_PARTY_CARRIER};
    for (int i = 0; i < 3; i++) {
        if (!(f->asked >> who[i] & 1)) continue;
        dispute_effect *e = add_next(now, DISPUTE_EFFECT_EVIDENCE_REQUEST);
        e->to_party = who[i];
        e->due = f->evidence_due[i];
    }
}

static void tell_parties(telling *now, int32_t topic, int32_t audience) {
    /* E4: everyone but the one who acted */
    for (uint32_t left = (uint32_t)audience & ~(1U << now->f->by); topic && left; left &= left - 1) {
        dispute_effect *e = add_next(now, DISPUTE_EFFECT_NOTIFY);
        e->to_party = lowest_bit(left);
        e->topic = topic;
    }
}

static void tell_end(telling *now) {
    const facts *f = now->f;
    tell_parties(now, DISPUTE_TOPIC_CLOSED, 1 << DISPUTE_PARTY_BUYER | 1 << DISPUTE_PARTY_SELLER);
    for (uint32_t left = (uint32_t)f->tallies; left; left &= left - 1)
        add_next(now, DISPUTE_EFFECT_TALLY)->tally = lowest_bit(left);
    add_next(now, DISPUTE_EFFECT_CLOSED);
}

static void tell_deadlines(telling *now) {
    dues before, after;
    dispute__due_all(&now->f->before, &before);
    dispute__due_all(&now->f->after, &after);
    for (int32_t d = 1; d <= DISPUTE_DEADLINE_CLAIM; d++) {
        if (before.at[d] == after.at[d]) continue;
        dispute_effect *e = add(now, DISPUTE_EFFECT_DEADLINE, -1);
        memset(e->id, 0, sizeof e->id);
        e->deadline = d;
        e->due = after.at[d];
    }
}

void dispute__effect_tell(dispute_answer *answer) {
    const facts *f = &answer->last;
    uint32_t first = answer->now.effects;
    telling now;
    now.f = f;
    now.answer = answer;
    now.index = 0;
    now.prefix = 0;
    memset(now.id, 0, sizeof now.id);
    tell_money(&now);
    tell_evidence(&now);
    tell_parties(&now, f->row->topic, f->row->audience);
    if (f->closed) tell_end(&now);
    tell_deadlines(&now);

    dispute_transition *out = &answer->transition[answer->now.transitions - 1];
    out->size = (uint32_t)sizeof *out;
    out->item = f->item;
    out->sequence = f->sequence;
    out->at = f->at;
    out->next_due = f->next_due;
    out->event = f->event;
    out->by = f->by;
    out->rule = f->row->rule;
    out->from_state = f->from_state;
    out->state = f->state;
    out->effects = answer->now.effects - first;
    out->record_size = f->record_size;
    out->first_effect = first;
    answer->now.untold = 0;
}
