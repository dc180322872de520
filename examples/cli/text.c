/* text.c - a string that grows. */
#include "text.h"
#include "wording.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_no_memory(void) {
    fputs(spoken("dispute: there is not enough memory\n", "dispute: 内存不足\n", "dispute: 記憶體不足\n"), stderr);
    exit(2);
}

static void make_room(text *t, size_t more) {
    if (more < t->room - t->size) return; /* one byte stays for the NUL */
    size_t room = t->room ? t->room : 128;
    while (room - t->size <= more && room <= (size_t)-1 / 4) room *= 2;
    char *bytes = room - t->size > more ? realloc(t->bytes, room) : NULL;
    if (!bytes) text_no_memory();
    t->bytes = bytes;
    t->room = room;
}

void text_add(text *t, const char *bytes, size_t size) {
    make_room(t, size);
    if (size) memcpy(t->bytes + t->size, bytes, size);
    t->size += size;
    t->bytes[t->size] = 0;
}

void text_put(text *t, const char *string) { text_add(t, string, strlen(string)); }

void text_print(text *t, const char *format, ...) {
    va_list list, again;
    if (!format) return; /* never: but gcc's sanitizer checks for it, and then warns of what follows */
    va_start(list, format);
    va_copy(again, list);
    int size = vsnprintf(NULL, 0, format, list);
    if (size > 0) {
        make_room(t, (size_t)size);
        vsnprintf(t->bytes + t->size, (size_t)size + 1, format, again);
        t->size += (size_t)size;
    }
    va_end(again);
    va_end(list);
}

void text_clear(text *t) {
    t->size = 0;
    if (t->bytes) t->bytes[0] = 0;
}

void text_free(text *t) {
    free(t->bytes);
    *t = (text){NULL, 0, 0};
}

const char *text_string(const text *t) { return t->bytes ? t->bytes : ""; }

void text_put_clean(text *t, const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        int c1 = byte == 0xC2 && i + 1 < size && (unsigned char)bytes[i + 1] < 0xA0; /* U+0080 to U+009F */
        if (c1) i++;
        if (c1 || byte < 0x20 || byte == 0x7F)
            text_put(t, "\xEF\xBF\xBD");
        else
            text_add(t, bytes + i, 1);
    }
}
