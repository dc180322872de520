/* advise_svg.c - the offers of a case as a drawing: one row each, the best first, what it costs as a bar of its parts.
 * Every part is said in words below its bar. */
#include "advise.h"
#include "svg.h"
#include "timeline.h"
#include "wording.h"

enum { EDGE = 28, WIDTH = 980, NUMBER = 34, BARS = 372, COSTS = 130, GAP = 16, BAR = 18 };
enum { NAMES = BARS - EDGE - NUMBER - GAP, BARS_END = WIDTH - EDGE - COSTS };

typedef struct sheet {
    const advised *x;
    text *out;
    int64_t least, most; /* of all bars: the scale has room for both */
} sheet;

static void add_up(int64_t *sum, int64_t amount) { *sum = amount > INT64_MAX - *sum ? INT64_MAX : *sum + amount; }

/* How far the parts of an offer reach to the right of nothing, and to its left. */
static void reach(const dispute_offer *o, int64_t *more, int64_t *less) {
    *more = *less = 0;
    for (int i = 1; i < DISPUTE_COST_LINES; i++)
        if (o->line[i] > 0)
            add_up(more, o->line[i]);
        else
            add_up(less, -o->line[i]);
}

static int wide(const sheet *s, int64_t amount) { /* in pixels, rounded down */
    double all = (double)s->most + (double)s->least;
    return all > 0 ? (int)((double)amount / all * (BARS_END - BARS - GAP)) : 0;
}

static const char *look_of(int32_t line) { /* by whom it goes to */
    switch (line) {
    case DISPUTE_COST_REFUND:
    case DISPUTE_COST_COUPON: return "p1";
    case DISPUTE_COST_GOODS_SENT:
    case DISPUTE_COST_GOODS_BACK: return "p2";
    case DISPUTE_COST_RULING: return "p3";
    default: return "p4";
    }
}

static void draw_bar(sheet *s, const dispute_offer *o, int top) {
    int zero = BARS + wide(s, s->least), right = zero, left = zero;
    for (int32_t i = 1; i < DISPUTE_COST_LINES; i++) {
        int width = wide(s, o->line[i] < 0 ? -o->line[i] : o->line[i]);
        if (!width) continue;
        if (o->line[i] < 0) left -= width;
        text_print(s->out, "<g class=\"%s\" data-cost=\"%s\">", look_of(i), word_or_none(DISPUTE_GROUP_COST, i));
        svg_box(s->out, o->line[i] < 0 ? "ghost" : "bar", o->line[i] < 0 ? left : right, top, width - 1, BAR, 2);
        text_put(s->out, "</g>\n");
        if (o->line[i] > 0) right += width;
    }
    svg_line(s->out, "lane", zero, top - 4, zero, top + BAR + 4);
}

static void put_why(text *t, const dispute_offer *o) {
    for (int i = 0; i < DISPUTE_GROUNDS && o->speaks_for[i]; i++)
        text_print(t, "%s+ %s", t->size ? " · " : "", label(DISPUTE_GROUP_GROUND, o->speaks_for[i]));
    for (int i = 0; i < DISPUTE_GROUNDS && o->speaks_against[i]; i++)
        text_print(t, "%s− %s", t->size ? " · " : "", label(DISPUTE_GROUP_GROUND, o->speaks_against[i]));
}

static int draw_name(sheet *s, const dispute_offer *o, int top) {
    text name = {NULL, 0, 0}, buyer = {NULL, 0, 0};
    int x = EDGE + NUMBER, y = top;
    put_offer_name(&name, o, s->x->now.currency);
    put_offer_buyer(&buyer, o, s->x->now.currency);
    y += svg_paragraph(s->out, FONT_STRONG, "ink", x, y, NAMES, text_string(&name)) + 3;
    svg_pill(s->out,
             o->refused                      ? "plain"
             : o->fit == DISPUTE_FIT_ADVISED ? "money"
                                             : "plain",
             x, y, o->refused ? spoken("Refused", "规则不允许", "規則不允許") : label(DISPUTE_GROUP_FIT, o->fit));
    y += PILL_HEIGHT + 5;
    y += svg_paragraph(s->out, FONT_SMALL, "soft", x, y, NAMES, text_string(&buyer));
    text_free(&name);
    text_free(&buyer);
    return y - top;
}

static int draw_costs(sheet *s, const dispute_offer *o, int top) {
    text cost = {NULL, 0, 0}, lines = {NULL, 0, 0}, why = {NULL, 0, 0};
    int y = top + BAR + 7, width = WIDTH - EDGE - BARS;
    draw_bar(s, o, top);
    put_signed_money(&cost, o->cost, s->x->now.currency);
    svg_text(s->out, FONT_STRONG, "ink", SIDE_RIGHT, WIDTH - EDGE, top + 1, text_string(&cost));
    put_offer_lines(&lines, o, s->x->now.currency);
    y += svg_paragraph(s->out, FONT_SMALL, "ink", BARS, y, width, text_string(&lines));
    if (o->refused)
        put_offer_refusal(&why, o, s->x);
    else
        put_why(&why, o);
    y += svg_paragraph(s->out, FONT_SMALL, "soft", BARS, y + 2, width, text_string(&why)) + 2;
    text_free(&cost);
    text_free(&lines);
    text_free(&why);
    return y - top;
}

static int draw_offer(sheet *s, uint32_t i, int top) {
    const dispute_offer *o = &s->x->offer[i];
    text number = {NULL, 0, 0};
    svg_line(s->out, "rule", EDGE, top, WIDTH - EDGE, top);
    top += 14;
    text_print(&number, "%u", (unsigned)i + 1);
    text_print(s->out, "<g data-offer=\"%s\" data-event=\"%s\">\n", word_or_none(DISPUTE_GROUP_TERMS, o->terms.kind),
               word_or_none(DISPUTE_GROUP_EVENT, o->event));
    svg_text(s->out, FONT_HEAD, "soft", SIDE_LEFT, EDGE, top - 2, text_string(&number));
    int left = draw_name(s, o, top), right = draw_costs(s, o, top);
    text_put(s->out, "</g>\n");
    text_free(&number);
    return 14 + (left > right ? left : right) + 14;
}

static void tell(text *t, const advised *x, uint32_t i) {
    const dispute_offer *o = &x->offer[i];
    text_print(t, "%u. ", (unsigned)i + 1);
    put_offer_name(t, o, x->now.currency);
    text_print(t, "%s%s%s", colon(),
               o->refused ? spoken("refused", "规则不允许", "規則不允許") : label(DISPUTE_GROUP_FIT, o->fit), comma());
    put_signed_money(t, o->cost, x->now.currency);
    text_put(t, "\n");
}

static int draw_head(sheet *s, const char *title) {
    const advised *x = s->x;
    int32_t cause = x->count ? x->offer[0].cause : 0;
    text below = {NULL, 0, 0};
    int y = EDGE;
    y += svg_paragraph(s->out, FONT_TITLE, "ink", EDGE, y, WIDTH - 2 * EDGE, title) + 6;
    int at = EDGE + svg_pill(s->out, "plain", EDGE, y, label(DISPUTE_GROUP_CAUSE, cause)) + 12;
    put_time(&below, x->at);
    text_print(&below, " UTC · %s", label(DISPUTE_GROUP_REASON, x->now.reason));
    svg_text(s->out, FONT_BODY, "soft", SIDE_LEFT, at, y + 1, text_string(&below));
    y += PILL_HEIGHT + 10;
    y += svg_paragraph(s->out, FONT_BODY, "ink", EDGE, y, WIDTH - 2 * EDGE, sentence_of(DISPUTE_GROUP_CAUSE, cause))
         + 14;
    svg_text(s->out, FONT_LABEL, "soft", SIDE_LEFT, EDGE + NUMBER, y,
             spoken("Offer, and what the buyer gets", "方案及买家所得", "方案及買家所得"));
    svg_text(s->out, FONT_LABEL, "soft", SIDE_LEFT, BARS, y,
             spoken("What is to be expected of it", "预期费用的构成", "預期費用的構成"));
    svg_text(s->out, FONT_LABEL, "soft", SIDE_RIGHT, WIDTH - EDGE, y, spoken("Expected cost", "预期费用", "預期費用"));
    text_free(&below);
    return y + 22;
}

void advise_draw(text *picture, const advised *x) {
    text title = {NULL, 0, 0}, told = {NULL, 0, 0}, body = {NULL, 0, 0};
    sheet s = {x, &body, 0, 0};
    for (uint32_t i = 0; i < x->count; i++) {
        int64_t more, less;
        reach(&x->offer[i], &more, &less);
        if (more > s.most) s.most = more;
        if (less > s.least) s.least = less;
        tell(&told, x, i);
    }
    text_print(&title, "%s %s", spoken("What to offer in case", "可选方案 · 纠纷", "可選方案 · 爭議"), x->now.id);
    int y = draw_head(&s, text_string(&title));
    for (uint32_t i = 0; i < x->count; i++) y += draw_offer(&s, i, y);
    svg_paper(picture, WIDTH, y + EDGE);
    svg_begin(picture, WIDTH, y + EDGE, text_string(&title), text_string(&told));
    text_add(picture, text_string(&body), body.size);
    svg_end(picture);
    text_free(&title);
    text_free(&told);
    text_free(&body);
}
