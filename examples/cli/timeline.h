/* timeline.h - what happened in a case, for people: when, who, what, by which rule, and what moved. */
#ifndef DISPUTE_CLI_TIMELINE_H
#define DISPUTE_CLI_TIMELINE_H

#include "store.h"

enum depth { STEP_SHORT, STEP_RULE_NAMED, STEP_RULE_EXPLAINED };

typedef struct step {
    const dispute_transition *t;
    const dispute_event *e;         /* what the record says */
    const dispute_answer *answer;   /* its effects are in here, */
    uint32_t first_effect;          /* from this one on */
    const dispute_outcome *outcome; /* of a closed case, else NULL */
    const char *currency;
    int32_t viewer;   /* [party] */
    store *s;         /* knows which transfers are meant, and which are paid */
    enum depth depth; /* how much is told; not in short: what is paid, and by which rule */
} step;

/* 0, or -1: said. */
int put_step(text *t, const step *st);
int put_said(text *t, const step *st); /* ": Refund only 20.00 USD": what was said with the event; likewise */
void put_terms(text *t, const dispute_terms *terms, const char *currency); /* "Refund only 20.00 USD" */
void put_outcome(text *t, const dispute_outcome *outcome, const char *currency);
void put_transfer_of(text *t, const dispute_effect *e, int width); /* "20.00 USD  escrow -> buyer (refund)" */
void put_time(text *t, int64_t at);                                /* "2026-01-05 08:00" */
/* What silence brings, after dispute_forecast(): one line for each step, and how it ends. */
void put_silence(text *t, const dispute_answer *answer, const char *currency);

#endif
