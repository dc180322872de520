/* policy_arg.h - --policy NAME[@VERSION]|FILE and --set KEY=VALUE: the rules that a case is played by. */
#ifndef DISPUTE_CLI_POLICY_ARG_H
#define DISPUTE_CLI_POLICY_ARG_H

#include "dispute.h"

/* The policy that the options name (NULL: the newest default), with the settings on top, sealed. NULL: what is wrong
 * was said. */
dispute_policy *policy_from_options(const char *named, const char *const *settings, size_t count);
/* The same, not sealed: it may have faults, which are to be looked at. */
dispute_policy *policy_unsealed(const char *named, const char *const *settings, size_t count);

#endif
