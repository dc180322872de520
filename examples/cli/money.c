/* money.c - amounts as people write them, 20.00, with the decimals of their currency (JPY 0, KWD 3) <-> minor units. */
#include "money.h"
#include "dispute.h"
#include <inttypes.h>

int money_read(const char *string, const char currency[4], int64_t *minor) {
    int32_t decimals = dispute_currency_decimals(currency), left = decimals;
    int point = 0, digits = 0;
    int64_t sum = 0;
    for (const char *at = string; *at; at++) {
        if (*at == '.' && !point && digits && decimals) {
            point = 1;
            continue;
        }
        if (*at < '0' || *at > '9' || (point && left == 0) || sum > (INT64_MAX - (*at - '0')) / 10) return -1;
        sum = sum * 10 + (*at - '0');
        digits++;
        if (point) left--;
    }
    if (!digits || (point && left == decimals)) return -1;
    for (; left > 0; left--) {
        if (sum > INT64_MAX / 10) return -1;
        sum *= 10;
    }
    *minor = sum;
    return 0;
}

void put_number_of(text *t, int64_t minor, const char currency[4]) {
    int32_t decimals = dispute_currency_decimals(currency);
    int64_t unit = 1;
    for (int32_t i = 0; i < decimals; i++) unit *= 10;
    if (decimals == 0)
        text_print(t, "%" PRId64, minor);
    else
        text_print(t, "%" PRId64 ".%0*" PRId64, minor / unit, (int)decimals, minor % unit);
}

void put_money(text *t, int64_t minor, const char currency[4]) {
    put_number_of(t, minor, currency);
    text_print(t, " %.3s", currency);
}
