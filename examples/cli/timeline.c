/* timeline.c - what happened in a case, for people: when, who, what, by which rule, and what moved. */
#include "timeline.h"
#include "columns.h"
#include "money.h"
#include "rfc3339.h"
#include "store_case.h"
#include "wording.h"
#include <string.h>

/* who acted stands at PARTY, what is told of a step at MARGIN; lines end about WIDTH */
enum { PARTY = 18, MARGIN = 29, WIDTH = 110, AMOUNT_WIDTH = 14 };

static void new_line(text *t) {
    text_put(t, "\n");
    put_blanks(t, MARGIN);
}

void put_time(text *t, int64_t at) {
    char string[RFC3339_SIZE];
    text_put(t, rfc3339_write_short(at, string));
}

void put_terms(text *t, const dispute_terms *terms, const char *currency) {
    text_put(t, label(DISPUTE_GROUP_TERMS, terms->kind));
    if (terms->amount) {
        text_put(t, " ");
        put_money(t, terms->amount, currency);
    }
    if (terms->coupon) {
        text_put(t, terms->kind == DISPUTE_TERMS_COUPON
                        ? " "
                        : spoken(", with a coupon of ", "，另附优惠券 ", "，另附優惠券 "));
        put_money(t, terms->coupon, currency);
    }
    if (terms->freight_by)
        text_print(t, spoken(", return freight borne by the %s", "，退货运费由%s承担", "，退貨運費由%s承擔"),
                   within(DISPUTE_GROUP_PARTY, terms->freight_by));
    if (terms->freight) {
        text_put(t, terms->freight_by ? comma() : spoken(", return freight ", "，退货运费 ", "，退貨運費 "));
        put_money(t, terms->freight, currency);
    }
}

void put_outcome(text *t, const dispute_outcome *o, const char *currency) {
    dispute_terms terms = {o->kind, 0, o->amount, o->coupon, 0};
    put_terms(t, &terms, currency);
    text_print(t, spoken(". %s.", "。%s。", "。%s。"), label(DISPUTE_GROUP_VIA, o->via));
    if (o->payer)
        text_print(t, spoken(" Paid by: %s.", "付款方：%s。", "付款方：%s。"), label(DISPUTE_GROUP_ACCOUNT, o->payer));
    if (o->fault)
        text_print(t, spoken(" At fault: %s.", "责任方：%s。", "責任方：%s。"), label(DISPUTE_GROUP_FAULT, o->fault));
    const char *separator = spoken(" Counts for: ", "计入：", "計入：");
    for (int32_t count = 1; count < 31; count++) {
        if (!(o->counts >> count & 1)) continue;
        text_print(t, "%s%s", separator, label(DISPUTE_GROUP_COUNT, count));
        separator = between();
    }
    if (o->counts) text_put(t, spoken(".", "。", "。"));
}

void put_transfer_of(text *t, const dispute_effect *e, int width) {
    text amount = {NULL, 0, 0};
    put_money(&amount, e->amount, e->currency);
    text_print(t, spoken("%*s  %s -> %s (%s)", "%*s  %s → %s（%s）", "%*s  %s → %s（%s）"), width, text_string(&amount),
               within(DISPUTE_GROUP_ACCOUNT, e->from_account), within(DISPUTE_GROUP_ACCOUNT, e->to_account),
               within(DISPUTE_GROUP_WHY, e->why));
    text_free(&amount);
}

/* ---- what was said with an event ---- */

static void put_reference(text *t, const char *what, const dispute_event *e) {
    if (!e->reference[0]) return;
    text_put(t, what);
    text_put_clean(t, e->reference, strlen(e->reference));
}

static void put_words_of(text *t, const step *st) {
    const dispute_event *e = st->e;
    if (e->goods) text_print(t, "%s%s", colon(), label(DISPUTE_GROUP_GOODS, e->goods));
    if (e->deadline) text_print(t, "%s%s", colon(), label(DISPUTE_GROUP_DEADLINE, e->deadline));
    if (e->until) {
        int parcel = e->kind == DISPUTE_EVENT_PARCEL;
        text_put(t, e->goods || e->deadline ? comma() : colon());
        text_put(t,
                 parcel ? spoken("promised for ", "承诺送达时间 ", "承諾送達時間 ") : spoken("until ", "至 ", "至 "));
        put_time(t, e->until);
    }
    if (e->payer)
        text_print(t, spoken("; the %s pays", "；由%s付款", "；由%s付款"), within(DISPUTE_GROUP_ACCOUNT, e->payer));
    if (e->fault)
        text_print(t, spoken("; at fault: %s", "；责任方：%s", "；責任方：%s"), within(DISPUTE_GROUP_FAULT, e->fault));
    if (e->party) text_print(t, spoken(" of the %s", "：%s", "：%s"), within(DISPUTE_GROUP_PARTY, e->party));
    if (e->kind == DISPUTE_EVENT_SETTLE_ELSEWHERE) {
        text_put(t, e->amount ? spoken(": the buyer got ", "：买家已获得 ", "：買家已獲得 ")
                              : spoken(": the buyer got nothing", "：买家未获得款项", "：買家未獲得款項"));
        if (e->amount) put_money(t, e->amount, st->currency);
    }
    if (e->kind != DISPUTE_EVENT_ANSWER_CLAIM) return;
    text_put(t, e->amount ? spoken(": pays ", "：赔付 ", "：賠償 ")
                          : spoken(": pays nothing", "：不予赔付", "：不予賠償"));
    if (e->amount) put_money(t, e->amount, st->currency);
}

static int put_payment(text *t, const step *st) { /* which one */
    dispute_effect e;
    int64_t done_at = 0;
    int there = store_effect(st->s, st->e->reference, &e, &done_at);
    if (there <= 0) return there;
    text_put(t, colon());
    put_transfer_of(t, &e, 0);
    return 0;
}

int put_said(text *t, const step *st) {
    const dispute_event *e = st->e;
    if (e->kind == DISPUTE_EVENT_PAID || e->kind == DISPUTE_EVENT_PAYMENT_FAILED) return put_payment(t, st);
    if (e->reason) text_print(t, "%s%s", colon(), label(DISPUTE_GROUP_REASON, e->reason));
    if (e->terms.kind) {
        text_put(t, e->reason ? spoken("; ", "；", "；") : colon());
        put_terms(t, &e->terms, st->currency);
    }
    put_words_of(t, st);
    int evidence = e->kind == DISPUTE_EVENT_SUBMIT_EVIDENCE || e->kind == DISPUTE_EVENT_OPEN;
    int own = st->viewer == DISPUTE_PARTY_PLATFORM || st->viewer == e->by; /* Q3: of others' only that it is there */
    if (!evidence || own)
        put_reference(t, e->kind == DISPUTE_EVENT_OPEN ? spoken("; evidence: ", "；证据：", "；證據：") : colon(), e);
    return 0;
}

/* ---- what it brought about ---- */

static int put_paid(text *t, const step *st, const dispute_effect *e) {
    sqlite3_stmt *find = NULL;
    int again = e->sequence != st->t->sequence;
    if (again) text_put(t, spoken("  sent again", "  重新付款", "  重新付款"));
    if (again || st->depth == STEP_SHORT) return 0;
    if (store_prepare(st->s, &find, "select done_at, times from outbox where id = ?") != 0) return -1;
    sqlite3_bind_text(find, 1, e->id, -1, SQLITE_STATIC);
    int row = store_step(st->s, find);
    if (row > 0 && sqlite3_column_type(find, 0) != SQLITE_NULL) {
        text_put(t, spoken("  paid ", "  已付款 ", "  已付款 "));
        put_time(t, sqlite3_column_int64(find, 0));
    } else if (row > 0) {
        text_put(t, spoken("  not confirmed yet", "  尚未确认", "  尚未確認"));
    }
    if (row > 0 && sqlite3_column_int(find, 1) > 1)
        text_print(t, spoken(", sent %d times", "，共发出 %d 次", "，共送出 %d 次"), sqlite3_column_int(find, 1));
    sqlite3_finalize(find);
    return row < 0 ? -1 : 0;
}

static int put_effect(text *t, const step *st, const dispute_effect *e) {
    switch (e->kind) {
    case DISPUTE_EFFECT_TRANSFER:
        new_line(t);
        put_transfer_of(t, e, AMOUNT_WIDTH);
        return put_paid(t, st, e);
    case DISPUTE_EFFECT_COUPON:
        new_line(t);
        text_put(t, spoken("a coupon for the buyer: ", "给买家的优惠券：", "給買家的優惠券："));
        put_money(t, e->amount, e->currency);
        break;
    case DISPUTE_EFFECT_CLAIM_DUE:
        new_line(t);
        text_put(t, spoken("the carrier can be asked for ", "可向物流公司索赔 ", "可向物流公司索賠 "));
        put_money(t, e->amount, e->currency);
        break;
    case DISPUTE_EFFECT_EVIDENCE_REQUEST:
        new_line(t);
        text_print(t, spoken("the %s is asked for evidence", "要求%s举证", "要求%s舉證"),
                   within(DISPUTE_GROUP_PARTY, e->to_party));
        if (e->due) text_put(t, spoken(" until ", "，截止 ", "，截止 "));
        if (e->due) put_time(t, e->due);
        break;
    default: break;
    }
    return 0;
}

static void put_rule(text *t, const step *st) {
    text rule = {NULL, 0, 0};
    text_print(&rule, "%s %s", word_or_none(DISPUTE_GROUP_RULE, st->t->rule), label(DISPUTE_GROUP_RULE, st->t->rule));
    if (st->depth == STEP_RULE_EXPLAINED)
        text_print(&rule, "%s%s", colon(), sentence_of(DISPUTE_GROUP_RULE, st->t->rule));
    new_line(t);
    put_wrapped(t, text_string(&rule), WIDTH - MARGIN, MARGIN);
    text_free(&rule);
}

static void put_end(text *t, const step *st) {
    text outcome = {NULL, 0, 0};
    put_outcome(&outcome, st->outcome, st->currency);
    new_line(t);
    put_wrapped(t, text_string(&outcome), WIDTH - MARGIN, MARGIN);
    text_free(&outcome);
}

int put_step(text *t, const step *st) {
    size_t begin = t->size;
    put_time(t, st->t->at);
    put_blanks(t, begin + PARTY > t->size ? begin + PARTY - t->size : 1);
    put_padded(t,
               st->t->by == DISPUTE_PARTY_SYSTEM ? spoken("(time)", "（到期）", "（到期）")
                                                 : label(DISPUTE_GROUP_PARTY, st->t->by),
               MARGIN - PARTY);
    text_put(t, label(DISPUTE_GROUP_EVENT, st->t->event));
    int wrong = put_said(t, st);
    if (st->t->state != st->t->from_state) {
        new_line(t);
        text_print(t, "=> %s", label(DISPUTE_GROUP_STATE, st->t->state));
    }
    for (uint32_t i = 0; !wrong && i < st->t->effects; i++) {
        const dispute_effect *e = dispute_answer_effect(st->answer, st->first_effect + i);
        if (e) wrong = put_effect(t, st, e);
    }
    int closes = st->t->state == DISPUTE_STATE_CLOSED_DONE && st->t->from_state != st->t->state;
    if (st->outcome && closes) put_end(t, st);
    if (st->depth != STEP_SHORT) put_rule(t, st);
    text_put(t, "\n");
    return wrong;
}

/* ---- what silence brings ---- */

void put_silence(text *t, const dispute_answer *answer, const char *currency) {
    const dispute_prospect *prospect = dispute_answer_prospect(answer);
    const dispute_outcome *outcome = dispute_answer_outcome(answer);
    uint32_t effect = 0, steps = dispute_answer_count(answer, DISPUTE_STRUCT_TRANSITION);
    for (uint32_t i = 0; i < steps; i++) {
        const dispute_transition *turn = dispute_answer_transition(answer, i);
        text_put(t, "  ");
        put_time(t, turn->at);
        text_print(t, "  %s", label(DISPUTE_GROUP_EVENT, turn->event));
        if (turn->state != turn->from_state) text_print(t, " => %s", label(DISPUTE_GROUP_STATE, turn->state));
        text_put(t, "\n");
        for (uint32_t end = effect + turn->effects; effect < end; effect++) {
            const dispute_effect *e = dispute_answer_effect(answer, effect);
            if (!e || e->kind != DISPUTE_EFFECT_TRANSFER) continue;
            text_print(t, "%*s", MARGIN, "");
            put_transfer_of(t, e, AMOUNT_WIDTH);
            text_put(t, "\n");
        }
    }
    int waits = prospect && prospect->waits_for;
    if (!steps && !waits) text_put(t, spoken("  nothing more happens\n", "  不会再有变化\n", "  不會再有變化\n"));
    if (steps && outcome && outcome->kind) {
        text_put(t, "  ");
        put_outcome(t, outcome, currency);
        text_put(t, "\n");
    }
    if (waits) text_print(t, "  %s\n", sentence_of(DISPUTE_GROUP_WAITS_FOR, prospect->waits_for));
}
