#!/usr/bin/python3
"""Random cases: a seeded generator of settings and events that go deep.

    generate.py --seed N --cases N [--coverage] [--without-tools]

prints one case a line, {"set": ["KEY=VALUE", ...], "until": TIME or absent, "lines": [event, ...]}; the same seed gives
the same cases. The reference plays along, so that most events are ones that it would accept, and instants lie on and
around what is due. With --coverage the cases are not printed, but what they reached; with --without-tools they have no
contact period, no plans and none of the tools of T1 to T3.
"""
import argparse
import json
import random
import sys
from collections import Counter

from events import InputError
from instants import DAY, format_instant
from policies import HOUR, START, THEMES, TOOL_THEMES, random_settings
from policy import Policy, split_setting
import questions
from reference import Session
from words import (BY, CL, DEADLINES, EVENTS, FAULTS, GOODS, GOODS_STEPS, GW, NB, NS, PARTIES, PP, RA, REASONS, RR,
                   RS, SENDERS, STATES, XD, XR)

TOOLS = ("extend", "suspend", "resume", "settle_elsewhere")

# ---- contents ------------------------------------------------------------------------------------------------------

FAVOURED = {  # events by theme
    "guarantee": ("rule", "appeal", "take_over"),
    "ruling": ("rule", "appeal"),
    "execute": ("rule", "appeal", "suspend", "settle_elsewhere"),
    "reopen": ("withdraw", "reopen"),
    "transit": ("escalate", "parcel", "extend", "suspend"),
    "return": ("accept", "object_return", "ship_return", "confirm_return"),
    "contact": ("amend", "accept", "take_over"),
    "plan": ("propose", "accept", "refuse", "request_evidence"),
    "tools": ("extend", "suspend", "resume", "parcel"),
    "limits": ("amend", "propose"),
    "evidence": ("submit_evidence", "request_evidence", "extend", "object_return"),
    "multiple": ("amend", "propose", "accept", "rule"),
    "rounds": ("rule", "appeal", "refuse"),
    "reverse": ("appeal", "accept", "refuse", "withdraw", "reopen"),
}


class Maker:
    """Makes the events of one case."""

    def __init__(self, rng, tools=True):
        self.rng = rng
        self.theme = rng.choice(THEMES + TOOL_THEMES if tools else THEMES)
        self.tools = tools
        likely = ("in_transit", "lost", "damaged", "quality", "tracking_invalid", "counterfeit", "wrong_choice")
        self.reasons = [rng.choice(likely if rng.random() < 0.7 else REASONS) for _ in range(3)]
        if self.theme == "transit":
            self.reasons = [rng.choice(("in_transit", "in_transit", "lost", "customs_hold")) for _ in range(3)]
        self.settings = random_settings(rng, self.reasons, self.theme, tools)
        self.session = Session(Policy([split_setting(text) for text in self.settings]))
        self.lines = []
        self.count = 0
        # Each case has its own habits, so that cases differ more than their events do.
        self.weights = {name: weight * rng.choice((0.1, 0.5, 1, 1, 2, 6)) for name, weight in self.WEIGHTS.items()}
        self.patience = rng.choice((0.03, 0.08, 0.15, 0.3, 0.7)) # how often time jumps to what is due, or past it
        self.covered = rng.random() < {"guarantee": 0.9, "contact": 0.5}.get(self.theme, 0.2)  # the seller is enrolled
        for name in FAVOURED.get(self.theme, ()):
            self.weights[name] *= 4
        self.start = START + rng.randrange(0, 20 * 24 * 60) * 60_000
        self.order = self.random_order()
        self.ended = False  # by a line that is no event

    @property
    def case(self):
        return self.session.machine.case

    def chance(self, probability):
        return self.rng.random() < probability

    def random_order(self):
        rng = self.rng
        order = {"currency": rng.choice(("USD", "EUR", "JPY")), "amount": rng.choice((1, 2, 5000, 99_999)),
                 "funds": rng.choices(("escrow", "released", "settled"), (78, 21, 1))[0]}
        if self.chance(0.5):
            order["amount"] = rng.randrange(1, 20_000)
        if self.chance(0.9 if self.theme == "return" else 0.6):
            order["freight"] = rng.choice((0, 1, 400, 1000))

        def put(name, probability, instant):
            if self.chance(probability):
                order[name] = format_instant(instant)

        days = rng.choice((11, 12, 20, 30) if self.chance(0.75) else (0, 1, 3, 9, 10, 10))
        shipped = min(self.start, self.start - days * DAY + rng.choice((0, 0, 1, -1, HOUR)))
        put("paid_at", 0.8 if self.theme == "opening" else 0.3, shipped - 2 * DAY)
        if self.chance(0.9):
            order["shipped_at"] = format_instant(shipped)
            transit = self.theme == "transit"
            days = rng.choice((2, 4, 5, 8, 15, 20, 30, 45, 70, 100))
            put("promised_at", 0.95 if transit else 0.6, shipped + days * DAY)
            days = rng.randrange(1, 20)
            put("delivered_at", 0.05 if transit else 0.35, min(self.start, shipped + days * DAY))
        put("completed_at", 0.12, self.start - rng.choice((0, 0, 1, 5, 14, 15, 20)) * DAY)
        days = rng.choice((1, 3, 5, 7, 10, 15, 30, 60, 90) if self.chance(0.85) else (-16, -15, -3, 0))
        put("protected_until", 0.95 if self.theme == "reopen" else 0.7,
            self.start + days * DAY + rng.choice((0, 0, 1, HOUR)))
        if self.covered or self.chance(0.5):
            order["seller"] = {"guarantee": self.covered, "verified": self.chance(0.5)}
        return order

    def amount(self, limit):
        rng = self.rng
        if self.chance(0.06):
            return rng.choice((0, limit + 1, limit * 2, 2 ** 63 - 1))
        return rng.choice((1, limit, limit, max(1, limit // 2), rng.randrange(1, limit + 1)))

    def terms(self, anything=False, keep=None, reason=None):
        """`anything`: offers and rulings, which may also be no_refund and guidance; keep: a kind to keep to; reason:
        the one that says how many times the price is possible."""
        reason = reason or self.case.reason
        rng = self.rng
        limit = self.order["amount"]
        if reason and self.chance(0.7):
            limit *= self.session.machine.policy.reason(reason, "multiple")
        kinds = ("refund", "return_refund", "replacement", "return_replacement", "coupon")
        weights = [2, 6, 3, 5, 1] if self.theme == "return" else [6, 6, 3, 3, 2]
        if anything or self.chance(0.03):
            kinds += ("no_refund", "guidance")
            weights += [2, 1]
        kind = keep or rng.choices(kinds, weights)[0]
        terms = {"kind": kind}
        if kind in ("refund", "return_refund"):
            terms["amount"] = self.amount(limit)
            if self.chance(0.2):
                terms["coupon"] = rng.choice((0, 1, 800))
        elif kind in ("replacement", "return_replacement"):
            if self.chance(0.4):
                terms["amount"] = self.amount(self.order["amount"])
        elif kind == "coupon":
            terms["coupon"] = rng.choice((1, 800, 800, rng.randrange(1, 5000)))
            if self.chance(0.03):
                terms["coupon"] = 0
        elif self.chance(0.3):
            terms["amount"] = 0
        if self.chance(0.015):
            terms[rng.choice(("amount", "coupon"))] = 5
        if kind in ("return_refund", "return_replacement") or self.chance(0.05):
            if self.chance(0.4):
                terms["freight"] = self.order.get("freight", 0) // 2
            if self.chance(0.5):
                terms["freight_by"] = rng.choice(("seller", "seller", "platform", "buyer"))
                freight = self.order.get("freight", 0)
                terms["freight"] = rng.choice((freight, freight, freight // 2, 0))
                if self.chance(0.04):
                    terms["freight"] = freight + 1
        return terms

    def request_terms(self):
        case = self.case
        keep = case.request.kind if case.request is not None and self.chance(0.6) else None
        return self.terms(keep=keep)

    def text(self):
        return self.rng.choice(("RR123456789CN", "photo 1", "unboxing video", "x" * 71))

    def digest(self):
        return "%064x" % self.rng.getrandbits(256)

    def effect_id(self):
        rng, case = self.rng, self.case
        open_ids = [key for key, payment in case.payments.items() if not payment.paid]
        if open_ids and self.chance(0.85):
            return rng.choice(open_ids)
        if case.payments and self.chance(0.6):
            return rng.choice(list(case.payments))
        return "%s:%d:%d" % (case.id or "C-1", rng.randrange(1, case.sequence + 3), rng.choice((0, 0, 1, 2, 9)))

    def fields(self, name, by, at):
        """What the event carries beside event, at and by."""
        rng, case = self.rng, self.case
        if name == "open":
            reason = rng.choice(self.reasons)
            reverse = self.session.machine.policy["open.money"] == "reverse" and self.chance(0.95)
            fields = {"case": "C-1", "reason": reason, "order": self.order,
                      "terms": self.terms(keep="refund" if reverse else None, reason=reason)}
            if self.chance(0.3):
                fields.update(digest=self.digest(), reference=self.text())
            return fields
        if name == "amend":
            fields = {}
            if self.chance(0.5):
                fields["reason"] = rng.choice(self.reasons if self.chance(0.7) else REASONS)
            if not fields or self.chance(0.4):
                fields["terms"] = self.request_terms()
            return fields
        if name == "reopen":
            return {"terms": self.terms()} if self.chance(0.5) else {}
        if name == "propose":
            return {"terms": self.request_terms() if by == "buyer" else self.terms(anything=True)}
        if name == "rule":
            fields = {"terms": self.terms(anything=True)}
            if case.request is not None and self.chance(0.2):
                fields["terms"] = {key: value for key, value in case.request._asdict().items() if value}
            if self.chance(0.5):
                fields["payer"] = rng.choice(("platform",) if case.state == GW and self.chance(0.7)
                                             else ("seller", "platform"))
            if self.chance(0.6):
                fields["fault"] = rng.choice(FAULTS + ("carrier", "seller"))
            return fields
        if name == "request_evidence":
            to = rng.choice((None, None, "buyer", "seller", "carrier"))
            return {"to": to} if to else {}
        if name == "submit_evidence":
            return {"digest": self.digest(), "reference": self.text()}
        if name in ("ship_return", "ship_replacement"):
            return {"reference": self.text()}
        if name in ("confirm_address", "file_claim"):
            return {"reference": self.text()} if self.chance(0.4) else {}
        if name == "parcel":
            fields = {}
            if self.chance(0.6):
                steps = GOODS_STEPS[case.goods] + (case.goods,) if case.goods and self.chance(0.85) else GOODS
                fields["goods"] = rng.choice(steps)
            if not fields or self.chance(0.4):
                base = case.promised if case.promised is not None and self.chance(0.5) else at
                fields["promised_at"] = format_instant(base + rng.choice((-DAY, -1, 0, 1, DAY, 3 * DAY, 20 * DAY,
                                                                          70 * DAY, -5 * DAY)))
            return fields
        if name in ("paid", "payment_failed"):
            return {"effect": self.effect_id()}
        if name == "extend":
            return self.extension(at)
        if name == "suspend":
            return {"until": format_instant(self.suspension_end(at))}
        if name == "settle_elsewhere":
            return {"amount": 0 if self.chance(0.3) else self.amount(self.order["amount"])}
        if name == "answer_claim":
            limit = case.claim_amount or 10
            return {"amount": rng.choice((0, 1, limit, limit, rng.randrange(0, limit + 1), limit + 1))}
        return {}

    def extension(self, at):
        """A deadline that most often runs, and an instant that is most often later."""
        rng, running = self.rng, self.case.deadlines
        name = rng.choice(list(running)) if running and self.chance(0.9) else rng.choice(DEADLINES)
        due = running.get(name, at)
        until = due + rng.choice((1, HOUR, DAY, DAY, 3 * DAY, 10 * DAY, 40 * DAY))
        if name == "evidence" and self.case.evidence_due and self.chance(0.5):  # between the two dues, or at the later
            until = max(self.case.evidence_due.values()) + rng.choice((-1, 0, 1))
        if self.chance(0.08):
            until = rng.choice((due, due - 1, at))
        return {"deadline": name, "until": format_instant(until)}

    def suspension_end(self, at):
        rng, case = self.rng, self.case
        if self.chance(0.06):
            return at - rng.choice((0, 0, 1, DAY))
        at_most = self.session.machine.policy.add(at, "suspend.at_most")
        if at_most is not None and self.chance(0.2):  # all that is left of it, and a little around
            return at_most - case.suspended_for + rng.choice((-1, 0, 0, 1))
        return at + rng.choice((1, HOUR, DAY // 2, DAY, 2 * DAY, 5 * DAY, 20 * DAY, 40 * DAY))

    # ---- instants --------------------------------------------------------------------------------------------------

    def interesting(self):
        """Instants at which something changes."""
        case, policy = self.case, self.session.machine.policy
        instants = list(case.deadlines.values()) * 4 + list(case.evidence_due.values())
        if case.order is not None:
            instants += [case.promised, case.order.protected_until, case.waive_until]
            instants += [case.suspended_until] * 3
            for party in ("buyer", "seller"):
                window = policy["escalate." + party]
                if isinstance(window, tuple):
                    instants += [policy.calendar.add(case.opening, part) for part in window]
        return [instant for instant in instants if instant is not None]

    def next_instant(self):
        rng = self.rng
        now = self.session.now
        if now is None:
            return self.start
        if self.session.machine.is_suspended(now) and self.chance(0.15):  # else they would seldom run out
            return self.case.suspended_until + rng.choice((-1, 0, 0, 1, HOUR))
        if self.chance(self.patience):
            chance = rng.random()
            ahead = [instant for instant in self.interesting() if instant > now]
            if ahead and chance < 0.5:
                return max(now, rng.choice(ahead) + rng.choice((-1, 0, 0, 1)))
            if self.case.deadlines and chance < 0.8:
                due = min(self.case.deadlines.values())
                return rng.randrange(now, due) if due > now else now
            if chance < 0.9:
                return now + rng.choice((DAY, 2 * DAY, 8 * DAY, 40 * DAY))
        if self.chance(0.2):
            return now
        return now + rng.choice((1, 60_000, HOUR, 3 * HOUR, 7 * HOUR + 1234, DAY // 2))

    # ---- events ----------------------------------------------------------------------------------------------------

    WEIGHTS = {"amend": 3, "withdraw": 0.6, "reopen": 12, "propose": 6, "refuse": 7, "accept": 4, "escalate": 2.5,
               "take_over": 1.2, "request_evidence": 2, "rule": 7, "submit_evidence": 1.5, "appeal": 9,
               "confirm_address": 6, "confirm_return": 5, "object_return": 4, "waive_return": 1.5, "ship_return": 9,
               "ship_replacement": 9, "confirm_replacement": 5, "object_replacement": 5, "parcel": 1.5,
               "file_claim": 6, "answer_claim": 9, "paid": 5, "payment_failed": 1.5, "open": 10,
               "extend": 0.8, "suspend": 0.7, "resume": 3, "settle_elsewhere": 0.18}

    def likely_event(self, at):
        """An event that would be accepted at this instant."""
        trial = self.session.copy()
        trial.machine.advance(at)
        names = [(name, party) for party, listed in questions.allowed(trial.machine, at, trial.order).items()
                 for name in listed if self.is_used(name, party)]
        if not names:
            return None
        session, self.session = self.session, trial  # contents that fit what the case will be then
        name, by = self.rng.choices(names, [self.weights[name] for name, _ in names])[0]
        event = {"event": name, "at": format_instant(at), "by": by, **self.fields(name, by, at)}
        self.session = session
        return event

    def is_used(self, name, by):
        return self.tools or (name not in TOOLS and (name, by) != ("propose", "platform"))

    def near_event(self, at):
        """An event of a row that applies at this instant; a guard may refuse it."""
        machine = self.session.copy().machine
        machine.advance(at)
        names = [(name, by) for name, senders in SENDERS.items() for by in senders
                 if machine.row_applies(name, by, at) and self.is_used(name, by)]
        if machine.case.state == GW and self.chance(0.3):
            names = [(name, "seller") for name in EVENTS if self.is_used(name, "seller")]  # he has no options
        if not names:
            return None
        guarded = {"settle_elsewhere": 0.3, "extend": 3, "escalate": 5, "accept": 5 if machine.case.state == PP else 1,
                   "amend": 3, "propose": 3, "appeal": 3, "file_claim": 4, "waive_return": 3, "submit_evidence": 2,
                   "reopen": 2}
        name, by = self.rng.choices(names, [guarded.get(name, 1) for name, _ in names])[0]
        return {"event": name, "at": format_instant(at), "by": by, **self.fields(name, by, at)}

    def opening_event(self, at):
        """An open that would most often be accepted."""
        for _ in range(40):
            event = {"event": "open", "at": format_instant(at), "by": "buyer", **self.fields("open", "buyer", at)}
            if self.chance(0.12):
                break
            trial = self.session.copy()
            trial.feed(event)
            if trial.machine.case.state is not None:
                break
            self.order = self.random_order()
        return event

    def any_event(self, at):
        rng = self.rng
        while True:
            name = rng.choice(EVENTS)
            by = rng.choice(SENDERS[name]) if self.chance(0.75) else rng.choice(BY if self.chance(0.3) else PARTIES)
            if self.is_used(name, by) and (name != "settle_elsewhere" or self.chance(0.3)):
                break
        return {"event": name, "at": format_instant(at), "by": by, **self.fields(name, by, at)}

    def spoiled(self, event):
        """A line that is no event."""
        rng = self.rng
        event = dict(event)
        way = rng.randrange(6)
        if way == 0:
            event["surprise"] = 1
        elif way == 1:
            event["event"] = "explode"
        elif way == 2:
            del event[rng.choice(("by", "at"))]
        elif way == 3:
            event["at"] = format_instant(self.session.now - 1)
        elif way == 4:
            event["case"] = "C-2"
        else:
            event["expect"] = -1
        return event

    def add(self, event):
        """Append a line and play it."""
        self.lines.append(event)
        self.session.line_number = len(self.lines) - 1
        try:
            return self.session.feed(event)
        except InputError:
            self.ended = True
            return []

    def step(self):
        rng = self.rng
        at = self.next_instant()
        chance = rng.random()
        if chance < 0.04 and self.lines:  # again, by its id
            again = [line for line in self.lines if "id" in line and line["event"] != "advance"]
            if again:
                event = dict(rng.choice(again[-11:] if self.chance(0.15) else again[-7:]))
                if self.chance(0.2):
                    event["expect"] = self.case.sequence
                if self.chance(0.04):
                    event["at"] = format_instant(at)
                return self.add(event)
        if chance < 0.10 and self.lines:
            event = {"event": "advance", "at": format_instant(at)}
            if self.chance(0.3):
                event["by"] = "system"
            return self.add(event)
        event = self.likely_event(at) if chance < 0.78 else self.near_event(at) if chance < 0.90 else None
        if event is None:
            event = self.any_event(at)
        if self.chance(0.7):
            self.count += 1
            event["id"] = "e%d" % self.count
        if self.chance(0.08):
            event["expect"] = self.case.sequence if self.chance(0.6) else rng.randrange(0, self.case.sequence + 3)
        if event["event"] != "open" and self.case.id and self.chance(0.05):
            event["case"] = self.case.id
        if self.lines and self.chance(0.004):
            event = self.spoiled(event)
        return self.add(event)

    def play(self, observe=None):
        """Make the whole case. `observe` is called with each answer line and what the case was asked."""
        rng = self.rng
        steps = rng.choice((5, 10, 16, 24, 36, 50))
        after = rng.randrange(0, 7)  # steps beyond the closing
        if self.chance(0.03):
            self.add(self.any_event(self.start) | {"at": format_instant(self.start)})
        for _ in range(steps):
            if self.ended:
                if self.chance(0.5):
                    self.lines.append({"event": "advance", "at": "2027-01-01T00:00:00Z"})
                break
            if self.case.state is None and self.chance(0.9):
                at = self.next_instant()
                answers = self.add(self.opening_event(at))
            else:
                answers = self.step()
            if observe:
                for answer in answers:
                    observe(self, answer)
            if self.case.state == CL:
                after -= 1
                if after < 0 and not (self.case.withdrawn and self.chance(0.5)):
                    break
        case = {"set": self.settings, "lines": self.lines}
        if not self.ended and self.session.now is not None and self.chance(0.3):
            ahead = [instant for instant in self.interesting() if instant > self.session.now]
            until = rng.choice(ahead) + rng.choice((-1, 0, 1)) if ahead else self.session.now + 10 * DAY
            until = max(until, self.session.now)
            case["until"] = format_instant(until)
            answers = self.session.until(until)
            if observe:
                for answer in answers:
                    observe(self, answer)
        return case


def make_case(seed, number, observe=None, tools=True):
    return Maker(random.Random("%d:%d" % (seed, number)), tools).play(observe)


# ---- coverage --------------------------------------------------------------------------------------------------------

class Coverage:
    """Counts of what was reached: state, event, party and answer; silences; refusals by event."""

    def __init__(self):
        self.cells = Counter()
        self.silences = Counter()
        self.refusals = Counter()
        self.transfers = Counter()
        self.outcomes = Counter()
        self.lengths = []

    def observe(self, maker, answer):
        name, by = answer["event"], answer["by"]
        if "refused" in answer:
            self.cells[(answer["state"], name, by, answer["refused"])] += 1
            self.refusals[(name, answer["refused"])] += 1
            return
        if by == "system":
            key = {"response": {NS: "negotiation.response", NB: "negotiation.reply", RA: "return.address",
                                RS: "return.ship", RR: "return.receive", XD: "replacement.ship",
                                XR: "replacement.receive"}.get(answer["from"]),
                   "contact": "contact.wait", "plan": "platform.plan",
                   "stage": "negotiation.stage", "evidence": "platform.evidence",
                   "review": "guarantee.review" if answer["from"] == GW else "platform.review"}.get(name[9:])
            choice = maker.session.machine.policy[key + ".on_silence"] if key else "-"
            self.silences[(answer["from"], name[9:], choice, answer["state"])] += 1
        else:
            self.cells[(answer["from"], name, by, "→" + answer["state"])] += 1
        for effect in answer["effects"]:
            if effect["kind"] == "transfer":
                self.transfers[(effect["from"], effect["to"], effect["why"])] += 1
        if answer["state"] == CL and answer["from"] != CL:
            outcome = answer["outcome"]
            self.outcomes[(outcome["kind"], outcome["via"], outcome["payer"])] += 1

    def print(self, out=sys.stdout):
        def table(title, counter):
            print("== %s (%d)" % (title, len(counter)), file=out)
            for key, count in sorted(counter.items(), key=str):
                print("%8d  %s" % (count, "  ".join(str(part) for part in key)), file=out)
        table("state, event, party, answer", self.cells)
        table("state, deadline, silence, next", self.silences)
        table("event, refusal", self.refusals)
        table("from, to, why", self.transfers)
        table("outcome: kind, via, payer", self.outcomes)
        missing = [(state, name, by) for state in STATES for name, senders in SENDERS.items() for by in senders
                   if not any((state, name, by) == key[:3] for key in self.cells)]
        print("== never tried (%d)" % len(missing), file=out)
        for item in missing:
            print("          " + "  ".join(item), file=out)


def main():
    parser = argparse.ArgumentParser(description="prints random cases, one a line")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=10)
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--without-tools", action="store_true", help="no contact period, plan, or tool of T1 to T3")
    options = parser.parse_args()
    coverage = Coverage() if options.coverage else None
    events = accepted = 0
    for number in range(options.cases):
        case = make_case(options.seed, number, coverage.observe if coverage else None, not options.without_tools)
        events += len(case["lines"])
        if not coverage:
            print(json.dumps(case, separators=(",", ":")))
    if coverage:
        coverage.print()
        print("== %d cases, %d lines" % (options.cases, events))
    return 0


if __name__ == "__main__":
    sys.exit(main())
