/* sound.c - could these bytes be a case at all? Checked on every load, also where the checksum fits: whoever can write
 * a snapshot can repair its sum. What passes here can be stepped, advanced and saved without harm. */
#include "event.h"
#include "journal.h"
#include "turn.h"
#include "words.h"
#include <string.h>

static int all_zero(const void *from, size_t size) { /* at most the whole case */
    static const uint8_t zeros[CASE_SIZE];
    return memcmp(from, zeros, size) == 0;
}

/* A text that fills its field up with zeros (one byte string per text); its size, 0: it is none. */
static size_t sound_text(const char *field, size_t room) {
    int is_ascii;
    size_t size = dispute__text_in_field(field, room, &is_ascii);
    if (size == room || !(is_ascii || dispute__text_is_utf8(field, size))) return 0;
    return all_zero(field + size, room - size) ? size : 0;
}

static int instant_or_0(int64_t at) { return at >= 0 && at <= INSTANT_MAX; }
static int due_or_0(int64_t at, int64_t clock) { return at == 0 || (at >= clock && at <= INSTANT_MAX); }
static int payer_or_0(int32_t account) {
    return account == 0 || account == DISPUTE_ACCOUNT_SELLER || account == DISPUTE_ACCOUNT_PLATFORM;
}

static int may_go_on(const dispute_case *c) { /* the money is not decided, or it is opened again (N10) */
    if (c->state == DISPUTE_STATE_SETTLING_PAYING) return 0;
    if (c->state != DISPUTE_STATE_CLOSED_DONE) return 1;
    return c->via == DISPUTE_VIA_WITHDRAWN && !(c->flags & FLAG_PROVISIONAL) && c->clock < c->protected_until;
}

static int order_is_sound(const dispute_case *c) {
    for (int i = 0; i < 3; i++)
        if (c->currency[i] < 'A' || c->currency[i] > 'Z') return 0;
    for (size_t i = 0; i < c->id_size; i++)
        if (c->id[i] == ':') return 0;
    return c->currency[3] == 0 && c->funds >= DISPUTE_FUNDS_ESCROW && c->funds <= DISPUTE_FUNDS_SETTLED
           && c->amount >= 1 && c->freight >= 0 && instant_or_0(c->promised_at) && instant_or_0(c->protected_until);
}

static int unopened_is_sound(const dispute_case *c) { /* only what begin() writes */
    dispute_case blank;
    memcpy(&blank, c, CASE_SIZE);
    if (!instant_or_0(c->money.before.paid_at) || !instant_or_0(c->money.before.shipped_at)
        || !instant_or_0(c->money.before.delivered_at) || !instant_or_0(c->money.before.completed_at))
        return 0;
    if (c->flags & ~(FLAG_ENROLLED | FLAG_VERIFIED) || c->next_due != NEVER) return 0;
    blank.policy_tag = 0;
    blank.id_size = 0;
    blank.next_due = 0;
    blank.funds = 0;
    blank.flags = 0;
    blank.amount = blank.freight = blank.promised_at = blank.protected_until = 0;
    memset(&blank.money.before, 0, sizeof blank.money.before);
    memset(blank.policy_digest, 0, sizeof blank.policy_digest);
    memset(blank.currency, 0, sizeof blank.currency + sizeof blank.policy_name + sizeof blank.id);
    return all_zero(&blank, CASE_SIZE);
}

/* The most that any reason may refund (S7): which one the policy chose, a case does not know. */
static int64_t most_refund(const dispute_case *c) {
    return c->amount > INT64_MAX / MULTIPLE_MAX ? INT64_MAX : c->amount * MULTIPLE_MAX;
}

static int terms_are_sound(const dispute_case *c, int32_t kind, int32_t freight_by, const amounts *a) {
    if (kind == 0) return freight_by == 0 && (a->amount | a->coupon | a->freight) == 0;
    return kind <= DISPUTE_TERMS_GUIDANCE && freight_by <= DISPUTE_PARTY_PLATFORM && a->amount >= 0
           && a->amount <= most_refund(c) && a->coupon >= 0 && a->freight >= 0 && a->freight <= c->freight
           && (kind != DISPUTE_TERMS_RETURN_REFUND || a->amount <= INT64_MAX - a->freight);
}

static int deal_fits_state(const dispute_case *c) {
    int32_t kind = c->deal_kind;
    switch (c->state) {
    case DISPUTE_STATE_RETURN_ADDRESS:
    case DISPUTE_STATE_RETURN_SHIPMENT:
    case DISPUTE_STATE_RETURN_RECEIPT:
        return kind == DISPUTE_TERMS_RETURN_REFUND || kind == DISPUTE_TERMS_RETURN_REPLACEMENT;
    case DISPUTE_STATE_REPLACEMENT_DISPATCH:
    case DISPUTE_STATE_REPLACEMENT_RECEIPT:
        return kind == DISPUTE_TERMS_REPLACEMENT || kind == DISPUTE_TERMS_RETURN_REPLACEMENT;
    case DISPUTE_STATE_PLATFORM_PROPOSED: return kind != 0 && c->deal_by == DISPUTE_PARTY_PLATFORM;
    case DISPUTE_STATE_RULING_MADE:
    case DISPUTE_STATE_RULING_APPEALED: return kind != 0 && (c->flags & FLAG_RULED);
    case DISPUTE_STATE_SETTLING_PAYING:
    case DISPUTE_STATE_CLOSED_DONE: return kind != 0;
    default: return kind == 0; /* nothing is agreed or ruled yet */
    }
}

static int review_is_sound(const dispute_case *c) { /* what is held waits for evidence (P3) */
    if (!(c->flags & FLAG_REVIEW_HELD)) return 1;
    if (c->state != DISPUTE_STATE_PLATFORM_REVIEW) return c->state == DISPUTE_STATE_PLATFORM_PROPOSED;
    return c->due == 0 && (c->window[0] || c->window[1] || c->window[2]);
}

/* P8: a round that is being decided was started, by one of them; O8: what moved at the opening was never negotiated. */
static int rounds_are_sound(const dispute_case *c) {
    int decided = c->state == DISPUTE_STATE_RULING_APPEALED;
    if (decided ? c->rounds < 1 : (c->flags & FLAG_STARTED_BY_SELLER) != 0) return 0;
    return !(c->flags & FLAG_PROVISIONAL) || ((c->flags & FLAG_EXECUTED) && c->state >= DISPUTE_STATE_PLATFORM_REVIEW);
}

static int plan_is_sound(const dispute_case *c) { /* at most one has accepted it, while it is on the table */
    int32_t accepted = c->flags & (FLAG_PLAN_BUYER | FLAG_PLAN_SELLER);
    return !accepted
           || (c->state == DISPUTE_STATE_PLATFORM_PROPOSED && accepted != (FLAG_PLAN_BUYER | FLAG_PLAN_SELLER));
}

static int words_are_sound(const dispute_case *c) {
    int offers =
        c->state < DISPUTE_STATE_RETURN_ADDRESS; /* in guarantee.waiting it stands, though nobody can take it */
    if (!dispute__word_find(DISPUTE_GROUP_STATE, c->state) || !dispute__word_find(DISPUTE_GROUP_REASON, c->reason))
        return 0;
    if (c->goods < DISPUTE_GOODS_NOT_SHIPPED || c->goods > DISPUTE_GOODS_RETURNED || c->claim > DISPUTE_CLAIM_EXPIRED)
        return 0;
    for (int i = 0; i < 3; i++)
        if (c->evidence[i] > DISPUTE_EVIDENCE_EXPIRED) return 0;
    if (c->request_kind < DISPUTE_TERMS_REFUND || c->request_kind > DISPUTE_TERMS_COUPON) return 0;
    if (!terms_are_sound(c, c->request_kind, c->request_freight_by, &c->request)
        || !terms_are_sound(c, c->offer_kind, c->offer_freight_by, &c->offer)
        || !terms_are_sound(c, c->deal_kind, c->deal_freight_by, &c->deal))
        return 0;
    if ((c->offer_kind && !offers) || !deal_fits_state(c) || !plan_is_sound(c) || !review_is_sound(c)
        || !rounds_are_sound(c))
        return 0;
    if (c->deal_by > DISPUTE_PARTY_PLATFORM || !payer_or_0(c->payer) || !payer_or_0((uint8_t)case_claimer(c))) return 0;
    if (!is_final_state(c->state) && c->payer == 0) return 0;
    /* it arises where the money is decided, and a case that was withdrawn may go on */
    if (c->claim && (!case_claimer(c) || !is_final_state(c->state) || c->via == DISPUTE_VIA_WITHDRAWN)) return 0;
    if (c->funds == DISPUTE_FUNDS_SETTLED && (c->state != DISPUTE_STATE_CLOSED_DONE || may_go_on(c))) return 0;
    return c->fault <= DISPUTE_FAULT_CARRIER && c->via <= DISPUTE_VIA_ELSEWHERE && c->rounds <= TIMES_MAX
           && case_reopened(c) <= TIMES_MAX && case_extended(c) <= TIMES_MAX && case_print_next(c) < IDS_KEPT
           && !(case_tallied(c) & ~14) && !(c->flags & ~FLAG_ALL);
}

/* While a case is suspended nothing is due before `until` (T2), so a resume brings nothing back behind its own instant.
 */
static int pause_is_sound(const dispute_case *c) {
    int windows = in_stage(c->state, STAGE_PLATFORM) ? 3 : c->state == DISPUTE_STATE_RULING_APPEALED ? 1 : 0;
    int64_t until = c->later.suspended_until;
    if (c->due && c->due < until) return 0;
    for (int i = 0; i < windows; i++)
        if (c->window[i] && c->window[i] < until) return 0;
    if (is_final_state(c->state) || until < INSTANT_MIN || until > INSTANT_MAX) return 0;
    int talking = in_stage(c->state, STAGE_CONTACT) || in_stage(c->state, STAGE_NEGOTIATION);
    for (int i = 0; talking && i < 2;
         i++) /* a parcel may hold these back: they are where they were, and a pause later */
        if (c->window[i] && c->window[i] <= until - c->clock) return 0;
    return 1;
}

static int later_is_sound(const dispute_case *c) { /* a claim's due, or until when it is suspended */
    int has_claim = c->claim == DISPUTE_CLAIM_DUE || c->claim == DISPUTE_CLAIM_FILED;
    if (c->flags & FLAG_PAUSED) return pause_is_sound(c);
    return has_claim ? due_or_0(c->later.claim_due, c->clock) : c->later.claim_due == 0;
}

static int deadlines_are_sound(const dispute_case *c) {
    if (c->clock < INSTANT_MIN || c->clock > INSTANT_MAX || c->opened_at < INSTANT_MIN || c->opened_at > c->clock)
        return 0;
    if (!due_or_0(c->due, c->clock) || (c->due && !dispute__chart_deadline(c->state))) return 0;
    if (!later_is_sound(c)) return 0;
    if (in_stage(c->state, STAGE_RETURN)) {
        if (c->window[0] < INSTANT_MIN || c->window[0] > c->clock || c->window[1] || c->window[2]) return 0;
    } else if (in_stage(c->state, STAGE_PLATFORM)) {
        for (int i = 0; i < 3; i++)
            if (!due_or_0(c->window[i], c->clock) || (c->window[i] && c->evidence[i] != DISPUTE_EVIDENCE_REQUESTED))
                return 0;
    } else if (in_stage(c->state, STAGE_NEGOTIATION) || in_stage(c->state, STAGE_CONTACT)) {
        for (int i = 0; i < 3; i++)
            if (!instant_or_0(c->window[i])) return 0;
        if (in_stage(c->state, STAGE_CONTACT) && c->window[0]) return 0; /* the stage has not begun */
    } else if (c->state == DISPUTE_STATE_RULING_APPEALED) {              /* an answer is awaited, or a review runs */
        if (!due_or_0(c->window[0], c->clock) || (c->window[0] && c->due) || c->window[1] || c->window[2]) return 0;
    } else if (c->window[0] || c->window[1] || c->window[2]) {
        return 0;
    }
    clocks now;
    clocks_read(&now, c);
    return c->next_due == dispute__due_next(&now) && c->next_due >= c->clock;
}

/* Sums that every later reader may form without overflow, the buyer never below nothing, and no more out of escrow than
 * went in (law 6). `sent` is what a view shows: what came to an account, less reversals. */
static int sums_are_sound(const dispute_case *c) {
    int64_t net[8] = {0}, sent[8] = {0};
    int64_t refund = most_refund(c), most = c->freight > INT64_MAX - refund ? INT64_MAX : refund + c->freight;
    for (int i = 0; i < c->transfers; i++) {
        int64_t amount = c->money.transfer_amount[i];
        int from = TRANSFER_FROM_OF(c, i), to = TRANSFER_TO_OF(c, i), why = TRANSFER_WHY_OF(c, i);
        int reversal = why == DISPUTE_WHY_REVERSAL;
        if (!why) continue; /* a coupon is no money */
        if (amount > most || net[to] > most - amount || net[from] < amount - most) return 0;
        if (sent[to] > most - amount || (reversal && sent[from] < amount - most)) return 0;
        net[to] += amount;
        net[from] -= amount;
        sent[to] += amount;
        if (reversal) sent[from] -= amount;
        if (net[DISPUTE_ACCOUNT_BUYER] < 0) return 0;
    }
    return net[DISPUTE_ACCOUNT_ESCROW] == 0 || net[DISPUTE_ACCOUNT_ESCROW] == -c->amount;
}

static int moves_so(int32_t why, int32_t from, int32_t to) { /* from where to where money moves for this */
    int buyer = to == DISPUTE_ACCOUNT_BUYER, seller = from == DISPUTE_ACCOUNT_SELLER;
    int platform = from == DISPUTE_ACCOUNT_PLATFORM, escrow = from == DISPUTE_ACCOUNT_ESCROW;
    switch (why) {
    case DISPUTE_WHY_REFUND: return escrow && buyer;
    case DISPUTE_WHY_RELEASE: return escrow && to == DISPUTE_ACCOUNT_SELLER;
    case DISPUTE_WHY_COMPENSATION: return (platform || seller) && buyer; /* S7 */
    case DISPUTE_WHY_FREIGHT: return (seller || platform) && buyer;
    case DISPUTE_WHY_RECOUP: return seller && buyer;
    case DISPUTE_WHY_RECOVERY: return from == DISPUTE_ACCOUNT_CARRIER && payer_or_0(to) && to;
    case DISPUTE_WHY_REVERSAL: /* a fee is none of the case's transfers (P8) */
        return from >= DISPUTE_ACCOUNT_BUYER && from <= DISPUTE_ACCOUNT_PLATFORM && to >= DISPUTE_ACCOUNT_BUYER
               && to <= DISPUTE_ACCOUNT_PLATFORM;
    default: return 0;
    }
}

static int transfer_is_sound(const dispute_case *c, int i) {
    int32_t from = TRANSFER_FROM_OF(c, i), to = TRANSFER_TO_OF(c, i), why = TRANSFER_WHY_OF(c, i);
    if (c->money.transfer_amount[i] < 1 || c->transfer_sequence[i] < 1 || c->transfer_sequence[i] > c->sequence)
        return 0;
    if (c->transfer_bits[i] >> 15 || TRANSFER_INDEX_OF(c, i) > TURN_TRANSFERS || from == to) return 0;
    if (why == 0) return from == DISPUTE_ACCOUNT_SELLER && to == DISPUTE_ACCOUNT_BUYER && TRANSFER_PAID_OF(c, i);
    return moves_so(why, from, to);
}

static int transfers_are_sound(const dispute_case *c) {
    int executed = (c->flags & FLAG_EXECUTED) != 0;
    int recovery_to_come = c->claim == DISPUTE_CLAIM_DUE || c->claim == DISPUTE_CLAIM_FILED;
    if (c->transfers > TRANSFERS_MAX - recovery_to_come) return 0;
    /* Each ruling about money moves two at most, and behind the last round none waits to be contested: so there is room
     * for the last correction, a coupon and a recovery. */
    int waits = c->state == DISPUTE_STATE_RULING_MADE;
    int money = c->deal_kind == DISPUTE_TERMS_REFUND || c->deal_kind == DISPUTE_TERMS_NO_REFUND;
    if (executed && c->rounds > EXECUTE_ROUNDS_MAX - waits) return 0;
    if (may_go_on(c) && c->transfers > (executed ? 2 * (c->rounds + (waits && money)) : 0)) return 0;
    for (int i = 0; i < c->transfers; i++)
        if (!transfer_is_sound(c, i)) return 0;
    size_t unused = TRANSFERS_MAX - (size_t)c->transfers;
    if (!all_zero(c->money.transfer_amount + c->transfers, unused * sizeof c->money.transfer_amount[0])
        || !all_zero(c->transfer_sequence + c->transfers, unused * sizeof c->transfer_sequence[0])
        || !all_zero(c->transfer_bits + c->transfers, unused * sizeof c->transfer_bits[0]))
        return 0;
    if (c->transfers && !sums_are_sound(c)) return 0;
    return c->state != DISPUTE_STATE_SETTLING_PAYING || dispute__money_unpaid(c) > 0;
}

static int chain_is_sound(const dispute_case *c) { /* each record takes one block at least */
    if (c->blocks == 0) return all_zero(c->chain, sizeof c->chain);
    return c->blocks >= c->sequence && c->blocks <= (uint64_t)c->sequence * RECORD_BLOCKS;
}

int dispute__case_is_sound(const dispute_case *c) {
    if (!c->id_size || sound_text(c->id, sizeof c->id) != c->id_size
        || !sound_text(c->policy_name, sizeof c->policy_name))
        return 0;
    if (!order_is_sound(c)) return 0;
    if (c->sequence == 0) return unopened_is_sound(c);
    return words_are_sound(c) && deadlines_are_sound(c) && transfers_are_sound(c) && chain_is_sound(c);
}
