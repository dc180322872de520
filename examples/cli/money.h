/* money.h - amounts as people write them, 20.00, with the decimals of their currency (JPY 0, KWD 3) <-> minor units. */
#ifndef DISPUTE_CLI_MONEY_H
#define DISPUTE_CLI_MONEY_H

#include "text.h"
#include <stdint.h>

/* 0, or -1: `string` is no amount of that currency, or too large. */
int money_read(const char *string, const char currency[4], int64_t *minor);
void put_number_of(text *t, int64_t minor, const char currency[4]); /* "20.00" */
void put_money(text *t, int64_t minor, const char currency[4]);     /* "20.00 USD" */

#endif
