/* golden.c - plays cases through the public API and prints every stored byte. It needs nothing but the library, so that
 * it runs wherever the library does; tests/targets_test.py compares what it prints (law 1). */
#include "dispute.h"
#include <stdio.h>
#include <string.h>

#define DAY INT64_C(86400000)
static const int64_t start = INT64_C(1767600000000); /* 2026-01-05T08:00:00Z */

typedef struct golden {
    dispute_policy *policy;
    dispute_case *c;
    dispute_answer *answer;
    int number;
} golden;

static void print_bytes(const char *what, const uint8_t *bytes, size_t size) {
    printf("%s ", what);
    for (size_t i = 0; i < size; i++) printf("%02x", bytes[i]);
    printf("\n");
}

static void print_all(const golden *g, dispute_result result) {
    uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE];
    size_t size = 0;
    const uint8_t *record;
    const dispute_effect *e;
    printf("%d: %d\n", g->number, (int)result);
    for (uint32_t i = 0; (record = dispute_answer_record(g->answer, i, &size)) != NULL; i++)
        print_bytes("record", record, size);
    for (uint32_t i = 0; (e = dispute_answer_effect(g->answer, i)) != NULL; i++)
        printf("effect %s %d %d %lld %lld\n", e->id, (int)e->kind, (int)e->why, (long long)e->amount,
               (long long)e->due);
    if (dispute_case_save(g->c, snapshot, sizeof snapshot, &size) == DISPUTE_DONE)
        print_bytes("snapshot", snapshot, size);
}

static void happens(golden *g, int32_t kind, int32_t by, int64_t at, dispute_terms terms, const char *reference) {
    dispute_event e = {.size = sizeof e, .kind = kind, .by = by, .at = at, .terms = terms};
    if (kind == DISPUTE_EVENT_OPEN) e.reason = DISPUTE_REASON_DAMAGED;
    if (kind == DISPUTE_EVENT_RULE) e.fault = DISPUTE_FAULT_CARRIER;
    snprintf(e.id, sizeof e.id, "event-%d", ++g->number);
    snprintf(e.reference, sizeof e.reference, "%s", reference);
    print_all(g, dispute_apply(g->policy, g->c, &e, g->answer));
}

static void play(golden *g, int32_t kind, int64_t amount) {
    const dispute_terms none = {0, 0, 0, 0, 0};
    const dispute_terms asked = {kind, DISPUTE_PARTY_SELLER, amount, 0, 300};
    const dispute_terms ruled = {DISPUTE_TERMS_REFUND, 0, amount / 2, 0, 0};
    dispute_order order = {.size = sizeof order, .currency = "KWD", .amount = 5000, .freight = 400};
    order.shipped_at = start - 20 * DAY;
    order.promised_at = start + 3 * DAY;
    order.protected_until = start + 60 * DAY;
    dispute_case_begin(g->policy, g->c, "C-\xe2\x82\xac", 5, &order, NULL);
    happens(g, DISPUTE_EVENT_OPEN, DISPUTE_PARTY_BUYER, start, asked, "");
    happens(g, DISPUTE_EVENT_REFUSE, DISPUTE_PARTY_SELLER, start + DAY, none, "");
    happens(g, DISPUTE_EVENT_RULE, DISPUTE_PARTY_PLATFORM, start + 9 * DAY, ruled, "");
    happens(g, DISPUTE_EVENT_APPEAL, DISPUTE_PARTY_BUYER, start + 10 * DAY, none, "");
    happens(g, DISPUTE_EVENT_RULE, DISPUTE_PARTY_PLATFORM, start + 11 * DAY, asked, "");
    happens(g, DISPUTE_EVENT_CONFIRM_ADDRESS, DISPUTE_PARTY_SELLER, start + 12 * DAY, none, "");
    happens(g, DISPUTE_EVENT_SHIP_RETURN, DISPUTE_PARTY_BUYER, start + 13 * DAY, none, "RR123456789CN");
    print_all(g, dispute_advance(g->policy, g->c, start + 90 * DAY, g->answer));
}

/* What a seller's card holds: every byte of it that is not zero. */
static void print_card(void) {
    static uint8_t card[DISPUTE_SCORECARD_SIZE], other[DISPUTE_SCORECARD_SIZE];
    dispute_score_policy rules = {.size = sizeof rules};
    dispute_score_policy_parse("", 0, &rules, NULL);
    dispute_scorecard_begin(&rules, card);
    dispute_scorecard_begin(&rules, other);
    for (int64_t day = 0; day < 500; day += 7) {
        dispute_fact fact = {sizeof fact, (int32_t)(day % 11) + 1, start + day * DAY, day * 100000 + 1};
        dispute_scorecard_add(day % 2 ? card : other, &fact, NULL);
    }
    dispute_scorecard_merge(card, other, NULL);
    for (size_t i = 0; i < sizeof card; i++)
        if (card[i]) printf("card %d %02x\n", (int)i, card[i]);
    for (int64_t k = 0, upper = 0; k < 400 && dispute_rate_upper(k, 400, 0, &upper) == DISPUTE_DONE; k += 13)
        printf("upper %lld\n", (long long)upper);
}

int main(void) {
    static const char text[] = "appeal.money = execute\nreturn.receive = B9D\ncalendar.offset = -08:00\n"
                               "calendar.offset.2026-03-08T10:00:00Z = -07:00\ncalendar.holidays = 2026-01-19\n";
    golden g = {NULL, NULL, NULL, 0};
    uint8_t digest[DISPUTE_DIGEST_SIZE];
    if (dispute_policy_new(NULL, &g.policy) != DISPUTE_DONE
        || dispute_policy_parse(g.policy, text, sizeof text - 1, NULL) != DISPUTE_DONE
        || dispute_policy_seal(g.policy, NULL) != DISPUTE_DONE || dispute_case_new(NULL, &g.c) != DISPUTE_DONE
        || dispute_answer_new(NULL, 0, &g.answer) != DISPUTE_DONE)
        return 1;
    dispute_policy_digest(g.policy, digest);
    print_bytes("policy", digest, sizeof digest);
    play(&g, DISPUTE_TERMS_RETURN_REFUND, 4000);
    play(&g, DISPUTE_TERMS_RETURN_REPLACEMENT, 0);
    play(&g, DISPUTE_TERMS_REFUND, 3001);
    print_card();
    dispute_answer_free(g.answer);
    dispute_case_free(g.c);
    dispute_policy_free(g.policy);
    return 0;
}
