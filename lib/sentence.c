/* sentence.c - the whole sentence of a problem, put together from the templates of the vocabulary.
 *
 * A template has holes, {at}, and parts that may be left out, [ since {at}]. Of a result's templates the first counts
 * whose holes can all be filled; a part in brackets is said only where its own can. So a sentence never shows an empty
 * date, and what can be said of each result is read in lib/words/vocabulary.txt. */
#include "calendar.h"
#include "case.h"
#include "event.h"
#include "text.h"
#include "words.h"
#include <string.h>

enum { PROBLEM_LEAST = 8 }; /* size and result */

typedef struct speech {
    const dispute_problem *problem;
    int32_t language;
} speech;

/* ---- what fills a hole ---- */

static int say_text(pen *out, const char *text) {
    if (text) dispute__pen_text(out, text);
    return text != NULL;
}

static int say_label(const speech *s, int32_t group, int32_t number, pen *out) {
    return number != 0 && say_text(out, dispute_word_label(group, number, s->language));
}

static int say_at(const speech *s, pen *out) { /* 2026-01-05 08:00 UTC, as exact as it needs to be */
    int64_t at = s->problem->at, year, month, day;
    if (at < INSTANT_MIN || at > INSTANT_MAX) return 0;
    dispute__calendar_date(at / DAY_MS, &year, &month, &day);
    int64_t ms = at % DAY_MS, seconds = ms / 1000;
    dispute__pen_number(out, year, 4);
    dispute__pen_text(out, "-");
    dispute__pen_number(out, month, 2);
    dispute__pen_text(out, "-");
    dispute__pen_number(out, day, 2);
    dispute__pen_text(out, " ");
    dispute__pen_number(out, seconds / 3600, 2);
    dispute__pen_text(out, ":");
    dispute__pen_number(out, seconds / 60 % 60, 2);
    if (ms % 60000) {
        dispute__pen_text(out, ":");
        dispute__pen_number(out, seconds % 60, 2);
    }
    if (ms % 1000) {
        dispute__pen_text(out, ".");
        dispute__pen_number(out, ms % 1000, 3);
    }
    dispute__pen_text(out, " UTC");
    return 1;
}

static int is_currency(const char currency[4]) {
    for (int i = 0; i < 3; i++)
        if (currency[i] < 'A' || currency[i] > 'Z') return 0;
    return currency[3] == 0;
}

static int say_limit(const speech *s, pen *out) { /* 50.00 USD; a count where no currency is given */
    const dispute_problem *p = s->problem;
    if (p->limit == 0 && !is_currency(p->currency)) return 0; /* an order without freight has a limit of 0.00 USD */
    if (!is_currency(p->currency)) {
        dispute__pen_number(out, p->limit, 1);
        return 1;
    }
    int decimals = dispute_currency_decimals(p->currency);
    int64_t unit = 1;
    for (int i = 0; i < decimals; i++) unit *= 10;
    int64_t rest = p->limit % unit;
    if (p->limit < 0)
        dispute__pen_text(out, "-"); /* a hostile struct; parts of it may be 0, which has no sign of its own */
    dispute__pen_number(out, p->limit < 0 ? -(p->limit / unit) : p->limit / unit, 1);
    if (decimals > 0) {
        dispute__pen_text(out, ".");
        dispute__pen_number(out, rest < 0 ? -rest : rest, decimals);
    }
    dispute__pen_text(out, " ");
    dispute__pen_text(out, p->currency);
    return 1;
}

static int say_name(const speech *s, pen *out) { /* whatever is in it, what comes out is text on one line */
    const char *name = s->problem->name;
    size_t size = dispute__text_length(name, sizeof s->problem->name);
    int whole = dispute__text_is_utf8(name, size);
    for (size_t i = 0; i < size; i++) {
        uint8_t byte = (uint8_t)name[i];
        int shown = byte >= 0x80 ? whole : byte >= 0x20 && byte != 0x7F;
        dispute__pen_bytes(out, shown ? name + i : "?", 1);
    }
    return size > 0;
}

static int say_count(int64_t number, pen *out) {
    if (number > 0) dispute__pen_number(out, number, 1);
    return number > 0;
}

static int say_rule(const speech *s, pen *out) { /* K is about the order of calls: nothing that a person would ask */
    int32_t rule = s->problem->rule;
    return rule > DISPUTE_RULE_K5 && say_text(out, dispute_word_sentence(DISPUTE_GROUP_RULE, rule, s->language));
}

static int say_detail(const speech *s, pen *out) {
    const dispute_problem *p = s->problem; /* of a key, the result itself says it better */
    if (p->result == DISPUTE_ERROR_BAD_KEY && p->detail == DISPUTE_DETAIL_UNKNOWN_WORD) return 0;
    return say_text(out, dispute_word_sentence(DISPUTE_GROUP_DETAIL, p->detail, s->language));
}

static int say_key(const speech *s, pen *out) { /* where the value has to be one of a few: the key says which */
    int32_t detail = s->problem->detail, reason;
    int few = detail == DISPUTE_DETAIL_SILENCE || detail == DISPUTE_DETAIL_CHOICE || detail == DISPUTE_DETAIL_WORD
              || detail == DISPUTE_DETAIL_NUMBER;
    const char *name = s->problem->name;
    int32_t key = few ? dispute__key_read(name, dispute__text_length(name, sizeof s->problem->name), &reason) : 0;
    return say_text(out, dispute_word_sentence(DISPUTE_GROUP_KEY, key, s->language));
}

static int say_why(const speech *s, pen *out) {
    return say_text(out, dispute_word_sentence(DISPUTE_GROUP_RESULT, s->problem->result, s->language));
}

static int say_hole(const speech *s, const char *hole, size_t size, pen *out) {
    const dispute_problem *p = s->problem;
    if (dispute__text_is(hole, size, "at")) return say_at(s, out);
    if (dispute__text_is(hole, size, "limit")) return say_limit(s, out);
    if (dispute__text_is(hole, size, "name")) return say_name(s, out);
    if (dispute__text_is(hole, size, "line")) return say_count(p->line, out);
    if (dispute__text_is(hole, size, "detail")) return say_detail(s, out);
    if (dispute__text_is(hole, size, "key")) return say_key(s, out);
    if (dispute__text_is(hole, size, "rule")) return say_rule(s, out);
    if (dispute__text_is(hole, size, "why")) return say_why(s, out);
    if (dispute__text_is(hole, size, "state")) return say_label(s, DISPUTE_GROUP_STATE, p->state, out);
    if (dispute__text_is(hole, size, "event")) return say_label(s, DISPUTE_GROUP_EVENT, p->event, out);
    if (dispute__text_is(hole, size, "party")) return say_label(s, DISPUTE_GROUP_PARTY, p->party, out);
    if (dispute__text_is(hole, size, "deadline")) return say_label(s, DISPUTE_GROUP_DEADLINE, p->deadline, out);
    dispute__pen_number(out, p->result, 1); /* {result}: embed.py knows no other */
    return 1;
}

/* ---- templates ---- */

static size_t until(const char *text, size_t size, char mark) {
    size_t i = 0;
    while (i < size && text[i] != mark) i++;
    return i;
}

/* A stretch without brackets. 0: it has a hole that cannot be filled. */
static int say_plain(const speech *s, const char *text, size_t size, pen *out) {
    for (size_t at = 0; at < size; at++) {
        size_t hole = until(text + at, size - at, '{');
        dispute__pen_bytes(out, text + at, hole);
        at += hole;
        if (at == size) break;
        hole = until(text + at, size - at, '}');
        if (!say_hole(s, text + at + 1, hole - 1, out)) return 0;
        at += hole;
    }
    return 1;
}

static int say(const speech *s, const char *text, pen *out) {
    size_t size = dispute__text_length(text, (size_t)-1);
    for (size_t at = 0; at < size; at++) {
        pen dry = {NULL, 0, 0};
        size_t plain = until(text + at, size - at, '[');
        if (!say_plain(s, text + at, plain, out)) return 0;
        at += plain;
        if (at == size) break;
        size_t part = until(text + at, size - at, ']');
        if (say_plain(s, text + at + 1, part - 1, &dry)) say_plain(s, text + at + 1, part - 1, out);
        at += part;
    }
    return 1;
}

static const char *own_text(int32_t group, int32_t number, int32_t language) {
    const word *w = dispute__word_find(group, number);
    return w ? dispute__words_text(w->sentence[language - 1]) : NULL;
}

static const char *template_of(const speech *s) {
    int32_t result = s->problem->result;
    if (!dispute__word_find(DISPUTE_GROUP_RESULT, result)) return own_text(GROUP_PHRASE, PHRASE_UNKNOWN, s->language);
    for (int32_t variant = 1; variant < TEMPLATES_EACH; variant++) {
        pen dry = {NULL, 0, 0};
        const char *text = own_text(GROUP_TEMPLATE, result * TEMPLATES_EACH + variant, s->language);
        if (text && say(s, text, &dry)) return text;
    }
    return own_text(GROUP_PHRASE, PHRASE_ANY, s->language);
}

dispute_result dispute_problem_sentence(const dispute_problem *problem, int32_t language, char *buffer, size_t room,
                                        size_t *needed) {
    dispute_problem known;
    if (needed) *needed = 0;
    if (!problem || (!buffer && room) || language < DISPUTE_LANGUAGE_EN || language > LANGUAGES)
        return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = dispute__struct_copy_in(&known, sizeof known, problem, PROBLEM_LEAST);
    if (result != DISPUTE_DONE) return result;
    speech s = {&known, language};
    pen dry = {NULL, 0, 0}, out = {buffer, room, 0};
    const char *text = template_of(&s);
    say(&s, text, &dry);
    if (needed) *needed = dry.size + 1;
    if (dry.size >= room) return DISPUTE_ERROR_BUFFER_TOO_SMALL;
    say(&s, text, &out);
    dispute__pen_bytes(&out, "", 1);
    return DISPUTE_DONE;
}
