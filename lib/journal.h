/* journal.h - records and snapshots, as their readers need them. */
#ifndef DISPUTE_LIB_JOURNAL_H
#define DISPUTE_LIB_JOURNAL_H

#include "case.h"

/* sound.c: could this value be a case? */
int dispute__case_is_sound(const dispute_case *c);
/* journal.c: policy and case of a first record, as an unopened case. */
dispute_result dispute__journal_about(const uint8_t *record, size_t size, dispute_case *c);

#endif
