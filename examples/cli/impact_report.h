/* impact_report.h - what another policy would have changed: one case told, and all of them added up. */
#ifndef DISPUTE_CLI_IMPACT_REPORT_H
#define DISPUTE_CLI_IMPACT_REPORT_H

#include "fate.h"
#include "rerun.h"
#include "text.h"

/* what is known of one case */
typedef struct impact {
    const char *id;
    const char *policy; /* its own */
    int64_t as_of;      /* the last instant of its journal */
    fate stored, instead;
    uint32_t differs; /* a set of 1 << difference */
    const rerun *run; /* tells what was refused */
} impact;

/* what the cases of one currency sent, minor units, where both ends are known */
typedef struct impact_sum {
    char currency[4];
    int is_too_large; /* for a number of 64 bits */
    int64_t buyers_stored, buyers_instead, sellers_stored, sellers_instead;
} impact_sum;

typedef struct impact_totals {
    int64_t cases;   /* all, also those that are damaged */
    int64_t ended;   /* ended, and would have ended differently */
    int64_t endless; /* of these: they would not have ended by now or by silence, or not have been opened */
    int64_t open;    /* not ended yet, and would go differently */
    int64_t damaged; /* or not to be played under the other policy */
    impact_sum *of;  /* by currency, of those that ended differently */
    size_t currencies;
} impact_totals;

void impact_count(impact_totals *sum, const impact *i);
void impact_totals_free(impact_totals *sum);

void put_impact(text *t, const impact *i); /* nothing where nothing differs */
void put_impact_json(text *t, const impact *i);
void put_damaged(text *t, const char *id, int as_json);
void put_totals(text *t, const impact_totals *sum, const char *policy);
void put_totals_json(text *t, const impact_totals *sum, const char *policy);

#endif
