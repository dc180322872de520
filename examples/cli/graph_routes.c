/* graph_routes.c - how the ways of a drawn chart run. A way leaves its card at the bottom, runs along its state's track
 * in the corridor below, where need be through the gutter to another corridor, and comes in from above: never through a
 * card. */
#include "graph_board.h"
#include "wording.h"
#include <string.h>

enum { ABOVE_TRACKS = 18, BELOW_TRACKS = 22, GUTTER = 26, CORNER = 7 };

static int layer_of(const board *b, int32_t state) { return state ? b->cards[b->card_of[state]].layer : -1; }

static const card *card_of(const board *b, int32_t state) { return &b->cards[b->card_of[state]]; }

int side_of(const board *b, int32_t from, int32_t to) {
    if (from == 0 || layer_of(b, from) != layer_of(b, to)) return 0;
    int between = b->card_of[to] - b->card_of[from]; /* cards come layer by layer, from left to right */
    return between == 1 || between == -1 ? between : 0;
}

static int is_routed(const board *b, const way *w) { return side_of(b, w->from, w->to) == 0; }

/* ---- tracks ---- */

static int uses_corridor(const board *b, int32_t to, int corridor) {
    for (size_t i = 0; i < b->w->count; i++) {
        const way *w = &b->w->each[i];
        if (w->to != to || !is_routed(b, w)) continue;
        if (layer_of(b, w->from) + 1 == corridor || layer_of(b, to) == corridor) return 1;
    }
    return 0;
}

static int uses_gutter(const board *b, int32_t to) {
    for (size_t i = 0; i < b->w->count; i++) {
        const way *w = &b->w->each[i];
        if (w->to == to && is_routed(b, w) && layer_of(b, w->from) + 1 != layer_of(b, to)) return 1;
    }
    return 0;
}

/* From the top: what goes far down, what goes up, what comes in here. */
static int rank(const board *b, int32_t to, int corridor) {
    int layer = layer_of(b, to);
    return layer == corridor ? 1000 + to : 500 - layer * 50 - to % 50;
}

static int track_y(const board *b, int32_t to, int corridor) {
    int above = 0;
    for (int i = 0; i < b->c->state_count; i++) {
        int32_t other = b->c->states[i];
        above += uses_corridor(b, other, corridor) && rank(b, other, corridor) < rank(b, to, corridor);
    }
    return b->corridor[corridor] + ABOVE_TRACKS + above * TRACK;
}

int corridor_height(const board *b, int corridor) {
    int tracks = 0;
    for (int i = 0; i < b->c->state_count; i++) tracks += uses_corridor(b, b->c->states[i], corridor);
    return ABOVE_TRACKS + tracks * TRACK + BELOW_TRACKS;
}

static int gutter_x(const board *b, int32_t to) { /* the nearest layer's innermost */
    int inside = 0;
    for (int i = 0; i < b->c->state_count; i++) {
        int32_t other = b->c->states[i];
        inside += uses_gutter(b, other)
                  && (layer_of(b, other) < layer_of(b, to) || (layer_of(b, other) == layer_of(b, to) && other > to));
    }
    return MARGIN + CARDS_WIDTH + GUTTER + inside * TRACK;
}

int gutter_end(const board *b) {
    int end = MARGIN + CARDS_WIDTH;
    for (int i = 0; i < b->c->state_count; i++) {
        int x = uses_gutter(b, b->c->states[i]) ? gutter_x(b, b->c->states[i]) : 0;
        if (x > end) end = x;
    }
    return end;
}

/* ---- where ways leave and come in ---- */

static int left_of(const board *b, const way *one, const way *two) { /* so that they do not cross on their way down */
    int corridor = layer_of(b, one->from) + 1, y1 = rank(b, one->to, corridor), y2 = rank(b, two->to, corridor);
    if (y1 != y2) return y1 > y2;
    return one->deadline != two->deadline ? one->deadline < two->deadline : one < two; /* both of b->w->each */
}

static void place_ports_of(board *b, const card *one) {
    int ports = 0;
    for (size_t i = 0; i < b->w->count; i++) ports += b->w->each[i].from == one->state && is_routed(b, &b->w->each[i]);
    if (ports == 0) return;
    int step = (one->width - 40) / ports < 28 ? (one->width - 40) / ports : 28;
    for (size_t i = 0; i < b->w->count; i++) {
        const way *w = &b->w->each[i];
        int left = 0;
        if (w->from != one->state || !is_routed(b, w)) continue;
        for (size_t k = 0; k < b->w->count; k++) {
            const way *other = &b->w->each[k];
            left += k != i && other->from == one->state && is_routed(b, other) && left_of(b, other, w);
        }
        b->port[i] = one->x + (one->width - (ports - 1) * step) / 2 + left * step;
    }
}

static int is_free(const board *b, int x) { /* of ports: a way that comes in must not look like one that leaves */
    for (size_t i = 0; i < b->w->count; i++)
        if (b->port[i] && b->port[i] - x < 9 && x - b->port[i] < 9) return 0;
    return 1;
}

void place_ports(board *b) {
    for (int i = 0; i < b->c->state_count; i++) place_ports_of(b, &b->cards[i]);
    for (size_t i = 0; i < b->w->count; i++)
        if (b->w->each[i].from == 0) b->port[i] = MARGIN + 24;
    for (int i = 0; i < b->c->state_count; i++) {
        card *one = &b->cards[i];
        one->entry = one->x + one->width / 2;
        for (int off = 1; !is_free(b, one->entry) && off < 40; off++)
            one->entry = one->x + one->width / 2 + (off % 2 ? off : -off);
    }
}

/* ---- lines ---- */

typedef struct corner {
    int x, y;
} corner;

static int toward(int from, int to, int by) { return to > from ? by : to < from ? -by : 0; }

static int half(int from, int to) { return (to > from ? to - from : from - to) / 2; }

static void put_line(text *t, const char *look, const corner *at, int count) { /* with round corners */
    text_print(t, "<path class=\"%s\" d=\"M%d %d", look, at[0].x, at[0].y);
    for (int i = 1; i < count - 1; i++) {
        corner a = at[i - 1], c = at[i], z = at[i + 1];
        int before = half(a.x, c.x) + half(a.y, c.y), behind = half(c.x, z.x) + half(c.y, z.y), round = CORNER;
        if (before < round) round = before;
        if (behind < round) round = behind;
        text_print(t, "L%d %dQ%d %d %d %d", c.x + toward(c.x, a.x, round), c.y + toward(c.y, a.y, round), c.x, c.y,
                   c.x + toward(c.x, z.x, round), c.y + toward(c.y, z.y, round));
    }
    text_print(t, "L%d %d\"/>\n", at[count - 1].x, at[count - 1].y);
}

static const char *hue_of(const way *w) {
    if (w->gone) return "faint";
    if (!w->deadline) return stage_look(w->to);
    return w->winner == DISPUTE_PARTY_BUYER ? "p1" : w->winner == DISPUTE_PARTY_SELLER ? "p2" : "plain";
}

static void draw_side(board *b, const way *w) {
    const card *from = card_of(b, w->from), *to = card_of(b, w->to);
    int right = to->x > from->x, y = from->y + 22 + (right ? 0 : 28) + (w->deadline ? 14 : 0);
    int x1 = right ? from->x + from->width : from->x, x2 = right ? to->x : to->x + to->width;
    text_print(b->out, "<g class=\"%s\">", hue_of(w));
    put_line(b->out, "stub", (corner[]){{x1, y}, {x2 - (right ? 7 : -7), y}}, 2);
    text_print(b->out, "<path class=\"head\" d=\"M%d %dl%d -5v10z\"/></g>\n", x2, y, right ? -8 : 8);
}

static void draw_routed(board *b, const way *w, int port) {
    const card *to = card_of(b, w->to);
    int leaves = layer_of(b, w->from) + 1, enters = to->layer, n = 0;
    corner at[6];
    int begin = b->corridor[leaves] + (w->from ? CHIP : 0), y = track_y(b, w->to, leaves);
    at[n++] = (corner){port, begin};
    at[n++] = (corner){port, y};
    if (leaves != enters) {
        at[n++] = (corner){gutter_x(b, w->to), y};
        y = track_y(b, w->to, enters);
        at[n++] = (corner){gutter_x(b, w->to), y};
    }
    at[n++] = (corner){to->entry, y};
    at[n++] = (corner){to->entry, to->y - 7};
    corner stub[3] = {at[0], at[1], {port + toward(port, at[2].x, 2 * CORNER), at[1].y}};
    text_print(b->out, "<g class=\"%s\">", w->gone ? "faint" : stage_look(w->to));
    at[1].x = stub[2].x;
    put_line(b->out, "trunk", at + 1, n - 1);
    text_print(b->out, "<path class=\"head\" d=\"M%d %dl-5 -8h10z\"/></g>\n<g class=\"%s\">", to->entry, to->y,
               hue_of(w));
    put_line(b->out, "stub", stub, 3);
    text_put(b->out, "</g>\n");
}

static void draw_way(board *b, size_t i) {
    const way *w = &b->w->each[i];
    text_print(b->out, "<g class=\"way%s\" data-from=\"%s\" data-to=\"%s\" data-deadline=\"%s\">\n",
               w->deadline ? " dashed" : "", word_or_none(DISPUTE_GROUP_STATE, w->from),
               word_or_none(DISPUTE_GROUP_STATE, w->to), word_or_none(DISPUTE_GROUP_DEADLINE, w->deadline));
    if (is_routed(b, w))
        draw_routed(b, w, b->port[i]);
    else
        draw_side(b, w);
    text_put(b->out, "</g>\n");
}

void draw_ways(board *b) { /* those that the case is past first, so that they cover none */
    for (int gone = 1; gone >= 0; gone--)
        for (size_t i = 0; i < b->w->count; i++)
            if (b->w->each[i].gone == gone) draw_way(b, i);
}
