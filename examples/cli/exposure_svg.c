/* exposure_svg.c - the funds calendar as a drawing: a row for each day on which silence frees something, a bar for what
 * it frees, and what is held after it. Every part of a bar is said in words behind it. */
#include "exposure.h"
#include "money.h"
#include "svg.h"
#include "wording.h"
#include <string.h>

enum { EDGE = 28, WIDTH = 980, BARS = 150, BARS_END = 470, WORDS = 490, WORDS_END = 800, BAR = 14, ROW = 9 };

static const char *look_of(enum pile pile) {
    static const char *const looks[PILES] = {"p1", "p2", "p3", "p5", "p2"};
    return looks[pile];
}

static int64_t most_of(const dispute_exposure *x) {
    int64_t most = 1;
    for (int slot = 0; slot < DISPUTE_EXPOSURE_SLOTS; slot++) {
        int64_t sum = 0;
        for (int pile = 0; pile < PILES; pile++) {
            int64_t amount = pile_of(x, (enum pile)pile)[slot];
            sum = amount > INT64_MAX - sum ? INT64_MAX : sum + amount;
        }
        if (sum > most) most = sum;
    }
    return most;
}

static void put_row_words(text *t, const dispute_exposure *x, int slot) {
    for (int pile = 0; pile < PILES; pile++) {
        int64_t amount = pile_of(x, (enum pile)pile)[slot];
        if (!amount) continue;
        text_put(t, t->size ? " · " : "");
        text_print(t, "%s ", pile_name((enum pile)pile));
        put_number_of(t, amount, x->currency);
    }
    if (!t->size) text_put(t, spoken("nothing moves", "没有款项变动", "沒有款項變動"));
}

static int draw_row(text *out, const dispute_exposure *x, int slot, int64_t most, int top) {
    text when = {NULL, 0, 0}, words = {NULL, 0, 0}, held = {NULL, 0, 0};
    int at = BARS;
    put_slot(&when, x, slot);
    put_row_words(&words, x, slot);
    put_number_of(&held, x->held - freed_by(x, slot), x->currency);
    text_print(out, "<g data-day=\"%s\">\n", text_string(&when));
    svg_text(out, FONT_STRONG, "ink", SIDE_LEFT, EDGE, top, text_string(&when));
    for (int pile = 0; pile < PILES; pile++) {
        int64_t amount = pile_of(x, (enum pile)pile)[slot];
        int width = (int)((double)amount / (double)most * (BARS_END - BARS));
        if (!amount) continue;
        text_print(out, "<g class=\"%s\">", look_of((enum pile)pile));
        svg_box(out, pile == FROM_SELLER ? "ghost" : "bar", at, top + 1, width > 2 ? width - 1 : 2, BAR, 2);
        text_put(out, "</g>\n");
        at += width > 2 ? width : 3;
    }
    int height = svg_paragraph(out, FONT_SMALL, "ink", WORDS, top + 1, WORDS_END - WORDS, text_string(&words));
    if (slot < DISPUTE_EXPOSURE_PAYING)
        svg_text(out, FONT_BODY, "soft", SIDE_RIGHT, WIDTH - EDGE, top, text_string(&held));
    text_put(out, "</g>\n");
    text_free(&when);
    text_free(&words);
    text_free(&held);
    return (height > 18 ? height : 18) + ROW;
}

static void draw_titles(text *out, int top) {
    svg_text(out, FONT_LABEL, "soft", SIDE_LEFT, EDGE, top, spoken("If nobody acts", "无人处理时", "無人處理時"));
    svg_text(out, FONT_LABEL, "soft", SIDE_LEFT, WORDS, top, spoken("comes free", "解冻去向", "解凍去向"));
    svg_text(out, FONT_LABEL, "soft", SIDE_RIGHT, WIDTH - EDGE, top,
             spoken("held after it", "之后仍冻结", "之後仍凍結"));
}

static int draw_calendar(text *out, text *told, const dispute_exposure *x, int top) {
    text head = {NULL, 0, 0}, row = {NULL, 0, 0};
    int64_t most = most_of(x);
    int y = top;
    put_held(&head, x);
    text_print(told, "%s\n", text_string(&head));
    y += svg_paragraph(out, FONT_HEAD, "ink", EDGE, y, WIDTH - 2 * EDGE, text_string(&head)) + 8;
    draw_titles(out, y);
    y += 20;
    svg_line(out, "rule", EDGE, y, WIDTH - EDGE, y);
    y += ROW;
    for (int slot = 0; slot < DISPUTE_EXPOSURE_SLOTS; slot++) {
        if (!has_anything(x, slot)) continue;
        y += draw_row(out, x, slot, most, y);
        text_clear(&row);
        put_slot(&row, x, slot);
        text_put(&row, colon());
        text_print(told, "%s", text_string(&row));
        text_clear(&row);
        put_row_words(&row, x, slot);
        text_print(told, "%s\n", text_string(&row));
    }
    if (x->waiting_cases) {
        text_clear(&row);
        text_print(
            &row,
            spoken("waiting for the platform: %lld, with ", "等待平台处理：%lld 个，共 ", "等待平台處理：%lld 個，共 "),
            (long long)x->waiting_cases);
        put_money(&row, x->waiting, x->currency);
        text_print(told, "%s\n", text_string(&row));
        y += svg_paragraph(out, FONT_BODY, "ink", EDGE, y + 4, WIDTH - 2 * EDGE, text_string(&row)) + 4;
    }
    text_free(&head);
    text_free(&row);
    return y - top + 26;
}

static int draw_head(text *out, const calendars *all, const char *title) {
    text below = {NULL, 0, 0};
    dispute_exposure day = {.begins_at = all->from};
    int y = EDGE + svg_paragraph(out, FONT_TITLE, "ink", EDGE, EDGE, WIDTH - 2 * EDGE, title) + 6;
    put_slot(&below, &day, 0);
    text_print(&below,
               spoken(" · %d days ahead, in UTC · what is held, and when silence frees it",
                      " · 往后 %d 天（UTC）· 冻结的款项，以及无人处理时何时放款",
                      " · 往後 %d 天（UTC）· 凍結的款項，以及無人處理時何時撥款"),
               (int)all->days);
    y += svg_paragraph(out, FONT_BODY, "soft", EDGE, y, WIDTH - 2 * EDGE, text_string(&below)) + 18;
    text_free(&below);
    return y;
}

void exposure_draw(text *picture, const calendars *all) {
    text told = {NULL, 0, 0}, body = {NULL, 0, 0};
    const char *title = spoken("Funds calendar", "资金日历", "資金日曆");
    int y = draw_head(&body, all, title);
    for (size_t i = 0; i < all->count; i++) y += draw_calendar(&body, &told, &all->of[i], y);
    if (!all->count) {
        const char *none = spoken("There are no open cases.", "没有未结纠纷。", "沒有未結爭議。");
        y += svg_paragraph(&body, FONT_BODY, "ink", EDGE, y, WIDTH - 2 * EDGE, none);
        text_print(&told, "%s\n", none);
    }
    svg_paper(picture, WIDTH, y + EDGE);
    svg_begin(picture, WIDTH, y + EDGE, title, text_string(&told));
    text_add(picture, text_string(&body), body.size);
    svg_end(picture);
    text_free(&told);
    text_free(&body);
}
