/* score_svg.c - `dispute score --svg`: every measure over a year, week by week, against its thresholds. */
#include "columns.h"
#include "rfc3339.h"
#include "score.h"
#include "svg.h"
#include "wording.h"
#include <inttypes.h>
#include <string.h>

enum {
    WEEKS = 53,
    EDGE = 32,
    WIDTH = 960,
    PLOT_LEFT = EDGE,
    PLOT_WIDTH = 700,
    LABEL_LEFT = PLOT_LEFT + PLOT_WIDTH + 12,
    PLOT_HEIGHT = 110,
    HEAD_HEIGHT = 48, /* name, and value of the day */
    PANEL_HEIGHT = HEAD_HEIGHT + PLOT_HEIGHT + 44,
    TITLE_HEIGHT = 84,
    LABEL_HEIGHT = 16,
    LINES_MOST = 6, /* of thresholds in a panel */
    THRESHOLDS = 32
};
#define WEEK_MS INT64_C(604800000)

/* one measure over one window */
typedef struct panel {
    int32_t measure, window;
    int64_t value[WEEKS];
    dispute_score last;
    int64_t limit[LINES_MOST]; /* from the highest */
    int32_t threshold[LINES_MOST];
    int lines;
    int64_t most; /* at the top of the plot */
} panel;

static int64_t week_of(const score_sheet *s, int week) {
    int64_t at = s->at - (WEEKS - 1 - week) * WEEK_MS;
    return at < 1 ? 1 : at;
}

static void add_line(panel *p, int64_t limit, int32_t threshold) {
    int at = p->lines;
    if (p->lines == LINES_MOST) return;
    for (; at > 0 && p->limit[at - 1] < limit; at--) {
        p->limit[at] = p->limit[at - 1];
        p->threshold[at] = p->threshold[at - 1];
    }
    p->limit[at] = limit;
    p->threshold[at] = threshold;
    p->lines++;
}

/* Every week is told by the card of that week: what came later was not known then. */
static void read_weeks(const score_sheet *s, panel *panels, int count) {
    static uint8_t card[DISPUTE_SCORECARD_SIZE];
    size_t next = 0;
    dispute_scorecard_begin(s->policy, card);
    for (int week = 0; week < WEEKS; week++) {
        int64_t at = week_of(s, week);
        for (; next < s->count && s->entries[next].fact.at <= at; next++)
            dispute_scorecard_add(card, &s->entries[next].fact, NULL);
        for (int i = 0; i < count; i++) {
            panel *p = &panels[i];
            p->last.size = sizeof p->last;
            dispute_scorecard_score(s->policy, card, at, p->measure, p->window, &p->last, NULL);
            p->value[week] = score_is_rate(p->measure) ? p->last.rate : p->last.count;
        }
    }
}

static void scale(const score_sheet *s, panel *p) {
    const dispute_score_policy *policy = s->policy;
    for (int week = 0; week < WEEKS; week++)
        if (p->value[week] > p->most) p->most = p->value[week];
    for (int32_t t = 1; t < THRESHOLDS; t++) {
        if (policy->measure[t] != p->measure || policy->window[t] != p->window) continue;
        add_line(p, policy->limit[t], t);
        for (int64_t limit = 2 * (int64_t)policy->limit[t]; policy->every[t] && limit <= p->most;
             limit += policy->limit[t])
            add_line(p, limit, t);
    }
    if (p->lines && p->limit[0] > p->most) p->most = p->limit[0];
    p->most += p->most / 8 + 1; /* air */
}

static int height_of(const panel *p, int64_t value) { /* above the bottom of the plot */
    return (int)(value * PLOT_HEIGHT / p->most);
}

static void draw_thresholds(text *t, const score_sheet *s, const panel *p, int top) {
    int free_from = top - LABEL_HEIGHT; /* the next label may begin here */
    for (int i = 0; i < p->lines; i++) {
        text name = {NULL, 0, 0};
        int y = top + PLOT_HEIGHT - height_of(p, p->limit[i]), label_top = y - LABEL_HEIGHT / 2;
        if (label_top < free_from) label_top = free_from;
        free_from = label_top + LABEL_HEIGHT;
        put_score_value(&name, p->measure, p->limit[i]);
        text_put(&name, " ");
        put_sanction(&name, s->policy->sanction[p->threshold[i]], s->policy->days[p->threshold[i]]);
        svg_line(t, "now", PLOT_LEFT, y, PLOT_LEFT + PLOT_WIDTH, y);
        svg_text(t, FONT_SMALL, "soft", SIDE_LEFT, LABEL_LEFT, label_top, text_string(&name));
        text_free(&name);
    }
}

static void draw_curve(text *t, const panel *p, int top) {
    text_put(t, "<path class=\"stroke p2\" d=\"");
    for (int week = 0; week < WEEKS; week++)
        text_print(t, "%s%d %d", week ? "L" : "M", PLOT_LEFT + PLOT_WIDTH * week / (WEEKS - 1),
                   top + PLOT_HEIGHT - height_of(p, p->value[week]));
    text_put(t, "\"/>\n<g class=\"p2\">");
    svg_dot(t, "mark", PLOT_LEFT + PLOT_WIDTH, top + PLOT_HEIGHT - height_of(p, p->value[WEEKS - 1]), 4);
    text_put(t, "</g>\n");
}

static void put_day(text *t, int64_t at) { /* the date alone */
    char day[RFC3339_SIZE];
    enum { DATE = 10 };
    text_add(t, rfc3339_write(at, day), DATE);
}

static void draw_axis(text *t, const score_sheet *s, int y) {
    text first = {NULL, 0, 0}, last = {NULL, 0, 0};
    put_day(&first, week_of(s, 0));
    put_day(&last, s->at);
    svg_line(t, "lane", PLOT_LEFT, y, PLOT_LEFT + PLOT_WIDTH, y);
    svg_text(t, FONT_SMALL, "soft", SIDE_LEFT, PLOT_LEFT, y + 4, text_string(&first));
    svg_text(t, FONT_SMALL, "soft", SIDE_RIGHT, PLOT_LEFT + PLOT_WIDTH, y + 4, text_string(&last));
    text_free(&first);
    text_free(&last);
}

/* "4.50% (9 of 200); reached: Warning", as it is drawn and as it is read aloud */
static void put_standing(text *t, const score_sheet *s, const panel *p) {
    const dispute_score *now = &p->last;
    put_score_value(t, p->measure, p->value[WEEKS - 1]);
    if (score_is_rate(p->measure))
        text_print(
            t,
            spoken(" (%" PRId64 " of %" PRId64 ")", "（%" PRId64 " / %" PRId64 "）", "（%" PRId64 " / %" PRId64 "）"),
            now->count, now->base);
    if (now->reached) {
        text_put(t, spoken("; reached: ", "；已达到：", "；已達到："));
        put_sanction(t, s->policy->sanction[now->reached], s->policy->days[now->reached]);
    }
    if (now->next && now->more != dispute_never()) {
        text_print(t, spoken("; %" PRId64 " more: ", "；再有 %" PRId64 "：", "；再有 %" PRId64 "："), now->more);
        put_sanction(t, s->policy->sanction[now->next], s->policy->days[now->next]);
    }
}

static void put_panel_name(text *t, const panel *p) {
    text_print(t, spoken("%s, %d days", "%s，%d 天", "%s，%d 天"), label(DISPUTE_GROUP_MEASURE, p->measure),
               (int)p->window);
}

static void draw_panel(text *t, const score_sheet *s, const panel *p, int top) {
    text name = {NULL, 0, 0}, now = {NULL, 0, 0};
    put_panel_name(&name, p);
    put_standing(&now, s, p);
    svg_text(t, FONT_HEAD, "ink", SIDE_LEFT, EDGE, top, text_string(&name));
    svg_text(t, FONT_BODY, p->last.reached ? "ink" : "soft", SIDE_LEFT, EDGE, top + 22, text_string(&now));
    draw_axis(t, s, top + HEAD_HEIGHT + PLOT_HEIGHT);
    draw_thresholds(t, s, p, top + HEAD_HEIGHT);
    draw_curve(t, p, top + HEAD_HEIGHT);
    text_free(&name);
    text_free(&now);
}

static void tell(text *t, const score_sheet *s, const panel *panels, int count) {
    for (int i = 0; i < count; i++) {
        if (i) text_put(t, "\n");
        put_panel_name(t, &panels[i]);
        text_put(t, colon());
        put_standing(t, s, &panels[i]);
    }
}

void score_draw(text *t, const score_sheet *s) {
    static panel panels[THRESHOLDS];
    text title = {NULL, 0, 0}, told = {NULL, 0, 0}, below = {NULL, 0, 0};
    int count = 0;
    memset(panels, 0, sizeof panels);
    for (int32_t at = 0; score_next(s->policy, &at); count++) {
        panels[count].measure = s->policy->measure[at];
        panels[count].window = s->policy->window[at];
    }
    read_weeks(s, panels, count);
    for (int i = 0; i < count; i++) scale(s, &panels[i]);
    tell(&told, s, panels, count);
    put_seller(&title, s);
    put_day(&below, s->at);
    text_print(
        &below,
        spoken(" · under %s · a dashed line is a threshold", " · 规则 %s · 虚线为阈值", " · 規則 %s · 虛線為門檻"),
        s->policy->name);
    int height = TITLE_HEIGHT + EDGE + count * PANEL_HEIGHT;
    svg_paper(t, WIDTH, height);
    svg_begin(t, WIDTH, height, text_string(&title), text_string(&told));
    svg_paragraph(t, FONT_TITLE, "ink", EDGE, EDGE - 8, WIDTH - 2 * EDGE, text_string(&title));
    svg_text(t, FONT_SMALL, "soft", SIDE_LEFT, EDGE, EDGE + 24, text_string(&below));
    for (int i = 0; i < count; i++) draw_panel(t, s, &panels[i], TITLE_HEIGHT + i * PANEL_HEIGHT);
    svg_end(t);
    text_free(&title);
    text_free(&told);
    text_free(&below);
}
