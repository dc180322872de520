/* wording.c - what the library calls a thing, and what the command itself says, in the language that was chosen. */
#include "wording.h"
#include "output.h"
#include <stdlib.h>
#include <string.h>

static int32_t chosen = DISPUTE_LANGUAGE_EN; /* set once, before anything is said */

/* ---- words ---- */

const char *word_or_none(int32_t group, int32_t number) {
    const char *name = number ? dispute_word_name(group, number) : NULL;
    return name ? name : "none";
}

int32_t word_read(int32_t group, const char *name) { return dispute_word_number(group, name, strlen(name)); }

int is_among(int32_t number, uint32_t among) {
    if (number <= 0 || number >= DEADLINE_EVENTS) return 0;
    return among == 0 || (number < 32 && (among >> number & 1));
}

void put_words(text *t, int32_t group, uint32_t among) {
    const char *separator = "";
    for (uint32_t i = 0; i < dispute_word_count(group); i++) {
        int32_t number = dispute_word_at(group, i);
        if (!is_among(number, among)) continue;
        text_print(t, "%s%s", separator, word_or_none(group, number));
        separator = between();
    }
}

/* ---- languages ---- */

int language_choose(const char *name) {
    int32_t number = word_read(DISPUTE_GROUP_LANGUAGE, name);
    if (number) chosen = number;
    return number ? 0 : -1;
}

int32_t language(void) { return chosen; }

const char *spoken(const char *english, const char *simplified, const char *traditional) {
    return chosen == DISPUTE_LANGUAGE_ZH_HANS ? simplified : chosen == DISPUTE_LANGUAGE_ZH_HANT ? traditional : english;
}

const char *said(const phrase *p) { return spoken(p->english, p->simplified, p->traditional); }

const char *label(int32_t group, int32_t number) {
    const char *name = number ? dispute_word_label(group, number, chosen) : NULL;
    return name ? name : spoken("None", "无", "無");
}

const char *within(int32_t group, int32_t number) { /* English words of one word are what stands in a sentence */
    const char *word = word_or_none(group, number);
    return chosen == DISPUTE_LANGUAGE_EN && !strpbrk(word, "._") ? word : label(group, number);
}

const char *sentence_of(int32_t group, int32_t number) {
    const char *sentence = dispute_word_sentence(group, number, chosen);
    return sentence ? sentence : "";
}

const char *between(void) { return spoken(", ", "、", "、"); }

const char *comma(void) { return spoken(", ", "，", "，"); }

const char *colon(void) { return spoken(": ", "：", "："); }

void put_problem(text *t, const dispute_problem *problem) {
    char sentence[1024];
    size_t needed = 0;
    dispute_result result = problem ? dispute_problem_sentence(problem, chosen, sentence, sizeof sentence, &needed)
                                    : DISPUTE_ERROR_BAD_ARGUMENT;
    if (result == DISPUTE_DONE)
        text_put(t, sentence);
    else
        text_print(t, spoken("result %d", "结果 %d", "結果 %d"), problem ? (int)problem->result : 0);
}

void complain_no_memory(void) { complain("%s", spoken("there is not enough memory", "内存不足", "記憶體不足")); }
