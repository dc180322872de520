/* policy_arg.c - --policy NAME[@VERSION|@DATE|@opening]|FILE and --set KEY=VALUE: the rules that a case is played by.
 */
#include "policy_arg.h"
#include "lines.h"
#include "output.h"
#include "system_error.h"
#include "wording.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* where a policy comes from */
typedef struct source {
    const char *named;     /* NULL: the newest default */
    const char *option;    /* that it was named with: "--policy ", or nothing for a word behind the command */
    policy_faults *faults; /* NULL: the first one is said, and ends it */
    int64_t opening;       /* when the case opens; 0: not known yet */
} source;

static int say(const char *where, const dispute_problem *problem) {
    text t = {NULL, 0, 0}, place = {NULL, 0, 0};
    dispute_problem without_line = *problem;
    without_line.line = 0;                                               /* it is said as FILE:LINE */
    if (strcmp(without_line.name, where) == 0) without_line.name[0] = 0; /* said once is enough */
    put_problem(&t, &without_line);
    if (problem->line > 0) text_print(&place, ":%d", (int)problem->line);
    const char *keys = problem->result == DISPUTE_ERROR_BAD_KEY
                           ? spoken(" `dispute policy` lists the keys.", "dispute policy 会列出全部规则项。",
                                    "dispute policy 會列出全部規則項目。")
                           : "";
    complain(spoken("%s%s: %s%s", "%s%s：%s%s", "%s%s：%s%s"), where, text_string(&place), text_string(&t), keys);
    text_free(&place);
    text_free(&t);
    return -1;
}

/* ---- what cannot be read ---- */

static int keep(policy_faults *faults, const char *where, const char *written, size_t size,
                const dispute_problem *problem) {
    policy_fault *more = realloc(faults->of, (faults->count + 1) * sizeof *more);
    if (!more) text_no_memory();
    faults->of = more;
    policy_fault *one = &faults->of[faults->count++];
    *one = (policy_fault){{NULL, 0, 0}, *problem};
    if (problem->line) text_print(&one->written, "%s:%d: ", where, (int)problem->line);
    if (!problem->line) text_print(&one->written, "%s ", where);
    text_put_clean(&one->written, written, size);
    return 0;
}

void policy_faults_free(policy_faults *faults) {
    for (size_t i = 0; i < faults->count; i++) text_free(&faults->of[i].written);
    free(faults->of);
    *faults = (policy_faults){NULL, 0, 0};
}

/* The faulty line, from its first letter to its last; 0: there is none, or it is empty. */
static size_t line_of(const text *t, int32_t number, size_t *begin) {
    size_t at = 0, end = 0;
    for (; number > 1 && at < t->size; at++) number -= t->bytes[at] == '\n';
    for (end = at; end < t->size && t->bytes[end] != '\n';) end++;
    while (at < end && strchr(" \t\r", t->bytes[at]) && t->bytes[at]) at++;
    while (end > at && strchr(" \t\r", t->bytes[end - 1]) && t->bytes[end - 1]) end--;
    *begin = at;
    return end - at;
}

/* The text; where faults are kept, each faulty line is blanked, which leaves the numbers of the others, and read on. */
static int read_text(dispute_policy *policy, const char *name, text *t, policy_faults *faults) {
    enum { MOST = 500 }; /* each is found by reading from the top */
    dispute_problem problem = {.size = sizeof problem};
    while (dispute_policy_parse(policy, text_string(t), t->size, &problem) != DISPUTE_DONE) {
        size_t begin = 0, size = faults && problem.line > 0 ? line_of(t, problem.line, &begin) : 0;
        if (!size) return say(name, &problem);
        keep(faults, name, t->bytes + begin, size, &problem);
        faults->more = faults->count == MOST;
        memset(t->bytes + begin, ' ', size);
        if (faults->more) t->size = begin;
    }
    return 0;
}

/* ---- reading ---- */

/* "aliexpress@2017, aliexpress@2013": the presets of the market that was named, or else where all of them are told. */
static void put_presets_like(text *t, const char *named) {
    size_t market = strcspn(named, "@");
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_PRESET); i++) {
        const char *name = word_or_none(DISPUTE_GROUP_PRESET, dispute_word_at(DISPUTE_GROUP_PRESET, i));
        if (strncmp(name, named, market) != 0 || name[market] != '@') continue;
        text_print(t, "%s%s", t->size ? between() : "", name);
    }
    if (!t->size)
        text_put(t,
                 spoken("`dispute policy list` has them", "dispute policy list 会列出", "dispute policy list 會列出"));
}

static int read_file(dispute_policy *policy, const source *from) {
    text t = {NULL, 0, 0}, presets = {NULL, 0, 0};
    int wrong = 0;
    if (file_read(from->named, &t) != 0) {
        int error = errno;
        put_presets_like(&presets, from->named);
        complain(spoken("%s%s: it is no preset (%s), and as a file it cannot be read: %s",
                        "%s%s：既不是内置规则（%s），也无法作为文件读取：%s",
                        "%s%s：既不是內建規則（%s），也無法作為檔案讀取：%s"),
                 from->option, from->named, text_string(&presets), system_error(error));
        wrong = -1;
    } else {
        wrong = read_text(policy, from->named, &t, from->faults);
    }
    text_free(&presets);
    text_free(&t);
    return wrong;
}

static const char BY_OPENING[] = "@opening";

int policy_is_by_opening(const char *named) {
    size_t size = named ? strlen(named) : 0, ending = sizeof BY_OPENING - 1;
    return size > ending && strcmp(named + size - ending, BY_OPENING) == 0;
}

static int start_by_opening(dispute_policy *policy, const source *from) { /* until it opens: the newest */
    dispute_problem problem = {.size = sizeof problem};
    size_t size = strlen(from->named) - (sizeof BY_OPENING - 1);
    dispute_result result = from->opening ? dispute_policy_preset_at(policy, from->named, size, from->opening, &problem)
                                          : dispute_policy_preset(policy, from->named, size, &problem);
    return result == DISPUTE_DONE ? 0 : say(from->named, &problem);
}

static int start(dispute_policy *policy, const source *from) {
    dispute_problem problem = {.size = sizeof problem};
    const char *named = from->named;
    if (!named) return dispute_policy_parse(policy, "", 0, &problem) == DISPUTE_DONE ? 0 : say("policy", &problem);
    if (policy_is_by_opening(named)) return start_by_opening(policy, from);
    if (dispute_policy_preset(policy, named, strlen(named), &problem) == DISPUTE_DONE) return 0;
    return problem.detail == DISPUTE_DETAIL_NOT_IN_FORCE ? say(named, &problem) : read_file(policy, from);
}

static int set(dispute_policy *policy, const char *setting, policy_faults *faults) {
    dispute_problem problem = {.size = sizeof problem};
    const char *equals = strchr(setting, '=');
    if (!equals) {
        complain(spoken("--set %s: it must be KEY=VALUE, such as negotiation.response=P5D",
                        "--set %s：须写成 KEY=VALUE，例如 negotiation.response=P5D",
                        "--set %s：須寫成 KEY=VALUE，例如 negotiation.response=P5D"),
                 setting);
        return -1;
    }
    size_t key_size = (size_t)(equals - setting);
    if (dispute_policy_set(policy, setting, key_size, equals + 1, strlen(equals + 1), &problem) == DISPUTE_DONE)
        return 0;
    if (faults) return keep(faults, "--set", setting, strlen(setting), &problem);
    text where = {NULL, 0, 0};
    text_print(&where, "--set %s", setting);
    say(text_string(&where), &problem);
    text_free(&where);
    return -1;
}

static dispute_policy *make(const source *from, const char *const *settings, size_t count) {
    dispute_policy *policy = NULL;
    if (dispute_policy_new(NULL, &policy) != DISPUTE_DONE) {
        complain_no_memory();
        return NULL;
    }
    int wrong = start(policy, from);
    for (size_t i = 0; !wrong && i < count; i++) wrong = set(policy, settings[i], from->faults);
    if (!wrong) return policy;
    dispute_policy_free(policy);
    return NULL;
}

/* ---- for the commands ---- */

dispute_policy *policy_unsealed(const char *named, const char *const *settings, size_t count) {
    return make(&(source){named, "", NULL, 0}, settings, count);
}

dispute_policy *policy_with_faults(const char *named, const char *const *settings, size_t count,
                                   policy_faults *faults) {
    return make(&(source){named, "", faults, 0}, settings, count);
}

static dispute_policy *make_sealed(const source *from, const char *const *settings, size_t count) {
    dispute_policy *policy = make(from, settings, count);
    dispute_problem problem = {.size = sizeof problem};
    if (!policy || dispute_policy_seal(policy, &problem) == DISPUTE_DONE) return policy;
    say(from->named ? from->named : "policy", &problem);
    dispute_policy_free(policy);
    return NULL;
}

dispute_policy *policy_from_options(const char *named, const char *const *settings, size_t count, int64_t opening) {
    return make_sealed(&(source){named, "--policy ", NULL, opening}, settings, count);
}

dispute_policy *policy_sealed(const char *named, const char *const *settings, size_t count) {
    return make_sealed(&(source){named, "", NULL, 0}, settings, count);
}
