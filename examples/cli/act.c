/* act.c - the commands that change the store: open, do, sweep, confirm. */
#include "act.h"
#include "answer_json.h"
#include "event_args.h"
#include "output.h"
#include "policy_arg.h"
#include "rfc3339.h"
#include "store_case.h"
#include "tell.h"
#include "wording.h"
#include <string.h>

typedef struct act {
    const arguments *a;
    store s;
    dispute_case *before; /* the case as it was */
    char id[DISPUTE_CASE_ID_SIZE];
    text out;
} act;

/* ---- what is said ---- */

static int tell(act *x) {
    return x->a->value[OPTION_LINES] ? tell_lines(&x->out, x->s.policy, x->before, x->s.answer)
                                     : tell_people(&x->out, &x->s, x->before);
}

static void tell_refusal(act *x, const dispute_event *e, const dispute_problem *problem) {
    if (x->a->value[OPTION_LINES]) {
        put_line(&x->out, refusal_json(e, dispute_case_state(x->s.c), problem));
        return;
    }
    text_print(&x->out, "refused, %s: ", word_or_none(DISPUTE_GROUP_RESULT, problem->result));
    put_problem(&x->out, problem);
    text_put(&x->out, "\n");
}

static int say_error(const act *x, const dispute_problem *problem) {
    text t = {NULL, 0, 0};
    put_problem(&t, problem);
    complain("case %s: %s", x->id, text_string(&t));
    text_free(&t);
    return EXIT_NOT_UNDERSTOOD;
}

/* ---- one change: all of it in one transaction ---- */

static int begin(act *x, enum store_for what_for) {
    if (store_open(&x->s, x->a, what_for) != 0) return -1;
    if (dispute_case_new(NULL, &x->before) == DISPUTE_DONE) return 0;
    complain("there is not enough memory");
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
    if (store_save(&x->s, x->id) != 0 || store_commit(&x->s) != 0 || tell(x) != 0) return EXIT_NOT_UNDERSTOOD;
    if (result > 0) tell_refusal(x, e, problem);
    return result > 0 ? EXIT_REFUSED : EXIT_DONE;
}

static int retried(act *x, const happening *h, int as, int64_t sequence) {
    dispute_problem problem = {.size = sizeof problem, .result = DISPUTE_REFUSED_ALREADY_DONE, .rule = DISPUTE_RULE_K2};
    if (as < 0) return EXIT_NOT_UNDERSTOOD;
    if (as == SEEN_OTHER) {
        complain("case %s: the id %s stands for something else since step %lld; a new event needs an id of its own",
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
    int at_given = x->a->value[OPTION_AT] || x->a->value[OPTION_JSON];
    int as = store_seen(&x->s, x->id, h, at_given, &sequence);
    if (as != SEEN_NEVER) return retried(x, h, as, sequence);
    dispute_case_copy(x->before, x->s.c);
    return keep(x, dispute_apply(x->s.policy, x->s.c, &h->event, x->s.answer), &h->event);
}

/* ---- open, do ---- */

static int read_id(act *x, const char *word, const dispute_event *e) { /* from the command line, or from --json */
    if (word && e->case_id[0] && strcmp(word, e->case_id) != 0) {
        complain("the case is %s on the command line and %s in --json", word, e->case_id);
        return -1;
    }
    const char *id = word ? word : e->case_id;
    size_t size = strlen(id);
    if (size == 0 || size >= sizeof x->id) {
        complain(size ? "the id of the case is longer than 39 bytes" : "which case? Its id comes behind the command");
        return -1;
    }
    memcpy(x->id, id, size + 1);
    return 0;
}

static int is_open(const act *x, const char *event, int32_t kind) {
    int opens = strcmp(x->a->word[0], "open") == 0;
    int given = event ? strcmp(event, "open") == 0 : kind == DISPUTE_EVENT_OPEN;
    if (opens == given) return 0;
    complain(opens ? "`dispute open` takes the event open alone" : "a case is opened with `dispute open`");
    return -1;
}

static int make_case(act *x, const happening *h, dispute_policy **policy) {
    dispute_policy_free(x->s.policy);
    x->s.policy = *policy;
    *policy = NULL;
    dispute_policy_digest(x->s.policy, x->s.digest);
    dispute_problem problem = {.size = sizeof problem};
    text t = {NULL, 0, 0};
    if (dispute_case_begin(x->s.policy, x->s.c, x->id, strlen(x->id), &h->order, &problem) == DISPUTE_DONE) return 0;
    put_problem(&t, &problem);
    complain("case %s: %s", x->id, text_string(&t));
    text_free(&t);
    return -1;
}

static int act_on(act *x, happening *h, const char *event, dispute_policy **policy) {
    dispute_view view = {.size = sizeof view};
    if (store_begin(&x->s) != 0) return EXIT_NOT_UNDERSTOOD;
    int there = store_load(&x->s, x->id);
    if (there < 0) return EXIT_NOT_UNDERSTOOD;
    if (there == 0 && !*policy) {
        complain("there is no case %s in %s", x->id, x->s.name);
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
    int wrong = a->value[OPTION_JSON] ? read_json(&x, &h) : read_id(&x, a->word[1], &h.event);
    if (!wrong && !a->value[OPTION_JSON]) wrong = event_from_options(a, "open", x.id, currency, &h);
    if (wrong) return EXIT_NOT_UNDERSTOOD;
    dispute_policy *policy = policy_from_options(a->value[OPTION_POLICY], a->list[OPTION_SET], a->count[OPTION_SET]);
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
    if (!event && !a->value[OPTION_JSON]) {
        complain("which event? `dispute do CASE EVENT`, or --json");
        return EXIT_NOT_UNDERSTOOD;
    }
    if (event && a->value[OPTION_JSON]) {
        complain("--json says which event it is; leave %s out", event);
        return EXIT_NOT_UNDERSTOOD;
    }
    int wrong = event ? is_open(&x, event, 0) != 0 || read_id(&x, a->word[1], &h.event) != 0 : read_json(&x, &h);
    return wrong ? EXIT_NOT_UNDERSTOOD : run_event(&x, &h, event, &none);
}

/* ---- sweep ---- */

static int read_at(const arguments *a, int64_t *at) { /* 0, or -1: said */
    const char *time = a->value[OPTION_AT], *wrong = NULL;
    *at = rfc3339_now();
    if (time) wrong = rfc3339_read_humane(time, strlen(time), at);
    if (wrong) complain("--at %s: it %s", time, wrong);
    return wrong ? -1 : 0;
}

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
        complain("%s: a case has an id that is longer than 39 bytes", x->s.name);
        return EXIT_NOT_UNDERSTOOD;
    }
    memcpy(x->id, id, size + 1);
    if (store_begin(&x->s) != 0) return EXIT_NOT_UNDERSTOOD;
    int there = store_load(&x->s, x->id);
    int status = there < 0 ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
    if (there > 0) {
        dispute_case_copy(x->before, x->s.c);
        if (!x->a->value[OPTION_LINES]) text_print(&x->out, "%s\n", x->id);
        status = keep(x, dispute_advance(x->s.policy, x->s.c, at, x->s.answer), NULL);
    }
    store_rollback(&x->s);
    return output_write(&x->out) == 0 ? status : EXIT_NOT_UNDERSTOOD;
}

static int sweep(act *x, int64_t at) {
    cursor last = {0, {NULL, 0, 0}};
    int status = EXIT_DONE, more = 0, count = 0;
    while ((more = next_due(x, at, &last)) > 0) { /* a case that cannot be read does not stop the others */
        count++;
        if (sweep_one(x, text_string(&last.id), at) != EXIT_DONE) status = EXIT_NOT_UNDERSTOOD;
    }
    text_free(&last.id);
    if (count == 0 && !x->a->value[OPTION_LINES] && more == 0) text_put(&x->out, "nothing is due\n");
    return more < 0 ? EXIT_NOT_UNDERSTOOD : status;
}

int command_sweep(const arguments *a) {
    act x;
    int64_t at = 0;
    memset(&x, 0, sizeof x);
    x.a = a;
    if (read_at(a, &at) != 0) return EXIT_NOT_UNDERSTOOD;
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

static int confirm_transfer(act *x, const char *effect, int done, int64_t at) {
    dispute_event e = {.size = sizeof e, .kind = DISPUTE_EVENT_PAID, .by = DISPUTE_PARTY_PLATFORM, .at = at};
    size_t size = strlen(effect);
    if (x->a->value[OPTION_FAILED]) e.kind = DISPUTE_EVENT_PAYMENT_FAILED;
    int there = size < sizeof e.reference ? store_load(&x->s, x->id) : 0;
    if (there == 0) complain("%s: the case of %s is not there", x->s.name, effect);
    if (there <= 0) return EXIT_NOT_UNDERSTOOD;
    memcpy(e.reference, effect, size + 1);
    dispute_case_copy(x->before, x->s.c);
    dispute_result result = dispute_apply(x->s.policy, x->s.c, &e, x->s.answer);
    if (result != DISPUTE_REFUSED_ALREADY_DONE || done || x->a->value[OPTION_FAILED]) return keep(x, result, &e);
    /* S1: a transfer that the case does not wait for counts as paid when made; the outbox alone still waits for it. */
    if (store_save(&x->s, x->id) != 0 || mark(x, effect, at) != 0 || store_commit(&x->s) != 0 || tell(x) != 0)
        return EXIT_NOT_UNDERSTOOD;
    if (!x->a->value[OPTION_LINES])
        text_print(&x->out, "%s is marked as done; its case does not wait for it\n", effect);
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
    if (there > 0 && e.kind == DISPUTE_EFFECT_TRANSFER) return confirm_transfer(x, effect, done_at != 0, at);
    if (there == 0)
        complain("there is no effect %s in %s; see dispute outbox", effect, x->s.name);
    else if (there > 0 && x->a->value[OPTION_FAILED])
        complain("%s is no transfer; only a payment can fail", effect);
    if (there <= 0 || x->a->value[OPTION_FAILED]) return EXIT_NOT_UNDERSTOOD;
    if (!done_at && (mark(x, effect, at) != 0 || store_commit(&x->s) != 0)) return EXIT_NOT_UNDERSTOOD;
    if (!x->a->value[OPTION_LINES])
        text_print(&x->out, done_at ? "%s was done already\n" : "%s is marked as done\n", effect);
    return done_at ? EXIT_REFUSED : EXIT_DONE;
}

int command_confirm(const arguments *a) {
    act x;
    int64_t at = 0;
    memset(&x, 0, sizeof x);
    x.a = a;
    if (read_at(a, &at) != 0) return EXIT_NOT_UNDERSTOOD;
    int ready = begin(&x, STORE_TO_CHANGE) == 0;
    return end(&x, ready ? confirm(&x, a->word[1], at) : EXIT_NOT_UNDERSTOOD);
}
