/* lines.c - a file line by line, with the number of each. */
#include "lines.h"
#include "output.h"
#include "system_error.h"
#include "wording.h"
#include <errno.h>
#include <string.h>

enum { LINE_MAX_BYTES = 1 << 20 };

int lines_open(lines *l, const char *name) {
    *l = (lines){stdin, spoken("standard input", "标准输入", "標準輸入"), 0, {NULL, 0, 0}};
    if (!name || strcmp(name, "-") == 0) return 0;
    l->name = name;
    l->file = fopen(name, "re");
    if (l->file) return 0;
    complain(spoken("%s cannot be opened: %s", "无法打开 %s：%s", "無法開啟 %s：%s"), name, system_error(errno));
    return -1;
}

static int is_blank(const text *t) {
    for (size_t i = 0; i < t->size; i++)
        if (!strchr(" \t\r", t->bytes[i]) || !t->bytes[i]) return 0;
    return 1;
}

static int read_line(lines *l) { /* 1, 0 at the end, -1 */
    int byte = 0;
    text_clear(&l->line);
    while ((byte = getc(l->file)) != EOF && byte != '\n') {
        char c = (char)byte;
        if (l->line.size == LINE_MAX_BYTES) {
            complain(spoken("%s:%d: the line is longer than %d bytes; one event has fewer",
                            "%s:%d：这一行超过 %d 字节，一个事件没有这么长",
                            "%s:%d：這一行超過 %d 位元組，一個事件沒有這麼長"),
                     l->name, l->number + 1, LINE_MAX_BYTES);
            return -1;
        }
        text_add(&l->line, &c, 1);
    }
    if (ferror(l->file)) {
        complain(spoken("%s cannot be read: %s", "无法读取 %s：%s", "無法讀取 %s：%s"), l->name, system_error(errno));
        return -1;
    }
    if (byte == EOF && l->line.size == 0) return 0;
    l->number++;
    return 1;
}

int lines_next(lines *l) {
    int more = read_line(l);
    while (more > 0 && is_blank(&l->line)) more = read_line(l);
    return more;
}

void lines_close(lines *l) {
    if (l->file && l->file != stdin) fclose(l->file);
    text_free(&l->line);
}

int file_read(const char *name, text *to) {
    char part[4096];
    size_t size = 0;
    FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "re");
    if (!file) return -1;
    while ((size = fread(part, 1, sizeof part, file)) > 0 && to->size <= LINE_MAX_BYTES) text_add(to, part, size);
    int failed = ferror(file) != 0, error = errno;
    if (file != stdin) fclose(file);
    errno = failed ? error : EFBIG;
    return failed || to->size > LINE_MAX_BYTES ? -1 : 0;
}
