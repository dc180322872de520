/* amounts.c - values of a policy that are amounts: one, or a table that says what silence does by the amount at stake.
 */
#include "policy.h"
#include <string.h>

int32_t dispute__amount_read(const char *text, size_t size, int may_be_none, int64_t *to) {
    int64_t amount = NO_LIMIT;
    int none = may_be_none && dispute__text_is(text, size, "none");
    if (!none && (size == 0 || dispute__text_digits(text, size, INT64_MAX, &amount) != size))
        return DISPUTE_DETAIL_AMOUNT;
    *to = amount;
    return 0;
}

void dispute__amount_write(pen *p, int64_t amount) {
    if (amount == NO_LIMIT)
        dispute__pen_text(p, "none");
    else
        dispute__pen_number(p, amount, 1);
}

static int read_row(const char *text, size_t size, int32_t silences, amount_row *row) { /* "0..5000 close_for_buyer" */
    size_t dots = dispute__text_find(text, size, ".."), blank = dispute__text_find(text, size, " ");
    size_t word = blank;
    if (dots + 2 > blank || blank == size) return 0;
    while (word < size && text[word] == ' ') word++;
    row->to = INT64_MAX;
    row->silence = dispute_word_number(DISPUTE_GROUP_SILENCE, text + word, size - word);
    if (dispute__amount_read(text, dots, 0, &row->from)) return 0;
    if (dots + 2 < blank && dispute__amount_read(text + dots + 2, blank - dots - 2, 0, &row->to)) return 0;
    return row->silence && (silences >> row->silence & 1);
}

int32_t dispute__amount_rows_read(dispute_policy *policy, int32_t silences, const char *text, size_t size) {
    amount_row rows[AMOUNT_ROWS_MAX];
    int32_t count = 0;
    const char *rest = text;
    size_t rest_size = size;
    memset(rows, 0, sizeof rows);
    if (!dispute__text_is(text, size, "none")) do {
            text = rest;
            size = rest_size;
            size_t length = dispute__text_element(&text, &size, &rest, &rest_size);
            if (count == AMOUNT_ROWS_MAX || !read_row(text, length, silences, &rows[count]))
                return DISPUTE_DETAIL_AMOUNTS;
            count++;
        } while (rest_size > 0 || (rest > text && rest[-1] == ','));
    memcpy(policy->by_amount, rows, sizeof rows);
    policy->amount_rows = count;
    return 0;
}

void dispute__amount_rows_write(pen *p, const dispute_policy *policy) {
    for (int32_t i = 0; i < policy->amount_rows; i++) {
        const amount_row *row = &policy->by_amount[i];
        if (i) dispute__pen_text(p, ", ");
        dispute__pen_number(p, row->from, 1);
        dispute__pen_text(p, "..");
        if (row->to != INT64_MAX) dispute__pen_number(p, row->to, 1);
        dispute__pen_text(p, " ");
        dispute__pen_text(p, dispute_word_name(DISPUTE_GROUP_SILENCE, row->silence));
    }
    if (!policy->amount_rows) dispute__pen_text(p, "none");
}

int32_t dispute__amount_rows_fault(const dispute_policy *policy) {
    int64_t next = 0; /* the smallest amount that no row has spoken of */
    for (int32_t i = 0; i < policy->amount_rows; i++) {
        const amount_row *row = &policy->by_amount[i];
        if (row->to < row->from) return DISPUTE_DETAIL_EMPTY_WINDOW;
        if (row->from < next || next == INT64_MAX) return DISPUTE_DETAIL_OVERLAP;
        if (row->from > next) return DISPUTE_DETAIL_GAP;
        next = row->to == INT64_MAX ? INT64_MAX : row->to + 1;
    }
    return policy->amount_rows && next != INT64_MAX ? DISPUTE_DETAIL_GAP : 0;
}

int32_t dispute__amount_rows_silence(const dispute_policy *policy, int64_t amount, int32_t otherwise) {
    for (int32_t i = 0; i < policy->amount_rows; i++)
        if (amount >= policy->by_amount[i].from && amount <= policy->by_amount[i].to)
            return policy->by_amount[i].silence;
    return otherwise;
}
