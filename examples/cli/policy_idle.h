/* policy_idle.h - keys of a policy that have no effect, as another key leaves nothing for them to decide. */
#ifndef DISPUTE_CLI_POLICY_IDLE_H
#define DISPUTE_CLI_POLICY_IDLE_H

#include "policy_values.h"

enum idle {
    IDLE_NOT,
    IDLE_SILENCE, /* of a deadline that there is not */
    IDLE_START,   /* of a span that is not set */
    IDLE_AMOUNTS, /* a table by amount decides instead */
    IDLE_GRANTS,  /* nothing is granted at an opening */
    IDLE_ROUND,   /* there are fewer rounds */
    IDLE_ANSWER,  /* nobody has to answer in this round */
    IDLE_FEE      /* the round costs nothing */
};

enum idle idle_of(const policy_values *v, const policy_value *one);
const char *idle_words(enum idle why); /* " (There is no such deadline.)"; "" where it has an effect */
/* Is it what every round says that nobody answers, or that costs nothing? */
int says_nothing(const policy_values *v, const policy_value *one);
/* Is there no such span? A party's time for evidence, where it has none of its own, is everybody's. */
int is_unset(const policy_values *v, int32_t span_key);

#endif
