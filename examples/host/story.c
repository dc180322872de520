/* story.c - the host plays one case and says what happened: host [DATABASE], by default one in memory.
 * ../python/play.py and ../go/play play the same case and say the same, byte for byte. */
#include "host.h"
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static const int64_t hour = 3600000, day = 86400000, monday = 1767600000000; /* 2026-01-05T08:00:00Z */

static const char *word(int32_t group, int32_t number) {
    const char *name = dispute_word_name(group, number);
    return name ? name : "none";
}

static const char *date(int64_t instant) {
    static char text[32];
    time_t seconds = (time_t)(instant / 1000);
    if (instant == dispute_never()) return "never";
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime(&seconds));
    return text;
}

static void tell_effect(const dispute_effect *e) {
    if (!e->id[0]) return;
    printf("  %s %s", e->id, word(DISPUTE_GROUP_EFFECT, e->kind));
    if (e->kind == DISPUTE_EFFECT_TRANSFER)
        printf(" %s>%s %" PRId64 " %s %s", word(DISPUTE_GROUP_ACCOUNT, e->from_account),
               word(DISPUTE_GROUP_ACCOUNT, e->to_account), e->amount, e->currency, word(DISPUTE_GROUP_WHY, e->why));
    if (e->to_party) printf(" %s", word(DISPUTE_GROUP_PARTY, e->to_party));
    if (e->topic) printf(" %s", word(DISPUTE_GROUP_TOPIC, e->topic));
    if (e->tally) printf(" %s", word(DISPUTE_GROUP_TALLY, e->tally));
    putchar('\n');
}

static void tell_outcome(const dispute_outcome *o) {
    if (!o) return;
    printf("outcome %s %" PRId64 " via %s fault %s payer %s counts", word(DISPUTE_GROUP_TERMS, o->kind), o->amount,
           word(DISPUTE_GROUP_VIA, o->via), word(DISPUTE_GROUP_FAULT, o->fault), word(DISPUTE_GROUP_ACCOUNT, o->payer));
    for (int32_t count = 1; count < 31; count++)
        if (o->counts >> count & 1) printf(" %s", word(DISPUTE_GROUP_COUNT, count));
    putchar('\n');
}

static void tell(const host *h, const dispute_event *event, dispute_result result) {
    const dispute_transition *t;
    const dispute_effect *e;
    uint32_t effect = 0;
    for (uint32_t i = 0; (t = dispute_answer_transition(h->answer, i)) != NULL; i++) {
        printf("%" PRId64 " %s %s", t->sequence, date(t->at), word(DISPUTE_GROUP_PARTY, t->by));
        printf(" %s: %s, next due %s\n", word(DISPUTE_GROUP_EVENT, t->event), word(DISPUTE_GROUP_STATE, t->state),
               date(t->next_due));
        for (uint32_t end = effect + t->effects; effect < end; effect++)
            if ((e = dispute_answer_effect(h->answer, effect)) != NULL) tell_effect(e);
    }
    if (result == DISPUTE_DONE) return;
    char sentence[1024] = "";
    const dispute_problem *p = dispute_answer_problem(h->answer);
    if (p && p->result == result) dispute_problem_sentence(p, DISPUTE_LANGUAGE_EN, sentence, sizeof sentence, NULL);
    printf("%s by %s: ", event ? word(DISPUTE_GROUP_EVENT, event->kind) : "sweep",
           word(DISPUTE_GROUP_PARTY, event ? event->by : DISPUTE_PARTY_SYSTEM));
    printf("%s. %s\n", word(DISPUTE_GROUP_RESULT, result), sentence);
}

static void act(host *h, const dispute_order *order, const dispute_event *event) {
    dispute_result result = DISPUTE_DONE;
    int rc = host_do(h, "C-1001", order, event, event->at, &result);
    if (rc == SQLITE_OK)
        tell(h, event, result);
    else
        fprintf(stderr, "host: %s\n", sqlite3_errstr(rc));
}

/* Stand for a payment provider. */
static int declines_the_card(const worker_payment *p) { return p->to_account == DISPUTE_ACCOUNT_BUYER; }
static int pays(const worker_payment *p) { return p->amount > 0 ? 0 : 1; }

static void forecast(const host *h) {
    dispute_forecast(h->policy, h->c, h->answer);
    const dispute_prospect *p = dispute_answer_prospect(h->answer);
    if (!p) return;
    printf("silence leads to %s at %s, waits for %s\n", word(DISPUTE_GROUP_STATE, p->state), date(p->at),
           word(DISPUTE_GROUP_WAITS_FOR, p->waits_for));
    tell_outcome(dispute_answer_outcome(h->answer));
}

static void bytes(const char *name, const uint8_t *from, size_t size) {
    printf("%s ", name);
    for (size_t i = 0; i < size; i++) printf("%02x", from[i]);
    putchar('\n');
}

int main(int argc, char **argv) {
    host h = {0};
    uint8_t head[DISPUTE_DIGEST_SIZE], snapshot[DISPUTE_SNAPSHOT_SIZE];
    dispute_order order = {.size = sizeof order,
                           .seller_verified = 1,
                           .currency = "USD",
                           .amount = 5000,
                           .freight = 400,
                           .paid_at = monday - 21 * day,
                           .shipped_at = monday - 20 * day,
                           .delivered_at = monday - 5 * day,
                           .protected_until = monday + 60 * day};
    dispute_event open = {.size = sizeof open,
                          .kind = DISPUTE_EVENT_OPEN,
                          .by = DISPUTE_PARTY_BUYER,
                          .at = monday,
                          .id = "form 1",
                          .reason = DISPUTE_REASON_QUALITY,
                          .terms = {.kind = DISPUTE_TERMS_REFUND, .amount = 2000}};
    dispute_event late = {.size = sizeof late,
                          .kind = DISPUTE_EVENT_ACCEPT,
                          .by = DISPUTE_PARTY_SELLER,
                          .at = monday + 9 * day + hour,
                          .id = "form 2",
                          .expects = 1,
                          .expect = 1};
    if (host_open(&h, argc > 1 ? argv[1] : ":memory:") != SQLITE_OK) {
        fprintf(stderr, "host: %s\n", sqlite3_errmsg(h.db));
        return 1;
    }
    act(&h, &order, &open);
    forecast(&h);
    act(&h, &order, &open);                   /* the form is sent twice */
    worker_sweep(&h, monday + 9 * day, tell); /* the seller was silent, and the sweep is four days late */
    act(&h, NULL, &late);                     /* from a page that shows the case as it was */
    worker_pay(&h, monday + 9 * day + 2 * hour, declines_the_card, tell);
    worker_pay(&h, monday + 10 * day, pays, tell);
    tell_outcome(dispute_answer_outcome(h.answer));
    if (dispute_case_head(h.c, head) == DISPUTE_DONE) bytes("head", head, sizeof head);
    if (dispute_case_save(h.c, snapshot, sizeof snapshot, NULL) == DISPUTE_DONE)
        bytes("snapshot", snapshot, sizeof snapshot);
    host_close(&h);
    return 0;
}
