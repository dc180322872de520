#!/usr/bin/python3
"""Golden stories: tests/stories/NAME.jsonl, played with NAME.options, prints NAME.expected, byte for byte.

    stories_test.py --write    writes what is printed now; read the difference before you commit it
"""
import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
STORIES = sorted((HERE / "stories").glob("*.jsonl"))
LIBRARY = [str(pathlib.Path(os.environ["DISPUTE_BUILD"]) / "examples" / "cli" / "dispute"), "replay"]
REFERENCE = ["/usr/bin/python3", str(HERE / "reference" / "reference.py")]
sys.path.insert(0, str(HERE / "reference"))
import compare  # noqa: E402


def options_of(story):
    file = story.with_suffix(".options")
    return file.read_text().split() if file.exists() else []


def played(program, story):
    return subprocess.run([*program, *options_of(story), str(story)], capture_output=True, text=True,
                          timeout=60, check=False)


class Stories(unittest.TestCase):
    maxDiff = None

    def test_there_are_stories(self):
        self.assertGreaterEqual(len(STORIES), 12)


def add(story):
    def prints_what_is_expected(self):
        run = played(LIBRARY, story)
        self.assertEqual(run.stderr, "")
        self.assertEqual(run.stdout, story.with_suffix(".expected").read_text())
        self.assertEqual(run.returncode, 1 if '"refused":' in run.stdout else 0)

    def reference_agrees(self):
        one, two = (compare.Played(run.returncode, [compare.json.loads(line) for line in run.stdout.splitlines()], "")
                    for run in (played(LIBRARY, story),
                                played(REFERENCE, story)))
        self.assertEqual(one.lines, two.lines)
        self.assertEqual(one.status, two.status)

    setattr(Stories, "test_" + story.stem, prints_what_is_expected)
    setattr(Stories, "test_reference_agrees_on_" + story.stem, reference_agrees)


for each in STORIES:
    add(each)

if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for each in STORIES:
            each.with_suffix(".expected").write_text(played(LIBRARY, each).stdout)
    else:
        unittest.main()
