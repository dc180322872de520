/* round_times.h - keys that there is one of for each round of a ruling, and what all rounds say together. */
#ifndef DISPUTE_CLI_ROUND_TIMES_H
#define DISPUTE_CLI_ROUND_TIMES_H

#include "dispute.h"
#include "text.h"

/* The value of a deadline's key: "P5D". Of round.*.window or round.*.answer those of the rounds that have such a
 * deadline, each once: "P20D, P5D". */
void put_deadline_values(text *t, const dispute_policy *policy, int32_t key);
/* The same in words, and "at once" for 0: "20 days, 5 days". */
void put_deadline_times(text *t, const dispute_policy *policy, int32_t key);
int platform_decides_a_round(const dispute_policy *policy); /* else nobody waits for it in an appeal */

#endif
