/* history.h - orders and what they lost, by route, category and currency: from lines of JSON, or from a store. */
#ifndef DISPUTE_CLI_HISTORY_H
#define DISPUTE_CLI_HISTORY_H

#include "arguments.h"
#include "dispute.h"

enum { WAY_SIZE = 40, CELLS_MOST = 64 };

/* orders that went one way */
typedef struct way {
    char route[WAY_SIZE], category[WAY_SIZE], currency[4]; /* "" where it was not said */
    dispute_provision_ask ask;
    int is_asked; /* a line said how many orders there were */
    dispute_provision_cell cell[CELLS_MOST];
    uint32_t count;
} way;

/* all zero is empty */
typedef struct history {
    way *ways;
    size_t count, room;
} history;

/* From the file that the command line names ("-": standard input), else from the store. 0, or -1: said. */
int history_read(history *h, const arguments *a);
void history_free(history *h);

#endif
