/* answer.c - the answer: made once, filled by each call, lent until the next. */
#include "answer.h"
#include "memory.h"
#include <string.h>

dispute_result dispute_answer_new(const dispute_allocator *allocator, uint32_t room, dispute_answer **out) {
    dispute_allocator kept;
    if (!out) return DISPUTE_ERROR_BAD_ARGUMENT;
    *out = NULL;
    if (!dispute__memory_allocator(allocator, &kept) || room > ROOM_MAX) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (room == 0) room = ROOM_DEFAULT;
    uint32_t effects = room * EFFECTS_EACH + EFFECTS_MAX;
    size_t records = (size_t)room * RECORD_EACH + RECORD_MAX;
    size_t size = sizeof(dispute_answer) + room * sizeof(dispute_transition) + effects * sizeof(dispute_effect)
                  + ACTIONS_MAX * sizeof(dispute_action) + records;
    uint8_t *block = dispute__memory_take(&kept, size);
    if (!block) return DISPUTE_ERROR_NO_MEMORY;

    dispute_answer *answer = (dispute_answer *)(void *)block;
    memset(answer, 0, sizeof *answer);
    answer->allocator = kept;
    answer->room = room;
    answer->effect_room = effects;
    answer->record_room = records;
    block += sizeof *answer; /* every size here is a multiple of eight */
    answer->transition = (dispute_transition *)(void *)block;
    block += room * sizeof(dispute_transition);
    answer->effect = (dispute_effect *)(void *)block;
    block += effects * sizeof(dispute_effect);
    answer->action = (dispute_action *)(void *)block;
    answer->record = block + ACTIONS_MAX * sizeof(dispute_action);
    *out = answer;
    return DISPUTE_DONE;
}

void dispute_answer_free(dispute_answer *answer) {
    if (!answer) return;
    dispute_allocator kept = answer->allocator;
    dispute__memory_give(&kept, answer);
}

void dispute__answer_clear(dispute_answer *answer) {
    answer->transitions = answer->effects = answer->actions = 0;
    answer->record_size = 0;
    answer->item = 0;
    answer->asking = 0;
    answer->has_outcome = answer->has_prospect = answer->has_problem = 0;
}

int dispute__answer_has_room(const dispute_answer *answer) {
    return answer->transitions < answer->room && answer->effect_room - answer->effects >= EFFECTS_MAX
           && answer->record_room - answer->record_size >= RECORD_MAX;
}

dispute_result dispute__answer_problem(dispute_answer *answer, const dispute_case *c, const dispute_event *event,
                                       const dispute_problem *problem) {
    answer->problem = *problem;
    answer->problem.size = (uint32_t)sizeof answer->problem;
    if (c) answer->problem.state = c->state;
    if (event) {
        answer->problem.event = event->kind;
        answer->problem.party = event->by;
    }
    answer->has_problem = 1;
    return problem->result;
}

dispute_result dispute__answer_error(dispute_answer *answer, dispute_result result, int32_t detail, const char *name) {
    dispute__problem_set(&answer->problem, result, detail, name);
    answer->has_problem = 1;
    return result;
}

void dispute__answer_decided(dispute_answer *answer, const dispute_case *c) {
    dispute__money_outcome(c, &answer->outcome);
    answer->has_outcome = answer->outcome.kind != 0;
}

/* ---- what is lent ---- */

uint32_t dispute_answer_count(const dispute_answer *answer, int32_t which) {
    if (!answer) return 0;
    switch (which) {
    case DISPUTE_STRUCT_TRANSITION: return answer->transitions;
    case DISPUTE_STRUCT_EFFECT: return answer->effects;
    case DISPUTE_STRUCT_ACTION: return answer->actions;
    case DISPUTE_STRUCT_OUTCOME: return answer->has_outcome ? 1 : 0;
    case DISPUTE_STRUCT_PROSPECT: return answer->has_prospect ? 1 : 0;
    case DISPUTE_STRUCT_PROBLEM: return answer->has_problem ? 1 : 0;
    default: return 0;
    }
}

const dispute_transition *dispute_answer_transition(const dispute_answer *answer, uint32_t index) {
    return answer && index < answer->transitions ? &answer->transition[index] : NULL;
}

const uint8_t *dispute_answer_record(const dispute_answer *answer, uint32_t transition, size_t *size) {
    if (size) *size = 0;
    if (!answer || transition >= answer->transitions || answer->asking) return NULL;
    size_t at = 0;
    for (uint32_t i = 0; i < transition; i++) at += answer->transition[i].record_size;
    if (size) *size = answer->transition[transition].record_size;
    return answer->record + at;
}

const dispute_effect *dispute_answer_effect(const dispute_answer *answer, uint32_t index) {
    return answer && index < answer->effects ? &answer->effect[index] : NULL;
}

const dispute_action *dispute_answer_action(const dispute_answer *answer, uint32_t index) {
    return answer && index < answer->actions ? &answer->action[index] : NULL;
}

const dispute_outcome *dispute_answer_outcome(const dispute_answer *answer) {
    return answer && answer->has_outcome ? &answer->outcome : NULL;
}

const dispute_prospect *dispute_answer_prospect(const dispute_answer *answer) {
    return answer && answer->has_prospect ? &answer->prospect : NULL;
}

const dispute_problem *dispute_answer_problem(const dispute_answer *answer) {
    return answer && answer->has_problem ? &answer->problem : NULL;
}
