/* journal.h - records and snapshots, as their readers need them. */
#ifndef DISPUTE_LIB_JOURNAL_H
#define DISPUTE_LIB_JOURNAL_H

#include "case.h"

/* sound.c: could this value be a case? */
int dispute__case_is_sound(const dispute_case *c);
/* record.c: what a snapshot of DISPUTE_SNAPSHOT_SIZE bytes says first, unchecked. 0: it is no snapshot of this version.
 */
int dispute__snapshot_times(const uint8_t *snapshot, uint64_t *tag, int64_t *clock, int64_t *next_due);
/* journal.c: policy and case of a first record, as an unopened case. */
dispute_result dispute__journal_about(const uint8_t *record, size_t size, dispute_case *c);

#endif
