"""Hypothesis plays cases through the Python package, event by event, in any order that it likes, and looks whether the laws
of docs/conventions.md hold. It knows no rule: events, parties and words come from the library, so that a new one is played
without a change here. DISPUTE_BUILD names a build."""
import datetime
import os
import pathlib
import random
import sys
import unittest

import hypothesis
from hypothesis import stateful
from hypothesis import strategies as st

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
os.environ["DISPUTE_LIB"] = str(BUILD)
sys.path.insert(0, str(ROOT / "examples" / "python"))
sys.dont_write_bytecode = True
import dispute  # noqa: E402
from dispute import words  # noqa: E402

MONDAY = datetime.datetime(2026, 1, 5, 8, tzinfo=datetime.timezone.utc)
DAY = datetime.timedelta(days=1)
POLICIES = [dispute.Policy(source) for source in (
    "", "contact.wait = P3D\nappeal.money = execute\n", "negotiation.response = P1D\nreturn.receive = B9D\n",
    "journal.chain = none\nappeal.rounds = 2\n")]
ORDERS = [dispute.Order(currency="USD", amount=5000, freight=400, shipped_at=MONDAY - 20 * DAY,
                        delivered_at=MONDAY - 5 * DAY, protected_until=MONDAY + 60 * DAY),
          dispute.Order(currency="JPY", amount=1, funds="released", seller_guarantee=True, shipped_at=MONDAY - 9 * DAY,
                        promised_at=MONDAY + 9 * DAY)]
PARTIES = [party for party in words.Party if party != "system"]
EVENTS = [event for event in words.Event if not event.startswith("deadline.")]
DIGEST = bytes(range(32))


def terms_tried(order):
    """Every kind with nothing, with a part and with all; whatever a kind does not take, it refuses."""
    for kind in words.Terms:
        yield dict(kind=kind)
        yield dict(kind=kind, coupon=100)
        yield dict(kind=kind, amount=order.amount)
        yield dict(kind=kind, amount=max(1, order.amount // 2), freight_by="seller", freight=order.freight)
        yield dict(kind=kind, amount=order.amount, freight_by="buyer")


def contents(order, case, now):
    """What an event may say beside who and when. Each event takes some of it; for what is allowed there must be one."""
    yield {}
    yield dict(reference="RR1")
    yield dict(reference="photo 1", digest=DIGEST)
    for terms in terms_tried(order):
        yield dict(terms=terms)
        yield dict(terms=terms, fault="seller", payer="seller")
        yield dict(terms=terms, fault="carrier", payer="platform")
    for reason in words.Reason:
        yield dict(reason=reason)
        for kind in words.Terms:
            yield dict(reason=reason, terms=dict(kind=kind))
            yield dict(reason=reason, terms=dict(kind=kind, amount=order.amount))
    for goods in words.Goods:
        yield dict(goods=goods)
    for amount in (0, 1, order.amount):
        yield dict(amount=amount)
    for days in (1, 10, 40, 400):  # longer than any deadline that runs
        yield dict(until=now + days * DAY)
        for deadline in words.Deadline:
            yield dict(deadline=deadline, until=now + days * DAY)
    for party in PARTIES:
        yield dict(party=party)
    for sequence in range(case.sequence + 1):
        for index in range(4):
            yield dict(reference=f"C-1:{sequence}:{index}")


def content_of(effect):
    """What one id stands for, for ever."""
    return effect.kind, effect.from_account, effect.to_account, effect.amount, effect.to_party, effect.topic, effect.tally


class Machine(stateful.RuleBasedStateMachine):
    @stateful.initialize(policy=st.sampled_from(POLICIES), order=st.sampled_from(ORDERS))
    def begin(self, policy, order):
        self.policy, self.order, self.now = policy, order, MONDAY
        self.case = dispute.Case.new(policy, "C-1", order)
        self.journal, self.effects, self.sequence = b"", {}, 0

    def remember(self, answer):
        for t, effects, record in answer.steps():
            self.sequence += 1
            assert t.sequence == self.sequence and t.at <= self.now  # no gap, and never later than it was asked
            self.journal += record
            for effect in filter(lambda e: e.id, effects):
                known = self.effects.setdefault(effect.id, content_of(effect))
                assert known == content_of(effect)  # law 7: an id means one thing for ever
                assert effect.sequence == t.sequence or t.event == "payment_failed"  # only a declined payment comes again
        assert self.case.sequence == self.sequence

    def attempt(self, kind, by, content):
        """The event alone on a copy: was it accepted? Refused or failed, it is byte for byte what it was."""
        copy, before = self.case.copy(), bytes(self.case)
        try:
            done = copy.step(dispute.Event(kind=kind, by=by, at=self.now, **content)).done
        except dispute.Failed:
            done = False
        assert done or bytes(copy) == before  # law 2
        return done

    @stateful.rule(days=st.sampled_from((0, 0, 0, 0, 1, 1, 3, 12)), hours=st.integers(0, 23))
    def time_passes(self, days, hours):
        """Law 4: advanced in one step or in three, a case is the same."""
        before, self.now = self.now, self.now + days * DAY + hours * DAY / 24
        split = self.case.copy()
        told = [split.advance(before + (self.now - before) * part / 3) for part in (1, 2, 3)]
        answer = self.case.advance(self.now)
        self.remember(answer)
        assert bytes(split) == bytes(self.case)
        assert [record for part in told for record in part.records] == answer.records
        assert [[content_of(e) for e in step.effects] for part in told for step in part.steps()] == \
            [[content_of(e) for e in step.effects] for step in answer.steps()]

    @stateful.rule(data=st.data(), kind=st.sampled_from(EVENTS))
    def something_is_sent(self, data, kind):
        """Law 5: listed is exactly what is accepted, with some content, by each party; then one of it happens."""
        listed = {(action.party, action.event) for action in self.case.allowed(self.now)}
        tried, accepted = [*contents(self.order, self.case, self.now)], []
        for by in PARTIES:
            found = [(by, content) for content in tried if self.attempt(kind, by, content)]
            assert bool(found) == ((by, kind) in listed), f"{by} {kind}: listed {sorted(listed)}, accepted {found[:1]}"
            accepted += found
        if accepted:
            self.send(kind, *data.draw(st.sampled_from(accepted)))

    @stateful.rule(data=st.data())
    def something_listed_is_sent(self, data):
        """So that a case gets on."""
        listed = self.case.allowed(self.now)
        if listed:
            action = data.draw(st.sampled_from(listed))
            tried = [*contents(self.order, self.case, self.now)]
            random.Random(data.draw(st.integers(0, 999))).shuffle(tried)
            accepted = next((content for content in tried if self.attempt(action.event, action.party, content)), None)
            assert accepted is not None, f"{action} is listed, and nothing of it is accepted"
            self.send(action.event, action.party, accepted)

    def send(self, kind, by, content):
        self.remember(self.case.apply(kind=kind, by=by, at=self.now, **content).or_raise())

    @stateful.invariant()
    def it_is_what_its_bytes_say(self):
        if not hasattr(self, "case"):
            return
        again = dispute.Case.load(self.policy, bytes(self.case))
        assert bytes(again) == bytes(self.case) and again.next_due == self.case.next_due
        assert self.case.next_due is None or self.case.next_due > self.now

    def teardown(self):
        """Law 11: the journal, replayed, gives the same bytes and the same head."""
        if getattr(self, "journal", b""):
            again = dispute.Case.rebuild(self.policy, self.journal)
            assert (bytes(again), again.head()) == (bytes(self.case), self.case.head())
            assert sum(record.size for record in dispute.read_records(self.journal)) == len(self.journal)


deep = os.environ.get("DISPUTE_TEST_DEEP") == "1"
Machine.TestCase.settings = hypothesis.settings(
    max_examples=400 if deep else 60, stateful_step_count=50 if deep else 30, deadline=None, derandomize=not deep,
    database=None, suppress_health_check=list(hypothesis.HealthCheck))
Laws = Machine.TestCase

if __name__ == "__main__":
    unittest.main()
