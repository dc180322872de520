#!/usr/bin/python3
"""The texts of the presets say where each figure is from: a source of their own list, or `assumed:` and why.

    key = value   # text [X1][X2]
    key = value   # assumed: why
    ...
    # Sources
    # [X1] URL   who says it: what it is
"""
import pathlib
import re
import unittest

PRESETS = sorted((pathlib.Path(__file__).resolve().parent.parent / "lib" / "presets").glob("*.policy"))
SAID = re.compile(r"\[([A-Z]+[0-9]+)\]")
LINE = re.compile(r"([A-Za-z0-9_.:-]+) = (\S(?:.*?\S)?) +# (\S.*)")
SOURCE = re.compile(r"# \[([A-Z]+[0-9]+)\] (https?://\S+)   (\S.*)")


def parts(preset):
    """The lines that set a key, and those of the list of sources."""
    said, _, sources = preset.read_text(encoding="utf-8").partition("\n# Sources\n")
    return [line for line in said.splitlines() if line and not line.startswith("#")], sources.splitlines()


class Presets(unittest.TestCase):
    def test_there_are_presets(self):
        self.assertTrue(PRESETS)


def add(preset):
    def every_figure_has_a_source_or_says_that_it_is_assumed(self):
        for line in parts(preset)[0]:
            found = LINE.fullmatch(line)
            self.assertTrue(found, line)
            self.assertTrue(found.group(3).startswith("assumed: ") or SAID.search(found.group(3)), line)

    def sources_are_listed_and_used(self):
        lines, sources = parts(preset)
        used = {source for line in lines for source in SAID.findall(line.partition("#")[2])}
        listed = [SOURCE.fullmatch(line) for line in sources]
        self.assertTrue(listed and all(listed), [line for line, found in zip(sources, listed) if not found])
        self.assertEqual(used, {found.group(1) for found in listed})
        self.assertEqual(len(listed), len({found.group(1) for found in listed}))

    name = re.sub(r"\W", "_", preset.stem)
    setattr(Presets, "test_figures_of_" + name, every_figure_has_a_source_or_says_that_it_is_assumed)
    setattr(Presets, "test_sources_of_" + name, sources_are_listed_and_used)


for each in PRESETS:
    add(each)

if __name__ == "__main__":
    unittest.main()
