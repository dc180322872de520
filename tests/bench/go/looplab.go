package main

import (
	"context"

	"example.org/dispute"
	"github.com/looplab/fsm"
)

type looplabCase struct {
	byHand
	machine *fsm.FSM
	event   *dispute.Event
}

func newLooplab() steppable {
	c := &looplabCase{byHand: byHand{amount: 5000}}
	guard := func(may func(*dispute.Event) error) fsm.Callback {
		return func(_ context.Context, e *fsm.Event) {
			if err := may(c.event); err != nil {
				e.Cancel(err)
			}
		}
	}
	c.machine = fsm.NewFSM("unopened", fsm.Events{
		{Name: "open", Src: []string{"unopened"}, Dst: "seller"},
		{Name: "refuse", Src: []string{"seller"}, Dst: "buyer"},
		{Name: "propose", Src: []string{"buyer"}, Dst: "seller"},
		{Name: "take_over", Src: []string{"seller", "buyer"}, Dst: "review"},
		{Name: "rule", Src: []string{"review"}, Dst: "ruled"},
		{Name: "deadline", Src: []string{"ruled"}, Dst: "paying"},
		{Name: "paid", Src: []string{"paying"}, Dst: "closed"},
	}, fsm.Callbacks{
		"before_open": guard(c.open), "before_refuse": guard(c.refuse), "before_propose": guard(c.propose),
		"before_take_over": guard(c.takeOver), "before_rule": guard(c.rule), "before_paid": guard(c.paid),
		"before_deadline": func(context.Context, *fsm.Event) { c.settle() },
	})
	return c
}

func (c *looplabCase) step(e *dispute.Event, name string) error {
	if c.machine.Current() == "ruled" && !e.At.Before(c.due) {
		if err := c.machine.Event(context.Background(), "deadline"); err != nil {
			return err
		}
	}
	c.event = e
	return c.machine.Event(context.Background(), name)
}

func (c *looplabCase) closed() bool { return c.machine.Current() == "closed" && c.transfers == 1 }
