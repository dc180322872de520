/* answer.h - what a call brought about, in memory that was taken once. */
#ifndef DISPUTE_LIB_ANSWER_H
#define DISPUTE_LIB_ANSWER_H

#include "event.h"
#include "turn.h"

enum {
    SILENT_TURNS_MAX = 32,               /* K5 */
    ROOM_DEFAULT = SILENT_TURNS_MAX + 2, /* the event itself, and what falls due at once behind it */
    ROOM_MAX = 1000000,
    ACTIONS_MAX = 64,  /* more than the rows of any state: (event, party) pairs that can be open at once */
    EFFECTS_EACH = 12, /* effects a transition on average; the largest has EFFECTS_MAX */
    RECORD_EACH = 288, /* bytes of a record on average; the largest has RECORD_MAX */
    RECORD_MAX = 512
};

struct dispute_answer {
    dispute_allocator allocator;
    uint32_t room, effect_room;
    size_t record_room;
    dispute_transition *transition;
    dispute_effect *effect;
    dispute_action *action;
    uint8_t *record;
    int32_t recordless; /* yes 1: no records, where no chain needs them */
    /* of the last call; cleared together */
    struct filled {
        uint32_t transitions, effects, actions;
        uint32_t item;  /* which pair or snapshot is being worked on */
        int32_t untold; /* yes 1: of the last transition there are only the facts */
        int32_t asking; /* yes 1: a forecast; nothing is written down and no effect has an id (E3) */
        int32_t has_outcome, has_prospect, has_problem;
        int32_t reserved;
        size_t record_size; /* of all records */
    } now;
    facts last;
    dispute_outcome outcome;
    dispute_prospect prospect;
    dispute_problem problem;
};

static inline void dispute__answer_clear(dispute_answer *answer) { answer->now = (struct filled){0}; }
int dispute__answer_has_room(dispute_answer *answer); /* for one more transition, however large */
/* Says no: fills the answer's problem, and gives the result back. */
dispute_result dispute__answer_problem(dispute_answer *answer, const dispute_case *c, const dispute_event *event,
                                       const dispute_problem *problem);
dispute_result dispute__answer_error(dispute_answer *answer, dispute_result result, int32_t detail, const char *name);
void dispute__answer_outcome(dispute_answer *answer, const dispute_case *c);
static inline void dispute__answer_decided(dispute_answer *answer, const dispute_case *c) { /* where it is */
    if (is_final_state(c->state)) dispute__answer_outcome(answer, c);
}

/* effect.c: the last transition and its effects, in the order of E1, the deadlines last. */
void dispute__effect_tell(dispute_answer *answer);

/* journal.c: a record's body is written before the turn acts (opening forgets the order's dates), and finished after
 * it: then the case's chain moves on. Both give the size so far. */
size_t dispute__journal_begin(const turn *t, uint8_t *to);
size_t dispute__journal_finish(const turn *t, uint8_t *record, size_t body);

#endif
