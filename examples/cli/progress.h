/* progress.h - one line about long work, on standard error, where a terminal watches. */
#ifndef DISPUTE_CLI_PROGRESS_H
#define DISPUTE_CLI_PROGRESS_H

#include <stdint.h>

typedef struct progress {
    int64_t total;
    const char *what; /* "cases done" */
    int64_t next;     /* when it is shown again, ms of a clock that only goes on */
    int watched;
} progress;

/* Nothing is shown before half a second has passed, nor where standard error is no terminal. */
void progress_begin(progress *p, int64_t total, const char *what);
void progress_step(progress *p, int64_t done);
void progress_end(progress *p);
void progress_hide(void); /* before anything else is written: the line is wiped, and comes again with the next step */

#endif
