/* samples.c - see samples.h. */
#define _POSIX_C_SOURCE 200809L
#include "samples.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t samples_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void samples_add(samples *s, double value) {
    if (s->count < SAMPLES_MAX) s->value[s->count++] = value;
}

static int ascending(const void *left, const void *right) {
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double samples_median(samples *s) {
    qsort(s->value, (size_t)s->count, sizeof s->value[0], ascending);
    return s->count ? s->value[s->count / 2] : 0;
}

void samples_print(samples *s, const char *row, const char *story) {
    double median = samples_median(s); /* sorts */
    printf("%s\t%s\t%.2f\t%.2f\n", row, story, s->value[0], median);
}
