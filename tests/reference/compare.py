#!/usr/bin/python3
"""Plays random cases through the library's command line and through the reference, and compares.

    compare.py --dispute PATH --seed N --cases N [--first N] [--show N] [--jobs N] [--without-tools]

Each case goes through
    PATH replay --set KEY=VALUE... --allowed --forecast --view buyer --view seller --view platform -
Compared, line by line: everything but rule, sentence and the effects notify, tally and closed. A field that is missing,
null, 0, "none" or empty is the same. The first differences are printed as a case that needs nothing else, made as
short as it still differs; then how often each kind of difference was seen; the last line is `N passed, N failed`.
--without-tools: for a library without contact period, plans and the tools of T1 to T3.
"""
import argparse
import json
import multiprocessing
import re
import shlex
import subprocess
import sys
from collections import Counter

from generate import TOOLS, make_case
from instants import format_instant, parse_instant
from policy import Policy, PolicyError, split_setting
from reference import play

QUESTIONS = ["--allowed", "--forecast", "--view", "buyer", "--view", "seller", "--view", "platform"]
VIEWS = ("buyer", "seller", "platform")
COMPARED_EFFECTS = {
    "transfer": ("id", "kind", "from", "to", "amount", "why"),
    "coupon": ("id", "kind", "amount"),
    "claim_due": ("id", "kind", "amount"),
    "evidence_request": ("id", "kind", "to", "due"),
}
NOTHING = (None, 0, "none", "", [], {})
AN_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT")


# ---- one form for both -----------------------------------------------------------------------------------------------

def plain(value):
    """Without what says nothing; instants in one form."""
    if isinstance(value, dict):
        found = {key: plain(item) for key, item in value.items()}
        return {key: item for key, item in found.items() if item not in NOTHING or item is False}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, str) and AN_INSTANT.match(value):
        try:
            return format_instant(parse_instant(value))
        except ValueError:
            return value
    return value


def plain_transfer(effect, fields=("from", "to", "amount", "why")):
    return {key: effect.get(key) for key in fields}


def comparable(line):
    """What is compared of one output line, as a flat dict of fields."""
    if "allowed" in line:
        return {"line": "allowed", **plain(line["allowed"])}
    if "forecast" in line:
        fields = dict(line["forecast"] or {})
        fields["transfers"] = [plain_transfer(item) for item in fields.get("transfers") or []]
        return {"line": "forecast", **plain(fields)}
    if "view" in line:
        fields = dict(line["view"] or {})
        fields["moves"] = sorted(fields.get("moves") or [])
        fields["evidence"] = {party: value.get("state") if isinstance(value, dict) else value
                              for party, value in (fields.get("evidence") or {}).items()}
        return {"line": "view", **plain(fields)}
    if "refused" in line:
        return {"line": "refused", **plain({key: value for key, value in line.items()
                                            if key not in ("sentence", "rule")})}
    fields = {key: value for key, value in line.items() if key not in ("rule", "sentence")}
    fields["effects"] = [plain_transfer(effect, COMPARED_EFFECTS[effect["kind"]])
                         for effect in line.get("effects") or [] if effect.get("kind") in COMPARED_EFFECTS]
    return {"line": "transition", **plain(fields)}


class Played:
    """Exit status and comparable lines of one side."""

    def __init__(self, status, lines, error):
        self.status, self.error = status, error
        self.lines = [comparable(line) for line in lines]
        if status == 2:  # whether the questions are answered then is left open
            self.lines = [line for line in self.lines if line["line"] in ("transition", "refused")]
        if not any(line["line"] == "transition" for line in self.lines):  # not open: nothing to ask about
            self.lines = [line for line in self.lines if line["line"] == "refused"]


def without_tools(line):
    """An `allowed` line as a library without the tools says it."""
    if "allowed" in line:
        line["allowed"]["platform"] = [name for name in line["allowed"]["platform"]
                                       if name not in TOOLS + ("propose",)]
    return line


def play_reference(case):
    try:
        policy = Policy([split_setting(text) for text in case["set"]])
    except PolicyError as error:
        return Played(2, [], str(error))
    until = parse_instant(case["until"]) if "until" in case else None
    result = play(case["lines"], policy, until, True, True, VIEWS)
    lines = result.lines if case["tools"] else [without_tools(line) for line in result.lines]
    return Played(result.status, lines, result.error)


def command_of(path, case):
    command = [path, "replay"]
    for text in case["set"]:
        command += ["--set", text]
    if "until" in case:
        command += ["--until", case["until"]]
    return command + QUESTIONS + ["-"]


def play_dispute(path, case):
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in case["lines"])
    try:
        run = subprocess.run(command_of(path, case), input=text.encode(), capture_output=True, timeout=20, check=False)
    except subprocess.TimeoutExpired:
        return Played("no answer within 20 s", [], "")
    lines = []
    for line in run.stdout.decode(errors="replace").splitlines():
        try:
            lines.append(json.loads(line))
            comparable(lines[-1])
        except (ValueError, AttributeError, KeyError, TypeError):
            lines.append({"refused": "this line is no answer: " + line})
    return Played(run.returncode, lines, run.stderr.decode(errors="replace"))


# ---- differences -----------------------------------------------------------------------------------------------------

class Difference:
    """The first difference of a case: `kind` names it for counting."""

    def __init__(self, kind, text):
        self.kind, self.text = kind, text


def fields_differing(expected, got):
    return sorted(key for key in expected.keys() | got.keys() if expected.get(key) != got.get(key))


def difference(path, case):
    expected, got = play_reference(case), play_dispute(path, case)
    for index in range(max(len(expected.lines), len(got.lines))):
        one = expected.lines[index] if index < len(expected.lines) else {}
        two = got.lines[index] if index < len(got.lines) else {}
        if one == two:
            continue
        fields = fields_differing(one, two)
        named = one or two
        what = named.get("event") or named.get("viewer") or ""
        if "line" in fields or not one or not two:
            kind = "%s %s: reference %s, library %s" % (
                named["line"], what, one.get("refused") or one.get("line") or "nothing",
                two.get("refused") or two.get("line") or "nothing")
        elif "refused" in fields:
            kind = "refused %s: reference %s, library %s" % (what, one["refused"], two["refused"])
        else:
            kind = "%s %s: %s" % (named["line"], what, " ".join(fields))
        text = ["output line %d" % (index + 1)]
        for key in fields:
            text.append("  %-10s reference %s" % (key, json.dumps(one.get(key))))
            text.append("  %-10s library   %s" % ("", json.dumps(two.get(key))))
        if got.status not in (0, 1, 2) or got.status != expected.status:
            text.append("  exit status: reference %s, library %s" % (expected.status, got.status))
        for side, error in (("reference", expected.error), ("library", got.error)):
            if error:
                text.append("  standard error, %s: %s" % (side, error.strip()[:500]))
        return Difference(kind, "\n".join(text))
    if expected.status != got.status:
        return Difference("exit status: reference %s, library %s" % (expected.status, got.status),
                          "exit status: reference %s (%s), library %s (%s)"
                          % (expected.status, expected.error, got.status, got.error.strip()[:500]))
    number = re.match(r"line (\d+):", expected.error or "")
    if number and not re.search(r"\b%s\b" % number.group(1), got.error):
        return Difference("standard error without the line number",
                          "standard error should name line %s: %r" % (number.group(1), got.error))
    return None


def shrink(path, case, kind):
    """A shorter case with the same kind of difference."""
    def still(candidate):
        found = difference(path, candidate)
        return found is not None and found.kind == kind

    changed = True
    while changed:
        changed = False
        if "until" in case:
            candidate = {key: value for key, value in case.items() if key != "until"}
            if still(candidate):
                case, changed = candidate, True
        for part in ("lines", "set"):
            size = max(1, len(case[part]) // 2)
            while size:
                index = len(case[part]) - size
                while index >= 0:
                    candidate = dict(case, **{part: case[part][:index] + case[part][index + size:]})
                    if still(candidate):
                        case, changed = candidate, True
                    index -= size
                size //= 2
    return case


def reproduction(path, case):
    lines = "\n".join(json.dumps(line, separators=(",", ":")) for line in case["lines"])
    return "%s <<'EOF'\n%s\nEOF" % (shlex.join(command_of(path, case)), lines)


# ---- many cases ------------------------------------------------------------------------------------------------------

def random_case(seed, number, tools):
    return {**make_case(seed, number, tools=tools), "tools": tools}


def check(job):
    """None, or the kind of the difference of one case."""
    path, seed, number, tools = job
    found = difference(path, random_case(seed, number, tools))
    return number, found and found.kind


def main():
    parser = argparse.ArgumentParser(description="compares the library's command line with the reference")
    parser.add_argument("--dispute", required=True, metavar="PATH")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--show", type=int, default=5, help="how many kinds of differences are shown whole")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--without-tools", action="store_true")
    options = parser.parse_args()
    tools = not options.without_tools
    jobs = ((options.dispute, options.seed, options.first + number, tools) for number in range(options.cases))
    passed = 0
    kinds, example = Counter(), {}
    with multiprocessing.Pool(options.jobs) as pool:
        results = pool.imap_unordered(check, jobs, 20)
        for number, kind in results:
            if kind is None:
                passed += 1
            else:
                kinds[kind] += 1
                example[kind] = min(number, example.get(kind, number))
    for kind, _ in kinds.most_common(options.show):
        case = shrink(options.dispute, random_case(options.seed, example[kind], tools), kind)
        print("--- %s (seed %d, case %d)" % (kind, options.seed, example[kind]))
        print(difference(options.dispute, case).text)
        print(reproduction(options.dispute, case) + "\n", flush=True)
    for kind, count in kinds.most_common():
        print("%8d  %s" % (count, kind))
    print("%d passed, %d failed" % (passed, sum(kinds.values())))
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
