/* show.h - dispute show: the timeline of a case, as one of its parties may see it. */
#ifndef DISPUTE_CLI_SHOW_H
#define DISPUTE_CLI_SHOW_H

#include "arguments.h"

int command_show(const arguments *a);

#endif
