/* output.c - whole lines to standard output, or none of a line; one sentence to standard error. */
#include "output.h"
#include "progress.h"
#include "system_error.h"
#include "wording.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void complain(const char *format, ...) {
    char line[2048];
    va_list list;
    va_start(list, format);
    progress_hide();
    int size = vsnprintf(line, sizeof line, format, list);
    va_end(list);
    text clean = {NULL, 0, 0};
    text_put(&clean, "dispute: ");
    if (size > 0) text_put_clean(&clean, line, strlen(line));
    text_put(&clean, "\n");
    fputs(text_string(&clean), stderr);
    text_free(&clean);
}

int output_ready(void) {
    signal(SIGPIPE, SIG_IGN); /* a closed pipe and a full quota are errors of write(), which are said */
    signal(SIGXFSZ, SIG_IGN);
    int closed = fcntl(STDOUT_FILENO, F_GETFD) < 0;
    for (int fd = open("/dev/null", O_WRONLY); fd >= 0 && fd <= STDERR_FILENO;) fd = open("/dev/null", O_WRONLY);
    if (closed)
        complain(spoken("standard output is closed; there is nowhere to write the answer",
                        "标准输出已关闭，结果无处可写", "標準輸出已關閉，結果無處可寫"));
    return closed ? -1 : 0;
}

/* A regular file that ends in the middle of our line loses that piece again. */
static void take_back(const char *bytes, size_t written) {
    struct stat file;
    size_t whole = written;
    while (whole > 0 && bytes[whole - 1] != '\n') whole--;
    off_t piece = (off_t)(written - whole);
    if (piece == 0 || fstat(STDOUT_FILENO, &file) != 0 || !S_ISREG(file.st_mode)) return;
    if (lseek(STDOUT_FILENO, 0, SEEK_CUR) != file.st_size) return; /* others write there too */
    if (ftruncate(STDOUT_FILENO, file.st_size - piece) == 0) lseek(STDOUT_FILENO, -piece, SEEK_CUR);
}

int output_write(text *t) {
    static int failed;
    size_t written = 0;
    if (t->size) progress_hide();
    while (!failed && written < t->size) {
        ssize_t now = write(STDOUT_FILENO, t->bytes + written, t->size - written);
        if (now >= 0) {
            written += (size_t)now;
        } else if (errno != EINTR) {
            failed = 1;
            complain(spoken("standard output cannot be written: %s", "无法写入标准输出：%s", "無法寫入標準輸出：%s"),
                     system_error(errno));
            take_back(t->bytes, written);
        }
    }
    text_clear(t);
    return failed ? -1 : 0;
}
