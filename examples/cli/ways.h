/* ways.h - from one state to another: what is drawn as one line. */
#ifndef DISPUTE_CLI_WAYS_H
#define DISPUTE_CLI_WAYS_H

#include "chart.h"

typedef struct way {
    int32_t from, to; /* [state] 0: not open yet */
    int32_t deadline; /* [deadline] 0: somebody acts */
    int32_t winner;   /* [party] by silence */
    int64_t due;      /* where the case runs it now */
    int gone;         /* the case is past it */
    text words;       /* one line for each group of parties; of a deadline its time, what silence does, who wins */
} way;

typedef struct ways {
    way *each;
    size_t count;
} ways;

/* Every event of a pair of states in one way, each deadline in one of its own; what stays in its state is none.
 * 0, or -1: said. */
int ways_read(ways *w, const chart *c);
void ways_free(ways *w);
/* "Buyer, Seller: Hand in evidence": a line for each group of parties that can do what stays in this state. */
void put_staying(text *t, const chart *c, int32_t state, int deadlines); /* theirs, too: yes 1 */

#endif
