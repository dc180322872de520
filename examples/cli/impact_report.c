/* impact_report.c - what another policy would have changed in one case. */
#include "impact_report.h"
#include "answer_json.h"
#include "fate_report.h"
#include "timeline.h"
#include "wording.h"
#include <string.h>

enum { REFUSED_SHOWN = 3 };

/* ---- for people ---- */

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
        put_behind(t, i ? NULL : spoken("refused", "被拒绝", "被拒絕"), &line);
    }
    if (r->refusals > REFUSED_SHOWN) {
        text_print(&line, spoken("and %u more", "另有 %u 个", "另有 %u 個"), (unsigned)(r->refusals - REFUSED_SHOWN));
        put_behind(t, NULL, &line);
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
        put_behind(t, instead, &line);
        text_free(&line);
    }
}

/* ---- as JSON ---- */

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
