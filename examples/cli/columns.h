/* columns.h - columns and paragraphs on a terminal, where a Chinese character is as wide as two Latin letters. */
#ifndef DISPUTE_CLI_COLUMNS_H
#define DISPUTE_CLI_COLUMNS_H

#include "text.h"

size_t width_of(const char *string); /* in cells of a terminal */
/* Adds the string, and blanks up to that width; what is wider stands as it is. */
void put_padded(text *t, const char *string, size_t width);
void put_blanks(text *t, size_t count);
/* Adds the string in lines of at most `width`, where it is broken; each but the first begins behind `margin` blanks. */
void put_wrapped(text *t, const char *string, size_t width, size_t margin);

#endif
