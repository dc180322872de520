/* words.c - dispute words: the vocabulary, every word with its number, its label and its sentence. */
#include "words.h"
#include "answer_json.h"
#include "columns.h"
#include "foreign.h"
#include "output.h"
#include <stdio.h>
#include <string.h>

enum { LINE = 110, SENTENCE_LEAST = 40, NUMBER = 8, GAP = 2 };

static json_t *json_of(int32_t group, int32_t number) {
    json_t *o = json_object();
    put(o, "group", json_string(dispute_word_name(DISPUTE_GROUP_GROUP, group)));
    put(o, "number", json_integer(number));
    put(o, "word", json_string(dispute_word_name(group, number)));
    put(o, "label", json_string(dispute_word_label(group, number, language())));
    put(o, "sentence", json_string(sentence_of(group, number)));
    return o;
}

static void put_row(text *t, const char *number, const char *word, size_t word_width, const char *label_,
                    size_t label_width, const char *sentence) {
    size_t margin = NUMBER + GAP + word_width + GAP + label_width + GAP;
    put_blanks(t, NUMBER - width_of(number)); /* numbers stand at the right */
    text_put(t, number);
    put_blanks(t, GAP);
    put_padded(t, word, word_width + GAP);
    put_padded(t, label_, label_width + GAP);
    put_wrapped(t, sentence, margin + SENTENCE_LEAST > LINE ? SENTENCE_LEAST : LINE - margin, margin);
    text_put(t, "\n");
}

static void put_table(text *t, int32_t group) {
    const char *word_title = spoken("word", "词", "詞"), *label_title = spoken("label", "名称", "名稱");
    size_t words = width_of(word_title), labels = width_of(label_title);
    for (uint32_t i = 0; i < dispute_word_count(group); i++) {
        int32_t number = dispute_word_at(group, i);
        size_t word = width_of(dispute_word_name(group, number));
        size_t name = width_of(dispute_word_label(group, number, language()));
        if (word > words) words = word;
        if (name > labels) labels = name;
    }
    put_row(t, spoken("number", "编号", "編號"), word_title, words, label_title, labels,
            spoken("sentence", "说明", "說明"));
    for (uint32_t i = 0; i < dispute_word_count(group); i++) {
        char digits[16];
        int32_t number = dispute_word_at(group, i);
        snprintf(digits, sizeof digits, "%d", (int)number);
        put_row(t, digits, dispute_word_name(group, number), words, dispute_word_label(group, number, language()),
                labels, sentence_of(group, number));
    }
}

static int find_group(const char *name, int32_t *group) { /* "group" itself has the number 0 */
    text known = {NULL, 0, 0};
    *group = name ? word_read(DISPUTE_GROUP_GROUP, name) : DISPUTE_GROUP_GROUP;
    if (*group || !name || strcmp(name, "group") == 0) return 0;
    text_put(&known, "group");
    for (uint32_t i = 1; i < dispute_word_count(DISPUTE_GROUP_GROUP); i++)
        text_print(&known, "%s%s", between(),
                   dispute_word_name(DISPUTE_GROUP_GROUP, dispute_word_at(DISPUTE_GROUP_GROUP, i)));
    complain(spoken("%s is no group of words; there are: %s", "没有 %s 这个词组，可用的有：%s",
                    "沒有 %s 這個詞組，可用的有：%s"),
             name, text_string(&known));
    text_free(&known);
    return -1;
}

int command_words(const arguments *a) {
    text t = {NULL, 0, 0};
    int32_t group = 0;
    if (a->value[OPTION_FROM] || a->value[OPTION_KIND]) return words_from(a);
    if (find_group(a->words > 1 ? a->word[1] : NULL, &group) != 0) return EXIT_NOT_UNDERSTOOD;
    if (!a->value[OPTION_JSON]) put_table(&t, group);
    for (uint32_t i = 0; a->value[OPTION_JSON] && i < dispute_word_count(group); i++)
        put_line(&t, json_of(group, dispute_word_at(group, i)));
    int wrong = output_write(&t);
    text_free(&t);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
