/* advise.h - dispute advise: what the seller could offer, what it costs him, and what speaks for and against it. */
#ifndef DISPUTE_CLI_ADVISE_H
#define DISPUTE_CLI_ADVISE_H

#include "arguments.h"
#include "dispute.h"
#include "text.h"

/* all that there is to be told about the offers of one case */
typedef struct advised {
    dispute_view now; /* as the platform sees it */
    int64_t at;
    uint32_t count;
    dispute_offer offer[DISPUTE_OFFERS];
} advised;

int command_advise(const arguments *a);

/* advise_facts.c: what --fact says. 0, or -1: said. */
int facts_read(dispute_facts *facts, const arguments *a, const char currency[4]);

void put_signed_money(text *t, int64_t minor, const char currency[4]);      /* "-2.00 USD" */
void put_share(text *t, int32_t share);                                     /* "33.33 %" */
void put_offer_name(text *t, const dispute_offer *o, const char *currency); /* its terms */
void put_offer_lines(text *t, const dispute_offer *o, const char *currency);
void put_offer_buyer(text *t, const dispute_offer *o, const char *currency);
void put_offer_refusal(text *t, const dispute_offer *o, const advised *x);

/* advise_svg.c */
void advise_draw(text *picture, const advised *x);

#endif
