/* calls.c - see calls.h. */
#include "calls.h"
#include "stories.h"
#include <stdlib.h>
#include <string.h>

static int fill(calls *k, const story *s) {
    static const char changes[] = "preset = aliexpress@2017\njournal.chain = none\n";
    int bad = dispute_policy_new(NULL, &k->policy) || dispute_policy_parse(k->policy, changes, sizeof changes - 1, NULL)
              || dispute_policy_seal(k->policy, NULL) || dispute_answer_new(NULL, 2 * k->case_count, &k->answer)
              || dispute_case_new(NULL, &k->fresh)
              || dispute_case_begin(k->policy, k->fresh, "C-1001", 6, &s->order, NULL);
    for (uint32_t i = 0; i < k->case_count && !bad; i++) bad = dispute_case_new(NULL, &k->cases[i]);
    for (int i = 0; i < s->moves; i++) {
        if (s->move[i].kind == 0) continue; /* silence: the event behind it advances to its own instant first */
        k->events[k->event_count] = s->move[i];
        for (uint32_t n = 0; n < k->case_count; n++) k->copies[k->event_count * k->case_count + n] = s->move[i];
        k->event_count++;
    }
    return bad;
}

calls *calls_new(uint32_t case_count) {
    story s;
    calls *k = calloc(1, sizeof *k);
    if (!k) return NULL;
    story_tell(&s, STORY_NEGOTIATION, FORM_SHORT, "C-1001");
    k->cases = calloc(case_count, sizeof(dispute_case *));
    k->events = calloc(MOVES_MAX, sizeof *k->events);
    k->copies = calloc((size_t)MOVES_MAX * case_count, sizeof *k->copies);
    k->results = calloc(case_count, sizeof *k->results);
    k->case_count = k->cases ? case_count : 0;
    if (k->cases && k->events && k->copies && k->results && fill(k, &s) == 0) {
        calls_reset(k);
        return k;
    }
    calls_free(k);
    return NULL;
}

void calls_free(calls *k) {
    for (uint32_t i = 0; i < k->case_count; i++) dispute_case_free(k->cases[i]);
    dispute_case_free(k->fresh);
    dispute_answer_free(k->answer);
    dispute_policy_free(k->policy);
    free(k->cases);
    free(k->events);
    free(k->copies);
    free(k->results);
    free(k);
}

void calls_reset(calls *k) {
    for (uint32_t i = 0; i < k->case_count; i++) dispute_case_copy(k->cases[i], k->fresh);
}

int32_t calls_closed(const calls *k) {
    for (uint32_t i = 0; i < k->case_count; i++)
        if (dispute_case_state(k->cases[i]) != DISPUTE_STATE_CLOSED_DONE) return 0;
    return 1;
}
