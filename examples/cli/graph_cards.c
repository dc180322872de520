/* graph_cards.c - one state of a drawn chart: what may happen there, where that leads, and what silence does. */
#include "graph_board.h"
#include "timeline.h"
#include "wording.h"
#include <string.h>

const char *stage_look(int32_t state) {
    static const char *const looks[] = {"s9", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9"};
    return looks[state > 0 && state < 100 ? state / 10 : 0];
}

static const char *party_hue(int32_t parties) { /* one party has a colour, several have none */
    static const char *const looks[] = {"p1", "p2", "p3", "p4", "p5"};
    for (int32_t party = 1; party <= DISPUTE_PARTY_SYSTEM; party++)
        if (parties == 1 << party) return looks[party - 1];
    return "plain";
}

void draw_chip(board *b, const char *look, int x, int y, int32_t state) {
    text number = {NULL, 0, 0};
    text_print(&number, "%d", b->card_of[state] + 1);
    text_print(b->out, "<g class=\"chip %s %s\">", look, stage_look(state));
    svg_dot(b->out, "disc", x, y, CHIP);
    svg_text(b->out, FONT_CHIP, "figure", SIDE_MIDDLE, x, y - 7, text_string(&number));
    text_put(b->out, "</g>\n");
    text_free(&number);
}

/* ---- where it leads ---- */

static int chips_width(const dispute_edge *e) {
    int n = 0;
    for (uint32_t i = 0; i < e->nexts; i++) n += e->next[i] != e->from_state;
    return n ? 22 + n * (2 * CHIP + 4) : 0;
}

static void draw_chips(board *b, const dispute_edge *e, int right, int y) {
    int x = right - chips_width(e) + 22;
    if (!edge_leaves(e)) return;
    svg_text(b->out, FONT_STRONG, "soft", SIDE_LEFT, x - 20, y - 9, "→");
    for (uint32_t i = 0; i < e->nexts; i++) {
        if (e->next[i] == e->from_state) continue;
        draw_chip(b, "open", x + CHIP, y, e->next[i]);
        x += 2 * CHIP + 4;
    }
}

/* ---- what somebody does ---- */

static int same_row(const dispute_edge *one, const dispute_edge *two) {
    return one->from_state == two->from_state && one->parties == two->parties && !one->deadline && !two->deadline
           && one->nexts == two->nexts && memcmp(one->next, two->next, sizeof one->next) == 0;
}

static void put_events(text *t, const chart *c, size_t first) {
    const char *between = "";
    for (size_t i = first; i < c->count; i++) {
        if (!same_row(&c->edges[first], &c->edges[i])) continue;
        text_print(t, "%s%s", between, label(DISPUTE_GROUP_EVENT, c->edges[i].event));
        between = spoken(", ", "、", "、");
    }
}

static int draw_events(board *b, const card *one, size_t first, int top) {
    const chart *c = b->c;
    const dispute_edge *e = &c->edges[first];
    text who = {NULL, 0, 0}, what = {NULL, 0, 0};
    for (size_t i = 0; i < first; i++)
        if (same_row(&c->edges[i], e)) return 0; /* told there */
    put_parties(&who, e->parties);
    put_events(&what, c, first);
    int x = one->x + CARD_PADDING, right = one->x + one->width - CARD_PADDING;
    int indent = svg_text_width(FONT_STRONG, text_string(&who), who.size) + 8;
    text_print(b->out, "<g class=\"does%s\">\n", edge_is_gone(b->c, e) && b->c->ahead[one->state] ? " gone" : "");
    text_print(b->out, "<g class=\"%s\">", party_hue(e->parties));
    svg_text(b->out, FONT_STRONG, "hue", SIDE_LEFT, x, top + 3, text_string(&who));
    text_put(b->out, "</g>\n");
    int height = svg_paragraph(b->out, FONT_BODY, "ink", x + indent, top + 3, right - x - indent - chips_width(e),
                               text_string(&what));
    draw_chips(b, e, right, top + 12);
    text_put(b->out, "</g>\n");
    text_free(&who);
    text_free(&what);
    return height + 6;
}

/* ---- what silence does ---- */

static void draw_clock(board *b, int x, int y) {
    svg_dot(b->out, "thin", x, y, 6);
    text_print(b->out, "<path class=\"thin\" d=\"M%d %dV%dH%d\"/>\n", x, y - 3, y, x + 3);
}

static int draw_time(board *b, const dispute_edge *e, int x, int top, int width) {
    text time = {NULL, 0, 0}, due = {NULL, 0, 0};
    put_edge_time(&time, b->c, e);
    text_print(&time, " · %s", label(DISPUTE_GROUP_DEADLINE, e->deadline));
    int height = svg_paragraph(b->out, FONT_STRONG, "ink", x, top, width, text_string(&time));
    if (chart_due(b->c, e)) {
        text_put(&due, spoken("runs now, due ", "进行中，截止 ", "進行中，截止 "));
        put_time(&due, chart_due(b->c, e));
        text_put(b->out, "<g class=\"money\">");
        height += svg_paragraph(b->out, FONT_STRONG, "hue", x, top + height, width, text_string(&due));
        text_put(b->out, "</g>\n");
    }
    text_free(&time);
    text_free(&due);
    return height;
}

static int draw_deadline(board *b, const card *one, const dispute_edge *e, int top) {
    text silence = {NULL, 0, 0};
    int x = one->x + CARD_PADDING + 10, right = one->x + one->width - CARD_PADDING, y = top + 7;
    int width = right - x - 26;
    text body = {NULL, 0, 0}, *out = b->out;
    b->out = &body;
    y += draw_time(b, e, x + 18, y, width - chips_width(e));
    text_put(&silence, spoken("Silence: ", "逾期：", "逾期："));
    put_silence_of(&silence, e);
    y += 2;
    int wins = svg_pill_width(winner_words(e->deadline, e->winner));
    int words = svg_text_width(FONT_BODY, text_string(&silence), silence.size);
    y += svg_paragraph(b->out, FONT_BODY, "ink", x + 18, y, width, text_string(&silence));
    int beside = words + 10 + wins <= width;
    svg_pill(b->out,
             e->winner == DISPUTE_PARTY_BUYER    ? "p1"
             : e->winner == DISPUTE_PARTY_SELLER ? "p2"
                                                 : "plain",
             beside ? x + 18 + words + 10 : x + 18, beside ? y - 18 : y + 2, winner_words(e->deadline, e->winner));
    y += beside ? 0 : PILL_HEIGHT + 4;
    draw_chips(b, e, right - 8, top + 15);
    b->out = out;
    text_print(out, "<g class=\"silence\" data-deadline=\"%s\" data-winner=\"%s\">\n",
               word_or_none(DISPUTE_GROUP_DEADLINE, e->deadline), word_or_none(DISPUTE_GROUP_PARTY, e->winner));
    svg_box(out, "slip", x - 10, top + 3, right - x + 10, y - top + 3, 6);
    text_print(out, "<g class=\"%s\">", e->winner ? (e->winner == DISPUTE_PARTY_BUYER ? "p1" : "p2") : "plain");
    draw_clock(b, x + 5, top + 16);
    text_put(out, "</g>\n");
    text_add(out, text_string(&body), body.size);
    text_put(out, "</g>\n");
    text_free(&body);
    text_free(&silence);
    return y - top + 8;
}

/* ---- the card ---- */

static int draw_header(board *b, const card *one, int top) {
    const chart *c = b->c;
    int x = one->x + CARD_PADDING, width = one->width - 2 * CARD_PADDING - 28, here = 0;
    draw_chip(b, "full", x + CHIP, top + 10, one->state);
    if (c->has_case && c->here.state == one->state) {
        const char *words = spoken("You are here", "当前状态", "目前狀態");
        here = svg_pill_width(words);
        svg_pill(b->out, "money", one->x + one->width - CARD_PADDING - here, top, words);
        here += 10;
    }
    int y =
        top
        + svg_paragraph(b->out, FONT_HEAD, "ink", x + 28, top, width - here, label(DISPUTE_GROUP_STATE, one->state));
    svg_text(b->out, FONT_SMALL, "soft", SIDE_LEFT, x + 28, y, word_or_none(DISPUTE_GROUP_STATE, one->state));
    return y + 16 - top;
}

static int draw_staying(board *b, const card *one, int top) {
    text what = {NULL, 0, 0}, line = {NULL, 0, 0};
    put_staying(&what, b->c, one->state, 0);
    if (what.size == 0) return 0;
    text_put(&line, spoken("Stays here: ", "停留在本状态：", "停留在本狀態："));
    for (const char *at = text_string(&what); *at;) {
        size_t size = strcspn(at, "\n");
        text_add(&line, at, size);
        at += size;
        if (*at) text_put(&line, spoken("; ", "；", "；"));
        if (*at) at++;
    }
    int height = svg_paragraph(b->out, FONT_SMALL, "soft", one->x + CARD_PADDING, top + 6,
                               one->width - 2 * CARD_PADDING, text_string(&line));
    text_free(&what);
    text_free(&line);
    return height + 6;
}

static int draw_inside(board *b, const card *one) {
    const chart *c = b->c;
    int y = one->y + CARD_PADDING;
    y += draw_header(b, one, y) + 6;
    for (size_t i = 0; i < c->count; i++)
        if (c->edges[i].from_state == one->state && !c->edges[i].deadline && edge_leaves(&c->edges[i]))
            y += draw_events(b, one, i, y);
    for (size_t i = 0; i < c->count; i++)
        if (c->edges[i].from_state == one->state && c->edges[i].deadline) y += draw_deadline(b, one, &c->edges[i], y);
    y += draw_staying(b, one, y);
    return y + CARD_PADDING + 6 - one->y;
}

int draw_card(board *b, const card *one) {
    const chart *c = b->c;
    text inside = {NULL, 0, 0}, *out = b->out;
    int here = c->has_case && c->here.state == one->state, gone = c->has_case && !c->ahead[one->state];
    b->out = &inside;
    int height = draw_inside(b, one);
    b->out = out;
    text_print(out, "<g class=\"state%s\" data-state=\"%s\">\n<g class=\"%s\">",
               here   ? " here"
               : gone ? " gone"
                      : "",
               word_or_none(DISPUTE_GROUP_STATE, one->state), stage_look(one->state));
    svg_box(out, "frame", one->x, one->y, one->width, one->height ? one->height : height, 8);
    text_put(out, "</g>\n");
    text_add(out, text_string(&inside), inside.size);
    text_put(out, "</g>\n");
    text_free(&inside);
    return height;
}
