/* event.c - the door: is what came in well-formed (J1), and was it seen before (K2)? */
#include "event.h"
#include "bytes.h"
#include "chart.h"
#include "words.h"
#include <stddef.h>
#include <string.h>

enum { STRUCT_SIZE_MAX = 4096 }; /* a `size` above this is garbage, not a newer caller */

dispute_result dispute__problem_set(dispute_problem *problem, dispute_result result, int32_t detail, const char *name) {
    if (problem) {
        memset(problem, 0, sizeof *problem);
        problem->size = (uint32_t)sizeof *problem;
        problem->result = result;
        problem->detail = detail;
        if (name) {
            size_t size = dispute__text_length(name, sizeof problem->name - 1);
            memcpy(problem->name, name, size);
        }
    }
    return result;
}

dispute_result dispute__struct_copy_in(void *to, size_t known, const void *from, size_t least_size) {
    uint32_t size;
    memcpy(&size, from, sizeof size);
    if (size < least_size || size > STRUCT_SIZE_MAX) return DISPUTE_ERROR_BAD_SIZE;
    const uint8_t *bytes = from;
    for (size_t i = known; i < size; i++)
        if (bytes[i]) return DISPUTE_ERROR_BAD_SIZE; /* a newer caller says something that we do not understand */
    memset(to, 0, known);
    memcpy(to, from, size < known ? size : known);
    return DISPUTE_DONE;
}

dispute_result dispute__struct_copy_out(void *to, const void *from, size_t known, size_t least_size) {
    uint32_t size;
    memcpy(&size, to, sizeof size);
    if (size < least_size || size > STRUCT_SIZE_MAX) return DISPUTE_ERROR_BAD_SIZE;
    memset(to, 0, size);
    memcpy(to, from, size < known ? size : known);
    memcpy(to, &size, sizeof size);
    return DISPUTE_DONE;
}

void dispute__problem_lend(dispute_problem *to, const dispute_problem *why) {
    if (to) dispute__struct_copy_out(to, why, sizeof *why, 8);
}

static int is_known_size(uint32_t size) { /* or larger, by a caller that is newer than we are */
    return size >= sizeof(dispute_event) || size == offsetof(dispute_event, id)
           || size == offsetof(dispute_event, reference) || size == offsetof(dispute_event, digest)
           || size == offsetof(dispute_event, case_id);
}

static int tail_is_zero(const dispute_event *in) {
    const uint8_t *bytes = (const uint8_t *)in;
    for (size_t i = sizeof *in; i < in->size; i++)
        if (bytes[i]) return 0; /* a newer caller says something that we do not understand */
    return 1;
}

static const char no_text[8];
static const uint8_t no_digest[DISPUTE_DIGEST_SIZE];

void dispute__event_own_head(const dispute_event *head, arrival *to) {
    *to = (arrival){head, no_text, no_text, no_text, no_digest, 0, 0};
}

static inline int32_t fields_of(const arrival *a);

void dispute__event_own(const dispute_event *whole, arrival *to) {
    *to = (arrival){whole, whole->id, whole->reference, whole->case_id, whole->digest, 0, 0};
    to->fields = fields_of(to);
}

dispute_result dispute__event_arrive(const dispute_event *in, arrival *to, dispute_problem *problem) {
    uint32_t size = in->size;
    dispute__event_own_head(in, to);
    if (size == offsetof(dispute_event, id)) return DISPUTE_DONE;
    if (!is_known_size(size) || size > STRUCT_SIZE_MAX || !tail_is_zero(in))
        return dispute__problem_set(problem, DISPUTE_ERROR_BAD_SIZE, 0, "event.size");
    to->id = in->id;
    if (size > offsetof(dispute_event, reference)) to->reference = in->reference;
    if (size > offsetof(dispute_event, digest)) to->digest = in->digest;
    if (size > offsetof(dispute_event, case_id)) to->case_id = in->case_id;
    return DISPUTE_DONE;
}

/* which fields an event takes, and which of them it cannot do without (J1) */
typedef struct form {
    int32_t takes;
    int32_t needs;
} form;

static const form forms[CHART_EVENTS] = {
    [DISPUTE_EVENT_OPEN] = {FIELD_REASON | FIELD_TERMS | FIELD_DIGEST | FIELD_REFERENCE, FIELD_REASON | FIELD_TERMS},
    [DISPUTE_EVENT_AMEND] = {FIELD_REASON | FIELD_TERMS, 0},
    [DISPUTE_EVENT_REOPEN] = {FIELD_TERMS, 0},
    [DISPUTE_EVENT_PROPOSE] = {FIELD_TERMS, FIELD_TERMS},
    [DISPUTE_EVENT_RULE] = {FIELD_TERMS | FIELD_PAYER | FIELD_FAULT, FIELD_TERMS},
    [DISPUTE_EVENT_REQUEST_EVIDENCE] = {FIELD_PARTY, 0},
    [DISPUTE_EVENT_SUBMIT_EVIDENCE] = {FIELD_DIGEST | FIELD_REFERENCE, FIELD_DIGEST | FIELD_REFERENCE},
    [DISPUTE_EVENT_MIGRATE] = {FIELD_DIGEST | FIELD_REFERENCE, FIELD_DIGEST | FIELD_REFERENCE},
    [DISPUTE_EVENT_CONFIRM_ADDRESS] = {FIELD_REFERENCE, 0},
    [DISPUTE_EVENT_FILE_CLAIM] = {FIELD_REFERENCE, 0},
    [DISPUTE_EVENT_SHIP_RETURN] = {FIELD_REFERENCE, FIELD_REFERENCE},
    [DISPUTE_EVENT_SHIP_REPLACEMENT] = {FIELD_REFERENCE, FIELD_REFERENCE},
    [DISPUTE_EVENT_PAID] = {FIELD_REFERENCE, FIELD_REFERENCE},
    [DISPUTE_EVENT_PAYMENT_FAILED] = {FIELD_REFERENCE, FIELD_REFERENCE},
    [DISPUTE_EVENT_PARCEL] = {FIELD_GOODS | FIELD_UNTIL, 0},
    [DISPUTE_EVENT_ANSWER_CLAIM] = {FIELD_AMOUNT, 0}, /* 0 is an answer: refused (S6) */
    [DISPUTE_EVENT_EXTEND] = {FIELD_DEADLINE | FIELD_UNTIL, FIELD_DEADLINE | FIELD_UNTIL},
    [DISPUTE_EVENT_SUSPEND] = {FIELD_UNTIL, FIELD_UNTIL},
    [DISPUTE_EVENT_SETTLE_ELSEWHERE] = {FIELD_AMOUNT, 0}, /* 0 is an outcome: nothing was paid (T3) */
};

static const struct {
    int32_t field;
    const char *name;
} field_names[] = {
    {FIELD_TERMS, "terms"},         {FIELD_REASON, "reason"}, {FIELD_GOODS, "goods"},       {FIELD_PAYER, "payer"},
    {FIELD_FAULT, "fault"},         {FIELD_PARTY, "party"},   {FIELD_UNTIL, "until"},       {FIELD_AMOUNT, "amount"},
    {FIELD_REFERENCE, "reference"}, {FIELD_DIGEST, "digest"}, {FIELD_DEADLINE, "deadline"},
};

static const char *first_name(int32_t fields) {
    for (size_t i = 0; i < sizeof field_names / sizeof field_names[0]; i++)
        if (fields & field_names[i].field) return field_names[i].name;
    return "event";
}

static int32_t given(int is, int32_t field) { return is ? field : 0; }

/* Are there any bits in the words from here on? Of every event this asks what most events leave empty. */
static inline int has_any(const void *from, int words) {
    const uint8_t *bytes = from;
    uint64_t all = 0;
    for (int i = 0; i < words; i++) all |= get_word(bytes + 8 * i);
    return all != 0;
}

enum { /* in words of eight bytes */
       TERMS_WORDS = sizeof(dispute_terms) / 8,
       REST_WORDS = (offsetof(dispute_event, id) - offsetof(dispute_event, reason)) / 8,
       DIGEST_WORDS = DISPUTE_DIGEST_SIZE / 8
};

static int32_t rest_of_fields(const dispute_event *e) {
    return given(e->reason != 0, FIELD_REASON) | given(e->goods != 0, FIELD_GOODS) | given(e->payer != 0, FIELD_PAYER)
           | given(e->fault != 0, FIELD_FAULT) | given(e->party != 0, FIELD_PARTY) | given(e->until != 0, FIELD_UNTIL)
           | given(e->amount != 0, FIELD_AMOUNT) | given(e->deadline != 0, FIELD_DEADLINE);
}

static inline int32_t fields_of(const arrival *a) {
    const dispute_event *e = a->head;
    int32_t fields = given(has_any(&e->terms, TERMS_WORDS), FIELD_TERMS);
    if (has_any(&e->reason, REST_WORDS)) fields |= rest_of_fields(e);
    if (a->id == no_text) return fields;
    if (a->reference[0]) fields |= FIELD_REFERENCE;
    return fields | given(has_any(a->digest, DIGEST_WORDS), FIELD_DIGEST);
}

static dispute_result bad(dispute_problem *problem, int32_t detail, const char *name) {
    return dispute__problem_set(problem, DISPUTE_ERROR_BAD_VALUE, detail, name);
}

static dispute_result text_well_formed(const char *text, size_t room, const char *name, dispute_problem *problem) {
    if (!text[0]) return DISPUTE_DONE;
    int is_ascii;
    size_t size = dispute__text_in_field(text, room, &is_ascii);
    if (size == room) return bad(problem, DISPUTE_DETAIL_TOO_LONG, name);
    return is_ascii || dispute__text_is_utf8(text, size) ? DISPUTE_DONE : bad(problem, DISPUTE_DETAIL_NOT_TEXT, name);
}

static int known(int32_t group, int32_t number) { return number > 0 && dispute__word_find(group, number) != NULL; }

static dispute_result terms_well_formed(const dispute_terms *t, dispute_problem *problem) {
    if (t->kind && !known(DISPUTE_GROUP_TERMS, t->kind)) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "terms.kind");
    if (t->freight_by && !known(DISPUTE_GROUP_PARTY, t->freight_by))
        return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "terms.freight_by");
    if (t->amount < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, "terms.amount");
    if (t->coupon < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, "terms.coupon");
    if (t->freight < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, "terms.freight");
    return DISPUTE_DONE;
}

static dispute_result rest_well_formed(const dispute_event *e, dispute_problem *problem) {
    if (e->reason && !known(DISPUTE_GROUP_REASON, e->reason))
        return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "reason");
    if (e->goods && !known(DISPUTE_GROUP_GOODS, e->goods)) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "goods");
    if (e->payer && !known(DISPUTE_GROUP_ACCOUNT, e->payer)) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "payer");
    if (e->fault && !known(DISPUTE_GROUP_FAULT, e->fault)) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "fault");
    if (e->party && !known(DISPUTE_GROUP_PARTY, e->party)) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "party");
    if (e->until < 0 || e->until > INSTANT_MAX) return bad(problem, DISPUTE_DETAIL_TOO_LARGE, "until");
    if (e->amount < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, "amount");
    if (e->deadline && !known(DISPUTE_GROUP_DEADLINE, e->deadline))
        return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "deadline");
    return DISPUTE_DONE;
}

static dispute_result head_well_formed(const dispute_event *e, dispute_problem *problem) {
    if (e->kind <= 0 || e->kind > 100 || !dispute__chart_senders(e->kind))
        return bad(problem, e->kind ? DISPUTE_DETAIL_UNKNOWN_WORD : DISPUTE_DETAIL_MISSING, "kind");
    if (e->by < DISPUTE_PARTY_BUYER || e->by > DISPUTE_PARTY_SYSTEM)
        return bad(problem, e->by ? DISPUTE_DETAIL_UNKNOWN_WORD : DISPUTE_DETAIL_MISSING, "by");
    if (e->at < INSTANT_MIN || e->at > INSTANT_MAX)
        return bad(problem, e->at ? DISPUTE_DETAIL_TOO_LARGE : DISPUTE_DETAIL_MISSING, "at");
    if (e->expects < 0 || e->expects > 1) return bad(problem, DISPUTE_DETAIL_YES_NO, "expects");
    return DISPUTE_DONE;
}

static dispute_result texts_well_formed(const arrival *a, dispute_problem *problem) {
    dispute_result result = text_well_formed(a->id, DISPUTE_EVENT_ID_SIZE, "id", problem);
    if (result == DISPUTE_DONE) result = text_well_formed(a->case_id, DISPUTE_CASE_ID_SIZE, "case_id", problem);
    if (result == DISPUTE_DONE) result = text_well_formed(a->reference, DISPUTE_REFERENCE_SIZE, "reference", problem);
    return result;
}

dispute_result dispute__event_well_formed(arrival *a, dispute_problem *problem) {
    const dispute_event *e = a->head;
    int32_t fields = a->fields = fields_of(a);
    dispute_result result = head_well_formed(e, problem);
    if (result == DISPUTE_DONE && (fields & FIELD_TERMS)) result = terms_well_formed(&e->terms, problem);
    if (result == DISPUTE_DONE && (fields & ~(FIELD_TERMS | FIELD_REFERENCE | FIELD_DIGEST)))
        result = rest_well_formed(e, problem);
    if (result == DISPUTE_DONE && a->id != no_text) result = texts_well_formed(a, problem);
    if (result != DISPUTE_DONE) return result;

    const form *f = &forms[e->kind];
    if (fields & ~f->takes) return bad(problem, DISPUTE_DETAIL_NOT_TAKEN, first_name(fields & ~f->takes));
    if (f->needs & ~fields) return bad(problem, DISPUTE_DETAIL_MISSING, first_name(f->needs & ~fields));
    if ((fields & FIELD_TERMS) && !e->terms.kind) return bad(problem, DISPUTE_DETAIL_MISSING, "terms.kind");
    int one_at_least = e->kind == DISPUTE_EVENT_AMEND || e->kind == DISPUTE_EVENT_PARCEL;
    if (one_at_least && !fields) return bad(problem, DISPUTE_DETAIL_MISSING, first_name(f->takes));
    return DISPUTE_DONE;
}

dispute_result dispute__order_well_formed(const dispute_order *o, dispute_problem *problem) {
    if (o->funds < 0 || (o->funds && !known(DISPUTE_GROUP_FUNDS, o->funds)))
        return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "order.funds");
    if (o->seller_guarantee < 0 || o->seller_guarantee > 1)
        return bad(problem, DISPUTE_DETAIL_YES_NO, "order.seller_guarantee");
    if (o->seller_verified < 0 || o->seller_verified > 1)
        return bad(problem, DISPUTE_DETAIL_YES_NO, "order.seller_verified");
    for (int i = 0; i < 3; i++)
        if (o->currency[i] < 'A' || o->currency[i] > 'Z')
            return bad(problem, o->currency[0] ? DISPUTE_DETAIL_UNKNOWN_WORD : DISPUTE_DETAIL_MISSING,
                       "order.currency");
    if (o->currency[3]) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "order.currency");
    if (o->reserved) return bad(problem, DISPUTE_DETAIL_NOT_TAKEN, "order.reserved");
    if (o->amount < 1)
        return bad(problem, o->amount ? DISPUTE_DETAIL_NEGATIVE : DISPUTE_DETAIL_MISSING, "order.amount");
    if (o->freight < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, "order.freight");
    const int64_t at[] = {o->paid_at,      o->shipped_at,   o->promised_at,
                          o->delivered_at, o->completed_at, o->protected_until};
    static const char *const names[] = {"order.paid_at",      "order.shipped_at",   "order.promised_at",
                                        "order.delivered_at", "order.completed_at", "order.protected_until"};
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++)
        if (at[i] < 0 || at[i] > INSTANT_MAX) return bad(problem, DISPUTE_DETAIL_TOO_LARGE, names[i]);
    return DISPUTE_DONE;
}

/* ---- fingerprints ---- */

static uint64_t mix(uint64_t h, uint64_t n) { /* multiply and fold, as the good string hashes do */
    h = (h ^ n) * UINT64_C(0x9FB21C651E98DF25);
    return h ^ h >> 32;
}

static uint64_t mix_text(uint64_t h, const char *field, size_t room) { /* what lies behind the NUL does not count */
    int is_ascii;
    size_t size = dispute__text_in_field(field, room, &is_ascii), at = 0;
    for (; size - at >= 8; at += 8) h = mix(h, get_word(field + at));
    if (size > at) h = mix(h, get_word(field + at) & ((UINT64_C(1) << 8 * (size - at)) - 1));
    return mix(h, size);
}

static const uint64_t CONTENT_BITS = 0xFFFFF;

static uint64_t print_of_id(const arrival *a) {
    uint64_t h = mix_text(UINT64_C(0x243F6A8885A308D3), a->id, DISPUTE_EVENT_ID_SIZE) & ~CONTENT_BITS;
    return h ? h : CONTENT_BITS + 1; /* never 0: that is an empty place */
}

static uint64_t pair(int32_t a, int32_t b) { return (uint64_t)(uint32_t)a << 32 | (uint32_t)b; }

/* content is everything but `expect`, and the address on the envelope; `fields` says which parts follow */
static uint64_t print_of_content(const arrival *a) {
    const dispute_event *e = a->head;
    uint64_t h = mix(UINT64_C(0x13198A2E03707344), pair(e->kind, e->by));
    h = mix(h, (uint64_t)e->at);
    if (a->fields & FIELD_TERMS) {
        h = mix(h, pair(e->terms.kind, e->terms.freight_by));
        h = mix(h, (uint64_t)e->terms.amount);
        h = mix(h, (uint64_t)e->terms.coupon);
        h = mix(h, (uint64_t)e->terms.freight);
    }
    if (a->fields & ~(FIELD_TERMS | FIELD_REFERENCE | FIELD_DIGEST)) {
        h = mix(h, pair(e->reason, e->goods));
        h = mix(h, pair(e->payer, e->fault));
        h = mix(h, pair(e->party, e->deadline));
        h = mix(h, (uint64_t)e->until);
        h = mix(h, (uint64_t)e->amount);
    }
    if (a->fields & FIELD_REFERENCE) h = mix_text(h, a->reference, DISPUTE_REFERENCE_SIZE);
    for (int i = 0; (a->fields & FIELD_DIGEST) && i < DISPUTE_DIGEST_SIZE; i += 8) h = mix(h, get_word(a->digest + i));
    return mix(h, (uint64_t)a->fields) & CONTENT_BITS;
}

static uint64_t print_of(const arrival *a) { return print_of_id(a) | print_of_content(a); }

dispute_result dispute__event_seen(const dispute_case *c, arrival *a) {
    a->print = print_of(a);
    for (int i = 0; i < IDS_KEPT; i++)
        if (((c->print[i] ^ a->print) & ~CONTENT_BITS) == 0)
            return c->print[i] == a->print ? DISPUTE_REFUSED_ALREADY_DONE : DISPUTE_ERROR_KEY_REUSED;
    return DISPUTE_DONE;
}

void dispute__event_remember(dispute_case *c, uint64_t print) {
    int32_t at = case_print_next(c);
    c->print[at] = print;
    c->print_tallied = (uint8_t)((c->print_tallied & 0xF0) | (at + 1) % IDS_KEPT);
}
