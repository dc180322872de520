/* answer_json.c - what the library answered, as JSON in the form of the lines of `dispute replay`. */
#include "answer_json.h"
#include "output.h"
#include "rfc3339.h"
#include "wording.h"
#include <stdio.h>
#include <stdlib.h>

static void no_memory(void) {
    complain_no_memory();
    exit(EXIT_NOT_UNDERSTOOD);
}

void put(json_t *object, const char *key, json_t *value) {
    if (json_object_set_new(object, key, value) != 0) no_memory();
}

void append(json_t *array, json_t *value) {
    if (json_array_append_new(array, value) != 0) no_memory();
}

static int add_bytes(const char *bytes, size_t size, void *to) {
    text_add(to, bytes, size);
    return 0;
}

void put_line(text *t, json_t *object) {
    if (json_dump_callback(object, add_bytes, t, JSON_COMPACT) != 0) no_memory();
    text_put(t, "\n");
    json_decref(object);
}

json_t *word_json(int32_t group, int32_t number) { return json_string(word_or_none(group, number)); }

static json_t *word_or_null(int32_t group, int32_t number) { return number ? word_json(group, number) : json_null(); }

json_t *instant_json(int64_t at) {
    char string[RFC3339_SIZE];
    return at ? json_string(rfc3339_write(at, string)) : json_null();
}

json_t *digest_json(const uint8_t digest[DISPUTE_DIGEST_SIZE]) {
    char hex[2 * DISPUTE_DIGEST_SIZE + 1];
    for (size_t i = 0; i < DISPUTE_DIGEST_SIZE; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return json_string(hex);
}

static json_t *set_json(int32_t group, int32_t set) {
    json_t *list = json_array();
    for (uint32_t i = 0; i < dispute_word_count(group); i++) {
        int32_t number = dispute_word_at(group, i);
        if (number > 0 && number < 31 && (set >> number & 1)) append(list, word_json(group, number));
    }
    return list;
}

static json_t *deadlines_json(const int64_t due[DISPUTE_DEADLINES]) {
    json_t *map = json_object();
    for (int32_t i = 1; i < DISPUTE_DEADLINES; i++)
        if (due[i]) put(map, word_or_none(DISPUTE_GROUP_DEADLINE, i), instant_json(due[i]));
    return map;
}

json_t *outcome_json(const dispute_outcome *outcome) {
    if (!outcome || !outcome->kind) return json_null();
    json_t *o = json_object();
    put(o, "kind", word_json(DISPUTE_GROUP_TERMS, outcome->kind));
    put(o, "amount", json_integer(outcome->amount));
    put(o, "coupon", json_integer(outcome->coupon));
    put(o, "via", word_json(DISPUTE_GROUP_VIA, outcome->via));
    put(o, "fault", word_json(DISPUTE_GROUP_FAULT, outcome->fault));
    put(o, "payer", word_json(DISPUTE_GROUP_ACCOUNT, outcome->payer));
    put(o, "counts", set_json(DISPUTE_GROUP_COUNT, outcome->counts));
    return o;
}

void put_outcome_json(text *t, const dispute_outcome *outcome) {
    json_t *o = outcome_json(outcome);
    if (json_dump_callback(o, add_bytes, t, JSON_COMPACT | JSON_ENCODE_ANY) != 0) no_memory();
    json_decref(o);
}

static json_t *terms_json(const dispute_terms *terms) {
    if (!terms->kind) return json_null();
    json_t *o = json_object();
    put(o, "kind", word_json(DISPUTE_GROUP_TERMS, terms->kind));
    put(o, "amount", json_integer(terms->amount));
    put(o, "coupon", json_integer(terms->coupon));
    put(o, "freight_by", word_json(DISPUTE_GROUP_PARTY, terms->freight_by));
    put(o, "freight", json_integer(terms->freight));
    return o;
}

json_t *effect_json(const dispute_effect *e) {
    json_t *o = json_object();
    if (e->id[0]) put(o, "id", json_string(e->id)); /* a forecast's effects have none (E3) */
    put(o, "kind", word_json(DISPUTE_GROUP_EFFECT, e->kind));
    switch (e->kind) {
    case DISPUTE_EFFECT_TRANSFER:
        put(o, "from", word_json(DISPUTE_GROUP_ACCOUNT, e->from_account));
        put(o, "to", word_json(DISPUTE_GROUP_ACCOUNT, e->to_account));
        put(o, "amount", json_integer(e->amount));
        put(o, "why", word_json(DISPUTE_GROUP_WHY, e->why));
        break;
    case DISPUTE_EFFECT_COUPON:
    case DISPUTE_EFFECT_CLAIM_DUE: put(o, "amount", json_integer(e->amount)); break;
    case DISPUTE_EFFECT_EVIDENCE_REQUEST:
        put(o, "to", word_json(DISPUTE_GROUP_PARTY, e->to_party));
        put(o, "due", instant_json(e->due));
        break;
    case DISPUTE_EFFECT_NOTIFY:
        put(o, "to", word_json(DISPUTE_GROUP_PARTY, e->to_party));
        put(o, "topic", word_json(DISPUTE_GROUP_TOPIC, e->topic));
        break;
    case DISPUTE_EFFECT_TALLY: put(o, "what", word_json(DISPUTE_GROUP_TALLY, e->tally)); break;
    default: break;
    }
    return o;
}

static json_t *effects_json(const dispute_answer *answer, uint32_t first, uint32_t count, const dispute_view *after) {
    json_t *list = json_array();
    for (uint32_t i = first; i < first + count; i++) {
        const dispute_effect *e = dispute_answer_effect(answer, i);
        if (!e || !e->id[0]) continue;
        json_t *o = effect_json(e);
        if (e->kind == DISPUTE_EFFECT_CLOSED) put(o, "outcome", outcome_json(&after->outcome));
        append(list, o);
    }
    return list;
}

json_t *transition_json(const dispute_transition *t, const dispute_event *e, const dispute_view *after,
                        const dispute_answer *answer, uint32_t first_effect) {
    json_t *o = json_object();
    put(o, "seq", json_integer(t->sequence));
    put(o, "at", instant_json(t->at));
    put(o, "by", word_json(DISPUTE_GROUP_PARTY, t->by));
    put(o, "event", word_json(DISPUTE_GROUP_EVENT, t->event));
    if (t->event == DISPUTE_EVENT_MIGRATE) { /* to which policy */
        put(o, "reference", json_string(e->reference));
        put(o, "digest", digest_json(e->digest));
    }
    put(o, "rule", word_json(DISPUTE_GROUP_RULE, t->rule));
    put(o, "from", word_or_null(DISPUTE_GROUP_STATE, t->from_state));
    put(o, "state", word_or_null(DISPUTE_GROUP_STATE, t->state));
    put(o, "deadlines", deadlines_json(after->due));
    put(o, "effects", effects_json(answer, first_effect, t->effects, after));
    if (t->state == DISPUTE_STATE_CLOSED_DONE) put(o, "outcome", outcome_json(&after->outcome));
    return o;
}

json_t *refusal_json(const dispute_event *event, int32_t state, const dispute_problem *problem) {
    text sentence = {NULL, 0, 0};
    json_t *o = json_object();
    put_problem(&sentence, problem);
    put(o, "at", instant_json(event->at));
    put(o, "by", word_json(DISPUTE_GROUP_PARTY, event->by));
    put(o, "event", event->kind ? word_json(DISPUTE_GROUP_EVENT, event->kind) : json_string("advance"));
    put(o, "refused", word_json(DISPUTE_GROUP_RESULT, problem->result));
    put(o, "state", word_or_null(DISPUTE_GROUP_STATE, state));
    put(o, "sentence", json_string(text_string(&sentence)));
    text_free(&sentence);
    return o;
}

json_t *allowed_json(const dispute_answer *answer) {
    json_t *all = json_object(), *o = json_object();
    for (int32_t party = DISPUTE_PARTY_BUYER; party <= DISPUTE_PARTY_CARRIER; party++) {
        json_t *list = json_array();
        for (uint32_t i = 0; i < dispute_answer_count(answer, DISPUTE_STRUCT_ACTION); i++) {
            const dispute_action *a = dispute_answer_action(answer, i);
            if (a && a->party == party) append(list, word_json(DISPUTE_GROUP_EVENT, a->event));
        }
        put(all, word_or_none(DISPUTE_GROUP_PARTY, party), list);
    }
    put(o, "allowed", all);
    return o;
}

json_t *forecast_json(const dispute_answer *answer) {
    json_t *f = json_object(), *o = json_object(), *transfers = json_array();
    const dispute_prospect *prospect = dispute_answer_prospect(answer);
    for (uint32_t i = 0; i < dispute_answer_count(answer, DISPUTE_STRUCT_EFFECT); i++) {
        const dispute_effect *e = dispute_answer_effect(answer, i);
        if (e && e->kind == DISPUTE_EFFECT_TRANSFER) append(transfers, effect_json(e));
    }
    put(f, "at", instant_json(prospect ? prospect->at : 0));
    put(f, "state", word_or_null(DISPUTE_GROUP_STATE, prospect ? prospect->state : 0));
    put(f, "outcome", outcome_json(dispute_answer_outcome(answer)));
    put(f, "transfers", transfers);
    if (prospect && prospect->waits_for) put(f, "waits_for", word_json(DISPUTE_GROUP_WAITS_FOR, prospect->waits_for));
    put(o, "forecast", f);
    return o;
}

json_t *view_json(const dispute_view *v) {
    json_t *o = json_object(), *evidence = json_object(), *outer = json_object();
    int hidden = v->viewer == DISPUTE_PARTY_SELLER && v->state == DISPUTE_STATE_GUARANTEE_WAITING; /* Q3 */
    static const int32_t witnesses[] = {DISPUTE_PARTY_BUYER, DISPUTE_PARTY_SELLER, DISPUTE_PARTY_CARRIER};
    put(o, "viewer", word_json(DISPUTE_GROUP_PARTY, v->viewer));
    put(o, "state", word_or_null(DISPUTE_GROUP_STATE, v->state));
    put(o, "moves", set_json(DISPUTE_GROUP_PARTY, v->moves));
    put(o, "reason", word_json(DISPUTE_GROUP_REASON, v->reason));
    put(o, "goods", word_json(DISPUTE_GROUP_GOODS, v->goods));
    put(o, "funds", word_json(DISPUTE_GROUP_FUNDS, v->funds));
    put(o, "claim", word_json(DISPUTE_GROUP_CLAIM, v->claim));
    put(o, "request", terms_json(&v->request));
    put(o, "offer", terms_json(&v->offer));
    put(o, "deadlines", hidden ? json_null() : deadlines_json(v->due));
    put(o, "escrow", json_integer(v->escrow));
    put(o, "to_buyer", json_integer(v->to_buyer));
    put(o, "to_seller", json_integer(v->to_seller));
    for (size_t i = 0; i < sizeof witnesses / sizeof witnesses[0]; i++)
        put(evidence, word_or_none(DISPUTE_GROUP_PARTY, witnesses[i]),
            word_json(DISPUTE_GROUP_EVIDENCE, v->evidence[witnesses[i]]));
    put(o, "evidence", evidence);
    put(o, "outcome", outcome_json(&v->outcome));
    put(outer, "view", o);
    return outer;
}
