/* provision.c - `dispute provision`: what disputes will cost an order, reason by reason, and how much dearer it must
 * be. */
#include "provision.h"
#include "answer_json.h"
#include "columns.h"
#include "history.h"
#include "money.h"
#include "output.h"
#include "wording.h"
#include <inttypes.h>
#include <string.h>

enum { NAME_WIDTH = 24, RATE_WIDTH = 11, MONEY_WIDTH = 14 };

/* what one way comes to */
typedef struct sum {
    const way *of;
    dispute_provision_part part[CELLS_MOST], whole;
} sum;

static int work_out(sum *x) { /* 0, or -1: said */
    const way *w = x->of;
    dispute_problem problem = {.size = sizeof problem};
    text wrong = {NULL, 0, 0};
    memset(x->part, 0, sizeof x->part);
    memset(&x->whole, 0, sizeof x->whole);
    x->part[0].size = sizeof x->part[0];
    x->whole.size = sizeof x->whole;
    dispute_provision_cell none = {.size = sizeof none};
    const dispute_provision_cell *cells = w->count ? w->cell : &none; /* nothing was lost to anything */
    dispute_result result =
        dispute_provision(&w->ask, cells, sizeof none, w->count ? w->count : 1, x->part, &x->whole, &problem);
    if (result == DISPUTE_DONE) return 0;
    put_problem(&wrong, &problem);
    if (problem.line && w->count)
        complain("%s%s%s", label(DISPUTE_GROUP_REASON, w->cell[problem.line - 1].reason), colon(), text_string(&wrong));
    else
        complain("%s", text_string(&wrong));
    text_free(&wrong);
    return -1;
}

/* ---- for people ---- */

static void put_amount(text *t, int64_t minor, const char *currency, size_t width) {
    text cell = {NULL, 0, 0};
    if (minor == dispute_never())
        text_put(&cell, spoken("no price", "无法覆盖", "無法涵蓋"));
    else if (minor < 0)
        text_put(&cell, "-");
    if (minor != dispute_never() && *currency)
        put_number_of(&cell, minor < 0 ? -minor : minor, currency);
    else if (minor != dispute_never())
        text_print(&cell, "%" PRId64, minor < 0 ? -minor : minor);
    size_t own = width_of(text_string(&cell));
    put_blanks(t, own < width ? width - own : 1);
    text_put(t, text_string(&cell));
    text_free(&cell);
}

static void put_rate(text *t, int64_t millionths, size_t width) {
    text cell = {NULL, 0, 0};
    text_print(&cell, "%" PRId64 ".%04" PRId64 "%%", millionths / 10000, millionths % 10000);
    put_blanks(t, cell.size < width ? width - cell.size : 1);
    text_put(t, text_string(&cell));
    text_free(&cell);
}

static void put_right(text *t, const char *title, size_t width) {
    size_t own = width_of(title);
    put_blanks(t, own < width ? width - own : 1);
    text_put(t, title);
}

static void put_titles(text *t, int has_actual) {
    put_padded(t, "", NAME_WIDTH);
    put_right(t, spoken("rate", "比率", "比率"), RATE_WIDTH);
    put_right(t, spoken("at most", "至多", "至多"), RATE_WIDTH);
    put_right(t, spoken("one costs", "每笔损失", "每筆損失"), MONEY_WIDTH);
    put_right(t, spoken("expected", "预计", "預計"), MONEY_WIDTH);
    put_right(t, spoken("provision", "准备金", "準備金"), MONEY_WIDTH);
    put_right(t, spoken("an order", "每笔订单", "每筆訂單"), MONEY_WIDTH);
    if (has_actual) put_right(t, spoken("actual", "实际", "實際"), MONEY_WIDTH);
    if (has_actual) put_right(t, spoken("over", "超出", "超出"), MONEY_WIDTH);
    text_put(t, "\n");
}

static void put_part(text *t, const way *w, const dispute_provision_part *p, int is_whole) {
    const char *all = spoken("all together", "合计", "合計");
    put_padded(t, is_whole ? all : label(DISPUTE_GROUP_REASON, p->reason), NAME_WIDTH);
    put_rate(t, p->rate, RATE_WIDTH);
    put_rate(t, p->upper, RATE_WIDTH);
    if (is_whole)
        put_right(t, "", MONEY_WIDTH);
    else
        put_amount(t, p->mean, w->currency, MONEY_WIDTH);
    put_amount(t, p->expected, w->currency, MONEY_WIDTH);
    put_amount(t, p->provision, w->currency, MONEY_WIDTH);
    put_amount(t, p->uplift, w->currency, MONEY_WIDTH);
    if (w->ask.actual_orders) put_amount(t, p->actual, w->currency, MONEY_WIDTH);
    if (w->ask.actual_orders) put_amount(t, p->over, w->currency, MONEY_WIDTH);
    if (!is_whole && p->beyond) text_put(t, spoken("  more than chance", "  超出偶然范围", "  超出偶然範圍"));
    if (!is_whole && p->unknown) text_put(t, spoken("  cost unknown", "  金额未知", "  金額未知"));
    text_put(t, "\n");
}

static void put_way(text *t, const sum *x) {
    const way *w = x->of;
    const char *parts[] = {w->route, w->category, w->currency};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!*parts[i]) continue;
        text_put_clean(t, parts[i], strlen(parts[i]));
        text_put(t, comma());
    }
    text_print(t,
               spoken("%" PRId64 " orders; for %" PRId64 " ahead\n", "%" PRId64 " 笔订单，为今后 %" PRId64 " 笔计提\n",
                      "%" PRId64 " 筆訂單，為今後 %" PRId64 " 筆提列\n"),
               w->ask.orders, w->ask.ahead);
    put_titles(t, w->ask.actual_orders != 0);
    for (uint32_t i = 0; i < w->count; i++) put_part(t, w, &x->part[i], 0);
    put_part(t, w, &x->whole, 1);
    if (!w->ask.price || x->whole.uplift == dispute_never()) return;
    text_put(t, spoken("the price must rise by", "价格须上调", "價格須調高"));
    put_rate(t, x->whole.uplift_rate, 0);
    text_put(t, "\n");
}

/* ---- for programs ---- */

static json_t *money_or_null(int64_t minor) { return minor == dispute_never() ? json_null() : json_integer(minor); }

static void put_part_json(text *t, const way *w, const dispute_provision_part *p, int is_whole) {
    json_t *o = json_object();
    put(o, "route", json_string(w->route));
    put(o, "category", json_string(w->category));
    put(o, "currency", json_string(w->currency));
    put(o, "reason", is_whole ? json_string("all") : word_json(DISPUTE_GROUP_REASON, p->reason));
    put(o, "rate", json_integer(p->rate));
    put(o, "upper", json_integer(p->upper));
    if (!is_whole) put(o, "mean", json_integer(p->mean));
    put(o, "loss", json_integer(p->loss));
    put(o, "bound", json_integer(p->bound));
    put(o, "expected", json_integer(p->expected));
    put(o, "provision", json_integer(p->provision));
    put(o, "uplift", money_or_null(p->uplift));
    if (is_whole) put(o, "uplift_rate", money_or_null(p->uplift_rate));
    put(o, "forecast", json_integer(p->forecast));
    put(o, "actual", json_integer(p->actual));
    put(o, "over", json_integer(p->over));
    put(o, "beyond", is_whole ? json_integer(p->beyond) : json_boolean(p->beyond));
    put(o, "unknown", is_whole ? json_integer(p->unknown) : json_boolean(p->unknown));
    put_line(t, o);
}

/* ---- the command ---- */

static int put_all(text *t, const history *h, int as_json) {
    static sum x;
    for (size_t i = 0; i < h->count; i++) {
        x.of = &h->ways[i];
        if (!x.of->is_asked) {
            complain(
                spoken("no line says how many orders went the way \"%s\", \"%s\", \"%s\" (route, category, currency)",
                       "没有一行给出“%s”“%s”“%s”（线路、类目、货币）的订单数量",
                       "沒有一行給出「%s」「%s」「%s」（線路、類目、貨幣）的訂單數量"),
                x.of->route, x.of->category, x.of->currency);
            return -1;
        }
        if (work_out(&x) != 0) return -1;
        for (uint32_t k = 0; as_json && k < x.of->count; k++) put_part_json(t, x.of, &x.part[k], 0);
        if (as_json)
            put_part_json(t, x.of, &x.whole, 1);
        else
            put_way(t, &x);
    }
    if (!h->count && !as_json) text_put(t, spoken("there are no orders\n", "没有订单\n", "沒有訂單\n"));
    return 0;
}

int command_provision(const arguments *a) {
    history h;
    text t = {NULL, 0, 0};
    memset(&h, 0, sizeof h);
    int wrong = history_read(&h, a) != 0 || put_all(&t, &h, a->value[OPTION_JSON] != NULL) != 0;
    if (!wrong) wrong = output_write(&t) != 0;
    text_free(&t);
    history_free(&h);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
