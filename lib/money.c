/* money.c - how a case ends in transfers (S1 to S6): split, conserve, and never move twice. */
#include "turn.h"
#include <string.h>

int64_t dispute__money_at_stake(const dispute_case *c) { return c->request.amount > 0 ? c->request.amount : c->amount; }

int64_t dispute__money_most(const dispute_policy *policy, const dispute_case *c, int32_t reason) { /* S7 */
    int64_t times = policy->reason[reason].multiple;
    return c->amount > INT64_MAX / times ? INT64_MAX : c->amount * times;
}

/* ---- what was moved so far ---- */

int64_t dispute__money_got(const dispute_case *c, int32_t account) {
    int64_t got = 0;
    for (int i = 0; i < c->transfers; i++) {
        if (!TRANSFER_WHY_OF(c, i)) continue; /* a coupon is no money */
        if (TRANSFER_TO_OF(c, i) == account) got += c->money.transfer_amount[i];
        if (TRANSFER_FROM_OF(c, i) == account) got -= c->money.transfer_amount[i];
    }
    return got;
}

int64_t dispute__money_sent(const dispute_case *c, int32_t account) {
    int64_t sent = 0;
    for (int i = 0; i < c->transfers; i++) {
        int32_t why = TRANSFER_WHY_OF(c, i);
        if (why && TRANSFER_TO_OF(c, i) == account) sent += c->money.transfer_amount[i];
        if (why == DISPUTE_WHY_REVERSAL && TRANSFER_FROM_OF(c, i) == account) sent -= c->money.transfer_amount[i];
    }
    return sent;
}

int64_t dispute__money_escrow(const dispute_case *c) {
    if (c->funds != DISPUTE_FUNDS_ESCROW) return 0;
    return c->sequence ? c->amount + dispute__money_got(c, DISPUTE_ACCOUNT_ESCROW) : c->amount;
}

static int waited_for(const dispute_case *c, int i) { /* S1 */
    int32_t from = TRANSFER_FROM_OF(c, i), to = TRANSFER_TO_OF(c, i);
    if (!TRANSFER_WHY_OF(c, i) || TRANSFER_PAID_OF(c, i)) return 0;
    return from == DISPUTE_ACCOUNT_ESCROW
           || (to == DISPUTE_ACCOUNT_BUYER && (from == DISPUTE_ACCOUNT_SELLER || from == DISPUTE_ACCOUNT_PLATFORM));
}

int64_t dispute__money_unpaid(const dispute_case *c) {
    int64_t unpaid = 0;
    for (int i = 0; i < c->transfers; i++) {
        if (!waited_for(c, i)) continue;
        /* what the platform pays and what is released may be twice the order */
        int64_t amount = c->money.transfer_amount[i];
        unpaid = amount > INT64_MAX - unpaid ? INT64_MAX : unpaid + amount;
    }
    return unpaid;
}

static int is_waiting(const dispute_case *c) {
    for (int i = 0; i < c->transfers; i++)
        if (waited_for(c, i)) return 1;
    return 0;
}

/* ---- making a transfer ---- */

static void note(turn *t, int32_t from, int32_t to, int32_t why, int64_t amount, int paid) {
    dispute_case *c = t->c;
    int i = c->transfers++; /* sealing bounds how many a case can make: TRANSFERS_MAX is never reached */
    c->money.transfer_amount[i] = amount;
    c->transfer_sequence[i] = c->sequence;
    c->transfer_bits[i] = (uint16_t)(t->f->ids << TRANSFER_INDEX | from << TRANSFER_FROM | to << TRANSFER_TO
                                     | why << TRANSFER_WHY | (paid ? 1 : 0) << TRANSFER_PAID);
}

static void transfer(turn *t, int32_t from, int32_t to, int32_t why, int64_t amount) {
    if (amount <= 0) return; /* E1 */
    int paid = !t->policy->settlement_confirm || why == DISPUTE_WHY_RECOVERY;
    note(t, from, to, why, amount, paid);
    t->f->move[t->f->moves++] = (move){from, to, why, t->f->ids++, t->c->sequence, amount};
}

/* P8: between the market and one party, so it is none of the case's transfers, and nothing waits for it. */
void dispute__money_charge(turn *t) {
    if (t->fee <= 0) return;
    t->f->move[t->f->moves++] =
        (move){t->fee_from, DISPUTE_ACCOUNT_PLATFORM, DISPUTE_WHY_FEE, t->f->ids++, t->c->sequence, t->fee};
    t->fee = 0;
}

static void coupon(turn *t, int64_t amount) {
    if (amount <= 0) return;
    note(t, DISPUTE_ACCOUNT_SELLER, DISPUTE_ACCOUNT_BUYER, 0, amount, 1); /* counts as paid when made (S1) */
    t->f->coupon = amount;
    t->f->ids++;
}

/* A snapshot that somebody made up may owe more than a number says. */
static int64_t less(int64_t a, int64_t b) {
    if (b < 0 && a > INT64_MAX + b) return INT64_MAX;
    if (b > 0 && a < b - INT64_MAX) return -INT64_MAX;
    return a - b;
}

/* P7: as few direct transfers as possible lead from where the money is to where it should be. Of three balances that
 * sum to nothing, either one owes two or two owe one. */
static void reverse(turn *t, const int64_t target[4]) {
    int64_t owed[4] = {0, 0, 0, 0};
    for (int32_t a = DISPUTE_ACCOUNT_BUYER; a <= DISPUTE_ACCOUNT_PLATFORM; a++)
        owed[a] = less(target[a], dispute__money_got(t->c, a));
    for (int32_t from = DISPUTE_ACCOUNT_BUYER; from <= DISPUTE_ACCOUNT_PLATFORM; from++)
        for (int32_t to = DISPUTE_ACCOUNT_BUYER; to <= DISPUTE_ACCOUNT_PLATFORM; to++) {
            if (owed[from] >= 0 || owed[to] <= 0) continue;
            int64_t amount = dispute__least(-owed[from], owed[to]);
            owed[from] += amount;
            owed[to] -= amount;
            transfer(t, from, to, DISPUTE_WHY_REVERSAL, amount);
        }
}

static void pay(turn *t, int64_t amount, int32_t payer, int64_t freight, int32_t bearer) {
    dispute_case *c = t->c;
    int by_platform = payer == DISPUTE_ACCOUNT_PLATFORM, held = c->funds == DISPUTE_FUNDS_ESCROW;
    int64_t refund = dispute__least(amount, c->amount);
    if (c->flags & FLAG_EXECUTED) {
        int64_t target[4] = {0, amount + freight, held ? c->amount : 0, 0};
        target[by_platform ? DISPUTE_ACCOUNT_PLATFORM : DISPUTE_ACCOUNT_SELLER] -= amount;
        if (freight) target[bearer] -= freight;
        dispute__money_charge(t);
        reverse(t, target);
        return;
    }
    if (by_platform)
        transfer(t, DISPUTE_ACCOUNT_PLATFORM, DISPUTE_ACCOUNT_BUYER, DISPUTE_WHY_COMPENSATION, amount);
    else if (held)
        transfer(t, DISPUTE_ACCOUNT_ESCROW, DISPUTE_ACCOUNT_BUYER, DISPUTE_WHY_REFUND, refund);
    if (!by_platform) /* S7: what is above the order's amount */
        transfer(t, DISPUTE_ACCOUNT_SELLER, DISPUTE_ACCOUNT_BUYER, DISPUTE_WHY_COMPENSATION, amount - refund);
    if (!by_platform && !held) transfer(t, DISPUTE_ACCOUNT_SELLER, DISPUTE_ACCOUNT_BUYER, DISPUTE_WHY_RECOUP, refund);
    transfer(t, bearer, DISPUTE_ACCOUNT_BUYER, DISPUTE_WHY_FREIGHT, freight);
    dispute__money_charge(t);
    if (held)
        transfer(t, DISPUTE_ACCOUNT_ESCROW, DISPUTE_ACCOUNT_SELLER, DISPUTE_WHY_RELEASE,
                 by_platform ? c->amount : c->amount - refund);
}

void dispute__money_execute(turn *t) { /* P7: a ruling's money moves before it is final; its coupon and claim wait */
    dispute_case *c = t->c;
    pay(t, c->deal.amount, c->payer, 0, 0);
    c->flags |= FLAG_EXECUTED;
}

/* ---- the end ---- */

int32_t dispute__money_counts(const dispute_case *c) {
    int32_t counts = 0;
    if (c->via != DISPUTE_VIA_WITHDRAWN || (c->flags & FLAG_GUARANTEED)) counts |= 1 << DISPUTE_COUNT_DISPUTE_RATE;
    if (c->flags & FLAG_REVIEWED) counts |= 1 << DISPUTE_COUNT_ARBITRATION_RATE;
    if (c->via == DISPUTE_VIA_RULING && c->fault == DISPUTE_FAULT_SELLER)
        counts |= 1 << DISPUTE_COUNT_SELLER_FAULT_RATE;
    return counts;
}

void dispute__money_outcome(const dispute_case *c, dispute_outcome *outcome) {
    memset(outcome, 0, sizeof *outcome);
    outcome->size = (uint32_t)sizeof *outcome;
    if (!is_final_state(c->state)) return;
    outcome->kind = c->deal_kind;
    outcome->via = c->via;
    outcome->fault = c->fault;
    outcome->payer = c->payer;
    outcome->counts = dispute__money_counts(c);
    outcome->amount = c->deal.amount;
    outcome->coupon = c->deal.coupon;
}

static void close(turn *t, int settled) {
    dispute_case *c = t->c;
    dispute__turn_enter(t, DISPUTE_STATE_CLOSED_DONE);
    if (settled) c->funds = DISPUTE_FUNDS_SETTLED;
    t->f->closed = 1;
    t->f->tallies = dispute__money_counts(c) & ~case_tallied(c);
    c->print_tallied = (uint8_t)(c->print_tallied | t->f->tallies << 4);
}

static void finish(turn *t) { /* M: wait for what is out, or close */
    if (is_waiting(t->c))
        dispute__turn_enter(t, DISPUTE_STATE_SETTLING_PAYING);
    else
        close(t, 1);
}

static void decide(turn *t, int32_t kind, int64_t amount, int64_t coupon_amount) { /* the deal becomes the outcome */
    dispute_case *c = t->c;
    c->deal_kind = (uint8_t)kind;
    c->deal_freight_by = 0;
    c->deal = (amounts){amount, coupon_amount, 0};
    c->offer_kind = c->offer_freight_by = 0;
    c->offer = (amounts){0, 0, 0};
    c->flags &= (uint16_t) ~(FLAG_STANDS | FLAG_PLAN_BUYER | FLAG_PLAN_SELLER);
    if (!amount) c->payer = 0; /* S3 */
}

void dispute__money_settle(turn *t, const settlement *s) {
    dispute_case *c = t->c;
    dispute__due_end_pause(t);
    int got = s->amount > 0 || s->coupon > 0 || s->got;
    if (!(c->flags & FLAG_RULED)) c->fault = got ? t->policy->reason[c->reason].liable : DISPUTE_FAULT_NONE; /* S4 */
    pay(t, s->amount, c->payer, s->freight, s->bearer);
    coupon(t, s->coupon);
    if (c->fault == DISPUTE_FAULT_CARRIER && s->amount > 0) { /* S6: for whoever paid; freight is not claimed */
        c->claim = DISPUTE_CLAIM_DUE;
        c->claimer_amended = (uint8_t)((c->claimer_amended & 0xF0) | c->payer);
        c->later.claim_due = dispute__due_from(t->policy, WINDOW_CLAIM_FILE, t->at);
        t->f->claim_due = s->amount;
    }
    decide(t, s->kind, s->amount, s->coupon);
    finish(t);
}

/* T3: what was paid outside is in the outcome, and nobody claims it from the carrier. Here nothing moves, but what was
 * given at the opening goes back (O8): the buyer is not paid twice. */
void dispute__money_elsewhere(turn *t, int64_t amount) {
    dispute_case *c = t->c;
    dispute__due_end_pause(t);
    int back = (c->flags & FLAG_PROVISIONAL) != 0;
    if (back) pay(t, 0, DISPUTE_ACCOUNT_SELLER, 0, 0);
    if (back || !(c->flags & FLAG_RULED))
        c->fault = amount ? t->policy->reason[c->reason].liable : DISPUTE_FAULT_NONE; /* S4 */
    decide(t, amount ? DISPUTE_TERMS_REFUND : DISPUTE_TERMS_NO_REFUND, amount, 0);
    c->payer = 0;
    close(t, 0);
}

/* N9: nothing moves, unless protection has run out, or the opening moved it (O8). */
void dispute__money_withdraw(turn *t) {
    dispute_case *c = t->c;
    dispute__due_end_pause(t);
    int over = c->protected_until && t->at >= c->protected_until, back = (c->flags & FLAG_PROVISIONAL) != 0;
    /* what a ruling moved ahead of its appeal stays where it is */
    int moves = back || (over && dispute__money_escrow(c) > 0);
    if (back || !(c->flags & FLAG_RULED)) c->fault = DISPUTE_FAULT_NONE;
    if (moves) pay(t, 0, DISPUTE_ACCOUNT_SELLER, 0, 0);
    decide(t, DISPUTE_TERMS_NO_REFUND, 0, 0);
    if (moves)
        finish(t);
    else
        close(t, 0);
}

/* ---- what the host reports ---- */

void dispute__money_recover(turn *t, int64_t amount) {
    transfer(t, DISPUTE_ACCOUNT_CARRIER, case_claimer(t->c), DISPUTE_WHY_RECOVERY, amount);
}

void dispute__money_paid(turn *t, int32_t i) {
    dispute_case *c = t->c;
    c->transfer_bits[i] = (uint16_t)(c->transfer_bits[i] | 1 << TRANSFER_PAID);
    if (c->state == DISPUTE_STATE_SETTLING_PAYING && !is_waiting(c)) close(t, 1);
}

void dispute__money_send_again(turn *t, int32_t i) { /* S1: the same transfer, under its own id */
    const dispute_case *c = t->c;
    t->f->move[t->f->moves++] = (move){TRANSFER_FROM_OF(c, i),  TRANSFER_TO_OF(c, i),    TRANSFER_WHY_OF(c, i),
                                       TRANSFER_INDEX_OF(c, i), c->transfer_sequence[i], c->money.transfer_amount[i]};
}

static char *digits(char *to, uint32_t number) {
    uint32_t least = 1;
    while (number / 10 >= least) least *= 10;
    for (; least; least /= 10) *to++ = (char)('0' + number / least % 10);
    return to;
}

uint32_t dispute__effect_id_begin(char id[DISPUTE_EFFECT_ID_SIZE], const char case_id[DISPUTE_CASE_ID_SIZE],
                                  uint32_t case_id_size, int64_t sequence) {
    memset(id, 0, DISPUTE_EFFECT_ID_SIZE);
    memcpy(id, case_id, DISPUTE_CASE_ID_SIZE);
    char *end = id + case_id_size;
    *end++ = ':';
    end = digits(end, (uint32_t)sequence);
    *end++ = ':';
    return (uint32_t)(end - id);
}

size_t dispute__effect_id_end(char id[DISPUTE_EFFECT_ID_SIZE], uint32_t begun, int32_t index) {
    char *end = digits(id + begun, (uint32_t)index); /* 39 + 1 + 10 + 1 + 2 fit */
    *end = 0;
    return (size_t)(end - id);
}

size_t dispute__effect_id_write(char id[DISPUTE_EFFECT_ID_SIZE], const dispute_case *c, int64_t sequence,
                                int32_t index) {
    return dispute__effect_id_end(id, dispute__effect_id_begin(id, c->id, c->id_size, sequence), index);
}

int32_t dispute__money_find(const dispute_case *c, const char *effect_id) {
    char id[DISPUTE_EFFECT_ID_SIZE];
    for (int i = 0; i < c->transfers; i++) {
        size_t size = dispute__effect_id_write(id, c, c->transfer_sequence[i], TRANSFER_INDEX_OF(c, i));
        if (memcmp(id, effect_id, size + 1) == 0) return i;
    }
    return -1;
}
