"""Plays the same case as ../host/story.c and ../go/play, and says the same, byte for byte."""
import datetime

import dispute

MONDAY = datetime.datetime(2026, 1, 5, 8, tzinfo=datetime.timezone.utc)


def after(days, hours=0):
    return MONDAY + datetime.timedelta(days=days, hours=hours)


def date(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant else "never"


def tell_effect(e):
    words = [e.id, e.kind]
    if e.kind == "transfer":
        words += [f"{e.from_account}>{e.to_account}", str(e.amount), e.currency, e.why]
    print(" ", *words, *(word for word in (e.to_party, e.topic, e.tally) if word))


def tell_outcome(o):
    print("outcome", o.kind, o.amount, "via", o.via, "fault", o.fault or "none", "payer", o.payer or "none", "counts",
          *o.counts)


def tell(answer, event="sweep", by="system"):
    for t, effects in answer.steps():
        print(f"{t.sequence} {date(t.at)} {t.by} {t.event}: {t.state}, next due {date(t.next_due)}")
        for e in effects:
            if e.id:  # a deadline has none: next_due says it all
                tell_effect(e)
    if answer.result != "done":
        print(f"{event} by {by}: {answer.result}. {dispute.sentence(answer.problem)}")
    return answer


def act(case, **event):
    return tell(case.apply(**event), event["kind"], event["by"])


def report(case, kind, at, effect):
    attempt = effect.id if kind == "payment_failed" else None  # the key that was declined: said twice, it counts once
    return act(case, kind=kind, at=at, by="platform", reference=effect.id, id=attempt)


def play():
    order = dict(seller_verified=True, currency="USD", amount=5000, freight=400, paid_at=after(-21),
                 shipped_at=after(-20), delivered_at=after(-5), protected_until=after(60))
    case = dispute.Case.begin(dispute.Policy(), "C-1001", **order)
    form = dict(kind="open", at=MONDAY, by="buyer", id="form 1", reason="quality",
                terms=dict(kind="refund", amount=2000))
    act(case, **form)
    forecast = case.forecast()
    p = forecast.prospect
    print(f"silence leads to {p.state} at {date(p.at)}, waits for {p.waits_for or 'none'}")
    tell_outcome(forecast.outcome)

    act(case, **form)  # the form is sent twice
    answer = tell(case.advance(after(9)))  # the seller was silent, and the sweep is four days late
    refund, release = (e for e in answer.effects if e.kind == "transfer")
    act(case, kind="accept", at=after(9, 1), by="seller", id="form 2", expects=True, expect=1)  # from an old page

    report(case, "payment_failed", after(9, 2), refund)  # declined: it stays owed under its id
    report(case, "paid", after(9, 2), release)
    tell_outcome(report(case, "paid", after(10), refund).outcome)
    print("head", case.head().hex())
    print("snapshot", bytes(case).hex())


if __name__ == "__main__":
    play()
