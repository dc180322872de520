/* exposure.c - dispute exposure: what open cases hold, and when silence frees it, to whom, day by day. Case after case
 * is added to one calendar for each currency: the memory that it needs does not grow with the store. */
#include "exposure.h"
#include "answer_json.h"
#include "columns.h"
#include "money.h"
#include "output.h"
#include "picture_file.h"
#include "rfc3339.h"
#include "store_case.h"
#include "timeline.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

enum { DAYS_USUAL = 30, FIRST_OF_TIME = 1 };
static const int64_t DAY = 86400000;

/* ---- what a calendar says ---- */

const int64_t *pile_of(const dispute_exposure *x, enum pile pile) {
    const int64_t *const piles[PILES] = {x->to_buyer, x->to_seller, x->to_platform, x->to_order, x->from_seller};
    return piles[pile];
}

const char *pile_name(enum pile pile) {
    switch (pile) {
    case TO_BUYER: return spoken("to the buyer", "付给买家", "付給買家");
    case TO_SELLER: return spoken("to the seller", "放款给卖家", "撥款給賣家");
    case TO_PLATFORM: return spoken("to the platform", "付给平台", "付給平台");
    case TO_ORDER: return spoken("stays with the order", "留在订单", "留在訂單");
    case FROM_SELLER:
    case PILES: break;
    }
    return spoken("the seller pays", "卖家另付", "賣家另付");
}

int has_anything(const dispute_exposure *x, int slot) {
    int any = x->ends[slot] != 0;
    for (int pile = 0; pile < PILES; pile++) any |= pile_of(x, (enum pile)pile)[slot] != 0;
    return any;
}

void put_slot(text *t, const dispute_exposure *x, int slot) {
    char at[RFC3339_SIZE];
    if (slot == DISPUTE_EXPOSURE_PAYING) {
        text_put(t, spoken("being paid", "付款中", "付款中"));
    } else if (slot == DISPUTE_EXPOSURE_LATER) {
        text_put(t, spoken("later", "更晚", "更晚"));
    } else {
        rfc3339_write(x->begins_at + slot * DAY, at);
        text_add(t, at, 10);
    }
}

int64_t freed_by(const dispute_exposure *x, int slot) { /* no sum is larger than what is held */
    int64_t sum = 0;
    for (int i = 0; i <= slot; i++)
        for (int pile = 0; pile < FROM_SELLER; pile++) sum += pile_of(x, (enum pile)pile)[i];
    return sum;
}

void put_held(text *t, const dispute_exposure *x) {
    text_print(t,
               x->cases == 1 ? spoken("%lld open case holds ", "%lld 个未结纠纷，冻结 ", "%lld 個未結爭議，凍結 ")
                             : spoken("%lld open cases hold ", "%lld 个未结纠纷，冻结 ", "%lld 個未結爭議，凍結 "),
               (long long)x->cases);
    put_money(t, x->held, x->currency);
}

/* ---- as text ---- */

static int pile_is_used(const dispute_exposure *x, enum pile pile) {
    for (int slot = 0; slot < DISPUTE_EXPOSURE_SLOTS; slot++)
        if (pile_of(x, pile)[slot]) return 1;
    return 0;
}

static void put_right(text *t, const char *string, size_t width) {
    size_t own = width_of(string);
    put_blanks(t, own < width ? width - own : 0);
    text_put(t, string);
}

static size_t column_width(const dispute_exposure *x, enum pile pile) {
    text number = {NULL, 0, 0};
    size_t width = width_of(pile_name(pile));
    for (int slot = 0; slot < DISPUTE_EXPOSURE_SLOTS; slot++) {
        text_clear(&number);
        put_number_of(&number, pile_of(x, pile)[slot], x->currency);
        if (number.size > width) width = number.size;
    }
    text_free(&number);
    return width + 2;
}

enum { WHEN = 12, CASES = 7 };

static void put_row(text *t, const dispute_exposure *x, int slot, const size_t widths[PILES]) {
    text part = {NULL, 0, 0};
    put_slot(&part, x, slot);
    put_padded(t, text_string(&part), WHEN);
    text_print(t, "%*lld", CASES, (long long)x->ends[slot]);
    for (int pile = 0; pile < PILES; pile++) {
        if (!widths[pile]) continue;
        text_clear(&part);
        put_number_of(&part, pile_of(x, (enum pile)pile)[slot], x->currency);
        put_right(t, pile_of(x, (enum pile)pile)[slot] ? text_string(&part) : "-", widths[pile]);
    }
    text_put(t, "\n");
    text_free(&part);
}

static void put_calendar(text *t, const dispute_exposure *x) {
    size_t widths[PILES];
    put_held(t, x);
    text_put(t, "\n");
    put_padded(t, spoken("day", "日期", "日期"), WHEN);
    put_right(t, spoken("ends", "结束", "結束"), CASES);
    for (int pile = 0; pile < PILES; pile++) {
        widths[pile] = pile_is_used(x, (enum pile)pile) ? column_width(x, (enum pile)pile) : 0;
        if (widths[pile]) put_right(t, pile_name((enum pile)pile), widths[pile]);
    }
    text_put(t, "\n");
    for (int slot = 0; slot < DISPUTE_EXPOSURE_SLOTS; slot++)
        if (has_anything(x, slot)) put_row(t, x, slot, widths);
    if (!x->waiting_cases) return;
    text_print(
        t, spoken("waiting for the platform: %lld, with ", "等待平台处理：%lld 个，共 ", "等待平台處理：%lld 個，共 "),
        (long long)x->waiting_cases);
    put_money(t, x->waiting, x->currency);
    text_put(t, "\n");
}

static void put_text(text *t, const calendars *all) {
    if (!all->count) text_put(t, spoken("there are no open cases\n", "没有未结纠纷\n", "沒有未結爭議\n"));
    for (size_t i = 0; i < all->count; i++) {
        if (i) text_put(t, "\n");
        put_calendar(t, &all->of[i]);
    }
}

/* ---- as JSON ---- */

static json_t *slot_json(const dispute_exposure *x, int slot) {
    static const char *const keys[PILES] = {"to_buyer", "to_seller", "to_platform", "to_order", "from_seller"};
    text when = {NULL, 0, 0};
    json_t *o = json_object();
    put_slot(&when, x, slot);
    if (slot < x->days) put(o, "day", json_string(text_string(&when)));
    put(o, "ends", json_integer(x->ends[slot]));
    for (int pile = 0; pile < PILES; pile++) put(o, keys[pile], json_integer(pile_of(x, (enum pile)pile)[slot]));
    text_free(&when);
    return o;
}

static void put_json(text *t, const calendars *all) {
    for (size_t i = 0; i < all->count; i++) {
        const dispute_exposure *x = &all->of[i];
        json_t *o = json_object(), *days = json_array();
        for (int slot = 0; slot < x->days; slot++) append(days, slot_json(x, slot));
        put(o, "currency", json_string(x->currency));
        put(o, "from", instant_json(x->begins_at));
        put(o, "cases", json_integer(x->cases));
        put(o, "held", json_integer(x->held));
        put(o, "waiting", json_integer(x->waiting));
        put(o, "waiting_cases", json_integer(x->waiting_cases));
        put(o, "days", days);
        put(o, "later", slot_json(x, DISPUTE_EXPOSURE_LATER));
        put(o, "paying", slot_json(x, DISPUTE_EXPOSURE_PAYING));
        put_line(t, o);
    }
}

/* ---- the store, case after case ---- */

static dispute_exposure *calendar_of(calendars *all, const char currency[4]) {
    size_t i = 0;
    while (i < all->count && strcmp(all->of[i].currency, currency) < 0) i++;
    if (i < all->count && strcmp(all->of[i].currency, currency) == 0) return &all->of[i];
    if (all->count == all->room) {
        all->room = all->room ? 2 * all->room : 4;
        all->of = realloc(all->of, all->room * sizeof *all->of);
        if (!all->of) text_no_memory();
    }
    memmove(&all->of[i + 1], &all->of[i], (all->count - i) * sizeof *all->of);
    all->count++;
    all->of[i].size = (uint32_t)sizeof all->of[i];
    dispute_exposure_begin(&all->of[i], currency, all->from, all->days);
    return &all->of[i];
}

static int add_case(calendars *all, store *s) {
    dispute_view v = {.size = sizeof v};
    text why = {NULL, 0, 0};
    dispute_case_view(s->c, DISPUTE_PARTY_PLATFORM, &v);
    if (v.state == DISPUTE_STATE_CLOSED_DONE) return 0;
    if (dispute_exposure_add(calendar_of(all, v.currency), s->policy, s->c, s->answer) == DISPUTE_DONE) return 0;
    put_problem(&why, dispute_answer_problem(s->answer));
    complain("%s: %s", v.id, text_string(&why));
    text_free(&why);
    return -1;
}

/* Cases of one policy come together: it is read once. A case that cannot be read does not stop the others. */
static int add_all(calendars *all, store *s) {
    sqlite3_stmt *find = NULL;
    int row = 0, wrong = 0;
    if (store_prepare(s, &find, "select id from cases where state <> 'closed.done' order by policy, id") != 0)
        return -1;
    while ((row = store_step(s, find)) > 0)
        if (store_load(s, column_text(find, 0)) <= 0 || add_case(all, s) != 0) wrong = -1;
    sqlite3_finalize(find);
    return row < 0 ? -1 : wrong;
}

/* ---- the command ---- */

static int read_options(calendars *all, const arguments *a) {
    const char *days = a->value[OPTION_DAYS], *at = a->value[OPTION_AT], *wrong = NULL;
    char *end = NULL;
    long number = days ? strtol(days, &end, 10) : DAYS_USUAL;
    if (days && (days[0] < '0' || days[0] > '9' || *end || number < 1 || number > DISPUTE_EXPOSURE_DAYS)) {
        complain(spoken("--days %s: it must be a number from 1 to %d", "--days %s：须为 1 至 %d 的数字",
                        "--days %s：須為 1 至 %d 的數字"),
                 days, DISPUTE_EXPOSURE_DAYS);
        return -1;
    }
    if (a->value[OPTION_SVG] && a->value[OPTION_JSON]) {
        complain("%s", spoken("--svg and --json exclude each other", "--svg 与 --json 不能同时使用",
                              "--svg 與 --json 不能同時使用"));
        return -1;
    }
    all->days = (int32_t)number;
    all->from = rfc3339_now();
    if (at) wrong = rfc3339_read_humane(at, strlen(at), &all->from);
    if (wrong) complain(spoken("--at %s: it %s", "--at %s：时间%s", "--at %s：時間%s"), at, wrong);
    all->from -= all->from % DAY;
    if (all->from < FIRST_OF_TIME) all->from = FIRST_OF_TIME;
    return wrong ? -1 : 0;
}

int command_exposure(const arguments *a) {
    store s;
    calendars all = {NULL, 0, 0, 0, 0};
    text out = {NULL, 0, 0};
    const char *svg = a->value[OPTION_SVG];
    if (read_options(&all, a) != 0) return EXIT_NOT_UNDERSTOOD;
    int opened = store_open(&s, a, STORE_TO_READ) == 0;
    int status = opened && add_all(&all, &s) == 0 ? EXIT_DONE : EXIT_NOT_UNDERSTOOD;
    if (opened && a->value[OPTION_JSON])
        put_json(&out, &all);
    else if (opened && svg && status == EXIT_DONE)
        exposure_draw(&out, &all);
    else if (opened && !svg)
        put_text(&out, &all);
    if (out.size && picture_write(svg ? svg : "-", &out) != 0) status = EXIT_NOT_UNDERSTOOD;
    text_free(&out);
    free(all.of);
    store_close(&s);
    return status;
}
