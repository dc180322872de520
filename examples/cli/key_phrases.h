/* key_phrases.h - what every key of a policy says with a value, as a sentence: the texts alone. */
#ifndef DISPUTE_CLI_KEY_PHRASES_H
#define DISPUTE_CLI_KEY_PHRASES_H

#include <stddef.h>
#include <stdint.h>

enum reader { READER_ANYBODY, READER_SELLER, READERS }; /* whom the sentence speaks to */

/* One text in three languages, by reader; of the seller NULL where it is the same. {} is the value, {reason} the
 * reason, {round} the number of the round. */
typedef struct key_phrase {
    int32_t key;
    const char *value; /* what it is said of; NULL: of every value that no row above names */
    const char *english[READERS], *simplified[READERS], *traditional[READERS];
} key_phrase;

extern const key_phrase key_phrases[];
extern const size_t key_phrase_count;

/* What happens in silence, as the end of a sentence: "If ..., {}." */
typedef struct silence_phrase {
    int32_t silence;
    int32_t key; /* of which it is said; 0: of every key that no row above names */
    const char *english[READERS], *simplified[READERS], *traditional[READERS];
} silence_phrase;

extern const silence_phrase silence_phrases[];
extern const size_t silence_phrase_count;

#endif
