#!/usr/bin/python3
"""dispute policy impact: which stored cases would have ended differently under another policy, when, and for how much."""
import fcntl
import hashlib
import json
import os
import pathlib
import pty
import re
import sqlite3
import subprocess
import time
import unittest

import cli_store_test
from cli import PROGRAM, run

STORIES = sorted((pathlib.Path(__file__).resolve().parent / "stories").glob("*.jsonl"))
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
QUICK = "name = quick@2026\nnegotiation.response = P3D\nnegotiation.response.on_silence = close_for_seller\n"


def instant(day, clock="00:00"):
    return f"2026-01-{day:02}T{clock}:00.000Z"


class Impact(cli_store_test.Stored):
    """Cases of a quick and of a slow seller, and a policy that gives three days and then closes for the seller."""

    def setUp(self):
        super().setUp()
        self.policy = os.path.join(self.folder, "quick.policy")
        with open(self.policy, "w") as file:
            file.write(QUICK)

    def act(self, case, event, at, *more, by="seller"):
        self.does("do", case, event, "--by", by, "--at", at, *more)

    def agree(self, case, offered, accepted):
        self.act(case, "propose", offered, "--terms", "refund:20.00")
        self.act(case, "accept", accepted, by="buyer")

    def fill(self):
        """Opened on the 5th at 8:00, so that the quick policy ends on the 8th what nobody has answered."""
        self.open_case("agreed")
        self.agree("agreed", "2026-01-06", "2026-01-07")
        self.does("confirm", "agreed:3:0", "--at", "2026-01-08")
        self.does("confirm", "agreed:3:1", "--at", "2026-01-09")
        self.open_case("agreed-late")
        self.agree("agreed-late", "2026-01-09", "2026-01-09T12:00:00Z")
        self.does("confirm", "agreed-late:3:0", "--failed", "--at", "2026-01-09T13:00:00Z")
        self.does("confirm", "agreed-late:3:0", "--at", "2026-01-09T14:00:00Z")
        self.open_case("silent")
        self.open_case("slower", "2026-01-05T08:00:00Z", "--set", "name=slow@2025", "--set", "negotiation.response=P6D")
        self.does("sweep", "--at", "2026-01-11T09:00:00Z")
        self.open_case("waiting", "2026-01-10T08:00:00Z")
        self.open_case("refused", "2026-01-10T08:00:00Z")
        self.act("refused", "refuse", "2026-01-11")
        self.open_case("refused-late", "2026-01-10T08:00:00Z")
        self.act("refused-late", "refuse", "2026-01-14")

    def lines(self, *arguments, policy=None, status=1):
        done = self.run("policy", "impact", policy or self.policy, *arguments, "--json")
        self.assertEqual(done.returncode, status, done.stderr)
        *cases, last = [json.loads(line) for line in done.stdout.splitlines()]
        return {case["case"]: case for case in cases}, last["summary"]

    def outcome(self, kind, amount, via, **more):
        got = kind != "no_refund"
        return {"kind": kind, "amount": amount, "coupon": 0, "via": via, "fault": "seller" if got else "none",
                "payer": "seller" if got else "none", "counts": ["dispute_rate"], **more}

    def side(self, at, outcome, to_buyer, to_seller):
        return {"state": "closed.done", "at": at, "outcome": outcome, "to_buyer": to_buyer, "to_seller": to_seller,
                "forecast": None}

    def digests(self):
        return {name: hashlib.sha256(pathlib.Path(self.folder, name).read_bytes()).hexdigest()
                for name in os.listdir(self.folder) if not name.endswith("-shm")}


class Told(Impact):
    maxDiff = None

    def test_exactly_those_differ(self):
        self.fill()
        cases, summary = self.lines()
        self.assertEqual({name: case["differs"] for name, case in cases.items()}, {
            "agreed": [],
            "agreed-late": ["at", "kind", "amount", "via", "payer", "fault", "to_buyer", "to_seller"],
            "silent": ["at", "kind", "amount", "payer", "fault", "to_buyer", "to_seller"],
            "slower": ["at", "kind", "amount", "payer", "fault", "to_buyer", "to_seller"],
            "waiting": ["at", "kind", "amount", "payer", "fault", "to_buyer", "to_seller"],
            "refused": [],
            "refused-late": ["state", "at", "kind", "via", "counts", "to_seller"],
        })
        self.assertEqual(list(cases), sorted(cases))
        self.assertEqual(summary, {
            "policy": "quick@2026", "cases": 7, "ended_differently": 3, "without_end": 0, "open_differently": 2,
            "as_before": 2, "damaged": 0,
            "sums": [{"currency": "USD", "to_buyer": {"stored": 12000, "instead": 0},
                      "to_seller": {"stored": 3000, "instead": 15000}}]})

    def test_when_and_for_how_much(self):
        self.fill()
        cases, _ = self.lines()
        closed = self.side(instant(8, "08:00"), self.outcome("no_refund", 0, "seller_silence"), 0, 5000)
        late = cases["agreed-late"]
        self.assertEqual((late["ended"], late["as_of"], late["policy"]), (True, instant(9, "14:00"), "aliexpress@2017"))
        self.assertEqual(late["stored"], {**self.side(instant(9, "12:00"), self.outcome("refund", 2000, "consensus"), 2000, 3000),
                                          "state": "settling.paying"})
        self.assertEqual(late["instead"], closed)
        self.assertEqual([(r["at"], r["by"], r["event"], r["refused"], r["state"]) for r in late["refused"]],
                         [(instant(9), "seller", "propose", "not_now", "closed.done"),
                          (instant(9, "12:00"), "buyer", "accept", "not_now", "closed.done")])
        self.assertEqual((cases["silent"]["instead"], cases["silent"]["refused"]), (closed, []))
        self.assertEqual(cases["silent"]["stored"]["at"], instant(10, "08:00"))
        self.assertEqual(cases["agreed"]["stored"], cases["agreed"]["instead"])

    def test_a_case_of_an_older_policy(self):
        self.fill()
        cases, _ = self.lines()
        slower = cases["slower"]
        self.assertEqual((slower["policy"], slower["stored"]["at"], slower["instead"]["at"]),
                         ("slow@2025", instant(11, "08:00"), instant(8, "08:00")))
        cases, summary = self.lines(policy="aliexpress@2017")
        self.assertEqual([name for name, case in cases.items() if case["differs"]], ["slower"])
        self.assertEqual((cases["slower"]["differs"], cases["slower"]["instead"]["at"]), (["at"], instant(10, "08:00")))
        self.assertEqual(summary["sums"], [{"currency": "USD", "to_buyer": {"stored": 5000, "instead": 5000},
                                            "to_seller": {"stored": 0, "instead": 0}}])

    def test_a_case_that_has_not_ended(self):
        self.fill()
        cases, _ = self.lines()
        waiting, late = cases["waiting"], cases["refused-late"]
        self.assertEqual((waiting["ended"], waiting["as_of"], waiting["stored"]["at"]), (False, instant(10, "08:00"), None))
        self.assertEqual({waiting[side]["state"] for side in ("stored", "instead")}, {"negotiation.seller"})
        self.assertEqual([waiting[side]["outcome"] for side in ("stored", "instead")], [None, None])
        told = [waiting[side]["forecast"] for side in ("stored", "instead")]
        self.assertEqual([(f["at"], f["outcome"]["kind"], f["to_buyer"], f["to_seller"]) for f in told],
                         [(instant(15, "08:00"), "refund", 5000, 0), (instant(13, "08:00"), "no_refund", 0, 5000)])
        self.assertEqual((late["stored"]["state"], late["stored"]["forecast"]["waits_for"]), ("negotiation.buyer", "platform"))
        self.assertEqual((late["instead"]["state"], late["instead"]["at"], late["instead"]["forecast"]),
                         ("closed.done", instant(13, "08:00"), None))

    def test_a_slower_policy_ends_by_silence_after_the_journal(self):
        self.open_case("silent")
        self.does("sweep", "--at", "2026-01-11")
        cases, summary = self.lines("--set", "negotiation.response=P6D", policy="aliexpress")
        self.assertEqual(cases["silent"]["differs"], ["at"])
        self.assertEqual((cases["silent"]["instead"]["state"], cases["silent"]["instead"]["forecast"]["at"]),
                         ("negotiation.seller", instant(11, "08:00")))
        self.assertEqual(summary["sums"][0]["to_buyer"], {"stored": 5000, "instead": 5000})
        told = self.run("policy", "impact", "aliexpress", "--set", "negotiation.response=P6D").stdout
        self.assertIn("2026-01-10 08:00  Not ended: Waiting for the seller's answer.", told)
        self.assertIn("If nobody acts: 2026-01-11 08:00  Refund only 50.00 USD.", told)

    def test_a_case_that_would_have_no_end_is_in_no_sum(self):
        self.open_case("silent")
        self.does("sweep", "--at", "2026-01-11")
        cases, summary = self.lines("--set", "negotiation.response.on_silence=escalate", policy="aliexpress")
        self.assertIn("state", cases["silent"]["differs"])
        self.assertEqual(cases["silent"]["instead"]["state"], "platform.review")
        self.assertEqual(cases["silent"]["instead"]["forecast"]["waits_for"], "platform")
        self.assertEqual((summary["ended_differently"], summary["without_end"], summary["sums"]), (1, 1, []))

    def test_a_case_that_could_not_have_been_opened(self):
        self.fill()
        cases, summary = self.lines("--set", "reason.quality.enabled=no", policy="aliexpress")
        for case in cases.values():
            self.assertEqual((case["instead"]["state"], case["instead"]["forecast"]), (None, None))
            self.assertEqual([(r["event"], r["refused"]) for r in case["refused"]], [("open", "not_eligible")])
        self.assertEqual((summary["ended_differently"], summary["without_end"], summary["open_differently"]), (4, 4, 3))
        told = self.run("policy", "impact", "aliexpress", "--set", "reason.quality.enabled=no").stdout
        self.assertEqual(told.count("It could not have been opened."), 7)

    def test_sums_by_currency(self):
        for case, currency in (("yen", "JPY"), ("dollar", "USD"), ("yens", "JPY")):
            amount = "5000" if currency == "JPY" else "50.00"
            self.does("open", case, "--reason", "quality", "--terms", f"refund:{amount}", "--currency", currency,
                      "--order-amount", amount, "--delivered-at", "2026-01-01", "--at", "2026-01-05")
        self.does("sweep", "--at", "2026-01-12")
        sums = {one["currency"]: one["to_buyer"]["stored"] for one in self.lines()[1]["sums"]}
        self.assertEqual(sums, {"JPY": 10000, "USD": 5000})
        told = self.run("policy", "impact", self.policy).stdout
        self.assertIn("  JPY: the buyers get 0 instead of 10000 (-10000), the sellers 10000 instead of 0 (+10000).\n", told)
        self.assertIn("  USD: the buyers get 0.00 instead of 50.00 (-50.00), the sellers 50.00 instead of 0.00 (+50.00).\n",
                      told)

    def test_sums_that_no_number_holds(self):
        for case in ("one", "two"):
            self.does("open", case, "--reason", "quality", "--terms", "refund:9223372036854775807", "--currency", "JPY",
                      "--order-amount", "9223372036854775807", "--delivered-at", "2026-01-01", "--at", "2026-01-05")
        self.does("sweep", "--at", "2026-01-12")
        self.assertEqual(self.lines()[1]["sums"][0]["to_buyer"], {"stored": None, "instead": None})
        self.assertIn("JPY: the sums are too large to be told.", self.run("policy", "impact", self.policy).stdout)

    def test_sentences(self):
        self.fill()
        done = self.run("policy", "impact", self.policy)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        for part in ("Played again under quick@2026 instead of the rules of each case:\n",
                     "\nsilent would have ended differently.\n"
                     "  in fact  2026-01-10 08:00  Refund only 50.00 USD. By the seller's silence.",
                     "  instead  2026-01-08 08:00  No refund. By the seller's silence. Counts for: Dispute rate.\n"
                     "           To the buyer 0.00 USD, to the seller 50.00 USD.\n",
                     "  refused  2026-01-09 00:00  Seller: Make a proposal. ",
                     "\nwaiting has not ended yet, and would go differently.\n"
                     "  in fact  2026-01-10 08:00  Not ended: Waiting for the seller's answer.\n"
                     "           If nobody acts: 2026-01-15 08:00  Refund only 50.00 USD.",
                     "\nOf 7 cases, 3 would have ended differently under quick@2026.\n"
                     "  USD: the buyers get 0.00 instead of 120.00 (-120.00), the sellers 150.00 instead of 30.00 (+120.00).\n"
                     "Not ended yet, and would go differently: 2.\n"):
            self.assertIn(part, done.stdout)
        self.assertNotRegex(done.stdout, r"(?m)^(agreed|refused) ")

    def test_many_refused_events_are_cut_short_for_people_alone(self):
        self.open_case("C-1")
        for hour in range(5):
            self.does(*self.evidence(f"e{hour}", f"2026-01-09T0{hour}:00:00Z"))
        told = self.run("policy", "impact", self.policy).stdout
        self.assertEqual(told.count("Buyer: Hand in evidence"), 3)
        self.assertIn("           and 2 more\n", told)
        self.assertEqual(len(self.lines()[0]["C-1"]["refused"]), 5)

    def test_in_chinese(self):
        self.fill()
        self.sql("update cases set snapshot = x'00' where id = 'agreed'")
        for lang, says in (("zh-Hans", ("silent 的结果会不同。", "改用后   2026-01-08 08:00  不退款。卖家逾期。",
                                        "共 7 个纠纷，其中 3 个按 quick@2026 会有不同的结果。", "尚未结束、走向会不同的：2 个。",
                                        "无法重新推算的：1 个。")),
                           ("zh-Hant", ("silent 的結果會不同。", "改用後   2026-01-08 08:00  不退款。賣家逾期。",
                                        "共 7 個爭議，其中 3 個依 quick@2026 會有不同的結果。", "尚未結束、走向會不同的：2 個。",
                                        "無法重新推算的：1 個。"))):
            told = self.run("policy", "impact", self.policy, "--lang", lang).stdout
            for part in says:
                self.assertIn(part, told)
            names = "silent|slower|waiting|agreed-late|agreed|refused-late|USD|quick@2026"
            self.assertNotRegex(re.sub(names, "", told), r"[A-Za-z]")
        self.assertEqual({json.dumps(self.lines("--lang", lang, status=2)[1]) for lang in LANGUAGES},
                         {json.dumps(self.lines(status=2)[1])})

    def test_one_case(self):
        self.fill()
        cases, summary = self.lines("silent")
        self.assertEqual((list(cases), summary["cases"]), (["silent"], 1))
        self.assertEqual(self.lines("agreed", status=0)[1]["as_before"], 1)
        self.assertIn("Of 1 case, 1 would", self.run("policy", "impact", self.policy, "silent").stdout)


class Payments(Impact):
    def test_the_same_policy_changes_nothing(self):
        """Every story, with its payments, refusals, appeals and re-openings, under the policy that it was played under."""
        for story in STORIES:
            options = story.with_suffix(".options")
            words = options.read_text().split() if options.exists() else []
            sets = [word for at, word in enumerate(words) if word == "--set" or (at and words[at - 1] == "--set")]
            named = next((words[at + 1] for at, word in enumerate(words) if word == "--policy"), "aliexpress@2017")
            with self.subTest(story=story.stem):
                for line in story.read_text().splitlines():
                    event = json.loads(line)
                    if event["event"] == "advance":
                        self.does("sweep", "--at", event["at"])
                        continue
                    opens = event["event"] == "open"
                    case = event["case"] if opens else case
                    command = ["open", "--policy", named, *sets] if opens else ["do", case]
                    if not opens and not os.path.exists(self.db):
                        continue  # its opening was refused so far, and so is this
                    done = self.run(*command, "--event", line)
                    self.assertIn(done.returncode, (0, 1), done.stderr)
                told, summary = self.lines(*sets, policy=named, status=0)
                self.assertEqual([name for name, one in told.items() if one["differs"]], [])
                self.assertEqual((summary["cases"], summary["as_before"]), (1, 1))
                self.assertEqual([r["event"] for one in told.values() for r in one["refused"]], [])
                for name in os.listdir(self.folder):
                    if name.startswith("dispute.db"):
                        os.unlink(os.path.join(self.folder, name))

    def test_payments_of_other_sums_and_ids_are_settled(self):
        """The journal pays 20.00 and 30.00 under ids of step 3; under the other policy 50.00 goes out in step 2, and the claim
        that comes after it can be made, since the case counts as paid."""
        self.does("open", "C-1", "--reason", "lost", "--terms", "refund:50.00", "--currency", "USD", "--order-amount", "50.00",
                  "--shipped-at", "2025-12-01", "--at", "2026-01-05T08:00:00Z")
        self.act("C-1", "propose", "2026-01-09", "--terms", "refund:20.00")
        self.act("C-1", "accept", "2026-01-09T12:00:00Z", by="buyer")
        self.does("confirm", "C-1:3:0", "--at", "2026-01-10")
        self.does("confirm", "C-1:3:1", "--at", "2026-01-10")
        self.act("C-1", "file_claim", "2026-01-11")
        cases, _ = self.lines("--set", "negotiation.response=P3D", policy="aliexpress")
        instead = cases["C-1"]["instead"]
        self.assertEqual((instead["state"], instead["at"], instead["to_buyer"], instead["to_seller"]),
                         ("closed.done", instant(8, "08:00"), 5000, 0))
        self.assertEqual([r["event"] for r in cases["C-1"]["refused"]], ["propose", "accept"])


class Untouched(Impact):
    def test_not_a_byte_changes(self):
        self.fill()
        before, names = self.digests(), sorted(os.listdir(self.folder))
        for arguments in ([self.policy], [self.policy, "--json"], [self.policy, "silent"], ["aliexpress"]):
            self.run("policy", "impact", *arguments)
            self.assertEqual((self.digests(), sorted(os.listdir(self.folder))), (before, names))

    def test_changes_that_are_still_in_the_log_stay_there(self):
        """As after a crash: the last event is in the log of the database alone, and is seen."""
        self.open_case("silent")
        with sqlite3.connect(self.db) as other:
            other.execute("select count(*) from cases").fetchall()
            self.does("sweep", "--at", "2026-01-11")
            for name in ("dispute.db", "dispute.db-wal"):
                pathlib.Path(self.folder, "copy" + name).write_bytes(pathlib.Path(self.folder, name).read_bytes())
        other.close()
        before = self.digests()
        self.assertTrue(pathlib.Path(self.folder, "copydispute.db-wal").stat().st_size)
        cases, _ = self.lines("--db", "copydispute.db")
        self.assertEqual(cases["silent"]["stored"]["at"], instant(10, "08:00"))
        self.assertEqual(self.digests(), before)

    def test_while_another_program_writes(self):
        self.fill()
        with sqlite3.connect(self.db, isolation_level=None) as other:
            other.execute("begin immediate")
            self.assertEqual(self.lines()[1]["cases"], 7)
            other.execute("rollback")
        other.close()

    def test_a_file_that_may_not_be_written(self):
        self.fill()
        os.chmod(self.db, 0o444)
        self.addCleanup(os.chmod, self.db, 0o644)
        self.assertEqual(self.lines()[1]["ended_differently"], 3)


class Damaged(Impact):
    def damaged(self, name, word, *statement):
        self.sql(*statement)
        done = self.run("policy", "impact", self.policy)
        self.assertEqual(done.returncode, 2)
        self.assertIn(word, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^%s could not be played again; standard error says why\.$" % name)
        self.assertIn("Could not be played again: 1.\n", done.stdout)
        cases, summary = self.lines(status=2)
        self.assertEqual([one for one in cases.values() if "damaged" in one], [{"case": name, "damaged": True}])
        self.assertEqual((summary["damaged"], summary["cases"]), (1, 7))
        return cases, summary

    def test_the_run_goes_on(self):
        self.fill()
        cases, summary = self.damaged("agreed", "the snapshot of case agreed is damaged",
                                      "update cases set snapshot = x'00' where id = 'agreed'")
        self.assertEqual((len(cases), summary["ended_differently"], summary["as_before"]), (7, 3, 1))

    def test_a_record_that_was_changed(self):
        self.fill()
        self.damaged("agreed", "record 2 of case agreed does not fit",
                     "update journal set record = (select record from journal where case_id = 'silent' and sequence = 2)"
                     " where case_id = 'agreed' and sequence = 2")

    def test_a_record_that_is_missing(self):
        self.fill()
        self.damaged("agreed", "record 3 of case agreed does not fit",
                     "delete from journal where case_id = 'agreed' and sequence = 2")

    def test_a_journal_that_was_cut(self):
        self.fill()
        self.damaged("agreed", "case agreed: the snapshot is not what the journal makes",
                     "delete from journal where case_id = 'agreed' and sequence = 5")

    def test_a_journal_that_is_gone(self):
        self.fill()
        self.damaged("silent", "case silent: ", "delete from journal where case_id = 'silent'")

    def test_a_policy_that_is_gone(self):
        self.fill()
        self.damaged("slower", "the policy of a case is missing", "delete from policies where name = 'slow@2025'")


class NotUnderstood(Impact):
    def test_what_is_not_understood(self):
        self.wrong("policy", "impact", self.policy, says="there is no database dispute.db")
        self.open_case("C-1")
        self.wrong("policy", "impact", says="needs more words")
        self.wrong("policy", "impact", "nosuch", says="dispute: nosuch: it is no preset")
        self.wrong("policy", "impact", "aliexpress", "--set", "return.ship=none", says="cannot be used")
        self.wrong("policy", "impact", self.policy, "C-1", "C-2", says="one word too many")
        self.wrong("policy", "impact", self.policy, "--at", "now", says="takes no --at")
        self.wrong("policy", "impact", self.policy, "C-9", "--json", says="there is no case C-9")

    def test_no_cases_at_all(self):
        self.open_case("C-1")
        self.sql("delete from journal")
        self.sql("delete from outbox")
        self.sql("delete from cases")
        cases, summary = self.lines(status=0)
        self.assertEqual((cases, summary["cases"], summary["sums"]), ({}, 0, []))
        self.assertIn("Of 0 cases, 0 would", self.does("policy", "impact", self.policy))

    def test_diff_tells_of_it(self):
        self.assertIn("dispute policy impact", run("help", "policy", "diff").stdout)


class Many(Impact):
    """Hundred cases, told into a small pipe, so that the command can be looked at while it waits."""

    def setUp(self):
        super().setUp()
        for first in range(0, 100, 20):
            running = [subprocess.Popen([PROGRAM, *self.opening(f"C-{first + i:02}")], cwd=self.folder,
                                        stdout=subprocess.DEVNULL) for i in range(20)]
            self.assertEqual({process.wait() for process in running}, {0})
        out, into = os.pipe()
        fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, 4096)
        self.terminal, side = pty.openpty()
        no_quarantine = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=0:thread_local_quarantine_size_kb=0"}
        self.process = subprocess.Popen([PROGRAM, "policy", "impact", self.policy, "--json"], cwd=self.folder, stdout=into,
                                        stderr=side, env={**os.environ, **no_quarantine})
        os.close(into)
        os.close(side)
        self.told = open(out)
        self.addCleanup(self.told.close)
        self.addCleanup(os.close, self.terminal)

    def lines_told(self, count):
        return [json.loads(self.told.readline()) for _ in range(count)]

    def memory(self, which):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"%s:\s+(\d+) kB" % which, status)[1])

    def test_memory_does_not_grow_with_the_cases(self):
        self.lines_told(5)
        early = self.memory("VmHWM")
        self.lines_told(85)
        self.assertLess(self.memory("VmHWM"), early + 3000)  # kB; one that keeps its answers grows by 6000
        self.assertEqual(self.lines_told(11)[-1]["summary"]["open_differently"], 100)
        self.assertEqual(self.process.wait(), 1)

    def test_a_line_on_a_terminal_that_ends_clean(self):
        time.sleep(0.8)
        self.assertEqual(self.lines_told(101)[-1]["summary"]["cases"], 100)
        self.assertEqual(self.process.wait(), 1)
        told = b""
        try:
            while part := os.read(self.terminal, 65536):
                told += part
        except OSError:  # the end of a terminal
            pass
        self.assertRegex(told.decode(), r"^cases played again: \d+ of 100")
        self.assertRegex(told.decode(), r"\r +\r$")


if __name__ == "__main__":
    unittest.main()
