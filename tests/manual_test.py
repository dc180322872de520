#!/usr/bin/python3
"""docs/man/dispute.1 and examples/cli/completion are what the tables of the command make of them, and are well-formed.

    manual_test.py --write    puts today's commands and completions in
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from cli import run

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "man" / "dispute.1"
COMPLETION = {"bash": "dispute.bash", "zsh": "_dispute", "fish": "dispute.fish"}


def commands():
    return [json.loads(line) for line in run("help", "--json").stdout.splitlines()]


def escaped(text):
    """Text that roff shows as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return re.sub(r"(?m)^\.", r"\\&.", text)


def sentence(text):
    return escaped(text[0].upper() + text[1:].rstrip(".")) + "."


def options(command):
    lines = []
    for option in command["options"]:
        value = " Ar %s" % escaped(option["value"]) if option["value"] else ""
        lines.append(".It Fl %s%s\n%s" % (escaped(option["option"].removeprefix("-")), value, sentence(option["does"])))
    return "\n".join(lines)


def chapter(command):
    text = ".Ss dispute %s\n%s\n" % (escaped(command["command"]), sentence(command["does"]))
    if command["more"]:
        text += re.sub(r"\. (?=\w)", ".\n", escaped(command["more"])) + "\n"
    text += ".Bd -literal -offset indent\n%s.Ed\n" % escaped(command["usage"])
    own = {**command, "options": [o for o in command["options"] if o["option"] not in ("--lang", "--help")]}
    if own["options"]:
        text += ".Bl -tag -width 8n -compact\n%s\n.El\n" % options(own)
    text += ".Pp\nExample:\n.Bd -literal -offset indent\n%s\n.Ed\n" % escaped(command["example"])
    if command["refused"]:
        text += ".Pp\nExit status 1: %s.\n" % escaped(command["refused"])
    return text


def generated():
    everywhere = {"options": [o for o in commands()[0]["options"] if o["option"] in ("--lang", "--help")]}
    text = "Every command takes\n.Bl -tag -width 8n -compact\n%s\n.El\n" % options(everywhere)
    return text + "".join(chapter(command) for command in commands())


def refusals():
    """What exit status 1 means, as the overview of the help says it; a line for each meaning."""
    told = re.search(r"(?m)^  1  (.*\n(?:     .*\n)*)", run("--help").stdout)[1]
    return escaped(" ".join(told.split()).replace("; ", ";\n")) + ".\n"


def between(text, begin, end, content):
    return re.sub(r'(?s)(\.\\" %s\n).*(\.\\" %s\n)' % (begin, end), lambda m: m[1] + content + m[2], text)


def page():
    text = between(PAGE.read_text(), "begin", "end", generated())
    return between(text, "begin exit status 1", "end exit status 1", refusals())


class Manual(unittest.TestCase):
    maxDiff = None

    def test_the_page_is_that_of_today(self):
        self.assertEqual(PAGE.read_text(), page())

    def test_every_command_has_its_chapter(self):
        for command in commands():
            self.assertIn(".Ss dispute %s\n" % command["command"], PAGE.read_text())

    def test_exit_status_1_is_told_of_every_command_that_may_end_so(self):
        section = re.search(r"(?s)\.Sh EXIT STATUS\n(.*?)\.Sh ", PAGE.read_text())[1]
        for command in commands():
            name = r"(?m)^(\w+, )*%s[,:]" % command["command"]
            (self.assertRegex if command["refused"] else self.assertNotRegex)(section, name)

    def test_groff_and_mandoc_have_nothing_to_say(self):
        checks = {"groff": ["groff", "-mdoc", "-ww", "-z", "-Tutf8", str(PAGE)],
                  "mandoc": ["mandoc", "-Tlint", "-Wwarning", str(PAGE)]}
        there = [name for name in checks if shutil.which(name)]
        self.assertTrue(there, "neither groff nor mandoc is there to read the page")
        for name in there:
            with self.subTest(name=name):
                done = subprocess.run(checks[name], capture_output=True, text=True, check=False)
                self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_completions_are_those_of_today(self):
        for shell, name in COMPLETION.items():
            with self.subTest(shell=shell):
                self.assertEqual((ROOT / "examples" / "cli" / "completion" / name).read_text(),
                                 run("completion", shell).stdout)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page())
        for shell, name in COMPLETION.items():
            (ROOT / "examples" / "cli" / "completion" / name).write_text(run("completion", shell).stdout)
    else:
        unittest.main()
