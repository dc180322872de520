/* graph_svg.c - the chart as a drawing for browsers and printers, laid out without any other program: the stages of a
 * case from top to bottom. */
#include "graph_svg.h"
#include "graph_board.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

/* Of the stages 1 to 9: contact, negotiation, guarantee, platform, return, replacement, ruling, settling, closed. */
static int layer_of_stage(int32_t state) {
    static const int layers[] = {5, 0, 0, 1, 1, 3, 4, 2, 5, 5};
    return layers[state < 100 ? state / 10 : 0];
}

static void place_cards(board *b) { /* layer by layer; a layer without a state takes no room */
    int cards = 0;
    for (int layer = 0; layer < LAYERS; layer++) {
        int first = cards;
        for (int i = 0; i < b->c->state_count; i++) {
            int32_t state = b->c->states[i];
            if (layer_of_stage(state) != layer) continue;
            b->card_of[state] = cards;
            b->cards[cards].state = state;
            b->cards[cards++].layer = b->layer_count;
        }
        int count = cards - first, width = count ? (CARDS_WIDTH - (count - 1) * CARD_GAP) / count : 0;
        for (int i = first; i < cards; i++) {
            b->cards[i].x = MARGIN + (i - first) * (width + CARD_GAP);
            b->cards[i].width = width;
        }
        b->layer_count += count > 0;
    }
}

static void place_layers(board *b, int top) {
    text scratch = {NULL, 0, 0}, *out = b->out;
    b->out = &scratch;
    for (int layer = 0; layer < b->layer_count; layer++) {
        int most = 0;
        b->corridor[layer] = top;
        top += corridor_height(b, layer);
        for (int i = 0; i < b->c->state_count; i++) {
            card *one = &b->cards[i];
            if (one->layer != layer) continue;
            one->y = top;
            int height = draw_card(b, one);
            if (height > most) most = height;
        }
        for (int i = 0; i < b->c->state_count; i++)
            if (b->cards[i].layer == layer) b->cards[i].height = most;
        top += most;
    }
    b->corridor[b->layer_count] = top;
    b->bottom = top + corridor_height(b, b->layer_count);
    b->out = out;
    text_free(&scratch);
}

static void draw_ports(board *b) {
    for (size_t i = 0; i < b->w->count; i++) {
        const way *w = &b->w->each[i];
        const card *one = &b->cards[b->card_of[w->from]];
        if (w->from == 0 || b->port[i] == 0) continue;
        text_print(b->out, "<g class=\"port%s\">", w->gone ? " gone" : "");
        draw_chip(b, "open", b->port[i], one->y + one->height, w->to);
        text_put(b->out, "</g>\n");
    }
}

static int draw_key(board *b, int y) { /* what the lines mean */
    int x = MARGIN;
    text_put(b->out, "<g class=\"plain way\">");
    svg_line(b->out, "stub", x, y + 9, x + 30, y + 9);
    text_put(b->out, "</g>\n");
    const char *acts = spoken("somebody acts", "有人操作", "有人操作");
    svg_text(b->out, FONT_BODY, "soft", SIDE_LEFT, x + 38, y, acts);
    x += 38 + svg_text_width(FONT_BODY, acts, strlen(acts)) + 24;
    text_put(b->out, "<g class=\"plain way dashed\">");
    svg_line(b->out, "stub", x, y + 9, x + 30, y + 9);
    text_put(b->out, "</g>\n");
    const char *silent = spoken("nobody acts, and a deadline passes", "无人操作，期限届满", "無人操作，期限屆滿");
    svg_text(b->out, FONT_BODY, "soft", SIDE_LEFT, x + 38, y, silent);
    x += 38 + svg_text_width(FONT_BODY, silent, strlen(silent)) + 24;
    svg_text(b->out, FONT_BODY, "soft", SIDE_LEFT, x, y,
             spoken("the number in a circle: the state that it leads to", "圆圈中的数字：进入的状态",
                    "圓圈中的數字：進入的狀態"));
    return y + 18;
}

static int draw_title(board *b, const char *title) {
    text open = {NULL, 0, 0};
    int y = MARGIN;
    y += svg_paragraph(b->out, FONT_TITLE, "ink", MARGIN, y, CARDS_WIDTH, title) + 6;
    y = draw_key(b, y) + 16;
    text_print(&open, "%s · %s", label(DISPUTE_GROUP_PARTY, DISPUTE_PARTY_BUYER),
               label(DISPUTE_GROUP_EVENT, DISPUTE_EVENT_OPEN));
    svg_pill(b->out, "p1", MARGIN, y, text_string(&open));
    text_free(&open);
    return y + PILL_HEIGHT;
}

static void tell(text *t, const chart *c, const ways *w) {
    if (c->has_case)
        text_print(t, "%s: %s\n", spoken("You are here", "当前状态", "目前狀態"),
                   label(DISPUTE_GROUP_STATE, c->here.state));
    for (size_t i = 0; i < w->count; i++) {
        if (w->each[i].from) text_print(t, "%s ", label(DISPUTE_GROUP_STATE, w->each[i].from));
        text_print(t, "→ %s. %s\n", label(DISPUTE_GROUP_STATE, w->each[i].to), text_string(&w->each[i].words));
    }
}

/* ---- on paper ---- */

/* What arrows need above a card, and circles below it. */
enum { CARD_HEAD = 10, CARD_FOOT = 12 };
enum { PAGES = 4 };

static int cuts_a_card(const board *b, int y) {
    for (int i = 0; i < b->c->state_count; i++) {
        const card *one = &b->cards[i];
        if (y > one->y - CARD_HEAD && y < one->y + one->height + CARD_FOOT) return 1;
    }
    return 0;
}

/* One page where it has the shape of paper, about 5 : 7, or less; a higher one would come out too small to be read.
 * Else as few pages as end between rows of cards, each as high. */
static int page_height(const board *b) {
    int most = b->width * 7 / 5;
    for (int pages = 1; pages <= PAGES; pages++)
        for (int height = (b->bottom + pages - 1) / pages; height <= most; height++) {
            int page = 1;
            while (page < pages && !cuts_a_card(b, page * height)) page++;
            if (page == pages) return height;
        }
    return b->bottom;
}

void graph_svg(text *out, const chart *c, const ways *w) {
    text title = {NULL, 0, 0}, told = {NULL, 0, 0}, body = {NULL, 0, 0};
    board b = {.c = c, .w = w, .out = &body};
    b.port = calloc(w->count + 1, sizeof *b.port);
    if (!b.port) text_no_memory();
    put_chart_title(&title, c);
    tell(&told, c, w);
    place_cards(&b);
    place_ports(&b);
    place_layers(&b, draw_title(&b, text_string(&title)));
    b.width = gutter_end(&b) + MARGIN;
    draw_ways(&b);
    for (int i = 0; i < c->state_count; i++) draw_card(&b, &b.cards[i]);
    draw_ports(&b);
    svg_paper(out, b.width, page_height(&b));
    svg_begin(out, b.width, b.bottom, text_string(&title), text_string(&told));
    text_add(out, text_string(&body), body.size);
    svg_end(out);
    free(b.port);
    text_free(&title);
    text_free(&told);
    text_free(&body);
}
