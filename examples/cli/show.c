/* show.c - dispute show: the timeline of a case, as one of its parties may see it (Q3). */
#include "show.h"
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
    int hidden;       /* while the guarantee has the case, the seller sees its state alone */
    text out;
} show;

static void put_name(text *t, const char *name) { text_print(t, "  %-12s", name); }

static void put_header(show *x) {
    text *t = &x->out;
    const dispute_view *v = &x->now;
    char policy[DISPUTE_NAME_SIZE] = "";
    size_t needed = 0;
    dispute_policy_name(x->s.policy, policy, sizeof policy, &needed);
    text_put(t, "Case ");
    text_put_clean(t, v->id, strlen(v->id));
    text_print(t, ", under the rules %s, as the %s sees it\n", policy, word_or_none(DISPUTE_GROUP_PARTY, x->viewer));
    put_name(t, "order");
    put_money(t, v->amount, v->currency);
    text_print(t, "; goods: %s; money: %s\n", label(DISPUTE_GROUP_GOODS, v->goods),
               label(DISPUTE_GROUP_FUNDS, v->funds));
    put_name(t, "reason");
    text_print(t, "%s\n", label(DISPUTE_GROUP_REASON, v->reason));
    if (v->request.kind) {
        put_name(t, "request");
        put_terms(t, &v->request, v->currency);
        text_put(t, "\n");
    }
    if (v->offer.kind) {
        int agreed = v->state >= DISPUTE_STATE_RETURN_ADDRESS;
        put_name(t, v->offer_by == DISPUTE_PARTY_PLATFORM ? "ruling" : agreed ? "agreed" : "offer");
        put_terms(t, &v->offer, v->currency);
        text_put(t, "\n");
    }
    put_name(t, "state");
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
    if (more == WALK_MISFIT)
        complain("record %lld of case %s does not fit; see dispute verify", (long long)w.sequence, id);
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
            if (!any++) text_put(&x->out, "\ndue next\n");
            text_put(&x->out, "  ");
            put_time(&x->out, first);
            const char *sentence = dispute_word_sentence(DISPUTE_GROUP_DEADLINE, i, DISPUTE_LANGUAGE_EN);
            text_print(&x->out, "  %s: %s\n", label(DISPUTE_GROUP_DEADLINE, i), sentence ? sentence : "");
        }
        after = first;
    }
}

static int put_future(show *x) {
    if (x->hidden) return 0;
    put_due(x);
    if (x->now.state == DISPUTE_STATE_CLOSED_DONE && x->now.next_due == dispute_never()) return 0;
    if (dispute_forecast(x->s.policy, x->s.c, x->s.answer) != DISPUTE_DONE) {
        complain("the forecast of this case cannot be made");
        return -1;
    }
    text_put(&x->out, "\nif nobody acts\n");
    put_silence(&x->out, x->s.answer, x->now.currency);
    return 0;
}

static int draw_case(show *x) {
    story y;
    int wrong = story_read(&y, &x->s, &x->now, x->hidden);
    if (!wrong) timeline_draw(&x->out, &y);
    story_free(&y);
    return wrong;
}

static int show_case(show *x, const char *id, int drawn) {
    int there = store_load(&x->s, id);
    if (there == 0) complain("there is no case %s in %s", id, x->s.name);
    if (there <= 0) return -1;
    x->now.size = (uint32_t)sizeof x->now;
    dispute_case_view(x->s.c, x->viewer, &x->now);
    x->hidden = x->viewer == DISPUTE_PARTY_SELLER && x->now.state == DISPUTE_STATE_GUARANTEE_WAITING;
    if (drawn) return draw_case(x);
    put_header(x);
    return put_steps(x, id) != 0 || put_future(x) != 0 ? -1 : 0;
}

int command_show(const arguments *a) {
    show x;
    const char *as = a->value[OPTION_AS], *svg = a->value[OPTION_SVG];
    memset(&x, 0, sizeof x);
    x.viewer = as ? word_read(DISPUTE_GROUP_PARTY, as) : DISPUTE_PARTY_PLATFORM;
    if (x.viewer < DISPUTE_PARTY_BUYER || x.viewer > DISPUTE_PARTY_CARRIER) {
        complain("--as %s: it must be buyer, seller, platform or carrier", as ? as : "");
        return EXIT_NOT_UNDERSTOOD;
    }
    int wrong = store_open(&x.s, a, STORE_TO_READ) != 0 || show_case(&x, a->word[1], svg != NULL) != 0;
    if (!wrong) wrong = picture_write(svg ? svg : "-", &x.out) != 0;
    text_free(&x.out);
    store_close(&x.s);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
