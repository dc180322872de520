/* durations.h - how long something lasts, in the words of the language that was chosen. */
#ifndef DISPUTE_CLI_DURATIONS_H
#define DISPUTE_CLI_DURATIONS_H

#include "text.h"
#include <stdint.h>

/* A value of a policy, P5D, PT1H30M, B3D, 0: "5 days", "1 hour 30 minutes", "3 business days", "0 days". */
void put_duration(text *t, const char *value);
/* The same, but "at once" for 0. */
void put_duration_or_at_once(text *t, const char *value);
/* "3 days instead of 5", with the unit of both where they differ. */
void put_duration_instead(text *t, const char *value, const char *before);
/* Milliseconds, as days and what is left of them. */
void put_ms(text *t, int64_t ms);

#endif
