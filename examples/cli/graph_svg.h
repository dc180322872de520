/* graph_svg.h - the chart as a drawing for browsers and printers, laid out without any other program. */
#ifndef DISPUTE_CLI_GRAPH_SVG_H
#define DISPUTE_CLI_GRAPH_SVG_H

#include "ways.h"

void graph_svg(text *out, const chart *c, const ways *w);

#endif
