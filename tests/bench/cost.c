/* cost.c - what an event costs, in rows: by hand, by the library with less and with more.
 *   cost SAMPLES SAMPLE_NS         times all rows in turn, SAMPLES times about SAMPLE_NS each
 *   cost count ROW CASE ROUNDS     plays one row, for a tool that counts instructions */
#include "player.h"
#include "samples.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct row {
    const char *name; /* as tests/bench/run knows it */
    enum story_form form;
    enum player_keeps keeps;
    int (*play)(player *p, int64_t rounds);
    int per_event; /* yes 1: a round is all moves; no 0: a round is one call */
} row;

static const row rows[] = {
    {"a", FORM_SHORT, KEEPS_NOTHING, player_by_hand, 1},
    {"b", FORM_SHORT, KEEPS_NOTHING, player_step, 1},
    {"b-ids", FORM_WITH_IDS, KEEPS_NOTHING, player_step, 1},
    {"b-apply", FORM_SHORT, KEEPS_NOTHING, player_apply, 1},
    {"b-effects", FORM_SHORT, KEEPS_NOTHING, player_step_and_read, 1},
    {"c", FORM_SHORT, KEEPS_RECORDS, player_step, 1},
    {"c-ids", FORM_WITH_IDS, KEEPS_RECORDS, player_step, 1},
    {"d", FORM_SHORT, KEEPS_CHAIN, player_step, 1},
    {"d-ids", FORM_WITH_IDS, KEEPS_CHAIN, player_step, 1},
    {"e-save", FORM_SHORT, KEEPS_CHAIN, player_save, 0},
    {"e-load", FORM_SHORT, KEEPS_CHAIN, player_load, 0},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

typedef struct measured {
    const row *row;
    player player;
    int64_t rounds;
    samples ns;
} measured;

static int failed(const measured *m) {
    fprintf(stderr, "row %s, %s: a call was refused, or the case did not end\n", m->row->name, m->player.told.name);
    return 1;
}

static int begin(measured *m, const row *r, int which) {
    m->row = r;
    return player_new(&m->player, which, r->form, r->keeps) || player_compare(&m->player);
}

/* How often a sample plays, so that it takes about as long as wanted. It warms up, too. */
static int calibrate(measured *m, int64_t sample_ns) {
    int64_t took = 0;
    for (m->rounds = 1; took < sample_ns / 2; m->rounds *= 2) {
        int64_t began = samples_now();
        if (m->row->play(&m->player, m->rounds) != 0) return failed(m);
        took = samples_now() - began;
    }
    return 0;
}

static int sample(measured *m) {
    int64_t began = samples_now();
    if (m->row->play(&m->player, m->rounds) != 0) return failed(m);
    int64_t took = samples_now() - began;
    samples_add(&m->ns, (double)took / (double)m->rounds / (m->row->per_event ? m->player.told.moves : 1));
    return 0;
}

static int time_all(int count, int64_t sample_ns) {
    static measured all[ROWS * STORIES];
    int bad = 0;
    for (int i = 0; i < ROWS * STORIES && !bad; i++)
        bad = begin(&all[i], &rows[i / STORIES], i % STORIES) || calibrate(&all[i], sample_ns);
    for (int n = 0; n < count && !bad; n++) /* in turn, so that what slows the machine down slows all rows */
        for (int i = 0; i < ROWS * STORIES && !bad; i++) bad = sample(&all[i]);
    for (int i = 0; i < ROWS * STORIES && !bad; i++)
        samples_print(&all[i].ns, all[i].row->name, all[i].player.told.name);
    for (int i = 0; i < ROWS * STORIES; i++) player_free(&all[i].player);
    return bad;
}

static int count_one(const char *name, const char *told, int64_t rounds) {
    static measured m;
    int bad = 1;
    for (int i = 0; i < ROWS * STORIES; i++) {
        if (strcmp(rows[i / STORIES].name, name) != 0) continue;
        bad = begin(&m, &rows[i / STORIES], i % STORIES);
        if (bad) return bad;
        int found = strcmp(m.player.told.name, told) == 0;
        bad = !found || m.row->play(&m.player, rounds) != 0;
        player_free(&m.player);
        if (found) break;
    }
    if (bad) fprintf(stderr, "row %s, %s: there is none, or it failed\n", name, told);
    return bad;
}

int main(int argc, char **argv) {
    if (argc == 5 && strcmp(argv[1], "count") == 0) return count_one(argv[2], argv[3], atoll(argv[4]));
    if (argc == 3 && atoi(argv[1]) > 0 && atoi(argv[1]) <= SAMPLES_MAX) return time_all(atoi(argv[1]), atoll(argv[2]));
    fprintf(stderr, "usage: cost SAMPLES SAMPLE_NS | cost count ROW CASE ROUNDS\n");
    return 2;
}
