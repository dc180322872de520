"""Plays the same case as ../host/story.c and ../go/play, and says the same, byte for byte."""
import datetime

import dispute

MONDAY = datetime.datetime(2026, 1, 5, 8, tzinfo=datetime.timezone.utc)


def after(days: int, hours: int = 0) -> datetime.datetime:
    return MONDAY + datetime.timedelta(days=days, hours=hours)


def date(instant: datetime.datetime | None) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant else "never"


def tell_effect(e: dispute.Effect) -> None:
    told: list[object] = [e.id, e.kind]
    if e.kind == "transfer":
        told += [f"{e.from_account}>{e.to_account}", e.amount, e.currency, e.why]
    print(" ", *told, *(word for word in (e.to_party, e.topic, e.tally) if word))


def tell_outcome(o: dispute.Outcome | None) -> None:
    assert o
    print("outcome", o.kind, o.amount, "via", o.via, "fault", o.fault or "none", "payer", o.payer or "none", "counts",
          *sorted(o.counts, key=lambda count: count.number))


def tell(answer: dispute.Answer, event: str = "sweep", by: str = "system") -> dispute.Answer:
    for t, effects, _ in answer.steps():
        print(f"{t.sequence} {date(t.at)} {t.by} {t.event}: {t.state}, next due {date(t.next_due)}")
        for e in effects:
            if e.id:  # a deadline has none: next_due says it all
                tell_effect(e)
    if answer.problem:
        print(f"{event} by {by}: {answer.result}. {answer.problem.sentence()}")
    return answer


def act(case: dispute.Case, event: dispute.Event) -> dispute.Answer:
    return tell(case.send(event), event.kind, event.by)


def declined(effect: dispute.Effect, at: datetime.datetime) -> dispute.Event:
    """With the key of the attempt as its id: one decline that is said twice counts once."""
    return dispute.Event(kind="payment_failed", at=at, by="platform", reference=effect.id, id=effect.id)


def paid(effect: dispute.Effect, at: datetime.datetime) -> dispute.Event:
    return dispute.Event(kind="paid", at=at, by="platform", reference=effect.id)


def play() -> None:
    order = dispute.Order(seller_verified=True, currency="USD", amount=5000, freight=400, paid_at=after(-21),
                 shipped_at=after(-20), delivered_at=after(-5), protected_until=after(60))
    case = dispute.Case.new(dispute.Policy(), "C-1001", order)
    form = dispute.Event(kind="open", at=MONDAY, by="buyer", id="form 1", reason="quality",
                         terms={"kind": "refund", "amount": 2000})
    act(case, form)
    forecast = case.forecast()
    p = forecast.prospect
    assert p
    print(f"silence leads to {p.state} at {date(p.at)}, waits for {p.waits_for or 'none'}")
    tell_outcome(forecast.outcome)

    act(case, form)  # the form is sent twice
    answer = tell(case.advance(after(9)))  # the seller was silent, and the sweep is four days late
    refund, release = (e for e in answer.effects if e.kind == "transfer")
    act(case, dispute.Event(kind="accept", at=after(9, 1), by="seller", id="form 2", expect=1))  # from an old page

    act(case, declined(refund, after(9, 2)))  # it stays owed under its id
    act(case, paid(release, after(9, 2)))
    tell_outcome(act(case, paid(refund, after(10))).outcome)
    print("head", case.head().hex())
    print("snapshot", bytes(case).hex())


if __name__ == "__main__":
    play()
