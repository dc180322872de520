/* act.c - the commands that change the store: open, do, sweep, confirm. */
#include "act.h"
#include "answer_json.h"
#include "event_args.h"
#include "output.h"
#include "policy_arg.h"
#include "progress.h"
#include "rfc3339.h"
#include "store_case.h"
#include "store_policy.h"
#include "tell.h"
#include "wording.h"
#include <string.h>

typedef struct act {
    const arguments *a;
    store s;
    dispute_case *before; /* the case as it was */
    int names_case;       /* lines are about many cases, so each names its own */
    char id[DISPUTE_CASE_ID_SIZE];
    text out;
} act;

/* ---- what is said ---- */

static int tell(act *x) {
    return x->a->value[OPTION_JSON]
               ? tell_lines(&x->out, x->names_case ? x->id : NULL, x->s.policy, x->before, x->s.answer)
               : tell_people(&x->out, &x->s, x->before);
}

static void tell_refusal(act *x, const dispute_event *e, const dispute_problem *problem) {
    if (x->a->value[OPTION_JSON]) {
        put_line(&x->out, refusal_json(e, dispute_case_state(x->s.c), problem));
        return;
    }
    text_print(&x->out, spoken("refused (%s): ", "已拒绝（%s）：", "已拒絕（%s）："),
               word_or_none(DISPUTE_GROUP_RESULT, problem->result));
    put_problem(&x->out, problem);
    text_put(&x->out, "\n");
}

static int say_error(const act *x, const dispute_problem *problem) {
    text t = {NULL, 0, 0};
    put_problem(&t, problem);
    complain(spoken("case %s: %s", "纠纷 %s：%s", "爭議 %s：%s"), x->id, text_string(&t));
    text_free(&t);
    return EXIT_NOT_UNDERSTOOD;
}

/* ---- one change: all of it in one transaction ---- */

static int begin(act *x, enum store_for what_for) {
    if (store_open(&x->s, x->a, what_for) != 0) return -1;
    if (dispute_case_new(NULL, &x->before) == DISPUTE_DONE) return 0;
    complain_no_memory();
    return -1;
}

static int end(act *x, int status) {
    if (x->s.db) store_rollback(&x->s); /* what was not committed */
    if (output_write(&x->out) != 0) status = EXIT_NOT_UNDERSTOOD;
    text_free(&x->out);
    dispute_case_free(x->before);
    store_close(&x->s);
    return status;
}

/* What the library answered goes to the store, and to people. Gives the exit status. */
static int keep(act *x, dispute_result result, const dispute_event *e) {
    const dispute_problem *problem = dispute_answer_problem(x->s.answer);
    if (result < 0) return say_error(x, problem);
    if (store_save(&x->s, x->id, x->before) != 0 || store_commit(&x->s) != 0 || tell(x) != 0)
        return EXIT_NOT_UNDERSTOOD;
    if (result > 0) tell_refusal(x, e, problem);
    return result > 0 ? EXIT_REFUSED : EXIT_DONE;
}

static int retried(act *x, const happening *h, int as, int64_t sequence) {
    dispute_problem problem = {.size = sizeof problem, .result = DISPUTE_REFUSED_ALREADY_DONE, .rule = DISPUTE_RULE_K2};
    if (as < 0) return EXIT_NOT_UNDERSTOOD;
    if (as == SEEN_OTHER) {
        complain(
            spoken("case %s: the id %s stands for something else since step %lld; a new event needs an id of its own",
                   "纠纷 %s：编号 %s 从第 %lld 步起已用于别的事件，新事件请使用新的编号",
                   "爭議 %s：編號 %s 從第 %lld 步起已用於別的事件，新事件請使用新的編號"),
            x->id, h->event.id, (long long)sequence);
        return EXIT_NOT_UNDERSTOOD;
    }
    problem.state = dispute_case_state(x->s.c);
    problem.event = h->event.kind;
    problem.party = h->event.by;
    tell_refusal(x, &h->event, &problem);
    return EXIT_REFUSED;
}

static int apply(act *x, happening *h) {
    int64_t sequence = 0;
    int at_given = x->a->value[OPTION_AT] || x->a->value[OPTION_EVENT];
    int as = store_seen(&x->s, x->id, h, at_given, &sequence);
    if (as != SEEN_NEVER) return retried(x, h, as, sequence);
    dispute_case_copy(x->before, x->s.c);
    return keep(x, dispute_apply(x->s.policy, x->s.c, &h->event, x->s.answer), &h->event);
}

/* ---- open, do ---- */

static int read_id(act *x, const char *word, const dispute_event *e) { /* from the command line, or from --json */
    if (word && e->case_id[0] && strcmp(word, e->case_id) != 0) {
        complain(spoken("the case is %s on the command line and %s in --event",
                        "命令行中的纠纷是 %s，--event 中的却是 %s", "命令列中的爭議是 %s，--event 中的卻是 %s"),
                 word, e->case_id);
        return -1;
    }
    const char *id = word ? word : e->case_id;
    size_t size = strlen(id);
    if (size == 0 || size >= sizeof x->id) {
        complain("%s", size ? spoken("the id of the case is longer than 39 bytes", "纠纷编号超过 39 字节",
                                     "爭議編號超過 39 位元組")
                            : spoken("which case? Its id comes behind the command", "缺少纠纷编号：请写在命令之后",
                                     "缺少爭議編號：請寫在命令之後"));
        return -1;
    }
    memcpy(x->id, id, size + 1);
    return 0;
}

static int is_open(const act *x, const char *event, int32_t kind) {
    int opens = strcmp(x->a->word[0], "open") == 0;
    int given = event ? strcmp(event, "open") == 0 : kind == DISPUTE_EVENT_OPEN;
    if (opens == given) return 0;
    complain("%s", opens ? spoken("`dispute open` takes the event open alone", "dispute open 只接受事件 open",
                                  "dispute open 只接受事件 open")
                         : spoken("a case is opened with `dispute open`", "发起纠纷请用 dispute open",
                                  "提出爭議請用 dispute open"));
    return -1;
}

static int make_case(act *x, const happening *h, dispute_policy **policy) {
    store_give_policy(&x->s, *policy);
    *policy = NULL;
    dispute_problem problem = {.size = sizeof problem};
    text t = {NULL, 0, 0};
    if (dispute_case_begin(x->s.policy, x->s.c, x->id, strlen(x->id), &h->order, &problem) == DISPUTE_DONE) return 0;
    put_problem(&t, &problem);
    complain(spoken("case %s: %s", "纠纷 %s：%s", "爭議 %s：%s"), x->id, text_string(&t));
    text_free(&t);
    return -1;
}

static int act_on(act *x, happening *h, const char *event, dispute_policy **policy) {
    dispute_view view = {.size = sizeof view};
    if (store_begin(&x->s) != 0) return EXIT_NOT_UNDERSTOOD;
    int there = store_load(&x->s, x->id);
    if (there < 0) return EXIT_NOT_UNDERSTOOD;
    if (there == 0 && !*policy) {
        complain(spoken("there is no case %s in %s", "没有找到纠纷 %s（数据库 %s）", "找不到爭議 %s（資料庫 %s）"),
                 x->id, x->s.name);
        return EXIT_NOT_UNDERSTOOD;
    }
    if (there == 0 && make_case(x, h, policy) != 0) return EXIT_NOT_UNDERSTOOD;
    dispute_case_view(x->s.c, DISPUTE_PARTY_PLATFORM, &view);
    if (event && event_from_options(x->a, event, x->id, view.currency, h) != 0) return EXIT_NOT_UNDERSTOOD;
    return apply(x, h);
}

/* `event`: named on the command line, its options are read once the case has told its currency; NULL: `h` has it. */
static int run_event(act *x, happening *h, const char *event, dispute_policy **policy) {
    int ready = begin(x, *policy ? STORE_TO_MAKE : STORE_TO_CHANGE) == 0;
    return end(x, ready ? act_on(x, h, event, policy) : EXIT_NOT_UNDERSTOOD);
}

static int read_json(act *x, happening *h) {
    return event_from_json(x->a, h) == 0 && is_open(x, NULL, h->event.kind) == 0 ? read_id(x, x->a->word[1], &h->event)
                                                                                 : -1;
}

int command_open(const arguments *a) {
    act x;
    happening h;
    char currency[4] = "";
    const char *given = a->value[OPTION_CURRENCY];
    memset(&x, 0, sizeof x);
    memset(&h, 0, sizeof h);
    x.a = a;
    if (given && strlen(given) < sizeof currency) memcpy(currency, given, strlen(given));
    int wrong = a->value[OPTION_EVENT] ? read_json(&x, &h) : read_id(&x, a->word[1], &h.event);
    if (!wrong && !a->value[OPTION_EVENT]) wrong = event_from_options(a, "open", x.id, currency, &h);
    if (wrong) return EXIT_NOT_UNDERSTOOD;
    dispute_policy *policy =
        policy_from_options(a->value[OPTION_POLICY], a->list[OPTION_SET], a->count[OPTION_SET], h.event.at);
    if (!policy) return EXIT_NOT_UNDERSTOOD;
    int status = run_event(&x, &h, NULL, &policy);
    dispute_policy_free(policy); /* where the case was there already */
    return status;
}

int command_do(const arguments *a) {
    act x;
    happening h;
    dispute_policy *none = NULL;
    const char *event = a->word[1] ? a->word[2] : NULL;
    memset(&x, 0, sizeof x);
    memset(&h, 0, sizeof h);
    x.a = a;
    if (!event && !a->value[OPTION_EVENT]) {
        complain(spoken("which event? `dispute do CASE EVENT`, or --event",
                        "缺少事件：用法为 dispute do CASE EVENT，或使用 --event",
                        "缺少事件：用法為 dispute do CASE EVENT，或使用 --event"));
        return EXIT_NOT_UNDERSTOOD;
    }
    if (event && a->value[OPTION_EVENT]) {
        complain(spoken("--event says which event it is; leave %s out", "--event 已经写明是什么事件，请去掉 %s",
                        "--event 已經寫明是什麼事件，請刪除 %s"),
                 event);
        return EXIT_NOT_UNDERSTOOD;
    }
    int wrong = event ? is_open(&x, event, 0) != 0 || read_id(&x, a->word[1], &h.event) != 0 : read_json(&x, &h);
    return wrong ? EXIT_NOT_UNDERSTOOD : run_event(&x, &h, event, &none);
}

/* ---- sweep ---- */

/* the case that was swept last */
typedef struct cursor {
    int64_t due;
    text id;
} cursor;

static int next_due(act *x, int64_t at, cursor *last) { /* the case after it: 1, 0, or -1: said */
    sqlite3_stmt *find = NULL;
    if (store_prepare(&x->s, &find,
                      "select next_due, id from cases where next_due <= ?1 and (next_due, id) > (?2, ?3)"
                      " order by next_due, id limit 1")
        != 0)
        return -1;
    sqlite3_bind_int64(find, 1, at);
    sqlite3_bind_int64(find, 2, last->due);
    sqlite3_bind_text(find, 3, text_string(&last->id), -1, SQLITE_TRANSIENT);
    int row = store_step(&x->s, find);
    if (row > 0) {
        last->due = sqlite3_column_int64(find, 0);
        text_clear(&last->id);
        text_put(&last->id, column_text(find, 1));
    }
    sqlite3_finalize(find);
    return row;
}

static int sweep_one(act *x, const char *id, int64_t at) {
    size_t size = strlen(id);
    if (size >= sizeof x->id) { /* no case of ours */
        complain(spoken("%s: a case has an id that is longer than 39 bytes", "%s：有一个纠纷的编号超过 39 字节",
                        "%s：有一個爭議的編號超過 39 位元組"),
                 x->s.name);
        return EXIT_NOT_UNDERSTOOD;
    }
    memcpy(x->id, id, size + 1);
    if (store_begin(&x->s) != 0) return EXIT_NOT_UNDERSTOOD;
    int there = store_load(&x->s, x->id);
    int status = there < 0 ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
    if (there > 0) {
        dispute_case_copy(x->before, x->s.c);
        if (!x->a->value[OPTION_JSON]) text_print(&x->out, "%s\n", x->id);
        status = keep(x, dispute_advance(x->s.policy, x->s.c, at, x->s.answer), NULL);
    }
    store_rollback(&x->s);
    return output_write(&x->out) == 0 ? status : EXIT_NOT_UNDERSTOOD;
}

static int64_t count_due(act *x, int64_t at) {
    sqlite3_stmt *find = NULL;
    if (store_prepare(&x->s, &find, "select count(*) from cases where next_due <= ?") != 0) return 0;
    sqlite3_bind_int64(find, 1, at);
    int64_t count = store_step(&x->s, find) > 0 ? sqlite3_column_int64(find, 0) : 0;
    sqlite3_finalize(find);
    return count;
}

static int sweep(act *x, int64_t at) {
    cursor last = {0, {NULL, 0, 0}};
    int status = EXIT_DONE, more = 0, count = 0;
    progress p;
    x->names_case = 1;
    progress_begin(&p, count_due(x, at), spoken("cases done", "已处理的纠纷", "已處理的爭議"));
    while ((more = next_due(x, at, &last)) > 0) { /* a case that cannot be read does not stop the others */
        progress_step(&p, count++);
        if (sweep_one(x, text_string(&last.id), at) != EXIT_DONE) status = EXIT_NOT_UNDERSTOOD;
    }
    progress_end(&p);
    text_free(&last.id);
    if (count == 0 && !x->a->value[OPTION_JSON] && more == 0)
        text_put(&x->out, spoken("nothing is due\n", "没有到期的期限\n", "沒有到期的期限\n"));
    return more < 0 ? EXIT_NOT_UNDERSTOOD : status;
}

int command_sweep(const arguments *a) {
    act x;
    int64_t at = 0;
    memset(&x, 0, sizeof x);
    x.a = a;
    if (instant_from_options(a, &at) != 0) return EXIT_NOT_UNDERSTOOD;
    int ready = begin(&x, STORE_TO_CHANGE) == 0;
    return end(&x, ready ? sweep(&x, at) : EXIT_NOT_UNDERSTOOD);
}

/* ---- confirm ---- */

static int mark(act *x, const char *effect, int64_t at) {
    sqlite3_stmt *put = NULL;
    if (store_prepare(&x->s, &put, "update outbox set done_at = ? where id = ?") != 0) return -1;
    sqlite3_bind_int64(put, 1, at);
    sqlite3_bind_text(put, 2, effect, -1, SQLITE_STATIC);
    int wrong = store_step(&x->s, put);
    sqlite3_finalize(put);
    return wrong;
}

static void tell_confirmed(act *x, const char *effect, int64_t at, int before) {
    if (x->a->value[OPTION_JSON]) {
        json_t *o = json_object();
        put(o, "effect", json_string(effect));
        if (before) put(o, "refused", word_json(DISPUTE_GROUP_RESULT, DISPUTE_REFUSED_ALREADY_DONE));
        put(o, "done_at", instant_json(at));
        put_line(&x->out, o);
    } else {
        text_print(&x->out,
                   before ? spoken("%s was done already\n", "%s 之前已经完成\n", "%s 之前已經完成\n")
                          : spoken("%s is marked as done\n", "%s 已标记为完成\n", "%s 已標記為完成\n"),
                   effect);
    }
}

static int confirm_transfer(act *x, const char *effect, int done, int64_t at) {
    dispute_event e = {.size = sizeof e, .kind = DISPUTE_EVENT_PAID, .by = DISPUTE_PARTY_PLATFORM, .at = at};
    size_t size = strlen(effect);
    if (x->a->value[OPTION_FAILED]) e.kind = DISPUTE_EVENT_PAYMENT_FAILED;
    int there = size < sizeof e.reference ? store_load(&x->s, x->id) : 0;
    if (there == 0)
        complain(spoken("%s: the case of %s is not there", "%s：找不到 %s 所属的纠纷", "%s：找不到 %s 所屬的爭議"),
                 x->s.name, effect);
    if (there <= 0) return EXIT_NOT_UNDERSTOOD;
    memcpy(e.reference, effect, size + 1);
    dispute_case_copy(x->before, x->s.c);
    dispute_result result = dispute_apply(x->s.policy, x->s.c, &e, x->s.answer);
    if (result != DISPUTE_REFUSED_ALREADY_DONE || done || x->a->value[OPTION_FAILED]) return keep(x, result, &e);
    /* S1: a transfer that the case does not wait for counts as paid when made; the outbox alone still waits for it. */
    if (store_save(&x->s, x->id, x->before) != 0 || mark(x, effect, at) != 0 || store_commit(&x->s) != 0
        || tell(x) != 0)
        return EXIT_NOT_UNDERSTOOD;
    tell_confirmed(x, effect, at, 0);
    return EXIT_DONE;
}

static int confirm(act *x, const char *effect, int64_t at) {
    dispute_effect e = {.kind = 0};
    int64_t done_at = 0;
    const char *colon = strchr(effect, ':'); /* an effect's id begins with its case's */
    size_t size = colon ? (size_t)(colon - effect) : 0;
    if (store_begin(&x->s) != 0) return EXIT_NOT_UNDERSTOOD;
    int there = store_effect(&x->s, effect, &e, &done_at);
    if (size < sizeof x->id) memcpy(x->id, effect, size);
    /* a fee is reported by nobody: only the outbox waits for it (P8) */
    if (there > 0 && e.kind == DISPUTE_EFFECT_TRANSFER && e.why != DISPUTE_WHY_FEE)
        return confirm_transfer(x, effect, done_at != 0, at);
    if (there == 0)
        complain(spoken("there is no effect %s in %s; see dispute outbox",
                        "没有找到待办动作 %s（数据库 %s），可用 dispute outbox 查看",
                        "找不到待辦動作 %s（資料庫 %s），可用 dispute outbox 檢視"),
                 effect, x->s.name);
    else if (there > 0 && x->a->value[OPTION_FAILED])
        complain(spoken("%s is no transfer; only a payment can fail", "%s 不是转账，只有付款才会失败",
                        "%s 不是轉帳，只有付款才會失敗"),
                 effect);
    if (there <= 0 || x->a->value[OPTION_FAILED]) return EXIT_NOT_UNDERSTOOD;
    if (!done_at && (mark(x, effect, at) != 0 || store_commit(&x->s) != 0)) return EXIT_NOT_UNDERSTOOD;
    tell_confirmed(x, effect, done_at ? done_at : at, done_at != 0);
    return done_at ? EXIT_REFUSED : EXIT_DONE;
}

int command_confirm(const arguments *a) {
    act x;
    int64_t at = 0;
    memset(&x, 0, sizeof x);
    x.a = a;
    if (instant_from_options(a, &at) != 0) return EXIT_NOT_UNDERSTOOD;
    int ready = begin(&x, STORE_TO_CHANGE) == 0;
    return end(&x, ready ? confirm(&x, a->word[1], at) : EXIT_NOT_UNDERSTOOD);
}
