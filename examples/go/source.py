#!/usr/bin/env python3
"""Puts the whole library as two files, dispute.c and dispute.h, into the folder source, for the build tag dispute_source.
It stands in a checkout of libdispute, and needs nothing but Python. `go generate` runs it.

    source.py [FOLDER]
"""
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LIB = ROOT / "lib"


def run(script, *arguments):
    subprocess.run([sys.executable, "-B", str(LIB / script), *map(str, arguments)], check=True)


def quoted(text):
    return re.findall(r"'([^']+)'", text)


def made(name, meson, scratch):
    """The file that a custom_target of meson.build makes, by its own script."""
    target = re.search(r"^%s = custom_target\((.*?)^\S" % name, meson, re.M | re.S)[1]
    inputs = [LIB / file for file in quoted(re.search(r"input: files\((.*?)\)", target, re.S)[1])]
    output = scratch / quoted(re.search(r"output: (.*)", target)[1])[0]
    script, *arguments = quoted(re.search(r"command: \[(.*?)\]", target, re.S)[1])
    given = {"@INPUT@": inputs, "@OUTPUT@": [output]}
    run(script, *sum((given.get(argument, [argument]) for argument in arguments), []))
    return output


def main(folder):
    if not LIB.is_dir():
        sys.exit("source.py: it makes the sources from a checkout of libdispute, and there is none around %s" % HERE)
    meson = (LIB / "meson.build").read_text()
    amalgamation = (LIB / "amalgamation" / "meson.build").read_text()
    names = re.findall(r"\w+", re.search(r"input: \[(.*?)\]", amalgamation, re.S)[1])
    version = re.search(r"version: '([\d.]+)'", (ROOT / "meson.build").read_text())[1]
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        sources = []
        for name in names:
            listed = re.search(r"^%s = files\((.*?)\)" % name, meson, re.M | re.S)
            sources += [LIB / file for file in quoted(listed[1])] if listed else [made(name, meson, scratch)]
        run("amalgamation/amalgamate.py", "--lib", LIB, "--include", ROOT / "include", "--licence", ROOT / "LICENSE",
            "--version", version, "--depfile", scratch / "made.d", folder / "dispute.c", folder / "dispute.h", *sources)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "source")
