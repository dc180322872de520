/* edge_time.h - how long the deadline of an edge runs, as the keys of its policy say. */
#ifndef DISPUTE_CLI_EDGE_TIME_H
#define DISPUTE_CLI_EDGE_TIME_H

#include "dispute.h"
#include "text.h"

/* "5 days"; where each round has a time of its own "round 1: 20 days, round 2: 30 days"; where not everybody is meant
 * whose evidence is missing "seller: 10 days". Nothing where it is not said. */
void put_time_of_edge(text *t, const dispute_policy *policy, const dispute_edge *e);
/* The same as the policy writes it: "P5D"; of rounds those that have such a deadline, each value once: "P20D, P5D". */
void put_values_of_edge(text *t, const dispute_policy *policy, const dispute_edge *e);
int platform_decides_a_round(const dispute_policy *policy); /* else nobody waits for it in an appeal */

#endif
