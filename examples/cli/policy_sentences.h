/* policy_sentences.h - a key of a policy and its value as a sentence. */
#ifndef DISPUTE_CLI_POLICY_SENTENCES_H
#define DISPUTE_CLI_POLICY_SENTENCES_H

#include "key_phrases.h"
#include "policy_values.h"

/* "The seller has 5 days to answer a request." With another value `before`: "... 3 days instead of 5 ...", or both
 * sentences; with the same one, as far as it speaks of silence: "..., as before." NULL: nothing came before. */
void put_key_sentence(text *t, const policy_value *v, const char *before, enum reader who);
/* What a silence does, as the end of a sentence. */
void put_silence_phrase(text *t, int32_t key, int32_t silence, enum reader who);
/* An amount of a policy, which knows no currency: "500 minor units". */
void put_minor_units(text *t, const char *number);
/* For which amounts the rows of a table say this silence: "up to 5000 minor units". */
void put_amounts_of(text *t, const char *rows, int32_t silence);
/* The key whose deadline this silence belongs to; 0: it is no key of a silence. */
int32_t deadline_key_of(int32_t silence_key);
int32_t silence_key_of(int32_t deadline_key); /* and back */

#endif
