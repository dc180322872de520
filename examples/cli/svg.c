/* svg.c - a drawing for browsers, printers and screen readers: boxes, lines, and text whose room is known. */
#include "svg.h"
#include "svg_style.h"
#include <stdint.h>
#include <string.h>

/* ---- characters ---- */

/* One character of UTF-8: how many bytes it has, and its number; of what is no UTF-8, one byte and U+FFFD. */
static size_t character(const char *bytes, size_t size, uint32_t *number) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)bytes[0];
    size_t length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
    *number = 0xFFFD;
    if (length == 0 || length > size) return 1;
    uint32_t sum = length == 1 ? first : first & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (((unsigned char)bytes[i] & 0xC0) != 0x80) return 1;
        sum = sum << 6 | ((unsigned char)bytes[i] & 0x3F);
    }
    if (sum < least[length] || sum > 0x10FFFF || (sum >= 0xD800 && sum < 0xE000)) return 1;
    *number = sum;
    return length;
}

/* Control characters, those that turn the reading order, and what no XML may hold. */
static int is_harmful(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E)
           || (c >= 0x2060 && c <= 0x206F) || c == 0x061C || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE
           || (c >= 0xFDD0 && c <= 0xFDEF);
}

void xml_put(text *t, const char *bytes, size_t size) {
    for (size_t at = 0, length; at < size; at += length) {
        uint32_t c;
        length = character(bytes + at, size - at, &c);
        if (c == '&')
            text_put(t, "&amp;");
        else if (c == '<')
            text_put(t, "&lt;");
        else if (c == '>')
            text_put(t, "&gt;");
        else if (c == '"')
            text_put(t, "&quot;");
        else if (c == '\'')
            text_put(t, "&#39;");
        else if (c == 0xFFFD || is_harmful(c))
            text_put(t, "\xEF\xBF\xBD");
        else
            text_add(t, bytes + at, length);
    }
}

static int is_wide(uint32_t c) { return c >= 0x1100; } /* East Asian, symbols and pictures: a square each */

static int in_hundredths(uint32_t c,
                         int bold) { /* of the font's size: those of a wide face, so that no other needs more */
    static const uint8_t plain[] = {32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37,  32, 34, 64, 64, 64,
                                    64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64,
                                    58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64,  62, 74, 69, 99, 69,
                                    62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36,  64, 64, 28, 28, 58,
                                    28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60,  53, 64, 34, 64, 84};
    static const uint8_t strong[] = {35, 46,  53, 84, 70, 101, 88, 31,  46, 46, 53, 84, 38, 42,  38, 37, 70, 70,  70,
                                     70, 70,  70, 70, 70, 70,  70, 40,  40, 84, 84, 84, 59, 100, 78, 77, 74, 84,  69,
                                     69, 83,  84, 38, 38, 78,  64, 100, 84, 86, 74, 86, 78, 73,  69, 82, 78, 111, 78,
                                     73, 73,  46, 37, 46, 84,  50, 50,  68, 72, 60, 72, 68, 44,  72, 72, 35, 35,  67,
                                     35, 105, 72, 69, 72, 72,  50, 60,  48, 72, 66, 93, 65, 66,  59, 72, 37, 72,  84};
    if (c >= 32 && c < 127) return (bold ? strong : plain)[c - 32];
    if (c == 0xB7) return bold ? 38 : 32;                        /* the middle dot */
    if (c == 0x2192) return 100;                                 /* the arrow */
    if (c >= 0x2E80 && c < 0xFFF0) return 102;                   /* Chinese and its marks: squares */
    return is_wide(c) ? 140 : c >= 0x300 && c < 0x370 ? 0 : 156; /* 0: accents that stand on another letter */
}

/* ---- text ---- */

typedef struct face {
    int size, line, bold;
    const char *look;
} face;

static const face faces[FONTS] = {
    [FONT_TITLE] = {22, 30, 1, "f1"}, [FONT_HEAD] = {14, 20, 1, "f2"},  [FONT_STRONG] = {12, 18, 1, "f3"},
    [FONT_BODY] = {12, 18, 0, "f4"},  [FONT_LABEL] = {11, 16, 1, "f5"}, [FONT_SMALL] = {11, 16, 0, "f6"},
    [FONT_CHIP] = {10, 14, 1, "f7"},
};

int svg_line_height(enum svg_font font) { return faces[font].line; }

int svg_text_width(enum svg_font font, const char *bytes, size_t size) {
    int sum = 0;
    for (size_t at = 0; at < size;) {
        uint32_t c;
        at += character(bytes + at, size - at, &c);
        sum += in_hundredths(c, faces[font].bold);
    }
    return (sum * faces[font].size + 99) / 100;
}

static int begins_no_line(uint32_t c) { /* closing marks of Chinese */
    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF09 || c == 0x300D;
}

size_t svg_fits(enum svg_font font, const char *string, int width) {
    size_t size = strlen(string), at = 0, good = 0;
    int room = width * 100, used = 0;
    while (at < size) {
        uint32_t c, next = 0;
        size_t length = character(string + at, size - at, &c);
        used += in_hundredths(c, faces[font].bold) * faces[font].size;
        if (used > room && c != ' ' && at > 0) return good ? good : at;
        at += length;
        if (at < size) character(string + at, size - at, &next);
        if (at == size || c == ' ' || (is_wide(c) && !begins_no_line(next)) || (is_wide(next) && !begins_no_line(next)))
            good = at;
    }
    return at;
}

int svg_paragraph_height(enum svg_font font, const char *string, int width) {
    int lines = 0;
    for (size_t size; (size = svg_fits(font, string, width)) > 0; string += size) lines++;
    return lines * faces[font].line;
}

static void put_text(text *t, enum svg_font font, const char *look, enum svg_side side, int x, int top,
                     const char *bytes, size_t size) {
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    const face *f = &faces[font];
    int width = svg_text_width(font, bytes, size);
    int left = side == SIDE_LEFT ? x : side == SIDE_MIDDLE ? x - width / 2 : x - width;
    if (size == 0) return;
    text_print(t, "<text class=\"%s %s\" x=\"%d\" y=\"%d\"%s data-box=\"%d %d %d %d\">", f->look, look, x,
               top + (f->line + f->size * 7 / 10) / 2, anchors[side], left, top, width, f->line);
    xml_put(t, bytes, size);
    text_put(t, "</text>\n");
}

void svg_text(text *t, enum svg_font font, const char *look, enum svg_side side, int x, int top, const char *string) {
    put_text(t, font, look, side, x, top, string, strlen(string));
}

int svg_paragraph(text *t, enum svg_font font, const char *look, int x, int top, int width, const char *string) {
    int y = top;
    for (size_t size; (size = svg_fits(font, string, width)) > 0; string += size) {
        size_t shown = size;
        while (shown > 0 && string[shown - 1] == ' ') shown--;
        put_text(t, font, look, SIDE_LEFT, x, y, string, shown);
        y += faces[font].line;
    }
    return y - top;
}

/* ---- shapes ---- */

void svg_box(text *t, const char *look, int x, int y, int width, int height, int round) {
    text_print(t, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n", look, x, y, width,
               height, round);
}

void svg_line(text *t, const char *look, int x1, int y1, int x2, int y2) {
    text_print(t, "<path class=\"%s\" d=\"M%d %dL%d %d\"/>\n", look, x1, y1, x2, y2);
}

void svg_dot(text *t, const char *look, int x, int y, int radius) {
    text_print(t, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n", look, x, y, radius);
}

int svg_pill_width(const char *string) { return svg_text_width(FONT_LABEL, string, strlen(string)) + 18; }

int svg_pill(text *t, const char *look, int x, int top, const char *string) {
    int width = svg_pill_width(string);
    text_print(t, "<g class=\"pill %s\">", look);
    svg_box(t, "shape", x, top, width, PILL_HEIGHT, PILL_HEIGHT / 2);
    svg_text(t, FONT_LABEL, "ink", SIDE_LEFT, x + 9, top + 2, string);
    text_put(t, "</g>\n");
    return width;
}

/* ---- the whole ---- */

/* Line by line: a newline does no harm where nothing is drawn, and keeps sentences apart when they are read aloud. */
static void put_told(text *t, const char *told) {
    for (;;) {
        size_t size = strcspn(told, "\n");
        xml_put(t, told, size);
        if (!told[size]) return;
        text_put(t, "\n");
        told += size + 1;
    }
}

void svg_paper(text *t, int width, int height) {
    text_print(t,
               "<?xml-stylesheet type=\"text/css\" href=\"data:text/css,@page%%7Bsize:%dpx%%20%dpx;margin:0%%7D\"?>\n",
               width, height);
}

void svg_begin(text *t, int width, int height, const char *title, const char *told) {
    text_print(t,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"dispute\" role=\"img\" width=\"%d\" height=\"%d\" "
               "viewBox=\"0 0 %d %d\">\n<title>",
               width, height, width, height);
    xml_put(t, title, strlen(title));
    text_put(t, "</title>\n<desc>");
    put_told(t, told);
    text_print(t, "</desc>\n<style>\n%s</style>\n", svg_style);
    svg_box(t, "paper", 0, 0, width, height, 0);
}

void svg_end(text *t) { text_put(t, "</svg>\n"); }
