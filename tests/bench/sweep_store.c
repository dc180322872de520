/* sweep_store.c - what a sweep costs in SQLite: many rows of cases with an index on next_due, few of them due, each
 * advanced and written back with its record and its effects, all in one transaction; beside the same statements with
 * bytes that are there already. Figures are ns a sweep. sweep_store DIRECTORY CASES DUE REPEATS */
#include "database.h"
#include "samples.h"
#include "waiting.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = DISPUTE_SNAPSHOT_SIZE, COMMIT_EVERY = 10000 };
static const int64_t DAY = 86400000, HOUR = 3600000;

/* A row that is due, as read: the select is over before anything is written. */
typedef struct found {
    char id[DISPUTE_CASE_ID_SIZE];
    uint8_t snapshot[SIZE];
} found;

typedef struct shelf {
    database d;
    size_t cases, due, sweeps;
    int64_t first; /* when those of the first sweep are due; those of the next one hour later, and so on */
    found *rows;
    written *tape;
} shelf;

/* ---- the cases ---- */

static int put_all(shelf *s) {
    host *h = &s->d.host;
    uint8_t waiting[SIZE], own[SIZE];
    char id[DISPUTE_CASE_ID_SIZE];
    const size_t due = s->due * s->sweeps; /* each sweep finds others: the ones before are no longer due */
    int64_t never = waiting_open(h->policy, h->c, h->answer, "C-0", DAY, waiting), at = 0;
    int bad = never == 0;
    for (size_t i = 0, q = 0; i < s->cases && !bad; i++) {
        const uint8_t *snapshot = waiting;
        snprintf(id, sizeof id, "C-%07zu", i);
        at = never;
        if (q < due && i == waiting_place(q, s->cases, due)) {
            at = waiting_open(h->policy, h->c, h->answer, id, (int64_t)(q % s->sweeps) * HOUR, own);
            if (q++ == 0) s->first = at;
            snapshot = own;
        }
        const int64_t n[4] = {1, DISPUTE_STATE_NEGOTIATION_SELLER, at, 0};
        if (i % COMMIT_EVERY == 0) bad = database_begin(&s->d);
        bad = bad || at == 0 || database_put_case(&s->d, id, n, snapshot);
        if (!bad && (i % COMMIT_EVERY == COMMIT_EVERY - 1 || i == s->cases - 1)) bad = database_commit(&s->d);
    }
    return bad;
}

static int make(shelf *s, const char *directory, size_t cases, size_t due, size_t sweeps) {
    char file[4096];
    memset(s, 0, sizeof *s);
    s->cases = cases;
    s->due = due;
    s->sweeps = sweeps;
    s->rows = malloc(due * sizeof *s->rows);
    s->tape = malloc(due * sizeof *s->tape);
    snprintf(file, sizeof file, "%s/sweep", directory);
    if (!s->rows || !s->tape || database_open(&s->d, file)) return 1;
    sqlite3 *db = s->d.host.db; /* only while it is filled, nothing is waited for */
    return sqlite3_exec(db, "pragma synchronous = off", NULL, NULL, NULL) || put_all(s)
           || sqlite3_exec(db, "pragma wal_checkpoint(truncate); pragma synchronous = full", NULL, NULL, NULL);
}

static void drop(shelf *s) {
    database_close(&s->d);
    free(s->rows);
    free(s->tape);
}

/* ---- a sweep ---- */

static int read_due(shelf *s, int64_t now) {
    size_t count = 0;
    int rc = SQLITE_ROW;
    sqlite3_bind_int64(s->d.due, 1, now);
    while (count <= s->due && (rc = sqlite3_step(s->d.due)) == SQLITE_ROW) {
        if (count == s->due || sqlite3_column_bytes(s->d.due, 1) != SIZE) break;
        found *f = &s->rows[count++];
        snprintf(f->id, sizeof f->id, "%s", (const char *)sqlite3_column_text(s->d.due, 0));
        memcpy(f->snapshot, sqlite3_column_blob(s->d.due, 1), SIZE);
    }
    sqlite3_reset(s->d.due);
    return rc != SQLITE_DONE || count != s->due;
}

static int advance(shelf *s, const found *f, int64_t now) {
    host *h = &s->d.host;
    return dispute_case_load(h->policy, h->c, f->snapshot, SIZE) || dispute_advance(h->policy, h->c, now, h->answer)
           || dispute_answer_count(h->answer, DISPUTE_STRUCT_TRANSITION) != 1;
}

static int by_library(shelf *s, int64_t now) {
    int bad = database_begin(&s->d) || read_due(s, now);
    for (size_t i = 0; i < s->due && !bad; i++)
        bad = advance(s, &s->rows[i], now) || database_store(&s->d, s->rows[i].id, 1, NULL);
    return bad || database_commit(&s->d);
}

static int bare(shelf *s, int64_t now) {
    int bad = database_begin(&s->d) || read_due(s, now);
    for (size_t i = 0; i < s->due && !bad; i++) bad = database_write(&s->d, &s->tape[i], WRITE_ALL);
    return bad || database_commit(&s->d);
}

/* What is written, before it is measured: for both, so that both find the same pages in memory. */
static int make_tape(shelf *s, int64_t now, samples *select) {
    int64_t began = samples_now();
    int bad = read_due(s, now);
    samples_add(select, (double)(samples_now() - began));
    for (size_t i = 0; i < s->due && !bad; i++)
        bad = advance(s, &s->rows[i], now) || !database_keep(&s->d.host, s->rows[i].id, 1, NULL, &s->tape[i]);
    return bad;
}

static int sweep(shelf *s, size_t n, int (*how)(shelf *s, int64_t now), samples *select, samples *ns) {
    int64_t now = s->first + (int64_t)n * HOUR;
    if (make_tape(s, now, select)) return 1;
    int64_t began = samples_now();
    if (how(s, now)) return 1;
    samples_add(ns, (double)(samples_now() - began));
    return 0;
}

static int all_there(shelf *s) {
    static const char sql[] = "select (select count(*) from cases where sequence = 2), (select count(*) from journal)";
    const int64_t wanted = (int64_t)(s->due * s->sweeps);
    sqlite3_stmt *p = NULL;
    int well = sqlite3_prepare_v2(s->d.host.db, sql, -1, &p, NULL) == SQLITE_OK && sqlite3_step(p) == SQLITE_ROW
               && sqlite3_column_int64(p, 0) == wanted && sqlite3_column_int64(p, 1) == wanted;
    sqlite3_finalize(p);
    return well;
}

static int sweep_store(const char *directory, size_t cases, size_t due, size_t repeats) {
    static shelf s;
    static samples select, own, without;
    int bad = make(&s, directory, cases, due, 2 * repeats);
    for (size_t n = 0; n < repeats && !bad; n++)
        bad = sweep(&s, 2 * n, by_library, &select, &own) || sweep(&s, 2 * n + 1, bare, &select, &without);
    bad = bad || !all_there(&s);
    if (bad) fprintf(stderr, "a case was not swept as it should be: %s\n", sqlite3_errmsg(s.d.host.db));
    if (!bad) {
        samples_print(&select, "f-select", "");
        samples_print(&without, "f-bare", "");
        samples_print(&own, "f-store", "");
    }
    drop(&s);
    return bad;
}

int main(int argc, char **argv) {
    if (argc == 5 && atoi(argv[3]) > 0 && atoi(argv[4]) > 0 && atoi(argv[2]) >= 2 * atoi(argv[3]) * atoi(argv[4]))
        return sweep_store(argv[1], (size_t)atoi(argv[2]), (size_t)atoi(argv[3]), (size_t)atoi(argv[4]));
    fprintf(stderr, "usage: sweep_store DIRECTORY CASES DUE REPEATS, CASES >= 2 DUE REPEATS\n");
    return 2;
}
