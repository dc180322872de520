"""Rulings, the rounds that contest them, and money back at the opening (P5 to P8, O8).

A part of Machine in a file of its own: `self` is one, with its policy, its case and the transition under way.
"""
from collections import namedtuple

from events import Terms
from transfers import Transfer, corrections
from words import AP, GW, RM

# `guarantee`: made in guarantee.waiting, or on the appeal of such a ruling (P2).
Ruling = namedtuple("Ruling", "terms payer fault guarantee")


class Rulings:
    # ---- facts -----------------------------------------------------------------------------------------------------

    def under_guarantee(self):
        case = self.case
        return case.state == GW or (case.state == AP and case.ruling.guarantee)

    def payer_of_small_order(self):  # P5
        limit = self.policy["platform.pays_up_to"]
        return "platform" if limit is not None and self.case.order.amount <= limit else None

    def may_appeal(self, party, ruling):  # P6
        terms, request = ruling.terms, self.case.request
        if party == "buyer":
            return terms.kind != request.kind or terms.amount < request.amount or terms.coupon < request.coupon
        if ruling.guarantee:
            return False
        if terms.kind in ("return_refund", "replacement", "return_replacement"):
            return True
        return terms.kind == "refund" and ruling.payer == "seller"

    def may_start(self, party, ruling):
        """Whether he may start the next round (P8)."""
        number = self.case.appeals + 1
        return (number <= self.policy["appeal.rounds"]
                and self.policy.round(number, "starter") in ("loser", party) and self.may_appeal(party, ruling))

    def answers_round(self, party):
        """Whether the case waits for this party's answer in a round that is decided by answer."""
        case = self.case
        return (case.state == AP and self.policy.round(case.appeals, "decides") == "answer"
                and party == other_of(case.starter))

    def what_is_wanted(self, starter):
        """The ruling that a round turns to (P8)."""
        case = self.case
        guarantee = case.ruling.guarantee
        if starter == "seller":
            return Ruling(Terms("no_refund", 0, 0, None, 0), "seller", "none", guarantee)
        return Ruling(case.request, "platform" if guarantee else "seller",
                      self.policy.reason(case.reason, "liable"), guarantee)

    # ---- O8 --------------------------------------------------------------------------------------------------------

    def open_with_ruling(self):
        case = self.case
        self.decide(Ruling(case.request, "seller", self.policy.reason(case.reason, "liable"), False), True)

    def gives_money_back(self):
        """Whether a withdrawal, or what was settled elsewhere, gives back what moved."""
        return self.policy["open.money"] == "reverse" and self.case.executed

    def give_back(self):
        case = self.case
        held = case.order.amount if case.order.funds == "escrow" else 0
        self.now["transfers"] += corrections(case, [Transfer("escrow", "seller", held, "release")])

    # ---- P5, P7 ----------------------------------------------------------------------------------------------------

    def guard_rule(self, event):
        yield from self.check_terms(event.terms, self.case.order, self.case.reason)
        if self.under_guarantee() and event.payer == "seller":  # P2
            yield "wrong_terms"

    def do_rule(self, event):
        case = self.case
        guarantee = self.under_guarantee()
        payer = event.payer or ("platform" if guarantee else self.payer_of_small_order() or "seller")
        if case.state == AP:
            self.charge_loser(self.loser_of_round(money_of(event.terms)))
        self.note("ruled")
        self.decide(Ruling(event.terms, payer, event.fault or "none", guarantee),
                    self.policy["appeal.money"] == "execute")

    def decide(self, ruling, moves_at_once):
        """A ruling is made: it waits for the next round, or stands. Its money may move at once (P7)."""
        case = self.case
        case.ruling = ruling
        if not self.wait_for_round():
            return
        if moves_at_once and ruling.terms.kind in ("refund", "no_refund"):
            self.move(ruling.terms.amount, 0, ruling.payer)  # its coupon, which nothing could take back, waits
            case.executed = True

    def wait_for_round(self):
        """ruling.made, or what was ruled is carried out where nobody could start another round."""
        case = self.case
        if self.may_start("buyer", case.ruling) or self.may_start("seller", case.ruling):
            self.enter(RM)
            case.via = "ruling"
            return True
        self.carry_out(case.ruling.terms, "ruling")
        return False

    def silence_appeal(self):
        self.carry_out(self.case.ruling.terms, "ruling")

    # ---- P6, P8 ----------------------------------------------------------------------------------------------------

    def guard_appeal(self, event):
        case = self.case
        if case.appeals >= self.policy["appeal.rounds"]:
            yield "limit_reached"
        elif not self.may_start(event.by, case.ruling):
            yield "not_eligible"

    def do_appeal(self, event):
        case = self.case
        case.appeals += 1
        case.starter = event.by
        self.note("appealed")
        if self.policy.round(case.appeals, "loser_pays") == "no":
            self.charge(event.by)
        if self.policy.round(case.appeals, "decides") == "start":
            self.charge_loser(other_of(event.by))
            self.decide(self.what_is_wanted(event.by), self.policy["appeal.money"] == "execute")
        else:
            self.enter(AP)

    def arm_round(self):
        """The deadline of ruling.appealed."""
        number = self.case.appeals
        if self.policy.round(number, "decides") == "answer":
            self.arm("response", "round.%d.answer" % number)
        else:
            self.arm("review", "platform.review")

    def arm_window(self):
        """The deadline of ruling.made."""
        key = "round.%d.window" % (self.case.appeals + 1)
        self.arm("appeal", key if self.policy.values.get(key) is not None else "appeal.window")

    def give_in(self, via):
        """The starter of a round that is decided by answer gets what he wants, for good."""
        case = self.case
        self.charge_loser(other_of(case.starter))
        case.ruling = self.what_is_wanted(case.starter)
        self.carry_out(case.ruling.terms, via)

    def refuse_round(self):
        """The ruling stays what it was."""
        self.charge_loser(self.case.starter)
        self.wait_for_round()

    def charge(self, party):
        fee = self.policy.round(self.case.appeals, "fee")
        if fee:
            self.now["transfers"].append(Transfer(party, "platform", fee, "fee"))

    def charge_loser(self, party):
        """The round is decided, and this party lost it."""
        if self.policy.round(self.case.appeals, "loser_pays") == "yes":
            self.charge(party)

    def loser_of_round(self, money):
        """Who lost the round that was decided so that `money` goes to the buyer."""
        case = self.case
        before = money_of(case.ruling.terms)
        better = money > before if case.starter == "buyer" else money < before
        return other_of(case.starter) if better else case.starter


def other_of(party):
    return "seller" if party == "buyer" else "buyer"


def money_of(terms):
    return terms.amount if terms.kind in ("refund", "return_refund") else 0
