/* check.c - is a policy safe? The last step of sealing (law 8): walk the states that it can reach, see that silence
 * alone leads out of each, and play the endings to see that no money is lost. Every fault is found, not only the first.
 */
#include "check.h"
#include "calendar.h"
#include "event.h"
#include "memory.h"
#include <string.h>

#define START INT64_C(4000000000000) /* a window that ends before it begins does so wherever it is laid */

void dispute__fault_add_of(faults *f, int32_t detail, int32_t state, int32_t key, int32_t of, int32_t limit) {
    for (int32_t i = 0; i < f->count; i++) {
        const fault *one = &f->fault[i];
        if (one->detail == detail && one->state == state && one->key == key && one->of == of) return;
    }
    if (f->count < FAULTS_MAX) f->fault[f->count++] = (fault){detail, state, key, of, limit};
}

void dispute__fault_add(faults *f, int32_t detail, int32_t state, int32_t key, int32_t limit) {
    dispute__fault_add_of(f, detail, state, key, 0, limit);
}

/* ---- keys that contradict each other ---- */

static void find_contradictions(const dispute_policy *policy, faults *f) {
    static const int32_t escalate_keys[2] = {DISPUTE_KEY_ESCALATE_BUYER, DISPUTE_KEY_ESCALATE_SELLER};
    int enabled = 0;
    for (int i = 0; i < REASON_SLOTS; i++) enabled |= policy->reason[i].enabled;
    if (!enabled) dispute__fault_add(f, DISPUTE_DETAIL_NO_REASON, 0, DISPUTE_KEY_REASON_ENABLED, 0);
    if (policy->appeal_money == APPEAL_MONEY_EXECUTE && policy->appeal_rounds > EXECUTE_ROUNDS_MAX)
        dispute__fault_add(f, DISPUTE_DETAIL_ROUNDS, DISPUTE_STATE_RULING_MADE, DISPUTE_KEY_APPEAL_ROUNDS,
                           EXECUTE_ROUNDS_MAX);
    int32_t wrong = dispute__amount_rows_fault(policy);
    if (wrong)
        dispute__fault_add(f, wrong, DISPUTE_STATE_NEGOTIATION_SELLER, DISPUTE_KEY_NEGOTIATION_RESPONSE_BY_AMOUNT, 0);
    for (int i = 0; i < 2; i++) {
        const escalation *e = &policy->escalate[i];
        if (e->mode != ESCALATE_BETWEEN || !e->to.given) continue;
        if (dispute__calendar_add(&policy->calendar, START, &e->from)
            >= dispute__calendar_add(&policy->calendar, START, &e->to))
            dispute__fault_add(f, DISPUTE_DETAIL_EMPTY_WINDOW, DISPUTE_STATE_NEGOTIATION_SELLER, escalate_keys[i], 0);
    }
}

/* ---- no state hangs, and silence never goes in a circle ---- */

static int is_armed(const dispute_policy *policy, int window) { return window >= 0 && policy->window[window].given; }

int dispute__check_hangs(const dispute_policy *policy, int32_t state) {
    int window = dispute__chart_window(state);
    if (state == 0 || is_final_state(state)) return 0;
    if (state == DISPUTE_STATE_RULING_MADE) return dispute__round_hangs(policy);
    if (state == DISPUTE_STATE_RULING_APPEALED && !dispute__round_is_ruled(policy)) return 0;
    /* a state may wait for the platform where the policy says `wait` (law 8) */
    if (window >= 0 && policy->silence[window] == DISPUTE_SILENCE_WAIT) return 0;
    if (is_armed(policy, window)) return 0;
    return !in_stage(state, STAGE_NEGOTIATION) || !is_armed(policy, WINDOW_NEGOTIATION_STAGE);
}

static void find_hangs(const edges *e, faults *f) {
    for (int32_t state = 1; state < ANY_STATE; state++) {
        if (!e->reached[state] || state == DISPUTE_STATE_RULING_MADE || !dispute__check_hangs(e->policy, state))
            continue;
        int window = in_stage(state, STAGE_NEGOTIATION) ? WINDOW_NEGOTIATION_STAGE : dispute__chart_window(state);
        dispute__fault_add(f, DISPUTE_DETAIL_HANGS, state, dispute__key_of_window(window), 0);
    }
}

enum color { NEW, ON_THE_PATH, DONE_WITH };

static void find_loops(const edges *e, uint8_t color[CHART_STATES], int32_t state, faults *f) {
    edges walk = *e;
    dispute_edge edge;
    color[state] = ON_THE_PATH;
    dispute__edges_again(&walk);
    while (dispute__edges_next(&walk, &edge)) {
        if (edge.from_state != state || !edge.deadline || !dispute__edge_leaves(&edge)) continue;
        for (uint32_t i = 0; i < edge.nexts; i++) {
            if (color[edge.next[i]] == ON_THE_PATH)
                dispute__fault_add(f, DISPUTE_DETAIL_LOOPS, state, edge.key, 0);
            else if (color[edge.next[i]] == NEW)
                find_loops(e, color, edge.next[i], f);
        }
    }
    color[state] = DONE_WITH;
}

/* ---- all of it ---- */

static void find_faults(dispute_policy *policy, faults *f) {
    edges e;
    uint8_t color[CHART_STATES] = {NEW};
    f->count = 0;
    find_contradictions(policy, f);
    dispute__edges_begin(&e, policy);
    dispute__rounds_find_faults(policy, e.reached[DISPUTE_STATE_RULING_MADE], f);
    find_hangs(&e, f);
    for (int32_t state = 1; state < ANY_STATE; state++)
        if (e.reached[state] && color[state] == NEW) find_loops(&e, color, state, f);
    dispute__endings_play(policy, f);
}

/* "round.*.answer" of round 2 is "round.2.answer". */
static void name_key(char name[DISPUTE_NAME_SIZE], const fault *f) {
    const char *key = dispute_word_name(DISPUTE_GROUP_KEY, f->key);
    size_t size = dispute__text_length(key, DISPUTE_NAME_SIZE - 1), star = dispute__text_find(key, size, "*");
    memset(name, 0, DISPUTE_NAME_SIZE);
    memcpy(name, key, size);
    if (f->of && star < size) name[star] = (char)('0' + f->of);
}

static dispute_problem problem_of(const fault *f) {
    dispute_problem problem;
    char name[DISPUTE_NAME_SIZE];
    name_key(name, f);
    dispute__problem_set(&problem, DISPUTE_ERROR_UNSAFE_POLICY, f->detail, name);
    problem.state = f->state;
    problem.limit = f->limit;
    return problem;
}

dispute_result dispute__check_policy(dispute_policy *policy, dispute_problem *problem) {
    faults f;
    find_faults(policy, &f);
    if (f.count == 0) return DISPUTE_DONE;
    *problem = problem_of(&f.fault[0]);
    return DISPUTE_ERROR_UNSAFE_POLICY;
}

/* The faults of a policy that others may look at, too: a copy is checked. What is sealed has none. */
static dispute_result look_for_faults(const dispute_policy *policy, faults *f) {
    f->count = 0;
    if (policy->sealed) return DISPUTE_DONE;
    dispute_policy *copy = dispute__memory_take(&policy->allocator, sizeof *copy);
    if (!copy) return DISPUTE_ERROR_NO_MEMORY;
    memcpy(copy, policy, sizeof *copy);
    dispute__chart_index(copy);
    dispute__due_lengths(copy);
    find_faults(copy, f);
    dispute__memory_give(&policy->allocator, copy);
    return DISPUTE_DONE;
}

static int32_t waiting_states(const edges *e) {
    int32_t count = 0;
    for (int32_t state = 1; state < ANY_STATE; state++) {
        int32_t window = dispute__chart_window(state);
        if (state == DISPUTE_STATE_RULING_APPEALED && !dispute__round_is_ruled(e->policy)) continue;
        count += e->reached[state] && window >= 0 && e->policy->silence[window] == DISPUTE_SILENCE_WAIT;
    }
    return count;
}

dispute_result dispute_policy_check(const dispute_policy *policy, dispute_report *report) {
    edges e;
    faults f;
    dispute_edge edge;
    dispute_report told;
    if (!policy || !report) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = look_for_faults(policy, &f);
    if (result != DISPUTE_DONE) return result;
    memset(&told, 0, sizeof told);
    dispute__edges_begin(&e, policy);
    for (int32_t state = 1; state < ANY_STATE; state++) told.states += e.reached[state];
    while (dispute__edges_next(&e, &edge)) told.edges++;
    told.faults = f.count;
    told.waits = waiting_states(&e);
    dispute__lasting(&e, &told);
    return dispute__struct_copy_out(report, &told, sizeof told, 8);
}

dispute_result dispute_policy_fault(const dispute_policy *policy, uint32_t index, dispute_problem *problem) {
    faults f;
    if (!policy || !problem) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_result result = look_for_faults(policy, &f);
    if (result != DISPUTE_DONE) return result;
    if (index >= (uint32_t)f.count) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_problem told = problem_of(&f.fault[index]);
    return dispute__struct_copy_out(problem, &told, sizeof told, 8);
}
