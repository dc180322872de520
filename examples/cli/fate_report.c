/* fate_report.c - where a case stands and where it ends, told to people and as JSON. */
#include "fate_report.h"
#include "answer_json.h"
#include "columns.h"
#include "money.h"
#include "timeline.h"
#include "wording.h"

/* the name of a side stands at INDENT, what is told of it at MARGIN; lines end about WIDTH */
enum { INDENT = 2, MARGIN = 11, WIDTH = 110 };

/* ---- for people ---- */

void put_behind(text *t, const char *name, text *line) {
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
    put_behind(t, name, line);
    put_sent(line, &f->end);
    put_behind(t, NULL, line);
}

void put_fate(text *t, const char *name, const fate *f, int64_t as_of) {
    text line = {NULL, 0, 0};
    if (f->is_ended) {
        put_decided(t, name, f, &line);
        text_free(&line);
        return;
    }
    put_time(&line, as_of);
    text_print(&line, spoken("  Not ended: %s.", "  未结束：%s。", "  未結束：%s。"),
               label(DISPUTE_GROUP_STATE, f->now.state));
    put_behind(t, name, &line);
    text_put(&line, spoken("If nobody acts: ", "如果一直无人处理：", "如果一直無人處理："));
    if (f->is_decided) {
        put_decided(t, NULL, f, &line);
    } else {
        put_time(&line, f->at);
        text_print(&line, "  %s%s%s", label(DISPUTE_GROUP_STATE, f->end.state), spoken(". ", "。", "。"),
                   sentence_of(DISPUTE_GROUP_WAITS_FOR, f->waits_for));
        put_behind(t, NULL, &line);
    }
    text_free(&line);
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

json_t *fate_json(const fate *f) {
    json_t *o = json_object();
    put(o, "state", state_json(f->now.state));
    put(o, "at", instant_json(f->is_ended ? f->at : 0));
    put_sent_json(o, &f->now);
    put(o, "forecast", f->is_ended || !f->now.state ? json_null() : silence_json(f));
    return o;
}
