"""Runs what the docs show. A fenced block is run by its language, a ```text block right behind it is what it printed:

    c         a whole program where it has `main`, and then in the file host.c for the commands behind it;
              else a fragment in the function of tests/snippet.c
    python    a whole program, with the package of examples/python at hand
    go        a whole program, with examples/go and an SQLite driver at hand
    js        a whole module for Node, with examples/node at hand
    sh        commands that succeed
    console   commands behind `$ `, each with what it prints
    jsonl     a case for `dispute replay`
    ini       the text of a policy, which is sealed; its ```text block is the error where it should be refused

All commands of a page run one after another in one directory, in which the files of the repository are found, too, and
build/release, build/gcc are the build that is tested.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import toolchains

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
SEAL = """import sys, dispute
try:
    dispute.Policy(sys.stdin.read())
except dispute.Error as e:
    print(e)
"""
ENVIRONMENT = {
    **os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1",
    "PATH": "%s:%s" % (BUILD / "examples" / "cli", os.environ["PATH"]),
    "LD_LIBRARY_PATH": str(BUILD / "lib"), "DISPUTE_LIB": str(BUILD / "lib" / "libdispute.so.0"),
    "DISPUTE_HEADER": str(ROOT / "include" / "dispute.h"),
    "PYTHONPATH": str(ROOT / "examples" / "python"), "PKG_CONFIG_PATH": str(BUILD / "meson-uninstalled"),
    "CGO_ENABLED": "1", "CGO_LDFLAGS": "-L%s -Wl,-rpath,%s" % (BUILD / "lib", BUILD / "lib"),
    "GOFLAGS": "-mod=mod -buildvcs=false", "GOPROXY": "off", "GOTOOLCHAIN": "local",
    "GOCACHE": str(BUILD / "go-cache"), "GOPATH": str(BUILD / "go-path")}


class Failed(AssertionError):
    pass


def run(*command, given=None, allowed=(0,), cwd=None):
    done = subprocess.run([str(part) for part in command], input=given, cwd=cwd, env=ENVIRONMENT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
    if done.returncode not in allowed:
        raise Failed("exit status %d\n%s" % (done.returncode, done.stdout))
    return done.stdout


def sealed(policy):
    """What is wrong with the text of a policy, "" for nothing."""
    return run("/usr/bin/python3", "-B", "-c", SEAL, given=policy)


class Page:
    """Runs the blocks of one page. `renewed()` is the page with what they print today."""

    def __init__(self, path):
        self.path, self.text = path, path.read_text()

    def blocks(self):
        """(match, language, body, match of the output or None)"""
        found = list(BLOCK.finditer(self.text))
        for block, behind in zip(found, found[1:] + [None]):
            output = None
            if behind and behind.group(1) == "text":
                between = re.sub(r"<!--.*?-->", "", self.text[block.end():behind.start()])
                output = None if between.strip() else behind
            yield block, block.group(1), block.group(2), output

    def line(self, position):
        return self.text.count("\n", 0, position) + 1

    def renewed(self):
        pieces, at = [], 0
        with tempfile.TemporaryDirectory() as folder:
            self.work = pathlib.Path(folder)
            self.furnish()
            for block, language, body, output in self.blocks():
                run = getattr(self, "run_" + language, None)
                if not run:
                    continue
                where = "%s:%d" % (self.path.relative_to(ROOT), self.line(block.start()))
                try:
                    printed = run(body, self.line(block.start()) + 1, output)
                except Failed as failed:
                    raise Failed("%s: %s" % (where, failed)) from None
                except toolchains.Missing as missing:
                    print("\nleft out: %s: %s" % (where, missing), file=sys.stderr)
                    continue
                if language == "console":
                    pieces += [self.text[at:block.start(2)], printed]
                    at = block.end(2)
                elif output:
                    pieces += [self.text[at:output.start(2)], printed]
                    at = output.end(2)
        return "".join(pieces) + self.text[at:]

    def furnish(self):
        for entry in ROOT.iterdir():
            if entry.name not in ("build", ".git"):
                (self.work / entry.name).symlink_to(entry)
        (self.work / "build").mkdir()
        for kind in ("gcc", "release"):
            (self.work / "build" / kind).symlink_to(BUILD)

    def run(self, *command, cwd=None, **more):
        return run(*command, cwd=cwd or self.work, **more)

    def compile(self, source, *more):
        flags = self.run("pkg-config", "--cflags", "--libs", "dispute").split()
        warnings = ["-std=c11", "-Wall", "-Wextra", "-Werror"]
        self.run("gcc", *warnings, *more, source, *flags, "-o", self.work / "snippet")
        return self.run(self.work / "snippet")

    def run_c(self, body, line, output):
        if re.search(r"^int main\(", body, re.M):
            (self.work / "host.c").write_text('#line %d "%s"\n%s' % (line, self.path.name, body))
            return self.compile(self.work / "host.c")
        fragment = self.work / "fragment.inc"
        fragment.write_text('#line %d "%s"\n%s' % (line, self.path.name, body))
        return self.compile(ROOT / "tests" / "snippet.c", '-DSNIPPET="%s"' % fragment)

    def run_python(self, body, line, output):
        (self.work / "program.py").write_text("\n" * (line - 1) + body)
        return self.run("/usr/bin/python3", "-B", "-W", "error", "program.py")

    def run_go(self, body, line, output):
        toolchains.go("version")
        folder = self.work / "program"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "main.go").write_text("//line %s:%d\n" % (self.path.name, line) + body)
        module = re.search(r"^module (\S+)", (ROOT / "examples" / "go" / "go.mod").read_text(), re.M).group(1)
        places = {module: ROOT / "examples" / "go"}
        if toolchains.GO_SQLITE in body:
            places.update(toolchains.go_sqlite())
        (folder / "go.mod").write_text("module host\n\ngo 1.18\n" + "".join(
            "\nrequire %s v0.0.0\nreplace %s => %s\n" % (name, name, place) for name, place in places.items()))
        return self.run("go", "run", ".", cwd=folder)

    def run_js(self, body, line, output):
        program = toolchains.node_folder() / "program.mjs"
        program.write_text("\n" * (line - 1) + body)
        return self.run("node", program)

    def run_sh(self, body, line, output):
        return self.run("bash", "-euo", "pipefail", "-c", body)

    def run_console(self, body, line, output):
        printed = ""
        for command in re.findall(r"^\$ ((?:.*\\\n)*.*)\n", body, re.M):
            printed += "$ %s\n%s" % (command, self.run("bash", "-c", command, allowed=(0, 1)))
        return printed

    def run_jsonl(self, body, line, output):
        return self.run("dispute", "replay", "-", given=body, allowed=(0, 1))

    def run_ini(self, body, line, output):
        printed = sealed(body)
        if printed and not output:
            raise Failed(printed)
        return printed


def pages():
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
