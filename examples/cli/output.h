/* output.h - whole lines to standard output, or none of a line; one sentence to standard error. */
#ifndef DISPUTE_CLI_OUTPUT_H
#define DISPUTE_CLI_OUTPUT_H

#include "text.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_NOT_UNDERSTOOD = 2 };

/* Before anything is opened: no file may become a standard stream. 0, or -1 where standard output is closed (said). */
int output_ready(void);

/* Writes the text, which ends with a newline, and empties it. 0, or -1 where it could not be written (said, once). */
int output_write(text *t);

/* "dispute: ..." and a newline on standard error. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
