/* event.c - the door: is what came in well-formed (J1), and was it seen before (K2)? */
#include "event.h"
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

const dispute_event *dispute__event_read(const dispute_event *in, dispute_event *room, dispute_problem *problem) {
    if (in->size == sizeof *in) return in;
    size_t size = in->size;
    if (size > sizeof *in || size == offsetof(dispute_event, id) || size == offsetof(dispute_event, reference)
        || size == offsetof(dispute_event, digest) || size == offsetof(dispute_event, case_id)) {
        if (dispute__struct_copy_in(room, sizeof *room, in, offsetof(dispute_event, id)) == DISPUTE_DONE) return room;
    }
    dispute__problem_set(problem, DISPUTE_ERROR_BAD_SIZE, 0, "event.size");
    return NULL;
}

/* which fields an event takes, and which of them it cannot do without (J1) */
typedef struct form {
    int32_t takes;
    int32_t needs;
} form;

static form form_of(int32_t kind) {
    switch (kind) {
    case DISPUTE_EVENT_OPEN:
        return (form){FIELD_REASON | FIELD_TERMS | FIELD_DIGEST | FIELD_REFERENCE, FIELD_REASON | FIELD_TERMS};
    case DISPUTE_EVENT_AMEND: return (form){FIELD_REASON | FIELD_TERMS, 0};
    case DISPUTE_EVENT_REOPEN: return (form){FIELD_TERMS, 0};
    case DISPUTE_EVENT_PROPOSE: return (form){FIELD_TERMS, FIELD_TERMS};
    case DISPUTE_EVENT_RULE: return (form){FIELD_TERMS | FIELD_PAYER | FIELD_FAULT, FIELD_TERMS};
    case DISPUTE_EVENT_REQUEST_EVIDENCE: return (form){FIELD_PARTY, 0};
    case DISPUTE_EVENT_SUBMIT_EVIDENCE: return (form){FIELD_DIGEST | FIELD_REFERENCE, FIELD_DIGEST | FIELD_REFERENCE};
    case DISPUTE_EVENT_CONFIRM_ADDRESS:
    case DISPUTE_EVENT_FILE_CLAIM: return (form){FIELD_REFERENCE, 0};
    case DISPUTE_EVENT_SHIP_RETURN:
    case DISPUTE_EVENT_SHIP_REPLACEMENT:
    case DISPUTE_EVENT_PAID:
    case DISPUTE_EVENT_PAYMENT_FAILED: return (form){FIELD_REFERENCE, FIELD_REFERENCE};
    case DISPUTE_EVENT_PARCEL: return (form){FIELD_GOODS | FIELD_UNTIL, 0};
    case DISPUTE_EVENT_ANSWER_CLAIM: return (form){FIELD_AMOUNT, 0}; /* 0 is an answer: refused (S6) */
    default: return (form){0, 0};
    }
}

static const struct {
    int32_t field;
    const char *name;
} field_names[] = {
    {FIELD_TERMS, "terms"},         {FIELD_REASON, "reason"}, {FIELD_GOODS, "goods"}, {FIELD_PAYER, "payer"},
    {FIELD_FAULT, "fault"},         {FIELD_PARTY, "party"},   {FIELD_UNTIL, "until"}, {FIELD_AMOUNT, "amount"},
    {FIELD_REFERENCE, "reference"}, {FIELD_DIGEST, "digest"},
};

static const char *first_name(int32_t fields) {
    for (size_t i = 0; i < sizeof field_names / sizeof field_names[0]; i++)
        if (fields & field_names[i].field) return field_names[i].name;
    return "event";
}

static int32_t given(int is, int32_t field) { return is ? field : 0; }

static int any_byte(const uint8_t *bytes, size_t size) {
    uint8_t all = 0;
    for (size_t i = 0; i < size; i++) all |= bytes[i];
    return all != 0;
}

int32_t dispute__event_fields(const dispute_event *e) {
    const dispute_terms *t = &e->terms;
    return given(t->kind || t->freight_by || t->amount || t->coupon || t->freight, FIELD_TERMS)
           | given(e->reason != 0, FIELD_REASON) | given(e->goods != 0, FIELD_GOODS) | given(e->payer != 0, FIELD_PAYER)
           | given(e->fault != 0, FIELD_FAULT) | given(e->party != 0, FIELD_PARTY) | given(e->until != 0, FIELD_UNTIL)
           | given(e->amount != 0, FIELD_AMOUNT) | given(e->reference[0] != 0, FIELD_REFERENCE)
           | given(any_byte(e->digest, sizeof e->digest), FIELD_DIGEST);
}

static dispute_result bad(dispute_problem *problem, int32_t detail, const char *name) {
    return dispute__problem_set(problem, DISPUTE_ERROR_BAD_VALUE, detail, name);
}

static dispute_result text_well_formed(const char *text, size_t room, const char *name, dispute_problem *problem) {
    size_t size = dispute__text_length(text, room);
    if (size == room) return bad(problem, DISPUTE_DETAIL_TOO_LONG, name);
    return dispute__text_is_utf8(text, size) ? DISPUTE_DONE : bad(problem, DISPUTE_DETAIL_NOT_TEXT, name);
}

static int known(int32_t group, int32_t number) { return number > 0 && dispute_word_name(group, number) != NULL; }

static dispute_result words_well_formed(const dispute_event *e, dispute_problem *problem) {
    if (e->terms.kind && !known(DISPUTE_GROUP_TERMS, e->terms.kind))
        return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "terms.kind");
    if (e->terms.freight_by && !known(DISPUTE_GROUP_PARTY, e->terms.freight_by))
        return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "terms.freight_by");
    if (e->reason && !known(DISPUTE_GROUP_REASON, e->reason))
        return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "reason");
    if (e->goods && !known(DISPUTE_GROUP_GOODS, e->goods)) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "goods");
    if (e->payer && !known(DISPUTE_GROUP_ACCOUNT, e->payer)) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "payer");
    if (e->fault && !known(DISPUTE_GROUP_FAULT, e->fault)) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "fault");
    if (e->party && !known(DISPUTE_GROUP_PARTY, e->party)) return bad(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "party");
    return DISPUTE_DONE;
}

static dispute_result numbers_well_formed(const dispute_event *e, dispute_problem *problem) {
    if (e->at < INSTANT_MIN || e->at > INSTANT_MAX)
        return bad(problem, e->at ? DISPUTE_DETAIL_TOO_LARGE : DISPUTE_DETAIL_MISSING, "at");
    if (e->until < 0 || e->until > INSTANT_MAX) return bad(problem, DISPUTE_DETAIL_TOO_LARGE, "until");
    if (e->terms.amount < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, "terms.amount");
    if (e->terms.coupon < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, "terms.coupon");
    if (e->terms.freight < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, "terms.freight");
    if (e->amount < 0) return bad(problem, DISPUTE_DETAIL_NEGATIVE, "amount");
    if (e->expects < 0 || e->expects > 1) return bad(problem, DISPUTE_DETAIL_YES_NO, "expects");
    if (e->reserved != 0) return bad(problem, DISPUTE_DETAIL_NOT_TAKEN, "reserved");
    return DISPUTE_DONE;
}

dispute_result dispute__event_well_formed(const dispute_event *e, dispute_problem *problem) {
    if (e->kind <= 0 || e->kind > 100 || !known(DISPUTE_GROUP_EVENT, e->kind))
        return bad(problem, e->kind ? DISPUTE_DETAIL_UNKNOWN_WORD : DISPUTE_DETAIL_MISSING, "kind");
    if (!known(DISPUTE_GROUP_PARTY, e->by))
        return bad(problem, e->by ? DISPUTE_DETAIL_UNKNOWN_WORD : DISPUTE_DETAIL_MISSING, "by");
    dispute_result result = numbers_well_formed(e, problem);
    if (result == DISPUTE_DONE) result = text_well_formed(e->id, sizeof e->id, "id", problem);
    if (result == DISPUTE_DONE) result = text_well_formed(e->case_id, sizeof e->case_id, "case_id", problem);
    if (result == DISPUTE_DONE) result = text_well_formed(e->reference, sizeof e->reference, "reference", problem);
    if (result != DISPUTE_DONE) return result;

    int32_t fields = dispute__event_fields(e);
    if (fields) {
        result = words_well_formed(e, problem);
        if (result != DISPUTE_DONE) return result;
    }
    form f = form_of(e->kind);
    if (fields & ~f.takes) return bad(problem, DISPUTE_DETAIL_NOT_TAKEN, first_name(fields & ~f.takes));
    if (f.needs & ~fields) return bad(problem, DISPUTE_DETAIL_MISSING, first_name(f.needs & ~fields));
    if ((fields & FIELD_TERMS) && !e->terms.kind) return bad(problem, DISPUTE_DETAIL_MISSING, "terms.kind");
    int one_at_least = e->kind == DISPUTE_EVENT_AMEND || e->kind == DISPUTE_EVENT_PARCEL;
    if (one_at_least && !fields) return bad(problem, DISPUTE_DETAIL_MISSING, first_name(f.takes));
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

static uint64_t mix(uint64_t h, uint64_t word) { /* multiply and fold, as the good string hashes do */
    h = (h ^ word) * UINT64_C(0x9FB21C651E98DF25);
    return h ^ h >> 32;
}

static uint64_t mix_bytes(uint64_t h, const void *from, size_t size) { /* little-endian words on every machine */
    const uint8_t *bytes = from;
    for (size_t i = 0; i < size; i += 8) {
        uint64_t word = 0;
        for (size_t j = 0; j < 8 && i + j < size; j++) word |= (uint64_t)bytes[i + j] << (8 * j);
        h = mix(h, word);
    }
    return mix(h, size);
}

static const uint64_t CONTENT_BITS = 0xFFFFF;

static uint64_t print_of_id(const dispute_event *e) {
    uint64_t h =
        mix_bytes(UINT64_C(0x243F6A8885A308D3), e->id, dispute__text_length(e->id, sizeof e->id)) | CONTENT_BITS;
    return h & ~CONTENT_BITS ? h & ~CONTENT_BITS : CONTENT_BITS + 1; /* never 0: that is an empty place */
}

static uint64_t pair(int32_t a, int32_t b) { return (uint64_t)(uint32_t)a << 32 | (uint32_t)b; }

uint64_t
dispute__event_print(const dispute_event *e) { /* content is everything but `expect`, and the address on the envelope */
    uint64_t h = mix(UINT64_C(0x13198A2E03707344), pair(e->kind, e->by));
    h = mix(h, (uint64_t)e->at);
    h = mix(h, pair(e->terms.kind, e->terms.freight_by));
    h = mix(h, (uint64_t)e->terms.amount);
    h = mix(h, (uint64_t)e->terms.coupon);
    h = mix(h, (uint64_t)e->terms.freight);
    h = mix(h, pair(e->reason, e->goods));
    h = mix(h, pair(e->payer, e->fault));
    h = mix(h, pair(e->party, 0));
    h = mix(h, (uint64_t)e->until);
    h = mix(h, (uint64_t)e->amount);
    h = mix_bytes(h, e->reference, dispute__text_length(e->reference, sizeof e->reference));
    h = mix_bytes(h, e->digest, sizeof e->digest);
    return print_of_id(e) | (h & CONTENT_BITS);
}

dispute_result dispute__event_seen(const dispute_case *c, const dispute_event *e) {
    if (!e->id[0]) return DISPUTE_DONE;
    uint64_t id = print_of_id(e);
    for (int i = 0; i < IDS_KEPT; i++)
        if ((c->print[i] & ~CONTENT_BITS) == id)
            return c->print[i] == dispute__event_print(e) ? DISPUTE_REFUSED_ALREADY_DONE : DISPUTE_ERROR_KEY_REUSED;
    return DISPUTE_DONE;
}

void dispute__event_remember(dispute_case *c, const dispute_event *e) {
    if (!e->id[0]) return;
    c->print[c->print_next] = dispute__event_print(e);
    c->print_next = (uint8_t)((c->print_next + 1) % IDS_KEPT);
}
