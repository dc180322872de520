"""How tests build a program of somebody else's (tests/downstream) with what is on the shelf."""
import atexit
import contextlib
import os
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
DOWNSTREAM = ROOT / "tests" / "downstream"
TRANSFERS = ("D-1:2:0 2000 EUR from escrow to buyer\n"  # what the program says
             "D-1:2:1 3000 EUR from escrow to seller\n")
_scratch = tempfile.TemporaryDirectory()
atexit.register(_scratch.cleanup)
SCRATCH = pathlib.Path(_scratch.name)


def run(*command, cwd=None, **environment):
    done = subprocess.run([str(part) for part in command], text=True, cwd=cwd, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env={**os.environ, **{k: str(v) for k, v in environment.items()}})
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(dir=SCRATCH) as name:
        yield pathlib.Path(name)


def warnings():
    """What meson.build asks of every compiler."""
    asked = (ROOT / "meson.build").read_text().partition("get_supported_arguments(")[2].partition("language:")[0]
    return ["-Wall", "-Wextra", "-Wpedantic", "-Werror", *re.findall(r"'(-W[\w=-]+)'", asked)]


def declared(header):
    return set(re.findall(r"^DISPUTE_API\s[^;]*?\b(dispute_\w+)\(", header.read_text(), re.M))
