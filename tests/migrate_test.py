#!/usr/bin/python3
"""dispute migrate: open cases move to another policy when asked, are told of beforehand, and their journals still fit."""
import fcntl
import json
import os
import pathlib
import pty
import re
import subprocess
import time
import unittest
import xml.etree.ElementTree

import impact_test
from cli import OPEN, PROGRAM, replay, run, text_of
from impact_test import LANGUAGES, instant

FIRM = "name = firm@2026\nnegotiation.reply = P2D\nnegotiation.response.on_silence = close_for_seller\n"
REVERSES = ("open.money=reverse", "appeal.money=execute", "negotiation.response=none", "negotiation.stage=none",
            "guarantee.after=none")


def settings(*pairs):
    return [word for pair in pairs for word in ("--set", pair)]


class Migrate(impact_test.Impact):
    """As many cases as there are things that may become of one, and a policy by which the seller may stay silent."""

    def setUp(self):
        super().setUp()
        self.firm = os.path.join(self.folder, "firm.policy")
        with open(self.firm, "w") as file:
            file.write(FIRM)

    def fill(self):
        self.open_case("closed")
        self.agree("closed", "2026-01-06", "2026-01-07")
        self.does("confirm", "closed:3:0", "--at", "2026-01-07")
        self.does("confirm", "closed:3:1", "--at", "2026-01-07")
        self.open_case("due", "2026-01-03T08:00:00Z")
        self.open_case("late", "2026-01-05T08:00:00Z")
        self.act("late", "refuse", "2026-01-06")
        self.open_case("other", "2026-01-05T08:00:00Z", "--set", "name=slow@2025", "--set", "negotiation.response=P6D")
        self.open_case("paused", "2026-01-05T08:00:00Z")
        self.act("paused", "suspend", "2026-01-06", "--until", "2026-02-01", by="platform")
        self.open_case("waiting", "2026-01-05T08:00:00Z")

    def migrate(self, *arguments, policy=None, at="2026-01-09", status=0):
        done = self.run("migrate", *arguments, "--policy", policy or self.firm, "--at", at)
        self.assertEqual(done.returncode, status, done.stderr + done.stdout)
        return done.stdout

    def told(self, *arguments, **more):
        *cases, last = [json.loads(line) for line in self.migrate(*arguments, "--json", **more).splitlines()]
        return {case["case"]: case for case in cases}, last["summary"]

    def log(self, case):
        return [json.loads(line) for line in self.does("log", case).splitlines()]

    def steps(self, case):
        return [(step["event"], step["at"]) for step in self.log(case)]


class Moved(Migrate):
    maxDiff = None

    def test_what_becomes_of_each(self):
        self.fill()
        cases, summary = self.told("--all", status=1)
        self.assertEqual({name: case["result"] for name, case in cases.items()},
                         {"closed": "decided", "due": "decided", "late": "moved", "other": "moved", "paused": "refused",
                          "waiting": "moved"})
        self.assertEqual(list(cases), sorted(cases))
        to = summary.pop("to")
        self.assertEqual((to["name"], len(to["digest"])), ("firm@2026", 64))
        self.assertEqual(summary, {"dry_run": False, "cases": 6, "moved": 3, "already": 0, "decided": 2, "refused": 1,
                                   "damaged": 0, "differ": 3})
        self.assertEqual({name: case["from"]["name"] for name, case in cases.items()},
                         {name: "slow@2025" if name == "other" else "aliexpress@2017" for name in cases})
        self.assertEqual({(case["at"], json.dumps(case["to"])) for case in cases.values()}, {(instant(9), json.dumps(to))})
        self.assertEqual(self.does("verify").count(" records fit, head "), 6)

    def test_where_silence_leads_before_and_after(self):
        self.fill()
        waiting = self.told("waiting")[0]["waiting"]
        self.assertEqual([waiting[side]["state"] for side in ("before", "after")], ["negotiation.seller"] * 2)
        ends = [waiting[side]["forecast"] for side in ("before", "after")]
        self.assertEqual([(end["at"], end["outcome"]["kind"], end["to_buyer"]) for end in ends],
                         [(instant(10, "08:00"), "refund", 5000), (instant(10, "08:00"), "no_refund", 0)])
        self.assertIn("kind", waiting["differs"])
        self.assertEqual([step["event"] for step in waiting["transitions"]], ["migrate"])
        late = self.told("late")[0]["late"]  # now the buyer's answer is awaited for so long
        self.assertEqual((late["differs"], late["after"]["forecast"]["at"]), (["at"], instant(18)))
        late = self.told("late", *settings("name=same@1"), policy=self.firm)[0]["late"]
        self.assertEqual((late["differs"], late["before"]), ([], late["after"]))

    def test_the_deadline_before_falls_by_the_old_policy_and_the_one_after_by_the_new(self):
        self.fill()
        due = self.told("due", status=1)[0]["due"]
        self.assertEqual((due["refused"], due["from"]["name"]), ("not_now", "aliexpress@2017"))
        self.assertEqual([(step["event"], step["at"]) for step in due["transitions"]],
                         [("deadline.response", instant(8, "08:00"))])
        self.assertEqual(json.loads(self.does("forecast", "due", "--json"))["forecast"]["outcome"]["kind"], "refund")
        self.migrate("waiting")
        self.does("sweep", "--at", "2026-01-11")
        self.assertEqual(self.steps("waiting"), [("open", instant(5, "08:00")), ("migrate", instant(9)),
                                                 ("deadline.response", instant(10, "08:00"))])
        self.assertEqual(self.log("waiting")[-1]["effects"][0], {
            "id": "waiting:3:0", "kind": "transfer", "from": "escrow", "to": "seller", "amount": 5000, "why": "release"})
        self.assertEqual(self.run("verify").returncode, 0)

    def test_a_deadline_that_does_not_end_the_case_falls_and_then_it_moves(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", "--set", "name=soft@1", "--set",
                       "negotiation.response.on_silence=escalate")
        case = self.told("C-1", at="2026-01-11")[0]["C-1"]
        self.assertEqual([(s["event"], s["at"], s["state"]) for s in case["transitions"]],
                         [("deadline.response", instant(10, "08:00"), "platform.review"),
                          ("migrate", instant(11), "platform.review")])
        self.assertEqual(self.log("C-1")[1:], case["transitions"])
        self.assertEqual(self.run("verify").returncode, 0)

    def test_what_falls_due_at_once_is_in_the_same_run(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", *settings("name=slow@1", "negotiation.response=none"))
        case = self.told("C-1", *settings("name=now@1", "negotiation.response=0"), policy="aliexpress")[0]["C-1"]
        self.assertEqual([step["event"] for step in case["transitions"]], ["migrate", "deadline.response"])
        self.assertEqual((case["result"], case["after"]["state"], case["after"]["at"]), ("moved", "settling.paying", instant(9)))
        self.assertEqual(self.run("verify").returncode, 0)
        self.assertIn("50.00 USD  escrow -> buyer (refund)", self.does("outbox"))

    def test_the_journal_names_the_policy(self):
        self.fill()
        digest = self.told("waiting")[1]["to"]["digest"]
        step = self.log("waiting")[1]
        self.assertEqual((step["seq"], step["by"], step["rule"], step["reference"], step["digest"]),
                         (2, "platform", "T5", "firm@2026", digest))
        self.assertEqual(list(step), ["seq", "at", "by", "event", "reference", "digest", "rule", "from", "state", "deadlines",
                                      "effects"])
        self.assertIn("Move to another policy: firm@2026", self.does("show", "waiting"))
        self.assertIn("under the rules firm@2026", self.does("show", "waiting"))
        self.assertEqual(self.sql("select hex(policy) from cases where id = 'waiting'"), [(digest.upper(),)])
        self.assertEqual(self.sql("select name from policies order by name"),
                         [("aliexpress@2017",), ("firm@2026",), ("slow@2025",)])

    def test_the_case_goes_on_under_the_new_policy(self):
        self.fill()
        self.migrate("waiting")
        self.act("waiting", "refuse", "2026-01-09T12:00:00Z")
        self.assertEqual(self.log("waiting")[-1]["deadlines"]["response"], instant(11, "12:00"))  # the old one has no reply
        self.agree("waiting", "2026-01-10", "2026-01-10T12:00:00Z")
        self.does("confirm", "waiting:5:0", "--at", "2026-01-11")
        self.does("confirm", "waiting:5:1", "--at", "2026-01-11")
        self.assertEqual(self.log("waiting")[-1]["state"], "closed.done")
        self.assertEqual(self.run("verify").returncode, 0)

    def test_two_in_a_row_and_back_again(self):
        self.fill()
        for day, policy in enumerate((self.firm, self.policy, "aliexpress@2017", self.firm), 6):
            self.assertEqual(self.told("waiting", policy=policy, at=f"2026-01-{day:02}")[1]["moved"], 1)
            self.assertEqual(self.run("verify").returncode, 0)
        self.assertEqual([step.get("reference") for step in self.log("waiting")],
                         [None, "firm@2026", "quick@2026", "aliexpress@2017", "firm@2026"])
        self.assertEqual(len({step["digest"] for step in self.log("waiting")[1:]}), 3)

    def test_more_policies_than_are_at_hand(self):
        self.open_case("C-1")
        for number in range(1, 9):
            self.migrate("C-1", *settings(f"name=shop@{number}"), policy="aliexpress", at="2026-01-06")
        self.assertRegex(self.does("verify"), "^case C-1: 9 records fit")
        self.assertEqual([step.get("reference") for step in self.log("C-1")], [None, *(f"shop@{n}" for n in range(1, 9))])
        xml.etree.ElementTree.fromstring(self.does("show", "C-1", "--svg", "-"))

    def test_the_same_name_for_other_rules(self):
        """The digest is what counts, and is told where the names are the same."""
        self.open_case("C-1")
        told = self.migrate("C-1", *settings("negotiation.response=P3D"), policy="aliexpress@2017", at="2026-01-06")
        self.assertRegex(told, r"^C-1 has moved from aliexpress@2017 \(8b0b3d8e…\) to aliexpress@2017 \([0-9a-f]{8}…\)\.\n")
        self.assertEqual(self.run("verify").returncode, 0)

    def test_a_retry_changes_nothing(self):
        self.fill()
        self.migrate("--all", status=1)
        before = self.digests()
        for at in ("2026-01-09", "2026-01-09T12:00:00Z"):
            cases, summary = self.told("--all", status=1, at=at)
            self.assertEqual((summary["moved"], summary["already"], summary["decided"]), (0, 3, 2))
            self.assertEqual([case["transitions"] for case in cases.values()], [[]] * 6)
            self.assertEqual(self.digests(), before)
        self.assertIn("waiting is under firm@2026 already.\n", self.migrate("waiting"))

    def test_a_case_that_is_under_it_already_is_not_even_swept(self):
        self.fill()
        self.migrate("waiting")
        self.migrate("waiting", at="2026-01-20")
        self.assertEqual(len(self.log("waiting")), 2)


class Told(Migrate):
    def test_sentences(self):
        self.fill()
        done = self.migrate("--all", status=1)
        for part in ("closed stays under aliexpress@2017. “Move to another policy” is not possible now",
                     "\ndue stays under aliexpress@2017. “Move to another policy” is not possible now: the case stands at “Payment in"
                     " progress”.\n2026-01-08 08:00  (time)     Response time passed\n",
                     "\nlate has moved from aliexpress@2017 to firm@2026.\n2026-01-09 00:00  Platform   Move to another policy: firm@2026\n"
                     "  before   2026-01-09 00:00  Not ended: ",
                     "\npaused stays under aliexpress@2017. ",
                     "\n  now      2026-01-09 00:00  Not ended: Waiting for the seller's answer.\n"
                     "           If nobody acts: 2026-01-10 08:00  No refund.",
                     "\n\nOf 6 cases, 3 moved to firm@2026.\n  Of these, go differently if nobody acts: 3.\n"
                     "  Decided, and stay as they are: 2.\n  Refused by the rules: 1.\n"):
            self.assertIn(part, done)
        self.assertRegex(self.migrate("late", *settings("name=same@1")), r"waits until the platform decides\.\n  now      the same\n\n")

    def test_in_three_languages(self):
        self.fill()
        self.sql("update cases set snapshot = x'00' where id = 'closed'")
        summaries = set()
        for lang, says in (("en", ("waiting would move from aliexpress@2017 to firm@2026.", "Nothing was changed.")),
                           ("zh-Hans", ("waiting 会从 aliexpress@2017 改用 firm@2026。", "原规则   2026-01-09 00:00  未结束：",
                                        "共 6 个纠纷，其中 3 个会改用 firm@2026。没有作任何改动。", "paused 仍适用 aliexpress@2017。",
                                        "无法改用的：1 个。")),
                           ("zh-Hant", ("waiting 會從 aliexpress@2017 改用 firm@2026。", "新規則   2026-01-09 00:00  未結束：", "無法改用的：1 個。"))):
            told = self.migrate("--all", "--dry-run", "--lang", lang, status=2)
            for part in says:
                self.assertIn(part, told)
            if lang != "en":
                names = "closed|due|late|other|paused|waiting|aliexpress@2017|slow@2025|firm@2026|USD|=>"
                self.assertNotRegex(re.sub(names, "", told), "[A-Za-z]")
            cases, summary = self.told("--all", "--dry-run", "--lang", lang, status=2)
            for case in cases.values():
                case.pop("sentence", None)
            summaries.add(json.dumps((cases, summary)))
        self.assertEqual(len(summaries), 1)
        self.assertEqual(LANGUAGES, ("en", "zh-Hans", "zh-Hant"))

    def test_one_case(self):
        self.fill()
        self.assertIn("Of 1 case, 1 moved to firm@2026.", self.migrate("waiting"))
        self.assertEqual(len(self.log("late")), 2)
        self.assertEqual(self.sql("select count(*) from journal where case_id = 'due'"), [(1,)])


class Refused(Migrate):
    def test_what_the_library_refuses_is_said(self):
        self.fill()
        for setting, result in ((["journal.chain=none"], "wrong_terms"), (REVERSES, "wrong_terms")):
            case = self.told("waiting", *settings("name=odd@1", *setting), policy="aliexpress", status=1)[0]["waiting"]
            self.assertEqual((case["result"], case["refused"], case["after"]), ("refused", result, None))
            self.assertTrue(case["sentence"])
            self.assertEqual(case["from"]["name"], "aliexpress@2017")
        paused = self.told("paused", status=1)[0]["paused"]
        self.assertEqual((paused["result"], paused["refused"]), ("refused", "not_now"))
        self.assertEqual(self.log("paused")[-1]["event"], "suspend")
        self.assertEqual(self.told("paused", at="2026-02-01")[0]["paused"]["result"], "moved")

    def test_rounds_that_have_no_room(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", *settings("name=fast@1", "appeal.money=execute"))
        self.act("C-1", "take_over", "2026-01-06", by="platform")
        self.act("C-1", "rule", "2026-01-06", "--terms", "refund:5.00", by="platform")
        case = self.told("C-1", *settings("name=long@1", "appeal.rounds=4"), policy="aliexpress", at="2026-01-07",
                         status=1)[0]["C-1"]
        self.assertEqual(case["refused"], "limit_reached")

    def test_a_time_before_the_last_step(self):
        self.fill()
        cases, summary = self.told("--all", at="2026-01-05T09:00:00Z", status=2)
        self.assertEqual({name for name, case in cases.items() if case["result"] == "damaged"}, {"late", "paused"})
        self.assertEqual(summary["moved"], 3)
        self.assertEqual(self.run("verify").returncode, 0)

    def test_what_is_not_understood(self):
        self.wrong("migrate", "--all", "--policy", self.firm, says="there is no database dispute.db")
        self.open_case("C-1")
        before = self.digests()
        self.wrong("migrate", "--all", says="--policy says it")
        self.wrong("migrate", "--policy", self.firm, says="Name one, or say --all")
        self.wrong("migrate", "C-1", "--all", "--policy", self.firm, says="exclude each other")
        self.wrong("migrate", "C-1", "--policy", "aliexpress@opening", says="one version")
        self.wrong("migrate", "C-1", "--policy", "nosuch", says="--policy nosuch: it is no preset")
        self.wrong("migrate", "C-1", "--policy", "aliexpress", "--set", "return.ship=none", says="cannot be used")
        self.wrong("migrate", "C-9", "--policy", self.firm, says="there is no case C-9")
        self.wrong("migrate", "C-1", "--policy", self.firm, "--at", "soon", says="--at soon")
        self.wrong("do", "C-1", "migrate", "--at", "2026-01-06", says="`dispute migrate` moves the cases of a store")
        self.wrong("do", "--event", json.dumps({"event": "migrate", "case": "C-1", "by": "platform", "at": "2026-01-06T00:00:00Z"}),
                   says="`dispute migrate` moves the cases of a store")
        self.assertEqual(self.digests(), before)

    def test_a_file_of_events_has_one_policy(self):
        self.open_case("C-1")
        step = {"event": "migrate", "at": "2026-01-06T00:00:00Z", "by": "platform", "reference": "firm@2026", "digest": "ab" * 32}
        done, lines = replay(OPEN, step)
        self.assertEqual((done.returncode, [line["event"] for line in lines]), (2, ["open"]))
        self.assertRegex(done.stderr, r"^dispute: .*:2: migrate moves a case to another policy, and one file is played under one")
        for lang, says in (("zh-Hans", "一份文件只按一份规则演算"), ("zh-Hant", "一份檔案只依一份規則演算")):
            self.assertIn(says, run("replay", "--lang", lang, given=text_of(OPEN, step)).stderr)


class DryRun(Migrate):
    def test_not_a_byte_changes(self):
        self.fill()
        before, names = self.digests(), sorted(os.listdir(self.folder))
        for arguments in (["--all"], ["--all", "--json"], ["due"], ["waiting"]):
            self.migrate("--dry-run", *arguments, status=0 if arguments == ["waiting"] else 1)
            self.assertEqual((self.digests(), sorted(os.listdir(self.folder))), (before, names))

    def test_it_tells_what_then_happens(self):
        self.fill()
        dry, summary = self.told("--all", "--dry-run", status=1)
        real, then = self.told("--all", status=1)
        for case in (*dry.values(), summary):
            self.assertTrue(case.pop("dry_run"))
        for case in (*real.values(), then):
            self.assertFalse(case.pop("dry_run"))
        self.assertEqual((dry, summary), (real, then))

    def test_a_file_that_may_not_be_written(self):
        self.fill()
        os.chmod(self.db, 0o444)
        self.addCleanup(os.chmod, self.db, 0o644)
        self.assertEqual(self.told("--all", "--dry-run", status=1)[1]["moved"], 3)

    def test_people_are_told_of_now_and_then(self):
        self.fill()
        told = self.migrate("--dry-run", "waiting")
        self.assertRegex(told, r"^waiting would move from aliexpress@2017 to firm@2026\.\n")
        self.assertRegex(told, r"\n  now      2026-01-09 00:00  Not ended.*\n           If nobody acts: 2026-01-10 08:00  Refund only 50\.00")
        self.assertRegex(told, r"\n  then     2026-01-09 00:00  Not ended.*\n           If nobody acts: 2026-01-10 08:00  No refund")
        self.assertIn("Of 1 case, 1 would move to firm@2026. Nothing was changed.\n", told)


class Damaged(Migrate):
    def damage(self, name, word, *statement):
        self.fill()
        self.sql(*statement)
        done = self.run("migrate", "--all", "--policy", self.firm, "--at", "2026-01-09")
        self.assertEqual(done.returncode, 2)
        self.assertIn(word, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertRegex(done.stdout, r"(?m)^%s could not be moved, and is what it was; standard error says why\.$" % name)
        self.assertIn("  Could not be moved: 1.\n", done.stdout)
        cases, summary = self.told("--all", status=2)
        self.assertEqual([case for case in cases.values() if case["result"] == "damaged"], [cases[name]])
        return summary

    def test_the_run_goes_on(self):
        summary = self.damage("late", "the snapshot of case late is damaged", "update cases set snapshot = x'00' where id = 'late'")
        self.assertEqual((summary["damaged"], summary["already"], summary["decided"]), (1, 2, 2))

    def test_a_policy_that_is_gone(self):
        self.damage("other", "the policy of a case is missing", "delete from policies where name = 'slow@2025'")

    def test_nothing_is_half_done(self):
        """The migration cannot be written, so the deadline before it has not fallen either."""
        self.open_case("C-1", "2026-01-05T08:00:00Z", *settings("name=soft@1", "negotiation.response.on_silence=escalate"))
        self.sql("create trigger full before insert on journal when new.sequence = 3 begin select raise(abort, 'no'); end")
        self.migrate("C-1", at="2026-01-11", status=2)
        self.sql("drop trigger full")
        self.assertEqual(self.steps("C-1"), [("open", instant(5, "08:00"))])
        self.assertEqual(self.run("verify").returncode, 0)
        self.migrate("C-1", at="2026-01-11")
        self.assertEqual(len(self.log("C-1")), 3)

    def test_what_verify_finds_in_a_migrated_case(self):
        self.fill()
        self.migrate("waiting")
        self.sql("update cases set policy = (select policy from cases where id = 'due') where id = 'waiting'")
        self.assertIn("policy, sequence, state or next_due beside the snapshot differ from it", self.run("verify").stdout)
        self.sql("update cases set policy = (select digest from policies where name = 'firm@2026') where id = 'waiting'")
        self.assertEqual(self.run("verify").returncode, 0)
        self.sql("update journal set record = (select record from journal where case_id = 'late' and sequence = 2)"
                 " where case_id = 'waiting' and sequence = 2")
        self.assertIn("case waiting: record 2 does not fit", self.run("verify").stdout)

    def test_an_old_policy_that_is_gone(self):
        """The old records need it, also where no case is under it any more."""
        self.open_case("C-1", "2026-01-05T08:00:00Z", "--set", "name=slow@2025")
        self.migrate("C-1")
        self.sql("delete from policies where name = 'slow@2025'")
        done = self.run("verify")
        self.assertEqual(done.returncode, 1)
        self.assertIn("the policy of a case is missing", done.stderr)
        self.assertIn("case C-1: record 1 does not fit", done.stdout)


class Afterwards(Migrate):
    def test_impact_over_migrated_cases(self):
        """Other rules are played from the beginning; that the case was moved is not played again."""
        self.fill()
        self.migrate("--all", status=1)
        cases, summary = self.lines("--set", "negotiation.response=P3D", policy="aliexpress@2017")
        waiting = cases["waiting"]
        self.assertEqual((summary["cases"], waiting["policy"], waiting["refused"]), (6, "firm@2026", []))
        self.assertEqual((waiting["stored"]["forecast"]["outcome"]["kind"], waiting["instead"]["at"],
                          waiting["instead"]["outcome"]["kind"]), ("no_refund", instant(8, "08:00"), "refund"))
        _, summary = self.lines("waiting", policy=self.firm, status=0)
        self.assertEqual(summary["as_before"], 1)

    def test_a_store_of_many_policies(self):
        for number in range(12):
            self.open_case(f"C-{number:02}", "2026-01-05T08:00:00Z", "--set", f"name=market@{number % 6}")
        summary = self.told("--all")[1]
        self.assertEqual((summary["moved"], summary["cases"]), (12, 12))
        self.assertEqual(self.does("verify").count(" 2 records fit"), 12)

    def drawn(self, *arguments):
        return "".join(xml.etree.ElementTree.fromstring(self.does(*arguments)).itertext())

    def test_pictures(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", *settings("name=soft@1", "negotiation.response.on_silence=escalate"))
        self.migrate("C-1", at="2026-01-11")
        told = self.drawn("show", "C-1", "--svg", "-")
        self.assertIn("firm@2026", told)
        self.assertIn("Seller did not answer. The platform steps in", re.sub(r"\s+", " ", told))  # by the rules that it had then
        for picture in ("svg", "dot", "mermaid"):
            self.assertIn("You are here", self.does("graph", "--format", picture, "--case", "C-1"))
        self.assertEqual(self.does("show", "C-1").count("Move to another policy"), 1)
        self.assertEqual([step["event"] for step in json.loads(self.does("show", "C-1", "--json"))["transitions"]],
                         ["open", "deadline.response", "migrate"])

    def test_a_picture_of_a_state_that_the_new_policy_never_comes_to(self):
        self.open_case("C-1")
        self.migrate("C-1", *settings("name=lone@1", "open.money=reverse", "appeal.money=execute"), policy="aliexpress",
                     at="2026-01-06")
        for picture in ("svg", "dot", "mermaid"):
            drawn = self.does("graph", "--format", picture, "--case", "C-1")
            self.assertIn("You are here", drawn)
        self.assertIn("Waiting for the seller's answer", self.drawn("graph", "--format", "svg", "--case", "C-1"))
        self.drawn("show", "C-1", "--svg", "-")


class Many(Migrate):
    def test_a_line_on_a_terminal_that_ends_clean(self):
        """Into a small pipe, so that the command has to wait for who reads it."""
        for first in range(0, 60, 20):
            running = [subprocess.Popen([PROGRAM, *self.opening(f"C-{first + i:02}")], cwd=self.folder,
                                        stdout=subprocess.DEVNULL) for i in range(20)]
            self.assertEqual({process.wait() for process in running}, {0})
        out, into = os.pipe()
        fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, 4096)
        terminal, side = pty.openpty()
        self.addCleanup(os.close, terminal)
        process = subprocess.Popen([PROGRAM, "migrate", "--all", "--policy", self.firm, "--at", "2026-01-06", "--json"],
                                   cwd=self.folder, stdout=into, stderr=side)
        os.close(into)
        os.close(side)
        time.sleep(0.8)
        with open(out) as told:
            lines = told.readlines()
        self.assertEqual((process.wait(), json.loads(lines[-1])["summary"]["moved"]), (0, 60))
        shown = b""
        try:
            while part := os.read(terminal, 65536):
                shown += part
        except OSError:  # the end of a terminal
            pass
        self.assertRegex(shown.decode(), r"^cases done: \d+ of 60")
        self.assertRegex(shown.decode(), r"\r +\r$")

    def test_two_runs_at_once_move_each_case_once(self):
        for i in range(12):
            self.open_case(f"C-{i:02}")
        command = [PROGRAM, "migrate", "--all", "--policy", self.firm, "--at", "2026-01-06", "--json"]
        running = [subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, text=True) for _ in range(3)]
        told = [json.loads(process.communicate()[0].splitlines()[-1])["summary"] for process in running]
        self.assertEqual(sum(one["moved"] for one in told), 12)
        self.assertEqual(sum(one["already"] for one in told), 24)
        self.assertEqual(self.does("verify").count(" 2 records fit"), 12)


if __name__ == "__main__":
    unittest.main()
