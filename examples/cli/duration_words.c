/* duration_words.c - durations of a policy as people say them: P5D is 5 days. */
#include "duration_words.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static const struct unit {
    char letter;
    int of_the_clock; /* behind the T */
    const char *one, *many, *simplified, *traditional;
} units[] = {
    {'W', 0, "week", "weeks", "周", "週"},     {'D', 0, "day", "days", "天", "天"},
    {'H', 1, "hour", "hours", "小时", "小時"}, {'M', 1, "minute", "minutes", "分钟", "分鐘"},
    {'S', 1, "second", "seconds", "秒", "秒"},
};
enum { UNITS = sizeof units / sizeof units[0] };

static const struct unit *unit_of(char letter, int of_the_clock) {
    for (size_t i = 0; i < UNITS; i++)
        if (units[i].letter == letter && units[i].of_the_clock == of_the_clock) return &units[i];
    return NULL;
}

static int put_parts(text *t, const char *at) { /* behind the P; 0: it is no duration */
    int of_the_clock = 0, parts = 0;
    while (*at) {
        char *end = NULL;
        if (*at == 'T') {
            of_the_clock = 1;
            at++;
        }
        long number = *at >= '0' && *at <= '9' ? strtol(at, &end, 10) : -1;
        const struct unit *u = number < 0 ? NULL : unit_of(*end, of_the_clock);
        if (!u) return 0;
        text_print(t, "%s%ld %s", parts++ ? " " : "", number,
                   spoken(number == 1 ? u->one : u->many, u->simplified, u->traditional));
        at = end + 1;
    }
    return parts;
}

void put_duration(text *t, const char *duration) {
    text words = {NULL, 0, 0};
    size_t size = strlen(duration);
    if (strcmp(duration, "0") == 0) {
        text_put(&words, spoken("at once", "立即", "立即"));
    } else if (duration[0] == 'B' && size > 2 && duration[size - 1] == 'D') {
        int one = strcmp(duration, "B1D") == 0;
        text_print(&words, "%.*s %s", (int)size - 2, duration + 1,
                   spoken(one ? "business day" : "business days", "个工作日", "個工作日"));
    } else if (duration[0] != 'P' || !put_parts(&words, duration + 1)) {
        text_clear(&words);
        text_put(&words, duration);
    }
    text_put(t, text_string(&words));
    text_free(&words);
}
