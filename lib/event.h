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
    FIELD_DIGEST = 512,
    FIELD_DEADLINE = 1024
};

/* An event as it stands at the door. Its head, up to `id`, is read where the caller has it; what lies behind is reached
 * through pointers, since a short event ends before it. */
typedef struct arrival {
    const dispute_event *head;
    const char *id, *reference, *case_id; /* "" where it has none */
    const uint8_t *digest;                /* 32 bytes, zero where it has none */
    int32_t fields;                       /* set of enum event_field */
    uint64_t print;                       /* K2, once the case was asked whether it has seen it; 0: it has no id */
} arrival;

/* Takes in any size of event. DONE, or BAD_SIZE with the problem. */
dispute_result dispute__event_arrive(const dispute_event *in, arrival *to, dispute_problem *problem);
/* J1: every word known, every number in range, nothing missing and nothing that the event does not take. Fills
 * `fields`. */
dispute_result dispute__event_well_formed(arrival *a, dispute_problem *problem);
/* An event that the library itself has made: whole, and well-formed. */
void dispute__event_own(const dispute_event *whole, arrival *to);
/* The same, of an event of which there is only the head. */
void dispute__event_own_head(const dispute_event *head, arrival *to);
dispute_result dispute__order_well_formed(const dispute_order *order, dispute_problem *problem);

/* K2, by fingerprints: 44 bits of the id and 20 of the content. Another id with the same print is one in 10^13; it is
 * refused aloud. DONE: not seen. ALREADY_DONE: a retry. KEY_REUSED: the id stands for other content. */
dispute_result dispute__event_seen(const dispute_case *c, arrival *a); /* one that has an id */
void dispute__event_remember(dispute_case *c, uint64_t print);

/* Make a problem out of its parts; `problem` may be NULL. */
dispute_result dispute__problem_set(dispute_problem *problem, dispute_result result, int32_t detail, const char *name);
/* Give a problem to a caller who may not want it. */
void dispute__problem_lend(dispute_problem *to, const dispute_problem *why);
/* A struct of the caller's: may be read as if it had `known` bytes. DONE or BAD_SIZE. */
dispute_result dispute__struct_copy_in(void *to, size_t known, const void *from, size_t least_size);
/* Lend a struct to the caller in his size. */
dispute_result dispute__struct_copy_out(void *to, const void *from, size_t known, size_t least_size);

#endif
