/* waiting.h - what a sweep looks through: returns that were opened and wait for the seller. */
#ifndef DISPUTE_BENCH_WAITING_H
#define DISPUTE_BENCH_WAITING_H

#include "dispute.h"

/* A case that was opened `later` (ms) than the story says, as its snapshot. The instant at which it is due; 0: it could
 * not be made. */
int64_t waiting_open(const dispute_policy *policy, dispute_case *c, dispute_answer *answer, const char *id,
                     int64_t later, uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE]);
/* Where number `i` of those that are due lies among all: spread, in order, without a pattern. */
size_t waiting_place(size_t i, size_t cases, size_t due);

#endif
