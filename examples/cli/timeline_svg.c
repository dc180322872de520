/* timeline_svg.c - the timeline of a case as a drawing: parties as lanes, deadlines as bars, money at its instant. One
 * row for each moment, in the order of time: minutes and months have the same room, and every time is said. */
#include "timeline_svg.h"
#include "money.h"
#include "timeline.h"
#include "timeline_sheet.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static void draw_text(sheet *s, enum svg_font font, const char *look, int x, int top, const char *string) {
    svg_text(s->out, font, look, SIDE_LEFT, x, top, string);
}

/* ---- the head: what the case is about ---- */

static void put_fact(sheet *s, int *x, int top, int *most, const char *name, const text *value) {
    int width = (s->width - 2 * EDGE) / 4 - 20;
    if (value->size == 0) return;
    draw_text(s, FONT_SMALL, "soft", *x, top, name);
    int height = svg_paragraph(s->out, FONT_BODY, "ink", *x, top + 17, width, text_string(value));
    if (height > *most) *most = height;
    *x += width + 20;
}

static const char *offer_name(const dispute_view *v) {
    if (v->offer_by == DISPUTE_PARTY_PLATFORM) return spoken("Ruling", "裁决", "裁決");
    if (v->state >= DISPUTE_STATE_RETURN_ADDRESS) return spoken("Agreed", "已达成", "已達成");
    return spoken("Offer", "卖家方案", "賣家方案");
}

static int draw_facts(sheet *s, int top) {
    const dispute_view *v = &s->y->now;
    text order = {NULL, 0, 0}, reason = {NULL, 0, 0}, request = {NULL, 0, 0}, offer = {NULL, 0, 0};
    int x = EDGE, most = 0;
    put_money(&order, v->amount, v->currency);
    text_print(&order, " · %s · %s", label(DISPUTE_GROUP_GOODS, v->goods), label(DISPUTE_GROUP_FUNDS, v->funds));
    text_put(&reason, label(DISPUTE_GROUP_REASON, v->reason));
    if (v->request.kind) put_terms(&request, &v->request, v->currency);
    if (v->offer.kind) put_terms(&offer, &v->offer, v->currency);
    put_fact(s, &x, top, &most, spoken("Order", "订单", "訂單"), &order);
    put_fact(s, &x, top, &most, spoken("Reason", "原因", "原因"), &reason);
    put_fact(s, &x, top, &most, spoken("Request", "买家诉求", "買家訴求"), &request);
    put_fact(s, &x, top, &most, offer_name(v), &offer);
    text_free(&order);
    text_free(&reason);
    text_free(&request);
    text_free(&offer);
    return most + 17;
}

static void put_title(text *t, const story *y) { text_print(t, "%s %s", spoken("Case", "纠纷", "爭議"), y->now.id); }

static int draw_head(sheet *s) {
    text title = {NULL, 0, 0}, below = {NULL, 0, 0};
    int y = EDGE;
    put_title(&title, s->y);
    y += svg_paragraph(s->out, FONT_TITLE, "ink", EDGE, y, s->width - 2 * EDGE, text_string(&title)) + 6;
    int x = EDGE + svg_pill(s->out, "plain", EDGE, y, label(DISPUTE_GROUP_STATE, s->y->now.state)) + 12;
    text_print(&below, "%s %s · %s", spoken("Rules", "规则", "規則"), s->y->policy, spoken("as the ", "", ""));
    text_put(&below, party_in_a_sentence(s->y->now.viewer));
    text_put(&below, spoken(" sees it · times in UTC", "可见的内容 · 时间为 UTC", "可見的內容 · 時間為 UTC"));
    draw_text(s, FONT_BODY, "soft", x, y + 1, text_string(&below));
    y += PILL_HEIGHT + 16;
    y += draw_facts(s, y) + 20;
    text_free(&title);
    text_free(&below);
    return y;
}

/* ---- deadlines ---- */

static int mark_y(const sheet *s, size_t i) { return s->top[i] + PADDING + 10; }

static int bar_top(const sheet *s, size_t b) { return mark_y(s, s->y->bars[b].from) + 4; }

static int bar_bottom(const sheet *s, size_t b) {
    size_t to = s->y->bars[b].to;
    return to < s->y->count ? mark_y(s, to) - 4 : s->bottom - 8;
}

static int now_y(const sheet *s) { return s->top[s->y->happened] - NOW_HEIGHT / 2; }

static void put_bar_end(text *t, const bar *b, int begun) {
    if (b->runs && b->silence.size) {
        text_print(t, "%s%s", spoken("silence: ", "逾期：", "逾期："), text_string(&b->silence));
    } else if (begun && !b->runs) {
        static const char *const ends[][3] = {{"", "", ""},
                                              {"passed", "已届满", "已屆滿"},
                                              {"met in time", "已按时处理", "已按時處理"},
                                              {"moved", "已调整", "已調整"}};
        if (b->end == BAR_CLEARED && !b->met)
            text_put(t, spoken("no longer needed", "不再适用", "不再適用"));
        else
            text_put(t, spoken(ends[b->end][0], ends[b->end][1], ends[b->end][2]));
    }
}

/* What is said beside a bar; gives its height. */
static int draw_bar_label(sheet *s, const bar *b, int x, int top) {
    text name = {NULL, 0, 0}, due = {NULL, 0, 0}, end = {NULL, 0, 0};
    int y = top, width = SLOT_WIDTH - 24;
    text_put(&name, label(DISPUTE_GROUP_DEADLINE, b->deadline));
    if (b->deadline == DISPUTE_DEADLINE_RESPONSE && b->party) text_print(&name, " · %s", party_name(b->party));
    text_print(&due, "%s ", spoken("due", "截止", "截止"));
    put_time(&due, b->due);
    put_bar_end(&end, b, b->from < s->y->happened);
    y += svg_paragraph(s->out, FONT_LABEL, "hue", x, y, width, text_string(&name));
    y += svg_paragraph(s->out, FONT_SMALL, "ink", x, y, width, text_string(&due));
    y += svg_paragraph(s->out, FONT_SMALL, "soft", x, y, width, text_string(&end));
    text_free(&name);
    text_free(&due);
    text_free(&end);
    return y - top;
}

static void draw_bar(sheet *s, size_t i) {
    const bar *b = &s->y->bars[i];
    int x = s->slots_x + s->slot[i] * SLOT_WIDTH, y = bar_top(s, i), end = bar_bottom(s, i), solid = end;
    text_print(s->out, "<g class=\"%s\" data-deadline=\"%s\">\n",
               party_look(b->party ? b->party : DISPUTE_PARTY_SYSTEM),
               word_or_none(DISPUTE_GROUP_DEADLINE, b->deadline));
    if (b->from >= s->y->happened) solid = y;
    if (b->runs) solid = now_y(s);
    if (solid > y) svg_box(s->out, "bar", x, y, 8, solid - y, 4);
    if (solid < end) svg_box(s->out, "ghost", x, solid, 8, end - solid, 4);
    if (b->end == BAR_PASSED) svg_dot(s->out, b->to < s->y->happened ? "mark" : "ghost hole", x + 4, end - 2, 5);
    draw_bar_label(s, b, x + 16, y - 4);
    text_put(s->out, "</g>\n");
}

/* Bars that run at one time stand beside each other; one deadline stays where it was. */
static void place_bars(sheet *s) {
    const story *y = s->y;
    for (size_t i = 0; i < y->bar_count; i++) {
        uint32_t taken = 0;
        int wished = -1;
        for (size_t k = 0; k < i; k++) {
            if (y->bars[k].to > y->bars[i].from) taken |= 1u << s->slot[k];
            if (y->bars[k].deadline == y->bars[i].deadline) wished = s->slot[k];
        }
        int slot = 0;
        while (taken >> slot & 1) slot++;
        s->slot[i] = wished >= 0 && !(taken >> wished & 1) ? wished : slot;
        if (s->slot[i] >= s->slots) s->slots = s->slot[i] + 1;
    }
}

/* ---- the whole ---- */

static void place_columns(sheet *s) {
    const story *y = s->y;
    int carrier = 0, x = EDGE + TIME_WIDTH;
    for (size_t i = 0; i < y->count; i++) {
        carrier |= y->moments[i].by == DISPUTE_PARTY_CARRIER;
        for (size_t k = 0; k < y->moments[i].moved_count; k++) {
            const movement *v = &y->moments[i].moved[k];
            carrier |= v->kind == DISPUTE_EFFECT_TRANSFER && v->from == DISPUTE_ACCOUNT_CARRIER;
        }
    }
    for (int32_t party = DISPUTE_PARTY_BUYER; party <= DISPUTE_PARTY_SYSTEM; party++) {
        if (party == DISPUTE_PARTY_CARRIER && !carrier) continue;
        s->lane[party] = x + LANE_WIDTH / 2;
        x += LANE_WIDTH;
    }
    s->text_x = x + 20;
    s->slots_x = s->text_x + TEXT_WIDTH + 28;
    s->width = s->slots_x + s->slots * SLOT_WIDTH - (s->slots ? 8 : 28) + EDGE;
}

static int has_future(const sheet *s) { return s->y->count > s->y->happened || s->y->waits.size > 0; }

static void place_rows(sheet *s, const int *height) {
    int y = s->lanes_top + LANES_HEIGHT;
    for (size_t i = 0; i < s->y->count; i++) {
        if (i == s->y->happened) y += NOW_HEIGHT;
        s->top[i] = y;
        y += height[i];
    }
    if (s->y->count == s->y->happened && has_future(s)) y += NOW_HEIGHT;
    s->top[s->y->count] = y;
    s->bottom = y + (s->y->waits.size ? 34 : 0);
}

/* Rows that are high enough for what stands in them, and for what is said beside the bars. */
static void place(sheet *s) {
    const story *y = s->y;
    text scratch = {NULL, 0, 0}, *out = s->out;
    int *height = calloc(y->count + 1, sizeof *height);
    if (!height) text_no_memory();
    s->out = &scratch;
    for (size_t i = 0; i < y->count; i++) height[i] = draw_moment(s, i, 0);
    place_rows(s, height);
    for (size_t b = 0; b < y->bar_count; b++) {
        int missing = draw_bar_label(s, &y->bars[b], 0, 0) + 8 - (bar_bottom(s, b) - bar_top(s, b));
        if (missing <= 0) continue;
        height[(y->bars[b].to < y->count ? y->bars[b].to : y->count) - 1] += missing;
        place_rows(s, height);
    }
    s->out = out;
    text_free(&scratch);
    free(height);
}

static void draw_lanes(sheet *s) {
    int first = s->lanes_top + LANES_HEIGHT;
    for (int32_t party = 1; party < LANES; party++) {
        if (!s->lane[party]) continue;
        text_print(s->out, "<g class=\"%s\">", party_look(party));
        svg_text(s->out, FONT_LABEL, "hue", SIDE_MIDDLE, s->lane[party], s->lanes_top + 8, party_name(party));
        text_put(s->out, "</g>\n");
        svg_line(s->out, "lane", s->lane[party], first, s->lane[party], s->bottom);
    }
    if (s->slots)
        svg_text(s->out, FONT_LABEL, "soft", SIDE_LEFT, s->slots_x, s->lanes_top + 8,
                 spoken("Deadlines", "期限", "期限"));
}

static void draw_now(sheet *s) {
    const char *words = s->y->count > s->y->happened ? spoken("If nobody acts", "如果各方都不处理", "如果各方都不處理")
                                                     : spoken("From here on", "接下来", "接下來");
    int y = now_y(s);
    svg_line(s->out, "now", EDGE, y, s->width - EDGE, y);
    text_put(s->out, "<g class=\"plain\">");
    svg_box(s->out, "hole", EDGE, y - PILL_HEIGHT / 2, svg_pill_width(words), PILL_HEIGHT, PILL_HEIGHT / 2);
    svg_pill(s->out, "plain", EDGE, y - PILL_HEIGHT / 2, words);
    text_put(s->out, "</g>\n");
}

static void draw_rows(sheet *s) {
    const story *y = s->y;
    draw_lanes(s);
    for (size_t i = 0; i < y->count; i++) draw_moment(s, i, s->top[i]);
    for (size_t b = 0; b < y->bar_count; b++) draw_bar(s, b);
    if (has_future(s)) draw_now(s);
    draw_text(s, FONT_STRONG, "ink", s->text_x, s->top[y->count] + 6, text_string(&y->waits));
}

void timeline_draw(text *picture, const story *y) {
    text title = {NULL, 0, 0}, told = {NULL, 0, 0}, body = {NULL, 0, 0};
    sheet s = {.y = y, .out = &body};
    s.top = calloc(y->count + 1, sizeof *s.top);
    s.slot = calloc(y->bar_count + 1, sizeof *s.slot);
    if (!s.top || !s.slot) text_no_memory();
    place_bars(&s);
    place_columns(&s);
    s.lanes_top = draw_head(&s);
    place(&s);
    draw_rows(&s);
    put_title(&title, y);
    for (size_t i = 0; i < y->count; i++) tell_moment(&told, &s, i);
    text_put(&told, text_string(&y->waits));
    svg_begin(picture, s.width, s.bottom + EDGE, text_string(&title), text_string(&told));
    text_add(picture, text_string(&body), body.size);
    svg_end(picture);
    free(s.top);
    free(s.slot);
    text_free(&title);
    text_free(&told);
    text_free(&body);
}
