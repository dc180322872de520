#!/usr/bin/env python3
"""amalgamate.py - the library as one dispute.c and one dispute.h, for whoever compiles it into his own program.

Joins the sources in the order given, each private header where it is first asked for. A name that means something else
in another file becomes `file__name`; a source's macros end with it. `#line` keeps the true places.
"""
import argparse
import pathlib
import re
import sys

sys.dont_write_bytecode = True
import own_names  # noqa: E402

INCLUDE = re.compile(r'[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]')
CONDITION, END = re.compile(r"[ \t]*#[ \t]*if"), re.compile(r"[ \t]*#[ \t]*endif")
GUARD = re.compile(r"^#ifndef (\w+)\n#define \1\n(.*)^#endif[^\n]*\n*\Z", re.S | re.M)
HIDE = "#if defined __GNUC__\n#pragma GCC visibility push(hidden)\n#endif\n"
SHOW = "#if defined __GNUC__\n#pragma GCC visibility pop\n#endif\n"
HEAD = """/* dispute.c - libdispute %s in one file. It needs dispute.h beside it, a C11 compiler, and nothing else:
 *
 *     cc -std=c11 -O2 -c dispute.c
 *
 * DISPUTE_API stands before every call. As it is, a shared library that this is compiled into exports them;
 * -DDISPUTE_API= leaves that to your compiler's flags. For a single file of yours, into which all of it then goes with
 * its private names, too:
 *
 *     #define DISPUTE_API static
 *     #include "dispute.c"
 *
 * Made by lib/amalgamation; `#line` names the files of the repository that it is made from.
 *
%s */
"""


class Mistake(Exception):
    pass


class Library:
    def __init__(self, lib, include, paths):
        self.lib, self.include = lib.resolve(), include.resolve()
        self.files = {}  # {path: Source}, headers too
        self.paths = [path.resolve() for path in paths]
        for path in self.paths:
            self.read(path)
        for path, source in self.files.items():
            known = [self.files[header].macros for header in self.below(path)] + [source.macros]
            source.fix_quoted(own_names.quoted({name: macro for macros in known for name, macro in macros.items()}))

    def name(self, path):
        """What a file is called: its place in the repository, or the bare name of one that the build has made."""
        return (self.lib.name / path.relative_to(self.lib)).as_posix() if self.lib in path.parents else path.name

    def header(self, path, name):
        for folder in (path.parent, self.lib, self.include):
            if (folder / name).is_file():
                return (folder / name).resolve()
        raise Mistake(f"{self.name(path)} includes {name}, which is neither in lib nor in include")

    def is_public(self, path):
        return self.include in path.parents

    def read(self, path):
        if path in self.files:
            return
        try:
            self.files[path] = own_names.Source(path.read_text(encoding="utf-8"))
        except own_names.Unreadable as why:
            raise Mistake(f"{self.name(path)}: {why}") from None
        for header in self.headers(path):
            self.read(header)

    def headers(self, path):
        text = "".join(token.text for token in self.files[path].tokens)
        return [self.header(path, name) for mark, name in INCLUDE.findall(text) if mark == '"']

    def below(self, path):
        """The headers that a file sees, also by way of others."""
        seen, todo = set(), [path]
        while todo:
            for header in self.headers(todo.pop()):
                if header not in seen:
                    seen.add(header)
                    todo.append(header)
        return seen

    def renames(self, path):
        """{name: file__name} for the names that mean something else in another part."""
        source, below = self.files[path], self.below(path)
        others = [other for other in self.files if other != path]
        said = set().union(*(self.files[other].said() for other in others))
        names = set()
        if path in self.paths:  # its own: but a tag that its headers only name is theirs, too
            names |= (source.own & said) - set().union(*(self.files[header].tags for header in below))
        for other in others:  # what a header that it does not see declares
            if other not in below and other not in self.paths:
                names |= self.files[other].own & source.said() - source.own
        made = {name: re.sub(r"\W", "_", path.stem) + "__" + name for name in sorted(names)}
        for name in set(made.values()) & (said | source.said()):
            raise Mistake(f"{self.name(path)}: a name is to become {name}, which there is already")
        return made


class Joined:
    """dispute.c while it grows."""

    def __init__(self, library):
        self.library, self.parts, self.done, self.system = library, [], set(), []

    def add(self, path):
        source, names = self.library.files[path], self.library.renames(path)
        self.parts.append(f"\n/* ---- {self.library.name(path)} ---- */\n\n")
        self.text(path, source.renamed(names))
        self.parts += [f"#undef {names.get(macro, macro)}\n" for macro in source.macros]

    def text(self, path, text):
        name, depth = self.library.name(path), 0
        self.parts.append(f'#line 1 "{name}"\n')
        for number, line in enumerate(re.findall(r"[^\n]*\n", text), 1):
            depth += bool(CONDITION.match(line)) - bool(END.match(line))
            include = INCLUDE.match(line)
            if not include:
                self.parts.append(line)
            elif include[1] == "<" and depth:
                self.parts += [SHOW, line, HIDE, f'#line {number + 1} "{name}"\n']
            elif include[1] == "<":
                self.system += [include[2]] if include[2] not in self.system else []
                self.parts.append("\n")
            else:
                header = self.library.header(path, include[2])
                if depth and not self.library.is_public(header):
                    raise Mistake(f"{name}:{number}: a header of the library inside a condition")
                self.parts += self.once(header) + [f'#line {number + 1} "{name}"\n']

    def once(self, header):
        if header in self.done or self.library.is_public(header):
            return []
        self.done.add(header)
        text = self.library.files[header].renamed(self.library.renames(header))
        bare = GUARD.sub(lambda guard: "\n\n" + guard[2], text)
        if bare == text:
            raise Mistake(f"{self.library.name(header)} has no guard: #ifndef X, #define X ... #endif")
        before, self.parts = self.parts, []
        self.text(header, bare)
        made, self.parts = self.parts, before
        return made


def joined(library, version, licence):
    whole = Joined(library)
    for path in library.paths:
        whole.add(path)
    # static calls that a program does not use are no mistake of its
    quiet = ("#if defined __GNUC__\n#pragma GCC diagnostic push\n"
             '#pragma GCC diagnostic ignored "-Wunused-function"\n#endif\n')
    loud = "#if defined __GNUC__\n#pragma GCC diagnostic pop\n#endif\n"
    includes = ['#include "dispute.h"\n', *(f"#include <{name}>\n" for name in sorted(whole.system)), "\n"]
    notice = "".join(f" * {line}".rstrip() + "\n" for line in licence.splitlines())
    return "".join([HEAD % (version, notice), quiet, *includes, HIDE, *whole.parts, SHOW, loud])


def folded(include, version, licence):
    """dispute.h with the other public headers inside."""
    def other(match):
        return "\n" + (include / match[1]).read_text(encoding="utf-8") if (include / match[1]).is_file() else match[0]
    text = re.sub(r'^#include "([^"]+)"\n', other, (include / "dispute.h").read_text(encoding="utf-8"), flags=re.M)
    owner = next(line for line in licence.splitlines() if line.startswith("Copyright"))
    return f"/* libdispute {version}, MIT License. {owner}. The notice is in dispute.c. */\n" + text


def amalgamate():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name in ("lib", "include", "licence", "depfile"):
        parser.add_argument("--" + name, type=pathlib.Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("outputs", type=pathlib.Path, nargs=2, metavar="dispute.c dispute.h")
    parser.add_argument("sources", type=pathlib.Path, nargs="+")
    given = parser.parse_args()
    library = Library(given.lib, given.include, given.sources)
    licence = given.licence.read_text(encoding="utf-8")
    code, header = given.outputs
    code.write_text(joined(library, given.version, licence), encoding="utf-8")
    header.write_text(folded(given.include, given.version, licence), encoding="utf-8")
    needs = " ".join(str(path).replace(" ", "\\ ") for path in sorted(library.files))
    given.depfile.write_text(f"{code}: {needs}\n", encoding="utf-8")


try:
    amalgamate()
except (Mistake, OSError, UnicodeError) as mistake:
    sys.exit(f"amalgamate.py: {mistake}")
