/* walk.c - the journal of a stored case, record by record: each is made again, and must come out byte for byte. */
#include "walk.h"
#include "output.h"
#include "store_policy.h"
#include "wording.h"
#include <string.h>

int walk_begin(walk *w, store *s, const char *id) {
    memset(w, 0, sizeof *w);
    w->s = s;
    w->id = id;
    if (dispute_case_new(NULL, &w->run) != DISPUTE_DONE || dispute_case_new(NULL, &w->behind) != DISPUTE_DONE
        || dispute_answer_new(NULL, 0, &w->answer) != DISPUTE_DONE) {
        complain_no_memory();
        return -1;
    }
    if (store_prepare(s, &w->records,
                      "select sequence, at, event_id, record from journal where case_id = ? order by sequence")
        != 0)
        return -1;
    sqlite3_bind_text(w->records, 1, id, -1, SQLITE_STATIC);
    return 0;
}

static int change_policy(walk *w, const uint8_t digest[DISPUTE_DIGEST_SIZE]) {
    w->policy = store_policy(w->s, digest);
    w->policies++;
    return w->policy ? 0 : -1;
}

static int begin(walk *w, const uint8_t *record, size_t size) {
    char policy_name[DISPUTE_NAME_SIZE], id[DISPUTE_CASE_ID_SIZE];
    uint8_t digest[DISPUTE_DIGEST_SIZE];
    w->order = (dispute_order){.size = sizeof w->order};
    if (dispute_bytes_about(record, size, policy_name, digest, id) != DISPUTE_DONE || strcmp(id, w->id) != 0) return -1;
    if (dispute_record_order(record, size, &w->order) != DISPUTE_DONE) return -1;
    if (change_policy(w, digest) != 0) return -1;
    return dispute_case_begin(w->policy, w->run, id, strlen(id), &w->order, NULL) == DISPUTE_DONE ? 0 : -1;
}

/* Lets the case act again, which makes the record at hand and perhaps some that follow. */
static int act(walk *w, const uint8_t *record, size_t size) {
    if (w->t.sequence == 1 && begin(w, record, size) != 0) return -1;
    if (w->e.kind == DISPUTE_EVENT_MIGRATE && change_policy(w, w->e.digest) != 0) return -1;
    if (!w->policy) return -1; /* the journal does not begin at its beginning */
    dispute_result result = w->e.kind > DEADLINE_EVENTS ? dispute_advance(w->policy, w->run, w->e.at, w->answer)
                                                        : dispute_step(w->policy, w->run, &w->e, w->answer);
    w->turn = 0;
    w->turns = dispute_answer_count(w->answer, DISPUTE_STRUCT_TRANSITION);
    return result == DISPUTE_DONE && w->turns > 0 ? 0 : -1;
}

static int fits(walk *w, const uint8_t *record, size_t size) {
    size_t made_size = 0, next = 0;
    w->t.size = (uint32_t)sizeof w->t;
    w->e.size = (uint32_t)sizeof w->e;
    w->after.size = (uint32_t)sizeof w->after;
    if (!record || dispute_record_read(record, size, &w->t, &w->e, &next) != DISPUTE_DONE || next != size) return 0;
    if (w->sequence != w->t.sequence || sqlite3_column_int64(w->records, 1) != w->t.at) return 0;
    if (strcmp(column_text(w->records, 2), w->e.id) != 0) return 0;
    if (w->turn == w->turns && act(w, record, size) != 0) return 0;
    const dispute_transition *t = dispute_answer_transition(w->answer, w->turn);
    const uint8_t *made = dispute_answer_record(w->answer, w->turn, &made_size);
    if (!t || !made || made_size != size || memcmp(made, record, size) != 0) return 0;
    w->turn++;
    w->t.effects = t->effects;
    w->first_effect = t->first_effect;
    return dispute_replay(w->policy, w->behind, record, size, NULL) == DISPUTE_DONE
           && dispute_case_view(w->behind, DISPUTE_PARTY_PLATFORM, &w->after) == DISPUTE_DONE
           && dispute_case_head(w->behind, w->head) == DISPUTE_DONE;
}

int walk_next(walk *w) {
    int row = store_step(w->s, w->records);
    if (row <= 0) return row;
    w->sequence = sqlite3_column_int64(w->records, 0);
    const uint8_t *record = sqlite3_column_blob(w->records, 3);
    return fits(w, record, (size_t)sqlite3_column_bytes(w->records, 3)) ? WALK_STEP : WALK_MISFIT;
}

const char *walk_misfit_at_end(const walk *w) {
    uint8_t stored[DISPUTE_SNAPSHOT_SIZE], made[DISPUTE_SNAPSHOT_SIZE];
    size_t stored_size = 0, made_size = 0;
    if (w->turn != w->turns) return spoken("records are missing at the end", "末尾缺少记录", "末尾缺少記錄");
    if (dispute_case_save(w->s->c, stored, sizeof stored, &stored_size) != DISPUTE_DONE
        || dispute_case_save(w->behind, made, sizeof made, &made_size) != DISPUTE_DONE || stored_size != made_size
        || memcmp(stored, made, made_size) != 0)
        return spoken("the snapshot is not what the journal makes", "快照与日志推算的结果不一致",
                      "快照與日誌推算的結果不一致");
    return NULL;
}

void walk_end(walk *w) {
    sqlite3_finalize(w->records);
    dispute_answer_free(w->answer);
    dispute_case_free(w->behind);
    dispute_case_free(w->run);
}

void complain_misfit(int64_t sequence, const char *id) {
    complain(spoken("record %lld of case %s does not fit; see dispute verify",
                    "第 %lld 条记录不一致（纠纷 %s），详见 dispute verify",
                    "第 %lld 條記錄不一致（爭議 %s），詳見 dispute verify"),
             (long long)sequence, id);
}
