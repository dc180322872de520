/* database.h - the tables of examples/host with prepared statements, and what one event writes into them. Calls return
 * SQLite's code. */
#ifndef DISPUTE_BENCH_DATABASE_H
#define DISPUTE_BENCH_DATABASE_H

#include "../../examples/host/host.h"

enum { EFFECTS_KEPT = 8 };
enum written_part { WRITE_CASE = 1, WRITE_RECORD = 2, WRITE_OUTBOX = 4, WRITE_ALL = 7 };

typedef struct database {
    host host; /* opened as the example opens it: tables, pragmas, policy, case and answer */
    sqlite3_stmt *find, *due, *put_case, *put_record, *put_effect, *put_paid;
} database;

/* What one transition leaves to be stored. */
typedef struct written {
    char case_id[DISPUTE_CASE_ID_SIZE];
    int64_t before; /* the sequence that was read */
    int64_t sequence, state, next_due;
    uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE];
    char event_id[DISPUTE_EVENT_ID_SIZE]; /* empty: none */
    char paid[DISPUTE_REFERENCE_SIZE];    /* the effect that the event reports as paid; empty: none */
    uint8_t record[512];
    size_t record_size;
    dispute_effect effect[EFFECTS_KEPT]; /* those with an id */
    int effects;
} written;

int database_open(database *d, const char *file);
void database_close(database *d);
int database_begin(database *d);
int database_commit(database *d);

/* Has the library's case as it is stored, or as it is begun about `order` where it is not stored yet. */
int database_load(database *d, const char *case_id, const dispute_order *order);
/* Stores what the library's last call has left: case, record, effects, the payment that `event` reports. */
int database_store(database *d, const char *case_id, int64_t before, const dispute_event *event);
/* Stores a case alone: sequence, state and next_due that it has now, and the sequence that it had; 0: it is new. */
int database_put_case(database *d, const char *case_id, const int64_t n[4], const uint8_t *snapshot);
/* Stores the same, or parts of it (a set of written_part), from bytes that are there already. */
int database_write(database *d, const written *w, int parts);
/* Keeps what the library's last call has left, to be stored by database_write(). 0: it was too much to be kept. */
int database_keep(const host *h, const char *case_id, int64_t before, const dispute_event *event, written *w);

#endif
