package dispute

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
)

var monday = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)

var (
	order = Order{Currency: "USD", Amount: 5000, DeliveredAt: monday.AddDate(0, 0, -5)}
	open  = Event{Kind: EventOpen, By: PartyBuyer, At: monday, Reason: ReasonQuality,
		Terms: Terms{Kind: TermsRefund, Amount: 2000}}
)

func newPolicy(t testing.TB, text string) *Policy {
	t.Helper()
	policy, err := NewPolicy(text)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { policy.Close() })
	return policy
}

func opened(t testing.TB, policy *Policy, id string) *Case {
	t.Helper()
	c, err := policy.Begin(id, order)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err = c.Apply(open); err != nil {
		t.Fatal(err)
	}
	return c
}

func saved(t testing.TB, c *Case) []byte {
	t.Helper()
	snapshot, err := c.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return snapshot
}

func TestSilenceRefunds(t *testing.T) {
	c := opened(t, newPolicy(t, ""), "C-1")
	if due := c.NextDue(); !due.Equal(monday.AddDate(0, 0, 5)) {
		t.Error("due", due)
	}
	a, err := c.Advance(monday.AddDate(0, 0, 9))
	if err != nil || len(a.Transitions) != 1 || len(a.Transitions[0].Record) == 0 || len(a.Record()) == 0 {
		t.Fatal(a, err)
	}
	var moved []string
	for _, e := range a.Effects() {
		if e.Kind == EffectTransfer {
			moved = append(moved, e.ID+" "+e.Amount.Text(e.Currency)+" "+e.Why.String())
		}
	}
	if got := strings.Join(moved, ", "); got != "C-1:2:0 20.00 refund, C-1:2:1 30.00 release" {
		t.Error(got)
	}
	if at := a.Transitions[0].At; !at.Equal(monday.AddDate(0, 0, 5)) {
		t.Error("the deadline fired at", at)
	}
	if !c.NextDue().IsZero() || c.State() != StateSettlingPaying || c.Sequence() != 2 {
		t.Error(c.NextDue(), c.State(), c.Sequence())
	}
}

func TestARefusalIsAnErrorWithAnAnswer(t *testing.T) {
	c := opened(t, newPolicy(t, ""), "C-1")
	before := saved(t, c)
	a, err := c.Apply(Event{Kind: EventWithdraw, By: PartySeller, At: monday})
	if a == nil || !errors.Is(err, ErrNotYours) || !errors.Is(err, ErrRefused) || errors.Is(err, ErrFailed) ||
		errors.Is(err, ErrNotNow) || !bytes.Equal(saved(t, c), before) {
		t.Error(a, err)
	}
	var refused *Error
	if !errors.As(err, &refused) || refused.Problem.Party != PartySeller || refused.Problem.Result != ErrNotYours {
		t.Fatal(err)
	}
	for _, language := range []Language{LanguageEn, LanguageZhHans, LanguageZhHant} {
		if refused.Sentence(language) == "" || ErrStale.Sentence(language) == "" {
			t.Error(language)
		}
	}
	a, err = c.Apply(Event{Kind: EventWithdraw, By: PartySeller, At: monday.AddDate(0, 0, 6)})
	if !errors.Is(err, ErrRefused) || len(a.Transitions) != 1 || a.Transitions[0].Event != EventDeadlineResponse {
		t.Error("what fell due before stands", a, err)
	}
}

func TestMisuseIsAnErrorAndChangesNothing(t *testing.T) {
	c := opened(t, newPolicy(t, ""), "C-1")
	before := saved(t, c)
	for name, e := range map[string]Event{
		"a text that is too long": {Kind: EventAccept, By: PartySeller, At: monday, ID: strings.Repeat("x", 72)},
		"a NUL":                   {Kind: EventAccept, By: PartySeller, At: monday, ID: "a\x00b"},
		"no UTF-8":                {Kind: EventAccept, By: PartySeller, At: monday, ID: "\xff"},
		"no time":                 {Kind: EventAccept, By: PartySeller},
		"1970":                    {Kind: EventAccept, By: PartySeller, At: time.Unix(0, 0)},
		"before the end":          {Kind: EventAccept, By: PartySeller, At: monday.AddDate(0, 0, -1)},
		"not taken":               {Kind: EventAccept, By: PartySeller, At: monday, Amount: 1},
		"no such event":           {Kind: 999, By: PartySeller, At: monday},
		"a deadline":              {Kind: EventDeadlineResponse, By: PartySystem, At: monday},
		"another case":            {Kind: EventAccept, By: PartySeller, At: monday, CaseID: "C-2"},
	} {
		a, err := c.Apply(e)
		if a != nil || err == nil || !errors.Is(err, ErrFailed) || err.Error() == "" {
			t.Error(name, a, err)
		}
	}
	if !bytes.Equal(saved(t, c), before) {
		t.Error("something changed")
	}
	for _, source := range []string{"no.such = key", "negotiation.response = soon", "preset = nowhere", "\x00"} {
		if p, err := NewPolicy(source); p != nil || !errors.Is(err, ErrFailed) {
			t.Error(source, err)
		}
	}
	for _, id := range []string{"", "a:b", strings.Repeat("x", 40), "a\x00b"} {
		if c, err := c.policy.Begin(id, order); c != nil || !errors.Is(err, ErrBadValue) {
			t.Error(id, err)
		}
	}
	if _, err := c.policy.Begin("C-2", Order{Currency: "DOLLAR", Amount: 1}); !errors.Is(err, ErrBadValue) {
		t.Error(err)
	}
}

func TestAfterCloseEverythingIsAnError(t *testing.T) {
	policy := newPolicy(t, "")
	c, unmade := opened(t, policy, "C-1"), &Case{}
	c.Close()
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	calls := func(c *Case) map[string]error {
		_, apply := c.Apply(open)
		_, advance := c.Advance(monday)
		_, forecast := c.Forecast()
		_, allowed := c.Allowed(0, monday)
		_, view := c.View(PartyBuyer)
		_, snapshot := c.Snapshot()
		_, clone := c.Clone()
		_, head := c.Head()
		return map[string]error{"apply": apply, "advance": advance, "forecast": forecast, "allowed": allowed, "view": view,
			"snapshot": snapshot, "clone": clone, "head": head, "replay": c.Replay(nil)}
	}
	check := func(c *Case) {
		t.Helper()
		for call, err := range calls(c) {
			if err != ErrClosed {
				t.Error(call, err)
			}
		}
	}
	check(c)
	check(unmade)
	check(nil)
	if !c.NextDue().IsZero() || c.State() != 0 || c.Sequence() != 0 || (*Case)(nil).State() != 0 {
		t.Error("a closed case stands somewhere")
	}
	left := opened(t, policy, "C-2")
	policy.Close()
	policy.Close()
	check(left)
	left.Close()
	for _, p := range []*Policy{policy, {}, nil} {
		_, begin := p.Begin("C-1", order)
		_, load := p.Load(nil)
		_, replay := p.Replay(nil)
		_, name := p.Name()
		_, text := p.Text()
		_, get := p.Get("name")
		_, digest := p.Digest()
		_, report := p.Check()
		_, edges := p.Edges()
		_, many := p.ApplyMany([]Step{{c, open}})
		_, sweep := p.AdvanceMany([][]byte{{}}, monday)
		for i, err := range []error{begin, load, replay, name, text, get, digest, report, edges, many, sweep} {
			if err != ErrClosed {
				t.Error(i, err)
			}
		}
	}
	(&Case{}).Close()
	(&Policy{}).Close()
	(*Case)(nil).Close()
	(*Policy)(nil).Close()
}

func TestAnotherPolicyIsAnError(t *testing.T) {
	one, other := newPolicy(t, ""), newPolicy(t, "negotiation.response = P3D")
	c := opened(t, one, "C-1")
	if d, err := other.Load(saved(t, c)); d != nil || !errors.Is(err, ErrOtherPolicy) {
		t.Error(err)
	}
	b, err := other.ApplyMany([]Step{{c, Event{Kind: EventAccept, By: PartySeller, At: monday}}})
	if err != nil || !errors.Is(b.Errs[0], ErrOtherPolicy) {
		t.Error(b, err)
	}
	if b, err := other.AdvanceMany([][]byte{saved(t, c)}, monday.AddDate(1, 0, 0)); err != nil || !errors.Is(b.Errs[0], ErrOtherPolicy) {
		t.Error(b, err)
	}
}

func TestSnapshotAndJournalGoRound(t *testing.T) {
	policy := newPolicy(t, "")
	c := opened(t, policy, "C-1")
	again, err := policy.Load(saved(t, c))
	if err != nil || !bytes.Equal(saved(t, again), saved(t, c)) {
		t.Error(err)
	}
	again.Close()
	for _, bad := range [][]byte{nil, {}, saved(t, c)[1:], bytes.Repeat([]byte{7}, SnapshotSize)} {
		if c, err := policy.Load(bad); c != nil || !errors.Is(err, ErrCorruptRecord) {
			t.Error("loaded", len(bad), "bytes", err)
		}
	}

	begun, _ := policy.Begin("C-1", order)
	defer begun.Close()
	first, _ := begun.Apply(open)
	second, _ := begun.Advance(monday.AddDate(0, 0, 9))
	journal := append(first.Record(), second.Record()...)
	replayed, err := policy.Replay(journal)
	if err != nil || !bytes.Equal(saved(t, replayed), saved(t, begun)) {
		t.Error("replayed", err)
	}
	replayed.Close()
	journal[len(journal)-40] ^= 1
	if c, err := policy.Replay(journal); c != nil || !errors.Is(err, ErrCorruptRecord) {
		t.Error(err)
	}

	transition, event, rest, err := ReadRecord(first.Record())
	if err != nil || transition.State != StateNegotiationSeller || len(rest) != 0 || !reflect.DeepEqual(event, open) {
		t.Error(transition, event, err)
	}
	if read, err := ReadOrder(first.Record()); err != nil || read.Amount != 5000 || !read.DeliveredAt.Equal(order.DeliveredAt) {
		t.Error(read, err)
	}
	if name, digest, id, err := About(saved(t, c)); err != nil || name != "aliexpress@2017" || id != "C-1" || digest == [32]byte{} {
		t.Error(name, digest, id, err)
	}
	for _, bad := range [][]byte{nil, {1, 2, 3}} {
		_, _, _, record := ReadRecord(bad)
		_, order := ReadOrder(bad)
		_, _, _, about := About(bad)
		if !errors.Is(record, ErrFailed) || !errors.Is(order, ErrFailed) || !errors.Is(about, ErrFailed) {
			t.Error(record, order, about)
		}
	}
}

func TestQuestions(t *testing.T) {
	policy := newPolicy(t, "")
	c := opened(t, policy, "C-1")
	actions, err := c.Allowed(PartySeller, monday)
	var may []string
	for _, action := range actions {
		may = append(may, action.Event.String())
	}
	if err != nil || !strings.HasPrefix(strings.Join(may, " "), "propose refuse accept") {
		t.Error(may, err)
	}
	v, err := c.View(PartyBuyer)
	if err != nil || v.ID != "C-1" || v.Escrow != 5000 || !v.Due[DeadlineResponse].Equal(c.NextDue()) ||
		!reflect.DeepEqual(v.Moves, []Party{PartySeller}) || v.Request.Amount != 2000 {
		t.Error(v, err)
	}
	if _, err := c.View(99); !errors.Is(err, ErrBadValue) {
		t.Error(err)
	}
	f, err := c.Forecast()
	if err != nil || f.Outcome.Amount != 2000 || f.Effects()[0].ID != "" || f.Prospect.WaitsFor != WaitsForHost {
		t.Error(f, err)
	}
	d, err := c.Clone()
	if err != nil || !bytes.Equal(saved(t, d), saved(t, c)) {
		t.Error(err)
	}
	d.Close()
}

func TestPolicyTellsAboutItself(t *testing.T) {
	policy := newPolicy(t, "negotiation.response = "+Span(72*time.Hour))
	text, err := policy.Text()
	if err != nil || !strings.Contains(text, "negotiation.response = ") {
		t.Error(text, err)
	}
	again, one := newPolicy(t, text), [32]byte{}
	if one, err = policy.Digest(); err != nil {
		t.Error(err)
	}
	if other, _ := again.Digest(); other != one {
		t.Error("another digest")
	}
	if c := opened(t, policy, "C-1"); !c.NextDue().Equal(monday.Add(72 * time.Hour)) {
		t.Error(c.NextDue())
	}
	if name, err := policy.Name(); err != nil || !strings.HasPrefix(name, "aliexpress@2017") {
		t.Error(name, err)
	}
	if _, err := policy.Get("no.such"); !errors.Is(err, ErrBadKey) {
		t.Error(err)
	}
	if value, err := policy.Get("appeal.rounds"); err != nil || value == "" {
		t.Error(value, err)
	}
	if report, err := policy.Check(); err != nil || report.Faults != 0 || report.LongestCase < 24*time.Hour {
		t.Error(report, err)
	}
	edges, err := policy.Edges()
	if err != nil || len(edges) < 20 || edges[0].Event != EventOpen || len(edges[0].Next) == 0 {
		t.Error(edges, err)
	}
}

func TestWords(t *testing.T) {
	if PartyBuyer.String() != "buyer" || PartyBuyer.Label(LanguageEn) == "" || Party(99).String() != "" {
		t.Error(PartyBuyer)
	}
	var read struct {
		By   Party
		Kind EventKind
	}
	if err := json.Unmarshal([]byte(`{"By": "seller", "Kind": ""}`), &read); err != nil || read.By != PartySeller || read.Kind != 0 {
		t.Error(read, err)
	}
	if err := json.Unmarshal([]byte(`{"By": "byer"}`), &read); !errors.Is(err, ErrBadValue) || !strings.Contains(err.Error(), "buyer, seller") {
		t.Error(err)
	}
	if text, err := json.Marshal(read.By); err != nil || string(text) != `"seller"` {
		t.Error(string(text), err)
	}
	if _, err := json.Marshal(Party(99)); err == nil {
		t.Error("a name for nothing")
	}
}

func TestValues(t *testing.T) {
	for amount, want := range map[Money]string{0: "0.00", 5: "0.05", 2000: "20.00", -7: "-0.07", math.MaxInt64: "92233720368547758.07", math.MinInt64: "-92233720368547758.08"} {
		if got := amount.Text("USD"); got != want {
			t.Error(got, want)
		}
	}
	if Money(5).Text("JPY") != "5" || Money(5).Text("KWD") != "0.005" || Decimals("") != 2 || Decimals("TOOLONG") != 2 {
		t.Error(Money(5).Text("JPY"), Money(5).Text("KWD"))
	}
	for span, want := range map[time.Duration]string{72 * time.Hour: "PT72H", 90 * time.Minute: "PT90M", 5 * time.Second: "PT5S"} {
		if got := Span(span); got != want {
			t.Error(got, want)
		}
	}
}
