/* lines.h - a file line by line, with the number of each. */
#ifndef DISPUTE_CLI_LINES_H
#define DISPUTE_CLI_LINES_H

#include "text.h"
#include <stdio.h>

typedef struct lines {
    FILE *file;
    const char *name; /* as it is said to people */
    int number;       /* of `line`, from 1 */
    text line;        /* without its newline */
} lines;

/* NULL and "-" are standard input. 0, or -1: it cannot be opened (said). */
int lines_open(lines *l, const char *name);
/* The next line that is not empty: 1; 0: there is none; -1: it cannot be read (said). */
int lines_next(lines *l);
void lines_close(lines *l);

/* The whole of a file into `to`: 0, or -1 with what is wrong in errno. EFBIG: more than a line may have. */
int file_read(const char *name, text *to);

#endif
