/* player.h - plays a story again and again, from the same begun case, by the library and by hand. */
#ifndef DISPUTE_BENCH_PLAYER_H
#define DISPUTE_BENCH_PLAYER_H

#include "floor.h"
#include "stories.h"

typedef struct player {
    dispute_policy *policy;
    dispute_case *fresh, *c;
    dispute_answer *answer;
    story told;
    uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE]; /* of the middle of the story */
    floor_case floor_fresh, floor;
    floor_event floor_move[MOVES_MAX];
} player;

enum player_keeps { KEEPS_NOTHING, KEEPS_RECORDS, KEEPS_CHAIN };

/* 0: well; else a sentence has been written to stderr. */
int player_new(player *p, int which, enum story_form form, enum player_keeps keeps);
void player_free(player *p);
/* Do the floor and the library say the same, move by move: transfers, the next due instant, the end? 0: yes. */
int player_compare(player *p);

/* The measured loops: all moves of the story, from a copy of the fresh case, `rounds` times. 0: every call was done. */
int player_by_hand(player *p, int64_t rounds);
int player_step(player *p, int64_t rounds);
int player_step_and_read(player *p, int64_t rounds); /* its effects, too */
int player_apply(player *p, int64_t rounds);
int player_save(player *p, int64_t rounds);
int player_load(player *p, int64_t rounds);

#endif
