/* durations.c - how long something lasts, in the words of the language that was chosen. */
#include "durations.h"
#include "wording.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum unit { DAYS, BUSINESS_DAYS, HOURS, MINUTES, SECONDS, UNITS };

static const struct unit_names {
    const char *one, *more; /* English */
    const char *simplified, *traditional;
} unit_names[UNITS] = {
    [DAYS] = {"day", "days", "天", "天"},
    [BUSINESS_DAYS] = {"business day", "business days", "个工作日", "個工作天"},
    [HOURS] = {"hour", "hours", "小时", "小時"},
    [MINUTES] = {"minute", "minutes", "分钟", "分鐘"},
    [SECONDS] = {"second", "seconds", "秒", "秒"},
};

/* how many of each unit */
typedef struct duration {
    int64_t of[UNITS];
} duration;

static duration read(const char *value) { /* as the library writes it: no weeks, no sum that says the same */
    duration d = {{0}};
    int business = value[0] == 'B', clock = 0;
    for (const char *at = value; *at; at++) {
        char *end = NULL;
        if (*at == 'T') clock = 1;
        if (*at < '0' || *at > '9') continue;
        int64_t number = strtoll(at, &end, 10);
        switch (*end) {
        case 'H': d.of[HOURS] = number; break;
        case 'M': d.of[MINUTES] = clock ? number : 0; break;
        case 'S': d.of[SECONDS] = number; break;
        default: d.of[business ? BUSINESS_DAYS : DAYS] = number; break;
        }
        if (!*end) break;
        at = end;
    }
    return d;
}

static int units_in(const duration *d, int *last) {
    int count = 0;
    for (int u = 0; u < UNITS; u++) {
        if (!d->of[u]) continue;
        count++;
        *last = u;
    }
    return count;
}

static void put_unit(text *t, int64_t number, int unit) {
    const struct unit_names *n = &unit_names[unit];
    text_print(t, "%" PRId64 " %s", number, spoken(number == 1 ? n->one : n->more, n->simplified, n->traditional));
}

static void put(text *t, const duration *d) {
    const char *separator = "";
    for (int u = 0; u < UNITS; u++) {
        if (!d->of[u]) continue;
        text_put(t, separator);
        put_unit(t, d->of[u], u);
        separator = " ";
    }
    if (!separator[0]) put_unit(t, 0, DAYS);
}

void put_duration(text *t, const char *value) {
    duration d = read(value);
    put(t, &d);
}

void put_duration_or_at_once(text *t, const char *value) {
    if (strcmp(value, "0") == 0)
        text_put(t, spoken("at once", "立即", "立即"));
    else
        put_duration(t, value);
}

void put_duration_instead(text *t, const char *value, const char *before) {
    duration now = read(value), then = read(before);
    int unit = DAYS, unit_before = DAYS;
    int simple = units_in(&now, &unit) <= 1 && units_in(&then, &unit_before) <= 1 && unit == unit_before;
    put(t, &now);
    text_put(t, spoken(" instead of ", "（原为 ", "（原為 "));
    if (simple && language() == DISPUTE_LANGUAGE_EN)
        text_print(t, "%" PRId64, then.of[unit]);
    else
        put(t, &then);
    text_put(t, spoken("", "）", "）"));
}

void put_ms(text *t, int64_t ms) {
    static const int64_t each[UNITS] = {86400000, 0, 3600000, 60000, 1000};
    duration d = {{0}};
    for (int u = 0; u < UNITS; u++) {
        if (!each[u]) continue;
        d.of[u] = ms / each[u];
        ms %= each[u];
    }
    put(t, &d);
}
