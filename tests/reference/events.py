"""Is an event well-formed? (docs/events.md, J1)

parse_event() makes a plain Event of a JSON object, or raises InputError. It looks at nothing but the event itself.
"""
import re
from collections import namedtuple

from instants import parse_instant
from words import BY, CLASS_OF, DEADLINES, EVENTS, FAULTS, FUNDS, GOODS, KINDS

INT64_MAX = 2 ** 63 - 1


class InputError(Exception):
    """A line that is no event."""


Terms = namedtuple("Terms", "kind amount coupon freight_by freight")
Order = namedtuple("Order", "currency amount freight paid_at shipped_at promised_at delivered_at completed_at"
                            " protected_until funds guarantee verified")


class Event:
    """event, by, at, id, expect, case and the fields of J1; None where a field is not given."""
    __slots__ = ("event", "by", "at", "id", "expect", "case", "reason", "order", "terms", "digest", "reference",
                 "payer", "fault", "to", "goods", "promised_at", "effect", "amount", "deadline", "until", "content")

    def __init__(self, event, by, at, **fields):
        for name in self.__slots__:
            setattr(self, name, None)
        self.event, self.by, self.at = event, by, at
        for name, value in fields.items():
            setattr(self, name, value)


# What each event may carry beside event, at, by, id, expect, case; a question mark: optional.
FIELDS = {
    "open": ("reason", "order", "terms", "digest?", "reference?"),
    "amend": ("reason?", "terms?"),
    "reopen": ("terms?",),
    "propose": ("terms",),
    "rule": ("terms", "payer?", "fault?"),
    "request_evidence": ("to?",),
    "extend": ("deadline", "until"),
    "suspend": ("until",),
    "settle_elsewhere": ("amount",),
    "submit_evidence": ("digest", "reference"),
    "ship_return": ("reference",),
    "ship_replacement": ("reference",),
    "confirm_address": ("reference?",),
    "parcel": ("goods?", "promised_at?"),
    "paid": ("effect",),
    "payment_failed": ("effect",),
    "file_claim": ("reference?",),
    "answer_claim": ("amount",),
}
ONE_AT_LEAST = ("amend", "parcel")


def word(name, choices):
    def parse(value):
        if not isinstance(value, str) or value not in choices:
            raise InputError("%s: no such word: %r" % (name, value))
        return value
    return parse


def number(name):
    def parse(value):
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= INT64_MAX:
            raise InputError("%s: a whole number from 0 is wanted, not %r" % (name, value))
        return value
    return parse


def yes_no(name):
    def parse(value):
        if not isinstance(value, bool):
            raise InputError("%s: true or false is wanted, not %r" % (name, value))
        return value
    return parse


def instant(name):
    def parse(value):
        try:
            return parse_instant(value)
        except ValueError as error:
            raise InputError("%s: %s" % (name, error)) from None
    return parse


def text(name, limit, without=""):
    def parse(value):
        if not isinstance(value, str) or not value:
            raise InputError("%s: a text is wanted, not %r" % (name, value))
        if len(value.encode()) > limit:
            raise InputError("%s: longer than %d bytes" % (name, limit))
        if any(letter in value for letter in without):
            raise InputError("%s: no %r in it" % (name, without))
        return value
    return parse


def digest(value):
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-f]{64}", value, re.IGNORECASE | re.ASCII):
        raise InputError("digest: 64 hexadecimal digits are wanted")
    return value.lower()


def currency(value):
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{3}", value, re.ASCII):
        raise InputError("order.currency: three capitals are wanted")
    return value


def fields_of(name, value, parsers, required):
    """The values of a JSON object by field, None where not given."""
    if not isinstance(value, dict):
        raise InputError("%s: an object is wanted" % name)
    for key in value:
        if key not in parsers:
            raise InputError("%s: unknown field %s" % (name, key))
    for key in required:
        if key not in value:
            raise InputError("%s: %s is missing" % (name, key))
    return {key: parse(value[key]) if key in value else None for key, parse in parsers.items()}


TERMS_FIELDS = {
    "kind": word("terms.kind", KINDS),
    "amount": number("terms.amount"),
    "coupon": number("terms.coupon"),
    "freight_by": word("terms.freight_by", ("buyer", "seller", "platform")),
    "freight": number("terms.freight"),
}
SELLER_FIELDS = {"guarantee": yes_no("seller.guarantee"), "verified": yes_no("seller.verified")}
ORDER_FIELDS = {
    "currency": currency,
    "amount": number("order.amount"),
    "freight": number("order.freight"),
    "funds": word("order.funds", FUNDS),
    "seller": lambda value: fields_of("order.seller", value, SELLER_FIELDS, ()),
    **{name: instant("order." + name) for name in
       ("paid_at", "shipped_at", "promised_at", "delivered_at", "completed_at", "protected_until")},
}


def parse_terms(value):
    found = fields_of("terms", value, TERMS_FIELDS, ("kind",))
    return Terms(found["kind"], found["amount"] or 0, found["coupon"] or 0, found["freight_by"],
                 found["freight"] or 0)


def parse_order(value):
    found = fields_of("order", value, ORDER_FIELDS, ("currency", "amount"))
    seller = found.pop("seller") or {}
    found["freight"] = found["freight"] or 0
    found["funds"] = found["funds"] or "escrow"
    return Order(guarantee=bool(seller.get("guarantee")), verified=bool(seller.get("verified")), **found)


PARSERS = {
    "id": text("id", 71),
    "expect": number("expect"),
    "case": text("case", 39, ":"),
    "reason": word("reason", CLASS_OF),
    "order": parse_order,
    "terms": parse_terms,
    "digest": digest,
    "reference": text("reference", 71),
    "payer": word("payer", ("seller", "platform")),
    "fault": word("fault", FAULTS),
    "to": word("to", ("buyer", "seller", "carrier")),
    "goods": word("goods", GOODS),
    "promised_at": instant("promised_at"),
    "effect": text("effect", 71),
    "amount": number("amount"),
    "deadline": word("deadline", DEADLINES),
    "until": instant("until"),
}


def parse_event(line, line_number):
    """An Event of the JSON object `line`. Content (K2) is everything but `expect`."""
    if not isinstance(line, dict):
        raise InputError("an object is wanted")
    name = word("event", EVENTS + ("advance",))(line.get("event"))
    if "at" not in line:
        raise InputError("at is missing")
    at = instant("at")(line["at"])
    if name == "advance":
        by = word("by", ("system",))(line["by"]) if "by" in line else None
    elif "by" not in line:
        raise InputError("by is missing")
    else:
        by = word("by", BY)(line["by"])
    own = FIELDS.get(name, ())
    allowed = {"event", "at", "by", "id", "expect", "case"} | {field.rstrip("?") for field in own}
    event = Event(name, by, at)
    for key, value in line.items():
        if key not in allowed:
            raise InputError("unknown field %s" % key)
        if key in PARSERS:
            setattr(event, key, PARSERS[key](value))
    for field in own:
        if not field.endswith("?") and field not in line:
            raise InputError("%s is missing" % field)
    if name == "open" and "case" not in line:
        raise InputError("case is missing")
    if name in ONE_AT_LEAST and not any(field.rstrip("?") in line for field in own):
        raise InputError("one field at least is wanted of %s" % " ".join(field.rstrip("?") for field in own))
    if event.id is None:
        event.id = str(line_number)
    event.content = tuple(getattr(event, key) for key in Event.__slots__ if key not in ("expect", "content", "case"))
    return event
