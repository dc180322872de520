/* keys.h - the table of keys: what keys.c says about each, and values.c reads and writes by. */
#ifndef DISPUTE_LIB_KEYS_H
#define DISPUTE_LIB_KEYS_H

#include "policy.h"

/* what a value looks like */
enum shape {
    SHAPE_SPAN,
    SHAPE_SILENCE,
    SHAPE_ESCALATION,
    SHAPE_CHOICE,
    SHAPE_COUNT,
    SHAPE_LIMIT, /* a count, or `none` */
    SHAPE_AMOUNT,
    SHAPE_AMOUNT_ROWS,
    SHAPE_DATE,
    SHAPE_CALENDAR,
    SHAPE_REASON,
    SHAPE_ROUND,
    SHAPE_NAME
};

typedef struct key_row {
    uint8_t key; /* [key] */
    uint8_t shape;
    uint8_t choice;    /* enum choice */
    uint8_t silence;   /* the default */
    uint16_t place;    /* window, party, or where in the policy */
    uint16_t silences; /* set of [silence] that may be said (Z) */
} key_row;

enum choice {
    CHOICE_REOPEN,
    CHOICE_APPEAL_MONEY,
    CHOICE_YES,
    CHOICE_CHAIN,
    CHOICE_AFTER,
    CHOICE_UNTIL,
    CHOICE_OPEN_MONEY,
    CHOICE_PAYER,
    CHOICE_AMEND_REASON,
    CHOICE_REVIEW,
    CHOICE_FREIGHT,
    CHOICE_STARTER,
    CHOICE_DECIDES
};
enum { CHOICES_MAX = 5, CHOICE_SIZE = 16 };

extern const char dispute__choices[][CHOICES_MAX][CHOICE_SIZE]; /* by enum choice; what is empty is none */

const key_row *dispute__key_row(int32_t key);                           /* NULL: no such key */
int32_t *dispute__key_number(dispute_policy *policy, const key_row *r); /* where a choice, a count or a limit lies */

#endif
