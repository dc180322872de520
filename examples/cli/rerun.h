/* rerun.h - a stored case played again under other rules: what people sent, at their times; deadlines fire by
 * themselves.
 *
 * What was reported of payments is not played again, since other rules pay other sums at other times, under other ids:
 * every payment counts as made the moment it is due. A case is decided before it is paid, so that changes no end. Nor
 * is that a case was moved to another policy: these rules are its rules from the beginning. */
#ifndef DISPUTE_CLI_RERUN_H
#define DISPUTE_CLI_RERUN_H

#include "dispute.h"
#include <stddef.h>

/* an event of the journal that these rules refuse */
typedef struct refused_event {
    dispute_event event;
    dispute_problem problem;
    int32_t state; /* [state] of the case then */
} refused_event;

/* Made once, for one case after the other. */
typedef struct rerun {
    const dispute_policy *policy;
    dispute_case *c;
    dispute_answer *answer, *paying;
    int64_t decided; /* when the case was decided; 0: it is not */
    refused_event *refused;
    size_t refusals, room;
} rerun;

int rerun_make(rerun *r, const dispute_policy *policy); /* 0, or -1: said */
void rerun_free(rerun *r);

/* Each 0, or -1: said, since these rules cannot play this case at all. */
int rerun_begin(rerun *r, const char *id, const dispute_order *order);
int rerun_event(rerun *r, const dispute_event *e);
int rerun_until(rerun *r, int64_t at); /* nobody acts until then */

#endif
