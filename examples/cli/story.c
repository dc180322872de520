/* story.c - what happened in a stored case and what silence will bring, as one row of moments and the deadlines that
 * ran between them. */
#include "story.h"
#include "chart.h"
#include "money.h"
#include "output.h"
#include "store_case.h"
#include "timeline.h"
#include "walk.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static void *one_more(void *array, size_t count, size_t each) { /* the array with room for another, which is all zero */
    char *longer = realloc(array, (count + 1) * each);
    if (!longer) text_no_memory();
    memset(longer + count * each, 0, each);
    return longer;
}

static moment *add_moment(story *y, const dispute_transition *t) {
    y->moments = one_more(y->moments, y->count, sizeof *y->moments);
    moment *m = &y->moments[y->count++];
    m->at = t->at;
    m->by = t->by;
    m->event = t->event;
    m->rule = t->rule;
    m->from_state = t->from_state;
    m->state = t->state;
    return m;
}

/* ---- money ---- */

static int is_shown(const dispute_effect *e) {
    return e->kind == DISPUTE_EFFECT_TRANSFER || e->kind == DISPUTE_EFFECT_COUPON || e->kind == DISPUTE_EFFECT_CLAIM_DUE
           || e->kind == DISPUTE_EFFECT_EVIDENCE_REQUEST;
}

static void add_movement(moment *m, const dispute_effect *e, int64_t paid_at) {
    m->moved = one_more(m->moved, m->moved_count, sizeof *m->moved);
    movement *v = &m->moved[m->moved_count++];
    v->kind = e->kind;
    v->from = e->from_account;
    v->to = e->kind == DISPUTE_EFFECT_TRANSFER ? e->to_account : e->to_party;
    v->why = e->why;
    v->amount = e->amount;
    v->due = e->due;
    v->paid_at = paid_at;
    v->again = m->sequence > 0 && e->sequence != m->sequence;
}

static int add_effects(moment *m, const dispute_answer *answer, uint32_t first, uint32_t count, store *s) {
    for (uint32_t i = 0; i < count; i++) {
        const dispute_effect *e = dispute_answer_effect(answer, first + i);
        dispute_effect stored;
        int64_t paid_at = 0;
        if (e && e->kind == DISPUTE_EFFECT_DEADLINE) m->due[e->deadline] = e->due;
        if (!e || !is_shown(e)) continue;
        if (s && e->kind == DISPUTE_EFFECT_TRANSFER && store_effect(s, e->id, &stored, &paid_at) < 0) return -1;
        add_movement(m, e, paid_at);
    }
    return 0;
}

/* ---- what happened ---- */

/* Which payment an event is about. */
static int put_payment(text *t, store *s, const dispute_event *e) {
    dispute_effect paid;
    int64_t done_at = 0;
    int there = store_effect(s, e->reference, &paid, &done_at);
    if (there <= 0) return there;
    put_money(t, paid.amount, paid.currency);
    text_print(t, " · %s → %s · %s", label(DISPUTE_GROUP_ACCOUNT, paid.from_account),
               label(DISPUTE_GROUP_ACCOUNT, paid.to_account), label(DISPUTE_GROUP_WHY, paid.why));
    return 0;
}

static int put_words_with(text *t, const step *st) {
    int payment = st->e->kind == DISPUTE_EVENT_PAID || st->e->kind == DISPUTE_EVENT_PAYMENT_FAILED;
    return payment ? put_payment(t, st->s, st->e) : put_said(t, st);
}

static void skip_colon(text *t) { /* as the lines of `show` begin it */
    static const char *const marks[] = {": ", "; ", "\xEF\xBC\x9A", "\xEF\xBC\x9B"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t size = strlen(marks[i]);
        if (t->size < size || memcmp(t->bytes, marks[i], size) != 0) continue;
        memmove(t->bytes, t->bytes + size, t->size - size + 1);
        t->size -= size;
        return;
    }
}

static int add_step(story *y, walk *w) {
    step st = {&w->t,         &w->e, w->answer,          w->first_effect, &w->after.outcome, w->after.currency,
               y->now.viewer, w->s,  STEP_RULE_EXPLAINED};
    dispute_view view = {.size = sizeof view};
    moment *m = add_moment(y, &w->t);
    m->sequence = w->t.sequence;
    m->moves = w->after.moves;
    if (put_words_with(&m->said, &st) != 0 || add_effects(m, w->answer, w->first_effect, w->t.effects, w->s) != 0)
        return -1;
    skip_colon(&m->said);
    if (dispute_case_view(w->behind, y->hidden ? y->now.viewer : DISPUTE_PARTY_PLATFORM, &view) != DISPUTE_DONE)
        return -1;
    memcpy(m->due, view.due, sizeof m->due);
    if (w->t.state == DISPUTE_STATE_CLOSED_DONE && w->t.from_state != w->t.state)
        put_outcome(&m->ends, &w->after.outcome, w->after.currency);
    return 0;
}

/* Which silence it was, where time alone made this moment: by the rules that the case had then. */
static void put_silence_then(moment *m, const chart *c) {
    const dispute_edge *e = chart_deadline(c, m->from_state, m->event - DEADLINE_EVENTS);
    if (m->by != DISPUTE_PARTY_SYSTEM) return;
    text_put(&m->said, label(DISPUTE_GROUP_RULE, m->rule));
    if (!e) return;
    text_put(&m->said, spoken(". ", "。", "。"));
    put_silence_of(&m->said, e);
    if (e->winner) text_print(&m->said, "%s%s", spoken(": ", "，", "，"), winner_words(e->deadline, e->winner));
}

static int read_past(story *y, store *s) {
    walk w;
    chart then = {.policy = NULL}; /* of the record's policy */
    int more = 0, policies = 0, wrong = walk_begin(&w, s, y->now.id);
    while (!wrong && (more = walk_next(&w)) == WALK_STEP) {
        int inside = w.t.from_state == DISPUTE_STATE_GUARANTEE_WAITING && w.t.state == DISPUTE_STATE_GUARANTEE_WAITING;
        if (w.policies != policies) {
            policies = w.policies;
            chart_free(&then);
            wrong = chart_read(&then, w.policy, NULL);
        }
        if (wrong || (y->hidden && inside)) continue;
        wrong = add_step(y, &w);
        put_silence_then(&y->moments[y->count - 1], &then);
    }
    if (more == WALK_MISFIT) complain_misfit(w.sequence, y->now.id);
    walk_end(&w);
    chart_free(&then);
    y->happened = y->count;
    return wrong || more < 0 ? -1 : 0;
}

/* ---- what silence brings ---- */

static int read_future(story *y, store *s) {
    uint32_t effect = 0;
    if (y->hidden || y->count == 0) return 0;
    if (dispute_forecast(s->policy, s->c, s->answer) != DISPUTE_DONE) {
        complain(
            spoken("the forecast of this case cannot be made", "无法预测这个纠纷的结果", "無法預測這個爭議的結果"));
        return -1;
    }
    for (uint32_t i = 0; i < dispute_answer_count(s->answer, DISPUTE_STRUCT_TRANSITION); i++) {
        const dispute_transition *t = dispute_answer_transition(s->answer, i);
        moment *m = add_moment(y, t);
        memcpy(m->due, y->moments[y->count - 2].due, sizeof m->due);
        if (add_effects(m, s->answer, effect, t->effects, NULL) != 0) return -1;
        effect += t->effects;
    }
    const dispute_outcome *outcome = dispute_answer_outcome(s->answer);
    const dispute_prospect *prospect = dispute_answer_prospect(s->answer);
    if (y->count > y->happened && outcome && outcome->kind)
        put_outcome(&y->moments[y->count - 1].ends, outcome, y->now.currency);
    const char *waits = prospect && prospect->waits_for
                            ? dispute_word_sentence(DISPUTE_GROUP_WAITS_FOR, prospect->waits_for, language())
                            : NULL;
    if (waits) text_put(&y->waits, waits);
    return 0;
}

/* ---- deadlines ---- */

static int32_t party_of(int32_t deadline, int32_t moves) {
    if (deadline == DISPUTE_DEADLINE_REVIEW || deadline == DISPUTE_DEADLINE_TAKEOVER) return DISPUTE_PARTY_PLATFORM;
    if (deadline == DISPUTE_DEADLINE_CLAIM) return DISPUTE_PARTY_CARRIER;
    for (int32_t party = 1; deadline == DISPUTE_DEADLINE_RESPONSE && party < DISPUTE_PARTIES; party++)
        if (moves == 1 << party) return party;
    return 0;
}

static void add_bar(story *y, int32_t deadline, size_t from) {
    const moment *m = &y->moments[from];
    y->bars = one_more(y->bars, y->bar_count, sizeof *y->bars);
    y->bars[y->bar_count++] =
        (bar){deadline, party_of(deadline, m->moves), from, y->count, m->due[deadline], BAR_RUNS, {NULL, 0, 0}, 0, 0};
}

/* Another state has a deadline of its own under the same name. */
static int is_of_state(const moment *m, int32_t deadline) {
    return m->state != m->from_state && (deadline == DISPUTE_DEADLINE_RESPONSE || deadline == DISPUTE_DEADLINE_REVIEW);
}

/* Was what the deadline waits for done by this moment? Evidence has come where giving some leaves nobody who is asked.
 * A claim is filed by who paid, and answered by the carrier. */
static int is_met_by(const bar *b, const moment *m) {
    if (b->deadline == DISPUTE_DEADLINE_EVIDENCE) return m->event == DISPUTE_EVENT_SUBMIT_EVIDENCE;
    if (b->deadline == DISPUTE_DEADLINE_APPEAL) return m->event == DISPUTE_EVENT_APPEAL;
    if (b->deadline == DISPUTE_DEADLINE_CLAIM)
        return m->event == DISPUTE_EVENT_FILE_CLAIM || m->event == DISPUTE_EVENT_ANSWER_CLAIM;
    return m->by == b->party;
}

static void read_bars(story *y) { /* in the order of the moments that set them */
    for (size_t i = 0; i < y->count; i++) {
        const moment *m = &y->moments[i];
        for (int32_t d = 1; d < DISPUTE_DEADLINES; d++) {
            int64_t before = i > 0 ? y->moments[i - 1].due[d] : 0;
            int passed = m->event == DEADLINE_EVENTS + d;
            if (m->due[d] == before && !(passed && before)) continue;
            for (size_t b = 0; b < y->bar_count; b++)
                if (y->bars[b].deadline == d && y->bars[b].end == BAR_RUNS) {
                    y->bars[b].to = i;
                    y->bars[b].met = is_met_by(&y->bars[b], m);
                    y->bars[b].end = passed ? BAR_PASSED : m->due[d] && !is_of_state(m, d) ? BAR_MOVED : BAR_CLEARED;
                }
            if (m->due[d]) add_bar(y, d, i);
        }
    }
    for (size_t b = 0; b < y->bar_count; b++)
        y->bars[b].runs = y->bars[b].from < y->happened && y->bars[b].to >= y->happened;
}

/* What silence does where a deadline passes: with the ones that run now, and with the moments that it will make. */
static int read_silences(story *y, store *s) {
    chart c;
    int wrong = chart_read(&c, s->policy, NULL);
    for (size_t b = 0; !wrong && b < y->bar_count; b++) {
        const dispute_edge *e = chart_deadline(&c, y->now.state, y->bars[b].deadline);
        if (y->bars[b].runs && e && !y->hidden) put_silence_of(&y->bars[b].silence, e);
    }
    for (size_t i = y->happened; !wrong && i < y->count; i++) put_silence_then(&y->moments[i], &c);
    chart_free(&c);
    return wrong;
}

int story_read(story *y, store *s, const dispute_view *now, int hidden) {
    size_t needed = 0;
    memset(y, 0, sizeof *y);
    y->now = *now;
    y->hidden = hidden;
    dispute_policy_name(s->policy, y->policy, sizeof y->policy, &needed);
    if (read_past(y, s) != 0 || read_future(y, s) != 0) return -1;
    read_bars(y);
    return read_silences(y, s);
}

void story_free(story *y) {
    for (size_t i = 0; i < y->count; i++) {
        text_free(&y->moments[i].said);
        text_free(&y->moments[i].ends);
        free(y->moments[i].moved);
    }
    for (size_t b = 0; b < y->bar_count; b++) text_free(&y->bars[b].silence);
    text_free(&y->waits);
    free(y->moments);
    free(y->bars);
}
