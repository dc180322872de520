package dispute

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestManyDoWhatOneDoes(t *testing.T) {
	policy := newPolicy(t, "")
	const count = 2500
	closed := opened(t, policy, "closed")
	closed.Close()
	steps, one := make([]Step, count), opened(t, policy, "C-1")
	accept := Event{Kind: EventAccept, By: PartySeller, At: monday}
	for i := range steps {
		steps[i] = Step{opened(t, policy, "C-1"), accept}
	}
	steps[7].Event.By = PartyCarrier            // refused
	steps[8].Event.ID = strings.Repeat("x", 99) // does not fit
	steps[9].Case = nil
	steps[10].Case = closed
	steps[12] = steps[11] // twice the same case: the second finds it accepted
	steps[12].Event.At = monday.Add(1)
	single, _ := one.Apply(accept)
	b, err := policy.ApplyMany(steps)
	if err != nil {
		t.Fatal(err)
	}
	for i, err := range b.Errs {
		want := map[int]error{7: ErrNotYours, 8: ErrBadValue, 9: ErrClosed, 10: ErrClosed, 12: ErrRefused}[i]
		if want == nil && err != nil || want != nil && !errors.Is(err, want) {
			t.Error(i, err)
		}
	}
	if len(b.Transitions) != count-5 || b.Transitions[0].Item != 0 || b.Transitions[count-6].Item != count-1 {
		t.Fatal(len(b.Transitions))
	}
	last := b.Transitions[count-6]
	for i, e := range last.Effects {
		if e.Item != last.Item {
			t.Error("an effect of item", e.Item)
		}
		last.Effects[i].Item = 0
	}
	last.Item = 0
	if !reflect.DeepEqual(last, single.Transitions[0]) || !bytes.Equal(saved(t, steps[count-1].Case), saved(t, one)) {
		t.Error(last, single.Transitions[0])
	}
	if b, err := policy.ApplyMany(nil); err != nil || len(b.Errs) != 0 {
		t.Error(b, err)
	}
}

func TestAdvanceMany(t *testing.T) {
	policy := newPolicy(t, "")
	c, late := opened(t, policy, "C-1"), monday.AddDate(0, 0, 9)
	fresh := saved(t, c)
	snapshots := make([][]byte, 2500)
	for i := range snapshots {
		snapshots[i] = append([]byte(nil), fresh...)
	}
	snapshots[3], snapshots[4] = nil, bytes.Repeat([]byte{7}, SnapshotSize)
	c.Advance(late)
	b, err := policy.AdvanceMany(snapshots, late)
	if err != nil || len(b.Transitions) != 2498 || b.Transitions[3].Item != 5 || b.Transitions[2497].Item != 2499 {
		t.Fatal(b, err)
	}
	for i, snapshot := range snapshots {
		bad := i == 3 || i == 4
		if bad != errors.Is(b.Errs[i], ErrFailed) || !bad && !bytes.Equal(snapshot, saved(t, c)) {
			t.Error(i, b.Errs[i])
		}
	}
	if b, err := policy.AdvanceMany(nil, late); err != nil || len(b.Errs) != 0 {
		t.Error(b, err)
	}
}

func TestGoroutinesShareAPolicy(t *testing.T) {
	policy, group := newPolicy(t, ""), sync.WaitGroup{}
	snapshots := make([][]byte, 8)
	for i := range snapshots {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			for n := 0; n < 200; n++ {
				c, _ := policy.Begin("C-1", order)
				c.Apply(open)
				c.Advance(monday.AddDate(0, 1, 0))
				snapshots[i], _ = c.Snapshot()
				c.Close()
			}
		}(i)
	}
	group.Wait()
	for _, s := range snapshots {
		if len(s) == 0 || !bytes.Equal(s, snapshots[0]) {
			t.Error("goroutines disagree")
		}
	}
}

// What goes wrong at the same time is an error, never a crash: run with -race.
func TestGoroutinesMisuseACase(t *testing.T) {
	policy, err := NewPolicy("")
	if err != nil {
		t.Fatal(err)
	}
	c, group := opened(t, policy, "C-1"), sync.WaitGroup{}
	for i := 0; i < 8; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			for n := 0; n < 300; n++ {
				_, err := c.Forecast()
				if err != nil && err != ErrInUse && err != ErrClosed {
					t.Error(err)
				}
				b, err := policy.ApplyMany([]Step{{c, open}, {c, open}})
				if err != nil && err != ErrClosed || err == nil && b.Errs[0] == nil {
					t.Error(b, err)
				}
				if i == 0 && n == 200 {
					policy.Close()
				}
				if i == 1 && n == 250 {
					c.Close()
				}
			}
		}(i)
	}
	group.Wait()
}

// The net below Close: what is dropped is freed some time, and what is still used is not.
func TestWhatIsDroppedIsFreed(t *testing.T) {
	resident := func() (pages int) {
		text, err := os.ReadFile("/proc/self/statm")
		if err != nil {
			t.Skip("this system does not say how much memory is used")
		}
		fmt.Sscan(string(text), new(int), &pages)
		return pages
	}
	var kept *Case
	before, each := resident(), 100
	for i := 0; i < 20*each; i++ {
		policy, err := NewPolicy("")
		if err != nil {
			t.Fatal(err)
		}
		if kept, err = policy.Begin("C-1", order); err != nil {
			t.Fatal(err)
		}
		kept.Forecast() // which makes an answer
		if i%each == 0 {
			runtime.GC()
			time.Sleep(2 * time.Millisecond)
		}
	}
	if grown := (resident() - before) * os.Getpagesize() >> 20; grown > 100 { // 200 where nothing is freed
		t.Error("grown by", grown, "MB")
	}
	if _, err := kept.Apply(open); err != nil { // it keeps its policy
		t.Error(err)
	}
	kept.Close()
}
