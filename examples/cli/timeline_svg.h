/* timeline_svg.h - the timeline of a case as a drawing: parties as lanes, deadlines as bars, money at its instant. */
#ifndef DISPUTE_CLI_TIMELINE_SVG_H
#define DISPUTE_CLI_TIMELINE_SVG_H

#include "story.h"

void timeline_draw(text *picture, const story *y);

#endif
