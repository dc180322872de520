"""What a call brought about, copied out of the library's memory before that is used again, and made into objects when
somebody looks."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ._errors import RESULTS, raise_for
from ._library import NULL, ffi, lib
from ._values import Value
from ._words import ENUMS
from .structs import Action, Effect, Outcome, Problem, Prospect, Transition

if TYPE_CHECKING:
    from .words import Result

T = TypeVar("T", bound=Value)
Block = tuple[bytes, int]  # elements, and how far one lies from the next
NOTHING: Block = b"", 0
TRANSITIONS, EFFECTS, ACTIONS = (ENUMS["struct"](name).number for name in ("transition", "effect", "action"))


class Step(NamedTuple):
    """One transition with what belongs to it."""

    transition: Transition
    effects: list[Effect]
    record: bytes | None  # for the journal; None where none was made


def block_of(handle: Any, first: Any, struct: int) -> Block:
    """All of a kind, from the first one's address."""
    if not first:
        return NOTHING
    size = first.size
    return ffi.buffer(first, size * lib.dispute_answer_count(handle, struct))[:], size


def records_of(handle: Any, first: Any, transitions: Block) -> bytes:
    """All records, which lie end to end; b"" where none were made. `first` is the first transition."""
    record = lib.dispute_answer_record(handle, 0, NULL)
    if not record:
        return b""
    size, count = first.record_size, len(transitions[0]) // transitions[1]
    if count > 1:
        needed = ffi.new("size_t *")
        size = lib.dispute_answer_record(handle, count - 1, needed) + needed[0] - record
    return bytes(ffi.buffer(record, size)[:])


def objects(cls: type[T], block: Block, item: int = 0) -> list[T]:
    """The elements of a block; where it is a part of many, the first one belongs to `item`."""
    data, size = block
    if not size:
        return []
    kept, pointer = ffi.from_buffer("uint8_t[]", bytearray(data)), cls._pointer
    found = [ffi.cast(pointer, kept + at) for at in range(0, len(data), size)]
    if item:
        for c in found:
            c.item += item
    return [cls._at(c, kept) for c in found]


def steps_of(transitions: list[Transition], effects: list[Effect], records: bytes) -> list[Step]:
    steps, at, effect = [], 0, 0
    for t in transitions:
        size, count = t.record_size, t.effects
        steps.append(Step(t, effects[effect:effect + count], records[at:at + size] if records else None))
        at, effect = at + size, effect + count
    return steps


def actions_of(number: int, handle: Any) -> list[Action]:
    if number:
        raise_for(RESULTS[number], Problem._copy(lib.dispute_answer_problem(handle)))
    return objects(Action, block_of(handle, lib.dispute_answer_action(handle, 0), ACTIONS))


class Answer:
    """What happened: `result` is "done", or the refusal that `problem` explains. Deadlines that fell due before an event
    stand even where it was refused: store `steps()` whenever there are any."""

    __slots__ = ("result", "outcome", "problem", "_transitions", "_effects", "_records", "_steps")
    result: Result
    outcome: Outcome | None  # that was decided, or that the case has already
    problem: Problem | None  # what it was not done for
    _steps: list[Step] | None

    def __init__(self, number: int, handle: Any) -> None:
        self.result, self.problem, self._steps = RESULTS[number], None, None
        if number:
            self.problem = Problem._copy(lib.dispute_answer_problem(handle))
            if number < 0:
                raise_for(self.result, self.problem)
        first = lib.dispute_answer_transition(handle, 0)
        if first:
            self._transitions = block_of(handle, first, TRANSITIONS)
            self._effects = block_of(handle, lib.dispute_answer_effect(handle, 0), EFFECTS)
            self._records = records_of(handle, first, self._transitions)
        else:
            self._transitions, self._effects, self._records = NOTHING, NOTHING, b""
        outcome = lib.dispute_answer_outcome(handle)
        self.outcome = Outcome._copy(outcome) if outcome else None

    @property
    def done(self) -> bool:
        return not self.result.number

    def or_raise(self: Self) -> Self:
        """This answer where it was done; else the exception of its refusal, whose `answer` it is."""
        if self.result.number:
            raise_for(self.result, self.problem, self)
        return self

    def steps(self) -> list[Step]:
        """Each transition with its own effects and its journal record."""
        if self._steps is None:
            self._steps = steps_of(objects(Transition, self._transitions), objects(Effect, self._effects), self._records)
        return self._steps

    @property
    def transitions(self) -> list[Transition]:
        return [step.transition for step in self.steps()]

    @property
    def effects(self) -> list[Effect]:
        """Of all transitions, in order."""
        return [effect for step in self.steps() for effect in step.effects]

    @property
    def records(self) -> list[bytes]:
        return [step.record for step in self.steps() if step.record is not None]

    def __repr__(self) -> str:
        parts = [str(self.result)]
        parts += [f"{t.sequence} {t.event} -> {t.state}" for t in self.transitions]
        parts += [repr(str(self.problem))] if self.problem else []
        return f"<{__package__}.{type(self).__name__} {', '.join(parts)}>"


class Forecast(Answer):
    """What silence brings: transitions, effects without ids, the outcome, and the prospect."""

    __slots__ = ("prospect",)
    prospect: Prospect | None

    def __init__(self, number: int, handle: Any) -> None:
        super().__init__(number, handle)
        self.prospect = Prospect._copy(lib.dispute_answer_prospect(handle))


Self = TypeVar("Self", bound=Answer)
