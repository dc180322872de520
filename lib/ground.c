/* ground.c - the root cause of a case, and what speaks for and against an offer because of it. */
#include "advise.h"

int32_t dispute__ground_cause(const dispute_policy *policy, const dispute_case *c) {
    switch (c->reason / 20 + 1) { /* the class */
    case DISPUTE_CLASS_NOT_RECEIVED: return DISPUTE_CAUSE_ON_THE_WAY;
    case DISPUTE_CLASS_BUYER_CHOICE: return DISPUTE_CAUSE_OWN_CHOICE;
    case DISPUTE_CLASS_USAGE: return DISPUTE_CAUSE_USE;
    case DISPUTE_CLASS_PAYMENT: return DISPUTE_CAUSE_CHARGE;
    default:
        return policy->reason[c->reason].liable == DISPUTE_FAULT_CARRIER ? DISPUTE_CAUSE_ON_THE_WAY
                                                                         : DISPUTE_CAUSE_PRODUCT;
    }
}

static void note(int32_t list[DISPUTE_GROUNDS], int32_t ground) { /* no offer has as many as there is room for */
    int i = 0;
    while (list[i]) i++;
    list[i] = ground;
}

static void speaks_for(dispute_offer *o, int32_t ground) { note(o->speaks_for, ground); }
static void speaks_against(dispute_offer *o, int32_t ground) { note(o->speaks_against, ground); }

/* yes 1: guidance is the seller's offer, or the buyer refused an offer of his: which one it was a case does not keep.
 */
static int guidance_tried(const dispute_case *c) {
    if (c->offer_kind) return c->offer_kind == DISPUTE_TERMS_GUIDANCE;
    return case_proposed(c, DISPUTE_PARTY_SELLER) > 0;
}

static int is_full_refund(const prospects *p, const dispute_offer *o) {
    return is_refund(o->terms.kind) && o->terms.amount >= p->at_stake;
}

static int32_t fit_own_choice(const prospects *p, dispute_offer *o) {
    switch (o->terms.kind) {
    case DISPUTE_TERMS_COUPON:
        speaks_for(o, DISPUTE_GROUND_NEW_ORDER);
        if (p->return_pays) return DISPUTE_FIT_SUITABLE;
        if (p->can_return) speaks_for(o, DISPUTE_GROUND_RETURN_DEARER);
        return DISPUTE_FIT_ADVISED;
    case DISPUTE_TERMS_RETURN_REFUND: return p->return_pays ? DISPUTE_FIT_ADVISED : DISPUTE_FIT_UNSUITABLE;
    case DISPUTE_TERMS_RETURN_REPLACEMENT: return p->return_pays ? DISPUTE_FIT_SUITABLE : DISPUTE_FIT_UNSUITABLE;
    case DISPUTE_TERMS_NO_REFUND:
    case DISPUTE_TERMS_GUIDANCE: speaks_for(o, DISPUTE_GROUND_OWN_CHOICE); return DISPUTE_FIT_SUITABLE;
    default:
        speaks_against(o, DISPUTE_GROUND_OWN_CHOICE);
        return is_full_refund(p, o) || is_replacement(o->terms.kind) ? DISPUTE_FIT_UNSUITABLE : DISPUTE_FIT_SUITABLE;
    }
}

static int32_t fit_use(const prospects *p, dispute_offer *o) {
    int tried = guidance_tried(p->c), kind = o->terms.kind;
    if (kind == DISPUTE_TERMS_GUIDANCE) {
        if (tried)
            speaks_against(o, DISPUTE_GROUND_GUIDANCE_TRIED);
        else
            speaks_for(o, DISPUTE_GROUND_GUIDANCE_FIRST);
        return tried ? DISPUTE_FIT_UNSUITABLE : DISPUTE_FIT_ADVISED;
    }
    if (kind == DISPUTE_TERMS_COUPON) speaks_for(o, DISPUTE_GROUND_NEW_ORDER);
    if (kind == DISPUTE_TERMS_NO_REFUND) return DISPUTE_FIT_SUITABLE;
    if (!tried) {
        speaks_against(o, DISPUTE_GROUND_MONEY_LATER);
        return kind == DISPUTE_TERMS_COUPON || (kind == DISPUTE_TERMS_REFUND && !is_full_refund(p, o))
                   ? DISPUTE_FIT_SUITABLE
                   : DISPUTE_FIT_UNSUITABLE;
    }
    speaks_for(o, DISPUTE_GROUND_GUIDANCE_TRIED);
    if (is_return(kind)) return p->return_pays ? DISPUTE_FIT_ADVISED : DISPUTE_FIT_UNSUITABLE;
    return kind == DISPUTE_TERMS_COUPON || (kind == DISPUTE_TERMS_REFUND && !is_full_refund(p, o))
               ? DISPUTE_FIT_ADVISED
               : DISPUTE_FIT_SUITABLE;
}

static int32_t fit_on_the_way(const prospects *p, dispute_offer *o) {
    int kind = o->terms.kind;
    if (is_refund(kind) && p->policy->reason[p->c->reason].liable == DISPUTE_FAULT_CARRIER)
        speaks_for(o, DISPUTE_GROUND_CARRIER_LIABLE);
    if (kind == DISPUTE_TERMS_REFUND && is_full_refund(p, o)) return DISPUTE_FIT_ADVISED;
    if (is_return(kind)) return p->return_pays ? DISPUTE_FIT_SUITABLE : DISPUTE_FIT_UNSUITABLE;
    return kind == DISPUTE_TERMS_NO_REFUND || kind == DISPUTE_TERMS_GUIDANCE ? DISPUTE_FIT_UNSUITABLE
                                                                             : DISPUTE_FIT_SUITABLE;
}

static int32_t fit_product(const prospects *p, dispute_offer *o) {
    int kind = o->terms.kind, whole = is_full_refund(p, o) || is_replacement(kind);
    if (!whole) {
        speaks_against(o, DISPUTE_GROUND_DECIDE_NOW);
        return kind == DISPUTE_TERMS_NO_REFUND || kind == DISPUTE_TERMS_GUIDANCE ? DISPUTE_FIT_UNSUITABLE
                                                                                 : DISPUTE_FIT_SUITABLE;
    }
    speaks_for(o, DISPUTE_GROUND_DECIDE_NOW);
    if (is_return(kind)) return p->return_pays ? DISPUTE_FIT_ADVISED : DISPUTE_FIT_UNSUITABLE;
    return p->return_pays ? DISPUTE_FIT_SUITABLE : DISPUTE_FIT_ADVISED;
}

static int32_t fit_charge(dispute_offer *o) { /* it is about money, and the goods have nothing to do with it */
    return o->terms.kind == DISPUTE_TERMS_REFUND || o->terms.kind == DISPUTE_TERMS_NO_REFUND ? DISPUTE_FIT_SUITABLE
                                                                                             : DISPUTE_FIT_UNSUITABLE;
}

/* Grounds that do not depend on the cause. */
static void weigh_return(const prospects *p, dispute_offer *o) {
    if (!is_return(o->terms.kind)) return;
    if (!p->with_buyer)
        speaks_against(o, DISPUTE_GROUND_NOTHING_TO_RETURN);
    else if (!p->can_return)
        speaks_against(o, DISPUTE_GROUND_RETURN_IMPOSSIBLE);
    else if (p->return_pays)
        speaks_for(o, DISPUTE_GROUND_RETURN_PAYS);
    else
        speaks_against(o, DISPUTE_GROUND_RETURN_DEARER);
}

static void weigh_ruling(const prospects *p, dispute_offer *o) {
    if (o->taken == SHARES) {
        if (o->event == DISPUTE_EVENT_ACCEPT) speaks_for(o, DISPUTE_GROUND_AS_ASKED);
        return;
    }
    speaks_against(o, DISPUTE_GROUND_LESS_THAN_ASKED);
    if (p->paid_by)
        speaks_for(o, p->paid_by);
    else if (p->facts.win_chance > SHARES / 2)
        speaks_for(o, DISPUTE_GROUND_EVIDENCE_STRONG);
    else
        speaks_against(o, DISPUTE_GROUND_EVIDENCE_WEAK);
}

void dispute__ground_weigh(const prospects *p, dispute_offer *o) {
    switch (p->cause) {
    case DISPUTE_CAUSE_OWN_CHOICE: o->fit = fit_own_choice(p, o); break;
    case DISPUTE_CAUSE_USE: o->fit = fit_use(p, o); break;
    case DISPUTE_CAUSE_ON_THE_WAY: o->fit = fit_on_the_way(p, o); break;
    case DISPUTE_CAUSE_PRODUCT: o->fit = fit_product(p, o); break;
    default: o->fit = fit_charge(o); break;
    }
    weigh_return(p, o);
    weigh_ruling(p, o);
}
