"""Many cases in one call, with the interpreter's lock released meanwhile: for jobs to which a call is dear."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Iterable, Sequence

from ._answer import EFFECTS, TRANSITIONS, Block, Step, block_of, objects, records_of, steps_of
from ._case import SNAPSHOT, Case
from ._errors import RESULTS, check
from ._fields import instant_number
from ._library import ffi, lib
from ._policy import Policy, made
from .structs import Effect, Event, Problem, Transition

if TYPE_CHECKING:
    from .words import Result

ROOM = 64, 20000  # transitions that an answer has room for, at least and at most
EVENT_SIZE = ffi.sizeof("dispute_event")


class Batch:
    """What a call for many brought about. A transition's and an effect's `item` says which of them it belongs to."""

    __slots__ = ("_numbers", "_parts", "_steps", "problem")
    problem: Problem | None  # of the last item that was refused or failed

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._parts: list[tuple[int, Block, Block, bytes]] = []  # each with the item that it begins with
        self._steps: list[Step] | None = None
        self.problem = None

    def _run(self, call: Any, count: int) -> None:
        """Calls until all are done. `call` is given the item to begin with, how many, and answer, results, done."""
        answer, results, done = made("answer", min(max(ROOM[0], 2 * count), ROOM[1])), \
            ffi.new("dispute_result[]", max(1, count)), ffi.new("size_t *")
        at = 0
        while at < count:
            check(call(at, count - at, answer, results + at, done))
            if first := lib.dispute_answer_transition(answer, 0):
                transitions = block_of(answer, first, TRANSITIONS)
                effects = block_of(answer, lib.dispute_answer_effect(answer, 0), EFFECTS)
                self._parts.append((at, transitions, effects, records_of(answer, first, transitions)))
            problem = lib.dispute_answer_problem(answer)
            self.problem = Problem._copy(problem) if problem else self.problem
            at += done[0]
        self._numbers = ffi.unpack(results, count)

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def results(self) -> list[Result]:
        """Of each item."""
        return [RESULTS[number] for number in self._numbers]

    @property
    def not_done(self) -> dict[int, Result]:
        """The results of the items that were refused or failed: above 0 and below."""
        return {item: RESULTS[number] for item, number in enumerate(self._numbers) if number}

    def steps(self) -> list[Step]:
        """Each transition with its own effects and its journal record, in the order of the items."""
        if self._steps is None:
            self._steps = [step for item, transitions, effects, records in self._parts for step in steps_of(
                objects(Transition, transitions, item), objects(Effect, effects, item), records)]
        return self._steps

    def __repr__(self) -> str:
        happened = sum(len(data) // size for _, (data, size), _, _ in self._parts)
        return f"<{__package__}.{type(self).__name__} of {len(self)}, {happened} transitions, " \
               f"{len(self.not_done)} not done>"


class Sweep(Batch):
    """The same for snapshots, which are in `block`, end to end, as they are now."""

    __slots__ = ("block",)
    block: bytearray

    def snapshot(self, item: int) -> bytes:
        if not 0 <= item < len(self):
            raise IndexError(f"there is no item {item}, but 0 to {len(self) - 1}")
        return bytes(self.block[item * SNAPSHOT:(item + 1) * SNAPSHOT])


def apply_many(policy: Policy, cases: Sequence[Case], events: Sequence[Event]) -> Batch:
    """Case.send() for each pair, in order. A case that is refused or fails does not stop the others."""
    cases, events = list(cases), list(events)
    only(Policy, [policy])
    only(Case, cases)
    only(Event, events)
    if len(cases) != len(events):
        raise ValueError(f"{len(cases)} cases and {len(events)} events: there is one event for each case")
    handle, batch, locks = policy._open(), Batch(), {case._lock for case in cases}
    taken = [lock for lock in locks if lock.acquire(blocking=False)]
    try:
        if len(taken) < len(locks):
            raise RuntimeError("a case is in use by another thread")
        kept = [case._handle or case._open() for case in cases]
        handles = ffi.new("dispute_case *[]", kept)
        block = ffi.from_buffer("dispute_event[]", b"".join([ffi.buffer(event._c) for event in events]))
        batch._run(lambda at, count, *more: lib.dispute_apply_many(handle, handles + at, block + at, EVENT_SIZE, count,
                                                                   *more), len(cases))
    finally:
        for lock in taken:
            lock.release()
    return batch


def only(cls: type[object], things: Sequence[object]) -> None:
    """A loop over all is only made where something is wrong."""
    if not all(issubclass(kind, cls) for kind in {*map(type, things)}):
        wrong = next(thing for thing in things if not isinstance(thing, cls))
        raise TypeError(f"{wrong!r} is no {cls.__name__}")


def advance_many(policy: Policy, snapshots: Iterable[bytes] | bytes | bytearray, now: datetime.datetime) -> Sweep:
    """Case.advance() for each snapshot: of a list of them, or of a bytearray in which they lie end to end and are written
    again where something fell due. One that cannot be read has a result of its own."""
    only(Policy, [policy])
    sweep = Sweep()
    sweep.block = snapshots if isinstance(snapshots, bytearray) else joined(snapshots)
    if len(sweep.block) % SNAPSHOT:
        raise ValueError(f"{len(sweep.block)} bytes are no snapshots: each has {SNAPSHOT}")
    handle, ms = policy._open(), instant_number(now)
    with ffi.from_buffer("uint8_t[]", sweep.block, require_writable=True) as first:
        sweep._run(lambda at, count, *more: lib.dispute_advance_many(handle, first + at * SNAPSHOT, SNAPSHOT, count, ms,
                                                                     *more), len(sweep.block) // SNAPSHOT)
    return sweep


def joined(snapshots: Iterable[bytes] | bytes) -> bytearray:
    if isinstance(snapshots, (bytes, memoryview)):
        return bytearray(snapshots)
    parts = list(snapshots)
    for item, part in enumerate(parts):
        if len(part) != SNAPSHOT:
            raise ValueError(f"item {item} has {len(part)} bytes: a snapshot has {SNAPSHOT}")
    return bytearray().join(parts)
