"""Policies: the rules of a market, read, sealed and shared."""
from __future__ import annotations

from types import TracebackType
from typing import Any, Callable, Mapping, TypeVar

from ._errors import Closed, check
from ._library import NULL, ffi, lib
from .structs import Edge, Problem, Report

Self = TypeVar("Self", bound="Owner")


def made(kind: str, *room: int) -> Any:
    """A handle that is freed when nothing refers to it any more: also not while another thread is in a call with it."""
    out = ffi.new(f"dispute_{kind} **")
    check(getattr(lib, f"dispute_{kind}_new")(NULL, *room, out))
    return ffi.gc(out[0], getattr(lib, f"dispute_{kind}_free"))


def written(call: Callable[[Any, int, Any], int]) -> bytes:
    """What a call writes that says how much room it needs."""
    needed = ffi.new("size_t *")
    call(NULL, 0, needed)
    buffer = ffi.new("char[]", max(1, needed[0]))
    check(call(buffer, len(buffer), needed))
    return bytes(ffi.buffer(buffer, needed[0])[:])


def text_of(call: Callable[[Any, int, Any], int]) -> str:
    return written(call).rstrip(b"\0").decode()


def digest_of(call: Callable[[Any], int]) -> bytes:
    digest = ffi.new("uint8_t[32]")
    check(call(digest))
    return bytes(digest)


class Owner:
    """Something of the library's that is closed when one is done with it; closing twice does nothing."""

    __slots__ = ("_handle",)
    _handle: Any

    def _open(self) -> Any:
        handle = self._handle
        if handle is None:
            raise Closed(f"this {type(self).__name__.lower()} was closed")
        return handle

    def close(self) -> None:
        self._handle = None  # a call that another thread is in goes on: it holds the handle itself

    @property
    def closed(self) -> bool:
        return self._handle is None

    def __enter__(self: Self) -> Self:
        self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__.lower()} cannot be pickled: keep bytes(case) and policy.text instead")


def unsealed(source: str, changes: Mapping[str, str]) -> Any:
    handle, problem, data = made("policy"), Problem._room(), source.encode()
    check(lib.dispute_policy_parse(handle, data, len(data), problem), problem)
    for key, value in changes.items():
        name, told = key.encode(), value.encode()
        check(lib.dispute_policy_set(handle, name, len(name), told, len(told), problem), problem)
    return handle


class Policy(Owner):
    """The rules of a market, sealed: any number of cases and threads may share it.

    `source` has `key = value` lines. A line `preset = aliexpress@2017` says what to begin with; without one they change the
    newest default market. `changes` are further keys and values."""

    __slots__ = ("_name", "__weakref__")

    def __init__(self, source: str = "", changes: Mapping[str, str] | None = None) -> None:
        self._handle = None
        handle, problem = unsealed(source, changes or {}), Problem._room()
        check(lib.dispute_policy_seal(handle, problem), problem)
        self._handle = handle
        self._name = text_of(lambda *to: int(lib.dispute_policy_name(handle, *to)))

    @property
    def name(self) -> str:
        """Name and version, as aliexpress@2017."""
        return self._name

    @property
    def digest(self) -> bytes:
        """SHA-256 of `text`, under which a host stores it."""
        return digest_of(lambda to: int(lib.dispute_policy_digest(self._open(), to)))

    @property
    def text(self) -> str:
        """All keys and values; Policy(policy.text) is the same policy again."""
        return text_of(lambda *to: int(lib.dispute_policy_print(self._open(), *to)))

    def __getitem__(self, key: str) -> str:
        """The value of one key of words.Key."""
        name = key.encode()
        return text_of(lambda *to: int(lib.dispute_policy_get(self._open(), name, len(name), *to)))

    def edges(self) -> list[Edge]:
        """Every way from one state to others that this policy has."""
        return edges_of(self._open())

    @property
    def report(self) -> Report:
        """What the check of the policy found, such as how long a case can last."""
        return report_of(self._open())

    def __repr__(self) -> str:
        return f"<{__package__}.Policy {self._name}{', closed' if self.closed else ''}>"


def edges_of(handle: Any) -> list[Edge]:
    found: list[Edge] = []
    while lib.dispute_policy_edge(handle, len(found), edge := Edge._room()) == 0:
        found.append(Edge._at(edge))
    return found


def report_of(handle: Any) -> Report:
    report = Report._room()
    check(lib.dispute_policy_check(handle, report))
    return Report._at(report)


def check_policy(source: str = "", changes: Mapping[str, str] | None = None) -> tuple[Report, list[Problem]]:
    """What sealing would find, and every fault; a text that cannot be read at all is an error."""
    handle = unsealed(source, changes or {})
    report, faults = report_of(handle), []
    for index in range(report.faults):
        problem = Problem._room()
        check(lib.dispute_policy_fault(handle, index, problem))
        faults.append(Problem._at(problem))
    return report, faults
