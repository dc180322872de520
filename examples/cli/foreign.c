/* foreign.c - dispute words --from: the words of another system, and which of ours they mean. */
#include "foreign.h"
#include "answer_json.h"
#include "columns.h"
#include "commands.h"
#include "output.h"
#include <string.h>

enum { INDENT = 2, GAP = 2, LINE = 110, SENTENCE_LEAST = 40 };

/* what is asked for; NULL: any */
typedef struct wanted {
    const char *system, *kind, *word;
} wanted;

static int next_row(uint32_t *index, dispute_foreign *row) { /* of any system; 0: there are no more */
    row->size = sizeof *row;
    return dispute_foreign_at((*index)++, row) == DISPUTE_DONE;
}

static int next_list(uint32_t *index, const wanted *w, dispute_foreign_list *list) { /* of those that are wanted */
    list->size = sizeof *list;
    while (dispute_foreign_list_at((*index)++, list) == DISPUTE_DONE)
        if (strcmp(list->system, w->system) == 0 && (!w->kind || strcmp(list->kind, w->kind) == 0)) return 1;
    return 0;
}

static int is_wanted(const wanted *w, const dispute_foreign *row) {
    return !w->word || strcmp(row->word, w->word) == 0;
}

/* ---- what cannot be found ---- */

static void put_kinds(text *t, const char *system) {
    const wanted any = {system, NULL, NULL};
    dispute_foreign_list list;
    for (uint32_t i = 0; next_list(&i, &any, &list);) text_print(t, "%s%s", t->size ? between() : "", list.kind);
}

static int refuse_system(const char *system) {
    text known = {NULL, 0, 0};
    put_value_words(&known, VALUE_SYSTEM, 0, 0, between());
    complain(spoken("--from %s: the words of this system are not known; known are: %s",
                    "--from %s：没有这个系统的词，可用的系统：%s", "--from %s：沒有這個系統的詞，可用的系統：%s"),
             system, text_string(&known));
    text_free(&known);
    return -1;
}

static int refuse_kind(const wanted *w) {
    text known = {NULL, 0, 0};
    put_kinds(&known, w->system);
    complain(spoken("--kind %s: %s has no such field; there are: %s", "--kind %s：%s 没有这个字段，可用的有：%s",
                    "--kind %s：%s 沒有這個欄位，可用的有：%s"),
             w->kind, w->system, text_string(&known));
    text_free(&known);
    return -1;
}

static int check(const wanted *w) { /* 0, or -1: what there is not was said */
    dispute_foreign_list list;
    dispute_foreign row;
    const wanted any = {w->system, NULL, NULL};
    uint32_t at = 0;
    if (!w->system) {
        complain(spoken("--kind needs --from SYSTEM", "--kind 需要与 --from SYSTEM 一起使用",
                        "--kind 需要與 --from SYSTEM 一起使用"));
        return -1;
    }
    if (!next_list(&at, &any, &list)) return refuse_system(w->system);
    at = 0;
    if (!next_list(&at, w, &list)) return refuse_kind(w);
    for (at = 0; next_row(&at, &row);)
        if (strcmp(row.system, w->system) == 0 && (!w->kind || strcmp(row.kind, w->kind) == 0) && is_wanted(w, &row))
            return 0;
    complain(spoken("%s has no word \"%s\"; write it as the system does", "%s 没有“%s”这个词，写法须与该系统一致",
                    "%s 沒有「%s」這個詞，寫法須與該系統一致"),
             w->system, w->word);
    return -1;
}

/* ---- for people ---- */

static void put_ours(text *t, const dispute_foreign *row) {
    if (!row->group)
        text_put(t, word_or_none(0, 0));
    else
        text_print(t, "%s %s", word_or_none(DISPUTE_GROUP_GROUP, row->group), word_or_none(row->group, row->number));
}

static void put_row(text *t, const wanted *w, const dispute_foreign *row, size_t words, size_t ours) {
    text cell = {NULL, 0, 0};
    size_t margin = INDENT + words + GAP + ours + GAP;
    int32_t group = row->group ? row->group : DISPUTE_GROUP_UNMATCHED;
    int32_t number = row->group ? row->number : row->unmatched;
    put_ours(&cell, row);
    put_blanks(t, INDENT);
    put_padded(t, row->rows ? row->word : "", words + GAP);
    put_padded(t, text_string(&cell), ours + GAP);
    put_wrapped(t, w->word ? sentence_of(group, number) : label(group, number),
                margin + SENTENCE_LEAST > LINE ? SENTENCE_LEAST : LINE - margin, margin);
    text_put(t, "\n");
    text_free(&cell);
}

/* Every row of one list that is wanted, with `words` and `ours` as the widths; where `t` is NULL they are measured. */
static void go_through(text *t, const wanted *w, const dispute_foreign_list *list, size_t *words, size_t *ours) {
    text cell = {NULL, 0, 0};
    dispute_foreign row;
    for (uint32_t i = list->first; i < list->first + list->rows;) {
        uint32_t at = i;
        if (!next_row(&i, &row) || !is_wanted(w, &row)) continue;
        text_clear(&cell);
        put_ours(&cell, &row);
        if (width_of(row.word) > *words) *words = width_of(row.word);
        if (width_of(text_string(&cell)) > *ours) *ours = width_of(text_string(&cell));
        if (at != row.first) row.rows = 0; /* its word stands above it */
        if (t) put_row(t, w, &row, *words, *ours);
    }
    text_free(&cell);
}

static void put_lists(text *t, const wanted *w) {
    dispute_foreign_list list;
    size_t words = 0, ours = 0;
    for (uint32_t i = 0; next_list(&i, w, &list);) go_through(NULL, w, &list, &words, &ours);
    for (uint32_t i = 0; next_list(&i, w, &list);) {
        text rows = {NULL, 0, 0};
        size_t before = t->size;
        go_through(&rows, w, &list, &words, &ours);
        if (rows.size)
            text_print(t, "%s%s %s%s\n%s", before ? "\n" : "", list.system, list.kind,
                       list.whole ? "" : spoken(" (there are more words)", "（还有其他词）", "（還有其他詞）"),
                       text_string(&rows));
        text_free(&rows);
    }
}

/* ---- for programs: one object a word ---- */

static json_t *json_of(const dispute_foreign *first) {
    json_t *o = json_object(), *means = json_array();
    dispute_foreign row;
    put(o, "system", json_string(first->system));
    put(o, "kind", json_string(first->kind));
    put(o, "word", json_string(first->word));
    for (uint32_t i = first->first; first->group && i < first->first + first->rows;) {
        if (!next_row(&i, &row)) break;
        json_t *one = json_object();
        put(one, "group", word_json(DISPUTE_GROUP_GROUP, row.group));
        put(one, "number", json_integer(row.number));
        put(one, "word", word_json(row.group, row.number));
        append(means, one);
    }
    put(o, "means", means);
    put(o, "unmatched", word_json(DISPUTE_GROUP_UNMATCHED, first->unmatched));
    return o;
}

static void put_json(text *t, const wanted *w) {
    dispute_foreign_list list;
    dispute_foreign row;
    for (uint32_t l = 0; next_list(&l, w, &list);)
        for (uint32_t i = list.first; i < list.first + list.rows;) {
            uint32_t at = i;
            if (next_row(&i, &row) && at == row.first && is_wanted(w, &row)) put_line(t, json_of(&row));
        }
}

int words_from(const arguments *a) {
    text t = {NULL, 0, 0};
    const wanted w = {a->value[OPTION_FROM], a->value[OPTION_KIND], a->words > 1 ? a->word[1] : NULL};
    if (check(&w) != 0) return EXIT_NOT_UNDERSTOOD;
    if (a->value[OPTION_JSON])
        put_json(&t, &w);
    else
        put_lists(&t, &w);
    int wrong = output_write(&t);
    text_free(&t);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
