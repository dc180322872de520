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

dispute_result dispute_answer_keep_records(dispute_answer *answer, int32_t yes) {
    if (!answer || yes < 0 || yes > 1) return DISPUTE_ERROR_BAD_ARGUMENT;
    answer->recordless = !yes;
    return DISPUTE_DONE;
}

int dispute__answer_has_room(dispute_answer *answer) {
    if (answer->now.untold) dispute__effect_tell(answer);
    return answer->now.transitions < answer->room && answer->effect_room - answer->now.effects >= EFFECTS_MAX
           && answer->record_room - answer->now.record_size >= RECORD_MAX;
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
    answer->now.has_problem = 1;
    return problem->result;
}

dispute_result dispute__answer_error(dispute_answer *answer, dispute_result result, int32_t detail, const char *name) {
    dispute__problem_set(&answer->problem, result, detail, name);
    answer->now.has_problem = 1;
    return result;
}

void dispute__answer_outcome(dispute_answer *answer, const dispute_case *c) {
    dispute__money_outcome(c, &answer->outcome);
    answer->now.has_outcome = 1;
}

/* ---- what is lent ---- */

/* Reading does not change what an answer says, only whether it is written out: const speaks of the former. */
static void write_out(const dispute_answer *answer) {
    if (answer->now.untold) dispute__effect_tell((dispute_answer *)(uintptr_t)answer);
}

uint32_t dispute_answer_count(const dispute_answer *answer, int32_t which) {
    if (!answer) return 0;
    if (which == DISPUTE_STRUCT_EFFECT) write_out(answer);
    switch (which) {
    case DISPUTE_STRUCT_TRANSITION: return answer->now.transitions;
    case DISPUTE_STRUCT_EFFECT: return answer->now.effects;
    case DISPUTE_STRUCT_ACTION: return answer->now.actions;
    case DISPUTE_STRUCT_OUTCOME: return answer->now.has_outcome ? 1 : 0;
    case DISPUTE_STRUCT_PROSPECT: return answer->now.has_prospect ? 1 : 0;
    case DISPUTE_STRUCT_PROBLEM: return answer->now.has_problem ? 1 : 0;
    default: return 0;
    }
}

const dispute_transition *dispute_answer_transition(const dispute_answer *answer, uint32_t index) {
    if (!answer || index >= answer->now.transitions) return NULL;
    write_out(answer);
    return &answer->transition[index];
}

const uint8_t *dispute_answer_record(const dispute_answer *answer, uint32_t transition, size_t *size) {
    if (size) *size = 0;
    if (!answer || transition >= answer->now.transitions) return NULL;
    write_out(answer);
    if (!answer->transition[transition].record_size) return NULL;
    size_t at = 0;
    for (uint32_t i = 0; i < transition; i++) at += answer->transition[i].record_size;
    if (size) *size = answer->transition[transition].record_size;
    return answer->record + at;
}

const dispute_effect *dispute_answer_effect(const dispute_answer *answer, uint32_t index) {
    if (!answer) return NULL;
    write_out(answer);
    return index < answer->now.effects ? &answer->effect[index] : NULL;
}

const dispute_action *dispute_answer_action(const dispute_answer *answer, uint32_t index) {
    return answer && index < answer->now.actions ? &answer->action[index] : NULL;
}

const dispute_outcome *dispute_answer_outcome(const dispute_answer *answer) {
    return answer && answer->now.has_outcome ? &answer->outcome : NULL;
}

const dispute_prospect *dispute_answer_prospect(const dispute_answer *answer) {
    return answer && answer->now.has_prospect ? &answer->prospect : NULL;
}

const dispute_problem *dispute_answer_problem(const dispute_answer *answer) {
    return answer && answer->now.has_problem ? &answer->problem : NULL;
}
