// Command story plays a story through the package and prints what ../story.c prints: story one|many. Standard input has the
// text of the policy and the calls as JSON, in the names of the package's structs. `many` goes through the calls for many.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"

	"example.org/dispute"
)

type move struct {
	Number int
	Begin  string
	Order  dispute.Order
	Event  dispute.Event // without a kind: time passes
}

type story struct {
	Policy string
	Moves  []move
}

func main() {
	var s story
	if err := json.NewDecoder(os.Stdin).Decode(&s); err != nil {
		log.Fatal(err)
	}
	policy, err := dispute.NewPolicy(s.Policy)
	if err != nil {
		log.Fatal(err)
	}
	defer policy.Close()
	var c *dispute.Case
	for _, m := range s.Moves {
		if m.Begin != "" {
			c.Close()
			if c, err = policy.Begin(m.Begin, m.Order); err != nil {
				log.Fatal(err)
			}
		}
		if os.Args[1] == "many" {
			c = playMany(policy, c, m)
		} else {
			playOne(c, m)
		}
	}
	c.Close()
}

func playOne(c *dispute.Case, m move) {
	var a *dispute.Answer
	var err error
	if m.Event.Kind == 0 {
		a, err = c.Advance(m.Event.At)
	} else {
		a, err = c.Apply(m.Event)
	}
	var transitions []dispute.Transition
	if a != nil {
		transitions = a.Transitions
	}
	tell(c, m.Number, transitions, err)
}

func playMany(policy *dispute.Policy, c *dispute.Case, m move) *dispute.Case {
	var b *dispute.Batch
	var err error
	if m.Event.Kind == 0 && c.Sequence() > 0 {
		var snapshot []byte
		if snapshot, err = c.Snapshot(); err == nil {
			b, err = policy.AdvanceMany([][]byte{snapshot}, m.Event.At)
		}
		c.Close()
		if err == nil {
			c, err = policy.Load(snapshot)
		}
	} else if m.Event.Kind == 0 {
		_, err = c.Advance(m.Event.At)
		b = &dispute.Batch{Errs: []error{err}}
	} else {
		b, err = policy.ApplyMany([]dispute.Step{{Case: c, Event: m.Event}})
	}
	if err != nil {
		log.Fatal(err)
	}
	tell(c, m.Number, b.Transitions, b.Errs[0])
	return c
}

func tell(c *dispute.Case, number int, transitions []dispute.Transition, err error) {
	var result dispute.Result
	if err != nil && !errors.As(err, &result) {
		log.Fatal(err)
	}
	fmt.Println(number, result.String())
	for _, t := range transitions {
		if t.Record != nil {
			fmt.Printf("record %x\n", t.Record)
		}
	}
	for _, t := range transitions {
		for _, e := range t.Effects {
			fmt.Println("effect", e.Kind, e.ID, int64(e.Amount))
		}
	}
	snapshot, err := c.Snapshot()
	if err != nil {
		log.Fatal(err)
	}
	head, err := c.Head()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("snapshot %x\nhead %x\n", snapshot, head)
}
