package main

import (
	"errors"
	"time"

	"example.org/dispute"
)

// The negotiation of ../stories.c: the seller refuses, the buyer asks for less, the platform takes over and grants all,
// nobody appeals, and it is paid.
var (
	monday = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	order  = dispute.Order{Funds: dispute.FundsEscrow, Currency: "USD", Amount: 5000, Freight: 400, PaidAt: day(-21),
		ShippedAt: day(-20), PromisedAt: day(-2), DeliveredAt: day(-5), ProtectedUntil: day(60)}
	events = []dispute.Event{
		{Kind: dispute.EventOpen, By: dispute.PartyBuyer, At: day(0), Reason: dispute.ReasonQuality, Terms: refund(5000),
			Reference: "evidence/7f3a11", Digest: [32]byte{1, 8, 15}},
		{Kind: dispute.EventRefuse, By: dispute.PartySeller, At: day(1)},
		{Kind: dispute.EventPropose, By: dispute.PartyBuyer, At: day(2), Terms: refund(4000)},
		{Kind: dispute.EventTakeOver, By: dispute.PartyPlatform, At: day(3)},
		{Kind: dispute.EventRule, By: dispute.PartyPlatform, At: day(5), Terms: refund(5000), Fault: dispute.FaultSeller},
		{Kind: dispute.EventPaid, By: dispute.PartyPlatform, At: day(12).Add(time.Hour), Reference: "C-1001:6:0"},
	}
)

func day(n int) time.Time { return monday.AddDate(0, 0, n) }

func refund(amount dispute.Money) dispute.Terms {
	return dispute.Terms{Kind: dispute.TermsRefund, Amount: amount}
}

// what a case is where the rules are written by hand upon a state-machine package: as in ../floor.c, for this story alone
type byHand struct {
	amount, request, deal, owed int64
	due, stage, evidence        time.Time
	transfers                   int
}

var errRefused = errors.New("refused")

func (h *byHand) open(e *dispute.Event) error {
	if e.By != dispute.PartyBuyer || e.Terms.Amount < 1 || int64(e.Terms.Amount) > h.amount {
		return errRefused
	}
	h.request = int64(e.Terms.Amount)
	h.due, h.stage = e.At.AddDate(0, 0, 5), e.At.AddDate(0, 0, 7)
	return nil
}

func (h *byHand) refuse(e *dispute.Event) error {
	if e.By != dispute.PartySeller || !e.At.Before(h.due) {
		return errRefused
	}
	h.due = time.Time{}
	return nil
}

func (h *byHand) propose(e *dispute.Event) error {
	if e.By != dispute.PartyBuyer || e.Terms.Amount < 1 || int64(e.Terms.Amount) > h.amount || !e.At.Before(h.stage) {
		return errRefused
	}
	h.request, h.due = int64(e.Terms.Amount), e.At.AddDate(0, 0, 5)
	return nil
}

func (h *byHand) takeOver(e *dispute.Event) error {
	if e.By != dispute.PartyPlatform || !e.At.Before(h.due) {
		return errRefused
	}
	h.due, h.stage, h.evidence = e.At.AddDate(0, 0, 7), time.Time{}, e.At.AddDate(0, 0, 3)
	return nil
}

func (h *byHand) rule(e *dispute.Event) error {
	if e.By != dispute.PartyPlatform || e.Terms.Amount < 1 || int64(e.Terms.Amount) > h.amount || !e.At.Before(h.due) {
		return errRefused
	}
	h.deal, h.due, h.evidence = int64(e.Terms.Amount), e.At.AddDate(0, 0, 7), time.Time{}
	return nil
}

func (h *byHand) settle() {
	h.due, h.owed = time.Time{}, h.deal
	for _, amount := range []int64{h.deal, h.amount - h.deal} {
		if amount > 0 {
			h.transfers++
		}
	}
}

func (h *byHand) paid(e *dispute.Event) error {
	if e.By != dispute.PartyPlatform || h.owed == 0 {
		return errRefused
	}
	h.owed = 0
	return nil
}
