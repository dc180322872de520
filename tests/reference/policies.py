"""Random policies: settings that `dispute policy check` finds safe, drawn by themes that bring cases far."""
from instants import DAY, format_instant, parse_instant
from policy import (BY_AMOUNT, BY_AMOUNT_SILENCES, CHOICES, DURATIONS, ROUND_CHOICES, ROUND_DURATIONS, ROUNDS,
                    SILENCES, Policy)
from words import FAULTS

HOUR = 3_600_000
START = parse_instant("2026-01-05T08:00:00Z")
TOOL_KEYS = ("contact.wait", "platform.plan", "suspend.at_most", "extend.times")

WINDOWS = ("P1D", "P2D", "P3D", "P5D", "P7D", "P10D", "P30D", "PT1H", "PT24H", "PT48H", "PT36H", "P1DT6H", "B1D", "B2D",
           "B3D", "B5D", "B10D")
MAY_BE_NONE = ("contact.wait", "suspend.at_most", "open.after", "open.at_once_under", "open.until",
               "negotiation.response", "negotiation.reply", "negotiation.stage", "guarantee.after",
               "platform.evidence", "platform.review", "guarantee.review", "return.waive", "claim.file",
               "claim.answer", "appeal.window", "platform.evidence.buyer", "platform.evidence.seller")
OFTEN = ("contact.wait", "negotiation.reply", "claim.file", "claim.answer", "platform.evidence.buyer",
         "platform.evidence.seller")  # by default none: they would not be seen
ROUND_FIELDS = tuple(ROUND_CHOICES) + ROUND_DURATIONS + ("fee",)
DEFAULTS = Policy()


def is_safe(policy):
    """Silence ends the case from every state, or waits for the platform where the policy says so."""
    wait = {key for key in ("guarantee.review", "platform.review") if policy[key + ".on_silence"] == "wait"}
    if policy["negotiation.stage"] is None and (policy["negotiation.response"] is None
                                                or policy["negotiation.reply"] is None):
        return False
    if any(policy[key] is None and key not in wait for key in ("guarantee.review", "platform.review")):
        return False
    return are_rounds_safe(policy)


def are_rounds_safe(policy):  # P8, O8
    rounds, execute = policy["appeal.rounds"], policy["appeal.money"] == "execute"
    if execute and rounds > 3:
        return False
    if policy["open.money"] == "reverse" and not (execute and rounds and policy.round(1, "starter") != "buyer"):
        return False
    if rounds and policy.round(rounds, "decides") == "start":
        return False
    if any(policy.round(number, field) != DEFAULTS.round(number, field)
           for number in ROUNDS if number > rounds for field in ROUND_FIELDS):
        return False
    return all((policy["appeal.window"] is not None or policy.round(number, "window") is not None)
               and (policy.round(number, "decides") != "answer" or policy.round(number, "answer") is not None)
               for number in range(1, rounds + 1))


def random_window(rng, key):
    chance = rng.random()
    if chance < 0.10:
        return "0"
    if chance < 0.18 and key in MAY_BE_NONE:
        return "none"
    return rng.choice(WINDOWS)


def random_setting(rng, reasons):
    if rng.random() < 0.3:
        return wider_setting(rng, reasons)
    chance = rng.random()
    if chance < 0.40:
        key = rng.choice(tuple(DURATIONS) + OFTEN * 2)
        return [(key, random_window(rng, key))]
    if chance < 0.65:
        key = rng.choice(tuple(SILENCES))
        return [(key + ".on_silence", rng.choice(SILENCES[key]))]
    if chance < 0.72:
        key = rng.choice(("open.reopen",) + ("appeal.money", "settlement.confirm") * 3 + ("journal.chain",))
        return [(key, rng.choice(CHOICES[key]))]
    if chance < 0.78:
        return [(rng.choice(("appeal.rounds", "open.reopen.times", "extend.times")), str(rng.choice((0, 1, 2, 3))))]
    if chance < 0.86:
        return [(key, escalate_value(rng)) for key in ("escalate.buyer", "escalate.seller")]
    if chance < 0.94:
        field = rng.choice(("enabled", "liable", "liable", "evidence", "guarantee", "may_change_kind"))
        value = rng.choice(FAULTS) if field == "liable" else rng.choice(("yes", "no"))
        return [("reason.%s.%s" % (rng.choice(reasons), field), value)]
    return random_calendar(rng)


AMOUNTS = (0, 1, 2, 100, 1000, 2500, 4999, 5000, 10_000, 20_000, 99_999)


def amount_or_none(rng):
    return "none" if rng.random() < 0.1 else str(rng.choice(AMOUNTS))


def random_rows(rng):
    """What silence does by amount: rows from 0, without gaps, the last one open (Z2)."""
    if rng.random() < 0.1:
        return "none"
    starts = [0] + sorted(rng.sample(AMOUNTS[1:], rng.choice((0, 1, 1, 2, 3))))
    silences = [rng.choice(BY_AMOUNT_SILENCES + ("accept_return",) * 3) for _ in starts]
    ends = ["%d" % (start - 1) for start in starts[1:]] + [""]
    return ", ".join("%d..%s %s" % row for row in zip(starts, ends, silences))


def wider_setting(rng, reasons):
    """Keys of docs/clauses.md."""
    way = rng.randrange(11)
    if way == 0:
        key = rng.choice(("open.after.from", "open.until.from"))
        return [(key, rng.choice(CHOICES[key]))]
    if way == 1:
        return [("open.grant.payer", rng.choice(CHOICES["open.grant.payer"]))] + [
            ("reason.%s.grant" % reason, amount_or_none(rng)) for reason in reasons]
    if way == 2:
        return [("amend.reason", rng.choice(CHOICES["amend.reason"]))]
    if way == 3:
        return [(key, rng.choice(("0", "1", "2", "none")))
                for key in ("amend.times", "propose.buyer.times", "propose.seller.times") if rng.random() < 0.6]
    if way == 4:
        return [(BY_AMOUNT, random_rows(rng))]
    if way == 5:
        return [("platform.review.from", rng.choice(CHOICES["platform.review.from"]))]
    if way == 6:
        return evidence_silences(rng)
    if way == 7:
        return [("platform.pays_up_to", amount_or_none(rng))]
    if way == 8:
        return [("return.freight_by", rng.choice(CHOICES["return.freight_by"]))]
    if way == 9:
        return [("reason.%s.multiple" % reason, str(rng.choice((1, 2, 3, 9)))) for reason in reasons]
    return random_round(rng, 1)


def evidence_silences(rng):
    return [(key + ".on_silence", rng.choice(SILENCES[key]))
            for key in ("platform.evidence.buyer", "platform.evidence.seller")]


def random_round(rng, number):  # P8
    settings = {field: rng.choice(choices) for field, choices in ROUND_CHOICES.items()}
    settings["starter"] = rng.choice(("loser", "loser", "loser", "buyer", "seller"))
    if rng.random() < 0.5:
        settings["window"] = rng.choice(("P3D", "P10D", "P30D", "B5D", "0"))
    if settings["decides"] == "answer":
        settings["answer"] = rng.choice(("P1D", "P5D", "P10D", "PT48H", "B3D", "0"))
    if rng.random() < 0.6:
        settings["fee"] = str(rng.choice((0, 1, 500, 20_000)))
    return [("round.%d.%s" % (number, field), value) for field, value in settings.items()]


def random_rounds(rng, rounds):
    settings = {"appeal.rounds": str(rounds), "appeal.window": rng.choice(("P7D", "P30D", "B3D"))}
    for number in range(1, rounds + 1):
        settings.update(random_round(rng, number))
    if settings["round.%d.decides" % rounds] == "start":  # the last one cannot be decided so
        settings["round.%d.decides" % rounds] = "platform"
    return settings


def escalate_value(rng):
    begin, end = rng.choice((("PT1H", "P3D"), ("P1D", "P5D"), ("B1D", "B4D"), ("P3D", "P15D"), ("0", "P4D")))
    return rng.choice(("after_refusal", begin + ".." + end, begin + ".." + end, "no"))


def random_calendar(rng):
    settings = [("calendar.offset", rng.choice(("-08:00", "+08:00", "+05:30", "-03:30", "+00:00")))]
    if rng.random() < 0.6:
        for _ in range(rng.choice((1, 1, 2))):
            change = START + rng.randrange(0, 60 * 24) * HOUR
            settings.append(("calendar.offset." + format_instant(change).replace(".000Z", "Z"),
                             rng.choice(("-07:00", "-08:00", "+09:00", "+05:30", "+01:00"))))
    if rng.random() < 0.5:
        settings.append(("calendar.weekend", rng.choice(("sat,sun", "fri,sat", "sun", "sun,mon"))))
    if rng.random() < 0.6:
        days = sorted({rng.randrange(0, 50) for _ in range(rng.randrange(1, 7))})
        settings.append(("calendar.holidays", ",".join(format_instant(START + day * DAY)[:10] for day in days)))
    return settings


WIDER_THEMES = ("opening", "limits", "evidence", "evidence", "multiple", "rounds", "rounds", "rounds", "reverse",
                "reverse")
THEMES = ("none", "none", "transit", "guarantee", "ruling", "execute", "return", "return", "reopen",
          "silence") + WIDER_THEMES
TOOL_THEMES = ("contact", "plan", "plan", "tools", "tools")


def theme_settings(rng, theme, reasons):
    """Settings that bring a case of this theme to where it is about."""
    if theme == "transit":
        return {key: rng.choice(("PT1H..P30D", "0..P10D", "after_refusal", escalate_value(rng)))
                for key in ("escalate.buyer", "escalate.seller")}
    if theme == "guarantee":
        settings = {"guarantee.after": random_window(rng, "guarantee.after"),
                    "guarantee.review": rng.choice(("P5D", "P10D", "P30D", "B10D"))}
        return settings | random_rounds(rng, rng.choice((1, 2, 3))) if rng.random() < 0.4 else settings
    if theme in ("ruling", "execute"):
        settings = {"appeal.rounds": str(rng.choice((1, 1, 2, 3))), "appeal.window": rng.choice(("P7D", "P30D", "B3D"))}
        if rng.random() < 0.4:
            settings["negotiation.stage"] = "0"
        if rng.random() < 0.4:
            settings["platform.review.on_silence"] = rng.choice(SILENCES["platform.review"])
        if theme == "execute":
            settings["appeal.money"] = "execute"
        return settings
    if theme == "return":
        return {"return.waive": rng.choice(("P1D", "PT48H", "P30D", "none", "B2D", "0")),
                "return.ship": rng.choice(("P10D", "P7D", "B5D")), "negotiation.stage": rng.choice(("P10D", "P30D")),
                "return.freight_by": rng.choice(CHOICES["return.freight_by"] + ("liable", "seller"))}
    if theme == "reopen":
        return {"open.reopen.times": str(rng.choice((0, 1, 2)))}
    if theme == "silence":  # every silence is another than the usual one
        return {key + ".on_silence": rng.choice(choices) for key, choices in SILENCES.items()} | {
            "negotiation.reply": rng.choice(("P1D", "P2D", "B1D", "PT48H"))}
    if theme in WIDER_THEMES:
        return wider_theme(rng, theme, reasons)
    if theme == "contact":
        return {"contact.wait": rng.choice(("P1D", "P2D", "PT36H", "B2D", "P7D", "0")),
                "contact.wait.on_silence": rng.choice(SILENCES["contact.wait"]),
                "guarantee.after": rng.choice(("P1D", "P2D", "P5D", "B5D")),
                "negotiation.stage": rng.choice(("P7D", "P3D", "B5D", "0"))}
    if theme == "plan":
        settings = {"platform.plan": rng.choice(("P1D", "P5D", "P10D", "PT24H", "B2D", "B2D", "0"))}
        if rng.random() < 0.7:
            settings["negotiation.stage"] = rng.choice(("0", "PT1H"))
        if rng.random() < 0.6:
            settings["platform.review.on_silence"] = rng.choice(SILENCES["platform.review"])
        if rng.random() < 0.5:
            settings["platform.evidence"] = rng.choice(("P1D", "P5D", "P10D", "B3D"))
        return settings
    if theme == "tools":
        settings = {"suspend.at_most": rng.choice(("P90D", "P3D", "P7D", "PT48H", "B5D", "P30D")),
                    "extend.times": str(rng.choice((0, 1, 2, 3, 3)))}
        if rng.random() < 0.4:
            settings["contact.wait"] = rng.choice(("P2D", "P7D"))
        return settings
    return {}


def wider_theme(rng, theme, reasons):
    """The themes of docs/clauses.md."""
    if theme == "opening":
        settings = {key: rng.choice(CHOICES[key]) for key in ("open.after.from", "open.until.from", "open.grant.payer")}
        return settings | {"reason.%s.grant" % reason: amount_or_none(rng) for reason in reasons}
    if theme == "limits":
        return {"amend.reason": rng.choice(CHOICES["amend.reason"]), BY_AMOUNT: random_rows(rng)} | {
            key: rng.choice(("0", "1", "1", "2", "none"))
            for key in ("amend.times", "propose.buyer.times", "propose.seller.times")}
    if theme == "evidence":
        settings = {key: rng.choice(("P1D", "P2D", "P5D", "P10D", "B2D", "0", "none"))
                    for key in ("platform.evidence", "platform.evidence.buyer", "platform.evidence.seller")}
        settings["platform.review.from"] = rng.choice(("evidence", "evidence", "entry"))
        settings["platform.review.on_silence"] = rng.choice(SILENCES["platform.review"])
        if rng.random() < 0.6:
            settings["negotiation.stage"] = rng.choice(("0", "PT1H"))
        if rng.random() < 0.4:
            settings["platform.pays_up_to"] = amount_or_none(rng)
        return settings | dict(evidence_silences(rng))
    if theme == "multiple":
        return {"reason.%s.multiple" % reason: str(rng.choice((1, 2, 3, 9))) for reason in reasons} | {
            "return.freight_by": rng.choice(CHOICES["return.freight_by"]), BY_AMOUNT: random_rows(rng)}
    settings = random_rounds(rng, rng.choice((1, 2, 2, 3, 3)))
    settings["appeal.money"] = "execute" if theme == "reverse" else rng.choice(("execute", "wait"))
    if theme == "reverse":
        settings["open.money"] = "reverse"
        settings["round.1.starter"] = rng.choice(("seller", "seller", "loser"))
    elif rng.random() < 0.7:
        settings["negotiation.stage"] = rng.choice(("0", "PT1H"))
    return settings


def random_settings(rng, reasons, theme, tools=True):
    if rng.random() < 0.12:
        return []
    while True:
        settings = {}
        for _ in range(rng.choice((1, 2, 4, 6, 9, 14))):
            settings.update(random_setting(rng, reasons))
        settings.update(theme_settings(rng, theme, reasons))
        if not tools:
            settings = {key: value for key, value in settings.items() if not key.startswith(TOOL_KEYS)}
        if is_safe(Policy(settings.items())):
            return ["%s=%s" % item for item in settings.items()]
