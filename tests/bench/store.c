/* store.c - what the library adds to a store on SQLite: the tables of examples/host, filled by its loop (read the case,
 * apply, write case, record and outbox), beside the same statements with bytes that are there already, all of them and
 * each table by itself.
 *   store DIRECTORY REPEATS CASES EVENTS_A_COMMIT
 * prints the rows g-NAME-EVENTS_A_COMMIT. */
#include "samples.h"
#include "tape.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORES = 5, COMMITS_IN_TURN = 20 }; /* the stores take turns after so many */

/* A database, and what is written into it. */
typedef struct writer {
    const char *name;
    int parts; /* 0: what the library says; else of what lies ready */
    database d;
    int64_t took;
    samples ns;
} writer;

typedef struct work {
    tape tape;
    int per_commit;
    writer writer[STORES]; /* the library's first, all of its bytes second */
    samples memory, select;
} work;

static int make(work *w, const char *directory, int cases, int per_commit) {
    static const struct {
        const char *name;
        int parts;
    } wanted[STORES] = {
        {"store", 0}, {"bare", WRITE_ALL}, {"case", WRITE_CASE}, {"record", WRITE_RECORD}, {"outbox", WRITE_OUTBOX}};
    char file[4096];
    w->per_commit = per_commit;
    int bad = tape_new(&w->tape, cases);
    if (bad) fprintf(stderr, "no memory for so many cases\n");
    for (int i = 0; i < STORES && !bad; i++) {
        w->writer[i].name = wanted[i].name;
        w->writer[i].parts = wanted[i].parts;
        snprintf(file, sizeof file, "%s/%s-%d", directory, wanted[i].name, per_commit);
        bad = database_open(&w->writer[i].d, file);
    }
    return bad;
}

static void drop(work *w) {
    for (int i = 0; i < STORES; i++) database_close(&w->writer[i].d);
    tape_free(&w->tape);
}

/* ---- measured ---- */

static int store_event(const tape *t, database *d, int n) {
    const int k = t->of[n];
    const dispute_event *e = tape_event(t, n);
    if (database_load(d, t->id[k], t->move[n] ? NULL : &t->told[k].order) != SQLITE_OK) return 1;
    int64_t before = dispute_case_sequence(d->host.c);
    if (tape_do(&d->host, e) != DISPUTE_DONE) return 1;
    return database_store(d, t->id[k], before, e->kind ? e : NULL);
}

static int commit_events(work *w, writer *by, int from, int to) {
    database *d = &by->d;
    int bad = 0;
    int64_t began = samples_now();
    for (int n = from; n < to && !bad; n++) {
        if ((n - from) % w->per_commit == 0) bad = database_begin(d);
        if (bad) break;
        bad = by->parts ? database_write(d, &w->tape.written[n], by->parts) : store_event(&w->tape, d, n);
        int full = (n - from) % w->per_commit == w->per_commit - 1 || n == to - 1;
        if (!bad && full) bad = database_commit(d);
    }
    by->took += samples_now() - began;
    if (bad) fprintf(stderr, "an event could not be stored: %s\n", sqlite3_errmsg(d->host.db));
    return bad;
}

static int play_in_memory(work *w) {
    int bad = 0;
    int64_t began = samples_now();
    for (int n = 0; n < w->tape.events && !bad; n++) bad = tape_play(&w->tape, &w->writer[0].d.host, n);
    samples_add(&w->memory, (double)(samples_now() - began) / w->tape.events);
    return bad;
}

/* Reading a case back, as the loop does, without anything else. */
static int read_cases(work *w) {
    database *d = &w->writer[0].d;
    int64_t began = samples_now();
    int bad = database_begin(d);
    for (int n = 0; n < w->tape.events && !bad; n++) {
        sqlite3_bind_text(d->find, 1, w->tape.id[w->tape.of[n]], -1, SQLITE_STATIC);
        bad = sqlite3_step(d->find) != SQLITE_ROW || sqlite3_column_bytes(d->find, 0) != DISPUTE_SNAPSHOT_SIZE;
        sqlite3_reset(d->find);
    }
    bad = bad || database_commit(d);
    samples_add(&w->select, (double)(samples_now() - began) / w->tape.events);
    return bad;
}

static int repeat_once(work *w, int series) {
    const int turn = w->per_commit < COMMITS_IN_TURN ? w->per_commit * COMMITS_IN_TURN : w->per_commit;
    int bad = tape_record(&w->tape, &w->writer[0].d.host, series) || play_in_memory(w);
    for (int i = 0; i < STORES; i++) w->writer[i].took = 0;
    for (int from = 0; from < w->tape.events && !bad; from += turn) {
        int to = from + turn < w->tape.events ? from + turn : w->tape.events;
        for (int i = 0; i < STORES && !bad; i++) bad = commit_events(w, &w->writer[i], from, to);
    }
    for (int i = 0; i < STORES && !bad; i++) samples_add(&w->writer[i].ns, (double)w->writer[i].took / w->tape.events);
    return bad || read_cases(w);
}

/* ---- the same bytes? ---- */

static int compare_table(sqlite3 *db, const char *table) {
    sqlite3_stmt *s = NULL;
    char *sql = sqlite3_mprintf("select count(*), (select count(*) from bare.%s),"
                                " (select count(*) from (select * from main.%s except select * from bare.%s))"
                                " from main.%s",
                                table, table, table, table);
    int same = sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW
               && sqlite3_column_int(s, 0) > 0 && sqlite3_column_int(s, 0) == sqlite3_column_int(s, 1)
               && sqlite3_column_int(s, 2) == 0;
    sqlite3_finalize(s);
    sqlite3_free(sql);
    if (!same) fprintf(stderr, "table %s: the library's store and the bare one differ\n", table);
    return !same;
}

static int compare(work *w) {
    sqlite3 *own = w->writer[0].d.host.db;
    char *sql = sqlite3_mprintf("attach %Q as bare", sqlite3_db_filename(w->writer[1].d.host.db, "main"));
    int bad = sqlite3_exec(own, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    return bad || compare_table(own, "cases") || compare_table(own, "journal") || compare_table(own, "outbox");
}

static void print(samples *ns, const char *name, int per_commit) {
    char row[64];
    snprintf(row, sizeof row, "g-%s-%d", name, per_commit);
    samples_print(ns, row, "");
}

static int measure(const char *directory, int repeats, int cases, int per_commit) {
    static work w;
    int bad = make(&w, directory, cases, per_commit);
    for (int i = 0; i < repeats && !bad; i++) bad = repeat_once(&w, i);
    bad = bad || compare(&w);
    for (int i = 0; i < STORES && !bad; i++) print(&w.writer[i].ns, w.writer[i].name, per_commit);
    if (!bad) print(&w.memory, "library", per_commit);
    if (!bad) print(&w.select, "select", per_commit);
    drop(&w);
    return bad;
}

int main(int argc, char **argv) {
    if (argc == 5 && atoi(argv[2]) > 0 && atoi(argv[3]) > 0 && atoi(argv[4]) > 0)
        return measure(argv[1], atoi(argv[2]), atoi(argv[3]), atoi(argv[4]));
    fprintf(stderr, "usage: store DIRECTORY REPEATS CASES EVENTS_A_COMMIT\n");
    return 2;
}
