package main

import (
	"context"

	"example.org/dispute"
	"github.com/qmuntal/stateless"
)

type statelessCase struct {
	byHand
	machine *stateless.StateMachine
}

func newStateless() steppable {
	c := &statelessCase{byHand: byHand{amount: 5000}, machine: stateless.NewStateMachine("unopened")}
	taken := func(trigger string, take func(*dispute.Event) error) (string, stateless.ActionFunc) {
		return trigger, func(_ context.Context, args ...any) error { return take(args[0].(*dispute.Event)) }
	}
	on := func(state, trigger string, take func(*dispute.Event) error) {
		from, action := taken(trigger, take)
		c.machine.Configure(state).OnEntryFrom(from, action)
	}
	c.machine.Configure("unopened").Permit("open", "seller")
	c.machine.Configure("seller").Permit("refuse", "buyer").Permit("take_over", "review")
	c.machine.Configure("buyer").Permit("propose", "seller").Permit("take_over", "review")
	c.machine.Configure("review").Permit("rule", "ruled")
	c.machine.Configure("ruled").Permit("deadline", "paying")
	c.machine.Configure("paying").Permit("paid", "closed")
	on("seller", "open", c.open)
	on("seller", "propose", c.propose)
	on("buyer", "refuse", c.refuse)
	on("review", "take_over", c.takeOver)
	on("ruled", "rule", c.rule)
	on("paying", "deadline", func(*dispute.Event) error { c.settle(); return nil })
	on("closed", "paid", c.paid)
	return c
}

func (c *statelessCase) step(e *dispute.Event, name string) error {
	if state := c.machine.MustState(); state == "ruled" && !e.At.Before(c.due) {
		if err := c.machine.Fire("deadline", e); err != nil {
			return err
		}
	}
	return c.machine.Fire(name, e)
}

func (c *statelessCase) closed() bool { return c.machine.MustState() == "closed" && c.transfers == 1 }
