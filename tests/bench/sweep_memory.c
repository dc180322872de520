/* sweep_memory.c - what a sweep costs: many cases, of which few are due, as an array of snapshots, or as that and a
 * column of next_due. Figures are ns a sweep.
 *   sweep_memory CASES DUE REPEATS */
#include "samples.h"
#include "waiting.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = DISPUTE_SNAPSHOT_SIZE, BLOCK = 64 };
static const int64_t DAY =
    86400000; /* what rests was opened so much later: it is not due yet, and its clock has passed */

typedef struct heap {
    dispute_policy *policy;
    dispute_case *c;
    dispute_answer *answer;
    size_t cases, due;
    uint8_t *all;  /* the snapshots */
    uint8_t *kept; /* those that are due, as they were */
    int64_t *column;
    dispute_result *results;
    int64_t now;
    uint64_t seen; /* what was read: so that reading it cannot be left out */
} heap;

static int library_new(heap *h, uint32_t room) {
    static const char preset[] = "aliexpress@2017";
    return dispute_policy_new(NULL, &h->policy) || dispute_policy_preset(h->policy, preset, sizeof preset - 1, NULL)
           || dispute_policy_seal(h->policy, NULL) || dispute_case_new(NULL, &h->c)
           || dispute_answer_new(NULL, room, &h->answer);
}

static int heap_make(heap *h, size_t cases, size_t due) {
    uint8_t waiting[SIZE];
    char id[DISPUTE_CASE_ID_SIZE];
    memset(h, 0, sizeof *h);
    h->cases = cases;
    h->due = due;
    h->all = malloc(cases * SIZE);
    h->kept = malloc(due * SIZE);
    h->column = malloc(cases * sizeof *h->column);
    h->results = malloc(cases * sizeof *h->results);
    if (!h->all || !h->kept || !h->column || !h->results || library_new(h, (uint32_t)due)) return 1;
    int64_t never = waiting_open(h->policy, h->c, h->answer, "C-0", DAY, waiting);
    for (size_t i = 0; i < cases; i++) {
        memcpy(h->all + i * SIZE, waiting, SIZE);
        h->column[i] = never;
    }
    for (size_t i = 0; i < due; i++) {
        snprintf(id, sizeof id, "C-%zu", i + 1);
        h->now = waiting_open(h->policy, h->c, h->answer, id, 0, h->kept + i * SIZE);
        if (!h->now || h->now >= never) return 1;
    }
    return 0;
}

static void heap_free(heap *h) {
    dispute_answer_free(h->answer);
    dispute_case_free(h->c);
    dispute_policy_free(h->policy);
    free(h->all);
    free(h->kept);
    free(h->column);
    free(h->results);
}

static void heap_reset(heap *h) {
    for (size_t i = 0; i < h->due; i++) {
        size_t at = waiting_place(i, h->cases, h->due);
        memcpy(h->all + at * SIZE, h->kept + i * SIZE, SIZE);
        h->column[at] = h->now;
    }
}

/* Each returns how many cases were found due, or advanced. */
static size_t read_column(heap *h) {
    size_t found = 0;
    for (size_t i = 0; i < h->cases; i++) found += h->column[i] <= h->now;
    return found;
}

static size_t advance_one(heap *h, size_t i) {
    uint8_t *at = h->all + i * SIZE;
    if (dispute_case_load(h->policy, h->c, at, SIZE) || dispute_advance(h->policy, h->c, h->now, h->answer)
        || dispute_case_save(h->c, at, SIZE, NULL))
        return 0;
    h->column[i] = dispute_case_next_due(h->c);
    return dispute_answer_count(h->answer, DISPUTE_STRUCT_TRANSITION);
}

static size_t advance_by_column(heap *h) { /* in blocks: whether any is due is found without a branch for each */
    size_t found = 0;
    for (size_t from = 0; from < h->cases; from += BLOCK) {
        size_t to = from + BLOCK < h->cases ? from + BLOCK : h->cases;
        int any = 0;
        for (size_t i = from; i < to; i++) any |= h->column[i] <= h->now;
        for (size_t i = from; any && i < to; i++)
            if (h->column[i] <= h->now) found += advance_one(h, i);
    }
    return found;
}

static size_t read_in_place(heap *h) { /* one number of each snapshot, wherever in it */
    uint64_t sum = 0;
    for (size_t i = 0; i < h->cases; i++) {
        uint64_t number;
        memcpy(&number, h->all + i * SIZE + 128, sizeof number);
        sum += number;
    }
    h->seen += sum;
    return h->due;
}

static size_t advance_in_place(heap *h) {
    size_t found = 0, done = 0;
    for (size_t from = 0; from < h->cases; from += done) {
        if (dispute_advance_many(h->policy, h->all + from * SIZE, SIZE, h->cases - from, h->now, h->answer, h->results,
                                 &done))
            return 0;
        found += dispute_answer_count(h->answer, DISPUTE_STRUCT_TRANSITION);
    }
    return found;
}

static int sweep_memory(size_t cases, size_t due, int repeats) {
    static heap h;
    static const struct {
        const char *name;
        size_t (*sweep)(heap *h);
    } rows[] = {{"f-read", read_column},
                {"f-host", advance_by_column},
                {"f-touch", read_in_place},
                {"f-many", advance_in_place}};
    enum { ROWS = sizeof rows / sizeof rows[0] };
    static samples ns[ROWS];
    int bad = heap_make(&h, cases, due);
    for (int n = -1; n < repeats && !bad; n++) { /* the first one warms up */
        for (int i = 0; i < ROWS && !bad; i++) {
            heap_reset(&h);
            int64_t began = samples_now();
            size_t found = rows[i].sweep(&h);
            int64_t took = samples_now() - began;
            bad = found != due;
            if (n >= 0) samples_add(&ns[i], (double)took);
        }
    }
    for (int i = 0; i < ROWS && !bad; i++) samples_print(&ns[i], rows[i].name, "");
    if (bad) fprintf(stderr, "not every case that is due was found, or there is no memory for so many\n");
    heap_free(&h);
    return bad;
}

int main(int argc, char **argv) {
    if (argc == 4 && atoi(argv[2]) > 0 && atoi(argv[1]) >= atoi(argv[2]) && atoi(argv[3]) > 0)
        return sweep_memory((size_t)atoi(argv[1]), (size_t)atoi(argv[2]), atoi(argv[3]));
    fprintf(stderr, "usage: sweep_memory CASES DUE REPEATS\n");
    return 2;
}
