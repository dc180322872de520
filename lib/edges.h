/* edges.h - the chart as one policy switches it on: which states a case can come to, and every way between them. */
#ifndef DISPUTE_LIB_EDGES_H
#define DISPUTE_LIB_EDGES_H

#include "round_ways.h"

/* A walk over all edges, and what it found out before it began. */
typedef struct edges {
    const dispute_policy *policy;
    int32_t state; /* where the walk is */
    uint32_t row;
    uint8_t reached[CHART_STATES]; /* yes 1: a case can come to it; [0] is the case that is not open yet */
    uint8_t moved[CHART_STATES];   /* yes 1: money may have moved in it before it was final (P7) */
    round_ways rounds;             /* P8 */
} edges;

void dispute__edges_begin(edges *e, const dispute_policy *policy);
/* The same for a case that stands in `state`, wherever cases of this policy come to. */
void dispute__edges_from(edges *e, const dispute_policy *policy, int32_t state);
int dispute__edges_next(edges *e,
                        dispute_edge *edge);        /* the next one in the order of states and rows; 0: none is left */
void dispute__edges_again(edges *e);                /* from the first one, with what is known already */
int dispute__edge_leaves(const dispute_edge *edge); /* may it lead to another state? */
/* The window that a deadline runs for in a state; -1: the policy has none. */
int32_t dispute__edges_window(const dispute_policy *policy, int32_t state, int32_t deadline);
int dispute__edges_may_guarantee(const dispute_policy *policy); /* is any enabled reason covered (P1)? */

#endif
