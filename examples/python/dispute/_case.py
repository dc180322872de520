"""Cases: one is a plain value in a block of the library's, for one thread at a time, which a lock sees to."""
from __future__ import annotations

import datetime
import functools
import inspect
import threading
from typing import TYPE_CHECKING, Any, Callable, Concatenate, ParamSpec, TypeVar

from ._answer import Answer, Forecast, actions_of
from ._errors import check
from ._fields import instant, instant_number
from ._library import ffi, lib
from ._policy import Owner, Policy, digest_of, made
from ._words import ENUMS, limit, word_number
from .structs import Action, Event, Order, Problem, View

if TYPE_CHECKING:
    from .words import PartyWord, State

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C")
F = TypeVar("F", bound=Callable[..., Any])
SNAPSHOT = limit("snapshot")
STATES = {word.number: word for word in ENUMS["state"]}
ANSWERS: list[Any] = []  # that no call is using; one serves all cases of a thread


def takes_event(make: Callable[P, Event]) -> Callable[[Callable[[C, Event], R]], Callable[Concatenate[C, P], R]]:
    """Gives a method of an event the event's own fields as keywords, for type checkers and help(), too."""
    def decorate(method: Callable[[C, Event], R]) -> Callable[Concatenate[C, P], R]:
        @functools.wraps(method)
        def called(self: C, /, *args: P.args, **kwargs: P.kwargs) -> R:
            return method(self, make(*args, **kwargs))
        return with_fields(called, method, make)
    return decorate


def takes_order(make: Callable[P, Order]) -> Callable[[Callable[[C, Policy, str, Order], R]],
                                                      Callable[Concatenate[C, Policy, str, P], R]]:
    """The same for an order, behind a policy and a case id."""
    def decorate(method: Callable[[C, Policy, str, Order], R]) -> Callable[Concatenate[C, Policy, str, P], R]:
        @functools.wraps(method)
        def called(cls: C, policy: Policy, case_id: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
            return method(cls, policy, case_id, make(*args, **kwargs))
        return with_fields(called, method, make)
    return decorate


def with_fields(called: F, method: Callable[..., Any], make: Callable[..., Any]) -> F:
    """The parameters of the method, the last one's own fields in place of it."""
    before = list(inspect.signature(method).parameters.values())[:-1]
    setattr(called, "__signature__", inspect.Signature([*before, *inspect.signature(make).parameters.values()]))
    return called


class Case(Owner):
    """One case: Case.begin() about an order, Case.load() from a snapshot, or Case.rebuild() from its journal.

    A refusal is an answer, so nothing is raised for it unless you ask: case.apply(...).or_raise(). What is misuse raises
    errors.Failed, and the case is what it was."""

    __slots__ = ("policy", "_lock", "__weakref__")
    policy: Policy

    def __init__(self, policy: Policy) -> None:
        if not isinstance(policy, Policy):
            raise TypeError(f"{policy!r} is no Policy")
        policy._open()
        self.policy, self._lock, self._handle = policy, threading.Lock(), made("case")

    @classmethod
    @takes_order(Order)
    def begin(cls: type[Case], policy: Policy, case_id: str, order: Order) -> Case:
        """The case of an order, by its fields; not open yet: the event `open` opens it."""
        return cls.new(policy, case_id, order)

    @classmethod
    def new(cls, policy: Policy, case_id: str, order: Order) -> Case:
        """The same with an Order that was made before."""
        if type(order) is not Order:
            raise TypeError(f"{order!r} is no Order")
        case, name, problem = cls(policy), case_id.encode(), Problem._room()
        check(lib.dispute_case_begin(policy._open(), case._handle, name, len(name), order._c, problem), problem)
        return case

    @classmethod
    def load(cls, policy: Policy, snapshot: bytes) -> Case:
        case = cls(policy)
        check(lib.dispute_case_load(policy._open(), case._handle, ffi.from_buffer(snapshot), len(snapshot)))
        return case

    @classmethod
    def rebuild(cls, policy: Policy, records: bytes) -> Case:
        """From the journal, all records end to end: each is made again and compared."""
        case = cls(policy)
        case.replay(records)
        return case

    def _ask(self, read: Callable[[int, Any], R], call: Any, *arguments: Any) -> R:
        """Calls with an answer that nobody is using, and reads that."""
        with self._lock:
            policy, handle = self.policy._handle, self._handle
            if policy is None or handle is None:
                self.policy._open()
                self._open()
            answer = ANSWERS.pop() if ANSWERS else made("answer", 0)
            try:
                return read(call(policy, handle, *arguments, answer), answer)
            finally:
                ANSWERS.append(answer)

    # ---- what happens ----

    @takes_event(Event)
    def apply(self, event: Event) -> Answer:
        """One event, by its fields: what falls due before it, the event itself, what falls due at once behind it."""
        return self.send(event)

    def send(self, event: Event) -> Answer:
        """The same with an Event that was made before."""
        if type(event) is not Event:
            raise TypeError(f"{event!r} is no Event")
        return self._ask(Answer, lib.dispute_apply, event._c)

    def step(self, event: Event) -> Answer:
        """The event alone: refused as due_first where advance() has not been called up to its instant."""
        if type(event) is not Event:
            raise TypeError(f"{event!r} is no Event")
        return self._ask(Answer, lib.dispute_step, event._c)

    def advance(self, now: datetime.datetime) -> Answer:
        """Fires what is due at `now`, each deadline at its own instant, however late this is called."""
        return self._ask(Answer, lib.dispute_advance, instant_number(now))

    def replay(self, records: bytes) -> None:
        """Goes on by records of the journal, which are verified; on an error the case is what it was."""
        with self._lock:
            problem = Problem._room()
            check(lib.dispute_replay(self.policy._open(), self._open(), ffi.from_buffer(records), len(records), problem),
                  problem)

    # ---- questions ----

    def allowed(self, now: datetime.datetime, party: PartyWord | None = None) -> list[Action]:
        """What a party may do, or everybody."""
        number = word_number(party, ENUMS["party"]) if party is not None else 0
        return self._ask(actions_of, lib.dispute_allowed, number, instant_number(now))

    def forecast(self) -> Forecast:
        """Where silence leads: transitions, effects without ids, outcome and prospect."""
        return self._ask(Forecast, lib.dispute_forecast)

    def view(self, party: PartyWord) -> View:
        """What a party may see."""
        with self._lock:
            view = View._room()
            check(lib.dispute_case_view(self._open(), word_number(party, ENUMS["party"]), view))
            return View._at(view)

    @property
    def sequence(self) -> int:
        """How many transitions there were; 0: not open."""
        with self._lock:
            return int(lib.dispute_case_sequence(self._open()))

    @property
    def state(self) -> State | None:
        """None: not open."""
        with self._lock:
            return STATES.get(lib.dispute_case_state(self._open()))  # type: ignore[return-value]

    @property
    def next_due(self) -> datetime.datetime | None:
        """When advance() has something to do; None: never."""
        with self._lock:
            return instant(lib.dispute_case_next_due(self._open()))

    # ---- bytes ----

    def snapshot(self) -> bytes:
        """The case as bytes, which Case.load() takes; bytes(case) is the same."""
        with self._lock:
            buffer = ffi.new("uint8_t[]", SNAPSHOT)
            check(lib.dispute_case_save(self._open(), buffer, SNAPSHOT, ffi.NULL))
            return bytes(ffi.buffer(buffer)[:])

    __bytes__ = snapshot

    def head(self) -> bytes:
        """The hash of all records so far; zeros under `journal.chain = none`."""
        with self._lock:
            return digest_of(lambda to: int(lib.dispute_case_head(self._open(), to)))

    def copy(self) -> Case:
        """Another case in the same state."""
        other = type(self)(self.policy)
        with self._lock:
            check(lib.dispute_case_copy(other._handle, self._open()))
        return other

    __copy__ = copy

    def __repr__(self) -> str:
        if self.closed:
            return f"<{__package__}.Case, closed>"
        if not self.sequence:
            return f"<{__package__}.Case, not open>"
        view, due = self.view("platform"), self.next_due
        return f"<{__package__}.Case {view.id} {view.state}, step {view.sequence}, next due {due or 'never'}>"
