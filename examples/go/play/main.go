// Play plays the same case as ../../host/story.c, ../../python/play.py and ../../node/play.js, and says the same, byte for
// byte.
package main

import (
	"errors"
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

func date(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.Format(time.RFC3339)
}

func word(w fmt.Stringer) string {
	if name := w.String(); name != "" {
		return name
	}
	return "none"
}

func tellEffect(e dispute.Effect) {
	said := []string{" ", e.ID, word(e.Kind)}
	if e.Kind == dispute.EffectTransfer {
		said = append(said, word(e.FromAccount)+">"+word(e.ToAccount), fmt.Sprint(e.Amount), e.Currency, word(e.Why))
	}
	for _, more := range []fmt.Stringer{e.ToParty, e.Topic, e.Tally} {
		if more.String() != "" {
			said = append(said, more.String())
		}
	}
	fmt.Println(strings.Join(said, " "))
}

func tellOutcome(o *dispute.Outcome) {
	counts := []string{}
	for _, count := range o.Counts {
		counts = append(counts, count.String())
	}
	fmt.Println("outcome", word(o.Kind), o.Amount, "via", word(o.Via), "fault", word(o.Fault), "payer", word(o.Payer),
		"counts", strings.Join(counts, " "))
}

func tell(a *dispute.Answer, err error, what string) {
	for _, t := range a.Transitions {
		fmt.Printf("%d %s %s %s: %s, next due %s\n", t.Sequence, date(t.At), t.By, t.Event, t.State, date(t.NextDue))
		for _, e := range t.Effects {
			if e.ID != "" { // a deadline has none: the next due says it all
				tellEffect(e)
			}
		}
	}
	var refused *dispute.Error
	if errors.As(err, &refused) {
		fmt.Printf("%s: %s. %s\n", what, refused.Result.String(), refused)
	}
}

func must[T any](value T, err error) T {
	if err != nil && !errors.Is(err, dispute.ErrRefused) {
		log.Fatal(err)
	}
	return value
}

func act(c *dispute.Case, kind dispute.EventKind, by dispute.Party, at time.Time, e dispute.Event) *dispute.Answer {
	e.Kind, e.By, e.At = kind, by, at
	a, err := c.Apply(e)
	tell(must(a, err), err, kind.String()+" by "+by.String())
	return a
}

func main() {
	log.SetFlags(0)
	policy := must(dispute.NewPolicy(""))
	defer policy.Close()
	c := must(policy.Begin("C-1001", dispute.Order{SellerVerified: true, Currency: "USD", Amount: 5000, Freight: 400,
		PaidAt: after(-21, 0), ShippedAt: after(-20, 0), DeliveredAt: after(-5, 0), ProtectedUntil: after(60, 0)}))
	defer c.Close()
	form := dispute.Event{ID: "form 1", Reason: dispute.ReasonQuality,
		Terms: dispute.Terms{Kind: dispute.TermsRefund, Amount: 2000}}
	act(c, dispute.EventOpen, dispute.PartyBuyer, monday, form)
	forecast := must(c.Forecast())
	fmt.Printf("silence leads to %s at %s, waits for %s\n", word(forecast.Prospect.State), date(forecast.Prospect.At),
		word(forecast.Prospect.WaitsFor))
	tellOutcome(forecast.Outcome)

	act(c, dispute.EventOpen, dispute.PartyBuyer, monday, form) // the form is sent twice
	late := must(c.Advance(after(9, 0)))                        // the seller was silent, and the sweep is four days late
	tell(late, nil, "sweep by system")
	act(c, dispute.EventAccept, dispute.PartySeller, after(9, 1), // from a page that shows the case as it was
		dispute.Event{ID: "form 2", Expects: true, Expect: 1})

	report := func(kind dispute.EventKind, at time.Time, transfer dispute.Effect) *dispute.Answer {
		said := dispute.Event{Reference: transfer.ID}
		if kind == dispute.EventPaymentFailed { // the key that was declined: said twice, it counts once
			said.ID = transfer.ID
		}
		return act(c, kind, dispute.PartyPlatform, at, said)
	}
	refund, release := late.Effects()[0], late.Effects()[1] // transfers come first
	report(dispute.EventPaymentFailed, after(9, 2), refund) // declined: it stays owed under its id
	report(dispute.EventPaid, after(9, 2), release)
	tellOutcome(report(dispute.EventPaid, after(10, 0), refund).Outcome)
	fmt.Printf("head %x\nsnapshot %x\n", must(c.Head()), must(c.Snapshot()))
}
