/* score.c - `dispute score`: how sellers stand against their thresholds, what was left out and why, and how many more
 * until the next. */
#include "score.h"
#include "answer_json.h"
#include "columns.h"
#include "lines.h"
#include "output.h"
#include "picture_file.h"
#include "rfc3339.h"
#include "system_error.h"
#include "wording.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    THRESHOLDS = 32,
    NAME_WIDTH = 22,
    WINDOW_WIDTH = 10,
    VALUE_WIDTH = 22,
    RATES = DISPUTE_MEASURE_SELLER_FAULT_RATE
};

int score_is_rate(int32_t measure) { return measure <= RATES; }

int score_next(const dispute_score_policy *p, int32_t *threshold) {
    for (int32_t t = *threshold + 1; t < THRESHOLDS; t++) {
        int is_new = p->measure[t] != 0;
        for (int32_t before = 1; before < t; before++)
            is_new &= p->measure[before] != p->measure[t] || p->window[before] != p->window[t];
        if (!is_new) continue;
        *threshold = t;
        return 1;
    }
    return 0;
}

/* ---- the rules ---- */

static int read_thresholds(const char *named, dispute_score_policy *policy) {
    dispute_problem problem = {.size = sizeof problem};
    text t = {NULL, 0, 0}, wrong = {NULL, 0, 0};
    dispute_result result = DISPUTE_ERROR_BAD_VALUE;
    if (!named) return dispute_score_policy_parse("", 0, policy, NULL) == DISPUTE_DONE ? 0 : -1;
    if (!strpbrk(named, "\n\r#")) { /* a preset, or else a file */
        text_print(&t, "preset = %s\n", named);
        result = dispute_score_policy_parse(text_string(&t), t.size, policy, &problem);
    }
    text_clear(&t);
    if (result != DISPUTE_DONE && file_read(named, &t) == 0) {
        result = dispute_score_policy_parse(text_string(&t), t.size, policy, &problem);
        if (result != DISPUTE_DONE) put_problem(&wrong, &problem);
        if (result != DISPUTE_DONE) complain("%s%s%s", named, colon(), text_string(&wrong));
    } else if (result != DISPUTE_DONE) {
        complain(spoken("--thresholds %s: it is no preset (such as aliexpress), and cannot be read as a file: %s",
                        "--thresholds %s：既不是内置规则（例如 aliexpress），也无法作为文件读取：%s",
                        "--thresholds %s：既不是內建規則（例如 aliexpress），也無法作為檔案讀取：%s"),
                 named, system_error(errno));
    }
    text_free(&t);
    text_free(&wrong);
    return result == DISPUTE_DONE ? 0 : -1;
}

/* ---- for people ---- */

void put_seller(text *t, const score_sheet *s) {
    const char *seller = s->count ? s->entries[0].seller : "", *category = s->count ? s->entries[0].category : "";
    if (*seller)
        text_put_clean(t, seller, strlen(seller));
    else
        text_put(t, spoken("The seller", "卖家", "賣家"));
    if (!*category) return;
    text_put(t, comma());
    text_put_clean(t, category, strlen(category));
}

void put_score_value(text *t, int32_t measure, int64_t value) {
    int64_t hundredths = value / 100 + (value % 100 >= 50); /* of a per cent, to the nearest */
    if (score_is_rate(measure))
        text_print(t, "%" PRId64 ".%02" PRId64 "%%", hundredths / 100, hundredths % 100);
    else
        text_print(t, "%" PRId64, value);
}

void put_sanction(text *t, int32_t sanction, int32_t days) {
    text_put(t, label(DISPUTE_GROUP_SANCTION, sanction));
    if (days) text_print(t, spoken(days == 1 ? ", %d day" : ", %d days", "，%d 天", "，%d 天"), (int)days);
}

static void put_head(text *t, const score_sheet *s) {
    char day[RFC3339_SIZE];
    put_seller(t, s);
    text_print(t, spoken(", %s, under %s\n", "，%s，规则 %s\n", "，%s，規則 %s\n"), rfc3339_write_short(s->at, day),
               s->policy->name);
}

static void put_score(text *t, const score_sheet *s, const dispute_score *score) {
    text cell = {NULL, 0, 0};
    int is_rate = score_is_rate(score->measure);
    put_blanks(t, 2);
    put_padded(t, label(DISPUTE_GROUP_MEASURE, score->measure), NAME_WIDTH);
    text_print(&cell, spoken("%d days", "%d 天", "%d 天"), (int)score->window);
    put_padded(t, text_string(&cell), WINDOW_WIDTH);
    text_clear(&cell);
    put_score_value(&cell, score->measure, is_rate ? score->rate : score->count);
    if (is_rate)
        text_print(
            &cell,
            spoken(" (%" PRId64 " of %" PRId64 ")", "（%" PRId64 " / %" PRId64 "）", "（%" PRId64 " / %" PRId64 "）"),
            score->count, score->base);
    if (!score->next) {
        text_put(t, text_string(&cell));
        text_put(t, "\n");
        text_free(&cell);
        return;
    }
    put_padded(t, text_string(&cell), VALUE_WIDTH);
    text_clear(&cell);
    put_sanction(&cell, s->policy->sanction[score->next], s->policy->days[score->next]);
    if (score->more == dispute_never())
        text_print(t, spoken("cannot reach: %s\n", "无法达到：%s\n", "無法達到：%s\n"), text_string(&cell));
    else
        text_print(t, spoken("%" PRId64 " more: %s\n", "再有 %" PRId64 "：%s\n", "再有 %" PRId64 "：%s\n"), score->more,
                   text_string(&cell));
    text_free(&cell);
}

static void put_excluded(text *t, const dispute_score *score) {
    const char *separator = "    ";
    size_t before = t->size;
    for (int32_t why = 1; why < DISPUTE_EXCLUSION_NOT_CLOSED; why++) {
        if (!score->excluded[why]) continue;
        if (t->size == before)
            text_print(t, "    %s", spoken("not counted: ", "不计入：", "不計入："));
        else
            text_put(t, separator);
        text_print(t, "%s %" PRId64, label(DISPUTE_GROUP_EXCLUSION, why), score->excluded[why]);
        separator = between();
    }
    if (t->size != before) text_put(t, "\n");
}

static void put_reached(text *t, const score_sheet *s) {
    dispute_sanction x = {.size = sizeof x};
    char day[RFC3339_SIZE];
    for (uint32_t i = 0; dispute_scorecard_sanction(s->policy, s->card, s->at, i, &x, NULL) == DISPUTE_DONE; i++) {
        if (!x.reached) continue;
        put_blanks(t, 2);
        put_sanction(t, x.sanction, x.days);
        text_put(t, colon());
        text_put(t, label(DISPUTE_GROUP_MEASURE, x.measure));
        text_put(t, " ");
        put_score_value(t, x.measure, x.value);
        text_put(t, spoken(", limit ", "，界限 ", "，界限 "));
        put_score_value(t, x.measure, x.limit);
        if (x.since) text_print(t, spoken(", since %s", "，自 %s 起", "，自 %s 起"), rfc3339_write_short(x.since, day));
        if (x.until) text_print(t, spoken(" until %s", "，至 %s 止", "，至 %s 止"), rfc3339_write_short(x.until, day));
        text_put(t, "\n");
    }
}

static void put_sheet(text *t, const score_sheet *s) {
    dispute_score score = {.size = sizeof score};
    put_head(t, s);
    for (int32_t at = 0; score_next(s->policy, &at);) {
        if (dispute_scorecard_score(s->policy, s->card, s->at, s->policy->measure[at], s->policy->window[at], &score,
                                    NULL)
            != DISPUTE_DONE)
            continue;
        put_score(t, s, &score);
        put_excluded(t, &score);
    }
    put_reached(t, s);
}

static void put_cases(text *t, const ledger *l) {
    for (size_t i = 0; i < l->case_count; i++) {
        const left_out *c = &l->cases[i];
        if (!c->why[DISPUTE_TALLY_DISPUTE_RATE]) continue;
        put_blanks(t, 2);
        text_put_clean(t, c->id, strlen(c->id));
        text_print(t, "%s%s\n", colon(), sentence_of(DISPUTE_GROUP_EXCLUSION, c->why[DISPUTE_TALLY_DISPUTE_RATE]));
    }
}

/* ---- for programs ---- */

static json_t *begin_line(const score_sheet *s) {
    json_t *o = json_object();
    put(o, "seller", json_string(s->count ? s->entries[0].seller : ""));
    put(o, "category", json_string(s->count ? s->entries[0].category : ""));
    return o;
}

static json_t *more_json(int64_t more) { return more == dispute_never() ? json_null() : json_integer(more); }

static void put_score_json(text *t, const score_sheet *s, const dispute_score *score) {
    json_t *o = begin_line(s), *excluded = json_object();
    put(o, "at", instant_json(s->at));
    put(o, "measure", word_json(DISPUTE_GROUP_MEASURE, score->measure));
    put(o, "window", json_integer(score->window));
    put(o, "count", json_integer(score->count));
    put(o, "base", json_integer(score->base));
    put(o, "over", word_json(DISPUTE_GROUP_BASE, score->over));
    put(o, "rate", json_integer(score->rate));
    put(o, "reached", json_integer(score->reached));
    put(o, "next", json_integer(score->next));
    put(o, "more", more_json(score->more));
    for (int32_t why = 1; why < DISPUTE_EXCLUSION_NOT_CLOSED; why++)
        if (score->excluded[why])
            put(excluded, word_or_none(DISPUTE_GROUP_EXCLUSION, why), json_integer(score->excluded[why]));
    put(o, "excluded", excluded);
    put_line(t, o);
}

static void put_sanction_json(text *t, const score_sheet *s, const dispute_sanction *x) {
    json_t *o = begin_line(s);
    put(o, "sanction", word_json(DISPUTE_GROUP_SANCTION, x->sanction));
    put(o, "days", json_integer(x->days));
    put(o, "threshold", json_integer(x->threshold));
    put(o, "measure", word_json(DISPUTE_GROUP_MEASURE, x->measure));
    put(o, "window", json_integer(x->window));
    put(o, "limit", json_integer(x->limit));
    put(o, "value", json_integer(x->value));
    put(o, "since", instant_json(x->since));
    put(o, "until", instant_json(x->until));
    put(o, "id", json_string(x->id));
    put_line(t, o);
}

static void put_sheet_json(text *t, const score_sheet *s) {
    dispute_score score = {.size = sizeof score};
    dispute_sanction x = {.size = sizeof x};
    for (int32_t at = 0; score_next(s->policy, &at);)
        if (dispute_scorecard_score(s->policy, s->card, s->at, s->policy->measure[at], s->policy->window[at], &score,
                                    NULL)
            == DISPUTE_DONE)
            put_score_json(t, s, &score);
    for (uint32_t i = 0; dispute_scorecard_sanction(s->policy, s->card, s->at, i, &x, NULL) == DISPUTE_DONE; i++)
        if (x.reached) put_sanction_json(t, s, &x);
}

static void put_cases_json(text *t, const ledger *l) {
    for (size_t i = 0; i < l->case_count; i++) {
        json_t *o = json_object(), *excluded = json_object();
        put(o, "case", json_string(l->cases[i].id));
        for (int32_t tally = 1; tally < 4; tally++)
            if (l->cases[i].why[tally])
                put(excluded, word_or_none(DISPUTE_GROUP_TALLY, tally),
                    word_json(DISPUTE_GROUP_EXCLUSION, l->cases[i].why[tally]));
        put(o, "excluded", excluded);
        put_line(t, o);
    }
}

/* ---- the command ---- */

/* The card of the facts up to `at`; later ones are not known yet. 0, or -1: said. */
static int fill(score_sheet *s) {
    dispute_problem problem = {.size = sizeof problem};
    text wrong = {NULL, 0, 0};
    dispute_result result = dispute_scorecard_begin(s->policy, s->card);
    for (size_t i = 0; i < s->count && result == DISPUTE_DONE && s->entries[i].fact.at <= s->at; i++)
        result = dispute_scorecard_add(s->card, &s->entries[i].fact, &problem);
    if (result == DISPUTE_DONE) return 0;
    put_problem(&wrong, &problem);
    complain("%s", text_string(&wrong));
    text_free(&wrong);
    return -1;
}

static int put_all(text *t, const ledger *l, score_sheet *s, const arguments *a) {
    int as_json = a->value[OPTION_JSON] != NULL, sellers = 0;
    size_t same = 0;
    for (size_t at = 0; at < l->count || sellers == 0; at += same, sellers++) {
        same = ledger_same(l, at);
        s->entries = l->entries + at;
        s->count = same;
        if (a->value[OPTION_SVG] && same < l->count) {
            complain(spoken("--svg draws one seller in one category; these facts are of several",
                            "--svg 只绘制一个卖家的一个类目；这些记录属于多个卖家或类目",
                            "--svg 只繪製一個賣家的一個類目；這些紀錄屬於多個賣家或類目"));
            return -1;
        }
        if (fill(s) != 0) return -1;
        if (a->value[OPTION_SVG])
            score_draw(t, s);
        else if (as_json)
            put_sheet_json(t, s);
        else
            put_sheet(t, s);
    }
    if (!a->value[OPTION_SVG]) (as_json ? put_cases_json : put_cases)(t, l);
    return 0;
}

static int read_at(const char *time, int64_t *at) {
    *at = rfc3339_now();
    const char *wrong = time ? rfc3339_read_humane(time, strlen(time), at) : NULL;
    if (wrong) complain(spoken("--at %s: it %s", "--at %s：时间%s", "--at %s：時間%s"), time, wrong);
    return wrong ? -1 : 0;
}

int command_score(const arguments *a) {
    static score_sheet sheet;
    dispute_score_policy policy = {.size = sizeof policy};
    ledger l;
    text t = {NULL, 0, 0};
    memset(&l, 0, sizeof l);
    if (a->value[OPTION_SVG] && a->value[OPTION_JSON]) {
        complain(spoken("--svg and --json exclude each other", "--svg 与 --json 不能同时使用",
                        "--svg 與 --json 不能同時使用"));
        return EXIT_NOT_UNDERSTOOD;
    }
    sheet.policy = &policy;
    int wrong = read_thresholds(a->value[OPTION_THRESHOLDS], &policy) != 0
                || read_at(a->value[OPTION_AT], &sheet.at) != 0 || ledger_read(&l, a) != 0
                || put_all(&t, &l, &sheet, a) != 0;
    if (!wrong) wrong = picture_write(a->value[OPTION_SVG] ? a->value[OPTION_SVG] : "-", &t) != 0;
    text_free(&t);
    ledger_free(&l);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
