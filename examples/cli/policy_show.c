/* policy_show.c - dispute policy show: every key of a policy in a sentence, stage by stage; of the reasons, which of
 * them. */
#include "answer_json.h"
#include "output.h"
#include "policy_arg.h"
#include "policy_command.h"
#include "policy_idle.h"
#include "policy_sentences.h"
#include "wording.h"
#include <string.h>

static void put_key(text *t, const policy_values *v, const policy_value *one) {
    text_put(t, "  ");
    put_key_sentence(t, one, NULL, READER_ANYBODY);
    text_print(t, "%s\n      %s = %s\n", idle_words(idle_of(v, one)), one->name, one->value);
}

/* ---- stages: what belongs to a key stands behind it, wherever its number would put it ---- */

static int belongs_to(const policy_value *one, const policy_value *above) { /* open.after.from to open.after */
    size_t size = strlen(above->name);
    return strncmp(one->name, above->name, size) == 0 && one->name[size] == '.';
}

/* The longest name that it belongs to; NULL: it stands by itself. */
static const policy_value *above(const policy_values *v, const policy_value *one) {
    const policy_value *nearest = NULL;
    for (size_t i = 0; i < v->count; i++)
        if (belongs_to(one, &v->of[i]) && (!nearest || belongs_to(&v->of[i], nearest))) nearest = &v->of[i];
    return nearest;
}

static void put_family(text *t, const policy_values *v, enum stage stage, const policy_value *head) {
    for (size_t i = 0; i < v->count; i++) {
        const policy_value *one = &v->of[i];
        if (stage_of_key(one->key) != stage || above(v, one) != head || says_nothing(v, one)) continue;
        put_key(t, v, one);
        put_family(t, v, stage, one);
    }
}

/* ---- reasons: by value, so that twenty reasons are a few sentences ---- */

static int is_enabled(const policy_values *v, int32_t reason) {
    for (size_t i = 0; i < v->count; i++)
        if (v->of[i].reason == reason && v->of[i].key == DISPUTE_KEY_REASON_ENABLED)
            return strcmp(v->of[i].value, "yes") == 0;
    return 0;
}

static int count_enabled(const policy_values *v) {
    int count = 0;
    for (size_t i = 0; i < v->count; i++)
        count += v->of[i].key == DISPUTE_KEY_REASON_ENABLED && strcmp(v->of[i].value, "yes") == 0;
    return count;
}

/* "Poor quality, Counterfeit": those whose key has this value; how many. */
static int put_reasons(text *t, const policy_values *v, int32_t key, const char *value) {
    int count = 0;
    for (size_t i = 0; i < v->count; i++) {
        const policy_value *one = &v->of[i];
        if (one->key != key || strcmp(one->value, value) != 0) continue;
        if (key != DISPUTE_KEY_REASON_ENABLED && !is_enabled(v, one->reason)) continue;
        if (count++) text_put(t, spoken(", ", "、", "、"));
        text_put(t, label(DISPUTE_GROUP_REASON, one->reason));
    }
    return count;
}

static void put_group(text *t, const policy_values *v, int32_t key, const char *value, const char *begins) {
    text names = {NULL, 0, 0};
    const char *key_name = word_or_none(DISPUTE_GROUP_KEY, key);
    int count = put_reasons(&names, v, key, value);
    if (count > 1 && key != DISPUTE_KEY_REASON_ENABLED && count == count_enabled(v)) {
        text_free(&names);
        text_put(&names, spoken("every reason that a case can be opened for", "所有可以发起纠纷的原因",
                                "所有可以提出爭議的原因"));
    }
    if (count)
        text_print(t,
                   spoken("  %s: %s.\n      %s = %s\n", "  %s：%s。\n      %s = %s\n", "  %s：%s。\n      %s = %s\n"),
                   begins, text_string(&names), key_name, value);
    text_free(&names);
}

static void put_begin(text *t, int32_t key, const char *value) {
    text amount = {NULL, 0, 0};
    put_minor_units(&amount, value);
    if (key == DISPUTE_KEY_REASON_GRANT)
        text_print(t,
                   spoken("Granted at the opening itself, with at most %s at stake, are requests for",
                          "涉及金额不超过 %s时，发起时直接同意的原因", "涉及金額不超過 %s時，提出時直接同意的原因"),
                   text_string(&amount));
    else
        text_print(t,
                   spoken("The buyer can get up to %s times the order's amount for", "最多可获订单金额 %s 倍赔付的原因",
                          "最多可獲訂單金額 %s 倍賠付的原因"),
                   value);
    text_free(&amount);
}

/* A sentence for each value that is not the usual one. */
static void put_groups_but(text *t, const policy_values *v, int32_t key, const char *usual) {
    for (size_t i = 0; i < v->count; i++) {
        const policy_value *one = &v->of[i];
        int told = one->key != key || strcmp(one->value, usual) == 0;
        for (size_t before = 0; before < i && !told; before++)
            told = v->of[before].key == key && strcmp(v->of[before].value, one->value) == 0;
        if (told) continue;
        text begins = {NULL, 0, 0};
        put_begin(&begins, key, one->value);
        put_group(t, v, key, one->value, text_string(&begins));
        text_free(&begins);
    }
}

static void put_all_reasons(text *t, const policy_values *v) {
    put_group(t, v, DISPUTE_KEY_REASON_ENABLED, "yes",
              spoken("A case can be opened for", "可以发起纠纷的原因", "可以提出爭議的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_ENABLED, "no",
              spoken("A case cannot be opened for", "不能发起纠纷的原因", "不能提出爭議的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_LIABLE, "seller",
              spoken("Without a ruling, the fault lies with the seller for", "没有裁决时由卖家承担责任的原因",
                     "沒有裁決時由賣家承擔責任的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_LIABLE, "buyer",
              spoken("Without a ruling, the fault lies with the buyer for", "没有裁决时由买家承担责任的原因",
                     "沒有裁決時由買家承擔責任的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_LIABLE, "carrier",
              spoken("Without a ruling, the fault lies with the carrier for", "没有裁决时由物流公司承担责任的原因",
                     "沒有裁決時由物流公司承擔責任的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_LIABLE, "platform",
              spoken("Without a ruling, the fault lies with the platform for", "没有裁决时由平台承担责任的原因",
                     "沒有裁決時由平台承擔責任的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_LIABLE, "none",
              spoken("Without a ruling, nobody is at fault for", "没有裁决时不认定责任方的原因",
                     "沒有裁決時不認定責任方的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_EVIDENCE, "yes",
              spoken("Evidence has to be handed in at the opening for", "发起纠纷时必须提交证据的原因",
                     "提出爭議時必須提交證據的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_EVIDENCE, "no",
              spoken("No evidence is needed at the opening for", "发起纠纷时不必提交证据的原因",
                     "提出爭議時不必提交證據的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_GUARANTEE, "yes",
              spoken("The after-sales guarantee covers", "售后保障范围内的原因", "售後保障範圍內的原因"));
    put_group(
        t, v, DISPUTE_KEY_REASON_GUARANTEE, "no",
        spoken("Not covered by the after-sales guarantee", "不在售后保障范围内的原因", "不在售後保障範圍內的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_MAY_CHANGE_KIND, "yes",
              spoken("The buyer can ask for another kind of solution later for", "买家之后可以改为另一种处理方式的原因",
                     "買家之後可以改為另一種處理方式的原因"));
    put_group(t, v, DISPUTE_KEY_REASON_MAY_CHANGE_KIND, "no",
              spoken("The buyer keeps to the kind of solution asked for with", "买家之后不能改变处理方式的原因",
                     "買家之後不能改變處理方式的原因"));
    put_groups_but(t, v, DISPUTE_KEY_REASON_GRANT, "none");
    put_groups_but(t, v, DISPUTE_KEY_REASON_MULTIPLE, "1");
}

/* ---- */

static void put_text(text *t, const policy_values *v) {
    text_print(t, spoken("The rules %s\n", "规则 %s\n", "規則 %s\n"), policy_key_value(v, DISPUTE_KEY_NAME));
    for (int stage = 0; stage < STAGES; stage++) {
        text_print(t, "\n%s\n", stage_title((enum stage)stage));
        if (stage == STAGE_REASONS)
            put_all_reasons(t, v);
        else
            put_family(t, v, (enum stage)stage, NULL);
    }
}

static void put_json(text *t, const policy_values *v) {
    for (size_t i = 0; i < v->count; i++) {
        text sentence = {NULL, 0, 0};
        json_t *line = json_object();
        put_key_sentence(&sentence, &v->of[i], NULL, READER_ANYBODY);
        put(line, "key", json_string(v->of[i].name));
        put(line, "value", json_string(v->of[i].value));
        put(line, "sentence", json_string(text_string(&sentence)));
        put_line(t, line);
        text_free(&sentence);
    }
}

int command_policy_show(const arguments *a) {
    const char *named = a->words > 2 ? a->word[2] : NULL;
    dispute_policy *policy = policy_unsealed(named, a->list[OPTION_SET], a->count[OPTION_SET]);
    policy_values v;
    text out = {NULL, 0, 0};
    if (!policy) return EXIT_NOT_UNDERSTOOD;
    policy_values_read(&v, policy);
    if (a->value[OPTION_JSON])
        put_json(&out, &v);
    else
        put_text(&out, &v);
    int wrong = output_write(&out);
    policy_values_free(&v);
    text_free(&out);
    dispute_policy_free(policy);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
