/* columns.c - columns and paragraphs on a terminal, where a Chinese character is as wide as two Latin letters. */
#include "columns.h"
#include <stdint.h>
#include <string.h>

/* The next character of UTF-8 and how many bytes it has; a byte that is none counts as one character. */
static uint32_t next_character(const char *at, size_t *size) {
    const unsigned char *b = (const unsigned char *)at;
    uint32_t c = b[0];
    size_t more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;
    if (more) c &= 0x3FU >> more;
    for (size_t i = 1; i <= more; i++) {
        if ((b[i] & 0xC0) != 0x80) {
            *size = 1;
            return b[0];
        }
        c = c << 6 | (b[i] & 0x3FU);
    }
    *size = more + 1;
    return c;
}

static size_t cells(uint32_t c) {
    static const uint32_t wide[][2] = {
        {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD},
    };
    int combines = (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F);
    if (combines) return 0;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (c >= wide[i][0] && c <= wide[i][1]) return 2;
    return 1;
}

size_t width_of(const char *string) {
    size_t width = 0, size = 0;
    for (; *string; string += size) width += cells(next_character(string, &size));
    return width;
}

void put_blanks(text *t, size_t count) { text_print(t, "%*s", (int)count, ""); }

void put_padded(text *t, const char *string, size_t width) {
    size_t own = width_of(string);
    text_put(t, string);
    if (own < width) put_blanks(t, width - own);
}

/* ---- paragraphs ---- */

static int is_one_of(uint32_t c, const char *characters) {
    size_t size = 0;
    for (; *characters; characters += size)
        if (next_character(characters, &size) == c) return 1;
    return 0;
}

/* May a line end between these two? At a blank, and between Chinese characters, but no line begins with a comma. */
static int may_break(uint32_t before, uint32_t after) {
    if (before == ' ') return after != ' ';
    if (cells(before) < 2 && cells(after) < 2) return 0;
    return after != ' ' && !is_one_of(after, "，。；：、！？）」』”…,.;:)") && !is_one_of(before, "（「『“(");
}

static size_t piece_size(const char *at) { /* up to where a line may end */
    size_t size = 0, next = 0;
    uint32_t before = next_character(at, &size);
    size_t sum = size;
    for (; at[sum]; sum += next) {
        uint32_t after = next_character(at + sum, &next);
        if (may_break(before, after)) break;
        before = after;
    }
    return sum;
}

void put_wrapped(text *t, const char *string, size_t width, size_t margin) {
    size_t column = 0;
    text piece = {NULL, 0, 0};
    while (*string) {
        size_t size = piece_size(string), bare = size;
        while (bare && string[bare - 1] == ' ') bare--; /* blanks at its end do not count where a line ends */
        text_clear(&piece);
        text_add(&piece, string, bare);
        if (column && column + width_of(text_string(&piece)) > width) {
            while (t->size && t->bytes[t->size - 1] == ' ') t->bytes[--t->size] = 0;
            text_put(t, "\n");
            put_blanks(t, margin);
            column = 0;
        }
        text_add(t, string, size);
        column += width_of(text_string(&piece)) + (size - bare);
        string += size;
    }
    text_free(&piece);
}
