#!/usr/bin/python3
"""What README and docs show is what the code does.

    docs_test.py --write    puts the current program, diagram and tables in
"""
import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ["DISPUTE_BUILD"])
README = ROOT / "README.md"
RULEBOOK = ROOT / "docs" / "rulebook.md"


def printed(what):
    return subprocess.run([str(BUILD / "tests" / "print_chart"), what], capture_output=True, text=True, check=True).stdout


def fenced(text, language, content):
    """The text with the content of its first block in this language exchanged."""
    return re.sub(r"```%s\n.*?```" % language, lambda _: "```%s\n%s```" % (language, content), text, count=1, flags=re.S)


def readme():
    text = fenced(README.read_text(), "c", (ROOT / "examples" / "host" / "twenty.c").read_text())
    return fenced(text, "mermaid", printed("diagram"))


def rulebook():
    return ("# The rulebook\n\nMade from the library's own tables by\n`DISPUTE_BUILD=build/gcc /usr/bin/python3 tests/docs_test.py --write`.\n\n## Rules\n\n"
            "Every transition and every refusal names one.\n\n%s\n## Rows\n\nWho may do what in which state, and what "
            "silence does there. Of several rows of one state and event the first\nwhose condition holds counts. What no row "
            "names is refused.\n\n%s" % (printed("rules"), printed("rows")))


class Docs(unittest.TestCase):
    maxDiff = None

    def test_readme_shows_the_program_and_the_diagram_of_today(self):
        self.assertEqual(README.read_text(), readme())

    def test_the_program_of_the_readme_is_about_twenty_lines(self):
        program = (ROOT / "examples" / "host" / "twenty.c").read_text().splitlines()
        self.assertLessEqual(len([line for line in program if line.strip()]), 26)

    def test_the_rulebook_is_that_of_today(self):
        self.assertEqual(RULEBOOK.read_text(), rulebook())

    def test_every_event_that_is_sent_is_in_the_table_of_events(self):
        page = (ROOT / "docs" / "events.md").read_text()
        words = (ROOT / "include" / "dispute_words.h").read_text()
        for word in re.findall(r"DISPUTE_EVENT_(?!DEADLINE)([A-Z_]+) = ", words):
            self.assertRegex(page, r"\| .*`%s`.* \|" % word.lower())

    def test_files_that_are_named_exist(self):
        for page in [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]:
            for name in re.findall(r"`((?:lib|tests|docs|examples|include|\.ci)/[\w./@-]+)`", page.read_text()):
                self.assertTrue((ROOT / name).exists(), "%s names %s" % (page.name, name))

    def test_the_reference_has_no_warning(self):
        output = BUILD / "doxygen"
        output.mkdir(exist_ok=True)
        settings = (ROOT / "docs" / "Doxyfile").read_text() + "OUTPUT_DIRECTORY = %s\n" % output
        run = subprocess.run(["doxygen", "-"], input=settings, capture_output=True, text=True, cwd=ROOT, check=False)
        self.assertEqual((run.returncode, run.stderr), (0, ""))

    def test_sizes_in_the_docs_are_those_of_the_header(self):
        size = re.search(r"DISPUTE_SNAPSHOT_SIZE = (\d+)", (ROOT / "include" / "dispute.h").read_text()).group(1)
        for page in (README, ROOT / "CHANGELOG.md", ROOT / "docs" / "formats.md"):
            self.assertIn(size, page.read_text())


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        README.write_text(readme())
        RULEBOOK.write_text(rulebook())
    else:
        unittest.main()
