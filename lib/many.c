/* many.c - many cases in one call, for hosts to which a call is dear. */
#include "journal.h"
#include "machine.h"
#include <stddef.h>
#include <string.h>

enum { LEAST_EVENT_SIZE = offsetof(dispute_event, id) };

static dispute_problem problem_so_far(const dispute_answer *answer) {
    dispute_problem none;
    dispute__problem_set(&none, DISPUTE_DONE, 0, NULL);
    return answer->now.has_problem ? answer->problem : none;
}

/* Of many items there is no one outcome: each has its own in the effect `closed` and in the view. */
static void end_many(dispute_answer *answer) { answer->now.has_outcome = 0; }

/* The answer is full: what this item began is taken back, its problem too, and the caller comes again with the rest. */
static dispute_result full(dispute_answer *answer, const answer_mark *mark, const dispute_problem *before,
                           size_t done) {
    answer_back_to(answer, mark);
    end_many(answer);
    answer->now.has_problem = before->result != DISPUTE_DONE;
    answer->problem = *before;
    if (done > 0) return DISPUTE_DONE;
    return dispute__answer_error(answer, DISPUTE_ERROR_BUFFER_TOO_SMALL, 0, "answer");
}

dispute_result dispute_apply_many(const dispute_policy *policy, dispute_case *const *cases, const dispute_event *events,
                                  size_t stride, size_t count, dispute_answer *answer, dispute_result *results,
                                  size_t *done) {
    if (done) *done = 0;
    if (!answer) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute__answer_clear(answer);
    if (!policy || !done || (count && (!cases || !events || !results)) || count > UINT32_MAX)
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, "many");
    if (count > 1 && (stride < LEAST_EVENT_SIZE || stride % sizeof(int64_t)))
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, "stride");
    const uint8_t *at = (const uint8_t *)events;
    for (size_t i = 0; i < count; i++, at += stride) {
        answer_mark mark = answer_here(answer);
        dispute_problem before = problem_so_far(answer);
        answer->now.item = (uint32_t)i;
        const dispute_event *event = (const dispute_event *)(const void *)at;
        results[i] = cases[i] ? dispute__machine_apply(policy, cases[i], event, answer)
                              : dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, "case");
        if (results[i] == DISPUTE_ERROR_BUFFER_TOO_SMALL) return full(answer, &mark, &before, i);
        *done = i + 1;
    }
    end_many(answer);
    return DISPUTE_DONE;
}

/* Has this snapshot nothing to do at `now`? Seen in its first 32 bytes: most of a market's cases rest, and a sweep over
 * them should cost no more than reading `next_due`. */
static int rests(const dispute_policy *policy, const uint8_t *snapshot, int64_t now) {
    uint64_t tag;
    int64_t clock, next_due;
    return policy->sealed && now >= INSTANT_MIN && now <= INSTANT_MAX
           && dispute__snapshot_times(snapshot, &tag, &clock, &next_due) && tag == policy->tag && clock <= now
           && next_due > now;
}

dispute_result dispute_advance_many(const dispute_policy *policy, uint8_t *snapshots, size_t stride, size_t count,
                                    int64_t now, dispute_answer *answer, dispute_result *results, size_t *done) {
    if (done) *done = 0;
    if (!answer) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute__answer_clear(answer);
    if (!policy || !done || (count && (!snapshots || !results)) || count > UINT32_MAX)
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, "many");
    if (count > 1 && stride < DISPUTE_SNAPSHOT_SIZE)
        return dispute__answer_error(answer, DISPUTE_ERROR_BAD_ARGUMENT, 0, "stride");
    for (size_t i = 0; i < count; i++) {
        dispute_case c;
        uint8_t *at = snapshots + i * stride;
        results[i] = DISPUTE_DONE;
        *done = i + 1;
        if (rests(policy, at, now)) continue;
        answer_mark mark = answer_here(answer);
        dispute_problem before = problem_so_far(answer);
        answer->now.item = (uint32_t)i;
        results[i] = dispute_case_load(policy, &c, at, DISPUTE_SNAPSHOT_SIZE);
        if (results[i] == DISPUTE_DONE)
            results[i] = dispute__machine_advance(policy, &c, now, answer);
        else
            dispute__answer_error(answer, results[i], 0, "snapshot");
        if (results[i] == DISPUTE_ERROR_BUFFER_TOO_SMALL) {
            *done = i;
            return full(answer, &mark, &before, i);
        }
        if (results[i] == DISPUTE_DONE && answer->now.transitions > mark.transitions)
            dispute_case_save(&c, at, DISPUTE_SNAPSHOT_SIZE, NULL);
    }
    end_many(answer);
    return DISPUTE_DONE;
}
