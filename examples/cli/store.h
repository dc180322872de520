/* store.h - cases, their journals and their outbox in one SQLite file: all of a change in one transaction, or none. */
#ifndef DISPUTE_CLI_STORE_H
#define DISPUTE_CLI_STORE_H

#include "arguments.h"
#include "dispute.h"
#include "text.h"
#include <sqlite3.h>

/* a policy that was read and sealed, which takes longer than a case does */
typedef struct policy_at_hand {
    dispute_policy *policy;
    uint8_t digest[DISPUTE_DIGEST_SIZE];
    int64_t asked; /* when: a count */
    int is_given;  /* from outside */
} policy_at_hand;

enum { POLICIES_AT_HAND = 4 }; /* the one in use, the given one, and two of older records */

typedef struct store {
    sqlite3 *db;
    const char *name;
    int only_reads;               /* not a byte of the file changes, not even when it is closed */
    const dispute_policy *policy; /* in use: of the case that was loaded last */
    uint8_t digest[DISPUTE_DIGEST_SIZE];
    dispute_case *c; /* the case that was loaded last */
    dispute_answer *answer;
    policy_at_hand at_hand[POLICIES_AT_HAND];
    int64_t asked;
} store;

enum store_for { STORE_TO_READ, STORE_TO_CHANGE, STORE_TO_MAKE }; /* the last makes the file where there is none */

/* Each gives 0, or -1 after saying what is wrong. */
int store_open(store *s, const arguments *a, enum store_for what_for);
int store_begin(store *s); /* a transaction: the only one that changes anything until it ends */
int store_commit(store *s);
void store_rollback(store *s);
void store_close(store *s);

int store_wrong(store *s); /* says what the database answered; always -1 */
int store_prepare(store *s, sqlite3_stmt **statement, const char *sql);
/* Runs a statement to its first row: 1, or to its end: 0; -1: said. */
int store_step(store *s, sqlite3_stmt *statement);
/* What a column holds; "" and 0 where it holds nothing of that kind. */
const char *column_text(sqlite3_stmt *statement, int column);

#endif
