/* policy_diff.c - dispute policy diff: what a seller would notice, were the one policy exchanged for the other. */
#include "answer_json.h"
#include "output.h"
#include "policy_arg.h"
#include "policy_command.h"
#include "policy_idle.h"
#include "policy_sentences.h"
#include "wording.h"
#include <stdio.h>
#include <string.h>

typedef struct diff {
    const dispute_policy *from_policy, *to_policy;
    policy_values from, to;
    char unsaid_from[64], unsaid_to[64]; /* values that are found in neither text */
    text out;
    int differences;
    int as_json;
} diff;

static int is_none(const char *value) { return value && strcmp(value, "none") == 0; }

/* How records are kept, and what has no effect, are nothing that a seller sees. */
static int is_unseen(const diff *d, const policy_value *v) {
    return stage_of_key(v->key) == STAGE_RECORDS || idle_of(&d->to, v) != IDLE_NOT;
}

/* The value of a key that the text leaves out: of a round it is the usual one, and where a change of the offset is not
 * said the market's own offset holds. */
static const char *unsaid(const dispute_policy *policy, const policy_values *all, const policy_value *v,
                          char room[64]) {
    size_t needed = 0;
    if (!v->round) return policy_key_value(all, v->key);
    return dispute_policy_get(policy, v->name, strlen(v->name), room, 64, &needed) == DISPUTE_DONE ? room : "";
}

static const char *before_of(diff *d, const policy_value *v) {
    const char *before = policy_value_of(&d->from, v->name);
    return before ? before : unsaid(d->from_policy, &d->from, v, d->unsaid_from);
}

/* The keys that either of them says, each with its value in the second; 0: there are no more. */
static int value_at(diff *d, size_t i, policy_value *v) {
    if (i < d->to.count) {
        *v = d->to.of[i];
        return 1;
    }
    if (i - d->to.count >= d->from.count) return 0;
    *v = d->from.of[i - d->to.count]; /* one that both say stands above: here it has its old value, as if unchanged */
    if (!policy_value_of(&d->to, v->name)) v->value = unsaid(d->to_policy, &d->to, v, d->unsaid_to);
    return 1;
}

/* Of a reason that neither of them accepts, nothing else is noticed. */
static int is_changed(diff *d, const policy_value *v) {
    char name[2 * DISPUTE_NAME_SIZE];
    if (v->key == DISPUTE_KEY_NAME || strcmp(before_of(d, v), v->value) == 0) return 0;
    if (!v->reason || v->key == DISPUTE_KEY_REASON_ENABLED) return 1;
    snprintf(name, sizeof name, "reason.%s.enabled", word_or_none(DISPUTE_GROUP_REASON, v->reason));
    const char *now = policy_value_of(&d->to, name);
    return now && strcmp(now, "yes") == 0;
}

static void put_enabled(text *t, const policy_value *v) {
    int now = strcmp(v->value, "yes") == 0;
    text_print(t,
               spoken(now ? "A case can now be opened for the reason “%s”."
                          : "A case can no longer be opened for the reason “%s”.",
                      now ? "现在能以“%s”为由发起纠纷。" : "不能再以“%s”为由发起纠纷。",
                      now ? "現在能以「%s」為由提出爭議。" : "不能再以「%s」為由提出爭議。"),
               label(DISPUTE_GROUP_REASON, v->reason));
}

/* A deadline that changed: what its silence does, where that stayed as it was. */
static void put_silence_as_before(diff *d, text *t, const policy_value *v) {
    int32_t key = silence_key_of(v->key);
    const char *now = key ? policy_key_value(&d->to, key) : NULL, *then = key ? policy_key_value(&d->from, key) : NULL;
    if (!now || !then || strcmp(now, then) != 0 || is_none(v->value)) return;
    policy_value silence = {.name = word_or_none(DISPUTE_GROUP_KEY, key), .value = now, .key = key};
    if (idle_of(&d->to, &silence) != IDLE_NOT) return;
    text_put(t, spoken(" ", "", ""));
    put_key_sentence(t, &silence, is_none(policy_key_value(&d->from, v->key)) ? NULL : then, READER_SELLER);
}

/* A table by amount that is gone: what the silence does for every amount. */
static void put_silence_instead(diff *d, text *t) {
    int32_t key = DISPUTE_KEY_NEGOTIATION_RESPONSE_ON_SILENCE;
    policy_value silence = {
        .name = word_or_none(DISPUTE_GROUP_KEY, key), .value = policy_key_value(&d->to, key), .key = key};
    if (idle_of(&d->to, &silence) != IDLE_NOT) return;
    text_put(t, spoken(" ", "", ""));
    put_key_sentence(t, &silence, NULL, READER_SELLER);
}

static void put_sentence(diff *d, text *t, const policy_value *v, const char *before) {
    if (v->key == DISPUTE_KEY_REASON_ENABLED) {
        put_enabled(t, v);
        return;
    }
    put_key_sentence(t, v, before, READER_SELLER);
    put_silence_as_before(d, t, v);
    if (v->key == DISPUTE_KEY_NEGOTIATION_RESPONSE_BY_AMOUNT && is_none(v->value)) put_silence_instead(d, t);
    enum idle why = idle_of(&d->to, v);
    text_put(t, why == IDLE_SILENCE ? spoken(" (There is no such deadline, so nobody notices.)",
                                             "（未设此期限，不会发生。）", "（未設此期限，不會發生。）")
                                    : idle_words(why));
}

static void put_difference(diff *d, const policy_value *v) {
    const char *before = before_of(d, v);
    text sentence = {NULL, 0, 0};
    put_sentence(d, &sentence, v, before);
    d->differences++;
    if (d->as_json) {
        json_t *line = json_object();
        put(line, "key", json_string(v->name));
        put(line, "from", json_string(before));
        put(line, "to", json_string(v->value));
        put(line, "noticed", json_boolean(!is_unseen(d, v)));
        put(line, "sentence", json_string(text_string(&sentence)));
        put_line(&d->out, line);
    } else {
        text_print(&d->out, "  %s\n      %s: %s -> %s\n", text_string(&sentence), v->name, before, v->value);
    }
    text_free(&sentence);
}

static void put_title(diff *d, int *told, const char *title) {
    if (!(*told)++ && !d->as_json) text_print(&d->out, "\n%s\n", title);
}

static void put_stage(diff *d, enum stage stage) {
    int told = 0;
    policy_value v;
    for (size_t i = 0; value_at(d, i, &v); i++) {
        if (stage_of_key(v.key) != stage || is_unseen(d, &v) || !is_changed(d, &v)) continue;
        put_title(d, &told, stage_title(stage));
        put_difference(d, &v);
    }
}

static void put_unseen(diff *d) {
    int told = 0;
    policy_value v;
    for (size_t i = 0; value_at(d, i, &v); i++) {
        if (!is_unseen(d, &v) || !is_changed(d, &v)) continue;
        put_title(d, &told, spoken("Nothing a seller would notice", "卖家不会注意到的变化", "賣家不會注意到的變化"));
        put_difference(d, &v);
    }
}

static void put_headline(diff *d, const char *from, const char *to) {
    int is_seen = d->out.size != 0;
    text rest = d->out;
    d->out = (text){NULL, 0, 0};
    if (strcmp(from, to) != 0)
        text_print(&d->out,
                   spoken(is_seen ? "From %s to %s, a seller would notice:\n"
                                  : "From %s to %s, a seller would notice nothing.\n",
                          is_seen ? "规则由 %s 改为 %s 后，卖家会注意到：\n"
                                  : "规则由 %s 改为 %s 后，卖家不会注意到任何变化。\n",
                          is_seen ? "規則由 %s 改為 %s 後，賣家會注意到：\n"
                                  : "規則由 %s 改為 %s 後，賣家不會注意到任何變化。\n"),
                   from, to);
    else
        text_print(&d->out,
                   spoken(is_seen ? "With these changes of %s a seller would notice:\n"
                                  : "With these changes of %s a seller would notice nothing.\n",
                          is_seen ? "这样修改 %s 后，卖家会注意到：\n" : "这样修改 %s 后，卖家不会注意到任何变化。\n",
                          is_seen ? "這樣修改 %s 後，賣家會注意到：\n" : "這樣修改 %s 後，賣家不會注意到任何變化。\n"),
                   to);
    text_put(&d->out, text_string(&rest));
    text_free(&rest);
}

static void compare(diff *d) {
    const char *from = policy_key_value(&d->from, DISPUTE_KEY_NAME), *to = policy_key_value(&d->to, DISPUTE_KEY_NAME);
    for (int stage = 0; stage < STAGES; stage++) put_stage(d, (enum stage)stage);
    if (!d->as_json) put_headline(d, from, to);
    put_unseen(d);
    if (d->differences || d->as_json) return;
    text_clear(&d->out);
    text_print(&d->out,
               spoken("%s and %s say the same: nobody would notice anything.\n",
                      "%s 与 %s 的内容相同，卖家不会感到任何变化。\n", "%s 與 %s 的內容相同，賣家不會感到任何變化。\n"),
               from, to);
}

int command_policy_diff(const arguments *a) {
    const char *second = a->words > 3 ? a->word[3] : a->word[2]; /* alone: against itself with the settings */
    dispute_policy *from = policy_unsealed(a->word[2], NULL, 0);
    dispute_policy *to = from ? policy_unsealed(second, a->list[OPTION_SET], a->count[OPTION_SET]) : NULL;
    diff d = {.as_json = a->value[OPTION_JSON] != NULL};
    int wrong = !to;
    if (to) {
        d.from_policy = from;
        d.to_policy = to;
        policy_values_read(&d.from, from);
        policy_values_read(&d.to, to);
        compare(&d);
        wrong = output_write(&d.out);
        policy_values_free(&d.from);
        policy_values_free(&d.to);
    }
    text_free(&d.out);
    dispute_policy_free(from);
    dispute_policy_free(to);
    return wrong ? EXIT_NOT_UNDERSTOOD : d.differences ? EXIT_REFUSED : EXIT_DONE;
}
