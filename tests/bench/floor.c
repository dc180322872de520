/* floor.c - see floor.h. */
#include "floor.h"
#include <string.h>

static const int64_t DAY = 86400000;

void floor_begin(floor_case *c, int64_t amount, int64_t freight) {
    memset(c, 0, sizeof *c);
    c->amount = amount;
    c->freight = freight;
    c->next_due = INT64_MAX;
}

static void find_next_due(floor_case *c) {
    int64_t next = INT64_MAX;
    if (c->due) next = c->due;
    if (c->stage && c->stage < next) next = c->stage;
    if (c->evidence && c->evidence < next) next = c->evidence;
    c->next_due = next;
}

static void transfer(floor_case *c, floor_answer *answer, int32_t from, int32_t to, int64_t amount) {
    if (amount == 0) return;
    c->unpaid |= 1 << answer->count;
    answer->transfer[answer->count++] = (floor_transfer){from, to, amount};
}

static void settle(floor_case *c, int64_t to_buyer, int64_t freight, floor_answer *answer) {
    c->state = FLOOR_PAYING;
    c->due = c->stage = c->evidence = 0;
    transfer(c, answer, FLOOR_BY_ESCROW, FLOOR_BY_BUYER, to_buyer);
    if (freight) transfer(c, answer, c->deal.freight_by, FLOOR_BY_BUYER, freight);
    transfer(c, answer, FLOOR_BY_ESCROW, FLOOR_BY_SELLER, c->amount - to_buyer);
}

static void agree(floor_case *c, const floor_terms *terms, int64_t at, floor_answer *answer) {
    c->deal = *terms;
    c->stage = c->evidence = 0;
    if (terms->goods_back) {
        c->state = FLOOR_SHIPMENT;
        c->due = at + 10 * DAY;
    } else {
        settle(c, terms->amount, 0, answer);
    }
}

static void review(floor_case *c, int64_t at) {
    c->state = FLOOR_REVIEW;
    c->due = at + 7 * DAY;
    c->stage = 0;
    c->evidence = at + 3 * DAY;
}

static int take_terms(const floor_case *c, const floor_terms *from, floor_terms *to) {
    if (from->amount < 1 || from->amount > c->amount || from->freight < 0 || from->freight > c->freight)
        return FLOOR_OVER_LIMIT;
    *to = *from;
    return FLOOR_DONE;
}

int floor_step(floor_case *c, const floor_event *e, floor_answer *answer) {
    int result = FLOOR_DONE;
    answer->count = 0;
    if (c->next_due <= e->at) return FLOOR_DUE_FIRST;
    switch (e->kind) {
    case FLOOR_OPEN:
        if (e->by != FLOOR_BY_BUYER) return FLOOR_NOT_YOURS;
        if (c->state != FLOOR_UNOPENED) return FLOOR_NOT_NOW;
        if ((result = take_terms(c, &e->terms, &c->request)) != FLOOR_DONE) return result;
        c->state = FLOOR_SELLER;
        c->due = e->at + 5 * DAY;
        c->stage = e->at + 7 * DAY;
        break;
    case FLOOR_REFUSE:
        if (e->by != FLOOR_BY_SELLER) return FLOOR_NOT_YOURS;
        if (c->state != FLOOR_SELLER) return FLOOR_NOT_NOW;
        c->state = FLOOR_BUYER;
        c->due = 0;
        break;
    case FLOOR_PROPOSE:
        if (e->by != FLOOR_BY_BUYER) return FLOOR_NOT_YOURS;
        if (c->state != FLOOR_BUYER) return FLOOR_NOT_NOW;
        if ((result = take_terms(c, &e->terms, &c->request)) != FLOOR_DONE) return result;
        c->state = FLOOR_SELLER;
        c->due = e->at + 5 * DAY;
        break;
    case FLOOR_TAKE_OVER:
        if (e->by != FLOOR_BY_PLATFORM) return FLOOR_NOT_YOURS;
        if (c->state != FLOOR_SELLER && c->state != FLOOR_BUYER) return FLOOR_NOT_NOW;
        review(c, e->at);
        break;
    case FLOOR_RULE:
        if (e->by != FLOOR_BY_PLATFORM) return FLOOR_NOT_YOURS;
        if (c->state != FLOOR_REVIEW) return FLOOR_NOT_NOW;
        if ((result = take_terms(c, &e->terms, &c->deal)) != FLOOR_DONE) return result;
        c->state = FLOOR_RULED;
        c->due = e->at + 7 * DAY;
        c->evidence = 0;
        break;
    case FLOOR_SHIP:
        if (e->by != FLOOR_BY_BUYER) return FLOOR_NOT_YOURS;
        if (c->state != FLOOR_SHIPMENT) return FLOOR_NOT_NOW;
        c->state = FLOOR_RECEIPT;
        c->due = e->at + 30 * DAY;
        break;
    case FLOOR_PAID:
        if (e->by != FLOOR_BY_PLATFORM) return FLOOR_NOT_YOURS;
        if (c->state != FLOOR_PAYING || !(c->unpaid >> e->transfer & 1)) return FLOOR_NOT_NOW;
        c->unpaid &= ~(1 << e->transfer);
        if (c->unpaid == 0) c->state = FLOOR_CLOSED;
        break;
    default: return FLOOR_NOT_NOW;
    }
    find_next_due(c);
    return FLOOR_DONE;
}

static void fire(floor_case *c, floor_answer *answer) {
    int64_t at = c->next_due;
    switch (c->state) {
    case FLOOR_SELLER:
        if (c->due == at)
            agree(c, &c->request, at, answer);
        else
            review(c, at);
        break;
    case FLOOR_BUYER: review(c, at); break;
    case FLOOR_REVIEW: /* overdue evidence, and an overdue ruling, end nothing */
        if (c->evidence == at)
            c->evidence = 0;
        else
            c->due = 0;
        break;
    case FLOOR_SHIPMENT: settle(c, 0, 0, answer); break;
    case FLOOR_RECEIPT: settle(c, c->deal.amount, c->deal.freight, answer); break;
    case FLOOR_RULED: agree(c, &c->deal, at, answer); break;
    default: break;
    }
    find_next_due(c);
}

int floor_advance(floor_case *c, int64_t now, floor_answer *answer) {
    answer->count = 0;
    while (c->next_due <= now) fire(c, answer);
    return FLOOR_DONE;
}
