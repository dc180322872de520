/* score.h - the bytes of a scorecard, and the policy that judges it. */
#ifndef DISPUTE_LIB_SCORE_H
#define DISPUTE_LIB_SCORE_H

#include "dispute.h"

enum {
    CARD_DAYS = 400,   /* that are held one by one: a year, and what "since when" looks back on */
    CARD_KINDS = 12,   /* of facts; the last places are for kinds to come, and 0 until then */
    WINDOW_MOST = 365, /* days */
    THRESHOLDS = 32,
    SERIOUS_EVERY_MOST = 30
};
#define COUNT_MOST     INT64_C(4294967295)
#define DAY_MS_OF_CARD INT64_C(86400000)

static inline int is_rate(int32_t measure) { return measure <= DISPUTE_MEASURE_SELLER_FAULT_RATE; }

/* One card, looked at where it lies. */
typedef struct card_look {
    const uint8_t *bytes;
    int64_t newest; /* day, since 1970-01-01 in the card's own calendar */
    int32_t offset; /* minutes */
    int is_empty;
} card_look;

/* DONE, CORRUPT_RECORD or WRONG_VERSION: the head alone, or every count against the totals. */
dispute_result dispute__card_look(const uint8_t *card, card_look *look);
dispute_result dispute__card_check(const uint8_t *card, card_look *look);
int64_t dispute__card_total(const card_look *look, int32_t kind);           /* of its whole life */
int64_t dispute__card_on(const card_look *look, int64_t day, int32_t kind); /* 0 on days that it does not hold */
int64_t dispute__card_day(int32_t offset, int64_t at);
int64_t dispute__card_instant(int32_t offset, int64_t day); /* at which that day begins, 1 at least */

/* A policy of a caller's size: DONE, BAD_SIZE, or BAD_VALUE where it was not parsed. */
dispute_result dispute__score_policy_read(const dispute_score_policy *in, dispute_score_policy *to);

#endif
