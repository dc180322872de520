/* tape.c - see tape.h. */
#include "tape.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int tape_new(tape *t, int cases) {
    const size_t count = (size_t)cases, events = count * MOVES_MAX;
    memset(t, 0, sizeof *t);
    t->cases = cases;
    t->told = calloc(count, sizeof *t->told);
    t->id = calloc(count, sizeof *t->id);
    t->last = calloc(count, sizeof *t->last);
    t->of = calloc(events, sizeof *t->of);
    t->move = calloc(events, sizeof *t->move);
    t->before = calloc(events, sizeof *t->before);
    t->written = calloc(events, sizeof *t->written);
    return !t->told || !t->id || !t->last || !t->of || !t->move || !t->before || !t->written;
}

void tape_free(tape *t) {
    free(t->told);
    free(t->id);
    free(t->last);
    free(t->of);
    free(t->move);
    free(t->before);
    free(t->written);
}

static void tell(tape *t, int series) {
    t->events = 0;
    for (int k = 0; k < t->cases; k++) {
        snprintf(t->id[k], sizeof t->id[k], "C-%03d-%06d", series, k);
        story_tell(&t->told[k], k % STORIES, FORM_WITH_IDS, t->id[k]);
    }
    for (int m = 0; m < MOVES_MAX; m++) {
        for (int k = 0; k < t->cases; k++) {
            if (m >= t->told[k].moves) continue;
            t->of[t->events] = k;
            t->move[t->events] = m;
            t->before[t->events] = t->last[k];
            t->last[k] = t->events++;
        }
    }
}

const dispute_event *tape_event(const tape *t, int n) { return &t->told[t->of[n]].move[t->move[n]]; }

dispute_result tape_do(host *h, const dispute_event *e) {
    return e->kind ? dispute_apply(h->policy, h->c, e, h->answer) : dispute_advance(h->policy, h->c, e->at, h->answer);
}

static dispute_result load(const tape *t, host *h, int n) {
    const char *id = t->id[t->of[n]];
    if (t->move[n] == 0) return dispute_case_begin(h->policy, h->c, id, strlen(id), &t->told[t->of[n]].order, NULL);
    return dispute_case_load(h->policy, h->c, t->written[t->before[n]].snapshot, DISPUTE_SNAPSHOT_SIZE);
}

int tape_record(tape *t, host *h, int series) {
    int bad = 0;
    tell(t, series);
    for (int n = 0; n < t->events && !bad; n++) {
        const dispute_event *e = tape_event(t, n);
        bad = load(t, h, n) || tape_do(h, e)
              || !database_keep(h, t->id[t->of[n]], t->move[n], e->kind ? e : NULL, &t->written[n]);
    }
    if (bad) fprintf(stderr, "the library refuses an event, or leaves more than is kept here\n");
    return bad;
}

int tape_play(const tape *t, host *h, int n) {
    uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE];
    return load(t, h, n) || tape_do(h, tape_event(t, n)) || dispute_case_save(h->c, snapshot, sizeof snapshot, NULL);
}
