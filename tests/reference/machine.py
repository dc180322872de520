"""The machine: a case, and what an event does.

Parts of it in files of their own are what an event needs (guards.py), silence (silence.py), evidence (evidence.py),
rulings with their rounds (rulings.py), and the platform's tools (tools.py).

A Machine plays one case under one policy. apply() advances to the event's instant, steps, and advances again (K4).
Nothing is changed before every check has passed.
"""
from collections import namedtuple

from events import InputError
from evidence import Evidence
from guards import Guards
from instants import format_instant
from rulings import Rulings
from silence import Silence
from tools import Tools
from transfers import Transfer, corrections, transfer_fields
from words import (AP, BEFORE_PLATFORM, CL, CLASS_OF, CO, COUNTS, DEADLINES, GW, NB, NS, PARTIES, PP, PR, RA, RM, RR,
                   RS, SP, WHYS, XD, XR)

WHY_RANK = {word: rank for rank, word in enumerate(WHYS)}
DEADLINE_RANK = {word: rank for rank, word in enumerate(DEADLINES)}
IDS_KEPT = 8  # K2

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
        self.review_waits_for = frozenset()  # by whom evidence is due before `review` begins (P3)
        self.evidence_due = {}      # by party; only of those requested, where there is a due
        self.deadlines = {}         # what runs, with its due as it is shown
        self.own_due = {}           # of stage and takeover: the due without the parcel (N6)
        self.suspended_until = None  # (T2)
        self.suspended_for = 0      # in all, ms; a suspension under way counts whole
        self.extended = 0           # (T1)
        self.waive_until = None     # (R1); None where there is no limit
        self.reopened = 0
        self.amended = 0            # accepted, re-openings included (N11)
        self.proposed = {"buyer": 0, "seller": 0}
        self.appeals = 0
        self.starter = None         # of the last round (P8)
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
        for name in ("evidence", "evidence_due", "deadlines", "own_due", "proposed", "recent"):
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


class Machine(Guards, Silence, Evidence, Rulings, Tools):
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

    # ---- facts ---------------------------------------------------------------------------------------------------

    def is_in_transit(self, now):  # N6
        case = self.case
        held = case.reason == "in_transit" or (CLASS_OF[case.reason] == "not_received"
                                               and case.goods == "in_transit")
        return held and case.promised is not None and case.promised > now

    def is_covered(self):
        """Seller enrolled and reason eligible (P1)."""
        return self.case.order.guarantee and self.policy.reason(self.case.reason, "guarantee")

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
            if transfer.why == "fee":
                continue  # nobody reports it
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

    def arm(self, name, key, begin=None):
        """Arm a deadline from now or a given instant, or clear it where the policy has none."""
        due = self.policy.add(self.now["at"] if begin is None else begin, key)
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
            case.review_waits_for = frozenset()
        if state == GW:
            case.taken_over = True
            self.arm("review", "guarantee.review")
        elif state == PR:
            self.begin_review(left == PP)
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
            self.arm_window()
        elif state == AP:
            self.arm_round()

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
        self.note("opened")
        self.lay_down(event.terms)
        grant = self.policy.reason(case.reason, "grant")
        if grant is not None and event.terms.kind in ("refund", "return_refund") and event.terms.amount <= grant:  # O7
            self.settle("refund", event.terms.amount, event.terms.coupon, "guarantee",
                        payer=self.policy["open.grant.payer"])
        elif self.policy["open.money"] == "reverse":
            self.open_with_ruling()
        else:
            self.begin_dispute(CO if self.policy["contact.wait"] is not None else NS)

    def lay_down(self, terms):
        """The buyer's request, and nothing else."""
        case = self.case
        case.opening = self.now["at"]
        case.request = terms
        case.request_stands = True
        case.offer = case.agreed = case.ruling = case.via = case.outcome = None
        case.refused_once = False

    def begin_dispute(self, state):
        case = self.case
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
        case.amended += 1
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
        if case.state == AP:  # P8
            self.charge_loser("buyer")
        if self.gives_money_back():  # O8
            self.give_back()
            self.end("no_refund", 0, 0, "withdrawn", "none", "none")
            return
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
        self.lay_down(event.terms or case.request)
        self.begin_dispute(NS)
        self.note("reopened")

    def do_propose(self, event):
        case = self.case
        if event.by == "platform":  # P4
            self.enter(PP)
            case.plan = event.terms
            self.note("plan")
            return
        case.proposed[event.by] += 1
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
        if self.case.state == AP:
            self.refuse_round()
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
        if case.state == AP:
            self.give_in("consensus")
            return
        self.carry_out(case.offer if event.by == "buyer" else case.request, "consensus")

    def do_escalate(self, event):
        self.note("escalated")
        self.enter(PR)

    def do_take_over(self, event):  # P1
        self.note("taken_over")
        self.enter(GW if self.is_covered() else PR)

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
        freight_by, freight = self.freight_of(terms)
        self.settle("return_refund", terms.amount, terms.coupon, via, freight_by, freight)

    def freight_of(self, terms):
        """Who gives the buyer how much for the freight of a return (R4)."""
        freight_by, freight = terms.freight_by, terms.freight
        if freight_by is None:
            freight_by, freight = self.policy["return.freight_by"], freight or self.case.order.freight
            if freight_by == "liable":
                freight_by = self.policy.reason(self.case.reason, "liable")
                freight_by = freight_by if freight_by == "seller" else None
        return freight_by, freight if freight_by in ("seller", "platform") else 0

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
        above = max(0, amount - case.order.amount)  # S7
        if amount and payer == "platform":
            wanted.append(Transfer("platform", "buyer", amount, "compensation"))
        elif amount and held:
            wanted.append(Transfer("escrow", "buyer", amount - above, "refund"))
            held -= amount - above
        elif amount:
            wanted.append(Transfer("seller", "buyer", amount - above, "recoup"))
        if above and payer != "platform":
            wanted.append(Transfer("seller", "buyer", above, "compensation"))
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


def outcome_fields(outcome):
    fields = outcome._asdict()
    fields["counts"] = list(outcome.counts)
    return fields


def deadlines_map(case):
    return {name: format_instant(case.deadlines[name]) for name in DEADLINES if name in case.deadlines}
