// Command bench says what an event costs through the package examples/go, answers copied out, and upon two state-machine
// packages: bench CASES REPEATS. It prints a row h-go-WHAT for each; see ../calls_c.c for the same events in C.
package main

import (
	"fmt"
	"log"
	"os"
	"sort"
	"strconv"
	"time"

	"example.org/dispute"
)

type steppable interface {
	step(e *dispute.Event, name string) error
	closed() bool
}

type row struct {
	name    string
	prepare func(count int)
	run     func() error
	closed  func() bool
}

func number(at int) int {
	n := 0
	if at < len(os.Args) {
		n, _ = strconv.Atoi(os.Args[at])
	}
	if n < 1 {
		log.Fatal("usage: bench CASES REPEATS")
	}
	return n
}

// ours are the calls of the package; each case is begun before the clock starts.
func ours(policy *dispute.Policy) []row {
	var cases []*dispute.Case
	var steps []dispute.Step
	prepare := func(count int) {
		for _, c := range cases {
			c.Close()
		}
		cases, steps = make([]*dispute.Case, count), make([]dispute.Step, count)
		for i := range cases {
			c, err := policy.Begin("C-1001", order)
			if err != nil {
				log.Fatal(err)
			}
			cases[i] = c
		}
	}
	closed := func() bool {
		for _, c := range cases {
			if c.State() != dispute.StateClosedDone {
				return false
			}
		}
		return true
	}
	apply := func() error {
		for _, e := range events {
			for _, c := range cases {
				if _, err := c.Apply(e); err != nil {
					return err
				}
			}
		}
		return nil
	}
	many := func() error {
		for _, e := range events {
			for i, c := range cases {
				steps[i] = dispute.Step{Case: c, Event: e}
			}
			if _, err := policy.ApplyMany(steps); err != nil {
				return err
			}
		}
		return nil
	}
	return []row{{"apply", prepare, apply, closed}, {"many", prepare, many, closed}}
}

func theirs(name string, create func() steppable) row {
	var cases []steppable
	prepare := func(count int) {
		cases = make([]steppable, count)
		for i := range cases {
			cases[i] = create()
		}
	}
	run := func() error {
		for i := range events {
			name := events[i].Kind.String()
			for _, c := range cases {
				if err := c.step(&events[i], name); err != nil {
					return err
				}
			}
		}
		return nil
	}
	closed := func() bool {
		for _, c := range cases {
			if !c.closed() {
				return false
			}
		}
		return true
	}
	return row{name, prepare, run, closed}
}

func main() {
	log.SetFlags(0)
	count, repeats := number(1), number(2)
	policy, err := dispute.NewPolicy("preset = aliexpress@2017\njournal.chain = none\n")
	if err != nil {
		log.Fatal(err)
	}
	defer policy.Close()
	rows := append(ours(policy), theirs("looplab", newLooplab), theirs("stateless", newStateless))
	found := map[string][]float64{}
	for n := -1; n < repeats; n++ { // the first one warms up
		for _, r := range rows {
			r.prepare(count)
			began := time.Now()
			err := r.run()
			took := float64(time.Since(began).Nanoseconds())
			if err != nil || !r.closed() {
				log.Fatalf("h-go-%s: a case did not come to its end (%v)", r.name, err)
			}
			if n >= 0 {
				found[r.name] = append(found[r.name], took/float64(count)/float64(len(events)))
			}
		}
	}
	for _, r := range rows {
		ns := found[r.name]
		sort.Float64s(ns)
		fmt.Printf("h-go-%s\t\t%.2f\t%.2f\n", r.name, ns[0], ns[len(ns)/2])
	}
}
