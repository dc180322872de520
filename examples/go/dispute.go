// Package dispute runs marketplace disputes as a pure function, (policy, case, event) -> (case', answer), through cgo.
//
// It finds the header in ../../include, and the library where the linker looks. Before the library is installed, say
// where it was built:
//
//	export CGO_LDFLAGS="-L$PWD/build/gcc/lib -Wl,-rpath,$PWD/build/gcc/lib"
//
// (and CGO_CFLAGS=-I... for a header that lies elsewhere). Words are asked from the library by name, and answers are
// copied out, so that nothing dies with the next call. Goroutines may share a policy; a case belongs to one at a time.
package dispute

// #cgo CFLAGS: -I${SRCDIR}/../../include
// #cgo LDFLAGS: -ldispute
// #include "dispute.h"
import "C"

import (
	"time"
	"unsafe"
)

// Policy is the rules of a market, sealed.
type Policy struct{ p *C.dispute_policy }

// NewPolicy reads `key = value` lines; without a line for `preset` they change the default market. Close it in the end.
func NewPolicy(source string) (*Policy, error) {
	p, problem := &Policy{}, &Problem{}
	text, size := chars(source)
	r := C.dispute_policy_new(nil, &p.p)
	if r == 0 {
		r = C.dispute_policy_parse(p.p, text, size, problem.handle())
	}
	if r == 0 {
		r = C.dispute_policy_seal(p.p, problem.handle())
	}
	if r != 0 {
		p.Close()
		return nil, failure(r, problem)
	}
	return p, nil
}

// Close frees it, when no call that was given it still runs. Afterwards its cases answer with an error.
func (p *Policy) Close() {
	C.dispute_policy_free(p.p)
	p.p = nil
}

// Case is one case: a plain value, and room for the answer of its last call.
type Case struct {
	policy *Policy
	c      *C.dispute_case
	answer *C.dispute_answer
}

func newCase(p *Policy, fill func(*Case, *Problem) C.dispute_result) (*Case, error) {
	c, problem := &Case{policy: p}, &Problem{}
	r := C.dispute_case_new(nil, &c.c)
	if r == 0 {
		r = C.dispute_answer_new(nil, 0, &c.answer)
	}
	if r == 0 {
		r = fill(c, problem)
	}
	if r != 0 {
		c.Close()
		return nil, failure(r, problem)
	}
	return c, nil
}

// Begin makes the case of an order, not open yet. Close it in the end.
func (p *Policy) Begin(id string, order Order) (*Case, error) {
	order.size = uint32(unsafe.Sizeof(order))
	name, size := chars(id)
	return newCase(p, func(c *Case, problem *Problem) C.dispute_result {
		return C.dispute_case_begin(p.p, c.c, name, size, (*C.dispute_order)(unsafe.Pointer(&order)), problem.handle())
	})
}

// Load makes a case from a snapshot. Close it in the end.
func (p *Policy) Load(snapshot []byte) (*Case, error) {
	bytes := append(snapshot[:len(snapshot):len(snapshot)], 0) // an empty one has an address, too
	return newCase(p, func(c *Case, _ *Problem) C.dispute_result {
		return C.dispute_case_load(p.p, c.c, (*C.uint8_t)(unsafe.Pointer(&bytes[0])), C.size_t(len(snapshot)))
	})
}

// Close frees it. Afterwards every call is an error.
func (c *Case) Close() {
	C.dispute_answer_free(c.answer)
	C.dispute_case_free(c.c)
	c.answer, c.c = nil, nil
}

// Snapshot is the case as bytes.
func (c *Case) Snapshot() ([]byte, error) {
	var size C.size_t
	bytes := make([]byte, C.dispute_limit(C.DISPUTE_LIMIT_SNAPSHOT))
	r := C.dispute_case_save(c.c, (*C.uint8_t)(unsafe.Pointer(&bytes[0])), C.size_t(len(bytes)), &size)
	return bytes[:size], failure(r, nil)
}

// Head is the hash of the last record.
func (c *Case) Head() (digest [32]byte, err error) {
	err = failure(C.dispute_case_head(c.c, (*C.uint8_t)(unsafe.Pointer(&digest))), nil)
	return digest, err
}

// NextDue is when Advance has something to do, or Never.
func (c *Case) NextDue() Instant { return Instant(C.dispute_case_next_due(c.c)) }

// Answer is what a call brought about: what happened, or the refusal that Problem explains.
type Answer struct {
	Result      Word
	Transitions []Transition
	Effects     []Effect // of all transitions, in order: each says how many are its own
	Records     [][]byte // one a transition
	Actions     []Action
	Outcome     *Outcome
	Prospect    *Prospect
	Problem     *Problem
}

// Apply is one event, with what falls due before it and at once behind it.
func (c *Case) Apply(e Event) (*Answer, error) {
	e.size = uint32(unsafe.Sizeof(e))
	return c.read(C.dispute_apply(c.policy.p, c.c, (*C.dispute_event)(unsafe.Pointer(&e)), c.answer))
}

// Advance fires what is due.
func (c *Case) Advance(now time.Time) (*Answer, error) {
	return c.read(C.dispute_advance(c.policy.p, c.c, C.int64_t(At(now)), c.answer))
}

// Forecast says where silence leads.
func (c *Case) Forecast() (*Answer, error) {
	return c.read(C.dispute_forecast(c.policy.p, c.c, c.answer))
}

// Allowed lists what a party may do, or with party 0 everybody.
func (c *Case) Allowed(party Word, now time.Time) (*Answer, error) {
	return c.read(C.dispute_allowed(c.policy.p, c.c, C.int32_t(party), C.int64_t(At(now)), c.answer))
}

// View is what a party may see.
func (c *Case) View(party Word) (v View, err error) {
	v.size = uint32(unsafe.Sizeof(v))
	err = failure(C.dispute_case_view(c.c, C.int32_t(party), (*C.dispute_view)(unsafe.Pointer(&v))), nil)
	return v, err
}

// copied is a struct of the library's, which is as long as ours or longer; nil for none.
func copied[T any](lent unsafe.Pointer) *T {
	if lent == nil {
		return nil
	}
	mine := *(*T)(lent)
	return &mine
}

func (c *Case) read(r C.dispute_result) (*Answer, error) {
	a := &Answer{Result: Word(r)}
	for i := C.uint32_t(0); ; i++ {
		t := copied[Transition](unsafe.Pointer(C.dispute_answer_transition(c.answer, i)))
		if t == nil {
			break
		}
		var size C.size_t
		record := C.dispute_answer_record(c.answer, i, &size)
		a.Transitions = append(a.Transitions, *t)
		a.Records = append(a.Records, C.GoBytes(unsafe.Pointer(record), C.int(size)))
	}
	for i := C.uint32_t(0); ; i++ {
		e := copied[Effect](unsafe.Pointer(C.dispute_answer_effect(c.answer, i)))
		if e == nil {
			break
		}
		a.Effects = append(a.Effects, *e)
	}
	for i := C.uint32_t(0); ; i++ {
		action := copied[Action](unsafe.Pointer(C.dispute_answer_action(c.answer, i)))
		if action == nil {
			break
		}
		a.Actions = append(a.Actions, *action)
	}
	a.Outcome = copied[Outcome](unsafe.Pointer(C.dispute_answer_outcome(c.answer)))
	a.Prospect = copied[Prospect](unsafe.Pointer(C.dispute_answer_prospect(c.answer)))
	a.Problem = copied[Problem](unsafe.Pointer(C.dispute_answer_problem(c.answer)))
	return a, failure(r, a.Problem)
}
