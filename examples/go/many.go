package dispute

// #include "dispute.h"
import "C"

import (
	"time"
	"unsafe"
)

// Step is a case and what happens to it.
type Step struct {
	Case  *Case
	Event Event
}

// Batch is what a call for many brought about.
type Batch struct {
	Errs        []error      // one an item: nil, a Result, or why the item was not tried
	Transitions []Transition // of all items, in order; each says by Item to which it belongs
}

const batchItems = 1024 // that are handed over at once

// ApplyMany is Apply for each pair, in order, with far fewer calls over the border. An item that fails stops no other.
// Batch.Errs has for each what Apply would answer, as a Result: ask Apply again for the whole sentence of a refusal.
func (p *Policy) ApplyMany(steps []Step) (*Batch, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	b := &Batch{Errs: make([]error, len(steps))}
	held := holdAll(steps, b.Errs)
	defer func() {
		for _, c := range held {
			c.using.Unlock()
		}
	}()
	room := len(steps)
	if room > batchItems {
		room = batchItems
	}
	cases, events, at := make([]*C.dispute_case, 0, room), make([]C.dispute_event, room), make([]int, 0, room)
	for first := 0; first < len(steps); first += room {
		cases, at = cases[:0], at[:0]
		for i := first; i < first+room && i < len(steps); i++ {
			var w writer
			if b.Errs[i] != nil {
				continue
			}
			if steps[i].Event.put(&events[len(at)], &w); w.err != nil {
				b.Errs[i] = w.err
				continue
			}
			cases, at = append(cases, steps[i].Case.c), append(at, i)
		}
		err := b.run(p, at, func(from int, answer *C.dispute_answer, results *C.dispute_result, done *C.size_t) C.dispute_result {
			return C.dispute_apply_many(p.p, &cases[from], &events[from], C.sizeof_dispute_event, C.size_t(len(at)-from),
				answer, results, done)
		})
		if err != nil {
			return b, err
		}
	}
	return b, nil
}

// AdvanceMany is Advance for each snapshot: where something fell due, its bytes are changed in place. An item that fails
// stops no other and stays as it was.
func (p *Policy) AdvanceMany(snapshots [][]byte, now time.Time) (*Batch, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	b := &Batch{Errs: make([]error, len(snapshots))}
	room := len(snapshots)
	if room > batchItems {
		room = batchItems
	}
	bytes, at := make([]byte, 0, room*SnapshotSize), make([]int, 0, room)
	for first := 0; first < len(snapshots); first += room {
		bytes, at = bytes[:0], at[:0]
		for i := first; i < first+room && i < len(snapshots); i++ {
			if len(snapshots[i]) != SnapshotSize {
				b.Errs[i] = ErrCorruptRecord
				continue
			}
			bytes, at = append(bytes, snapshots[i]...), append(at, i)
		}
		before := len(b.Transitions)
		err := b.run(p, at, func(from int, answer *C.dispute_answer, results *C.dispute_result, done *C.size_t) C.dispute_result {
			return C.dispute_advance_many(p.p, (*C.uint8_t)(unsafe.Pointer(&bytes[from*SnapshotSize])), C.size_t(SnapshotSize),
				C.size_t(len(at)-from), putTime(now), answer, results, done)
		})
		place := map[uint32]int{}
		for n, i := range at {
			place[uint32(i)] = n
		}
		for _, t := range b.Transitions[before:] {
			copy(snapshots[t.Item], bytes[place[t.Item]*SnapshotSize:])
		}
		if err != nil {
			return b, err
		}
	}
	return b, nil
}

// run hands items over until all are finished: a call stops where the answer is full. `at` says which items they are.
func (b *Batch) run(p *Policy, at []int,
	call func(from int, answer *C.dispute_answer, results *C.dispute_result, done *C.size_t) C.dispute_result) error {
	answer, err := borrow(p.batches, batchRoom)
	if err != nil {
		return err
	}
	defer giveBack(p.batches, answer)
	results := make([]C.dispute_result, len(at))
	for from := 0; from < len(at); {
		var done C.size_t
		if err := failure(call(from, answer, &results[from], &done), nil); err != nil {
			return err
		}
		for _, t := range lookAt(answer) {
			t.Item = uint32(at[from+int(t.Item)])
			for i := range t.Effects {
				t.Effects[i].Item = t.Item
			}
			b.Transitions = append(b.Transitions, t)
		}
		for i := from; i < from+int(done); i++ {
			if results[i] != 0 {
				b.Errs[at[i]] = Result(results[i])
			}
		}
		from += int(done)
	}
	return nil
}

// holdAll takes every case once, also one that comes twice. A case that cannot be had has its error.
func holdAll(steps []Step, errs []error) (held []*Case) {
	var mine map[*Case]bool
	for i, s := range steps {
		err := s.Case.hold()
		if err == nil {
			held = append(held, s.Case)
			if mine != nil {
				mine[s.Case] = true
			}
			continue
		}
		if err == ErrInUse && mine == nil {
			mine = map[*Case]bool{}
			for _, c := range held {
				mine[c] = true
			}
		}
		if err != ErrInUse || !mine[s.Case] {
			errs[i] = err
		}
	}
	return held
}
