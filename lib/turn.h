/* turn.h - one transition while it is being made: turn.c makes it, step.c moves the case, due.c its deadlines, money.c
 * its transfers, effect.c tells what must happen outside, journal.c writes it down. */
#ifndef DISPUTE_LIB_TURN_H
#define DISPUTE_LIB_TURN_H

#include "chart.h"
#include "event.h"
#include <string.h>

enum {
    TURN_TRANSFERS = 4, /* refund or recoup, compensation, freight, release; or two reversals; or one recovery */
    EFFECTS_MAX = 32    /* of one transition, deadlines included */
};

/* what a case knows of its deadlines; due.c says what runs */
typedef struct clocks {
    int64_t due, window[3], claim_due;
    int32_t state, claim;
} clocks;

static inline void clocks_read(clocks *now, const dispute_case *c) {
    now->due = c->due;
    memcpy(now->window, c->window, sizeof now->window);
    now->claim_due = c->claim && is_final_state(c->state)
                         ? c->later.claim_due
                         : 0; /* it lies beyond what a step touches, and most cases have none */
    now->state = c->state;
    now->claim = c->claim;
}

/* every deadline that runs, by number; 0: not armed */
typedef struct dues {
    int64_t at[DISPUTE_DEADLINE_CLAIM + 1];
} dues;

/* a transfer of this turn */
typedef struct move {
    int32_t from, to, why, index;
    int64_t sequence; /* of the turn that first made it */
    int64_t amount;
} move;

/* What one transition brought about, in numbers: effect.c makes the transition and its effects of them when somebody
 * asks, or when the next one comes. Whole in itself: the case may have gone on. */
typedef struct facts {
    const row *row;
    int64_t at, sequence, next_due;
    int32_t event, by;
    int32_t from_state, state;
    uint32_t item, record_size;
    int32_t asking; /* yes 1: no effect has an id (E3) */
    int32_t moves;
    int32_t ids;     /* how many effect ids are taken: transfers and the coupon come first */
    int32_t asked;   /* set of [party] asked for evidence */
    int32_t tallies; /* set of [tally] */
    int32_t closed;  /* yes 1: the case closed */
    int64_t coupon;
    int64_t claim_due;
    clocks before, after;
    int64_t evidence_due[3]; /* of buyer, seller, carrier; where asked */
    uint32_t id_size;
    char currency[4];
    char id[DISPUTE_CASE_ID_SIZE];
    move move[TURN_TRANSFERS];
} facts;

typedef struct turn {
    const dispute_policy *policy;
    dispute_case *c;
    const dispute_event *event; /* its head */
    const arrival *in;
    const row *row;
    int64_t at;
    facts *f;
    int32_t fee_from; /* [account] that pays the fee of a round (P8) */
    int32_t reserved;
    int64_t fee; /* 0: none, or told already */
} turn;

/* turn.c: make the one transition of `row`; it cannot fail. */
void dispute__turn_make(const dispute_policy *policy, dispute_case *c, const arrival *in, const row *r,
                        dispute_answer *answer);
/* step.c: what the row does to the case. */
void dispute__turn_act(turn *t);
void dispute__turn_enter(turn *t, int32_t state);
void dispute__turn_deal(dispute_case *c, int32_t kind, int32_t freight_by, const amounts *terms); /* what is ruled */
void dispute__turn_carry_out(turn *t);

/* due.c */
void dispute__due_all(const clocks *now, dues *all);
int64_t dispute__due_of(const dispute_case *c, int32_t deadline);
int64_t dispute__due_next(const clocks *now);      /* NEVER: none runs */
int32_t dispute__due_first(const dispute_case *c); /* which [deadline] is next; 0: none. Ties in the order of N5 */
void dispute__due_hold_review(turn *t);
void dispute__due_begin_review(turn *t);
int64_t dispute__due_by_calendar(const dispute_policy *policy, int32_t window, int64_t at);
/* When a window that begins at `at` ends; 0: the policy has none. */
static inline int64_t dispute__due_from(const dispute_policy *policy, int32_t window, int64_t at) {
    if (!policy->window[window].given) return 0;
    int64_t plain = policy->plain[window];
    if (plain < 0) return dispute__due_by_calendar(policy, window, at);
    return plain > INSTANT_MAX - at ? INSTANT_MAX : at + plain;
}
int dispute__due_in_transit(const dispute_case *c, int64_t at); /* N6: the promised date lies ahead */
void dispute__due_arm_state(turn *t);
void dispute__due_arm_opening(turn *t);
void dispute__due_arm_stage(turn *t);
void dispute__due_recheck_takeover(turn *t);
void dispute__due_hold(turn *t);
void dispute__due_ask_evidence(turn *t, int32_t parties);
void dispute__due_extend(turn *t, int32_t deadline, int64_t until);
void dispute__due_suspend(turn *t, int64_t until);
void dispute__due_resume(turn *t);
uint64_t dispute__due_paused(const dispute_case *c); /* ms of all suspensions so far */
void dispute__due_end_pause(turn *t);

/* money.c */
/* what the money does */
typedef struct settlement {
    int32_t kind;   /* [terms] of the outcome */
    int32_t bearer; /* [party] who bears `freight` */
    int64_t amount; /* to the buyer */
    int64_t coupon;
    int64_t freight; /* to the buyer, outside escrow (R4) */
    int32_t got;     /* yes 1: the buyer got something else, a replacement */
} settlement;
void dispute__money_settle(turn *t, const settlement *s);
void dispute__money_withdraw(turn *t);
void dispute__money_elsewhere(turn *t, int64_t amount);
void dispute__money_execute(turn *t);
void dispute__money_charge(turn *t); /* the fee of a round, in its place among the transfers */
void dispute__money_recover(turn *t, int64_t amount);
void dispute__money_paid(turn *t, int32_t transfer);
void dispute__money_send_again(turn *t, int32_t transfer);
int32_t dispute__money_find(const dispute_case *c, const char *effect_id); /* which transfer; -1: none */
int64_t dispute__money_escrow(const dispute_case *c);
int64_t dispute__money_got(const dispute_case *c, int32_t account);  /* what came to it less what left it */
int64_t dispute__money_sent(const dispute_case *c, int32_t account); /* what was sent to it less reversals */
int64_t dispute__money_unpaid(const dispute_case *c);
int64_t dispute__money_at_stake(const dispute_case *c); /* O5 */
/* What may be refunded at most for a reason (S7). */
int64_t dispute__money_most(const dispute_policy *policy, const dispute_case *c, int32_t reason);
int32_t dispute__money_counts(const dispute_case *c); /* set of [count] (S5) */
void dispute__money_outcome(const dispute_case *c, dispute_outcome *outcome);
/* "CASE:SEQUENCE:INDEX"; the first writes all but the index, the second only the index. Both give the size so far. */
uint32_t dispute__effect_id_begin(char id[DISPUTE_EFFECT_ID_SIZE], const char case_id[DISPUTE_CASE_ID_SIZE],
                                  uint32_t case_id_size, int64_t sequence);
size_t dispute__effect_id_end(char id[DISPUTE_EFFECT_ID_SIZE], uint32_t begun, int32_t index);
size_t dispute__effect_id_write(char id[DISPUTE_EFFECT_ID_SIZE], const dispute_case *c, int64_t sequence,
                                int32_t index);

/* guard.c: why an event whose row exists is refused all the same; DONE: it is not. */
dispute_result dispute__guard_event(const dispute_policy *policy, const dispute_case *c, const arrival *in,
                                    dispute_problem *problem);
int32_t dispute__guard_losers(const dispute_case *c); /* set of [party] that may appeal the deal (P6) */

#endif
