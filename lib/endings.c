/* endings.c - the endings of a policy, played on real cases: whatever ends, ends whole (laws 6 and 8). */
#include "calendar.h"
#include "check.h"
#include "event.h"
#include "machine.h"
#include <string.h>

#define START INT64_C(4000000000000) /* when the cases are played */
enum { AMOUNT = 5000 };

/* an answer for silent turns; nothing is written down */
typedef struct stage_play {
    dispute_answer answer;
    dispute_transition transition[SILENT_TURNS_MAX];
    dispute_effect effect[SILENT_TURNS_MAX * 8 + EFFECTS_MAX];
} stage_play;

static void play_begin(stage_play *p) {
    memset(&p->answer, 0, sizeof p->answer);
    p->answer.room = SILENT_TURNS_MAX;
    p->answer.effect_room = SILENT_TURNS_MAX * 8 + EFFECTS_MAX;
    p->answer.record_room = RECORD_MAX;
    p->answer.transition = p->transition;
    p->answer.effect = p->effect;
    p->answer.now.asking = 1;
}

/* Whatever ended, ended whole: what left escrow is what went in, or nothing left it (law 6). */
static int is_whole(const dispute_case *c, int32_t funds) {
    int64_t out = -dispute__money_got(c, DISPUTE_ACCOUNT_ESCROW);
    if (out != 0 && out != AMOUNT) return 0;
    int given_back = c->via == DISPUTE_VIA_WITHDRAWN || c->via == DISPUTE_VIA_ELSEWHERE;
    if ((c->flags & FLAG_PROVISIONAL) && is_final_state(c->state) && given_back) /* O8 */
        return dispute__money_got(c, DISPUTE_ACCOUNT_BUYER) == 0 && dispute__money_escrow(c) == 0;
    int moved = is_final_state(c->state) && c->via != DISPUTE_VIA_WITHDRAWN;
    return !moved || (out == AMOUNT) == (funds == DISPUTE_FUNDS_ESCROW);
}

static void play_silence(const dispute_policy *policy, dispute_case *c, stage_play *p, int32_t funds, faults *f) {
    int32_t from = c->state, window = dispute__chart_window(from);
    int32_t key = window < 0 ? DISPUTE_KEY_SETTLEMENT_CONFIRM : dispute__key_of_window(window);
    play_begin(p);
    if (dispute__machine_fire_due(policy, c, INSTANT_MAX, &p->answer) != DISPUTE_DONE)
        dispute__fault_add(f, DISPUTE_DETAIL_LOOPS, from, key, 0);
    else if (!is_whole(c, funds))
        dispute__fault_add(f, DISPUTE_DETAIL_LOSES_MONEY, from, key, 0);
}

static int play(const dispute_policy *policy, dispute_case *c, stage_play *p, int32_t kind, int32_t by, int32_t terms,
                int32_t reason) {
    dispute_event e;
    arrival in;
    dispute_problem ignored;
    memset(&e, 0, sizeof e);
    e.size = (uint32_t)sizeof e;
    e.kind = kind;
    e.by = by;
    e.at = c->clock ? c->clock : START;
    e.reason = reason;
    e.digest[0] = kind == DISPUTE_EVENT_OPEN;
    e.terms.kind = terms;
    if (terms == DISPUTE_TERMS_REFUND || terms == DISPUTE_TERMS_RETURN_REFUND) e.terms.amount = AMOUNT / 2;
    if (terms == DISPUTE_TERMS_COUPON) e.terms.coupon = 800;
    play_begin(p);
    dispute__event_own(&e, &in);
    const row *r = dispute__machine_may(policy, c, &in, &ignored);
    if (r) dispute__turn_make(policy, c, &in, r, &p->answer);
    return r != NULL;
}

static int play_either(const dispute_policy *policy, dispute_case *c, stage_play *p, int32_t kind) {
    return play(policy, c, p, kind, DISPUTE_PARTY_BUYER, 0, 0) || play(policy, c, p, kind, DISPUTE_PARTY_SELLER, 0, 0);
}

/* Silence from here on; and what ends it at once, if somebody may do that. */
static void play_ends(const dispute_policy *policy, const dispute_case *c, stage_play *p, int32_t funds, faults *f) {
    static const int32_t ends[] = {0, DISPUTE_EVENT_ACCEPT, DISPUTE_EVENT_WITHDRAW};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        dispute_case end;
        dispute__case_value_copy(&end, c);
        if (!ends[i] || play_either(policy, &end, p, ends[i])) play_silence(policy, &end, p, funds, f);
    }
}

/* Every ruling is contested for as long as somebody may (P8): answered with no where that is asked, or ruled anew. */
static void play_rounds(const dispute_policy *policy, dispute_case *c, stage_play *p, int32_t funds, int32_t kind,
                        int answers, faults *f) {
    for (int round = 0; round <= TIMES_MAX; round++) {
        play_ends(policy, c, p, funds, f);
        if (!play_either(policy, c, p, DISPUTE_EVENT_APPEAL)) return;
        play_ends(policy, c, p, funds, f);
        if (c->state != DISPUTE_STATE_RULING_APPEALED) continue;
        if (answers && play_either(policy, c, p, DISPUTE_EVENT_REFUSE)) continue;
        if (!play(policy, c, p, DISPUTE_EVENT_RULE, DISPUTE_PARTY_PLATFORM, kind, 0)) return;
    }
}

static void play_rulings(const dispute_policy *policy, const dispute_case *review, stage_play *p, int32_t funds,
                         faults *f) {
    int made = review->state == DISPUTE_STATE_RULING_MADE, asks = 0; /* made at the opening (O8) */
    for (int32_t i = 0; i < policy->appeal_rounds; i++) asks |= policy->round[i].decides == DECIDES_ANSWER;
    for (int answers = 0; answers <= asks; answers++)
        for (int32_t kind = DISPUTE_TERMS_NO_REFUND; kind <= DISPUTE_TERMS_GUIDANCE; kind++) {
            dispute_case c;
            dispute__case_value_copy(&c, review);
            if (made || play(policy, &c, p, DISPUTE_EVENT_RULE, DISPUTE_PARTY_PLATFORM, kind, 0))
                play_rounds(policy, &c, p, funds, kind, answers, f);
        }
}

static void play_case(const dispute_policy *policy, const dispute_case *begun, int32_t kind, int32_t reason,
                      stage_play *p, faults *f) {
    dispute_case c, silent;
    int32_t funds = begun->funds;
    dispute__case_value_copy(&c, begun);
    if (!play(policy, &c, p, DISPUTE_EVENT_OPEN, DISPUTE_PARTY_BUYER, kind, reason)) return;
    dispute__case_value_copy(&silent, &c);
    play_silence(policy, &silent, p, funds, f);
    dispute__case_value_copy(&silent, &c);
    if (play(policy, &silent, p, DISPUTE_EVENT_ACCEPT, DISPUTE_PARTY_SELLER, 0, 0))
        play_silence(policy, &silent, p, funds, f);
    if (c.state == DISPUTE_STATE_RULING_MADE
        || play(policy, &c, p, DISPUTE_EVENT_TAKE_OVER, DISPUTE_PARTY_PLATFORM, 0, 0))
        play_rulings(policy, &c, p, funds, f);
}

/* The first that is enabled, and those of which the policy says more than of others. */
static int is_played(const dispute_policy *policy, int32_t reason, int played) {
    const reason_rules *r = &policy->reason[reason];
    return r->enabled && (!played || r->grant != NO_LIMIT || r->multiple > 1);
}

static void play_order(const dispute_policy *policy, const dispute_order *order, stage_play *p, faults *f) {
    static const char id[] = "check";
    int played = 0;
    for (int32_t reason = 1; reason < REASON_SLOTS; reason++) {
        if (!is_played(policy, reason, played)) continue;
        played = 1;
        for (int32_t kind = DISPUTE_TERMS_REFUND; kind <= DISPUTE_TERMS_COUPON; kind++) {
            dispute_case c;
            if (dispute_case_begin(policy, &c, id, sizeof id - 1, order, NULL) == DISPUTE_DONE)
                play_case(policy, &c, kind, reason, p, f);
        }
    }
}

void dispute__endings_play(dispute_policy *policy, faults *f) {
    stage_play p;
    dispute_order order;
    int32_t sealed = policy->sealed, rounds = policy->appeal_rounds;
    policy->sealed = 1; /* cases need a policy that rests, and no more rounds than a case has room for */
    if (policy->appeal_money == APPEAL_MONEY_EXECUTE && rounds > EXECUTE_ROUNDS_MAX)
        policy->appeal_rounds = EXECUTE_ROUNDS_MAX;
    memset(&order, 0, sizeof order);
    order.size = (uint32_t)sizeof order;
    memcpy(order.currency, "USD", 4);
    order.amount = AMOUNT;
    order.shipped_at = INSTANT_MIN;
    for (order.seller_guarantee = 0; order.seller_guarantee < 2; order.seller_guarantee++)
        for (order.funds = DISPUTE_FUNDS_ESCROW; order.funds <= DISPUTE_FUNDS_RELEASED; order.funds++)
            play_order(policy, &order, &p, f);
    policy->sealed = sealed;
    policy->appeal_rounds = rounds;
}
