/* asks.c - the commands that ask: list, allowed, forecast, outbox, policy. They change nothing. */
#include "asks.h"
#include "answer_json.h"
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
    if (there == 0) complain("there is no case %s in %s", a->word[1], s->name);
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
    const char *between = "";
    for (int32_t party = 1; party < 31; party++) {
        if (!(moves >> party & 1)) continue;
        text_print(t, "%s%s", between, word_or_none(DISPUTE_GROUP_PARTY, party));
        between = ", ";
    }
    if (!moves) text_put(t, "nobody");
}

static const char *first_due(const dispute_view *v) {
    for (int32_t i = 1; i < DISPUTE_DEADLINES; i++)
        if (v->due[i] && v->due[i] == v->next_due) return word_or_none(DISPUTE_GROUP_DEADLINE, i);
    return NULL;
}

static void put_row(text *t, const dispute_view *v, int width) {
    text moves = {NULL, 0, 0};
    put_moves(&moves, v->moves);
    text_put_clean(t, v->id, strlen(v->id));
    text_print(t, "%*s  %-20s  %-13s  ", width - (int)strlen(v->id), "", word_or_none(DISPUTE_GROUP_STATE, v->state),
               text_string(&moves));
    if (first_due(v)) {
        put_time(t, v->next_due);
        text_print(t, "  %s\n", first_due(v));
    } else {
        text_put(t, "-\n");
    }
    text_free(&moves);
}

static void put_row_line(text *t, const dispute_view *v) {
    json_t *o = json_object(), *moves = json_array();
    for (int32_t party = 1; party < 31; party++)
        if (v->moves >> party & 1) append(moves, word_json(DISPUTE_GROUP_PARTY, party));
    put(o, "case", json_string(v->id));
    put(o, "state", word_json(DISPUTE_GROUP_STATE, v->state));
    put(o, "moves", moves);
    put(o, "next_due", instant_json(first_due(v) ? v->next_due : 0));
    put(o, "deadline", first_due(v) ? json_string(first_due(v)) : json_null());
    put_line(t, o);
}

static int list(store *s, const arguments *a, text *out) {
    sqlite3_stmt *find = NULL;
    int row = 0, wrong = 0, width = 0;
    if (store_prepare(s, &find,
                      "select id, (select max(length(cast(id as blob))) from cases) from cases"
                      " order by next_due is null, next_due, id")
        != 0)
        return -1;
    while (!wrong && (row = store_step(s, find)) > 0) {
        dispute_view v = {.size = sizeof v};
        if (!width && !a->value[OPTION_LINES]) {
            width = sqlite3_column_int(find, 1) < 39 ? sqlite3_column_int(find, 1) : 39;
            if (width < 4) width = 4;
            text_print(out, "%-*s  %-20s  %-13s  next\n", width, "case", "state", "whose move");
        }
        wrong = store_load(s, column_text(find, 0)) <= 0;
        if (!wrong) dispute_case_view(s->c, DISPUTE_PARTY_PLATFORM, &v);
        if (wrong) break;
        if (a->value[OPTION_LINES])
            put_row_line(out, &v);
        else
            put_row(out, &v, width);
    }
    sqlite3_finalize(find);
    if (!wrong && row == 0 && !out->size && !a->value[OPTION_LINES] && !width) text_put(out, "there are no cases\n");
    return wrong || row < 0 ? -1 : 0;
}

int command_list(const arguments *a) {
    store s;
    text out = {NULL, 0, 0};
    int wrong = store_open(&s, a, STORE_TO_READ);
    return finish(&s, &out, wrong ? wrong : list(&s, a, &out));
}

/* ---- allowed, forecast ---- */

static void put_kinds(text *t, const dispute_action *action, const char *currency) {
    const char *between = ": ";
    for (int32_t kind = 1; kind < 31; kind++) {
        if (!(action->kinds >> kind & 1)) continue;
        text_print(t, "%s%s", between, word_or_none(DISPUTE_GROUP_TERMS, kind));
        between = ", ";
    }
    if (!action->amount_max) return;
    text_put(t, action->kinds ? "; at most " : ": at most ");
    put_money(t, action->amount_max, currency);
}

static void put_allowed(text *t, const store *s, const char *currency, int64_t at) {
    int32_t party = 0;
    uint32_t count = dispute_answer_count(s->answer, DISPUTE_STRUCT_ACTION);
    put_time(t, at);
    text_print(t, "  %s\n", label(DISPUTE_GROUP_STATE, dispute_case_state(s->c)));
    if (!count && dispute_case_next_due(s->c) <= at)
        text_put(t, "a deadline is due: `dispute sweep` comes first\n");
    else if (!count)
        text_put(t, "nobody can do anything\n");
    for (uint32_t i = 0; i < count; i++) {
        const dispute_action *action = dispute_answer_action(s->answer, i);
        if (action->party != party && action->due) {
            text_print(t, "%-10suntil ", word_or_none(DISPUTE_GROUP_PARTY, action->party));
            put_time(t, action->due);
            if (action->silence) text_print(t, ", else: %s", label(DISPUTE_GROUP_SILENCE, action->silence));
            text_put(t, "\n");
            party = action->party;
        }
        text_print(t, "%-10s%s", action->party != party ? word_or_none(DISPUTE_GROUP_PARTY, action->party) : "",
                   word_or_none(DISPUTE_GROUP_EVENT, action->event));
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
    if (wrong) complain("--at %s: it %s", given, wrong);
    if (wrong) return -1;
    if (dispute_allowed(s->policy, s->c, 0, at, s->answer) != DISPUTE_DONE) return say_problem(s);
    if (a->value[OPTION_LINES])
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
    if (!wrong && a->value[OPTION_LINES]) {
        put_line(&out, forecast_json(s.answer));
    } else if (!wrong) {
        dispute_case_view(s.c, DISPUTE_PARTY_PLATFORM, &v);
        text_put(&out, "if nobody acts:\n");
        put_silence(&out, s.answer, v.currency);
    }
    return finish(&s, &out, wrong);
}

/* ---- outbox ---- */

static void put_outbox_row(text *t, const dispute_effect *e, int64_t at, int width) {
    text_put_clean(t, e->id, strlen(e->id));
    text_print(t, "%*s  ", width - (int)strlen(e->id), "");
    put_time(t, at);
    text_print(t, "  %-16s  ", word_or_none(DISPUTE_GROUP_EFFECT, e->kind));
    switch (e->kind) {
    case DISPUTE_EFFECT_TRANSFER: put_transfer_of(t, e, 0); break;
    case DISPUTE_EFFECT_COUPON:
    case DISPUTE_EFFECT_CLAIM_DUE: put_money(t, e->amount, e->currency); break;
    case DISPUTE_EFFECT_EVIDENCE_REQUEST:
        text_print(t, "to %s", word_or_none(DISPUTE_GROUP_PARTY, e->to_party));
        if (e->due) text_put(t, ", until ");
        if (e->due) put_time(t, e->due);
        break;
    case DISPUTE_EFFECT_NOTIFY:
        text_print(t, "to %s: %s", word_or_none(DISPUTE_GROUP_PARTY, e->to_party),
                   label(DISPUTE_GROUP_TOPIC, e->topic));
        break;
    case DISPUTE_EFFECT_TALLY: text_put(t, label(DISPUTE_GROUP_TALLY, e->tally)); break;
    default: break;
    }
    text_put(t, "\n");
}

static int outbox(store *s, const arguments *a, text *out) {
    sqlite3_stmt *find = NULL;
    int row = 0, wrong = 0, rows = 0;
    if (store_prepare(s, &find,
                      "select " EFFECT_COLUMNS ", at,"
                      " (select max(length(cast(id as blob))) from outbox where done_at is null)"
                      " from outbox where done_at is null order by at, case_id, sequence, position")
        != 0)
        return -1;
    while (!wrong && (row = store_step(s, find)) > 0) {
        dispute_effect e;
        store_read_effect(find, &e);
        rows++;
        if (a->value[OPTION_LINES])
            put_line(out, effect_json(&e));
        else
            put_outbox_row(out, &e, sqlite3_column_int64(find, EFFECT_NEXT_COLUMN),
                           sqlite3_column_int(find, EFFECT_NEXT_COLUMN + 1));
    }
    sqlite3_finalize(find);
    if (!rows && row == 0 && !a->value[OPTION_LINES]) text_put(out, "nothing is pending\n");
    return wrong || row < 0 ? -1 : 0;
}

int command_outbox(const arguments *a) {
    store s;
    text out = {NULL, 0, 0};
    int wrong = store_open(&s, a, STORE_TO_READ);
    return finish(&s, &out, wrong ? wrong : outbox(&s, a, &out));
}

/* ---- policy ---- */

int command_policy(const arguments *a) {
    dispute_policy *policy = policy_from_options(a->value[OPTION_POLICY], a->list[OPTION_SET], a->count[OPTION_SET]);
    text out = {NULL, 0, 0};
    size_t needed = 0;
    if (!policy) return EXIT_NOT_UNDERSTOOD;
    dispute_policy_print(policy, NULL, 0, &needed);
    char *keys = malloc(needed + 1);
    int wrong = !keys || dispute_policy_print(policy, keys, needed + 1, &needed) != DISPUTE_DONE;
    if (wrong)
        complain("there is not enough memory");
    else
        text_put(&out, keys);
    if (!wrong) wrong = output_write(&out);
    free(keys);
    text_free(&out);
    dispute_policy_free(policy);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
