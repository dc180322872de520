/* words.h - the vocabulary, as the build makes it from lib/words/vocabulary.txt: rows of integers and one pool of text.
 */
#ifndef DISPUTE_LIB_WORDS_H
#define DISPUTE_LIB_WORDS_H

#include "dispute.h"

enum {
    LANGUAGES = 3,
    WORD_GROUPS = DISPUTE_GROUP_REQUIREMENT + 1, /* those that callers may ask about */
    GROUP_TEMPLATE = 62,                         /* the library's own: how the sentence of a problem is put together */
    GROUP_PHRASE = 63,
    TEMPLATES_EACH = 8, /* a template's number is its result times this, plus its variant from 1 */
    WORD_ABSENT = 0xFFFF
};

enum { PHRASE_ANY = 1, PHRASE_UNKNOWN = 2 }; /* where a result has no template; where the result itself is unknown */

typedef struct word {
    int32_t number;
    uint32_t name, name_size; /* a name and all texts are offsets into the pool */
    uint32_t label[LANGUAGES], sentence[LANGUAGES];
} word;

typedef struct word_group {
    int32_t least, most;   /* the range of its numbers */
    uint32_t slot;         /* where its part of word_slots begins: one slot a number */
    uint32_t first, count; /* its words, by number; words_by_name has the same range, by name */
} word_group;

extern const word dispute__words[];
extern const word_group dispute__word_groups[];
extern const uint16_t dispute__word_slots[];
extern const uint16_t dispute__words_by_name[];
const char *dispute__words_text(uint32_t offset);

/* The word of any group, the library's own too; NULL: none. */
const word *dispute__word_find(int32_t group, int32_t number);

#endif
