"""The Python package of examples/python: what it takes and what it refuses, and its host. Loaded from the source tree, in ABI
mode; python_install_test.py installs it. DISPUTE_BUILD names a build."""
import asyncio
import copy
import datetime
import decimal
import inspect
import os
import pathlib
import pickle
import sqlite3
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
if not os.environ.get("DISPUTE_INSTALLED"):  # python_install_test.py runs the same tests on what it installed
    os.environ["DISPUTE_LIB"] = str(BUILD)
    sys.path.insert(0, str(ROOT / "examples" / "python"))
sys.dont_write_bytecode = True
import dispute  # noqa: E402
from dispute import errors, words  # noqa: E402
from dispute._library import lib  # noqa: E402

UTC = datetime.timezone.utc


def day(n, hours=0):
    return datetime.datetime(2026, 1, 5, 8, tzinfo=UTC) + datetime.timedelta(days=n, hours=hours)


ORDER = dict(currency="USD", amount=5000, freight=400, delivered_at=day(-5), protected_until=day(60))
OPEN = dict(kind="open", by="buyer", at=day(0), id="open", reason="quality", terms=dict(kind="refund", amount=2000))


class Given(unittest.TestCase):
    def setUp(self):
        self.policy = dispute.Policy()
        self.case = dispute.Case.begin(self.policy, "C-1", **ORDER)

    def opened(self, name="C-1"):
        case = dispute.Case.begin(self.policy, name, **ORDER)
        case.apply(**OPEN).or_raise()
        return case

    def says(self, sentence, error, call, /, *arguments, **more):
        """It raises this kind of error, and says what is wrong."""
        with self.assertRaisesRegex(error, sentence):
            call(*arguments, **more)


class Words(Given):
    def test_they_are_those_of_the_library(self):
        for group in words.Group:
            enum = getattr(words, "".join(part.capitalize() for part in group.split("_")))
            self.assertEqual(len(enum), lib.dispute_word_count(group.number))
            for word in enum:
                told = lib.dispute_word_number(group.number, word.encode(), len(word.encode()))
                self.assertEqual(word.number, told, word)
                self.assertTrue(word.label("zh-Hans") and word.sentence(), word)

    def test_a_word_is_its_text(self):
        self.assertEqual((words.Party.BUYER, str(words.Party("buyer")), repr(words.Party.BUYER)),
                         ("buyer", "buyer", "words.Party.BUYER"))
        self.assertEqual({"closed.done": 1}[words.State.CLOSED_DONE], 1)

    def test_no_such_word(self):
        self.says("'byer' is no word of Party; there are: buyer, seller", ValueError, words.Party, "byer")
        self.says("'byer' is no word of Party", ValueError, self.case.allowed, day(0), "byer")
        self.says("'french' is no word of Language", ValueError, words.Party.BUYER.label, "french")


class Fields(Given):
    def test_what_no_event_has(self):
        for wrong, sentence in ((dict(reasn="quality"), "no field 'reasn'; there are: kind, by, at"),
                                (dict(terms=dict(kind="refund", amonut=1)), "Terms has no field 'amonut'"),
                                (dict(size=1), "no field 'size'"), (dict(expects=True), "no field 'expects'"),
                                (dict(terms=dict(kind="refund", amount=19.99)), "19.99 is no whole number; money is in min"),
                                (dict(amount=True), "True is no whole number"),
                                (dict(amount=decimal.Decimal(3)), "is no whole number"),
                                (dict(by=words.Account.SELLER), "another group: Party is wanted"),
                                (dict(id=7), "id is a text"), (dict(digest="x" * 32), "digest is bytes"),
                                (dict(terms="refund"), "terms is a Terms, or a dict"), (dict(at=0), "0 is no instant")):
            with self.subTest(wrong=wrong):
                self.says(sentence, TypeError, self.case.apply, **{**OPEN, **wrong})
        self.says("Order has no field 'amonut'", TypeError, dispute.Case.begin, self.policy, "C-2", currency="USD", amonut=1)
        self.says("True nor False", TypeError, dispute.Order, seller_guarantee=1)

    def test_what_no_field_takes(self):
        for wrong, sentence in ((dict(by="byer"), "'byer' is no word of Party"), (dict(id="a\0b"), "id has a NUL"),
                                (dict(digest=b"short"), "digest has 5 bytes, where 32"), (dict(by=[]), r"\[\] is no word"),
                                (dict(id="x" * 72), "id has 72 bytes of UTF-8, and at most 71"),
                                (dict(id="€" * 24), "id has 72 bytes"), (dict(terms=dict(kind="cash")), "no word of Terms"),
                                (dict(at=datetime.datetime(2026, 1, 5)), "has no time zone")):
            with self.subTest(wrong=wrong):
                self.says(sentence, ValueError, self.case.apply, **{**OPEN, **wrong})
        self.says("", OverflowError, dispute.Event, amount=2 ** 63)
        self.assertEqual(self.case.apply(**{**OPEN, "id": "x" * 71}).result, "done")

    def test_help_tells_the_fields(self):
        for call, before in ((dispute.Event, []), (dispute.Case.apply, ["self"])):
            self.assertEqual([*inspect.signature(call).parameters], [*before, *dispute.Event._names])
        self.assertEqual([*inspect.signature(dispute.Case.begin).parameters], ["policy", "case_id", *dispute.Order._names])

    def test_none_is_not_given(self):
        self.assertEqual(dispute.Event(**OPEN, reference=None, until=None), dispute.Event(**OPEN))

    def test_every_time_zone_is_the_same_instant(self):
        shanghai = day(0).astimezone(datetime.timezone(datetime.timedelta(hours=8)))
        self.assertEqual(dispute.Event(at=shanghai), dispute.Event(at=day(0)))
        self.assertEqual(dispute.Event(at=shanghai).at, day(0))
        self.assertIs(dispute.Event(at=shanghai).at.tzinfo, UTC)
        self.assertEqual(dispute.Event(at=day(0) + datetime.timedelta(microseconds=1999)).at,
                         day(0) + datetime.timedelta(milliseconds=1))

    def test_expect_says_that_something_is_expected(self):
        self.assertEqual(self.case.apply(**OPEN, expect=1).result, "stale")
        self.assertEqual(self.case.apply(**OPEN, expect=0).result, "done")
        self.assertEqual((dispute.Event(expect=0).expect, dispute.Event().expect), (0, None))

    def test_values_cannot_be_changed_and_are_equal_by_content(self):
        event = dispute.Event(**OPEN)
        with self.assertRaises(AttributeError):
            event.amount = 3
        with self.assertRaises(AttributeError):
            event.amonut
        terms = dispute.Terms(kind="refund", amount=2000)
        self.assertEqual(event, dispute.Event(**{**OPEN, "terms": terms}))
        self.assertEqual({event: 1}[dispute.Event(**OPEN)], 1)
        self.assertNotEqual(event, dispute.Event(**{**OPEN, "amount": 1}))
        self.assertEqual(event.terms, terms)
        self.assertNotEqual(terms, 3)

    def test_repr_is_what_one_would_write(self):
        event = dispute.Event(**OPEN)
        scope = dict(words=words, datetime=datetime, Event=dispute.Event, Terms=lambda **fields: dict(fields))
        self.assertEqual(eval(repr(event), scope), event)
        self.assertEqual(dispute.Event(**event.as_dict()), event)
        for event in (event, dispute.Event(expect=0), dispute.Event(kind="parcel", goods="delivered", until=day(1))):
            self.assertEqual(pickle.loads(pickle.dumps(event)), event)
            self.assertEqual(copy.deepcopy(event), event)
        self.assertIn("expect=0", repr(dispute.Event(expect=0)))

    def test_money(self):
        self.assertEqual(dispute.to_decimal(2000, "USD"), decimal.Decimal("20.00"))
        self.assertEqual(str(dispute.to_decimal(2000, "JPY")), "2000")
        self.assertEqual(str(dispute.to_decimal(2 ** 63 - 1, "KWD")), "9223372036854775.807")
        self.assertEqual(dispute.minor(decimal.Decimal("20.5"), "USD"), 2050)
        for amount in ("20.001", "NaN", "Infinity"):
            self.says("no amount of USD", ValueError, dispute.minor, decimal.Decimal(amount), "USD")
        self.says("float would not be exact", TypeError, dispute.minor, 20.0, "USD")
        self.says("'usd' is no currency", ValueError, dispute.to_decimal, 1, "usd")
        refund = self.opened().advance(day(9)).effects[0]
        self.assertEqual((refund.amount, refund.decimal()), (2000, decimal.Decimal("20.00")))
        self.assertEqual(self.opened().view("buyer").decimal("escrow"), decimal.Decimal("50.00"))
        self.says("Transition has no currency", TypeError, self.opened().advance(day(9)).transitions[0].decimal)


class Answers(Given):
    def test_a_refusal_is_a_value_or_an_exception_as_one_likes(self):
        case = self.opened()
        before = bytes(case)
        answer = case.apply(kind="withdraw", by="seller", at=day(1))
        self.assertEqual((answer.result, answer.done, answer.problem.result, answer.steps()),
                         ("not_yours", False, "not_yours", []))
        for language in words.Language:
            self.assertTrue(answer.problem.sentence(language))
        with self.assertRaises(errors.NotYours) as raised:
            answer.or_raise()
        self.assertIsInstance(raised.exception, dispute.Refused)
        self.assertIs(raised.exception.answer, answer)
        self.assertEqual(str(raised.exception), answer.problem.sentence())
        self.assertEqual(bytes(case), before)

    def test_a_refusal_has_what_fell_due_before(self):
        with self.assertRaises(errors.NotNow) as raised:
            self.opened().apply(kind="accept", by="seller", at=day(6)).or_raise()
        self.assertEqual([t.event for t in raised.exception.answer.transitions], ["deadline.response"])

    def test_misuse_is_always_an_exception(self):
        case = self.opened()
        before = bytes(case)
        for kind, call in ((errors.ClockBackwards, lambda: case.apply(kind="withdraw", by="buyer", at=day(-1))),
                           (errors.KeyReused, lambda: case.apply(**{**OPEN, "reason": "damaged"})),
                           (errors.BadValue, lambda: case.apply(kind="accept", by="seller", at=day(0), amount=1)),
                           (errors.OtherCase, lambda: case.apply(kind="accept", by="seller", at=day(0), case_id="C-2")),
                           (errors.OtherPolicy, lambda: dispute.Case.load(dispute.Policy("appeal.rounds = 0"), before)),
                           (errors.CorruptRecord, lambda: dispute.Case.load(self.policy, before[1:])),
                           (errors.BadKey, lambda: dispute.Policy("no.such = key")),
                           (errors.BadValue, lambda: dispute.Policy("preset = nowhere")),
                           (errors.BadValue, lambda: dispute.Case.begin(self.policy, "a:b", **ORDER)),
                           (errors.BadArgument, lambda: dispute.Case(self.policy).snapshot())):
            with self.subTest(kind=kind), self.assertRaises(kind) as raised:
                call()
            self.assertIsInstance(raised.exception, dispute.Failed)
            self.assertTrue(str(raised.exception) and raised.exception.result.number < 0)
        self.assertEqual(bytes(case), before)

    def test_there_is_an_exception_for_every_result(self):
        for result in words.Result:
            cls = getattr(errors, "".join(part.capitalize() for part in result.split("_")), None)
            base = dispute.Refused if result.number > 0 else dispute.Failed
            self.assertTrue(issubclass(cls, base) if result != "done" else cls is None, result)

    def test_an_exception_goes_to_another_process(self):
        with self.assertRaises(errors.TooLate) as raised:
            self.case.apply(**{**OPEN, "at": day(999)}).or_raise()
        again = pickle.loads(pickle.dumps(raised.exception))
        self.assertEqual((type(again), str(again), again.result), (errors.TooLate, str(raised.exception), "too_late"))

    def test_answers_outlive_the_next_call(self):
        case = self.opened()
        first = case.apply(kind="propose", by="seller", at=day(1), terms=dict(kind="refund", amount=1))
        for _ in range(3):
            case.apply(kind="accept", by="buyer", at=day(2))
        self.assertEqual([(t.event, t.sequence) for t in first.transitions], [("propose", 2)])
        self.assertEqual([e.id for e in first.effects if e.id], ["C-1:2:0"])

    def test_steps_have_their_effects_and_records(self):
        case = self.opened()
        steps = case.advance(day(9)).steps()
        self.assertEqual([(t.event, len(effects), len(record) == t.record_size) for t, effects, record in steps],
                         [("deadline.response", steps[0].transition.effects, True)])
        read, = dispute.read_records(steps[0].record)
        self.assertEqual((read.event.kind, read.transition.sequence, read.order), ("deadline.response", 2, None))

    def test_questions(self):
        case = self.opened()
        view = case.view("seller")
        self.assertEqual((view.state, view.moves), ("negotiation.seller", {"seller"}))
        self.assertEqual((view.request.amount, view.offer, view.outcome), (2000, None, None))
        self.assertEqual((view.due["response"], case.next_due), (day(5), day(5)))
        self.assertEqual({action.party for action in case.allowed(day(1), "seller")}, {"seller"})
        self.assertIn("refund", next(a for a in case.allowed(day(1)) if a.event == "propose").kinds)
        forecast = case.forecast()
        self.assertEqual((forecast.outcome.amount, forecast.prospect.waits_for, forecast.effects[0].id), (2000, "host", ""))
        self.assertEqual((self.case.state, self.case.sequence, self.case.next_due), (None, 0, None))

    def test_step_alone_wants_time_to_pass_first(self):
        case = self.opened()
        event = dispute.Event(kind="accept", by="seller", at=day(6))
        self.assertEqual(case.step(event).result, "due_first")
        self.assertEqual(case.send(event).result, "not_now")


class Policies(Given):
    def test_a_policy_says_what_it_is(self):
        policy = dispute.Policy("negotiation.response = P3D", {"appeal.rounds": "0"})
        self.assertEqual((policy["negotiation.response"], policy["appeal.rounds"]), ("P3D", "0"))
        self.assertRegex(policy.name, r"^aliexpress@\d+$")
        again = dispute.Policy(policy.text)
        self.assertEqual((again.digest, again.text), (policy.digest, policy.text))
        self.assertEqual(len(policy.edges()), policy.report.edges)
        self.assertIn("<dispute.Policy aliexpress@", repr(policy))
        self.says("", errors.BadKey, policy.__getitem__, "no.such")

    def test_a_policy_that_could_hang_is_refused_and_every_fault_is_told(self):
        self.assertEqual(dispute.check_policy(self.policy.text), (self.policy.report, []))
        source = "return.ship = none\nnegotiation.stage = none\n"
        report, faults = dispute.check_policy(source)
        self.assertEqual((report.faults, {fault.name for fault in faults}), (len(faults), {"return.ship", "negotiation.stage"}))
        with self.assertRaises(errors.UnsafePolicy) as raised:
            dispute.Policy(source)
        self.assertEqual(raised.exception.problem, faults[0])
        self.says("Line 2: no.such", errors.BadKey, dispute.check_policy, "\nno.such = key")

    def test_stored_bytes_say_what_they_are_about(self):
        case = self.opened()
        told = dispute.about(bytes(case))
        self.assertEqual(told, (self.policy.name, self.policy.digest, "C-1"))
        self.says("", errors.CorruptRecord, dispute.about, b"")
        self.says("", errors.CorruptRecord, lambda: list(dispute.read_records(b"nonsense")))
        again = dispute.Case.load(self.policy, bytes(case))
        self.assertEqual((bytes(again), again.head()), (bytes(case), case.head()))


class Host(unittest.TestCase):
    """examples/python/host.py"""

    def setUp(self):
        sys.path.insert(0, str(ROOT / "examples" / "python"))
        self.addCleanup(sys.path.remove, str(ROOT / "examples" / "python"))
        import host
        self.host, self.asked = host.Host(":memory:"), []
        self.addCleanup(self.host.db.close)

    def sql(self, text):
        return self.host.db.execute(text).fetchall()

    def do(self, case, order=None, **event):
        return asyncio.run(self.host.do(case, dispute.Event(**event), order))

    def provider(self, *answers):
        replies = list(answers)

        async def provider(key, amount, currency, payee):
            self.asked.append(key)
            return replies.pop(0) if replies else True
        return provider

    def test_a_declined_payment_comes_again_under_another_key(self):
        self.do("C-1", dispute.Order(**ORDER), **OPEN).or_raise()
        eastern = datetime.timezone(datetime.timedelta(hours=-20))
        asyncio.run(self.host.sweep(day(5, -1).astimezone(eastern)))
        self.assertEqual(self.sql("select state from cases"), [("negotiation.seller",)])
        asyncio.run(self.host.sweep(day(5).astimezone(eastern)))
        self.assertEqual(self.sql("select state from cases"), [("settling.paying",)])
        for n in range(3):
            asyncio.run(self.host.pay(day(6 + n), self.provider(False)))
        self.assertEqual(self.asked, ["C-1:2:0", "C-1:2:1", "C-1:2:0/1", "C-1:2:0/2"])
        self.assertEqual(self.sql("select state from cases"), [("settling.paying",)])
        asyncio.run(self.host.pay(day(9), self.provider()))
        self.assertEqual(self.sql("select state, next_due from cases"), [("closed.done", None)])
        self.assertEqual(self.sql("select sum(done), sum(amount) from outbox where kind = 'transfer'"), [(2, 5000)])

    def test_one_transaction_or_none(self):
        self.do("C-1", dispute.Order(**ORDER), **OPEN).or_raise()
        before = [self.sql(f"select * from {table}") for table in ("cases", "journal", "outbox")]
        self.sql("create trigger broken before insert on outbox begin select raise(abort, 'full'); end")
        with self.assertRaises(sqlite3.IntegrityError):
            self.do("C-1", kind="refuse", by="seller", at=day(1))
        self.assertEqual([self.sql(f"select * from {table}") for table in ("cases", "journal", "outbox")], before)
        self.sql("drop trigger broken")
        self.assertTrue(self.do("C-1", kind="refuse", by="seller", at=day(1)).done)
        self.assertEqual(self.do("C-1", dispute.Order(**ORDER), **OPEN).result, "already_done")
        with self.assertRaises(KeyError):
            self.do("C-2", **OPEN)

    def test_refused_keeps_what_fell_due_before(self):
        self.do("C-1", dispute.Order(**ORDER), **OPEN).or_raise()
        self.assertEqual(self.do("C-1", kind="accept", by="seller", at=day(6)).result, "not_now")
        self.assertEqual(self.sql("select count(*) from journal"), [(2,)])
        journal = b"".join(record for record, in self.sql("select record from journal order by sequence"))
        self.assertEqual(bytes(dispute.Case.rebuild(self.host.policy, journal)), self.sql("select snapshot from cases")[0][0])


if __name__ == "__main__":
    unittest.main()
