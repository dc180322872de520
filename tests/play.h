/* play.h - how tests play a case through the public API: short enough that a test reads as a story. */
#ifndef DISPUTE_TESTS_PLAY_H
#define DISPUTE_TESTS_PLAY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "dispute.h"

#define DAY  INT64_C(86400000)
#define HOUR INT64_C(3600000)
/* 2026-01-05T08:00:00Z, a Monday: day 0 of every story. D(n) is n days later, at the same time of day. */
#define T0   INT64_C(1767600000000)
#define D(n) (T0 + (n)*DAY)

typedef struct play {
    dispute_policy *policy;
    dispute_case *c;
    dispute_answer *answer;
    dispute_order order;
    char id[40];
    int64_t now; /* when what play_content() gives will be sent; 0: at the case's clock */
} play;

/* A policy of aliexpress@2017 with these changes ("key = value" lines, or ""), a case C-1 about an order over 5000 USD,
 * freight 400, shipped 20 days and delivered 5 days before T0, protected for 60 days more. Change p->order before
 * opening. */
void play_new(play *p, const char *changes);
void play_free(play *p);
/* An event of this kind, by this party, at this instant. `more` may be NULL: its other fields are taken from there. */
dispute_result play_do(play *p, int32_t kind, int32_t by, int64_t at, const dispute_event *more);
/* Opens with {kind, amount} for a reason at T0; begins the case with p->order first. */
dispute_result play_open(play *p, int32_t reason, int32_t kind, int64_t amount);
dispute_result play_advance(play *p, int64_t now);
/* An event of this kind by this party; its instant and its other fields are taken from `event`. */
dispute_result play_send(play *p, int32_t kind, int32_t by, const dispute_event *event);
/* The same with fields: DO(p, ACCEPT, SELLER, D(1)), DO(p, PROPOSE, SELLER, D(1), .terms = REFUND(2000)). */
#define DO(p, event, party, ...)                               \
    play_send(p, DISPUTE_EVENT_##event, DISPUTE_PARTY_##party, \
              &(dispute_event){.size = sizeof(dispute_event), .at = __VA_ARGS__})
/* It must be accepted; it must be refused with this word: REFUSED(p, TOO_LATE, ACCEPT, SELLER, D(9)). */
#define DID(p, ...)           play_must(p, DO(p, __VA_ARGS__), DISPUTE_DONE, __FILE__, __LINE__)
#define REFUSED(p, why, ...)  play_must(p, DO(p, __VA_ARGS__), DISPUTE_REFUSED_##why, __FILE__, __LINE__)
#define GOES(p, got)          play_must(p, got, DISPUTE_DONE, __FILE__, __LINE__)
#define GIVES(p, got, wanted) play_must(p, got, wanted, __FILE__, __LINE__)
void play_must(const play *p, dispute_result got, dispute_result wanted, const char *file, int line);
/* assert_string_equal() that also says which row of a table it was: play_row(i), until the next play_again(). */
#define IS(got, wanted) play_same(got, wanted, __FILE__, __LINE__)
void play_same(const char *got, const char *wanted, const char *file, int line);
void play_row(size_t row);
#define TEST(name)     static void name(void **group __attribute__((unused)))
#define COUNT_OF(rows) (sizeof(rows) / sizeof(rows)[0])
#define REFUND(n) \
    { .kind = DISPUTE_TERMS_REFUND, .amount = n }
#define RETURN_REFUND(n) \
    { .kind = DISPUTE_TERMS_RETURN_REFUND, .amount = n }
#define COUPON(n) \
    { .kind = DISPUTE_TERMS_COUPON, .coupon = n }
#define TERMS(k) \
    { .kind = DISPUTE_TERMS_##k }

/* The same as play_open() with whole terms, at any instant. */
dispute_result play_ask(play *p, int32_t reason, dispute_terms terms, int64_t at);

int32_t play_state(const play *p);
int64_t play_due(const play *p, int32_t deadline); /* 0: not armed */
/* The transfers of the last answer, as "escrow>buyer 2000 refund, escrow>seller 3000 release"; "" for none. */
const char *play_transfers(const play *p);
/* The ids of the last answer's effects that have one, in order: "C-1:2:0 C-1:2:1". */
const char *play_ids(const play *p);
/* The events that a party may send at `now`, as "withdraw submit_evidence". */
const char *play_allowed(play *p, int32_t party, int64_t now);
/* What was decided, as "refund 2000 via consensus fault none payer seller counts dispute_rate"; "" for nothing. */
const char *play_outcome(const play *p);
/* Reports every transfer of the last answer as paid, at `at`. */
void play_pay_all(play *p, int64_t at);
/* The case is the same again when its snapshot is loaded, and when all records since play_open() or play_ask() are
 * replayed. */
void play_lasts(const play *p);
void play_snapshot(const play *p, uint8_t bytes[DISPUTE_SNAPSHOT_SIZE]);

/* play_free() and play_new(): the next row of a table; *p must be zero the first time. */
void play_again(play *p, const char *changes);
/* play_again() and a play_open() that is accepted. */
void play_begun(play *p, const char *changes, int32_t reason, int32_t kind, int64_t amount);
/* A case about `quality` in this state, by the shortest story, everything on day 1 (the opening at T0): refund 5000
 * asked; return.*: return_refund 5000 agreed; replacement.*: a replacement agreed; ruling.*: refund 2000 ruled, then
 * appealed by the buyer; guarantee.waiting: taken over, the seller enrolled; settling.paying, closed.done: refund 5000
 * agreed, paid; contact.waiting: under `contact.wait = P3D` besides; platform.proposed: a plan of refund 3000. */
void play_reach(play *p, const char *changes, int32_t state);
enum { PLAY_STATES = 15 };
extern const int32_t play_states[PLAY_STATES]; /* all that there are */
int play_negotiates(int32_t state);            /* is it one of negotiation.*? */
/* What follows is text for assert_string_equal(). Instants are days after T0: "7", "7-1ms", "7+3600000ms". */
const char *play_where(const play *p);     /* "negotiation.seller"; "" before the opening */
const char *play_deadlines(const play *p); /* what is armed: "response 5, stage 7" */
const char *play_path(const play *p);      /* the last answer's transitions: "accept settling.paying 1" */
const char *play_effects(const play *p);   /* the kinds of its effects that have an id: "transfer notify closed" */
const char *play_notices(const play *p);   /* its notify effects: "buyer agreed, seller closed" */
const char *play_terms(const play *p);     /* request and offer: "refund 5000, refund 2000 + coupon 800"; none "-" */
const char *play_asked(const play *p);     /* its evidence requests: "buyer 10, seller 10"; "buyer 0" without a due */
/* dispute_forecast(): "settling.paying at 5, waits for host: refund 5000 via ..."; its transfers are the answer's. */
const char *play_forecast(play *p);
dispute_view play_view(const play *p, int32_t viewer);

/* Contents worth trying for an event of this kind, good and bad ones: number `index`, in *e (all but `by` and `at`); 0
 * past the end. They follow from p->order, p->id, p->c and, where an event looks ahead, p->now. */
int play_content(const play *p, int32_t kind, int index, dispute_event *e);
/* The sentence of a problem in English, after a look that it is one in every language. */
const char *play_sentence(const dispute_problem *problem);
/* Any instant far ahead: the last of the header. */
#define FOREVER INT64_C(253402300799999)

#endif
