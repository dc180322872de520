/* wide.h - products of two whole numbers in 128 bits, so that a proportion is exact before it is rounded. */
#ifndef DISPUTE_LIB_WIDE_H
#define DISPUTE_LIB_WIDE_H

#include <stdint.h>

typedef struct wide {
    uint64_t high, low;
} wide;

wide dispute__wide_product(uint64_t a, uint64_t b);
int dispute__wide_compare(wide a, wide b); /* < 0, 0, > 0 */

/* a * b / by, rounded down, and what remains: 1; 0: it is above INT64_MAX. `by` is not 0. */
int dispute__proportion(int64_t a, int64_t b, int64_t by, int64_t *down, int64_t *remains);
int dispute__proportion_up(int64_t a, int64_t b, int64_t by, int64_t *up);           /* the same, rounded up */
int dispute__proportion_nearest(int64_t a, int64_t b, int64_t by, int64_t *nearest); /* halves up */

#endif
