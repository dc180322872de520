/* timeline_sheet.h - where things stand on a drawn timeline. */
#ifndef DISPUTE_CLI_TIMELINE_SHEET_H
#define DISPUTE_CLI_TIMELINE_SHEET_H

#include "story.h"
#include "svg.h"

enum {
    EDGE = 28,       /* around everything */
    TIME_WIDTH = 96, /* the instants */
    LANE_WIDTH = 62,
    TEXT_WIDTH = 372,  /* what is told of a moment */
    SLOT_WIDTH = 168,  /* one deadline */
    PADDING = 12,      /* of a row, above and below */
    LEAST_HEIGHT = 78, /* of a row: the date, the time, how much later */
    MARK = 7,          /* radius */
    LANES_HEIGHT = 34,
    NOW_HEIGHT = 46
};
enum { LANES = DISPUTE_PARTY_SYSTEM + 1 };

typedef struct sheet {
    const story *y;
    text *out;
    int lane[LANES]; /* the x of a party's lane; 0: it has none */
    int text_x, slots_x, width;
    int lanes_top, bottom;
    int *top;  /* of each moment's row, and of what is behind the last */
    int *slot; /* of each bar */
    int slots;
} sheet;

const char *party_look(int32_t party); /* its colour */
const char *party_name(int32_t party);
const char *party_in_a_sentence(int32_t party);

/* Draws the row of a moment; gives its height. */
int draw_moment(sheet *s, size_t i, int top);
/* The same in one sentence. */
void tell_moment(text *t, const sheet *s, size_t i);

#endif
