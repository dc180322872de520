/* thresholds.c - how sellers are counted and when that has consequences: a text of keys, and back. */
#include "score.h"
#include "event.h"
#include "setting.h"
#include <string.h>

enum {
    RATES = DISPUTE_MEASURE_SELLER_FAULT_RATE, /* measures up to here are rates */
    RATE_WHOLE = 1000000,
    DAYS_MOST = 3650, /* of a freeze */
    POINTS_MOST = 1000000
};

static int32_t word_of(int32_t group, const char *name, size_t size) { return dispute_word_number(group, name, size); }

/* ---- reading ---- */

static int32_t read_count(const setting *s, int64_t least, int64_t most, int32_t *to) {
    int64_t number = 0;
    size_t digits = dispute__text_digits(s->value, s->value_size, most, &number);
    if (!digits || digits != s->value_size || number < least) return DISPUTE_DETAIL_NUMBER;
    *to = (int32_t)number;
    return 0;
}

/* "5%", "0.25%": millionths; 0: it is none. */
static int32_t read_rate(const char *text, size_t size) {
    int64_t whole = 0, part = 0, scale = RATE_WHOLE / 100;
    size_t digits = dispute__text_digits(text, size, 100, &whole), behind = 0;
    if (!digits || size < 2 || text[size - 1] != '%') return 0;
    size -= digits + 1;
    text += digits;
    if (size) {
        behind = text[0] == '.' ? dispute__text_digits(text + 1, size - 1, 9999, &part) : 0;
        if (!behind || behind > 4 || behind != size - 1) return 0;
    }
    for (size_t i = 0; i < behind; i++) scale /= 10;
    int64_t rate = whole * (RATE_WHOLE / 100) + part * scale;
    return rate <= RATE_WHOLE ? (int32_t)rate : 0;
}

static int32_t read_days(const char *text, size_t size, int64_t most) { /* "P30D"; 0: it is none */
    int64_t days = 0;
    if (size < 3 || text[0] != 'P' || text[size - 1] != 'D') return 0;
    return dispute__text_digits(text + 1, size - 2, most, &days) == size - 2 ? (int32_t)days : 0;
}

/* one threshold on its way from words to numbers */
typedef struct threshold {
    int32_t measure, window, limit, every, sanction, days;
} threshold;

static int read_limit(const char *text, size_t size, threshold *t) {
    int64_t number = 0;
    if (is_rate(t->measure))
        t->limit = read_rate(text, size);
    else if (dispute__text_digits(text, size, POINTS_MOST, &number) == size)
        t->limit = (int32_t)number;
    return t->limit > 0;
}

/* MEASURE WINDOW [every] LIMIT SANCTION [DAYS], as "points P365D 48 close_account". */
static int read_words(const setting *s, threshold *t) {
    const char *rest = s->value, *word;
    size_t left = s->value_size, size = dispute__setting_word(&rest, &left, &word);
    t->measure = word_of(DISPUTE_GROUP_MEASURE, word, size);
    size = dispute__setting_word(&rest, &left, &word);
    t->window = read_days(word, size, WINDOW_MOST);
    size = dispute__setting_word(&rest, &left, &word);
    t->every = dispute__text_is(word, size, "every");
    if (t->every) size = dispute__setting_word(&rest, &left, &word);
    if (!t->measure || !t->window || !read_limit(word, size, t) || (t->every && is_rate(t->measure))) return 0;
    size = dispute__setting_word(&rest, &left, &word);
    t->sanction = word_of(DISPUTE_GROUP_SANCTION, word, size);
    size = dispute__setting_word(&rest, &left, &word);
    if (t->sanction == DISPUTE_SANCTION_FREEZE) {
        t->days = read_days(word, size, DAYS_MOST);
        size = dispute__setting_word(&rest, &left, &word);
    }
    return t->sanction && size == 0 && (t->days || t->sanction != DISPUTE_SANCTION_FREEZE);
}

static int32_t read_threshold(dispute_score_policy *p, int32_t at, const setting *s) {
    threshold t = {0, 0, 0, 0, 0, 0};
    if (!dispute__text_is(s->value, s->value_size, "none") && !read_words(s, &t)) return DISPUTE_DETAIL_THRESHOLD;
    p->measure[at] = t.measure;
    p->window[at] = t.window;
    p->limit[at] = t.limit;
    p->every[at] = t.every;
    p->sanction[at] = t.sanction;
    p->days[at] = t.days;
    return 0;
}

static int32_t read_base(dispute_score_policy *p, int32_t measure, const setting *s) {
    int32_t base = word_of(DISPUTE_GROUP_BASE, s->value, s->value_size);
    if (!base || (measure == DISPUTE_MEASURE_DISPUTE_RATE && base == DISPUTE_BASE_DISPUTED))
        return DISPUTE_DETAIL_CHOICE; /* all of what is disputed is disputed */
    p->over[measure] = base;
    return 0;
}

static dispute_result read_key(void *policy, const setting *s, int32_t *detail) {
    dispute_score_policy *p = policy;
    int32_t at = dispute__setting_number(s, "threshold.", THRESHOLDS - 1);
    if (at)
        *detail = read_threshold(p, at, s);
    else if (dispute__setting_is(s, "name"))
        *detail = dispute__setting_name(s, p->name);
    else if (dispute__setting_is(s, "day.offset"))
        *detail = dispute__setting_offset(s, &p->day_offset);
    else if (dispute__setting_is(s, "points.per_day") && dispute__text_is(s->value, s->value_size, "none"))
        p->points_per_day = 0;
    else if (dispute__setting_is(s, "points.per_day"))
        *detail = read_count(s, 1, POINTS_MOST, &p->points_per_day);
    else if (dispute__setting_is(s, "serious.every"))
        *detail = read_count(s, 1, SERIOUS_EVERY_MOST, &p->serious_every);
    else if (dispute__setting_is(s, "rate.least"))
        *detail = read_count(s, 1, POINTS_MOST, &p->rate_least);
    else if (dispute__setting_is(s, "dispute_rate.over"))
        *detail = read_base(p, DISPUTE_MEASURE_DISPUTE_RATE, s);
    else if (dispute__setting_is(s, "arbitration_rate.over"))
        *detail = read_base(p, DISPUTE_MEASURE_ARBITRATION_RATE, s);
    else if (dispute__setting_is(s, "seller_fault_rate.over"))
        *detail = read_base(p, DISPUTE_MEASURE_SELLER_FAULT_RATE, s);
    else
        return DISPUTE_ERROR_BAD_KEY;
    return *detail ? DISPUTE_ERROR_BAD_VALUE : DISPUTE_DONE;
}

static void clear(void *policy) {
    dispute_score_policy *p = policy;
    memset(p, 0, sizeof *p);
    p->size = (uint32_t)sizeof *p;
    memcpy(p->name, "custom", sizeof "custom");
    p->serious_every = 1;
    p->rate_least = 1;
    for (int32_t measure = 1; measure <= RATES; measure++) p->over[measure] = DISPUTE_BASE_CONCLUDED;
}

dispute_result dispute_score_policy_parse(const char *text, size_t text_size, dispute_score_policy *policy,
                                          dispute_problem *problem) {
    const setting_kind kind = {dispute__score_presets, dispute__score_preset_count, clear, read_key};
    dispute_score_policy read;
    if (!policy || (!text && text_size)) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__settings_read(&kind, text, text_size, &read, problem);
    return result == DISPUTE_DONE ? dispute__struct_copy_out(policy, &read, sizeof read, 8) : result;
}

/* ---- a policy that a caller gives ---- */

static int threshold_is_whole(const dispute_score_policy *p, int32_t at) {
    int is_freeze = p->sanction[at] == DISPUTE_SANCTION_FREEZE;
    if (!p->measure[at]) return 1;
    return at > 0 && dispute_word_name(DISPUTE_GROUP_MEASURE, p->measure[at])
           && dispute_word_name(DISPUTE_GROUP_SANCTION, p->sanction[at]) && p->window[at] >= 1
           && p->window[at] <= WINDOW_MOST && p->limit[at] >= 1 && p->limit[at] <= RATE_WHOLE
           && (p->every[at] == 0 || (p->every[at] == 1 && !is_rate(p->measure[at])))
           && (is_freeze ? p->days[at] >= 1 && p->days[at] <= DAYS_MOST : p->days[at] == 0);
}

static int is_whole(const dispute_score_policy *p) {
    for (int32_t at = 0; at < THRESHOLDS; at++)
        if (!threshold_is_whole(p, at)) return 0;
    for (int32_t measure = 1; measure <= RATES; measure++)
        if (!dispute_word_name(DISPUTE_GROUP_BASE, p->over[measure])) return 0;
    return p->day_offset >= -DAY_OFFSET_MOST && p->day_offset <= DAY_OFFSET_MOST && p->points_per_day >= 0
           && p->serious_every >= 1 && p->serious_every <= SERIOUS_EVERY_MOST && p->rate_least >= 1
           && dispute__text_length(p->name, sizeof p->name) < sizeof p->name;
}

dispute_result dispute__score_policy_read(const dispute_score_policy *in, dispute_score_policy *to) {
    dispute_result result = dispute__struct_copy_in(to, sizeof *to, in, 8);
    if (result == DISPUTE_DONE && !is_whole(to)) result = DISPUTE_ERROR_BAD_VALUE;
    return result;
}

/* ---- writing ---- */

static void put(pen *p, const char *key, const char *value) {
    dispute__pen_text(p, key);
    dispute__pen_text(p, " = ");
    dispute__pen_text(p, value);
    dispute__pen_text(p, "\n");
}

static void put_count(pen *p, const char *key, int64_t number) {
    dispute__pen_text(p, key);
    dispute__pen_text(p, " = ");
    dispute__pen_number(p, number, 1);
    dispute__pen_text(p, "\n");
}

static void put_days(pen *p, int32_t days) {
    dispute__pen_text(p, " P");
    dispute__pen_number(p, days, 1);
    dispute__pen_text(p, "D");
}

static void put_limit(pen *p, int32_t measure, int32_t limit) {
    int32_t unit = RATE_WHOLE / 100, part = limit % unit;
    int width = 4;
    dispute__pen_number(p, is_rate(measure) ? limit / unit : limit, 1);
    if (!is_rate(measure)) return;
    while (part && part % 10 == 0) part /= 10, width--;
    if (part) dispute__pen_text(p, ".");
    if (part) dispute__pen_number(p, part, width);
    dispute__pen_text(p, "%");
}

static void put_threshold(pen *p, const dispute_score_policy *policy, int32_t at) {
    dispute__pen_text(p, "threshold.");
    dispute__pen_number(p, at, 1);
    dispute__pen_text(p, " = ");
    dispute__pen_text(p, dispute_word_name(DISPUTE_GROUP_MEASURE, policy->measure[at]));
    put_days(p, policy->window[at]);
    dispute__pen_text(p, policy->every[at] ? " every " : " ");
    put_limit(p, policy->measure[at], policy->limit[at]);
    dispute__pen_text(p, " ");
    dispute__pen_text(p, dispute_word_name(DISPUTE_GROUP_SANCTION, policy->sanction[at]));
    if (policy->days[at]) put_days(p, policy->days[at]);
    dispute__pen_text(p, "\n");
}

static void write_all(pen *p, const dispute_score_policy *policy) {
    static const char *const over[RATES + 1] = {"", "dispute_rate.over", "arbitration_rate.over",
                                                "seller_fault_rate.over"};
    put(p, "name", policy->name);
    dispute__pen_text(p, "day.offset = ");
    dispute__setting_offset_write(p, policy->day_offset);
    dispute__pen_text(p, "\n");
    for (int32_t measure = 1; measure <= RATES; measure++)
        put(p, over[measure], dispute_word_name(DISPUTE_GROUP_BASE, policy->over[measure]));
    put_count(p, "rate.least", policy->rate_least);
    if (policy->points_per_day)
        put_count(p, "points.per_day", policy->points_per_day);
    else
        put(p, "points.per_day", "none");
    put_count(p, "serious.every", policy->serious_every);
    for (int32_t at = 1; at < THRESHOLDS; at++)
        if (policy->measure[at]) put_threshold(p, policy, at);
}

dispute_result dispute_score_policy_print(const dispute_score_policy *policy, char *buffer, size_t room,
                                          size_t *needed) {
    dispute_score_policy known;
    pen measured = {NULL, 0, 0};
    if (!policy || (!buffer && room)) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__score_policy_read(policy, &known);
    if (result != DISPUTE_DONE) return result;
    write_all(&measured, &known);
    if (needed) *needed = measured.size + 1;
    if (measured.size >= room) return DISPUTE_ERROR_BUFFER_TOO_SMALL;
    pen p = {buffer, room, 0};
    write_all(&p, &known);
    buffer[p.size] = 0;
    return DISPUTE_DONE;
}
