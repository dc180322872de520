/* store_policy.h - the policies of a store: each is kept by its digest, as long as there is a case or a record of it.
 */
#ifndef DISPUTE_CLI_STORE_POLICY_H
#define DISPUTE_CLI_STORE_POLICY_H

#include "store.h"

/* The policy of that digest, sealed. It lives until two others were asked for; the one in use and the given one live
 * on. NULL: said. */
const dispute_policy *store_policy(store *s, const uint8_t digest[DISPUTE_DIGEST_SIZE]);
int store_use_policy(store *s, const uint8_t digest[DISPUTE_DIGEST_SIZE]); /* 0, or -1: said */
/* One from outside, which the table need not have yet: the store takes it over and uses it. There is one of these. */
void store_give_policy(store *s, dispute_policy *policy);
int store_keep_policy(store *s); /* the one in use goes to the table, where it is not there: 0, or -1: said */
void store_forget_policies(store *s);

#endif
