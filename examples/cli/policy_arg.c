/* policy_arg.c - --policy NAME[@VERSION]|FILE and --set KEY=VALUE: the rules that a case is played by. */
#include "policy_arg.h"
#include "lines.h"
#include "output.h"
#include "system_error.h"
#include "wording.h"
#include <errno.h>
#include <string.h>

static int say(const char *where, const dispute_problem *problem) {
    text t = {NULL, 0, 0}, place = {NULL, 0, 0};
    dispute_problem without_line = *problem;
    without_line.line = 0; /* it is said as FILE:LINE */
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

static int read_file(dispute_policy *policy, const char *name) {
    text t = {NULL, 0, 0}, presets = {NULL, 0, 0};
    dispute_problem problem = {.size = sizeof problem};
    int wrong = 0;
    if (file_read(name, &t) != 0) {
        int error = errno;
        put_words(&presets, DISPUTE_GROUP_PRESET, 0);
        complain(spoken("--policy %s: it is no preset (%s), and as a file it cannot be read: %s",
                        "--policy %s：既不是预设规则（%s），也无法作为文件读取：%s",
                        "--policy %s：既不是預設規則（%s），也無法作為檔案讀取：%s"),
                 name, text_string(&presets), system_error(error));
        wrong = -1;
    } else if (dispute_policy_parse(policy, text_string(&t), t.size, &problem) != DISPUTE_DONE) {
        wrong = say(name, &problem);
    }
    text_free(&presets);
    text_free(&t);
    return wrong;
}

static int start(dispute_policy *policy, const char *named) {
    dispute_problem problem = {.size = sizeof problem};
    if (!named) return dispute_policy_parse(policy, "", 0, &problem) == DISPUTE_DONE ? 0 : say("policy", &problem);
    if (dispute_policy_preset(policy, named, strlen(named), &problem) == DISPUTE_DONE) return 0;
    return read_file(policy, named);
}

static int set(dispute_policy *policy, const char *setting) {
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
    text where = {NULL, 0, 0};
    text_print(&where, "--set %s", setting);
    say(text_string(&where), &problem);
    text_free(&where);
    return -1;
}

dispute_policy *policy_unsealed(const char *named, const char *const *settings, size_t count) {
    dispute_policy *policy = NULL;
    if (dispute_policy_new(NULL, &policy) != DISPUTE_DONE) {
        complain_no_memory();
        return NULL;
    }
    int wrong = start(policy, named);
    for (size_t i = 0; !wrong && i < count; i++) wrong = set(policy, settings[i]);
    if (!wrong) return policy;
    dispute_policy_free(policy);
    return NULL;
}

dispute_policy *policy_from_options(const char *named, const char *const *settings, size_t count) {
    dispute_policy *policy = policy_unsealed(named, settings, count);
    dispute_problem problem = {.size = sizeof problem};
    if (!policy || dispute_policy_seal(policy, &problem) == DISPUTE_DONE) return policy;
    say(named ? named : "policy", &problem);
    dispute_policy_free(policy);
    return NULL;
}
