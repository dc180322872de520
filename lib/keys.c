/* keys.c - every key of a policy: where its value lies, how it is read, and how it is written again. */
#include "calendar.h"
#include "event.h"
#include <string.h>

/* what a value looks like */
enum shape {
    SHAPE_SPAN,
    SHAPE_SILENCE,
    SHAPE_ESCALATION,
    SHAPE_CHOICE,
    SHAPE_COUNT,
    SHAPE_CALENDAR,
    SHAPE_REASON,
    SHAPE_NAME
};

typedef struct key_row {
    uint8_t key; /* [key] */
    uint8_t shape;
    uint8_t place;     /* window, party, or which choice, count, field */
    uint16_t silences; /* set of [silence] that may be said (Z) */
    uint8_t silence;   /* the default */
} key_row;

enum choice { CHOICE_REOPEN, CHOICE_MONEY, CHOICE_CONFIRM, CHOICE_CHAIN };
enum count { COUNT_REOPEN, COUNT_ROUNDS, COUNT_EXTEND };

#define SAY(word) 1 << DISPUTE_SILENCE_##word
#define SPAN(key, window) \
    { DISPUTE_KEY_##key, SHAPE_SPAN, WINDOW_##window, 0, 0 }
#define SILENT(key, window, or_else, set) \
    { DISPUTE_KEY_##key##_ON_SILENCE, SHAPE_SILENCE, WINDOW_##window, set, DISPUTE_SILENCE_##or_else }
#define PLAIN(key, shape, place) \
    { DISPUTE_KEY_##key, SHAPE_##shape, place, 0, 0 }

static const key_row rows[] = {
    /* in the order of the numbers, which is the order of the canonical text */
    SPAN(OPEN_AFTER, OPEN_AFTER),
    SPAN(OPEN_AT_ONCE_UNDER, OPEN_AT_ONCE_UNDER),
    SPAN(OPEN_UNTIL, OPEN_UNTIL),
    PLAIN(OPEN_REOPEN, CHOICE, CHOICE_REOPEN),
    PLAIN(OPEN_REOPEN_TIMES, COUNT, COUNT_REOPEN),
    SPAN(CONTACT_WAIT, CONTACT_WAIT),
    SILENT(CONTACT_WAIT, CONTACT_WAIT, PROCEED, SAY(PROCEED) | SAY(ESCALATE) | SAY(CLOSE_FOR_BUYER)),
    SPAN(NEGOTIATION_RESPONSE, NEGOTIATION_RESPONSE),
    SILENT(NEGOTIATION_RESPONSE, NEGOTIATION_RESPONSE, ACCEPT_REQUEST,
           SAY(ACCEPT_REQUEST) | SAY(ESCALATE) | SAY(CLOSE_FOR_BUYER) | SAY(CLOSE_FOR_SELLER) | SAY(WITHDRAW)),
    SPAN(NEGOTIATION_REPLY, NEGOTIATION_REPLY),
    SILENT(NEGOTIATION_REPLY, NEGOTIATION_REPLY, ESCALATE,
           SAY(ACCEPT_OFFER) | SAY(ESCALATE) | SAY(CLOSE_FOR_SELLER) | SAY(WITHDRAW)),
    SPAN(NEGOTIATION_STAGE, NEGOTIATION_STAGE),
    SILENT(NEGOTIATION_STAGE, NEGOTIATION_STAGE, ESCALATE,
           SAY(ESCALATE) | SAY(CLOSE_FOR_BUYER) | SAY(CLOSE_FOR_SELLER) | SAY(WITHDRAW)),
    SPAN(NEGOTIATION_STAGE_AT_MOST, STAGE_AT_MOST),
    PLAIN(ESCALATE_BUYER, ESCALATION, 0),
    PLAIN(ESCALATE_SELLER, ESCALATION, 1),
    SPAN(GUARANTEE_AFTER, GUARANTEE_AFTER),
    SPAN(GUARANTEE_REVIEW, GUARANTEE_REVIEW),
    SILENT(GUARANTEE_REVIEW, GUARANTEE_REVIEW, CLOSE_FOR_BUYER, SAY(CLOSE_FOR_BUYER) | SAY(WAIT)),
    SPAN(PLATFORM_EVIDENCE, PLATFORM_EVIDENCE),
    SILENT(PLATFORM_EVIDENCE, PLATFORM_EVIDENCE, PROCEED, SAY(PROCEED)),
    SPAN(PLATFORM_REVIEW, PLATFORM_REVIEW),
    SILENT(PLATFORM_REVIEW, PLATFORM_REVIEW, WAIT, SAY(WAIT) | SAY(CLOSE_FOR_BUYER) | SAY(CLOSE_FOR_SELLER)),
    SPAN(PLATFORM_PLAN, PLATFORM_PLAN),
    SILENT(PLATFORM_PLAN, PLATFORM_PLAN, PROCEED, SAY(PROCEED)),
    SPAN(RETURN_ADDRESS, RETURN_ADDRESS),
    SILENT(RETURN_ADDRESS, RETURN_ADDRESS, USE_DEFAULT, SAY(USE_DEFAULT) | SAY(CLOSE_FOR_BUYER)),
    SPAN(RETURN_SHIP, RETURN_SHIP),
    SILENT(RETURN_SHIP, RETURN_SHIP, CLOSE_FOR_SELLER, SAY(CLOSE_FOR_SELLER) | SAY(WITHDRAW)),
    SPAN(RETURN_RECEIVE, RETURN_RECEIVE),
    SILENT(RETURN_RECEIVE, RETURN_RECEIVE, DEEM_RECEIVED, SAY(DEEM_RECEIVED) | SAY(CLOSE_FOR_BUYER) | SAY(ESCALATE)),
    SPAN(RETURN_WAIVE, RETURN_WAIVE),
    SPAN(REPLACEMENT_SHIP, REPLACEMENT_SHIP),
    SILENT(REPLACEMENT_SHIP, REPLACEMENT_SHIP, CLOSE_FOR_BUYER, SAY(CLOSE_FOR_BUYER) | SAY(ESCALATE)),
    SPAN(REPLACEMENT_RECEIVE, REPLACEMENT_RECEIVE),
    SILENT(REPLACEMENT_RECEIVE, REPLACEMENT_RECEIVE, DEEM_RECEIVED, SAY(DEEM_RECEIVED) | SAY(ESCALATE)),
    SPAN(APPEAL_WINDOW, APPEAL),
    PLAIN(APPEAL_ROUNDS, COUNT, COUNT_ROUNDS),
    PLAIN(APPEAL_MONEY, CHOICE, CHOICE_MONEY),
    PLAIN(SETTLEMENT_CONFIRM, CHOICE, CHOICE_CONFIRM),
    SPAN(CLAIM_FILE, CLAIM_FILE),
    SPAN(CLAIM_ANSWER, CLAIM_ANSWER),
    SPAN(SUSPEND_AT_MOST, SUSPEND_AT_MOST),
    PLAIN(EXTEND_TIMES, COUNT, COUNT_EXTEND),
    PLAIN(JOURNAL_CHAIN, CHOICE, CHOICE_CHAIN),
    PLAIN(CALENDAR_OFFSET, CALENDAR, 0),
    PLAIN(CALENDAR_WEEKEND, CALENDAR, 0),
    PLAIN(CALENDAR_HOLIDAYS, CALENDAR, 0),
    PLAIN(REASON_ENABLED, REASON, 0),
    PLAIN(REASON_LIABLE, REASON, 0),
    PLAIN(REASON_EVIDENCE, REASON, 0),
    PLAIN(REASON_GUARANTEE, REASON, 0),
    PLAIN(REASON_MAY_CHANGE_KIND, REASON, 0),
    PLAIN(NAME, NAME, 0),
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static const char choices[4][2][16] = {
    /* the first is 0 */
    [CHOICE_REOPEN] = {"no", "while_protected"},
    [CHOICE_MONEY] = {"wait", "execute"},
    [CHOICE_CONFIRM] = {"no", "yes"},
    [CHOICE_CHAIN] = {"none", "sha256"},
};

static int32_t choice_of(const dispute_policy *policy, int32_t which) {
    switch (which) {
    case CHOICE_REOPEN: return policy->reopen;
    case CHOICE_MONEY: return policy->appeal_money;
    case CHOICE_CONFIRM: return policy->settlement_confirm;
    default: return policy->journal_chain;
    }
}

static void choose(dispute_policy *policy, int32_t which, int32_t choice) {
    switch (which) {
    case CHOICE_REOPEN: policy->reopen = choice; break;
    case CHOICE_MONEY: policy->appeal_money = choice; break;
    case CHOICE_CONFIRM: policy->settlement_confirm = choice; break;
    default: policy->journal_chain = choice; break;
    }
}

static int32_t *count_of(dispute_policy *policy, int32_t which) {
    switch (which) {
    case COUNT_REOPEN: return &policy->reopen_times;
    case COUNT_ROUNDS: return &policy->appeal_rounds;
    default: return &policy->extend_times;
    }
}

static int32_t counted(const dispute_policy *policy, int32_t which) {
    switch (which) {
    case COUNT_REOPEN: return policy->reopen_times;
    case COUNT_ROUNDS: return policy->appeal_rounds;
    default: return policy->extend_times;
    }
}

static const key_row *row_of(int32_t key) {
    for (int i = 0; i < ROWS; i++)
        if (rows[i].key == key) return &rows[i];
    return NULL;
}

int32_t dispute__key_of_window(int32_t window) {
    for (int i = 0; i < ROWS; i++)
        if (rows[i].shape == SHAPE_SPAN && rows[i].place == window) return rows[i].key;
    return 0;
}

int32_t dispute__silence_key_of_window(int32_t window) {
    for (int i = 0; i < ROWS; i++)
        if (rows[i].shape == SHAPE_SILENCE && rows[i].place == window) return rows[i].key;
    return 0;
}

void dispute__key_defaults(dispute_policy *policy) {
    memset(policy->window, 0, sizeof policy->window);
    memset(policy->silence, 0, sizeof policy->silence);
    memset(policy->escalate, 0, sizeof policy->escalate);
    memset(policy->reason, 0, sizeof policy->reason);
    memset(&policy->calendar, 0, sizeof policy->calendar);
    for (int i = 0; i < ROWS; i++)
        if (rows[i].shape == SHAPE_SILENCE) policy->silence[rows[i].place] = rows[i].silence;
    policy->reopen = REOPEN_WHILE_PROTECTED;
    policy->reopen_times = 2; /* N10 */
    policy->extend_times = 3; /* T1 */
    policy->appeal_rounds = 0;
    policy->appeal_money = APPEAL_MONEY_WAIT;
    policy->settlement_confirm = 1;
    policy->journal_chain = CHAIN_SHA256;
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_REASON); i++) {
        reason_rules *r = &policy->reason[dispute_word_at(DISPUTE_GROUP_REASON, i)];
        r->enabled = r->guarantee = 1;
    }
    policy->calendar.offset_from[0] = INT64_MIN;
    policy->calendar.offsets = 1;
    policy->calendar.weekend = 1 << 5 | 1 << 6;
}

/* ---- the key itself ---- */

static const char reason_prefix[] = "reason.";
static const char offset_prefix[] = "calendar.offset.";

static int begins_with(const char *text, size_t size, const char *prefix, size_t prefix_size) {
    return size > prefix_size && memcmp(text, prefix, prefix_size) == 0;
}

int32_t dispute__key_read(const char *key, size_t size, int32_t *reason) {
    *reason = 0;
    if (begins_with(key, size, offset_prefix, sizeof offset_prefix - 1)) return DISPUTE_KEY_CALENDAR_OFFSET;
    if (!begins_with(key, size, reason_prefix, sizeof reason_prefix - 1))
        return dispute_word_number(DISPUTE_GROUP_KEY, key, size);
    const char *word = key + sizeof reason_prefix - 1;
    size_t left = size - (sizeof reason_prefix - 1), dot = dispute__text_find(word, left, ".");
    *reason = dispute_word_number(DISPUTE_GROUP_REASON, word, dot);
    if (!*reason || dot == left) return 0;
    for (int32_t n = DISPUTE_KEY_REASON_ENABLED; n <= DISPUTE_KEY_REASON_MAY_CHANGE_KIND; n++) {
        const char *name = dispute_word_name(DISPUTE_GROUP_KEY, n); /* "reason.*.liable" */
        if (name && dispute__text_is(word + dot, left - dot, name + sizeof reason_prefix)) return n;
    }
    return 0;
}

/* ---- values in ---- */

static int yes_no(const char *text, size_t size, uint8_t *to) {
    if (!dispute__text_is(text, size, "yes") && !dispute__text_is(text, size, "no")) return 0;
    *to = text[0] == 'y';
    return 1;
}

static int32_t set_reason(reason_rules *r, int32_t key, const char *value, size_t size) {
    uint8_t *to = key == DISPUTE_KEY_REASON_ENABLED     ? &r->enabled
                  : key == DISPUTE_KEY_REASON_EVIDENCE  ? &r->evidence
                  : key == DISPUTE_KEY_REASON_GUARANTEE ? &r->guarantee
                                                        : &r->may_change_kind;
    if (key != DISPUTE_KEY_REASON_LIABLE) return yes_no(value, size, to) ? 0 : DISPUTE_DETAIL_YES_NO;
    int32_t fault = dispute_word_number(DISPUTE_GROUP_FAULT, value, size);
    if (!fault && !dispute__text_is(value, size, "none")) return DISPUTE_DETAIL_WORD;
    r->liable = (uint8_t)fault;
    return 0;
}

static int32_t set_escalation(escalation *to, const char *value, size_t size) { /* no, A..B, after_refusal */
    escalation e;
    size_t dots = dispute__text_find(value, size, "..");
    memset(&e, 0, sizeof e);
    if (dispute__text_is(value, size, "after_refusal")) {
        e.mode = ESCALATE_AFTER_REFUSAL;
    } else if (!dispute__text_is(value, size, "no")) {
        e.mode = ESCALATE_BETWEEN;
        if (dots == size || !dispute__span_read(value, dots, &e.from)
            || !dispute__span_read(value + dots + 2, size - dots - 2, &e.to) || !e.from.given)
            return DISPUTE_DETAIL_WINDOW;
    }
    *to = e;
    return 0;
}

static int32_t set_choice(dispute_policy *policy, int32_t which, const char *value, size_t size) {
    for (int32_t n = 0; n < 2; n++) {
        if (!dispute__text_is(value, size, choices[which][n])) continue;
        choose(policy, which, n);
        return 0;
    }
    return which == CHOICE_CONFIRM ? DISPUTE_DETAIL_YES_NO : DISPUTE_DETAIL_CHOICE;
}

static int32_t set_count(dispute_policy *policy, int32_t which, const char *value, size_t size) {
    int64_t number;
    if (size == 0 || dispute__text_digits(value, size, TIMES_MAX, &number) != size) return DISPUTE_DETAIL_NUMBER;
    *count_of(policy, which) = (int32_t)number;
    return 0;
}

static int32_t set_silence(dispute_policy *policy, const key_row *r, const char *value, size_t size) {
    int32_t silence = dispute_word_number(DISPUTE_GROUP_SILENCE, value, size);
    if (!silence || !(r->silences >> silence & 1)) return DISPUTE_DETAIL_SILENCE;
    policy->silence[r->place] = (uint8_t)silence;
    return 0;
}

static int32_t set_calendar(calendar *days, int32_t key, const char *name, size_t name_size, const char *value,
                            size_t size) {
    if (key == DISPUTE_KEY_CALENDAR_WEEKEND) return dispute__weekend_set(days, value, size);
    if (key == DISPUTE_KEY_CALENDAR_HOLIDAYS) return dispute__holidays_set(days, value, size);
    size_t prefix = sizeof offset_prefix - 1; /* "calendar.offset" alone: from the beginning of time */
    return name_size > prefix ? dispute__offset_set(days, name + prefix, name_size - prefix, value, size)
                              : dispute__offset_set(days, NULL, 0, value, size);
}

static int32_t set_name(dispute_policy *policy, const char *value, size_t size) { /* "market@2026" */
    int ats = 0;
    for (size_t i = 0; i < size; i++) {
        char byte = value[i];
        int word = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')
                   || byte == '_' || byte == '-' || byte == '.';
        if (!word && byte != '@') return DISPUTE_DETAIL_NAME;
        if (byte == '@' && (i == 0 || i + 1 == size || ats++)) return DISPUTE_DETAIL_NAME;
    }
    if (size == 0 || size >= POLICY_NAME_SIZE) return DISPUTE_DETAIL_NAME;
    memset(policy->name, 0, sizeof policy->name);
    memcpy(policy->name, value, size);
    return 0;
}

static void name_key(dispute_problem *problem, const char *key, size_t size) {
    if (problem) memcpy(problem->name, key, size < sizeof problem->name ? size : sizeof problem->name - 1);
}

dispute_result dispute__key_set(dispute_policy *policy, const char *key, size_t key_size, const char *value,
                                size_t value_size, dispute_problem *problem) {
    int32_t reason, wrong = 0, number = dispute__key_read(key, key_size, &reason);
    const key_row *r = row_of(number);
    if (!r || (r->shape == SHAPE_REASON && !reason)) {
        dispute__problem_set(problem, DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_UNKNOWN_WORD, NULL);
        name_key(problem, key, key_size);
        return DISPUTE_ERROR_BAD_KEY;
    }
    span s;
    switch (r->shape) {
    case SHAPE_SPAN:
        if (dispute__span_read(value, value_size, &s))
            policy->window[r->place] = s;
        else
            wrong = DISPUTE_DETAIL_DURATION;
        break;
    case SHAPE_SILENCE: wrong = set_silence(policy, r, value, value_size); break;
    case SHAPE_ESCALATION: wrong = set_escalation(&policy->escalate[r->place], value, value_size); break;
    case SHAPE_CHOICE: wrong = set_choice(policy, r->place, value, value_size); break;
    case SHAPE_COUNT: wrong = set_count(policy, r->place, value, value_size); break;
    case SHAPE_CALENDAR: wrong = set_calendar(&policy->calendar, number, key, key_size, value, value_size); break;
    case SHAPE_REASON: wrong = set_reason(&policy->reason[reason], number, value, value_size); break;
    default: wrong = set_name(policy, value, value_size); break;
    }
    if (!wrong) return DISPUTE_DONE;
    dispute__problem_set(problem, DISPUTE_ERROR_BAD_VALUE, wrong, NULL);
    name_key(problem, key, key_size);
    return DISPUTE_ERROR_BAD_VALUE;
}

/* ---- values out ---- */

static void write_escalation(pen *p, const escalation *e) {
    if (e->mode != ESCALATE_BETWEEN) {
        dispute__pen_text(p, e->mode == ESCALATE_NO ? "no" : "after_refusal");
        return;
    }
    dispute__span_write(p, &e->from);
    dispute__pen_text(p, "..");
    dispute__span_write(p, &e->to);
}

static void write_reason(pen *p, const reason_rules *r, int32_t key) {
    int yes = key == DISPUTE_KEY_REASON_ENABLED     ? r->enabled
              : key == DISPUTE_KEY_REASON_EVIDENCE  ? r->evidence
              : key == DISPUTE_KEY_REASON_GUARANTEE ? r->guarantee
                                                    : r->may_change_kind;
    const char *fault = dispute_word_name(DISPUTE_GROUP_FAULT, r->liable);
    if (key != DISPUTE_KEY_REASON_LIABLE)
        dispute__pen_text(p, yes ? "yes" : "no");
    else
        dispute__pen_text(p, r->liable && fault ? fault : "none");
}

static void write_calendar(pen *p, const calendar *days, int32_t key) {
    if (key == DISPUTE_KEY_CALENDAR_WEEKEND)
        dispute__weekend_write(p, days);
    else if (key == DISPUTE_KEY_CALENDAR_HOLIDAYS)
        dispute__holidays_write(p, days);
    else
        dispute__offset_write(p, days, 0);
}

void dispute__key_write(pen *p, const dispute_policy *policy, int32_t key, int32_t reason) {
    const key_row *r = row_of(key);
    if (!r) return;
    switch (r->shape) {
    case SHAPE_SPAN: dispute__span_write(p, &policy->window[r->place]); break;
    case SHAPE_SILENCE:
        dispute__pen_text(p, dispute_word_name(DISPUTE_GROUP_SILENCE, policy->silence[r->place]));
        break;
    case SHAPE_ESCALATION: write_escalation(p, &policy->escalate[r->place]); break;
    case SHAPE_CHOICE: dispute__pen_text(p, choices[r->place][choice_of(policy, r->place)]); break;
    case SHAPE_COUNT: dispute__pen_number(p, counted(policy, r->place), 1); break;
    case SHAPE_CALENDAR: write_calendar(p, &policy->calendar, key); break;
    case SHAPE_REASON: write_reason(p, &policy->reason[reason], key); break;
    default: dispute__pen_text(p, policy->name); break;
    }
}
