/* entry.h - the bytes of one journal record: a body, the chain before it, a checksum. */
#ifndef DISPUTE_LIB_ENTRY_H
#define DISPUTE_LIB_ENTRY_H

#include "turn.h"

enum { CHAIN_SIZE = 32, SUM_SIZE = 8 };
enum part { PART_CHAIN = 1, PART_TERMS = 2, PART_ID = 4, PART_REFERENCE = 8, PART_DIGEST = 16, PART_ORDER = 32 };

/* a record, taken apart */
typedef struct entry {
    size_t size;
    uint8_t parts;
    dispute_transition transition;
    dispute_event event;
    char case_id[DISPUTE_CASE_ID_SIZE];
    char policy_name[DISPUTE_NAME_SIZE];
    uint8_t policy_digest[32];
    dispute_order order;
} entry;

/* Writes the body but for what comes of the transition (size, and the state after it): its size. */
size_t dispute__entry_write(const turn *t, uint8_t *to);
void dispute__entry_close(uint8_t *record, size_t size, int32_t state); /* that; the checksum comes last */
/* DONE, CORRUPT_RECORD or WRONG_VERSION; the chain is not looked at: replay makes it again and compares. */
dispute_result dispute__entry_read(const uint8_t *record, size_t size, entry *out);

#endif
