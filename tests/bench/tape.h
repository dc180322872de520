/* tape.h - many cases at once, event by event, and what each event leaves to be stored: made once in memory, so that it
 * can be written again as mere bytes. */
#ifndef DISPUTE_BENCH_TAPE_H
#define DISPUTE_BENCH_TAPE_H

#include "database.h"
#include "stories.h"

typedef struct tape {
    int cases, events;
    story *told; /* of each case; half of them are each story */
    char (*id)[DISPUTE_CASE_ID_SIZE];
    int *last;        /* of each case: its last event */
    int *of, *move;   /* of each event: which case, and which of its moves; first the first moves of all, and so on */
    int *before;      /* of each event: the event of the same case before it */
    written *written; /* of each event */
} tape;

/* 0: well; else there is no memory. */
int tape_new(tape *t, int cases);
void tape_free(tape *t);
/* Tells the cases anew, under ids that begin with `series`, and plays them. 0: well. */
int tape_record(tape *t, host *h, int series);
/* The event number n, as the library takes it; and without anything that is stored: loaded, played, saved. */
const dispute_event *tape_event(const tape *t, int n);
dispute_result tape_do(host *h, const dispute_event *e);
int tape_play(const tape *t, host *h, int n);

#endif
