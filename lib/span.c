/* span.c - a duration as the policy writes it (ISO 8601 without years and months; B3D is three business days). */
#include "calendar.h"

enum { DAYS_MAX = 100000, BUSINESS_MAX = 1000 };
#define HOUR_MS   INT64_C(3600000)
#define MINUTE_MS INT64_C(60000)
#define SECOND_MS INT64_C(1000)

typedef struct unit {
    char letter;
    int64_t ms;
    int64_t most;
} unit;

static const unit units[] = {
    /* behind the T, in this order, each at most once */
    {'H', HOUR_MS, DAYS_MAX *INT64_C(24)},
    {'M', MINUTE_MS, DAYS_MAX *INT64_C(1440)},
    {'S', SECOND_MS, DAYS_MAX *INT64_C(86400)},
};

static size_t read_number(const char *text, size_t size, char letter, int64_t most, int64_t *number) {
    size_t digits = dispute__text_digits(text, size, most, number);
    return digits && digits < size && text[digits] == letter ? digits + 1 : 0;
}

static int read_clock(const char *text, size_t size, int64_t *ms) { /* "12H30M" */
    size_t at = 0;
    for (size_t u = 0; u < sizeof units / sizeof units[0] && at < size; u++) {
        int64_t number;
        size_t read = read_number(text + at, size - at, units[u].letter, units[u].most, &number);
        if (read) *ms += number * units[u].ms;
        at += read;
    }
    return size > 0 && at == size;
}

int dispute__span_read(const char *text, size_t size, span *to) {
    int64_t number = 0;
    span s = {1, 0, 0, 0, 0};
    *to = (span){0, 0, 0, 0, 0};
    if (dispute__text_is(text, size, "none")) return 1;
    if (dispute__text_is(text, size, "0")) {
        *to = s;
        return 1;
    }
    if (size < 3) return 0;
    if (text[0] == 'B') {
        if (read_number(text + 1, size - 1, 'D', BUSINESS_MAX, &number) != size - 1 || number == 0) return 0;
        s.business = (int32_t)number;
        *to = s;
        return 1;
    }
    if (text[0] != 'P') return 0;
    size_t at = 1, read = read_number(text + 1, size - 1, 'W', DAYS_MAX / 7, &number);
    if (read)
        s.days = (int32_t)number * 7;
    else if ((read = read_number(text + 1, size - 1, 'D', DAYS_MAX, &number)) != 0)
        s.days = (int32_t)number;
    at += read;
    if (at < size && (text[at] != 'T' || !read_clock(text + at + 1, size - at - 1, &s.ms))) return 0;
    *to = s;
    return 1;
}

void dispute__span_write(pen *p, const span *from) {
    int64_t left = from->ms;
    if (!from->given || (!from->days && !from->business && !left)) {
        dispute__pen_text(p, from->given ? "0" : "none");
        return;
    }
    dispute__pen_text(p, from->business ? "B" : "P");
    if (from->days || from->business) {
        dispute__pen_number(p, from->business ? from->business : from->days, 1);
        dispute__pen_text(p, "D");
    }
    if (left) dispute__pen_text(p, "T");
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        if (left < units[u].ms) continue;
        dispute__pen_number(p, left / units[u].ms, 1);
        dispute__pen_bytes(p, &units[u].letter, 1);
        left %= units[u].ms;
    }
}
