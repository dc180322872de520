"""A policy: `key = value` (docs/policies.md, the silences of rules Z, J2; docs/clauses.md)."""
import datetime
import pathlib
import re

from instants import WEEKDAYS, Calendar, parse_duration, parse_instant
from words import CLASS_OF, FAULTS

DURATIONS = {
    "open.after": "P10D",
    "open.at_once_under": "P5D",
    "open.until": "P15D",
    "contact.wait": "none",
    "negotiation.response": "P5D",
    "negotiation.reply": "none",
    "negotiation.stage": "P7D",
    "negotiation.stage.at_most": "P60D",
    "guarantee.after": "P2D",
    "guarantee.review": "P2D",
    "platform.evidence": "P3D",
    "platform.review": "P7D",
    "platform.plan": "P5D",
    "return.address": "P5D",
    "return.ship": "P10D",
    "return.receive": "P30D",
    "return.waive": "P30D",
    "replacement.ship": "P5D",
    "replacement.receive": "P30D",
    "appeal.window": "P7D",
    "claim.file": "none",
    "claim.answer": "none",
    "suspend.at_most": "P90D",
    "platform.evidence.buyer": "none",  # as platform.evidence says (P3)
    "platform.evidence.seller": "none",
}
SILENCES = {  # the first is the default
    "contact.wait": ("proceed", "escalate", "close_for_buyer"),
    "negotiation.response": ("accept_request", "escalate", "close_for_buyer", "close_for_seller", "withdraw"),
    "negotiation.reply": ("escalate", "accept_offer", "close_for_seller", "withdraw"),
    "negotiation.stage": ("escalate", "close_for_buyer", "close_for_seller", "withdraw"),
    "guarantee.review": ("close_for_buyer", "wait"),
    "platform.evidence": ("proceed",),
    "platform.evidence.buyer": ("proceed", "close_for_seller"),
    "platform.evidence.seller": ("proceed", "close_for_buyer"),
    "platform.plan": ("proceed",),
    "platform.review": ("wait", "close_for_buyer", "close_for_seller"),
    "return.address": ("use_default", "close_for_buyer"),
    "return.ship": ("close_for_seller", "withdraw"),
    "return.receive": ("deem_received", "close_for_buyer", "escalate"),
    "replacement.ship": ("close_for_buyer", "escalate"),
    "replacement.receive": ("deem_received", "escalate"),
}
CHOICES = {  # the first is the default
    "open.reopen": ("while_protected", "no"),
    "appeal.money": ("wait", "execute"),
    "settlement.confirm": ("yes", "no"),
    "journal.chain": ("sha256", "none"),
    "open.after.from": ("shipment", "payment", "promise", "delivery"),
    "open.until.from": ("completion", "payment", "shipment", "promise", "delivery"),
    "open.money": ("hold", "reverse"),
    "open.grant.payer": ("seller", "platform"),
    "amend.reason": ("yes", "same_class", "no"),
    "platform.review.from": ("entry", "evidence"),
    "return.freight_by": ("none", "buyer", "seller", "platform", "liable"),
}
LIMITS = ("amend.times", "propose.buyer.times", "propose.seller.times", "platform.pays_up_to")  # None: without limit
BY_AMOUNT = "negotiation.response.by_amount"  # Z2: rows of (first amount, last amount or None, silence), or None
BY_AMOUNT_SILENCES = SILENCES["negotiation.response"] + ("accept_return",)
ROUNDS = range(1, 10)  # P8
ROUND_CHOICES = {"starter": ("loser", "buyer", "seller"), "decides": ("platform", "start", "answer"),
                 "loser_pays": ("no", "yes")}
ROUND_DURATIONS = ("window", "answer")
NUMBERS = {"open.reopen.times": 2, "appeal.rounds": 1, "extend.times": 3}
ESCALATE = ("escalate.buyer", "escalate.seller")
PRESETS = ("aliexpress", "aliexpress@2017")
PRESET_TEXTS = pathlib.Path(__file__).resolve().parents[2] / "lib" / "presets"
ROW = re.compile(r"(\d+)\.\.(\d*) +([a-z_]+)\Z", re.ASCII)
OFFSET = re.compile(r"([+-])(\d\d):(\d\d)\Z", re.ASCII)


class PolicyError(Exception):
    pass


def default_liable(reason):  # S4
    if reason in ("damaged", "lost"):
        return "carrier"
    if reason in ("customs_hold", "wrong_choice", "changed_mind", "usage_difficulty"):
        return "buyer"
    return "seller" if CLASS_OF[reason] == "not_as_described" else "none"


class Policy:
    """Values by key: durations as Duration or None, silences under `KEY.on_silence`, reasons as four fields each."""

    def __init__(self, settings=(), blank=False):
        """Settings upon aliexpress@2017; blank: upon nothing, as the text of a preset begins."""
        self.values = {key: parse_duration(value) for key, value in DURATIONS.items()}
        self.values.update({key + ".on_silence": choices[0] for key, choices in SILENCES.items()})
        self.values.update({key: choices[0] for key, choices in CHOICES.items()})
        self.values.update(NUMBERS)
        self.values.update({key: "no" for key in ESCALATE})
        for reason, class_ in CLASS_OF.items():
            self.values["reason.%s.enabled" % reason] = class_ != "payment"
            self.values["reason.%s.liable" % reason] = default_liable(reason)
            self.values["reason.%s.evidence" % reason] = False
            self.values["reason.%s.guarantee" % reason] = True
            self.values["reason.%s.may_change_kind" % reason] = class_ == "not_as_described"
            self.values["reason.%s.grant" % reason] = None
            self.values["reason.%s.multiple" % reason] = 1
        self.values.update({key: None for key in LIMITS + (BY_AMOUNT,)})
        for number in ROUNDS:
            self.values.update({"round.%d.%s" % (number, field): choices[0]
                                for field, choices in ROUND_CHOICES.items()})
            self.values.update({"round.%d.%s" % (number, field): None for field in ROUND_DURATIONS})
            self.values["round.%d.fee" % number] = 0
        if blank:
            self.clear()
        self.offsets = {None: 0}
        self.weekend = (5, 6)
        self.holidays = ()
        for key, value in settings:
            self.set(key, value)
        self.seal()

    def clear(self):
        self.values.update({key: None for key in DURATIONS})
        self.values["appeal.rounds"] = 0
        for reason in CLASS_OF:
            self.values["reason.%s.enabled" % reason] = True
            self.values["reason.%s.liable" % reason] = "none"
            self.values["reason.%s.may_change_kind" % reason] = False

    def __getitem__(self, key):
        return self.values[key]

    def reason(self, reason, field):
        return self.values["reason.%s.%s" % (reason, field)]

    def round(self, number, field):  # P8
        return self.values["round.%d.%s" % (number, field)]

    def add(self, instant, key):
        """The instant the duration of this key after `instant`, or None."""
        return self.calendar.add(instant, self.values[key])

    def seal(self):
        self.calendar = Calendar(self.offsets, self.weekend, self.holidays)

    def set(self, key, value):
        try:
            self.set_checked(key, value)
        except ValueError as error:
            raise PolicyError("%s: %s" % (key, error)) from None

    def set_checked(self, key, value):
        if key in DURATIONS:
            self.values[key] = parse_duration(value)
        elif key.endswith(".on_silence") and key[:-11] in SILENCES:
            self.values[key] = one_of(value, SILENCES[key[:-11]])
        elif key in CHOICES:
            self.values[key] = one_of(value, CHOICES[key])
        elif key in NUMBERS:
            if not re.fullmatch(r"\d{1,3}", value, re.ASCII):
                raise ValueError("a number from 0 is wanted")
            self.values[key] = int(value)
        elif key in ESCALATE:
            self.values[key] = escalate_window(value)
        elif key in LIMITS:
            self.values[key] = amount_or_none(value)
        elif key == BY_AMOUNT:
            self.values[key] = rows_by_amount(value)
        elif key.startswith("round.") and key in self.values:
            self.set_round(key, value)
        elif key in ("name", "effective.from"):
            pass  # says nothing to a case
        elif key.startswith("reason.") and key in self.values:
            if key.endswith(".liable"):
                self.values[key] = one_of(value, FAULTS)
            elif key.endswith(".grant"):
                self.values[key] = amount_or_none(value)
            elif key.endswith(".multiple"):
                self.values[key] = int(one_of(value, tuple("123456789")))
            else:
                self.values[key] = one_of(value, ("yes", "no")) == "yes"
        elif key == "calendar.offset":
            self.offsets[None] = parse_offset(value)
        elif key.startswith("calendar.offset."):
            self.offsets[parse_instant(key[len("calendar.offset."):])] = parse_offset(value)
        elif key == "calendar.weekend":
            names = list_of(value)
            self.weekend = tuple(WEEKDAYS.index(one_of(name, WEEKDAYS)) for name in names)
        elif key == "calendar.holidays":
            dates = list_of(value)
            self.holidays = tuple((datetime.date.fromisoformat(date) - datetime.date(1970, 1, 1)).days
                                  for date in dates)
        else:
            raise ValueError("no such key")

    def set_round(self, key, value):
        field = key.rpartition(".")[2]
        if field in ROUND_CHOICES:
            self.values[key] = one_of(value, ROUND_CHOICES[field])
        elif field in ROUND_DURATIONS:
            self.values[key] = parse_duration(value)
        else:
            self.values[key] = int(value)

    def silence_of_response(self, at_stake):
        """What the seller's silence does in negotiation.seller (Z2)."""
        for first, last, silence in self.values[BY_AMOUNT] or ():
            if first <= at_stake and (last is None or at_stake <= last):
                return silence
        return self.values["negotiation.response.on_silence"]


def list_of(value):
    return [] if value == "none" else [item.strip() for item in value.split(",") if item.strip()]


def amount_or_none(value):
    return None if value == "none" else int(value)


def rows_by_amount(value):
    """`0..5000 close_for_buyer, 5001.. accept_return`, or none."""
    if value == "none":
        return None
    rows = []
    for text in value.split(","):
        match = ROW.match(text.strip())
        if not match:
            raise ValueError("a row is written as 0..5000 close_for_buyer")
        first, last, silence = match.groups()
        rows.append((int(first), int(last) if last else None, one_of(silence, BY_AMOUNT_SILENCES)))
    return tuple(rows)


def one_of(value, choices):
    if value not in choices:
        raise ValueError("%r is none of %s" % (value, " ".join(choices)))
    return value


def escalate_window(value):  # N8
    if value in ("no", "after_refusal"):
        return value
    parts = value.split("..")
    if len(parts) != 2:
        raise ValueError("no, A..B or after_refusal is wanted")
    return tuple(parse_duration(part) for part in parts)


def parse_offset(value):
    match = OFFSET.match(value)
    if not match:
        raise ValueError("an offset is written as +00:00")
    minutes = int(match.group(2)) * 60 + int(match.group(3))
    return minutes * 60_000 * (-1 if match.group(1) == "-" else 1)


def split_setting(text):
    key, equals, value = text.partition("=")
    if not equals or not key.strip() or not value.strip():
        raise PolicyError("KEY=VALUE is wanted, not %r" % text)
    return key.strip(), value.strip()


def read_policy(name_or_file, settings=()):
    """A preset by name, or a file; then the settings in their order."""
    pairs = []
    shipped = PRESET_TEXTS / ("%s.policy" % name_or_file)
    ships = name_or_file not in (None, *PRESETS) and "/" not in name_or_file and shipped.exists()
    if ships:
        name_or_file = str(shipped)
    if name_or_file is not None and name_or_file not in PRESETS:
        try:
            with open(name_or_file, encoding="utf-8") as file:
                lines = file.read().splitlines()
        except OSError as error:
            raise PolicyError("%s: %s" % (name_or_file, error.strerror)) from None
        first = True
        for number, line in enumerate(lines, 1):
            line = line.partition("#")[0].strip()
            if not line:
                continue
            try:
                key, value = split_setting(line)
                if key == "preset":
                    if not first:
                        raise PolicyError("preset: only as the first key")
                    if value not in PRESETS:
                        raise PolicyError("preset: %r is none of %s" % (value, " ".join(PRESETS)))
                else:
                    Policy([(key, value)])
                    pairs.append((key, value))
            except PolicyError as error:
                raise PolicyError("%s:%d: %s" % (name_or_file, number, error)) from None
            first = False
    return Policy(pairs + list(settings), blank=ships)
