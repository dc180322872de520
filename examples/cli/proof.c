/* proof.c - the journals of the store: log prints one, verify makes each again and compares. */
#include "proof.h"
#include "answer_json.h"
#include "output.h"
#include "progress.h"
#include "store_case.h"
#include "walk.h"
#include "wording.h"
#include <string.h>

/* ---- log ---- */

static int log_case(store *s, const char *id, text *out) {
    walk w;
    int more = 0, there = store_load(s, id);
    if (there == 0)
        complain(spoken("there is no case %s in %s", "没有找到纠纷 %s（数据库 %s）", "找不到爭議 %s（資料庫 %s）"), id,
                 s->name);
    if (there <= 0) return -1;
    int wrong = walk_begin(&w, s, id);
    while (!wrong && (more = walk_next(&w)) == WALK_STEP) {
        put_line(out, transition_json(&w.t, &w.e, &w.after, w.answer, w.first_effect));
        wrong = output_write(out);
    }
    if (more == WALK_MISFIT) complain_misfit(w.sequence, id);
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
    uint8_t policy[DISPUTE_DIGEST_SIZE];
} row;

static void put_hex(text *t, const uint8_t *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) text_print(t, "%02x", bytes[i]);
}

static const char *compare_end(const walk *w, const row *r) { /* what differs; NULL: nothing */
    const char *misfit = walk_misfit_at_end(w);
    if (misfit) return misfit;
    int64_t due = dispute_case_next_due(w->behind);
    if (r->sequence != dispute_case_sequence(w->behind) || r->next_due != (due == dispute_never() ? 0 : due)
        || strcmp(r->state, word_or_none(DISPUTE_GROUP_STATE, dispute_case_state(w->behind))) != 0
        || memcmp(r->policy, w->s->digest, sizeof r->policy) != 0)
        return spoken("policy, sequence, state or next_due beside the snapshot differ from it",
                      "快照旁的 policy、sequence、state 或 next_due 与快照不一致",
                      "快照旁的 policy、sequence、state 或 next_due 與快照不一致");
    return NULL;
}

/* Every effect of the journal is in the outbox, as it was made. */
static const char *compare_effects(const walk *w, int *failed) {
    sqlite3_stmt *find = NULL;
    const char *wrong = NULL;
    text closed = {NULL, 0, 0};
    put_outcome_json(&closed, &w->after.outcome);
    *failed =
        store_prepare(w->s, &find, "select kind, from_account, to_account, amount, outcome from outbox where id = ?")
        != 0;
    for (uint32_t i = 0; !*failed && !wrong && i < w->t.effects; i++) {
        const dispute_effect *e = dispute_answer_effect(w->answer, w->first_effect + i);
        if (!e || !e->id[0]) continue;
        sqlite3_reset(find);
        sqlite3_bind_text(find, 1, e->id, -1, SQLITE_STATIC);
        int there = store_step(w->s, find);
        *failed = there < 0;
        if (there == 0)
            wrong = spoken("an effect of it is not in the outbox", "有一个后续动作不在待办列表中",
                           "有一個後續動作不在待辦清單中");
        else if (there > 0
                 && (word_read(DISPUTE_GROUP_EFFECT, column_text(find, 0)) != e->kind
                     || word_read(DISPUTE_GROUP_ACCOUNT, column_text(find, 1)) != e->from_account
                     || word_read(DISPUTE_GROUP_ACCOUNT, column_text(find, 2)) != e->to_account
                     || sqlite3_column_int64(find, 3) != e->amount
                     || strcmp(column_text(find, 4), e->kind == DISPUTE_EFFECT_CLOSED ? text_string(&closed) : "")
                            != 0))
            wrong = spoken("an effect of it is another one in the outbox", "有一个后续动作与待办列表中的不一致",
                           "有一個後續動作與待辦清單中的不一致");
    }
    sqlite3_finalize(find);
    text_free(&closed);
    return wrong;
}

/* what there is to tell of a case */
typedef struct finding {
    const char *differs; /* what does not fit; NULL: nothing */
    int at_record;       /* it is the record at hand that does not fit */
    int64_t sequence;    /* of that record, or the number of records */
    const uint8_t *head;
} finding;

static void tell_json(text *out, const char *id, const finding *f) {
    json_t *o = json_object();
    text head = {NULL, 0, 0};
    if (!f->differs) put_hex(&head, f->head, DISPUTE_DIGEST_SIZE);
    put(o, "case", json_string(id));
    put(o, "ok", json_boolean(!f->differs));
    put(o, "transitions", f->differs ? json_null() : json_integer(f->sequence));
    put(o, "head", f->differs ? json_null() : json_string(text_string(&head)));
    put(o, "record", f->differs && f->at_record ? json_integer(f->sequence) : json_null());
    put(o, "misfit", f->differs ? json_string(f->differs) : json_null());
    put_line(out, o);
    text_free(&head);
}

static void tell_people_of(text *out, const char *id, const finding *f) {
    text_put(out, spoken("case ", "纠纷 ", "爭議 "));
    text_put_clean(out, id, strlen(id));
    if (f->differs && f->at_record)
        text_print(out,
                   spoken(": record %lld does not fit: %s", "：第 %lld 条记录不一致：%s", "：第 %lld 條記錄不一致：%s"),
                   (long long)f->sequence, f->differs);
    else if (f->differs)
        text_print(out, "%s%s", colon(), f->differs);
    else
        text_print(
            out,
            spoken(": %lld records fit, head ", "：%lld 条记录全部一致，最新哈希 ", "：%lld 條記錄全部一致，最新雜湊 "),
            (long long)f->sequence);
    if (!f->differs) put_hex(out, f->head, DISPUTE_DIGEST_SIZE);
    text_put(out, "\n");
}

static int tell_damaged(const char *id, int as_json, text *out) { /* which was said already */
    finding f = {spoken("the snapshot or the policy is damaged", "快照或规则已损坏", "快照或規則已損壞"), 0, 0, NULL};
    if (as_json) tell_json(out, id, &f);
    return 1;
}

/* 0 it fits, 1 it does not, -1: said. */
static int verify_case(store *s, const char *id, const row *r, int as_json, text *out) {
    walk w;
    finding f = {NULL, 0, 0, NULL};
    int more = 0, failed = 0;
    if (store_load(s, id) < 0) return tell_damaged(id, as_json, out);
    if (walk_begin(&w, s, id) != 0) {
        walk_end(&w);
        return -1;
    }
    while (!f.differs && !failed && (more = walk_next(&w)) == WALK_STEP) f.differs = compare_effects(&w, &failed);
    if (more == WALK_MISFIT)
        f.differs = spoken("it is not what the case makes", "与纠纷推算的结果不一致", "與爭議推算的結果不一致");
    f.at_record = f.differs != NULL;
    f.sequence = w.sequence;
    f.head = w.head;
    failed = failed || more == WALK_FAILED;
    if (!failed && !f.differs) f.differs = compare_end(&w, r);
    if (!failed) (as_json ? tell_json : tell_people_of)(out, id, &f);
    walk_end(&w);
    return failed ? -1 : f.differs != NULL;
}

static int verify(store *s, const char *id, int as_json, text *out) {
    progress p;
    sqlite3_stmt *find = NULL;
    int misfits = 0, more = 0, wrong = 0, cases = 0;
    if (store_prepare(s, &find,
                      "select id, sequence, state, next_due, policy from cases where id = ?1 or ?1 is null order by id")
        != 0)
        return EXIT_NOT_UNDERSTOOD;
    if (id) sqlite3_bind_text(find, 1, id, -1, SQLITE_STATIC);
    progress_begin(&p, id ? 1 : store_count_cases(s), spoken("cases verified", "已核对的纠纷", "已核對的爭議"));
    while (!wrong && (more = store_step(s, find)) > 0) {
        progress_step(&p, cases);
        row r = {sqlite3_column_int64(find, 1), sqlite3_column_int64(find, 3), "", {0}};
        const char *state = column_text(find, 2);
        if (strlen(state) < sizeof r.state) memcpy(r.state, state, strlen(state) + 1);
        const void *policy = sqlite3_column_blob(find, 4);
        if (policy && sqlite3_column_bytes(find, 4) == DISPUTE_DIGEST_SIZE) memcpy(r.policy, policy, sizeof r.policy);
        int fits = verify_case(s, column_text(find, 0), &r, as_json, out);
        cases++;
        if (fits > 0) misfits++;
        wrong = fits < 0 || output_write(out) != 0;
    }
    progress_end(&p);
    sqlite3_finalize(find);
    if (id && !cases && more == 0)
        complain(spoken("there is no case %s in %s", "没有找到纠纷 %s（数据库 %s）", "找不到爭議 %s（資料庫 %s）"), id,
                 s->name);
    if (wrong || more < 0 || (id && !cases)) return EXIT_NOT_UNDERSTOOD;
    return misfits ? EXIT_REFUSED : EXIT_DONE;
}

int command_verify(const arguments *a) {
    store s;
    text out = {NULL, 0, 0};
    int status = store_open(&s, a, STORE_TO_READ) == 0
                     ? verify(&s, a->words > 1 ? a->word[1] : NULL, a->value[OPTION_JSON] != NULL, &out)
                     : EXIT_NOT_UNDERSTOOD;
    text_free(&out);
    store_close(&s);
    return status;
}
