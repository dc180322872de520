#!/usr/bin/python3
"""Policies that contradict themselves, or under which a case could wait for ever: tests/bad_policies/NAME.policy.

Each begins with what is wrong with it, and what the library has to say about that:

    # refused: FAULT KEY STATE      one line a fault, in any order; STATE is none where a line cannot be read
    # because: what its sentence says

`dispute policy check` names exactly these faults, and nobody can play a case under such a policy.
"""
import json
import pathlib
import re
import unittest

from cli import OPEN, run, text_of

FOLDER = pathlib.Path(__file__).resolve().parent / "bad_policies"
FILES = sorted(FOLDER.glob("*.policy"))
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


class BadPolicies(unittest.TestCase):
    maxDiff = None

    def test_there_are_twenty_at_least(self):
        self.assertGreaterEqual(len(FILES), 20)

    def test_a_good_one_passes_the_same_way(self):
        good = "preset = aliexpress@2017\nname = good@1\n"
        self.assertEqual(run("policy", "check", "/dev/stdin", given=good).returncode, 0)
        done = run("replay", "--policy", "aliexpress@2017", given=text_of(OPEN))
        self.assertEqual((done.returncode, done.stderr), (0, ""))


def faults_of(file, lang="en"):
    done = run("--lang", lang, "policy", "check", str(file), "--json")
    return done, [line for line in map(json.loads, done.stdout.splitlines()) if "fault" in line]


def add(file):
    text = file.read_text()
    refused = sorted(re.findall(r"(?m)^# refused: (\S+ \S+ \S+)$", text))
    because = re.search(r"(?m)^# because: (.*)$", text).group(1)

    def every_fault_is_told(self):
        done, told = faults_of(file)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertEqual(sorted("%s %s %s" % (line["fault"], line["key"], line["state"]) for line in told), refused)
        self.assertTrue(any(because in line["sentence"] for line in told), told)
        self.assertEqual([faults_of(file, lang)[0].returncode for lang in LANGUAGES], [1, 1, 1])

    def people_are_told_the_key_and_why(self):
        done = run("--lang", "en", "policy", "check", str(file))
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertIn("cannot be used", done.stdout)
        said = done.stdout[done.stdout.index("\nFaults\n"):]
        for line in refused:
            self.assertRegex(said, r"(?m)^  (\S+: )?%s( = .*)?$" % re.escape(line.split()[1]))
        self.assertIn(because, said)

    def nobody_can_play_under_it(self):
        first = faults_of(file)[1][0]["sentence"].split(": ", 1)[1]
        for command in (["replay", "--policy", str(file)], ["policy", "--policy", str(file)]):
            done = run("--lang", "en", *command, given=text_of(OPEN))
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(first, done.stderr)

    for test in (every_fault_is_told, people_are_told_the_key_and_why, nobody_can_play_under_it):
        setattr(BadPolicies, "test_%s_%s" % (file.stem, test.__name__), test)


for each in FILES:
    add(each)

if __name__ == "__main__":
    unittest.main()
