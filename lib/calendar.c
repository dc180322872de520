/* calendar.c - where a span ends: 24 hours are elapsed time, a day is the same time of day on the calendar's next day,
 * a business day skips the weekend and the holidays (docs/policies.md). */
#include "calendar.h"
#include "case.h"
#include <string.h>

/* ---- dates, in the Gregorian calendar ---- */

static int64_t leap_days_before(int64_t year) { return (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400; }

static int is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int64_t month_days(int64_t year, int64_t month) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

int64_t dispute__calendar_day(int64_t year, int64_t month, int64_t day) {
    int64_t days = (year - 1970) * 365 + leap_days_before(year) - leap_days_before(1970) + day - 1;
    for (int64_t m = 1; m < month; m++) days += month_days(year, m);
    return days;
}

void dispute__calendar_date(int64_t days, int64_t *year, int64_t *month, int64_t *day) {
    int64_t y = 1970 + days / 366, m = 1;
    while (dispute__calendar_day(y + 1, 1, 1) <= days) y++;
    int64_t left = days - dispute__calendar_day(y, 1, 1);
    while (left >= month_days(y, m)) left -= month_days(y, m++);
    *year = y;
    *month = m;
    *day = left + 1;
}

/* ---- local time ---- */

static int64_t offset_of(const calendar *days, int64_t at) {
    int32_t i = days->offsets - 1;
    while (i > 0 && days->offset_from[i] > at) i--;
    return days->offset_ms[i];
}

/* The first instant at which clocks show this local time. Where they skip it, it is read with the offset before the
 * skip: as much later as they were put forward. */
static int64_t to_instant(const calendar *days, int64_t local) {
    int64_t skipped = local - days->offset_ms[0];
    for (int32_t i = 0; i < days->offsets; i++) {
        int64_t at = local - days->offset_ms[i];
        if (i > 0 && at < days->offset_from[i]) break;
        if (i + 1 == days->offsets || at < days->offset_from[i + 1]) return at;
        skipped = at;
    }
    return skipped;
}

static int64_t floor_day(int64_t local) { return (local >= 0 ? local : local - (DAY_MS - 1)) / DAY_MS; }

static int is_business_day(const calendar *days, int64_t day) {
    int64_t weekday = (day % 7 + 7 + 3) % 7; /* 1970-01-01 was a Thursday; Monday is 0 */
    if (days->weekend >> weekday & 1) return 0;
    int32_t low = 0, high = days->holidays;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (days->holiday[middle] == day) return 0;
        if (days->holiday[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return 1;
}

int64_t dispute__calendar_local_day(const calendar *days, int64_t at) { return floor_day(at + offset_of(days, at)); }

int64_t dispute__calendar_plain(const calendar *days, const span *length) {
    if (length->business || (length->days && days->offsets > 1)) return -1;
    return length->days * DAY_MS + length->ms; /* every day has 24 hours */
}

int64_t dispute__calendar_add(const calendar *days, int64_t from, const span *length) {
    int64_t at = from;
    if (length->days || length->business) {
        int64_t local = from + offset_of(days, from), day = floor_day(local), time = local - day * DAY_MS;
        int32_t left = length->business;
        day += length->days;
        while (left > 0) left -= is_business_day(days, ++day); /* a week has a working day: policy.c sees to it */
        at = to_instant(days, day * DAY_MS + time);
    }
    at += length->ms;
    return at > INSTANT_MAX ? INSTANT_MAX : at;
}

/* How many days `business` business days take at most, of those that begin on a day from `from` to `to`. */
static int64_t longest_from(const calendar *days, int64_t from, int64_t to, int32_t business) {
    int64_t most = 0, end = from;
    for (int32_t left = business; left > 0;) left -= is_business_day(days, ++end);
    for (int64_t day = from; day <= to; day++) {
        if (end - day > most) most = end - day;
        if (is_business_day(days, day + 1)) /* it is no longer among them: one more at the end */
            while (!is_business_day(days, ++end)) continue;
    }
    return most;
}

int64_t dispute__calendar_at_most(const calendar *days, const span *length) {
    int64_t ms = length->days * DAY_MS + length->ms, week = 7, most = 0;
    if (!length->business) return ms;
    int64_t before = (length->business + 1) * week; /* a holiday is felt by what begins so many days before it */
    int64_t first = days->holidays ? days->holiday[0] - before : week, done = first;
    most = longest_from(days, first - before - week, first - before, length->business);
    for (int32_t i = 0; i < days->holidays; i++) {
        int64_t from = days->holiday[i] - before, longest;
        if (from < done) from = done;
        done = days->holiday[i] + 1;
        longest = longest_from(days, from, days->holiday[i], length->business);
        if (longest > most) most = longest;
    }
    return most * DAY_MS + ms;
}

/* ---- the keys calendar.* ---- */

int dispute__date_read(const char *text, size_t size, int64_t *day) { /* "2026-01-05", and no more */
    int64_t y, m, d;
    if (size != 10 || text[4] != '-' || text[7] != '-') return 0;
    if (dispute__text_digits(text, 4, 9999, &y) != 4 || dispute__text_digits(text + 5, 2, 12, &m) != 2
        || dispute__text_digits(text + 8, 2, 31, &d) != 2)
        return 0;
    if (y < 1970 || m < 1 || d < 1 || d > month_days(y, m)) return 0;
    *day = dispute__calendar_day(y, m, d);
    return 1;
}

static int read_instant(const char *text, size_t size, int64_t *at) { /* "2026-03-08T10:00:00Z" */
    int64_t day, h, m, s;
    if (size != 20 || !dispute__date_read(text, 10, &day) || text[10] != 'T' || text[13] != ':' || text[16] != ':'
        || text[19] != 'Z')
        return 0;
    if (dispute__text_digits(text + 11, 2, 23, &h) != 2 || dispute__text_digits(text + 14, 2, 59, &m) != 2
        || dispute__text_digits(text + 17, 2, 59, &s) != 2)
        return 0;
    *at = day * DAY_MS + ((h * 60 + m) * 60 + s) * 1000;
    return 1;
}

int32_t dispute__offset_at(const calendar *days, const char *instant, size_t instant_size) {
    int64_t from = INT64_MIN;
    if (instant_size && !read_instant(instant, instant_size, &from)) return -1;
    for (int32_t i = 0; i < days->offsets; i++)
        if (days->offset_from[i] == from) return i;
    return -1;
}

int32_t dispute__offset_set(calendar *days, const char *instant, size_t instant_size, const char *text, size_t size) {
    int64_t from = INT64_MIN, h, m;
    if (instant_size && !read_instant(instant, instant_size, &from)) return DISPUTE_DETAIL_CALENDAR_OFFSET;
    if (size != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':'
        || dispute__text_digits(text + 1, 2, 18, &h) != 2 || dispute__text_digits(text + 4, 2, 59, &m) != 2)
        return DISPUTE_DETAIL_CALENDAR_OFFSET;
    int32_t i = dispute__offset_at(days, instant, instant_size), ms = (int32_t)((h * 60 + m) * 60000);
    if (i < 0) {
        if (days->offsets == OFFSETS_MAX) return DISPUTE_DETAIL_TOO_LARGE;
        for (i = days->offsets++; days->offset_from[i - 1] > from; i--) {
            days->offset_from[i] = days->offset_from[i - 1];
            days->offset_ms[i] = days->offset_ms[i - 1];
        }
        days->offset_from[i] = from;
    }
    days->offset_ms[i] = text[0] == '-' ? -ms : ms;
    return DISPUTE_DONE;
}

static const char weekdays[7][4] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

int32_t dispute__weekend_set(calendar *days, const char *text, size_t size) {
    int32_t set = 0;
    const char *rest = text;
    size_t rest_size = size;
    if (dispute__text_is(text, size, "none")) {
        days->weekend = 0;
        return DISPUTE_DONE;
    }
    do {
        text = rest;
        size = rest_size;
        int32_t day = 0;
        size_t length = dispute__text_element(&text, &size, &rest, &rest_size);
        while (day < 7 && !dispute__text_is(text, length, weekdays[day])) day++;
        if (day == 7) return DISPUTE_DETAIL_CALENDAR_DAYS;
        set |= 1 << day;
    } while (rest_size > 0 || (rest > text && rest[-1] == ','));
    if (set == 127) return DISPUTE_DETAIL_NO_WORKING_DAY;
    days->weekend = set;
    return DISPUTE_DONE;
}

int32_t dispute__holidays_set(calendar *days, const char *text, size_t size) {
    const char *rest = text;
    size_t rest_size = size;
    days->holidays = 0;
    memset(days->holiday, 0, sizeof days->holiday);
    if (dispute__text_is(text, size, "none")) return DISPUTE_DONE;
    do {
        text = rest;
        size = rest_size;
        int64_t day;
        size_t length = dispute__text_element(&text, &size, &rest, &rest_size);
        if (!dispute__date_read(text, length, &day)) return DISPUTE_DETAIL_CALENDAR_DATES;
        if (days->holidays == HOLIDAYS_MAX) return DISPUTE_DETAIL_TOO_LARGE;
        int32_t i = days->holidays++;
        for (; i > 0 && days->holiday[i - 1] > day; i--) days->holiday[i] = days->holiday[i - 1];
        if (i > 0 && days->holiday[i - 1] == day) return DISPUTE_DETAIL_TWICE;
        days->holiday[i] = (int32_t)day;
    } while (rest_size > 0 || (rest > text && rest[-1] == ','));
    return DISPUTE_DONE;
}

void dispute__date_write(pen *p, int64_t day) {
    int64_t y, m, d;
    dispute__calendar_date(day, &y, &m, &d);
    dispute__pen_number(p, y, 4);
    dispute__pen_text(p, "-");
    dispute__pen_number(p, m, 2);
    dispute__pen_text(p, "-");
    dispute__pen_number(p, d, 2);
}

void dispute__offset_write_instant(pen *p, const calendar *days, int32_t which) {
    int64_t at = days->offset_from[which], second = at / 1000 % 86400;
    dispute__date_write(p, at / DAY_MS);
    dispute__pen_text(p, "T");
    dispute__pen_number(p, second / 3600, 2);
    dispute__pen_text(p, ":");
    dispute__pen_number(p, second / 60 % 60, 2);
    dispute__pen_text(p, ":");
    dispute__pen_number(p, second % 60, 2);
    dispute__pen_text(p, "Z");
}

void dispute__offset_write(pen *p, const calendar *days, int32_t which) {
    int32_t ms = days->offset_ms[which], minutes = (ms < 0 ? -ms : ms) / 60000;
    dispute__pen_text(p, ms < 0 ? "-" : "+");
    dispute__pen_number(p, minutes / 60, 2);
    dispute__pen_text(p, ":");
    dispute__pen_number(p, minutes % 60, 2);
}

void dispute__weekend_write(pen *p, const calendar *days) {
    int32_t written = 0;
    for (int32_t day = 0; day < 7; day++) {
        if (!(days->weekend >> day & 1)) continue;
        if (written++) dispute__pen_text(p, ",");
        dispute__pen_text(p, weekdays[day]);
    }
    if (!written) dispute__pen_text(p, "none");
}

void dispute__holidays_write(pen *p, const calendar *days) {
    for (int32_t i = 0; i < days->holidays; i++) {
        if (i) dispute__pen_text(p, ",");
        dispute__date_write(p, days->holiday[i]);
    }
    if (!days->holidays) dispute__pen_text(p, "none");
}
