/* event_args.c - an event from the options of a command line: for people, with amounts like 20.00 and times like now.
 */
#include "event_args.h"
#include "answer_json.h"
#include "lines.h"
#include "money.h"
#include "output.h"
#include "system_error.h"
#include "rfc3339.h"
#include "wording.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* options become the JSON of section 7's form, which one reader then judges */
typedef struct building {
    const arguments *a;
    const char *currency;
    int wrong;
} building;

static const char *value_of(const building *b, int option) { return b->a->value[option]; }

static void put_string(building *b, json_t *to, const char *key, const char *string, size_t size) {
    json_t *value = json_stringn(string, size); /* NULL: it is no UTF-8 */
    if (value) {
        put(to, key, value);
    } else if (!b->wrong) {
        complain(spoken("\"%s\" must be text in UTF-8", "\"%s\" 必须是 UTF-8 文本", "\"%s\" 必須是 UTF-8 文字"), key);
        b->wrong = 1;
    }
}

static void put_text(building *b, json_t *to, const char *key, int option) {
    const char *string = value_of(b, option);
    if (string) put_string(b, to, key, string, strlen(string));
}

static void put_amount(building *b, json_t *to, const char *key, int option, const char *amount) {
    int64_t minor = 0;
    int32_t decimals = dispute_currency_decimals(b->currency);
    if (!amount || b->wrong) return;
    if (money_read(amount, b->currency, &minor) == 0) {
        put(to, key, json_integer(minor));
        return;
    }
    complain(spoken("--%s %s: it must be an amount%s%.3s, with at most %d decimals, such as %.*s",
                    "--%s %s：须为金额%s%.3s，最多 %d 位小数，例如 %.*s",
                    "--%s %s：須為金額%s%.3s，最多 %d 位小數，例如 %.*s"),
             argument_name(option), amount, b->currency[0] ? spoken(" in ", "，币种 ", "，幣別 ") : "", b->currency,
             (int)decimals, decimals ? 3 + (int)decimals : 2, "20.0000000000");
    b->wrong = 1;
}

static void put_time(building *b, json_t *to, const char *key, int option) {
    const char *time = value_of(b, option);
    int64_t at = 0;
    if (!time || b->wrong) return;
    const char *wrong = rfc3339_read_humane(time, strlen(time), &at);
    if (wrong)
        complain(spoken("--%s %s: it %s", "--%s %s：时间%s", "--%s %s：時間%s"), argument_name(option), time, wrong);
    else
        put(to, key, instant_json(at));
    b->wrong = wrong != NULL;
}

static json_t *terms_of(building *b) { /* --terms KIND[:AMOUNT] */
    const char *given = value_of(b, OPTION_TERMS);
    int others = value_of(b, OPTION_COUPON) || value_of(b, OPTION_FREIGHT) || value_of(b, OPTION_FREIGHT_BY);
    if (!given && !others) return NULL;
    json_t *terms = json_object();
    if (given) {
        const char *colon = strchr(given, ':');
        put_string(b, terms, "kind", given, colon ? (size_t)(colon - given) : strlen(given));
        put_amount(b, terms, "amount", OPTION_TERMS, colon ? colon + 1 : NULL);
    }
    put_amount(b, terms, "coupon", OPTION_COUPON, value_of(b, OPTION_COUPON));
    put_amount(b, terms, "freight", OPTION_FREIGHT, value_of(b, OPTION_FREIGHT));
    put_text(b, terms, "freight_by", OPTION_FREIGHT_BY);
    return terms;
}

static json_t *order_of(building *b) {
    json_t *order = json_object(), *seller = json_object();
    put_text(b, order, "currency", OPTION_CURRENCY);
    put_amount(b, order, "amount", OPTION_ORDER_AMOUNT, value_of(b, OPTION_ORDER_AMOUNT));
    put_amount(b, order, "freight", OPTION_ORDER_FREIGHT, value_of(b, OPTION_ORDER_FREIGHT));
    put_time(b, order, "paid_at", OPTION_PAID_AT);
    put_time(b, order, "shipped_at", OPTION_SHIPPED_AT);
    put_time(b, order, "promised_at", OPTION_PROMISED_AT);
    put_time(b, order, "delivered_at", OPTION_DELIVERED_AT);
    put_time(b, order, "completed_at", OPTION_COMPLETED_AT);
    put_time(b, order, "protected_until", OPTION_PROTECTED_UNTIL);
    put_text(b, order, "funds", OPTION_FUNDS);
    put(seller, "guarantee", json_boolean(value_of(b, OPTION_GUARANTEE)));
    put(seller, "verified", json_boolean(value_of(b, OPTION_VERIFIED)));
    put(order, "seller", seller);
    return order;
}

/* Who alone may send an event needs not say so. */
static const char *only_sender(const char *event) {
    static const char *const senders[][2] = {
        {"open", "buyer"},
        {"amend", "buyer"},
        {"withdraw", "buyer"},
        {"reopen", "buyer"},
        {"ship_return", "buyer"},
        {"confirm_replacement", "buyer"},
        {"object_replacement", "buyer"},
        {"confirm_address", "seller"},
        {"confirm_return", "seller"},
        {"object_return", "seller"},
        {"waive_return", "seller"},
        {"ship_replacement", "seller"},
        {"take_over", "platform"},
        {"request_evidence", "platform"},
        {"rule", "platform"},
        {"extend", "platform"},
        {"suspend", "platform"},
        {"resume", "platform"},
        {"settle_elsewhere", "platform"},
        {"paid", "platform"},
        {"payment_failed", "platform"},
        {"answer_claim", "carrier"},
    };
    for (size_t i = 0; i < sizeof senders / sizeof senders[0]; i++)
        if (strcmp(senders[i][0], event) == 0) return senders[i][1];
    return NULL;
}

static void put_head(building *b, json_t *line, const char *event, const char *case_id) {
    char *end = NULL;
    put_string(b, line, "event", event, strlen(event));
    put_string(b, line, "case", case_id, strlen(case_id));
    put_text(b, line, "id", OPTION_ID);
    if (value_of(b, OPTION_AT))
        put_time(b, line, "at", OPTION_AT);
    else
        put(line, "at", instant_json(rfc3339_now()));
    if (value_of(b, OPTION_BY))
        put_text(b, line, "by", OPTION_BY);
    else if (only_sender(event))
        put(line, "by", json_string(only_sender(event)));
    const char *count = value_of(b, OPTION_EXPECT);
    if (!count || b->wrong) return;
    errno = 0;
    long long sequence = strtoll(count, &end, 10);
    b->wrong = errno || end == count || *end || sequence < 0;
    if (b->wrong)
        complain(spoken("--expect %s: it must be a number of steps, such as 3", "--expect %s：须为步数，例如 3",
                        "--expect %s：須為步數，例如 3"),
                 count);
    else
        put(line, "expect", json_integer(sequence));
}

static int judge(json_t *line, happening *to) {
    text what = {NULL, 0, 0};
    int wrong = event_json_take(line, to, &what);
    if (wrong) complain("%s", text_string(&what));
    text_free(&what);
    return wrong;
}

int event_from_options(const arguments *a, const char *event, const char *case_id, const char currency[4],
                       happening *to) {
    building b = {a, currency, 0};
    if (strcmp(event, "advance") == 0) {
        complain(spoken("advance is no event of a stored case: `dispute sweep --at TIME` lets time pass",
                        "advance 不是纠纷中的事件：请用 dispute sweep --at TIME 让时间前进",
                        "advance 不是爭議中的事件：請用 dispute sweep --at TIME 讓時間前進"));
        return -1;
    }
    json_t *line = json_object(), *terms = terms_of(&b);
    put_head(&b, line, event, case_id);
    if (strcmp(event, "open") == 0)
        put(line, "order", order_of(&b));
    else
        put_time(&b, line, "promised_at", OPTION_PROMISED_AT);
    if (terms) put(line, "terms", terms);
    put_text(&b, line, "reason", OPTION_REASON);
    put_text(&b, line, "reference", OPTION_REFERENCE);
    put_text(&b, line, "digest", OPTION_DIGEST);
    put_text(&b, line, "goods", OPTION_GOODS);
    put_text(&b, line, "payer", OPTION_PAYER);
    put_text(&b, line, "fault", OPTION_FAULT);
    put_text(&b, line, "to", OPTION_TO);
    put_text(&b, line, "effect", OPTION_EFFECT);
    put_text(&b, line, "deadline", OPTION_DEADLINE);
    put_time(&b, line, "until", OPTION_UNTIL);
    put_amount(&b, line, "amount", OPTION_AMOUNT, value_of(&b, OPTION_AMOUNT));
    int wrong = b.wrong ? -1 : judge(line, to);
    json_decref(line);
    return wrong;
}

static int only_json(const arguments *a) { /* the JSON says it all */
    for (int i = 0; i < OPTIONS; i++) {
        if (!a->value[i] || !option_forms[i].of_event) continue;
        complain(spoken("--%s cannot stand beside --event, which says everything of the event",
                        "--%s 不能与 --event 同时使用，后者已包含事件的全部内容",
                        "--%s 不能與 --event 同時使用，後者已包含事件的全部內容"),
                 argument_name(i));
        return -1;
    }
    return 0;
}

int event_from_json(const arguments *a, happening *to) {
    const char *given = a->value[OPTION_EVENT];
    text line = {NULL, 0, 0}, what = {NULL, 0, 0};
    int wrong = only_json(a);
    if (wrong) return -1;
    if (given[strspn(given, " \t\n")] == '{') {
        text_put(&line, given);
    } else if (file_read(given, &line) != 0) {
        complain(spoken("--event %s: it is no JSON object, and as a file it cannot be read: %s",
                        "--event %s：不是 JSON 对象，也无法作为文件读取：%s",
                        "--event %s：不是 JSON 物件，也無法作為檔案讀取：%s"),
                 given, system_error(errno));
        wrong = -1;
    }
    if (!wrong && event_json_read(text_string(&line), line.size, to, &what) != 0) {
        complain(spoken("--event: %s", "--event：%s", "--event：%s"), text_string(&what));
        wrong = -1;
    } else if (!wrong && to->event.kind == 0) {
        complain(spoken("--event: advance is no event of a stored case: `dispute sweep --at TIME` lets time pass",
                        "--event：advance 不是纠纷中的事件：请用 dispute sweep --at TIME 让时间前进",
                        "--event：advance 不是爭議中的事件：請用 dispute sweep --at TIME 讓時間前進"));
        wrong = -1;
    }
    text_free(&what);
    text_free(&line);
    return wrong;
}

int instant_from_options(const arguments *a, int64_t *at) {
    const char *time = a->value[OPTION_AT], *wrong = NULL;
    *at = rfc3339_now();
    if (time) wrong = rfc3339_read_humane(time, strlen(time), at);
    if (wrong) complain(spoken("--at %s: it %s", "--at %s：时间%s", "--at %s：時間%s"), time, wrong);
    return wrong ? -1 : 0;
}
