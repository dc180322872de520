"""The Python package as others get it: copied out and installed, with a compiler and without; refused at load where library
and header do not belong together; and what type checkers are told. DISPUTE_BUILD names a build.

    python_install_test.py --write    writes words.pyi, structs.pyi and errors.pyi anew: the words of today's library
"""
import ast
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
PACKAGE = ROOT / "examples" / "python"
HEADERS = ROOT / "include"
PYTHON = "/usr/bin/python3"
SHOW = "import dispute; print(dispute.MODE, dispute.VERSION, dispute.Case.begin(dispute.Policy(), 'C', currency='USD', " \
       "amount=1))"


def run(*command, status=0, cwd=None, **environment):
    """What it printed; nothing of the surroundings says where the library is."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DISPUTE_", "PYTHON"))}
    done = subprocess.run([str(part) for part in command], cwd=cwd, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env={**clean, "PYTHONDONTWRITEBYTECODE": "1", **environment})
    if done.returncode != status:
        raise AssertionError(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}")
    return done.stdout


class Place(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)


class Installed(Place):
    def install(self, **environment):
        """Where it is then. The package is copied out first: nothing around it is needed."""
        shutil.copytree(PACKAGE, self.folder / "source", ignore=shutil.ignore_patterns("build", "*.egg-info", "_native.*"))
        run(PYTHON, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--target",
            self.folder / "there", "./source", cwd=self.folder, PIP_ROOT_USER_ACTION="ignore", **environment)
        return self.folder / "there"

    def shows(self, mode, there, **environment):
        told = run(PYTHON, "-W", "error", "-c", SHOW, cwd=self.folder, PYTHONPATH=str(there), **environment)
        self.assertRegex(told, rf"^{mode} \d+\.\d+\.\d+ <dispute.Case, not open>$")

    def test_with_a_compiler_against_a_build(self):
        there = self.install(DISPUTE_LIB=str(BUILD))
        self.shows("api", there)  # it remembers where the library is
        self.shows("api", there, DISPUTE_LIB=str(BUILD))
        self.shows("api", there, DISPUTE_LIB=str(BUILD / "lib" / "libdispute.so.0"))
        for test in ("python_test.py", "python_safety_test.py", "python_stories_test.py"):  # the same tests, in the other mode
            run(PYTHON, "-W", "error", ROOT / "tests" / test, PYTHONPATH=str(there), DISPUTE_BUILD=str(BUILD),
                DISPUTE_INSTALLED="1", DISPUTE_LIB=str(BUILD))
        self.wrong_libraries(there)

    def wrong_libraries(self, there):
        for place, sentence in ((self.folder / "nothing.so", "which does not exist"),
                                (self.folder, "where there is no libdispute")):
            told = run(PYTHON, "-c", SHOW, status=1, PYTHONPATH=str(there), DISPUTE_LIB=str(place))
            self.assertIn(sentence, told)
        libm = next(path for path in ("/lib/x86_64-linux-gnu/libm.so.6", "/lib/aarch64-linux-gnu/libm.so.6",
                                      "/lib64/libm.so.6") if os.path.exists(path))
        self.assertIn("is not libdispute", run(PYTHON, "-c", SHOW, status=1, PYTHONPATH=str(there), DISPUTE_LIB=libm))
        copy = self.folder / "copy.so"
        run("gcc", "-shared", "-o", copy, "-Wl,--whole-archive", BUILD / "lib" / "libdispute.a", "-Wl,--no-whole-archive")
        told = run(PYTHON, "-c", SHOW, status=1, PYTHONPATH=str(there), DISPUTE_LIB=str(copy))
        self.assertIn("another library than the one that this package is linked with", told)

    def test_without_a_compiler(self):
        """In ABI mode, with the declarations that it was built with."""
        there = self.install(DISPUTE_LIB=str(BUILD), CC="false")
        self.assertEqual([path.name for path in there.glob("dispute/_native*")], [])
        self.assertTrue((there / "dispute" / "dispute.h").exists())
        self.shows("abi", there, DISPUTE_LIB=str(BUILD), PATH="")

    def test_against_what_pkg_config_finds(self):
        uninstalled = str(BUILD / "meson-uninstalled")
        there = self.install(PKG_CONFIG_PATH=uninstalled)
        self.shows("api", there)

    def test_against_an_installed_library(self):
        stage = self.folder / "stage"
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", stage)
        there = self.install(PKG_CONFIG_PATH=str(next(stage.rglob("dispute.pc")).parent), PKG_CONFIG_SYSROOT_DIR=str(stage))
        self.shows("api", there)
        native, = there.glob("dispute/_native*")
        self.assertIn(str(stage), run("ldd", native))

    def test_without_a_library_it_says_what_to_do(self):
        shutil.copytree(PACKAGE, self.folder / "source")
        told = run(PYTHON, "setup.py", "build", status=1, cwd=self.folder / "source", PKG_CONFIG_PATH="/nowhere")
        self.assertIn("dispute.h is not found: install libdispute, or let DISPUTE_LIB name the directory", told)

    def test_a_header_of_another_library_at_its_installation(self):
        shutil.copy(HEADERS / "dispute_words.h", self.folder)
        header = (HEADERS / "dispute.h").read_text()
        stale = re.sub(r"int64_t amount;(?=[^;]*\n    int64_t coupon;)", "int64_t more; int64_t amount;", header)
        (self.folder / "dispute.h").write_text(stale)
        there = self.install(DISPUTE_LIB=str(BUILD), DISPUTE_HEADER=str(self.folder / "dispute.h"))
        told = run(PYTHON, "-c", SHOW, status=1, PYTHONPATH=str(there))
        self.assertRegex(told, r"ImportError: dispute_\w+: the library knows no field .*more.*_native.*: install the package")

    def test_what_its_read_me_shows(self):
        program, = re.findall(r"^```python\n(.*?)^```$", (PACKAGE / "README.md").read_text(), re.M | re.S)
        told = run(PYTHON, "-W", "error", "-c", program, PYTHONPATH=str(PACKAGE), DISPUTE_LIB=str(BUILD))
        self.assertIn("2026-01-10 08:00:00+00:00 deadline.response -> settling.paying ['C-1:2:0', 'C-1:2:1'", told)

    def test_from_the_source_tree(self):
        self.shows("abi", PACKAGE, DISPUTE_LIB=str(BUILD))
        told = run(PYTHON, "-W", "error", PACKAGE / "host.py", PYTHONPATH=str(PACKAGE), DISPUTE_LIB=str(BUILD))
        self.assertEqual(told, "C-1001:2:0: 20.00 USD to the buyer\nC-1001:2:1: 30.00 USD to the seller\n"
                               "[('C-1001', 'closed.done', None)]\n")


class Refused(Place):
    """A stale header or a wrong library is refused when the package is loaded, with what to do."""

    def refused(self, header=None, library=BUILD):
        told = run(PYTHON, "-c", SHOW, status=1, PYTHONPATH=str(PACKAGE), DISPUTE_LIB=str(library),
                   DISPUTE_HEADER=str(header or HEADERS / "dispute.h"))
        self.assertTrue(told.splitlines()[-1].startswith("ImportError: "), told)
        self.assertIn("DISPUTE_LIB" if header is None else "DISPUTE_HEADER", told)
        return told

    def changed(self, old, new):
        """A header in which something is other than in the library's."""
        shutil.copy(HEADERS / "dispute_words.h", self.folder)
        text, count = re.subn(old, new, (HEADERS / "dispute.h").read_text())
        self.assertEqual(count, 1, old)
        (self.folder / "dispute.h").write_text(text)
        return self.folder / "dispute.h"

    def test_another_version(self):
        told = self.refused(self.changed(r"#define DISPUTE_VERSION \w+", "#define DISPUTE_VERSION 0x090807"))
        self.assertRegex(told, r"libdispute [\d.]+, but this package has the declarations of 9\.8\.7 \(/.*dispute\.h\)")

    def test_a_field_that_lies_elsewhere(self):
        told = self.refused(self.changed(r"int32_t kind;(?=[^;]*\n    int32_t via;)(.*\n) *int32_t via;",
                                         r"int32_t via;\1int32_t kind;"))
        self.assertIn("dispute_outcome: the field via lies elsewhere", told)

    def test_a_field_that_the_library_calls_otherwise(self):
        self.assertIn("dispute_prospect: the library knows no field waits",
                      self.refused(self.changed("int32_t waits_for;", "int32_t waits;")))

    def test_a_field_that_the_library_does_not_have(self):
        self.assertIn("dispute_action: the library knows no field more",
                      self.refused(self.changed("} dispute_action;", "int64_t more; } dispute_action;")))

    def test_a_struct_that_has_only_grown_since_is_taken(self):
        """As with a library that is newer than the header."""
        header = self.changed(r"int32_t next\[8\];", "")
        told = run(PYTHON, "-c", SHOW + "; print(hasattr(dispute.Edge, 'next'), len(dispute.Policy().edges()) > 9)",
                   PYTHONPATH=str(PACKAGE), DISPUTE_LIB=str(BUILD), DISPUTE_HEADER=str(header))
        self.assertTrue(told.endswith("not open>\nFalse True\n"), told)

    def test_a_call_that_the_library_does_not_have(self):
        told = self.refused(self.changed(r"DISPUTE_API uint32_t dispute_version\(void\);",
                                         r"\g<0> DISPUTE_API int dispute_more(void);"))
        self.assertIn("has no dispute_more(), which the header", told)

    def test_no_header(self):
        self.assertIn("cannot be read", self.refused(self.folder / "nothing.h"))
        (self.folder / "prose.h").write_text("This is no header.\n")
        self.assertIn("is no header of libdispute", self.refused(self.folder / "prose.h"))

    def test_no_library(self):
        self.assertIn("does not exist", self.refused(library=self.folder / "nothing.so"))
        self.assertIn("where there is no libdispute", self.refused(library=self.folder))
        (self.folder / "text.so").write_text("This is no library.\n")
        self.assertIn("cannot be loaded", self.refused(library=self.folder / "text.so"))
        source = self.folder / "other.c"
        source.write_text("int other(void) { return 0; }\n")
        run("gcc", "-shared", "-fPIC", source, "-o", self.folder / "other.so")
        self.assertIn("other.so has no dispute_", self.refused(library=self.folder / "other.so"))


WRONG = '''import datetime
import dispute
policy, now = dispute.Policy(), datetime.datetime.now(datetime.timezone.utc)
case = dispute.Case.begin(policy, "C-1", currency="USD")
case.apply(kind="opn", by="buyer", at=now)
case.apply(kind="open", by=dispute.words.Account.SELLER, at=now)
case.apply(kind="open", by="buyer")
case.apply(kind="open", by="buyer", at=now, amonut=3)
case.apply(kind="open", by="buyer", at=now, amount=3.0)
case.allowed(now, "byer")
case.state.upper()
dispute.Terms(kind="refund", amount="3")
dispute.errors.NotMine
'''


class Types(Place):
    def mypy(self, *arguments, status=0):
        return run("mypy", "--strict", "--config-file", PACKAGE / "pyproject.toml", "--cache-dir", BUILD / "mypy-cache",
                   *arguments, status=status, MYPYPATH=str(PACKAGE))

    def test_package_and_examples_are_clean(self):
        self.assertIn("Success", self.mypy(PACKAGE / "dispute", PACKAGE / "host.py", PACKAGE / "play.py"))

    def test_mistakes_are_found_before_anything_runs(self):
        (self.folder / "wrong.py").write_text(WRONG)
        told = self.mypy(self.folder / "wrong.py", status=1)
        for number in range(4, len(WRONG.splitlines()) + 1):
            self.assertEqual(told.count(f"wrong.py:{number}: error"), 1, f"line {number}\n{told}")

    def test_the_stubs_are_of_this_library(self):
        run(PYTHON, "-m", "dispute.stubs", self.folder, PYTHONPATH=str(PACKAGE), DISPUTE_LIB=str(BUILD))
        for stub in sorted(self.folder.iterdir()):
            self.assertEqual(stub.read_text(), (PACKAGE / "dispute" / stub.name).read_text(),
                             "Is that what the library says now? Then `tests/python_install_test.py --write` writes it.")

    def test_the_stubs_say_what_is_there(self):
        """Each name of theirs is one at run time, too."""
        for stub in sorted((PACKAGE / "dispute").glob("*.pyi")):
            names = []
            for made in ast.parse(stub.read_text()).body:
                if isinstance(made, ast.ClassDef):
                    inner = [part for part in made.body if isinstance(part, (ast.FunctionDef, ast.Assign))]
                    names += [made.name, *(f"{made.name}.{getattr(part, 'name', None) or part.targets[0].id}" for part in inner)]
                elif isinstance(made, ast.AnnAssign):
                    names.append(made.target.id)
            self.assertGreater(len(names), 20)
            code = f"import dispute, operator; m = dispute.{stub.stem}; [operator.attrgetter(n)(m) for n in {names!r}]"
            run(PYTHON, "-c", code, PYTHONPATH=str(PACKAGE), DISPUTE_LIB=str(BUILD))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        run(PYTHON, "-m", "dispute.stubs", PYTHONPATH=str(PACKAGE), DISPUTE_LIB=str(BUILD))
    else:
        unittest.main()
