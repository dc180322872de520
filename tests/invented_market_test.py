#!/usr/bin/python3
"""A market that nobody has heard of takes data alone: tests/invented_market has the rules of one, and three of its stories.

They are played twice: with the text as a file, and in a copy of this repository to which the market was added as
CONTRIBUTING.md says, "Adding a market". DISPUTE_BUILD names a build.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import cli

ROOT = pathlib.Path(__file__).resolve().parent.parent
MARKET = ROOT / "tests" / "invented_market"
NAME = "lagoon@2026"
TEXT = MARKET / (NAME + ".policy")
AS_FILE = ["--policy", str(TEXT), "--set", "name=" + NAME]

# Where nobody acts: state, deadline, silence, for whom it decides.
SILENCES = [
    ("contact.waiting", "contact", "proceed", "none"),
    ("negotiation.seller", "response", "accept_return", "buyer"),
    ("negotiation.seller", "response", "close_for_buyer", "buyer"),
    ("negotiation.seller", "response", "escalate", "none"),
    ("negotiation.buyer", "response", "withdraw", "seller"),
    ("platform.review", "evidence", "close_for_buyer", "buyer"),
    ("platform.review", "evidence", "proceed", "none"),
    ("platform.review", "review", "close_for_seller", "seller"),
    ("return.shipment", "response", "close_for_seller", "seller"),
    ("return.receipt", "response", "deem_received", "buyer"),
]


def story(name, options, program=None):
    """What is printed when a story is played: what happened, what was refused."""
    done = subprocess.run([program or cli.PROGRAM, "replay", *options, str(MARKET / (name + ".jsonl"))], text=True,
                          capture_output=True, check=False, env={**os.environ, "DISPUTE_LANG": "en"})
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return done, [line for line in lines if "seq" in line], [line for line in lines if "refused" in line]


def transfers(line):
    return [(effect["from"], effect["to"], effect["amount"], effect["why"])
            for effect in line["effects"] if effect["kind"] == "transfer"]


def way(steps):
    return [(step["at"][:16], step["event"], step["rule"], step["state"]) for step in steps]


class Market(unittest.TestCase):
    """Its rules as a file."""
    maxDiff = None

    def test_no_fault_is_found_and_silence_decides_as_its_rules_say(self):
        done = cli.run("policy", "check", str(TEXT), "--set", "name=" + NAME, "--json")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        report, *told = map(json.loads, done.stdout.splitlines())
        self.assertEqual((report["policy"], report["safe"], report["faults"]), (NAME, True, 0))
        self.assertIsNotNone(report["longest_case_ms"])
        silences = [(line["state"], line["deadline"], line["silence"], line["winner"]) for line in told]
        for silence in SILENCES:
            self.assertIn(silence, silences)

    def test_silence_over_a_weekend_summer_time_and_a_holiday(self):
        """Contact ends on a Thursday at 21:00; Friday and Saturday are free, on Sunday summer time begins, Monday is a
        holiday: two business days end on Tuesday at 21:00, which is another hour in UTC. 30.00 is in the second row of the
        table, so the goods go back; and five business days after they were sent they count as received."""
        done, steps, refused = story("lagoon_silence_over_summer_time", AS_FILE)
        self.assertEqual((done.returncode, done.stderr, refused), (0, "", []))
        self.assertEqual(way(steps), [
            ("2026-03-25T08:00", "open", "O1", "contact.waiting"),
            ("2026-03-26T20:00", "deadline.contact", "Z1", "negotiation.seller"),
            ("2026-03-31T19:00", "deadline.response", "Z2", "return.shipment"),
            ("2026-04-02T10:00", "ship_return", "R1", "return.receipt"),
            ("2026-04-09T10:00", "deadline.response", "Z11", "closed.done")])
        self.assertEqual(transfers(steps[-1]), [("escrow", "buyer", 3000, "refund"), ("escrow", "seller", 2000, "release")])
        self.assertEqual(steps[-1]["outcome"]["kind"], "return_refund")

    def test_limits_are_reached_and_a_seller_who_shows_nothing_loses(self):
        """One answer of the buyer's own, one change, two offers; of a counterfeit up to three times the price; and the
        seller's two days of evidence end an hour later in UTC, as summer time ends in between."""
        done, steps, refused = story("lagoon_seller_shows_nothing", AS_FILE)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertEqual([(line["by"], line["event"], line["refused"]) for line in refused],
                         [("buyer", "propose", "limit_reached"), ("seller", "propose", "limit_reached")])
        self.assertEqual(way(steps)[-3:], [
            ("2026-10-23T08:00", "escalate", "N8", "platform.review"),
            ("2026-10-23T09:00", "submit_evidence", "P3", "platform.review"),
            ("2026-10-25T09:00", "deadline.evidence", "P9", "closed.done")])
        self.assertEqual(transfers(steps[-1]),
                         [("escrow", "buyer", 5000, "refund"), ("seller", "buyer", 9000, "compensation")])

    def test_a_small_parcel_that_got_lost_is_paid_at_once_by_the_market(self):
        done, steps, refused = story("lagoon_small_parcel_lost", AS_FILE)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertEqual([line["refused"] for line in refused], ["too_early"])
        self.assertEqual(way(steps), [("2026-05-04T10:00", "open", "O7", "closed.done")])
        self.assertEqual(transfers(steps[0]),
                         [("platform", "buyer", 1500, "compensation"), ("escrow", "seller", 1500, "release")])


def files_of(folder):
    found = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    inside = {path.relative_to(folder): path for path in found}
    return {name: path for name, path in inside.items() if name.parts[0] not in ("build", ".git", ".ci")}


class Added(unittest.TestCase):
    """The market in a copy of the repository, by the steps of CONTRIBUTING.md."""
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.copy = pathlib.Path(cls.folder.name) / "copy"
        left_out = shutil.ignore_patterns("build", ".git", "__pycache__", "node_modules")
        shutil.copytree(ROOT, cls.copy, symlinks=True, ignore=left_out)
        cls.add_it()
        cls.build = cls.copy / "build"
        options = ["--buildtype=plain", "-Dtests=false", "-Dcli=enabled", "-Dexamples=disabled"]
        cls.call("meson", "setup", "build", *options)
        cls.call("ninja", "-C", "build")
        cls.program = str(cls.build / "examples" / "cli" / "dispute")

    @classmethod
    def add_it(cls):
        shutil.copy(TEXT, cls.copy / "lib" / "presets")
        build_file = cls.copy / "lib" / "meson.build"
        last = re.findall(r"'presets/[^']+\.policy'", build_file.read_text())[-1]
        build_file.write_text(build_file.read_text().replace(last, "%s,\n    'presets/%s.policy'" % (last, NAME)))
        for each in MARKET.glob("*.jsonl"):
            shutil.copy(each, cls.copy / "tests" / "stories")
            (cls.copy / "tests" / "stories" / (each.stem + ".options")).write_text("--policy %s\n" % NAME)

    @classmethod
    def call(cls, *command, **environment):
        done = subprocess.run(command, cwd=cls.copy, capture_output=True, text=True, check=False,
                              env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "DISPUTE_LANG": "en", **environment})
        if done.returncode:
            raise AssertionError("%s\n%s%s" % (" ".join(command), done.stdout, done.stderr))
        return done.stdout

    def test_the_library_lists_it_and_finds_it_by_the_day(self):
        listed = [json.loads(line)["name"] for line in self.call(self.program, "policy", "list", "--json").splitlines()]
        self.assertEqual(listed[-1], NAME)
        for asked in (NAME, "lagoon", "lagoon@2026-05-01"):
            self.assertIn("\nname = %s\n" % NAME, "\n" + self.call(self.program, "policy", "--policy", asked))
        early = subprocess.run([self.program, "policy", "--policy", "lagoon@2025-12-31"], capture_output=True, text=True,
                               check=False)
        self.assertEqual(early.returncode, 2)

    def test_it_is_safe(self):
        self.assertIn("The rules %s are safe" % NAME, self.call(self.program, "policy", "check", NAME))

    def test_its_stories_end_as_they_do_with_the_file(self):
        for each in sorted(MARKET.glob("*.jsonl")):
            _, here, refused_here = story(each.stem, AS_FILE)
            _, there, refused_there = story(each.stem, ["--policy", NAME], self.program)
            self.assertEqual((there, refused_there), (here, refused_here))

    def test_its_stories_become_golden_ones(self):
        self.call(sys.executable, "tests/stories_test.py", "--write", DISPUTE_BUILD=str(self.build))
        names = ["Stories.test_" + each.stem for each in MARKET.glob("*.jsonl")]
        self.call(sys.executable, "tests/stories_test.py", *names, DISPUTE_BUILD=str(self.build))

    def test_every_figure_of_it_has_a_source_or_is_assumed(self):
        self.call(sys.executable, "tests/preset_texts_test.py")

    def test_it_gets_a_page_of_its_own(self):
        self.call(sys.executable, "-c", "import sys; sys.path.insert(0, 'docs'); import policy_pages; policy_pages.write()",
                  DISPUTE_BUILD=str(self.build))
        page = (self.copy / "docs" / "policy-lagoon-2026.md").read_text()
        self.assertRegex(page, r"In force since 2026-01-01\. \d+ figures: \d+ with a source, \d+ assumed\.")
        self.assertIn("https://lagoon.example/rules", page)

    def test_nothing_but_data_was_needed(self):
        before, after = files_of(ROOT), files_of(self.copy)
        changed = {str(name) for name in after
                   if name not in before or before[name].read_bytes() != after[name].read_bytes()}
        data = {name for name in changed if re.match(r"(lib/presets|tests/stories|docs)/.*lagoon", name)}
        self.assertEqual(changed - data, {"lib/meson.build"})
        old, new = ((path / "lib" / "meson.build").read_text().splitlines() for path in (ROOT, self.copy))
        self.assertEqual(len(new) - len(old), 1)


if __name__ == "__main__":
    unittest.main()
