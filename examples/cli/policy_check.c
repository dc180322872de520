/* policy_check.c - dispute policy check: what a policy can come to, how long it takes, who wins by each silence, and
 * every fault with the knob that makes it. */
#include "answer_json.h"
#include "durations.h"
#include "edge_time.h"
#include "output.h"
#include "policy_arg.h"
#include "policy_command.h"
#include "policy_sentences.h"
#include "wording.h"
#include <string.h>

typedef struct checked {
    const dispute_policy *policy;
    dispute_report report;
    policy_faults unread; /* lines and settings; the report is about the rest */
    policy_values values;
    text out;
} checked;

static int fault_count(const checked *c) { return (int)c->unread.count + c->report.faults; }

/* ---- how long ---- */

static void put_lasts(text *t, int64_t ms, const char *behind) {
    if (ms == dispute_never()) {
        text_put(t, spoken("nothing limits it.\n", "没有上限。\n", "沒有上限。\n"));
        return;
    }
    put_ms(t, ms);
    text_put(t, behind);
}

static json_t *lasts_json(int64_t ms) { return ms == dispute_never() ? json_null() : json_integer(ms); }

static void put_summary(checked *c) {
    const dispute_report *r = &c->report;
    text *t = &c->out;
    const char *name = policy_key_value(&c->values, DISPUTE_KEY_NAME);
    if (fault_count(c))
        text_print(t,
                   spoken(fault_count(c) == 1 ? "The rules %s have %d fault and cannot be used.\n"
                                              : "The rules %s have %d faults and cannot be used.\n",
                          "规则 %s 有 %d 处问题，不能使用。\n", "規則 %s 有 %d 處問題，不能使用。\n"),
                   name, fault_count(c));
    else
        text_print(t,
                   spoken("The rules %s are safe: no case can hang, go in circles or lose money.\n",
                          "规则 %s 通过检查：纠纷不会停滞、循环或造成资金差错。\n",
                          "規則 %s 通過檢查：爭議不會停滯、循環或造成款項錯誤。\n"),
                   name);
    if (c->unread.count)
        text_put(t, spoken("Without the lines that cannot be read:\n", "除去无法识别的内容后：\n",
                           "除去無法辨識的內容後：\n"));
    text_print(t,
               spoken("  %d states can be reached, over %d ways.\n", "  可以到达 %d 个状态，共有 %d 种流转。\n",
                      "  可以到達 %d 個狀態，共有 %d 種流轉。\n"),
               (int)r->states, (int)r->edges);
    text_put(t, spoken("  The longest case: ", "  纠纷最长持续：", "  爭議最長持續："));
    put_lasts(
        t, r->longest_case,
        spoken(", not counting payments, re-openings, claims, and what the platform takes beyond its deadlines.\n",
               "（不含付款、重新发起、索赔，以及平台超出期限的时间）。\n",
               "（不含付款、重新提出、索賠，以及平台超出期限的時間）。\n"));
    text_put(t, spoken("  The longest that nobody acts: ", "  无人处理时最长持续：", "  無人處理時最長持續："));
    put_lasts(t, r->longest_silence, spoken(".\n", "。\n", "。\n"));
    text_print(t,
               spoken("  Silence makes at most %d steps in a row.\n", "  无人处理时最多连续自动进行 %d 步。\n",
                      "  無人處理時最多連續自動進行 %d 步。\n"),
               (int)r->turns);
}

/* ---- faults ---- */

static void put_fault(checked *c, const dispute_problem *p) {
    text *t = &c->out;
    char unsaid[64]; /* of a round that the text leaves out */
    size_t needed = 0;
    const char *value = policy_value_of(&c->values, p->name);
    if (!value
        && dispute_policy_get(c->policy, p->name, strlen(p->name), unsaid, sizeof unsaid, &needed) == DISPUTE_DONE)
        value = unsaid;
    const char *sentence = dispute_word_sentence(DISPUTE_GROUP_DETAIL, p->detail, language());
    text_print(t, "  %s%s%s\n      %s", p->name, value ? " = " : "", value ? value : "", sentence ? sentence : "");
    if (p->limit) text_print(t, spoken(" The limit is %d.", "上限为 %d。", "上限為 %d。"), (int)p->limit);
    if (p->state)
        text_print(t, spoken(" This happens at “%s”.", "问题出现在“%s”状态。", "問題出現在「%s」狀態。"),
                   label(DISPUTE_GROUP_STATE, p->state));
    text_put(t, "\n");
}

static void put_unread(checked *c, const policy_fault *f) {
    text sentence = {NULL, 0, 0};
    dispute_problem alone = f->problem; /* line and key are in what was written */
    alone.line = 0;
    alone.name[0] = 0;
    put_problem(&sentence, &alone);
    text_print(&c->out, "  %s\n      %s\n", text_string(&f->written), text_string(&sentence));
    text_free(&sentence);
}

static void put_faults(checked *c) {
    dispute_problem problem = {.size = sizeof problem};
    if (fault_count(c)) text_print(&c->out, "\n%s\n", spoken("Faults", "问题", "問題"));
    for (size_t i = 0; i < c->unread.count; i++) put_unread(c, &c->unread.of[i]);
    if (c->unread.more)
        text_put(&c->out, spoken("  There are too many; the rest of the file was not read.\n",
                                 "  问题过多，文件的其余部分未读取。\n", "  問題過多，檔案的其餘部分未讀取。\n"));
    for (uint32_t i = 0; dispute_policy_fault(c->policy, i, &problem) == DISPUTE_DONE; i++) put_fault(c, &problem);
}

/* ---- where it waits ---- */

static int is_reached(const dispute_policy *policy, int32_t state) {
    dispute_edge e = {.size = sizeof e};
    for (uint32_t i = 0; dispute_policy_edge(policy, i, &e) == DISPUTE_DONE; i++)
        for (uint32_t n = 0; n < e.nexts; n++)
            if (e.next[n] == state) return 1;
    return 0;
}

/* The next state after this one in which the policy lets silence wait for the platform, also where no deadline is left
 * that could be listed; 0: there is none. */
static int32_t next_waiting(const checked *c, int32_t after) {
    static const struct {
        int32_t state, key;
    } may_wait[] = {{DISPUTE_STATE_GUARANTEE_WAITING, DISPUTE_KEY_GUARANTEE_REVIEW_ON_SILENCE},
                    {DISPUTE_STATE_PLATFORM_REVIEW, DISPUTE_KEY_PLATFORM_REVIEW_ON_SILENCE},
                    {DISPUTE_STATE_RULING_APPEALED, DISPUTE_KEY_PLATFORM_REVIEW_ON_SILENCE}};
    for (size_t i = 0; i < sizeof may_wait / sizeof may_wait[0]; i++)
        if (may_wait[i].state > after && is_reached(c->policy, may_wait[i].state)
            && strcmp(policy_key_value(&c->values, may_wait[i].key), "wait") == 0
            && (may_wait[i].state != DISPUTE_STATE_RULING_APPEALED || platform_decides_a_round(c->policy)))
            return may_wait[i].state;
    return 0;
}

static void put_waiting(checked *c) {
    text states = {NULL, 0, 0};
    for (int32_t state = 0; (state = next_waiting(c, state)) != 0;)
        text_print(&states, "%s%s", states.size ? between() : "", label(DISPUTE_GROUP_STATE, state));
    if (states.size)
        text_print(&c->out,
                   spoken("\nIn these states the case waits for the platform, however long that takes: %s.\n",
                          "\n在以下状态会一直等待平台处理，没有期限：%s。\n",
                          "\n在以下狀態會一直等待平台處理，沒有期限：%s。\n"),
                   text_string(&states));
    text_free(&states);
}

/* ---- silences ---- */

static const char *without_choice(int32_t deadline) { /* what the deadlines do that have no key for it */
    switch (deadline) {
    case DISPUTE_DEADLINE_TAKEOVER:
        return spoken("the after-sales guarantee takes over", "由售后保障接管", "由售後保障接管");
    case DISPUTE_DEADLINE_APPEAL: return spoken("the ruling stands", "裁决生效", "裁決生效");
    case DISPUTE_DEADLINE_RESPONSE:
        return spoken("whoever appealed gets what he wants", "支持申诉方的主张", "支持申訴方的主張");
    default: return spoken("the claim lapses", "索赔失效", "索賠失效");
    }
}

static const char *for_whom(const dispute_edge *e) {
    if (e->winner == DISPUTE_PARTY_BUYER) return spoken("for the buyer", "有利于买家", "對買家有利");
    if (e->winner == DISPUTE_PARTY_SELLER) return spoken("for the seller", "有利于卖家", "對賣家有利");
    if (e->deadline == DISPUTE_DEADLINE_APPEAL) return spoken("as the ruling says", "以裁决为准", "以裁決為準");
    if (e->deadline == DISPUTE_DEADLINE_CLAIM)
        return spoken("the decision stays as it is", "不影响处理结果", "不影響處理結果");
    return spoken("nobody has won yet", "尚无定论", "尚無定論");
}

static void put_what(text *t, const dispute_edge *e) {
    if (e->silence)
        put_silence_phrase(t, e->silence_key, e->silence, READER_ANYBODY);
    else
        text_put(t, without_choice(e->deadline));
}

static void put_silence_of(checked *c, const dispute_edge *e) {
    text *t = &c->out;
    text_print(t, "    %s", label(DISPUTE_GROUP_DEADLINE, e->deadline));
    text_put(t, spoken(", ", "，", "，"));
    put_time_of_edge(t, c->policy, e);
    if (e->silence_key == DISPUTE_KEY_NEGOTIATION_RESPONSE_BY_AMOUNT) {
        text_put(t, spoken(", ", "，涉及金额", "，涉及金額"));
        put_amounts_of(t, policy_key_value(&c->values, e->silence_key), e->silence);
    }
    text_put(t, spoken(": ", "：", "："));
    put_what(t, e);
    text_print(t, spoken(" (%s)\n", "（%s）\n", "（%s）\n"), for_whom(e));
}

static void put_silences(checked *c) {
    dispute_edge e = {.size = sizeof e};
    int32_t state = 0;
    text_print(&c->out, "\n%s\n", spoken("Where nobody acts in time", "逾期未处理时", "逾期未處理時"));
    for (uint32_t i = 0; dispute_policy_edge(c->policy, i, &e) == DISPUTE_DONE; i++) {
        if (!e.deadline) continue;
        if (e.from_state != state) text_print(&c->out, "  %s\n", label(DISPUTE_GROUP_STATE, e.from_state));
        state = e.from_state;
        put_silence_of(c, &e);
    }
}

static void put_text(checked *c) {
    put_summary(c);
    put_faults(c);
    put_silences(c);
    put_waiting(c);
}

/* ---- JSON: a line for the whole, one for each silence, one for each fault ---- */

static void put_json_silence(checked *c, const dispute_edge *e) {
    json_t *line = json_object(), *leads = json_array();
    text what = {NULL, 0, 0}, after = {NULL, 0, 0};
    put_what(&what, e);
    put_values_of_edge(&after, c->policy, e);
    for (uint32_t i = 0; i < e->nexts; i++) append(leads, word_json(DISPUTE_GROUP_STATE, e->next[i]));
    put(line, "state", word_json(DISPUTE_GROUP_STATE, e->from_state));
    put(line, "deadline", word_json(DISPUTE_GROUP_DEADLINE, e->deadline));
    put(line, "key", word_json(DISPUTE_GROUP_KEY, e->key));
    put(line, "after", json_string(text_string(&after)));
    put(line, "silence", word_json(DISPUTE_GROUP_SILENCE, e->silence));
    put(line, "winner", word_json(DISPUTE_GROUP_PARTY, e->winner));
    put(line, "next", leads);
    put(line, "sentence", json_string(text_string(&what)));
    put_line(&c->out, line);
    text_free(&what);
    text_free(&after);
}

/* A file may hold any bytes, and a long name is cut somewhere: JSON takes neither. Keys are ASCII. */
static dispute_problem as_unicode(const dispute_problem *p) {
    dispute_problem clean = *p;
    json_t *name = json_string(clean.name);
    for (char *at = clean.name; !name && *at; at++)
        if ((unsigned char)*at > 0x7F) *at = '?';
    json_decref(name);
    return clean;
}

static void put_json_fault(checked *c, const dispute_problem *of) {
    dispute_problem clean = as_unicode(of), *p = &clean;
    text sentence = {NULL, 0, 0};
    json_t *line = json_object();
    put_problem(&sentence, p);
    put(line, "fault",
        p->detail ? word_json(DISPUTE_GROUP_DETAIL, p->detail) : word_json(DISPUTE_GROUP_RESULT, p->result));
    put(line, "state", word_json(DISPUTE_GROUP_STATE, p->state));
    put(line, "line", p->line ? json_integer(p->line) : json_null());
    put(line, "key", json_string(p->name));
    put(line, "sentence", json_string(text_string(&sentence)));
    put_line(&c->out, line);
    text_free(&sentence);
}

static void put_json(checked *c) {
    const dispute_report *r = &c->report;
    dispute_edge e = {.size = sizeof e};
    dispute_problem p = {.size = sizeof p};
    json_t *line = json_object(), *waiting = json_array();
    for (int32_t state = 0; (state = next_waiting(c, state)) != 0;)
        append(waiting, word_json(DISPUTE_GROUP_STATE, state));
    put(line, "policy", json_string(policy_key_value(&c->values, DISPUTE_KEY_NAME)));
    put(line, "safe", json_boolean(fault_count(c) == 0));
    put(line, "states", json_integer(r->states));
    put(line, "edges", json_integer(r->edges));
    put(line, "faults", json_integer(fault_count(c)));
    put(line, "waits", json_integer(r->waits));
    put(line, "waiting", waiting);
    put(line, "turns", json_integer(r->turns));
    put(line, "longest_silence_ms", lasts_json(r->longest_silence));
    put(line, "longest_case_ms", lasts_json(r->longest_case));
    put_line(&c->out, line);
    for (uint32_t i = 0; dispute_policy_edge(c->policy, i, &e) == DISPUTE_DONE; i++)
        if (e.deadline) put_json_silence(c, &e);
    for (size_t i = 0; i < c->unread.count; i++) put_json_fault(c, &c->unread.of[i].problem);
    for (uint32_t i = 0; dispute_policy_fault(c->policy, i, &p) == DISPUTE_DONE; i++) put_json_fault(c, &p);
}

int command_policy_check(const arguments *a) {
    const char *named = a->words > 2 ? a->word[2] : NULL;
    checked c = {.report = {.size = sizeof c.report}};
    dispute_policy *policy = policy_with_faults(named, a->list[OPTION_SET], a->count[OPTION_SET], &c.unread);
    c.policy = policy;
    int wrong = !policy, faults = 0;
    if (policy) {
        policy_values_read(&c.values, policy);
        wrong = dispute_policy_check(policy, &c.report) != DISPUTE_DONE;
        if (wrong) complain_no_memory();
        faults = fault_count(&c);
        if (!wrong && a->value[OPTION_JSON])
            put_json(&c);
        else if (!wrong)
            put_text(&c);
        if (!wrong) wrong = output_write(&c.out);
        policy_values_free(&c.values);
    }
    policy_faults_free(&c.unread);
    text_free(&c.out);
    dispute_policy_free(policy);
    return wrong ? EXIT_NOT_UNDERSTOOD : faults ? EXIT_REFUSED : EXIT_DONE;
}
