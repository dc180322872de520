/* fate.h - where a case stands at an instant, where it ends, and in what two such fates differ. */
#ifndef DISPUTE_CLI_FATE_H
#define DISPUTE_CLI_FATE_H

#include "dispute.h"

typedef struct fate {
    dispute_view now;  /* as the platform sees it at the instant; state 0: it was not opened */
    dispute_view end;  /* where it ends: `now`, or where silence leads from there */
    int is_ended;      /* decided by the instant: what follows is payment alone */
    int is_decided;    /* decided by then, or later by silence */
    int64_t at;        /* when it is decided; where nothing decides it, when its last deadline fires; 0: not opened */
    int32_t waits_for; /* [waits_for] who has to act, where silence decides nothing; else 0 */
} fate;

/* When a case was decided, told transition by transition; 0: it is not. `before`: what the last one gave. */
int64_t decided_at(int64_t before, const dispute_transition *t);

/* Of a case that was decided so. `ahead` and `answer` are for use meanwhile. */
dispute_result fate_read(fate *f, const dispute_policy *policy, const dispute_case *c, int64_t decided,
                         dispute_case *ahead, dispute_answer *answer);

enum difference {
    DIFFERS_STATE, /* of a case that has not ended: where it stands; and whether anything decides it at all */
    DIFFERS_AT,
    DIFFERS_KIND,
    DIFFERS_AMOUNT,
    DIFFERS_COUPON,
    DIFFERS_VIA,
    DIFFERS_PAYER,
    DIFFERS_FAULT,
    DIFFERS_COUNTS,
    DIFFERS_TO_BUYER,
    DIFFERS_TO_SELLER,
    DIFFERENCES
};

const char *difference_name(int difference); /* "to_buyer" */
/* In what the fate of a case would have been another: a set of 1 << difference. */
uint32_t fate_differs(const fate *stored, const fate *instead);

#endif
