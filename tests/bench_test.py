"""What measures the cost measures what it says: every row is there, the library and what it is compared with do the same
work, and the table says right what was reached. How long anything takes is asserted nowhere. DISPUTE_BUILD names a build.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
BENCH = ROOT / "tests" / "bench"
sys.dont_write_bytecode = True
sys.path.insert(0, str(BENCH))
import table  # noqa: E402


def bench(*arguments):
    return subprocess.run(["/usr/bin/python3", str(BENCH / "run"), "--quick", "--build", str(BUILD), "--portable",
                           str(BUILD), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class Whole(unittest.TestCase):
    """A quick run, whose table goes into a page."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.page = pathlib.Path(cls.folder.name, "page.md")
        cls.page.write_text("before\n" + table.MARKS[0] + "an old table\n" + table.MARKS[1] + "behind\n")
        cls.done = bench("--write", cls.page)

    def rows(self):
        return [[cell.strip() for cell in line.strip("|").split("|")] for line in self.done.stdout.splitlines()[2:]]

    def test_it_ends_well(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)

    def test_every_row_is_there(self):
        found = [row[0] for row in self.rows()]
        either = {f"h-cffi-{mode}-{what}" for mode in ("abi", "api") for what in ("ask", "apply", "many")}
        self.assertEqual({row.name for row in table.ROWS} - either, set(found) - either)
        self.assertEqual(len(either & set(found)), 3)
        for row in table.EVENTS:
            if not row.name.startswith("d-fast"):
                self.assertEqual(found.count(row.name), len(table.CASES), row.name)

    def test_every_row_has_its_figures(self):
        for row in self.rows():
            if row[3] == "–":  # then it says why
                self.assertNotIn(row[-1], ("", "reached", "not reached"), row)
                continue
            least, median = (float(cell.replace(",", "")) for cell in row[3:5])
            self.assertTrue(0 < least <= median, row)

    @unittest.skipUnless(shutil.which("valgrind"), "valgrind counts instructions")
    def test_instructions_are_counted(self):
        for row in self.rows():
            if row[0][0] in "abcde" and not row[0].startswith("d-fast"):
                self.assertGreater(float(row[5].replace(",", "")), 5, row)

    def test_the_page_has_the_table(self):
        self.assertEqual(self.page.read_text(),
                         "before\n" + table.MARKS[0] + self.done.stdout + table.MARKS[1] + "behind\n")


class Same(unittest.TestCase):
    """The floor is only a floor while it does the same work."""

    def play(self, old, new):
        floor = (BENCH / "floor.c").read_text()
        self.assertIn(old, floor)
        with tempfile.TemporaryDirectory() as folder:
            changed = pathlib.Path(folder, "floor.c")
            changed.write_text(floor.replace(old, new))
            program = pathlib.Path(folder, "cost")
            subprocess.run(["gcc", "-std=c11", f"-I{ROOT / 'include'}", f"-I{BENCH}", str(changed),
                            *(str(BENCH / f"{name}.c") for name in ("cost", "player", "samples", "stories")), "-o",
                            str(program), f"-L{BUILD / 'lib'}", f"-Wl,-rpath,{BUILD / 'lib'}", "-ldispute"], check=True)
            return subprocess.run([str(program), "1", "1000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def test_as_it_is(self):
        self.assertEqual(self.play("DAY", "DAY").returncode, 0)

    def test_another_deadline(self):
        done = self.play("e->at + 7 * DAY", "e->at + 6 * DAY")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("negotiation, move 2: the floor and the library do not say the same", done.stderr)

    def test_another_transfer(self):
        done = self.play("FLOOR_BY_BUYER, to_buyer)", "FLOOR_BY_BUYER, to_buyer - 1)")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("negotiation, move 6: the floor and the library do not say the same", done.stderr)


class Verdicts(unittest.TestCase):
    def verdict(self, row, ns=None, floor=None, instructions=None):
        figures = table.Figures()
        for name, value in ((row.name, ns), (row.to, floor)):
            if value is not None:
                figures.add(f"{name}\t\t{value}\t{value}\n")
        if instructions is not None:
            figures.counted[row.name, ""] = instructions
        return table.verdict(figures, row, "")

    def test_times(self):
        row = table.Row("x", "", to="y", times=5)
        self.assertEqual(self.verdict(row, ns=50, floor=10), "reached")
        self.assertEqual(self.verdict(row, ns=51, floor=10), "not reached")

    def test_both(self):
        row = table.Row("x", "", to="y", times=5, instructions=250)
        self.assertEqual(self.verdict(row, 50, 10, 250), "reached")
        self.assertEqual(self.verdict(row, 50, 10, 251), "not reached")
        self.assertEqual(self.verdict(row, 51, 10, 250), "not reached")
        self.assertEqual(self.verdict(row, 50, 10), "not counted")

    def test_ns(self):
        self.assertEqual(self.verdict(table.Row("x", "", ns=60), 60), "reached")
        self.assertEqual(self.verdict(table.Row("x", "", ns=60), 60.1), "not reached")

    def test_nothing_to_reach(self):
        self.assertEqual(self.verdict(table.Row("x", "", to="y"), 5, 1), "")

    def test_every_row_is_compared_with_a_row_that_is_there(self):
        names = [row.name for row in table.ROWS]
        self.assertEqual(len(names), len(set(names)))
        for row in table.ROWS:
            self.assertIn(row.to, [None, *names])

    def test_a_page_without_the_marks(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder, "page.md")
            page.write_text(table.MARKS[0])
            done = bench("--write", page)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn("there is no <!-- table: end -->", done.stderr)
            self.assertEqual(page.read_text(), table.MARKS[0])


if __name__ == "__main__":
    unittest.main()
