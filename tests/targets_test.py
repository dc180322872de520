#!/usr/bin/python3
"""Law 1: the same stored bytes from every compiler and, with DISPUTE_TEST_DEEP=1, on 32 bits and with big-endian numbers."""
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ["DISPUTE_BUILD"])
MADE = ("preset.c", "score_preset.c", "seller_preset.c", "vocabulary.c", "foreign_words.c")
SOURCES = [*sorted((ROOT / "lib").glob("*.c")), *(BUILD / "lib" / name for name in MADE), ROOT / "tests" / "golden.c"]
TARGETS = {  # name: how it is compiled, how it is run
    "gcc_without_optimisation": (["gcc", "-O0"], []),
    "gcc_fully_optimised": (["gcc", "-O3"], []),
    "clang": (["clang", "-O2"], []),
    "gcc_with_unsigned_char": (["gcc", "-O1", "-funsigned-char", "-fshort-enums"], []),
}
if os.environ.get("DISPUTE_TEST_DEEP") == "1":
    TARGETS["32_bits"] = (["i686-linux-gnu-gcc", "-O2", "-static"], [])
    TARGETS["s390x_big_endian"] = (["s390x-linux-gnu-gcc", "-O2", "-static"], ["qemu-s390x-static"])


def printed(compiler, runner):
    with tempfile.TemporaryDirectory() as directory:
        program = directory + "/golden"
        subprocess.run([*compiler, "-std=c11", "-I" + str(ROOT / "include"), "-I" + str(ROOT / "lib"), "-o", program,
                        *map(str, SOURCES)], check=True)
        return subprocess.run([*runner, program], capture_output=True, text=True, check=True).stdout


class Targets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.first = printed(*TARGETS["gcc_without_optimisation"])

    def test_law_01_the_stories_are_told_whole(self):
        self.assertGreater(self.first.count("record "), 20)
        self.assertGreater(self.first.count("snapshot "), 20)


def add(name):
    def same_bytes(self):
        self.assertEqual(printed(*TARGETS[name]), self.first)
    setattr(Targets, "test_law_01_same_bytes_" + name, same_bytes)


for each in TARGETS:
    add(each)

if __name__ == "__main__":
    unittest.main()
