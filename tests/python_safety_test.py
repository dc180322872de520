"""Nothing that one does with the Python package in Python can crash it: use after close, wrong things, threads; and many cases
at once. DISPUTE_BUILD names a build."""
import copy
import pickle
import sys
import threading
import unittest

from python_test import OPEN, ORDER, Given, day, dispute


class Ownership(Given):
    """Use after close, double close, wrong handles, other threads: an error, never a crash."""

    def test_after_close_everything_is_an_error(self):
        case = self.opened()
        case.close()
        case.close()
        for call in (case.snapshot, case.head, case.forecast, case.copy, lambda: case.state, lambda: case.next_due,
                     lambda: case.sequence, lambda: bytes(case), lambda: case.apply(**OPEN), lambda: case.advance(day(1)),
                     lambda: case.allowed(day(1)), lambda: case.view("buyer"), lambda: case.replay(b""), case.__enter__,
                     lambda: dispute.apply_many(self.policy, [case], [dispute.Event(**OPEN)])):
            self.says("this case was closed", dispute.Closed, call)
        self.assertEqual((case.closed, repr(case)), (True, "<dispute.Case, closed>"))

    def test_a_closed_policy_rules_no_more(self):
        case, snapshot = self.opened(), bytes(self.opened())
        self.policy.close()
        self.policy.close()
        for call in (lambda: case.apply(**OPEN), lambda: case.advance(day(1)), case.forecast, case.copy,
                     lambda: dispute.Case.begin(self.policy, "C-2", **ORDER), lambda: dispute.Case.load(self.policy, b""),
                     lambda: self.policy.text, lambda: self.policy.edges(), lambda: self.policy["appeal.rounds"],
                     lambda: dispute.advance_many(self.policy, [snapshot], day(1)),
                     lambda: dispute.apply_many(self.policy, [case], [dispute.Event(**OPEN)])):
            self.says("this policy was closed", dispute.Closed, call)
        self.assertEqual(bytes(case), snapshot)  # what needs no policy still goes
        self.assertIn("closed", repr(self.policy))

    def test_contexts_close(self):
        with dispute.Policy() as policy, dispute.Case.begin(policy, "C-1", **ORDER) as case:
            self.assertFalse(policy.closed or case.closed)
        self.assertTrue(policy.closed and case.closed)

    def test_wrong_things(self):
        case, event = self.opened(), dispute.Event(**OPEN)
        for call in (lambda: dispute.Case(None), lambda: dispute.Case(case), lambda: dispute.Case.begin(case, "C", **ORDER),
                     lambda: dispute.Case.new(self.policy, "C", event), lambda: case.send(None), lambda: case.send(case),
                     lambda: case.send(dispute.Order(**ORDER)), lambda: case.step(3), lambda: case.replay("text"),
                     lambda: dispute.Case.load(self.policy, "text"), lambda: dispute.Case.load(self.policy, None),
                     lambda: dispute.apply_many(case, [case], [event]), lambda: dispute.apply_many(None, [], []),
                     lambda: dispute.apply_many(self.policy, [None], [event]),
                     lambda: dispute.apply_many(self.policy, [case], [None]),
                     lambda: dispute.advance_many(case, [], day(1)), lambda: dispute.advance_many(self.policy, [3], day(1)),
                     lambda: dispute.about("text"), dispute.Transition,
                     lambda: dispute.Effect(id="C-1:1:0"), lambda: pickle.dumps(case), lambda: pickle.dumps(self.policy)):
            with self.assertRaises(TypeError):
                call()
        self.assertEqual(case.sequence, 1)

    def test_copies_are_cases_of_their_own(self):
        case = self.opened()
        for other in (case.copy(), copy.copy(case)):
            other.apply(kind="refuse", by="seller", at=day(1)).or_raise()
            self.assertEqual((case.sequence, other.sequence), (1, 2))

    def test_two_threads_on_one_case(self):
        """They take turns, so that both come through."""
        case, failed = self.opened(), []

        def work(number):
            for i in range(300):
                answer = case.apply(kind="amend", by="buyer", at=day(0), reason="damaged", id=f"{number} {i}")
                if not answer.done or len(answer.transitions) != 1:
                    failed.append(answer)
                case.view("buyer"), case.forecast(), bytes(case)
        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((failed, case.sequence), ([], 1201))

    def test_a_thread_waits_while_another_is_in_a_call(self):
        event = dispute.Event(kind="amend", by="buyer", at=day(0), reason="damaged")
        calls = [lambda case: case.send(event), lambda case: case.step(event), lambda case: case.advance(day(9)), bytes,
                 lambda case: case.allowed(day(0)), lambda case: case.view("buyer"), lambda case: case.forecast(),
                 lambda case: case.head(), lambda case: case.copy(), lambda case: case.replay(b""), repr]
        for call in calls:
            case, done = self.opened(), threading.Event()

            def work():
                call(case)
                done.set()
            with case._lock:
                thread = threading.Thread(target=work)
                thread.start()
                self.assertFalse(done.wait(0.02))
            thread.join()
            self.assertTrue(done.is_set())

    def test_closing_while_another_thread_is_at_it(self):
        def close_soon(policy, cases):
            policy.close()
            for case in cases:
                case.close()
        for _ in range(30):
            policy = dispute.Policy()
            cases = [dispute.Case.begin(policy, f"C-{i}", **ORDER) for i in range(300)]
            other = threading.Thread(target=close_soon, args=(policy, cases))
            other.start()
            try:
                for _ in range(3):
                    dispute.apply_many(policy, cases, [dispute.Event(**OPEN)] * len(cases))
            except dispute.Closed:
                pass
            other.join()


class Many(Given):
    def setUp(self):
        super().setUp()
        self.cases = [dispute.Case.begin(self.policy, f"C-{i}", **ORDER) for i in range(200)]

    def test_apply_many_is_apply_for_each(self):
        events = [dispute.Event(**{**OPEN, "by": "seller" if i % 7 == 0 else "buyer"}) for i in range(200)]
        alone = [case.copy() for case in self.cases]
        batch = dispute.apply_many(self.policy, self.cases, events)
        answers = [case.send(event) for case, event in zip(alone, events)]
        self.assertEqual([bytes(case) for case in self.cases], [bytes(case) for case in alone])
        self.assertEqual(batch.results, [answer.result for answer in answers])
        self.assertEqual([step.record for step in batch.steps()], [r for answer in answers for r in answer.records])
        self.assertEqual([(e.id, e.kind) for step in batch.steps() for e in step.effects],
                         [(e.id, e.kind) for answer in answers for e in answer.effects])
        self.assertEqual([step.transition.item for step in batch.steps()], [i for i in range(200) if i % 7])
        self.assertEqual(set(batch.not_done.values()), {"not_yours"})
        self.assertEqual((len(batch), batch.problem.result), (200, "not_yours"))

    def test_more_than_an_answer_holds(self):
        dispute.apply_many(self.policy, self.cases, [dispute.Event(**OPEN)] * 200)
        room, dispute._many.ROOM = dispute._many.ROOM, (20, 20)
        try:
            sweep = dispute.advance_many(self.policy, map(bytes, self.cases), day(9))
        finally:
            dispute._many.ROOM = room
        whole = dispute.advance_many(self.policy, map(bytes, self.cases), day(9))
        self.assertEqual(sweep.block, whole.block)
        self.assertEqual([step.record for step in sweep.steps()], [step.record for step in whole.steps()])
        self.assertEqual([step.transition.item for step in sweep.steps()], [*range(200)])
        self.assertEqual({e.item for e in sweep.steps()[150].effects}, {150})

    def test_a_block_is_advanced_where_it_lies(self):
        dispute.apply_many(self.policy, self.cases, [dispute.Event(**OPEN)] * 200)
        block = bytearray(b"".join(map(bytes, self.cases)))
        size = len(block) // 200
        block[3 * size + 100] ^= 1
        before = bytes(block)
        sweep = dispute.advance_many(self.policy, block, day(9))
        self.assertIs(sweep.block, block)
        self.assertEqual(sweep.not_done, {3: "corrupt_record"})
        self.assertEqual(sweep.snapshot(3), before[3 * size:4 * size])
        self.cases[7].advance(day(9))
        self.assertEqual(sweep.snapshot(7), bytes(self.cases[7]))
        self.says("no item 200", IndexError, sweep.snapshot, 200)
        self.says("are no snapshots", ValueError, dispute.advance_many, self.policy, block[1:], day(9))
        self.says("item 1 has 3 bytes", ValueError, dispute.advance_many, self.policy, [sweep.snapshot(0), b"abc"], day(9))
        self.assertEqual(len(dispute.advance_many(self.policy, [], day(9)).steps()), 0)

    def test_pairs_and_nothing_else(self):
        self.says("200 cases and 1 events", ValueError, dispute.apply_many, self.policy, self.cases,
                  [dispute.Event(**OPEN)])
        self.assertEqual(len(dispute.apply_many(self.policy, [], [])), 0)
        twice = dispute.apply_many(self.policy, [self.cases[0]] * 2, [dispute.Event(**OPEN)] * 2)
        self.assertEqual(twice.results, ["done", "already_done"])
        with self.cases[5]._lock:
            self.says("in use by another thread", RuntimeError, dispute.apply_many, self.policy, self.cases,
                      [dispute.Event(**OPEN)] * 200)
        self.assertEqual({case._lock.locked() for case in self.cases}, {False})

    def test_other_threads_run_meanwhile(self):
        """No thread is made to give way here, so the other one can only run while the interpreter's lock is let go."""
        dispute.apply_many(self.policy, self.cases, [dispute.Event(**OPEN)] * 200)
        block = bytearray(b"".join(map(bytes, self.cases)) * 200)
        started, ran = threading.Event(), []

        def other():
            started.wait()
            ran.append(True)
        thread = threading.Thread(target=other)
        thread.start()
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1000)
        try:
            started.set()
            dispute.advance_many(self.policy, block, day(9))
            seen = list(ran)
        finally:
            sys.setswitchinterval(interval)
        thread.join()
        self.assertEqual(seen, [True])


if __name__ == "__main__":
    unittest.main()
