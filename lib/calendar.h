/* calendar.h - days of a market: spans of time, dates, and where business days fall. All of it is data of the policy.
 */
#ifndef DISPUTE_LIB_CALENDAR_H
#define DISPUTE_LIB_CALENDAR_H

#include "policy.h"
#include "text.h"

#define DAY_MS INT64_C(86400000)

/* "P5D", "PT48H", "P1DT12H", "P2W", "B3D", "0", "none". 0: it is none of these. */
int dispute__span_read(const char *text, size_t size, span *to);
void dispute__span_write(pen *p, const span *from);

/* The instant `from` + `length` in the policy's calendar; saturates at the last instant of the header. */
int64_t dispute__calendar_add(const calendar *days, int64_t from, const span *length);
/* The longest that `length` can be, wherever it begins: a day is 24 hours here, and business days are as far apart as
 * the weekend and the holidays can put them. */
int64_t dispute__calendar_at_most(const calendar *days, const span *length);
/* The same for every `from`: in ms; -1: it depends on the calendar. */
int64_t dispute__calendar_plain(const calendar *days, const span *length);
int64_t dispute__calendar_local_day(const calendar *days, int64_t at);   /* days since 1970-01-01 there */
int64_t dispute__calendar_day(int64_t year, int64_t month, int64_t day); /* days since 1970-01-01 */
void dispute__calendar_date(int64_t days, int64_t *year, int64_t *month, int64_t *day);

int dispute__date_read(const char *text, size_t size, int64_t *day); /* "2026-01-05", and no more; 0: it is none */
void dispute__date_write(pen *p, int64_t day);

/* The values of calendar.*; DONE, or the [detail] of what would be right. */
int32_t dispute__offset_set(calendar *days, const char *instant, size_t instant_size, const char *text, size_t size);
int32_t dispute__weekend_set(calendar *days, const char *text, size_t size);
int32_t dispute__holidays_set(calendar *days, const char *text, size_t size);
int32_t dispute__offset_at(const calendar *days, const char *instant,
                           size_t instant_size); /* which one; -1: none begins there */
void dispute__offset_write(pen *p, const calendar *days, int32_t which);
void dispute__offset_write_instant(pen *p, const calendar *days, int32_t which);
void dispute__weekend_write(pen *p, const calendar *days);
void dispute__holidays_write(pen *p, const calendar *days);

#endif
