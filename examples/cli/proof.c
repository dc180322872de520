/* proof.c - the journals of the store: log prints one, verify makes each again and compares. */
#include "proof.h"
#include "answer_json.h"
#include "output.h"
#include "store_case.h"
#include "walk.h"
#include "wording.h"
#include <string.h>

/* ---- log ---- */

static int log_case(store *s, const char *id, text *out) {
    walk w;
    int more = 0, there = store_load(s, id);
    if (there == 0) complain("there is no case %s in %s", id, s->name);
    if (there <= 0) return -1;
    int wrong = walk_begin(&w, s, id);
    while (!wrong && (more = walk_next(&w)) == WALK_STEP) {
        put_line(out, transition_json(&w.t, &w.after, w.answer, w.first_effect));
        wrong = output_write(out);
    }
    if (more == WALK_MISFIT)
        complain("record %lld of case %s does not fit; see dispute verify", (long long)w.sequence, id);
    walk_end(&w);
    return wrong || more < 0 ? -1 : 0;
}

int command_log(const arguments *a) {
    store s;
    text out = {NULL, 0, 0};
    int wrong = store_open(&s, a, STORE_TO_READ);
    if (!wrong) wrong = log_case(&s, a->word[1], &out);
    text_free(&out);
    store_close(&s);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}

/* ---- verify ---- */

/* what stands beside a snapshot, to be searched */
typedef struct row {
    int64_t sequence, next_due;
    char state[DISPUTE_NAME_SIZE];
} row;

static void put_hex(text *t, const uint8_t *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) text_print(t, "%02x", bytes[i]);
}

static const char *compare_end(const walk *w, const row *r) { /* what differs; NULL: nothing */
    uint8_t stored[DISPUTE_SNAPSHOT_SIZE], made[DISPUTE_SNAPSHOT_SIZE];
    size_t stored_size = 0, made_size = 0;
    if (w->turn != w->turns) return "records are missing at the end";
    if (dispute_case_save(w->s->c, stored, sizeof stored, &stored_size) != DISPUTE_DONE
        || dispute_case_save(w->behind, made, sizeof made, &made_size) != DISPUTE_DONE || stored_size != made_size
        || memcmp(stored, made, made_size) != 0)
        return "the snapshot is not what the journal makes";
    int64_t due = dispute_case_next_due(w->behind);
    if (r->sequence != dispute_case_sequence(w->behind) || r->next_due != (due == dispute_never() ? 0 : due)
        || strcmp(r->state, word_or_none(DISPUTE_GROUP_STATE, dispute_case_state(w->behind))) != 0)
        return "sequence, state or next_due beside the snapshot differ from it";
    return NULL;
}

/* Every effect of the journal is in the outbox, as it was made. */
static const char *compare_effects(const walk *w, int *failed) {
    sqlite3_stmt *find = NULL;
    const char *wrong = NULL;
    *failed = store_prepare(w->s, &find, "select kind, from_account, to_account, amount from outbox where id = ?") != 0;
    for (uint32_t i = 0; !*failed && !wrong && i < w->t.effects; i++) {
        const dispute_effect *e = dispute_answer_effect(w->answer, w->first_effect + i);
        if (!e || !e->id[0]) continue;
        sqlite3_reset(find);
        sqlite3_bind_text(find, 1, e->id, -1, SQLITE_STATIC);
        int there = store_step(w->s, find);
        *failed = there < 0;
        if (there == 0)
            wrong = "an effect of it is not in the outbox";
        else if (there > 0
                 && (word_read(DISPUTE_GROUP_EFFECT, column_text(find, 0)) != e->kind
                     || word_read(DISPUTE_GROUP_ACCOUNT, column_text(find, 1)) != e->from_account
                     || word_read(DISPUTE_GROUP_ACCOUNT, column_text(find, 2)) != e->to_account
                     || sqlite3_column_int64(find, 3) != e->amount))
            wrong = "an effect of it is another one in the outbox";
    }
    sqlite3_finalize(find);
    return wrong;
}

/* 0 it fits, 1 it does not, -1: said. */
static int verify_case(store *s, const char *id, const row *r, text *out) {
    walk w;
    const char *differs = NULL;
    int more = 0, there = store_load(s, id), failed = 0;
    if (there < 0) return 1; /* said: the snapshot or the policy is damaged */
    if (walk_begin(&w, s, id) != 0) {
        walk_end(&w);
        return -1;
    }
    while (!differs && !failed && (more = walk_next(&w)) == WALK_STEP) differs = compare_effects(&w, &failed);
    text_put(out, "case ");
    text_put_clean(out, id, strlen(id));
    if (more == WALK_MISFIT) differs = "it is not what the case makes";
    if (differs)
        text_print(out, ": record %lld does not fit: %s\n", (long long)w.sequence, differs);
    else if (!failed && more == WALK_END && (differs = compare_end(&w, r)) != NULL)
        text_print(out, ": %s\n", differs);
    else
        text_print(out, ": %lld records fit, head ", (long long)w.sequence);
    if (!differs) put_hex(out, w.head, sizeof w.head);
    if (!differs) text_put(out, "\n");
    walk_end(&w);
    return failed || more == WALK_FAILED ? -1 : differs != NULL;
}

static int verify(store *s, const char *id, text *out) {
    sqlite3_stmt *find = NULL;
    int misfits = 0, more = 0, wrong = 0, cases = 0;
    if (store_prepare(s, &find,
                      "select id, sequence, state, next_due from cases where id = ?1 or ?1 is null order by id")
        != 0)
        return EXIT_NOT_UNDERSTOOD;
    if (id) sqlite3_bind_text(find, 1, id, -1, SQLITE_STATIC);
    while (!wrong && (more = store_step(s, find)) > 0) {
        row r = {sqlite3_column_int64(find, 1), sqlite3_column_int64(find, 3), ""};
        const char *state = column_text(find, 2);
        if (strlen(state) < sizeof r.state) memcpy(r.state, state, strlen(state) + 1);
        int fits = verify_case(s, column_text(find, 0), &r, out);
        cases++;
        if (fits > 0) misfits++;
        wrong = fits < 0 || output_write(out) != 0;
    }
    sqlite3_finalize(find);
    if (id && !cases && more == 0) complain("there is no case %s in %s", id, s->name);
    if (wrong || more < 0 || (id && !cases)) return EXIT_NOT_UNDERSTOOD;
    return misfits ? EXIT_REFUSED : EXIT_DONE;
}

int command_verify(const arguments *a) {
    store s;
    text out = {NULL, 0, 0};
    int status = store_open(&s, a, STORE_TO_READ) == 0 ? verify(&s, a->word[1], &out) : EXIT_NOT_UNDERSTOOD;
    text_free(&out);
    store_close(&s);
    return status;
}
