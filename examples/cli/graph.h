/* graph.h - dispute graph: the chart of a policy as a picture. */
#ifndef DISPUTE_CLI_GRAPH_H
#define DISPUTE_CLI_GRAPH_H

#include "arguments.h"

int command_graph(const arguments *a);

#endif
