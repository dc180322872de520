"""Finds libdispute and loads it: `lib` has the calls, `ffi` the declarations, MODE says how.

"api": a module that a compiler made when the package was installed (dispute._native). "abi": the same declarations,
read from the header when this is loaded, over the shared library itself. The code above is the same for both."""
from __future__ import annotations

import ctypes
import os
import pathlib
import re
from typing import Any

import cffi

from . import _header

HOW = "let DISPUTE_LIB name the library or the directory that it was built in"


def find_library() -> str:
    """DISPUTE_LIB, else what was built last in the source tree, else what pkg-config and the system's loader know."""
    if given := os.environ.get("DISPUTE_LIB"):
        path = pathlib.Path(given)
        if path.is_dir():
            found = _header.in_folder(path)
            if not found:
                raise ImportError(f"DISPUTE_LIB is {path}, where there is no {_header.LIBRARY}: {HOW}")
            path = found
        if not path.exists():
            raise ImportError(f"DISPUTE_LIB is {path}, which does not exist: {HOW}")
        return str(path.resolve())  # with a slash in it, so that the loader looks nowhere else
    if built := _header.built_library():
        return str(built)
    folders = map(pathlib.Path, _header.library_folders())
    return next((str(path) for path in map(_header.in_folder, folders) if path), _header.LIBRARY)


def load_native() -> tuple[Any, Any, str] | None:
    """What the compiler made, over the library that DISPUTE_LIB names or that it was linked with; None: there is none."""
    if not any(_header.HERE.glob("_native.*")):
        return None
    wanted = preloaded(find_library()) if os.environ.get("DISPUTE_LIB") else None
    try:
        from . import _native  # type: ignore[attr-defined]
    except ImportError as failed:
        raise ImportError(f"libdispute is not found, or is not the one that this package was built with ({failed}): {HOW}, "
                          "or install the package anew against the library that is there") from None
    if wanted and wanted != address_in(str(_native.__file__)):  # it has its own name, or its path was built in
        raise ImportError("DISPUTE_LIB names another library than the one that this package is linked with: install the "
                          "package anew against it")
    return _native.ffi, _native.lib, str(_native.__file__)


def address_in(path: str) -> int | None:
    """Where a call of the library lies that `path` is or is linked with."""
    return ctypes.cast(ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL).dispute_version, ctypes.c_void_p).value


def preloaded(path: str) -> int | None:
    """Loads a library, which is then the one that the loader takes for its name."""
    try:
        return address_in(path)
    except OSError as failed:
        raise ImportError(f"libdispute cannot be loaded ({failed}): {HOW}") from None
    except AttributeError:
        raise ImportError(f"{path} is not libdispute: {HOW}") from None


def load_declared() -> tuple[Any, Any, str]:
    header, ffi = _header.find_header(), cffi.FFI()
    text = _header.declarations(header)
    try:
        ffi.cdef(text)
    except Exception as failed:  # cffi has errors of its own for what is no C
        reason = str(failed).splitlines()[0]
        raise ImportError(f"{header} is no header of libdispute ({reason}): let DISPUTE_HEADER name dispute.h") from None
    path = find_library()
    try:
        lib = ffi.dlopen(path)
    except OSError as failed:
        raise ImportError(f"libdispute cannot be loaded ({failed}): install it, or {HOW}") from None
    for call in re.findall(r"\b(dispute_\w+)\(", text):
        if not hasattr(lib, call):
            raise ImportError(f"{path} has no {call}(), which the header {header} declares: it is another library or an "
                              f"older one. {HOW[0].upper()}{HOW[1:]}, and DISPUTE_HEADER the header that belongs to it")
    return ffi, lib, str(header)


def version_text(number: int) -> str:
    return f"{number >> 16}.{number >> 8 & 255}.{number & 255}"


def check_version(ours: int, theirs: int, declared_in: str) -> None:
    """While the major version is 0, another minor version does not fit; from 1 on an older minor version does not."""
    major, minor = theirs >> 16, theirs >> 8 & 255
    fits = major == ours >> 16 and (minor == ours >> 8 & 255 if major == 0 else minor >= ours >> 8 & 255)
    if not fits:
        raise ImportError(
            f"the library that is loaded is libdispute {version_text(theirs)}, but this package has the declarations of "
            f"{version_text(ours)} ({declared_in}): install the package anew against the library that is there, or {HOW}"
            " and DISPUTE_HEADER the header that belongs to it")


def load() -> tuple[Any, Any, str, str]:
    native = load_native()
    ffi, lib, declared_in = native or load_declared()
    check_version(int(lib.DISPUTE_VERSION), int(lib.dispute_version()), declared_in)
    return ffi, lib, "api" if native else "abi", declared_in


ffi, lib, MODE, DECLARED_IN = load()
VERSION = version_text(int(lib.dispute_version()))
NULL = ffi.NULL


def text(pointer: Any) -> str | None:
    """A text of the library's; None for NULL."""
    return str(ffi.string(pointer).decode()) if pointer else None
