/* options.h - every option of the command: its name, what its value is, and one sentence about it.
 *
 * Help, manual page, completion and the check of the arguments are all read from this table and from commands.c. */
#ifndef DISPUTE_CLI_OPTIONS_H
#define DISPUTE_CLI_OPTIONS_H

#include "wording.h"

enum argument {
    OPTION_DB,
    OPTION_POLICY,
    OPTION_SET,
    OPTION_UNTIL,
    OPTION_ALLOWED,
    OPTION_FORECAST,
    OPTION_VIEW,
    OPTION_AS,
    OPTION_JSON,
    OPTION_EVENT,
    OPTION_BY,
    OPTION_AT,
    OPTION_ID,
    OPTION_EXPECT,
    OPTION_REASON,
    OPTION_TERMS,
    OPTION_COUPON,
    OPTION_FREIGHT,
    OPTION_FREIGHT_BY,
    OPTION_AMOUNT,
    OPTION_REFERENCE,
    OPTION_DIGEST,
    OPTION_GOODS,
    OPTION_PROMISED_AT,
    OPTION_PAYER,
    OPTION_FAULT,
    OPTION_TO,
    OPTION_EFFECT,
    OPTION_DEADLINE,
    OPTION_FAILED,
    OPTION_CURRENCY,
    OPTION_ORDER_AMOUNT,
    OPTION_ORDER_FREIGHT,
    OPTION_PAID_AT,
    OPTION_SHIPPED_AT,
    OPTION_DELIVERED_AT,
    OPTION_COMPLETED_AT,
    OPTION_PROTECTED_UNTIL,
    OPTION_FUNDS,
    OPTION_GUARANTEE,
    OPTION_VERIFIED,
    OPTION_FACT,
    OPTION_DAYS,
    OPTION_SVG,
    OPTION_FORMAT,
    OPTION_CASE,
    OPTION_ALL,
    OPTION_DRY_RUN,
    OPTION_FROM,
    OPTION_KIND,
    OPTION_THRESHOLDS,
    OPTION_ORDERS,
    OPTION_AHEAD,
    OPTION_LANG,
    OPTION_HELP,
    OPTION_VERSION,
    OPTIONS
};

enum takes { TAKES_NOTHING, TAKES_ONE, TAKES_MANY }; /* values */

/* what a value is, or a word behind the command: so completion knows what to offer */
enum value_kind {
    VALUE_NONE,
    VALUE_TEXT, /* anything: an id, an amount, a digest */
    VALUE_TIME,
    VALUE_WORD, /* of a group of the vocabulary */
    VALUE_TERMS,
    VALUE_FILE,
    VALUE_POLICY,
    VALUE_SETTING,
    VALUE_CASE,
    VALUE_EFFECT,
    VALUE_EVENT, /* an event that somebody sends */
    VALUE_GROUP, /* a group of the vocabulary */
    VALUE_COMMAND,
    VALUE_SHELL,
    VALUE_PICTURE, /* a kind of picture */
    VALUE_SYSTEM   /* a system whose words are known */
};

typedef struct option_form {
    const char *name; /* "by" */
    enum takes takes;
    int of_event;      /* says something about an event, and so cannot stand beside --event */
    const char *value; /* as help shows it: "PARTY" */
    enum value_kind kind;
    int32_t group;  /* of VALUE_WORD, */
    uint32_t among; /* and which of its words; 0: any */
    phrase says;
} option_form;

extern const option_form option_forms[OPTIONS];

/* The options that say what an event is, and what is known of an order: for the lists of commands.c. */
#define EVENT_OPTIONS                                                                                               \
    "event by at id expect reason terms coupon freight freight-by amount reference digest goods promised-at payer " \
    "fault to effect deadline until"
#define ORDER_OPTIONS                                                                                         \
    "currency order-amount order-freight paid-at shipped-at delivered-at completed-at protected-until funds " \
    "guarantee verified"
#define EVERYWHERE "lang help" /* every command takes these */

/* Is the name in a list of names with blanks between them? */
int is_listed(const char *name, const char *list);

#endif
