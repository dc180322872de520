#!/usr/bin/python3
"""The packages for Go and Node: their own tests, with every check that their toolchains have; every golden story, whose
bytes are those of C; libraries that do not fit; what is generated is that of today. DISPUTE_BUILD names a build of the
library, the command and the examples."""
import datetime
import json
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from toolchains import (BUILD, GO, GO_SQLITE, GO_SQLITE_OF_DEBIAN, LIBRARY, NODE, NODE_FOLDER, ROOT, Missing, go,  # noqa: E402
                        go_environment, go_module, go_pointer_checks, go_sqlite, node, node_folder, run)

PACKAGES = ROOT / "tests" / "packages"
STORIES = sorted((ROOT / "tests" / "stories").glob("*.jsonl"))
DAY_0 = "2026-01-05T08:00:00Z"


def unless_missing(test):
    def tried(self, *arguments):
        try:
            test(self, *arguments)
        except Missing as missing:
            print(f"\nleft out: {missing}", file=sys.stderr)
            self.skipTest(str(missing))
    tried.__name__ = test.__name__
    return tried


# ---- stories, for a program that knows nothing of their file ----

def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def milliseconds(text):
    return round(instant(text).timestamp() * 1000)


def options_of(story):
    """(text of the policy, instant of --until or None)"""
    file = story.with_suffix(".options")
    words = file.read_text().split() if file.exists() else []
    pairs = list(zip(words, words[1:]))
    return ("".join(f"preset = {value}\n" for name, value in pairs if name == "--policy")
            + "".join(value + "\n" for name, value in pairs if name == "--set"),
            next((value for name, value in pairs if name == "--until"), None))


IN_STRUCTS = {"event": "kind", "promised_at": "until", "to": "party", "effect": "reference"}  # J1 has other names


def event_of(line, number):
    """The fields of dispute_event: texts and numbers as they are, instants as text."""
    event = {IN_STRUCTS.get(key, key): value for key, value in line.items() if key not in ("order", "case") and (key, value) != ("fault", "none")}
    if event["kind"] == "advance":
        return {"at": event["at"]}
    if "expect" in event:
        event["expects"] = True
    if "digest" in event:
        event["digest"] = list(bytes.fromhex(event["digest"]))
    return {"id": str(number), **event}


def order_of(line):
    order = dict(line["order"])
    seller = order.pop("seller", {})
    return {**order, **{"seller_" + name: value for name, value in seller.items()}}


def moves_of(story, until):
    lines, moves, opened = story.read_text().splitlines(), [], False
    for number, line in enumerate(map(json.loads, lines), 1):
        move = {"number": number, "event": event_of(line, number)}
        if line["event"] == "open" and not opened:
            move.update(begin=line["case"], order=order_of(line))
            opened = True
        elif not moves:
            move.update(begin="unopened", order={"currency": "USD", "amount": 1})
        moves.append(move)
    return moves + ([{"number": 0, "event": {"at": until}}] if until else [])


def named(value, name):
    """With every key of every object as another language writes it."""
    if isinstance(value, dict):
        return {name(key): named(inner, name) for key, inner in value.items()}
    return [named(inner, name) for inner in value] if isinstance(value, list) else value


def camel(key):
    return re.sub("_(.)", lambda m: m[1].upper(), key)


def pascal(key):
    return re.sub("(?:^|_)(.)", lambda m: m[1].upper(), key)


class Stories:
    """Every golden story gives the same bytes as in C: journal, snapshot and head."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        objects = [path for path in (BUILD / "examples/cli/dispute.p").glob("*.o") if path.name != "main.c.o"]
        cls.c = cls.folder / "story"
        run("gcc", "-std=c11", "-Wall", "-Wextra", "-Werror", f"-I{ROOT / 'include'}", f"-I{ROOT / 'examples/cli'}",
            PACKAGES / "story.c", *objects, f"-L{BUILD / 'lib'}", f"-Wl,-rpath,{BUILD / 'lib'}", "-ldispute", "-ljansson",
            "-lsqlite3", "-o", cls.c)

    def in_c(self, story):
        policy, until = options_of(story)
        keys = self.folder / "keys"
        keys.write_text(policy)
        return run(self.c, keys, story, *([milliseconds(until)] if until else []))

    def test_the_stories_are_told_whole(self):
        told = "".join(map(self.in_c, STORIES))
        self.assertGreater(told.count("record "), 60)
        self.assertGreater(told.count("snapshot "), 90)

    @unless_missing
    def test_every_story(self):
        program = self.program()
        for story in STORIES:
            policy, until = options_of(story)
            told = json.dumps(named({"policy": policy, "moves": moves_of(story, until)}, self.name))
            for how in ("one", "many"):
                with self.subTest(story=story.stem, how=how):
                    self.assertEqual(program(how, told), self.in_c(story))


# ---- Go ----

class GoStories(Stories, unittest.TestCase):
    name = staticmethod(pascal)

    def program(self):
        built = self.folder / "go-story"
        go("build", "-o", built, ".", cwd=PACKAGES / "story")
        return lambda how, told: run(built, how, given=told, LD_LIBRARY_PATH=str(BUILD / "lib"))


class Go(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    @unless_missing
    def test_vet_and_format(self):
        go("vet", "./...")
        go("vet", ".", cwd=PACKAGES / "story")
        self.assertEqual(run("gofmt", "-l", GO, PACKAGES / "story"), "")

    @unless_missing
    def test_own_tests_with_the_race_detector(self):
        go("test", "-race", ".")

    @unless_missing
    def test_own_tests_and_the_story_with_every_pointer_checked(self):
        go("test", ".", **go_pointer_checks())
        told = run(BUILD / "examples" / "host" / "host")
        self.assertEqual(go("run", "./play", **go_pointer_checks()), told)

    @unless_missing
    def test_fuzz(self):
        for target in ("FuzzApply", "FuzzBytes"):
            told = go("test", "-run=^$", f"-fuzz=^{target}$", "-fuzztime=3000x", "-fuzzminimizetime=10x", ".")
            self.assertRegex(told, r"execs: \d{4}")

    @unless_missing
    def test_the_example_host(self):
        module = go_module(GO / "host", self.folder, **go_sqlite())
        go("vet", *module, ".", cwd=GO / "host")
        go("test", *module, ".", cwd=GO / "host")

    def copied(self):
        """The module as somebody who copied it out of the repository has it."""
        copy = self.folder / "dispute"
        shutil.copytree(GO, copy, ignore=shutil.ignore_patterns("source", "host"))
        return copy

    alone = {"PKG_CONFIG_PATH": "", "PKG_CONFIG_LIBDIR": "/nowhere", "LD_LIBRARY_PATH": ""}

    @unless_missing
    def test_with_the_sources_compiled_in(self):
        copy = self.copied()
        run(sys.executable, GO / "source.py", copy / "source")
        run("ninja", "-C", BUILD, "amalgamation")
        for name in ("dispute.c", "dispute.h"):
            self.assertEqual((copy / "source" / name).read_bytes(), (BUILD / "lib" / "amalgamation" / name).read_bytes())
        self.assertEqual(go("run", "-tags", "dispute_source", "./play", cwd=copy, **self.alone),
                         run(BUILD / "examples" / "host" / "host"))

    @unless_missing
    def test_without_sources_and_without_library_it_says_what_to_do(self):
        copy = self.copied()
        self.assertIn("run `go generate`", go("build", "-tags", "dispute_source", ".", cwd=copy, status=1, **self.alone))
        self.assertIn("dispute.pc", go("build", ".", cwd=copy, status=1, **self.alone))
        self.assertIn("from a checkout of libdispute", run(sys.executable, copy / "source.py", status=1))

    @unless_missing
    def test_a_library_that_does_not_fit_is_refused(self):
        built = self.folder / "play"
        go("build", "-o", built, "./play")
        for library, sentence in wrong_libraries(self.folder):
            told = run(built, status=1, LD_LIBRARY_PATH=str(library.parent))
            self.assertRegex(told, rf"(?m)^dispute: wrong library: {sentence}.* Install the libdispute that ")


# ---- libraries that do not fit ----

CHANGES = {  # and what the sentence says of it, in Go or in Node
    "NEWER": r"(libdispute|\S+ is libdispute) 0\.127\.0",
    "MOVED": r"(in dispute_outcome the field via|\S+ has no field via)",
    "SHORTER": r"(dispute_outcome has \d+ bytes|\S+ has no field \w+ of dispute_outcome)",
}


def wrong_libraries(folder):
    run("ninja", "-C", BUILD, "amalgamation")
    for change, sentence in CHANGES.items():
        place = folder / change
        place.mkdir()
        run("gcc", "-std=c11", "-O0", "-shared", "-fPIC", f"-DCHANGE={change}", f"-I{BUILD / 'lib' / 'amalgamation'}",
            "-Wl,-soname,libdispute.so.0", PACKAGES / "wrong_library.c", "-o", place / "libdispute.so.0")
        yield place / "libdispute.so.0", sentence


# ---- Node ----

class NodeStories(Stories, unittest.TestCase):
    name = staticmethod(camel)

    def program(self):
        folder = node_folder()
        shutil.copy(PACKAGES / "story.mjs", folder)
        return lambda how, told: node("story.mjs", how, given=told)


class Node(unittest.TestCase):
    maxDiff = None

    @unless_missing
    def setUp(self):
        self.package = node_folder() / "node_modules" / "dispute"
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_own_tests(self):
        tests = sorted((self.package / "test").glob("*.test.js"))
        self.assertEqual([test.name for test in tests], ["dispute.test.js", "host.test.js", "library.test.js"])
        for test in tests:
            self.assertRegex(node("--expose-gc", test), r"(?m)^. pass \d+\n. fail 0$")

    def test_types(self):
        node("node_modules/typescript/bin/tsc", "-p", self.package / "test")

    def test_the_story(self):
        self.assertEqual(node(self.package / "play.js"), run(BUILD / "examples" / "host" / "host"))

    def test_the_example_host(self):
        told = node(self.package / "host.js", self.folder / "cases.db")
        self.assertEqual(told, "C-1001:2:0 20.00 to the buyer\nC-1001:2:1 30.00 to the seller\n")

    def test_a_library_that_does_not_fit_is_refused(self):
        for library, sentence in wrong_libraries(self.folder):
            told = node(self.package / "play.js", library=library, status=1)
            self.assertRegex(told, rf"\nError: dispute: wrong library: {sentence}.* Install libdispute ")

    def test_the_package_has_the_version_of_the_library(self):
        version = re.search(r"version: '([\d.]+)'", (ROOT / "meson.build").read_text())[1]
        self.assertEqual(json.loads((NODE / "package.json").read_text())["version"], version)


class Generated(unittest.TestCase):
    @unittest.skipUnless(shutil.which("gofmt"), "gofmt formats what is generated for Go")
    def test_what_is_generated_is_that_of_today(self):
        run("/usr/bin/python3", "-B", ROOT / "examples" / "generate.py", "--check", DISPUTE_BUILD=str(BUILD))


class Pages(unittest.TestCase):
    """What the page of a language shows first is the example host that is tested."""

    def test_the_example_hosts(self):
        for page, language, host in (("go.md", "go", GO / "host" / "host.go"), ("node.md", "js", NODE / "host.js")):
            first = re.search(r"^```(\w+)\n(.*?)^```$", (ROOT / "docs" / page).read_text(), re.M | re.S)
            self.assertEqual((first[1], first[2]), (language, host.read_text()), f"docs/{page} shows another {host.name}")


if __name__ == "__main__":
    unittest.main()
