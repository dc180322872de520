/* round_ways.c - what a policy lets come up in its rounds (P8): which are ever started, by whom, and what is wrong with
 * them. */
#include "round_ways.h"
#include "check.h"
#include <string.h>

enum { BY_BUYER = 1 << DISPUTE_PARTY_BUYER, BY_SELLER = 1 << DISPUTE_PARTY_SELLER };

int32_t dispute__round_starter(const dispute_policy *policy, int32_t round) {
    switch (policy->round[round - 1].starter) {
    case STARTER_BUYER: return BY_BUYER;
    case STARTER_SELLER: return BY_SELLER;
    default: return BY_BUYER | BY_SELLER;
    }
}

const span *dispute__round_window(const dispute_policy *policy, int32_t round) {
    /* a case that was moved to a policy with fewer rounds may have all of them behind it */
    const span *own = &policy->round[round > TIMES_MAX ? TIMES_MAX - 1 : round - 1].window;
    return own->given ? own : &policy->window[WINDOW_APPEAL];
}

/* Who may start round `round` against rulings that were lost so. */
static int32_t may_start(const dispute_policy *policy, int32_t lost, int32_t round) {
    if (round > policy->appeal_rounds) return 0;
    return dispute__round_starter(policy, round) & (lost & LOST_ANY ? BY_BUYER | BY_SELLER : lost);
}

int dispute__round_waits(const dispute_policy *policy, int32_t lost, int32_t behind) {
    return may_start(policy, lost, behind + 1) != 0;
}

void dispute__round_ways(const dispute_policy *policy, round_ways *w) {
    memset(w, 0, sizeof *w);
    w->rounds = policy->appeal_rounds;
    /* where the opening is the first ruling, the seller has lost it */
    w->lost[0] = policy->open_money == OPEN_MONEY_REVERSE ? LOST_SELLER : LOST_ANY;
    for (int32_t round = 1; round <= w->rounds; round++) {
        int32_t lost = w->lost[round - 1], starters = may_start(policy, lost, round), then = 0;
        w->starters[round] = (uint8_t)starters;
        if (!starters) continue;
        switch (policy->round[round - 1].decides) {
        case DECIDES_START:
            then = (starters & BY_BUYER ? LOST_SELLER : 0) | (starters & BY_SELLER ? LOST_BUYER : 0);
            break;
        case DECIDES_ANSWER: then = lost | LOST_ANY; break; /* refused, or ruled after all */
        default: then = LOST_ANY; break;
        }
        /* and what was ruled to be returned or replaced may come back, and is ruled anew */
        if (policy->open_money != OPEN_MONEY_REVERSE) then |= LOST_ANY;
        w->lost[round] = (uint8_t)then;
    }
}

int dispute__round_comes(const dispute_policy *policy, const round_ways *w, int32_t round, int32_t decides) {
    return w->starters[round] && policy->round[round - 1].decides == decides;
}

int32_t dispute__round_starts(const dispute_policy *policy, const round_ways *w, int32_t decides) {
    int32_t starters = 0;
    for (int32_t round = 1; round <= w->rounds; round++)
        if (dispute__round_comes(policy, w, round, decides)) starters |= w->starters[round];
    return starters;
}

int dispute__round_has_window(const dispute_policy *policy, const round_ways *w) {
    for (int32_t round = 1; round <= w->rounds; round++)
        if (w->starters[round] && policy->round[round - 1].window.given) return 1;
    return 0;
}

int dispute__round_deadline(const dispute_policy *policy, const round_ways *w, int32_t state, int32_t deadline) {
    if (state == DISPUTE_STATE_RULING_MADE) {
        for (int32_t round = 1; round <= w->rounds && deadline == DISPUTE_DEADLINE_APPEAL; round++)
            if (w->starters[round] && dispute__round_window(policy, round)->given) return 1;
        return 0;
    }
    if (deadline == DISPUTE_DEADLINE_RESPONSE) return dispute__round_starts(policy, w, DECIDES_ANSWER) != 0;
    return deadline == DISPUTE_DEADLINE_REVIEW && policy->window[WINDOW_PLATFORM_REVIEW].given
           && dispute__round_starts(policy, w, DECIDES_PLATFORM);
}

int dispute__round_again(const dispute_policy *policy, const round_ways *w) {
    for (int32_t round = 1; round < w->rounds; round++)
        if (w->starters[round] && policy->round[round - 1].decides != DECIDES_START) return 1;
    return 0;
}

int dispute__round_any_waits(const round_ways *w) {
    for (int32_t behind = 0; behind < w->rounds; behind++)
        if (w->starters[behind + 1] && (w->lost[behind] & LOST_ANY)) return 1;
    return 0;
}

/* ---- how long ---- */

static int64_t sum_or_never(int64_t a, int64_t b) { return a == NEVER || b == NEVER || a > NEVER - b ? NEVER : a + b; }
static int64_t longer(int64_t a, int64_t b) { return a > b ? a : b; }

/* From a ruling on that was lost so, with so many rounds behind it. */
static int64_t longest_behind(const dispute_policy *policy, const round_spans *s, int32_t lost, int32_t behind,
                              int alone) {
    int32_t round = behind + 1, starters = may_start(policy, lost, round);
    int64_t then = 0;
    if (!starters) return 0;
    switch (policy->round[behind].decides) {
    case DECIDES_START:
        if (starters & BY_BUYER) then = longest_behind(policy, s, LOST_SELLER, round, alone);
        if (starters & BY_SELLER) then = longer(then, longest_behind(policy, s, LOST_BUYER, round, alone));
        break;
    case DECIDES_ANSWER: /* the platform's ruling leaves open at least what a refusal does */
        if (!alone) then = sum_or_never(s->answer[round], longest_behind(policy, s, LOST_ANY, round, 0));
        break;
    default:
        if (!alone) then = sum_or_never(s->review, longest_behind(policy, s, LOST_ANY, round, 0));
        break;
    }
    return sum_or_never(s->window[round], then);
}

int64_t dispute__round_longest(const dispute_policy *policy, const round_spans *s, int alone) {
    return longest_behind(policy, s, policy->open_money == OPEN_MONEY_REVERSE ? LOST_SELLER : LOST_ANY, 0, alone);
}

/* ---- faults ---- */

static int32_t first_said(const dispute_policy *policy, int32_t round) { /* [key] of a round that says something */
    const round_rules *r = &policy->round[round - 1];
    if (r->starter) return DISPUTE_KEY_ROUND_STARTER;
    if (r->decides) return DISPUTE_KEY_ROUND_DECIDES;
    if (r->answer.given) return DISPUTE_KEY_ROUND_ANSWER;
    if (r->fee) return DISPUTE_KEY_ROUND_FEE;
    return r->loser_pays ? DISPUTE_KEY_ROUND_LOSER_PAYS : DISPUTE_KEY_ROUND_WINDOW;
}

static void find_reversal_faults(const dispute_policy *policy, faults *f) { /* O8 */
    int32_t state = DISPUTE_STATE_RULING_MADE, rounds = policy->appeal_rounds;
    if (policy->appeal_money != APPEAL_MONEY_EXECUTE || rounds < 1 || rounds > EXECUTE_ROUNDS_MAX)
        dispute__fault_add(f, DISPUTE_DETAIL_REVERSE, state, DISPUTE_KEY_OPEN_MONEY, EXECUTE_ROUNDS_MAX);
    if (policy->round[0].starter == STARTER_BUYER) /* he has nothing to contest: he was given what he asked for */
        dispute__fault_add_of(f, DISPUTE_DETAIL_REVERSE, state, DISPUTE_KEY_ROUND_STARTER, 1, 0);
}

int dispute__round_is_ruled(const dispute_policy *policy) {
    round_ways w;
    dispute__round_ways(policy, &w);
    return dispute__round_starts(policy, &w, DECIDES_PLATFORM) != 0;
}

int dispute__round_hangs(const dispute_policy *policy) {
    round_ways w;
    dispute__round_ways(policy, &w);
    for (int32_t round = 1; round <= w.rounds; round++)
        if (w.starters[round] && !dispute__round_window(policy, round)->given) return 1;
    return 0;
}

static void find_hang(const dispute_policy *policy, faults *f) {
    round_ways w;
    int said = 0;
    dispute__round_ways(policy, &w);
    for (int32_t round = 1; round <= w.rounds; round++) said |= policy->round[round - 1].window.given;
    for (int32_t round = 1; round <= w.rounds; round++) {
        if (!w.starters[round] || dispute__round_window(policy, round)->given) continue;
        dispute__fault_add_of(f, DISPUTE_DETAIL_HANGS, DISPUTE_STATE_RULING_MADE,
                              said ? DISPUTE_KEY_ROUND_WINDOW : DISPUTE_KEY_APPEAL_WINDOW, said ? round : 0, 0);
    }
}

void dispute__rounds_find_faults(const dispute_policy *policy, int is_reached, faults *f) {
    int32_t rounds = policy->appeal_rounds, made = DISPUTE_STATE_RULING_MADE, appealed = DISPUTE_STATE_RULING_APPEALED;
    if (policy->open_money == OPEN_MONEY_REVERSE) find_reversal_faults(policy, f);
    if (rounds > 0 && policy->round[rounds - 1].decides == DECIDES_START)
        dispute__fault_add_of(f, DISPUTE_DETAIL_LAST_ROUND, made, DISPUTE_KEY_ROUND_DECIDES, rounds, 0);
    for (int32_t round = 1; round <= rounds; round++)
        if (policy->round[round - 1].decides == DECIDES_ANSWER && !policy->round[round - 1].answer.given)
            dispute__fault_add_of(f, DISPUTE_DETAIL_NO_ANSWER, appealed, DISPUTE_KEY_ROUND_ANSWER, round, 0);
    for (int32_t round = rounds + 1; round <= TIMES_MAX; round++)
        if (dispute__round_is_said(policy, round))
            dispute__fault_add_of(f, DISPUTE_DETAIL_NO_NEXT_ROUND, made, first_said(policy, round), round, rounds);
    if (is_reached) find_hang(policy, f);
}
