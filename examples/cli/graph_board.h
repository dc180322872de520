/* graph_board.h - where things stand on a drawn chart: states are cards in layers, one stage or two in each. Between
 * the layers are corridors and right of them a gutter, in which the ways run: every state that they lead to has a track
 * of its own there, which all ways to it share. */
#ifndef DISPUTE_CLI_GRAPH_BOARD_H
#define DISPUTE_CLI_GRAPH_BOARD_H

#include "svg.h"
#include "ways.h"

enum {
    MARGIN = 32,       /* around everything */
    CARDS_WIDTH = 980, /* of a layer */
    CARD_GAP = 56,     /* between two cards */
    CARD_PADDING = 14,
    CHIP = 9,   /* radius of a state's number */
    TRACK = 10, /* between two tracks */
    LAYERS = 6
};

typedef struct card {
    int32_t state;
    int layer, x, y, width, height;
    int entry; /* the x at which ways come in from above */
} card;

typedef struct board {
    const chart *c;
    const ways *w;
    text *out;
    card cards[CHART_STATES];
    int card_of[CHART_STATES]; /* state -> card */
    int layer_count;
    int corridor[LAYERS + 1]; /* y where it begins: 0 is above all layers */
    int *port;                /* x at which a way leaves its card; 0: it goes to the neighbour, straight */
    int width, bottom;
} board;

const char *stage_look(int32_t state); /* the colour of a state's stage */
void draw_chip(board *b, const char *look, int x, int y, int32_t state);
/* Draws a card; gives its height, which what it says makes. */
int draw_card(board *b, const card *one);

/* Do these two stand side by side? 1: the second right of the first; -1: left; 0: no. */
int side_of(const board *b, int32_t from, int32_t to);
int corridor_height(const board *b, int corridor);
int gutter_end(const board *b); /* the x of its outermost track */
void place_ports(board *b);
void draw_ways(board *b);

#endif
