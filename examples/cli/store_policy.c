/* store_policy.c - the policies of a store: each is kept by its digest, as long as there is a case or a record of it.
 */
#include "store_policy.h"
#include "output.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static dispute_policy *read_policy(const char *keys, size_t size, const uint8_t digest[DISPUTE_DIGEST_SIZE]) {
    dispute_policy *policy = NULL;
    uint8_t made[DISPUTE_DIGEST_SIZE];
    if (dispute_policy_new(NULL, &policy) == DISPUTE_DONE
        && dispute_policy_parse(policy, keys, size, NULL) == DISPUTE_DONE
        && dispute_policy_seal(policy, NULL) == DISPUTE_DONE && dispute_policy_digest(policy, made) == DISPUTE_DONE
        && memcmp(made, digest, sizeof made) == 0)
        return policy;
    dispute_policy_free(policy);
    return NULL;
}

static dispute_policy *fetch(store *s, const uint8_t digest[DISPUTE_DIGEST_SIZE]) {
    sqlite3_stmt *find = NULL;
    dispute_policy *policy = NULL;
    if (store_prepare(s, &find, "select keys from policies where digest = ?") != 0) return NULL;
    sqlite3_bind_blob(find, 1, digest, DISPUTE_DIGEST_SIZE, SQLITE_STATIC);
    int row = store_step(s, find);
    if (row > 0) {
        const char *keys = column_text(find, 0);
        policy = read_policy(keys, strlen(keys), digest);
    }
    sqlite3_finalize(find);
    if (row >= 0 && !policy)
        complain(spoken("%s: the policy of a case is missing or damaged", "%s：有一个纠纷的规则缺失或已损坏",
                        "%s：有一個爭議的規則遺失或已損壞"),
                 s->name);
    return policy;
}

/* ---- at hand ---- */

static policy_at_hand *find_at_hand(store *s, const uint8_t digest[DISPUTE_DIGEST_SIZE]) {
    for (size_t i = 0; i < POLICIES_AT_HAND; i++) {
        policy_at_hand *one = &s->at_hand[i];
        if (one->policy && memcmp(one->digest, digest, sizeof one->digest) == 0) return one;
    }
    return NULL;
}

static policy_at_hand *oldest(store *s) { /* that may go */
    policy_at_hand *found = NULL;
    for (size_t i = 0; i < POLICIES_AT_HAND; i++) {
        policy_at_hand *one = &s->at_hand[i];
        int stays = one->policy && (one->policy == s->policy || one->is_given);
        if (!stays && (!found || one->asked < found->asked)) found = one;
    }
    return found;
}

static void lay(store *s, dispute_policy *policy, const uint8_t digest[DISPUTE_DIGEST_SIZE], int is_given) {
    policy_at_hand *one = oldest(s);
    dispute_policy_free(one->policy);
    *one = (policy_at_hand){.policy = policy, .is_given = is_given, .asked = ++s->asked};
    memcpy(one->digest, digest, sizeof one->digest);
}

const dispute_policy *store_policy(store *s, const uint8_t digest[DISPUTE_DIGEST_SIZE]) {
    policy_at_hand *one = find_at_hand(s, digest);
    if (one) {
        one->asked = ++s->asked;
        return one->policy;
    }
    dispute_policy *policy = fetch(s, digest);
    if (policy) lay(s, policy, digest, 0);
    return policy;
}

int store_use_policy(store *s, const uint8_t digest[DISPUTE_DIGEST_SIZE]) {
    const dispute_policy *policy = store_policy(s, digest);
    if (!policy) return -1;
    s->policy = policy;
    memcpy(s->digest, digest, sizeof s->digest);
    return 0;
}

void store_give_policy(store *s, dispute_policy *policy) {
    dispute_policy_digest(policy, s->digest);
    policy_at_hand *one = find_at_hand(s, s->digest);
    if (one) { /* it is here under another owner already */
        dispute_policy_free(policy);
        one->is_given = 1;
        s->policy = one->policy;
        return;
    }
    lay(s, policy, s->digest, 1);
    s->policy = policy;
}

void store_forget_policies(store *s) {
    for (size_t i = 0; i < POLICIES_AT_HAND; i++) dispute_policy_free(s->at_hand[i].policy);
}

/* ---- in the table ---- */

int store_keep_policy(store *s) {
    char name[DISPUTE_NAME_SIZE];
    size_t needed = 0;
    sqlite3_stmt *put = NULL;
    dispute_policy_print(s->policy, NULL, 0, &needed);
    char *keys = malloc(needed + 1);
    int wrong = !keys || dispute_policy_print(s->policy, keys, needed + 1, &needed) != DISPUTE_DONE
                || dispute_policy_name(s->policy, name, sizeof name, &needed) != DISPUTE_DONE;
    if (wrong)
        complain_no_memory();
    else
        wrong = store_prepare(s, &put, "insert or ignore into policies(digest, name, keys) values(?, ?, ?)") != 0;
    if (!wrong) {
        sqlite3_bind_blob(put, 1, s->digest, DISPUTE_DIGEST_SIZE, SQLITE_STATIC);
        sqlite3_bind_text(put, 2, name, -1, SQLITE_STATIC);
        sqlite3_bind_text(put, 3, keys, -1, SQLITE_STATIC);
        wrong = store_step(s, put) != 0;
    }
    sqlite3_finalize(put);
    free(keys);
    return wrong ? -1 : 0;
}
