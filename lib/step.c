/* step.c - what a row of the chart does to a case. Nothing here can fail: everything was checked before. */
#include "event.h"
#include "migrate.h"
#include "rounds.h"
#include <string.h>

static const settlement nothing = {DISPUTE_TERMS_NO_REFUND, 0, 0, 0, 0, 0};

/* ---- entering a state ---- */

void dispute__turn_enter(turn *t, int32_t state) {
    dispute_case *c = t->c;
    int32_t from = c->state;
    if (in_stage(from, STAGE_PLATFORM) && !in_stage(state, STAGE_PLATFORM)) { /* P3: a request lapses on leaving */
        for (int i = 0; i < 3; i++)
            if (c->evidence[i] == DISPUTE_EVIDENCE_REQUESTED) c->evidence[i] = 0;
        c->flags &= (uint16_t)~FLAG_REVIEW_HELD;
    }
    if (in_stage(from, STAGE_CONTACT) && in_stage(state, STAGE_NEGOTIATION)) { /* P1: takeover runs on */
        dispute__due_arm_stage(t);
    } else if (!in_stage(state, from / 10)) {
        memset(c->window, 0, sizeof c->window);
        if (in_stage(state, STAGE_RETURN)) c->window[0] = t->at; /* R1: the waiver counts from here */
    }
    c->state = (uint8_t)state;
    if (state != DISPUTE_STATE_RULING_APPEALED) c->flags &= (uint16_t)~FLAG_STARTED_BY_SELLER;
    if (state == DISPUTE_STATE_GUARANTEE_WAITING) c->flags |= FLAG_GUARANTEED;
    if (state == DISPUTE_STATE_PLATFORM_REVIEW) c->flags |= FLAG_REVIEWED;
    dispute__due_arm_state(t);
}

static void enter_review(turn *t) { /* P3: asks whoever has given none */
    dispute_case *c = t->c;
    int32_t ask = 0;
    dispute__turn_enter(t, DISPUTE_STATE_PLATFORM_REVIEW);
    if (c->evidence[0] != DISPUTE_EVIDENCE_GIVEN) ask |= 1 << DISPUTE_PARTY_BUYER;
    if (c->evidence[1] != DISPUTE_EVIDENCE_GIVEN) ask |= 1 << DISPUTE_PARTY_SELLER;
    dispute__due_ask_evidence(t, ask);
    dispute__due_hold_review(t);
}

/* ---- what stands ---- */

static void strike_offer(dispute_case *c) {
    c->offer_kind = c->offer_freight_by = 0;
    c->offer = (amounts){0, 0, 0};
}

static void no_deal(dispute_case *c) { /* a ruling behind it is gone, too (R3) */
    c->deal_kind = c->deal_freight_by = c->deal_by = 0;
    c->deal = (amounts){0, 0, 0};
    c->payer = DISPUTE_ACCOUNT_SELLER;
    c->fault = c->via = 0;
    c->flags &= (uint16_t) ~(FLAG_RULED | FLAG_RULED_IN_GUARANTEE | FLAG_PLAN_BUYER | FLAG_PLAN_SELLER);
}

static void take_request(dispute_case *c, const dispute_terms *terms) {
    c->request_kind = (uint8_t)terms->kind;
    c->request_freight_by = (uint8_t)terms->freight_by;
    c->request = (amounts){terms->amount, terms->coupon, terms->freight};
    c->flags |= FLAG_STANDS;
    strike_offer(c); /* N1: new terms of the other side */
}

static void take_offer(dispute_case *c, const dispute_terms *terms) {
    c->offer_kind = (uint8_t)terms->kind;
    c->offer_freight_by = (uint8_t)terms->freight_by;
    c->offer = (amounts){terms->amount, terms->coupon, terms->freight};
}

static void take_deal(dispute_case *c, int32_t by, int32_t kind, int32_t freight_by, const amounts *terms) {
    no_deal(c);
    c->deal_by = (uint8_t)by;
    c->deal_kind = (uint8_t)kind;
    c->deal_freight_by = (uint8_t)freight_by;
    c->deal = *terms;
}

static void deal_request(dispute_case *c) {
    amounts terms = c->request;
    take_deal(c, DISPUTE_PARTY_BUYER, c->request_kind, c->request_freight_by, &terms);
    strike_offer(c);
}

static void deal_offer(dispute_case *c) {
    amounts terms = c->offer;
    take_deal(c, DISPUTE_PARTY_SELLER, c->offer_kind, c->offer_freight_by, &terms);
    strike_offer(c);
}

/* T: what the terms say */
static void carry_out(turn *t, int address_known) {
    dispute_case *c = t->c;
    settlement s = {c->deal_kind, 0, 0, c->deal.coupon, 0, 0};
    switch (c->deal_kind) {
    case DISPUTE_TERMS_RETURN_REFUND:
    case DISPUTE_TERMS_RETURN_REPLACEMENT:
        dispute__turn_enter(t, address_known ? DISPUTE_STATE_RETURN_SHIPMENT : DISPUTE_STATE_RETURN_ADDRESS);
        return;
    case DISPUTE_TERMS_REPLACEMENT: dispute__turn_enter(t, DISPUTE_STATE_REPLACEMENT_DISPATCH); return;
    case DISPUTE_TERMS_REFUND: s.amount = c->deal.amount; break;
    default: break;
    }
    dispute__money_settle(t, &s);
}

void dispute__turn_deal(dispute_case *c, int32_t kind, int32_t freight_by, const amounts *terms) {
    take_deal(c, DISPUTE_PARTY_PLATFORM, kind, freight_by, terms);
    strike_offer(c);
}

void dispute__turn_carry_out(turn *t) { carry_out(t, 0); }

/* ---- actions, in the order of enum action ---- */

static void begin(turn *t) { /* what every opening does, wherever it leads */
    dispute_case *c = t->c;
    const dispute_event *e = t->event;
    int delivered = c->money.before.delivered_at != 0, shipped = c->money.before.shipped_at != 0;
    memset(&c->money, 0, sizeof c->money); /* the dates have decided; the transfers' amounts lie here from now on */
    c->goods = delivered ? DISPUTE_GOODS_DELIVERED : shipped ? DISPUTE_GOODS_IN_TRANSIT : DISPUTE_GOODS_NOT_SHIPPED;
    c->reason = (uint8_t)e->reason;
    c->opened_at = t->at;
    if (t->in->fields & FIELD_DIGEST) c->evidence[0] = DISPUTE_EVIDENCE_GIVEN;
    no_deal(c);
    take_request(c, &e->terms);
}

static void act_open(turn *t) {
    begin(t);
    int waits = t->policy->window[WINDOW_CONTACT_WAIT].given; /* T4 */
    dispute__turn_enter(t, waits ? DISPUTE_STATE_CONTACT_WAITING : DISPUTE_STATE_NEGOTIATION_SELLER);
    dispute__due_arm_opening(t);
}

static void act_open_reversed(turn *t) {
    begin(t);
    dispute__rounds_open(t);
}

static void act_grant(turn *t) { /* O7: the refund, without a return */
    dispute_case *c = t->c;
    begin(t);
    settlement s = {DISPUTE_TERMS_REFUND, 0, c->request.amount, c->request.coupon, 0, 0};
    c->payer = t->policy->grant_payer == GRANT_BY_PLATFORM ? DISPUTE_ACCOUNT_PLATFORM : DISPUTE_ACCOUNT_SELLER;
    c->via = t->row->via;
    dispute__money_settle(t, &s);
}

static void act_amend(turn *t) { /* re-arms the seller's response, never the stage or the contact (N3, T4) */
    t->c->claimer_amended = one_more(t->c->claimer_amended, 1);
    if (t->event->terms.kind) take_request(t->c, &t->event->terms);
    if (t->event->reason) t->c->reason = (uint8_t)t->event->reason;
    if (!in_stage(t->c->state, STAGE_CONTACT)) dispute__turn_enter(t, DISPUTE_STATE_NEGOTIATION_SELLER);
    dispute__due_recheck_takeover(t);
    dispute__due_hold(t);
}

static void act_request(turn *t) {
    t->c->proposed = one_more(t->c->proposed, 0);
    take_request(t->c, &t->event->terms);
    dispute__turn_enter(t, DISPUTE_STATE_NEGOTIATION_SELLER);
}

static void act_offer(turn *t) {
    t->c->proposed = one_more(t->c->proposed, 1);
    take_offer(t->c, &t->event->terms);
    dispute__turn_enter(t, DISPUTE_STATE_NEGOTIATION_BUYER);
}

static void act_refuse(turn *t) {
    strike_offer(t->c);
    t->c->flags |= FLAG_REFUSED;
    dispute__turn_enter(t, DISPUTE_STATE_NEGOTIATION_BUYER);
}

static void act_accept(turn *t) {
    if (t->event->by == DISPUTE_PARTY_SELLER)
        deal_request(t->c);
    else
        deal_offer(t->c);
    t->c->via = t->row->via;
    carry_out(t, 0);
}

static void act_accept_request(turn *t) { /* the seller was silent: the registered address is used at once */
    deal_request(t->c);
    t->c->via = t->row->via;
    carry_out(t, 1);
}

static void act_accept_return(turn *t) { /* Z: what is at stake, against a return; a coupon request its coupon */
    dispute_case *c = t->c;
    int64_t at_stake = dispute__money_at_stake(c);
    deal_request(c);
    if (c->deal_kind == DISPUTE_TERMS_REFUND || c->deal_kind == DISPUTE_TERMS_RETURN_REFUND) {
        c->deal_kind = DISPUTE_TERMS_RETURN_REFUND;
        c->deal.amount = at_stake;
        if (c->deal.freight > INT64_MAX - at_stake)
            c->deal.freight = INT64_MAX - at_stake; /* together an amount (O4) */
    } else if (c->deal_kind == DISPUTE_TERMS_REPLACEMENT) {
        c->deal_kind = DISPUTE_TERMS_RETURN_REPLACEMENT;
    }
    c->via = t->row->via;
    carry_out(t, 1);
}

static void act_accept_offer(turn *t) {
    deal_offer(t->c);
    t->c->via = t->row->via;
    carry_out(t, 0);
}

static void act_withdraw(turn *t) {
    dispute__rounds_withdrawn(t);
    t->c->via = t->row->via;
    dispute__money_withdraw(t);
}

static void act_reopen(turn *t) { /* N10: keeps reason and evidence, and everything that is counted */
    dispute_case *c = t->c;
    c->reopened_extended++;
    c->flags &= (uint16_t)~FLAG_REFUSED;
    no_deal(c);
    if (t->event->terms.kind) take_request(c, &t->event->terms);
    c->flags |= FLAG_STANDS;
    dispute__turn_enter(t, DISPUTE_STATE_NEGOTIATION_SELLER);
    dispute__due_arm_opening(t);
}

static void act_move(turn *t) { dispute__turn_enter(t, t->row->next); }

static void act_review(turn *t) { enter_review(t); }

static void act_object(turn *t) { /* R2, R3: the agreement or ruling is gone, and nothing stands */
    no_deal(t->c);
    t->c->flags &= (uint16_t)~FLAG_STANDS;
    enter_review(t);
}

static void act_ask_evidence(turn *t) {
    int32_t both = 1 << DISPUTE_PARTY_BUYER | 1 << DISPUTE_PARTY_SELLER;
    dispute__due_ask_evidence(t, t->event->party ? 1 << t->event->party : both);
    dispute__due_begin_review(t); /* asked anew under a policy without a due (T5), nobody may have one any more (P3) */
}

static void act_give_evidence(turn *t) {
    int i = t->event->by == DISPUTE_PARTY_CARRIER ? 2 : t->event->by - DISPUTE_PARTY_BUYER;
    t->c->evidence[i] = DISPUTE_EVIDENCE_GIVEN;
    if (in_stage(t->c->state, STAGE_PLATFORM)) t->c->window[i] = 0;
    dispute__due_begin_review(t);
}

static void expire_evidence(turn *t) { /* P3: for all that are due then */
    dispute_case *c = t->c;
    for (int i = 0; i < 3; i++) {
        if (!c->window[i] || c->window[i] > t->at) continue;
        c->window[i] = 0;
        c->evidence[i] = DISPUTE_EVIDENCE_EXPIRED;
    }
}

static void act_plan(turn *t) { /* P4: request and offer stand meanwhile */
    dispute_case *c = t->c;
    const dispute_terms *terms = &t->event->terms;
    amounts planned = {terms->amount, terms->coupon, terms->freight};
    take_deal(c, DISPUTE_PARTY_PLATFORM, terms->kind, terms->freight_by, &planned);
    dispute__turn_enter(t, DISPUTE_STATE_PLATFORM_PROPOSED);
}

static void act_accept_plan(turn *t) { /* carried out when both have */
    dispute_case *c = t->c;
    const uint16_t both = FLAG_PLAN_BUYER | FLAG_PLAN_SELLER;
    c->flags |= t->event->by == DISPUTE_PARTY_BUYER ? FLAG_PLAN_BUYER : FLAG_PLAN_SELLER;
    if ((c->flags & both) != both) return;
    c->flags &= (uint16_t)~both;
    strike_offer(c);
    c->via = t->row->via;
    carry_out(t, 0);
}

static void act_drop_plan(turn *t) { /* back to the review, which is armed anew; nobody is asked again (P3) */
    no_deal(t->c);
    dispute__turn_enter(t, DISPUTE_STATE_PLATFORM_REVIEW);
    if (t->c->flags & FLAG_REVIEW_HELD) { /* as it was before the plan: with the last evidence */
        t->c->due = 0;
        dispute__due_begin_review(t);
    }
}

static void act_extend(turn *t) {
    t->c->reopened_extended = (uint8_t)(t->c->reopened_extended + 16);
    dispute__due_extend(t, t->event->deadline, t->event->until);
}

static void act_suspend(turn *t) { dispute__due_suspend(t, t->event->until); }

static void act_resume(turn *t) { dispute__due_resume(t); }

static void act_elsewhere(turn *t) {
    t->c->via = t->row->via;
    dispute__money_elsewhere(t, t->event->amount);
}

static int platform_pays(const turn *t) { return t->c->amount <= t->policy->pays_up_to; } /* P5 */

static void act_rule(turn *t) {
    dispute_case *c = t->c;
    const dispute_event *e = t->event;
    int guaranteed = c->state == DISPUTE_STATE_GUARANTEE_WAITING
                     || (c->state == DISPUTE_STATE_RULING_APPEALED && (c->flags & FLAG_RULED_IN_GUARANTEE));
    amounts terms = {e->terms.amount, e->terms.coupon, e->terms.freight};
    dispute__rounds_decided(t, e->terms.kind, e->terms.amount);
    take_deal(c, DISPUTE_PARTY_PLATFORM, e->terms.kind, e->terms.freight_by, &terms);
    strike_offer(c);
    int platform = guaranteed || e->payer == DISPUTE_ACCOUNT_PLATFORM || (!e->payer && platform_pays(t));
    c->payer = platform ? DISPUTE_ACCOUNT_PLATFORM : DISPUTE_ACCOUNT_SELLER;
    c->fault = (uint8_t)e->fault;
    c->via = t->row->via;
    c->flags |= FLAG_RULED;
    if (guaranteed) c->flags |= FLAG_RULED_IN_GUARANTEE;
    dispute__rounds_wait(t);
}

static void act_stand(turn *t) { carry_out(t, 0); }

static void act_ship_return(turn *t) {
    t->c->goods = DISPUTE_GOODS_RETURNING;
    dispute__turn_enter(t, DISPUTE_STATE_RETURN_RECEIPT);
}

/* R4: who bears the freight of a return, and how much, where the terms leave it to the policy. */
static void bear_freight(const turn *t, settlement *s) {
    const dispute_case *c = t->c;
    int32_t by = c->deal_freight_by;
    s->freight = c->deal.freight;
    if (!by && t->policy->freight_by != FREIGHT_NOBODY) {
        int seller_liable = t->policy->reason[c->reason].liable == DISPUTE_FAULT_SELLER;
        by = t->policy->freight_by != FREIGHT_LIABLE ? t->policy->freight_by : seller_liable ? DISPUTE_PARTY_SELLER : 0;
        if (!s->freight) s->freight = dispute__least(c->freight, INT64_MAX - s->amount);
    }
    s->bearer = by;
    if (by != DISPUTE_PARTY_SELLER && by != DISPUTE_PARTY_PLATFORM) s->freight = 0;
}

static void returned(turn *t, int waived) { /* R2 */
    dispute_case *c = t->c;
    if (c->deal_kind == DISPUTE_TERMS_RETURN_REPLACEMENT) {
        dispute__turn_enter(t, DISPUTE_STATE_REPLACEMENT_DISPATCH);
        return;
    }
    int32_t kind = waived ? DISPUTE_TERMS_REFUND : DISPUTE_TERMS_RETURN_REFUND;
    settlement s = {kind, 0, c->deal.amount, c->deal.coupon, 0, 0};
    if (!waived) bear_freight(t, &s);
    if (t->row->via) c->via = t->row->via; /* S2: a deadline that moves the money */
    dispute__money_settle(t, &s);
}

static void act_receive(turn *t) {
    t->c->goods = DISPUTE_GOODS_RETURNED;
    returned(t, 0);
}

static void act_waive(turn *t) { returned(t, 1); }

static void act_replaced(turn *t) { /* S3: keeps its kind, with amount 0 */
    settlement s = {t->c->deal_kind, 0, 0, 0, 0, 1};
    if (t->row->via) t->c->via = t->row->via;
    dispute__money_settle(t, &s);
}

static void act_for_buyer(turn *t) { /* Z: the request without a return; a coupon request its coupon */
    dispute_case *c = t->c;
    settlement s = {DISPUTE_TERMS_REFUND, 0, dispute__money_at_stake(c), c->request.coupon, 0, 0};
    if (c->request_kind == DISPUTE_TERMS_COUPON) {
        if (c->state == DISPUTE_STATE_REPLACEMENT_DISPATCH)
            s.coupon = 0; /* R3: the refund of what is at stake */
        else
            s = (settlement){DISPUTE_TERMS_COUPON, 0, 0, c->request.coupon, 0, 0};
    }
    int reviewing = in_stage(c->state, STAGE_PLATFORM) && platform_pays(t);
    if (t->row->via == DISPUTE_VIA_GUARANTEE || reviewing) c->payer = DISPUTE_ACCOUNT_PLATFORM; /* P2, P5 */
    c->via = t->row->via;
    dispute__rounds_decided(t, s.kind, s.amount);
    dispute__money_settle(t, &s);
}

static void act_for_seller(turn *t) {
    dispute__rounds_decided(t, DISPUTE_TERMS_NO_REFUND, 0);
    t->c->via = t->row->via;
    dispute__money_settle(t, &nothing);
}

static void act_overdue(turn *t) { t->c->due = 0; } /* P4: told once, and gone */

static void act_parcel(turn *t) {
    if (t->event->goods) t->c->goods = (uint8_t)t->event->goods;
    if (t->event->until) t->c->promised_at = t->event->until;
    dispute__due_hold(t);
}

static void act_file_claim(turn *t) {
    t->c->claim = DISPUTE_CLAIM_FILED;
    t->c->later.claim_due = dispute__due_from(t->policy, WINDOW_CLAIM_ANSWER, t->at);
}

static void act_answer_claim(turn *t) { /* S6 */
    t->c->claim = t->event->amount ? DISPUTE_CLAIM_ACCEPTED : DISPUTE_CLAIM_REFUSED;
    t->c->later.claim_due = 0;
    dispute__money_recover(t, t->event->amount);
}

static void act_expire_claim(turn *t) {
    t->c->claim = DISPUTE_CLAIM_EXPIRED;
    t->c->later.claim_due = 0;
}

static void act_paid(turn *t) { dispute__money_paid(t, dispute__money_find(t->c, t->in->reference)); }

static void act_payment_failed(turn *t) { dispute__money_send_again(t, dispute__money_find(t->c, t->in->reference)); }

void dispute__turn_act(turn *t) {
    if (t->event->kind == DISPUTE_EVENT_DEADLINE_EVIDENCE) expire_evidence(t); /* also where that decides (P9) */
    switch (t->row->action) {
    case ACT_OPEN: act_open(t); break;
    case ACT_AMEND: act_amend(t); break;
    case ACT_REQUEST: act_request(t); break;
    case ACT_OFFER: act_offer(t); break;
    case ACT_REFUSE: act_refuse(t); break;
    case ACT_ACCEPT: act_accept(t); break;
    case ACT_ACCEPT_REQUEST: act_accept_request(t); break;
    case ACT_ACCEPT_OFFER: act_accept_offer(t); break;
    case ACT_WITHDRAW: act_withdraw(t); break;
    case ACT_REOPEN: act_reopen(t); break;
    case ACT_MOVE: act_move(t); break;
    case ACT_REVIEW: act_review(t); break;
    case ACT_OBJECT: act_object(t); break;
    case ACT_PLAN: act_plan(t); break;
    case ACT_ACCEPT_PLAN: act_accept_plan(t); break;
    case ACT_GRANT: act_grant(t); break;
    case ACT_ACCEPT_RETURN: act_accept_return(t); break;
    case ACT_DROP_PLAN: act_drop_plan(t); break;
    case ACT_EXTEND: act_extend(t); break;
    case ACT_SUSPEND: act_suspend(t); break;
    case ACT_RESUME: act_resume(t); break;
    case ACT_ELSEWHERE: act_elsewhere(t); break;
    case ACT_ASK_EVIDENCE: act_ask_evidence(t); break;
    case ACT_GIVE_EVIDENCE: act_give_evidence(t); break;
    case ACT_EXPIRE_EVIDENCE: dispute__due_begin_review(t); break;
    case ACT_RULE: act_rule(t); break;
    case ACT_STAND: act_stand(t); break;
    case ACT_APPEAL: dispute__rounds_appeal(t); break;
    case ACT_SHIP_RETURN: act_ship_return(t); break;
    case ACT_RECEIVE: act_receive(t); break;
    case ACT_WAIVE: act_waive(t); break;
    case ACT_REPLACED: act_replaced(t); break;
    case ACT_FOR_BUYER: act_for_buyer(t); break;
    case ACT_FOR_SELLER: act_for_seller(t); break;
    case ACT_OVERDUE: act_overdue(t); break;
    case ACT_PARCEL: act_parcel(t); break;
    case ACT_FILE_CLAIM: act_file_claim(t); break;
    case ACT_ANSWER_CLAIM: act_answer_claim(t); break;
    case ACT_EXPIRE_CLAIM: act_expire_claim(t); break;
    case ACT_PAID: act_paid(t); break;
    case ACT_PAYMENT_FAILED: act_payment_failed(t); break;
    case ACT_OPEN_REVERSED: act_open_reversed(t); break;
    case ACT_TURN: dispute__rounds_turn(t); break;
    case ACT_CONCEDE: dispute__rounds_concede(t); break;
    case ACT_REBUT: dispute__rounds_rebut(t); break;
    case ACT_MIGRATE: dispute__migrate(t); break;
    default: break;
    }
}
