/* event_json.c - one line of JSON (J1) -> one event, strictly: nothing is guessed, cut or ignored. */
#include "event_json.h"
#include "json_fields.h"
#include "wording.h"
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Which words a field takes, where it does not take every word of its group. */
static const uint32_t FREIGHT_PAYERS =
    1U << DISPUTE_PARTY_BUYER | 1U << DISPUTE_PARTY_SELLER | 1U << DISPUTE_PARTY_PLATFORM;
static const uint32_t WITNESSES = 1U << DISPUTE_PARTY_BUYER | 1U << DISPUTE_PARTY_SELLER | 1U << DISPUTE_PARTY_CARRIER;
static const uint32_t PAYERS = 1U << DISPUTE_ACCOUNT_SELLER | 1U << DISPUTE_ACCOUNT_PLATFORM;

/* ---- terms and order ---- */

static const field_place terms_places[] = {
    {"kind", FIELD_IS_WORD, DISPUTE_GROUP_TERMS, 0, offsetof(dispute_terms, kind), 1},
    {"amount", FIELD_IS_NUMBER, 0, 0, offsetof(dispute_terms, amount), 0},
    {"coupon", FIELD_IS_NUMBER, 0, 0, offsetof(dispute_terms, coupon), 0},
    {"freight_by", FIELD_IS_WORD, DISPUTE_GROUP_PARTY, FREIGHT_PAYERS, offsetof(dispute_terms, freight_by), 0},
    {"freight", FIELD_IS_NUMBER, 0, 0, offsetof(dispute_terms, freight), 0},
    {NULL, FIELD_IS_OBJECT, 0, 0, 0, 0},
};

static const field_place seller_places[] = {
    {"guarantee", FIELD_IS_YES_NO, 0, 0, offsetof(dispute_order, seller_guarantee), 0},
    {"verified", FIELD_IS_YES_NO, 0, 0, offsetof(dispute_order, seller_verified), 0},
    {NULL, FIELD_IS_OBJECT, 0, 0, 0, 0},
};

enum { ORDER_CURRENCY, ORDER_SELLER, ORDER_REST }; /* places of order_places */
static const field_place order_places[] = {
    [ORDER_CURRENCY] = {"currency", FIELD_IS_OBJECT, 0, 0, 0, 1},
    [ORDER_SELLER] = {"seller", FIELD_IS_OBJECT, 0, 0, 0, 0},
    [ORDER_REST] = {"amount", FIELD_IS_NUMBER, 0, 0, offsetof(dispute_order, amount), 1},
    {"freight", FIELD_IS_NUMBER, 0, 0, offsetof(dispute_order, freight), 0},
    {"paid_at", FIELD_IS_INSTANT, 0, 0, offsetof(dispute_order, paid_at), 0},
    {"shipped_at", FIELD_IS_INSTANT, 0, 0, offsetof(dispute_order, shipped_at), 0},
    {"promised_at", FIELD_IS_INSTANT, 0, 0, offsetof(dispute_order, promised_at), 0},
    {"delivered_at", FIELD_IS_INSTANT, 0, 0, offsetof(dispute_order, delivered_at), 0},
    {"completed_at", FIELD_IS_INSTANT, 0, 0, offsetof(dispute_order, completed_at), 0},
    {"protected_until", FIELD_IS_INSTANT, 0, 0, offsetof(dispute_order, protected_until), 0},
    {"funds", FIELD_IS_WORD, DISPUTE_GROUP_FUNDS, 0, offsetof(dispute_order, funds), 0},
    {NULL, FIELD_IS_OBJECT, 0, 0, 0, 0},
};
enum { ORDER_PLACES = sizeof order_places / sizeof order_places[0] };

static int read_currency(const field *f, char currency[4]) {
    const char *code = json_string_value(f->value);
    int wrong = !code || json_string_length(f->value) != 3;
    for (int i = 0; !wrong && i < 3; i++) wrong = code[i] < 'A' || code[i] > 'Z';
    if (wrong)
        return field_wrong(f, spoken("must be a code of ISO 4217 in three capitals, such as \"USD\"",
                                     "须为三个大写字母的 ISO 4217 币种代码，例如 \"USD\"",
                                     "須為三個大寫字母的 ISO 4217 幣別代碼，例如 \"USD\""));
    memcpy(currency, code, 4);
    return 0;
}

static int read_order(const field *f, happening *to) {
    json_t *inner[ORDER_PLACES] = {NULL};
    dispute_order *order = &to->order;
    order->size = (uint32_t)sizeof *order;
    order->funds = DISPUTE_FUNDS_ESCROW;
    if (fields_read(f, "order.", order_places, order, inner) != 0) return -1;
    field currency = {"order.currency", inner[ORDER_CURRENCY], f->wrong};
    field seller = {"order.seller", inner[ORDER_SELLER], f->wrong};
    field amount = {"order.amount", NULL, f->wrong};
    if (read_currency(&currency, order->currency) != 0) return -1;
    if (seller.value && fields_read(&seller, "order.seller.", seller_places, order, NULL) != 0) return -1;
    if (order->amount < 1) return field_wrong(&amount, spoken("must be 1 or more", "须为 1 或以上", "須為 1 或以上"));
    return 0;
}

/* ---- the fields of an event ---- */

static int read_terms(const field *f, happening *to) {
    return fields_read(f, "terms.", terms_places, &to->event.terms, NULL);
}
static int read_by(const field *f, happening *to) { return field_word(f, DISPUTE_GROUP_PARTY, 0, &to->event.by); }
static int read_at(const field *f, happening *to) { return field_instant(f, &to->event.at); }
static int read_id(const field *f, happening *to) { return field_text(f, to->event.id, sizeof to->event.id); }
static int read_case(const field *f, happening *to) {
    if (field_text(f, to->event.case_id, sizeof to->event.case_id) != 0) return -1;
    return strchr(to->event.case_id, ':')
               ? field_wrong(f, spoken("must not have a colon: ids of effects are made of it",
                                       "不能含有冒号：动作编号由它组成", "不能含有冒號：動作編號由它組成"))
               : 0;
}
static int read_expect(const field *f, happening *to) {
    to->event.expects = 1;
    return field_number(f, &to->event.expect);
}
static int read_reason(const field *f, happening *to) {
    return field_word(f, DISPUTE_GROUP_REASON, 0, &to->event.reason);
}
static int read_goods(const field *f, happening *to) { return field_word(f, DISPUTE_GROUP_GOODS, 0, &to->event.goods); }
static int read_promised(const field *f, happening *to) { return field_instant(f, &to->event.until); }
static int read_until(const field *f, happening *to) { return field_instant(f, &to->event.until); }
static int read_deadline(const field *f, happening *to) {
    return field_word(f, DISPUTE_GROUP_DEADLINE, 0, &to->event.deadline);
}
static int read_payer(const field *f, happening *to) {
    return field_word(f, DISPUTE_GROUP_ACCOUNT, PAYERS, &to->event.payer);
}
static int read_fault(const field *f, happening *to) {
    const char *word = json_string_value(f->value);
    if (word && strcmp(word, "none") == 0) return 0; /* the default, said */
    return field_word(f, DISPUTE_GROUP_FAULT, 0, &to->event.fault);
}
static int read_to(const field *f, happening *to) {
    return field_word(f, DISPUTE_GROUP_PARTY, WITNESSES, &to->event.party);
}
static int read_reference(const field *f, happening *to) {
    return field_text(f, to->event.reference, sizeof to->event.reference);
}
static int read_digest(const field *f, happening *to) { return field_digest(f, to->event.digest); }
static int read_amount(const field *f, happening *to) { return field_number(f, &to->event.amount); }
static int skip(const field *f, happening *to) { /* "event" was read before all others */
    (void)f;
    (void)to;
    return 0;
}

enum {
    EVENT = 1,
    AT = 2,
    BY = 4,
    ID = 8,
    CASE = 16,
    EXPECT = 32,
    REASON = 64,
    ORDER = 128,
    TERMS = 256,
    DIGEST = 512,
    REFERENCE = 1 << 10,
    PAYER = 1 << 11,
    FAULT = 1 << 12,
    TO = 1 << 13,
    GOODS = 1 << 14,
    PROMISED = 1 << 15,
    EFFECT = 1 << 16,
    AMOUNT = 1 << 17,
    DEADLINE = 1 << 18,
    UNTIL = 1 << 19
};

static const struct {
    int32_t bit;
    const char *name;
    int (*read)(const field *f, happening *to);
} field_table[] = {
    {EVENT, "event", skip},
    {AT, "at", read_at},
    {BY, "by", read_by},
    {ID, "id", read_id},
    {CASE, "case", read_case},
    {EXPECT, "expect", read_expect},
    {REASON, "reason", read_reason},
    {ORDER, "order", read_order},
    {TERMS, "terms", read_terms},
    {DIGEST, "digest", read_digest},
    {REFERENCE, "reference", read_reference},
    {PAYER, "payer", read_payer},
    {FAULT, "fault", read_fault},
    {TO, "to", read_to},
    {GOODS, "goods", read_goods},
    {PROMISED, "promised_at", read_promised},
    {EFFECT, "effect", read_reference},
    {AMOUNT, "amount", read_amount},
    {DEADLINE, "deadline", read_deadline},
    {UNTIL, "until", read_until},
};
enum { FIELDS = sizeof field_table / sizeof field_table[0] };

/* J1: what an event needs, what it may have, and of what it needs one at least */
typedef struct event_form {
    int32_t kind;
    int32_t needs;
    int32_t may;
    int32_t one_of;
} event_form;

static const event_form forms[] = {
    {DISPUTE_EVENT_OPEN, CASE | REASON | ORDER | TERMS, DIGEST | REFERENCE, 0},
    {DISPUTE_EVENT_AMEND, 0, 0, REASON | TERMS},
    {DISPUTE_EVENT_REOPEN, 0, TERMS, 0},
    {DISPUTE_EVENT_PROPOSE, TERMS, 0, 0},
    {DISPUTE_EVENT_RULE, TERMS, PAYER | FAULT, 0},
    {DISPUTE_EVENT_REQUEST_EVIDENCE, 0, TO, 0},
    {DISPUTE_EVENT_SUBMIT_EVIDENCE, DIGEST | REFERENCE, 0, 0},
    {DISPUTE_EVENT_SHIP_RETURN, REFERENCE, 0, 0},
    {DISPUTE_EVENT_SHIP_REPLACEMENT, REFERENCE, 0, 0},
    {DISPUTE_EVENT_CONFIRM_ADDRESS, 0, REFERENCE, 0},
    {DISPUTE_EVENT_PARCEL, 0, 0, GOODS | PROMISED},
    {DISPUTE_EVENT_PAID, EFFECT, 0, 0},
    {DISPUTE_EVENT_PAYMENT_FAILED, EFFECT, 0, 0},
    {DISPUTE_EVENT_FILE_CLAIM, 0, REFERENCE, 0},
    {DISPUTE_EVENT_ANSWER_CLAIM, AMOUNT, 0, 0},
    {DISPUTE_EVENT_EXTEND, DEADLINE | UNTIL, 0, 0},
    {DISPUTE_EVENT_SUSPEND, UNTIL, 0, 0},
    {DISPUTE_EVENT_SETTLE_ELSEWHERE, AMOUNT, 0, 0},
};

static event_form form_of(int32_t kind) { /* kind 0: advance */
    event_form found = {kind, 0, 0, 0};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (kind && forms[i].kind == kind) found = forms[i];
    found.needs |= EVENT | AT | (kind ? BY : 0);
    found.may |= CASE | ID | EXPECT | (kind ? 0 : BY);
    return found;
}

static void put_fields(text *t, int32_t fields, const char *between_all) {
    const char *separator = "";
    for (size_t i = 0; i < FIELDS; i++) {
        if (!(fields & field_table[i].bit)) continue;
        text_print(t, "%s%s", separator, field_table[i].name);
        separator = between_all;
    }
}

static int read_fields(json_t *line, const char *event, const event_form *form, happening *to, text *wrong) {
    const char *key;
    json_t *value;
    int32_t given = 0, takes = form->needs | form->may | form->one_of;
    json_object_foreach(line, key, value) {
        size_t i = 0;
        while (i < FIELDS && !((takes & field_table[i].bit) && strcmp(field_table[i].name, key) == 0)) i++;
        if (i == FIELDS) {
            text_print(wrong,
                       spoken("the event %s takes no field \"%.40s\"; it takes: ",
                              "事件 %s 没有 \"%.40s\" 这一项，可用的有：", "事件 %s 沒有 \"%.40s\" 這一項，可用的有："),
                       event, key);
            put_fields(wrong, takes, between());
            return -1;
        }
        field f = {field_table[i].name, value, wrong};
        if (field_not_null(&f) != 0 || field_table[i].read(&f, to) != 0) return -1;
        given |= field_table[i].bit;
    }
    int32_t missing = form->needs & ~given;
    if (missing) {
        text_print(wrong, spoken("the event %s needs ", "事件 %s 缺少 ", "事件 %s 缺少 "), event);
        put_fields(wrong, missing, spoken(" and ", "、", "、"));
        text_put(wrong, spoken(", which it has not", "", ""));
    } else if (form->one_of && !(form->one_of & given)) {
        text_print(wrong, spoken("the event %s needs ", "事件 %s 至少要有 ", "事件 %s 至少要有 "), event);
        put_fields(wrong, form->one_of, spoken(" or ", " 或 ", " 或 "));
    }
    return wrong->size ? -1 : 0;
}

static int read_line(json_t *line, happening *to, text *wrong) {
    static const char advance[] = "advance";
    field f = {"event", json_object_get(line, "event"), wrong};
    const char *event = json_string_value(f.value);
    if (!f.value)
        return field_wrong(&f,
                           spoken("is missing: it says what happened, such as \"open\"",
                                  "缺失：须写明发生了什么，例如 \"open\"", "缺少：須寫明發生了什麼，例如 \"open\""));
    if (!event || strcmp(event, advance) != 0) {
        if (field_word(&f, DISPUTE_GROUP_EVENT, 0, &to->event.kind) != 0) {
            text_print(wrong, "%sadvance", between());
            return -1;
        }
    }
    if (to->event.kind == DISPUTE_EVENT_MIGRATE) {
        text_put(
            wrong,
            spoken("migrate moves a case to another policy, and one file is played under one; `dispute migrate` moves "
                   "the cases of a store",
                   "migrate 会让纠纷改用另一份规则，而一份文件只按一份规则演算：数据库中的纠纷请用 dispute migrate",
                   "migrate 會讓爭議改用另一份規則，而一份檔案只依一份規則演算：資料庫中的爭議請用 dispute migrate"));
        return -1;
    }
    event_form form = form_of(to->event.kind);
    if (read_fields(line, event ? event : advance, &form, to, wrong) != 0) return -1;
    if (to->event.kind == 0 && to->event.by && to->event.by != DISPUTE_PARTY_SYSTEM) {
        field by = {"by", NULL, wrong};
        return field_wrong(&by, spoken("of advance must be system, or be left out", "在 advance 中须为 system，或不写",
                                       "在 advance 中須為 system，或不寫"));
    }
    return 0;
}

int event_json_take(json_t *line, happening *to, text *wrong) {
    memset(to, 0, sizeof *to);
    to->event.size = (uint32_t)sizeof to->event;
    if (json_is_object(line))
        read_line(line, to, wrong);
    else
        text_put(wrong, spoken("an event must be a JSON object, such as {\"event\":\"accept\",...}",
                               "事件须为 JSON 对象，例如 {\"event\":\"accept\",...}",
                               "事件須為 JSON 物件，例如 {\"event\":\"accept\",...}"));
    return wrong->size ? -1 : 0;
}

/* English says what the JSON library says, which names the place; the other languages its kind. */
static const char *json_trouble(const json_error_t *error) {
    enum json_error_code code = json_error_code(error);
    if (language() == DISPUTE_LANGUAGE_EN) return error->text;
    if (code == json_error_duplicate_key) return spoken("", "有重复的字段", "有重複的欄位");
    if (code == json_error_premature_end_of_input) return spoken("", "内容不完整", "內容不完整");
    if (code == json_error_invalid_utf8) return spoken("", "不是有效的 UTF-8", "不是有效的 UTF-8");
    if (code == json_error_stack_overflow) return spoken("", "嵌套过深", "巢狀過深");
    if (code == json_error_end_of_input_expected) return spoken("", "末尾有多余的内容", "末尾有多餘的內容");
    return spoken("", "语法错误", "語法錯誤");
}

int event_json_read(const char *bytes, size_t size, happening *to, text *wrong) {
    json_error_t error;
    json_t *line = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    if (line)
        event_json_take(line, to, wrong);
    else if (json_error_code(&error) == json_error_numeric_overflow)
        text_print(wrong,
                   spoken("a number is out of range: whole numbers go up to 9223372036854775807 (column %d)",
                          "数字超出范围：整数最大为 9223372036854775807（第 %d 列）",
                          "數字超出範圍：整數最大為 9223372036854775807（第 %d 欄）"),
                   error.column);
    else
        text_print(wrong,
                   spoken("this is not JSON: %s (column %d)", "不是 JSON：%s（第 %d 列）", "不是 JSON：%s（第 %d 欄）"),
                   json_trouble(&error), error.column);
    json_decref(line);
    return wrong->size ? -1 : 0;
}
