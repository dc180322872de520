/* policy_list.c - dispute policy list: the policies that ship with the library. */
#include "answer_json.h"
#include "columns.h"
#include "output.h"
#include "policy_command.h"
#include "wording.h"
#include <string.h>

enum { DAY_SIZE = 16, GAP = 2 };

static const char *since(const char *name) { /* the version says from when on the rules hold */
    const char *at = strchr(name, '@');
    return at ? at + 1 : "";
}

/* The local day from which the preset is in force, "" where its text does not say it; not 0: memory ran out. */
static int read_day(const char *name, char day[DAY_SIZE]) {
    static const char key[] = "effective.from";
    dispute_policy *policy = NULL;
    size_t needed = 0;
    day[0] = 0;
    dispute_result result = dispute_policy_new(NULL, &policy);
    if (result == DISPUTE_DONE) result = dispute_policy_preset(policy, name, strlen(name), NULL);
    if (result == DISPUTE_DONE) result = dispute_policy_get(policy, key, sizeof key - 1, day, DAY_SIZE, &needed);
    dispute_policy_free(policy);
    if (strcmp(day, "none") == 0) day[0] = 0;
    if (result != DISPUTE_DONE) complain_no_memory();
    return result != DISPUTE_DONE;
}

static size_t longest_name(void) {
    size_t longest = 0;
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_PRESET); i++) {
        size_t size = strlen(dispute_word_name(DISPUTE_GROUP_PRESET, dispute_word_at(DISPUTE_GROUP_PRESET, i)));
        if (size > longest) longest = size;
    }
    return longest;
}

static void put_preset(text *t, int32_t number, const char *day, size_t width) {
    put_padded(t, dispute_word_name(DISPUTE_GROUP_PRESET, number), width + GAP);
    text_put(t, sentence_of(DISPUTE_GROUP_PRESET, number));
    if (day[0]) text_print(t, spoken(" In force from %s on.", "自 %s 起生效。", "自 %s 起生效。"), day);
    text_put(t, "\n");
}

static json_t *preset_json(int32_t number, const char *day) {
    json_t *line = json_object();
    const char *name = dispute_word_name(DISPUTE_GROUP_PRESET, number);
    put(line, "name", json_string(name));
    put(line, "since", json_string(since(name)));
    put(line, "effective_from", day[0] ? json_string(day) : json_null());
    put(line, "sentence", json_string(sentence_of(DISPUTE_GROUP_PRESET, number)));
    return line;
}

int command_policy_list(const arguments *a) {
    text out = {NULL, 0, 0};
    size_t width = longest_name();
    int wrong = 0;
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_PRESET) && !wrong; i++) {
        char day[DAY_SIZE];
        int32_t number = dispute_word_at(DISPUTE_GROUP_PRESET, i);
        wrong = read_day(dispute_word_name(DISPUTE_GROUP_PRESET, number), day);
        if (a->value[OPTION_JSON])
            put_line(&out, preset_json(number, day));
        else
            put_preset(&out, number, day, width);
    }
    wrong = wrong || output_write(&out) != 0;
    text_free(&out);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
