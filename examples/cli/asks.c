/* asks.c - the commands that ask: list, allowed, forecast, outbox, policy. They change nothing. */
#include "asks.h"
#include "answer_json.h"
#include "columns.h"
#include "money.h"
#include "output.h"
#include "policy_arg.h"
#include "rfc3339.h"
#include "store_case.h"
#include "timeline.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static int finish(store *s, text *out, int wrong) { /* half an answer is none */
    if (!wrong) wrong = output_write(out);
    text_free(out);
    store_close(s);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}

static int load(store *s, const arguments *a) { /* the case that the command line names: 0, or -1: said */
    int there = store_open(s, a, STORE_TO_READ) == 0 ? store_load(s, a->word[1]) : -1;
    if (there == 0)
        complain(spoken("there is no case %s in %s", "没有找到纠纷 %s（数据库 %s）", "找不到爭議 %s（資料庫 %s）"),
                 a->word[1], s->name);
    return there > 0 ? 0 : -1;
}

static int say_problem(const store *s) {
    text t = {NULL, 0, 0};
    put_problem(&t, dispute_answer_problem(s->answer));
    complain("%s", text_string(&t));
    text_free(&t);
    return -1;
}

/* ---- list ---- */

static void put_moves(text *t, int32_t moves) {
    const char *separator = "";
    for (int32_t party = 1; party < 31; party++) {
        if (!(moves >> party & 1)) continue;
        text_print(t, "%s%s", separator, within(DISPUTE_GROUP_PARTY, party));
        separator = between();
    }
    if (!moves) text_put(t, spoken("nobody", "无", "無"));
}

static int32_t first_due(const dispute_view *v) { /* [deadline]; 0: none */
    for (int32_t i = 1; i < DISPUTE_DEADLINES; i++)
        if (v->due[i] && v->due[i] == v->next_due) return i;
    return 0;
}

enum { GAP = 2 };

/* the columns of the list */
typedef struct widths {
    size_t id, state, moves;
} widths;

static widths widths_of(size_t longest_id) {
    widths w = {longest_id < 4 ? 4 : longest_id, 0, width_of(spoken("buyer, seller", "买家、卖家", "買家、賣家"))};
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_STATE); i++) {
        size_t width = width_of(label(DISPUTE_GROUP_STATE, dispute_word_at(DISPUTE_GROUP_STATE, i)));
        if (width > w.state) w.state = width;
    }
    return w;
}

static void put_titles(text *t, const widths *w) {
    put_padded(t, spoken("case", "纠纷", "爭議"), w->id + GAP);
    put_padded(t, spoken("state", "状态", "狀態"), w->state + GAP);
    put_padded(t, spoken("whose move", "轮到谁", "輪到誰"), w->moves + GAP);
    text_put(t, spoken("next\n", "下一期限\n", "下一期限\n"));
}

static void put_row(text *t, const dispute_view *v, const widths *w) {
    text part = {NULL, 0, 0};
    text_put_clean(&part, v->id, strlen(v->id));
    put_padded(t, text_string(&part), w->id + GAP);
    put_padded(t, label(DISPUTE_GROUP_STATE, v->state), w->state + GAP);
    text_clear(&part);
    put_moves(&part, v->moves);
    put_padded(t, text_string(&part), w->moves + GAP);
    if (first_due(v)) {
        put_time(t, v->next_due);
        text_print(t, "  %s\n", label(DISPUTE_GROUP_DEADLINE, first_due(v)));
    } else {
        text_put(t, "-\n");
    }
    text_free(&part);
}

static void put_row_line(text *t, const dispute_view *v) {
    json_t *o = json_object(), *moves = json_array();
    for (int32_t party = 1; party < 31; party++)
        if (v->moves >> party & 1) append(moves, word_json(DISPUTE_GROUP_PARTY, party));
    put(o, "case", json_string(v->id));
    put(o, "state", word_json(DISPUTE_GROUP_STATE, v->state));
    put(o, "moves", moves);
    put(o, "next_due", instant_json(first_due(v) ? v->next_due : 0));
    put(o, "deadline", first_due(v) ? word_json(DISPUTE_GROUP_DEADLINE, first_due(v)) : json_null());
    put_line(t, o);
}

/* Gives the exit status: a damaged case is named, and the others are listed. */
static int list(store *s, const arguments *a, text *out) {
    sqlite3_stmt *find = NULL;
    int row = 0, cases = 0, damaged = 0;
    widths w = {0, 0, 0};
    if (store_prepare(s, &find,
                      "select id, (select max(length(id)) from cases) from cases"
                      " order by next_due is null, next_due, id")
        != 0)
        return EXIT_NOT_UNDERSTOOD;
    for (; (row = store_step(s, find)) > 0; cases++) {
        dispute_view v = {.size = sizeof v};
        if (store_load(s, column_text(find, 0)) <= 0) {
            damaged = 1;
            continue;
        }
        dispute_case_view(s->c, DISPUTE_PARTY_PLATFORM, &v);
        if (!out->size && !a->value[OPTION_JSON]) {
            w = widths_of((size_t)sqlite3_column_int(find, 1));
            put_titles(out, &w);
        }
        if (a->value[OPTION_JSON])
            put_row_line(out, &v);
        else
            put_row(out, &v, &w);
    }
    sqlite3_finalize(find);
    if (!cases && row == 0 && !a->value[OPTION_JSON])
        text_put(out, spoken("there are no cases\n", "没有纠纷\n", "沒有爭議\n"));
    if (row < 0) text_clear(out);
    return row < 0 || damaged ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}

int command_list(const arguments *a) {
    store s;
    text out = {NULL, 0, 0};
    int status = store_open(&s, a, STORE_TO_READ) == 0 ? list(&s, a, &out) : EXIT_NOT_UNDERSTOOD;
    return finish(&s, &out, 0) == EXIT_DONE ? status : EXIT_NOT_UNDERSTOOD;
}

/* ---- allowed, forecast ---- */

static void put_kinds(text *t, const dispute_action *action, const char *currency) {
    const char *separator = colon();
    for (int32_t kind = 1; kind < 31; kind++) {
        if (!(action->kinds >> kind & 1)) continue;
        text_print(t, "%s%s", separator, label(DISPUTE_GROUP_TERMS, kind));
        separator = between();
    }
    if (!action->amount_max) return;
    text_put(t,
             action->kinds ? spoken("; at most ", "；最多 ", "；最多 ") : spoken(": at most ", "：最多 ", "：最多 "));
    put_money(t, action->amount_max, currency);
}

static void put_allowed(text *t, const store *s, const char *currency, int64_t at) {
    enum { PARTY = 10, EVENT = 21 }; /* widths of columns */
    int32_t party = 0;
    uint32_t count = dispute_answer_count(s->answer, DISPUTE_STRUCT_ACTION);
    put_time(t, at);
    text_print(t, "  %s\n", label(DISPUTE_GROUP_STATE, dispute_case_state(s->c)));
    if (!count && dispute_case_next_due(s->c) <= at)
        text_put(t, spoken("a deadline is due: `dispute sweep` comes first\n", "有期限已到：请先运行 dispute sweep\n",
                           "有期限已到：請先執行 dispute sweep\n"));
    else if (!count)
        text_put(
            t, spoken("nobody can do anything\n", "目前各方都没有可以进行的操作\n", "目前各方都沒有可以進行的操作\n"));
    for (uint32_t i = 0; i < count; i++) {
        const dispute_action *action = dispute_answer_action(s->answer, i);
        if (action->party != party && action->due) {
            put_padded(t, within(DISPUTE_GROUP_PARTY, action->party), PARTY);
            text_put(t, spoken("until ", "截止 ", "截止 "));
            put_time(t, action->due);
            if (action->silence)
                text_print(t, spoken(", else: %s", "，逾期：%s", "，逾期：%s"),
                           label(DISPUTE_GROUP_SILENCE, action->silence));
            text_put(t, "\n");
            party = action->party;
        }
        put_padded(t, action->party != party ? within(DISPUTE_GROUP_PARTY, action->party) : "", PARTY);
        put_padded(t, word_or_none(DISPUTE_GROUP_EVENT, action->event), EVENT); /* as one types it */
        text_put(t, label(DISPUTE_GROUP_EVENT, action->event));
        put_kinds(t, action, currency);
        text_put(t, "\n");
        party = action->party;
    }
}

static int allowed(store *s, const arguments *a, text *out) {
    dispute_view v = {.size = sizeof v};
    const char *given = a->value[OPTION_AT], *wrong = NULL;
    int64_t at = rfc3339_now();
    dispute_case_view(s->c, DISPUTE_PARTY_PLATFORM, &v);
    if (given)
        wrong = rfc3339_read_humane(given, strlen(given), &at);
    else if (at < v.changed_at)
        at = v.changed_at; /* a case whose time is moved by hand */
    if (wrong) complain(spoken("--at %s: it %s", "--at %s：时间%s", "--at %s：時間%s"), given, wrong);
    if (wrong) return -1;
    if (dispute_allowed(s->policy, s->c, 0, at, s->answer) != DISPUTE_DONE) return say_problem(s);
    if (a->value[OPTION_JSON])
        put_line(out, allowed_json(s->answer));
    else
        put_allowed(out, s, v.currency, at);
    return 0;
}

int command_allowed(const arguments *a) {
    store s;
    text out = {NULL, 0, 0};
    int wrong = load(&s, a);
    return finish(&s, &out, wrong ? wrong : allowed(&s, a, &out));
}

int command_forecast(const arguments *a) {
    store s;
    text out = {NULL, 0, 0};
    dispute_view v = {.size = sizeof v};
    int wrong = load(&s, a);
    if (!wrong && dispute_forecast(s.policy, s.c, s.answer) != DISPUTE_DONE) wrong = say_problem(&s);
    if (!wrong && a->value[OPTION_JSON]) {
        put_line(&out, forecast_json(s.answer));
    } else if (!wrong) {
        dispute_case_view(s.c, DISPUTE_PARTY_PLATFORM, &v);
        text_put(&out, spoken("if nobody acts:\n", "如果一直无人处理：\n", "如果一直無人處理：\n"));
        put_silence(&out, s.answer, v.currency);
    }
    return finish(&s, &out, wrong);
}

/* ---- outbox ---- */

static int32_t word_in(const json_t *o, const char *key, int32_t group) {
    const char *word = json_string_value(json_object_get(o, key));
    return word ? word_read(group, word) : 0;
}

static void put_kept_outcome(text *t, const char *outcome) { /* as the store keeps it */
    json_t *o = outcome[0] ? json_loads(outcome, JSON_DECODE_ANY, NULL) : NULL;
    int32_t kind = word_in(o, "kind", DISPUTE_GROUP_TERMS), via = word_in(o, "via", DISPUTE_GROUP_VIA);
    if (kind) text_print(t, "%s%s", label(DISPUTE_GROUP_TERMS, kind), via ? comma() : "");
    if (via) text_put(t, label(DISPUTE_GROUP_VIA, via));
    json_decref(o);
}

static void put_outbox_row(text *t, const dispute_effect *e, int64_t at, int width, const char *outcome) {
    enum { KIND = 22 };
    text id = {NULL, 0, 0};
    text_put_clean(&id, e->id, strlen(e->id));
    put_padded(t, text_string(&id), (size_t)width + GAP);
    text_free(&id);
    put_time(t, at);
    text_put(t, "  ");
    put_padded(t, label(DISPUTE_GROUP_EFFECT, e->kind), KIND);
    switch (e->kind) {
    case DISPUTE_EFFECT_TRANSFER: put_transfer_of(t, e, 0); break;
    case DISPUTE_EFFECT_COUPON:
    case DISPUTE_EFFECT_CLAIM_DUE: put_money(t, e->amount, e->currency); break;
    case DISPUTE_EFFECT_EVIDENCE_REQUEST:
        text_print(t, spoken("to %s", "给%s", "給%s"), within(DISPUTE_GROUP_PARTY, e->to_party));
        if (e->due) text_put(t, spoken(", until ", "，截止 ", "，截止 "));
        if (e->due) put_time(t, e->due);
        break;
    case DISPUTE_EFFECT_NOTIFY:
        text_print(t, spoken("to %s: %s", "给%s：%s", "給%s：%s"), within(DISPUTE_GROUP_PARTY, e->to_party),
                   label(DISPUTE_GROUP_TOPIC, e->topic));
        break;
    case DISPUTE_EFFECT_TALLY: text_put(t, label(DISPUTE_GROUP_TALLY, e->tally)); break;
    case DISPUTE_EFFECT_CLOSED: put_kept_outcome(t, outcome); break;
    default: break;
    }
    text_put(t, "\n");
}

static void put_effect_line(text *t, const dispute_effect *e, const char *outcome) {
    json_t *o = effect_json(e), *kept = outcome[0] ? json_loads(outcome, JSON_DECODE_ANY, NULL) : NULL;
    if (kept) put(o, "outcome", kept);
    put_line(t, o);
}

static int outbox(store *s, const arguments *a, text *out) {
    sqlite3_stmt *find = NULL;
    int row = 0, wrong = 0, rows = 0;
    if (store_prepare(s, &find,
                      "select " EFFECT_COLUMNS ", at, outcome,"
                      " (select max(length(id)) from outbox where done_at is null)"
                      " from outbox where done_at is null order by at, case_id, sequence, position")
        != 0)
        return -1;
    while (!wrong && (row = store_step(s, find)) > 0) {
        dispute_effect e;
        store_read_effect(find, &e);
        rows++;
        if (a->value[OPTION_JSON])
            put_effect_line(out, &e, column_text(find, EFFECT_NEXT_COLUMN + 1));
        else
            put_outbox_row(out, &e, sqlite3_column_int64(find, EFFECT_NEXT_COLUMN),
                           sqlite3_column_int(find, EFFECT_NEXT_COLUMN + 2), column_text(find, EFFECT_NEXT_COLUMN + 1));
    }
    sqlite3_finalize(find);
    if (!rows && row == 0 && !a->value[OPTION_JSON])
        text_put(out, spoken("nothing is pending\n", "没有待办动作\n", "沒有待辦動作\n"));
    return wrong || row < 0 ? -1 : 0;
}

int command_outbox(const arguments *a) {
    store s;
    text out = {NULL, 0, 0};
    int wrong = store_open(&s, a, STORE_TO_READ);
    return finish(&s, &out, wrong ? wrong : outbox(&s, a, &out));
}

/* ---- policy ---- */

static void put_policy_line(text *t, const dispute_policy *policy, const char *keys) {
    char name[DISPUTE_NAME_SIZE] = "";
    size_t needed = 0;
    json_t *o = json_object(), *values = json_object();
    dispute_policy_name(policy, name, sizeof name, &needed);
    for (const char *at = keys; *at;) { /* the canonical text: "key = value" on each line */
        size_t line = strcspn(at, "\n"), key = strcspn(at, " ");
        if (key + 3 <= line) {
            text k = {NULL, 0, 0};
            text_add(&k, at, key);
            put(values, text_string(&k), json_stringn(at + key + 3, line - key - 3));
            text_free(&k);
        }
        at += line + (at[line] == '\n');
    }
    put(o, "policy", json_string(name));
    put(o, "keys", values);
    put_line(t, o);
}

int command_policy(const arguments *a) {
    dispute_policy *policy = policy_from_options(a->value[OPTION_POLICY], a->list[OPTION_SET], a->count[OPTION_SET], 0);
    text out = {NULL, 0, 0};
    size_t needed = 0;
    if (!policy) return EXIT_NOT_UNDERSTOOD;
    dispute_policy_print(policy, NULL, 0, &needed);
    char *keys = calloc(1, needed + 1);
    int wrong = !keys || dispute_policy_print(policy, keys, needed + 1, &needed) != DISPUTE_DONE;
    if (wrong)
        complain_no_memory();
    else if (a->value[OPTION_JSON])
        put_policy_line(&out, policy, keys);
    else
        text_put(&out, keys);
    if (!wrong) wrong = output_write(&out);
    free(keys);
    text_free(&out);
    dispute_policy_free(policy);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
