/* help.h - how the command is used, for people and as JSON, from the tables of commands.c and options.c. */
#ifndef DISPUTE_CLI_HELP_H
#define DISPUTE_CLI_HELP_H

#include "arguments.h"

struct command;

int help_print(const struct command *one); /* NULL: the overview. Gives the exit status */
int command_help(const arguments *a);

#endif
