/* impact_report.c - what another policy would have changed in one case. */
#include "impact_report.h"
#include "answer_json.h"
#include "columns.h"
#include "money.h"
#include "rfc3339.h"
#include "timeline.h"
#include "wording.h"
#include <string.h>

/* the name of a side stands at INDENT, what is told of it at MARGIN; lines end about WIDTH */
enum { INDENT = 2, MARGIN = 11, WIDTH = 110, REFUSED_SHOWN = 3 };

/* ---- for people ---- */

/* A line, behind a name or, where that is NULL, below the line before. */
static void put_told(text *t, const char *name, text *line) {
    put_blanks(t, INDENT);
    put_padded(t, name ? name : "", MARGIN - INDENT);
    put_wrapped(t, text_string(line), WIDTH - MARGIN, MARGIN);
    text_put(t, "\n");
    text_clear(line);
}

static void put_sent(text *t, const dispute_view *v) {
    text_put(t, spoken("To the buyer ", "买家得到 ", "買家得到 "));
    put_money(t, v->to_buyer, v->currency);
    text_put(t, spoken(", to the seller ", "，卖家得到 ", "，賣家得到 "));
    put_money(t, v->to_seller, v->currency);
    text_put(t, spoken(".", "。", "。"));
}

static void put_decided(text *t, const char *name, const fate *f, text *line) {
    put_time(line, f->at);
    text_put(line, "  ");
    put_outcome(line, &f->end.outcome, f->end.currency);
    put_told(t, name, line);
    put_sent(line, &f->end);
    put_told(t, NULL, line);
}

static void put_fate(text *t, const char *name, const fate *f, int64_t as_of) {
    text line = {NULL, 0, 0};
    if (f->is_ended) {
        put_decided(t, name, f, &line);
        text_free(&line);
        return;
    }
    put_time(&line, as_of);
    text_print(&line, spoken("  Not ended: %s.", "  未结束：%s。", "  未結束：%s。"),
               label(DISPUTE_GROUP_STATE, f->now.state));
    put_told(t, name, &line);
    text_put(&line, spoken("If nobody acts: ", "如果一直无人处理：", "如果一直無人處理："));
    if (f->is_decided) {
        put_decided(t, NULL, f, &line);
    } else {
        put_time(&line, f->at);
        text_print(&line, "  %s%s%s", label(DISPUTE_GROUP_STATE, f->end.state), spoken(". ", "。", "。"),
                   sentence_of(DISPUTE_GROUP_WAITS_FOR, f->waits_for));
        put_told(t, NULL, &line);
    }
    text_free(&line);
}

static void put_why_not(text *line, const refused_event *one) {
    put_time(line, one->event.at);
    text_print(line, "  %s%s%s", label(DISPUTE_GROUP_PARTY, one->event.by), colon(),
               label(DISPUTE_GROUP_EVENT, one->event.kind));
    text_put(line, spoken(". ", "。", "。"));
    put_problem(line, &one->problem);
}

static void put_refused(text *t, const rerun *r) {
    text line = {NULL, 0, 0};
    for (size_t i = 0; i < r->refusals && i < REFUSED_SHOWN; i++) {
        put_why_not(&line, &r->refused[i]);
        put_told(t, i ? NULL : spoken("refused", "被拒绝", "被拒絕"), &line);
    }
    if (r->refusals > REFUSED_SHOWN) {
        text_print(&line, spoken("and %u more", "另有 %u 个", "另有 %u 個"), (unsigned)(r->refusals - REFUSED_SHOWN));
        put_told(t, NULL, &line);
    }
    text_free(&line);
}

void put_impact(text *t, const impact *i) {
    text line = {NULL, 0, 0};
    const char *instead = spoken("instead", "改用后", "改用後");
    if (!i->differs) return;
    text_put(t, "\n");
    text_put_clean(t, i->id, strlen(i->id));
    text_put(t, i->stored.is_ended
                    ? spoken(" would have ended differently.\n", " 的结果会不同。\n", " 的結果會不同。\n")
                    : spoken(" has not ended yet, and would go differently.\n", " 尚未结束，走向会不同。\n",
                             " 尚未結束，走向會不同。\n"));
    put_fate(t, spoken("in fact", "实际", "實際"), &i->stored, i->as_of);
    if (i->instead.now.state) {
        put_fate(t, instead, &i->instead, i->as_of);
        put_refused(t, i->run);
    } else {
        text_put(&line, spoken("It could not have been opened. ", "无法发起。", "無法提出。"));
        if (i->run->refusals) put_problem(&line, &i->run->refused[0].problem);
        put_told(t, instead, &line);
        text_free(&line);
    }
}

/* ---- as JSON ---- */

static void put_sent_json(json_t *o, const dispute_view *v) {
    put(o, "outcome", outcome_json(&v->outcome));
    put(o, "to_buyer", json_integer(v->to_buyer));
    put(o, "to_seller", json_integer(v->to_seller));
}

static json_t *state_json(int32_t state) { return state ? word_json(DISPUTE_GROUP_STATE, state) : json_null(); }

static json_t *silence_json(const fate *f) {
    json_t *o = json_object();
    put(o, "at", instant_json(f->at));
    put(o, "state", state_json(f->end.state));
    put_sent_json(o, &f->end);
    if (f->waits_for) put(o, "waits_for", word_json(DISPUTE_GROUP_WAITS_FOR, f->waits_for));
    return o;
}

static json_t *fate_json(const fate *f) {
    json_t *o = json_object();
    put(o, "state", state_json(f->now.state));
    put(o, "at", instant_json(f->is_ended ? f->at : 0));
    put_sent_json(o, &f->now);
    put(o, "forecast", f->is_ended || !f->now.state ? json_null() : silence_json(f));
    return o;
}

void put_impact_json(text *t, const impact *i) {
    json_t *o = json_object(), *differences = json_array(), *refused = json_array();
    for (int d = 0; d < DIFFERENCES; d++)
        if (i->differs >> d & 1) append(differences, json_string(difference_name(d)));
    for (size_t n = 0; n < i->run->refusals; n++) {
        const refused_event *one = &i->run->refused[n];
        append(refused, refusal_json(&one->event, one->state, &one->problem));
    }
    put(o, "case", json_string(i->id));
    put(o, "policy", json_string(i->policy));
    put(o, "currency", json_string(i->stored.end.currency));
    put(o, "ended", json_boolean(i->stored.is_ended));
    put(o, "as_of", instant_json(i->as_of));
    put(o, "differs", differences);
    put(o, "stored", fate_json(&i->stored));
    put(o, "instead", fate_json(&i->instead));
    put(o, "refused", refused);
    put_line(t, o);
}

/* ---- what cannot be read ---- */

void put_damaged(text *t, const char *id, int as_json) {
    if (as_json) {
        json_t *o = json_object();
        put(o, "case", json_string(id));
        put(o, "damaged", json_true());
        put_line(t, o);
        return;
    }
    text_put(t, "\n");
    text_put_clean(t, id, strlen(id));
    text_put(t, spoken(" could not be played again; standard error says why.\n",
                       " 无法重新推算，原因见标准错误输出。\n", " 無法重新推算，原因見標準錯誤輸出。\n"));
}
