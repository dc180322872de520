/* check.h - what the check of a policy is made of: faults, the endings that are played, and how long a case may last.
 */
#ifndef DISPUTE_LIB_CHECK_H
#define DISPUTE_LIB_CHECK_H

#include "edges.h"

enum { FAULTS_MAX = 64 }; /* more than there can be: of each state and key one */

typedef struct fault {
    int32_t detail; /* [detail] */
    int32_t state;  /* [state] where it goes wrong */
    int32_t key;    /* [key] that makes it */
    int32_t of;     /* which round, of a key of rounds; else 0 */
    int32_t limit;
} fault;

typedef struct faults {
    int32_t count;
    fault fault[FAULTS_MAX];
} faults;

/* check.c */
void dispute__fault_add(faults *f, int32_t detail, int32_t state, int32_t key, int32_t limit); /* each once */
/* the same of a key that there are many of: `round.2.answer` */
void dispute__fault_add_of(faults *f, int32_t detail, int32_t state, int32_t key, int32_t of, int32_t limit);
int dispute__check_hangs(const dispute_policy *policy,
                         int32_t state); /* has silence no way out, though none is meant? */

/* endings.c: plays cases to their ends, to see that no money is lost. The policy is changed while they are played. */
void dispute__endings_play(dispute_policy *policy, faults *f);

/* round_ways.c */
void dispute__rounds_find_faults(const dispute_policy *policy, int is_reached, faults *f);

/* lasting.c: how long a case, or silence, may last; see dispute_report. */
void dispute__lasting(edges *e, dispute_report *report);

#endif
