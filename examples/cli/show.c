/* show.c - dispute show: the timeline of a case, as one of its parties may see it (Q3). */
#include "show.h"
#include "answer_json.h"
#include "columns.h"
#include "money.h"
#include "output.h"
#include "picture_file.h"
#include "store_case.h"
#include "timeline.h"
#include "timeline_svg.h"
#include "walk.h"
#include "wording.h"
#include <string.h>

typedef struct show {
    store s;
    int32_t viewer;
    dispute_view now; /* as the viewer sees it */
    int as_json;
    int hidden; /* while the guarantee has the case, the seller sees its state alone */
    text out;
} show;

static void put_name(text *t, const char *name) {
    text_put(t, "  ");
    put_padded(t, name, 12);
}

static void put_header(show *x) {
    text *t = &x->out;
    const dispute_view *v = &x->now;
    char policy[DISPUTE_NAME_SIZE] = "";
    size_t needed = 0;
    dispute_policy_name(x->s.policy, policy, sizeof policy, &needed);
    text_put(t, spoken("Case ", "纠纷 ", "爭議 "));
    text_put_clean(t, v->id, strlen(v->id));
    text_print(
        t, spoken(", under the rules %s, as the %s sees it\n", "，适用规则 %s，%s视角\n", "，適用規則 %s，%s視角\n"),
        policy, within(DISPUTE_GROUP_PARTY, x->viewer));
    put_name(t, spoken("order", "订单", "訂單"));
    put_money(t, v->amount, v->currency);
    text_print(t, spoken("; goods: %s; money: %s\n", "；商品：%s；款项：%s\n", "；商品：%s；款項：%s\n"),
               label(DISPUTE_GROUP_GOODS, v->goods), label(DISPUTE_GROUP_FUNDS, v->funds));
    put_name(t, spoken("reason", "原因", "原因"));
    text_print(t, "%s\n", label(DISPUTE_GROUP_REASON, v->reason));
    if (v->request.kind) {
        put_name(t, spoken("request", "诉求", "訴求"));
        put_terms(t, &v->request, v->currency);
        text_put(t, "\n");
    }
    if (v->offer.kind) {
        int agreed = v->state >= DISPUTE_STATE_RETURN_ADDRESS;
        put_name(t, v->offer_by == DISPUTE_PARTY_PLATFORM ? spoken("ruling", "裁决", "裁決")
                    : agreed                              ? spoken("agreed", "约定", "約定")
                                                          : spoken("offer", "方案", "方案"));
        put_terms(t, &v->offer, v->currency);
        text_put(t, "\n");
    }
    put_name(t, spoken("state", "状态", "狀態"));
    text_print(t, "%s\n\n", label(DISPUTE_GROUP_STATE, v->state));
}

static int put_steps(show *x, const char *id) {
    walk w;
    uint8_t told[256] = {0};
    int more = 0, wrong = walk_begin(&w, &x->s, id);
    while (!wrong && (more = walk_next(&w)) == WALK_STEP) {
        int inside = w.t.from_state == DISPUTE_STATE_GUARANTEE_WAITING && w.t.state == DISPUTE_STATE_GUARANTEE_WAITING;
        step st = {&w.t,      &w.e,  w.answer,           w.first_effect, &w.after.outcome, w.after.currency,
                   x->viewer, &x->s, STEP_RULE_EXPLAINED};
        if (told[w.t.rule & 0xFF]) st.depth = STEP_RULE_NAMED; /* each rule is explained once */
        if (x->hidden && inside) continue;
        told[w.t.rule & 0xFF] = 1;
        wrong = put_step(&x->out, &st);
    }
    if (more == WALK_MISFIT) complain_misfit(w.sequence, id);
    walk_end(&w);
    return wrong || more < 0 ? -1 : 0;
}

static void put_due(show *x) {
    int any = 0;
    for (int64_t after = 0;;) { /* in the order of time */
        int64_t first = dispute_never();
        for (int i = 1; i < DISPUTE_DEADLINES; i++)
            if (x->now.due[i] > after && x->now.due[i] < first) first = x->now.due[i];
        if (first == dispute_never()) break;
        for (int32_t i = 1; i < DISPUTE_DEADLINES; i++) {
            if (x->now.due[i] != first) continue;
            if (!any++) text_put(&x->out, spoken("\ndue next\n", "\n接下来的期限\n", "\n接下來的期限\n"));
            text_put(&x->out, "  ");
            put_time(&x->out, first);
            text_print(&x->out, "  %s%s%s\n", label(DISPUTE_GROUP_DEADLINE, i), colon(),
                       sentence_of(DISPUTE_GROUP_DEADLINE, i));
        }
        after = first;
    }
}

static int put_future(show *x) {
    if (x->hidden) return 0;
    put_due(x);
    if (x->now.state == DISPUTE_STATE_CLOSED_DONE && x->now.next_due == dispute_never()) return 0;
    if (dispute_forecast(x->s.policy, x->s.c, x->s.answer) != DISPUTE_DONE) {
        complain(
            spoken("the forecast of this case cannot be made", "无法预测这个纠纷的结果", "無法預測這個爭議的結果"));
        return -1;
    }
    text_put(&x->out, spoken("\nif nobody acts\n", "\n如果一直无人处理\n", "\n如果一直無人處理\n"));
    put_silence(&x->out, x->s.answer, x->now.currency);
    return 0;
}

/* ---- as JSON ---- */

static json_t *steps_json(show *x, const char *id) { /* as in the lines of log; NULL: said */
    walk w;
    json_t *steps = json_array();
    int more = 0, wrong = walk_begin(&w, &x->s, id);
    while (!wrong && (more = walk_next(&w)) == WALK_STEP) {
        int waits = w.t.state == DISPUTE_STATE_GUARANTEE_WAITING;
        if (x->hidden && waits && w.t.from_state == w.t.state) continue;
        json_t *step_ = transition_json(&w.t, &w.e, &w.after, w.answer, w.first_effect);
        if (x->hidden && waits) put(step_, "deadlines", json_null());
        append(steps, step_);
    }
    if (more == WALK_MISFIT) complain_misfit(w.sequence, id);
    walk_end(&w);
    if (!wrong && more >= 0) return steps;
    json_decref(steps);
    return NULL;
}

static json_t *inner(json_t *outer, const char *key) { /* what is in it, without its envelope */
    json_t *value = json_incref(json_object_get(outer, key));
    json_decref(outer);
    return value;
}

static int put_json(show *x, const char *id) {
    char policy[DISPUTE_NAME_SIZE] = "";
    size_t needed = 0;
    json_t *steps = steps_json(x, id), *o = steps ? json_object() : NULL;
    if (!o) return -1;
    dispute_policy_name(x->s.policy, policy, sizeof policy, &needed);
    put(o, "case", json_string(id));
    put(o, "policy", json_string(policy));
    put(o, "currency", json_string(x->now.currency));
    put(o, "view", inner(view_json(&x->now), "view"));
    put(o, "transitions", steps);
    int foreseen = !x->hidden && dispute_forecast(x->s.policy, x->s.c, x->s.answer) == DISPUTE_DONE;
    put(o, "forecast", foreseen ? inner(forecast_json(x->s.answer), "forecast") : json_null());
    put_line(&x->out, o);
    return 0;
}

/* ---- as a picture ---- */

static int draw_case(show *x) {
    story y;
    int wrong = story_read(&y, &x->s, &x->now, x->hidden);
    if (!wrong) timeline_draw(&x->out, &y);
    story_free(&y);
    return wrong;
}

static int show_case(show *x, const char *id, int drawn) {
    int there = store_load(&x->s, id);
    if (there == 0)
        complain(spoken("there is no case %s in %s", "没有找到纠纷 %s（数据库 %s）", "找不到爭議 %s（資料庫 %s）"), id,
                 x->s.name);
    if (there <= 0) return -1;
    x->now.size = (uint32_t)sizeof x->now;
    dispute_case_view(x->s.c, x->viewer, &x->now);
    x->hidden = x->viewer == DISPUTE_PARTY_SELLER && x->now.state == DISPUTE_STATE_GUARANTEE_WAITING;
    if (x->as_json) return put_json(x, id);
    if (drawn) return draw_case(x);
    put_header(x);
    return put_steps(x, id) != 0 || put_future(x) != 0 ? -1 : 0;
}

int command_show(const arguments *a) {
    show x;
    const char *as = a->value[OPTION_AS], *svg = a->value[OPTION_SVG];
    memset(&x, 0, sizeof x);
    x.as_json = a->value[OPTION_JSON] != NULL;
    x.viewer = as ? word_read(DISPUTE_GROUP_PARTY, as) : DISPUTE_PARTY_PLATFORM;
    if (x.viewer < DISPUTE_PARTY_BUYER || x.viewer > DISPUTE_PARTY_CARRIER) {
        complain(spoken("--as %s: it must be buyer, seller, platform or carrier",
                        "--as %s：须为 buyer、seller、platform 或 carrier",
                        "--as %s：須為 buyer、seller、platform 或 carrier"),
                 as ? as : "");
        return EXIT_NOT_UNDERSTOOD;
    }
    if (svg && x.as_json) {
        complain(spoken("--svg and --json exclude each other", "--svg 与 --json 不能同时使用",
                        "--svg 與 --json 不能同時使用"));
        return EXIT_NOT_UNDERSTOOD;
    }
    int wrong = store_open(&x.s, a, STORE_TO_READ) != 0 || show_case(&x, a->word[1], svg != NULL) != 0;
    if (!wrong) wrong = picture_write(svg ? svg : "-", &x.out) != 0;
    text_free(&x.out);
    store_close(&x.s);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
