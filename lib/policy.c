/* policy.c - a policy from its first key to its seal: presets, texts, setters, the canonical text and its digest. */
#include "bytes.h"
#include "calendar.h"
#include "event.h"
#include "memory.h"
#include "sha256.h"
#include <string.h>

/* ---- making ---- */

static dispute_result read_lines(dispute_policy *policy, const char *text, size_t size, dispute_problem *problem);

dispute_result dispute__policy_start(dispute_policy *policy, const preset *from, dispute_problem *problem) {
    if (!from) return DISPUTE_ERROR_BAD_VALUE; /* the build embeds one at least */
    dispute__key_defaults(policy);
    memset(policy->name, 0, sizeof policy->name);
    memcpy(policy->name, from->name, dispute__text_length(from->name, POLICY_NAME_SIZE - 1));
    return read_lines(policy, from->text, from->size, problem);
}

dispute_result dispute_policy_new(const dispute_allocator *allocator, dispute_policy **policy) {
    dispute_allocator kept;
    if (!policy) return DISPUTE_ERROR_BAD_ARGUMENT;
    *policy = NULL;
    if (!dispute__memory_allocator(allocator, &kept)) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_policy *p = dispute__memory_take(&kept, sizeof *p);
    if (!p) return DISPUTE_ERROR_NO_MEMORY;
    memset(p, 0, sizeof *p);
    p->allocator = kept;
    p->sha_instructions = dispute__sha256_has_instructions();
    dispute_result result = dispute__policy_start(p, dispute__preset_default(), NULL);
    if (result != DISPUTE_DONE)
        dispute__memory_give(&kept, p); /* a preset that ships is read by the tests: this is a guard */
    else
        *policy = p;
    return result;
}

void dispute_policy_free(dispute_policy *policy) {
    if (!policy) return;
    dispute_allocator kept = policy->allocator;
    dispute__memory_give(&kept, policy);
}

/* ---- texts ---- */

/* "key = value", taken apart */
typedef struct line {
    const char *key, *value;
    size_t key_size, value_size;
    int32_t number;
} line;

enum { KEYS_SEEN = 256 };

typedef struct reading {
    const char *text;
    size_t size, at;
    int32_t line;
    uint8_t seen[KEYS_SEEN];           /* bit 0 of a key; of a reason's key see below */
    uint8_t seen_reason[REASON_SLOTS]; /* a bit for each key of that reason */
    uint8_t seen_round[TIMES_MAX + 1]; /* likewise */
} reading;

static int is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; }

static void trim(const char **text, size_t *size) {
    while (*size && is_blank(**text)) ++*text, --*size;
    while (*size && is_blank((*text)[*size - 1])) --*size;
}

/* The next line that says something; 0: there is none. A line without `=` has value NULL. */
static int next_line(reading *r, line *out) {
    while (r->at < r->size) {
        const char *begin = r->text + r->at;
        size_t size = dispute__text_find(begin, r->size - r->at, "\n");
        r->at += size < r->size - r->at ? size + 1 : size;
        r->line++;
        size = dispute__text_find(begin, size, "#");
        trim(&begin, &size);
        if (size == 0) continue;
        size_t equals = dispute__text_find(begin, size, "=");
        *out = (line){begin, NULL, equals, 0, r->line};
        if (equals < size) {
            out->value = begin + equals + 1;
            out->value_size = size - equals - 1;
            trim(&out->value, &out->value_size);
        }
        trim(&out->key, &out->key_size);
        return 1;
    }
    return 0;
}

static dispute_result fail(dispute_problem *problem, dispute_result result, int32_t detail, const line *at) {
    dispute__problem_set(problem, result, detail, NULL);
    if (problem && at) {
        size_t size = at->key_size < sizeof problem->name ? at->key_size : sizeof problem->name - 1;
        memcpy(problem->name, at->key, size);
        problem->line = at->number;
    }
    return result;
}

static int same_key_above(const reading *r, const line *l) {
    reading again = {r->text, r->size, 0, 0, {0}, {0}, {0}};
    line other;
    while (next_line(&again, &other) && other.number < l->number)
        if (other.key_size == l->key_size && memcmp(other.key, l->key, l->key_size) == 0) return 1;
    return 0;
}

static int is_twice(reading *r, const line *l) {
    int32_t of, key = dispute__key_read(l->key, l->key_size, &of);
    if (key <= 0 || key >= KEYS_SEEN) return 0;
    if (key == DISPUTE_KEY_CALENDAR_OFFSET) return same_key_above(r, l); /* one key for each instant */
    int round = key >= DISPUTE_KEY_ROUND_STARTER;
    int32_t first = !of ? key : round ? DISPUTE_KEY_ROUND_STARTER : DISPUTE_KEY_REASON_ENABLED;
    uint8_t *seen = !of ? &r->seen[key] : round ? &r->seen_round[of] : &r->seen_reason[of];
    uint8_t bit = (uint8_t)(1 << (key - first));
    int twice = (*seen & bit) != 0;
    *seen |= bit;
    return twice;
}

static dispute_result read_lines(dispute_policy *policy, const char *text, size_t size, dispute_problem *problem) {
    reading r;
    line l;
    memset(&r, 0, sizeof r);
    r.text = text;
    r.size = size;
    for (int first = 1; next_line(&r, &l); first = 0) {
        if (!dispute__text_is_utf8(l.key, l.key_size) || !l.value || l.key_size == 0)
            return fail(problem, DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_SYNTAX, &l);
        if (dispute__text_is(l.key, l.key_size, "preset")) {
            int32_t detail = DISPUTE_DETAIL_NO_PRESET;
            const preset *from = dispute__preset_find(l.value, l.value_size, &detail);
            if (!first) return fail(problem, DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_PRESET_FIRST, &l);
            if (!from) return fail(problem, DISPUTE_ERROR_BAD_VALUE, detail, &l);
            dispute_result result = dispute__policy_start(policy, from, problem);
            if (result != DISPUTE_DONE) return result;
            continue;
        }
        if (is_twice(&r, &l)) return fail(problem, DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_TWICE, &l);
        dispute_result result = dispute__key_set(policy, l.key, l.key_size, l.value, l.value_size, problem);
        if (result != DISPUTE_DONE) {
            if (problem) problem->line = l.number;
            return result;
        }
    }
    return DISPUTE_DONE;
}

/* ---- the public calls that change a policy ---- */

/* what is done to a draft, so that a policy changes whole or not at all */
typedef struct change {
    const preset *from;
    const char *text;
    size_t text_size;
} change;

static dispute_result no_memory(dispute_problem *problem) {
    dispute_problem why;
    dispute__problem_set(&why, DISPUTE_ERROR_NO_MEMORY, 0, NULL);
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_NO_MEMORY;
}

static dispute_result no_instant(dispute_problem *problem) {
    dispute_problem why;
    dispute__problem_set(&why, DISPUTE_ERROR_BAD_ARGUMENT, DISPUTE_DETAIL_TOO_LARGE, "at");
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_BAD_ARGUMENT;
}

static dispute_policy *draft_begin(const dispute_policy *policy) {
    dispute_policy *draft = dispute__memory_take(&policy->allocator, sizeof *draft);
    if (draft) memcpy(draft, policy, sizeof *draft);
    return draft;
}

static dispute_result draft_end(dispute_policy *policy, dispute_policy *draft, dispute_result result,
                                const dispute_problem *why, dispute_problem *problem) {
    if (result == DISPUTE_DONE) memcpy(policy, draft, sizeof *draft);
    if (result != DISPUTE_DONE) dispute__problem_lend(problem, why);
    dispute__memory_give(&policy->allocator, draft);
    return result;
}

static dispute_result make_change(dispute_policy *policy, const change *to, dispute_problem *problem) {
    dispute_problem why;
    dispute_policy *draft = draft_begin(policy);
    if (!draft) return no_memory(problem);
    dispute__problem_set(&why, DISPUTE_DONE, 0, NULL);
    dispute_result result = dispute__policy_start(draft, to->from, &why);
    if (result == DISPUTE_DONE && to->text) result = read_lines(draft, to->text, to->text_size, &why);
    return draft_end(policy, draft, result, &why, problem);
}

static dispute_result may_change(const dispute_policy *policy, const void *text, dispute_problem *problem) {
    dispute_problem why;
    if (policy && text && !policy->sealed) return DISPUTE_DONE;
    dispute__problem_set(&why, DISPUTE_ERROR_BAD_ARGUMENT,
                         policy && text ? DISPUTE_DETAIL_SEALED : DISPUTE_DETAIL_MISSING,
                         policy && !text ? "text" : "policy");
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_BAD_ARGUMENT;
}

static dispute_result take_preset(dispute_policy *policy, const preset *from, int32_t detail, const char *name,
                                  size_t name_size, dispute_problem *problem) {
    change to = {from, NULL, 0};
    if (from) return make_change(policy, &to, problem);
    if (!detail) return no_memory(problem);
    dispute_problem why;
    line l = {name, NULL, dispute__text_is_utf8(name, name_size) ? name_size : 0, 0, 0};
    fail(&why, DISPUTE_ERROR_BAD_VALUE, detail, &l);
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_BAD_VALUE;
}

dispute_result dispute_policy_preset(dispute_policy *policy, const char *name, size_t name_size,
                                     dispute_problem *problem) {
    int32_t detail = DISPUTE_DETAIL_NO_PRESET;
    if (may_change(policy, name, problem) != DISPUTE_DONE) return DISPUTE_ERROR_BAD_ARGUMENT;
    const preset *from = dispute__preset_find(name, name_size, &detail);
    return take_preset(policy, from, detail, name, name_size, problem);
}

dispute_result dispute_policy_preset_at(dispute_policy *policy, const char *name, size_t name_size, int64_t at,
                                        dispute_problem *problem) {
    int32_t detail = DISPUTE_DETAIL_NO_PRESET;
    if (may_change(policy, name, problem) != DISPUTE_DONE) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (at < INSTANT_MIN || at > INSTANT_MAX) return no_instant(problem);
    const preset *from = dispute__preset_at(policy, name, name_size, at, &detail);
    return take_preset(policy, from, detail, name, name_size, problem);
}

dispute_result dispute_policy_parse(dispute_policy *policy, const char *text, size_t text_size,
                                    dispute_problem *problem) {
    if (may_change(policy, text, problem) != DISPUTE_DONE) return DISPUTE_ERROR_BAD_ARGUMENT;
    change to = {dispute__preset_default(), text, text_size};
    return make_change(policy, &to, problem);
}

dispute_result dispute_policy_set(dispute_policy *policy, const char *key, size_t key_size, const char *value,
                                  size_t value_size, dispute_problem *problem) {
    dispute_problem why;
    if (may_change(policy, key && value ? key : NULL, problem) != DISPUTE_DONE) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_policy *draft = draft_begin(policy);
    if (!draft) return no_memory(problem);
    dispute_result result = dispute__key_set(draft, key, key_size, value, value_size, &why);
    return draft_end(policy, draft, result, &why, problem);
}

/* ---- the canonical text ---- */

static void print_line(pen *p, const dispute_policy *policy, int32_t key) {
    const char *name = dispute_word_name(DISPUTE_GROUP_KEY, key);
    dispute__pen_text(p, name);
    dispute__pen_text(p, " = ");
    dispute__key_write(p, policy, key, 0);
    dispute__pen_text(p, "\n");
    for (int32_t i = 1; key == DISPUTE_KEY_CALENDAR_OFFSET && i < policy->calendar.offsets; i++) {
        dispute__pen_text(p, name);
        dispute__pen_text(p, ".");
        dispute__offset_write_instant(p, &policy->calendar, i);
        dispute__pen_text(p, " = ");
        dispute__offset_write(p, &policy->calendar, i);
        dispute__pen_text(p, "\n");
    }
}

/* the lines of one reason, or of one round */
static void print_many(pen *p, const dispute_policy *policy, int32_t first, int32_t last, const char *word,
                       int32_t of) {
    for (int32_t key = first; key <= last; key++) {
        const char *name = dispute_word_name(DISPUTE_GROUP_KEY, key); /* "reason.*.liable" */
        size_t star = dispute__text_find(name, dispute__text_length(name, DISPUTE_NAME_SIZE), "*");
        dispute__pen_bytes(p, name, star);
        if (word)
            dispute__pen_text(p, word);
        else
            dispute__pen_number(p, of, 1);
        dispute__pen_text(p, name + star + 1);
        dispute__pen_text(p, " = ");
        dispute__key_write(p, policy, key, of);
        dispute__pen_text(p, "\n");
    }
}

/* what is to be written out: a key, or the whole of it */
typedef struct asked {
    const dispute_policy *policy;
    int32_t key, of;
    int32_t offset; /* which one, of calendar.offset */
} asked;
typedef void (*writer)(pen *p, const asked *what);

static void print_all(pen *p, const asked *what) {
    print_line(p, what->policy, DISPUTE_KEY_NAME);
    print_line(p, what->policy, DISPUTE_KEY_EFFECTIVE_FROM);
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_KEY); i++) {
        int32_t key = dispute_word_at(DISPUTE_GROUP_KEY, i);
        if (key < DISPUTE_KEY_REASON_ENABLED) print_line(p, what->policy, key);
    }
    for (int32_t round = 1; round <= TIMES_MAX; round++)
        if (dispute__round_is_said(what->policy, round))
            print_many(p, what->policy, DISPUTE_KEY_ROUND_STARTER, LAST_ROUND_KEY, NULL, round);
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_REASON); i++) {
        int32_t reason = dispute_word_at(DISPUTE_GROUP_REASON, i);
        print_many(p, what->policy, DISPUTE_KEY_REASON_ENABLED, LAST_REASON_KEY,
                   dispute_word_name(DISPUTE_GROUP_REASON, reason), reason);
    }
}

static void print_value(pen *p, const asked *what) {
    if (what->key == DISPUTE_KEY_CALENDAR_OFFSET)
        dispute__offset_write(p, &what->policy->calendar, what->offset);
    else
        dispute__key_write(p, what->policy, what->key, what->of);
}

/* Measures first: nothing is written where the room is short. The text ends with a NUL, which `needed` counts. */
static dispute_result hand_out(writer write, const asked *what, char *buffer, size_t room, size_t *needed) {
    pen measure = {NULL, 0, 0};
    if (!what->policy || (!buffer && room)) return DISPUTE_ERROR_BAD_ARGUMENT;
    write(&measure, what);
    if (needed) *needed = measure.size + 1;
    if (measure.size >= room) return DISPUTE_ERROR_BUFFER_TOO_SMALL;
    pen p = {buffer, room, 0};
    write(&p, what);
    buffer[p.size] = 0;
    return DISPUTE_DONE;
}

dispute_result dispute_policy_print(const dispute_policy *policy, char *buffer, size_t room, size_t *needed) {
    asked what = {policy, 0, 0, 0};
    return hand_out(print_all, &what, buffer, room, needed);
}

dispute_result dispute_policy_name(const dispute_policy *policy, char *buffer, size_t room, size_t *needed) {
    asked what = {policy, DISPUTE_KEY_NAME, 0, 0};
    return hand_out(print_value, &what, buffer, room, needed);
}

dispute_result dispute_policy_get(const dispute_policy *policy, const char *key, size_t key_size, char *buffer,
                                  size_t room, size_t *needed) {
    asked what = {policy, 0, 0, 0};
    size_t prefix = sizeof "calendar.offset" - 1;
    if (!policy || !key) return DISPUTE_ERROR_BAD_ARGUMENT;
    what.key = dispute__key_read(key, key_size, &what.of);
    if (what.key == 0 || (dispute__key_is_many(what.key) && !what.of)) return DISPUTE_ERROR_BAD_KEY;
    if (what.key == DISPUTE_KEY_CALENDAR_OFFSET && key_size > prefix)
        what.offset = dispute__offset_at(&policy->calendar, key + prefix + 1, key_size - prefix - 1);
    return what.offset < 0 ? DISPUTE_ERROR_BAD_KEY : hand_out(print_value, &what, buffer, room, needed);
}

/* ---- the seal ---- */

dispute_result dispute_policy_seal(dispute_policy *policy, dispute_problem *problem) {
    dispute_problem why;
    if (!policy) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (policy->sealed) return DISPUTE_DONE;
    asked all = {policy, 0, 0, 0};
    pen measure = {NULL, 0, 0};
    print_all(&measure, &all);
    char *text = dispute__memory_take(&policy->allocator, measure.size);
    if (!text) return no_memory(problem);
    pen p = {text, measure.size, 0};
    print_all(&p, &all);
    dispute__sha256((const uint8_t *)text, p.size, policy->digest);
    dispute__memory_give(&policy->allocator, text);
    policy->tag = get_number(policy->digest, 8);
    dispute__chart_index(policy);
    dispute__due_lengths(policy);
    dispute_result result = dispute__check_policy(policy, &why);
    if (result == DISPUTE_DONE)
        policy->sealed = 1;
    else
        dispute__problem_lend(problem, &why);
    return result;
}

dispute_result dispute_policy_digest(const dispute_policy *policy, uint8_t digest[32]) {
    if (!policy || !digest) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (!policy->sealed) return DISPUTE_ERROR_NOT_SEALED;
    memcpy(digest, policy->digest, 32);
    return DISPUTE_DONE;
}
