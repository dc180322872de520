#!/usr/bin/python3
"""dispute.c and dispute.h are the whole library. DISPUTE_BUILD names a build, where `ninja amalgamation` makes them."""
import ctypes
import re
import shutil
import sys
import unittest

from shelf import BUILD, DOWNSTREAM, ROOT, SCRATCH, TRANSFERS, declared, folder, run, warnings

MADE, ALONE = BUILD / "lib" / "amalgamation", SCRATCH / "alone"


def setUpModule():
    run("ninja", "-C", BUILD, "amalgamation")
    ALONE.mkdir()
    for name in ("dispute.c", "dispute.h"):
        shutil.copy(MADE / name, ALONE)
    shutil.copy(DOWNSTREAM / "main.c", ALONE)


def compiled(output, *arguments, compiler="gcc"):
    """By one command in a folder that has dispute.c, dispute.h and main.c; what comes out is not kept there."""
    run(compiler, "-o", output, *arguments, cwd=ALONE)
    return output


def seen(path):
    """The names of an object that others can see, and those among them that a shared library would export."""
    rows = [line.split() for line in run("readelf", "-sW", path).splitlines() if " GLOBAL " in line]
    rows = [row for row in rows if row[6] != "UND"]
    return {row[7] for row in rows}, {row[7] for row in rows if row[5] == "DEFAULT"}


def told(path):
    """All that a library says about itself."""
    library = ctypes.CDLL(str(path))
    for call in ("name", "label", "sentence"):
        getattr(library, f"dispute_word_{call}").restype = ctypes.c_char_p
    said = []
    for group in range(40):
        for index in range(library.dispute_word_count(group)):
            number = library.dispute_word_at(group, index)
            said.append((group, number, library.dispute_word_name(group, number), library.dispute_limit(number)))
            said += [call(group, number, language) for language in (1, 2, 3)
                     for call in (library.dispute_word_label, library.dispute_word_sentence)]
    for which in range(1, 40):
        for index in range(200):
            field = ctypes.create_string_buffer(72)
            field[0] = 72
            if library.dispute_struct_field(which, index, field) != 0:
                break
            said.append((which, index, field.raw))
    return said


class Alone(unittest.TestCase):
    """With these two files and a compiler."""

    def test_one_command(self):
        for compiler in ("gcc", "clang"):
            with folder() as to:
                strictly = ("-std=c11", "-Wall", "-Wextra", "-Werror")
                compiled(to / "dispute.o", *strictly, "-c", "dispute.c", compiler=compiler)
                self.assertEqual(run(compiled(to / "main", "main.c", to / "dispute.o", compiler=compiler)), TRANSFERS)

    def test_every_warning_of_the_project(self):
        for compiler, *more in (("gcc", "-O0"), ("gcc", "-O3"), ("clang", "-Wno-unknown-warning-option")):
            with folder() as to:
                compiled(to / "dispute.o", "-std=c11", *warnings(), *more, "-c", "dispute.c", compiler=compiler)

    def test_cpp_around_it(self):
        with folder() as to:
            compiled(to / "dispute.o", "-std=c11", "-c", "dispute.c")
            compiled(to / "main.o", "-Wall", "-Wextra", "-Werror", "-c", "-x", "c++", "main.c", compiler="g++")
            self.assertEqual(run(compiled(to / "main", to / "main.o", to / "dispute.o", compiler="g++")), TRANSFERS)

    def test_only_calls_are_exported(self):
        with folder() as to:
            names, exported = seen(compiled(to / "dispute.o", "-std=c11", "-c", "dispute.c"))
            self.assertEqual(exported, declared(MADE / "dispute.h"))
            self.assertEqual({name for name in names if not name.startswith("dispute_")}, set())

    def test_nothing_is_exported_where_the_user_says_so(self):
        with folder() as to:
            quietly = ("-std=c11", "-DDISPUTE_API=", "-fvisibility=hidden", "-c", "dispute.c")
            self.assertEqual(seen(compiled(to / "dispute.o", *quietly))[1], set())

    def test_static_in_a_single_file(self):
        (ALONE / "whole.c").write_text('#define DISPUTE_API static\n#include "dispute.c"\n#include "main.c"\n')
        for compiler in ("gcc", "clang"):
            with folder() as to:
                compiled(to / "whole.o", "-std=c11", "-Wall", "-Wextra", "-Werror", "-c", "whole.c", compiler=compiler)
                self.assertEqual(seen(to / "whole.o")[1], {"main"})
                self.assertEqual(run(compiled(to / "whole", to / "whole.o", compiler=compiler)), TRANSFERS)


class Same(unittest.TestCase):
    """It is the library that the single files make."""

    def test_the_same_bytes(self):
        """Law 1, and every word, limit and field."""
        library = BUILD / "lib" / "libdispute.so.0"
        with folder() as to:
            one = compiled(to / "one.so", "-std=c11", "-shared", "-fPIC", "dispute.c")
            golden = [compiled(to / name, "-std=c11", "-I.", ROOT / "tests" / "golden.c", linked,
                               f"-Wl,-rpath,{linked.parent}") for name, linked in (("one", one), ("many", library))]
            self.assertGreater(run(golden[0]).count("snapshot "), 20)
            self.assertEqual(run(golden[0]), run(golden[1]))
            self.assertEqual(told(one), told(library))

    def test_places_are_those_of_the_repository(self):
        text = (MADE / "dispute.c").read_text()
        named = re.findall(r'^#line (\d+) "([^"]+)"$', text, re.M)
        made = {"preset.c", "score_preset.c", "seller_preset.c", "vocabulary.c", "foreign_words.c"}
        self.assertEqual({name for _, name in named},
                         made | {f"lib/{path.name}" for path in (ROOT / "lib").glob("*.[ch]")})
        lines, seen = text.split("\n"), 0
        for at, line in enumerate(lines):
            place = re.match(r'#line (\d+) "(lib/.*)"$', line)
            if place:
                whole = (ROOT / place[2]).read_text().split("\n")
                for theirs, ours in zip(whole[int(place[1]) - 1:], lines[at + 1:]):
                    if re.match("#(line|undef|if defined __GNUC__)|/[*] ---- lib", ours):
                        break
                    if ours and not re.search(r"\b(?!dispute__)[a-z0-9]+__\w", ours):
                        self.assertEqual(ours, theirs)
                        seen += 1
        self.assertGreater(seen, 3000)

    def test_made_again_it_is_the_same(self):
        before = [(MADE / name).read_bytes() for name in ("dispute.c", "dispute.h")]
        for name in ("dispute.c", "dispute.h"):
            (MADE / name).unlink()
        run("ninja", "-C", BUILD, "amalgamation", PYTHONHASHSEED=7)
        self.assertEqual([(MADE / name).read_bytes() for name in ("dispute.c", "dispute.h")], before)
        for text in before:
            self.assertNotIn(str(ROOT).encode(), text)


HEADER = """#ifndef DISPUTE_H
#define DISPUTE_H
#include "dispute_words.h"
#ifdef DISPUTE_API
#else
#define DISPUTE_API
#endif
DISPUTE_API int dispute_first(int known);
DISPUTE_API int dispute_second(int known);
#endif
"""
LIB = {
    "shape.h": """/* shape.h */
#ifndef SHAPE_H
#define SHAPE_H
#include <stddef.h>
struct open_later; /* which first.c defines */
enum { LOUD = 3 };
#define TWICE(n) ((n) * 2)
typedef struct word {
    int known, second;
} word;
typedef int (*reader)(const struct open_later *from);
#endif
""",
    "first.c": """#include "shape.h"
#include "dispute.h"
#include <string.h>
#define ROW(name) {#name, offsetof(word, name)} /* text, and a member */
#define VIA(name) ROW(name)
struct open_later {
    int quiet;
};
enum { SIZE = 4, QUIET = 1 };
static const struct row {
    const char *name;
    size_t offset;
} rows[] = {VIA(known), ROW(second)};
static int known(const word *w) { return w->known; }
static int second(const struct open_later *from) { return from->quiet + SIZE; }
int dispute_first(int n) {
    word w = {.known = n, .second = LOUD};
    struct open_later later = {QUIET};
    reader read = second;
    return known(&w) + read(&later) + (int)rows[1].offset + (strcmp(rows[0].name, "known") ? 1000 : TWICE(50));
}
""",
    "second.c": """#include "dispute.h"
#include <string.h>
#define ROW 7
enum { LATER = 2, SIZE = 40 };
typedef struct row {
    int (*known)(int);
    int rows[SIZE];
} row;
static int known(int word) { return word * LATER; }
static int second(int LOUD, int TWICE) { return LOUD + TWICE; }
int dispute_second(int n) {
    row rows = {.known = known};
    memset(rows.rows, 0, sizeof rows.rows);
    return rows.known(n) + rows.rows[1] + second(SIZE, ROW);
}
""",
}


class Joining(unittest.TestCase):
    """Names that meet: functions, tables, types, constants and macros, of two files and of a header that one does not see."""

    def joined(self, to, **files):
        (to / "lib").mkdir()
        (to / "include").mkdir()
        for name, text in {**LIB, **{name.replace("_", "."): text for name, text in files.items()}}.items():
            (to / "lib" / name).write_text(text)
        (to / "include" / "dispute.h").write_text(HEADER)
        (to / "include" / "dispute_words.h").write_text("#define DISPUTE_WORD 1\n")
        (to / "LICENSE").write_text("Copyright (c) them\n")
        run(sys.executable, ROOT / "lib" / "amalgamation" / "amalgamate.py", "--lib", "lib", "--include", "include",
            "--licence", "LICENSE", "--version", "1.2.3", "--depfile", "d", "dispute.c", "dispute.h", "lib/first.c",
            "lib/second.c", cwd=to)

    def test_names_that_meet(self):
        with folder() as to:
            self.joined(to)
            (to / "main.c").write_text('#include "dispute.h"\n#include <stdio.h>\nint main(void) {\n'
                                       '    printf("%d %d\\n", dispute_first(10), dispute_second(10));\n}\n')
            one = ["dispute.c", "main.c"]
            many = ["lib/first.c", "lib/second.c", "main.c", "-Iinclude"]
            for files in (many, one):
                run("gcc", "-std=c11", *warnings(), "-Wno-missing-prototypes", "-o", "main", *files, cwd=to)
                self.assertEqual(run(to / "main"), "119 67\n")

    def test_a_change_of_a_header_makes_it_anew(self):
        with folder() as to:
            self.joined(to)
            self.assertEqual({name.rsplit("/", 1)[1] for name in (to / "d").read_text().split()[1:]},
                             {"dispute.h", "dispute_words.h", *LIB})

    def test_what_cannot_be_joined_is_said(self):
        for files, sentence in (
                ({"second_c": '#ifdef X\n#include "shape.h"\n#endif\n'}, "lib/second.c:2: a header .* a condition"),
                ({"second_c": '#include "nowhere.h"\n'}, "lib/second.c includes nowhere.h, which"),
                ({"shape_h": "int dispute__no_guard;\n"}, "lib/shape.h has no guard"),
                ({"second_c": "#if X\nint f(void) {\n#else\nint g(void) {\n#endif\n}\n"}, "second.c: a `}` is missing"),
                ({"second_c": "static int known(int second__known) { return second__known; }\n"},
                 "second.c: .* second__known, which there is already")):
            with folder() as to, self.assertRaisesRegex(AssertionError, sentence):
                self.joined(to, **files)


if __name__ == "__main__":
    unittest.main()
