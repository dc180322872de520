/* score.h - `dispute score`: how sellers stand against their thresholds. */
#ifndef DISPUTE_CLI_SCORE_H
#define DISPUTE_CLI_SCORE_H

#include "ledger.h"
#include "text.h"

/* the facts of one seller in one category, and how they are judged */
typedef struct score_sheet {
    const entry *entries; /* in the order of time */
    size_t count;
    const dispute_score_policy *policy;
    int64_t at;
    uint8_t card[DISPUTE_SCORECARD_SIZE]; /* of the facts up to `at` */
} score_sheet;

int command_score(const arguments *a);

/* The next measure and window that the policy has a threshold of: 1; 0: there is none. `*threshold` begins as 0. */
int score_next(const dispute_score_policy *policy, int32_t *threshold);
void put_seller(text *t, const score_sheet *s);                /* "S-1, toys" */
void put_score_value(text *t, int32_t measure, int64_t value); /* "4.5%" of millionths, or "6" */
void put_sanction(text *t, int32_t sanction, int32_t days);    /* "Freeze, 7 days" */
int score_is_rate(int32_t measure);

void score_draw(text *t, const score_sheet *s); /* score_svg.c */

#endif
