/* stories.h - the two cases that everything here plays: what the floor and the library are told is the same. */
#ifndef DISPUTE_BENCH_STORIES_H
#define DISPUTE_BENCH_STORIES_H

#include "dispute.h"

enum { MOVES_MAX = 7, STORY_EVENT_ID = 36 };
enum { STORY_NEGOTIATION, STORY_RETURN, STORIES };

/* how much of an event is given: see dispute_event.size */
enum story_form { FORM_SHORT, FORM_WITH_IDS };

/* A case as its host sends it. A move of kind 0 is silence until `at`, where a deadline is due: dispute_advance(). */
typedef struct story {
    const char *name;
    dispute_order order;
    int moves;
    dispute_event move[MOVES_MAX];
    int32_t end_kind, end_via; /* [terms] [via] of its outcome */
    int transfers;             /* of its whole life */
} story;

/* The story as the case `case_id` has it: `paid` carries that case's effect ids. */
void story_tell(story *s, int which, enum story_form form, const char *case_id);

#endif
