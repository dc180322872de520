"""What bindings rely on: the header, the layouts, the symbols, the words. DISPUTE_BUILD names a build."""
import concurrent.futures
import keyword
import os
import pathlib
import platform
import re
import shutil
import subprocess
import tempfile
import unittest

import cffi

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
HEADERS = sorted((ROOT / "include").glob("*.h"))
LIBRARY, ARCHIVE = BUILD / "lib" / "libdispute.so.0", BUILD / "lib" / "libdispute.a"
BARE = ["-O2", "-std=c11", "-fno-pic", "-fno-pie", "-fno-stack-protector", "-U_FORTIFY_SOURCE"]
IMPORTS = {"memcpy", "memmove", "memset", "memcmp", "malloc", "free"}

# Reserved words, past and future ones too; a field with such a name needs a trick in that language.
CPP = """alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t
class compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield
decltype default delete do double dynamic_cast else enum explicit export extern false float for friend goto if
inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public
register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch
template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile
wchar_t while xor xor_eq""".split()
PYTHON = keyword.kwlist + keyword.softkwlist + ["match", "type", "print", "exec"]
GO = """break case chan const continue default defer else fallthrough for func go goto if import interface map
package range return select struct switch type var""".split()
RUST = """as break const continue crate dyn else enum extern false fn for if impl in let loop match mod move
mut pub ref return self Self static struct super trait true type unsafe use where while async await abstract
become box do final gen macro override priv try typeof unsized virtual yield union""".split()
JAVASCRIPT = """arguments await break case catch class const continue debugger default delete do else enum
eval export extends false finally for function if implements import in instanceof interface let new null
package private protected public return static super switch this throw true try typeof var void while with
yield""".split()
RESERVED = {"C++": CPP, "Python": PYTHON, "Go": GO, "Rust": RUST, "JavaScript": JAVASCRIPT}

TARGETS = """i686-linux-gnu x86_64-linux-gnu x86_64-windows-msvc x86_64-windows-gnu i686-windows-msvc
aarch64-linux-gnu aarch64-apple-darwin armv7-linux-gnueabihf riscv32-unknown-elf riscv64-linux-gnu
s390x-linux-gnu powerpc-linux-gnu powerpc64le-linux-gnu mips-linux-gnu sparcv9-linux-gnu
wasm32-unknown-unknown""".split()


def run(*command, stdin=None, cwd=None):
    done = subprocess.run([str(part) for part in command], input=stdin, text=True, cwd=cwd, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def in_parallel(function, items):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, items))


def sources():
    return sorted((ROOT / "lib").glob("*.c")) + sorted((BUILD / "lib").glob("*.c"))


def compile_library(compiler, to, *flags, lib=ROOT / "lib", include=ROOT / "include", files=None):
    def compile_one(source):
        target = to / (source.stem + ".o")
        run(compiler, *flags, f"-I{include}", f"-I{lib}", "-c", source, "-o", target)
        return target
    return in_parallel(compile_one, files or sources())


def symbols(*command):
    """(name, letter) of every line of nm."""
    for line in run("nm", "-P", *command).splitlines():
        part = line.split()
        if len(part) >= 2 and not line.endswith(":"):
            yield part[0], part[1]


def declared():
    return set(re.findall(r"^DISPUTE_API\s[^;]*?\b(dispute_\w+)\(", (ROOT / "include" / "dispute.h").read_text(), re.M))


def mapped():
    """{node: names} of the symbol map, and what it leaves local."""
    text = re.sub(r"/\*.*?\*/", "", (ROOT / "lib" / "dispute.map").read_text(), flags=re.S)
    nodes = {}
    for node, body in re.findall(r"(\w[\w.]*)\s*\{(.*?)\}", text, re.S):
        nodes[node] = set(re.findall(r"\b(\w+);", body.partition("local:")[0]))
    return nodes, re.findall(r"local:\s*(\S+);", text)


def load():
    ffi = cffi.FFI()
    ffi.cdef(run("gcc", "-E", "-P", "-DDISPUTE_CDEF", ROOT / "include" / "dispute.h"))
    return ffi, ffi.dlopen(str(LIBRARY))


ffi, lib = load()


def text(pointer):
    return ffi.string(pointer).decode() if pointer else None


def enumerators(header):
    """{name: value} of one header's enumerators."""
    plain = re.sub(r"/\*.*?\*/", "", (ROOT / "include" / header).read_text(), flags=re.S)
    return {name: int(value) for name, value in re.findall(r"\b(DISPUTE_\w+)\s*=\s*(-?\d+)", plain)}


def words_of(group):
    numbers = [lib.dispute_word_at(group, i) for i in range(lib.dispute_word_count(group))]
    return {text(lib.dispute_word_name(group, n)): n for n in numbers}


GROUPS = words_of(0)
STRUCTS = words_of(GROUPS["struct"])


def fields(which):
    index, found = 0, []
    while True:
        field = ffi.new("dispute_field *", {"size": ffi.sizeof("dispute_field")})
        if lib.dispute_struct_field(which, index, field) != 0:
            return found
        found.append(field)
        index += 1


class Header(unittest.TestCase):
    def compile_alone(self, compiler, language, standard, *more):
        for header in HEADERS:
            with self.subTest(header=header.name, compiler=compiler, standard=standard):
                run(compiler, "-x", language, f"-std={standard}", "-pedantic", "-Wall", "-Wextra", "-Werror", "-Wundef",
                    "-Wconversion", *more, f"-I{ROOT / 'include'}", "-fsyntax-only", "-",
                    stdin=f'#include "{header.name}"\n')

    def test_alone_in_c(self):
        for compiler in ("gcc", "clang"):
            for standard in ("c99", "c11", "c17"):
                self.compile_alone(compiler, "c", standard, "-Wstrict-prototypes", "-Wc++-compat")

    def test_alone_in_cpp(self):
        for compiler in ("g++", "clang++"):
            for standard in ("c++11", "c++17"):
                self.compile_alone(compiler, "c++", standard)

    def test_no_padding_and_comments_that_fit(self):
        self.compile_alone("clang", "c", "c11", "-Wpadded", "-Wdocumentation")

    def test_twice_is_once(self):
        for header in HEADERS:
            run("gcc", "-std=c11", f"-I{ROOT / 'include'}", "-fsyntax-only", "-x", "c", "-",
                stdin=f'#include "{header.name}"\n#include "{header.name}"\n')

    def test_has_no_macro_that_a_call_needs(self):
        for header in HEADERS:
            for name, arguments in re.findall(r"^#define (\w+)(\()?", header.read_text(), re.M):
                self.assertFalse(arguments, f"{name} is a function-like macro")
                self.assertIn(name, {"DISPUTE_H", "DISPUTE_WORDS_H", "DISPUTE_API", "DISPUTE_VERSION"})


class Calls(unittest.TestCase):
    def test_every_declared_call_is_there(self):
        self.assertTrue(declared())
        for name in declared():
            self.assertTrue(getattr(lib, name), name)

    def test_only_types_that_every_language_has(self):
        plain = {"int32_t", "uint32_t", "int64_t", "size_t"}
        for name in sorted(declared()):
            with self.subTest(call=name):
                call = ffi.typeof(getattr(lib, name))
                self.assertFalse(call.ellipsis)
                for kind in call.args:
                    if kind.kind == "pointer":
                        while kind.kind == "pointer":
                            kind = kind.item
                        self.assertIn(kind.kind, ("primitive", "struct", "void"), kind)
                    else:
                        self.assertIn(kind.cname, plain)
                self.assertIn(call.result.kind, ("void", "pointer", "primitive"))
                if call.result.kind == "primitive":
                    self.assertIn(call.result.cname, plain)


class Structs(unittest.TestCase):
    def test_every_public_struct_is_known(self):
        public = {name for name in ffi.list_types()[0] if name != "dispute_allocator"
                  and ffi.typeof(name).kind == "struct" and ffi.typeof(name).fields}
        self.assertEqual(public, {f"dispute_{name}" for name in STRUCTS})

    def test_fields_cover_their_struct(self):
        for name, which in STRUCTS.items():
            with self.subTest(struct=name):
                at = 0
                for field in fields(which):
                    self.assertEqual(field.offset, at, f"a gap, or another order, before {text(field.name)}")
                    at += field.bytes * field.elements
                self.assertEqual(at, lib.dispute_struct_size(which))
                self.assertEqual(at, ffi.sizeof(f"dispute_{name}"))
                self.assertEqual(at % 8 if name != "field" else 0, 0)

    def leaves(self, kind, path=()):
        for name, field in kind.fields:
            if field.type.kind == "struct":
                yield from self.leaves(field.type, path + (name,))
            else:
                yield path + (name,), field.type

    def test_fields_are_those_of_the_header(self):
        for name, which in STRUCTS.items():
            theirs = {text(field.name): field for field in fields(which)}
            ours = dict(self.leaves(ffi.typeof(f"dispute_{name}")))
            self.assertEqual(list(theirs), [".".join(path) for path in ours])
            for path, kind in ours.items():
                field = theirs[".".join(path)]
                self.assertEqual(ffi.offsetof(f"dispute_{name}", *path), field.offset)
                self.assertEqual(ffi.sizeof(kind), field.bytes * field.elements)
                self.assertIsNotNone(lib.dispute_word_name(GROUPS["type"], field.kind))
                self.assertIn(field.group, (0, *GROUPS.values()))

    def test_no_pointers(self):
        for name in STRUCTS:
            for path, kind in self.leaves(ffi.typeof(f"dispute_{name}")):
                while kind.kind == "array":
                    kind = kind.item
                self.assertEqual(kind.kind, "primitive", path)
                self.assertIn(kind.cname, ("int32_t", "uint32_t", "int64_t", "uint8_t", "char"), path)

    def test_size_comes_first(self):
        for name, which in STRUCTS.items():
            if name != "terms":  # frozen: a part of others
                self.assertEqual((text(fields(which)[0].name), fields(which)[0].bytes), ("size", 4))

    def test_no_field_is_a_keyword(self):
        for name in [*STRUCTS, "allocator"]:
            for path, _ in self.leaves(ffi.typeof(f"dispute_{name}")):
                for language, words in RESERVED.items():
                    self.assertNotIn(path[-1], words, f"a keyword of {language}")

    def test_unknown_structs_and_fields(self):
        field = ffi.new("dispute_field *", {"size": ffi.sizeof("dispute_field")})
        for which in (0, -1, 99, 2**31 - 1, -2**31):
            self.assertEqual(lib.dispute_struct_size(which), 0)
            self.assertEqual(lib.dispute_struct_field(which, 0, field), lib.DISPUTE_ERROR_BAD_ARGUMENT)
        self.assertEqual(lib.dispute_struct_field(1, 2**32 - 1, field), lib.DISPUTE_ERROR_BAD_ARGUMENT)
        self.assertEqual(lib.dispute_struct_field(1, 0, ffi.NULL), lib.DISPUTE_ERROR_BAD_ARGUMENT)

    def layout(self):
        lines = ['#include "dispute.h"', "#include <stddef.h>"]
        for name, which in STRUCTS.items():
            lines.append(f'_Static_assert(sizeof(dispute_{name}) == {lib.dispute_struct_size(which)}, "{name}");')
            for field in fields(which):
                member = text(field.name)
                size = field.bytes * field.elements
                lines += [f'_Static_assert(offsetof(dispute_{name}, {member}) == {field.offset}, "{name}.{member}");',
                          f'_Static_assert(sizeof(((dispute_{name} *)0)->{member}) == {size}, "{name}.{member}");']
        return "\n".join(lines) + "\n"

    def test_same_layout_everywhere(self):
        layout, flags = self.layout(), ["-std=c11", "-ffreestanding", f"-I{ROOT / 'include'}", "-x", "c", "-"]
        run("gcc", *flags, "-c", "-o", os.devnull, stdin=layout)
        run("gcc", "-fshort-enums", *flags, "-c", "-o", os.devnull, stdin=layout)
        if platform.machine() == "x86_64":
            run("gcc", "-m32", *flags, "-c", "-o", os.devnull, stdin=layout)
        for target in TARGETS:
            with self.subTest(target=target):
                run("clang", f"--target={target}", "-fsyntax-only", *flags, stdin=layout)

    def test_a_wrong_layout_is_seen(self):
        with self.assertRaises(AssertionError):
            run("gcc", "-fsyntax-only", f"-I{ROOT / 'include'}", "-x", "c", "-",
                stdin=self.layout().replace(") == 8,", ") == 9,"))


class Symbols(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.objects = {}
        for compiler in ("gcc", "clang"):
            to = pathlib.Path(cls.folder.name) / compiler
            to.mkdir()
            cls.objects[compiler] = compile_library(compiler, to, *BARE)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_exports_are_the_header_and_the_map(self):
        nodes, local = mapped()
        self.assertEqual(local, ["*"])
        exported = [name for name, letter in symbols("-D", "--defined-only", "--extern-only", LIBRARY) if letter != "A"]
        for name in exported:
            plain, _, node = name.partition("@@")
            self.assertIn(plain, nodes[node], name)
        self.assertEqual({name.partition("@@")[0] for name in exported}, declared())
        self.assertEqual(set().union(*nodes.values()), declared())

    def test_nothing_else_is_imported(self):
        for compiler, objects in self.objects.items():
            defined = {name for o in objects for name, _ in symbols("--defined-only", o)}
            # where only equality is asked, clang says bcmp for memcmp
            allowed = IMPORTS | ({"bcmp"} if compiler == "clang" else set())
            for o in objects:
                imported = {name for name, _ in symbols("-u", o)} - defined - {"_GLOBAL_OFFSET_TABLE_"}
                self.assertLessEqual(imported, allowed, f"{compiler}: {o.name}")
                if o.stem != "memory":
                    self.assertFalse(imported & {"malloc", "free"}, f"{compiler}: {o.name} takes memory past memory.c")

    def test_no_mutable_state(self):
        for objects in self.objects.values():
            for o in objects:
                self.assertEqual([name for name, letter in symbols(o) if letter in "bBdDcCsSgG"], [], o.name)

    def test_internal_names_are_prefixed(self):
        names = {name for name, _ in symbols("--defined-only", "--extern-only", ARCHIVE)}
        self.assertEqual(sorted(name for name in names if not name.startswith("dispute_")), [])

    def test_soname(self):
        self.assertIn("Library soname: [libdispute.so.0]", run("readelf", "-dW", LIBRARY))

    def test_library_can_be_shared_between_processes(self):
        self.assertNotIn("TEXTREL", run("readelf", "-dW", LIBRARY))
        self.assertNotRegex(run("readelf", "-lW", LIBRARY), r"GNU_STACK.*E")

    @unittest.skipUnless(platform.machine() in ("x86_64", "aarch64"), "a flag of these two")
    def test_no_floats(self):
        with tempfile.TemporaryDirectory() as to:
            compile_library("gcc", pathlib.Path(to), "-O2", "-std=c11", "-mgeneral-regs-only")

    def test_two_builds_give_the_same_bytes(self):
        results = []
        for name in ("here", "elsewhere"):
            root = pathlib.Path(self.folder.name) / name
            shutil.copytree(ROOT / "lib", root / "lib")
            shutil.copytree(ROOT / "include", root / "include")
            for source in (BUILD / "lib").glob("*.c"):
                shutil.copy(source, root / "lib")
            objects = compile_library("gcc", root, "-O2", "-std=c11", "-fPIC", lib=root / "lib",
                                      include=root / "include", files=sorted((root / "lib").glob("*.c")))
            linked = root / "libdispute.so"
            run("gcc", "-shared", f"-Wl,--version-script={root / 'lib' / 'dispute.map'}", "-o", linked, *objects)
            results.append([o.read_bytes() for o in (*objects, linked)])
        self.assertEqual(*results)


class Words(unittest.TestCase):
    """The whole vocabulary can be asked at run time, and every constant of the header with it."""

    def group_of(self, constant):
        if constant == "DISPUTE_DONE" or constant.startswith(("DISPUTE_REFUSED_", "DISPUTE_ERROR_")):
            return "result", re.sub("^DISPUTE_(REFUSED_|ERROR_)?", "", constant)
        for group in sorted(GROUPS, key=len, reverse=True):
            if constant.startswith(f"DISPUTE_{group.upper()}_"):
                return group, constant[len(f"DISPUTE_{group.upper()}_"):]
        self.fail(f"{constant} belongs to no group")

    def test_every_enumerator_is_a_word(self):
        for constant, value in enumerators("dispute_words.h").items():
            with self.subTest(constant=constant):
                group, short = self.group_of(constant)
                word = text(lib.dispute_word_name(GROUPS[group], value))
                if constant == "DISPUTE_FAULT_NONE":
                    continue  # 0 is "none" in every group, and no word
                self.assertIsNotNone(word)
                self.assertEqual(re.sub(r"[^A-Z0-9]+", "_", word.upper()), short)
                self.assertEqual(lib.dispute_word_number(GROUPS[group], word.encode(), len(word)), value)
                self.assertEqual(getattr(lib, constant), value)

    def test_every_word_is_an_enumerator(self):
        constants = {}
        for constant, value in enumerators("dispute_words.h").items():
            constants.setdefault(self.group_of(constant)[0], set()).add(value)
        for group, number in GROUPS.items():
            if group != "preset":  # those that were built in
                words = {lib.dispute_word_at(number, i) for i in range(lib.dispute_word_count(number))}
                self.assertEqual(words, constants[group] - ({0} if group == "fault" else set()), group)

    def test_the_whole_vocabulary_can_be_listed(self):
        for group, number in GROUPS.items():
            with self.subTest(group=group):
                count = lib.dispute_word_count(number)
                words = [lib.dispute_word_at(number, i) for i in range(count)]
                self.assertTrue(words)
                self.assertEqual(words, sorted(set(words)))
                self.assertEqual([lib.dispute_word_at(number, i) for i in (count, count + 1, 2**32 - 1)], [0, 0, 0])
                names = [text(lib.dispute_word_name(number, n)) for n in words]
                self.assertEqual(len(set(names)), count)
                for n, name in zip(words, names):
                    self.assertEqual(lib.dispute_word_number(number, name.encode(), len(name)), n)
                    for language in range(1, lib.dispute_word_count(GROUPS["language"]) + 1):
                        self.assertTrue(text(lib.dispute_word_label(number, n, language)), name)
                        self.assertTrue(text(lib.dispute_word_sentence(number, n, language)), name)

    def test_what_is_no_word(self):
        for group in (*GROUPS.values(), -1, 61, 62, 63, 64, 99, 2**31 - 1, -2**31):
            for n in (-2**31, -1000, 1000, 10**6, 2**31 - 1):
                self.assertFalse(lib.dispute_word_name(group, n))
                self.assertFalse(lib.dispute_word_label(group, n, 1))
                self.assertFalse(lib.dispute_word_sentence(group, n, 1))
        for group in (-1, 61, 62, 63, 64, 99, 2**31 - 1, -2**31):
            self.assertEqual(lib.dispute_word_count(group), 0)
            self.assertEqual(lib.dispute_word_at(group, 0), 0)
        for language in (-1, 0, 4, 99):
            self.assertFalse(lib.dispute_word_label(1, 1, language))
            self.assertFalse(lib.dispute_word_sentence(1, 1, language))
        for name in (b"", b"buye", b"buyerr", b"Buyer", b"buyer\0"):
            self.assertEqual(lib.dispute_word_number(GROUPS["party"], name, len(name)), 0)
        self.assertEqual(lib.dispute_word_number(GROUPS["party"], ffi.NULL, 5), 0)

    def test_every_size_has_its_limit(self):
        for constant, value in enumerators("dispute.h").items():
            with self.subTest(constant=constant):
                limit = re.sub("^DISPUTE_|_SIZE$", "", constant).lower().encode()
                number = lib.dispute_word_number(GROUPS["limit"], limit, len(limit))
                self.assertTrue(number, "no such limit")
                self.assertEqual(lib.dispute_limit(number), value)

    def test_every_limit_has_a_value(self):
        for i in range(lib.dispute_word_count(GROUPS["limit"])):
            self.assertGreater(lib.dispute_limit(lib.dispute_word_at(GROUPS["limit"], i)), 0)
        self.assertEqual([lib.dispute_limit(n) for n in (0, -1, 99, 2**31 - 1, -2**31)], [0] * 5)

    def test_version_and_never(self):
        version, = re.findall(r"#define DISPUTE_VERSION (\w+)", (ROOT / "include" / "dispute.h").read_text())
        self.assertEqual(lib.dispute_version(), int(version, 16))
        self.assertEqual(lib.dispute_never(), 2**63 - 1)
        project = run("pkg-config", "--modversion", BUILD / "meson-uninstalled" / "dispute-uninstalled.pc").strip()
        self.assertEqual(project, ".".join(str(int(version, 16) >> shift & 0xFF) for shift in (16, 8, 0)))


class Sizes(unittest.TestCase):
    """A caller may be older or newer than the library."""
    MONDAY, DAY = 1767600000000, 86400000

    def setUp(self):
        self.policy, self.case, self.answer = (self.made(kind, *room) for kind, *room in
                                               (("policy",), ("case",), ("answer", 0)))
        self.assertEqual(lib.dispute_policy_seal(self.policy, ffi.NULL), 0)
        self.order = ffi.new("dispute_order *", {"size": ffi.sizeof("dispute_order"), "currency": b"USD",
                                                 "amount": 5000, "delivered_at": self.MONDAY - 5 * self.DAY})
        self.assertEqual(self.begin(self.order), 0)

    def made(self, kind, *room):
        out = ffi.new(f"dispute_{kind} **")
        self.assertEqual(getattr(lib, f"dispute_{kind}_new")(ffi.NULL, *room, out), 0)
        return ffi.gc(out[0], getattr(lib, f"dispute_{kind}_free"))

    def begin(self, order):
        return lib.dispute_case_begin(self.policy, self.case, b"C-1", 3, order, ffi.NULL)

    def snapshot(self):
        buffer = ffi.new("uint8_t[]", lib.DISPUTE_SNAPSHOT_SIZE)
        self.assertEqual(lib.dispute_case_save(self.case, buffer, len(buffer), ffi.NULL), 0)
        return bytes(buffer)

    def sized(self, kind, struct, size, tail=b""):
        """The struct in a block of exactly `size` bytes, whatever comes behind it being the last of them."""
        block = ffi.new("uint8_t[]", max(size, 4))
        whole = bytes(ffi.buffer(struct))
        ffi.buffer(block)[:min(size, len(whole))] = whole[:size]
        if tail:
            ffi.buffer(block)[size - len(tail):size] = tail
        pointer = ffi.cast(f"dispute_{kind} *", block)
        ffi.cast("uint32_t *", block)[0] = size
        return block, pointer

    def event(self):
        return ffi.new("dispute_event *", {
            "size": ffi.sizeof("dispute_event"), "kind": lib.DISPUTE_EVENT_OPEN, "by": lib.DISPUTE_PARTY_BUYER,
            "at": self.MONDAY, "reason": lib.DISPUTE_REASON_QUALITY,
            "terms": {"kind": lib.DISPUTE_TERMS_REFUND, "amount": 2000}})

    def apply(self, size, tail=b""):
        self.assertEqual(self.begin(self.order), 0)
        block, pointer = self.sized("event", self.event(), size, tail)
        return lib.dispute_apply(self.policy, self.case, pointer, self.answer)

    def test_event_ends_where_the_header_says(self):
        self.assertEqual(self.apply(ffi.sizeof("dispute_event")), 0)
        whole = self.snapshot()
        for field in ("id", "reference", "digest", "case_id"):
            self.assertEqual(self.apply(ffi.offsetof("dispute_event", field)), 0, field)
            self.assertEqual(self.snapshot(), whole, field)

    def test_event_ends_nowhere_else(self):
        allowed = {ffi.offsetof("dispute_event", field) for field in ("id", "reference", "digest", "case_id")}
        for size in range(ffi.sizeof("dispute_event")):
            if size not in allowed:
                self.assertEqual(self.apply(size), lib.DISPUTE_ERROR_BAD_SIZE, size)
        for size in (5000, 2**31, 2**32 - 1):  # garbage: nothing behind the size is read
            block, pointer = self.sized("event", self.event(), ffi.sizeof("dispute_event"))
            ffi.cast("uint32_t *", block)[0] = size
            result = lib.dispute_apply(self.policy, self.case, pointer, self.answer)
            self.assertEqual(result, lib.DISPUTE_ERROR_BAD_SIZE)

    def test_newer_event(self):
        size = ffi.sizeof("dispute_event")
        self.assertEqual(self.apply(size), 0)
        whole = self.snapshot()
        for more in (1, 8, 64, 1024):
            self.assertEqual(self.apply(size + more), 0)
            self.assertEqual(self.snapshot(), whole)
            for tail in (b"\1", b"\1" + b"\0" * (more - 1)):
                self.assertEqual(self.apply(size + more, tail), lib.DISPUTE_ERROR_BAD_SIZE, more)

    def test_newer_order(self):
        size, refused = ffi.sizeof("dispute_order"), lib.DISPUTE_ERROR_BAD_SIZE
        for more, tail, result in ((8, b"", 0), (8, b"\1", refused), (-8, b"", refused)):
            block, pointer = self.sized("order", self.order, size + more, tail)
            self.assertEqual(self.begin(pointer), result)

    def record(self):
        self.assertEqual(self.apply(ffi.sizeof("dispute_event")), 0)
        size = ffi.new("size_t *")
        record = lib.dispute_answer_record(self.answer, 0, size)
        return bytes(ffi.buffer(record, size[0]))

    def test_what_is_filled_in_may_be_longer(self):
        record = self.record()
        fill = {
            "view": lambda out: lib.dispute_case_view(self.case, lib.DISPUTE_PARTY_BUYER, out),
            "field": lambda out: lib.dispute_struct_field(lib.DISPUTE_STRUCT_VIEW, 3, out),
            "foreign": lambda out: lib.dispute_foreign_at(7, out),
            "foreign_list": lambda out: lib.dispute_foreign_list_at(7, out),
            "transition": lambda out: lib.dispute_record_read(record, len(record), out, ffi.NULL, ffi.NULL),
            "event": lambda out: lib.dispute_record_read(record, len(record), ffi.NULL, out, ffi.NULL),
            "order": lambda out: lib.dispute_record_order(record, len(record), out),
        }
        for kind, call in fill.items():
            with self.subTest(struct=kind):
                known = ffi.sizeof(f"dispute_{kind}")
                plain = ffi.new(f"dispute_{kind} *", {"size": known})
                self.assertEqual(call(plain), 0)
                for more in (8, 100):
                    block = ffi.new("uint8_t[]", [0xEE] * (known + more + 16))
                    ffi.cast("uint32_t *", block)[0] = known + more
                    self.assertEqual(call(ffi.cast(f"dispute_{kind} *", block)), 0)
                    self.assertEqual(ffi.cast("uint32_t *", block)[0], known + more)
                    self.assertEqual(bytes(block)[4:known], bytes(ffi.buffer(plain))[4:])
                    self.assertEqual(bytes(block)[known:], b"\0" * more + b"\xee" * 16)
                for size in (0, 3, 5000, 2**32 - 1):
                    block = ffi.new("uint8_t[]", [0xEE] * known)
                    ffi.cast("uint32_t *", block)[0] = size
                    self.assertEqual(call(ffi.cast(f"dispute_{kind} *", block)), lib.DISPUTE_ERROR_BAD_SIZE, size)
                    self.assertEqual(bytes(block)[4:], b"\xee" * (known - 4))

    def test_problem_may_be_longer(self):
        size = ffi.sizeof("dispute_problem")
        needed, buffer = ffi.new("size_t *"), ffi.new("char[]", 1000)
        problem = ffi.new("dispute_problem *", {"size": size, "result": lib.DISPUTE_REFUSED_NOT_NOW})
        for more, tail, result in ((0, b"", 0), (8, b"", 0), (8, b"\1", lib.DISPUTE_ERROR_BAD_SIZE)):
            block, pointer = self.sized("problem", problem, size + more, tail)
            self.assertEqual(lib.dispute_problem_sentence(pointer, 1, buffer, 1000, needed), result)

    def test_lent_structs_say_their_distance(self):
        self.apply(ffi.sizeof("dispute_event"))
        self.assertEqual(lib.dispute_advance(self.policy, self.case, self.MONDAY + 9 * self.DAY, self.answer), 0)
        for kind in ("transition", "effect"):
            get = getattr(lib, f"dispute_answer_{kind}")
            count = lib.dispute_answer_count(self.answer, STRUCTS[kind])
            self.assertGreater(count, 0)
            first = ffi.cast("char *", get(self.answer, 0))
            for i in range(count):
                self.assertEqual(ffi.cast("char *", get(self.answer, i)), first + i * get(self.answer, 0).size)
                self.assertEqual(get(self.answer, i).size, ffi.sizeof(f"dispute_{kind}"))
            self.assertFalse(get(self.answer, count))


if __name__ == "__main__":
    unittest.main()
