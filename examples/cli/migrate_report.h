/* migrate_report.h - what became of a case that was to move to another policy, and of all of them. */
#ifndef DISPUTE_CLI_MIGRATE_REPORT_H
#define DISPUTE_CLI_MIGRATE_REPORT_H

#include "fate.h"
#include "text.h"
#include <jansson.h>

enum became {
    MOVED,   /* or would */
    ALREADY, /* under that policy */
    DECIDED, /* and so it stays under its own */
    REFUSED, /* by the rules */
    FAILED,  /* it cannot be read, or not be kept: said */
    BECAME
};

typedef struct named_policy {
    char name[DISPUTE_NAME_SIZE];
    uint8_t digest[DISPUTE_DIGEST_SIZE];
} named_policy;

/* what there is to tell of one case */
typedef struct move {
    const char *id;
    enum became became;
    int dry;
    int64_t at;
    named_policy from;
    const named_policy *to;
    dispute_problem problem; /* why it stays */
    fate before, after;      /* `after` only where it moves */
    uint32_t differs;        /* a set of 1 << difference */
    text told;               /* each step of it, for people */
    json_t *steps;           /* or as JSON */
} move;

typedef struct move_totals {
    int64_t cases, became[BECAME];
    int64_t differ; /* of those that move: silence leads elsewhere */
} move_totals;

void put_move(text *t, const move *m);
void put_move_json(text *t, const move *m);
void put_move_totals(text *t, const move_totals *sum, const named_policy *to, int dry);
void put_move_totals_json(text *t, const move_totals *sum, const named_policy *to, int dry);

#endif
