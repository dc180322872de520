package dispute

/*
#include "dispute.h"

typedef struct dispute_go_lent {
    const dispute_transition *transition;
    const dispute_effect *effect;
    const dispute_action *action;
    const uint8_t *record;
    const dispute_outcome *outcome;
    const dispute_prospect *prospect;
    const dispute_problem *problem;
    uint32_t transitions, effects, actions;
} dispute_go_lent;

// Everything that an answer lends, in one call over the border.
static void dispute_go_look(const dispute_answer *answer, dispute_go_lent *to) {
    to->transitions = dispute_answer_count(answer, DISPUTE_STRUCT_TRANSITION);
    to->effects = dispute_answer_count(answer, DISPUTE_STRUCT_EFFECT);
    to->actions = dispute_answer_count(answer, DISPUTE_STRUCT_ACTION);
    to->transition = dispute_answer_transition(answer, 0);
    to->effect = dispute_answer_effect(answer, 0);
    to->action = dispute_answer_action(answer, 0);
    to->record = dispute_answer_record(answer, 0, 0);
    to->outcome = dispute_answer_outcome(answer);
    to->prospect = dispute_answer_prospect(answer);
    to->problem = dispute_answer_problem(answer);
}
*/
import "C"

import "unsafe"

// Answer is what a call brought about.
type Answer struct {
	Transitions []Transition
	Outcome     *Outcome  // how the case ended, or what is decided; nil: nothing yet
	Prospect    *Prospect // where silence leads, of Forecast
	actions     []Action
}

// Effects are those of all transitions, in order: what must happen outside.
func (a *Answer) Effects() (all []Effect) {
	for _, t := range a.Transitions {
		all = append(all, t.Effects...)
	}
	return all
}

// Record is the journal records of all transitions, end to end.
func (a *Answer) Record() (all []byte) {
	for _, t := range a.Transitions {
		all = append(all, t.Record...)
	}
	return all
}

// copied makes an Answer of what is lent until the next call.
func copied(r C.dispute_result, answer *C.dispute_answer) (*Answer, error) {
	var lent C.dispute_go_lent
	C.dispute_go_look(answer, &lent)
	err := failure(r, lent.problem)
	if r < 0 {
		return nil, err
	}
	a := &Answer{Transitions: readTransitions(&lent)}
	if lent.outcome != nil {
		a.Outcome = &Outcome{}
		a.Outcome.get(lent.outcome)
	}
	if lent.prospect != nil {
		a.Prospect = &Prospect{}
		a.Prospect.get(lent.prospect)
	}
	if lent.actions > 0 {
		a.actions = make([]Action, lent.actions)
		for i := range a.actions {
			a.actions[i].get((*C.dispute_action)(unsafe.Add(unsafe.Pointer(lent.action), i*int(lent.action.size))))
		}
	}
	return a, err
}

// readTransitions copies them with their effects and records. Elements lie `size` bytes apart, records end to end.
func readTransitions(lent *C.dispute_go_lent) []Transition {
	if lent.transitions == 0 {
		return nil
	}
	effects := make([]Effect, lent.effects)
	for i := range effects {
		effects[i].get((*C.dispute_effect)(unsafe.Add(unsafe.Pointer(lent.effect), i*int(lent.effect.size))))
	}
	transitions, record := make([]Transition, lent.transitions), unsafe.Pointer(lent.record)
	for i := range transitions {
		from := (*C.dispute_transition)(unsafe.Add(unsafe.Pointer(lent.transition), i*int(lent.transition.size)))
		first, last := from.first_effect, from.first_effect+from.effects
		transitions[i].get(from)
		transitions[i].Effects = effects[first:last:last]
		if record != nil && from.record_size > 0 {
			transitions[i].Record = C.GoBytes(record, C.int(from.record_size))
			record = unsafe.Add(record, from.record_size)
		}
	}
	return transitions
}

// lookAt copies the transitions out of an answer for many.
func lookAt(answer *C.dispute_answer) []Transition {
	var lent C.dispute_go_lent
	C.dispute_go_look(answer, &lent)
	return readTransitions(&lent)
}
