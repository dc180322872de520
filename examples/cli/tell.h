/* tell.h - the transitions of an answer, each with the case as it was right after it. */
#ifndef DISPUTE_CLI_TELL_H
#define DISPUTE_CLI_TELL_H

#include "store.h"
#include <jansson.h>

/* `behind` is the case before the answer, and is taken along to where the answer left it. Each 0, or -1: said. */
/* `id`: the case, where a line has to name it; else NULL. */
int tell_lines(text *out, const char *id, const dispute_policy *policy, dispute_case *behind,
               const dispute_answer *answer);
/* The same into an array. */
int tell_array(json_t *to, const dispute_policy *policy, dispute_case *behind, const dispute_answer *answer);
int tell_people(text *out, store *s, dispute_case *behind); /* the store's policy and answer */

#endif
