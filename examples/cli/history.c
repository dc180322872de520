/* history.c - orders and what they lost, by route, category and currency: from lines of JSON, or from a store. */
#include "history.h"
#include "json_fields.h"
#include "lines.h"
#include "output.h"
#include "store_case.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

void history_free(history *h) { free(h->ways); }

static way *find(history *h, const way *like) { /* made where there is none */
    for (size_t i = 0; i < h->count; i++)
        if (strcmp(h->ways[i].route, like->route) == 0 && strcmp(h->ways[i].category, like->category) == 0
            && strcmp(h->ways[i].currency, like->currency) == 0)
            return &h->ways[i];
    if (h->count == h->room) {
        h->room = h->room ? h->room * 2 : 8;
        way *larger = realloc(h->ways, h->room * sizeof *larger);
        if (!larger) text_no_memory();
        h->ways = larger;
    }
    way *w = &h->ways[h->count++];
    *w = *like;
    w->is_asked = 0;
    w->count = 0;
    memset(&w->ask, 0, sizeof w->ask);
    w->ask.size = sizeof w->ask;
    return w;
}

/* ---- lines: of a way, {"orders":400,...}, or of a reason, {"reason":"lost","losses":8,...} ---- */

enum { ROUTE, CATEGORY, CURRENCY, TEXTS };
#define TEXT_PLACES                                                                                           \
    [ROUTE] = {"route", FIELD_IS_OBJECT, 0, 0, 0, 0}, [CATEGORY] = {"category", FIELD_IS_OBJECT, 0, 0, 0, 0}, \
    [CURRENCY] = {"currency", FIELD_IS_OBJECT, 0, 0, 0, 0}
#define NUMBER(type, name, needed) \
    { #name, FIELD_IS_NUMBER, 0, 0, offsetof(type, name), needed }

static const field_place of_way[] = {
    TEXT_PLACES,
    NUMBER(dispute_provision_ask, orders, 1),
    NUMBER(dispute_provision_ask, ahead, 0),
    NUMBER(dispute_provision_ask, actual_orders, 0),
    NUMBER(dispute_provision_ask, price, 0),
    {NULL, FIELD_IS_NUMBER, 0, 0, 0, 0},
};
static const field_place of_reason[] = {
    TEXT_PLACES,
    {"reason", FIELD_IS_WORD, DISPUTE_GROUP_REASON, 0, offsetof(dispute_provision_cell, reason), 1},
    NUMBER(dispute_provision_cell, losses, 0),
    NUMBER(dispute_provision_cell, amount, 0),
    NUMBER(dispute_provision_cell, severity, 0),
    NUMBER(dispute_provision_cell, actual_losses, 0),
    NUMBER(dispute_provision_cell, actual_amount, 0),
    {NULL, FIELD_IS_NUMBER, 0, 0, 0, 0},
};

static int read_texts(way *w, json_t *const *inner, text *wrong) {
    if (inner[ROUTE] && field_text(&(field){"route", inner[ROUTE], wrong}, w->route, WAY_SIZE) != 0) return -1;
    if (inner[CATEGORY] && field_text(&(field){"category", inner[CATEGORY], wrong}, w->category, WAY_SIZE) != 0)
        return -1;
    if (!inner[CURRENCY]) return 0;
    field currency = {"currency", inner[CURRENCY], wrong};
    if (field_text(&currency, w->currency, sizeof w->currency) != 0) return -1;
    return strspn(w->currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3
               ? 0
               : field_wrong(&currency, spoken("must be three capital letters, such as USD",
                                               "须为三个大写字母，例如 USD", "須為三個大寫字母，例如 USD"));
}

static int take(history *h, const way *like, const dispute_provision_ask *ask, const dispute_provision_cell *cell,
                text *wrong) {
    way *w = find(h, like);
    if (ask && w->is_asked)
        text_put(wrong, spoken("these orders were told before", "这些订单前面已经给出", "這些訂單前面已經給出"));
    if (ask) {
        w->ask = *ask;
        w->is_asked = 1;
    }
    if (cell && w->count == CELLS_MOST)
        text_put(wrong, spoken("there are more than 64 reasons", "原因超过 64 个", "原因超過 64 個"));
    else if (cell)
        w->cell[w->count++] = *cell;
    return wrong->size ? -1 : 0;
}

static int read_line(history *h, const lines *from, text *wrong) {
    static way like;
    json_error_t error;
    json_t *inner[16] = {NULL};
    json_t *line = json_loadb(from->line.bytes, from->line.size, JSON_REJECT_DUPLICATES, &error);
    field whole = {spoken("the line", "这一行", "這一行"), line, wrong};
    dispute_provision_ask ask = {.size = sizeof ask};
    dispute_provision_cell cell = {.size = sizeof cell};
    memset(&like, 0, sizeof like);
    if (!line) text_put(wrong, spoken("is no JSON", "不是 JSON", "不是 JSON"));
    int is_way = line && !json_object_get(line, "reason"), bad = !line;
    if (!bad) bad = fields_read(&whole, "", is_way ? of_way : of_reason, is_way ? (void *)&ask : (void *)&cell, inner);
    if (!bad) bad = read_texts(&like, inner, wrong);
    if (!bad) bad = take(h, &like, is_way ? &ask : NULL, is_way ? NULL : &cell, wrong);
    json_decref(line);
    return bad ? -1 : 0;
}

static int read_lines(history *h, const char *name) {
    text wrong = {NULL, 0, 0};
    lines from;
    memset(&from, 0, sizeof from);
    int more = lines_open(&from, name);
    while (more == 0 && (more = lines_next(&from)) > 0) {
        more = read_line(h, &from, &wrong);
        if (more != 0) complain("%s:%d%s%s", from.name, from.number, colon(), text_string(&wrong));
    }
    lines_close(&from);
    text_free(&wrong);
    return more < 0 ? -1 : 0;
}

/* ---- the store: closed cases for which the seller paid ---- */

static int read_case(history *h, store *s, const char *id, const dispute_provision_ask *ask) {
    static way like;
    dispute_view v = {.size = sizeof v};
    text wrong = {NULL, 0, 0};
    if (store_load(s, id) <= 0 || dispute_case_view(s->c, DISPUTE_PARTY_PLATFORM, &v) != DISPUTE_DONE) return -1;
    memset(&like, 0, sizeof like);
    memcpy(like.currency, v.currency, sizeof like.currency);
    way *w = find(h, &like);
    w->ask = *ask;
    w->is_asked = 1;
    int is_loss = v.outcome.payer == DISPUTE_ACCOUNT_SELLER && v.outcome.amount > 0;
    if (!v.sequence || !is_loss) return 0;
    uint32_t at = 0;
    while (at < w->count && w->cell[at].reason != v.reason) at++;
    if (at == w->count) {
        dispute_provision_cell cell = {.size = sizeof cell, .reason = v.reason};
        if (take(h, &like, NULL, &cell, &wrong) != 0) return -1; /* there are fewer reasons than cells */
        w = find(h, &like);
    }
    w->cell[at].losses++;
    if (v.outcome.amount > INT64_MAX - w->cell[at].amount) {
        complain(spoken("the amounts are too large to be added up", "金额过大，无法相加", "金額過大，無法相加"));
        return -1;
    }
    w->cell[at].amount += v.outcome.amount;
    return 0;
}

static int read_number(const arguments *a, int option, int64_t *number) {
    const char *value = a->value[option], *at = value;
    int64_t sum = 0;
    *number = 0;
    if (!value) return 0;
    for (; *at >= '0' && *at <= '9' && sum <= INT64_MAX / 100; at++) sum = sum * 10 + (*at - '0');
    *number = sum;
    if (at != value && !*at) return 0;
    complain(spoken("--%s %s: it must be a whole number", "--%s %s：须为整数", "--%s %s：須為整數"),
             argument_name(option), value);
    return -1;
}

static int read_store(history *h, const arguments *a) {
    dispute_provision_ask ask = {.size = sizeof ask};
    store s;
    sqlite3_stmt *find_cases = NULL;
    int row = -1;
    if (!a->value[OPTION_ORDERS]) {
        complain(spoken("--orders is missing: the store does not know how many orders had no case",
                        "缺少 --orders：数据库不知道没有纠纷的订单有多少",
                        "缺少 --orders：資料庫不知道沒有爭議的訂單有多少"));
        return -1;
    }
    if (read_number(a, OPTION_ORDERS, &ask.orders) != 0 || read_number(a, OPTION_AHEAD, &ask.ahead) != 0) return -1;
    if (store_open(&s, a, STORE_TO_READ) == 0
        && store_prepare(&s, &find_cases, "select id from cases order by id") == 0)
        while ((row = store_step(&s, find_cases)) > 0)
            if (read_case(h, &s, column_text(find_cases, 0), &ask) != 0) break;
    sqlite3_finalize(find_cases);
    store_close(&s);
    if (row == 0 && h->count > 1) {
        complain(spoken("the cases are of %zu currencies, and --orders does not say of which the orders were; give "
                        "lines instead",
                        "纠纷涉及 %zu 种货币，而 --orders 没有说明订单属于哪一种；请改用文件逐行给出",
                        "爭議涉及 %zu 種貨幣，而 --orders 沒有說明訂單屬於哪一種；請改用檔案逐行給出"),
                 h->count);
        return -1;
    }
    return row == 0 ? 0 : -1;
}

int history_read(history *h, const arguments *a) {
    if (a->words <= 1) return read_store(h, a);
    if (!a->value[OPTION_ORDERS] && !a->value[OPTION_AHEAD] && !a->value[OPTION_DB]) return read_lines(h, a->word[1]);
    complain(spoken("--db, --orders and --ahead belong to the store; a file says by itself how many orders there are",
                    "--db、--orders 和 --ahead 用于数据库；文件中已有订单数量",
                    "--db、--orders 和 --ahead 用於資料庫；檔案中已有訂單數量"));
    return -1;
}
