/* migrate.c - dispute migrate: open cases move to another policy, only when asked. What was due before falls by the old
 * policy; all of a case in one transaction. A dry run does the same to cases in memory, and the store is only read. */
#include "migrate.h"
#include "event_args.h"
#include "migrate_report.h"
#include "output.h"
#include "policy_arg.h"
#include "progress.h"
#include "store_case.h"
#include "store_policy.h"
#include "tell.h"
#include "wording.h"
#include <string.h>

typedef struct migration {
    store s;
    named_policy to;
    int64_t at;
    int dry, as_json;
    dispute_case *before, *ahead; /* as it was; and falling silent, for as long as that is looked at */
    dispute_answer *silence;
    move_totals sum;
    text out;
} migration;

/* ---- one case ---- */

static int is_settled(const dispute_case *c) {
    return dispute_case_state(c) == DISPUTE_STATE_SETTLING_PAYING || dispute_case_state(c) == DISPUTE_STATE_CLOSED_DONE;
}

static int say(const char *id, const dispute_problem *problem) {
    text t = {NULL, 0, 0};
    put_problem(&t, problem);
    complain(spoken("case %s: %s", "纠纷 %s：%s", "爭議 %s：%s"), id, text_string(&t));
    text_free(&t);
    return -1;
}

/* What the last call brought about goes to the store, and to the report; where silence leads from there. 0, or -1:
 * said. */
static int follow(migration *x, move *m, fate *f) {
    int64_t decided = 0;
    const store *s = &x->s;
    for (uint32_t i = 0; i < dispute_answer_count(s->answer, DISPUTE_STRUCT_TRANSITION); i++)
        decided = decided_at(decided, dispute_answer_transition(s->answer, i));
    if (!x->dry && store_save(&x->s, m->id, x->before) != 0) return -1;
    int wrong =
        x->as_json ? tell_array(m->steps, s->policy, x->before, s->answer) : tell_people(&m->told, &x->s, x->before);
    if (wrong) return -1;
    if (fate_read(f, s->policy, s->c, decided, x->ahead, x->silence) == DISPUTE_DONE) return 0;
    complain(spoken("case %s: where silence leads cannot be told", "纠纷 %s：无法预测一直无人处理时的结果",
                    "爭議 %s：無法預測一直無人處理時的結果"),
             m->id);
    return -1;
}

static int fall_due(migration *x, move *m) { /* by the policy that it has so far */
    store *s = &x->s;
    dispute_case_copy(x->before, s->c);
    if (dispute_advance(s->policy, s->c, x->at, s->answer) < 0) return say(m->id, dispute_answer_problem(s->answer));
    return follow(x, m, &m->before);
}

static enum became send(migration *x, move *m) {
    store *s = &x->s;
    dispute_event e = {.size = sizeof e, .kind = DISPUTE_EVENT_MIGRATE, .by = DISPUTE_PARTY_PLATFORM, .at = x->at};
    memcpy(e.digest, x->to.digest, sizeof e.digest);
    memcpy(e.reference, x->to.name, strlen(x->to.name) + 1);
    if (store_use_policy(s, x->to.digest) != 0) return FAILED;
    dispute_case_copy(x->before, s->c);
    dispute_result result = dispute_apply(s->policy, s->c, &e, s->answer);
    if (result != DISPUTE_DONE) m->problem = *dispute_answer_problem(s->answer);
    if (result > 0) return is_settled(s->c) ? DECIDED : REFUSED;
    if (result < 0) say(m->id, &m->problem);
    if (result < 0 || follow(x, m, &m->after) != 0) return FAILED;
    m->differs = fate_differs(&m->before, &m->after);
    return MOVED;
}

static enum became stay_decided(const migration *x, move *m) { /* as the library would say it */
    m->problem = (dispute_problem){.size = sizeof m->problem,
                                   .result = DISPUTE_REFUSED_NOT_NOW,
                                   .rule = DISPUTE_RULE_K1,
                                   .state = dispute_case_state(x->s.c),
                                   .event = DISPUTE_EVENT_MIGRATE,
                                   .party = DISPUTE_PARTY_PLATFORM};
    return DECIDED;
}

static enum became move_loaded(migration *x, move *m) {
    size_t needed = 0;
    dispute_policy_name(x->s.policy, m->from.name, sizeof m->from.name, &needed);
    memcpy(m->from.digest, x->s.digest, sizeof m->from.digest);
    if (memcmp(x->s.digest, x->to.digest, sizeof x->to.digest) == 0) return ALREADY;
    if (is_settled(x->s.c)) return stay_decided(x, m);
    return fall_due(x, m) == 0 ? send(x, m) : FAILED;
}

/* All of it in one transaction, or nothing. */
static enum became move_stored(migration *x, move *m) {
    if (!x->dry && store_begin(&x->s) != 0) return FAILED;
    enum became became = store_load(&x->s, m->id) > 0 ? move_loaded(x, m) : FAILED;
    if (x->dry) return became;
    if (became != FAILED && became != ALREADY && store_commit(&x->s) != 0) became = FAILED;
    store_rollback(&x->s); /* what was not committed */
    return became;
}

static int move_one(migration *x, const char *id) { /* 0, or -1: nothing can be told any more */
    move m = {.id = id, .dry = x->dry, .at = x->at, .to = &x->to, .steps = json_array()};
    m.became = move_stored(x, &m);
    x->sum.cases++;
    x->sum.became[m.became]++;
    x->sum.differ += m.became == MOVED && m.differs;
    (x->as_json ? put_move_json : put_move)(&x->out, &m);
    json_decref(m.steps);
    text_free(&m.told);
    return output_write(&x->out);
}

/* ---- all of them ---- */

static int next_case(migration *x, text *last) { /* behind the last one: 1, 0, or -1: said */
    sqlite3_stmt *find = NULL;
    if (store_prepare(&x->s, &find, "select id from cases where id > ? order by id limit 1") != 0) return -1;
    sqlite3_bind_text(find, 1, text_string(last), -1, SQLITE_TRANSIENT);
    int row = store_step(&x->s, find);
    if (row > 0) {
        text_clear(last);
        text_put(last, column_text(find, 0));
    }
    sqlite3_finalize(find);
    return row;
}

static int move_all(migration *x) { /* a case that cannot be read does not stop the others */
    text last = {NULL, 0, 0};
    progress p;
    int more = 0, wrong = 0;
    progress_begin(&p, store_count_cases(&x->s), spoken("cases done", "已处理的纠纷", "已處理的爭議"));
    while (!wrong && (more = next_case(x, &last)) > 0) {
        progress_step(&p, x->sum.cases);
        wrong = move_one(x, text_string(&last));
    }
    progress_end(&p);
    text_free(&last);
    return wrong || more < 0 ? -1 : 0;
}

static int find_case(migration *x, const char *id) { /* 0, or -1: said */
    sqlite3_stmt *find = NULL;
    if (store_prepare(&x->s, &find, "select 1 from cases where id = ?") != 0) return -1;
    sqlite3_bind_text(find, 1, id, -1, SQLITE_STATIC);
    int row = store_step(&x->s, find);
    sqlite3_finalize(find);
    if (row == 0)
        complain(spoken("there is no case %s in %s", "没有找到纠纷 %s（数据库 %s）", "找不到爭議 %s（資料庫 %s）"), id,
                 x->s.name);
    return row > 0 ? 0 : -1;
}

static int run(migration *x, const char *id) { /* gives the exit status */
    int wrong = id ? find_case(x, id) != 0 || move_one(x, id) != 0 : move_all(x);
    if (wrong) return EXIT_NOT_UNDERSTOOD;
    if (!x->as_json) text_put(&x->out, "\n");
    (x->as_json ? put_move_totals_json : put_move_totals)(&x->out, &x->sum, &x->to, x->dry);
    if (output_write(&x->out) != 0 || x->sum.became[FAILED]) return EXIT_NOT_UNDERSTOOD;
    return x->sum.became[REFUSED] || (id && x->sum.became[DECIDED]) ? EXIT_REFUSED : EXIT_DONE;
}

/* ---- the command ---- */

static int check(const arguments *a) { /* 0, or -1: said */
    const char *policy = a->value[OPTION_POLICY];
    int one = a->words > 1, all = a->value[OPTION_ALL] != NULL;
    if (!policy)
        complain(spoken("which rules shall the cases move to? --policy says it", "要改用哪一份规则？请用 --policy 指定",
                        "要改用哪一份規則？請用 --policy 指定"));
    else if (policy_is_by_opening(policy))
        complain(spoken("--policy %s: open cases move to one version; give it, or its day",
                        "--policy %s：须改用同一个版本，请写出版本或日期",
                        "--policy %s：須改用同一個版本，請寫出版本或日期"),
                 policy);
    else if (one && all)
        complain(spoken("--all and a case exclude each other", "--all 与单个纠纷不能同时使用",
                        "--all 與單一爭議不能同時使用"));
    else if (!one && !all)
        complain(spoken("which cases shall move? Name one, or say --all",
                        "要让哪些纠纷改用？请写出一个纠纷，或使用 --all",
                        "要讓哪些爭議改用？請寫出一個爭議，或使用 --all"));
    else
        return 0;
    return -1;
}

static int begin(migration *x, const arguments *a, dispute_policy **policy) {
    size_t needed = 0;
    dispute_policy_name(*policy, x->to.name, sizeof x->to.name, &needed);
    dispute_policy_digest(*policy, x->to.digest);
    if (store_open(&x->s, a, x->dry ? STORE_TO_READ : STORE_TO_CHANGE) != 0) return -1;
    store_give_policy(&x->s, *policy);
    *policy = NULL;
    if (dispute_case_new(NULL, &x->before) == DISPUTE_DONE && dispute_case_new(NULL, &x->ahead) == DISPUTE_DONE
        && dispute_answer_new(NULL, 0, &x->silence) == DISPUTE_DONE)
        return 0;
    complain_no_memory();
    return -1;
}

int command_migrate(const arguments *a) {
    migration x;
    memset(&x, 0, sizeof x);
    x.dry = a->value[OPTION_DRY_RUN] != NULL;
    x.as_json = a->value[OPTION_JSON] != NULL;
    if (check(a) != 0 || instant_from_options(a, &x.at) != 0) return EXIT_NOT_UNDERSTOOD;
    dispute_policy *policy = policy_from_options(a->value[OPTION_POLICY], a->list[OPTION_SET], a->count[OPTION_SET], 0);
    if (!policy) return EXIT_NOT_UNDERSTOOD;
    int status = begin(&x, a, &policy) == 0 ? run(&x, a->words > 1 ? a->word[1] : NULL) : EXIT_NOT_UNDERSTOOD;
    text_free(&x.out);
    dispute_answer_free(x.silence);
    dispute_case_free(x.ahead);
    dispute_case_free(x.before);
    store_close(&x.s);
    dispute_policy_free(policy); /* where the store did not open */
    return status;
}
