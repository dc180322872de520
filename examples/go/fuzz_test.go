package dispute

import (
	"bytes"
	"errors"
	"testing"
	"time"
)

// eventOf makes an event of any bytes: each field is what its turn of the bytes says.
func eventOf(data []byte) (e Event, rest []byte) {
	number := func() (n int64) {
		for i := 0; i < 2 && len(data) > 0; i++ {
			n, data = n<<8|int64(data[0]), data[1:]
		}
		return n
	}
	text := func() string {
		n := int(number()) % 80
		if n > len(data) {
			n = len(data)
		}
		s := string(data[:n])
		data = data[n:]
		return s
	}
	e = Event{Kind: EventKind(number() % 110), By: PartyBuyer + Party(number()%5), At: monday.Add(time.Duration(number()) * time.Minute)}
	taken := number()
	for bit, set := range []func(){
		func() {
			e.Terms = Terms{TermsKind(number() % 9), Party(number() % 6), Money(number()), Money(number()), Money(number())}
		},
		func() { e.Reason, e.Goods = Reason(number()%90), Goods(number()%9) },
		func() { e.Payer, e.Fault, e.Party = Account(number()%8), Fault(number()%6), Party(number()%7) },
		func() { e.Deadline, e.Until = Deadline(number()%11), monday.Add(time.Duration(number())*time.Hour) },
		func() { e.Amount, e.Expects, e.Expect = Money(number())-9, number()%2 == 1, number()-2 },
		func() { e.ID, e.Reference, e.CaseID = text(), text(), text() },
		func() { e.Digest[number()%32] = byte(number()) },
		func() { e.Reference = "C-1:2:0" },
	} {
		if taken>>bit&1 != 0 {
			set()
		}
	}
	return e, data
}

// FuzzApply plays any events. Whatever they are, nothing crashes, an error changes nothing, snapshots go round, and the
// journal makes the same case again.
func FuzzApply(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x00\x0c\x00\x01\x00\x10\x00\x00\x00\x46\x00\x02\x20\x00\x00\x80"))
	f.Add(bytes.Repeat([]byte{0, 10, 0, 1, 0, 90, 0, 1, 0, 2, 0, 1, 0, 50}, 9))
	policy := newPolicy(f, "")
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := policy.Begin("C-1", order)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		a, err := c.Apply(open)
		if err != nil {
			t.Fatal(err)
		}
		journal := a.Record()
		for n := 0; n < 40 && len(data) > 0; n++ {
			var e Event
			before := saved(t, c)
			e, data = eventOf(data)
			a, err := c.Apply(e)
			if err == nil || errors.Is(err, ErrRefused) {
				journal = append(journal, a.Record()...)
			} else if a != nil || !bytes.Equal(saved(t, c), before) {
				t.Fatal("an error changed something", err)
			}
			again, err := policy.Load(saved(t, c))
			if err != nil || !bytes.Equal(saved(t, again), saved(t, c)) {
				t.Fatal(err)
			}
			again.Close()
			if _, err := c.Forecast(); err != nil {
				t.Fatal(err)
			}
		}
		again, err := policy.Replay(journal)
		if err != nil || !bytes.Equal(saved(t, again), saved(t, c)) {
			t.Fatal("the journal tells something else", err)
		}
		again.Close()
	})
}

// FuzzBytes reads any bytes as snapshot, journal, record and policy.
func FuzzBytes(f *testing.F) {
	policy := newPolicy(f, "")
	c := opened(f, policy, "C-1")
	a, err := c.Advance(monday.AddDate(0, 0, 9))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(saved(f, c))
	f.Add(a.Record())
	f.Add([]byte("negotiation.response = P3D\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := policy.Load(data); err == nil {
			if !bytes.Equal(saved(t, c), data) {
				t.Fatal("it was loaded as something else")
			}
			c.Close()
		}
		if c, err := policy.Replay(data); err == nil {
			c.Close()
		}
		if _, _, rest, err := ReadRecord(data); err == nil && len(rest) >= len(data) {
			t.Fatal("a record without bytes")
		}
		ReadOrder(data)
		About(data)
		if len(data) == SnapshotSize {
			policy.AdvanceMany([][]byte{data}, monday.AddDate(1, 0, 0))
		}
		if p, err := NewPolicy(string(data)); err == nil {
			p.Close()
		}
	})
}
