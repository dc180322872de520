/* event.h - is it well-formed? And has this very event been seen before? */
#ifndef DISPUTE_LIB_EVENT_H
#define DISPUTE_LIB_EVENT_H

#include "case.h"

/* which fields of an event were given: a set */
enum event_field {
    FIELD_TERMS = 1,
    FIELD_REASON = 2,
    FIELD_GOODS = 4,
    FIELD_PAYER = 8,
    FIELD_FAULT = 16,
    FIELD_PARTY = 32,
    FIELD_UNTIL = 64,
    FIELD_AMOUNT = 128,
    FIELD_REFERENCE = 256,
    FIELD_DIGEST = 512
};

/* Reads any size of event: `in` itself where it is whole, else a copy in `room`. NULL: the problem says why. */
const dispute_event *dispute__event_read(const dispute_event *in, dispute_event *room, dispute_problem *problem);
/* J1: every word known, every number in range, nothing missing and nothing that the event does not take. */
dispute_result dispute__event_well_formed(const dispute_event *e, dispute_problem *problem);
int32_t dispute__event_fields(const dispute_event *e);
dispute_result dispute__order_well_formed(const dispute_order *order, dispute_problem *problem);

/* K2: 44 bits of the id and 20 of the content. Another id with the same print is one in 10^13; it is refused aloud. */
uint64_t dispute__event_print(const dispute_event *e);
/* DONE: not seen. ALREADY_DONE: a retry. KEY_REUSED: the id stands for other content. */
dispute_result dispute__event_seen(const dispute_case *c, const dispute_event *e);
void dispute__event_remember(dispute_case *c, const dispute_event *e);

/* Make a problem out of its parts; `problem` may be NULL. */
dispute_result dispute__problem_set(dispute_problem *problem, dispute_result result, int32_t detail, const char *name);
/* Give a problem to a caller who may not want it. */
void dispute__problem_lend(dispute_problem *to, const dispute_problem *why);
/* A struct of the caller's: may be read as if it had `known` bytes. DONE or BAD_SIZE. */
dispute_result dispute__struct_copy_in(void *to, size_t known, const void *from, size_t least_size);
/* Lend a struct to the caller in his size. */
dispute_result dispute__struct_copy_out(void *to, const void *from, size_t known, size_t least_size);

#endif
