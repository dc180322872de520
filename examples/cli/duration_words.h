/* duration_words.h - durations of a policy as people say them: P5D is 5 days. */
#ifndef DISPUTE_CLI_DURATION_WORDS_H
#define DISPUTE_CLI_DURATION_WORDS_H

#include "text.h"

/* "5 days", "48 hours", "3 business days", "1 day 12 hours", "at once"; what is no duration stays as it is. */
void put_duration(text *t, const char *duration);

#endif
