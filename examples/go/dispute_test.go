package dispute

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

var monday = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)

func opened(t *testing.T, id string) *Case {
	t.Helper()
	policy, err := NewPolicy("")
	if err != nil {
		t.Fatal(err)
	}
	order := Order{Currency: Text[[4]byte]("USD"), Amount: 5000, DeliveredAt: At(monday.AddDate(0, 0, -5))}
	c, err := policy.Begin(id, order)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); policy.Close() })
	_, err = c.Apply(Event{Kind: Must("event", "open"), By: Must("party", "buyer"), At: At(monday),
		Reason: Must("reason", "quality"), Terms: Terms{Kind: Must("terms", "refund"), Amount: 2000}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSilenceRefunds(t *testing.T) {
	c := opened(t, "C-1")
	if due, _ := c.NextDue().Time(); !due.Equal(monday.AddDate(0, 0, 5)) {
		t.Error("due", due)
	}
	a, err := c.Advance(monday.AddDate(0, 0, 9))
	if err != nil || len(a.Transitions) != 1 || len(a.Records) != 1 || len(a.Records[0]) == 0 {
		t.Fatal(a, err)
	}
	var moved []string
	for _, e := range a.Effects {
		if e.Kind == Must("effect", "transfer") {
			moved = append(moved, String(e.ID[:])+" "+Name("why", e.Why))
		}
	}
	if got := strings.Join(moved, ", "); got != "C-1:2:0 refund, C-1:2:1 release" {
		t.Error(got)
	}
	if at, _ := a.Transitions[0].At.Time(); !at.Equal(monday.AddDate(0, 0, 5)) {
		t.Error("the deadline fired at", at)
	}
}

func TestRefusedIsAnAnswer(t *testing.T) {
	c := opened(t, "C-1")
	before, _ := c.Snapshot()
	a, err := c.Apply(Event{Kind: Must("event", "withdraw"), By: Must("party", "seller"), At: At(monday)})
	if err != nil || Name("result", a.Result) != "not_yours" || a.Problem == nil {
		t.Fatal(a, err)
	}
	for _, language := range []string{"en", "zh-Hans", "zh-Hant"} {
		if a.Problem.Sentence(language) == "" {
			t.Error("no sentence in", language)
		}
	}
	if after, _ := c.Snapshot(); !bytes.Equal(before, after) {
		t.Error("a refusal changed the case")
	}
}

func TestMisuseIsAnError(t *testing.T) {
	c := opened(t, "C-1")
	seller, accept := Must("party", "seller"), Must("event", "accept")
	for name, e := range map[string]Event{
		"too long":       {Kind: accept, By: seller, At: At(monday), ID: Text[[72]byte](strings.Repeat("x", 72))},
		"far too long":   {Kind: accept, By: seller, At: At(monday), ID: Text[[72]byte](strings.Repeat("x", 99))},
		"a NUL":          {Kind: accept, By: seller, At: At(monday), ID: Text[[72]byte]("a\x00b")},
		"no time":        {Kind: accept, By: seller},
		"before the end": {Kind: accept, By: seller, At: At(monday.AddDate(0, 0, -1))},
		"not taken":      {Kind: accept, By: seller, At: At(monday), Amount: 1},
	} {
		var failed *Error
		if _, err := c.Apply(e); !errors.As(err, &failed) || failed.Result >= 0 || err.Error() == "" {
			t.Error(name, err)
		}
	}
	for _, source := range []string{"no.such = key", "negotiation.response = soon", "preset = nowhere"} {
		if p, err := NewPolicy(source); p != nil || err == nil {
			t.Error(source)
		}
	}
}

func TestWordsAreAsked(t *testing.T) {
	if _, err := Number("party", "byer"); err == nil {
		t.Error("a misspelt word")
	}
	if _, err := Number("partys", "buyer"); err == nil {
		t.Error("a misspelt group")
	}
	if Name("party", 99) != "" || Name("party", 0) != "" || Name("partys", 1) != "" {
		t.Error("a name for nothing")
	}
	defer func() {
		if recover() == nil {
			t.Error("Must took a misspelt word")
		}
	}()
	Must("event", "opn")
}

func TestSnapshotGoesRound(t *testing.T) {
	c := opened(t, "C-1")
	snapshot, err := c.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.policy.Load(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if bytes, _ := again.Snapshot(); string(bytes) != string(snapshot) {
		t.Error("other bytes")
	}
	for _, bad := range [][]byte{nil, {}, snapshot[1:], bytes.Repeat([]byte{7}, len(snapshot))} {
		if c, err := c.policy.Load(bad); c != nil || err == nil {
			t.Error("loaded", len(bad), "bytes")
		}
	}
}

func TestQuestions(t *testing.T) {
	c := opened(t, "C-1")
	a, err := c.Allowed(Must("party", "seller"), monday)
	var may []string
	for _, action := range a.Actions {
		may = append(may, Name("event", action.Event))
	}
	if err != nil || !strings.HasPrefix(strings.Join(may, " "), "propose refuse accept") {
		t.Error(may, err)
	}
	v, err := c.View(Must("party", "buyer"))
	if err != nil || String(v.ID[:]) != "C-1" || v.Escrow != 5000 || v.Due[Must("deadline", "response")] != c.NextDue() ||
		!reflect.DeepEqual(Names("party", v.Moves), []string{"seller"}) {
		t.Error(v, err)
	}
	f, err := c.Forecast()
	if err != nil || f.Outcome.Amount != 2000 || f.Effects[0].ID[0] != 0 ||
		Name("waits_for", f.Prospect.WaitsFor) != "host" {
		t.Error(f, err)
	}
}

func TestClosedIsAnError(t *testing.T) {
	c := opened(t, "C-1")
	c.Close()
	c.Close()
	if _, err := c.Advance(monday); err == nil {
		t.Error("a closed case answers")
	}
	if _, err := c.Snapshot(); err == nil {
		t.Error("a closed case has bytes")
	}
	d := opened(t, "C-2")
	d.policy.Close()
	if _, err := d.Advance(monday); err == nil {
		t.Error("a closed policy rules")
	}
}

func TestPolicyIsShared(t *testing.T) {
	policy, err := NewPolicy("")
	if err != nil {
		t.Fatal(err)
	}
	defer policy.Close()
	snapshots, group := make([][]byte, 8), sync.WaitGroup{}
	for i := range snapshots {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			for n := 0; n < 200; n++ {
				c, _ := policy.Begin("C-1", Order{Currency: Text[[4]byte]("USD"), Amount: 5000, DeliveredAt: At(monday)})
				c.Apply(Event{Kind: Must("event", "open"), By: Must("party", "buyer"), At: At(monday),
					Reason: Must("reason", "damaged"), Terms: Terms{Kind: Must("terms", "refund"), Amount: 1}})
				c.Advance(monday.AddDate(0, 1, 0))
				snapshots[i], _ = c.Snapshot()
				c.Close()
			}
		}(i)
	}
	group.Wait()
	for _, s := range snapshots {
		if len(s) == 0 || !bytes.Equal(s, snapshots[0]) {
			t.Error("threads disagree")
		}
	}
}

// What a package that was made for another header would look like.
func TestOtherLayoutIsRefused(t *testing.T) {
	type moved struct {
		size                    uint32
		Via, Kind, Fault, Payer Word
		Counts                  Set
		Amount, Coupon          int64
	}
	type renamed struct {
		size                     uint32
		Kind, Via, Faults, Payer Word
		Counts                   Set
		Amount, Coupon           int64
	}
	type retyped struct {
		size                    uint32
		Kind, Via, Fault, Payer Word
		Counts                  Set
		Amount                  int64
		Coupon                  Instant
	}
	type newer struct {
		size                    uint32
		Kind, Via, Fault, Payer Word
		Counts                  Set
		Amount, Coupon, More    int64
	}
	type older struct {
		size                    uint32
		Kind, Via, Fault, Payer Word
		Counts                  Set
	}
	for _, wrong := range []any{moved{}, renamed{}, retyped{}, newer{}} {
		if compare("outcome", reflect.TypeOf(wrong)) == nil {
			t.Errorf("%T passes for an outcome", wrong)
		}
	}
	if err := compare("outcome", reflect.TypeOf(older{})); err != nil {
		t.Error("a struct that has only grown:", err)
	}
}
