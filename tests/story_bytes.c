/* story_bytes.c - plays a story of tests/stories and prints every stored byte: what a binding must make of the same
 * lines. story_bytes FILE [KEY=VALUE...] [UNTIL]      UNTIL: milliseconds One line for each event, its result and then
 * its records; the snapshot is the last. */
#include "event_json.h"
#include "output.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static dispute_policy *policy;
static dispute_case *c;
static dispute_answer *answer;

void complain(const char *format, ...) { /* the command's own also hides its progress */
    va_list more;
    va_start(more, format);
    vfprintf(stderr, format, more);
    va_end(more);
}

static void print_bytes(const char *what, const uint8_t *bytes, size_t size) {
    printf("%s ", what);
    for (size_t i = 0; i < size; i++) printf("%02x", bytes[i]);
    printf("\n");
}

static void print_answer(dispute_result result) {
    const uint8_t *record;
    size_t size = 0;
    const char *word = dispute_word_name(DISPUTE_GROUP_RESULT, result);
    printf("%s\n", word ? word : "?");
    for (uint32_t i = 0; result >= 0 && (record = dispute_answer_record(answer, i, &size)) != NULL; i++)
        print_bytes("record", record, size);
}

/* 0, or -1 with the reason on stderr. */
static int play_line(const char *line) {
    happening h;
    text wrong = {NULL, 0, 0};
    if (event_json_read(line, strlen(line), &h, &wrong) != 0) {
        fprintf(stderr, "%s: %s\n", line, text_string(&wrong));
        text_free(&wrong);
        return -1;
    }
    if (h.event.kind == DISPUTE_EVENT_OPEN && dispute_case_sequence(c) == 0
        && dispute_case_begin(policy, c, h.event.case_id, strlen(h.event.case_id), &h.order, NULL) != DISPUTE_DONE)
        return -1;
    if (h.event.kind)
        print_answer(dispute_apply(policy, c, &h.event, answer));
    else
        print_answer(dispute_advance(policy, c, h.event.at, answer));
    return 0;
}

static int play_file(const char *name) {
    char line[4096];
    FILE *file = fopen(name, "r");
    int wrong = file == NULL;
    while (!wrong && fgets(line, sizeof line, file))
        if (line[0] != '\n') wrong = play_line(line);
    if (file) fclose(file);
    return wrong;
}

static int set(const char *change) {
    const char *equals = strchr(change, '=');
    if (strncmp(change, "preset=", 7) == 0) return dispute_policy_preset(policy, change + 7, strlen(change + 7), NULL);
    return dispute_policy_set(policy, change, (size_t)(equals - change), equals + 1, strlen(equals + 1), NULL);
}

int main(int argc, char **argv) {
    uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE];
    const char *until = NULL;
    int wrong = argc < 2 || dispute_policy_new(NULL, &policy) || dispute_case_new(NULL, &c)
                || dispute_answer_new(NULL, 0, &answer);
    for (int i = 2; i < argc && !wrong; i++) {
        if (strchr(argv[i], '='))
            wrong = set(argv[i]);
        else
            until = argv[i];
    }
    wrong = wrong || dispute_policy_seal(policy, NULL) || play_file(argv[1]);
    if (!wrong && until) print_answer(dispute_advance(policy, c, strtoll(until, NULL, 10), answer));
    wrong = wrong || dispute_case_save(c, snapshot, sizeof snapshot, NULL);
    if (!wrong) print_bytes("snapshot", snapshot, sizeof snapshot);
    dispute_answer_free(answer);
    dispute_case_free(c);
    dispute_policy_free(policy);
    return wrong != 0;
}
