/* fate.c - where a case stands at an instant, where it ends, and in what two such fates differ. */
#include "fate.h"
#include <string.h>

static int is_settled(int32_t state) {
    return state == DISPUTE_STATE_SETTLING_PAYING || state == DISPUTE_STATE_CLOSED_DONE;
}

int64_t decided_at(int64_t before, const dispute_transition *t) {
    if (!is_settled(t->state)) return 0;
    return is_settled(t->from_state) && before ? before : t->at;
}

static dispute_result view_of(const dispute_case *c, dispute_view *v) {
    *v = (dispute_view){.size = sizeof *v};
    return dispute_case_view(c, DISPUTE_PARTY_PLATFORM, v);
}

/* Nobody acts from now on. */
static dispute_result fall_silent(fate *f, const dispute_policy *policy, dispute_case *ahead, dispute_answer *answer) {
    dispute_result result = dispute_forecast(policy, ahead, answer);
    const dispute_prospect *prospect = dispute_answer_prospect(answer);
    if (result != DISPUTE_DONE || !prospect) return result;
    int64_t last = prospect->at, decided = 0;
    int32_t waits_for = prospect->waits_for;
    result = dispute_advance(policy, ahead, last, answer);
    for (uint32_t i = 0; i < dispute_answer_count(answer, DISPUTE_STRUCT_TRANSITION); i++)
        decided = decided_at(decided, dispute_answer_transition(answer, i));
    f->is_decided = decided != 0;
    f->at = decided ? decided : last;
    f->waits_for = decided ? 0 : waits_for;
    return result == DISPUTE_DONE ? view_of(ahead, &f->end) : result;
}

dispute_result fate_read(fate *f, const dispute_policy *policy, const dispute_case *c, int64_t decided,
                         dispute_case *ahead, dispute_answer *answer) {
    memset(f, 0, sizeof *f);
    dispute_result result = view_of(c, &f->now);
    f->end = f->now;
    f->is_ended = f->is_decided = decided != 0;
    f->at = decided;
    if (result != DISPUTE_DONE || decided || !f->now.state) return result;
    result = dispute_case_copy(ahead, c);
    return result == DISPUTE_DONE ? fall_silent(f, policy, ahead, answer) : result;
}

/* ---- two of them ---- */

static const char *const names[DIFFERENCES] = {
    [DIFFERS_STATE] = "state",         [DIFFERS_AT] = "at",
    [DIFFERS_KIND] = "kind",           [DIFFERS_AMOUNT] = "amount",
    [DIFFERS_COUPON] = "coupon",       [DIFFERS_VIA] = "via",
    [DIFFERS_PAYER] = "payer",         [DIFFERS_FAULT] = "fault",
    [DIFFERS_COUNTS] = "counts",       [DIFFERS_TO_BUYER] = "to_buyer",
    [DIFFERS_TO_SELLER] = "to_seller",
};

const char *difference_name(int difference) { return names[difference]; }

static int is_elsewhere(const fate *stored, const fate *instead) {
    if (stored->is_decided != instead->is_decided || !instead->now.state) return 1;
    if (!stored->is_ended && stored->now.state != instead->now.state) return 1;
    return !stored->is_decided && stored->end.state != instead->end.state;
}

uint32_t fate_differs(const fate *stored, const fate *instead) {
    const dispute_outcome *was = &stored->end.outcome, *is = &instead->end.outcome;
    uint32_t set = 0;
    set |= (uint32_t)is_elsewhere(stored, instead) << DIFFERS_STATE;
    set |= (uint32_t)(stored->at != instead->at) << DIFFERS_AT;
    set |= (uint32_t)(was->kind != is->kind) << DIFFERS_KIND;
    set |= (uint32_t)(was->amount != is->amount) << DIFFERS_AMOUNT;
    set |= (uint32_t)(was->coupon != is->coupon) << DIFFERS_COUPON;
    set |= (uint32_t)(was->via != is->via) << DIFFERS_VIA;
    set |= (uint32_t)(was->payer != is->payer) << DIFFERS_PAYER;
    set |= (uint32_t)(was->fault != is->fault) << DIFFERS_FAULT;
    set |= (uint32_t)(was->counts != is->counts) << DIFFERS_COUNTS;
    set |= (uint32_t)(stored->end.to_buyer != instead->end.to_buyer) << DIFFERS_TO_BUYER;
    set |= (uint32_t)(stored->end.to_seller != instead->end.to_seller) << DIFFERS_TO_SELLER;
    return set;
}
