/* migrate.c - an open case is moved to another policy (T5): what runs keeps its due, what comes next is by the new one.
 */
#include "migrate.h"
#include "check.h"
#include "rounds.h"
#include <string.h>

int dispute__migrate_leads_to(const dispute_policy *policy, const arrival *in) {
    size_t size = dispute__text_length(in->reference, DISPUTE_REFERENCE_SIZE);
    return memcmp(in->digest, policy->digest, sizeof policy->digest) == 0
           && dispute__text_is(in->reference, size, policy->name);
}

static int runs(const dispute_case *c) { /* the deadline that the state owns */
    return c->due != 0 || (c->state == DISPUTE_STATE_RULING_APPEALED && c->window[0]);
}

/* Law 8 for this case: sealing has looked at the states that a case of this policy comes to, and this one may be
 * somewhere else. Its own state may run out; whatever is entered from here on must not hang. */
int dispute__migrate_goes_on(const dispute_policy *policy, const dispute_case *c) {
    edges e;
    dispute_edge edge;
    uint8_t entered[CHART_STATES] = {0};
    dispute__edges_from(&e, policy, c->state);
    while (dispute__edges_next(&e, &edge))
        for (uint32_t i = 0; i < edge.nexts; i++)
            if (edge.next[i] != edge.from_state) entered[edge.next[i]] = 1;
    /* an `amend` enters the negotiation again */
    if (!runs(c) || in_stage(c->state, STAGE_NEGOTIATION)) entered[c->state] = 1;
    for (int32_t state = 1; state < ANY_STATE; state++)
        if (entered[state] && dispute__check_hangs(policy, state)) return 0;
    /* and to rounds that no case of this policy would come to */
    for (int32_t round = c->rounds + 1; round <= policy->appeal_rounds; round++)
        if (!dispute__round_window(policy, round)->given) return 0;
    return 1;
}

void dispute__migrate(turn *t) {
    dispute_case *c = t->c;
    const dispute_policy *policy = t->policy;
    c->policy_tag = policy->tag;
    memcpy(c->policy_digest, policy->digest + 8, sizeof c->policy_digest);
    memset(c->policy_name, 0, sizeof c->policy_name);
    memcpy(c->policy_name, policy->name, dispute__text_length(policy->name, sizeof c->policy_name - 1));
    if (!runs(c) && !(c->flags & FLAG_REVIEW_HELD)) dispute__due_arm_state(t); /* law 8 */
    if (in_stage(c->state, STAGE_NEGOTIATION) && !c->window[0]) dispute__due_arm_stage(t);
}
