/* policy_arg.h - --policy NAME[@VERSION]|FILE and --set KEY=VALUE: the rules that a case is played by. */
#ifndef DISPUTE_CLI_POLICY_ARG_H
#define DISPUTE_CLI_POLICY_ARG_H

#include "dispute.h"
#include "text.h"

/* The policy that the options name (NULL: the newest default), with the settings on top, sealed. "NAME@opening" is the
 * version that is in force when the case opens, at `opening` (0: not known yet). NULL: what is wrong was said. */
dispute_policy *policy_from_options(const char *named, const char *const *settings, size_t count, int64_t opening);
/* Does that name depend on when the case opens? */
int policy_is_by_opening(const char *named);
/* The same, of a word behind the command. */
dispute_policy *policy_sealed(const char *named, const char *const *settings, size_t count);
/* The same, not sealed: it may have faults, which are to be looked at. */
dispute_policy *policy_unsealed(const char *named, const char *const *settings, size_t count);

/* a line of a file, or a setting, that cannot be read */
typedef struct policy_fault {
    text written; /* as it stands there: "my.policy:3: return.ship = soon" */
    dispute_problem problem;
} policy_fault;

typedef struct policy_faults {
    policy_fault *of;
    size_t count;
    int more; /* there were so many that the rest of the file was left unread */
} policy_faults;

/* The same, without what cannot be read, all of which is told. NULL: it is not there at all; that was said. */
dispute_policy *policy_with_faults(const char *named, const char *const *settings, size_t count, policy_faults *faults);
void policy_faults_free(policy_faults *faults);

#endif
