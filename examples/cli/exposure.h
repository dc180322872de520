/* exposure.h - dispute exposure: what open cases hold, and when silence frees it, to whom, day by day. */
#ifndef DISPUTE_CLI_EXPOSURE_H
#define DISPUTE_CLI_EXPOSURE_H

#include "arguments.h"
#include "dispute.h"
#include "text.h"

/* one calendar for each currency that a case has, in the order of their codes */
typedef struct calendars {
    dispute_exposure *of;
    size_t count, room;
    int64_t from;
    int32_t days;
} calendars;

enum pile { TO_BUYER, TO_SELLER, TO_PLATFORM, TO_ORDER, FROM_SELLER, PILES };

int command_exposure(const arguments *a);

const int64_t *pile_of(const dispute_exposure *x, enum pile pile);
const char *pile_name(enum pile pile);                       /* "to the buyer" */
int has_anything(const dispute_exposure *x, int slot);       /* does anything happen then? */
void put_slot(text *t, const dispute_exposure *x, int slot); /* "2026-01-10", "later", "being paid" */
int64_t freed_by(const dispute_exposure *x, int slot);       /* of what is held, up to then */
void put_held(text *t, const dispute_exposure *x);           /* "3 open cases hold 150.00 USD" */

/* exposure_svg.c */
void exposure_draw(text *picture, const calendars *all);

#endif
