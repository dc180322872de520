/* policy_command.h - dispute policy list | show | check | diff: policies in the hand. */
#ifndef DISPUTE_CLI_POLICY_COMMAND_H
#define DISPUTE_CLI_POLICY_COMMAND_H

#include "arguments.h"

/* They give the exit status. */
int command_policy_list(const arguments *a);
int command_policy_show(const arguments *a);  /* [P] */
int command_policy_check(const arguments *a); /* [P]; 1: it has faults */
int command_policy_diff(const arguments *a);  /* P [Q]; 1: they differ */

#endif
