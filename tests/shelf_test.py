#!/usr/bin/python3
"""What `meson install` puts where, and one program that is built with it in every way. DISPUTE_BUILD names a build."""
import json
import os
import pathlib
import re
import shutil
import unittest

from shelf import BUILD, DOWNSTREAM, ROOT, SCRATCH, TRANSFERS, declared, folder, run, warnings

STAGE = SCRATCH / "stage"


def setUpModule():
    run("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", STAGE)


def options():
    told = json.loads(run("meson", "introspect", BUILD, "--buildoptions"))
    return {option["name"]: option["value"] for option in told}


OPTIONS = options()
PREFIX = pathlib.Path(OPTIONS["prefix"])
VERSION = json.loads(run("meson", "introspect", BUILD, "--projectinfo"))["version"]
LIBDIR, INCLUDE = PREFIX / OPTIONS["libdir"], PREFIX / OPTIONS["includedir"]
SHARE, MAN = PREFIX / OPTIONS["datadir"], PREFIX / OPTIONS["mandir"]


def staged(path):
    return STAGE / path.relative_to("/")


def flags(*more, package="dispute"):
    """pkg-config's words, from the staged tree alone."""
    return run("pkg-config", *more, package, PKG_CONFIG_LIBDIR=staged(LIBDIR) / "pkgconfig",
               PKG_CONFIG_SYSROOT_DIR=STAGE).split()


def loads(program):
    return re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", program))


class Installed(unittest.TestCase):
    maxDiff = None

    def expected(self):
        library = f"libdispute.so.{VERSION}"
        yield from (LIBDIR / name for name in ("libdispute.a", "libdispute.so", "libdispute.so.0", library,
                                               "pkgconfig/dispute.pc", "cmake/dispute/disputeConfig.cmake",
                                               "cmake/dispute/disputeConfigVersion.cmake"))
        yield from (INCLUDE / header.name for header in (ROOT / "include").glob("*.h"))
        yield PREFIX / OPTIONS["bindir"] / "dispute"
        pages = ROOT / "docs" / "man"
        yield from (MAN / f"man{page.suffix[1:]}" / page.name for page in pages.glob("*.[135]"))
        completion = ROOT / "examples" / "cli" / "completion"
        for name, place in (("dispute.bash", "bash-completion/completions/dispute"),
                            ("_dispute", "zsh/site-functions/_dispute"),
                            ("dispute.fish", "fish/vendor_completions.d/dispute.fish")):
            if (completion / name).exists():
                yield SHARE / place

    def test_these_files_and_no_others(self):
        there = {"/" + str(path.relative_to(STAGE)) for path in STAGE.rglob("*") if not path.is_dir()}
        self.assertEqual(sorted(there), sorted(map(str, self.expected())))

    def test_no_path_of_this_machine(self):
        for path in STAGE.rglob("*"):
            if path.is_file() and path.parent.name in ("include", "pkgconfig", "dispute"):
                self.assertNotIn(str(ROOT), path.read_text(), path)
                self.assertNotIn(str(BUILD), path.read_text(), path)
        for path in (staged(LIBDIR) / "libdispute.so", staged(PREFIX) / OPTIONS["bindir"] / "dispute"):
            self.assertNotIn("RUNPATH", run("objdump", "-p", path))

    def test_soname(self):
        library = staged(LIBDIR) / "libdispute.so"
        self.assertEqual(re.findall(r"SONAME\s+(\S+)", run("objdump", "-p", library)), ["libdispute.so.0"])
        self.assertEqual(os.readlink(library), "libdispute.so.0")
        self.assertEqual(os.readlink(library.with_name("libdispute.so.0")), f"libdispute.so.{VERSION}")

    def test_the_library_exports_what_the_header_declares(self):
        lines = run("nm", "-D", "--defined-only", staged(LIBDIR) / "libdispute.so").splitlines()
        exported = {line.split()[-1].partition("@")[0] for line in lines if " A " not in line}
        self.assertEqual(exported, declared(staged(INCLUDE) / "dispute.h"))

    def test_the_version_is_one(self):
        major, minor, patch = map(int, VERSION.split("."))
        header = (staged(INCLUDE) / "dispute.h").read_text()
        self.assertIn(f"#define DISPUTE_VERSION 0x{major:02x}{minor:02x}{patch:02x} ", header)
        self.assertEqual(flags("--modversion"), [VERSION])

    def test_pkg_config(self):
        text = (staged(LIBDIR) / "pkgconfig" / "dispute.pc").read_text()
        self.assertIn("\nDescription: Marketplace disputes as a pure function", text)
        self.assertEqual(flags("--cflags"), [f"-I{staged(INCLUDE)}"])
        for static in ([], ["--static"]):  # the library needs no other one
            self.assertEqual(flags("--libs", *static), [f"-L{staged(LIBDIR)}", "-ldispute"])


class Downstream(unittest.TestCase):
    def says(self, program, **environment):
        self.assertEqual(run(program, **environment), TRANSFERS)

    def compiled(self, to, *arguments, compiler="gcc"):
        program = to / "main"
        run(compiler, "-o", program, *arguments)
        return program

    def test_pkg_config_shared(self):
        with folder() as to:
            program = self.compiled(to, *warnings(), DOWNSTREAM / "main.c", *flags("--cflags", "--libs"))
            self.assertIn("libdispute.so.0", loads(program))
            self.says(program, LD_LIBRARY_PATH=staged(LIBDIR))

    def test_pkg_config_static(self):
        with folder() as to:
            program = self.compiled(to, "-static", DOWNSTREAM / "main.c", *flags("--static", "--cflags", "--libs"))
            self.assertEqual(loads(program), [])
            self.says(program)

    def test_in_cpp(self):
        with folder() as to:
            program = self.compiled(to, "-x", "c++", "-Wall", "-Wextra", "-Werror", DOWNSTREAM / "main.c",
                                    *flags("--cflags", "--libs"), compiler="g++")
            self.says(program, LD_LIBRARY_PATH=staged(LIBDIR))

    def test_cmake_shared_and_static(self):
        with folder() as to:  # the tree is not where it was configured for: the package finds itself
            run("cmake", "-G", "Ninja", "-S", DOWNSTREAM, "-B", to, f"-DCMAKE_PREFIX_PATH={staged(PREFIX)}")
            run("cmake", "--build", to)
            self.assertIn("libdispute.so.0", loads(to / "with_shared"))
            self.assertNotIn("libdispute.so.0", loads(to / "with_static"))
            self.says(to / "with_shared")
            self.says(to / "with_static")

    def test_meson_with_what_is_installed(self):
        with folder() as to:
            run("meson", "setup", to, DOWNSTREAM, "--wrap-mode=nofallback",
                PKG_CONFIG_LIBDIR=staged(LIBDIR) / "pkgconfig", PKG_CONFIG_SYSROOT_DIR=STAGE)
            run("ninja", "-C", to)
            self.says(to / "main", LD_LIBRARY_PATH=staged(LIBDIR))


class Subproject(unittest.TestCase):
    """The repository as subprojects/libdispute of a project that knows nothing of it, under its own options."""

    @classmethod
    def setUpClass(cls):
        parent = SCRATCH / "parent"
        shutil.copytree(DOWNSTREAM, parent)
        with (parent / "meson.build").open("a") as more:
            more.write("executable('again', 'main.c',\n"
                       "  dependencies: subproject('libdispute').get_variable('dispute_dep'))\n")
        shutil.copytree(ROOT, parent / "subprojects" / "libdispute",
                        ignore=shutil.ignore_patterns("build", "build-*", ".git", "*.db*", "__pycache__"))
        cls.parent, cls.nothing = parent, {"PKG_CONFIG_LIBDIR": parent}

    def built(self, to, *options):
        run("meson", "setup", to, self.parent, *options, **self.nothing)
        return run("ninja", "-C", to)

    def asked(self, to, what):
        return json.loads(run("meson", "introspect", to, what))

    def test_shared_and_the_parent_is_as_it_was(self):
        with folder() as to:
            self.built(to)
            for program in ("main", "again"):
                self.assertIn("libdispute.so.0", loads(to / program))
                self.assertEqual(run(to / program), TRANSFERS)
            self.assertEqual(self.asked(to, "--tests"), [])
            programs = {target["name"] for target in self.asked(to, "--targets") if target["type"] == "executable"}
            self.assertEqual(programs, {"main", "again"})
            needed = {dependency["name"] for dependency in self.asked(to, "--dependencies")}
            self.assertFalse(needed & {"sqlite3", "jansson", "cmocka"})
            self.assertNotRegex(run("ninja", "-C", to, "-t", "targets", "all"), "(?m)^amalgamation:")

    def test_static_and_a_warning_of_the_parents_does_not_stop_it(self):
        with folder() as to:
            said = self.built(to, "-Ddefault_library=static", "-Dc_args=-Wpadded")
            self.assertIn("-Wpadded", said)
            for program in ("main", "again"):
                self.assertNotIn("libdispute.so.0", loads(to / program))
                self.assertEqual(run(to / program), TRANSFERS)


class Versions(unittest.TestCase):
    """Which versions the CMake package answers to."""

    def fits(self, version, wanted, exact=False):
        package = (staged(LIBDIR) / "cmake" / "dispute" / "disputeConfigVersion.cmake").read_text()
        low, _, high = wanted.partition("...")
        parts = (low.split(".") + ["0", "0"])[:3]
        names = ["PACKAGE_FIND_VERSION_MAJOR", "PACKAGE_FIND_VERSION_MINOR", "PACKAGE_FIND_VERSION_PATCH"]
        lines = [f"set({name} {part})" for name, part in zip(names, parts)]
        lines += [f"set(PACKAGE_FIND_VERSION {low})", f"set(PACKAGE_FIND_VERSION_COUNT {low.count('.') + 1})"]
        if high:
            how = "EXCLUDE" if high.startswith("<") else "INCLUDE"
            lines += [f"set(PACKAGE_FIND_VERSION_RANGE {wanted})", f"set(PACKAGE_FIND_VERSION_RANGE_MAX {how})",
                      f"set(PACKAGE_FIND_VERSION_MIN {low})", f"set(PACKAGE_FIND_VERSION_MAX {high.strip('<')})"]
        with folder() as to:
            (to / "ask.cmake").write_text("\n".join([*lines, package.replace(f'"{VERSION}"', f'"{version}"'),
                'message("${PACKAGE_VERSION_COMPATIBLE} ${PACKAGE_VERSION_EXACT}")']))
            compatible, _, same = run("cmake", "-P", to / "ask.cmake").strip().partition(" ")
            return same == "TRUE" if exact else compatible == "TRUE"

    def test_while_major_is_0(self):
        for wanted, fits in (("0", True), ("0.3", True), ("0.3.2", True), ("0.3.4", True), ("0.3.5", False),
                             ("0.2", False), ("0.2.9", False), ("0.4", False), ("1.0", False), ("1", False)):
            self.assertEqual(self.fits("0.3.4", wanted), fits, wanted)

    def test_from_1_on(self):
        for wanted, fits in (("1", True), ("1.2", True), ("1.4.1", True), ("1.4.2", False), ("1.5", False),
                             ("2", False), ("0.4", False)):
            self.assertEqual(self.fits("1.4.1", wanted), fits, wanted)

    def test_ranges(self):
        for wanted, fits in (("0.2...0.3.9", True), ("0.2...<0.3.4", False), ("0.2...0.3.4", True),
                             ("0.3.5...0.9", False)):
            self.assertEqual(self.fits("0.3.4", wanted), fits, wanted)

    def test_exact(self):
        self.assertTrue(self.fits("0.3.4", "0.3.4", exact=True))
        self.assertFalse(self.fits("0.3.4", "0.3", exact=True))


if __name__ == "__main__":
    unittest.main()
