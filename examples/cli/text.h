/* text.h - a string that grows. Where there is no memory for it the program says so and ends. */
#ifndef DISPUTE_CLI_TEXT_H
#define DISPUTE_CLI_TEXT_H

#include <stddef.h>

_Noreturn void text_no_memory(void); /* says so, and ends the program */

/* all zero is an empty text */
typedef struct text {
    char *bytes; /* NUL-terminated, NULL while nothing was added */
    size_t size, room;
} text;

void text_add(text *t, const char *bytes, size_t size);
void text_put(text *t, const char *string);
void text_print(text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_clear(text *t);
void text_free(text *t);
const char *text_string(const text *t); /* never NULL */

/* What others wrote, for a terminal: control characters become U+FFFD. */
void text_put_clean(text *t, const char *bytes, size_t size);

#endif
