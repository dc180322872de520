/* graph_text.h - the chart for programs that draw: mermaid and graphviz. */
#ifndef DISPUTE_CLI_GRAPH_TEXT_H
#define DISPUTE_CLI_GRAPH_TEXT_H

#include "ways.h"

void graph_mermaid(text *out, const chart *c, const ways *w);
void graph_dot(text *out, const chart *c, const ways *w);

#endif
