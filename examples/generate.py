#!/usr/bin/python3
"""Writes what the packages for Go and Node know of the library's words and structs, from the library itself: nothing of it is
copied by hand, and tests/packages_test.py says when it is out of date.

    DISPUTE_BUILD=build/gcc /usr/bin/python3 examples/generate.py           writes the files
    DISPUTE_BUILD=build/gcc /usr/bin/python3 examples/generate.py --check   says which are out of date
"""
import ctypes
import os
import pathlib
import re
import subprocess
import sys
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent / "include"
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", HERE.parent / "build" / "gcc")).resolve()
MADE = "by examples/generate.py from the library"


# ---- what the library says ----

STRUCTS = set()  # names of public structs


class Field(ctypes.Structure):
    """dispute_field: the one struct by which all others are asked, and which describes itself, too."""
    _fields_ = [(name, ctypes.c_uint32) for name in ("size", "offset", "bytes", "elements")] + \
               [(name, ctypes.c_int32) for name in ("kind", "group", "by", "reserved")] + [("name", ctypes.c_char * 40)]


class Member:
    """A field of a public struct. `name` is its last part: of `terms.amount` it is `amount`, in the struct `terms`."""

    def __init__(self, library, field, name):
        self.name, self.offset, self.bytes, self.elements = name, field.offset, field.bytes, field.elements
        self.kind = library.word("type", field.kind)
        self.group = library.group_names.get(field.group) if self.kind in ("word", "set") else None
        self.by = library.group_names.get(field.by) if field.by else None
        self.inner = None  # name of the struct that it is


FIRST_TO_DECIDE = 20  # of the structs, by number


class Library:
    def __init__(self, path):
        self.lib = ctypes.CDLL(str(path))
        for call in ("name", "sentence", "label"):
            getattr(self.lib, "dispute_word_" + call).restype = ctypes.c_char_p
        self.version = self.lib.dispute_version()
        self.group_names = {number: self.lib.dispute_word_name(0, number).decode() for number in self.numbers(0)}
        self.group_numbers = {name: number for number, name in self.group_names.items()}
        # what decides for a seller (advice, scorecards, provision) is asked beside the machine, and has no wrapper here yet
        self.structs = {name: self.members(number) for number, name in self.words("struct") if number < FIRST_TO_DECIDE}
        flat = {name: {m.name: (m.offset, m.bytes) for m in members} for name, members in self.structs.items()}
        STRUCTS.update(self.structs)
        self.structs = {name: self.folded(members, flat) for name, members in self.structs.items()}

    def numbers(self, group):
        return [self.lib.dispute_word_at(group, i) for i in range(self.lib.dispute_word_count(group))]

    def words(self, group):
        number = self.group_numbers[group]
        return [(n, self.word(group, n)) for n in self.numbers(number)]

    def word(self, group, number):
        return self.lib.dispute_word_name(self.group_numbers[group], number).decode()

    def sentence(self, group, number):
        return self.lib.dispute_word_sentence(self.group_numbers[group], number, 1).decode()

    def size(self, struct):
        return self.lib.dispute_struct_size(dict((name, n) for n, name in self.words("struct"))[struct])

    def members(self, struct):
        found, field = [], Field(size=ctypes.sizeof(Field))
        while self.lib.dispute_struct_field(struct, len(found), ctypes.byref(field)) == 0:
            found.append(Member(self, field, field.name.decode()))
        return found

    def folded(self, members, flat):
        """`terms.kind`, `terms.amount`, ... are one member `terms`, of the struct that has these fields."""
        outer = {}
        for member in members:
            head, _, tail = member.name.partition(".")
            if not tail:
                outer[head] = member
                continue
            first = outer.setdefault(head, member)
            first.inner = first.inner or {}
            first.inner[tail] = member.offset - first.offset, member.bytes
        for head, member in outer.items():
            member.name = head
            if isinstance(member.inner, dict):
                inner = [name for name, fields in flat.items() if fields == member.inner]
                member.inner, = inner
        return [m for m in outer.values() if m.name not in ("size", "reserved")]


def comments():
    """{(struct, field): what the header says of it}"""
    found, text = {}, (INCLUDE / "dispute.h").read_text()
    for struct, body in re.findall(r"^typedef struct dispute_(\w+) \{(.*?)^\} ", text, re.M | re.S):
        for field, comment in re.findall(r"(\w+)(?:\[\w+\])?;\s*/\*\*<\s*(.*?)\s*\*/", body, re.S):
            found[struct, field] = re.sub(r"^(set of )?\[\w+\]\s*", "", " ".join(comment.split()))
    return found


def parts(name):
    return [part for part in re.split(r"[^A-Za-z0-9]+", name) if part]


# ---- Go ----

GROUP_NAMES = {"struct": "StructKind", "type": "FieldType", "key": "PolicyKey"}  # that say more; and see group_type()
GO_KEYWORDS = {"type", "func", "range", "select", "map", "var", "go", "defer", "import", "package", "interface", "chan",
               "default", "fallthrough"}
GO_STRUCTS_IN = ("terms", "order", "event")  # what a program hands in
GO_SPANS = {("report", "longest_silence"), ("report", "longest_case")}  # numbers that are milliseconds


def go_name(name):
    return "".join("ID" if part == "id" else part[:1].upper() + part[1:] for part in parts(name))


def group_type(group):
    """The type of a group's words. Where a struct has the name of the group, the words are its kinds."""
    return GROUP_NAMES.get(group) or go_name(group) + ("Kind" if group in STRUCTS else "")


def go_constant(group, word):
    return ("Err" if group == "result" else group_type(group).removesuffix("Kind")) + go_name(word)


def go_type(struct, m):
    kinds = {"money": "Money", "instant": "time.Time", "text": "string", "bytes": f"[{m.bytes}]byte", "yes_no": "bool"}
    plain = f"{'u' if m.name in ('item', 'effects', 'record_size', 'first_effect', 'nexts') else ''}int{8 * m.bytes}"
    one = group_type(m.group) if m.kind == "word" else kinds.get(m.kind, plain)
    if (struct, m.name) in GO_SPANS:
        return "time.Duration"
    if m.inner:
        return go_name(m.inner)
    if m.kind == "set":
        return f"[]{group_type(m.group)}"
    if m.by:
        return f"map[{group_type(m.by)}]{one}"
    return f"[]{one}" if m.elements > 1 else one


def go_field(m):
    return f"_{m.name}" if m.name in GO_KEYWORDS else m.name


def go_get(struct, m):
    ours, theirs = f"v.{go_name(m.name)}", f"from.{go_field(m)}"
    one = {"instant": "getTime({})", "text": "getText({}[:])", "yes_no": "{} != 0"}.get(m.kind, "")
    if (struct, m.name) in GO_SPANS:
        return [f"{ours} = getSpan({theirs})"]
    if m.inner:
        return [f"{ours}.get(&{theirs})"]
    if m.kind == "set":
        return [f"{ours} = getSet[{group_type(m.group)}]({theirs})"]
    if m.kind == "bytes":
        return [f"{ours} = *(*[{m.bytes}]byte)(unsafe.Pointer(&{theirs}))"]
    if m.by:
        value = one.format("raw") if one else f"{group_type(m.group)}(raw)"
        return [f"{ours} = {go_type(struct, m)}{{}}", f"for i, raw := range {theirs} {{", "\tif raw != 0 {",
                f"\t\t{ours}[{group_type(m.by)}(i)] = {value}", "\t}", "}"]
    if m.elements > 1:  # a list, as long as what is in it
        value = one.format("raw") if one else f"{go_type(struct, m)[2:]}(raw)"
        return [f"{ours} = nil", f"for _, raw := range {theirs} {{", "\tif raw != 0 {",
                f"\t\t{ours} = append({ours}, {value})", "\t}", "}"]
    return [f"{ours} = {one.format(theirs) if one else f'{go_type(struct, m)}({theirs})'}"]


def go_put(struct, m):
    ours, theirs = f"v.{go_name(m.name)}", f"to.{go_field(m)}"
    if m.inner:
        return [f"{ours}.put(&{theirs})"]
    if m.kind == "text":
        return [f"w.text({theirs}[:], \"{m.name}\", {ours})"]
    if m.kind == "bytes":
        return [f"*(*[{m.bytes}]byte)(unsafe.Pointer(&{theirs})) = {ours}"]
    one = {"instant": "putTime({})", "yes_no": "putYesNo({})"}.get(m.kind, f"C.int{8 * m.bytes}_t({{}})")
    return [f"{theirs} = {one.format(ours)}"]


def go_comment(text, indent="\t"):
    return [f"{indent}// {line}" for line in textwrap.wrap(text or "", 110)]


def go_struct(library, said, struct):
    members, name = library.structs[struct], go_name(struct)
    left_out = {"transition": {"effects", "record_size", "first_effect"}, "edge": {"nexts"}}.get(struct, set())
    more = {"transition": ["\t// Effects are its own, in the order of clause E1.", "\tEffects []Effect",
                           "\t// Record is its journal record; nil where none was made.", "\tRecord []byte"]}
    shown = [m for m in members if m.name not in left_out]
    yield f"// {name} is dispute_{struct} of dispute.h."
    yield f"type {name} struct {{"
    for m in shown:
        yield from go_comment(said.get((struct, m.name)))
        yield f"\t{go_name(m.name)} {go_type(struct, m)}"
    yield from more.get(struct, [])
    yield "}"
    yield ""
    yield f"func (v *{name}) get(from *C.dispute_{struct}) {{"
    for m in shown:
        yield from ("\t" + line for line in go_get(struct, m))
    yield "}"
    if struct in GO_STRUCTS_IN:
        yield ""
        sized = any(m.offset == 0 for m in members)
        writer = "" if struct == "terms" else ", w *writer"
        yield f"func (v *{name}) put(to *C.dispute_{struct}{writer}) {{"
        yield f"\t*to = C.dispute_{struct}{{{'' if sized else f'size: C.sizeof_dispute_{struct}'}}}"
        for m in members:
            yield from ("\t" + line for line in go_put(struct, m))
        yield "}"
    yield ""


def go_words(library):
    groups = [name for _, name in library.words("group")]
    for group in groups:
        if group == "result":
            continue
        yield f"// {group_type(group)} is a word of the group {group}; 0 is none."
        yield f"type {group_type(group)} int32"
        yield ""
        yield "const ("
        for number, word in library.words(group):
            yield f"\t{go_constant(group, word)} {group_type(group)} = {number} // {library.sentence(group, number)}"
        yield ")"
        yield ""
        name = group_type(group)
        of = library.group_numbers[group]
        yield f"func (w {name}) String() string {{ return wordName({of}, int32(w)) }}"
        yield f"// Label is what to call it before people."
        yield f"func (w {name}) Label(in Language) string {{ return wordLabel({of}, int32(w), in) }}"
        yield f"// Sentence says it before people."
        yield f"func (w {name}) Sentence(in Language) string {{ return wordSentence({of}, int32(w), in) }}"
        yield f"// MarshalText is the word."
        yield f"func (w {name}) MarshalText() ([]byte, error) {{ return putWord({of}, int32(w)) }}"
        yield f"// UnmarshalText takes the word."
        yield f"func (w *{name}) UnmarshalText(text []byte) error {{ return getWord({of}, text, (*int32)(w)) }}"
        yield ""
    yield "// What a call may answer: refusals of the rules, above 0, and errors, below."
    yield "const ("
    for number, word in library.words("result"):
        if number:
            yield f"\t{go_constant('result', word)} Result = {number} // {library.sentence('result', number)}"
    yield ")"
    yield ""


def go_layout(library):
    yield "// What the C compiler made of the header that this was built with; checkLibrary compares it with the library."
    yield "func layouts() []layout {"
    for struct, members in library.structs.items():
        yield f"\tvar {struct}_ C.dispute_{struct}"
    yield "\treturn []layout{"
    for number, struct in library.words("struct"):
        if not library.structs.get(struct):
            continue
        yield f"\t\t{{{number}, \"{struct}\", unsafe.Sizeof({struct}_), []place{{"
        for m in library.structs[struct]:
            at = f"{struct}_.{go_field(m)}"
            kind = "" if m.inner else m.kind
            yield f"\t\t\t{{\"{m.name}\", unsafe.Offsetof({at}), unsafe.Sizeof({at}), \"{kind}\"}},"
        yield "\t\t}},"
    yield "\t}"
    yield "}"
    yield ""
    yield "// The words that this package has constants for."
    yield "var wordsKnown = []known{"
    for number, group in library.words("group"):
        for n, word in library.words(group):
            yield f"\t{{{number}, {n}, \"{word}\"}},"
    yield "}"


def go_file(library, said):
    lines = [f"// Code generated {MADE}. DO NOT EDIT.", "", "package dispute", "", "// #include \"dispute.h\"",
             "import \"C\"", "", "import (", "\t\"time\"", "\t\"unsafe\"", ")", ""]
    for struct in library.structs:
        if struct != "field":
            lines += go_struct(library, said, struct)
    lines += go_words(library)
    lines += go_layout(library)
    text = "\n".join(lines) + "\n"
    return subprocess.run(["gofmt"], input=text, stdout=subprocess.PIPE, text=True, check=True).stdout


# ---- Node ----

TS_GIVEN = {("order", "currency"), ("order", "amount"), ("event", "kind"), ("event", "by"), ("event", "at"),
            ("terms", "kind")}  # what may not be left out of what is handed in


def js_name(name):
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def ts_type(m, suffix=""):
    if m.inner:
        return go_name(m.inner) + (suffix if m.inner == "terms" else "")
    plain = "bigint" if m.bytes == 8 else "number"
    one = {"word": group_type(m.group or "") or "number", "set": f"{group_type(m.group or '')}[]", "money": "bigint",
           "instant": "Date", "text": "string", "bytes": "Uint8Array", "yes_no": "boolean"}.get(m.kind, plain)
    if m.by:
        return f"Partial<Record<{group_type(m.by)}, {one}>>"
    return f"{one}[]" if m.elements > 1 else one


def ts_struct(library, said, struct, given):
    name = go_name(struct) + ("Given" if given else "")
    left_out = {"transition": {"effects", "record_size", "first_effect"}, "edge": {"nexts"}}.get(struct, set())
    yield f"/** dispute_{struct} of dispute.h{', as it is handed in' if given else ''}. */"
    yield f"export interface {name} {{"
    for m in library.structs[struct]:
        if m.name in left_out:
            continue
        comment = said.get((struct, m.name))
        if comment:
            yield f"  /** {comment} */"
        none = not given and m.kind in ("word", "instant") and not m.by and m.elements == 1 and not m.inner
        optional = "?" if given and (struct, m.name) not in TS_GIVEN else ""
        yield f"  {js_name(m.name)}{optional}: {ts_type(m, 'Given' if given else '')}{' | null' if none else ''};"
    if struct == "transition":
        yield "  /** Its own, in the order of clause E1. */"
        yield "  effects: Effect[];"
        yield "  /** Its journal record; null where none was made. */"
        yield "  record: Uint8Array | null;"
    yield "}"
    yield ""


def ts_file(library, said):
    lines = [f"// Made {MADE}.", ""]
    for _, group in library.words("group"):
        lines.append(f"/** {library.sentence('group', library.group_numbers[group])} */")
        lines.append(f"export type {group_type(group)} =")
        lines += [f"  | \"{word}\"" for _, word in library.words(group)] or ["  never"]
        lines[-1] += ";"
        lines.append("")
    lines.append("/** The words of each group. */")
    lines.append("export interface Words {")
    lines += [f"  {group}: {group_type(group)};" for _, group in library.words("group")]
    lines += ["}", ""]
    for struct in library.structs:
        if struct != "field":
            lines += ts_struct(library, said, struct, False)
    for struct in GO_STRUCTS_IN:
        lines += ts_struct(library, said, struct, True)
    return "\n".join(lines).rstrip("\n") + "\n"


def js_file(library):
    lines = [f"// Made {MADE}: what library.js compares the library with.", "",
             f"export const version = 0x{library.version:06x};", "", "/** struct: { field: [offset, bytes, kind] } */",
             "export const layout = {"]
    for struct in library.structs:
        lines.append(f"  {struct}: {{")
        for m in library.structs[struct]:
            lines.append(f"    {m.name}: [{m.offset}, {m.bytes * m.elements}, \"{m.inner or m.kind}\"],")
        lines.append("  },")
    return "\n".join(lines) + "\n};\n"


# ---- the files ----

def files():
    library, said = Library(BUILD / "lib" / "libdispute.so.0"), comments()
    return {HERE / "go" / "generated.go": go_file(library, said), HERE / "node" / "generated.d.ts": ts_file(library, said),
            HERE / "node" / "generated.js": js_file(library)}


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    old = [path for path, text in files().items() if not path.exists() or path.read_text() != text]
    if arguments and old:
        sys.exit("out of date: %s\nwrite them anew: DISPUTE_BUILD=%s /usr/bin/python3 examples/generate.py"
                 % (", ".join(str(path.relative_to(HERE.parent)) for path in old), os.path.relpath(BUILD)))
    for path in old:
        path.write_text(files()[path])


if __name__ == "__main__":
    main(sys.argv[1:])
