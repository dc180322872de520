/* policy_command.h - dispute policy list | show | check | diff | impact: policies in the hand, and held against stored
 * cases. */
#ifndef DISPUTE_CLI_POLICY_COMMAND_H
#define DISPUTE_CLI_POLICY_COMMAND_H

#include "arguments.h"

/* They give the exit status. */
int command_policy_list(const arguments *a);
int command_policy_show(const arguments *a);   /* [P] */
int command_policy_check(const arguments *a);  /* [P]; 1: it has faults */
int command_policy_diff(const arguments *a);   /* P [Q]; 1: they differ */
int command_policy_impact(const arguments *a); /* P [CASE]; 1: a case would have gone differently */

#endif
