"""The machine: a case, what an event needs, what it does, what silence does. Tools (tools.py) are a part of it.

A Machine plays one case under one policy. apply() advances to the event's instant, steps, and advances again (K4).
Nothing is changed before every check has passed.
"""
from collections import namedtuple

from events import InputError
from instants import format_instant
from tools import OPEN_MEANWHILE, Tools
from words import (ACCOUNTS, AP, BEFORE_PLATFORM, CL, CLASS_OF, CO, COUNTS, DEADLINES, GOODS_STEPS, GW, NB,
                   NEGOTIATION, NS, PARTIES, PP, PR, RA, REFUSALS, RM, RR, RS, SENDERS, SP, WHYS, XD, XR)

REFUSAL_RANK = {word: rank for rank, word in enumerate(REFUSALS)}
WHY_RANK = {word: rank for rank, word in enumerate(WHYS)}
DEADLINE_RANK = {word: rank for rank, word in enumerate(DEADLINES)}
IDS_KEPT = 8  # K2

Transfer = namedtuple("Transfer", "source target amount why")
# `guarantee`: made in guarantee.waiting, or on the appeal of such a ruling (P2).
Ruling = namedtuple("Ruling", "terms payer fault guarantee")
Outcome = namedtuple("Outcome", "kind amount coupon via fault payer counts")


class Payment:
    """A transfer or a coupon that was made, under its id for ever."""
    __slots__ = ("transfer", "waited", "paid")

    def __init__(self, transfer, waited, paid):
        self.transfer, self.waited, self.paid = transfer, waited, paid


class Case:
    def __init__(self):
        self.id = None
        self.sequence = 0
        self.clock = None           # the instant of the last transition (K3)
        self.state = None           # None: not open
        self.order = None
        self.reason = None
        self.request = None         # the buyer's last terms; what is at stake comes from it, standing or not
        self.request_stands = False
        self.offer = None           # the seller's terms, while they stand
        self.plan = None            # the platform's terms in platform.proposed
        self.plan_accepted = ()     # by whom
        self.agreed = None          # the terms that a return or a replacement carries out
        self.ruling = None          # the last ruling, until an objection or a reopening
        self.via = None
        self.opening = None         # opened or reopened: counts for N6 and N8
        self.refused_once = False   # a refuse since the opening (N8)
        self.goods = None
        self.promised = None
        self.funds = None
        self.evidence = {"buyer": "none", "seller": "none", "carrier": "none"}
        self.evidence_due = {}      # by party; only of those requested, where there is a due
        self.deadlines = {}         # what runs, with its due as it is shown
        self.own_due = {}           # of stage and takeover: the due without the parcel (N6)
        self.suspended_until = None  # (T2)
        self.suspended_for = 0      # in all, ms; a suspension under way counts whole
        self.extended = 0           # (T1)
        self.waive_until = None     # (R1); None where there is no limit
        self.reopened = 0
        self.appeals = 0
        self.taken_over = False     # ever in guarantee.waiting
        self.reviewed = False       # ever in platform.review
        self.payments = {}          # by effect id
        self.executed = False       # appeal.money = execute has moved money (P7)
        self.claim = "none"
        self.claim_amount = 0
        self.claim_payer = None
        self.outcome = None         # decided; the case's own once it is closed
        self.recent = {}            # event id: content, of the last eight accepted, oldest first

    def copy(self):
        other = Case.__new__(Case)
        other.__dict__.update(self.__dict__)
        for name in ("evidence", "evidence_due", "deadlines", "own_due", "recent"):
            setattr(other, name, dict(getattr(self, name)))
        other.payments = {key: Payment(payment.transfer, payment.waited, payment.paid)
                          for key, payment in self.payments.items()}
        return other

    @property
    def withdrawn(self):
        return self.state == CL and self.outcome.via == "withdrawn"

    def at_stake(self):  # O5
        return self.request.amount or self.order.amount

    def flow(self, account):
        """What went to an account less what came from it; recoveries from the carrier are outside."""
        total = 0
        for payment in self.payments.values():
            transfer = payment.transfer
            if transfer is not None and transfer.why != "recovery":
                total += transfer.amount * ((transfer.target == account) - (transfer.source == account))
        return total

    def escrow(self):
        held = self.order.amount if self.order.funds == "escrow" else 0
        return held + self.flow("escrow")


class Machine(Tools):
    def __init__(self, policy):
        self.policy = policy
        self.case = Case()
        self.lines = None  # where finished transitions go

    def copy(self):
        other = Machine(self.policy)
        other.case = self.case.copy()
        return other

    # ---- the way in ------------------------------------------------------------------------------------------

    def apply(self, event):
        """The output lines of one event. Raises InputError, and then nothing has changed."""
        case = self.case
        if case.state is not None and event.case not in (None, case.id):
            raise InputError("case: this is case %s" % case.id)
        known = case.recent.get(event.id)
        if known is not None:  # K2
            if known != event.content:
                raise InputError("id: %s was used for another event" % event.id)
            return [self.refusal_line(event, "already_done")]
        if case.clock is not None and event.at < case.clock:
            raise InputError("at: the case's clock stands at %s" % format_instant(case.clock))
        lines = self.advance(event.at)
        refused = self.refusal(event)
        if refused:
            return lines + [self.refusal_line(event, refused)]
        self.lines = lines
        self.act(event)
        case.recent[event.id] = event.content
        while len(case.recent) > IDS_KEPT:
            del case.recent[next(iter(case.recent))]
        return lines + self.advance(event.at)

    def refusal_line(self, event, word):
        return {"at": format_instant(event.at), "by": event.by, "event": event.event, "refused": word,
                "state": self.case.state}

    def next_deadline(self):
        """The name of the deadline that fires next, or None (law 4, N5)."""
        deadlines = self.case.deadlines
        if not deadlines:
            return None
        return min(deadlines, key=lambda name: (deadlines[name], DEADLINE_RANK[name]))

    def advance(self, now):
        """Fire every deadline due at `now` or before, each at its own instant; now None: all of them."""
        self.lines = lines = []
        while True:
            name = self.next_deadline()
            if name is None or (now is not None and self.case.deadlines[name] > now):
                return lines
            self.fire(name, self.case.deadlines[name])

    # ---- may it? (K1, the matrix, the guards) ------------------------------------------------------------------

    def refusal(self, event):
        """The word that refuses the event now, or None. Deadlines due by then must have fired."""
        case = self.case
        if event.expect is not None and event.expect != case.sequence:
            return "stale"
        if case.state == GW and event.by == "seller":
            return "no_options"
        if event.by not in SENDERS[event.event]:
            return "not_yours"
        if not self.row_applies(event.event, event.by, event.at):
            return "not_now"
        guard = getattr(self, "guard_" + event.event, None)
        words = list(guard(event)) if guard else ()
        return min(words, key=REFUSAL_RANK.get) if words else None

    def row_applies(self, name, by, now):
        """Whether the matrix has anything but not_now for this state, event and party."""
        case = self.case
        state = case.state
        if name == "open":
            return state is None
        if state is None or (self.is_suspended(now) and name not in OPEN_MEANWHILE):
            return False
        if name in ("extend", "suspend", "resume", "settle_elsewhere"):
            return self.tool_applies(name, now)
        if name == "amend":
            return state in BEFORE_PLATFORM
        if name == "withdraw":  # N9
            return state in (CO, NS, NB, GW, PR, PP)
        if name == "reopen":  # N10
            return case.withdrawn and self.policy["open.reopen"] != "no"
        if name == "propose":
            return state in {"buyer": (NB,), "seller": BEFORE_PLATFORM, "platform": (PR,)}[by]
        if name == "refuse":
            return state == PP or (state == NB and case.offer is not None if by == "buyer" else state in (CO, NS))
        if name == "accept":  # N2
            if state == PP:
                return True
            stands = case.offer is not None if by == "buyer" else case.request_stands
            return state in (CO, NS, NB, PR) and stands
        if name == "escalate":  # N8
            return state in NEGOTIATION and self.policy["escalate." + by] != "no"
        if name == "take_over":
            return state in BEFORE_PLATFORM
        if name == "request_evidence":
            return state == PR
        if name == "rule":  # P5
            return state in (GW, PR, AP)
        if name == "submit_evidence":  # P3
            return state not in (RM, SP, CL)
        if name == "appeal":
            return state == RM
        if name == "parcel":  # N7
            return state not in (SP, CL)
        if name == "file_claim":  # S6
            return case.claim == "due"
        if name == "answer_claim":
            return case.claim == "filed"
        if name in ("paid", "payment_failed"):  # S1
            return state in (SP, CL) or any(payment.transfer for payment in case.payments.values())
        if name == "waive_return":
            return state in (RA, RS, RR)
        return state == {"confirm_address": RA, "ship_return": RS, "confirm_return": RR, "object_return": RR,
                         "ship_replacement": XD, "confirm_replacement": XR, "object_replacement": XR}[name]

    # Each guard yields every refusal that applies; the first in the order of the list answers.

    def check_terms(self, terms, order):  # O4
        """What is wrong with terms of anybody."""
        if terms.kind in ("refund", "return_refund"):
            if terms.amount > order.amount:
                yield "over_limit"
            if terms.amount < 1:
                yield "wrong_terms"
        elif terms.kind in ("replacement", "return_replacement"):
            if terms.amount > order.amount:
                yield "over_limit"
            if terms.coupon:
                yield "wrong_terms"
        elif terms.kind == "coupon":
            if terms.coupon < 1 or terms.amount:
                yield "wrong_terms"
        elif terms.amount or terms.coupon:  # no_refund, guidance
            yield "wrong_terms"
        if terms.freight > order.freight:
            yield "over_limit"

    def check_request(self, terms, order):
        yield from self.check_terms(terms, order)
        if terms.kind in ("no_refund", "guidance"):
            yield "wrong_terms"

    def check_kind(self, terms, reason):
        if terms.kind != self.case.request.kind and not self.policy.reason(reason, "may_change_kind"):
            yield "wrong_terms"

    def guard_open(self, event):
        policy, order = self.policy, event.order
        if CLASS_OF[event.reason] == "not_received":  # O1
            if order.shipped_at is None:
                yield "too_early"
            else:
                under = policy.add(order.shipped_at, "open.at_once_under")
                at_once = order.promised_at is not None and under is not None and order.promised_at < under
                begin = order.shipped_at if at_once else policy.add(order.shipped_at, "open.after")
                if begin is not None and event.at < begin:
                    yield "too_early"
        base = order.completed_at if order.completed_at is not None else order.protected_until
        if base is not None:  # O2
            end = policy.add(base, "open.until")
            if end is not None and event.at >= end:
                yield "too_late"
        yield from self.check_request(event.terms, order)
        if policy.reason(event.reason, "evidence") and event.digest is None:
            yield "evidence_missing"
        if order.funds == "settled" or not policy.reason(event.reason, "enabled"):  # O3
            yield "not_eligible"

    def guard_amend(self, event):
        reason = event.reason or self.case.reason
        if event.terms is not None:
            yield from self.check_request(event.terms, self.case.order)
            yield from self.check_kind(event.terms, reason)
        if event.reason and not self.policy.reason(event.reason, "enabled"):
            yield "not_eligible"

    def guard_reopen(self, event):  # N10
        case = self.case
        if case.order.protected_until is None or event.at >= case.order.protected_until:
            yield "too_late"
        if event.terms is not None:
            yield from self.check_request(event.terms, case.order)
        if case.reopened >= self.policy["open.reopen.times"]:
            yield "limit_reached"

    def guard_propose(self, event):
        if event.by == "buyer":
            yield from self.check_request(event.terms, self.case.order)
            yield from self.check_kind(event.terms, self.case.reason)
        else:
            yield from self.check_terms(event.terms, self.case.order)

    def guard_accept(self, event):  # P4
        if self.case.state == PP and event.by in self.case.plan_accepted:
            yield "already_done"

    def guard_escalate(self, event):  # N8, N6
        case = self.case
        window = self.policy["escalate." + event.by]
        if window == "after_refusal":
            if not case.refused_once:
                yield "too_early"
        else:
            begin, end = (self.policy.calendar.add(case.opening, part) for part in window)
            if begin is not None and event.at < begin:
                yield "too_early"
            if end is not None and event.at >= end:
                yield "too_late"
        if self.is_in_transit(event.at):
            yield "in_transit"

    def guard_rule(self, event):
        yield from self.check_terms(event.terms, self.case.order)
        if self.under_guarantee() and event.payer == "seller":  # P2
            yield "wrong_terms"

    def guard_submit_evidence(self, event):  # P3
        if self.case.evidence[event.by] == "expired":
            yield "too_late"

    def guard_appeal(self, event):  # P6
        if self.case.appeals >= self.policy["appeal.rounds"]:
            yield "limit_reached"
        if not self.may_appeal(event.by, self.case.ruling):
            yield "not_eligible"

    def guard_waive_return(self, event):  # R1
        if self.case.waive_until is not None and event.at >= self.case.waive_until:
            yield "too_late"

    def guard_parcel(self, event):  # N7
        case = self.case
        if event.goods and event.goods != case.goods and event.goods not in GOODS_STEPS[case.goods]:
            yield "wrong_terms"
        if event.promised_at is not None and event.by == "seller":
            if case.promised is None or event.promised_at >= case.promised:
                yield "wrong_terms"

    def guard_paid(self, event):  # S1
        payment = self.case.payments.get(event.effect)
        if payment is None:
            yield "wrong_terms"
        elif payment.paid:
            yield "already_done"

    guard_payment_failed = guard_paid

    def guard_file_claim(self, event):  # S6
        if event.by == "seller" and self.case.claim_payer != "seller":
            yield "not_eligible"

    def guard_answer_claim(self, event):
        if event.amount > self.case.claim_amount:
            yield "over_limit"

    # ---- facts ---------------------------------------------------------------------------------------------------

    def is_in_transit(self, now):  # N6
        case = self.case
        held = case.reason == "in_transit" or (CLASS_OF[case.reason] == "not_received"
                                               and case.goods == "in_transit")
        return held and case.promised is not None and case.promised > now

    def is_covered(self):
        """Seller enrolled and reason eligible (P1)."""
        return self.case.order.guarantee and self.policy.reason(self.case.reason, "guarantee")

    def under_guarantee(self):
        case = self.case
        return case.state == GW or (case.state == AP and case.ruling.guarantee)

    def may_appeal(self, party, ruling):  # P6
        terms, request = ruling.terms, self.case.request
        if party == "buyer":
            return terms.kind != request.kind or terms.amount < request.amount or terms.coupon < request.coupon
        if ruling.guarantee:
            return False
        if terms.kind in ("return_refund", "replacement", "return_replacement"):
            return True
        return terms.kind == "refund" and ruling.payer == "seller"

    # ---- a transition --------------------------------------------------------------------------------------------

    def begin(self, event, by, at):
        """Start a transition; what it does collects in self.now, finish() makes the line of it."""
        self.now = {"event": event, "by": by, "at": at, "from": self.case.state,
                    "transfers": [], "again": [], "coupon": 0, "claim_due": 0, "requests": [], "notes": []}

    def finish(self):
        case, now = self.case, self.now
        case.sequence += 1
        case.clock = now["at"]
        effects = [{"id": key, **transfer_fields(case.payments[key].transfer)} for key in now["again"]]
        index = 0

        def make(kind, **fields):
            nonlocal index
            effect = {"id": "%s:%d:%d" % (case.id, case.sequence, index), "kind": kind, **fields}
            index += 1
            effects.append(effect)
            return effect["id"]

        confirmed = self.policy["settlement.confirm"] == "no"
        for transfer in sorted(now["transfers"], key=lambda item: WHY_RANK[item.why]):
            fields = transfer_fields(transfer)
            waited = transfer.source == "escrow" or (transfer.source in ("seller", "platform")
                                                     and transfer.target == "buyer")
            key = make(fields.pop("kind"), **fields)
            case.payments[key] = Payment(transfer, waited, confirmed or transfer.why == "recovery")
        if now["coupon"]:
            key = make("coupon", to="buyer", amount=now["coupon"])
            case.payments[key] = Payment(None, False, True)
        if now["claim_due"]:
            make("claim_due", amount=now["claim_due"])
        for party, due in now["requests"]:
            make("evidence_request", to=party, due=None if due is None else format_instant(due))
        self.settle_if_paid()
        if case.state == CL and now["from"] != CL:
            self.note("closed")
        for topic in now["notes"]:
            for party in PARTIES if topic == "claim" else PARTIES[:3]:  # E4
                if party != now["by"]:
                    make("notify", to=party, topic=topic)
        if case.state == CL and now["from"] != CL:
            for what in case.outcome.counts:
                make("tally", what=what)
            make("closed", outcome=outcome_fields(case.outcome))
        line = {"seq": case.sequence, "at": format_instant(now["at"]), "by": now["by"], "event": now["event"],
                "from": now["from"], "state": case.state, "deadlines": deadlines_map(case), "effects": effects}
        if case.state == CL:
            line["outcome"] = outcome_fields(case.outcome)
        self.lines.append(line)

    def settle_if_paid(self):
        """settling.paying is left with the last transfer that is waited for; where none is, it is not entered."""
        case = self.case
        if case.state == SP and all(payment.paid for payment in case.payments.values() if payment.waited):
            case.state, case.funds = CL, "settled"

    def note(self, topic):
        self.now["notes"].append(topic)

    # ---- deadlines and states --------------------------------------------------------------------------------------

    def arm(self, name, key):
        """Arm a deadline from now, or clear it where the policy has none."""
        due = self.policy.add(self.now["at"], key)
        if due is None:
            self.case.deadlines.pop(name, None)
        else:
            self.case.deadlines[name] = due

    def arm_own(self, name, key):
        """The same for stage and takeover, which may wait for a parcel (N6); show_own() follows."""
        due = self.policy.add(self.now["at"], key)
        self.case.own_due.pop(name, None)
        if due is not None:
            self.case.own_due[name] = due

    def show_own(self):
        """N6: what stage and takeover show. While suspended, what they show when that is over."""
        case, now = self.case, self.now["at"]
        if self.is_suspended(now):
            now = case.suspended_until
        held = None
        if self.is_in_transit(now):
            at_most = self.policy.add(case.opening, "negotiation.stage.at_most")
            held = case.promised if at_most is None else min(case.promised, at_most)
        for name in ("stage", "takeover"):
            if name in case.own_due:
                due = case.own_due[name] if held is None else max(case.own_due[name], held)
                case.deadlines[name] = max(due, now)
            else:
                case.deadlines.pop(name, None)

    def enter(self, state):
        """Enter another stage: only the claim's deadline runs on; the state's own are armed."""
        case = self.case
        left = case.state
        case.state = state
        claim = case.deadlines.get("claim")
        case.deadlines.clear()
        if claim is not None:
            case.deadlines["claim"] = claim
        case.own_due.clear()
        case.plan, case.plan_accepted = None, ()
        if state in (PR, PP):
            self.show_evidence()
        elif left in (PR, PP):  # P3: a request lapses
            for party, value in case.evidence.items():
                if value == "requested":
                    case.evidence[party] = "none"
            case.evidence_due.clear()
        if state == GW:
            case.taken_over = True
            self.arm("review", "guarantee.review")
        elif state == PR:
            case.reviewed = True
            self.arm("review", "platform.review")
            for party in ("buyer", "seller") if left != PP else ():
                if case.evidence[party] != "given":
                    self.request_evidence(party)
        elif state == PP:
            self.arm("plan", "platform.plan")
        elif state == RA:
            self.arm("response", "return.address")
        elif state == RS:
            self.arm("response", "return.ship")
        elif state == RR:
            self.arm("response", "return.receive")
        elif state == XD:
            self.arm("response", "replacement.ship")
        elif state == XR:
            self.arm("response", "replacement.receive")
        elif state == RM:
            self.arm("appeal", "appeal.window")
        elif state == AP:
            self.arm("review", "platform.review")

    def request_evidence(self, party):
        case = self.case
        due = self.policy.add(self.now["at"], "platform.evidence")
        case.evidence[party] = "requested"
        case.evidence_due.pop(party, None)
        if due is not None:
            case.evidence_due[party] = due
        self.now["requests"].append((party, due))
        self.show_evidence()

    def show_evidence(self):
        case = self.case
        case.deadlines.pop("evidence", None)
        if case.evidence_due:
            case.deadlines["evidence"] = min(case.evidence_due.values())

    def to_seller(self):
        """negotiation.seller, its response armed anew (N3)."""
        self.case.state = NS
        self.arm("response", "negotiation.response")

    def to_buyer(self):
        """negotiation.buyer, its reply armed anew. Out of contact.waiting the stage begins (T4)."""
        left, self.case.state = self.case.state, NB
        self.arm("response", "negotiation.reply")
        if left == CO:
            self.begin_stage()

    def begin_stage(self):
        self.case.deadlines.pop("contact", None)
        self.arm_own("stage", "negotiation.stage")
        self.show_own()

    # ---- events ------------------------------------------------------------------------------------------------------

    def act(self, event):
        self.begin(event.event, event.by, event.at)
        getattr(self, "do_" + event.event)(event)
        self.finish()

    def do_open(self, event):
        case, order = self.case, event.order
        case.id = event.case
        case.order = order
        case.reason = event.reason
        case.funds = order.funds
        case.promised = order.promised_at
        case.goods = ("delivered" if order.delivered_at is not None else
                      "in_transit" if order.shipped_at is not None else "not_shipped")  # N7
        if event.digest is not None:
            case.evidence["buyer"] = "given"
        self.begin_dispute(event.terms, CO if self.policy["contact.wait"] is not None else NS)
        self.note("opened")

    def begin_dispute(self, terms, state):
        case = self.case
        case.opening = self.now["at"]
        case.request = terms
        case.request_stands = True
        case.offer = case.agreed = case.ruling = case.via = case.outcome = None
        case.refused_once = False
        if state == CO:  # T4
            case.state = CO
            self.arm("contact", "contact.wait")
        else:
            self.to_seller()
            self.arm_own("stage", "negotiation.stage")
        if self.is_covered():  # P1
            self.arm_own("takeover", "guarantee.after")
        self.show_own()

    def do_amend(self, event):
        case = self.case
        if event.terms is not None:
            case.request = event.terms
            case.offer = None
        if event.reason is not None:
            case.reason = event.reason
            if not self.is_covered():
                case.own_due.pop("takeover", None)
            elif "takeover" not in case.own_due:
                self.arm_own("takeover", "guarantee.after")
        if case.state != CO:  # T4
            self.to_seller()
        self.show_own()
        self.note("amended")

    def do_withdraw(self, event):
        self.withdraw()

    def withdraw(self):  # N9
        case, at = self.case, self.now["at"]
        self.note("withdrawn")
        over = case.order.protected_until is not None and at >= case.order.protected_until
        released = over and case.escrow() > 0
        if released:
            self.now["transfers"].append(Transfer("escrow", "seller", case.escrow(), "release"))
        self.end("no_refund", 0, 0, "withdrawn", case.ruling.fault if case.ruling else "none", "none")
        if not released:
            case.state = CL  # the matrix: nothing moves, and nothing is waited for

    def do_reopen(self, event):  # N10
        case = self.case
        case.reopened += 1
        self.begin_dispute(event.terms or case.request, NS)
        self.note("reopened")

    def do_propose(self, event):
        case = self.case
        if event.by == "platform":  # P4
            self.enter(PP)
            case.plan = event.terms
            self.note("plan")
            return
        if event.by == "buyer":
            case.request = event.terms
            case.offer = None
            self.to_seller()
        else:
            case.offer = event.terms
            self.to_buyer()
        self.note("offer")

    def do_refuse(self, event):
        self.note("refused")
        if self.case.state == PP:  # P4: request and offer stand
            self.enter(PR)
            return
        self.case.offer = None
        self.case.refused_once = True
        self.to_buyer()

    def do_accept(self, event):
        case = self.case
        if case.state == PP:
            case.plan_accepted += (event.by,)
            if len(case.plan_accepted) == 1:
                self.note("plan")
            else:
                self.note("agreed")
                self.carry_out(case.plan, "consensus")
            return
        self.note("agreed")
        self.carry_out(case.offer if event.by == "buyer" else case.request, "consensus")

    def do_escalate(self, event):
        self.note("escalated")
        self.enter(PR)

    def do_take_over(self, event):  # P1
        self.note("taken_over")
        self.enter(GW if self.is_covered() else PR)

    def do_request_evidence(self, event):
        for party in (event.to,) if event.to else ("buyer", "seller"):
            self.request_evidence(party)

    def do_rule(self, event):  # P5
        case = self.case
        guarantee = self.under_guarantee()
        payer = event.payer or ("platform" if guarantee else "seller")
        case.ruling = Ruling(event.terms, payer, event.fault or "none", guarantee)
        self.note("ruled")
        waits = case.appeals < self.policy["appeal.rounds"] and (self.may_appeal("buyer", case.ruling)
                                                                or self.may_appeal("seller", case.ruling))
        if not waits:
            self.carry_out(event.terms, "ruling")
            return
        self.enter(RM)
        case.via = "ruling"
        if self.policy["appeal.money"] == "execute" and event.terms.kind in ("refund", "no_refund"):  # P7
            self.move(event.terms.amount, 0, payer)  # its coupon, which nothing could take back, waits
            case.executed = True

    def do_submit_evidence(self, event):
        case = self.case
        case.evidence[event.by] = "given"
        case.evidence_due.pop(event.by, None)
        self.show_evidence()
        self.note("evidence")

    def do_appeal(self, event):
        self.case.appeals += 1
        self.note("appealed")
        self.enter(AP)

    def do_confirm_address(self, event):
        self.note("address")
        self.enter(RS)

    def do_ship_return(self, event):
        self.case.goods = "returning"
        self.note("return_shipped")
        self.enter(RR)

    def do_confirm_return(self, event):
        self.receive_return(self.case.via)

    def do_object_return(self, event):
        self.note("return_objected")
        self.objection()

    def do_waive_return(self, event):  # R2
        case = self.case
        self.note("return_waived")
        if case.agreed.kind == "return_replacement":
            self.enter(XD)
        else:
            self.settle("refund", case.agreed.amount, case.agreed.coupon, case.via)

    def do_ship_replacement(self, event):
        self.note("replacement_shipped")
        self.enter(XR)

    def do_confirm_replacement(self, event):
        self.receive_replacement(self.case.via)

    def do_object_replacement(self, event):
        self.note("replacement_objected")
        self.objection()

    def do_parcel(self, event):
        case = self.case
        if event.goods is not None:
            case.goods = event.goods
        if event.promised_at is not None:
            case.promised = event.promised_at
        if case.state in BEFORE_PLATFORM:
            self.show_own()
        self.note("parcel")

    def do_file_claim(self, event):
        self.case.claim = "filed"
        self.arm("claim", "claim.answer")
        self.note("claim")

    def do_answer_claim(self, event):
        case = self.case
        case.deadlines.pop("claim", None)
        case.claim = "accepted" if event.amount else "refused"
        if event.amount:
            self.now["transfers"].append(Transfer("carrier", case.claim_payer, event.amount, "recovery"))
        self.note("claim")

    def do_paid(self, event):
        self.case.payments[event.effect].paid = True
        self.note("paid")

    def do_payment_failed(self, event):
        self.now["again"].append(event.effect)
        self.note("payment_failed")

    # ---- what comes of it --------------------------------------------------------------------------------------------

    def objection(self):  # R2, R3
        case = self.case
        case.request_stands = False
        case.offer = case.agreed = case.ruling = case.via = None
        self.enter(PR)

    def carry_out(self, terms, via, registered_address=False):
        """T of the matrix: the terms agreed or ruled go through their states, or to the money."""
        case = self.case
        case.via = via
        case.agreed = terms
        if terms.kind in ("return_refund", "return_replacement"):
            case.waive_until = self.policy.add(self.now["at"], "return.waive")
            self.enter(RS if registered_address else RA)
        elif terms.kind == "replacement":
            self.enter(XD)
        else:
            self.settle(terms.kind, terms.amount, terms.coupon, via)

    def receive_return(self, via):  # R2, R4
        case = self.case
        terms = case.agreed
        case.goods = "returned"
        self.note("return_received")
        if terms.kind == "return_replacement":
            self.enter(XD)
            return
        freight = terms.freight if terms.freight_by in ("seller", "platform") else 0
        self.settle("return_refund", terms.amount, terms.coupon, via, terms.freight_by, freight)

    def receive_replacement(self, via):  # S3
        self.note("replacement_received")
        self.settle(self.case.agreed.kind, 0, 0, via)

    def grant_request(self, via, payer=None):
        """close_for_buyer: the request without a return; a coupon request its coupon."""
        request = self.case.request
        if request.kind == "coupon":
            self.settle("coupon", 0, request.coupon, via, payer=payer)
        else:
            self.settle("refund", self.case.at_stake(), request.coupon, via, payer=payer)

    def refund_unsent_replacement(self, via):  # R3: the refund of what is at stake
        case = self.case
        coupon = 0 if case.request.kind == "coupon" else case.request.coupon
        self.settle("refund", case.at_stake(), coupon, via)

    def settle(self, kind, amount, coupon, via, freight_by=None, freight=0, payer=None):
        """M of the matrix: the money moves and the case ends. `amount` goes to the buyer."""
        case = self.case
        ruling = case.ruling
        if payer is None:
            payer = ruling.payer if ruling else "seller"
        got = amount > 0 or coupon > 0 or kind in ("replacement", "return_replacement")
        if ruling:
            fault = ruling.fault  # S4
        else:
            fault = self.policy.reason(case.reason, "liable") if got else "none"
        self.move(amount, coupon, payer, freight_by, freight)
        if fault == "carrier" and amount > 0:  # S6
            case.claim = "due"
            case.claim_amount = amount
            case.claim_payer = payer
            self.now["claim_due"] = amount
            self.arm("claim", "claim.file")
        self.end(kind, amount, coupon, via, fault, payer if amount > 0 else "none")

    def move(self, amount, coupon, payer, freight_by=None, freight=0):
        """The transfers of one decision; once executed, the correction from what was moved before (P7)."""
        case = self.case
        held = case.order.amount if case.order.funds == "escrow" else 0
        wanted = []
        if amount and payer == "platform":
            wanted.append(Transfer("platform", "buyer", amount, "compensation"))
        elif amount and held:
            wanted.append(Transfer("escrow", "buyer", amount, "refund"))
            held -= amount
        elif amount:
            wanted.append(Transfer("seller", "buyer", amount, "recoup"))
        if freight:
            wanted.append(Transfer(freight_by, "buyer", freight, "freight"))
        if held:
            wanted.append(Transfer("escrow", "seller", held, "release"))
        if case.executed:
            wanted = corrections(case, wanted)
        self.now["transfers"] += wanted
        self.now["coupon"] = coupon

    def end(self, kind, amount, coupon, via, fault, payer):
        """Towards the closing: finish() closes at once where no transfer is waited for (S1)."""
        self.end_suspension()
        case = self.case
        counts = (not (via == "withdrawn" and not case.taken_over), case.reviewed,
                  via == "ruling" and fault == "seller")  # S5
        case.via = via
        case.outcome = Outcome(kind, amount, coupon, via, fault, payer,
                               tuple(word for word, counted in zip(COUNTS, counts) if counted))
        self.enter(SP)

    # ---- silence -----------------------------------------------------------------------------------------------------

    def fire(self, name, at):
        """The deadline fires at its own due time."""
        case = self.case
        self.begin("deadline." + name, "system", at)
        del case.deadlines[name]
        getattr(self, "silence_" + name)()
        self.finish()

    def silence_contact(self):
        self.fall_silent(self.policy["contact.wait.on_silence"])

    def silence_response(self):
        key = {NS: "negotiation.response", NB: "negotiation.reply", RA: "return.address", RS: "return.ship",
               RR: "return.receive", XD: "replacement.ship", XR: "replacement.receive"}[self.case.state]
        self.fall_silent(self.policy[key + ".on_silence"])

    def silence_stage(self):
        self.fall_silent(self.policy["negotiation.stage.on_silence"])

    def fall_silent(self, choice):
        """The silence of the party whose move it is (the Silences table)."""
        case = self.case
        state = case.state
        via = "buyer_silence" if state in (NB, RS, XR) else "seller_silence"  # S2
        if choice == "accept_offer" and case.offer is None:
            choice = "escalate"
        if choice == "accept_request":
            self.note("agreed")
            self.carry_out(case.request, via, registered_address=True)
        elif choice == "accept_offer":
            self.note("agreed")
            self.carry_out(case.offer, via)
        elif choice == "escalate":
            self.note("escalated")
            if state in BEFORE_PLATFORM:
                self.enter(PR)
            else:
                self.objection()
        elif choice == "close_for_buyer":
            if state == XD:
                self.refund_unsent_replacement(via)
            else:
                self.grant_request(via)
        elif choice == "close_for_seller":
            self.settle("no_refund", 0, 0, via)
        elif choice == "withdraw":
            self.withdraw()
        elif choice == "proceed":  # T4: out of contact.waiting
            self.to_seller()
            self.begin_stage()
        elif choice == "use_default":
            self.note("address")
            self.enter(RS)
        elif state == RR:  # deem_received
            moves_money = case.agreed.kind == "return_refund"
            self.receive_return(via if moves_money else case.via)
        else:
            self.receive_replacement(via)

    def silence_takeover(self):
        self.note("taken_over")
        self.enter(GW)

    def silence_evidence(self):  # P3
        case = self.case
        for party, due in list(case.evidence_due.items()):
            if due == self.now["at"]:
                case.evidence[party] = "expired"
                del case.evidence_due[party]
        self.show_evidence()
        self.note("evidence")

    def silence_review(self):
        guarantee = self.case.state == GW
        choice = self.policy["guarantee.review.on_silence" if guarantee else "platform.review.on_silence"]
        if choice == "wait":  # P4
            self.note("overdue")
        elif choice == "close_for_seller":
            self.settle("no_refund", 0, 0, "buyer_silence")
        elif guarantee:  # P2
            self.grant_request("guarantee", "platform")
        else:
            self.grant_request("seller_silence")

    def silence_plan(self):  # P4
        self.note("plan")
        self.enter(PR)

    def silence_appeal(self):
        self.carry_out(self.case.ruling.terms, "ruling")

    def silence_claim(self):
        self.case.claim = "expired"
        self.note("claim")


def corrections(case, wanted):
    """As few direct reversals as possible that turn what was moved into what is wanted (P7)."""
    owed = {}
    for account in ("buyer", "seller", "platform"):
        target = sum(item.amount * ((item.target == account) - (item.source == account)) for item in wanted)
        owed[account] = target - case.flow(account)
    result = []
    for source in sorted(owed, key=ACCOUNTS.index):
        for target in sorted(owed, key=ACCOUNTS.index):
            amount = min(-owed[source], owed[target])
            if amount > 0:
                result.append(Transfer(source, target, amount, "reversal"))
                owed[source] += amount
                owed[target] -= amount
    return result


def transfer_fields(transfer):
    return {"kind": "transfer", "from": transfer.source, "to": transfer.target, "amount": transfer.amount,
            "why": transfer.why}


def outcome_fields(outcome):
    fields = outcome._asdict()
    fields["counts"] = list(outcome.counts)
    return fields


def deadlines_map(case):
    return {name: format_instant(case.deadlines[name]) for name in DEADLINES if name in case.deadlines}
