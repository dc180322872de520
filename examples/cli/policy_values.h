/* policy_values.h - every key of a policy with its value, in the canonical order. */
#ifndef DISPUTE_CLI_POLICY_VALUES_H
#define DISPUTE_CLI_POLICY_VALUES_H

#include "dispute.h"
#include "text.h"

typedef struct policy_value {
    const char *name;  /* "reason.quality.liable" */
    const char *value; /* "seller" */
    int32_t key;       /* [key] */
    int32_t reason;    /* [reason] that it speaks of; 0: none */
    int32_t round;     /* number of the round that it speaks of; 0: none */
} policy_value;

typedef struct policy_values {
    text canonical; /* what the names and values lie in */
    policy_value *of;
    size_t count;
} policy_values;

void policy_values_read(policy_values *v, const dispute_policy *policy);
void policy_values_free(policy_values *v);
const char *policy_value_of(const policy_values *v, const char *name); /* NULL: there is none */
/* The value of a key that is one of a kind, "" where there is none. */
const char *policy_key_value(const policy_values *v, int32_t key);

/* where a key belongs */
enum stage {
    STAGE_VALIDITY,
    STAGE_OPENING,
    STAGE_NEGOTIATION,
    STAGE_GUARANTEE,
    STAGE_PLATFORM,
    STAGE_RETURN,
    STAGE_REPLACEMENT,
    STAGE_APPEAL,
    STAGE_MONEY,
    STAGE_REASONS,
    STAGE_CALENDAR,
    STAGE_RECORDS,
    STAGES
};
enum stage stage_of_key(int32_t key);
const char *stage_title(enum stage stage);

#endif
