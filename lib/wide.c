/* wide.c - products of two whole numbers in 128 bits, and proportions, each with its rounding. */
#include "wide.h"

wide dispute__wide_product(uint64_t a, uint64_t b) {
    uint64_t a_low = a & UINT32_MAX, a_high = a >> 32, b_low = b & UINT32_MAX, b_high = b >> 32;
    uint64_t low = a_low * b_low, left = a_high * b_low, right = a_low * b_high;
    uint64_t middle = (low >> 32) + (left & UINT32_MAX) + (right & UINT32_MAX);
    return (wide){a_high * b_high + (left >> 32) + (right >> 32) + (middle >> 32), middle << 32 | (low & UINT32_MAX)};
}

int dispute__wide_compare(wide a, wide b) {
    if (a.high != b.high) return a.high < b.high ? -1 : 1;
    return a.low < b.low ? -1 : a.low > b.low;
}

int dispute__proportion(int64_t a, int64_t b, int64_t by, int64_t *down, int64_t *remains) {
    wide product = dispute__wide_product((uint64_t)a, (uint64_t)b);
    uint64_t rest = product.high, quotient = 0, divisor = (uint64_t)by;
    *down = 0;
    *remains = 0;
    if (rest >= divisor) return 0; /* the quotient would have more than 64 bits */
    for (int bit = 63; bit >= 0; bit--) {
        rest = rest << 1 | (product.low >> bit & 1); /* below 2 * divisor, so below 2^64 */
        quotient <<= 1;
        if (rest >= divisor) {
            rest -= divisor;
            quotient |= 1;
        }
    }
    if (quotient > INT64_MAX) return 0;
    *down = (int64_t)quotient;
    *remains = (int64_t)rest;
    return 1;
}

static int add_one(int64_t *number, int when) {
    if (when && *number == INT64_MAX) return 0;
    if (when) ++*number;
    return 1;
}

int dispute__proportion_up(int64_t a, int64_t b, int64_t by, int64_t *up) {
    int64_t remains;
    return dispute__proportion(a, b, by, up, &remains) && add_one(up, remains > 0);
}

int dispute__proportion_nearest(int64_t a, int64_t b, int64_t by, int64_t *nearest) {
    int64_t remains;
    return dispute__proportion(a, b, by, nearest, &remains) && add_one(nearest, remains >= by - remains);
}
