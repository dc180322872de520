/* snippet.c - what a fragment of C in the docs stands in: tests/snippets.py compiles it once for each, with SNIPPET as
 * the file that the fragment is in. There is a sealed `policy`, the case `c` that the buyer has opened at `now`, an
 * `event` (the seller proposes a refund of 10.00 a day later), and an `answer`. */
#include "dispute.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fragment(const dispute_policy *policy, dispute_case *c, const dispute_event *event, dispute_answer *answer,
                    int64_t now) {
    (void)policy, (void)c, (void)event, (void)answer, (void)now;
#include SNIPPET
    return 0;
}

int main(void) {
    const int64_t now = 1767600000000, day = 86400000; /* 2026-01-05T08:00:00Z */
    dispute_policy *policy = NULL;
    dispute_case *c = NULL;
    dispute_answer *answer = NULL;
    dispute_order order = {.size = sizeof order, .currency = "USD", .amount = 5000, .freight = 400};
    dispute_event open = {.size = sizeof open, .kind = DISPUTE_EVENT_OPEN, .by = DISPUTE_PARTY_BUYER, .at = now};
    dispute_event event = {.size = sizeof event, .kind = DISPUTE_EVENT_PROPOSE, .by = DISPUTE_PARTY_SELLER};
    order.delivered_at = now - 5 * day;
    order.protected_until = now + 60 * day;
    open.reason = DISPUTE_REASON_QUALITY;
    open.terms = (dispute_terms){.kind = DISPUTE_TERMS_REFUND, .amount = 2000};
    event.at = now + day;
    event.terms = (dispute_terms){.kind = DISPUTE_TERMS_REFUND, .amount = 1000};
    if (dispute_policy_new(NULL, &policy) || dispute_policy_seal(policy, NULL) || dispute_case_new(NULL, &c)
        || dispute_answer_new(NULL, 0, &answer) || dispute_case_begin(policy, c, "C-1001", 6, &order, NULL)
        || dispute_apply(policy, c, &open, answer))
        return 99;
    int status = fragment(policy, c, &event, answer, now);
    dispute_answer_free(answer);
    dispute_case_free(c);
    dispute_policy_free(policy);
    return status;
}
