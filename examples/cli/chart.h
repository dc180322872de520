/* chart.h - the chart of a policy as the pictures of `dispute graph` show it, and where in it a case is. */
#ifndef DISPUTE_CLI_CHART_H
#define DISPUTE_CLI_CHART_H

#include "dispute.h"
#include "text.h"

enum { CHART_STATES = 128 }; /* above every number of a state */

typedef struct chart {
    const dispute_policy *policy;
    char name[DISPUTE_NAME_SIZE];
    dispute_edge *edges;
    size_t count;
    int32_t states[CHART_STATES]; /* that a case can come to, ascending */
    int state_count;
    int has_case;                /* then: */
    dispute_view here;           /* where it is */
    uint8_t ahead[CHART_STATES]; /* yes 1: it can still come to it, or is there */
    int may_reopen;              /* it was withdrawn, or still can be */
} chart;

/* 0, or -1: said. `here` is NULL where no case is to be shown. */
int chart_read(chart *c, const dispute_policy *policy, const dispute_view *here);
void chart_free(chart *c);

/* The edge of a deadline in a state; NULL: it does not run there. */
const dispute_edge *chart_deadline(const chart *c, int32_t state, int32_t deadline);
int edge_leaves(const dispute_edge *e);                  /* may it lead to another state? */
int edge_leads(const dispute_edge *e, int32_t to);       /* may it lead there? */
int edge_is_gone(const chart *c, const dispute_edge *e); /* is the case past it? */
/* Does the case run this deadline in the state where it is? Its due, or 0. */
int64_t chart_due(const chart *c, const dispute_edge *e);

void put_parties(text *t, int32_t parties);                         /* "Buyer, Seller" */
void put_edge_time(text *t, const chart *c, const dispute_edge *e); /* "5 days" */
void put_silence_of(text *t, const dispute_edge *e);                /* "The request counts as accepted" */
const char *winner_words(int32_t deadline, int32_t winner);         /* "the buyer wins" */
void put_chart_title(text *t, const chart *c);

#endif
