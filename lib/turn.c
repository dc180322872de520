/* turn.c - one transition from its row to its facts: the record is begun, step.c acts, and what effect.c will need is
 * kept. */
#include "answer.h"
#include "event.h"
#include "turn.h"
#include <string.h>

/* Everything that effect.c will need, since the case goes on and the event belongs to the caller. */
static void facts_begin(facts *f, const turn *t, const dispute_answer *answer) {
    f->row = t->row;
    f->at = t->at;
    f->event = t->event->kind;
    f->by = t->event->by;
    f->from_state = t->c->state;
    f->item = answer->now.item;
    f->asking = answer->now.asking;
    f->moves = f->ids = f->asked = f->tallies = f->closed = 0;
    f->coupon = f->claim_due = 0;
    clocks_read(&f->before, t->c);
}

static void facts_end(facts *f, dispute_case *c) {
    clocks_read(&f->after, c);
    c->next_due = dispute__due_next(&f->after);
    f->sequence = c->sequence;
    f->next_due = c->next_due;
    f->state = c->state;
    f->id_size = c->id_size;
    memcpy(f->currency, c->currency, sizeof f->currency);
    memcpy(f->id, c->id, sizeof f->id);
}

void dispute__turn_make(const dispute_policy *policy, dispute_case *c, const arrival *in, const row *r,
                        dispute_answer *answer) {
    facts *f = &answer->last;
    turn t = {policy, c, in->head, in, r, in->head->at, f, 0, 0, 0};
    facts_begin(f, &t, answer);
    c->sequence++;
    /* the opening's record tells the order, and the order's dates are forgotten by opening: its body is written first
     */
    int writes = !answer->now.asking && !(answer->recordless && policy->journal_chain == CHAIN_NONE);
    uint8_t *record = writes ? answer->record + answer->now.record_size : NULL;
    size_t size = writes ? dispute__journal_begin(&t, record) : 0;
    dispute__turn_act(&t);
    dispute__money_charge(&t);
    c->clock = t.at;
    if (in->print) dispute__event_remember(c, in->print);
    facts_end(f, c);
    if (writes) size = dispute__journal_finish(&t, record, size);
    f->record_size = (uint32_t)size;
    answer->now.record_size += size;
    answer->now.transitions++;
    answer->now.untold = 1;
}
