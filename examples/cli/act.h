/* act.h - the commands that change the store: open, do, sweep, confirm. */
#ifndef DISPUTE_CLI_ACT_H
#define DISPUTE_CLI_ACT_H

#include "arguments.h"

int command_open(const arguments *a);
int command_do(const arguments *a);
int command_sweep(const arguments *a);
int command_confirm(const arguments *a);

#endif
