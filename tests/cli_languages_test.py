"""Three languages everywhere, help whose examples work, JSON on every command, and progress on a terminal."""
import fcntl
import json
import os
import pty
import re
import subprocess
import time
import unittest

from cli import ACCEPTED, OPEN, PROGRAM, run, text_of
from cli_store_test import Stored
from foreign_command_test import SYSTEMS, published

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
HAN = re.compile("[\u4e00-\u9fff]")
# What is Latin in every language: the command's own words, ids, times, codes, names of rules and files.
ALLOWED = re.compile(r"""
    @opening|
      SQLite | --[a-z-]+ | -h\b | dispute(\.(db|bash|fish)|:)? | _dispute | \bsource\b | \$fpath | \bfish\b | \bzsh\b | \bbash\b | \bmermaid\b | \bdot\b | \bsvg\b
    | [A-Z_]{3,}(-[A-Z]+)* | [KONPRSZ]\d+[a-z]? | \.jsonl? | aliexpress(@\d+)? | UTF-8 | SHA-256
    | \b(ISO|UTC|JSON|USD|JPY|KWD|C|X|REF|ID|HEX|T|Z|P\dD|B3D|PT48H)\b | [0-9a-f]{64} | \b[0-9a-fTZ:.-]*\d[0-9a-fTZ:.-]*\b
    | \b(now|yes|no|none|true|false|null|group|en|zh|Hans|Hant|xx|size|nowhere|judge|dance|explode|noon|soon|cats|ugly)\b
    """, re.X)


def words():
    found = set()
    groups = [json.loads(line)["word"] for line in run("words", "--json").stdout.splitlines()]
    for group in groups:
        found.update(json.loads(line)["word"] for line in run("words", group, "--json").stdout.splitlines())
    return found | foreign_words()


def foreign_words():  # which are Latin in every language, too; those that are plain English are left out
    found = [kind for _, kind in published()] + sum(published().values(), [])
    return {*SYSTEMS, "status", *(word for word in found if re.search("[A-Z_.]", word))}


class Languages(Stored):
    @classmethod
    def setUpClass(cls):
        commands = [json.loads(line) for line in run("help", "--json").stdout.splitlines()]
        cls.words = words() | {c["command"] for c in commands} | {"at", "by", "case", "order", "amount", "id", "expect",
                                                               "state", "sequence", "next_due", "advance", "paid_at"}
        cls.commands = [c["command"] for c in commands]

    def left_in_english(self, text):
        for word in sorted(self.words, key=len, reverse=True):
            word = re.escape(word).replace("\\ ", r"\s+")  # a line may end within a command of two words
            text = re.sub(r"(?<![A-Za-z_.-])%s(?![A-Za-z_])" % word, " ", text)
        text = ALLOWED.sub(" ", text)
        return re.findall(r"[A-Za-z][A-Za-z' ]+[A-Za-z]", text)

    def speaks(self, *arguments, status=0, given=None):
        """The same command in each language; in Chinese no English is left. Gives what it said in each."""
        said = {}
        for language in LANGUAGES:
            done = self.run(*arguments, "--lang", language, given=given)
            self.assertEqual(done.returncode, status, (arguments, done.stdout, done.stderr))
            said[language] = done.stdout + done.stderr
        self.assertFalse(HAN.search(said["en"]), (arguments, said["en"]))
        for language in LANGUAGES[1:]:
            self.assertTrue(HAN.search(said[language]), (arguments, said[language]))
            self.assertEqual(self.left_in_english(said[language]), [], (arguments, said[language]))
        self.assertEqual(len(set(said.values())), 3, (arguments, said))
        return said

    def test_commands_that_ask(self):
        self.settled_case()
        self.open_case("C-2", "2026-01-05T08:00:00Z", "--guarantee")
        for command in (["list"], ["show", "C-1"], ["show", "C-2", "--as", "seller"], ["allowed", "C-2", "--at", "2026-01-06"],
                        ["forecast", "C-2"], ["outbox"], ["verify"], ["words", "state"], ["words"],
                        ["words", "--from", "tmall"], ["words", "--from", "paypal", "--kind", "dispute_state"],
                        ["words", "--from", "fiserv", "PCOMPL"],
                        ["sweep", "--at", "2026-01-01"], ["allowed", "C-2", "--at", "2026-02-06"]):
            self.speaks(*command)

    def test_help(self):
        self.speaks("--help")
        for command in self.commands:
            if command != "completion":  # its script lines are code
                self.speaks("help", command)

    def test_every_group_of_words(self):
        for group in [json.loads(line)["word"] for line in run("words", "--json").stdout.splitlines()]:
            if group not in ("key", "preset", "limit", "detail", "type"):  # name values, units and forms
                self.speaks("words", group)

    def test_events_and_refusals(self):
        self.open_case("C-1")
        self.speaks("do", "C-1", "accept", "--by", "buyer", "--at", "2026-01-06", status=1)
        self.speaks("do", "C-1", "rule", "--by", "buyer", "--at", "2026-01-06", "--terms", "no_refund", status=1)
        self.speaks("confirm", "C-1:2:0", status=2)
        self.does("confirm", "C-1:1:0")
        self.speaks("confirm", "C-1:1:0", status=1)
        for language in LANGUAGES[1:]:
            self.does("do", "C-1", "submit_evidence", "--by", "buyer", "--digest", "ab" * 32, "--reference", "证据",
                      "--at", "2026-01-06", "--lang", language)

    def test_the_sentence_of_a_refused_line(self):
        said = []
        for language in LANGUAGES:
            lines = run("replay", "--lang", language,
                        given=text_of(OPEN, {"event": "accept", "at": "2026-01-05T09:00:00Z", "by": "buyer"})).stdout
            first, refused = [json.loads(line) for line in lines.splitlines()]
            said.append(refused.pop("sentence"))
            self.assertEqual(refused["refused"], "not_now")
            self.assertEqual(first["state"], "negotiation.seller")
        self.assertEqual(len(set(said)), 3)

    def test_mistakes(self):
        for command in ([], ["dance"], ["list", "--fast"], ["list", "--by", "buyer"], ["show"], ["list", "X"], ["list", "--db"],
                        ["list", "--json", "--db", "X", "--db", "X"], ["list"], ["show", "X", "--as", "judge"],
                        ["replay", "--until", "noon"], ["replay", "nowhere"], ["replay", "/"],
                        ["replay", "--set", "X"], ["replay", "--policy", "nowhere"],
                        ["replay", "--set", "negotiation.response=soon"], ["open"], ["open", "C:1"],
                        ["open", "X", "--terms", "refund:1.234"], ["open", "--event", "{}"], ["open", "--event", "{"],
                        ["open", "--event", "nowhere"], ["do", "X", "accept", "--event", "{}"], ["do"], ["do", "X", "advance"],
                        ["words", "X"], ["words", "--from", "X"], ["words", "--from", "rapyd", "--kind", "X"],
                        ["words", "--from", "rapyd", "X"], ["words", "--kind", "X"], ["help", "dance"], ["completion", "X"], ["list", "--db", ""]):
            self.speaks(*command, status=2, given="")

    def test_pictures_that_cannot_be_drawn(self):
        self.settled_case()
        for command in (["graph"], ["graph", "--format", "X"], ["graph", "--format", "svg", "--db", "X"],
                        ["graph", "--format", "svg", "--case", "C-9"],
                        ["graph", "--format", "svg", "--case", "C-1", "--policy", "aliexpress"],
                        ["show", "C-1", "--svg", "/nowhere/X.svg"], ["show", "C-1", "--svg", "/"]):
            self.speaks(*command, status=2)
        self.sql("delete from journal where sequence = 2")
        self.speaks("show", "C-1", "--svg", "-", status=2)

    def test_lines_that_are_no_event(self):
        import cli_test
        for name, (line, _) in cli_test.BAD.items():
            if name in ("line_too_long", "not_utf8", "time_before_the_last", "advance_before_the_last"):
                continue
            with self.subTest(name=name):
                given = text_of(OPEN, line)
                for language in LANGUAGES[1:]:
                    done = run("replay", "--lang", language, given=given)
                    self.assertEqual(done.returncode, 2)
                    self.assertTrue(HAN.search(done.stderr), done.stderr)
                    for piece in self.left_in_english(re.sub(r'"[^"]*"', "", done.stderr)):
                        self.assertNotIn(" ", piece.strip(), done.stderr)

    def test_databases(self):
        self.open_case("C-1")
        self.speaks("show", "X", status=2)
        self.sql("pragma user_version = 9")
        self.speaks("list", status=2)
        self.sql("pragma user_version = 1")
        self.speaks("list", status=2)
        with open(self.db, "w") as file:
            file.write("no database at all " * 100)
        self.speaks("list", status=2)

    def test_what_verify_finds(self):
        self.settled_case()
        self.sql("update outbox set amount = 1 where kind = 'transfer'")
        self.speaks("verify", status=1)
        self.sql("update cases set snapshot = x'00'")
        self.speaks("list", status=2)

    def test_how_a_language_is_chosen(self):
        self.assertTrue(HAN.search(self.run("--lang", "zh-Hant", "list").stderr))
        self.assertTrue(HAN.search(self.run("list", "--lang=zh-Hant").stderr))
        self.assertTrue(HAN.search(self.run("list", env={"DISPUTE_LANG": "zh-Hans"}).stderr))
        self.assertFalse(HAN.search(self.run("list", "--lang", "en", env={"DISPUTE_LANG": "zh-Hans"}).stderr))
        self.assertTrue(HAN.search(self.run("list", "--fast", "--lang", "zh-Hans").stderr))  # a mistake before it, too
        self.wrong("list", "--lang", "de", says="--lang de: there is no such language; there are: en, zh-Hans, zh-Hant")
        done = self.run("list", env={"DISPUTE_LANG": "de"})
        self.assertEqual(done.returncode, 2)
        self.assertIn("DISPUTE_LANG de", done.stderr)

    def test_columns_stand_below_each_other(self):
        self.open_case("C-1")
        self.open_case("C-22")
        for language in LANGUAGES:
            lines = self.does("list", "--lang", language).splitlines()
            wide = [sum(2 if HAN.match(c) or c in "，、" else 1 for c in line[:re.search("2026-|next|下一期限", line).start()])
                    for line in lines]
            self.assertEqual(len(set(wide)), 1, lines)


class Help(Stored):
    def test_every_example_works(self):
        with open(os.path.join(self.folder, "case.jsonl"), "w") as file:
            file.write(text_of(*ACCEPTED))
        for command in [json.loads(line) for line in run("help", "--json").stdout.splitlines()]:
            done = subprocess.run(["sh", "-c", command["example"]], cwd=self.folder, capture_output=True, text=True,
                                  env={**os.environ, "PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"]})
            status = 1 if command["command"] == "policy diff" else 0  # what is compared differs
            self.assertEqual((done.returncode, done.stderr), (status, ""), command["example"])
            self.assertTrue(done.stdout, command["example"])
            self.assertIn(command["example"], self.does(*command["command"].split(), "--help"))
            self.assertEqual(self.does("help", *command["command"].split()),
                             self.does(*command["command"].split(), "--help"))

    def test_every_option_has_a_sentence(self):
        for command in [json.loads(line) for line in run("help", "--json").stdout.splitlines()]:
            for option in command["options"]:
                self.assertRegex(option["option"], "^--[a-z-]+$")
                self.assertGreater(len(option["does"]), 8)

    def test_statuses_are_told(self):
        self.assertIn("  1  something does not fit", self.does("verify", "--help"))
        self.assertNotIn("  1  ", self.does("list", "--help"))


class Json(Stored):
    def lines(self, *arguments, status=0):
        done = self.run(*arguments, "--json")
        self.assertEqual((done.returncode, done.stderr), (status, ""))
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_words(self):
        self.assertIn({"group": "party", "number": 2, "word": "seller", "label": "Seller",
                       "sentence": "The party that sold the goods and answers the case."}, self.lines("words", "party"))
        self.assertIn("卖家", [w["label"] for w in self.lines("words", "party", "--lang", "zh-Hans")])
        self.assertEqual(self.lines("words"), self.lines("words", "group"))

    def test_show(self):
        self.settled_case()
        shown, = self.lines("show", "C-1")
        self.assertEqual(list(shown), ["case", "policy", "currency", "view", "transitions", "forecast"])
        self.assertEqual(shown["transitions"], self.lines("log", "C-1"))
        self.assertEqual(shown["view"]["outcome"]["via"], "consensus")
        self.assertEqual(shown["forecast"], self.lines("forecast", "C-1")[0]["forecast"])
        self.assertEqual((shown["case"], shown["policy"], shown["currency"]), ("C-1", "aliexpress@2017", "USD"))

    def test_show_hides_what_the_seller_may_not_see(self):
        self.open_case("C-1", "2026-01-05T08:00:00Z", "--guarantee")
        self.does("do", "C-1", "take_over", "--at", "2026-01-06")
        self.does(*self.evidence("again", "2026-01-06T12:00:00Z"))
        shown, = self.lines("show", "C-1", "--as", "seller")
        self.assertEqual([line["seq"] for line in shown["transitions"]], [1, 2])
        self.assertEqual((shown["transitions"][1]["deadlines"], shown["forecast"], shown["view"]["deadlines"]),
                         (None, None, None))

    def test_verify(self):
        self.settled_case()
        found, = self.lines("verify")
        self.assertEqual({**found, "head": len(found["head"])},
                         {"case": "C-1", "ok": True, "transitions": 5, "head": 64, "record": None, "misfit": None})
        self.sql("delete from journal where sequence = 2")
        found, = self.lines("verify", status=1)
        self.assertEqual((found["ok"], found["record"], found["transitions"]), (False, 3, None))

    def test_confirm_and_policy(self):
        self.open_case("C-1")
        self.assertEqual(self.lines("confirm", "C-1:1:0", "--at", "2026-01-06"),
                         [{"effect": "C-1:1:0", "done_at": "2026-01-06T00:00:00.000Z"}])
        self.assertEqual(self.lines("confirm", "C-1:1:0", status=1)[0]["refused"], "already_done")
        policy, = self.lines("policy", "--set", "negotiation.response=P3D")
        self.assertEqual(policy["keys"]["negotiation.response"], "P3D")
        self.assertEqual(policy["policy"], "aliexpress@2017")

    def test_the_same_in_every_language(self):
        self.settled_case()
        for command in (["list"], ["show", "C-1"], ["log", "C-1"], ["outbox"], ["forecast", "C-1"], ["verify"],
                        ["allowed", "C-1", "--at", "2026-02-01"]):
            self.assertEqual(self.lines(*command, "--lang", "zh-Hans"), self.lines(*command))


class Progress(Stored):
    """Sweep and verify, held up by a reader that is slow for a moment."""

    def watched(self, *arguments, terminal=True):
        """Standard error of the command, while standard output is a small pipe that is read after 0.8 s."""
        main, side = pty.openpty() if terminal else os.pipe()
        out, into = os.pipe()
        fcntl.fcntl(into, 1031, 4096)  # F_SETPIPE_SZ
        process = subprocess.Popen([PROGRAM, *arguments], cwd=self.folder, stdout=into, stderr=side)
        os.close(side) if terminal else None
        os.close(into)
        time.sleep(0.8)
        answer = b""
        while part := os.read(out, 65536):
            answer += part
        self.assertEqual(process.wait(), 0)
        if not terminal:
            os.close(side)
        told = b""
        try:
            while part := os.read(main, 65536):
                told += part
        except OSError:  # the end of a terminal
            pass
        os.close(main)
        os.close(out)
        return answer.decode(), told.decode()

    def open_many(self):
        running = [subprocess.Popen([PROGRAM, *self.opening(f"C-{i:02}")], cwd=self.folder, stdout=subprocess.DEVNULL)
                   for i in range(60)]
        self.assertEqual({process.wait() for process in running}, {0})

    def test_a_line_on_a_terminal_that_ends_clean(self):
        self.open_many()
        answer, told = self.watched("verify", "--json")
        self.assertEqual(len([json.loads(line) for line in answer.splitlines()]), 60)
        self.assertRegex(told, r"^cases verified: \d+ of 60")
        self.assertRegex(told, r"\r +\r$")
        _, told = self.watched("verify", "--lang", "zh-Hant")
        self.assertRegex(told, r"^已核對的爭議：\d+ / 60")
        answer, told = self.watched("sweep", "--at", "2026-01-12", "--json")
        self.assertEqual(len(answer.splitlines()), 60)
        self.assertRegex(told, r"^cases done: \d+ of 60")

    def test_nothing_where_nobody_watches(self):
        self.open_many()
        self.assertEqual(self.watched("verify", terminal=False)[1], "")


if __name__ == "__main__":
    unittest.main()
