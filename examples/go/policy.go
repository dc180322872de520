package dispute

// #include "dispute.h"
import "C"

import (
	"runtime"
	"sync"
	"unsafe"
)

// Policy is the rules of a market, sealed. Goroutines share it.
type Policy struct {
	closing sync.RWMutex // calls hold it to read, Close to write
	p       *C.dispute_policy
	answers chan *C.dispute_answer // lent to calls: each has room for one case
	batches chan *C.dispute_answer // each has room for many
}

const batchRoom = 2048 // transitions

// NewPolicy reads `key = value` lines; without a line for `preset` they change the default market. Close it in the end.
func NewPolicy(text string) (*Policy, error) {
	if err := CheckLibrary(); err != nil {
		return nil, err
	}
	p, problem := &Policy{}, newProblem()
	source, size := chars(text)
	r := C.dispute_policy_new(nil, &p.p)
	if r == 0 {
		r = C.dispute_policy_parse(p.p, source, size, problem)
	}
	if r == 0 {
		r = C.dispute_policy_seal(p.p, problem)
	}
	if r != 0 {
		C.dispute_policy_free(p.p)
		return nil, failure(r, problem)
	}
	p.answers = make(chan *C.dispute_answer, 2*runtime.GOMAXPROCS(0))
	p.batches = make(chan *C.dispute_answer, 2)
	runtime.SetFinalizer(p, (*Policy).Close)
	return p, nil
}

// Close frees it, when no call that uses it still runs. Afterwards its cases answer ErrClosed. It never fails.
func (p *Policy) Close() error {
	if p == nil {
		return nil
	}
	p.closing.Lock()
	defer p.closing.Unlock()
	if p.p == nil {
		return nil
	}
	runtime.SetFinalizer(p, nil)
	C.dispute_policy_free(p.p)
	p.p = nil
	for _, idle := range []chan *C.dispute_answer{p.answers, p.batches} {
		close(idle)
		for answer := range idle {
			C.dispute_answer_free(answer)
		}
	}
	return nil
}

// enter keeps it open until leave.
func (p *Policy) enter() error {
	if p == nil {
		return ErrClosed
	}
	p.closing.RLock()
	if p.p == nil {
		p.closing.RUnlock()
		return ErrClosed
	}
	return nil
}

func (p *Policy) leave() { p.closing.RUnlock() }

func borrow(idle chan *C.dispute_answer, room C.uint32_t) (answer *C.dispute_answer, err error) {
	select {
	case answer = <-idle:
		return answer, nil
	default:
		return answer, failure(C.dispute_answer_new(nil, room, &answer), nil)
	}
}

func giveBack(idle chan *C.dispute_answer, answer *C.dispute_answer) {
	select {
	case idle <- answer:
	default:
		C.dispute_answer_free(answer)
	}
}

// text is what a call writes into a buffer, asked for its size first.
func (p *Policy) text(call func(buffer *C.char, room C.size_t, needed *C.size_t) C.dispute_result) (string, error) {
	if err := p.enter(); err != nil {
		return "", err
	}
	defer p.leave()
	var needed C.size_t
	if r := call(nil, 0, &needed); r != C.DISPUTE_ERROR_BUFFER_TOO_SMALL {
		return "", failure(r, nil)
	}
	buffer := make([]byte, needed)
	r := call((*C.char)(unsafe.Pointer(&buffer[0])), needed, &needed)
	return string(buffer[:needed-1]), failure(r, nil)
}

// Name is its name and version, as "aliexpress@2017".
func (p *Policy) Name() (string, error) {
	return p.text(func(buffer *C.char, room C.size_t, needed *C.size_t) C.dispute_result {
		return C.dispute_policy_name(p.p, buffer, room, needed)
	})
}

// Text is all keys and values in canonical order, from which NewPolicy makes the same policy. Store it under its digest.
func (p *Policy) Text() (string, error) {
	return p.text(func(buffer *C.char, room C.size_t, needed *C.size_t) C.dispute_result {
		return C.dispute_policy_print(p.p, buffer, room, needed)
	})
}

// Get is the value of one key.
func (p *Policy) Get(key string) (string, error) {
	name, size := chars(key)
	return p.text(func(buffer *C.char, room C.size_t, needed *C.size_t) C.dispute_result {
		return C.dispute_policy_get(p.p, name, size, buffer, room, needed)
	})
}

// Digest is the SHA-256 of the canonical text, by which a snapshot knows its policy.
func (p *Policy) Digest() (digest [32]byte, err error) {
	if err := p.enter(); err != nil {
		return digest, err
	}
	defer p.leave()
	return digest, failure(C.dispute_policy_digest(p.p, (*C.uint8_t)(unsafe.Pointer(&digest))), nil)
}

// Check is what the check of the policy found out: how long silence and a case may last, and so on.
func (p *Policy) Check() (report Report, err error) {
	if err := p.enter(); err != nil {
		return report, err
	}
	defer p.leave()
	found := C.dispute_report{size: C.sizeof_dispute_report}
	err = failure(C.dispute_policy_check(p.p, &found), nil)
	report.get(&found)
	return report, err
}

// Edges are the ways between states as the policy switches them on.
func (p *Policy) Edges() (edges []Edge, err error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	found := C.dispute_edge{size: C.sizeof_dispute_edge}
	for i := C.uint32_t(0); C.dispute_policy_edge(p.p, i, &found) == 0; i++ {
		var e Edge
		e.get(&found)
		edges = append(edges, e)
	}
	return edges, nil
}

// Begin makes the case of an order, not open yet. Close it in the end.
func (p *Policy) Begin(id string, order Order) (*Case, error) {
	var given C.dispute_order
	var w writer
	if order.put(&given, &w); w.err != nil {
		return nil, w.err
	}
	name, size := chars(id)
	return p.newCase(func(c *C.dispute_case, problem *C.dispute_problem) C.dispute_result {
		return C.dispute_case_begin(p.p, c, name, size, &given, problem)
	})
}

// Load makes a case from a snapshot. Close it in the end.
func (p *Policy) Load(snapshot []byte) (*Case, error) {
	bytes, size := octets(snapshot)
	return p.newCase(func(c *C.dispute_case, _ *C.dispute_problem) C.dispute_result {
		return C.dispute_case_load(p.p, c, bytes, size)
	})
}

// Replay makes a case from its journal, all records end to end, and verifies each. Close it in the end.
func (p *Policy) Replay(records []byte) (*Case, error) {
	bytes, size := octets(records)
	return p.newCase(func(c *C.dispute_case, problem *C.dispute_problem) C.dispute_result {
		return C.dispute_replay(p.p, c, bytes, size, problem)
	})
}

func (p *Policy) newCase(fill func(*C.dispute_case, *C.dispute_problem) C.dispute_result) (*Case, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	c, problem := &Case{policy: p}, newProblem()
	r := C.dispute_case_new(nil, &c.c)
	if r == 0 {
		r = fill(c.c, problem)
	}
	if r != 0 {
		C.dispute_case_free(c.c)
		return nil, failure(r, problem)
	}
	runtime.SetFinalizer(c, (*Case).Close)
	return c, nil
}
