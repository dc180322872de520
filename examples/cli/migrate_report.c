/* migrate_report.c - what became of a case that was to move to another policy, and of all of them. */
#include "migrate_report.h"
#include "answer_json.h"
#include "fate_report.h"
#include "wording.h"
#include <inttypes.h>
#include <string.h>

/* ---- for people ---- */

/* "market@2"; with the beginning of its digest, where both have the same name. */
static void put_policy(text *t, const named_policy *p, const move *m) {
    text_put(t, p->name);
    if (strcmp(m->from.name, m->to->name) != 0) return;
    text_put(t, spoken(" (", "（", "（"));
    for (size_t i = 0; i < 4; i++) text_print(t, "%02x", p->digest[i]);
    text_put(t, spoken("…)", "…）", "…）"));
}

static void put_what_became(text *t, const move *m) {
    text from = {NULL, 0, 0}, to = {NULL, 0, 0};
    put_policy(&from, &m->from, m);
    put_policy(&to, m->to, m);
    if (m->became == MOVED && m->dry)
        text_print(t, spoken(" would move from %s to %s.\n", " 会从 %s 改用 %s。\n", " 會從 %s 改用 %s。\n"),
                   text_string(&from), text_string(&to));
    else if (m->became == MOVED)
        text_print(t, spoken(" has moved from %s to %s.\n", " 已从 %s 改用 %s。\n", " 已從 %s 改用 %s。\n"),
                   text_string(&from), text_string(&to));
    else if (m->became == ALREADY)
        text_print(t, spoken(" is under %s already.\n", " 已经适用 %s。\n", " 已經適用 %s。\n"), m->to->name);
    else if (m->became == FAILED)
        text_put(t, m->dry ? spoken(" could not be moved; standard error says why.\n",
                                    " 无法改用，原因见标准错误输出。\n", " 無法改用，原因見標準錯誤輸出。\n")
                           : spoken(" could not be moved, and is what it was; standard error says why.\n",
                                    " 无法改用，没有改动，原因见标准错误输出。\n",
                                    " 無法改用，沒有更動，原因見標準錯誤輸出。\n"));
    else
        text_print(t, spoken(" stays under %s. ", " 仍适用 %s。", " 仍適用 %s。"), text_string(&from));
    if (m->became == REFUSED || m->became == DECIDED) {
        put_problem(t, &m->problem);
        text_put(t, "\n");
    }
    text_free(&from);
    text_free(&to);
}

void put_move(text *t, const move *m) {
    text line = {NULL, 0, 0};
    const char *after = m->dry ? spoken("then", "新规则", "新規則") : spoken("now", "新规则", "新規則");
    text_put_clean(t, m->id, strlen(m->id));
    put_what_became(t, m);
    if (m->became == FAILED) return;
    text_put(t, text_string(&m->told));
    if (m->became != MOVED) return;
    put_fate(t, m->dry ? spoken("now", "原规则", "原規則") : spoken("before", "原规则", "原規則"), &m->before, m->at);
    if (m->differs) {
        put_fate(t, after, &m->after, m->at);
        return;
    }
    text_put(&line, spoken("the same", "不变", "不變"));
    put_behind(t, after, &line);
    text_free(&line);
}

static void put_count(text *t, int64_t count, const char *what) {
    if (count)
        text_print(t, spoken("  %s: %" PRId64 ".\n", "  %s：%" PRId64 " 个。\n", "  %s：%" PRId64 " 個。\n"), what,
                   count);
}

void put_move_totals(text *t, const move_totals *sum, const named_policy *to, int dry) {
    text_print(t,
               dry ? spoken(sum->cases == 1
                                ? "Of %" PRId64 " case, %" PRId64 " would move to %s. Nothing was changed.\n"
                                : "Of %" PRId64 " cases, %" PRId64 " would move to %s. Nothing was changed.\n",
                            "共 %" PRId64 " 个纠纷，其中 %" PRId64 " 个会改用 %s。没有作任何改动。\n",
                            "共 %" PRId64 " 個爭議，其中 %" PRId64 " 個會改用 %s。沒有作任何更動。\n")
                   : spoken(sum->cases == 1 ? "Of %" PRId64 " case, %" PRId64 " moved to %s.\n"
                                            : "Of %" PRId64 " cases, %" PRId64 " moved to %s.\n",
                            "共 %" PRId64 " 个纠纷，其中 %" PRId64 " 个已改用 %s。\n",
                            "共 %" PRId64 " 個爭議，其中 %" PRId64 " 個已改用 %s。\n"),
               sum->cases, sum->became[MOVED], to->name);
    put_count(t, sum->differ,
              spoken("Of these, go differently if nobody acts", "其中一直无人处理时走向会不同的",
                     "其中一直無人處理時走向會不同的"));
    put_count(t, sum->became[ALREADY], spoken("Under it already", "已经适用的", "已經適用的"));
    put_count(t, sum->became[DECIDED],
              spoken("Decided, and stay as they are", "已有结果、保持不变的", "已有結果、保持不變的"));
    put_count(t, sum->became[REFUSED], spoken("Refused by the rules", "按规则被拒绝的", "按規則被拒絕的"));
    put_count(t, sum->became[FAILED], spoken("Could not be moved", "无法改用的", "無法改用的"));
}

/* ---- as JSON ---- */

static const char *const names[BECAME] = {
    [MOVED] = "moved", [ALREADY] = "already", [DECIDED] = "decided", [REFUSED] = "refused", [FAILED] = "damaged"};

static json_t *policy_json(const named_policy *p) {
    json_t *o = json_object();
    put(o, "name", json_string(p->name));
    put(o, "digest", digest_json(p->digest));
    return o;
}

void put_move_json(text *t, const move *m) {
    json_t *o = json_object(), *differences = json_array();
    int stays = m->became == DECIDED || m->became == REFUSED, moves = m->became == MOVED;
    text sentence = {NULL, 0, 0};
    if (stays) put_problem(&sentence, &m->problem);
    for (int d = 0; moves && d < DIFFERENCES; d++)
        if (m->differs >> d & 1) append(differences, json_string(difference_name(d)));
    put(o, "case", json_string(m->id));
    put(o, "result", json_string(names[m->became]));
    put(o, "dry_run", json_boolean(m->dry));
    put(o, "at", instant_json(m->at));
    put(o, "from", m->became == FAILED ? json_null() : policy_json(&m->from));
    put(o, "to", policy_json(m->to));
    put(o, "refused", stays ? word_json(DISPUTE_GROUP_RESULT, m->problem.result) : json_null());
    put(o, "sentence", stays ? json_string(text_string(&sentence)) : json_null());
    put(o, "transitions", m->became == FAILED ? json_array() : json_incref(m->steps));
    put(o, "before", moves ? fate_json(&m->before) : json_null());
    put(o, "after", moves ? fate_json(&m->after) : json_null());
    put(o, "differs", differences);
    put_line(t, o);
    text_free(&sentence);
}

void put_move_totals_json(text *t, const move_totals *sum, const named_policy *to, int dry) {
    json_t *o = json_object(), *outer = json_object();
    put(o, "to", policy_json(to));
    put(o, "dry_run", json_boolean(dry));
    put(o, "cases", json_integer(sum->cases));
    for (int i = 0; i < BECAME; i++) put(o, names[i], json_integer(sum->became[i]));
    put(o, "differ", json_integer(sum->differ));
    put(outer, "summary", o);
    put_line(t, outer);
}
