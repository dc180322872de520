/* store_case.c - one case in the store: taken out, put back, and every event id that it ever accepted. */
#include "store_case.h"
#include "answer_json.h"
#include "output.h"
#include "store_policy.h"
#include "wording.h"
#include <string.h>

static int damaged(store *s, const char *what, const char *id) {
    complain(spoken("%s: %s of case %s is damaged; `dispute verify` says more",
                    "%s：%s已损坏（纠纷 %s），详见 dispute verify", "%s：%s已損壞（爭議 %s），詳見 dispute verify"),
             s->name, what, id);
    return -1;
}

static int damaged_snapshot(store *s, const char *id) { return damaged(s, spoken("the snapshot", "快照", "快照"), id); }

/* ---- out ---- */

int store_load(store *s, const char *id) {
    sqlite3_stmt *find = NULL;
    uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE + 1], digest[DISPUTE_DIGEST_SIZE];
    char policy_name[DISPUTE_NAME_SIZE], case_id[DISPUTE_CASE_ID_SIZE];
    if (store_prepare(s, &find, "select snapshot from cases where id = ?") != 0) return -1;
    sqlite3_bind_text(find, 1, id, -1, SQLITE_STATIC);
    int row = store_step(s, find);
    size_t size = 0;
    if (row > 0) {
        const void *blob = sqlite3_column_blob(find, 0);
        size = (size_t)sqlite3_column_bytes(find, 0);
        if (size > sizeof snapshot) size = sizeof snapshot;
        if (blob && size) memcpy(snapshot, blob, size);
    }
    sqlite3_finalize(find);
    if (row <= 0) return row;
    if (dispute_bytes_about(snapshot, size, policy_name, digest, case_id) != DISPUTE_DONE || strcmp(case_id, id) != 0)
        return damaged_snapshot(s, id);
    if (store_use_policy(s, digest) != 0) return -1;
    return dispute_case_load(s->policy, s->c, snapshot, size) == DISPUTE_DONE ? 1 : damaged_snapshot(s, id);
}

int64_t store_count_cases(store *s) {
    sqlite3_stmt *find = NULL;
    if (store_prepare(s, &find, "select count(*) from cases") != 0) return 0;
    int64_t count = store_step(s, find) > 0 ? sqlite3_column_int64(find, 0) : 0;
    sqlite3_finalize(find);
    return count;
}

void store_read_effect(sqlite3_stmt *row, dispute_effect *e) {
    const char *id = column_text(row, 0), *currency = column_text(row, 8);
    memset(e, 0, sizeof *e);
    e->size = (uint32_t)sizeof *e;
    if (strlen(id) < sizeof e->id) memcpy(e->id, id, strlen(id) + 1);
    e->kind = word_read(DISPUTE_GROUP_EFFECT, column_text(row, 1));
    e->from_account = word_read(DISPUTE_GROUP_ACCOUNT, column_text(row, 2));
    e->to_account = word_read(DISPUTE_GROUP_ACCOUNT, column_text(row, 3));
    e->why = word_read(DISPUTE_GROUP_WHY, column_text(row, 4));
    e->to_party = word_read(DISPUTE_GROUP_PARTY, column_text(row, 5));
    e->topic = word_read(DISPUTE_GROUP_TOPIC, column_text(row, 6));
    e->tally = word_read(DISPUTE_GROUP_TALLY, column_text(row, 7));
    if (strlen(currency) == 3) memcpy(e->currency, currency, 4);
    e->amount = sqlite3_column_int64(row, 9);
    e->due = sqlite3_column_int64(row, 10);
    e->sequence = sqlite3_column_int64(row, 11);
}

int store_effect(store *s, const char *id, dispute_effect *e, int64_t *done_at) {
    sqlite3_stmt *find = NULL;
    if (store_prepare(s, &find, "select " EFFECT_COLUMNS ", done_at from outbox where id = ?") != 0) return -1;
    sqlite3_bind_text(find, 1, id, -1, SQLITE_STATIC);
    int row = store_step(s, find);
    if (row > 0) store_read_effect(find, e);
    *done_at = row > 0 ? sqlite3_column_int64(find, EFFECT_NEXT_COLUMN) : 0;
    sqlite3_finalize(find);
    return row;
}

/* ---- in ---- */

static void bind_word(sqlite3_stmt *put, int at, int32_t group, int32_t number) { /* else null */
    if (number) sqlite3_bind_text(put, at, word_or_none(group, number), -1, SQLITE_STATIC);
}

static void bind_number(sqlite3_stmt *put, int at, int64_t number) {
    if (number) sqlite3_bind_int64(put, at, number);
}

static int save_effects(store *s, const char *id, const dispute_transition *t, uint32_t first,
                        const dispute_outcome *outcome) {
    sqlite3_stmt *put = NULL;
    text closed = {NULL, 0, 0};
    if (t->state == DISPUTE_STATE_CLOSED_DONE) put_outcome_json(&closed, outcome);
    int wrong =
        store_prepare(s, &put,
                      "insert into outbox(id, case_id, sequence, position, at, kind, from_account, to_account, why,"
                      " to_party, topic, tally, currency, amount, due, outcome)"
                      " values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
                      " on conflict(id) do update set times = times + 1, done_at = null");
    for (uint32_t i = first; !wrong && i < first + t->effects; i++) {
        const dispute_effect *e = dispute_answer_effect(s->answer, i);
        if (!e || !e->id[0]) continue;
        sqlite3_reset(put);
        sqlite3_clear_bindings(put);
        sqlite3_bind_text(put, 1, e->id, -1, SQLITE_STATIC);
        sqlite3_bind_text(put, 2, id, -1, SQLITE_STATIC);
        sqlite3_bind_int64(put, 3, e->sequence);
        sqlite3_bind_int64(put, 4, e->index);
        sqlite3_bind_int64(put, 5, t->at);
        bind_word(put, 6, DISPUTE_GROUP_EFFECT, e->kind);
        bind_word(put, 7, DISPUTE_GROUP_ACCOUNT, e->from_account);
        bind_word(put, 8, DISPUTE_GROUP_ACCOUNT, e->to_account);
        bind_word(put, 9, DISPUTE_GROUP_WHY, e->why);
        bind_word(put, 10, DISPUTE_GROUP_PARTY, e->to_party);
        bind_word(put, 11, DISPUTE_GROUP_TOPIC, e->topic);
        bind_word(put, 12, DISPUTE_GROUP_TALLY, e->tally);
        sqlite3_bind_text(put, 13, e->currency, -1, SQLITE_STATIC);
        bind_number(put, 14, e->amount);
        bind_number(put, 15, e->due);
        if (e->kind == DISPUTE_EFFECT_CLOSED)
            sqlite3_bind_text(put, 16, text_string(&closed), (int)closed.size, SQLITE_STATIC);
        wrong = store_step(s, put) != 0;
    }
    sqlite3_finalize(put);
    text_free(&closed);
    return wrong;
}

static int mark_paid(store *s, const dispute_event *e) { /* what the host reports as paid is pending no more */
    sqlite3_stmt *mark = NULL;
    if (e->kind != DISPUTE_EVENT_PAID) return 0;
    if (store_prepare(s, &mark, "update outbox set done_at = ? where id = ?") != 0) return -1;
    sqlite3_bind_int64(mark, 1, e->at);
    sqlite3_bind_text(mark, 2, e->reference, -1, SQLITE_STATIC);
    int wrong = store_step(s, mark);
    sqlite3_finalize(mark);
    return wrong;
}

/* One transition: its record, its effects, and with `behind` the case as it was right after it. */
static int save_record(store *s, const char *id, sqlite3_stmt *put, uint32_t i, dispute_case *behind) {
    dispute_event e = {.size = sizeof e};
    dispute_view after = {.size = sizeof after};
    size_t size = 0;
    const dispute_transition *t = dispute_answer_transition(s->answer, i);
    const uint8_t *record = dispute_answer_record(s->answer, i, &size);
    if (!t || dispute_record_read(record, size, NULL, &e, NULL) != DISPUTE_DONE
        || dispute_replay(s->policy, behind, record, size, NULL) != DISPUTE_DONE
        || dispute_case_view(behind, DISPUTE_PARTY_PLATFORM, &after) != DISPUTE_DONE)
        return damaged(s, spoken("the new record", "新的记录", "新的記錄"), id);
    sqlite3_reset(put);
    sqlite3_clear_bindings(put);
    sqlite3_bind_text(put, 1, id, -1, SQLITE_STATIC);
    sqlite3_bind_int64(put, 2, t->sequence);
    sqlite3_bind_int64(put, 3, t->at);
    if (e.id[0]) sqlite3_bind_text(put, 4, e.id, -1, SQLITE_STATIC);
    sqlite3_bind_blob64(put, 5, record, size, SQLITE_STATIC);
    if (store_step(s, put) != 0 || save_effects(s, id, t, t->first_effect, &after.outcome) != 0) return -1;
    return mark_paid(s, &e);
}

static int save_records(store *s, const char *id, const dispute_case *before) {
    sqlite3_stmt *put = NULL;
    dispute_case *behind = NULL; /* the case as it is taken from record to record */
    uint32_t count = dispute_answer_count(s->answer, DISPUTE_STRUCT_TRANSITION);
    int wrong = dispute_case_new(NULL, &behind) != DISPUTE_DONE || dispute_case_copy(behind, before) != DISPUTE_DONE;
    if (wrong)
        complain_no_memory();
    else
        wrong = store_prepare(s, &put,
                              "insert into journal(case_id, sequence, at, event_id, record) values(?, ?, ?, ?, ?)");
    for (uint32_t i = 0; !wrong && i < count; i++) wrong = save_record(s, id, put, i, behind);
    sqlite3_finalize(put);
    dispute_case_free(behind);
    return wrong ? -1 : 0;
}

int store_save(store *s, const char *id, const dispute_case *before) {
    uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE];
    size_t size = 0;
    sqlite3_stmt *put = NULL;
    if (dispute_answer_count(s->answer, DISPUTE_STRUCT_TRANSITION) == 0) return 0; /* not a byte has changed (K3) */
    if (dispute_case_save(s->c, snapshot, sizeof snapshot, &size) != DISPUTE_DONE) return damaged_snapshot(s, id);
    if (store_keep_policy(s) != 0) return -1;
    if (store_prepare(
            s, &put,
            "insert into cases(id, policy, sequence, state, next_due, snapshot) values(?1, ?2, ?3, ?4, ?5, ?6)"
            " on conflict(id) do update set policy = ?2, sequence = ?3, state = ?4, next_due = ?5, snapshot = ?6")
        != 0)
        return -1;
    sqlite3_bind_text(put, 1, id, -1, SQLITE_STATIC);
    sqlite3_bind_blob(put, 2, s->digest, sizeof s->digest, SQLITE_STATIC);
    sqlite3_bind_int64(put, 3, dispute_case_sequence(s->c));
    bind_word(put, 4, DISPUTE_GROUP_STATE, dispute_case_state(s->c));
    if (dispute_case_next_due(s->c) != dispute_never()) sqlite3_bind_int64(put, 5, dispute_case_next_due(s->c));
    sqlite3_bind_blob64(put, 6, snapshot, size, SQLITE_STATIC);
    int wrong = store_step(s, put) != 0;
    sqlite3_finalize(put);
    return wrong ? -1 : save_records(s, id, before);
}

/* ---- retries ---- */

static int compare(const uint8_t *record, size_t size, happening *h, int at_given) {
    dispute_event told = {.size = sizeof told}, now = h->event;
    dispute_order order = {.size = sizeof order};
    if (dispute_record_read(record, size, NULL, &told, NULL) != DISPUTE_DONE) return -1;
    if (!at_given) h->event.at = now.at = told.at;
    now.expects = 0;
    now.expect = 0;
    memset(now.case_id, 0, sizeof now.case_id);
    int same = memcmp(&now, &told, sizeof now) == 0;
    if (same && dispute_record_order(record, size, &order) == DISPUTE_DONE)
        same = memcmp(&order, &h->order, sizeof order) == 0;
    return same ? SEEN_SAME : SEEN_OTHER;
}

int store_seen(store *s, const char *id, happening *h, int at_given, int64_t *sequence) {
    sqlite3_stmt *find = NULL;
    if (!h->event.id[0]) return SEEN_NEVER;
    if (store_prepare(s, &find, "select sequence, record from journal where case_id = ? and event_id = ?") != 0)
        return -1;
    sqlite3_bind_text(find, 1, id, -1, SQLITE_STATIC);
    sqlite3_bind_text(find, 2, h->event.id, -1, SQLITE_STATIC);
    int row = store_step(s, find), as = row < 0 ? -1 : SEEN_NEVER;
    if (row > 0) {
        *sequence = sqlite3_column_int64(find, 0);
        const uint8_t *record = sqlite3_column_blob(find, 1);
        as = record ? compare(record, (size_t)sqlite3_column_bytes(find, 1), h, at_given) : -1;
        if (as < 0) damaged(s, spoken("a record", "一条记录", "一條記錄"), id);
    }
    sqlite3_finalize(find);
    return as;
}
