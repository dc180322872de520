/* rfc3339.h - instants as text: milliseconds since 1970 UTC <-> 2026-01-05T08:00:00.000Z. */
#ifndef DISPUTE_CLI_RFC3339_H
#define DISPUTE_CLI_RFC3339_H

#include <stddef.h>
#include <stdint.h>

enum { RFC3339_SIZE = 25 }; /* what is written, with its NUL */

/* Strict: a real date, capital T, UTC, at most milliseconds. NULL: read; else what would be right. */
const char *rfc3339_read(const char *bytes, size_t size, int64_t *at);
/* For people on a command line: also a date, and a time without seconds. "now" is the clock's. */
const char *rfc3339_read_humane(const char *bytes, size_t size, int64_t *at);
const char *rfc3339_write(int64_t at, char to[RFC3339_SIZE]); /* gives `to` back */
/* "2026-01-05 08:00", with seconds and milliseconds only where there are any. */
const char *rfc3339_write_short(int64_t at, char to[RFC3339_SIZE]);
int64_t rfc3339_now(void);

#endif
