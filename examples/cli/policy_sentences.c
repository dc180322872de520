/* policy_sentences.c - a key of a policy and its value as a sentence: the phrase of the key, its holes filled. */
#include "policy_sentences.h"
#include "durations.h"
#include "wording.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- which phrase ---- */

static const char *in_language(const char *const english[READERS], const char *const simplified[READERS],
                               const char *const traditional[READERS], enum reader who) {
    int32_t chosen = language();
    const char *const *all = chosen == DISPUTE_LANGUAGE_ZH_HANS   ? simplified
                             : chosen == DISPUTE_LANGUAGE_ZH_HANT ? traditional
                                                                  : english;
    return all[who] ? all[who] : all[READER_ANYBODY];
}

static const key_phrase *phrase_of(int32_t key, const char *value) {
    for (size_t i = 0; i < key_phrase_count; i++) {
        const key_phrase *p = &key_phrases[i];
        if (p->key == key && (!p->value || strcmp(p->value, value) == 0)) return p;
    }
    return NULL;
}

int32_t deadline_key_of(int32_t silence_key) {
    static const char end[] = ".on_silence";
    const char *name = word_or_none(DISPUTE_GROUP_KEY, silence_key);
    size_t size = strlen(name);
    if (size < sizeof end || strcmp(name + size - (sizeof end - 1), end) != 0) return 0;
    return dispute_word_number(DISPUTE_GROUP_KEY, name, size - (sizeof end - 1));
}

int32_t silence_key_of(int32_t deadline_key) { /* a key and what its silence does are neighbours */
    return deadline_key_of(deadline_key + 1) == deadline_key ? deadline_key + 1 : 0;
}

/* ---- what fills a hole ---- */

void put_silence_phrase(text *t, int32_t key, int32_t silence, enum reader who) {
    for (size_t i = 0; i < silence_phrase_count; i++) {
        const silence_phrase *p = &silence_phrases[i];
        if (p->silence != silence || (p->key && p->key != key)) continue;
        text_put(t, in_language(p->english, p->simplified, p->traditional, who));
        return;
    }
}

static int is_count(int32_t key) {
    return key == DISPUTE_KEY_OPEN_REOPEN_TIMES || key == DISPUTE_KEY_APPEAL_ROUNDS || key == DISPUTE_KEY_EXTEND_TIMES;
}

static void put_times(text *t, const char *value) {
    if (language() == DISPUTE_LANGUAGE_EN && strcmp(value, "1") == 0)
        text_put(t, "once");
    else
        text_print(t, spoken("%s times", "%s 次", "%s 次"), value);
}

static void put_window(text *t, const char *value) { /* "P3D..P15D" */
    text from = {NULL, 0, 0}, to = {NULL, 0, 0};
    char begin[DISPUTE_NAME_SIZE];
    const char *dots = strstr(value, ".."), *end = dots ? dots + 2 : "none";
    snprintf(begin, sizeof begin, "%.*s", dots ? (int)(dots - value) : 0, value);
    put_duration(&from, begin);
    put_duration(&to, end);
    int open_ended = strcmp(end, "none") == 0, at_once = strcmp(begin, "0") == 0;
    if (open_ended)
        text_print(t, spoken("from %s after the opening on", "发起纠纷 %s后", "提出爭議 %s後"), text_string(&from));
    else if (at_once)
        text_print(t, spoken("until %s after the opening", "发起纠纷后 %s内", "提出爭議後 %s內"), text_string(&to));
    else
        text_print(t, spoken("from %s to %s after the opening", "发起纠纷后 %s至 %s之间", "提出爭議後 %s至 %s之間"),
                   text_string(&from), text_string(&to));
    text_free(&from);
    text_free(&to);
}

static void put_weekdays(text *t, const char *value) {
    static const char days[7][3][12] = {
        {"Monday", "周一", "週一"},   {"Tuesday", "周二", "週二"}, {"Wednesday", "周三", "週三"},
        {"Thursday", "周四", "週四"}, {"Friday", "周五", "週五"},  {"Saturday", "周六", "週六"},
        {"Sunday", "周日", "週日"},
    };
    static const char names[7][4] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const char *separator = "";
    for (int i = 0; i < 7; i++) {
        if (!strstr(value, names[i])) continue;
        text_print(t, "%s%s", separator, spoken(days[i][0], days[i][1], days[i][2]));
        separator = spoken(", ", "、", "、");
    }
}

static void put_dates(text *t, const char *value) {
    for (; *value; value++)
        if (*value == ',')
            text_put(t, spoken(", ", "、", "、"));
        else
            text_add(t, value, 1);
}

static void put_at_fault(text *t, const char *value, enum reader who) {
    int32_t fault = word_read(DISPUTE_GROUP_FAULT, value);
    if (fault == DISPUTE_FAULT_SELLER && who == READER_SELLER)
        text_put(t, spoken("you", "您", "您"));
    else if (language() == DISPUTE_LANGUAGE_EN)
        text_print(t, "the %s", value);
    else
        text_put(t, label(DISPUTE_GROUP_FAULT, fault));
}

static void put_value(text *t, const policy_value *v, const char *value, enum reader who) {
    switch (v->key) {
    case DISPUTE_KEY_ESCALATE_BUYER:
    case DISPUTE_KEY_ESCALATE_SELLER: put_window(t, value); return;
    case DISPUTE_KEY_REASON_LIABLE: put_at_fault(t, value, who); return;
    case DISPUTE_KEY_CALENDAR_WEEKEND: put_weekdays(t, value); return;
    case DISPUTE_KEY_CALENDAR_HOLIDAYS: put_dates(t, value); return;
    case DISPUTE_KEY_CALENDAR_OFFSET:
    case DISPUTE_KEY_NAME: text_put(t, value); return;
    default: break;
    }
    if (is_count(v->key))
        put_times(t, value);
    else if (deadline_key_of(v->key))
        put_silence_phrase(t, v->key, word_read(DISPUTE_GROUP_SILENCE, value), who);
    else
        put_duration(t, value);
}

static int is_duration(int32_t key) {
    return !deadline_key_of(key) && key != DISPUTE_KEY_ESCALATE_BUYER && key != DISPUTE_KEY_ESCALATE_SELLER
           && !is_count(key) && key < DISPUTE_KEY_CALENDAR_OFFSET;
}

static void put_hole(text *t, const policy_value *v, const char *before, enum reader who) {
    int same = before && strcmp(before, v->value) == 0;
    if (same) text_put(t, spoken("", "仍", "仍"));
    if (before && !same && is_duration(v->key)) {
        put_duration_instead(t, v->value, before);
        return;
    }
    put_value(t, v, v->value, who);
    if (same) text_put(t, spoken(", as before", "", ""));
    if (!before || same) return;
    text_put(t, spoken(" (before: ", "（原为：", "（原為："));
    put_value(t, v, before, who);
    text_put(t, spoken(")", "）", "）"));
}

/* ---- the sentence ---- */

static void fill(text *t, const char *template, const policy_value *v, const char *before, enum reader who) {
    static const char value[] = "{}", reason[] = "{reason}";
    for (const char *at = template; *at;) {
        if (strncmp(at, value, sizeof value - 1) == 0) {
            put_hole(t, v, before, who);
            at += sizeof value - 1;
        } else if (strncmp(at, reason, sizeof reason - 1) == 0) {
            text_put(t, label(DISPUTE_GROUP_REASON, v->reason));
            at += sizeof reason - 1;
        } else {
            text_add(t, at++, 1);
        }
    }
}

/* A summer time says from when on it holds. */
static void put_instant_of(text *t, const policy_value *v) {
    const char *base = word_or_none(DISPUTE_GROUP_KEY, DISPUTE_KEY_CALENDAR_OFFSET);
    if (v->key != DISPUTE_KEY_CALENDAR_OFFSET || strlen(v->name) <= strlen(base)) return;
    text_print(t, spoken("From %s on: ", "自 %s 起：", "自 %s 起："), v->name + strlen(base) + 1);
}

void put_key_sentence(text *t, const policy_value *v, const char *before, enum reader who) {
    const key_phrase *now = phrase_of(v->key, v->value), *then = before ? phrase_of(v->key, before) : now;
    if (!now || !then) { /* a key that this command does not know yet: the library's own sentence */
        const char *sentence = dispute_word_sentence(DISPUTE_GROUP_KEY, v->key, language());
        text_put(t, sentence ? sentence : v->name);
        return;
    }
    put_instant_of(t, v);
    fill(t, in_language(now->english, now->simplified, now->traditional, who), v, then == now ? before : NULL, who);
    if (then == now) return;
    policy_value old = *v;
    old.value = before;
    text_put(t, spoken(" Before: ", "原规则：", "原規則："));
    fill(t, in_language(then->english, then->simplified, then->traditional, who), &old, NULL, who);
}
