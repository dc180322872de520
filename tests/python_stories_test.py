"""Every story of tests/stories, played through the Python package, stores the same bytes as in C (tests/story_bytes.c): the
result of each event, each journal record and the snapshot. DISPUTE_BUILD names a build."""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
STORIES = sorted((ROOT / "tests" / "stories").glob("*.jsonl"))
NAMES = {"event": "kind", "to": "party", "effect": "reference", "promised_at": "until", "case": "case_id"}  # in an event

os.environ["DISPUTE_LIB"] = str(BUILD)
sys.path.insert(0, str(ROOT / "examples" / "python"))
sys.dont_write_bytecode = True
import dispute  # noqa: E402


def plain(name, value):
    """A value of JSON as the package takes it."""
    if isinstance(value, str) and name in ("at", "until") or name.endswith("_at") or name.endswith("_until"):
        return datetime.datetime.fromisoformat(value)
    if name == "digest":
        return bytes.fromhex(value)
    return None if (name, value) == ("fault", "none") else value


def order_of(told):
    seller = {f"seller_{name}": value for name, value in told.get("seller", {}).items()}
    return dispute.Order(**seller, **{name: plain(name, value) for name, value in told.items() if name != "seller"})


def event_of(line):
    return dispute.Event(**{NAMES.get(name, name): plain(NAMES.get(name, name), value) for name, value in line.items()
                            if name != "order"})


def options_of(story):
    """(the preset, changes of it, the instant up to which time passes in the end)"""
    file = story.with_suffix(".options")
    words = file.read_text().split() if file.exists() else []
    changes = dict(value.split("=", 1) for option, value in zip(words, words[1:]) if option == "--set")
    until = [datetime.datetime.fromisoformat(value) for option, value in zip(words, words[1:]) if option == "--until"]
    named = [value for option, value in zip(words, words[1:]) if option == "--policy"]
    return named[0] if named else "aliexpress", changes, until[0] if until else None


def tell(act):
    """What one event brought about, as story_bytes.c prints it."""
    try:
        answer = act()
    except dispute.Failed as failed:
        return [str(failed.result)]
    return [str(answer.result), *(f"record {record.hex()}" for record in answer.records)]


def played(story):
    preset, changes, until = options_of(story)
    policy = dispute.Policy(f"preset = {preset}\n", changes)
    case, told, journal = dispute.Case(policy), [], b""
    for line in map(json.loads, story.read_text().splitlines()):
        if line["event"] == "open" and case.sequence == 0:
            case = dispute.Case.new(policy, line["case"], order_of(line["order"]))
        if line["event"] == "advance":
            told += tell(lambda: case.advance(plain("at", line["at"])))
        else:
            told += tell(lambda: case.send(event_of(line)))
    if until:
        told += tell(lambda: case.advance(until))
    journal = bytes.fromhex("".join(line.split()[1] for line in told if line.startswith("record ")))
    return [*told, f"snapshot {bytes(case).hex()}"], dispute.Case.rebuild(policy, journal)


def in_c(story):
    preset, changes, until = options_of(story)
    more = [f"preset={preset}", *(f"{key}={value}" for key, value in changes.items())]
    if until:
        more.append(str(round(until.timestamp() * 1000)))
    return subprocess.run([str(BUILD / "tests" / "story_bytes"), str(story), *more], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.splitlines()


class Stories(unittest.TestCase):
    maxDiff = None

    def test_there_are_stories(self):
        self.assertGreaterEqual(len(STORIES), 12)


def add(story):
    def stores_the_same_bytes(self):
        told, rebuilt = played(story)
        self.assertEqual(told, in_c(story))
        self.assertEqual(f"snapshot {bytes(rebuilt).hex()}", told[-1])
        self.assertIn("record", "".join(told))
    setattr(Stories, f"test_{story.stem}", stores_the_same_bytes)


for each in STORIES:
    add(each)

if __name__ == "__main__":
    unittest.main()
