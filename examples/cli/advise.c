/* advise.c - dispute advise: what the seller could offer, what it costs him, and what speaks for and against it. */
#include "advise.h"
#include "answer_json.h"
#include "columns.h"
#include "money.h"
#include "output.h"
#include "picture_file.h"
#include "rfc3339.h"
#include "store_case.h"
#include "timeline.h"
#include "wording.h"
#include <string.h>

/* ---- parts of what is told ---- */

void put_signed_money(text *t, int64_t minor, const char currency[4]) {
    if (minor < 0) text_put(t, "-");
    put_money(t, minor < 0 ? -minor : minor, currency); /* never INT64_MIN: costs are sums that were checked */
}

void put_share(text *t, int32_t share) {
    text_print(t, "%d", (int)(share / 100));
    if (share % 10)
        text_print(t, ".%02d", (int)(share % 100));
    else if (share % 100)
        text_print(t, ".%d", (int)(share % 100 / 10));
    text_put(t, spoken(" %", "%", "%"));
}

void put_offer_name(text *t, const dispute_offer *o, const char *currency) {
    if (o->event == DISPUTE_EVENT_ACCEPT) text_put(t, spoken("Accept: ", "接受诉求：", "接受訴求："));
    put_terms(t, &o->terms, currency);
}

void put_offer_lines(text *t, const dispute_offer *o, const char *currency) {
    int any = 0;
    for (int32_t i = 1; i < DISPUTE_COST_LINES; i++) {
        if (!o->line[i]) continue;
        text_print(t, "%s%s ", any++ ? between() : "", label(DISPUTE_GROUP_COST, i));
        put_signed_money(t, o->line[i], currency);
    }
    if (!any) text_put(t, spoken("nothing", "无", "無"));
}

static void put_part(text *t, int *any, const char *name, int64_t amount, const char *currency) {
    if (!amount) return;
    text_print(t, "%s%s ", (*any)++ ? between() : "", name);
    put_money(t, amount, currency);
}

void put_offer_buyer(text *t, const dispute_offer *o, const char *currency) {
    int any = 0;
    put_part(t, &any, spoken("gets", "得到", "得到"), o->buyer_money, currency);
    put_part(t, &any, spoken("gets a coupon of", "得到优惠券", "得到優惠券"), o->buyer_coupon, currency);
    if (o->buyer_gets)
        text_print(t, "%s%s", any++ ? between() : "", spoken("gets a replacement", "得到补发商品", "得到補寄商品"));
    text_print(t, "%s%s", any ? between() : "",
               o->buyer_keeps ? spoken("keeps what he has", "保留商品", "保留商品")
                              : spoken("sends the goods back", "退回商品", "退回商品"));
    any = 1;
    put_part(t, &any, spoken("pays a freight of", "承担运费", "承擔運費"), o->buyer_freight, currency);
}

void put_offer_refusal(text *t, const dispute_offer *o, const advised *x) {
    dispute_problem why = {.size = sizeof why,
                           .result = o->refused,
                           .rule = o->rule,
                           .deadline = o->deadline,
                           .at = o->at,
                           .limit = o->limit,
                           .state = x->now.state,
                           .event = o->event,
                           .party = DISPUTE_PARTY_SELLER};
    if (o->refused == DISPUTE_REFUSED_OVER_LIMIT) memcpy(why.currency, x->now.currency, sizeof why.currency);
    put_problem(t, &why);
}

static void put_counts(text *t, int32_t counts) {
    int any = 0;
    for (int32_t i = 1; i < 31; i++)
        if (counts >> i & 1) text_print(t, "%s%s", any++ ? between() : "", label(DISPUTE_GROUP_COUNT, i));
    if (!any) text_put(t, spoken("nothing", "无", "無"));
}

/* ---- as text ---- */

enum { MARGIN = 4, NAME = 14, LINE = 110 };

static void put_row(text *t, const char *name, const char *said) {
    put_blanks(t, MARGIN);
    put_padded(t, name, NAME);
    put_wrapped(t, said, LINE - MARGIN - NAME, MARGIN + NAME);
    text_put(t, "\n");
}

static void put_row_of(text *t, const char *name, text *said) {
    put_row(t, name, text_string(said));
    text_clear(said);
}

static void put_grounds(text *t, const char *name, const int32_t list[DISPUTE_GROUNDS]) {
    for (int i = 0; i < DISPUTE_GROUNDS && list[i]; i++)
        put_row(t, i ? "" : name, sentence_of(DISPUTE_GROUP_GROUND, list[i]));
}

static void put_offer(text *t, const advised *x, uint32_t i) {
    const dispute_offer *o = &x->offer[i];
    const char *currency = x->now.currency;
    text said = {NULL, 0, 0};
    text_print(t, "\n%2u  ", (unsigned)i + 1);
    put_offer_name(&said, o, currency);
    put_padded(t, text_string(&said), 44);
    text_clear(&said);
    text_print(t, "  %s\n",
               o->refused ? spoken("refused", "规则不允许", "規則不允許") : label(DISPUTE_GROUP_FIT, o->fit));
    if (o->refused) {
        put_offer_refusal(&said, o, x);
        put_row_of(t, spoken("refused", "原因", "原因"), &said);
    }
    put_signed_money(&said, o->cost, currency);
    text_put(&said, colon());
    put_offer_lines(&said, o, currency);
    put_row_of(t, spoken("costs", "预期费用", "預期費用"), &said);
    put_share(&said, o->taken);
    text_put(&said, spoken("; then it costs ", "；接受后费用 ", "；接受後費用 "));
    put_signed_money(&said, o->cost_taken, currency);
    text_put(&said, spoken(", and counts for: ", "，计入：", "，計入："));
    put_counts(&said, o->counts);
    put_row_of(t, spoken("taken", "接受概率", "接受機率"), &said);
    if (o->taken < 10000) {
        put_signed_money(&said, o->cost_ruled, currency);
        text_put(&said, spoken(" if it is lost, and counts for: ", "（裁决不利时），计入：", "（裁決不利時），計入："));
        put_counts(&said, o->counts_ruled);
        put_row_of(t, spoken("ruling", "裁决", "裁決"), &said);
    }
    put_offer_buyer(&said, o, currency);
    put_row_of(t, spoken("the buyer", "买家", "買家"), &said);
    put_grounds(t, spoken("for it", "支持", "支持"), o->speaks_for);
    put_grounds(t, spoken("against it", "反对", "反對"), o->speaks_against);
    text_free(&said);
}

static void put_text(text *t, const advised *x) {
    int32_t cause = x->count ? x->offer[0].cause : 0;
    text_put(t, spoken("Case ", "纠纷 ", "爭議 "));
    text_put_clean(t, x->now.id, strlen(x->now.id));
    text_put(t, comma());
    put_time(t, x->at);
    text_print(t, "%s%s\n%s\n", comma(), label(DISPUTE_GROUP_CAUSE, cause), sentence_of(DISPUTE_GROUP_CAUSE, cause));
    for (uint32_t i = 0; i < x->count; i++) put_offer(t, x, i);
}

/* ---- as JSON ---- */

static json_t *terms_json_of(const dispute_terms *terms) {
    json_t *o = json_object();
    put(o, "kind", word_json(DISPUTE_GROUP_TERMS, terms->kind));
    if (terms->amount) put(o, "amount", json_integer(terms->amount));
    if (terms->coupon) put(o, "coupon", json_integer(terms->coupon));
    if (terms->freight_by) put(o, "freight_by", word_json(DISPUTE_GROUP_PARTY, terms->freight_by));
    if (terms->freight) put(o, "freight", json_integer(terms->freight));
    return o;
}

static json_t *counts_json(int32_t counts) {
    json_t *list = json_array();
    for (int32_t i = 1; i < 31; i++)
        if (counts >> i & 1) append(list, word_json(DISPUTE_GROUP_COUNT, i));
    return list;
}

static json_t *grounds_json(const int32_t list[DISPUTE_GROUNDS]) {
    json_t *all = json_array();
    for (int i = 0; i < DISPUTE_GROUNDS && list[i]; i++) append(all, word_json(DISPUTE_GROUP_GROUND, list[i]));
    return all;
}

static json_t *offer_json(const dispute_offer *o) {
    json_t *j = json_object(), *lines = json_object();
    for (int32_t i = 1; i < DISPUTE_COST_LINES; i++)
        if (o->line[i]) put(lines, word_or_none(DISPUTE_GROUP_COST, i), json_integer(o->line[i]));
    put(j, "event", word_json(DISPUTE_GROUP_EVENT, o->event));
    put(j, "terms", terms_json_of(&o->terms));
    put(j, "refused", o->refused ? word_json(DISPUTE_GROUP_RESULT, o->refused) : json_null());
    put(j, "rule", o->refused ? word_json(DISPUTE_GROUP_RULE, o->rule) : json_null());
    put(j, "fit", word_json(DISPUTE_GROUP_FIT, o->fit));
    put(j, "cost", json_integer(o->cost));
    put(j, "lines", lines);
    put(j, "taken", json_integer(o->taken));
    put(j, "cost_taken", json_integer(o->cost_taken));
    put(j, "cost_ruled", json_integer(o->cost_ruled));
    put(j, "counts", counts_json(o->counts));
    put(j, "counts_ruled", counts_json(o->counts_ruled));
    put(j, "buyer_money", json_integer(o->buyer_money));
    put(j, "buyer_coupon", json_integer(o->buyer_coupon));
    put(j, "buyer_freight", json_integer(o->buyer_freight));
    put(j, "buyer_keeps", json_boolean(o->buyer_keeps));
    put(j, "buyer_gets", json_boolean(o->buyer_gets));
    put(j, "for", grounds_json(o->speaks_for));
    put(j, "against", grounds_json(o->speaks_against));
    return j;
}

static void put_json(text *t, const advised *x) {
    json_t *o = json_object(), *offers = json_array();
    for (uint32_t i = 0; i < x->count; i++) append(offers, offer_json(&x->offer[i]));
    put(o, "case", json_string(x->now.id));
    put(o, "at", instant_json(x->at));
    put(o, "currency", json_string(x->now.currency));
    put(o, "cause", word_json(DISPUTE_GROUP_CAUSE, x->count ? x->offer[0].cause : 0));
    put(o, "offers", offers);
    put_line(t, o);
}

/* ---- the command ---- */

static int instant(advised *x, const char *given) {
    const char *wrong = NULL;
    x->at = rfc3339_now();
    if (given)
        wrong = rfc3339_read_humane(given, strlen(given), &x->at);
    else if (x->at < x->now.changed_at)
        x->at = x->now.changed_at; /* a case whose time is moved by hand */
    if (wrong) complain(spoken("--at %s: it %s", "--at %s：时间%s", "--at %s：時間%s"), given, wrong);
    return wrong ? -1 : 0;
}

static int say(const dispute_problem *problem) {
    text t = {NULL, 0, 0};
    put_problem(&t, problem);
    complain("%s", text_string(&t));
    text_free(&t);
    return -1;
}

static int advise(advised *x, store *s, const arguments *a) {
    dispute_facts facts;
    dispute_problem problem = {.size = sizeof problem};
    int there = store_load(s, a->word[1]);
    if (there == 0)
        complain(spoken("there is no case %s in %s", "没有找到纠纷 %s（数据库 %s）", "找不到爭議 %s（資料庫 %s）"),
                 a->word[1], s->name);
    if (there <= 0) return -1;
    x->now.size = (uint32_t)sizeof x->now;
    dispute_case_view(s->c, DISPUTE_PARTY_PLATFORM, &x->now);
    if (instant(x, a->value[OPTION_AT]) != 0 || facts_read(&facts, a, x->now.currency) != 0) return -1;
    x->offer[0].size = (uint32_t)sizeof x->offer[0];
    dispute_result result =
        dispute_advise(s->policy, s->c, x->at, &facts, x->offer, DISPUTE_OFFERS, &x->count, &problem);
    return result == DISPUTE_DONE ? 0 : say(&problem);
}

int command_advise(const arguments *a) {
    store s;
    advised x;
    text out = {NULL, 0, 0};
    const char *svg = a->value[OPTION_SVG];
    memset(&x, 0, sizeof x);
    if (svg && a->value[OPTION_JSON]) {
        complain("%s", spoken("--svg and --json exclude each other", "--svg 与 --json 不能同时使用",
                              "--svg 與 --json 不能同時使用"));
        return EXIT_NOT_UNDERSTOOD;
    }
    int wrong = store_open(&s, a, STORE_TO_READ) != 0 || advise(&x, &s, a) != 0;
    if (!wrong && a->value[OPTION_JSON])
        put_json(&out, &x);
    else if (!wrong && svg)
        advise_draw(&out, &x);
    else if (!wrong)
        put_text(&out, &x);
    if (!wrong) wrong = picture_write(svg ? svg : "-", &out) != 0;
    text_free(&out);
    store_close(&s);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
