/* progress.c - one line about long work, on standard error, where a terminal watches. */
#include "progress.h"
#include "columns.h"
#include "text.h"
#include "wording.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_AFTER_MS = 500, AGAIN_AFTER_MS = 100 };

static size_t shown; /* cells of the line that stands on the terminal */

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void progress_begin(progress *p, int64_t total, const char *what) {
    *p = (progress){total, what, now_ms() + FIRST_AFTER_MS, isatty(STDERR_FILENO)};
}

void progress_step(progress *p, int64_t done) {
    text line = {NULL, 0, 0};
    if (!p->watched || now_ms() < p->next) return;
    p->next = now_ms() + AGAIN_AFTER_MS;
    progress_hide();
    if (p->total < done) p->total = done;
    text_print(&line, spoken("%s: %lld of %lld", "%s：%lld / %lld", "%s：%lld / %lld"), p->what, (long long)done,
               (long long)p->total);
    shown = width_of(text_string(&line));
    fputs(text_string(&line), stderr);
    fflush(stderr);
    text_free(&line);
}

void progress_end(progress *p) {
    p->watched = 0;
    progress_hide();
}

void progress_hide(void) {
    if (!shown) return;
    fprintf(stderr, "\r%*s\r", (int)shown, "");
    fflush(stderr);
    shown = 0;
}
