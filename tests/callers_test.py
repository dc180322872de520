"""The small callers: C on SQLite and Python through cffi play one case and say the same, byte for byte, as do Go and Node
(packages_test.py); and the C host keeps its promises when things go wrong. DISPUTE_BUILD names a build of the library and the examples."""
import contextlib
import datetime
import multiprocessing
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
LIBRARY = BUILD / "lib" / "libdispute.so.0"
HOST, PYTHON = (ROOT / "examples" / name for name in ("host", "python"))

os.environ["DISPUTE_LIB"] = str(LIBRARY)
sys.path.insert(0, str(PYTHON))
sys.dont_write_bytecode = True
import dispute  # noqa: E402  the caller, which looks for the library when it is loaded; more of it in python_test.py
from dispute._errors import RESULTS  # noqa: E402
from dispute._fields import instant_number  # noqa: E402
from dispute._library import ffi, lib  # noqa: E402


def run(*command, cwd=None, **environment):
    done = subprocess.run([str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Story(unittest.TestCase):
    """One case, told twice."""

    @classmethod
    def setUpClass(cls):
        cls.told = run(BUILD / "examples" / "host" / "host")

    def test_c_host(self):
        lines = self.told.splitlines()
        self.assertEqual([line for line in lines if re.match(r"\d", line)], [
            "1 2026-01-05T08:00:00Z buyer open: negotiation.seller, next due 2026-01-10T08:00:00Z",
            "2 2026-01-10T08:00:00Z system deadline.response: settling.paying, next due never",
            "3 2026-01-14T10:00:00Z platform payment_failed: settling.paying, next due never",
            "4 2026-01-14T10:00:00Z platform paid: settling.paying, next due never",
            "5 2026-01-15T08:00:00Z platform paid: closed.done, next due never"])
        self.assertEqual([line for line in lines if " transfer " in line], [
            "  C-1001:2:0 transfer escrow>buyer 2000 USD refund",
            "  C-1001:2:1 transfer escrow>seller 3000 USD release",
            "  C-1001:2:0 transfer escrow>buyer 2000 USD refund"])
        self.assertRegex(self.told, r"\nopen by buyer: already_done\. \w.+\n")
        self.assertRegex(self.told, r"\naccept by seller: stale\. \w.+\n")
        outcome = "outcome refund 2000 via seller_silence fault seller payer seller counts dispute_rate"
        self.assertEqual(lines.count(outcome), 2)  # foreseen, and come to pass
        self.assertIn("silence leads to settling.paying at 2026-01-10T08:00:00Z, waits for host", lines)
        self.assertRegex(self.told, r"\nhead [0-9a-f]{64}\nsnapshot ([0-9a-f]{2})+\n$")
        self.assertEqual(len(lines[-1].split()[1]), 2 * 568)

    def test_c_host_with_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "host.db"
            self.assertEqual(run(BUILD / "examples" / "host" / "host", path), self.told)
            with sqlite3.connect(path) as db:
                (snapshot,), = db.execute("select snapshot from cases")
                self.assertEqual(snapshot.hex(), self.told.splitlines()[-1].split()[1])
                self.assertEqual(db.execute("select count(*) from journal").fetchone(), (5,))
                self.assertEqual(db.execute("select count(*) from outbox where kind = 1 and done = 0").fetchone(), (0,))
            db.close()

    def test_c_host_says_what_is_wrong(self):
        failed = subprocess.run([BUILD / "examples" / "host" / "host", "/nowhere/at.all"], text=True,
                                stderr=subprocess.PIPE)
        self.assertEqual((failed.returncode, failed.stderr), (1, "host: unable to open database file\n"))

    def test_python(self):
        self.assertEqual(run("/usr/bin/python3", "-B", "-W", "error", PYTHON / "play.py"), self.told)

    def test_twenty_lines(self):
        told = "C-1001:2:0: 2000 USD to the buyer\nC-1001:2:1: 3000 USD to the seller\n"
        self.assertEqual(run(BUILD / "examples" / "host" / "twenty"), told)
        with tempfile.TemporaryDirectory() as folder:  # and as the README says to build it
            program = pathlib.Path(folder) / "host"
            flags = run("pkg-config", "--cflags", "--libs", "dispute", PKG_CONFIG_PATH=str(BUILD / "meson-uninstalled"))
            for compiler in ("gcc", "clang"):
                run(compiler, "-std=c11", "-pedantic", "-Wall", "-Wextra", "-Werror", HOST / "twenty.c", *flags.split(),
                    "-o", program)
                self.assertEqual(run(program, LD_LIBRARY_PATH=str(BUILD / "lib")), told)


def day(n, hours=0):
    return datetime.datetime(2026, 1, 5, 8, tzinfo=datetime.timezone.utc) + datetime.timedelta(days=n, hours=hours)


ORDER = dict(currency="USD", amount=5000, freight=400, delivered_at=day(-5), protected_until=day(60))
OPEN = dict(kind="open", by="buyer", at=day(0), id="open", reason="quality", terms=dict(kind="refund", amount=2000))


def build_host(folder):
    """host.c and worker.c as a library, so that a test can be the program around them."""
    library = pathlib.Path(folder) / "host.so"
    run("gcc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-O1", "-g", "-shared", "-fPIC", HOST / "host.c",
        HOST / "worker.c", f"-I{ROOT / 'include'}", f"-L{BUILD / 'lib'}", f"-Wl,-rpath,{BUILD / 'lib'}", "-ldispute",
        "-lsqlite3", "-o", library)
    header = pathlib.Path(folder) / "host.h"
    header.write_text("typedef struct sqlite3 sqlite3; typedef struct sqlite3_stmt sqlite3_stmt;\n"
                      + re.sub(r"#include.*", "", (HOST / "host.h").read_text()))
    ffi.cdef(run("gcc", "-E", "-P", header))
    return ffi.dlopen(str(library))


class Host:
    """host.c from Python. `provider` gets (key, amount) and returns 0 paid, 1 declined, anything else: unknown."""
    lib = None

    def __init__(self, path):
        self.h = ffi.new("host *")
        rc = self.lib.host_open(self.h, str(path).encode())
        if rc:
            raise OSError(rc)

    def close(self):
        self.lib.host_close(self.h)

    def do(self, case, order=None, **event):
        result = ffi.new("dispute_result *")
        order = dispute.Order(**order)._c if order else ffi.NULL
        rc = self.lib.host_do(self.h, case.encode(), order, dispute.Event(**event)._c, 0, result)
        return RESULTS[result[0]] if rc == 0 else rc

    def sweep(self, now):
        return self.lib.worker_sweep(self.h, instant_number(now), self.tell())

    def pay(self, now, provider):
        ask = ffi.callback("worker_provider", lambda p: provider(ffi.string(p.key).decode(), p.amount), error=2)
        return self.lib.worker_pay(self.h, instant_number(now), ask, self.tell())

    def tell(self):
        self.told = ffi.callback("worker_tell", lambda h, event, result: None)
        return self.told


class CHost(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.built = tempfile.TemporaryDirectory()
        Host.lib = build_host(cls.built.name)

    @classmethod
    def tearDownClass(cls):
        cls.built.cleanup()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder, self.path = pathlib.Path(folder.name), pathlib.Path(folder.name) / "host.db"
        self.host = Host(self.path)
        self.addCleanup(self.host.close)

    def sql(self, text, *values):
        with contextlib.closing(sqlite3.connect(self.path)) as db, db:
            return db.execute(text, values).fetchall()

    def everything(self):
        return [self.sql(f"select * from {table} order by 1, 2, 3") for table in ("cases", "journal", "outbox")]

    def check(self, cases):
        """Every case is closed, paid in full and once, and its journal tells the same as its snapshot."""
        policy = dispute.Policy()
        for case in cases:
            rows = self.sql("select sequence, record from journal where case_id = ? order by sequence", case)
            self.assertEqual([n for n, _ in rows], list(range(1, len(rows) + 1)))
            (snapshot, state, *columns), = self.sql(
                "select snapshot, state, sequence, next_due from cases where id = ?", case)
            again = dispute.Case.rebuild(policy, b"".join(record for _, record in rows))
            self.assertEqual(bytes(again), snapshot)
            self.assertEqual(columns, [len(rows), lib.dispute_case_next_due(again._handle)])
            self.assertEqual(state, dispute.words.State.CLOSED_DONE.number)
        owed = self.sql("select count(*), sum(done), sum(amount) from outbox where kind = 1")
        self.assertEqual(owed, [(2 * len(cases), 2 * len(cases), 5000 * len(cases))])

    def test_one_transaction_or_none(self):
        for table in ("cases", "journal", "outbox"):
            for event in (OPEN, dict(kind="refuse", by="seller", at=day(1), id="refuse")):
                with self.subTest(table=table, event=event["kind"]):
                    before = self.everything()
                    what = "insert" if table != "cases" or event is OPEN else "update"
                    self.sql(f"create trigger broken before {what} on {table} begin select raise(abort, 'full'); end")
                    self.assertEqual(self.host.do(table, ORDER, **event), 19)  # SQLITE_CONSTRAINT
                    self.assertEqual(self.everything(), before)
                    self.sql("drop trigger broken")
                    self.assertEqual(self.host.do(table, ORDER, **event), "done")
                    self.assertNotEqual(self.everything(), before)

    def test_retry_of_any_age(self):
        self.host.do("C-1", ORDER, **OPEN)
        for i in range(12):
            amend = dict(kind="amend", by="buyer", at=day(0, i), id=f"amend {i}", reason="damaged")
            self.assertEqual(self.host.do("C-1", **amend), "done")
        before = self.everything()
        for i in (11, 5, 0):
            amend = dict(kind="amend", by="buyer", at=day(0, i), id=f"amend {i}", reason="damaged")
            self.assertEqual(self.host.do("C-1", **amend), "already_done", i)
            self.assertEqual(self.host.do("C-1", expect=3, case_id="C-1", **amend), "already_done", i)
            self.assertEqual(self.host.do("C-1", **dict(amend, reason="quality")), "key_reused", i)
        self.assertEqual(self.host.do("C-1", ORDER, **OPEN), "already_done")
        self.assertEqual(self.host.do("C-1", **dict(OPEN, id="another")), "clock_backwards")
        self.assertEqual(self.everything(), before)

    def test_refused_keeps_what_fell_due_before(self):
        self.host.do("C-1", ORDER, **OPEN)
        self.assertEqual(self.host.do("C-1", kind="accept", by="seller", at=day(6)), "not_now")
        self.assertEqual(self.sql("select sequence from cases"), [(2,)])
        self.assertEqual(self.sql("select id from outbox where kind = 1 order by 1"), [("C-1:2:0",), ("C-1:2:1",)])

    def test_no_such_case(self):
        self.assertEqual(self.host.do("C-1", **OPEN), 12)  # SQLITE_NOTFOUND
        self.assertEqual(self.host.do("C-1", dict(ORDER, currency="usd"), **OPEN), "bad_value")
        self.assertEqual(self.host.do("C-1", dict(ORDER, funds="settled"), **OPEN), "not_eligible")
        self.assertEqual(self.everything(), [[], [], []])
        self.assertEqual(self.host.do("C-1", ORDER, **OPEN), "done")

    def test_payments(self):
        self.host.do("C-1", ORDER, **OPEN)
        self.assertEqual(self.host.sweep(day(4)), 0)
        self.assertEqual(self.host.pay(day(4), lambda key, amount: self.fail("nothing is owed")), 0)
        self.assertEqual(self.host.sweep(day(9)), 0)
        before = self.everything()
        self.assertEqual(self.host.pay(day(9), lambda key, amount: 2), 2)  # nobody knows: nothing is said
        self.assertEqual(self.everything(), before)
        asked = []

        def provider(key, amount):
            asked.append((key, amount))
            return 1 if len(asked) < 3 else 0

        self.assertEqual([self.host.pay(day(10), provider) for _ in range(3)], [2, 0, 0])
        self.assertEqual(asked, [("C-1:2:0", 2000), ("C-1:2:1", 3000), ("C-1:2:0/1", 2000), ("C-1:2:1/1", 3000)])
        self.assertEqual(self.sql("select count(*) from journal"), [(6,)])  # open, silence, declined twice, paid twice
        self.check(["C-1"])
        again = dict(kind="paid", by="platform", at=day(11), reference="C-1:2:0")
        self.assertEqual(self.host.do("C-1", **again), "already_done")

    def test_one_decline_that_two_workers_report_counts_once(self):
        self.host.do("C-1", ORDER, **OPEN)
        self.host.sweep(day(9))
        other, asked = Host(self.path), []
        self.addCleanup(other.close)

        def provider(key, amount):  # while one worker waits for the answer, the other asks the same and is told first
            if not asked:
                asked.append(key)
                other.pay(day(10), lambda key, amount: 1)
            return 1 if key == "C-1:2:0" else 2

        self.host.pay(day(10), provider)
        self.host.pay(day(11), lambda key, amount: asked.append(key) or 0)
        self.assertEqual(asked, ["C-1:2:0", "C-1:2:0/1", "C-1:2:1/1"])
        self.check(["C-1"])

    def test_recovery_that_no_case_waits_for(self):
        self.host.do("C-1", ORDER, **dict(OPEN, reason="damaged"))
        self.host.sweep(day(9))
        self.host.pay(day(9), lambda key, amount: 0)
        self.assertEqual(self.host.do("C-1", kind="file_claim", by="seller", at=day(10)), "done")
        self.assertEqual(self.host.do("C-1", kind="answer_claim", by="carrier", at=day(11), amount=1500), "done")
        asked = []
        for _ in range(2):  # the report is `already_done`: the case counted it as paid when it was made (S1)
            self.assertEqual(self.host.pay(day(12), lambda key, amount: asked.append((key, amount)) or 0), 0)
        self.assertEqual([amount for _, amount in asked], [1500])
        self.assertEqual(self.sql("select count(*) from outbox where kind = 1 and done = 0"), [(0,)])

    def test_sweep_passes_by_what_is_damaged(self):
        for i in range(5):
            self.host.do(f"C-{i}", ORDER, **OPEN)
        self.sql("update cases set snapshot = zeroblob(568) where id = 'C-2'")
        self.assertEqual(self.host.sweep(day(9)), 1)
        self.assertEqual(self.sql("select id from cases where sequence = 1"), [("C-2",)])

    def test_locked(self):
        self.host.do("C-1", ORDER, **OPEN)
        before = self.everything()
        with contextlib.closing(sqlite3.connect(self.path, isolation_level=None)) as other:
            other.execute("begin immediate")
            self.assertEqual(self.host.do("C-1", kind="accept", by="seller", at=day(1)), 5)  # SQLITE_BUSY
            other.execute("rollback")
        self.assertEqual(self.everything(), before)
        self.assertEqual(self.host.do("C-1", kind="accept", by="seller", at=day(1)), "done")

    def in_processes(self, count, work):
        """Each process works on the database by itself; what it paid is in a file of its own."""
        def begin(number):
            paid = open(self.folder / f"paid-{number}", "a")

            def provider(key, amount):
                print(key, amount, file=paid, flush=True)
                return 0
            work(Host(self.path), provider)
            paid.close()
        processes = [multiprocessing.get_context("fork").Process(target=begin, args=(n,)) for n in range(count)]
        for process in processes:
            process.start()
        return processes

    def paid(self):
        """{key: amounts}: as a provider that knows its keys would move them."""
        found = {}
        for file in self.folder.glob("paid-*"):
            for key, amount in re.findall(r"^(\S+) (\d+)$", file.read_text(), re.M):
                found.setdefault(key, set()).add(int(amount))
        return found

    def check_paid(self, cases):
        self.check(cases)
        due = {f"{case}:2:{i}": {amount} for case in cases for i, amount in ((0, 2000), (1, 3000))}
        self.assertEqual(self.paid(), due)

    def test_many_workers(self):
        cases = [f"C-{i}" for i in range(40)]
        for case in cases:
            self.host.do(case, ORDER, **OPEN)

        def work(host, provider):
            for _ in range(3):
                host.sweep(day(9))
                host.pay(day(9), provider)
        for process in self.in_processes(4, work):
            process.join()
            self.assertEqual(process.exitcode, 0)
        self.check_paid(cases)

    def test_killed_workers(self):
        cases = [f"C-{i}" for i in range(40)]
        for case in cases:
            self.host.do(case, ORDER, **OPEN)

        def work(host, provider):
            while True:
                host.sweep(day(9))
                host.pay(day(9), lambda key, amount: provider(key, amount) if time.sleep(0.002) is None else 2)
        chance = random.Random(7)
        for _ in range(20):
            process, = self.in_processes(1, work)
            time.sleep(0.01 + 0.05 * chance.random())
            os.kill(process.pid, signal.SIGKILL)
            process.join()

        def finish(host, provider):
            assert host.sweep(day(9)) == 0 and host.pay(day(9), provider) == 0
        process, = self.in_processes(1, finish)
        process.join()
        self.assertEqual(process.exitcode, 0)
        self.check_paid(cases)

    def test_killed_between_payment_and_report(self):
        self.host.do("C-1", ORDER, **OPEN)
        self.host.sweep(day(9))

        def die(host, provider):
            host.pay(day(9), lambda key, amount: provider(key, amount) or os.kill(os.getpid(), signal.SIGKILL))
        process, = self.in_processes(1, die)
        process.join()
        self.assertEqual(process.exitcode, -signal.SIGKILL)
        self.assertEqual(list(self.paid()), ["C-1:2:0"])
        self.assertEqual(self.sql("select sum(done) from outbox"), [(0,)])
        process, = self.in_processes(1, lambda host, provider: host.pay(day(9), provider))
        process.join()
        self.check_paid(["C-1"])  # asked twice under one key, which a provider moves once


if __name__ == "__main__":
    unittest.main()
