/* completion.h - dispute completion: what makes bash, zsh or fish complete the command, from its own tables. */
#ifndef DISPUTE_CLI_COMPLETION_H
#define DISPUTE_CLI_COMPLETION_H

#include "arguments.h"

int command_completion(const arguments *a);

#endif
