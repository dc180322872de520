/* round_ways.h - what a policy lets come up in its rounds (P8). */
#ifndef DISPUTE_LIB_ROUND_WAYS_H
#define DISPUTE_LIB_ROUND_WAYS_H

#include "chart.h"

/* who may have lost a ruling that waits to be contested */
enum {
    LOST_BUYER = 1 << DISPUTE_PARTY_BUYER,   /* one that only the buyer lost */
    LOST_SELLER = 1 << DISPUTE_PARTY_SELLER, /* one that only the seller lost */
    LOST_ANY = 1                             /* any that the platform may make */
};

/* What can come up under a policy, round by round. */
typedef struct round_ways {
    int32_t rounds;
    uint8_t lost[TIMES_MAX + 2];     /* by how many rounds lie behind: set of the above */
    uint8_t starters[TIMES_MAX + 2]; /* of each round: set of [party] who may come to start it; 0: it never comes */
} round_ways;

void dispute__round_ways(const dispute_policy *policy, round_ways *w);
int32_t dispute__round_starter(const dispute_policy *policy, int32_t round); /* set of [party] that it is open to */
const span *dispute__round_window(const dispute_policy *policy, int32_t round);
/* Does round `round` come, and is it decided so (DECIDES_*)? */
int dispute__round_comes(const dispute_policy *policy, const round_ways *w, int32_t round, int32_t decides);
/* Set of [party] who may come to start a round that is decided so. */
int32_t dispute__round_starts(const dispute_policy *policy, const round_ways *w, int32_t decides);
/* May a ruling that was lost so wait for one more round, with so many behind it? */
int dispute__round_waits(const dispute_policy *policy, int32_t lost, int32_t behind);
/* Can a deadline run in ruling.made or ruling.appealed? */
int dispute__round_deadline(const dispute_policy *policy, const round_ways *w, int32_t state, int32_t deadline);
int dispute__round_has_window(const dispute_policy *policy, const round_ways *w); /* does any have one of its own? */
/* Does the platform rule in some round after which there is another? */
int dispute__round_again(const dispute_policy *policy, const round_ways *w);
/* May a ruling of the platform wait for a round? Where not, it is about money alone: what the opening moved (O8). */
int dispute__round_any_waits(const round_ways *w);
/* The longest that all rounds may take from the first ruling on; those that are started before the first that is
 * decided by somebody else are `alone`. Lengths in ms: of each round's window and answer, and of the review. */
typedef struct round_spans {
    int64_t window[TIMES_MAX + 1], answer[TIMES_MAX + 1], review;
} round_spans;
int64_t dispute__round_longest(const dispute_policy *policy, const round_spans *s, int alone);
int dispute__round_hangs(const dispute_policy *policy);    /* may a ruling wait for ever to be contested? */
int dispute__round_is_ruled(const dispute_policy *policy); /* does the platform decide any round? */

#endif
