/* rounds.c - a ruling is contested, round by round (P6, P8), and money that moves at the opening (O8). */
#include "rounds.h"
#include "calendar.h"
#include <string.h>

/* Of the round that is being decided, or was started last. */
static const round_rules *rules_of(const turn *t) { return &t->policy->round[t->c->rounds - 1]; }

static int32_t starter_of(const dispute_case *c) {
    return c->flags & FLAG_STARTED_BY_SELLER ? DISPUTE_PARTY_SELLER : DISPUTE_PARTY_BUYER;
}

static int32_t other(int32_t party) {
    return party == DISPUTE_PARTY_BUYER ? DISPUTE_PARTY_SELLER : DISPUTE_PARTY_BUYER;
}

int32_t dispute__rounds_starters(const dispute_policy *policy, const dispute_case *c) {
    if (c->rounds >= policy->appeal_rounds) return 0;
    return dispute__round_starter(policy, c->rounds + 1) & dispute__guard_losers(c);
}

static int is_asked(const dispute_case *c) { /* the round waits for an answer */
    return c->state == DISPUTE_STATE_RULING_APPEALED && c->window[0];
}

int32_t dispute__rounds_moves(const dispute_case *c) {
    return is_asked(c) ? 1 << other(starter_of(c)) : dispute__chart_moves(c->state);
}

int32_t dispute__rounds_deadline(const dispute_case *c) {
    return is_asked(c) ? DISPUTE_DEADLINE_RESPONSE : dispute__chart_deadline(c->state);
}

void dispute__rounds_arm(turn *t) {
    dispute_case *c = t->c;
    const calendar *days = &t->policy->calendar;
    c->due = 0;
    memset(c->window, 0, sizeof c->window);
    if (c->state == DISPUTE_STATE_RULING_MADE) {
        const span *window = dispute__round_window(t->policy, c->rounds + 1);
        if (window->given) c->due = dispute__calendar_add(days, t->at, window);
    } else if (rules_of(t)->decides == DECIDES_ANSWER && rules_of(t)->answer.given) {
        c->window[0] = dispute__calendar_add(days, t->at, &rules_of(t)->answer);
    } else {
        c->due = dispute__due_from(t->policy, WINDOW_PLATFORM_REVIEW, t->at);
    }
}

/* ---- fees ---- */

static void fee(turn *t, int32_t party) { /* parties have the numbers of their accounts */
    t->fee_from = party;
    t->fee = rules_of(t)->fee;
}

static void round_ends(turn *t, int starter_won) {
    int32_t starter = starter_of(t->c);
    if (t->c->state == DISPUTE_STATE_RULING_APPEALED && rules_of(t)->loser_pays)
        fee(t, starter_won ? other(starter) : starter);
}

static int64_t money_of(int32_t kind, int64_t amount) {
    return kind == DISPUTE_TERMS_REFUND || kind == DISPUTE_TERMS_RETURN_REFUND ? amount : 0;
}

/* Who started the round has lost it, unless the new ruling is better for him than the one before. */
void dispute__rounds_decided(turn *t, int32_t kind, int64_t amount) {
    int64_t before = money_of(t->c->deal_kind, t->c->deal.amount), now = money_of(kind, amount);
    round_ends(t, starter_of(t->c) == DISPUTE_PARTY_BUYER ? now > before : now < before);
}

void dispute__rounds_withdrawn(turn *t) { /* the round is never decided: it is the buyer who gives up */
    if (t->c->state == DISPUTE_STATE_RULING_APPEALED && rules_of(t)->loser_pays) fee(t, DISPUTE_PARTY_BUYER);
}

/* ---- rulings ---- */

/* The ruling says what this party wants: the request in full, or nothing. */
static void rule_for(turn *t, int32_t party) {
    dispute_case *c = t->c;
    int buyer = party == DISPUTE_PARTY_BUYER, guaranteed = c->flags & FLAG_RULED_IN_GUARANTEE;
    amounts terms = buyer ? c->request : (amounts){0, 0, 0};
    dispute__turn_deal(c, buyer ? c->request_kind : DISPUTE_TERMS_NO_REFUND, buyer ? c->request_freight_by : 0, &terms);
    c->flags |= FLAG_RULED;
    if (guaranteed) { /* P2 */
        c->flags |= FLAG_RULED_IN_GUARANTEE;
        c->payer = DISPUTE_ACCOUNT_PLATFORM;
    }
    c->fault = buyer ? t->policy->reason[c->reason].liable : DISPUTE_FAULT_NONE;
    c->via = t->row->via;
}

void dispute__rounds_wait(turn *t) {
    dispute_case *c = t->c;
    if (!dispute__rounds_starters(t->policy, c)) { /* P6: nobody could contest it */
        dispute__turn_carry_out(t);
        return;
    }
    dispute__turn_enter(t, DISPUTE_STATE_RULING_MADE);
    int money = c->deal_kind == DISPUTE_TERMS_REFUND || c->deal_kind == DISPUTE_TERMS_NO_REFUND;
    if (money && t->policy->appeal_money == APPEAL_MONEY_EXECUTE) dispute__money_execute(t);
}

void dispute__rounds_open(turn *t) { /* sealing proves that the seller can contest it */
    rule_for(t, DISPUTE_PARTY_BUYER);
    t->c->flags |= FLAG_PROVISIONAL;
    dispute__rounds_wait(t);
}

void dispute__rounds_appeal(turn *t) {
    dispute_case *c = t->c;
    c->rounds++;
    if (!rules_of(t)->loser_pays) fee(t, t->event->by);
    if (t->event->by == DISPUTE_PARTY_SELLER) c->flags |= FLAG_STARTED_BY_SELLER;
    dispute__turn_enter(t, DISPUTE_STATE_RULING_APPEALED);
}

void dispute__rounds_turn(turn *t) { /* who starts it gets what he wants, so he has not lost it */
    t->c->rounds++;
    fee(t, rules_of(t)->loser_pays ? other(t->event->by) : t->event->by);
    rule_for(t, t->event->by);
    dispute__rounds_wait(t);
}

void dispute__rounds_concede(turn *t) { /* by words or by silence; it is final */
    int32_t starter = starter_of(t->c);
    round_ends(t, 1);
    rule_for(t, starter);
    dispute__turn_carry_out(t);
}

void dispute__rounds_rebut(turn *t) { /* the ruling stays as it was */
    round_ends(t, 0);
    dispute__rounds_wait(t);
}
