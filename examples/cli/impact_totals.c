/* impact_totals.c - what another policy would have changed, all cases together. */
#include "answer_json.h"
#include "impact_report.h"
#include "money.h"
#include "wording.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- counting ---- */

static impact_sum *sum_of(impact_totals *sum, const char currency[4]) {
    for (size_t i = 0; i < sum->currencies; i++)
        if (strcmp(sum->of[i].currency, currency) == 0) return &sum->of[i];
    impact_sum *more = realloc(sum->of, (sum->currencies + 1) * sizeof *more);
    if (!more) text_no_memory();
    sum->of = more;
    impact_sum *one = &sum->of[sum->currencies++];
    memset(one, 0, sizeof *one);
    memcpy(one->currency, currency, sizeof one->currency);
    return one;
}

static void add(impact_sum *one, int64_t *to, int64_t amount) {
    if (__builtin_add_overflow(*to, amount, to)) one->is_too_large = 1;
}

void impact_count(impact_totals *sum, const impact *i) {
    if (!i->differs) return;
    if (!i->stored.is_ended) {
        sum->open++;
        return;
    }
    sum->ended++;
    if (!i->instead.is_decided) {
        sum->endless++;
        return;
    }
    impact_sum *one = sum_of(sum, i->stored.end.currency);
    add(one, &one->buyers_stored, i->stored.end.to_buyer);
    add(one, &one->buyers_instead, i->instead.end.to_buyer);
    add(one, &one->sellers_stored, i->stored.end.to_seller);
    add(one, &one->sellers_instead, i->instead.end.to_seller);
}

void impact_totals_free(impact_totals *sum) { free(sum->of); }

/* ---- for people ---- */

static void put_signed(text *t, int64_t minor, const char currency[4]) {
    text_put(t, minor > 0 ? "+" : minor < 0 ? "-" : "");
    put_number_of(t, minor < 0 ? -minor : minor, currency);
}

/* "30.00 instead of 50.00 (-20.00)" */
static void put_changed(text *t, int64_t stored, int64_t instead, const char currency[4]) {
    put_number_of(t, instead, currency);
    text_put(t, spoken(" instead of ", "（实际 ", "（實際 "));
    put_number_of(t, stored, currency);
    text_put(t, spoken(" (", "，差额 ", "，差額 "));
    put_signed(t, instead - stored, currency);
    text_put(t, spoken(")", "）", "）"));
}

static void put_sum(text *t, const impact_sum *one) {
    text_print(t, spoken("  %s: ", "  %s：", "  %s："), one->currency);
    if (one->is_too_large) {
        text_put(t, spoken("the sums are too large to be told.\n", "合计过大，无法显示。\n", "合計過大，無法顯示。\n"));
        return;
    }
    text_put(t, spoken("the buyers get ", "买家合计得到 ", "買家合計得到 "));
    put_changed(t, one->buyers_stored, one->buyers_instead, one->currency);
    text_put(t, spoken(", the sellers ", "，卖家合计得到 ", "，賣家合計得到 "));
    put_changed(t, one->sellers_stored, one->sellers_instead, one->currency);
    text_put(t, spoken(".\n", "。\n", "。\n"));
}

void put_totals(text *t, const impact_totals *sum, const char *policy) {
    text_print(t,
               spoken(sum->cases == 1 ? "Of %" PRId64 " case, %" PRId64 " would have ended differently under %s.\n"
                                      : "Of %" PRId64 " cases, %" PRId64 " would have ended differently under %s.\n",
                      "共 %" PRId64 " 个纠纷，其中 %" PRId64 " 个按 %s 会有不同的结果。\n",
                      "共 %" PRId64 " 個爭議，其中 %" PRId64 " 個依 %s 會有不同的結果。\n"),
               sum->cases, sum->ended, policy);
    for (size_t i = 0; i < sum->currencies; i++) put_sum(t, &sum->of[i]);
    if (sum->endless)
        text_print(t,
                   spoken("  Not in the sums, since they would have no end, or could not have been opened: %" PRId64
                          ".\n",
                          "  另有 %" PRId64 " 个到最后也不会有结果，或根本不能发起，未计入合计。\n",
                          "  另有 %" PRId64 " 個到最後也不會有結果，或根本不能提出，未計入合計。\n"),
                   sum->endless);
    if (sum->open)
        text_print(t,
                   spoken("Not ended yet, and would go differently: %" PRId64 ".\n",
                          "尚未结束、走向会不同的：%" PRId64 " 个。\n", "尚未結束、走向會不同的：%" PRId64 " 個。\n"),
                   sum->open);
    if (sum->damaged)
        text_print(t,
                   spoken("Could not be played again: %" PRId64 ".\n", "无法重新推算的：%" PRId64 " 个。\n",
                          "無法重新推算的：%" PRId64 " 個。\n"),
                   sum->damaged);
}

/* ---- as JSON ---- */

static json_t *both_json(const impact_sum *one, int64_t stored, int64_t instead) {
    json_t *o = json_object();
    put(o, "stored", one->is_too_large ? json_null() : json_integer(stored));
    put(o, "instead", one->is_too_large ? json_null() : json_integer(instead));
    return o;
}

void put_totals_json(text *t, const impact_totals *sum, const char *policy) {
    json_t *o = json_object(), *outer = json_object(), *sums = json_array();
    for (size_t i = 0; i < sum->currencies; i++) {
        const impact_sum *one = &sum->of[i];
        json_t *line = json_object();
        put(line, "currency", json_string(one->currency));
        put(line, "to_buyer", both_json(one, one->buyers_stored, one->buyers_instead));
        put(line, "to_seller", both_json(one, one->sellers_stored, one->sellers_instead));
        append(sums, line);
    }
    put(o, "policy", json_string(policy));
    put(o, "cases", json_integer(sum->cases));
    put(o, "ended_differently", json_integer(sum->ended));
    put(o, "without_end", json_integer(sum->endless));
    put(o, "open_differently", json_integer(sum->open));
    put(o, "as_before", json_integer(sum->cases - sum->ended - sum->open - sum->damaged));
    put(o, "damaged", json_integer(sum->damaged));
    put(o, "sums", sums);
    put(outer, "summary", o);
    put_line(t, outer);
}
