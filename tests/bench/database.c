/* database.c - see database.h. */
#include "database.h"
#include <stdio.h>
#include <string.h>

/* as in examples/host */
static const char sql_find[] = "select snapshot from cases where id = ?1";
static const char sql_due[] = "select id, snapshot from cases where next_due <= ?1";
static const char sql_case[] = "insert into cases values(?1, ?3, ?4, ?5, ?7) on conflict(id) do update"
                               " set sequence = ?3, state = ?4, next_due = ?5, snapshot = ?7 where sequence = ?6";
static const char sql_record[] = "insert into journal values(?1, ?2, ?3, ?4)";
static const char sql_effect[] = "insert into outbox values(?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)"
                                 " on conflict(id) do update set declined = declined + 1";
static const char sql_paid[] = "update outbox set done = 1 where id = ?1";

int database_open(database *d, const char *file) {
    memset(d, 0, sizeof *d);
    int rc = host_open(&d->host, file);
    struct {
        sqlite3_stmt **statement;
        const char *sql;
    } all[] = {{&d->find, sql_find},         {&d->due, sql_due},           {&d->put_case, sql_case},
               {&d->put_record, sql_record}, {&d->put_effect, sql_effect}, {&d->put_paid, sql_paid}};
    for (size_t i = 0; rc == SQLITE_OK && i < sizeof all / sizeof all[0]; i++)
        rc = sqlite3_prepare_v3(d->host.db, all[i].sql, -1, SQLITE_PREPARE_PERSISTENT, all[i].statement, NULL);
    if (rc != SQLITE_OK) fprintf(stderr, "%s: %s\n", file, sqlite3_errmsg(d->host.db));
    return rc;
}

void database_close(database *d) {
    sqlite3_stmt *const all[] = {d->find, d->due, d->put_case, d->put_record, d->put_effect, d->put_paid};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) sqlite3_finalize(all[i]);
    host_close(&d->host);
}

int database_begin(database *d) { return sqlite3_exec(d->host.db, "begin immediate", NULL, NULL, NULL); }
int database_commit(database *d) { return sqlite3_exec(d->host.db, "commit", NULL, NULL, NULL); }

int database_load(database *d, const char *case_id, const dispute_order *order) {
    host *h = &d->host;
    dispute_result result = DISPUTE_ERROR_BAD_ARGUMENT;
    sqlite3_bind_text(d->find, 1, case_id, -1, SQLITE_STATIC);
    int rc = sqlite3_step(d->find);
    if (rc == SQLITE_ROW)
        result = dispute_case_load(h->policy, h->c, sqlite3_column_blob(d->find, 0),
                                   (size_t)sqlite3_column_bytes(d->find, 0));
    else if (rc == SQLITE_DONE && order)
        result = dispute_case_begin(h->policy, h->c, case_id, strlen(case_id), order, NULL);
    sqlite3_reset(d->find);
    return result == DISPUTE_DONE ? SQLITE_OK : SQLITE_ERROR;
}

/* ---- the statements: the same for both ---- */

static int finish(sqlite3_stmt *s) {
    int rc = sqlite3_step(s);
    sqlite3_reset(s);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int database_put_case(database *d, const char *id, const int64_t n[4], const uint8_t *snapshot) {
    sqlite3_stmt *s = d->put_case;
    sqlite3_bind_text(s, 1, id, -1, SQLITE_STATIC);
    for (int i = 0; i < 4; i++) sqlite3_bind_int64(s, i + 3, n[i]);
    sqlite3_bind_blob64(s, 7, snapshot, DISPUTE_SNAPSHOT_SIZE, SQLITE_STATIC);
    return finish(s);
}

static int put_record(database *d, const char *id, const char *event_id, int64_t sequence, const uint8_t *record,
                      size_t size) {
    sqlite3_stmt *s = d->put_record;
    sqlite3_bind_text(s, 1, id, -1, SQLITE_STATIC);
    if (event_id[0])
        sqlite3_bind_text(s, 2, event_id, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(s, 2);
    sqlite3_bind_int64(s, 3, sequence);
    sqlite3_bind_blob64(s, 4, record, size, SQLITE_STATIC);
    return finish(s);
}

static int put_effect(database *d, const char *id, const dispute_effect *e) {
    const int64_t n[] = {e->kind, e->from_account, e->to_account, e->amount, e->to_party, e->topic};
    sqlite3_stmt *s = d->put_effect;
    sqlite3_bind_text(s, 1, e->id, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, id, -1, SQLITE_STATIC);
    for (int i = 0; i < 6; i++) sqlite3_bind_int64(s, i + 3, n[i]);
    sqlite3_bind_text(s, 9, e->currency, -1, SQLITE_STATIC);
    return finish(s);
}

static int put_paid(database *d, const char *effect) {
    sqlite3_bind_text(d->put_paid, 1, effect, -1, SQLITE_STATIC);
    return finish(d->put_paid);
}

/* ---- what is stored ---- */

static const char *id_of(const dispute_event *e) { return e && e->size > offsetof(dispute_event, id) ? e->id : ""; }
static const char *paid_by(const dispute_event *e) { return e && e->kind == DISPUTE_EVENT_PAID ? e->reference : ""; }

int database_store(database *d, const char *case_id, int64_t before, const dispute_event *event) {
    const host *h = &d->host;
    const dispute_transition *t = dispute_answer_transition(h->answer, 0);
    const dispute_effect *e;
    uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE];
    size_t size = 0;
    if (!t || dispute_case_save(h->c, snapshot, sizeof snapshot, NULL) != DISPUTE_DONE) return SQLITE_ERROR;
    const int64_t n[4] = {t->sequence, t->state, t->next_due, before};
    const uint8_t *record = dispute_answer_record(h->answer, 0, &size);
    int rc = database_put_case(d, case_id, n, snapshot);
    if (rc == SQLITE_OK) rc = put_record(d, case_id, id_of(event), t->sequence, record, size);
    for (uint32_t i = 0; rc == SQLITE_OK && (e = dispute_answer_effect(h->answer, i)) != NULL; i++)
        if (e->id[0]) rc = put_effect(d, case_id, e);
    if (rc == SQLITE_OK && paid_by(event)[0]) rc = put_paid(d, paid_by(event));
    return rc;
}

int database_write(database *d, const written *w, int parts) {
    const int64_t n[4] = {w->sequence, w->state, w->next_due, w->before};
    int rc = SQLITE_OK;
    if (parts & WRITE_CASE) rc = database_put_case(d, w->case_id, n, w->snapshot);
    if (rc == SQLITE_OK && parts & WRITE_RECORD)
        rc = put_record(d, w->case_id, w->event_id, w->sequence, w->record, w->record_size);
    if (!(parts & WRITE_OUTBOX)) return rc;
    for (int i = 0; rc == SQLITE_OK && i < w->effects; i++) rc = put_effect(d, w->case_id, &w->effect[i]);
    return rc == SQLITE_OK && w->paid[0] ? put_paid(d, w->paid) : rc;
}

int database_keep(const host *h, const char *case_id, int64_t before, const dispute_event *event, written *w) {
    const dispute_transition *t = dispute_answer_transition(h->answer, 0);
    const dispute_effect *e;
    memset(w, 0, sizeof *w);
    snprintf(w->case_id, sizeof w->case_id, "%s", case_id);
    snprintf(w->event_id, sizeof w->event_id, "%s", id_of(event));
    snprintf(w->paid, sizeof w->paid, "%s", paid_by(event));
    const uint8_t *record = dispute_answer_record(h->answer, 0, &w->record_size);
    if (!t || !record || w->record_size > sizeof w->record || dispute_answer_transition(h->answer, 1)
        || dispute_case_save(h->c, w->snapshot, sizeof w->snapshot, NULL) != DISPUTE_DONE)
        return 0;
    memcpy(w->record, record, w->record_size);
    w->before = before;
    w->sequence = t->sequence;
    w->state = t->state;
    w->next_due = t->next_due;
    for (uint32_t i = 0; (e = dispute_answer_effect(h->answer, i)) != NULL; i++) {
        if (!e->id[0]) continue;
        if (w->effects == EFFECTS_KEPT) return 0;
        w->effect[w->effects++] = *e;
    }
    return 1;
}
