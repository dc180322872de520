/* rfc3339.c - instants as text. */
#include "rfc3339.h"
#include "wording.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

static const int64_t DAY = 86400000, HOUR = 3600000, MINUTE = 60000, SECOND = 1000;

static const char *no_time(void) {
    return spoken("must be a time in UTC such as 2026-01-05T08:00:00Z", "须为 UTC 时间，例如 2026-01-05T08:00:00Z",
                  "須為 UTC 時間，例如 2026-01-05T08:00:00Z");
}
static const char *no_date(void) {
    return spoken("must be a date and a time that exist, such as 2026-01-05T08:00:00Z",
                  "须为真实存在的日期和时间，例如 2026-01-05T08:00:00Z",
                  "須為真實存在的日期和時間，例如 2026-01-05T08:00:00Z");
}
static const char *no_year(void) {
    return spoken("must be a time from 1970-01-01T00:00:00.001Z to 9999-12-31T23:59:59.999Z",
                  "须在 1970-01-01T00:00:00.001Z 与 9999-12-31T23:59:59.999Z 之间",
                  "須在 1970-01-01T00:00:00.001Z 與 9999-12-31T23:59:59.999Z 之間");
}
static const char *too_fine(void) {
    return spoken("must not be finer than a millisecond, such as 2026-01-05T08:00:00.125Z",
                  "最多精确到毫秒，例如 2026-01-05T08:00:00.125Z", "最多精確到毫秒，例如 2026-01-05T08:00:00.125Z");
}

static int leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int64_t month_days(int64_t year, int64_t month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

static int64_t year_days(int64_t year) { /* days from 1970-01-01 to the first of that year */
    int64_t y = year - 1;
    return 365 * (year - 1970) + (y / 4 - y / 100 + y / 400) - 477; /* 477 leap days before 1970 */
}

static int digits(const char *bytes, int count, int64_t *number) {
    *number = 0;
    for (int i = 0; i < count; i++) {
        if (bytes[i] < '0' || bytes[i] > '9') return 0;
        *number = *number * 10 + (bytes[i] - '0');
    }
    return 1;
}

/* "YYYY-MM-DDThh:mm:ss" as n[0] to n[5]: is it of that form? */
static int shape_fits(const char *bytes, size_t size, int64_t n[6]) {
    if (size < 20 || bytes[4] != '-' || bytes[7] != '-' || bytes[10] != 'T' || bytes[13] != ':' || bytes[16] != ':')
        return 0;
    return digits(bytes, 4, &n[0]) && digits(bytes + 5, 2, &n[1]) && digits(bytes + 8, 2, &n[2])
           && digits(bytes + 11, 2, &n[3]) && digits(bytes + 14, 2, &n[4]) && digits(bytes + 17, 2, &n[5]);
}

static const char *read_tail(const char *bytes, size_t size, int64_t *ms) { /* ".125Z" */
    size_t i = 0;
    int fine = 0;
    *ms = 0;
    if (size && bytes[0] == '.') {
        int64_t weight = 100;
        for (i = 1; i < size && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            *ms += weight * (bytes[i] - '0');
            if (weight == 0 && bytes[i] != '0') fine = 1;
            weight /= 10;
        }
        if (i == 1) return no_time();
    }
    int utc = (size - i == 1 && bytes[i] == 'Z') || (size - i == 6 && memcmp(bytes + i, "+00:00", 6) == 0);
    return !utc ? no_time() : fine ? too_fine() : NULL;
}

const char *rfc3339_read(const char *bytes, size_t size, int64_t *at) {
    int64_t n[6], ms;
    *at = 0;
    if (!shape_fits(bytes, size, n)) return no_time();
    const char *wrong = read_tail(bytes + 19, size - 19, &ms);
    if (wrong) return wrong;
    if (n[1] < 1 || n[1] > 12 || n[2] < 1 || n[2] > month_days(n[0], n[1])) return no_date();
    if (n[3] > 23 || n[4] > 59 || n[5] > 59) return no_date();
    if (n[0] < 1970) return no_year();
    int64_t days = year_days(n[0]) + n[2] - 1;
    for (int64_t month = 1; month < n[1]; month++) days += month_days(n[0], month);
    *at = days * DAY + n[3] * HOUR + n[4] * MINUTE + n[5] * SECOND + ms;
    return *at > 0 ? NULL : no_year(); /* 0 means "not given" */
}

const char *rfc3339_read_humane(const char *bytes, size_t size, int64_t *at) {
    char whole[RFC3339_SIZE];
    if (size == 3 && memcmp(bytes, "now", 3) == 0) {
        *at = rfc3339_now();
        return NULL;
    }
    int date = size == 10, time = size == 17 && bytes[16] == 'Z';
    if (!date && !time) return rfc3339_read(bytes, size, at);
    snprintf(whole, sizeof whole, "%.*s%s", date ? 10 : 16, bytes, date ? "T00:00:00Z" : ":00Z");
    if (time && whole[10] == ' ') whole[10] = 'T';
    return rfc3339_read(whole, strlen(whole), at);
}

static void split(int64_t at, int n[7]) {
    int64_t days = at / DAY, ms = at % DAY;
    int64_t year = 1970 + days / 366, month = 1;
    while (year_days(year + 1) <= days) year++;
    days -= year_days(year);
    while (days >= month_days(year, month)) days -= month_days(year, month++);
    n[0] = (int)year;
    n[1] = (int)month;
    n[2] = (int)days + 1;
    n[3] = (int)(ms / HOUR);
    n[4] = (int)(ms % HOUR / MINUTE);
    n[5] = (int)(ms % MINUTE / SECOND);
    n[6] = (int)(ms % SECOND);
}

const char *rfc3339_write(int64_t at, char to[RFC3339_SIZE]) {
    int n[7];
    char room[96]; /* seven numbers as long as any int */
    split(at, n);
    snprintf(room, sizeof room, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
    memcpy(to, room, RFC3339_SIZE - 1);
    to[RFC3339_SIZE - 1] = 0;
    return to;
}

const char *rfc3339_write_short(int64_t at, char to[RFC3339_SIZE]) {
    rfc3339_write(at, to);
    to[10] = ' ';
    to[at % MINUTE == 0 ? 16 : at % SECOND == 0 ? 19 : 23] = 0;
    return to;
}

int64_t rfc3339_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000000;
}
