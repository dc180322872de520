/* edge_time.c - how long the deadline of an edge runs, as the keys of its policy say. */
#include "edge_time.h"
#include "durations.h"
#include "wording.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS_MAX = 9, VALUE = 64 };

static int read_value(const dispute_policy *policy, const char *name, char value[VALUE]) {
    size_t needed = 0;
    value[0] = 0;
    return dispute_policy_get(policy, name, strlen(name), value, VALUE, &needed) == DISPUTE_DONE;
}

static void read_key_or(const dispute_policy *policy, int32_t key, int32_t where_none, char value[VALUE]) {
    if (!read_value(policy, word_or_none(DISPUTE_GROUP_KEY, key), value) || strcmp(value, "none") != 0) return;
    if (where_none) read_value(policy, word_or_none(DISPUTE_GROUP_KEY, where_none), value);
}

/* The time of one round: its own, or where it has none that of every appeal. */
static void read_round(const dispute_policy *policy, int round, int32_t key, char value[VALUE]) {
    char name[DISPUTE_NAME_SIZE];
    snprintf(name, sizeof name, "round.%d.%s", round, key == DISPUTE_KEY_ROUND_ANSWER ? "answer" : "window");
    if (read_value(policy, name, value) && strcmp(value, "none") == 0 && key != DISPUTE_KEY_ROUND_ANSWER)
        read_key_or(policy, DISPUTE_KEY_APPEAL_WINDOW, 0, value);
}

static int count_rounds(const dispute_policy *policy) {
    char rounds[VALUE];
    read_key_or(policy, DISPUTE_KEY_APPEAL_ROUNDS, 0, rounds);
    return atoi(rounds) < ROUNDS_MAX ? atoi(rounds) : ROUNDS_MAX;
}

static int is_decided_by(const dispute_policy *policy, int round, const char *how) {
    char name[DISPUTE_NAME_SIZE], value[VALUE];
    snprintf(name, sizeof name, "round.%d.decides", round);
    return read_value(policy, name, value) && strcmp(value, how) == 0;
}

int platform_decides_a_round(const dispute_policy *policy) {
    for (int round = 1; round <= count_rounds(policy); round++)
        if (is_decided_by(policy, round, "platform")) return 1;
    return 0;
}

/* Where they differ, each is told with its round. */
static void put_rounds(text *t, const dispute_policy *policy, int32_t key) {
    char value[ROUNDS_MAX + 1][VALUE];
    int last = 0, same = 1, told = 0, count = count_rounds(policy);
    for (int round = 1; round <= count; round++) {
        read_round(policy, round, key, value[round]);
        if (strcmp(value[round], "none") == 0) continue;
        same &= !last || strcmp(value[round], value[last]) == 0;
        last = round;
    }
    if (!last && key == DISPUTE_KEY_ROUND_ANSWER) { /* which is a fault */
        text_put(t, spoken("no deadline", "没有期限", "沒有期限"));
        return;
    }
    if (!last) read_key_or(policy, DISPUTE_KEY_APPEAL_WINDOW, 0, value[0]);
    if (same) {
        put_duration_or_at_once(t, value[last]);
        return;
    }
    for (int round = 1; round <= count; round++) {
        if (strcmp(value[round], "none") == 0) continue;
        if (told++) text_put(t, between());
        text_print(t, spoken("round %d: ", "第 %d 轮 ", "第 %d 輪 "), round);
        put_duration_or_at_once(t, value[round]);
    }
}

static void put_values_of_rounds(text *t, const dispute_policy *policy, int32_t key) {
    char value[ROUNDS_MAX][VALUE];
    int told = 0;
    for (int round = 1; round <= count_rounds(policy); round++) {
        char *one = value[told];
        if (key == DISPUTE_KEY_ROUND_ANSWER && !is_decided_by(policy, round, "answer")) continue;
        read_round(policy, round, key, one);
        int again = strcmp(one, "none") == 0;
        for (int i = 0; i < told; i++) again |= strcmp(value[i], one) == 0;
        if (again) continue;
        if (told++) text_put(t, ", ");
        text_put(t, one);
    }
}

/* ---- evidence: each party may have a time, and a silence, of its own ---- */

static const struct {
    int32_t party, time, silence; /* keys; the carrier has those of everybody */
} askable[] = {
    {DISPUTE_PARTY_BUYER, DISPUTE_KEY_PLATFORM_EVIDENCE_BUYER, DISPUTE_KEY_PLATFORM_EVIDENCE_BUYER_ON_SILENCE},
    {DISPUTE_PARTY_SELLER, DISPUTE_KEY_PLATFORM_EVIDENCE_SELLER, DISPUTE_KEY_PLATFORM_EVIDENCE_SELLER_ON_SILENCE},
    {DISPUTE_PARTY_CARRIER, DISPUTE_KEY_PLATFORM_EVIDENCE, DISPUTE_KEY_PLATFORM_EVIDENCE_ON_SILENCE},
};
enum { ASKABLE = sizeof askable / sizeof askable[0] };

/* Whose silence it is: those who have a key of their own for it, or else everybody whose silence changes nothing. */
static int is_silence_of(const dispute_policy *policy, const dispute_edge *e, size_t who) {
    char value[VALUE];
    if (e->silence_key != DISPUTE_KEY_PLATFORM_EVIDENCE_ON_SILENCE) return e->silence_key == askable[who].silence;
    read_key_or(policy, askable[who].silence, 0, value);
    return strcmp(value, "proceed") == 0;
}

static void put_evidence(text *t, const dispute_policy *policy, const dispute_edge *e) {
    char value[ASKABLE][VALUE];
    size_t told = 0, of[ASKABLE];
    int same = 1;
    for (size_t who = 0; who < ASKABLE; who++) {
        read_key_or(policy, askable[who].time, DISPUTE_KEY_PLATFORM_EVIDENCE, value[who]);
        if (!is_silence_of(policy, e, who) || strcmp(value[who], "none") == 0) continue;
        of[told++] = who;
        same &= strcmp(value[who], value[of[0]]) == 0;
    }
    for (size_t i = 0; i < told && !(same && told == ASKABLE); i++) {
        text_put(t, i ? between() : "");
        text_put(t, within(DISPUTE_GROUP_PARTY, askable[of[i]].party));
        if (same && i + 1 < told) continue;
        text_put(t, spoken(": ", " ", " "));
        put_duration_or_at_once(t, value[of[i]]);
    }
    if (told && same && told == ASKABLE) put_duration_or_at_once(t, value[of[0]]);
}

/* ---- any edge ---- */

void put_values_of_edge(text *t, const dispute_policy *policy, const dispute_edge *e) {
    char value[VALUE] = "";
    if (e->key == DISPUTE_KEY_ROUND_WINDOW || e->key == DISPUTE_KEY_ROUND_ANSWER) {
        put_values_of_rounds(t, policy, e->key);
    } else if (e->key) {
        read_key_or(policy, e->key, 0, value);
        text_put(t, value);
    }
}

void put_time_of_edge(text *t, const dispute_policy *policy, const dispute_edge *e) {
    char value[VALUE] = "";
    if (e->deadline == DISPUTE_DEADLINE_EVIDENCE) {
        put_evidence(t, policy, e);
        return;
    }
    switch (e->key) {
    case 0: return;
    case DISPUTE_KEY_APPEAL_WINDOW:
    case DISPUTE_KEY_ROUND_WINDOW:
    case DISPUTE_KEY_ROUND_ANSWER: put_rounds(t, policy, e->key); return;
    default: read_key_or(policy, e->key, 0, value); break;
    }
    if (value[0]) put_duration_or_at_once(t, value);
}
