#!/usr/bin/python3
"""Random cases, played by the library and by the reference that was written from the rulebook alone, come out the same.

A difference prints the case, made short, as a command that shows it. DISPUTE_TEST_DEEP=1 plays many more.
"""
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "reference"))
import compare  # noqa: E402

DISPUTE = pathlib.Path(os.environ["DISPUTE_BUILD"]) / "examples" / "cli" / "dispute"
CASES = 60000 if os.environ.get("DISPUTE_TEST_DEEP") == "1" else 2500
sys.argv = ["compare.py", "--dispute", str(DISPUTE), "--seed", "2026", "--cases", str(CASES), "--jobs", "2"]
sys.exit(compare.main())
