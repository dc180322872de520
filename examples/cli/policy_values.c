/* policy_values.c - every key of a policy with its value, taken from the canonical text. */
#include "policy_values.h"
#include "output.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

/* The key of which there are many: "reason.*.liable" for "reason.quality.liable", "round.*.fee" for "round.2.fee". */
static int32_t starred_key(const char *name, size_t prefix, const char *end) {
    text whole = {NULL, 0, 0};
    text_print(&whole, "%.*s*%s", (int)prefix, name, end);
    int32_t key = word_read(DISPUTE_GROUP_KEY, text_string(&whole));
    text_free(&whole);
    return key;
}

static void read_key(policy_value *v) {
    static const char offset[] = "calendar.offset.", of_reason[] = "reason.", of_round[] = "round.";
    int reason = strncmp(v->name, of_reason, sizeof of_reason - 1) == 0;
    int round = strncmp(v->name, of_round, sizeof of_round - 1) == 0;
    size_t prefix = reason ? sizeof of_reason - 1 : sizeof of_round - 1;
    const char *word = reason || round ? v->name + prefix : "", *dot = strchr(word, '.');
    if (strncmp(v->name, offset, sizeof offset - 1) == 0)
        v->key = DISPUTE_KEY_CALENDAR_OFFSET;
    else
        v->key = dot ? starred_key(v->name, prefix, dot) : word_read(DISPUTE_GROUP_KEY, v->name);
    if (reason && dot) v->reason = dispute_word_number(DISPUTE_GROUP_REASON, word, (size_t)(dot - word));
    if (round) v->round = atoi(word);
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
        *one = (policy_value){.name = at, .value = equals + 3};
        read_key(one);
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
    static const struct {
        const char *begins;
        enum stage stage;
    } stages[] = {
        {"effective.", STAGE_VALIDITY},      {"open.", STAGE_OPENING},        {"contact.", STAGE_NEGOTIATION},
        {"amend.", STAGE_NEGOTIATION},       {"propose.", STAGE_NEGOTIATION}, {"negotiation.", STAGE_NEGOTIATION},
        {"escalate.", STAGE_NEGOTIATION},    {"guarantee.", STAGE_GUARANTEE}, {"platform.", STAGE_PLATFORM},
        {"suspend.", STAGE_PLATFORM},        {"extend.", STAGE_PLATFORM},     {"return.", STAGE_RETURN},
        {"replacement.", STAGE_REPLACEMENT}, {"appeal.", STAGE_APPEAL},       {"round.", STAGE_APPEAL},
        {"settlement.", STAGE_MONEY},        {"claim.", STAGE_MONEY},         {"reason.", STAGE_REASONS},
        {"calendar.", STAGE_CALENDAR},
    };
    const char *name = word_or_none(DISPUTE_GROUP_KEY, key);
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++)
        if (strncmp(name, stages[i].begins, strlen(stages[i].begins)) == 0) return stages[i].stage;
    return STAGE_RECORDS;
}

const char *stage_title(enum stage stage) {
    switch ((int)stage) {
    case STAGE_VALIDITY: return spoken("In force", "生效时间", "生效時間");
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
