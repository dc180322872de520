/* floor.h - the same two cases by hand: a switch over a plain struct, without any feature of the library. The floor
 * that the library's cost is compared with: states, terms and deadlines, the one timer, and the transfers; no policy,
 * no journal, no ids, no explanations, no snapshot. */
#ifndef DISPUTE_BENCH_FLOOR_H
#define DISPUTE_BENCH_FLOOR_H

#include <stdint.h>

enum floor_state {
    FLOOR_UNOPENED,
    FLOOR_SELLER,
    FLOOR_BUYER,
    FLOOR_REVIEW,
    FLOOR_SHIPMENT,
    FLOOR_RECEIPT,
    FLOOR_RULED,
    FLOOR_PAYING,
    FLOOR_CLOSED
};
enum floor_kind { FLOOR_OPEN, FLOOR_REFUSE, FLOOR_PROPOSE, FLOOR_TAKE_OVER, FLOOR_RULE, FLOOR_SHIP, FLOOR_PAID };
enum floor_party { FLOOR_BY_BUYER = 1, FLOOR_BY_SELLER, FLOOR_BY_PLATFORM, FLOOR_BY_ESCROW };
enum floor_result { FLOOR_DONE, FLOOR_NOT_NOW, FLOOR_NOT_YOURS, FLOOR_DUE_FIRST, FLOOR_OVER_LIMIT };

typedef struct floor_terms {
    int64_t amount;
    int64_t freight;
    int32_t goods_back; /* yes 1, no 0 */
    int32_t freight_by;
} floor_terms;

typedef struct floor_event {
    int32_t kind;
    int32_t by;
    int64_t at;
    floor_terms terms;
    int32_t transfer; /* paid: which, from 0 */
} floor_event;

typedef struct floor_transfer {
    int32_t from, to;
    int64_t amount;
} floor_transfer;

typedef struct floor_answer {
    int count;
    floor_transfer transfer[3];
} floor_answer;

typedef struct floor_case {
    int32_t state;
    int32_t unpaid; /* a bit for each transfer that is out */
    int64_t amount, freight;
    int64_t next_due;
    int64_t due, stage, evidence; /* instants, 0: not armed */
    floor_terms request, deal;
} floor_case;

void floor_begin(floor_case *c, int64_t amount, int64_t freight);
int floor_step(floor_case *c, const floor_event *e, floor_answer *answer);
int floor_advance(floor_case *c, int64_t now, floor_answer *answer);

#endif
