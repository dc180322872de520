/* round_times.c - see round_times.h. */
#include "round_times.h"
#include "durations.h"
#include "wording.h"
#include <string.h>

enum { VALUE_SIZE = 64, ROUNDS = 9 };

static const char *value_of(const dispute_policy *policy, const char *key, char value[VALUE_SIZE]) {
    size_t needed = 0;
    value[0] = 0;
    dispute_policy_get(policy, key, strlen(key), value, VALUE_SIZE, &needed);
    return value;
}

static const char *of_round(const dispute_policy *policy, int round, const char *what, char value[VALUE_SIZE]) {
    text key = {NULL, 0, 0};
    text_print(&key, "round.%d.%s", round, what);
    value_of(policy, text_string(&key), value);
    text_free(&key);
    return value;
}

static int rounds_of(const dispute_policy *policy) {
    char value[VALUE_SIZE];
    return value_of(policy, "appeal.rounds", value)[0] - '0';
}

static int is_decided_by(const dispute_policy *policy, int round, const char *how) {
    char value[VALUE_SIZE];
    return strcmp(of_round(policy, round, "decides", value), how) == 0;
}

int platform_decides_a_round(const dispute_policy *policy) {
    for (int round = 1; round <= rounds_of(policy); round++)
        if (is_decided_by(policy, round, "platform")) return 1;
    return 0;
}

static void put_one(text *t, const char *value, int words) {
    if (!words)
        text_put(t, value);
    else if (value[0])
        put_duration_or_at_once(t, value);
}

/* of each round that has one; what was said before is not said again */
static void put_each(text *t, const dispute_policy *policy, int answers, int words) {
    char said[ROUNDS][VALUE_SIZE];
    int count = 0;
    for (int round = 1; round <= rounds_of(policy) && round <= ROUNDS; round++) {
        char *value = said[count];
        if (answers && !is_decided_by(policy, round, "answer")) continue;
        of_round(policy, round, answers ? "answer" : "window", value);
        if (!answers && strcmp(value, "none") == 0) value_of(policy, "appeal.window", value);
        int again = strcmp(value, "none") == 0;
        for (int i = 0; i < count; i++) again |= strcmp(said[i], value) == 0;
        if (again) continue;
        if (count++) text_put(t, words ? spoken(", ", "、", "、") : ", ");
        put_one(t, value, words);
    }
}

static void put_values(text *t, const dispute_policy *policy, int32_t key, int words) {
    char value[VALUE_SIZE];
    const char *name = key ? dispute_word_name(DISPUTE_GROUP_KEY, key) : NULL;
    if (key == DISPUTE_KEY_ROUND_WINDOW || key == DISPUTE_KEY_ROUND_ANSWER)
        put_each(t, policy, key == DISPUTE_KEY_ROUND_ANSWER, words);
    else if (name)
        put_one(t, value_of(policy, name, value), words);
}

void put_deadline_values(text *t, const dispute_policy *policy, int32_t key) { put_values(t, policy, key, 0); }

void put_deadline_times(text *t, const dispute_policy *policy, int32_t key) { put_values(t, policy, key, 1); }
