"""Stored bytes: what a record or a snapshot is about, before anything is loaded."""
from __future__ import annotations

from typing import Iterator, NamedTuple

from ._errors import check
from ._fields import get_text
from ._library import ffi, lib
from ._words import limit
from .structs import Event, Order, Transition


class Record(NamedTuple):
    """One record of the journal."""

    transition: Transition  # without next_due and effects, which are in no record
    event: Event  # which made it
    order: Order | None  # of the first one
    size: int


class About(NamedTuple):
    """Which policy and which case stored bytes belong to."""

    policy_name: str
    policy_digest: bytes
    case_id: str


def read_records(records: bytes) -> Iterator[Record]:
    """The records of a journal, one after the other, each by itself. Case.rebuild() is what verifies their chain."""
    data, at = ffi.from_buffer("uint8_t[]", records), 0
    while at < len(data):
        transition, event, order, size = Transition._room(), Event._room(), Order._room(), ffi.new("size_t *")
        check(lib.dispute_record_read(data + at, len(data) - at, transition, event, size))
        first = lib.dispute_record_order(data + at, len(data) - at, order) == 0
        yield Record(Transition._at(transition), Event._at(event), Order._at(order) if first else None, int(size[0]))
        at += size[0]


def about(stored: bytes) -> About:
    """Of a snapshot or of a first record."""
    name, digest, case_id = ffi.new("char[]", limit("name")), ffi.new("uint8_t[32]"), ffi.new("char[]", limit("case_id"))
    check(lib.dispute_bytes_about(ffi.from_buffer(stored), len(stored), name, digest, case_id))
    return About(get_text(name), bytes(digest), get_text(case_id))
