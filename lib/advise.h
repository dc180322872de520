/* advise.h - what to offer: advise.c finds and ranks the offers, cost.c says what they cost, ground.c
 * how they fit the root cause. */
#ifndef DISPUTE_LIB_ADVISE_H
#define DISPUTE_LIB_ADVISE_H

#include "turn.h"

enum { SHARES = 10000 }; /* the whole of a share or a chance */

/* what is known about a case before any offer is looked at */
typedef struct prospects {
    const dispute_policy *policy;
    const dispute_case *c;
    int64_t now;
    dispute_facts facts; /* all given: defaults filled in */
    dispute_terms request;
    int32_t cause;       /* [cause] */
    int32_t can_return;  /* yes 1: the goods are with the buyer, and parcels come back */
    int32_t with_buyer;  /* yes 1 */
    int32_t return_pays; /* yes 1: what comes back is worth more than the return costs */
    int32_t bearer;      /* [party] who should bear the freight of a return: buyer or seller */
    int32_t paid_by;     /* [ground] why a lost ruling costs the seller nothing: guarantee or platform; 0: it does */
    int64_t at_stake;    /* O5 */
    int64_t back;        /* what returned goods are worth, rounded down */
    int64_t cost_ruled;
} prospects;

/* cost.c. Each gives 0 where the sum is no amount any more, or yes 1. */
dispute_result dispute__cost_facts(const dispute_facts *given, const dispute_case *c, dispute_facts *facts,
                                   dispute_problem *problem);
/* What terms cost the seller if they are carried out, line by line; nothing is weighed. */
int dispute__cost_of(const prospects *p, const dispute_terms *terms, int64_t line[DISPUTE_COST_LINES], int64_t *sum);
/* What terms are worth to the buyer; at most INT64_MAX. */
int64_t dispute__cost_worth(const prospects *p, const dispute_terms *terms);
/* Do these terms come to the same? */
int dispute__cost_same(const prospects *p, const dispute_terms *a, const dispute_terms *b);
/* Fills taken, cost and its lines, and what the buyer gets. */
int dispute__cost_expect(const prospects *p, dispute_offer *o);
/* share per 10,000 of an amount, rounded down */
int64_t dispute__cost_share(int64_t amount, int32_t share);

/* ground.c */
int32_t dispute__ground_cause(const dispute_policy *policy, const dispute_case *c); /* [cause] */
void dispute__ground_weigh(const prospects *p, dispute_offer *o);                   /* fit and grounds */

static inline int is_return(int32_t kind) {
    return kind == DISPUTE_TERMS_RETURN_REFUND || kind == DISPUTE_TERMS_RETURN_REPLACEMENT;
}
static inline int is_refund(int32_t kind) {
    return kind == DISPUTE_TERMS_REFUND || kind == DISPUTE_TERMS_RETURN_REFUND;
}
static inline int is_replacement(int32_t kind) {
    return kind == DISPUTE_TERMS_REPLACEMENT || kind == DISPUTE_TERMS_RETURN_REPLACEMENT;
}

#endif
