/* entry.c - the bytes of one journal record, written and read back.
 *
 *   0  u16 size    2  u8 format    3  u8 parts    4  u8 event  by  rule  from    8  u8 state  words  numbers  dates
 *   12 u32 sequence    16 i64 at
 *   24 the body goes on: terms · words · numbers · id · reference · digest · order, as far as they are there
 *   then [chain] 32 bytes; last a checksum of 8 bytes.
 *
 * `parts` says which parts there are; `words`, `numbers` and `dates` say bit by bit which of their fields. Numbers are
 * written in seven bits a byte, the low ones first, the last without its high bit. What says nothing is left out, and
 * no number takes more bytes than it needs: so one transition has one byte string, and most have one block for the
 * chain. */
#include "entry.h"
#include "bytes.h"
#include "event.h"
#include <string.h>

enum { RECORD_FORMAT = 1, HEAD_SIZE = 24, WORDS = 6, NUMBERS = 5, DATES = 7 };

/* ---- writing ---- */

static uint8_t *write_number(uint8_t *to, int64_t number) {
    uint64_t n = (uint64_t)number;
    for (; n > 127; n >>= 7) *to++ = (uint8_t)(n | 128);
    *to++ = (uint8_t)n;
    return to;
}

/* Those that say something; gives which they are. */
static uint8_t write_numbers(uint8_t **to, const int64_t *numbers, int count) {
    int said = 0;
    for (int i = 0; i < count; i++) {
        if (!numbers[i]) continue;
        said |= 1 << i;
        *to = write_number(*to, numbers[i]);
    }
    return (uint8_t)said;
}

static uint8_t *write_bytes(uint8_t *to, const void *from, size_t size) {
    memcpy(to, from, size);
    return to + size;
}

static uint8_t *write_text(uint8_t *to, const char *text, size_t room) {
    int is_ascii;
    size_t size = dispute__text_in_field(text, room, &is_ascii);
    *to++ = (uint8_t)size;
    return write_bytes(to, text, size);
}

static uint8_t *write_order(uint8_t *to, const dispute_case *c, uint8_t *dates) {
    const int64_t n[DATES] = {c->freight,        c->money.before.paid_at,      c->money.before.shipped_at,
                              c->promised_at,    c->money.before.delivered_at, c->money.before.completed_at,
                              c->protected_until};
    to = write_text(to, c->id, sizeof c->id);
    to = write_text(to, c->policy_name, sizeof c->policy_name);
    put_word(to, c->policy_tag);
    to = write_bytes(to + 8, c->policy_digest, sizeof c->policy_digest);
    to = write_bytes(to, c->currency, 3);
    *to++ = (uint8_t)(c->funds | c->flags << 4); /* unopened: enrolled and verified alone */
    to = write_number(to, c->amount);
    *dates = write_numbers(&to, n, DATES);
    return to;
}

static uint8_t write_words(uint8_t **to, const dispute_event *e) {
    const int32_t words[WORDS] = {e->reason, e->goods, e->payer, e->fault, e->party, e->deadline};
    int said = 0;
    for (int i = 0; i < WORDS; i++) {
        if (!words[i]) continue;
        said |= 1 << i;
        *(*to)++ = (uint8_t)words[i];
    }
    return (uint8_t)said;
}

static uint8_t parts_of(const turn *t) {
    int32_t fields = t->in->fields;
    int parts = 0;
    if (t->policy->journal_chain == CHAIN_SHA256) parts |= PART_CHAIN;
    if (fields & FIELD_TERMS) parts |= PART_TERMS;
    if (t->in->id[0]) parts |= PART_ID;
    if (fields & FIELD_REFERENCE) parts |= PART_REFERENCE;
    if (fields & FIELD_DIGEST) parts |= PART_DIGEST;
    if (t->c->sequence == 1) parts |= PART_ORDER;
    return (uint8_t)parts;
}

size_t dispute__entry_write(const turn *t, uint8_t *to) {
    const dispute_event *e = t->event;
    uint8_t parts = parts_of(t), words = 0, numbers = 0, dates = 0, *at = to + HEAD_SIZE;
    if (parts & PART_TERMS) *at++ = (uint8_t)(e->terms.kind | e->terms.freight_by << 4);
    if (t->in->fields & ~(FIELD_REFERENCE | FIELD_DIGEST)) {
        const int64_t n[NUMBERS] = {e->terms.amount, e->terms.coupon, e->terms.freight, e->until, e->amount};
        words = write_words(&at, e);
        numbers = write_numbers(&at, n, NUMBERS);
    }
    if (parts & PART_ID) at = write_text(at, t->in->id, DISPUTE_EVENT_ID_SIZE);
    if (parts & PART_REFERENCE) at = write_text(at, t->in->reference, DISPUTE_REFERENCE_SIZE);
    if (parts & PART_DIGEST) at = write_bytes(at, t->in->digest, DISPUTE_DIGEST_SIZE);
    if (parts & PART_ORDER) at = write_order(at, t->c, &dates);
    put_word(to, (uint64_t)RECORD_FORMAT << 16 | (uint64_t)parts << 24 | (uint64_t)e->kind << 32 | (uint64_t)e->by << 40
                     | (uint64_t)t->row->rule << 48 | (uint64_t)t->f->from_state << 56);
    put_word(to + 8,
             (uint64_t)words << 8 | (uint64_t)numbers << 16 | (uint64_t)dates << 24 | (uint64_t)t->c->sequence << 32);
    put_word(to + 16, (uint64_t)t->at);
    return (size_t)(at - to);
}

void dispute__entry_close(uint8_t *record, size_t size, int32_t state) {
    record[0] = (uint8_t)size;
    record[1] = (uint8_t)(size >> 8);
    record[8] = (uint8_t)state;
}

/* ---- reading: nothing is trusted ---- */

typedef struct eye {
    const uint8_t *from;
    size_t at, end;
    int bad;
} eye;

static const uint8_t *see(eye *i, size_t size) {
    static const uint8_t none[64] = {0};
    if (size > i->end - i->at) i->bad = 1; /* never at + size > end: that could wrap */
    if (i->bad) return none;
    i->at += size;
    return i->from + i->at - size;
}

static int32_t see_byte(eye *i) { return *see(i, 1); }

static int64_t see_number(eye *i) { /* 1 to INT64_MAX, in as few bytes as it takes */
    uint64_t n = 0, byte = 128;
    for (unsigned shift = 0; (byte & 128) && !i->bad; shift += 7) {
        byte = *see(i, 1);
        if (shift > 56 || (byte == 0 && shift)) i->bad = 1;
        n |= shift > 56 ? 0 : (byte & 127) << shift;
    }
    if (n == 0) i->bad = 1;
    return i->bad ? 0 : (int64_t)n;
}

static void see_numbers(eye *i, int32_t said, int64_t *const *numbers, int count) {
    if (said >> count) i->bad = 1;
    for (int k = 0; k < count; k++)
        if (said >> k & 1) *numbers[k] = see_number(i);
}

static void see_words(eye *i, int32_t said, dispute_event *e) {
    int32_t *const words[WORDS] = {&e->reason, &e->goods, &e->payer, &e->fault, &e->party, &e->deadline};
    if (said >> WORDS) i->bad = 1;
    for (int k = 0; k < WORDS; k++) {
        if (!(said >> k & 1)) continue;
        *words[k] = see_byte(i);
        if (!*words[k]) i->bad = 1;
    }
}

static void see_text(eye *i, char *to, size_t room) { /* `to` is zero already */
    size_t size = (size_t)see_byte(i);
    const uint8_t *text = size > 0 && size < room ? see(i, size) : NULL;
    if (!text || i->bad || !dispute__text_is_utf8((const char *)text, size))
        i->bad = 1;
    else
        memcpy(to, text, size);
}

static void see_order(eye *i, int32_t dates, entry *out) {
    dispute_order *o = &out->order;
    int64_t *const n[DATES] = {&o->freight,      &o->paid_at,      &o->shipped_at,     &o->promised_at,
                               &o->delivered_at, &o->completed_at, &o->protected_until};
    see_text(i, out->case_id, sizeof out->case_id);
    see_text(i, out->policy_name, POLICY_NAME_SIZE);
    memcpy(out->policy_digest, see(i, 32), 32);
    memcpy(o->currency, see(i, 3), 3);
    o->size = (uint32_t)sizeof *o;
    int32_t said = see_byte(i), flags = said >> 4;
    o->funds = said & 15;
    o->seller_guarantee = flags & FLAG_ENROLLED ? 1 : 0;
    o->seller_verified = flags & FLAG_VERIFIED ? 1 : 0;
    o->amount = see_number(i);
    see_numbers(i, dates, n, DATES);
    if (flags & ~(FLAG_ENROLLED | FLAG_VERIFIED) || o->funds == 0
        || dispute__order_well_formed(o, NULL) != DISPUTE_DONE)
        i->bad = 1;
}

static void see_parts(eye *i, const uint8_t said[3], entry *out) {
    dispute_event *e = &out->event;
    dispute_terms *terms = &e->terms;
    int64_t *const n[NUMBERS] = {&terms->amount, &terms->coupon, &terms->freight, &e->until, &e->amount};
    if (out->parts & PART_TERMS) {
        int32_t kind = see_byte(i);
        terms->kind = kind & 15;
        terms->freight_by = kind >> 4;
    }
    see_words(i, said[0], e);
    see_numbers(i, said[1], n, NUMBERS);
    if (out->parts & PART_ID) see_text(i, e->id, sizeof e->id);
    if (out->parts & PART_REFERENCE) see_text(i, e->reference, sizeof e->reference);
    if (out->parts & PART_DIGEST) memcpy(e->digest, see(i, 32), 32);
    if (out->parts & PART_ORDER) see_order(i, said[2], out);
    if (!(out->parts & PART_ORDER) && said[2]) i->bad = 1;
    if (out->parts & PART_CHAIN) see(i, CHAIN_SIZE);
}

dispute_result dispute__entry_read(const uint8_t *record, size_t size, entry *out) {
    memset(out, 0, sizeof *out);
    if (size < HEAD_SIZE + SUM_SIZE) return DISPUTE_ERROR_CORRUPT_RECORD;
    out->size = (size_t)get_number(record, 2);
    if (out->size < HEAD_SIZE + SUM_SIZE || out->size > size) return DISPUTE_ERROR_CORRUPT_RECORD;
    if (record[2] != RECORD_FORMAT) return DISPUTE_ERROR_WRONG_VERSION;
    size_t body = out->size - SUM_SIZE;
    if (get_number(record + body, SUM_SIZE) != checksum(record, body)) return DISPUTE_ERROR_CORRUPT_RECORD;

    dispute_event *e = &out->event;
    dispute_transition *t = &out->transition;
    uint64_t at = get_number(record + 16, 8);
    out->parts = record[3];
    e->size = (uint32_t)sizeof *e;
    e->kind = t->event = record[4];
    e->by = t->by = record[5];
    t->rule = record[6];
    t->from_state = record[7];
    t->state = record[8];
    t->sequence = (int64_t)get_number(record + 12, 4);
    t->record_size = (uint32_t)out->size;
    e->at = t->at = at > INT64_MAX ? 0 : (int64_t)at;
    eye i = {record, HEAD_SIZE, body, at > INT64_MAX || out->parts >> 6};
    see_parts(&i, record + 9, out);
    if (i.bad || i.at != i.end || (t->sequence == 1) != ((out->parts & PART_ORDER) != 0))
        return DISPUTE_ERROR_CORRUPT_RECORD;
    return DISPUTE_DONE;
}
