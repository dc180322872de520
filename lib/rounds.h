/* rounds.h - the rounds in which a ruling can be contested (P8), and the money that moves at
 * the opening (O8). */
#ifndef DISPUTE_LIB_ROUNDS_H
#define DISPUTE_LIB_ROUNDS_H

#include "round_ways.h"
#include "turn.h"

int32_t dispute__rounds_starters(const dispute_policy *policy, const dispute_case *c); /* set of [party], now */
int32_t dispute__rounds_moves(const dispute_case *c); /* whose move it is, as a set of [party], in any state */
/* Which deadline the state runs on: its own, or in a round that is decided by an answer `response`. */
int32_t dispute__rounds_deadline(const dispute_case *c);
void dispute__rounds_arm(turn *t);  /* of ruling.made and ruling.appealed */
void dispute__rounds_open(turn *t); /* O8: what is asked for is ruled, until somebody contests it */
void dispute__rounds_decided(turn *t, int32_t kind, int64_t amount); /* by these terms, which are not the deal yet */
void dispute__rounds_withdrawn(turn *t);                             /* before the case is closed */
void dispute__rounds_wait(turn *t); /* what is ruled waits for the next round, or is carried out */
void dispute__rounds_appeal(turn *t);
void dispute__rounds_turn(turn *t);
void dispute__rounds_concede(turn *t);
void dispute__rounds_rebut(turn *t);

#endif
