"""What the docs print from the library itself. tests/docs_test.py puts it in and checks that it is that of today:

    DISPUTE_BUILD=build/gcc /usr/bin/python3 tests/docs_test.py --write
"""
import ctypes
import re
import subprocess

from library import BUILD, EN, GROUPS, HANS, HANT, ROOT, label, lib, name, numbers, sentence
import policy_pages

PROGRAM = BUILD / "tests" / "print_chart"


class ForeignList(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("size", "first", "rows", "words", "whole", "reserved")] + [
        ("system", ctypes.c_char * 24), ("kind", ctypes.c_char * 40), ("about", ctypes.c_char * 128)]


class Foreign(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int32) for name in ("size", "group", "number", "unmatched", "first", "rows")] + [
        ("system", ctypes.c_char * 24), ("kind", ctypes.c_char * 40), ("word", ctypes.c_char * 64)]


def chart(what):
    return subprocess.run([str(PROGRAM), what], capture_output=True, text=True, check=True).stdout


def words():
    """Every word but rules and keys, which have pages of their own."""
    text = ""
    for group, number in GROUPS.items():
        if group in ("rule", "key"):
            continue
        text += "### %s\n\nGroup %d, `%s`. %s\n\n" % (label(0, number), number, group, sentence(0, number))
        text += "| number | word | label | 简体 | 繁體 | what it says |\n| --- | --- | --- | --- | --- | --- |\n"
        for word in numbers(number):
            cells = [label(number, word, language) for language in (EN, HANS, HANT)]
            text += "| %d | `%s` | %s | %s |\n" % (word, name(number, word), " | ".join(cells), sentence(number, word))
        text += "\n"
    return text


def foreign_rows():
    row, index = Foreign(size=ctypes.sizeof(Foreign)), 0
    while lib.dispute_foreign_at(index, ctypes.byref(row)) == 0:
        yield index, row
        index += 1


def foreign_lists():
    found, index = ForeignList(size=ctypes.sizeof(ForeignList)), 0
    while lib.dispute_foreign_list_at(index, ctypes.byref(found)) == 0:
        yield found
        index += 1


def foreign():
    """Every word of other systems, list by list."""
    words = {}  # by first row
    for index, row in foreign_rows():
        if row.group:
            means = "%s `%s`" % (name(0, row.group), name(row.group, row.number))
        else:
            means = "none: %s" % label(GROUPS["unmatched"], row.unmatched)
        words.setdefault(row.first, (row.word.decode(), []))[1].append(means)
    text, system = "", None
    for found in foreign_lists():
        if found.system != system:
            system = found.system
            text += "## %s\n\n" % system.decode()
        text += "### %s of %s\n\n%s.%s\n\n| word | means |\n| --- | --- |\n" % (
            found.kind.decode(), system.decode(), found.about.decode(), "" if found.whole else " There are more words.")
        for first in sorted(words):
            if found.first <= first < found.first + found.rows:
                text += "| `%s` | %s |\n" % (words[first][0], ", ".join(words[first][1]))
        text += "\n"
    return text


def foreign_counts():
    """How many lists and words of each system, and how many mean none of ours."""
    systems = {}
    for found in foreign_lists():
        counts = systems.setdefault(found.system.decode(), [0, 0, 0])
        counts[0] += 1
        counts[1] += found.words
    for _, row in foreign_rows():
        systems[row.system.decode()][2] += not row.group
    text = "| system | lists | words | of them without an equivalent |\n| --- | --- | --- | --- |\n"
    for system, counts in systems.items():
        text += "| `%s` | %d | %d | %d |\n" % (system, *counts)
    return text + "| all | %d | %d | %d |\n" % tuple(map(sum, zip(*systems.values())))


def keys():
    text = "| key | what it says |\n| --- | --- |\n"
    group = GROUPS["key"]
    for key in numbers(group):
        text += "| `%s` | %s. %s |\n" % (name(group, key), label(group, key), sentence(group, key))
    return text


def roff(text):
    """Plain text as roff: what is in backticks is bold."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = re.sub(r"`([^`]*)`", r"\\fB\1\\fR", text)
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def man_keys():
    text, family = "", None
    for key in numbers(GROUPS["key"]):
        word = name(GROUPS["key"], key)
        if word.split(".")[0] != family:
            family = word.split(".")[0]
            text += ".SS %s\n" % roff(family)
        text += ".TP\n.B %s\n%s\n" % (roff(word), roff(sentence(GROUPS["key"], key)))
    return text


def man_silences():
    text = ""
    for word in numbers(GROUPS["silence"]):
        text += ".TP\n.B %s\n%s\n" % (roff(name(GROUPS["silence"], word)), roff(sentence(GROUPS["silence"], word)))
    return text


def man_results():
    text = ""
    for word in sorted(numbers(GROUPS["result"]), key=lambda number: (number < 0, abs(number))):
        text += ".TP\n.B %s\n(%s) %s\n" % (roff(name(GROUPS["result"], word)), roff(str(word)),
                                         roff(sentence(GROUPS["result"], word)))
    return text


def man_calls():
    """Every call with its first sentence, in the header's order and under its headings."""
    header = (ROOT / "include" / "dispute.h").read_text()
    text = ""
    found = re.finditer(r"^/\* -+ \d+\. (?P<station>.*?) -+ \*/$|"
                        r"/\*\*(?P<comment>(?:(?!\*/).)*)\*/\s*DISPUTE_API (?P<call>[^;]*);", header, re.M | re.S)
    station = ""
    for part in found:
        if part["station"]:
            station = ".SS %s\n" % roff(part["station"])
            continue
        comment = " ".join(re.sub(r"^ \*", "", part["comment"], flags=re.M).split())
        brief = re.match(r"(.*?\.)(?= @|\s|$)|.*", comment)[0].split(" @")[0]
        text += station + ".TP\n.B %s\n%s\n" % (roff(" ".join(part["call"].split())), roff(brief))
        station = ""
    return text


def program(path):
    return (ROOT / path).read_text()


PRINTED = {
    "twenty": lambda: "```c\n%s```\n" % program("examples/host/twenty.c"),
    "python host": lambda: "```python\n%s```\n" % program("examples/python/host.py"),
    "diagram": lambda: "```mermaid\n%s```\n" % chart("diagram"),
    "rules": lambda: chart("rules"),
    "rows": lambda: chart("rows"),
    "words": words,
    "foreign words": foreign,
    "foreign counts": foreign_counts,
    "keys": keys,
    "policies": policy_pages.listed,
    "policy numbers": policy_pages.side_by_side,
    "man keys": man_keys,
    "man silences": man_silences,
    "man results": man_results,
    "man calls": man_calls,
    "man twenty": lambda: ".EX\n%s.EE\n" % roff(program("examples/host/twenty.c")),
}
REGION = re.compile(r'^(<!-- |\.\\" )printed: ([a-z ]+?)( -->)?\n(.*?)^(?:<!-- |\.\\" )/printed(?: -->)?$', re.M | re.S)


def renewed(text):
    """The text with everything between `printed: NAME` and `/printed` printed again."""
    def again(found):
        before, what, after = found.group(1), found.group(2), found.group(3) or ""
        gap = "\n" if before.startswith("<") else ""  # Markdown wants an empty line around a table
        return "%sprinted: %s%s\n%s%s\n%s%s/printed%s" % (
            before, what, after, gap, PRINTED[what]().rstrip("\n"), gap, before, after)
    return REGION.sub(again, text)
