/* migrate.h - an open case is moved to another policy (T5). */
#ifndef DISPUTE_LIB_MIGRATE_H
#define DISPUTE_LIB_MIGRATE_H

#include "turn.h"

int dispute__migrate_leads_to(const dispute_policy *policy, const arrival *in); /* does the event name this policy? */
int dispute__migrate_goes_on(const dispute_policy *policy, const dispute_case *c); /* would no state hang (law 8)? */
void dispute__migrate(turn *t);

#endif
