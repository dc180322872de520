"""The C declarations that cffi reads, from dispute.h: no compiler is needed for that.

Nothing of this package is imported here, because setup.py uses this file before there is a package."""
from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PACKED = HERE / "dispute.h"  # setup.py puts the declarations there that it was built with
SOURCE = HERE.parents[2] if (HERE.parents[2] / "lib" / "dispute.map").exists() else None  # of the library's source tree
LIBRARY = "libdispute.0.dylib" if sys.platform == "darwin" else "libdispute.so.0"
BUILT = "release", "gcc", "install"  # folders of SOURCE/build where the two commands and the README build


def pkg_config(*asked: str) -> list[str]:
    """What pkg-config says about the library, word by word; [] where it knows nothing."""
    more = {}
    if given := os.environ.get("DISPUTE_LIB"):  # a build directory has its own answers
        path = [str(pathlib.Path(given) / "meson-uninstalled"), os.environ.get("PKG_CONFIG_PATH", "")]
        more["PKG_CONFIG_PATH"] = os.pathsep.join(filter(None, path))
    try:
        return subprocess.run(["pkg-config", *asked, "dispute"], env={**os.environ, **more}, check=True, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return []


def include_folders(header: pathlib.Path | None = None) -> list[str]:
    """Where the compiler looks for dispute.h."""
    folders = [word[2:] for word in pkg_config("--cflags") if word.startswith("-I")]
    return ([str(header.resolve().parent)] if header else []) + folders


def find_header() -> pathlib.Path:
    """DISPUTE_HEADER, else what this package was built with, else that of the source tree, else what is installed."""
    if given := os.environ.get("DISPUTE_HEADER"):
        return pathlib.Path(given)
    if PACKED.exists():
        return PACKED
    if SOURCE:
        return SOURCE / "include" / "dispute.h"
    for folder in [*include_folders(), "/usr/local/include", "/usr/include"]:
        if (header := pathlib.Path(folder, "dispute.h")).exists():
            return header
    raise ImportError("dispute.h is not found: install libdispute, or let DISPUTE_LIB name the directory that it was built "
                      "in, or DISPUTE_HEADER its header")


def in_folder(folder: pathlib.Path) -> pathlib.Path | None:
    """The library in a build directory, or in one where it is installed."""
    return next((path for path in (folder / "lib" / LIBRARY, folder / LIBRARY) if path.exists()), None)


def built_library() -> pathlib.Path | None:
    """The library that was built last in the source tree."""
    places = [SOURCE / "build" / name for name in BUILT] if SOURCE else []
    built = [path for path in map(in_folder, places) if path]
    return max(built, key=lambda path: path.stat().st_mtime) if built else None


def library_folders() -> list[str]:
    """Where the linker looks for the library."""
    given = os.environ.get("DISPUTE_LIB")
    path = pathlib.Path(given).resolve() if given else built_library()
    found = in_folder(path) or path if path else None
    return [str(found.parent)] if found else [word[2:] for word in pkg_config("--libs-only-L") if word.startswith("-L")]


def preprocessed(text: str, folder: pathlib.Path, defined: frozenset[str]) -> str:
    """The lines that #ifdef and its kin leave, with what is included. Only what this header uses is understood."""
    lines, taken = [], [True]  # is this branch read? one for each #if that is open
    closed = [True]  # was a branch of it read already?
    for line in re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S).splitlines():
        word = re.match(r"\s*#\s*(\w+)\s*(\S*)", line)
        what, name = word.groups() if word else ("", "")
        if what in ("ifdef", "ifndef"):
            taken.append((name in defined) == (what == "ifdef"))
            closed.append(taken[-1])
        elif what in ("elif", "else"):
            if what == "elif" and not closed[-1]:
                raise ImportError(f"{folder}: this header has a condition that cannot be read here: {line.strip()}")
            taken[-1] = not closed[-1]
            closed[-1] = True
        elif what == "endif":
            taken.pop()
            closed.pop()
        elif all(taken) and what == "include" and name.startswith('"'):
            lines.append(preprocessed((folder / name.strip('"')).read_text(), folder, defined))
        elif all(taken) and (not what or re.match(r"\s*#\s*define\s+\w+\s+\w+\s*$", line)):
            lines.append(line)
    return "\n".join(line for line in lines if line.strip()) + "\n"


def declarations(header: pathlib.Path) -> str:
    """What cffi's cdef() takes."""
    try:
        text = header.read_text()
    except OSError as failed:
        raise ImportError(f"the header {header} cannot be read ({failed.strerror}): let DISPUTE_HEADER name dispute.h") \
            from None
    text = preprocessed(text, header.parent, frozenset({"DISPUTE_CDEF", "DISPUTE_API"}))
    return re.sub(r"\bDISPUTE_API\b", "", text)
