package dispute

// #include "dispute.h"
import "C"

import (
	"runtime"
	"sync"
	"time"
	"unsafe"
)

// Case is one case: a plain value of 576 bytes. It belongs to one goroutine at a time; another that calls meanwhile is
// told ErrInUse.
type Case struct {
	using  sync.Mutex
	policy *Policy
	c      *C.dispute_case
}

// Close frees it, when the call that uses it has ended. Afterwards every call answers ErrClosed. It never fails.
func (c *Case) Close() error {
	if c == nil {
		return nil
	}
	c.using.Lock()
	defer c.using.Unlock()
	runtime.SetFinalizer(c, nil)
	C.dispute_case_free(c.c)
	c.c = nil
	return nil
}

// hold takes it for one goroutine until release, without its policy.
func (c *Case) hold() error {
	if c == nil {
		return ErrClosed
	}
	if !c.using.TryLock() {
		return ErrInUse
	}
	if c.c == nil {
		c.using.Unlock()
		return ErrClosed
	}
	return nil
}

func (c *Case) enter() error {
	if err := c.hold(); err != nil {
		return err
	}
	if err := c.policy.enter(); err != nil {
		c.using.Unlock()
		return err
	}
	return nil
}

func (c *Case) leave() {
	c.policy.leave()
	c.using.Unlock()
}

// ask makes one call that fills an answer, and copies it out.
func (c *Case) ask(call func(*C.dispute_policy, *C.dispute_answer) C.dispute_result) (*Answer, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	lent, err := borrow(c.policy.answers, 0)
	if err != nil {
		return nil, err
	}
	defer giveBack(c.policy.answers, lent)
	return copied(call(c.policy.p, lent), lent)
}

// Apply is one event, with what falls due before it and at once behind it. Where the rules refuse the event, the answer
// is there beside the error: what fell due before it stands.
func (c *Case) Apply(e Event) (*Answer, error) {
	var given C.dispute_event
	var w writer
	if e.put(&given, &w); w.err != nil {
		return nil, w.err
	}
	return c.ask(func(policy *C.dispute_policy, answer *C.dispute_answer) C.dispute_result {
		return C.dispute_apply(policy, c.c, &given, answer)
	})
}

// Advance fires what is due, each deadline at its own instant.
func (c *Case) Advance(now time.Time) (*Answer, error) {
	return c.ask(func(policy *C.dispute_policy, answer *C.dispute_answer) C.dispute_result {
		return C.dispute_advance(policy, c.c, putTime(now), answer)
	})
}

// Forecast says where silence leads. It changes nothing.
func (c *Case) Forecast() (*Answer, error) {
	return c.ask(func(policy *C.dispute_policy, answer *C.dispute_answer) C.dispute_result {
		return C.dispute_forecast(policy, c.c, answer)
	})
}

// Allowed lists what a party may do, or with party 0 everybody. It changes nothing.
func (c *Case) Allowed(party Party, now time.Time) ([]Action, error) {
	a, err := c.ask(func(policy *C.dispute_policy, answer *C.dispute_answer) C.dispute_result {
		return C.dispute_allowed(policy, c.c, C.int32_t(party), putTime(now), answer)
	})
	if err != nil {
		return nil, err
	}
	return a.actions, nil
}

// View is what a party may see.
func (c *Case) View(party Party) (view View, err error) {
	if err := c.enter(); err != nil {
		return view, err
	}
	defer c.leave()
	seen := C.dispute_view{size: C.sizeof_dispute_view}
	if err := failure(C.dispute_case_view(c.c, C.int32_t(party), &seen), nil); err != nil {
		return view, err
	}
	view.get(&seen)
	return view, nil
}

// Snapshot is the case as bytes, one byte string per state.
func (c *Case) Snapshot() ([]byte, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	var size C.size_t
	bytes := make([]byte, SnapshotSize)
	r := C.dispute_case_save(c.c, (*C.uint8_t)(unsafe.Pointer(&bytes[0])), C.size_t(len(bytes)), &size)
	return bytes[:size], failure(r, nil)
}

// Replay takes the case on by the records that follow, end to end. All or nothing.
func (c *Case) Replay(records []byte) error {
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	bytes, size := octets(records)
	problem := newProblem()
	return failure(C.dispute_replay(c.policy.p, c.c, bytes, size, problem), problem)
}

// Clone is another case that equals this one. Close it in the end.
func (c *Case) Clone() (*Case, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	d := &Case{policy: c.policy}
	r := C.dispute_case_new(nil, &d.c)
	if r == 0 {
		r = C.dispute_case_copy(d.c, c.c)
	}
	if r != 0 {
		C.dispute_case_free(d.c)
		return nil, failure(r, nil)
	}
	runtime.SetFinalizer(d, (*Case).Close)
	return d, nil
}

// Head is the hash of all records so far.
func (c *Case) Head() (digest [32]byte, err error) {
	if err := c.enter(); err != nil {
		return digest, err
	}
	defer c.leave()
	return digest, failure(C.dispute_case_head(c.c, (*C.uint8_t)(unsafe.Pointer(&digest))), nil)
}

// NextDue is when Advance has something to do, your one timer; the zero time where nothing is armed, or it is closed.
func (c *Case) NextDue() (due time.Time) {
	if c.hold() == nil {
		due = getTime(C.dispute_case_next_due(c.c))
		c.using.Unlock()
	}
	return due
}

// Sequence is the number of transitions so far; 0 where it is not open, or closed by Close.
func (c *Case) Sequence() (sequence int64) {
	if c.hold() == nil {
		sequence = int64(C.dispute_case_sequence(c.c))
		c.using.Unlock()
	}
	return sequence
}

// State is where it stands; 0 where it is not open, or closed by Close.
func (c *Case) State() (state State) {
	if c.hold() == nil {
		state = State(C.dispute_case_state(c.c))
		c.using.Unlock()
	}
	return state
}
