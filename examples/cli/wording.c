/* wording.c - what the library calls a thing, for lines and for people. */
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static int32_t chosen = DISPUTE_LANGUAGE_EN; /* set once, before anything is said */

int language_choose(const char *name) {
    int32_t number = word_read(DISPUTE_GROUP_LANGUAGE, name);
    if (number) chosen = number;
    return number ? 0 : -1;
}

int32_t language(void) { return chosen; }

const char *spoken(const char *english, const char *simplified, const char *traditional) {
    return chosen == DISPUTE_LANGUAGE_ZH_HANS ? simplified : chosen == DISPUTE_LANGUAGE_ZH_HANT ? traditional : english;
}

const char *word_or_none(int32_t group, int32_t number) {
    const char *name = number ? dispute_word_name(group, number) : NULL;
    return name ? name : "none";
}

const char *label(int32_t group, int32_t number) {
    const char *name = number ? dispute_word_label(group, number, chosen) : NULL;
    return name ? name : "none";
}

int32_t word_read(int32_t group, const char *name) { return dispute_word_number(group, name, strlen(name)); }

int is_among(int32_t number, uint32_t among) {
    if (number <= 0 || number >= DEADLINE_EVENTS) return 0;
    return among == 0 || (number < 32 && (among >> number & 1));
}

void put_words(text *t, int32_t group, uint32_t among) {
    const char *between = "";
    for (uint32_t i = 0; i < dispute_word_count(group); i++) {
        int32_t number = dispute_word_at(group, i);
        if (!is_among(number, among)) continue;
        text_print(t, "%s%s", between, word_or_none(group, number));
        between = ", ";
    }
}

void put_problem(text *t, const dispute_problem *problem) {
    char sentence[1024];
    size_t needed = 0;
    dispute_result result = problem ? dispute_problem_sentence(problem, chosen, sentence, sizeof sentence, &needed)
                                    : DISPUTE_ERROR_BAD_ARGUMENT;
    if (result == DISPUTE_DONE)
        text_put(t, sentence);
    else
        text_print(t, "result %d", problem ? (int)problem->result : 0);
}
