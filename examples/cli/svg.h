/* svg.h - a drawing for browsers, printers and screen readers: boxes, lines, and text whose room is known. */
#ifndef DISPUTE_CLI_SVG_H
#define DISPUTE_CLI_SVG_H

#include "text.h"

enum svg_font {
    FONT_TITLE,
    FONT_HEAD,
    FONT_STRONG,
    FONT_BODY,
    FONT_LABEL, /* small and bold */
    FONT_SMALL,
    FONT_CHIP,
    FONTS
};
enum svg_side { SIDE_LEFT, SIDE_MIDDLE, SIDE_RIGHT }; /* of its text an x names */

/* What others wrote, between tags and inside quotes: escaped, and what XML or the reading order would trip over becomes
 * U+FFFD. */
void xml_put(text *t, const char *bytes, size_t size);

/* Before the beginning: the page that the drawing is printed on, one below the other where it is higher. It stands
 * outside of the drawing, so that the paper of a page that includes it stays what it is. */
void svg_paper(text *t, int width, int height);
/* told: to who cannot see it, in lines */
void svg_begin(text *t, int width, int height, const char *title, const char *told);
void svg_end(text *t);

int svg_line_height(enum svg_font font);
int svg_text_width(enum svg_font font, const char *bytes, size_t size); /* never less than a browser needs */
/* Bytes of the text that fit on a line of this width, one character at least; 0 at its end. */
size_t svg_fits(enum svg_font font, const char *string, int width);
int svg_paragraph_height(enum svg_font font, const char *string, int width);

/* One line of text; `top` is where its line begins. */
void svg_text(text *t, enum svg_font font, const char *look, enum svg_side side, int x, int top, const char *string);
/* A text in as many lines as it needs; gives their height. */
int svg_paragraph(text *t, enum svg_font font, const char *look, int x, int top, int width, const char *string);
void svg_box(text *t, const char *look, int x, int y, int width, int height, int round);
void svg_line(text *t, const char *look, int x1, int y1, int x2, int y2);
void svg_dot(text *t, const char *look, int x, int y, int radius);
/* A text in a rounded box that is just as wide as it needs; gives the width. */
int svg_pill(text *t, const char *look, int x, int top, const char *string);
int svg_pill_width(const char *string);
enum { PILL_HEIGHT = 20 };

#endif
