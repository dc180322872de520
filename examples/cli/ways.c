/* ways.c - from one state to another: what is drawn as one line. */
#include "ways.h"
#include "timeline.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static way *add(ways *w, int32_t from, int32_t to) {
    way *longer = realloc(w->each, (w->count + 1) * sizeof *longer);
    if (!longer) {
        complain_no_memory();
        return NULL;
    }
    w->each = longer;
    way *new = &w->each[w->count++];
    memset(new, 0, sizeof *new);
    new->from = from;
    new->to = to;
    new->gone = 1; /* until an edge is found that is not */
    return new;
}

/* What a group of parties may do, the parties first; a group that an earlier edge has is told there. */
static void put_group(text *t, const chart *c, size_t first, int32_t to, int staying) {
    const dispute_edge *e = &c->edges[first];
    for (size_t i = 0; i < first; i++) {
        const dispute_edge *before = &c->edges[i];
        if (before->from_state == e->from_state && before->parties == e->parties && !before->deadline
            && (staying ? !edge_leaves(before) : edge_leads(before, to)))
            return;
    }
    if (t->size) text_put(t, "\n");
    put_parties(t, e->parties);
    const char *between = spoken(": ", "：", "：");
    for (size_t i = first; i < c->count; i++) {
        const dispute_edge *more = &c->edges[i];
        if (more->from_state != e->from_state || more->parties != e->parties || more->deadline) continue;
        if (staying ? edge_leaves(more) : !edge_leads(more, to)) continue;
        text_print(t, "%s%s", between, label(DISPUTE_GROUP_EVENT, more->event));
        between = spoken(", ", "、", "、");
    }
}

static int add_events(ways *w, const chart *c, int32_t from, int32_t to) {
    way *one = NULL;
    for (size_t i = 0; i < c->count; i++) {
        const dispute_edge *e = &c->edges[i];
        if (e->from_state != from || e->deadline || from == to || !edge_leads(e, to)) continue;
        if (!one && (one = add(w, from, to)) == NULL) return -1;
        one->gone &= edge_is_gone(c, e);
        put_group(&one->words, c, i, to, 0);
    }
    return 0;
}

static void put_deadline(text *t, const chart *c, const dispute_edge *e, int64_t due) {
    put_edge_time(t, c, e);
    text_print(t, " (%s)", label(DISPUTE_GROUP_DEADLINE, e->deadline));
    if (due) text_print(t, "%s", spoken(", due ", "，截止 ", "，截止 "));
    if (due) put_time(t, due);
    text_put(t, "\n");
    put_silence_of(t, e);
    text_print(t, "%s%s", spoken(": ", "，", "，"), winner_words(e->deadline, e->winner));
}

static int add_deadlines(ways *w, const chart *c, int32_t from, int32_t to) {
    for (size_t i = 0; i < c->count; i++) {
        const dispute_edge *e = &c->edges[i];
        if (e->from_state != from || !e->deadline || from == to || !edge_leads(e, to)) continue;
        way *one = add(w, from, to);
        if (!one) return -1;
        one->gone = edge_is_gone(c, e);
        one->deadline = e->deadline;
        one->winner = e->winner;
        one->due = chart_due(c, e);
        put_deadline(&one->words, c, e, one->due);
    }
    return 0;
}

int ways_read(ways *w, const chart *c) {
    memset(w, 0, sizeof *w);
    for (int from = -1; from < c->state_count; from++)
        for (int to = 0; to < c->state_count; to++) {
            int32_t begin = from < 0 ? 0 : c->states[from];
            if (add_events(w, c, begin, c->states[to]) != 0 || add_deadlines(w, c, begin, c->states[to]) != 0)
                return -1;
        }
    return 0;
}

void ways_free(ways *w) {
    for (size_t i = 0; i < w->count; i++) text_free(&w->each[i].words);
    free(w->each);
}

void put_staying(text *t, const chart *c, int32_t state, int deadlines) {
    for (size_t i = 0; i < c->count; i++) {
        const dispute_edge *e = &c->edges[i];
        if (e->from_state != state || edge_leaves(e)) continue;
        if (!e->deadline) {
            put_group(t, c, i, state, 1);
            continue;
        }
        if (!deadlines) continue;
        if (t->size) text_put(t, "\n");
        put_deadline(t, c, e, chart_due(c, e));
    }
}
