/* replay.h - dispute replay: one case from a file of events, one line for each transition. */
#ifndef DISPUTE_CLI_REPLAY_H
#define DISPUTE_CLI_REPLAY_H

#include "arguments.h"

int command_replay(const arguments *a);

#endif
