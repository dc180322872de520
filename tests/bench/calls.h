/* calls.h - what a call costs from other languages: many cases that a loop there takes through the negotiation, event
 * by event. Everything but the loop is done here, so that the loops are all there is to compare. */
#ifndef DISPUTE_BENCH_CALLS_H
#define DISPUTE_BENCH_CALLS_H

#include "dispute.h"

typedef struct calls {
    dispute_policy *policy; /* journal.chain = none: the call is measured, not SHA-256 */
    dispute_answer *answer; /* has room for one event of every case */
    dispute_case **cases;
    dispute_event *events;   /* one after the other; the last ones apply() behind a deadline, which it fires */
    dispute_event *copies;   /* each of them once for every case, as dispute_apply_many() takes them */
    dispute_result *results; /* one for every case */
    dispute_case *fresh;
    uint32_t case_count;
    uint32_t event_count;
} calls;

/* NULL: no memory. */
DISPUTE_API calls *calls_new(uint32_t case_count);
DISPUTE_API void calls_free(calls *k);
/* All cases as they were begun. */
DISPUTE_API void calls_reset(calls *k);
/* Yes 1, no 0: all cases have come to their end. */
DISPUTE_API int32_t calls_closed(const calls *k);

#endif
