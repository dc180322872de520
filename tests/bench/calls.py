"""calls.py BUILD SCRATCH CASES REPEATS - what a call costs from Python, through cffi and through ctypes. Prints a row
h-HOW-WHAT for each; see calls_c.c for the same loops in C.

cffi is used in API mode, a module that the compiler makes, or, without the headers of Python, in ABI mode."""
import contextlib
import ctypes
import pathlib
import statistics
import subprocess
import sys
import sysconfig
import time

import cffi

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parents[1] / "include"


def through_cffi(build, scratch):
    """(how, ffi, lib): the same names in both modes."""
    ffi = cffi.FFI()
    header = subprocess.run(["gcc", "-E", "-P", "-DDISPUTE_CDEF", f"-I{INCLUDE}", str(HERE / "calls.h")], check=True,
                            stdout=subprocess.PIPE, text=True).stdout.replace("DISPUTE_API ", "")
    ffi.cdef(header)
    folders = [build / "tests/bench", build / "lib"]
    if not pathlib.Path(sysconfig.get_path("include"), "Python.h").exists():
        return "cffi-abi", ffi, ffi.dlopen(str(folders[0] / "libcalls.so"))
    ffi.set_source("calls_cffi", '#include "calls.h"')
    with contextlib.redirect_stdout(sys.stderr):
        ffi.emit_c_code(str(scratch / "calls_cffi.c"))
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", f"-I{sysconfig.get_path('include')}", f"-I{INCLUDE}",
                    f"-I{HERE}", str(scratch / "calls_cffi.c"), "-o", str(scratch / "calls_cffi.so"),
                    *(part for folder in folders for part in (f"-L{folder}", f"-Wl,-rpath,{folder}")), "-lcalls",
                    "-ldispute"], check=True)
    sys.path.insert(0, str(scratch))
    import calls_cffi
    return "cffi-api", calls_cffi.ffi, calls_cffi.lib


def loops_of_cffi(ffi, lib, k):
    policy, answer, results = k.policy, k.answer, k.results
    cases = [k.cases[i] for i in range(k.case_count)]
    events = [k.events + i for i in range(k.event_count)]
    copies = [k.copies + i * k.case_count for i in range(k.event_count)]
    done, count, stride = ffi.new("size_t *"), k.case_count, ffi.sizeof("dispute_event")

    def ask():
        next_due = lib.dispute_case_next_due
        for _ in events:
            for case in cases:
                next_due(case)

    def apply():
        call = lib.dispute_apply
        for event in events:
            for case in cases:
                call(policy, case, event, answer)

    def apply_many():
        for event in copies:
            lib.dispute_apply_many(policy, k.cases, event, stride, count, answer, results, done)
    return {"ask": ask, "apply": apply, "many": apply_many}


class Calls(ctypes.Structure):
    _fields_ = [("policy", ctypes.c_void_p), ("answer", ctypes.c_void_p), ("cases", ctypes.POINTER(ctypes.c_void_p)),
                ("events", ctypes.c_void_p), ("copies", ctypes.c_void_p), ("results", ctypes.c_void_p),
                ("fresh", ctypes.c_void_p), ("case_count", ctypes.c_uint32), ("event_count", ctypes.c_uint32)]


def through_ctypes(build):
    pointer, number, size = ctypes.c_void_p, ctypes.c_int32, ctypes.c_size_t
    lib = ctypes.CDLL(str(build / "tests/bench/libcalls.so"))
    dispute = ctypes.CDLL(str(build / "lib/libdispute.so.0"))
    lib.calls_new.restype, lib.calls_new.argtypes = ctypes.POINTER(Calls), [ctypes.c_uint32]
    for name in ("calls_free", "calls_reset", "calls_closed"):
        getattr(lib, name).argtypes = [ctypes.POINTER(Calls)]
    dispute.dispute_case_next_due.restype, dispute.dispute_case_next_due.argtypes = ctypes.c_int64, [pointer]
    dispute.dispute_apply.restype, dispute.dispute_apply.argtypes = number, [pointer] * 4
    dispute.dispute_apply_many.argtypes = [pointer, pointer, pointer, size, size, pointer, pointer, pointer]
    dispute.dispute_struct_size.restype, dispute.dispute_struct_size.argtypes = ctypes.c_uint32, [number]
    return lib, dispute


def loops_of_ctypes(lib, k):
    """Pointers as the numbers that they are: the cheapest that ctypes takes."""
    k = k.contents
    stride = lib.dispute_struct_size(3)  # DISPUTE_STRUCT_EVENT
    policy, answer, results, all_cases = k.policy, k.answer, k.results, ctypes.cast(k.cases, ctypes.c_void_p).value
    cases = [k.cases[i] for i in range(k.case_count)]
    events = [k.events + i * stride for i in range(k.event_count)]
    copies = [k.copies + i * k.case_count * stride for i in range(k.event_count)]
    done, count = ctypes.c_size_t(), k.case_count

    def ask():
        next_due = lib.dispute_case_next_due
        for _ in events:
            for case in cases:
                next_due(case)

    def apply():
        call = lib.dispute_apply
        for event in events:
            for case in cases:
                call(policy, case, event, answer)

    def apply_many():
        for event in copies:
            lib.dispute_apply_many(policy, all_cases, event, stride, count, answer, results, ctypes.byref(done))
    return {"ask": ask, "apply": apply, "many": apply_many}


def main(build, scratch, case_count, repeats):
    how, ffi, lib = through_cffi(build, scratch)
    plain, dispute = through_ctypes(build)
    mine, theirs = lib.calls_new(case_count), plain.calls_new(case_count)
    rows = [(how, lib, mine, name, loop) for name, loop in loops_of_cffi(ffi, lib, mine).items()]
    rows += [("ctypes", plain, theirs, name, loop) for name, loop in loops_of_ctypes(dispute, theirs).items()]
    found, calls = {}, case_count * theirs.contents.event_count
    for n in range(-1, repeats):  # the first one warms up
        for how, owner, k, name, loop in rows:
            owner.calls_reset(k)
            began = time.perf_counter_ns()
            loop()
            took = time.perf_counter_ns() - began
            if name != "ask" and not owner.calls_closed(k):
                sys.exit(f"h-{how}-{name}: a call was refused")
            if n >= 0:
                found.setdefault(f"h-{how}-{name}", []).append(took / calls)
    for name, ns in found.items():
        print(f"{name}\t\t{min(ns):.2f}\t{statistics.median(ns):.2f}")
    lib.calls_free(mine)
    plain.calls_free(theirs)


if __name__ == "__main__":
    main(*(pathlib.Path(path).resolve() for path in sys.argv[1:3]), *map(int, sys.argv[3:5]))
