#!/usr/bin/python3
"""The binary interface is the one that tests/abi remembers: calls and structs by abidiff, and the headers' numbers.

    abi_baseline_test.py --write    remembers today's, after a change that is meant
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
BASELINE, NUMBERS = ROOT / "tests" / "abi" / "libdispute.abi", ROOT / "tests" / "abi" / "numbers.txt"
RENEW = "Where that is meant, say so in CHANGELOG.md, and: /usr/bin/python3 tests/abi_baseline_test.py --write"
# Without what differs from one machine to the next, and without what opaque structs hold.
QUIETLY = ["--no-show-locs", "--no-comp-dir-path", "--no-corpus-path", "--no-parameter-names", "--type-id-style", "hash",
           "--exported-interfaces-only", "--drop-private-types", "--headers-dir", str(ROOT / "include")]


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def interface(folder):
    """What abidw says of today's library, which is built here: the ones that are tested carry no debug information."""
    run("meson", "setup", folder, ROOT, "--buildtype=debug", "-Dwerror=false", "-Dtests=false", "-Dcli=disabled",
        "-Dexamples=disabled",
        env={**os.environ, "CC": "gcc", "CFLAGS": "", "LDFLAGS": ""})
    version = re.search(r"version: '([\d.]+)'", (ROOT / "meson.build").read_text())[1]
    library = f"lib/libdispute.so.{version}"
    run("ninja", "-C", folder, library)
    text = run("abidw", *QUIETLY, pathlib.Path(folder) / library)
    return re.sub(r"path='[^']*/", "path='", text)


def architecture(text):
    return re.search(r"architecture='([^']+)'", text)[1]


def numbers():
    lines = []
    for header in sorted((ROOT / "include").glob("*.h")):
        plain = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
        lines += [f"{name} {value}" for name, value in re.findall(r"\b(DISPUTE_\w+)\s*=\s*(-?\d+)", plain)]
    return "".join(line + "\n" for line in sorted(lines))


class Baseline(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.today = interface(cls.folder.name)

    def same_architecture(self):
        made, here = architecture(BASELINE.read_text()), architecture(self.today)
        if made != here:
            self.skipTest(f"tests/abi/libdispute.abi was made on {made}, this is {here}: only the numbers are compared")

    def difference(self, before, after):
        """(whether there is one, abidiff's words)"""
        for name, text in (("before.abi", before), ("after.abi", after)):
            pathlib.Path(self.folder.name, name).write_text(text)
        done = subprocess.run(["abidiff", "--no-default-suppression", "before.abi", "after.abi"], text=True,
                              cwd=self.folder.name, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual(done.returncode & 3, 0, done.stdout)  # 1, 2: it could not compare
        return done.returncode != 0, done.stdout

    def test_calls_and_structs(self):
        self.same_architecture()
        differs, words = self.difference(BASELINE.read_text(), self.today)
        self.assertFalse(differs, f"The interface has changed.\n{words}\n{RENEW}")

    def test_numbers(self):
        self.assertEqual(NUMBERS.read_text(), numbers(), f"The numbers have changed. {RENEW}")

    def test_a_change_is_seen(self):
        for what, old, new in (
                ("a call less", r" *<elf-symbol name='dispute_version'.*\n", ""),
                ("a field elsewhere", r"(offset-in-bits=')1408('>\s*<var-decl name='reference')", r"\g<1>1536\2"),
                ("another type", r"(<parameter type-id='[^']+'/>\s*){3}(?=<return)", r"\1")):
            changed, count = re.subn(old, new, self.today, count=1)
            self.assertEqual(count, 1, what)
            self.assertTrue(self.difference(self.today, changed)[0], what)
        self.assertFalse(self.difference(self.today, self.today)[0])

    def test_opaque_structs_stay_opaque(self):
        for name in ("dispute_policy", "dispute_case", "dispute_answer"):
            self.assertRegex(self.today, f"<class-decl name='{name}' [^>]*is-declaration-only='yes'")

    def test_the_baseline_names_no_place_and_no_machine(self):
        self.assertNotIn("/", re.sub(r"</?\w|/>", "", BASELINE.read_text()))


def write():
    with tempfile.TemporaryDirectory() as folder:
        BASELINE.write_text(interface(folder))
    NUMBERS.write_text(numbers())


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        unittest.main()
