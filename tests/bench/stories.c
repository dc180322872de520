/* stories.c - see stories.h. Amounts are of an order of 50.00, freight 4.00. */
#include "stories.h"
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { BUYER = DISPUTE_PARTY_BUYER, SELLER = DISPUTE_PARTY_SELLER, PLATFORM = DISPUTE_PARTY_PLATFORM, SILENCE = 0 };
static const int64_t T0 = 1767600000000, DAY = 86400000, HOUR = 3600000; /* 2026-01-05T08:00:00Z */

static dispute_event *add(story *s, int64_t after, int32_t kind, int32_t by) {
    dispute_event *e = &s->move[s->moves++];
    e->kind = kind;
    e->by = by;
    e->at = T0 + after;
    return e;
}

static void add_evidence(dispute_event *e, const char *key) {
    snprintf(e->reference, sizeof e->reference, "%s", key);
    for (uint32_t i = 0; i < sizeof e->digest; i++) e->digest[i] = (uint8_t)(i * 7 + 1);
}

static void add_paid(story *s, int64_t after, const char *case_id, int sequence, int index) {
    dispute_event *e = add(s, after, DISPUTE_EVENT_PAID, PLATFORM);
    snprintf(e->reference, sizeof e->reference, "%s:%d:%d", case_id, sequence, index);
}

/* Seven events: the seller refuses, the buyer asks for less, the platform looks at it and grants that. */
static void negotiation(story *s, const char *case_id) {
    dispute_event *e = add(s, 0, DISPUTE_EVENT_OPEN, BUYER);
    e->reason = DISPUTE_REASON_QUALITY;
    e->terms = (dispute_terms){.kind = DISPUTE_TERMS_REFUND, .amount = 5000};
    add_evidence(e, "evidence/7f3a11");
    add(s, 1 * DAY, DISPUTE_EVENT_REFUSE, SELLER);
    e = add(s, 2 * DAY, DISPUTE_EVENT_PROPOSE, BUYER);
    e->terms = (dispute_terms){.kind = DISPUTE_TERMS_REFUND, .amount = 4000};
    add(s, 3 * DAY, DISPUTE_EVENT_TAKE_OVER, PLATFORM);
    e = add(s, 5 * DAY, DISPUTE_EVENT_RULE, PLATFORM);
    e->terms = (dispute_terms){.kind = DISPUTE_TERMS_REFUND, .amount = 5000};
    e->fault = DISPUTE_FAULT_SELLER;
    add(s, 12 * DAY, SILENCE, 0); /* nobody appeals */
    add_paid(s, 12 * DAY + HOUR, case_id, 6, 0);
    s->name = "negotiation";
    s->end_kind = DISPUTE_TERMS_REFUND;
    s->end_via = DISPUTE_VIA_RULING;
    s->transfers = 1;
}

/* Six events: the seller is silent twice, so the return is agreed, and then deemed received. */
static void goods_back(story *s, const char *case_id) {
    dispute_event *e = add(s, 0, DISPUTE_EVENT_OPEN, BUYER);
    e->reason = DISPUTE_REASON_QUALITY;
    e->terms = (dispute_terms){
        .kind = DISPUTE_TERMS_RETURN_REFUND, .freight_by = DISPUTE_PARTY_SELLER, .amount = 5000, .freight = 400};
    add_evidence(e, "evidence/7f3a11");
    add(s, 5 * DAY, SILENCE, 0);
    e = add(s, 8 * DAY, DISPUTE_EVENT_SHIP_RETURN, BUYER);
    snprintf(e->reference, sizeof e->reference, "RB123456789CN");
    add(s, 38 * DAY, SILENCE, 0);
    add_paid(s, 38 * DAY + HOUR, case_id, 4, 0);
    add_paid(s, 38 * DAY + 2 * HOUR, case_id, 4, 1);
    s->name = "return";
    s->end_kind = DISPUTE_TERMS_RETURN_REFUND;
    s->end_via = DISPUTE_VIA_SELLER_SILENCE;
    s->transfers = 2;
}

static int says(const uint8_t *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (bytes[i]) return 1;
    return 0;
}

/* The shortest of the sizes that an event may have. */
static size_t shortest(const dispute_event *e) {
    if (says(e->digest, sizeof e->digest)) return offsetof(dispute_event, case_id);
    if (e->reference[0]) return offsetof(dispute_event, digest);
    if (e->id[0]) return offsetof(dispute_event, reference);
    return offsetof(dispute_event, id);
}

void story_tell(story *s, int which, enum story_form form, const char *case_id) {
    memset(s, 0, sizeof *s);
    s->order = (dispute_order){.size = sizeof s->order,
                               .funds = DISPUTE_FUNDS_ESCROW,
                               .currency = "USD",
                               .amount = 5000,
                               .freight = 400,
                               .paid_at = T0 - 21 * DAY,
                               .shipped_at = T0 - 20 * DAY,
                               .promised_at = T0 - 2 * DAY,
                               .delivered_at = T0 - 5 * DAY,
                               .protected_until = T0 + 60 * DAY};
    if (which == STORY_NEGOTIATION)
        negotiation(s, case_id);
    else
        goods_back(s, case_id);
    for (int i = 0; i < s->moves; i++) { /* an id as hosts have it: a UUID; `paid` needs none */
        dispute_event *e = &s->move[i];
        if (form == FORM_WITH_IDS && e->kind != SILENCE && e->kind != DISPUTE_EVENT_PAID)
            snprintf(e->id, sizeof e->id, "018f3c2e-7b1a-7c3d-9e4f-%02x%08x%02x", (unsigned)which, 0xA5C31B07u,
                     (unsigned)i);
        e->size = (uint32_t)shortest(e);
    }
}
