/* calls_c.c - the loops of calls.py and cgo/main.go in C: what the same calls cost without a border between languages.
 *   calls_c CASES REPEATS */
#include "calls.h"
#include "samples.h"
#include <stdio.h>
#include <stdlib.h>

static int64_t sum; /* of what was asked: so that asking cannot be left out */

static int ask(calls *k) { /* the smallest call: one pointer in, one number out */
    for (uint32_t e = 0; e < k->event_count; e++)
        for (uint32_t i = 0; i < k->case_count; i++) sum ^= dispute_case_next_due(k->cases[i]);
    return 0;
}

static int apply(calls *k) {
    int bad = 0;
    for (uint32_t e = 0; e < k->event_count; e++)
        for (uint32_t i = 0; i < k->case_count; i++)
            bad |= dispute_apply(k->policy, k->cases[i], &k->events[e], k->answer);
    return bad || !calls_closed(k);
}

static int apply_many(calls *k) {
    size_t done = 0;
    int bad = 0;
    for (uint32_t e = 0; e < k->event_count && !bad; e++)
        bad = dispute_apply_many(k->policy, k->cases, k->copies + e * k->case_count, sizeof *k->copies, k->case_count,
                                 k->answer, k->results, &done)
              || done != k->case_count;
    return bad || !calls_closed(k);
}

static int measure(uint32_t cases, int repeats) {
    static const struct {
        const char *name;
        int (*loop)(calls *k);
    } rows[] = {{"h-c-ask", ask}, {"h-c-apply", apply}, {"h-c-many", apply_many}};
    enum { ROWS = sizeof rows / sizeof rows[0] };
    static samples ns[ROWS];
    calls *k = calls_new(cases);
    int bad = k == NULL;
    for (int n = -1; n < repeats && !bad; n++) { /* the first one warms up */
        for (int i = 0; i < ROWS && !bad; i++) {
            calls_reset(k);
            int64_t began = samples_now();
            bad = rows[i].loop(k);
            double took = (double)(samples_now() - began);
            if (n >= 0) samples_add(&ns[i], took / k->case_count / k->event_count);
        }
    }
    for (int i = 0; i < ROWS && !bad; i++) samples_print(&ns[i], rows[i].name, "");
    if (bad) fprintf(stderr, "a call was refused, or there is no memory\n");
    if (k) calls_free(k);
    return bad;
}

int main(int argc, char **argv) {
    if (argc == 3 && atoi(argv[1]) > 0 && atoi(argv[2]) > 0) return measure((uint32_t)atoi(argv[1]), atoi(argv[2]));
    fprintf(stderr, "usage: calls_c CASES REPEATS\n");
    return 2;
}
