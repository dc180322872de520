"""Builds what pyproject.toml cannot say: the declarations of the library's header, packed into the package, and
dispute._native, which a C compiler makes of them (cffi's API mode). Where there is no compiler, or no library to link
with, the package does without it (ABI mode).

The library is found through DISPUTE_LIB (the directory that it was built in, or the library itself) and DISPUTE_HEADER,
else in the source tree that this folder lies in, else through pkg-config.
"""
import pathlib
import sys

import cffi
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "dispute"))
import _header  # noqa: E402  by itself: the package around it looks for the library

HEADER = _header.find_header()
DECLARATIONS = _header.declarations(HEADER)
SYSTEM = "/lib", "/usr/lib", "/usr/local/lib"


class PackDeclarations(build_py):
    """What the package was built with, for ABI mode and for whoever wonders."""

    def run(self):
        super().run()
        pathlib.Path(self.build_lib, "dispute", "dispute.h").write_text(DECLARATIONS)


class BuildNative(build_ext):
    def run(self):
        try:
            super().run()
        except Exception as failed:  # the extension is optional, its compiler, too
            print(f"dispute._native could not be built ({failed}); the package works without it, in ABI mode")


def native():
    """The extension, as C that cffi writes."""
    ffi = cffi.FFI()
    ffi.cdef(DECLARATIONS)
    ffi.set_source("dispute._native", '#include "dispute.h"')
    folder = HERE / "build"
    folder.mkdir(exist_ok=True)
    ffi.emit_c_code(str(folder / "_native.c"))
    folders = _header.library_folders()
    return Extension("dispute._native", ["build/_native.c"], include_dirs=_header.include_folders(HEADER),
                     library_dirs=folders, libraries=["dispute"], optional=True,
                     runtime_library_dirs=[path for path in folders if not path.startswith(SYSTEM)])


setup(ext_modules=[native()], cmdclass={"build_py": PackDeclarations, "build_ext": BuildNative})
