/* exposure.c - a funds calendar: what open cases hold, and when silence frees it, to whom. One case after the other is
 * added to sums that never grow. */
#include "event.h"
#include "machine.h"
#include <string.h>

static const int64_t DAY = 86400000;

/* what one case adds */
typedef struct share {
    int64_t amount;
    int64_t *sum; /* in the calendar */
} share;

enum { SHARES_MAX = 64 }; /* more than the transfers that silence makes, and those that are out */

typedef struct shares {
    uint32_t count;
    share share[SHARES_MAX];
} shares;

static void note(shares *all, int64_t *sum, int64_t amount) {
    for (uint32_t i = 0; i < all->count; i++)
        if (all->share[i].sum == sum) { /* of one case they are parts of its escrow, or bounded as INT64_MAX */
            all->share[i].amount =
                amount > INT64_MAX - all->share[i].amount ? INT64_MAX : all->share[i].amount + amount;
            return;
        }
    if (amount && all->count < SHARES_MAX) all->share[all->count++] = (share){amount, sum};
}

static dispute_result add_all(const shares *all) {
    for (uint32_t i = 0; i < all->count; i++)
        if (*all->share[i].sum > INT64_MAX - all->share[i].amount) return DISPUTE_ERROR_OVERFLOW;
    for (uint32_t i = 0; i < all->count; i++) *all->share[i].sum += all->share[i].amount;
    return DISPUTE_DONE;
}

static size_t slot_of(const dispute_exposure *x, int64_t at) {
    if (at <= x->begins_at) return 0;
    int64_t day = (at - x->begins_at) / DAY; /* rounded down: the day that it lies in */
    return day < x->days ? (size_t)day : DISPUTE_EXPOSURE_LATER;
}

static int64_t *pile_of(dispute_exposure *x, int32_t account, size_t slot) {
    switch (account) {
    case DISPUTE_ACCOUNT_BUYER: return &x->to_buyer[slot];
    case DISPUTE_ACCOUNT_SELLER: return &x->to_seller[slot];
    default: return &x->to_platform[slot];
    }
}

/* What is decided, sent out of escrow and not reported yet (S1). */
static int64_t note_unpaid(shares *all, dispute_exposure *x, const dispute_case *c) {
    int64_t out = 0;
    for (int i = 0; c->state == DISPUTE_STATE_SETTLING_PAYING && i < c->transfers; i++) {
        int32_t from = TRANSFER_FROM_OF(c, i);
        if (!TRANSFER_WHY_OF(c, i) || TRANSFER_PAID_OF(c, i)) continue;
        int64_t amount = c->money.transfer_amount[i];
        if (from == DISPUTE_ACCOUNT_ESCROW) {
            note(all, pile_of(x, TRANSFER_TO_OF(c, i), DISPUTE_EXPOSURE_PAYING), amount);
            out += amount; /* parts of what was in escrow */
        } else if (from == DISPUTE_ACCOUNT_SELLER) {
            note(all, &x->from_seller[DISPUTE_EXPOSURE_PAYING], amount);
        }
    }
    return out;
}

/* What silence moves, at the day on which it does; gives what it moves out of escrow, and when it decides the money. */
static int64_t note_forecast(shares *all, dispute_exposure *x, const dispute_answer *answer, int64_t *ended_at) {
    int64_t out = 0;
    uint32_t steps = dispute_answer_count(answer, DISPUTE_STRUCT_TRANSITION);
    for (uint32_t i = 0; i < steps; i++) {
        const dispute_transition *t = dispute_answer_transition(answer, i);
        if (!t) break;                                                 /* never: there are so many */
        if (is_final_state(t->state) && !*ended_at) *ended_at = t->at; /* a claim may lapse after it */
        for (uint32_t k = 0; k < t->effects; k++) {
            const dispute_effect *e = dispute_answer_effect(answer, t->first_effect + k);
            if (!e || e->kind != DISPUTE_EFFECT_TRANSFER) continue;
            if (e->from_account == DISPUTE_ACCOUNT_ESCROW) {
                note(all, pile_of(x, e->to_account, slot_of(x, t->at)), e->amount);
                out += e->amount;
            } else if (e->from_account == DISPUTE_ACCOUNT_SELLER) {
                note(all, &x->from_seller[slot_of(x, t->at)], e->amount);
            }
        }
    }
    return out;
}

static dispute_result add_case(dispute_exposure *x, const dispute_policy *policy, const dispute_case *c,
                               dispute_answer *answer) {
    shares all = {0};
    int64_t escrow = dispute__money_escrow(c);
    dispute_result result = dispute_forecast(policy, c, answer);
    if (result != DISPUTE_DONE) return result;
    const dispute_prospect *prospect = dispute_answer_prospect(answer);
    int64_t ended_at = 0, left = escrow - note_forecast(&all, x, answer, &ended_at);
    note(&all, &x->cases, 1);
    note(&all, &x->held, escrow);
    note(&all, &x->held, note_unpaid(&all, x, c));
    if (prospect->waits_for == DISPUTE_WAITS_FOR_PLATFORM) {
        note(&all, &x->waiting, left);
        note(&all, &x->waiting_cases, 1);
    } else if (c->state == DISPUTE_STATE_SETTLING_PAYING) {
        note(&all, &x->to_order[DISPUTE_EXPOSURE_PAYING], left);
        note(&all, &x->ends[DISPUTE_EXPOSURE_PAYING], 1);
    } else {
        note(&all, &x->to_order[slot_of(x, ended_at)], left);
        note(&all, &x->ends[slot_of(x, ended_at)], 1);
    }
    result = add_all(&all);
    return result == DISPUTE_DONE ? result : dispute__answer_error(answer, result, 0, "exposure");
}

static int is_whole(const dispute_exposure *x) { return x->size >= sizeof *x; }

dispute_result dispute_exposure_begin(dispute_exposure *x, const char currency[4], int64_t begins_at, int32_t days) {
    if (!x || !currency) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (!is_whole(x)) return DISPUTE_ERROR_BAD_SIZE;
    for (int i = 0; i < 3; i++)
        if (currency[i] < 'A' || currency[i] > 'Z') return DISPUTE_ERROR_BAD_VALUE;
    if (currency[3] || begins_at < INSTANT_MIN || begins_at > INSTANT_MAX || days < 1 || days > DISPUTE_EXPOSURE_DAYS)
        return DISPUTE_ERROR_BAD_VALUE;
    uint32_t size = x->size;
    memset(x, 0, sizeof *x);
    x->size = size;
    x->days = days;
    x->begins_at = begins_at;
    memcpy(x->currency, currency, sizeof x->currency);
    return DISPUTE_DONE;
}

dispute_result dispute_exposure_add(dispute_exposure *x, const dispute_policy *policy, const dispute_case *c,
                                    dispute_answer *answer) {
    if (!answer) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute__answer_clear(answer);
    if (!x || !policy || !c)
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0,
                                     !x       ? "exposure"
                                     : policy ? "case"
                                              : "policy");
    if (!is_whole(x)) return dispute__answer_error(answer, DISPUTE_ERROR_BAD_SIZE, 0, "exposure.size");
    dispute_result result = dispute__case_fits_policy(policy, c);
    if (result != DISPUTE_DONE) return dispute__answer_error(answer, result, 0, "policy");
    if (memcmp(c->currency, x->currency, sizeof c->currency) != 0)
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_VALUE, 0, "currency");
    if (!c->state || c->state == DISPUTE_STATE_CLOSED_DONE) return DISPUTE_DONE;
    return add_case(x, policy, c, answer);
}
