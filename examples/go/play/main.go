// Play plays the same case as ../../host/story.c and ../../python/play.py, and says the same, byte for byte.
package main

import (
	"fmt"
	"log"
	"strings"
	"time"

	"example.org/dispute"
)

var monday = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)

func after(days, hours int) time.Time {
	return monday.Add(time.Duration(24*days+hours) * time.Hour)
}

func date(i dispute.Instant) string {
	if t, ok := i.Time(); ok {
		return t.Format(time.RFC3339)
	}
	return "never"
}

func word(group string, n dispute.Word) string {
	if name := dispute.Name(group, n); name != "" {
		return name
	}
	return "none"
}

func tellEffect(e dispute.Effect) {
	said := []string{" ", dispute.String(e.ID[:]), word("effect", e.Kind)}
	if e.Kind == dispute.Must("effect", "transfer") {
		said = append(said, word("account", e.FromAccount)+">"+word("account", e.ToAccount), fmt.Sprint(e.Amount),
			dispute.String(e.Currency[:]), word("why", e.Why))
	}
	for _, more := range []string{
		dispute.Name("party", e.ToParty), dispute.Name("topic", e.Topic), dispute.Name("tally", e.Tally),
	} {
		if more != "" {
			said = append(said, more)
		}
	}
	fmt.Println(strings.Join(said, " "))
}

func tellOutcome(o *dispute.Outcome) {
	fmt.Println("outcome", word("terms", o.Kind), o.Amount, "via", word("via", o.Via), "fault", word("fault", o.Fault),
		"payer", word("account", o.Payer), "counts", strings.Join(dispute.Names("count", o.Counts), " "))
}

func tell(a *dispute.Answer, what string) {
	effects := a.Effects
	for _, t := range a.Transitions {
		fmt.Printf("%d %s %s %s: %s, next due %s\n", t.Sequence, date(t.At), word("party", t.By), word("event", t.Event),
			word("state", t.State), date(t.NextDue))
		for _, e := range effects[:t.Effects] {
			if e.ID[0] != 0 { // a deadline has none: the next due says it all
				tellEffect(e)
			}
		}
		effects = effects[t.Effects:]
	}
	if a.Result != dispute.Done {
		fmt.Printf("%s: %s. %s\n", what, word("result", a.Result), a.Problem.Sentence("en"))
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func act(c *dispute.Case, kind, by string, at time.Time, e dispute.Event) *dispute.Answer {
	e.Kind, e.By, e.At = dispute.Must("event", kind), dispute.Must("party", by), dispute.At(at)
	a := must(c.Apply(e))
	tell(a, kind+" by "+by)
	return a
}

func main() {
	log.SetFlags(0)
	policy := must(dispute.NewPolicy(""))
	defer policy.Close()
	c := must(policy.Begin("C-1001", dispute.Order{SellerVerified: dispute.Yes, Currency: dispute.Text[[4]byte]("USD"),
		Amount: 5000, Freight: 400, PaidAt: dispute.At(after(-21, 0)), ShippedAt: dispute.At(after(-20, 0)),
		DeliveredAt: dispute.At(after(-5, 0)), ProtectedUntil: dispute.At(after(60, 0))}))
	defer c.Close()
	form := dispute.Event{ID: dispute.Text[[72]byte]("form 1"), Reason: dispute.Must("reason", "quality"),
		Terms: dispute.Terms{Kind: dispute.Must("terms", "refund"), Amount: 2000}}
	act(c, "open", "buyer", monday, form)
	forecast := must(c.Forecast())
	fmt.Printf("silence leads to %s at %s, waits for %s\n", word("state", forecast.Prospect.State),
		date(forecast.Prospect.At), word("waits_for", forecast.Prospect.WaitsFor))
	tellOutcome(forecast.Outcome)

	act(c, "open", "buyer", monday, form) // the form is sent twice
	late := must(c.Advance(after(9, 0)))  // the seller was silent, and the sweep is four days late
	tell(late, "sweep by system")
	act(c, "accept", "seller", after(9, 1), // from a page that shows the case as it was
		dispute.Event{ID: dispute.Text[[72]byte]("form 2"), Expects: dispute.Yes, Expect: 1})

	report := func(kind string, at time.Time, transfer dispute.Effect) *dispute.Answer {
		said := dispute.Event{Reference: dispute.Text[[72]byte](dispute.String(transfer.ID[:]))}
		if kind == "payment_failed" { // the key that was declined: said twice, it counts once
			said.ID = said.Reference
		}
		return act(c, kind, "platform", at, said)
	}
	refund, release := late.Effects[0], late.Effects[1] // transfers come first
	report("payment_failed", after(9, 2), refund)       // declined: it stays owed under its id
	report("paid", after(9, 2), release)
	tellOutcome(report("paid", after(10, 0), refund).Outcome)
	fmt.Printf("head %x\nsnapshot %x\n", must(c.Head()), must(c.Snapshot()))
}
