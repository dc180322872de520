/* main.c - somebody's program: a buyer opens a case, the seller stays silent, and the money moves. The same program is
 * built with the library in every way that there is, also as C++. */
#include "dispute.h"
#include <stdio.h>
#include <string.h>

static int print_transfers(const dispute_answer *answer) {
    int found = 0;
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(answer, i)) != NULL; i++) {
        if (e->kind != DISPUTE_EFFECT_TRANSFER) continue;
        printf("%s %lld %s from %s to %s\n", e->id, (long long)e->amount, e->currency,
               dispute_word_name(DISPUTE_GROUP_ACCOUNT, e->from_account),
               dispute_word_name(DISPUTE_GROUP_ACCOUNT, e->to_account));
        found++;
    }
    return found;
}

static dispute_result wait_for_the_seller(const dispute_policy *policy, dispute_case *c, dispute_answer *answer) {
    const int64_t monday = 1767600000000, day = 86400000; /* 2026-01-05T08:00:00Z */
    dispute_order order;
    memset(&order, 0, sizeof order);
    order.size = (uint32_t)sizeof order;
    memcpy(order.currency, "EUR", sizeof order.currency);
    order.amount = 5000;
    order.delivered_at = monday - 5 * day;
    dispute_event e;
    memset(&e, 0, sizeof e);
    e.size = (uint32_t)sizeof e;
    e.kind = DISPUTE_EVENT_OPEN;
    e.by = DISPUTE_PARTY_BUYER;
    e.at = monday;
    e.reason = DISPUTE_REASON_QUALITY;
    e.terms.kind = DISPUTE_TERMS_REFUND;
    e.terms.amount = 2000;
    dispute_result result = dispute_case_begin(policy, c, "D-1", 3, &order, NULL);
    if (!result) result = dispute_apply(policy, c, &e, answer);
    return result ? result : dispute_advance(policy, c, monday + 30 * day, answer);
}

int main(void) {
    dispute_policy *policy = NULL;
    dispute_case *c = NULL;
    dispute_answer *answer = NULL;
    dispute_result result = dispute_policy_new(NULL, &policy);
    if (!result) result = dispute_policy_seal(policy, NULL);
    if (!result) result = dispute_case_new(NULL, &c);
    if (!result) result = dispute_answer_new(NULL, 0, &answer);
    if (!result) result = wait_for_the_seller(policy, c, answer);
    int found = result ? 0 : print_transfers(answer);
    if (result) fprintf(stderr, "%s\n", dispute_word_sentence(DISPUTE_GROUP_RESULT, result, DISPUTE_LANGUAGE_EN));
    dispute_answer_free(answer);
    dispute_case_free(c);
    dispute_policy_free(policy);
    return result != DISPUTE_DONE || found == 0 || dispute_version() != DISPUTE_VERSION;
}
