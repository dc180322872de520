/* policy_idle.c - keys of a policy that have no effect, as another key leaves nothing for them to decide. */
#include "policy_idle.h"
#include "policy_sentences.h"
#include "wording.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is(const policy_values *v, int32_t key, const char *value) {
    return strcmp(policy_key_value(v, key), value) == 0;
}

int is_unset(const policy_values *v, int32_t span_key) {
    int of_party = span_key == DISPUTE_KEY_PLATFORM_EVIDENCE_BUYER || span_key == DISPUTE_KEY_PLATFORM_EVIDENCE_SELLER;
    return is(v, span_key, "none") && (!of_party || is(v, DISPUTE_KEY_PLATFORM_EVIDENCE, "none"));
}

static int32_t span_counted_from(int32_t key) { /* the span of which it says from when it counts */
    switch (key) {
    case DISPUTE_KEY_OPEN_AFTER_FROM: return DISPUTE_KEY_OPEN_AFTER;
    case DISPUTE_KEY_OPEN_UNTIL_FROM: return DISPUTE_KEY_OPEN_UNTIL;
    case DISPUTE_KEY_PLATFORM_REVIEW_FROM: return DISPUTE_KEY_PLATFORM_REVIEW;
    default: return 0;
    }
}

static int grants_anything(const policy_values *v) {
    for (size_t i = 0; i < v->count; i++) {
        char enabled[2 * DISPUTE_NAME_SIZE];
        const policy_value *one = &v->of[i];
        if (one->key != DISPUTE_KEY_REASON_GRANT || strcmp(one->value, "none") == 0) continue;
        snprintf(enabled, sizeof enabled, "reason.%s.enabled", word_or_none(DISPUTE_GROUP_REASON, one->reason));
        const char *value = policy_value_of(v, enabled);
        if (value && strcmp(value, "yes") == 0) return 1;
    }
    return 0;
}

static int round_says(const policy_values *v, int32_t round, const char *what, const char *value, const char *unsaid) {
    char name[DISPUTE_NAME_SIZE];
    snprintf(name, sizeof name, "round.%d.%s", (int)round, what);
    const char *now = policy_value_of(v, name);
    return strcmp(now ? now : unsaid, value) == 0;
}

static enum idle idle_round(const policy_values *v, const policy_value *one) {
    if (one->round > atoi(policy_key_value(v, DISPUTE_KEY_APPEAL_ROUNDS))) return IDLE_ROUND;
    if (one->key == DISPUTE_KEY_ROUND_ANSWER && strcmp(one->value, "none") != 0
        && !round_says(v, one->round, "decides", "answer", "platform"))
        return IDLE_ANSWER;
    return one->key == DISPUTE_KEY_ROUND_LOSER_PAYS && round_says(v, one->round, "fee", "0", "0") ? IDLE_FEE : IDLE_NOT;
}

enum idle idle_of(const policy_values *v, const policy_value *one) {
    int32_t deadline = deadline_key_of(one->key), span = span_counted_from(one->key);
    int by_amount = one->key == DISPUTE_KEY_NEGOTIATION_RESPONSE_BY_AMOUNT;
    if (deadline && is_unset(v, deadline)) return IDLE_SILENCE;
    if (span && is_unset(v, span)) return IDLE_START;
    if (by_amount && strcmp(one->value, "none") != 0 && is_unset(v, DISPUTE_KEY_NEGOTIATION_RESPONSE))
        return IDLE_SILENCE;
    if (one->key == DISPUTE_KEY_NEGOTIATION_RESPONSE_ON_SILENCE
        && !is(v, DISPUTE_KEY_NEGOTIATION_RESPONSE_BY_AMOUNT, "none"))
        return IDLE_AMOUNTS;
    if (one->key == DISPUTE_KEY_OPEN_GRANT_PAYER && !grants_anything(v)) return IDLE_GRANTS;
    return one->round ? idle_round(v, one) : IDLE_NOT;
}

int says_nothing(const policy_values *v, const policy_value *one) {
    if (one->key == DISPUTE_KEY_ROUND_ANSWER)
        return strcmp(one->value, "none") == 0 && !round_says(v, one->round, "decides", "answer", "platform");
    return one->key == DISPUTE_KEY_ROUND_LOSER_PAYS && strcmp(one->value, "no") == 0
           && round_says(v, one->round, "fee", "0", "0");
}

const char *idle_words(enum idle why) {
    switch (why) {
    case IDLE_SILENCE:
        return spoken(" (There is no such deadline.)", "（未设此期限，不会发生。）", "（未設此期限，不會發生。）");
    case IDLE_START: return spoken(" (No such time is set.)", "（未设此时间。）", "（未設此時間。）");
    case IDLE_AMOUNTS:
        return spoken(" (The amount at stake decides instead.)", "（以按金额的规定为准。）",
                      "（以按金額的規定為準。）");
    case IDLE_GRANTS:
        return spoken(" (Nothing is granted that way.)", "（没有直接同意的诉求。）", "（沒有直接同意的訴求。）");
    case IDLE_ROUND: return spoken(" (There is no such round.)", "（没有这一轮。）", "（沒有這一輪。）");
    case IDLE_ANSWER:
        return spoken(" (Nobody has to answer in this round.)", "（这一轮无须答复。）", "（這一輪無須答覆。）");
    case IDLE_FEE: return spoken(" (There is no fee.)", "（这一轮不收费。）", "（這一輪不收費。）");
    case IDLE_NOT:
    default: return "";
    }
}
