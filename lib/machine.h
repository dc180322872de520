/* machine.h - the flow of one call, for the batch calls, the questions and the journal. */
#ifndef DISPUTE_LIB_MACHINE_H
#define DISPUTE_LIB_MACHINE_H

#include "answer.h"

/* how far an answer was filled */
typedef struct answer_mark {
    uint32_t transitions, effects;
    size_t record_size;
} answer_mark;

static inline answer_mark answer_here(dispute_answer *answer) {
    if (answer->now.untold) dispute__effect_tell(answer);
    return (answer_mark){answer->now.transitions, answer->now.effects, answer->now.record_size};
}

static inline void answer_back_to(dispute_answer *answer, const answer_mark *mark) {
    answer->now.untold = 0;
    answer->now.transitions = mark->transitions;
    answer->now.effects = mark->effects;
    answer->now.record_size = mark->record_size;
}

/* Is this the case's policy? By the tag alone: whatever has come in was compared whole. */
static inline dispute_result dispute__case_is_played_by(const dispute_policy *policy, const dispute_case *c) {
    if (policy->sealed && c->id_size && c->policy_tag == policy->tag) return DISPUTE_DONE;
    return !policy->sealed ? DISPUTE_ERROR_NOT_SEALED
           : !c->id_size   ? DISPUTE_ERROR_BAD_ARGUMENT
                           : DISPUTE_ERROR_OTHER_POLICY;
}

dispute_result dispute__machine_apply(const dispute_policy *policy, dispute_case *c, const dispute_event *in,
                                      dispute_answer *answer);
/* Does the case fit the policy, and is `now` an instant that it has not passed? Else the answer says why not. */
dispute_result dispute__machine_is_asked(const dispute_policy *policy, const dispute_case *c, int64_t now,
                                         dispute_answer *answer);
dispute_result dispute__machine_advance(const dispute_policy *policy, dispute_case *c, int64_t now,
                                        dispute_answer *answer);
/* Fires all that is due at `now`; on anything but DONE the case is half done, and the caller puts it back. */
dispute_result dispute__machine_fire_due(const dispute_policy *policy, dispute_case *c, int64_t now,
                                         dispute_answer *answer);
/* The row that takes this event now, from `stale` on in K1; NULL: the problem says why not. */
const row *dispute__machine_may(const dispute_policy *policy, const dispute_case *c, const arrival *in,
                                dispute_problem *problem);

#endif
