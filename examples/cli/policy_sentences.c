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

void put_minor_units(text *t, const char *number) {
    text_print(t, "%s", number);
    text_put(t,
             spoken(strcmp(number, "1") == 0 ? " minor unit" : " minor units", " 个最小货币单位", " 個最小貨幣單位"));
}

static void put_amounts(text *t, const char *from, const char *to) { /* of a row; `to` is empty where it is open */
    text least = {NULL, 0, 0}, most = {NULL, 0, 0};
    put_minor_units(&least, from);
    put_minor_units(&most, to);
    if (!to[0] && strcmp(from, "0") == 0)
        text_put(t, spoken("any amount", "任何金额", "任何金額"));
    else if (!to[0])
        text_print(t, spoken("from %s on", "达到 %s", "達到 %s"), text_string(&least));
    else if (strcmp(from, to) == 0)
        text_print(t, spoken("exactly %s", "恰为 %s", "恰為 %s"), text_string(&most));
    else if (strcmp(from, "0") == 0)
        text_print(t, spoken("up to %s", "不超过 %s", "不超過 %s"), text_string(&most));
    else
        text_print(t, spoken("from %s to %s", "介于 %s 至 %s", "介於 %s 至 %s"), from, text_string(&most));
    text_free(&least);
    text_free(&most);
}

/* a row of a table by amount */
typedef struct amounts {
    char from[32], to[32]; /* `to` is empty where it is open */
    int32_t silence;
} amounts;

/* The row at *at, of "0..5000 close_for_buyer, 5001.. accept_return" as the library writes it; 0: there is no more. */
static int next_row(const char **at, amounts *row) {
    const char *comma_at = strchr(*at, ','), *end = comma_at ? comma_at : *at + strlen(*at);
    const char *dots = strstr(*at, ".."), *blank = strchr(*at, ' ');
    if (!dots || !blank || blank > end) return 0;
    snprintf(row->from, sizeof row->from, "%.*s", (int)(dots - *at), *at);
    snprintf(row->to, sizeof row->to, "%.*s", (int)(blank - dots - 2), dots + 2);
    row->silence = dispute_word_number(DISPUTE_GROUP_SILENCE, blank + 1, (size_t)(end - blank - 1));
    *at = comma_at ? end + 2 : end;
    return 1;
}

static void put_amount_rows(text *t, const policy_value *v, const char *value, enum reader who) {
    amounts row;
    for (const char *at = value; next_row(&at, &row);) {
        put_amounts(t, row.from, row.to);
        text_put(t, spoken(", ", "的，", "的，"));
        put_silence_phrase(t, v->key, row.silence, who);
        if (*at) text_put(t, spoken("; ", "；", "；"));
    }
}

void put_amounts_of(text *t, const char *rows, int32_t silence) {
    amounts row;
    const char *separator = "";
    for (const char *at = rows; next_row(&at, &row);) {
        if (row.silence != silence) continue;
        text_put(t, separator);
        put_amounts(t, row.from, row.to);
        separator = spoken(" or ", "或", "或");
    }
}

/* what the hole in a key's sentence is filled with */
enum filling {
    FILL_DURATION,
    FILL_SILENCE,
    FILL_WINDOW,
    FILL_TIMES,
    FILL_MULTIPLE,
    FILL_AT_FAULT,
    FILL_AMOUNT,
    FILL_AMOUNT_ROWS,
    FILL_WEEKDAYS,
    FILL_DATES,
    FILL_AS_WRITTEN
};

static enum filling filling_of(int32_t key) {
    switch (key) {
    case DISPUTE_KEY_ESCALATE_BUYER:
    case DISPUTE_KEY_ESCALATE_SELLER: return FILL_WINDOW;
    case DISPUTE_KEY_OPEN_REOPEN_TIMES:
    case DISPUTE_KEY_AMEND_TIMES:
    case DISPUTE_KEY_PROPOSE_BUYER_TIMES:
    case DISPUTE_KEY_PROPOSE_SELLER_TIMES:
    case DISPUTE_KEY_EXTEND_TIMES:
    case DISPUTE_KEY_APPEAL_ROUNDS: return FILL_TIMES;
    case DISPUTE_KEY_REASON_MULTIPLE: return FILL_MULTIPLE;
    case DISPUTE_KEY_REASON_LIABLE: return FILL_AT_FAULT;
    case DISPUTE_KEY_PLATFORM_PAYS_UP_TO:
    case DISPUTE_KEY_REASON_GRANT:
    case DISPUTE_KEY_ROUND_FEE: return FILL_AMOUNT;
    case DISPUTE_KEY_NEGOTIATION_RESPONSE_BY_AMOUNT: return FILL_AMOUNT_ROWS;
    case DISPUTE_KEY_CALENDAR_WEEKEND: return FILL_WEEKDAYS;
    case DISPUTE_KEY_CALENDAR_HOLIDAYS: return FILL_DATES;
    case DISPUTE_KEY_CALENDAR_OFFSET:
    case DISPUTE_KEY_EFFECTIVE_FROM:
    case DISPUTE_KEY_NAME: return FILL_AS_WRITTEN;
    default: return deadline_key_of(key) ? FILL_SILENCE : FILL_DURATION;
    }
}

static void put_value(text *t, const policy_value *v, const char *value, enum reader who) {
    switch (filling_of(v->key)) {
    case FILL_WINDOW: put_window(t, value); break;
    case FILL_TIMES: put_times(t, value); break;
    case FILL_MULTIPLE: text_print(t, spoken("%s times", "%s 倍", "%s 倍"), value); break;
    case FILL_AT_FAULT: put_at_fault(t, value, who); break;
    case FILL_AMOUNT: put_minor_units(t, value); break;
    case FILL_AMOUNT_ROWS: put_amount_rows(t, v, value, who); break;
    case FILL_WEEKDAYS: put_weekdays(t, value); break;
    case FILL_DATES: put_dates(t, value); break;
    case FILL_AS_WRITTEN: text_put(t, value); break;
    case FILL_SILENCE: put_silence_phrase(t, v->key, word_read(DISPUTE_GROUP_SILENCE, value), who); break;
    case FILL_DURATION:
    default: put_duration(t, value); break;
    }
}

static void put_hole(text *t, const policy_value *v, const char *before, enum reader who) {
    int same = before && strcmp(before, v->value) == 0;
    if (same) text_put(t, spoken("", "仍", "仍"));
    if (before && !same && filling_of(v->key) == FILL_DURATION) {
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
    static const char value[] = "{}", reason[] = "{reason}", round[] = "{round}";
    for (const char *at = template; *at;) {
        if (strncmp(at, value, sizeof value - 1) == 0) {
            put_hole(t, v, before, who);
            at += sizeof value - 1;
            if (before && *at == ' ' && language() != DISPUTE_LANGUAGE_EN) at++; /* behind a full-width bracket */
        } else if (strncmp(at, reason, sizeof reason - 1) == 0) {
            text_put(t, label(DISPUTE_GROUP_REASON, v->reason));
            at += sizeof reason - 1;
        } else if (strncmp(at, round, sizeof round - 1) == 0) {
            text_print(t, "%d", (int)v->round);
            at += sizeof round - 1;
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
