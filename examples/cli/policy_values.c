/* policy_values.c - every key of a policy with its value, taken from the canonical text. */
#include "policy_values.h"
#include "output.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

static int32_t key_of(const char *name, int32_t *reason) {
    static const char offset[] = "calendar.offset.", of_reason[] = "reason.";
    *reason = 0;
    if (strncmp(name, offset, sizeof offset - 1) == 0) return DISPUTE_KEY_CALENDAR_OFFSET;
    if (strncmp(name, of_reason, sizeof of_reason - 1) != 0) return word_read(DISPUTE_GROUP_KEY, name);
    const char *word = name + sizeof of_reason - 1, *dot = strchr(word, '.');
    *reason = dot ? dispute_word_number(DISPUTE_GROUP_REASON, word, (size_t)(dot - word)) : 0;
    text whole = {NULL, 0, 0};
    text_print(&whole, "reason.*%s", dot ? dot : "");
    int32_t key = word_read(DISPUTE_GROUP_KEY, text_string(&whole));
    text_free(&whole);
    return key;
}

static void *room_for(size_t count, size_t size) {
    void *block = calloc(count, size);
    if (block) return block;
    complain("%s", spoken("there is not enough memory", "内存不足", "記憶體不足"));
    exit(EXIT_NOT_UNDERSTOOD);
}

void policy_values_read(policy_values *v, const dispute_policy *policy) {
    size_t needed = 0, lines = 0;
    *v = (policy_values){{NULL, 0, 0}, NULL, 0};
    dispute_policy_print(policy, NULL, 0, &needed);
    char *all = room_for(needed + 1, 1);
    dispute_policy_print(policy, all, needed + 1, &needed);
    text_put(&v->canonical, all);
    free(all);
    for (const char *at = text_string(&v->canonical); *at; at++) lines += *at == '\n';
    v->of = room_for(lines + 1, sizeof *v->of);
    for (char *at = v->canonical.bytes; at && *at;) {
        char *equals = strstr(at, " = "), *end = strchr(at, '\n');
        if (!equals || !end) break;
        *equals = *end = 0;
        policy_value *one = &v->of[v->count++];
        *one = (policy_value){at, equals + 3, 0, 0};
        one->key = key_of(one->name, &one->reason);
        at = end + 1;
    }
}

void policy_values_free(policy_values *v) {
    text_free(&v->canonical);
    free(v->of);
    v->of = NULL;
}

const char *policy_value_of(const policy_values *v, const char *name) {
    for (size_t i = 0; i < v->count; i++)
        if (strcmp(v->of[i].name, name) == 0) return v->of[i].value;
    return NULL;
}

const char *policy_key_value(const policy_values *v, int32_t key) {
    const char *value = policy_value_of(v, word_or_none(DISPUTE_GROUP_KEY, key));
    return value ? value : "";
}

enum stage stage_of_key(int32_t key) {
    if (key <= DISPUTE_KEY_OPEN_REOPEN_TIMES) return STAGE_OPENING;
    if (key <= DISPUTE_KEY_ESCALATE_SELLER) return STAGE_NEGOTIATION;
    if (key <= DISPUTE_KEY_GUARANTEE_REVIEW_ON_SILENCE) return STAGE_GUARANTEE;
    if (key <= DISPUTE_KEY_PLATFORM_PLAN_ON_SILENCE) return STAGE_PLATFORM;
    if (key == DISPUTE_KEY_SUSPEND_AT_MOST || key == DISPUTE_KEY_EXTEND_TIMES) return STAGE_PLATFORM;
    if (key <= DISPUTE_KEY_RETURN_WAIVE) return STAGE_RETURN;
    if (key <= DISPUTE_KEY_REPLACEMENT_RECEIVE_ON_SILENCE) return STAGE_REPLACEMENT;
    if (key <= DISPUTE_KEY_APPEAL_MONEY) return STAGE_APPEAL;
    if (key <= DISPUTE_KEY_CLAIM_ANSWER) return STAGE_MONEY;
    if (key >= DISPUTE_KEY_REASON_ENABLED && key <= DISPUTE_KEY_REASON_MAY_CHANGE_KIND) return STAGE_REASONS;
    if (key >= DISPUTE_KEY_CALENDAR_OFFSET && key <= DISPUTE_KEY_CALENDAR_HOLIDAYS) return STAGE_CALENDAR;
    return STAGE_RECORDS;
}

const char *stage_title(enum stage stage) {
    switch ((int)stage) {
    case STAGE_OPENING: return spoken("Opening a case", "发起纠纷", "提出爭議");
    case STAGE_NEGOTIATION: return spoken("Negotiation", "协商", "協商");
    case STAGE_GUARANTEE: return spoken("After-sales guarantee", "售后保障", "售後保障");
    case STAGE_PLATFORM: return spoken("Review by the platform", "平台审核", "平台審核");
    case STAGE_RETURN: return spoken("Return", "退货", "退貨");
    case STAGE_REPLACEMENT: return spoken("Replacement", "补发", "補寄");
    case STAGE_APPEAL: return spoken("Appeal", "申诉", "申訴");
    case STAGE_MONEY: return spoken("Payments and claims", "付款与索赔", "付款與索賠");
    case STAGE_REASONS: return spoken("Reasons", "纠纷原因", "爭議原因");
    case STAGE_CALENDAR: return spoken("Calendar", "日历", "日曆");
    default: return spoken("Records", "记录", "記錄");
    }
}
