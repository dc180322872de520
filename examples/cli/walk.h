/* walk.h - the journal of a stored case, record by record: each is made again, and must come out byte for byte. */
#ifndef DISPUTE_CLI_WALK_H
#define DISPUTE_CLI_WALK_H

#include "store.h"

typedef struct walk {
    store *s;
    const char *id;
    sqlite3_stmt *records;
    dispute_case *run;    /* the case as it acts again: ahead of the record, where several deadlines fire at once */
    dispute_case *behind; /* the case right after the record */
    dispute_answer *answer;
    const dispute_policy *policy; /* that the record at hand belongs to */
    int policies;                 /* how many there were so far: the case may have moved to another one (T5) */
    uint32_t turn, turns;         /* of the answer: which transition comes next, and how many there are */
    int64_t sequence;             /* of the record at hand */

    dispute_order order;  /* of the case, from its first record */
    dispute_transition t; /* the record, taken apart */
    dispute_event e;
    uint32_t first_effect;             /* its effects, in `answer` */
    dispute_view after;                /* the platform's view right after it */
    uint8_t head[DISPUTE_DIGEST_SIZE]; /* the journal's head after it */
} walk;

int walk_begin(walk *w, store *s, const char *id); /* of the case that is loaded; 0, or -1: said */
enum { WALK_END = 0, WALK_STEP = 1, WALK_FAILED = -1, WALK_MISFIT = -2 }; /* failed: said; misfit: the record at hand */
int walk_next(walk *w);
/* Behind the last record: what does not fit there, as a clause of a sentence; NULL: it fits. */
const char *walk_misfit_at_end(const walk *w);
void walk_end(walk *w);
void complain_misfit(int64_t sequence, const char *id); /* a record that does not fit is said */

#endif
