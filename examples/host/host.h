/* host.h - a host on SQLite, to copy from: host.c stores cases, worker.c does what has to happen by itself. Calls
 * return SQLite's code; what the rules said is in *result. */
#ifndef HOST_H
#define HOST_H

#include "dispute.h"
#include <sqlite3.h>

/* one per thread: connection, case and answer are used again and again */
typedef struct host {
    sqlite3 *db;
    dispute_policy *policy;
    dispute_case *c;
    dispute_answer *answer;
} host;

int host_open(host *h, const char *file);
void host_close(host *h);
/* One event; with event NULL, what is due at `now`. A case that is not stored yet is begun about `order`; without one
 * it is SQLITE_NOTFOUND. After SQLITE_OK and a result >= 0, h->answer says what was stored. */
int host_do(host *h, const char *id, const dispute_order *order, const dispute_event *event, int64_t now,
            dispute_result *result);
/* A statement with its texts ?1 and ?2 (may be NULL) and its numbers from ?3 on; and its end, after the last step. */
sqlite3_stmt *host_sql(const host *h, const char *sql, const char *id, const char *other, const int64_t *n, int count);
int host_finish(sqlite3_stmt *s, int rc);

/* Hears of everything that a worker did. */
typedef void (*worker_tell)(const host *h, const dispute_event *event, dispute_result result);
typedef struct worker_payment {
    char key[DISPUTE_EFFECT_ID_SIZE + 12]; /* the idempotency key: the effect's id, behind a decline "ID/1" and so on,
                                              because providers repeat the answer that a key has had */
    int32_t from_account, to_account;
    int64_t amount;
    char currency[4];
} worker_payment;
/* Asks the payment provider. 0: the money has moved. 1: declined, it never will under this key. Else nobody knows (a
 * timeout, an error of theirs), and the same is asked again. */
typedef int (*worker_provider)(const worker_payment *payment);
/* Each goes once through what there is, and returns how much of it has to be tried again later. */
int worker_sweep(host *h, int64_t now, worker_tell tell);
int worker_pay(host *h, int64_t now, worker_provider provider, worker_tell tell);

#endif
