/* machine.c - the flow of one call: well-formed? which rule? may it? apply. In the order of K1, all or nothing. */
#include "answer.h"
#include "event.h"
#include "machine.h"
#include "migrate.h"
#include <stddef.h>
#include <string.h>

/* ---- deadlines ---- */

static dispute_result fire_first(const dispute_policy *policy, dispute_case *c, dispute_answer *answer) {
    int32_t deadline = dispute__due_first(c);
    dispute_event e; /* its head is enough */
    arrival in;
    memset(&e, 0, offsetof(dispute_event, id));
    e.size = (uint32_t)offsetof(dispute_event, id);
    e.kind = 100 + deadline;
    e.by = DISPUTE_PARTY_SYSTEM;
    e.at = dispute__due_of(c, deadline);
    const row *r = dispute__chart_find(policy, c, &e);
    if (!r) return DISPUTE_ERROR_CORRUPT_RECORD; /* sealing proves that every deadline that can run has its row */
    if (dispute__case_is_full(c)) return DISPUTE_ERROR_OVERFLOW;
    dispute__event_own_head(&e, &in);
    dispute__turn_make(policy, c, &in, r, answer);
    return DISPUTE_DONE;
}

dispute_result dispute__machine_fire_due(const dispute_policy *policy, dispute_case *c, int64_t now,
                                         dispute_answer *answer) {
    for (int turns = 0; c->next_due <= now; turns++) {
        if (turns > 2 * SILENT_TURNS_MAX) return DISPUTE_ERROR_CORRUPT_RECORD; /* K5 */
        if (!dispute__answer_has_room(answer)) return DISPUTE_ERROR_BUFFER_TOO_SMALL;
        dispute_result result = fire_first(policy, c, answer);
        if (result != DISPUTE_DONE) return result;
    }
    return DISPUTE_DONE;
}

/* ---- events ---- */

static dispute_result refuse(dispute_problem *problem, dispute_result result, int32_t rule) {
    dispute__problem_set(problem, result, 0, NULL);
    problem->rule = rule;
    return result;
}

/* K1 up to the clock: what can be said without looking at deadlines. */
static dispute_result check_identity(const dispute_policy *policy, const dispute_case *c, arrival *in,
                                     dispute_problem *problem) {
    const dispute_event *e = in->head;
    dispute_result result = dispute__event_well_formed(in, problem);
    if (result != DISPUTE_DONE) return result;
    result = dispute__case_is_played_by(policy, c);
    if (result == DISPUTE_ERROR_OTHER_POLICY && e->kind == DISPUTE_EVENT_MIGRATE
        && dispute__migrate_leads_to(policy, in))
        result = DISPUTE_DONE; /* T5: it is sent under the policy that it leads to */
    if (result != DISPUTE_DONE) return dispute__problem_set(problem, result, 0, "policy");
    if (in->case_id[0] && memcmp(c->id, in->case_id, (size_t)c->id_size + 1) != 0)
        return dispute__problem_set(problem, DISPUTE_ERROR_OTHER_CASE, 0, in->case_id);
    if (in->id[0]) result = dispute__event_seen(c, in);
    if (result > 0) return refuse(problem, result, DISPUTE_RULE_K2);
    if (result < 0) return dispute__problem_set(problem, result, 0, "id");
    if (e->at < c->clock) {
        dispute__problem_set(problem, DISPUTE_ERROR_CLOCK_BACKWARDS, 0, "at");
        problem->at = c->clock;
        return DISPUTE_ERROR_CLOCK_BACKWARDS;
    }
    return DISPUTE_DONE;
}

static int is_migrated_already(const dispute_policy *policy, const dispute_case *c, const dispute_event *e) { /* T5 */
    return e->kind == DISPUTE_EVENT_MIGRATE && c->policy_tag == policy->tag;
}

const row *dispute__machine_may(const dispute_policy *policy, const dispute_case *c, const arrival *in,
                                dispute_problem *problem) {
    const dispute_event *e = in->head;
    const row *r = NULL;
    if (e->expects && e->expect != (int64_t)c->sequence) {
        refuse(problem, DISPUTE_REFUSED_STALE, DISPUTE_RULE_K1);
        problem->limit = c->sequence;
    } else if (c->next_due <= e->at) {
        refuse(problem, DISPUTE_REFUSED_DUE_FIRST, DISPUTE_RULE_K4);
        problem->at = c->next_due;
        problem->deadline = dispute__due_first(c);
    } else if (c->state == DISPUTE_STATE_GUARANTEE_WAITING && e->by == DISPUTE_PARTY_SELLER) {
        refuse(problem, DISPUTE_REFUSED_NO_OPTIONS, DISPUTE_RULE_P2);
    } else if (!(dispute__chart_senders(e->kind) >> e->by & 1) || is_migrated_already(policy, c, e)) {
        refuse(problem, DISPUTE_REFUSED_NOT_YOURS, DISPUTE_RULE_K1);
    } else if (case_is_paused(c, e->at) && !dispute__chart_open_while_paused(e->kind)) {
        refuse(problem, DISPUTE_REFUSED_NOT_NOW, DISPUTE_RULE_T2);
        problem->at = c->later.suspended_until;
    } else if ((r = dispute__chart_find(policy, c, e)) == NULL) {
        refuse(problem, DISPUTE_REFUSED_NOT_NOW, DISPUTE_RULE_K1);
        problem->deadline = dispute__chart_deadline(c->state);
    } else if (dispute__guard_event(policy, c, in, problem) != DISPUTE_DONE) {
        r = NULL;
    }
    return r;
}

/* The answer has room for one more transition. */
static dispute_result step(const dispute_policy *policy, dispute_case *c, const arrival *in, dispute_answer *answer) {
    dispute_problem problem;
    const row *r = dispute__machine_may(policy, c, in, &problem);
    if (!r) return dispute__answer_problem(answer, c, in->head, &problem);
    if (dispute__case_is_full(c)) return dispute__answer_error(answer, DISPUTE_ERROR_OVERFLOW, 0, "sequence");
    dispute__turn_make(policy, c, in, r, answer);
    return DISPUTE_DONE;
}

static dispute_result step_where_there_is_room(const dispute_policy *policy, dispute_case *c, const arrival *in,
                                               dispute_answer *answer) {
    dispute_problem problem;
    if (dispute__answer_has_room(answer)) return step(policy, c, in, answer);
    if (dispute__machine_may(policy, c, in, &problem)) /* a refusal needs no room */
        return dispute__answer_error(answer, DISPUTE_ERROR_BUFFER_TOO_SMALL, 0, "answer");
    return dispute__answer_problem(answer, c, in->head, &problem);
}

static dispute_result failed(dispute_case *c, const dispute_case *before, dispute_answer *answer,
                             const answer_mark *mark, dispute_result result) {
    dispute__case_value_copy(c, before);
    answer_back_to(answer, mark);
    return dispute__answer_error(answer, result, 0, result == DISPUTE_ERROR_BUFFER_TOO_SMALL ? "answer" : "case");
}

dispute_result dispute__machine_apply(const dispute_policy *policy, dispute_case *c, const dispute_event *event,
                                      dispute_answer *answer) {
    arrival in;
    dispute_problem problem;
    if (dispute__event_arrive(event, &in, &problem) != DISPUTE_DONE)
        return dispute__answer_problem(answer, c, NULL, &problem);
    if (check_identity(policy, c, &in, &problem) != DISPUTE_DONE)
        return dispute__answer_problem(answer, c, event, &problem);
    dispute_case before; /* 13 ns buy law 2: on an error not even the deadlines before the event have happened */
    answer_mark mark = answer_here(answer);
    dispute__case_value_copy(&before, c);
    dispute_result result = DISPUTE_DONE;
    /* what is due before a migration belongs to the policy that the case leaves (T5) */
    if (c->policy_tag == policy->tag) result = dispute__machine_fire_due(policy, c, event->at, answer);
    if (result == DISPUTE_DONE) result = step_where_there_is_room(policy, c, &in, answer);
    if (result == DISPUTE_DONE) result = dispute__machine_fire_due(policy, c, event->at, answer);
    return result < 0 ? failed(c, &before, answer, &mark, result) : result; /* K4: refused, the deadlines stand */
}

/* ---- the public calls ---- */

dispute_result dispute_advance(const dispute_policy *policy, dispute_case *c, int64_t now, dispute_answer *answer) {
    if (!answer) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute__answer_clear(answer);
    if (!policy || !c) return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, policy ? "case" : "policy");
    return dispute__machine_advance(policy, c, now, answer);
}

dispute_result dispute__machine_is_asked(const dispute_policy *policy, const dispute_case *c, int64_t now,
                                         dispute_answer *answer) {
    dispute_result result = dispute__case_fits_policy(policy, c);
    if (result != DISPUTE_DONE) return dispute__answer_error(answer, result, 0, "policy");
    if (now < INSTANT_MIN || now > INSTANT_MAX)
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_VALUE, DISPUTE_DETAIL_TOO_LARGE, "now");
    if (now >= c->clock) return DISPUTE_DONE;
    dispute__answer_error(answer, DISPUTE_ERROR_CLOCK_BACKWARDS, 0, "now");
    answer->problem.at = c->clock;
    return DISPUTE_ERROR_CLOCK_BACKWARDS;
}

dispute_result dispute__machine_advance(const dispute_policy *policy, dispute_case *c, int64_t now,
                                        dispute_answer *answer) {
    dispute_result result = dispute__machine_is_asked(policy, c, now, answer);
    if (result != DISPUTE_DONE) return result;
    if (c->next_due <= now) {
        dispute_case before;
        answer_mark mark = answer_here(answer);
        dispute__case_value_copy(&before, c);
        result = dispute__machine_fire_due(policy, c, now, answer);
        if (result != DISPUTE_DONE) return failed(c, &before, answer, &mark, result);
    }
    dispute__answer_decided(answer, c);
    return DISPUTE_DONE;
}

dispute_result dispute_step(const dispute_policy *policy, dispute_case *c, const dispute_event *event,
                            dispute_answer *answer) {
    arrival in;
    dispute_problem problem;
    if (!answer) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute__answer_clear(answer);
    if (!policy || !c || !event)
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, !policy ? "policy" : c ? "event" : "case");
    if (dispute__event_arrive(event, &in, &problem) != DISPUTE_DONE)
        return dispute__answer_problem(answer, c, NULL, &problem);
    if (check_identity(policy, c, &in, &problem) != DISPUTE_DONE)
        return dispute__answer_problem(answer, c, event, &problem);
    dispute_result result = step(policy, c, &in, answer); /* an empty answer has room for one */
    if (result == DISPUTE_DONE) dispute__answer_decided(answer, c);
    return result;
}

dispute_result dispute_apply(const dispute_policy *policy, dispute_case *c, const dispute_event *event,
                             dispute_answer *answer) {
    if (!answer) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute__answer_clear(answer);
    if (!policy || !c || !event)
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, !policy ? "policy" : c ? "event" : "case");
    dispute_result result = dispute__machine_apply(policy, c, event, answer);
    if (result >= 0) dispute__answer_decided(answer, c);
    return result;
}
