/* answer_json.h - what the library answered, as JSON in the form of the lines of `dispute replay`. */
#ifndef DISPUTE_CLI_ANSWER_JSON_H
#define DISPUTE_CLI_ANSWER_JSON_H

#include "dispute.h"
#include "text.h"
#include <jansson.h>

json_t *effect_json(const dispute_effect *effect);
/* With its effects, which begin at `first_effect` of the answer; `e` is what its record says, `after` the platform's
 * view right after it. */
json_t *transition_json(const dispute_transition *t, const dispute_event *e, const dispute_view *after,
                        const dispute_answer *answer, uint32_t first_effect);
json_t *refusal_json(const dispute_event *event, int32_t state, const dispute_problem *problem);
json_t *allowed_json(const dispute_answer *answer);
json_t *forecast_json(const dispute_answer *answer);
json_t *view_json(const dispute_view *view);
json_t *outcome_json(const dispute_outcome *outcome); /* null where nothing is decided */

json_t *instant_json(int64_t at); /* null for 0 */
json_t *digest_json(const uint8_t digest[DISPUTE_DIGEST_SIZE]);
json_t *word_json(int32_t group, int32_t number); /* "none" for 0 */
/* For those who build objects: a value that could not be made ends the program with a sentence. */
void put(json_t *object, const char *key, json_t *value);
void append(json_t *array, json_t *value);

/* The outcome of a closed case as its lines tell it, in one line without an end. */
void put_outcome_json(text *t, const dispute_outcome *outcome);
/* Adds the object as one line, and frees it. */
void put_line(text *t, json_t *object);

#endif
