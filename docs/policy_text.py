"""What the text of a preset says beside its keys: what each figure rests on, and where that was read.

    key = value      # why [E1]          a figure with a source
    key = value      # assumed: why      one without
    # [E1] URL   who and what            the source
"""
import fnmatch
import re

from library import ROOT

PRESETS = ROOT / "lib" / "presets"
HOW_IT_IS_WRITTEN = "What a figure rests on stands behind it: the number of a source below, or `assumed:` and why."


class Figure:
    def __init__(self, key, value, comment):
        self.key, self.value = key, value
        found = re.match(r"assumed\b[:,]?\s*(.*)", comment or "")
        self.assumed = bool(found)
        self.why = found.group(1) if found else comment or ""
        self.sourced = not self.assumed and re.search(r"\[[A-Z]+\d+\]", self.why) is not None


class PolicyText:
    """`figures` in the text's order, `notes` as paragraphs, `sources` as {number: (URL, who and what)}."""

    def __init__(self, preset):
        self.path = PRESETS / (preset + ".policy")
        self.figures, self.sources, notes = [], {}, []
        for line in self.path.read_text().splitlines():
            figure = re.match(r"([\w.:-]+)\s*=\s*(.*?)\s*(?:#\s*(.*))?$", line)
            source = re.match(r"#\s*\[([A-Z]+\d+)\]\s+(\S+)\s*(.*)", line)
            if source:
                self.sources[source.group(1)] = source.group(2, 3)
            elif figure:
                self.figures.append(Figure(*figure.groups()))
            elif line.startswith("#") and not self.figures and not re.match(r"# (en|zh-\w+) ", line):
                notes.append(line.lstrip("# "))
        paragraphs = " ".join(line or "\n" for line in notes).replace(HOW_IT_IS_WRITTEN, "").split("\n")
        self.notes = [paragraph.strip() for paragraph in paragraphs if paragraph.strip()]

    def said(self, key, value=None):
        """The figures of a key, in which * stands for any word; those with this value alone."""
        return [figure for figure in self.figures
                if fnmatch.fnmatchcase(figure.key, key) and value in (None, figure.value)]

    def counted(self):
        """How many figures there are, with a source, assumed, without either."""
        sourced = sum(figure.sourced for figure in self.figures)
        assumed = sum(figure.assumed for figure in self.figures)
        return len(self.figures), sourced, assumed, len(self.figures) - sourced - assumed
