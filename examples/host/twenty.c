#include "dispute.h"
#include <stdio.h>

int main(void) {
    const int64_t now = 1767600000000, day = 86400000; /* 2026-01-05T08:00:00Z */
    dispute_policy *policy = NULL;
    dispute_case *c = NULL;
    dispute_answer *answer = NULL;
    dispute_order order = {.size = sizeof order, .currency = "USD", .amount = 5000, .delivered_at = now - 5 * day};
    dispute_event open = {.size = sizeof open, .kind = DISPUTE_EVENT_OPEN, .by = DISPUTE_PARTY_BUYER, .at = now};
    open.reason = DISPUTE_REASON_QUALITY;
    open.terms = (dispute_terms){.kind = DISPUTE_TERMS_REFUND, .amount = 2000};         /* 20.00 of 50.00 back */
    int failed = dispute_policy_new(NULL, &policy) || dispute_policy_seal(policy, NULL) /* the default market */
                 || dispute_case_new(NULL, &c) || dispute_answer_new(NULL, 0, &answer)
                 || dispute_case_begin(policy, c, "C-1001", 6, &order, NULL)
                 || dispute_apply(policy, c, &open, answer)            /* the buyer opens the case */
                 || dispute_advance(policy, c, now + 6 * day, answer); /* the seller says nothing */
    const dispute_effect *e;
    for (uint32_t i = 0; !failed && (e = dispute_answer_effect(answer, i)) != NULL; i++)
        if (e->kind == DISPUTE_EFFECT_TRANSFER) /* its id is the payment provider's idempotency key */
            printf("%s: %lld %s to the %s\n", e->id, (long long)e->amount, e->currency,
                   dispute_word_name(DISPUTE_GROUP_ACCOUNT, e->to_account));
    dispute_answer_free(answer);
    dispute_case_free(c);
    dispute_policy_free(policy);
    return failed;
}
