"""May it? The order of checks, the rows of the matrix, the guards (K1).

A part of Machine in a file of its own: `self` is one, with its policy and its case. Nothing is changed here.
"""
from events import INT64_MAX
from tools import OPEN_MEANWHILE
from words import (AP, BEFORE_PLATFORM, CL, CLASS_OF, CO, GOODS_STEPS, GW, NB, NEGOTIATION, NS, PP, PR, RA, REFUSALS,
                   RM, RR, RS, SENDERS, SP, XD, XR)

REFUSAL_RANK = {word: rank for rank, word in enumerate(REFUSALS)}


class Guards:
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
        if name == "withdraw":  # N9, O8
            return (state in (CO, NS, NB, GW, PR, PP)
                    or (state in (RM, AP) and self.policy["open.money"] == "reverse"))
        if name == "reopen":  # N10
            return case.withdrawn and self.policy["open.reopen"] != "no" and not self.gives_money_back()
        if name == "propose":
            return state in {"buyer": (NB,), "seller": BEFORE_PLATFORM, "platform": (PR,)}[by]
        if name in ("refuse", "accept") and state == AP:  # P8
            return self.answers_round(by)
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

    def check_terms(self, terms, order, reason):  # O4, S7
        """What is wrong with terms of anybody."""
        if terms.kind in ("refund", "return_refund"):
            if terms.amount > order.amount * self.policy.reason(reason, "multiple"):
                yield "over_limit"
            if terms.kind == "return_refund" and terms.amount + terms.freight > INT64_MAX:
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

    def check_request(self, terms, order, reason):
        yield from self.check_terms(terms, order, reason)
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
                base = instant_of(order, policy["open.after.from"])
                begin = order.shipped_at if at_once else policy.add(
                    order.shipped_at if base is None else base, "open.after")
                if begin is not None and event.at < begin:
                    yield "too_early"
        for base in (instant_of(order, policy["open.until.from"]), order.completed_at, order.protected_until):
            if base is not None:  # O2: the first of them that is known
                end = policy.add(base, "open.until")
                if end is not None and event.at >= end:
                    yield "too_late"
                break
        yield from self.check_request(event.terms, order, event.reason)
        if policy["open.money"] == "reverse" and event.terms.kind != "refund":  # O8
            yield "wrong_terms"
        if policy.reason(event.reason, "evidence") and event.digest is None:
            yield "evidence_missing"
        if order.funds == "settled" or not policy.reason(event.reason, "enabled"):  # O3
            yield "not_eligible"

    def guard_amend(self, event):
        case = self.case
        reason = event.reason or case.reason
        if event.terms is not None:
            yield from self.check_request(event.terms, case.order, reason)
            yield from self.check_kind(event.terms, reason)
        else:  # S7: what stands may be too much for the new reason
            for terms in (case.request, case.offer):
                if terms is not None and "over_limit" in self.check_terms(terms, case.order, reason):
                    yield "over_limit"
        allowed = self.policy["amend.reason"]  # N11
        if (allowed == "no" and reason != case.reason
                or allowed == "same_class" and CLASS_OF[reason] != CLASS_OF[case.reason]):
            yield "wrong_terms"
        if reached(case.amended, self.policy["amend.times"]):
            yield "limit_reached"
        if event.reason and not self.policy.reason(event.reason, "enabled"):
            yield "not_eligible"

    def guard_reopen(self, event):  # N10
        case = self.case
        if case.order.protected_until is None or event.at >= case.order.protected_until:
            yield "too_late"
        if event.terms is not None:
            yield from self.check_request(event.terms, case.order, case.reason)
        if case.reopened >= self.policy["open.reopen.times"]:
            yield "limit_reached"

    def guard_propose(self, event):
        case = self.case
        if event.by == "buyer":
            yield from self.check_request(event.terms, case.order, case.reason)
            yield from self.check_kind(event.terms, case.reason)
        else:
            yield from self.check_terms(event.terms, case.order, case.reason)
        if event.by != "platform" and reached(case.proposed[event.by], self.policy["propose.%s.times" % event.by]):
            yield "limit_reached"  # N11

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


def instant_of(order, name):
    """An instant of the order by what open.after.from and open.until.from call it."""
    return {"payment": order.paid_at, "shipment": order.shipped_at, "promise": order.promised_at,
            "delivery": order.delivered_at, "completion": order.completed_at}[name]


def reached(count, limit):
    return limit is not None and count >= limit
