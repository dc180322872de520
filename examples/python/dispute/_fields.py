"""Python values into fields of structs, and back: one pair of functions for each field, made when the package is loaded."""
from __future__ import annotations

import datetime
from typing import Any, Callable

from ._layout import Field
from ._library import ffi, lib
from ._words import Word, word_number

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MS = datetime.timedelta(milliseconds=1)
NEVER = int(lib.dispute_never())
Put = Callable[[Any, Any], None]  # (struct, value)
Get = Callable[[Any], Any]  # of the field's content


def instant_number(at: datetime.datetime) -> int:
    """Milliseconds since 1970 UTC. What is finer than that is cut off."""
    if not isinstance(at, datetime.datetime):
        raise TypeError(f"{at!r} is no instant: give a datetime with a time zone, such as datetime.now(timezone.utc)")
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError(f"{at!r} has no time zone, so it is no instant: give it one, such as datetime.now(timezone.utc)")
    return (at - EPOCH) // MS


def instant(ms: int) -> datetime.datetime | None:
    """None: not given, or never."""
    return EPOCH + ms * MS if 0 < ms < NEVER else None


def number(value: Any) -> int:
    if type(value) is int:
        return value
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"{value!r} is no whole number; money is in minor units: dispute.minor() makes them of a Decimal")
    return int(value.__index__())


def put_word(name: str, words: type[Word]) -> Put:
    numbers: dict[str, int] = {word: word.number for word in words}

    def put(struct: Any, value: Any) -> None:
        n = numbers.get(value) if type(value) in (str, words) else None
        setattr(struct, name, word_number(value, words) if n is None else n)
    return put


def put_number(name: str) -> Put:
    return lambda struct, value: setattr(struct, name, value if type(value) is int else number(value))


def put_instant(name: str) -> Put:
    return lambda struct, value: setattr(struct, name, instant_number(value))


def put_yes_no(name: str) -> Put:
    def put(struct: Any, value: Any) -> None:
        if not isinstance(value, bool):
            raise TypeError(f"{name} is yes or no: {value!r} is neither True nor False")
        setattr(struct, name, int(value))
    return put


def put_text(name: str, room: int) -> Put:
    def put(struct: Any, value: Any) -> None:
        if not isinstance(value, str):
            raise TypeError(f"{name} is a text: {value!r} is none")
        data = value.encode()
        if len(data) >= room:
            raise ValueError(f"{name} has {len(data)} bytes of UTF-8, and at most {room - 1} fit")
        if b"\0" in data:
            raise ValueError(f"{name} has a NUL in it: {value!r}")
        setattr(struct, name, data)
    return put


def put_bytes(name: str, size: int) -> Put:
    def put(struct: Any, value: Any) -> None:
        if not isinstance(value, (bytes, bytearray, memoryview)):
            raise TypeError(f"{name} is bytes: {value!r} is none")
        if len(value) != size:
            raise ValueError(f"{name} has {len(value)} bytes, where {size} are wanted")
        setattr(struct, name, bytes(value))
    return put


def put_of(field: Field) -> Put:
    name = field.name.split(".")[-1]
    makers: dict[str, Callable[[], Put]] = {
        "word": lambda: put_word(name, field.group), "instant": lambda: put_instant(name),
        "yes_no": lambda: put_yes_no(name), "text": lambda: put_text(name, field.place.bytes),
        "bytes": lambda: put_bytes(name, field.place.bytes)}
    return makers.get(field.kind, lambda: put_number(name))()


def get_text(content: Any) -> str:
    return str(ffi.string(content).decode())


def get_bytes(content: Any) -> bytes | None:
    """None: not given, which is all zeros."""
    return bytes(content) if any(content) else None


def get_set(words: type[Word]) -> Get:
    return lambda bits: frozenset(word for word in words if bits >> word.number & 1)


def get_of(field: Field) -> Get:
    names = {word.number: word for word in field.group}
    reads: dict[str, Get] = {"word": names.get, "set": get_set(field.group), "instant": instant, "yes_no": bool,
                             "text": get_text, "bytes": get_bytes}
    read = reads.get(field.kind, int)
    if field.by:  # an array by permanent number: what is there, by its word
        places = [(word, word.number) for word in field.by]

        def by_word(array: Any) -> dict[Word, Any]:
            found = {word: read(array[n]) for word, n in places}
            return {word: value for word, value in found.items() if value is not None}
        return by_word
    if field.place.elements > 1:  # a list, as long as what is in it
        return lambda array: [read(n) for n in array if n]
    return read
