"""The library that is documented, as the scripts of this directory ask it. DISPUTE_BUILD names a build."""
import ctypes
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ.get("DISPUTE_BUILD", ROOT / "build" / "gcc")).resolve()
EN, HANS, HANT = 1, 2, 3

lib = ctypes.CDLL(str(BUILD / "lib" / "libdispute.so.0"))
for call in ("name", "label", "sentence"):
    getattr(lib, "dispute_word_" + call).restype = ctypes.c_char_p


def name(group, number):
    return lib.dispute_word_name(group, number).decode()


def label(group, number, language=EN):
    return lib.dispute_word_label(group, number, language).decode()


def sentence(group, number, language=EN):
    return lib.dispute_word_sentence(group, number, language).decode()


def numbers(group):
    return [lib.dispute_word_at(group, i) for i in range(lib.dispute_word_count(group))]


GROUPS = {name(0, number): number for number in numbers(0)}
