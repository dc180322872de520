"""The store of the command `dispute`: its commands, what verify finds, and databases that are not as they should be."""
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from cli import ACCEPTED, OPEN, PROGRAM, REFUSE, replay, run, text_of


class Stored(unittest.TestCase):
    """A store in a folder of its own."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="dispute-test-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.db = os.path.join(self.folder, "dispute.db")

    def run(self, *arguments, **more):
        if arguments and not isinstance(arguments[0], str):
            return super().run(*arguments)
        return run(*arguments, cwd=self.folder, **more)

    def does(self, *arguments, **more):
        done = self.run(*arguments, **more)
        self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
        return done.stdout

    def refused(self, *arguments, word):
        done = self.run(*arguments)
        self.assertEqual(done.returncode, 1, done.stderr + done.stdout)
        self.assertIn(word, done.stdout)

    def wrong(self, *arguments, says, **more):
        done = self.run(*arguments, **more)
        self.assertEqual(done.returncode, 2, done.stderr + done.stdout)
        self.assertIn(says, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertEqual(done.stdout, "")

    def opening(self, case="C-1", at="2026-01-05T08:00:00Z", *more):
        return ["open", case, "--at", at, "--reason", "quality", "--terms", "refund:50.00", "--currency", "USD",
                "--order-amount", "50.00", "--order-freight", "4.00", "--shipped-at", "2025-12-20", "--delivered-at",
                "2026-01-01", "--protected-until", "2026-03-01", "--verified", *more]

    def open_case(self, *more):
        return self.does(*self.opening(*more))

    def evidence(self, reference, at, *more):
        return ["do", "C-1", "submit_evidence", "--by", "buyer", "--digest", "ab" * 32, "--reference", reference,
                "--at", at, *more]

    def sql(self, *statement):
        with sqlite3.connect(self.db) as db:
            rows = db.execute(*statement).fetchall()
        db.close()
        return rows

    def settled_case(self):
        self.open_case("C-1")
        self.does("do", "C-1", "propose", "--by", "seller", "--at", "2026-01-06", "--terms", "refund:20.00")
        self.does("do", "C-1", "accept", "--by", "buyer", "--at", "2026-01-07")
        self.does("confirm", "C-1:3:0", "--at", "2026-01-08")
        self.does("confirm", "C-1:3:1", "--at", "2026-01-09")


class Store(Stored):
    def test_a_case_from_open_to_closed(self):
        self.settled_case()
        self.assertIn("Closed", self.does("list"))
        shown = self.does("show", "C-1")
        for part in ("2026-01-05 08:00", "Poor quality", "20.00 USD  escrow -> buyer (refund)  paid 2026-01-08",
                     "30.00 USD  escrow -> seller (release)  paid 2026-01-09", "Closed", "By agreement", "N2"):
            self.assertIn(part, shown)
        self.assertRegex(self.does("verify"), r"^case C-1: 5 records fit, head [0-9a-f]{64}\n$")

    def test_log_is_what_replay_prints(self):
        for e in ACCEPTED:
            command = ["open"] if e["event"] == "open" else ["do", "C-1001"]
            self.does(*command, "--event", json.dumps(e))
        _, lines = replay(*ACCEPTED)
        self.assertEqual([json.loads(line) for line in self.does("log", "C-1001").splitlines()], lines)
        self.assertEqual(self.does("log", "C-1001"), run("replay", given=text_of(*ACCEPTED)).stdout)

    def test_lines_are_those_of_replay(self):
        printed = self.does("open", "--json", "--event", json.dumps(OPEN))
        self.assertEqual(printed, run("replay", given=text_of(OPEN)).stdout)
        done = self.run("do", "C-1001", "accept", "--by", "buyer", "--at", "2026-01-06", "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)["refused"]), (1, "not_now"))

    def test_json_from_a_file_and_from_standard_input(self):
        self.does("open", "--event", "-", given=text_of(OPEN))
        with open(os.path.join(self.folder, "refuse.json"), "w") as file:
            file.write(json.dumps(REFUSE))
        self.does("do", "C-1001", "--event", "refuse.json")
        self.assertIn("Waiting for the buyer's answer", self.does("list"))

    def test_json_errors(self):
        self.wrong("open", "--event", '{"event":"open"', says="not JSON")
        self.wrong("open", "--event", "nowhere.json", says="nowhere.json")
        self.wrong("open", "C-2", "--event", json.dumps(OPEN), says="C-2")
        self.wrong("open", "--event", json.dumps(OPEN), "--by", "buyer", says="--by")
        self.wrong("do", "C-1", "--event", '{"event":"advance","at":"2026-01-01T00:00:00Z"}', says="sweep")
        self.wrong("open", "C-1", "--reason", "quality", says="order.currency")
        self.assertFalse(os.path.exists(self.db))

    def test_wrong_words(self):
        self.open_case()
        self.wrong("do", "C-1", "explode", "--by", "buyer", says="explode")
        self.wrong("do", "C-1", "accept", says="by")
        self.wrong("do", "C-1", "propose", "--by", "seller", "--terms", "refund:1.234", says="decimals")
        self.wrong("do", "C-1", "propose", "--by", "seller", "--terms", "refund:-1", says="--terms")
        self.wrong("do", "C-1", "accept", "--by", "buyer", "--goods", "lost", says="goods")
        self.wrong("do", "C-1", "accept", "--by", "buyer", "--at", "noon", says="--at noon")
        self.wrong("do", "C-1", "accept", "--by", "buyer", "--expect", "x", says="--expect")
        self.wrong("do", "C-9", "accept", "--by", "buyer", says="C-9")
        self.wrong("do", "C-1", "open", says="dispute open")
        self.wrong("do", "C-1", "advance", says="sweep")
        self.wrong("do", "C-1", says="which event")
        self.wrong("show", "C-9", says="C-9")
        self.wrong("show", "C-1", "--as", "judge", says="judge")
        self.wrong("do", "C-1", "accept", "--by", "buyer", "--at", "2025-01-01", says="2026-01-05")
        self.wrong("confirm", "C-1:9:9", says="C-1:9:9")
        self.wrong("confirm", "C-1:1:0", "--failed", says="transfer")
        self.assertIn("1 records fit", self.does("verify"))

    def test_a_refused_open_leaves_no_case(self):
        done = self.run("open", "C-1", "--at", "2026-05-05", "--reason", "quality", "--terms", "refund:1",
                        "--currency", "USD", "--order-amount", "50", "--protected-until", "2026-01-01")
        self.assertEqual(done.returncode, 1)
        self.assertIn("too_late", done.stdout)
        self.assertEqual(self.does("list"), "there are no cases\n")
        self.open_case()

    def test_retry_changes_nothing(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", "--id", "o1")
        self.does("do", "C-1", "refuse", "--by", "seller", "--at", "2026-01-06", "--id", "r1")
        before = self.sql("select * from cases"), self.sql("select * from journal"), self.sql("select * from outbox")
        self.refused("do", "C-1", "refuse", "--by", "seller", "--at", "2026-01-06", "--id", "r1", word="already_done")
        self.refused("do", "C-1", "refuse", "--by", "seller", "--id", "r1", word="already_done")  # no --at: the same
        self.wrong("do", "C-1", "accept", "--by", "buyer", "--at", "2026-01-06", "--id", "r1", says="r1")
        self.assertEqual(before, (self.sql("select * from cases"), self.sql("select * from journal"),
                                  self.sql("select * from outbox")))

    def test_retry_of_an_old_event(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", "--id", "o1")
        for i in range(12):
            self.does(*self.evidence(f"r{i}", f"2026-01-06T00:00:{i:02}Z", "--id", f"n{i}"))
        self.refused(*self.evidence("r0", "2026-01-06T00:00:00Z", "--id", "n0"), word="already_done")
        self.wrong(*self.evidence("other", "2026-01-06T00:00:00Z", "--id", "n0"), says="n0")
        self.refused(*self.opening("C-1", "2026-01-05T08:00:00Z", "--id", "o1"), word="already_done")
        self.wrong(*self.opening("C-1", "2026-01-05T08:00:00Z", "--id", "o1", "--guarantee"), says="o1")

    def test_outbox_keeps_the_outcome_of_each_closing(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", "--set", "negotiation.response.on_silence=withdraw")
        self.does("do", "C-1", "reopen", "--at", "2026-01-10T08:00:00Z", "--by", "buyer")
        closed = [line for line in map(json.loads, self.does("outbox", "--json").splitlines())
                  if line["kind"] == "closed"]
        self.assertEqual([line["outcome"]["via"] for line in closed], ["withdrawn"])
        self.assertIn(closed[0], json.loads(self.does("log", "C-1").splitlines()[1])["effects"])
        self.assertRegex(self.does("outbox"), "Closed +.*, Withdrawn\n")

    def test_sweep(self):
        self.open_case("C-1")
        self.open_case("C-2", "2026-01-06T08:00:00Z")
        self.assertEqual(self.does("sweep", "--at", "2026-01-10T07:59:59.999Z"), "nothing is due\n")
        self.assertIn("Response time passed", self.does("sweep", "--at", "2026-01-10T08:00:00Z"))
        self.assertEqual([s for s, in self.sql("select state from cases order by id")],
                         ["settling.paying", "negotiation.seller"])
        late = [json.loads(line) for line in self.does("sweep", "--at", "2026-06-01", "--json").splitlines()]
        self.assertEqual([(line["case"], line["at"]) for line in late], [("C-2", "2026-01-11T08:00:00.000Z")])
        self.assertEqual(self.does("sweep", "--at", "2026-06-01"), "nothing is due\n")

    def test_deadlines_before_a_refused_event_are_stored(self):
        self.open_case("C-1")
        self.refused("do", "C-1", "refuse", "--by", "seller", "--at", "2026-01-20", word="not_now")
        self.assertIn("Payment in progress", self.does("list"))
        self.assertIn("2 records fit", self.does("verify", "C-1"))

    def test_list_is_sorted_by_what_is_due_next(self):
        self.open_case("C-2", "2026-01-06T08:00:00Z")
        self.open_case("C-1", "2026-01-05T08:00:00Z")
        self.open_case("C-3", "2026-01-04T08:00:00Z")
        self.does("do", "C-3", "withdraw", "--at", "2026-01-05")
        listed = [json.loads(line) for line in self.does("list", "--json").splitlines()]
        self.assertEqual([row["case"] for row in listed], ["C-1", "C-2", "C-3"])
        self.assertEqual(listed[0], {"case": "C-1", "state": "negotiation.seller", "moves": ["seller"],
                                     "next_due": "2026-01-10T08:00:00.000Z", "deadline": "response"})
        self.assertIn("nobody", self.does("list"))

    def test_outbox_and_confirm(self):
        self.open_case("C-1")
        self.does("do", "C-1", "accept", "--by", "seller", "--at", "2026-01-06")
        pending = [json.loads(line)["id"] for line in self.does("outbox", "--json").splitlines()]
        self.assertEqual(pending, ["C-1:1:0", "C-1:2:0", "C-1:2:1"])
        self.assertIn("50.00 USD  escrow -> buyer (refund)", self.does("outbox"))
        self.does("confirm", "C-1:2:0", "--failed", "--at", "2026-01-07")
        self.assertIn("C-1:2:0", self.does("outbox"))
        self.assertEqual(self.sql("select times from outbox where id = 'C-1:2:0'"), [(2,)])
        self.does("confirm", "C-1:2:0", "--at", "2026-01-08")
        self.refused("confirm", "C-1:2:0", "--at", "2026-01-09", word="already_done")
        self.does("confirm", "C-1:1:0")
        self.refused("confirm", "C-1:1:0", word="done already")
        self.assertNotIn("C-1:2:0 ", self.does("outbox"))
        self.assertIn("sent 2 times", self.does("show", "C-1"))

    def test_transfer_that_the_case_does_not_wait_for(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", "--set", "settlement.confirm=no")
        self.does("do", "C-1", "accept", "--by", "seller", "--at", "2026-01-06")
        self.assertIn("Closed", self.does("list"))
        self.does("confirm", "C-1:2:0", "--at", "2026-01-07")
        self.assertNotIn("C-1:2:0", self.does("outbox"))
        self.refused("confirm", "C-1:2:0", "--at", "2026-01-07", word="already_done")

    def test_paid_by_do_leaves_the_outbox_too(self):
        self.open_case("C-1")
        self.does("do", "C-1", "accept", "--by", "seller", "--at", "2026-01-06")
        self.does("do", "C-1", "paid", "--effect", "C-1:2:0", "--at", "2026-01-07")
        self.assertNotIn("Transfer", self.does("outbox"))

    def test_each_case_keeps_its_policy(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", "--set", "negotiation.response=P1D")
        self.open_case("C-2", "2026-01-05T08:00:00Z")
        rows = [json.loads(line) for line in self.does("list", "--json").splitlines()]
        self.assertEqual([row["next_due"] for row in rows], ["2026-01-06T08:00:00.000Z", "2026-01-10T08:00:00.000Z"])
        self.assertEqual(len(self.sql("select * from policies")), 2)
        self.does("verify")

    def test_allowed_and_forecast(self):
        self.open_case("C-1")
        self.assertIn("The request counts as accepted", self.does("allowed", "C-1", "--at", "2026-01-06"))
        self.assertEqual(json.loads(self.does("allowed", "C-1", "--at", "2026-01-06", "--json"))["allowed"]["buyer"],
                         ["amend", "withdraw", "submit_evidence"])
        self.assertIn("sweep", self.does("allowed", "C-1", "--at", "2026-02-06"))
        self.assertIn("By the seller's silence", self.does("forecast", "C-1"))
        self.assertEqual(json.loads(self.does("forecast", "C-1", "--json"))["forecast"]["waits_for"], "host")

    def test_show_respects_what_a_party_may_see(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", "--guarantee")
        self.does(*self.evidence("the buyer's video", "2026-01-05T09:00Z"))
        self.assertIn("the buyer's video", self.does("show", "C-1", "--as", "buyer"))
        self.assertIn("the buyer's video", self.does("show", "C-1"))
        self.assertNotIn("the buyer's video", self.does("show", "C-1", "--as", "seller"))
        self.assertIn("if nobody acts", self.does("show", "C-1", "--as", "seller"))
        self.does("do", "C-1", "take_over", "--at", "2026-01-06")
        self.does(*self.evidence("again", "2026-01-06T12:00:00Z"))
        seller = self.does("show", "C-1", "--as", "seller")
        self.assertIn("Taken over by the guarantee", seller)
        for hidden in ("if nobody acts", "due next", "2026-01-06 12:00", "request  "):
            self.assertNotIn(hidden, seller)
        self.assertIn("due next", self.does("show", "C-1", "--as", "buyer"))

    def test_amounts_have_the_decimals_of_their_currency(self):
        def opening(case, currency, requested, ordered):
            return ["open", case, "--at", "2026-01-05", "--reason", "quality", "--terms", f"refund:{requested}",
                    "--currency", currency, "--order-amount", ordered, "--delivered-at", "2026-01-01"]

        for currency, amount, minor in (("JPY", "2000", 2000), ("KWD", "1.250", 1250), ("USD", "0.05", 5)):
            self.does(*opening(currency, currency, amount, amount))
            self.does("do", currency, "accept", "--by", "seller", "--at", "2026-01-06")
            self.assertIn(f"{amount} {currency}  escrow -> buyer", self.does("show", currency))
            self.assertEqual(self.sql("select amount from outbox where id = ?", (f"{currency}:2:0",)), [(minor,)])
        for currency, requested, ordered in (("JPY", "1.5", "2"), ("KWD", "1.5", "2.0000"), ("USD", "1.", "2"),
                                             ("USD", "1,5", "2"), ("USD", ".5", "2"), ("USD", "", "2")):
            self.wrong(*opening("X", currency, requested, ordered), says=currency)
        self.wrong(*opening("X", "USD", "1", "92233720368547758.08"), says="--order-amount")
        self.does(*opening("Y", "USD", "1", "92233720368547758.07"))

    def at_once(self, commands):
        running = [subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                   for command in commands]
        return [(process.communicate()[1], process.returncode) for process in running]

    def test_two_at_once(self):
        self.open_case("C-1")
        refuse = [PROGRAM, "do", "C-1", "refuse", "--by", "seller", "--at", "2026-01-06", "--id", "r1"]
        ended = self.at_once([refuse] * 12)
        self.assertEqual(sorted(code for _, code in ended), [0] + [1] * 11, ended)
        self.assertIn("2 records fit", self.does("verify"))

    def test_many_make_the_database_at_once(self):
        ended = self.at_once([[PROGRAM, *self.opening(f"C-{i}")] for i in range(12)])
        self.assertEqual([code for _, code in ended], [0] * 12, ended)
        self.assertEqual(len(self.does("list", "--json").splitlines()), 12)
        self.assertEqual(self.sql("pragma journal_mode"), [("wal",)])


class Verify(Stored):
    """An edited store is found out, and nothing is mended silently."""

    def misfit(self, says):
        done = self.run("verify")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(says, done.stdout + done.stderr)

    def edit_record(self, sequence, change):
        (record,), = self.sql("select record from journal where sequence = ?", (sequence,))
        self.sql("update journal set record = ? where sequence = ?", (change(record), sequence))

    def test_every_byte_of_a_record(self):
        self.open_case("C-1")
        self.does("do", "C-1", "refuse", "--by", "seller", "--at", "2026-01-06")
        self.does("do", "C-1", "propose", "--by", "seller", "--at", "2026-01-07", "--terms", "refund:20.00")
        (record,), = self.sql("select record from journal where sequence = 2")
        for i in range(len(record)):
            self.sql("update journal set record = ? where sequence = 2",
                     (record[:i] + bytes([record[i] ^ 1]) + record[i + 1:],))
            self.misfit("case C-1: record 2 does not fit")
        self.sql("update journal set record = ? where sequence = 2", (record,))
        self.does("verify")

    def test_record_cut(self):
        self.settled_case()
        self.edit_record(3, lambda record: record[:-1])
        self.misfit("record 3 does not fit")
        self.wrong_log()

    def wrong_log(self):
        done = self.run("log", "C-1")
        self.assertEqual(done.returncode, 2)
        self.assertIn("record 3", done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assertEqual(self.run("show", "C-1").returncode, 2)

    def test_record_of_another_kind(self):
        self.settled_case()
        for odd in (None, "text", 7, b""):
            self.sql("update journal set record = ? where sequence = 2", (odd if odd is not None else b"\0",))
            self.misfit("record 2 does not fit")

    def test_record_missing_in_between(self):
        self.settled_case()
        self.sql("delete from journal where sequence = 2")
        self.misfit("record 3 does not fit")

    def test_last_record_missing(self):
        self.settled_case()
        self.sql("delete from journal where sequence = 5")
        self.misfit("snapshot")

    def test_records_exchanged(self):
        self.settled_case()
        (a,), = self.sql("select record from journal where sequence = 4")
        (b,), = self.sql("select record from journal where sequence = 5")
        self.sql("update journal set record = ? where sequence = 4", (b,))
        self.sql("update journal set record = ? where sequence = 5", (a,))
        self.misfit("record 4 does not fit")

    def test_snapshot(self):
        self.settled_case()
        (snapshot,), = self.sql("select snapshot from cases")
        for bad in (snapshot[:-1], b"", snapshot[:40] + b"\xff" + snapshot[41:]):
            self.sql("update cases set snapshot = ?", (bad,))
            self.misfit("snapshot")

    def test_older_snapshot(self):
        self.open_case("C-1")
        (snapshot,), = self.sql("select snapshot from cases")
        self.does("do", "C-1", "refuse", "--by", "seller", "--at", "2026-01-06")
        self.sql("update cases set snapshot = ?", (snapshot,))
        self.misfit("snapshot")

    def test_columns_beside_the_snapshot(self):
        self.settled_case()
        self.sql("update cases set next_due = 5")
        self.misfit("next_due")

    def test_outbox(self):
        self.settled_case()
        self.sql("update outbox set amount = amount + 1 where kind = 'transfer'")
        self.misfit("record 3 does not fit")

    def test_policy(self):
        self.settled_case()
        self.sql("update policies set keys = replace(keys, 'P5D', 'P6D')")
        self.misfit("policy")


    def test_one_damaged_snapshot_hides_no_other_case(self):
        for case in ("C-1", "C-2", "C-3"):
            self.open_case(case)
        self.sql("update cases set snapshot = ? where id = 'C-2'", (b"DSPC",))
        done = self.run("list", "--json")
        self.assertEqual((done.returncode, [json.loads(line)["case"] for line in done.stdout.splitlines()]),
                         (2, ["C-1", "C-3"]))
        self.assertIn("case C-2", done.stderr)
        done = self.run("verify", "--json")
        self.assertEqual((done.returncode, [json.loads(line)["ok"] for line in done.stdout.splitlines()]),
                         (1, [True, False, True]))

    def test_outcome_in_the_outbox(self):
        self.settled_case()
        self.sql("update outbox set outcome = replace(outcome, 'consensus', 'ruling') where kind = 'closed'")
        self.misfit("record 5 does not fit: an effect of it is another one in the outbox")


class Databases(Stored):
    """What is locked, read-only, full, newer or no database is said in one sentence and left as it was."""

    def files(self):
        found = {}
        for name in sorted(os.listdir(self.folder)):
            with open(os.path.join(self.folder, name), "rb") as file:
                found[name] = file.read()
        return found

    def untouched(self, says):
        before = self.files()
        for command in (["do", "C-1", "refuse", "--by", "seller", "--at", "2026-01-06"], ["list"], ["verify"],
                        ["open", "--event", json.dumps(OPEN)], ["sweep"], ["outbox"], ["show", "C-1"],
                        ["confirm", "C-1:1:0"]):
            with self.subTest(command=command):
                self.wrong(*command, says=says)
                self.assertEqual(self.files(), before)

    def test_missing(self):
        self.wrong("list", says="no database dispute.db")
        self.wrong("do", "C-1", "accept", "--by", "buyer", says="no database dispute.db")
        self.assertEqual(os.listdir(self.folder), [])

    def test_missing_folder(self):
        self.wrong("open", "--event", json.dumps(OPEN), "--db", "no/where.db", says="no/where.db cannot be opened")

    def test_folder_instead(self):
        os.mkdir(self.db)
        self.wrong("list", says="dispute.db")
        self.wrong("open", "--event", json.dumps(OPEN), says="dispute.db")

    def test_empty_name(self):
        self.wrong("list", "--db", "", says="--db")

    def test_name_that_means_memory(self):
        self.does("open", "--event", json.dumps(OPEN), "--db", ":memory:")
        self.assertTrue(os.path.exists(os.path.join(self.folder, ":memory:")))

    def test_empty_file(self):
        open(self.db, "w").close()
        self.wrong("list", says="is empty")
        self.open_case()

    def test_no_database(self):
        with open(self.db, "w") as file:
            file.write("This is a text, and not a database at all.\n" * 100)
        self.untouched("is not a database")

    def test_database_of_another_program(self):
        self.sql("create table cats(name text)")
        self.untouched("another program")

    def test_version_of_before_the_first_release(self):
        self.open_case()
        self.sql("pragma user_version = 1")
        self.untouched("format 1")

    def test_newer_version(self):
        self.open_case()
        self.sql("pragma user_version = 3")
        self.untouched("newer version")

    def test_damaged(self):
        self.open_case()
        with open(self.db, "r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * 4096)
        done = self.run("list")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.count("\n"), 1)

    def test_locked(self):
        self.open_case()
        db = sqlite3.connect(self.db, isolation_level=None)
        db.execute("begin immediate")
        self.wrong("do", "C-1", "refuse", "--by", "seller", "--at", "2026-01-06", says="locked")
        self.does("list")  # readers go on
        db.execute("rollback")
        db.close()
        self.assertIn("1 records fit", self.does("verify"))

    def test_read_only(self):
        self.open_case()
        os.chmod(self.folder, 0o755)
        os.chmod(self.db, 0o444)
        program = shutil.copy(PROGRAM, os.path.join(self.folder, "dispute-copy"))
        os.chmod(program, 0o755)
        more = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        before = self.files()
        for command in (["do", "C-1", "refuse", "--by", "seller", "--at", "2026-01-06"], ["sweep"],
                        ["confirm", "C-1:1:0"], ["open", "--event", json.dumps(OPEN)]):
            done = subprocess.run([program, *command], cwd=self.folder, capture_output=True, text=True, **more)
            self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
            self.assertIn("read-only", done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)
        self.assertEqual(self.files(), before)

    def test_full(self):
        self.open_case()
        before = self.sql("select * from cases"), self.sql("select * from journal")
        size = os.path.getsize(self.db)
        evidence = self.evidence("r", "2026-01-06")
        for limit in (0, 32, 4096, 8192):
            done = self.run(*evidence, preexec_fn=lambda most=limit: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                                                        (most, most)))
            with self.subTest(limit=limit):
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
                self.assertIn("dispute.db", done.stderr)
                self.assertEqual(before, (self.sql("select * from cases"), self.sql("select * from journal")))
        self.assertEqual(os.path.getsize(self.db), size)
        self.does(*evidence)
        self.assertIn("2 records fit", self.does("verify"))

    def test_killed_in_the_middle_leaves_a_whole_store(self):
        self.open_case()
        running = [subprocess.Popen([PROGRAM, *self.evidence(f"r{i}", "2026-01-06")], cwd=self.folder,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for i in range(20)]
        for process in running[::2]:
            process.kill()
        for process in running:
            process.wait()
        self.assertIn("records fit", self.does("verify"))

if __name__ == "__main__":
    unittest.main()
