/* story.c - plays a story of tests/stories through the C calls and prints every stored byte: what the packages for
 * other languages must print, too. story POLICY STORY [UNTIL] - a file of keys, the file of events, an instant in
 * milliseconds */
#include "event_json.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct player {
    dispute_policy *policy;
    dispute_case *c;
    dispute_answer *answer;
    int begun;
} player;

static void print_bytes(const char *what, const uint8_t *bytes, size_t size) {
    printf("%s ", what);
    for (size_t i = 0; i < size; i++) printf("%02x", bytes[i]);
    printf("\n");
}

static void print_all(const player *p, int number, dispute_result result) {
    uint8_t snapshot[DISPUTE_SNAPSHOT_SIZE], head[DISPUTE_DIGEST_SIZE];
    const uint8_t *record;
    const dispute_effect *e;
    size_t size = 0;
    printf("%d %s\n", number, dispute_word_name(DISPUTE_GROUP_RESULT, result));
    if (result >= 0) {
        for (uint32_t i = 0; (record = dispute_answer_record(p->answer, i, &size)) != NULL; i++)
            print_bytes("record", record, size);
        for (uint32_t i = 0; (e = dispute_answer_effect(p->answer, i)) != NULL; i++)
            printf("effect %s %s %lld\n", dispute_word_name(DISPUTE_GROUP_EFFECT, e->kind), e->id,
                   (long long)e->amount);
    }
    dispute_case_save(p->c, snapshot, sizeof snapshot, &size);
    print_bytes("snapshot", snapshot, size);
    dispute_case_head(p->c, head);
    print_bytes("head", head, sizeof head);
}

static void play(player *p, int number, happening *h) {
    static const dispute_order none = {.size = sizeof none, .currency = "USD", .amount = 1};
    const char *id = h->event.kind == DISPUTE_EVENT_OPEN ? h->event.case_id : "unopened";
    if (!p->begun || (h->event.kind == DISPUTE_EVENT_OPEN && dispute_case_sequence(p->c) == 0))
        dispute_case_begin(p->policy, p->c, id, strlen(id), h->event.kind == DISPUTE_EVENT_OPEN ? &h->order : &none,
                           NULL);
    p->begun = 1;
    memset(h->event.case_id, 0, sizeof h->event.case_id);
    if (!h->event.id[0]) snprintf(h->event.id, sizeof h->event.id, "%d", number);
    print_all(p, number,
              h->event.kind ? dispute_apply(p->policy, p->c, &h->event, p->answer)
                            : dispute_advance(p->policy, p->c, h->event.at, p->answer));
}

static size_t read_file(const char *name, char *to, size_t room) {
    FILE *f = fopen(name, "r");
    size_t size = f ? fread(to, 1, room, f) : 0;
    if (f) fclose(f);
    return size;
}

int main(int argc, char **argv) {
    static char keys[1 << 16], line[1 << 16];
    player p = {NULL, NULL, NULL, 0};
    text wrong = {NULL, 0, 0};
    happening h;
    int number = 0;
    FILE *story = argc > 2 ? fopen(argv[2], "r") : NULL;
    if (!story || dispute_policy_new(NULL, &p.policy)
        || dispute_policy_parse(p.policy, keys, read_file(argv[1], keys, sizeof keys), NULL)
        || dispute_policy_seal(p.policy, NULL) || dispute_case_new(NULL, &p.c)
        || dispute_answer_new(NULL, 0, &p.answer))
        return 1;
    while (fgets(line, sizeof line, story)) {
        if (event_json_read(line, strlen(line), &h, &wrong) != 0) return 2;
        play(&p, ++number, &h);
    }
    fclose(story);
    if (argc > 3) {
        memset(&h, 0, sizeof h);
        h.event.at = atoll(argv[3]);
        play(&p, 0, &h);
    }
    dispute_answer_free(p.answer);
    dispute_case_free(p.c);
    dispute_policy_free(p.policy);
    return 0;
}
