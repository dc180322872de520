/* foreign.c - which of our words a word of another system means. The systems are data: lib/words/foreign.txt. */
#include "foreign.h"
#include "event.h"
#include "text.h"
#include <string.h>

/* a text as a caller gives it */
typedef struct given {
    const char *text;
    size_t size;
} given;

static int is(const given *g, uint32_t offset) {
    return dispute__text_is(g->text, g->size, dispute__foreign_text(offset));
}

static void copy(char *to, size_t room, uint32_t offset) {
    const char *text = dispute__foreign_text(offset);
    memcpy(to, text, dispute__text_length(text, room - 1)); /* `to` was zeroed, and the build has seen that it fits */
}

const char *dispute_foreign_system(uint32_t index) {
    uint32_t systems = 0;
    for (uint32_t i = 0; i < dispute__foreign_list_count; i++) {
        const foreign_list *l = &dispute__foreign_lists[i];
        int is_new = i == 0 || l->system != dispute__foreign_lists[i - 1].system;
        if (is_new && systems++ == index) return dispute__foreign_text(l->system);
    }
    return NULL;
}

dispute_result dispute_foreign_list_at(uint32_t index, dispute_foreign_list *list) {
    if (!list || index >= dispute__foreign_list_count) return DISPUTE_ERROR_BAD_ARGUMENT;
    const foreign_list *l = &dispute__foreign_lists[index];
    dispute_foreign_list told;
    memset(&told, 0, sizeof told);
    told.size = sizeof told;
    told.first = l->first;
    told.rows = l->rows;
    told.words = l->words;
    told.whole = l->whole;
    copy(told.system, sizeof told.system, l->system);
    copy(told.kind, sizeof told.kind, l->kind);
    copy(told.about, sizeof told.about, l->about);
    return dispute__struct_copy_out(list, &told, sizeof told, 8);
}

dispute_result dispute_foreign_at(uint32_t index, dispute_foreign *row) {
    if (!row || index >= dispute__foreign_row_count) return DISPUTE_ERROR_BAD_ARGUMENT;
    const foreign_row *r = &dispute__foreign_rows[index];
    const foreign_list *l = &dispute__foreign_lists[r->list];
    dispute_foreign told;
    memset(&told, 0, sizeof told);
    told.size = sizeof told;
    told.group = r->group;
    told.number = r->number;
    told.unmatched = r->unmatched;
    told.first = r->first;
    told.rows = r->rows;
    copy(told.system, sizeof told.system, l->system);
    copy(told.kind, sizeof told.kind, l->kind);
    copy(told.word, sizeof told.word, r->word);
    return dispute__struct_copy_out(row, &told, sizeof told, 8);
}

/* The word's first row; NULL: `unknown` is the name of the part that there is not. */
static const foreign_row *find(const given *system, const given *kind, const given *word, const char **unknown) {
    const foreign_list *list = NULL;
    *unknown = "system";
    for (uint32_t i = 0; i < dispute__foreign_list_count && !list; i++) {
        const foreign_list *l = &dispute__foreign_lists[i];
        if (!is(system, l->system)) continue;
        *unknown = "kind";
        if (is(kind, l->kind)) list = l;
    }
    if (!list) return NULL;
    *unknown = "word";
    for (uint32_t at = list->first, end = at + list->rows; at < end; at += dispute__foreign_rows[at].rows)
        if (is(word, dispute__foreign_rows[at].word)) return &dispute__foreign_rows[at];
    return NULL;
}

dispute_result dispute_foreign_word(const char *system, size_t system_size, const char *kind, size_t kind_size,
                                    const char *word, size_t word_size, dispute_foreign *row,
                                    dispute_problem *problem) {
    if (!system || !kind || !word || !row) return DISPUTE_ERROR_BAD_ARGUMENT;
    const char *unknown = NULL;
    const foreign_row *found =
        find(&(given){system, system_size}, &(given){kind, kind_size}, &(given){word, word_size}, &unknown);
    if (found) return dispute_foreign_at(found->first, row);
    dispute_problem why;
    memset(&why, 0, sizeof why);
    why.size = sizeof why;
    why.result = DISPUTE_ERROR_BAD_VALUE;
    why.detail = DISPUTE_DETAIL_UNKNOWN_WORD;
    memcpy(why.name, unknown, dispute__text_length(unknown, sizeof why.name - 1));
    dispute__problem_lend(problem, &why);
    return DISPUTE_ERROR_BAD_VALUE;
}

int32_t dispute_foreign_number(const char *system, size_t system_size, const char *kind, size_t kind_size,
                               const char *word, size_t word_size, int32_t group) {
    if (!system || !kind || !word || group <= 0) return 0;
    const char *unknown = NULL;
    const foreign_row *found =
        find(&(given){system, system_size}, &(given){kind, kind_size}, &(given){word, word_size}, &unknown);
    for (uint32_t i = 0; found && i < found->rows; i++)
        if (found[i].group == group) return found[i].number;
    return 0;
}
