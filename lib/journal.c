/* journal.c - one record a transition, chained: written, read back, replayed.
 *
 *   0  u16 size    2  u8 format    3  u8 parts    4  u8 event  by  rule  from    8  u8 state  0 0 0    12  u32 sequence
 *   16 i64 at
 *   24 where `parts` says so: terms · words · numbers · id · reference · digest · order
 *   then [chain] 32 bytes: the hash of all records before this one; last a checksum of 8 bytes.
 *
 * What lies before the chain is the record's body. The chain is the state of SHA-256 over all bodies so far, each
 * filled up with zeros to whole blocks: one step of it costs one block where a one-shot hash of a record and its
 * predecessor's costs two, and the head is the plain SHA-256 of the whole journal.
 *
 * A part that says nothing is left out, so that one transition has one byte string. */
#include "journal.h"
#include "bytes.h"
#include "event.h"
#include "machine.h"
#include "migrate.h"
#include "sha256.h"
#include <stddef.h>
#include <string.h>

enum { RECORD_FORMAT = 1, HEAD_SIZE = 24, CHAIN_SIZE = 32, SUM_SIZE = 8, ORDER_NUMBERS = 8 };
enum part {
    PART_CHAIN = 1,
    PART_TERMS = 2,
    PART_WORDS = 4,
    PART_NUMBERS = 8,
    PART_ID = 16,
    PART_REFERENCE = 32,
    PART_DIGEST = 64,
    PART_ORDER = 128
};

/* ---- writing ---- */

typedef struct quill {
    uint8_t *to;
    size_t size;
} quill;

static void write_number(quill *p, uint64_t n, size_t width) {
    put_number(p->to + p->size, n, width);
    p->size += width;
}

static void write_word(quill *p, uint64_t n) {
    put_word(p->to + p->size, n);
    p->size += 8;
}

static void put_big_endian(uint8_t *to, uint32_t n) {
    for (int i = 0; i < 4; i++) to[i] = (uint8_t)(n >> (24 - 8 * i));
}

static void write_bytes(quill *p, const void *from, size_t size) {
    memcpy(p->to + p->size, from, size);
    p->size += size;
}

static void write_text(quill *p, const char *text, size_t room) {
    int is_ascii;
    size_t size = dispute__text_in_field(text, room, &is_ascii);
    write_number(p, size, 1);
    write_bytes(p, text, size);
}

static void write_order(quill *p, const dispute_case *c) {
    const int64_t n[ORDER_NUMBERS] = {c->amount,
                                      c->freight,
                                      c->money.before.paid_at,
                                      c->money.before.shipped_at,
                                      c->promised_at,
                                      c->money.before.delivered_at,
                                      c->money.before.completed_at,
                                      c->protected_until};
    write_text(p, c->id, sizeof c->id);
    write_text(p, c->policy_name, sizeof c->policy_name);
    write_word(p, c->policy_tag);
    write_bytes(p, c->policy_digest, sizeof c->policy_digest);
    write_bytes(p, c->currency, 3);
    write_number(p, c->funds, 1);
    write_number(p, c->flags, 1); /* unopened: enrolled and verified alone */
    for (int i = 0; i < ORDER_NUMBERS; i++) write_word(p, (uint64_t)n[i]);
}

static uint8_t parts_of(const turn *t) {
    int32_t fields = t->in->fields;
    int parts = 0;
    if (t->policy->journal_chain == CHAIN_SHA256) parts |= PART_CHAIN;
    if (fields & FIELD_TERMS) parts |= PART_TERMS;
    if (fields & (FIELD_REASON | FIELD_GOODS | FIELD_PAYER | FIELD_FAULT | FIELD_PARTY | FIELD_DEADLINE))
        parts |= PART_WORDS;
    if (fields & (FIELD_UNTIL | FIELD_AMOUNT)) parts |= PART_NUMBERS;
    if (t->in->id[0]) parts |= PART_ID;
    if (fields & FIELD_REFERENCE) parts |= PART_REFERENCE;
    if (fields & FIELD_DIGEST) parts |= PART_DIGEST;
    if (t->c->sequence == 1) parts |= PART_ORDER;
    return (uint8_t)parts;
}

size_t dispute__journal_begin(const turn *t, uint8_t *to) {
    const dispute_event *e = t->event;
    uint8_t parts = parts_of(t);
    put_word(to, (uint64_t)RECORD_FORMAT << 16 | (uint64_t)parts << 24 | (uint64_t)e->kind << 32 | (uint64_t)e->by << 40
                     | (uint64_t)t->row->rule << 48 | (uint64_t)t->f->from_state << 56);
    put_word(to + 8, (uint64_t)t->c->sequence << 32);
    put_word(to + 16, (uint64_t)t->at);
    quill p = {to, HEAD_SIZE};
    if (parts & PART_TERMS) {
        to[24] = (uint8_t)e->terms.kind;
        to[25] = (uint8_t)e->terms.freight_by;
        put_word(to + 26, (uint64_t)e->terms.amount);
        put_word(to + 34, (uint64_t)e->terms.coupon);
        put_word(to + 42, (uint64_t)e->terms.freight);
        p.size += 26;
    }
    if (parts & PART_WORDS) {
        const int32_t words[6] = {e->reason, e->goods, e->payer, e->fault, e->party, e->deadline};
        for (int i = 0; i < 6; i++) to[p.size++] = (uint8_t)words[i];
    }
    if (parts & PART_NUMBERS) {
        write_word(&p, (uint64_t)e->until);
        write_word(&p, (uint64_t)e->amount);
    }
    if (parts & PART_ID) write_text(&p, t->in->id, DISPUTE_EVENT_ID_SIZE);
    if (parts & PART_REFERENCE) write_text(&p, t->in->reference, DISPUTE_REFERENCE_SIZE);
    if (parts & PART_DIGEST) write_bytes(&p, t->in->digest, DISPUTE_DIGEST_SIZE);
    if (parts & PART_ORDER) write_order(&p, t->c);
    return p.size;
}

/* The body goes into the chain. */
static void chain_on(const dispute_policy *policy, dispute_case *c, const uint8_t *body, size_t size) {
    size_t whole = size / SHA256_BLOCK, rest = size % SHA256_BLOCK;
    if (c->blocks == 0) dispute__sha256_begin(c->chain);
    if (whole) dispute__sha256_blocks(c->chain, body, whole, policy->sha_instructions);
    if (rest) {
        uint8_t last[SHA256_BLOCK] = {0};
        memcpy(last, body + whole * SHA256_BLOCK, rest);
        dispute__sha256_blocks(c->chain, last, 1, policy->sha_instructions);
    }
    c->blocks += (uint32_t)(whole + (rest > 0));
}

size_t dispute__journal_finish(const turn *t, uint8_t *record, size_t body) {
    int chained = t->policy->journal_chain == CHAIN_SHA256;
    size_t size = body + (chained ? CHAIN_SIZE : 0) + SUM_SIZE;
    record[8] = t->c->state;
    record[0] = (uint8_t)size;
    record[1] = (uint8_t)(size >> 8);
    if (chained) {
        for (size_t i = 0; i < 8; i++) put_big_endian(record + body + 4 * i, t->c->chain[i]);
        chain_on(t->policy, t->c, record, body);
    }
    put_word(record + size - SUM_SIZE, checksum(record, size - SUM_SIZE));
    return size;
}

dispute_result dispute_case_head(const dispute_case *c, uint8_t digest[32]) {
    sha256_state state;
    if (!c || !digest) return DISPUTE_ERROR_BAD_ARGUMENT;
    memset(digest, 0, DISPUTE_DIGEST_SIZE);
    memcpy(state, c->chain, sizeof state);
    if (c->blocks) dispute__sha256_end(state, NULL, 0, (uint64_t)c->blocks * SHA256_BLOCK, digest);
    return DISPUTE_DONE;
}

/* ---- reading: nothing is trusted ---- */

/* a record, taken apart */
typedef struct entry {
    size_t size;
    uint8_t parts;
    dispute_transition transition;
    dispute_event event;
    char case_id[DISPUTE_CASE_ID_SIZE];
    char policy_name[DISPUTE_NAME_SIZE];
    uint8_t policy_digest[32];
    dispute_order order;
} entry;

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

static uint64_t see_number(eye *i, size_t width) { return get_number(see(i, width), width); }
static int32_t see_word(eye *i) { return (int32_t)see_number(i, 1); }

static int64_t see_signed(eye *i) {
    uint64_t n = see_number(i, 8);
    if (n > INT64_MAX) i->bad = 1;
    return i->bad ? 0 : (int64_t)n;
}

static void see_text(eye *i, char *to, size_t room) { /* `to` is zero already */
    size_t size = (size_t)see_number(i, 1);
    const uint8_t *text = size > 0 && size < room ? see(i, size) : NULL;
    if (!text || i->bad || !dispute__text_is_utf8((const char *)text, size))
        i->bad = 1;
    else
        memcpy(to, text, size);
}

static void see_order(eye *i, entry *out) {
    dispute_order *o = &out->order;
    see_text(i, out->case_id, sizeof out->case_id);
    see_text(i, out->policy_name, POLICY_NAME_SIZE);
    memcpy(out->policy_digest, see(i, 32), 32);
    memcpy(o->currency, see(i, 3), 3);
    o->size = (uint32_t)sizeof *o;
    o->funds = see_word(i);
    int32_t flags = see_word(i);
    o->seller_guarantee = flags & FLAG_ENROLLED ? 1 : 0;
    o->seller_verified = flags & FLAG_VERIFIED ? 1 : 0;
    int64_t *const n[ORDER_NUMBERS] = {&o->amount,      &o->freight,      &o->paid_at,      &o->shipped_at,
                                       &o->promised_at, &o->delivered_at, &o->completed_at, &o->protected_until};
    for (int k = 0; k < ORDER_NUMBERS; k++) *n[k] = see_signed(i);
    if (flags & ~(FLAG_ENROLLED | FLAG_VERIFIED) || o->funds == 0
        || dispute__order_well_formed(o, NULL) != DISPUTE_DONE)
        i->bad = 1;
}

static void see_parts(eye *i, entry *out) {
    dispute_event *e = &out->event;
    if (out->parts & PART_TERMS) {
        e->terms.kind = see_word(i);
        e->terms.freight_by = see_word(i);
        e->terms.amount = see_signed(i);
        e->terms.coupon = see_signed(i);
        e->terms.freight = see_signed(i);
    }
    if (out->parts & PART_WORDS) {
        int32_t *const words[6] = {&e->reason, &e->goods, &e->payer, &e->fault, &e->party, &e->deadline};
        for (int k = 0; k < 6; k++) *words[k] = see_word(i);
    }
    if (out->parts & PART_NUMBERS) {
        e->until = see_signed(i);
        e->amount = see_signed(i);
    }
    if (out->parts & PART_ID) see_text(i, e->id, sizeof e->id);
    if (out->parts & PART_REFERENCE) see_text(i, e->reference, sizeof e->reference);
    if (out->parts & PART_DIGEST) memcpy(e->digest, see(i, 32), 32);
    if (out->parts & PART_ORDER) see_order(i, out);
    if (out->parts & PART_CHAIN) see(i, CHAIN_SIZE); /* replay makes it again and compares */
}

static dispute_result entry_read(const uint8_t *record, size_t size, entry *out) {
    memset(out, 0, sizeof *out);
    if (size < HEAD_SIZE + SUM_SIZE) return DISPUTE_ERROR_CORRUPT_RECORD;
    out->size = (size_t)get_number(record, 2);
    if (out->size < HEAD_SIZE + SUM_SIZE || out->size > size) return DISPUTE_ERROR_CORRUPT_RECORD;
    if (record[2] != RECORD_FORMAT) return DISPUTE_ERROR_WRONG_VERSION;
    size_t body = out->size - SUM_SIZE;
    if (get_number(record + body, SUM_SIZE) != checksum(record, body)) return DISPUTE_ERROR_CORRUPT_RECORD;
    if (record[9] || record[10] || record[11]) return DISPUTE_ERROR_CORRUPT_RECORD;

    dispute_event *e = &out->event;
    dispute_transition *t = &out->transition;
    out->parts = record[3];
    e->size = (uint32_t)sizeof *e;
    e->kind = t->event = record[4];
    e->by = t->by = record[5];
    t->rule = record[6];
    t->from_state = record[7];
    t->state = record[8];
    t->sequence = (int64_t)get_number(record + 12, 4);
    t->record_size = (uint32_t)out->size;
    eye i = {record, 16, body, 0};
    e->at = t->at = see_signed(&i);
    see_parts(&i, out);
    if (i.bad || i.at != i.end || (t->sequence == 1) != ((out->parts & PART_ORDER) != 0))
        return DISPUTE_ERROR_CORRUPT_RECORD;
    return DISPUTE_DONE;
}

dispute_result dispute_record_read(const uint8_t *record, size_t record_size, dispute_transition *transition,
                                   dispute_event *event, size_t *next) {
    entry read;
    if (!record) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = entry_read(record, record_size, &read);
    if (result != DISPUTE_DONE) return result;
    if (transition) result = dispute__struct_copy_out(transition, &read.transition, sizeof read.transition, 8);
    if (result == DISPUTE_DONE && event) result = dispute__struct_copy_out(event, &read.event, sizeof read.event, 8);
    if (result == DISPUTE_DONE && next) *next = read.size;
    return result;
}

dispute_result dispute_record_order(const uint8_t *record, size_t record_size, dispute_order *order) {
    entry read;
    if (!record || !order) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = entry_read(record, record_size, &read);
    if (result == DISPUTE_DONE && !(read.parts & PART_ORDER)) result = DISPUTE_ERROR_CORRUPT_RECORD;
    return result == DISPUTE_DONE ? dispute__struct_copy_out(order, &read.order, sizeof read.order, 8) : result;
}

dispute_result dispute__journal_about(const uint8_t *record, size_t size, dispute_case *c) {
    entry read;
    dispute_result result = entry_read(record, size, &read);
    if (result == DISPUTE_DONE && !(read.parts & PART_ORDER)) result = DISPUTE_ERROR_CORRUPT_RECORD;
    if (result != DISPUTE_DONE) return result;
    memset(c, 0, CASE_SIZE);
    memcpy(c->id, read.case_id, sizeof c->id);
    c->id_size = (uint8_t)dispute__text_length(c->id, sizeof c->id);
    memcpy(c->policy_name, read.policy_name, sizeof c->policy_name);
    c->policy_tag = get_number(read.policy_digest, 8);
    memcpy(c->policy_digest, read.policy_digest + 8, sizeof c->policy_digest);
    return DISPUTE_DONE;
}

/* ---- replay: every record is made again, and must come out byte for byte ---- */

static dispute_result begin_from(const dispute_policy *policy, dispute_case *c, const entry *read) {
    if (memcmp(read->policy_digest, policy->digest, 32) != 0) return DISPUTE_ERROR_OTHER_POLICY;
    if (dispute__case_is_begun(c) && memcmp(c->id, read->case_id, sizeof c->id) != 0) return DISPUTE_ERROR_OTHER_CASE;
    if (c->sequence != 0) return DISPUTE_ERROR_CORRUPT_RECORD;
    size_t size = dispute__text_length(read->case_id, sizeof read->case_id);
    dispute_result result = dispute_case_begin(policy, c, read->case_id, size, &read->order, NULL);
    return result == DISPUTE_DONE ? result : DISPUTE_ERROR_CORRUPT_RECORD;
}

static dispute_result make_again(const dispute_policy *policy, dispute_case *c, const entry *read,
                                 dispute_answer *answer) {
    arrival in;
    dispute_problem problem;
    const row *r = NULL;
    const dispute_event *e = &read->event;
    dispute__event_own(e, &in);
    if (e->at < c->clock || dispute__case_is_full(c)) return DISPUTE_ERROR_CORRUPT_RECORD;
    if (e->kind > 100) { /* a deadline says nothing but that it passed */
        if (in.fields || in.id[0]) return DISPUTE_ERROR_CORRUPT_RECORD;
        int32_t deadline = dispute__due_first(c);
        if (deadline == e->kind - 100 && dispute__due_of(c, deadline) == e->at && e->by == DISPUTE_PARTY_SYSTEM)
            r = dispute__chart_find(policy, c, e->kind, e->by);
    } else if (dispute__event_well_formed(&in, &problem) == DISPUTE_DONE
               && (!in.id[0] || dispute__event_seen(c, &in) == DISPUTE_DONE)) {
        r = dispute__machine_may(policy, c, &in, &problem);
    }
    if (!r) return DISPUTE_ERROR_CORRUPT_RECORD;
    dispute__turn_make(policy, c, &in, r, answer);
    return DISPUTE_DONE;
}

/* an answer for one transition, on the stack */
typedef struct desk {
    dispute_answer answer;
    dispute_transition transition[1];
    dispute_effect effect[EFFECTS_MAX];
    uint8_t record[RECORD_MAX];
} desk;

/* T5: a migration is played under the policy that it leads to. Any other, the one that the case has included, is the
 * wrong one, and says so: there the host goes on with the new one. */
static dispute_result fits_record(const dispute_policy *policy, const dispute_case *c, const entry *read) {
    arrival in;
    dispute_result fits = dispute__case_fits_policy(policy, c);
    if (read->event.kind != DISPUTE_EVENT_MIGRATE) return fits;
    if (fits != DISPUTE_DONE && fits != DISPUTE_ERROR_OTHER_POLICY) return fits;
    dispute__event_own(&read->event, &in);
    if (fits == DISPUTE_DONE || !dispute__migrate_leads_to(policy, &in)) return DISPUTE_ERROR_OTHER_POLICY;
    return DISPUTE_DONE;
}

static dispute_result replay_one(const dispute_policy *policy, dispute_case *c, const uint8_t *record, size_t size,
                                 desk *d, size_t *next) {
    entry read;
    dispute_result result = entry_read(record, size, &read);
    if (result == DISPUTE_DONE && (read.parts & PART_ORDER)) result = begin_from(policy, c, &read);
    if (result == DISPUTE_DONE) result = fits_record(policy, c, &read);
    if (result == DISPUTE_ERROR_BAD_ARGUMENT) result = DISPUTE_ERROR_CORRUPT_RECORD; /* continues nothing */
    if (result != DISPUTE_DONE) return result;
    if (read.transition.sequence != (int64_t)c->sequence + 1) return DISPUTE_ERROR_CORRUPT_RECORD;
    dispute__answer_clear(&d->answer);
    result = make_again(policy, c, &read, &d->answer);
    if (result != DISPUTE_DONE) return result;
    if (d->answer.now.record_size != read.size || memcmp(d->record, record, read.size) != 0)
        return DISPUTE_ERROR_CORRUPT_RECORD;
    *next = read.size;
    return DISPUTE_DONE;
}

dispute_result dispute_replay(const dispute_policy *policy, dispute_case *c, const uint8_t *records,
                              size_t records_size, dispute_problem *problem) {
    desk d;
    dispute_case copy;
    dispute_problem why;
    dispute_result result = DISPUTE_DONE;
    if (!policy || !c || (!records && records_size)) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (!policy->sealed) return DISPUTE_ERROR_NOT_SEALED;
    memset(&d.answer, 0, sizeof d.answer);
    d.answer.room = 1;
    d.answer.effect_room = EFFECTS_MAX;
    d.answer.record_room = RECORD_MAX;
    d.answer.transition = d.transition;
    d.answer.effect = d.effect;
    d.answer.record = d.record;
    dispute__case_value_copy(&copy, c);
    int32_t number = 0;
    for (size_t at = 0, next = 0; result == DISPUTE_DONE && at < records_size; at += next) {
        number++;
        result = replay_one(policy, &copy, records + at, records_size - at, &d, &next);
    }
    if (result == DISPUTE_DONE) {
        dispute__case_value_copy(c, &copy);
        return result;
    }
    dispute__problem_set(&why, result, 0, "record");
    why.line = number;
    dispute__problem_lend(problem, &why);
    return result;
}
