/* policy_list.c - dispute policy list: the policies that ship with the library. */
#include "answer_json.h"
#include "output.h"
#include "policy_command.h"
#include "wording.h"
#include <string.h>

static const char *since(const char *name) { /* the version says from when on the rules hold */
    const char *at = strchr(name, '@');
    return at ? at + 1 : "";
}

int command_policy_list(const arguments *a) {
    text out = {NULL, 0, 0};
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_PRESET); i++) {
        int32_t number = dispute_word_at(DISPUTE_GROUP_PRESET, i);
        const char *name = dispute_word_name(DISPUTE_GROUP_PRESET, number);
        const char *sentence = dispute_word_sentence(DISPUTE_GROUP_PRESET, number, language());
        if (!a->value[OPTION_JSON]) {
            text_print(&out, "%-20s  %s\n", name, sentence);
            continue;
        }
        json_t *line = json_object();
        put(line, "name", json_string(name));
        put(line, "since", json_string(since(name)));
        put(line, "sentence", json_string(sentence));
        put_line(&out, line);
    }
    int wrong = output_write(&out);
    text_free(&out);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
