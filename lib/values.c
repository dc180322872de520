/* values.c - the value of a key: read from text, and written as text again. */
#include "calendar.h"
#include "event.h"
#include "keys.h"
#include <string.h>

/* ---- values in ---- */

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

static int32_t set_choice(int32_t *to, int32_t which, const char *value, size_t size) {
    for (int32_t n = 0; n < CHOICES_MAX; n++) {
        const char *word = dispute__choices[which][n];
        if (!word[0] || !dispute__text_is(value, size, word)) continue;
        *to = n;
        return 0;
    }
    return which == CHOICE_YES ? DISPUTE_DETAIL_YES_NO : DISPUTE_DETAIL_CHOICE;
}

static int32_t set_count(int32_t *to, const char *value, size_t size, int may_be_none) {
    int64_t number = NO_LIMIT;
    int none = may_be_none && dispute__text_is(value, size, "none");
    if (!none && (size == 0 || dispute__text_digits(value, size, TIMES_MAX, &number) != size))
        return may_be_none ? DISPUTE_DETAIL_TIMES : DISPUTE_DETAIL_NUMBER;
    *to = (int32_t)number;
    return 0;
}

static int32_t set_span(span *to, const char *value, size_t size) {
    span s;
    if (!dispute__span_read(value, size, &s)) return DISPUTE_DETAIL_DURATION;
    *to = s;
    return 0;
}

static int32_t set_date(int32_t *to, const char *value, size_t size) {
    int64_t day = NOT_DATED;
    if (!dispute__text_is(value, size, "none") && !dispute__date_read(value, size, &day)) return DISPUTE_DETAIL_DATE;
    *to = (int32_t)day;
    return 0;
}

static int32_t set_multiple(uint8_t *to, const char *value, size_t size) {
    int64_t number;
    if (size == 0 || dispute__text_digits(value, size, MULTIPLE_MAX, &number) != size || number < 1)
        return DISPUTE_DETAIL_MULTIPLE;
    *to = (uint8_t)number;
    return 0;
}

static uint8_t *yes_no_of(reason_rules *r, int32_t key) {
    switch (key) {
    case DISPUTE_KEY_REASON_ENABLED: return &r->enabled;
    case DISPUTE_KEY_REASON_EVIDENCE: return &r->evidence;
    case DISPUTE_KEY_REASON_GUARANTEE: return &r->guarantee;
    default: return &r->may_change_kind;
    }
}

static int32_t set_reason(reason_rules *r, int32_t key, const char *value, size_t size) {
    int32_t fault = dispute_word_number(DISPUTE_GROUP_FAULT, value, size), yes = 0, wrong;
    switch (key) {
    case DISPUTE_KEY_REASON_LIABLE:
        if (!fault && !dispute__text_is(value, size, "none")) return DISPUTE_DETAIL_WORD;
        r->liable = (uint8_t)fault;
        return 0;
    case DISPUTE_KEY_REASON_GRANT: return dispute__amount_read(value, size, 1, &r->grant);
    case DISPUTE_KEY_REASON_MULTIPLE: return set_multiple(&r->multiple, value, size);
    default:
        wrong = set_choice(&yes, CHOICE_YES, value, size);
        if (!wrong) *yes_no_of(r, key) = (uint8_t)yes;
        return wrong;
    }
}

static int32_t set_round(round_rules *r, const key_row *row, const char *value, size_t size) {
    switch (row->key) {
    case DISPUTE_KEY_ROUND_WINDOW: return set_span(&r->window, value, size);
    case DISPUTE_KEY_ROUND_ANSWER: return set_span(&r->answer, value, size);
    case DISPUTE_KEY_ROUND_FEE: return dispute__amount_read(value, size, 0, &r->fee) ? DISPUTE_DETAIL_NUMBER : 0;
    case DISPUTE_KEY_ROUND_STARTER: return set_choice(&r->starter, row->choice, value, size);
    case DISPUTE_KEY_ROUND_DECIDES: return set_choice(&r->decides, row->choice, value, size);
    default: return set_choice(&r->loser_pays, row->choice, value, size);
    }
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
    size_t prefix = sizeof "calendar.offset." - 1; /* "calendar.offset" alone: from the beginning of time */
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

/* 0, or the [detail] of what would be right. */
static int32_t set_value(dispute_policy *policy, const key_row *r, int32_t of, const char *key, size_t key_size,
                         const char *value, size_t size) {
    int64_t amount;
    int32_t wrong;
    switch (r->shape) {
    case SHAPE_SPAN: return set_span(&policy->window[r->place], value, size);
    case SHAPE_SILENCE: return set_silence(policy, r, value, size);
    case SHAPE_ESCALATION: return set_escalation(&policy->escalate[r->place], value, size);
    case SHAPE_CHOICE: return set_choice(dispute__key_number(policy, r), r->choice, value, size);
    case SHAPE_COUNT: return set_count(dispute__key_number(policy, r), value, size, 0);
    case SHAPE_LIMIT: return set_count(dispute__key_number(policy, r), value, size, 1);
    case SHAPE_AMOUNT:
        wrong = dispute__amount_read(value, size, 1, &amount);
        if (!wrong) policy->pays_up_to = amount;
        return wrong;
    case SHAPE_AMOUNT_ROWS: return dispute__amount_rows_read(policy, r->silences, value, size);
    case SHAPE_DATE: return set_date(&policy->effective_from, value, size);
    case SHAPE_CALENDAR: return set_calendar(&policy->calendar, r->key, key, key_size, value, size);
    case SHAPE_REASON: return set_reason(&policy->reason[of], r->key, value, size);
    case SHAPE_ROUND: return set_round(&policy->round[of - 1], r, value, size);
    default: return set_name(policy, value, size);
    }
}

dispute_result dispute__key_set(dispute_policy *policy, const char *key, size_t key_size, const char *value,
                                size_t value_size, dispute_problem *problem) {
    int32_t of, number = dispute__key_read(key, key_size, &of);
    const key_row *r = dispute__key_row(number);
    if (!r || (dispute__key_is_many(number) && !of)) {
        dispute__problem_set(problem, DISPUTE_ERROR_BAD_KEY, DISPUTE_DETAIL_UNKNOWN_WORD, NULL);
        name_key(problem, key, key_size);
        return DISPUTE_ERROR_BAD_KEY;
    }
    int32_t wrong = set_value(policy, r, of, key, key_size, value, value_size);
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

static void write_choice(pen *p, int32_t which, int32_t choice) {
    dispute__pen_text(p, dispute__choices[which][choice]);
}

static void write_count(pen *p, int32_t count) {
    if (count == NO_LIMIT)
        dispute__pen_text(p, "none");
    else
        dispute__pen_number(p, count, 1);
}

static void write_date(pen *p, int32_t day) {
    if (day == NOT_DATED)
        dispute__pen_text(p, "none");
    else
        dispute__date_write(p, day);
}

static void write_reason(pen *p, const reason_rules *r, int32_t key) {
    const char *fault = dispute_word_name(DISPUTE_GROUP_FAULT, r->liable);
    reason_rules copy = *r;
    switch (key) {
    case DISPUTE_KEY_REASON_LIABLE: dispute__pen_text(p, r->liable && fault ? fault : "none"); break;
    case DISPUTE_KEY_REASON_GRANT: dispute__amount_write(p, r->grant); break;
    case DISPUTE_KEY_REASON_MULTIPLE: dispute__pen_number(p, r->multiple, 1); break;
    default: write_choice(p, CHOICE_YES, *yes_no_of(&copy, key)); break;
    }
}

static void write_round(pen *p, const round_rules *r, const key_row *row) {
    switch (row->key) {
    case DISPUTE_KEY_ROUND_WINDOW: dispute__span_write(p, &r->window); break;
    case DISPUTE_KEY_ROUND_ANSWER: dispute__span_write(p, &r->answer); break;
    case DISPUTE_KEY_ROUND_FEE: dispute__amount_write(p, r->fee); break;
    case DISPUTE_KEY_ROUND_STARTER: write_choice(p, row->choice, r->starter); break;
    case DISPUTE_KEY_ROUND_DECIDES: write_choice(p, row->choice, r->decides); break;
    default: write_choice(p, row->choice, r->loser_pays); break;
    }
}

int dispute__round_is_said(const dispute_policy *policy, int32_t round) {
    static const round_rules usual;
    return memcmp(&policy->round[round - 1], &usual, sizeof usual) != 0;
}

static void write_calendar(pen *p, const calendar *days, int32_t key) {
    if (key == DISPUTE_KEY_CALENDAR_WEEKEND)
        dispute__weekend_write(p, days);
    else if (key == DISPUTE_KEY_CALENDAR_HOLIDAYS)
        dispute__holidays_write(p, days);
    else
        dispute__offset_write(p, days, 0);
}

void dispute__key_write(pen *p, const dispute_policy *policy, int32_t key, int32_t of) {
    const key_row *r = dispute__key_row(key);
    int32_t number = 0;
    if (!r || (dispute__key_is_many(key) && !of)) return;
    if (r->shape == SHAPE_CHOICE || r->shape == SHAPE_COUNT || r->shape == SHAPE_LIMIT)
        memcpy(&number, (const char *)policy + r->place, sizeof number);
    switch (r->shape) {
    case SHAPE_SPAN: dispute__span_write(p, &policy->window[r->place]); break;
    case SHAPE_SILENCE:
        dispute__pen_text(p, dispute_word_name(DISPUTE_GROUP_SILENCE, policy->silence[r->place]));
        break;
    case SHAPE_ESCALATION: write_escalation(p, &policy->escalate[r->place]); break;
    case SHAPE_CHOICE: write_choice(p, r->choice, number); break;
    case SHAPE_COUNT:
    case SHAPE_LIMIT: write_count(p, number); break;
    case SHAPE_AMOUNT: dispute__amount_write(p, policy->pays_up_to); break;
    case SHAPE_AMOUNT_ROWS: dispute__amount_rows_write(p, policy); break;
    case SHAPE_DATE: write_date(p, policy->effective_from); break;
    case SHAPE_CALENDAR: write_calendar(p, &policy->calendar, key); break;
    case SHAPE_REASON: write_reason(p, &policy->reason[of], key); break;
    case SHAPE_ROUND: write_round(p, &policy->round[of - 1], r); break;
    default: dispute__pen_text(p, policy->name); break;
    }
}
