/* worker.c - what has to happen by itself, every minute or so: deadlines and payments. Any number of workers may run,
 * and one that dies in between leaves nothing half done. */
#include "host.h"

/* Behind the place that we have reached: what fails is passed by, and comes again with the next round. */
static const char sql_due[] = "select id, next_due from cases where next_due <= ?3 and (next_due, id) > (?4, ?1)"
                              " order by next_due, id limit 1";
static const char sql_owed[] = "select id, case_id, from_account, to_account, amount, currency, declined from outbox"
                               " where done = 0 and kind = ?3 and id > ?1 order by id limit 1";

/* Fires what is due. Late is harmless: each deadline fires at its own instant. */
int worker_sweep(host *h, int64_t now, worker_tell tell) {
    char id[DISPUTE_CASE_ID_SIZE] = "";
    int64_t n[] = {now, 0};
    int left = 0;
    for (;;) {
        dispute_result result = DISPUTE_DONE;
        sqlite3_stmt *s = host_sql(h, sql_due, id, NULL, n, 2);
        int rc = sqlite3_step(s);
        if (rc == SQLITE_ROW) {
            sqlite3_snprintf(sizeof id, id, "%s", sqlite3_column_text(s, 0));
            n[1] = sqlite3_column_int64(s, 1);
        }
        host_finish(s, rc);
        if (rc != SQLITE_ROW) return rc == SQLITE_DONE ? left : left + 1;
        rc = host_do(h, id, NULL, NULL, now, &result);
        if (rc != SQLITE_OK || result != DISPUTE_DONE) left++;
        if (rc == SQLITE_OK) tell(h, NULL, result);
    }
}

static int next_owed(const host *h, dispute_event *e, char *case_id, worker_payment *p) {
    const int64_t kind = DISPUTE_EFFECT_TRANSFER;
    sqlite3_stmt *s = host_sql(h, sql_owed, e->reference, NULL, &kind, 1);
    int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) {
        sqlite3_snprintf(sizeof e->reference, e->reference, "%s", sqlite3_column_text(s, 0));
        sqlite3_snprintf(DISPUTE_CASE_ID_SIZE, case_id, "%s", sqlite3_column_text(s, 1));
        *p = (worker_payment){"", sqlite3_column_int(s, 2), sqlite3_column_int(s, 3), sqlite3_column_int64(s, 4), ""};
        sqlite3_snprintf(sizeof p->currency, p->currency, "%s", sqlite3_column_text(s, 5));
        int declined = sqlite3_column_int(s, 6);
        sqlite3_snprintf(sizeof p->key, p->key, declined ? "%s/%d" : "%s", e->reference, declined);
    }
    host_finish(s, rc);
    return rc;
}

/* Pays what is owed. The provider is asked outside of any transaction; what it says is an event like any other. `paid`
 * needs no id of its own: said twice it is `already_done` by the effect's id. A decline has the id of its attempt: else
 * one decline that two workers report would count as two, and an attempt that is still open would be left for another.
 */
int worker_pay(host *h, int64_t now, worker_provider provider, worker_tell tell) {
    char id[DISPUTE_CASE_ID_SIZE] = "";
    dispute_event e = {.size = sizeof e, .by = DISPUTE_PARTY_PLATFORM, .at = now};
    int left = 0;
    for (;;) {
        dispute_result result = DISPUTE_DONE;
        worker_payment p;
        int rc = next_owed(h, &e, id, &p);
        if (rc != SQLITE_ROW) return rc == SQLITE_DONE ? left : left + 1;
        int said = provider(&p);
        e.kind = said == 0 ? DISPUTE_EVENT_PAID : DISPUTE_EVENT_PAYMENT_FAILED;
        sqlite3_snprintf(sizeof e.id, e.id, "%s", said == 0 ? "" : p.key);
        rc = said == 0 || said == 1 ? host_do(h, id, NULL, &e, now, &result) : SQLITE_BUSY;
        if (rc == SQLITE_OK) tell(h, &e, result);
        if (said != 0 || rc != SQLITE_OK || (result != DISPUTE_DONE && result != DISPUTE_REFUSED_ALREADY_DONE)) left++;
    }
}
