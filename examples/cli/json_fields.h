/* json_fields.h - the values of a JSON object, each strictly of its type, or a sentence about what would be right. */
#ifndef DISPUTE_CLI_JSON_FIELDS_H
#define DISPUTE_CLI_JSON_FIELDS_H

#include "text.h"
#include <jansson.h>
#include <stdint.h>

/* one value of an object, and where to say what is wrong with it */
typedef struct field {
    const char *name; /* "order.amount" */
    json_t *value;
    text *wrong; /* stays empty while all is well */
} field;

/* Each gives 0, or -1 after saying what is wrong. */
int field_wrong(const field *f, const char *what_would_be_right);
int field_not_null(const field *f); /* a field that says nothing is left out */
int field_word(const field *f, int32_t group, uint32_t among, int32_t *number); /* among: a set of words; 0: any */
int field_number(const field *f, int64_t *number);                              /* 0 to INT64_MAX */
int field_yes_no(const field *f, int32_t *yes);
int field_instant(const field *f, int64_t *at);
int field_text(const field *f, char *to, size_t room); /* 1 to room - 1 bytes */
int field_digest(const field *f, uint8_t digest[32]);

/* Where a value of an object goes. */
enum field_type { FIELD_IS_WORD, FIELD_IS_NUMBER, FIELD_IS_YES_NO, FIELD_IS_INSTANT, FIELD_IS_OBJECT };
typedef struct field_place {
    const char *name; /* "amount"; NULL ends the list */
    enum field_type type;
    int32_t group;  /* of a word, */
    uint32_t among; /* and which of its words; 0: any */
    size_t offset;  /* in the struct that is filled; of an object: not used */
    int needed;
} field_place;

/* Reads an object whose fields are all in `places` into the struct at `to`; `outer` is "order.". An object inside it is
 * given back at its place in `inner` (one for each place, or NULL where there is none). */
int fields_read(const field *object, const char *outer, const field_place *places, void *to, json_t **inner);

#endif
