/* timeline_row.c - one moment of a drawn timeline: when, who in which lane, what, and what moved. */
#include "money.h"
#include "timeline.h"
#include "timeline_sheet.h"
#include "wording.h"
#include <string.h>

const char *party_look(int32_t party) {
    static const char *const looks[] = {"plain", "p1", "p2", "p3", "p4", "p5"};
    return looks[party > 0 && party < LANES ? party : 0];
}

const char *party_name(int32_t party) {
    if (party == DISPUTE_PARTY_SYSTEM) return spoken("Clock", "系统", "系統");
    return label(DISPUTE_GROUP_PARTY, party);
}

const char *party_in_a_sentence(int32_t party) {
    return language() == DISPUTE_LANGUAGE_EN ? word_or_none(DISPUTE_GROUP_PARTY, party) : party_name(party);
}

/* ---- one moment ---- */

static void put_gap(text *t, int64_t ms) { /* the two largest units */
    static const int64_t units[] = {86400000, 3600000, 60000, 1000, 1};
    static const char *const names[][3] = {{" d", " 天", " 天"},
                                           {" h", " 小时", " 小時"},
                                           {" min", " 分钟", " 分鐘"},
                                           {" s", " 秒", " 秒"},
                                           {" ms", " 毫秒", " 毫秒"}};
    int told = 0;
    text_put(t, "+");
    for (size_t i = 0; i < sizeof units / sizeof units[0] && told < 2; i++) {
        if (ms / units[i] == 0 && !told) continue;
        if (ms / units[i] > 0)
            text_print(t, "%s%lld%s", told ? " " : "", (long long)(ms / units[i]),
                       spoken(names[i][0], names[i][1], names[i][2]));
        ms %= units[i];
        told++;
    }
}

static void draw_instant(sheet *s, size_t i, int top) {
    int64_t at = s->y->moments[i].at, before = i > 0 ? s->y->moments[i - 1].at : 0;
    text now = {NULL, 0, 0}, gap = {NULL, 0, 0};
    put_time(&now, at);
    char *clock = now.bytes + 11; /* behind the date */
    now.bytes[10] = 0;
    if (i == 0 || at / 86400000 != before / 86400000) {
        svg_text(s->out, FONT_STRONG, "ink", SIDE_LEFT, EDGE, top + 1, text_string(&now));
        top += 18;
    }
    svg_text(s->out, FONT_BODY, "soft", SIDE_LEFT, EDGE, top + 1, clock);
    if (i > 0 && at > before) {
        put_gap(&gap, at - before);
        svg_text(s->out, FONT_SMALL, "soft", SIDE_LEFT, EDGE, top + 19, text_string(&gap));
    }
    text_free(&now);
    text_free(&gap);
}

static void draw_mark(sheet *s, const moment *m, int y) {
    int x = s->lane[m->by];
    const char *look = party_look(m->by);
    text_print(s->out, "<g class=\"%s\">", look);
    svg_line(s->out, "lead", x + MARK + 5, y, s->text_x - 8, y);
    if (m->by == DISPUTE_PARTY_SYSTEM || m->sequence == 0) {
        svg_dot(s->out, m->sequence ? "ring hole" : "ghost hole", x, y, MARK);
        if (m->by == DISPUTE_PARTY_SYSTEM)
            text_print(s->out, "<path class=\"stroke\" d=\"M%d %dV%dH%d\"/>\n", x, y - 4, y, x + 3);
    } else {
        svg_dot(s->out, "mark", x, y, MARK);
    }
    text_put(s->out, "</g>\n");
}

static int draw_said(sheet *s, const moment *m, int top) {
    return svg_paragraph(s->out, FONT_BODY, "ink", s->text_x, top, TEXT_WIDTH, text_string(&m->said));
}

/* ---- money ---- */

static int lane_of_account(const sheet *s, int32_t account) { /* escrow has none; the parties have their own numbers */
    return account > 0 && account < DISPUTE_PARTY_SYSTEM ? s->lane[account] : 0;
}

static void draw_coin(sheet *s, const movement *v, int expected, int y) {
    int to = lane_of_account(s, v->to), from = v->kind == DISPUTE_EFFECT_TRANSFER ? lane_of_account(s, v->from) : 0;
    if (!to) return;
    text_put(s->out, "<g class=\"money\">");
    svg_line(s->out, "lead", to + MARK + 5, y, s->text_x - 8, y);
    if (from) {
        int side = from < to ? -1 : 1, tip = to + side * (MARK + 3);
        svg_line(s->out, expected ? "ghost" : "stroke", from, y, tip + side * 5, y);
        text_print(s->out, "<path class=\"head\" d=\"M%d %dl%d -5v10z\"/>\n", tip, y, side * 8);
    }
    svg_dot(s->out, expected ? "ghost hole" : "ring hole", to, y, MARK);
    svg_dot(s->out, "mark", to, y, 2);
    text_put(s->out, "</g>\n");
}

static void put_way(text *t, const movement *v) { /* from where to where, or what it is */
    if (v->kind == DISPUTE_EFFECT_TRANSFER)
        text_print(t, "%s → %s", label(DISPUTE_GROUP_ACCOUNT, v->from), label(DISPUTE_GROUP_ACCOUNT, v->to));
    else if (v->kind == DISPUTE_EFFECT_COUPON)
        text_put(t, spoken("coupon for the buyer", "优惠券，发给买家", "優惠券，發給買家"));
    else
        text_put(t, spoken("can be claimed from the carrier", "可以向物流公司索赔", "可以向物流公司索賠"));
}

static void put_purpose(text *t, const movement *v, int expected) {
    if (v->kind != DISPUTE_EFFECT_TRANSFER) return;
    text_put(t, label(DISPUTE_GROUP_WHY, v->why));
    if (v->again) text_print(t, " · %s", spoken("sent again", "再次付款", "再次付款"));
    if (expected) return;
    text_print(t, " · %s",
               v->paid_at ? spoken("paid", "已支付", "已支付") : spoken("not confirmed yet", "尚未确认", "尚未確認"));
    if (!v->paid_at) return;
    text_put(t, " ");
    put_time(t, v->paid_at);
}

static int draw_request(sheet *s, const movement *v, int top) {
    text t = {NULL, 0, 0};
    text_put(&t, spoken("The ", "要求", "要求"));
    text_put(&t, party_in_a_sentence(v->to));
    text_put(&t, spoken(" is asked for evidence", "举证", "舉證"));
    if (v->due) text_put(&t, spoken(" until ", "，截止 ", "，截止 "));
    if (v->due) put_time(&t, v->due);
    int height = svg_paragraph(s->out, FONT_SMALL, "soft", s->text_x, top, TEXT_WIDTH, text_string(&t));
    text_free(&t);
    return height;
}

static int draw_movement(sheet *s, const movement *v, int expected, int top) {
    text amount = {NULL, 0, 0}, way = {NULL, 0, 0}, purpose = {NULL, 0, 0};
    int y = top + 2, x = s->text_x;
    if (v->kind == DISPUTE_EFFECT_EVIDENCE_REQUEST) return draw_request(s, v, top);
    draw_coin(s, v, expected, y + 10);
    put_money(&amount, v->amount, s->y->now.currency);
    put_way(&way, v);
    put_purpose(&purpose, v, expected);
    text_put(s->out, "<g class=\"money\">");
    svg_text(s->out, FONT_HEAD, "hue", SIDE_LEFT, x, y, text_string(&amount));
    text_put(s->out, "</g>\n");
    x += svg_text_width(FONT_HEAD, text_string(&amount), amount.size) + 10;
    svg_text(s->out, FONT_BODY, "ink", SIDE_LEFT, x, y + 1, text_string(&way));
    y += 20;
    if (purpose.size) svg_text(s->out, FONT_SMALL, "soft", SIDE_LEFT, s->text_x, y, text_string(&purpose));
    y += purpose.size ? 18 : 0;
    text_free(&amount);
    text_free(&way);
    text_free(&purpose);
    return y - top;
}

/* ---- a row ---- */

static int draw_first_line(sheet *s, const moment *m, int top) {
    const char *name = party_name(m->by), *rule = word_or_none(DISPUTE_GROUP_RULE, m->rule);
    int x = s->text_x, indent = svg_text_width(FONT_STRONG, name, strlen(name)) + 8;
    text_print(s->out, "<g class=\"%s\">", party_look(m->by));
    svg_text(s->out, FONT_STRONG, "hue", SIDE_LEFT, x, top + 1, name);
    text_put(s->out, "</g>\n");
    svg_text(s->out, FONT_SMALL, "soft", SIDE_RIGHT, x + TEXT_WIDTH, top + 2, rule);
    return svg_paragraph(s->out, FONT_HEAD, "ink", x + indent, top, TEXT_WIDTH - indent - 32,
                         label(DISPUTE_GROUP_EVENT, m->event));
}

static int draw_end(sheet *s, const moment *m, int top) {
    int height = svg_paragraph_height(FONT_STRONG, text_string(&m->ends), TEXT_WIDTH - 24) + 16;
    text_print(s->out, "<g class=\"money\">");
    svg_box(s->out, m->sequence ? "shape" : "ghost", s->text_x, top + 6, TEXT_WIDTH, height, 6);
    text_put(s->out, "</g>\n");
    svg_paragraph(s->out, FONT_STRONG, "ink", s->text_x + 12, top + 14, TEXT_WIDTH - 24, text_string(&m->ends));
    return height + 8;
}

int draw_moment(sheet *s, size_t i, int top) {
    const moment *m = &s->y->moments[i];
    int y = top + PADDING;
    text_print(s->out, "<g class=\"row\" data-sequence=\"%lld\">\n", (long long)m->sequence);
    svg_line(s->out, "rule", EDGE, top, s->text_x + TEXT_WIDTH, top);
    draw_instant(s, i, y);
    draw_mark(s, m, y + 10);
    y += draw_first_line(s, m, y);
    y += draw_said(s, m, y);
    for (size_t k = 0; k < m->moved_count; k++) y += draw_movement(s, &m->moved[k], m->sequence == 0, y);
    if (m->state != m->from_state) {
        text state = {NULL, 0, 0};
        text_print(&state, "→ %s", label(DISPUTE_GROUP_STATE, m->state));
        svg_pill(s->out, "plain", s->text_x, y + 5, text_string(&state));
        y += PILL_HEIGHT + 6;
        text_free(&state);
    }
    if (m->ends.size) y += draw_end(s, m, y);
    text_put(s->out, "</g>\n");
    y += PADDING;
    return y - top < LEAST_HEIGHT ? LEAST_HEIGHT : y - top;
}

/* ---- in words ---- */

void tell_moment(text *t, const sheet *s, size_t i) {
    const moment *m = &s->y->moments[i];
    if (m->sequence == 0 && i == s->y->happened)
        text_print(t, "%s:\n", spoken("If nobody acts", "如果各方都不处理", "如果各方都不處理"));
    put_time(t, m->at);
    text_print(t, " %s: %s", party_name(m->by), label(DISPUTE_GROUP_EVENT, m->event));
    if (m->said.size) text_print(t, ": %s", text_string(&m->said));
    for (size_t k = 0; k < m->moved_count; k++) {
        const movement *v = &m->moved[k];
        if (v->kind == DISPUTE_EFFECT_EVIDENCE_REQUEST) continue;
        text_put(t, "; ");
        put_money(t, v->amount, s->y->now.currency);
        text_put(t, " ");
        put_way(t, v);
    }
    if (m->state != m->from_state) text_print(t, " → %s", label(DISPUTE_GROUP_STATE, m->state));
    if (m->ends.size) text_print(t, ". %s", text_string(&m->ends));
    text_put(t, "\n");
}
