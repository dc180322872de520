/* journal.c - one record a transition (entry.c has its bytes), chained, read back, replayed.
 *
 * The chain is the state of SHA-256 over the bodies of all records so far, each filled up with zeros to whole blocks:
 * one step of it costs one block where a one-shot hash of a record and its predecessor's costs two, and the head is the
 * plain SHA-256 of the whole journal. A record carries the chain as it was before it, behind its body. */
#include "journal.h"
#include "bytes.h"
#include "entry.h"
#include "event.h"
#include "machine.h"
#include "migrate.h"
#include "sha256.h"
#include <stddef.h>
#include <string.h>

/* ---- writing ---- */

static void put_big_endian(uint8_t *to, uint32_t n) {
    for (int i = 0; i < 4; i++) to[i] = (uint8_t)(n >> (24 - 8 * i));
}

size_t dispute__journal_begin(const turn *t, uint8_t *to) { return dispute__entry_write(t, to); }

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
    dispute__entry_close(record, size, t->c->state);
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

/* ---- reading ---- */

dispute_result dispute_record_read(const uint8_t *record, size_t record_size, dispute_transition *transition,
                                   dispute_event *event, size_t *next) {
    entry read;
    if (!record) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__entry_read(record, record_size, &read);
    if (result != DISPUTE_DONE) return result;
    if (transition) result = dispute__struct_copy_out(transition, &read.transition, sizeof read.transition, 8);
    if (result == DISPUTE_DONE && event) result = dispute__struct_copy_out(event, &read.event, sizeof read.event, 8);
    if (result == DISPUTE_DONE && next) *next = read.size;
    return result;
}

dispute_result dispute_record_order(const uint8_t *record, size_t record_size, dispute_order *order) {
    entry read;
    if (!record || !order) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__entry_read(record, record_size, &read);
    if (result == DISPUTE_DONE && !(read.parts & PART_ORDER)) result = DISPUTE_ERROR_CORRUPT_RECORD;
    return result == DISPUTE_DONE ? dispute__struct_copy_out(order, &read.order, sizeof read.order, 8) : result;
}

dispute_result dispute__journal_about(const uint8_t *record, size_t size, dispute_case *c) {
    entry read;
    dispute_result result = dispute__entry_read(record, size, &read);
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
            r = dispute__chart_find(policy, c, e);
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
    dispute_result result = dispute__entry_read(record, size, &read);
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
