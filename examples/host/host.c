/* host.c - a whole host on SQLite: what to copy where money must move once.
 *   1. Case, journal and outbox change in one transaction, or none of them does.
 *   2. An effect is carried out after the commit, under its id: the provider's idempotency key, so again is harmless.
 *   3. Of two writers one finds another sequence than it has read: it starts over from the stored case. */
#include "host.h"
#include <string.h>

enum { ATTEMPTS = 5, WAIT_MS = 1000 };
static const char schema[] =
    "pragma journal_mode = wal; pragma synchronous = full;"
    "create table if not exists cases(id text primary key, sequence int not null, state int not null,"
    " next_due int not null, snapshot blob not null);"
    "create index if not exists due on cases(next_due, id);"
    "create table if not exists journal(case_id text not null, event_id text, sequence int not null,"
    " record blob not null, primary key(case_id, sequence), unique(case_id, event_id));"
    "create table if not exists outbox(id text primary key, case_id text not null, done int not null,"
    " kind int not null, from_account int not null, to_account int not null, amount int not null,"
    " to_party int not null, topic int not null, currency text not null, declined int not null);"
    "create index if not exists owed on outbox(kind, id) where done = 0;";
static const char sql_look_back[] = "select record from journal where case_id = ?1 and event_id = ?2";
static const char sql_case[] = "insert into cases values(?1, ?3, ?4, ?5, ?7) on conflict(id) do update"
                               " set sequence = ?3, state = ?4, next_due = ?5, snapshot = ?7 where sequence = ?6";
static const char sql_record[] = "insert into journal values(?1, ?2, ?3, ?4)";
/* An id that is there already is a payment that was declined: its row stands, and is still owed. */
static const char sql_effect[] = "insert into outbox values(?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)"
                                 " on conflict(id) do update set declined = declined + 1";

int host_open(host *h, const char *file) {
    int rc = sqlite3_open(file, &h->db);
    if (rc == SQLITE_OK) rc = sqlite3_busy_timeout(h->db, WAIT_MS);
    if (rc == SQLITE_OK) rc = sqlite3_exec(h->db, schema, NULL, NULL, NULL);
    if (rc != SQLITE_OK) return rc;
    /* with its version: a case stays under the policy it was opened under, and a newer default may come */
    int bad = dispute_policy_new(NULL, &h->policy) || dispute_policy_preset(h->policy, "aliexpress@2017", 15, NULL)
              || dispute_policy_seal(h->policy, NULL) || dispute_case_new(NULL, &h->c)
              || dispute_answer_new(NULL, 0, &h->answer);
    return bad ? SQLITE_NOMEM : SQLITE_OK;
}

void host_close(host *h) {
    dispute_answer_free(h->answer);
    dispute_case_free(h->c);
    dispute_policy_free(h->policy);
    sqlite3_close(h->db);
}

/* What fails in here is told by the first step: NULL is misuse, and a column without its value breaks `not null`. */
sqlite3_stmt *host_sql(const host *h, const char *sql, const char *id, const char *other, const int64_t *n, int count) {
    sqlite3_stmt *s = NULL;
    sqlite3_prepare_v2(h->db, sql, -1, &s, NULL);
    sqlite3_bind_text(s, 1, id, -1, SQLITE_TRANSIENT);
    if (other) sqlite3_bind_text(s, 2, other, -1, SQLITE_TRANSIENT);
    for (int i = 0; i < count; i++) sqlite3_bind_int64(s, i + 3, n[i]);
    return s;
}

int host_finish(sqlite3_stmt *s, int rc) {
    sqlite3_finalize(s);
    return rc == SQLITE_DONE || rc == SQLITE_ROW ? SQLITE_OK : rc;
}

static int load(host *h, const char *id, const dispute_order *order, dispute_result *result) {
    sqlite3_stmt *s = host_sql(h, "select snapshot from cases where id = ?1", id, NULL, NULL, 0);
    int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        *result = dispute_case_load(h->policy, h->c, sqlite3_column_blob(s, 0), (size_t)sqlite3_column_bytes(s, 0));
    if (rc == SQLITE_DONE && order) *result = dispute_case_begin(h->policy, h->c, id, strlen(id), order, NULL);
    return host_finish(s, rc == SQLITE_DONE && !order ? SQLITE_NOTFOUND : rc);
}

/* An event from before the case's clock is a retry, or wrong. The case knows the ids of its last eight events and
 * answers for them itself; the journal knows them all (clause K2 of the rulebook). */
static int look_back(host *h, const char *id, const dispute_event *event, dispute_result *result) {
    dispute_event then = {.size = sizeof then}, now = *event;
    sqlite3_stmt *s = host_sql(h, sql_look_back, id, event->id, NULL, 0);
    int rc = sqlite3_step(s);
    size_t size = rc == SQLITE_ROW ? (size_t)sqlite3_column_bytes(s, 0) : 0;
    if (size && dispute_record_read(sqlite3_column_blob(s, 0), size, NULL, &then, NULL) == DISPUTE_DONE) {
        now.expects = 0; /* whatever else differs, the id was used for something else */
        now.expect = 0;
        memset(now.case_id, 0, sizeof now.case_id);
        *result = memcmp(&then, &now, sizeof now) ? DISPUTE_ERROR_KEY_REUSED : DISPUTE_REFUSED_ALREADY_DONE;
    }
    return host_finish(s, rc);
}

static int store_case(host *h, const char *id, int64_t before) {
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE];
    const int64_t n[] = {dispute_case_sequence(h->c), dispute_case_state(h->c), dispute_case_next_due(h->c), before};
    if (dispute_case_save(h->c, bytes, sizeof bytes, NULL) != DISPUTE_DONE) return SQLITE_INTERNAL;
    sqlite3_stmt *s = host_sql(h, sql_case, id, NULL, n, 4);
    sqlite3_bind_blob64(s, 7, bytes, sizeof bytes, SQLITE_STATIC);
    int rc = host_finish(s, sqlite3_step(s));
    return rc == SQLITE_OK && sqlite3_changes(h->db) != 1 ? SQLITE_BUSY : rc;
}

static int store_answer(host *h, const char *id, const dispute_event *event) {
    const dispute_transition *t;
    const dispute_effect *e;
    size_t size = 0;
    int rc = SQLITE_OK;
    for (uint32_t i = 0; rc == SQLITE_OK && (t = dispute_answer_transition(h->answer, i)) != NULL; i++) {
        int theirs = event && t->by != DISPUTE_PARTY_SYSTEM && event->id[0];
        const uint8_t *record = dispute_answer_record(h->answer, i, &size);
        sqlite3_stmt *s = host_sql(h, sql_record, id, theirs ? event->id : NULL, &t->sequence, 1);
        sqlite3_bind_blob64(s, 4, record, size, SQLITE_STATIC);
        rc = host_finish(s, sqlite3_step(s));
    }
    for (uint32_t i = 0; rc == SQLITE_OK && (e = dispute_answer_effect(h->answer, i)) != NULL; i++) {
        const int64_t n[] = {e->kind, e->from_account, e->to_account, e->amount, e->to_party, e->topic};
        if (!e->id[0]) continue; /* a deadline: next_due says it all */
        sqlite3_stmt *s = host_sql(h, sql_effect, e->id, id, n, 6);
        sqlite3_bind_text(s, 9, e->currency, -1, SQLITE_STATIC);
        rc = host_finish(s, sqlite3_step(s));
    }
    return rc;
}

static int store(host *h, const char *id, const dispute_event *event, int64_t before, dispute_result result) {
    int rc = SQLITE_OK, happened = dispute_answer_count(h->answer, DISPUTE_STRUCT_TRANSITION) > 0;
    int well = result == DISPUTE_DONE || result == DISPUTE_REFUSED_ALREADY_DONE;
    if (happened) rc = store_case(h, id, before); /* also where the event was refused: what fell due before it stands */
    if (happened && rc == SQLITE_OK) rc = store_answer(h, id, event);
    if (rc != SQLITE_OK || !well || !event || event->kind != DISPUTE_EVENT_PAID) return rc;
    sqlite3_stmt *s = host_sql(h, "update outbox set done = 1 where id = ?1", event->reference, NULL, NULL, 0);
    return host_finish(s, sqlite3_step(s));
}

static int attempt(host *h, const char *id, const dispute_order *order, const dispute_event *event, int64_t now,
                   dispute_result *result) {
    *result = DISPUTE_DONE;
    int rc = sqlite3_exec(h->db, "begin immediate", NULL, NULL, NULL);
    if (rc == SQLITE_OK) rc = load(h, id, order, result);
    if (rc == SQLITE_OK && *result == DISPUTE_DONE) {
        int64_t before = dispute_case_sequence(h->c);
        if (event)
            *result = dispute_apply(h->policy, h->c, event, h->answer);
        else
            *result = dispute_advance(h->policy, h->c, now, h->answer);
        if (event && *result == DISPUTE_ERROR_CLOCK_BACKWARDS) rc = look_back(h, id, event, result);
        if (rc == SQLITE_OK) rc = store(h, id, event, before, *result);
    }
    if (rc == SQLITE_OK) rc = sqlite3_exec(h->db, "commit", NULL, NULL, NULL);
    if (rc != SQLITE_OK) sqlite3_exec(h->db, "rollback", NULL, NULL, NULL);
    return rc;
}

int host_do(host *h, const char *id, const dispute_order *order, const dispute_event *event, int64_t now,
            dispute_result *result) {
    int rc = SQLITE_BUSY;
    for (int i = 0; i < ATTEMPTS && (rc & 0xFF) == SQLITE_BUSY; i++) rc = attempt(h, id, order, event, now, result);
    return rc;
}
