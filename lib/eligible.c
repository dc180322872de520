/* eligible.c - what a seller must be to trade or to be covered: dated rules, every one of which must hold. */
#include "calendar.h"
#include "event.h"
#include "score.h"
#include "setting.h"
#include <string.h>

enum { RULES = 16, CATEGORY = 40 };

static char *category_of(dispute_seller_policy *p, int32_t at) { return p->category + CATEGORY * at; }

/* ---- reading ---- */

/* "2016-01-01..", "2016-01-01..2020-12-31", "always" */
static int read_days(const char *text, size_t size, int32_t *from, int32_t *until) {
    enum { DATE = 10 };
    int64_t first = 0, last = 0;
    if (dispute__text_is(text, size, "always")) return 1;
    if (size < DATE + 2 || !dispute__date_read(text, DATE, &first) || first < 1 || memcmp(text + DATE, "..", 2) != 0)
        return 0;
    if (size > DATE + 2 && (!dispute__date_read(text + DATE + 2, size - DATE - 2, &last) || last < first)) return 0;
    *from = (int32_t)first;
    *until = (int32_t)last;
    return 1;
}

/* STANDING WHEN REQUIREMENT [CATEGORY], as "trade 2016-01-01.. verified". */
static int read_words(dispute_seller_policy *p, int32_t at, const setting *s) {
    const char *rest = s->value, *word;
    size_t left = s->value_size, size = dispute__setting_word(&rest, &left, &word);
    int32_t from = 0, until = 0, standing = dispute_word_number(DISPUTE_GROUP_STANDING, word, size);
    size = dispute__setting_word(&rest, &left, &word);
    if (!standing || !read_days(word, size, &from, &until)) return 0;
    size = dispute__setting_word(&rest, &left, &word);
    int32_t requirement = dispute_word_number(DISPUTE_GROUP_REQUIREMENT, word, size);
    size = dispute__setting_word(&rest, &left, &word);
    int has_category = requirement == DISPUTE_REQUIREMENT_NOT_CATEGORY;
    if (!requirement || (size > 0) != has_category || size >= CATEGORY) return 0;
    p->standing[at] = standing;
    p->requirement[at] = requirement;
    p->first_day[at] = from;
    p->last_day[at] = until;
    memset(category_of(p, at), 0, CATEGORY);
    memcpy(category_of(p, at), word, size);
    return dispute__setting_word(&rest, &left, &word) == 0;
}

static int32_t read_rule(dispute_seller_policy *p, int32_t at, const setting *s) {
    if (!dispute__text_is(s->value, s->value_size, "none"))
        return read_words(p, at, s) ? 0 : DISPUTE_DETAIL_SELLER_RULE;
    p->standing[at] = p->requirement[at] = p->first_day[at] = p->last_day[at] = 0;
    memset(category_of(p, at), 0, CATEGORY);
    return 0;
}

static dispute_result read_key(void *policy, const setting *s, int32_t *detail) {
    dispute_seller_policy *p = policy;
    int32_t at = dispute__setting_number(s, "rule.", RULES - 1);
    if (at)
        *detail = read_rule(p, at, s);
    else if (dispute__setting_is(s, "name"))
        *detail = dispute__setting_name(s, p->name);
    else if (dispute__setting_is(s, "day.offset"))
        *detail = dispute__setting_offset(s, &p->day_offset);
    else
        return DISPUTE_ERROR_BAD_KEY;
    return *detail ? DISPUTE_ERROR_BAD_VALUE : DISPUTE_DONE;
}

static void clear(void *policy) {
    dispute_seller_policy *p = policy;
    memset(p, 0, sizeof *p);
    p->size = (uint32_t)sizeof *p;
    memcpy(p->name, "custom", sizeof "custom");
}

dispute_result dispute_seller_policy_parse(const char *text, size_t text_size, dispute_seller_policy *policy,
                                           dispute_problem *problem) {
    const setting_kind kind = {dispute__seller_presets, dispute__seller_preset_count, clear, read_key};
    dispute_seller_policy read;
    if (!policy || (!text && text_size)) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__settings_read(&kind, text, text_size, &read, problem);
    return result == DISPUTE_DONE ? dispute__struct_copy_out(policy, &read, sizeof read, 8) : result;
}

/* ---- a policy that a caller gives ---- */

static int rule_is_whole(dispute_seller_policy *p, int32_t at) {
    size_t size = dispute__text_length(category_of(p, at), CATEGORY);
    int has_category = p->requirement[at] == DISPUTE_REQUIREMENT_NOT_CATEGORY;
    if (!p->standing[at]) return 1;
    return at > 0 && dispute_word_name(DISPUTE_GROUP_STANDING, p->standing[at])
           && dispute_word_name(DISPUTE_GROUP_REQUIREMENT, p->requirement[at]) && p->first_day[at] >= 0
           && (!p->last_day[at] || p->last_day[at] >= p->first_day[at]) && size < CATEGORY
           && (size > 0) == has_category;
}

static dispute_result read_policy(const dispute_seller_policy *in, dispute_seller_policy *to) {
    dispute_result result = dispute__struct_copy_in(to, sizeof *to, in, 8);
    if (result != DISPUTE_DONE) return result;
    int is_whole = to->day_offset >= -DAY_OFFSET_MOST && to->day_offset <= DAY_OFFSET_MOST
                   && dispute__text_length(to->name, sizeof to->name) < sizeof to->name;
    for (int32_t at = 0; at < RULES && is_whole; at++) is_whole = rule_is_whole(to, at);
    return is_whole ? DISPUTE_DONE : DISPUTE_ERROR_BAD_VALUE;
}

/* ---- writing ---- */

static void write_rule(pen *p, dispute_seller_policy *policy, int32_t at) {
    dispute__pen_text(p, "rule.");
    dispute__pen_number(p, at, 1);
    dispute__pen_text(p, " = ");
    dispute__pen_text(p, dispute_word_name(DISPUTE_GROUP_STANDING, policy->standing[at]));
    dispute__pen_text(p, " ");
    if (policy->first_day[at]) {
        dispute__date_write(p, policy->first_day[at]);
        dispute__pen_text(p, "..");
        if (policy->last_day[at]) dispute__date_write(p, policy->last_day[at]);
    } else {
        dispute__pen_text(p, "always");
    }
    dispute__pen_text(p, " ");
    dispute__pen_text(p, dispute_word_name(DISPUTE_GROUP_REQUIREMENT, policy->requirement[at]));
    if (*category_of(policy, at)) dispute__pen_text(p, " ");
    dispute__pen_text(p, category_of(policy, at));
    dispute__pen_text(p, "\n");
}

static void write_all(pen *p, dispute_seller_policy *policy) {
    dispute__pen_text(p, "name = ");
    dispute__pen_text(p, policy->name);
    dispute__pen_text(p, "\nday.offset = ");
    dispute__setting_offset_write(p, policy->day_offset);
    dispute__pen_text(p, "\n");
    for (int32_t at = 1; at < RULES; at++)
        if (policy->standing[at]) write_rule(p, policy, at);
}

dispute_result dispute_seller_policy_print(const dispute_seller_policy *policy, char *buffer, size_t room,
                                           size_t *needed) {
    dispute_seller_policy known;
    pen measured = {NULL, 0, 0};
    if (!policy || (!buffer && room)) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = read_policy(policy, &known);
    if (result != DISPUTE_DONE) return result;
    write_all(&measured, &known);
    if (needed) *needed = measured.size + 1;
    if (measured.size >= room) return DISPUTE_ERROR_BUFFER_TOO_SMALL;
    pen p = {buffer, room, 0};
    write_all(&p, &known);
    buffer[p.size] = 0;
    return DISPUTE_DONE;
}

/* ---- the question ---- */

static dispute_result wrong(dispute_problem *problem, int32_t detail, const char *name) {
    dispute_problem why;
    dispute__problem_set(&why, DISPUTE_ERROR_BAD_VALUE, detail, name);
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_BAD_VALUE;
}

static int is_yes_no(int32_t number) { return number == 0 || number == 1; }

static dispute_result check(const dispute_seller *s, int32_t standing, int64_t at, dispute_problem *problem) {
    size_t size = dispute__text_length(s->category, sizeof s->category);
    if (standing < 1 || !dispute_word_name(DISPUTE_GROUP_STANDING, standing))
        return wrong(problem, DISPUTE_DETAIL_UNKNOWN_WORD, "standing");
    if (at < 1 || at > INT64_C(253402300799999)) return wrong(problem, DISPUTE_DETAIL_TOO_LARGE, "at");
    if (!is_yes_no(s->verified)) return wrong(problem, DISPUTE_DETAIL_YES_NO, "verified");
    if (!is_yes_no(s->guarantee)) return wrong(problem, DISPUTE_DETAIL_YES_NO, "guarantee");
    if (s->reserved) return wrong(problem, DISPUTE_DETAIL_NOT_TAKEN, "reserved");
    if (size == sizeof s->category) return wrong(problem, DISPUTE_DETAIL_TOO_LONG, "category");
    if (!dispute__text_is_utf8(s->category, size)) return wrong(problem, DISPUTE_DETAIL_NOT_TEXT, "category");
    return DISPUTE_DONE;
}

static int is_met(const dispute_seller *s, dispute_seller_policy *p, int32_t at) {
    if (p->requirement[at] == DISPUTE_REQUIREMENT_VERIFIED) return s->verified;
    if (p->requirement[at] == DISPUTE_REQUIREMENT_GUARANTEE) return s->guarantee;
    size_t size = dispute__text_length(s->category, sizeof s->category);
    return !dispute__text_is(s->category, size, category_of(p, at));
}

dispute_result dispute_seller_standing(const dispute_seller_policy *policy, const dispute_seller *seller,
                                       int32_t standing, int64_t at, dispute_standing *answer,
                                       dispute_problem *problem) {
    dispute_seller_policy p;
    dispute_seller s;
    dispute_standing told;
    if (!policy || !seller || !answer) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = read_policy(policy, &p);
    if (result == DISPUTE_DONE) result = dispute__struct_copy_in(&s, sizeof s, seller, 8);
    if (result == DISPUTE_DONE) result = check(&s, standing, at, problem);
    if (result != DISPUTE_DONE) return result;
    int64_t day = dispute__card_day(p.day_offset, at);
    memset(&told, 0, sizeof told);
    told.size = sizeof told;
    told.standing = standing;
    told.eligible = 1;
    for (int32_t rule = 1; rule < RULES; rule++) {
        int is_in_force = day >= p.first_day[rule] && (!p.last_day[rule] || day <= p.last_day[rule]);
        if (p.standing[rule] != standing || (!is_in_force && p.first_day[rule])) continue;
        told.rules++;
        if (!told.eligible || is_met(&s, &p, rule)) continue;
        told.eligible = 0;
        told.rule = rule;
        told.requirement = p.requirement[rule];
        told.holds_from = p.first_day[rule] ? dispute__card_instant(p.day_offset, p.first_day[rule]) : 0;
        told.holds_until = p.last_day[rule] ? dispute__card_instant(p.day_offset, p.last_day[rule] + 1) : 0;
    }
    return dispute__struct_copy_out(answer, &told, sizeof told, 8);
}
