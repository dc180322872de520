"""What type checkers are told about the words, structs and errors that the library brings with it.

    python -m dispute.stubs FOLDER    writes words.pyi, structs.pyi and errors.pyi of the library that is loaded

Those beside this file are of the library that it came with; `python -m dispute.stubs` alone writes them anew."""
from __future__ import annotations

import pathlib
import sys
from typing import Iterable

from . import _errors, _values, _words
from ._layout import Field

HEAD = '# Written by `python -m dispute.stubs` from the library itself: change nothing here.\n'
REQUIRED = {"event": ("kind", "by", "at"), "order": ("currency", "amount"), "terms": ("kind",)}
ALWAYS = {**REQUIRED, "transition": ("at", "event", "by", "rule", "state"), "effect": ("kind",), "action": ("party", "event"),
          "edge": ("event", "rule"), "outcome": ("kind",), "problem": ("result",)}  # is never None
PLAIN = {"number": "int", "money": "int", "yes_no": "bool", "text": "str", "instant": "datetime.datetime | None",
         "bytes": "bytes | None"}


def wrapped(before: str, parts: Iterable[str], after: str) -> str:
    """`before` part, part, ... `after`, in lines of at most 120."""
    text, line = "", before
    for part in (parts := list(parts)):
        piece = part + ("," if part != parts[-1] else after)
        if len(line) + len(piece) > 118:
            text, line = text + line.rstrip() + "\n", " " * 8
        line += piece + " "
    return text + line.rstrip() + "\n"


def words_stub() -> str:
    text = HEAD + "from typing import Literal, TypeAlias\n\nfrom ._words import Word as Word\n"
    for words in _words.ENUMS.values():
        text += f"\nclass {words.__name__}(Word):\n"
        text += "".join(f'    {word.name} = "{word}"\n' for word in words)
        text += wrapped(f"{words.__name__}Word: TypeAlias = {words.__name__} | Literal[", (f'"{word}"' for word in words),
                        "]")
    return text


def read_type(struct: str, name: str, fields: list[Field]) -> str:
    field = fields[0]
    if _values.is_inner(fields):
        return f"{_words.class_name(_values.inner_struct(struct, name))} | None"
    word = f"words.{field.group.__name__}"
    if name == "expect":
        return "int | None"
    one = {"word": f"{word} | None", "set": f"frozenset[{word}]"}.get(field.kind, PLAIN.get(field.kind, "int"))
    if name in ALWAYS.get(struct, ()):
        return one.removesuffix(" | None")
    if field.by:
        return f"dict[words.{field.by.__name__}, {one.removesuffix(' | None')}]"
    return f"list[{one.removesuffix(' | None')}]" if field.place.elements > 1 else one


def given_type(struct: str, name: str, fields: list[Field]) -> str:
    """What a field takes, without None."""
    field = fields[0]
    if _values.is_inner(fields):
        cls = _words.class_name(_values.inner_struct(struct, name))
        return f"{cls} | {cls}Fields"
    if field.kind == "word":
        return f"words.{field.group.__name__}Word"
    return PLAIN.get(field.kind, "int").removesuffix(" | None")


def constructor(struct: str) -> str:
    text = "    def __init__(\n        self,\n        *,\n"
    for name, fields in sorted(_values.tops(struct), key=lambda top: top[0] not in REQUIRED[struct]):
        optional = "" if name in REQUIRED[struct] else " | None = ..."
        text += f"        {name}: {given_type(struct, name, fields)}{optional},\n"
    return text + "    ) -> None: ...\n"


def fields_dict(struct: str) -> str:
    """The same fields as a dict that another struct takes in place of the class."""
    text = f"\nclass {_words.class_name(struct)}Fields(TypedDict, total=False):\n"
    return text + "".join(f"    {name}: {given_type(struct, name, fields)}\n" for name, fields in _values.tops(struct))


def structs_stub() -> str:
    text = HEAD + "import datetime\nfrom typing import TypedDict\n\nfrom . import words\n" \
                  "from ._values import Inner, Sentence, Told, Value\n"
    for struct, cls in _values.CLASSES.items():
        text += f"\nclass {cls.__name__}({cls.__mro__[1].__name__}):\n"
        if issubclass(cls, _values.Told):
            text += constructor(struct)
        for name, fields in _values.tops(struct):
            text += f"    @property\n    def {name}(self) -> {read_type(struct, name, fields)}: ...\n"
        if issubclass(cls, _values.Inner):
            text += fields_dict(struct)
    return text


def errors_stub() -> str:
    text = HEAD + "from ._errors import Closed as Closed, Error as Error, Failed as Failed, Refused as Refused\n\n"
    return text + "".join(f"class {cls.__name__}({cls.__mro__[1].__name__}): ...\n" for cls in _errors.CLASSES.values())


STUBS = {"words.pyi": words_stub, "structs.pyi": structs_stub, "errors.pyi": errors_stub}


def main(folder: pathlib.Path) -> None:
    for name, made in STUBS.items():
        (folder / name).write_text(made())


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent)
