"""`dispute score` and `dispute provision`: facts and histories from lines and from the store, for people, for programs, as a
picture; and a sentence for everything that is wrong with them.

    score_command_test.py --write    draws docs/score.svg anew
"""
import itertools
import json
import os
import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

from cli import ACCEPTED, OPEN, event, run

DRAWN = pathlib.Path(__file__).resolve().parent.parent / "docs" / "score.svg"
SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
AT = "2026-06-01T00:00:00Z"


def fact(word, at="2026-05-20T12:00:00Z", count=1, **more):
    return {"fact": word, "at": at, "count": count, **more}


def text_of(lines):
    return "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)


def score(*lines, options=(), at=AT):
    return run("score", "-", "--at", at, *options, given=text_of(lines))


def scored(*lines, options=(), at=AT):
    done = score(*lines, options=("--json", *options), at=at)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def of(lines, measure):
    return next(line for line in lines if line.get("measure") == measure and "sanction" not in line)


class Score(unittest.TestCase):
    maxDiff = None

    def test_rates_thresholds_and_what_is_left_out(self):
        lines = scored(fact("confirmed", count=95), fact("opened", count=7), fact("withdrawn", count=2))
        rate = of(lines, "dispute_rate")
        self.assertEqual((rate["count"], rate["base"], rate["rate"]), (5, 100, 50000))
        self.assertEqual((rate["reached"], rate["excluded"]), (9, {"withdrawn": 2}))
        sanction = next(line for line in lines if line.get("sanction"))
        self.assertEqual((sanction["sanction"], sanction["id"]), ("warn", "dispute_rate/30:50000:2026-05-20:warn"))

    def test_the_48th_point(self):
        points = [fact("points", "2026-%02d-%02dT20:00:00Z" % day, 6) for day in
                  ((1, 5), (1, 25), (2, 14), (3, 6), (3, 26), (4, 15), (5, 5))] + [fact("points", count=5)]
        self.assertEqual(of(scored(*points), "points")["more"], 1)
        last = scored(*points, fact("points", "2026-05-30T20:00:00Z"))
        self.assertIn("points/365:48:2026-05-30:close_account", [line.get("id") for line in last])
        self.assertIn("Account closed: Penalty points 48, limit 48, since 2026-05-30 08:00",
                      score(*points, fact("points", "2026-05-30T20:00:00Z")).stdout)

    def test_what_lies_behind_the_instant_is_not_known_yet(self):
        self.assertEqual(of(scored(fact("strike"), at="2026-05-19"), "strikes")["count"], 0)
        self.assertEqual(of(scored(fact("strike"), at="2026-05-21"), "strikes")["count"], 1)

    def test_the_order_of_the_lines_says_nothing(self):
        lines = [fact("points", "2026-05-%02dT00:00:00Z" % day, day % 4 + 1) for day in (1, 9, 30, 4)]
        told = {score(*some).stdout for some in itertools.permutations(lines)}
        self.assertEqual(len(told), 1)

    def test_each_seller_and_category_has_a_card(self):
        lines = scored(fact("strike", seller="B"), fact("strike", seller="A", category="toys"), fact("strike", seller="A"),
                       fact("strike", seller="A"))
        self.assertEqual([(line["seller"], line["category"], line["count"]) for line in lines
                          if line["measure"] == "strikes" and "sanction" not in line],
                         [("A", "", 2), ("A", "toys", 1), ("B", "", 1)])

    def test_thresholds_of_ones_own(self):
        with tempfile.TemporaryDirectory() as folder:
            mine = pathlib.Path(folder) / "mine.scores"
            mine.write_text("preset = none\nname = mine@1\nthreshold.3 = strikes P10D every 2 freeze P4D\n")
            options = ("--thresholds", str(mine))
            lines = scored(*[fact("strike", "2026-05-30T00:00:00Z")] * 5, options=options)
            self.assertEqual([line.get("id") for line in lines], [None, "strikes/10:4:2026-05-30:freeze"])
            self.assertEqual(lines[1]["until"], "2026-06-03T00:00:00.000Z")
            self.assertEqual(lines[0]["more"], 1)
            self.assertIn("under mine@1", score(fact("strike"), options=options).stdout)
            mine.write_text("threshold.1 = points P400D 48 warn\n")
            done = score(fact("strike"), options=options)
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stderr, r"mine\.scores: .*1: .*threshold\.1.*measure, days, a limit and a sanction")
        self.assertEqual(score(options=("--thresholds", "aliexpress@2017")).returncode, 0)
        done = score(options=("--thresholds", "/nowhere"))
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("--thresholds /nowhere", done.stderr)

    def test_every_wrong_line_is_named(self):
        wrong = [("nonsense", "JSON"), ({"at": AT}, '"fact" is missing'), (fact("swim"), "must be one of"),
                 ({"fact": "points"}, '"at" is missing'), (fact("points", "yesterday"), "at"),
                 (fact("points", count=0), "count"), (fact("points", count=-1), "negative"),
                 (fact("points", count=2**33), "count"), (fact("points", count="6"), "whole number"),
                 (fact("points", seller=""), "empty"), (fact("points", seller="x" * 40), "40 bytes"),
                 (fact("points", mood="bad"), "mood"), ([1], "object"), (fact("points", seller=None), "null")]
        for line, says in wrong:
            with self.subTest(line=line):
                done = score(fact("points"), line)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(says, done.stderr)
                self.assertRegex(done.stderr, r"^dispute: .*:2: ")
        for language in LANGUAGES:
            self.assertEqual(score("nonsense", options=("--lang", language)).returncode, 2)

    def test_absurd_counts_are_refused_aloud(self):
        done = score(*[fact("points", count=4294967295)] * 2)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertTrue(done.stderr)

    def test_nothing_at_all_is_a_score_too(self):
        for language in LANGUAGES:
            done = score(options=("--lang", language))
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn("365", done.stdout)
        self.assertEqual(of(scored(), "dispute_rate")["rate"], 0)

    def test_the_store(self):
        with tempfile.TemporaryDirectory() as folder:
            for case, end in (("C-1", ACCEPTED[1:]), ("C-2", [event("withdraw", "2026-01-06T00:00:00Z", "buyer")]), ("C-3", [])):
                opening = {**OPEN, "case": case}
                opening["order"] = {**OPEN["order"], "protected_until": "2026-01-05T09:00:00Z"}
                done = run("open", "--event", json.dumps(opening), cwd=folder)
                self.assertEqual(done.returncode, 0, done.stderr)
                for line in end:
                    line = {**line, **({"effect": case + line["effect"][6:]} if "effect" in line else {})}
                    done = run("do", case, "--event", json.dumps(line), cwd=folder)
                    self.assertEqual(done.returncode, 0, done.stderr)
                if case == "C-2":
                    for line in run("outbox", "--json", cwd=folder).stdout.splitlines():
                        effect = json.loads(line)
                        if effect["id"].startswith("C-2") and effect.get("effect", effect.get("kind")) == "transfer":
                            run("confirm", effect["id"], "--at", "2026-01-07", cwd=folder)
            done = run("score", "--at", "2026-01-30", "--json", cwd=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            lines = [json.loads(line) for line in done.stdout.splitlines()]
            rate = of(lines, "dispute_rate")
            self.assertEqual((rate["count"], rate["excluded"]), (2, {"withdrawn": 1}))
            left_out = {line["case"]: line["excluded"] for line in lines if "case" in line}
            self.assertEqual(left_out["C-2"]["dispute_rate"], "withdrawn")
            self.assertEqual(left_out["C-3"]["dispute_rate"], "not_closed")
            self.assertNotIn("dispute_rate", left_out["C-1"])
            self.assertEqual(left_out["C-1"]["arbitration_rate"], "not_reviewed")
            told = run("score", "--at", "2026-01-30", cwd=folder).stdout
            self.assertIn("C-2: The buyer withdrew it before the guarantee took over.", told)
            orders = pathlib.Path(folder) / "orders.jsonl"
            orders.write_text(text_of([fact("confirmed", "2026-01-20T00:00:00Z", 98)]))
            both = run("score", "orders.jsonl", "--db", "dispute.db", "--at", "2026-01-30", "--json", cwd=folder)
            self.assertEqual(of(map(json.loads, both.stdout.splitlines()), "dispute_rate")["base"], 100)
            before = (pathlib.Path(folder) / "dispute.db").read_bytes()
            run("score", cwd=folder)
            self.assertEqual((pathlib.Path(folder) / "dispute.db").read_bytes(), before)

            paid = run("provision", "--orders", "100", "--ahead", "100", "--json", cwd=folder)
            self.assertEqual(paid.returncode, 0, paid.stderr)
            parts = [json.loads(line) for line in paid.stdout.splitlines()]
            self.assertEqual([(part["reason"], part["rate"], part["expected"]) for part in parts],
                             [("quality", 10000, 5000), ("all", 10000, 5000)])
            for wrong, says in ((("--ahead", "3"), "--orders is missing"), (("--orders", "few"), "whole number"),
                                (("--orders", "0"), "losses")):
                done = run("provision", *wrong, cwd=folder)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(says, done.stderr)

    def test_without_a_store(self):
        with tempfile.TemporaryDirectory() as folder:
            done = run("score", cwd=folder)
            self.assertEqual(done.returncode, 2)
            self.assertIn("no database", done.stderr)
            self.assertEqual(os.listdir(folder), [])


class Picture(unittest.TestCase):
    def drawn(self, *options, facts=()):
        done = score(*facts, options=("--svg", "-", *options))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return ElementTree.fromstring(done.stdout)

    FACTS = [fact("points", "2026-0%d-0%dT00:00:00Z" % (month, day), 6, seller="S<&>", category="toys")
             for month in range(1, 6) for day in range(1, 4)] + \
            [fact(word, count=count, seller="S<&>", category="toys")
             for word, count in (("confirmed", 90), ("opened", 9), ("listing", 100), ("strike", 3), ("serious", 1))]

    def test_it_says_every_measure_and_every_threshold(self):
        for language in LANGUAGES:
            root = self.drawn("--lang", language, facts=self.FACTS)
            words = " ".join("".join(text.itertext()) for text in root.iter(SVG + "text"))
            for line in score(*self.FACTS, options=("--lang", language)).stdout.splitlines():
                if line.startswith("  ") and not line.startswith("   "):
                    self.assertIn(line.split("  ")[1].split(":")[0].split("：")[0].split(",")[0].split("，")[0], words)
            self.assertIn("S<&>", root.find(SVG + "title").text)
            self.assertEqual(len(root.find(SVG + "desc").text.splitlines()), 7)

    def test_nothing_lies_on_something_else_or_outside(self):
        for language, facts in itertools.product(LANGUAGES, ((), self.FACTS)):
            root = self.drawn("--lang", language, facts=facts)
            width, height = int(root.get("width")), int(root.get("height"))
            boxes = [list(map(int, text.get("data-box").split())) for text in root.iter(SVG + "text")]
            for x, y, w, h in boxes:
                self.assertTrue(0 <= x and 0 <= y and x + w <= width and y + h <= height)
            for (x, y, w, h), (left, top, wide, high) in itertools.combinations(boxes, 2):
                self.assertFalse(x < left + wide and left < x + w and y < top + high and top < y + h)

    def test_the_picture_of_the_docs_is_that_of_today(self):
        self.assertEqual(DRAWN.read_text(), drawn_for_the_docs())

    def test_one_seller_and_not_json(self):
        done = score(fact("strike", seller="A"), fact("strike", seller="B"), options=("--svg", "-"))
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("one seller", done.stderr)
        self.assertEqual(score(options=("--svg", "-", "--json")).returncode, 2)


def drawn_for_the_docs():
    """A seller whose points and disputes grow over half a year."""
    lines = [fact("points", "2026-%02d-%02dT20:00:00Z" % day, 6) for day in
             ((1, 5), (1, 25), (2, 14), (3, 6), (3, 26), (4, 15), (5, 5), (5, 25))]
    for month in range(1, 6):
        for day in range(1, 29, 3):
            at = "2026-%02d-%02dT12:00:00Z" % (month, day)
            lines += [fact("confirmed", at, 20), fact("shipped", at, 22)] + [fact("opened", at)] * (day % 2 or month > 3)
        lines += [fact("arbitration_rate", at, month % 3 + 1), fact("listing", at, 3 * month)]
        lines += [fact("seller_fault_rate", at), fact("strike", at)] * (month in (2, 5)) + [fact("serious", at)] * (month == 4)
    return score(*[{**line, "seller": "S-1", "category": "lamps"} for line in lines], options=("--svg", "-")).stdout


WAY = {"route": "post", "category": "lamps", "currency": "USD"}


def provision(*lines, options=()):
    return run("provision", "-", *options, given=text_of(lines))


class Provision(unittest.TestCase):
    maxDiff = None
    LINES = [{**WAY, "orders": 400, "ahead": 1000, "price": 2500, "actual_orders": 200},
             {**WAY, "reason": "lost", "losses": 8, "amount": 20000, "actual_losses": 9, "actual_amount": 22500},
             {**WAY, "reason": "damaged", "losses": 3, "amount": 4000, "actual_losses": 1, "actual_amount": 900},
             {**WAY, "reason": "quality", "severity": 2500}]

    def parts(self, *lines):
        done = provision(*lines, options=("--json",))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_the_bookkeepers_figures_and_that_they_add_up(self):
        *parts, whole = self.parts(*self.LINES)
        self.assertEqual([part["provision"] for part in parts], [97410, 29104, 23783])
        self.assertEqual((whole["reason"], whole["uplift"], whole["uplift_rate"]), ("all", 162, 64800))
        for key in ("expected", "provision", "uplift", "forecast", "actual", "over", "bound", "loss"):
            self.assertEqual(sum(part[key] for part in parts), whole[key], key)

    def test_the_order_of_lines_and_the_ways(self):
        self.assertEqual(self.parts(*self.LINES[1:], self.LINES[0]), self.parts(*self.LINES))
        other = [{**line, "route": "courier"} for line in self.LINES]
        self.assertEqual(len(self.parts(*self.LINES, *other)), 8)
        self.assertEqual([part["route"] for part in self.parts(*other, *self.LINES)], ["courier"] * 4 + ["post"] * 4)

    def test_for_people(self):
        told = provision(*self.LINES).stdout
        self.assertIn("post, lamps, USD, 400 orders; for 1000 ahead\n", told)
        self.assertRegex(told, r"(?m)^Parcel lost +2\.0000% +3\.8964% +25\.00 +500\.00 +974\.10 +1\.05 +225\.00 +125\.00  more than chance$")
        self.assertIn("the price must rise by 6.4800%\n", told)
        for language in LANGUAGES[1:]:
            done = provision(*self.LINES, options=("--lang", language))
            self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_no_orders_and_no_losses(self):
        part, whole = self.parts({"orders": 0, "price": 5}, {"reason": "lost", "severity": 100})
        self.assertEqual((part["rate"], part["upper"], whole["uplift"], whole["uplift_rate"]), (0, 1000000, None, None))
        whole, = self.parts({"orders": 100, "ahead": 10})
        self.assertEqual((whole["provision"], whole["unknown"]), (0, 1))
        self.assertEqual(self.parts(), [])
        self.assertIn("no price", provision({"orders": 0}, {"reason": "lost", "severity": 100}).stdout)

    def test_every_wrong_line_is_named(self):
        good = {"orders": 10}
        wrong = [("nonsense", "JSON"), ({"orders": -1}, "negative"), ({"orders": 1.5}, "whole number"), ({"ahead": 1}, '"orders" is missing'),
                 ({"reason": "weather"}, "must be one of"), ({"reason": "lost", "loss": 1}, "loss"),
                 ({"orders": 3, "currency": "usd"}, "three capital letters"), ({"orders": 3}, "before")]
        for line, says in wrong:
            with self.subTest(line=line):
                done = provision(good, line)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(says, done.stderr)
                self.assertRegex(done.stderr, r"^dispute: .*:2: ")
        for line, says in (({"reason": "lost", "losses": 11}, "losses"), ({"reason": "lost", "amount": 5}, "amount"),
                           ({"reason": "lost", "route": "sea"}, "sea"),
                           ({"reason": "lost", "severity": 2**63 - 1}, "amount")):
            done = provision(good, line)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(says, done.stderr)
        self.assertIn("reason", provision(good, *[{"reason": "lost"}] * 2).stderr)
        self.assertEqual(provision(good, options=("--orders", "5")).returncode, 2)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        DRAWN.write_text(drawn_for_the_docs())
    else:
        unittest.main()
