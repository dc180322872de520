/* samples.h - one figure, measured often: the least and the middle of it are what is told. */
#ifndef DISPUTE_BENCH_SAMPLES_H
#define DISPUTE_BENCH_SAMPLES_H

#include <stdint.h>

enum { SAMPLES_MAX = 201 };

typedef struct samples {
    double value[SAMPLES_MAX];
    int count;
} samples;

int64_t samples_now(void); /* ns of the monotonic clock */
void samples_add(samples *s, double value);
double samples_median(samples *s);
/* One line for tests/bench/run: row, case, least, median. */
void samples_print(samples *s, const char *row, const char *story);

#endif
