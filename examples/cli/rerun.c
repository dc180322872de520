/* rerun.c - a stored case played again under other rules: what people sent, at their times; deadlines fire by
 * themselves. */
#include "rerun.h"
#include "fate.h"
#include "output.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

int rerun_make(rerun *r, const dispute_policy *policy) {
    memset(r, 0, sizeof *r);
    r->policy = policy;
    if (dispute_case_new(NULL, &r->c) == DISPUTE_DONE && dispute_answer_new(NULL, 0, &r->answer) == DISPUTE_DONE
        && dispute_answer_new(NULL, 0, &r->paying) == DISPUTE_DONE)
        return 0;
    complain_no_memory();
    return -1;
}

void rerun_free(rerun *r) {
    free(r->refused);
    dispute_answer_free(r->paying);
    dispute_answer_free(r->answer);
    dispute_case_free(r->c);
}

static int say(const char *id, const dispute_problem *problem) {
    text t = {NULL, 0, 0};
    put_problem(&t, problem);
    complain(spoken("case %s cannot be played under these rules: %s", "纠纷 %s 无法按这份规则推算：%s",
                    "爭議 %s 無法依這份規則推算：%s"),
             id, text_string(&t));
    text_free(&t);
    return -1;
}

static int say_of_case(const rerun *r, const dispute_problem *problem) {
    dispute_view v = {.size = sizeof v};
    dispute_case_view(r->c, DISPUTE_PARTY_PLATFORM, &v);
    return say(v.id, problem);
}

int rerun_begin(rerun *r, const char *id, const dispute_order *order) {
    dispute_problem problem = {.size = sizeof problem};
    r->decided = 0;
    r->refusals = 0;
    dispute_result result = dispute_case_begin(r->policy, r->c, id, strlen(id), order, &problem);
    return result == DISPUTE_DONE ? 0 : say(id, &problem);
}

static void refuse(rerun *r, const dispute_event *e) {
    if (r->refusals == r->room) {
        r->room = r->room ? 2 * r->room : 8;
        refused_event *more = realloc(r->refused, r->room * sizeof *more);
        if (!more) text_no_memory();
        r->refused = more;
    }
    refused_event *one = &r->refused[r->refusals++];
    *one = (refused_event){*e, *dispute_answer_problem(r->answer), dispute_case_state(r->c)};
}

/* What the call made must be paid is paid at once; what the case does not wait for, it refuses (S1). */
static int pay(rerun *r) {
    dispute_event paid = {.size = sizeof paid, .kind = DISPUTE_EVENT_PAID, .by = DISPUTE_PARTY_PLATFORM};
    uint32_t turns = dispute_answer_count(r->answer, DISPUTE_STRUCT_TRANSITION);
    if (turns) paid.at = dispute_answer_transition(r->answer, turns - 1)->at;
    for (uint32_t i = 0; i < dispute_answer_count(r->answer, DISPUTE_STRUCT_EFFECT); i++) {
        const dispute_effect *e = dispute_answer_effect(r->answer, i);
        if (e->kind != DISPUTE_EFFECT_TRANSFER) continue;
        memcpy(paid.reference, e->id, sizeof e->id);
        if (dispute_apply(r->policy, r->c, &paid, r->paying) < 0)
            return say_of_case(r, dispute_answer_problem(r->paying));
    }
    return 0;
}

static int follow(rerun *r) { /* what the call brought about */
    for (uint32_t i = 0; i < dispute_answer_count(r->answer, DISPUTE_STRUCT_TRANSITION); i++)
        r->decided = decided_at(r->decided, dispute_answer_transition(r->answer, i));
    return pay(r);
}

int rerun_until(rerun *r, int64_t at) {
    if (dispute_case_sequence(r->c) == 0) return 0;
    if (dispute_advance(r->policy, r->c, at, r->answer) != DISPUTE_DONE)
        return say_of_case(r, dispute_answer_problem(r->answer));
    return follow(r);
}

int rerun_event(rerun *r, const dispute_event *e) {
    int is_payment = e->kind == DISPUTE_EVENT_PAID || e->kind == DISPUTE_EVENT_PAYMENT_FAILED;
    if (e->kind > DEADLINE_EVENTS || is_payment || e->kind == DISPUTE_EVENT_MIGRATE) return 0;
    if (r->refusals && dispute_case_sequence(r->c) == 0) return 0; /* it was not opened: nothing can follow */
    if (rerun_until(r, e->at) != 0) return -1;                     /* and what fell due before it is paid before it */
    dispute_result result = dispute_apply(r->policy, r->c, e, r->answer);
    if (result < 0) return say_of_case(r, dispute_answer_problem(r->answer));
    if (result > 0) refuse(r, e);
    return follow(r);
}
