/* text.h - text without the C library: no locale, no NUL where a length is known, nothing written past the room. */
#ifndef DISPUTE_LIB_TEXT_H
#define DISPUTE_LIB_TEXT_H

#include <stddef.h>
#include <stdint.h>

size_t dispute__text_length(const char *text, size_t room); /* bytes before the NUL; room where there is none */
/* The same for a field that has `room` bytes, a multiple of eight, whatever is in them; and is it ASCII? */
size_t dispute__text_in_field(const char *field, size_t room, int *is_ascii);
int dispute__text_is_utf8(const char *text, size_t size); /* and has no NUL */
int dispute__text_is(const char *text, size_t size, const char *word);
size_t dispute__text_find(const char *text, size_t size, const char *mark); /* where `mark` begins; size: nowhere */
/* Takes digits off the front of a text: how many there were; 0 also where the number is above `most`. */
size_t dispute__text_digits(const char *text, size_t size, int64_t most, int64_t *number);

/* Takes one element of a comma-separated list off the front; its size, without spaces around it. */
size_t dispute__text_element(const char **text, size_t *size, const char **rest, size_t *rest_size);

/* writes into `to` as far as there is room, and counts what would have been written */
typedef struct pen {
    char *to;
    size_t room;
    size_t size;
} pen;

void dispute__pen_bytes(pen *p, const char *text, size_t size);
void dispute__pen_text(pen *p, const char *text);            /* up to its NUL */
void dispute__pen_number(pen *p, int64_t number, int width); /* at least `width` digits */

#endif
