/* arguments.h - the words of the command line, sorted. */
#ifndef DISPUTE_CLI_ARGUMENTS_H
#define DISPUTE_CLI_ARGUMENTS_H

#include <stddef.h>

enum argument {
    OPTION_DB,
    OPTION_POLICY,
    OPTION_SET,
    OPTION_UNTIL,
    OPTION_ALLOWED,
    OPTION_FORECAST,
    OPTION_VIEW,
    OPTION_AS,
    OPTION_LINES,
    OPTION_JSON,
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
    OPTION_SVG,
    OPTION_FORMAT,
    OPTION_CASE,
    OPTION_HELP,
    OPTION_VERSION,
    OPTIONS
};

typedef struct arguments {
    const char *word[4]; /* the command, and what it is about */
    int words;
    const char *value[OPTIONS]; /* of an option given once; "" of one without a value; NULL: not given */
    const char **list[OPTIONS]; /* of --set and --view: each value, in order */
    size_t count[OPTIONS];
} arguments;

/* 0, or -1: what is wrong was said. */
int arguments_read(arguments *a, int argc, char **argv);
const char *argument_name(int argument); /* "by" */
void arguments_free(arguments *a);
/* Are all given options among these names ("db policy set")? 0, or -1: the other one was said. */
int arguments_fit(const arguments *a, const char *takes);

#endif
