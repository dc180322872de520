/* store_case.h - one case in the store: taken out, put back, and every event id that it ever accepted. */
#ifndef DISPUTE_CLI_STORE_CASE_H
#define DISPUTE_CLI_STORE_CASE_H

#include "event_json.h"
#include "seen.h"
#include "store.h"

/* Loads a case and its policy: 1; 0: there is no such case; -1: said. */
int store_load(store *s, const char *id);
int64_t store_count_cases(store *s); /* 0 where they cannot be counted: said */

/* Puts back what the last call, under the policy in use, changed since `before`: the case, its journal, its outbox. 0,
 * or -1: said. */
int store_save(store *s, const char *id, const dispute_case *before);

/* One effect of the outbox, as it was made: 1; 0: there is none of that id; -1: said. */
int store_effect(store *s, const char *id, dispute_effect *e, int64_t *done_at);
/* The same from a row of "select " EFFECT_COLUMNS ", ...". */
#define EFFECT_COLUMNS \
    "id, kind, from_account, to_account, why, to_party, topic, tally, currency, amount, due, sequence"
enum { EFFECT_NEXT_COLUMN = 12 };
void store_read_effect(sqlite3_stmt *row, dispute_effect *e);

/* Was this event id accepted before (K2, however long ago)? `at_given` 0: its instant is then the one of that time.
 * Gives enum seen_as, and the step that it made; -1: said. */
int store_seen(store *s, const char *id, happening *h, int at_given, int64_t *sequence);

#endif
