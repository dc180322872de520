/* ledger.h - what counts for or against sellers, read from lines of JSON and from a store: facts, and cases left out.
 */
#ifndef DISPUTE_CLI_LEDGER_H
#define DISPUTE_CLI_LEDGER_H

#include "arguments.h"
#include "dispute.h"

enum { SELLER_SIZE = 40 };

typedef struct entry {
    char seller[SELLER_SIZE], category[SELLER_SIZE]; /* "" where the line does not say */
    dispute_fact fact;
} entry;

/* a case of the store, and by number of [tally] why it does not count; 0: it does */
typedef struct left_out {
    char id[DISPUTE_CASE_ID_SIZE];
    int32_t why[4]; /* [exclusion] */
} left_out;

/* all zero is empty */
typedef struct ledger {
    entry *entries; /* by seller, category and instant, once ledger_read() is done */
    size_t count, room;
    left_out *cases; /* of the store, by id */
    size_t case_count, case_room;
} ledger;

/* From the file that the command line names ("-": standard input), or, without one or where --db is said, from the
 * store. 0, or -1: said. */
int ledger_read(ledger *l, const arguments *a);
void ledger_free(ledger *l);
/* How many entries from `first` on are of the same seller and category. */
size_t ledger_same(const ledger *l, size_t first);

#endif
