"""What may be asked of a case without changing it: allowed, forecast, view (Q1 to Q3)."""
from events import Event, Terms
from instants import format_instant
from machine import deadlines_map, outcome_fields
from words import AP, CL, CO, GW, MOVES, NB, NS, PARTIES, PP, PR, REASONS, SENDERS, SP

TEXT = "x"
DIGEST = "0" * 64


def contents(machine, name, now, order):
    """Fields to try: whatever the case's state, some of these is accepted if any content is."""
    case = machine.case
    if name == "open":
        if order is None:
            return []
        return [dict(order=order, reason=reason, digest=DIGEST, terms=Terms("refund", 1, 0, None, 0))
                for reason in REASONS]
    if name == "amend":
        return [dict(reason=case.reason)]
    if name == "propose" and case.request is not None:
        kind = case.request.kind
        same = Terms(kind, int(kind in ("refund", "return_refund")), int(kind == "coupon"), None, 0)
        return [dict(terms=Terms("refund", 1, 0, None, 0)), dict(terms=same),
                dict(terms=Terms("no_refund", 0, 0, None, 0))]
    if name == "rule":
        return [dict(terms=Terms("refund", 1, 0, None, 0), payer="platform")]
    if name == "parcel":
        return [dict(goods=case.goods)]
    if name in ("paid", "payment_failed"):
        return [dict(effect=key) for key, payment in case.payments.items() if not payment.paid]
    if name in ("answer_claim", "settle_elsewhere"):
        return [dict(amount=0)]
    if name == "extend":
        return [dict(deadline=deadline, until=due + 1) for deadline, due in case.deadlines.items()]
    if name == "suspend":
        return [dict(until=now + 1)] if now is not None else []
    return [{}]


def may(machine, name, party, now, order=None):
    """Whether some well-formed content of this event would be accepted from this party now."""
    return any(machine.refusal(Event(name, party, now, **fields)) is None
               for fields in contents(machine, name, now, order))


def allowed(machine, now, order=None):
    """Events by party. `order` is that of an unopened case."""
    next_due = machine.next_deadline()
    if next_due is not None and machine.case.deadlines[next_due] <= now:
        return {party: [] for party in PARTIES}
    return {party: [name for name, senders in SENDERS.items()
                    if party in senders and may(machine, name, party, now, order)] for party in PARTIES}


def forecast(machine):
    """What silence brings. `waits_for` says who is waited for where silence does not end the case."""
    copy = machine.copy()
    lines = copy.advance(None)
    case = copy.case
    transfers = [{key: value for key, value in effect.items() if key != "id"}
                 for line in lines for effect in line["effects"] if effect["kind"] == "transfer"]
    waits_for = "host" if case.state == SP else "platform" if case.state in (GW, PR, AP) else None
    return {"at": None if case.clock is None else format_instant(case.clock), "state": case.state,
            "outcome": outcome_fields(case.outcome) if case.state in (SP, CL) else None,
            "transfers": transfers, "waits_for": waits_for}


def terms_fields(terms):
    return None if terms is None else {key: value for key, value in terms._asdict().items() if value}


def moves(machine):
    answering = [party for party in ("buyer", "seller") if machine.answers_round(party)]
    return answering or MOVES[machine.case.state]


def view(machine, viewer):
    """What one party may see."""
    case = machine.case
    if case.state is None:
        return {"viewer": viewer, "state": None}
    hidden = case.state == GW and viewer == "seller"
    decided = case.outcome is not None and case.state in (SP, CL)
    stands = case.state in (CO, NS, NB, GW, PR)
    ruled = case.ruling.terms if case.ruling else None
    offer = (None if decided else case.offer if stands else case.plan if case.state == PP else
             ruled or case.agreed)
    went = {"buyer": 0, "seller": 0}
    for payment in case.payments.values():
        transfer = payment.transfer
        if transfer is None:
            continue
        if transfer.target in went:
            went[transfer.target] += transfer.amount
        if transfer.source in went and transfer.why == "reversal":
            went[transfer.source] -= transfer.amount
    return {
        "viewer": viewer, "state": case.state, "moves": moves(machine), "reason": case.reason,
        "goods": case.goods, "funds": case.funds, "claim": case.claim,
        "request": None if hidden else terms_fields(case.request),
        "offer": None if hidden else terms_fields(offer),
        "deadlines": None if hidden else deadlines_map(case),
        "escrow": case.escrow(), "to_buyer": went["buyer"], "to_seller": went["seller"],
        "evidence": dict(case.evidence),
        "outcome": outcome_fields(case.outcome) if decided else None,
    }
