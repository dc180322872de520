"""How structs.py is made: a class for each public struct of the library, whose fields are read when they are asked."""
from __future__ import annotations

import inspect
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from . import _fields, _layout
from ._library import NULL, ffi, lib
from ._words import class_name, language_number
from .money import to_decimal

if TYPE_CHECKING:
    from .words import LanguageWord

Self = TypeVar("Self", bound="Value")
HIDDEN = frozenset({"size", "reserved", "expects"})  # what the package fills in itself


class Value:
    """What the library said, or is told: copied, and never changed."""

    __slots__ = ("_c", "_keep")
    _type = ""  # "dispute_event"
    _pointer: Any = None  # "dispute_event *"
    _names: tuple[str, ...] = ()
    _c: Any
    _keep: Any  # what the struct lies in

    def __init__(self) -> None:
        raise TypeError(f"{type(self).__name__} is what the library says; it is not made by hand")

    @classmethod
    def _at(cls: type[Self], c: Any, keep: Any = None) -> Self:
        """The struct at an address, inside of something that we own."""
        made = cls.__new__(cls)
        made._c, made._keep = c, keep
        return made

    @classmethod
    def _room(cls) -> Any:
        """An empty struct for the library to fill."""
        c = ffi.new(cls._pointer)
        c.size = ffi.sizeof(cls._type)
        return c

    @classmethod
    def _copy(cls: type[Self], c: Any) -> Self | None:
        """A copy of what the library lends; None for NULL."""
        return cls._at(ffi.new(cls._pointer, c[0])) if c else None

    def _bytes(self) -> bytes:
        return bytes(ffi.buffer(self._c, ffi.sizeof(self._type)))

    def _said(self) -> dict[str, Any]:
        """All that says something, by name; 0 only says something where a step is expected."""
        found = ((name, getattr(self, name)) for name in self._names)
        return {name: value for name, value in found if value or (name == "expect" and value is not None)}

    def as_dict(self) -> dict[str, Any]:
        """All that says something, by name, and what lies in it likewise."""
        return {name: value.as_dict() if isinstance(value, Value) else value for name, value in self._said().items()}

    def decimal(self, name: str = "amount") -> Decimal:
        """A field of money as a Decimal in the struct's currency: 2000 USD are Decimal("20.00")."""
        if "currency" not in self._names:
            raise TypeError(f"{type(self).__name__} has no currency: use dispute.to_decimal(amount, currency)")
        return to_decimal(getattr(self, name), getattr(self, "currency"))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._said().items())})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and type(other) is type(self) and self._bytes() == other._bytes()

    def __hash__(self) -> int:
        return hash((self._type, self._bytes()))


class Told(Value):
    """A struct that is handed to the library: made with the names of its fields."""

    __slots__ = ()
    _puts: dict[str, _fields.Put] = {}

    def __init__(self, **fields: Any) -> None:
        c = self._room()
        self._c, self._keep = c, None
        self._fill(c, fields)

    def __reduce__(self) -> tuple[Any, ...]:
        return made_again, (type(self), self.as_dict())

    @classmethod
    def _fill(cls, c: Any, fields: dict[str, Any]) -> None:
        puts = cls._puts
        for name, value in fields.items():
            put = puts.get(name)
            if put is None:
                raise TypeError(f"{cls.__name__} has no field {name!r}; there are: {', '.join(cls._names)}")
            if value is not None:
                put(c, value)


def made_again(cls: type[Told], fields: dict[str, Any]) -> Told:
    """In another process, where words are texts."""
    return cls(**fields)


class Inner(Told):
    """A struct that lies in others, without a size of its own."""

    __slots__ = ()

    @classmethod
    def _room(cls) -> Any:
        return ffi.new(cls._pointer)


class Sentence(Value):
    """A problem, which can be said before people."""

    __slots__ = ()

    def sentence(self, language: LanguageWord = "en") -> str:
        """The whole sentence, with its dates and amounts."""
        number, needed = language_number(language), ffi.new("size_t *")
        lib.dispute_problem_sentence(self._c, number, NULL, 0, needed)
        buffer = ffi.new("char[]", needed[0])
        lib.dispute_problem_sentence(self._c, number, buffer, needed[0], needed)
        return _fields.get_text(buffer)

    def __str__(self) -> str:
        return self.sentence()


BASES: dict[str, type[Value]] = {"terms": Inner, "order": Told, "event": Told, "problem": Sentence}
CLASSES: dict[str, type[Value]] = {}  # by the library's name: "event"
FIELDS: dict[str, list[_layout.Field]] = _layout.check_all()
Field = _layout.Field


def tops(struct: str) -> list[tuple[str, list[Field]]]:
    """The fields that a class has, in order; of an inner struct with all of its own."""
    found: dict[str, list[Field]] = {}
    for field in FIELDS[struct]:
        found.setdefault(field.name.split(".")[0], []).append(field)
    return [(name, fields) for name, fields in found.items() if name not in HIDDEN]


def inner_struct(struct: str, name: str) -> str:
    """Which struct lies in a field: "terms"."""
    return str(dict(ffi.typeof(f"dispute_{struct}").fields)[name].type.cname).split("dispute_")[1]


def is_inner(fields: list[Field]) -> bool:
    return "." in fields[0].name


def property_of(struct: str, name: str, fields: list[Field]) -> property:
    if not is_inner(fields):
        read = _fields.get_of(fields[0])
        return property(lambda self: read(getattr(self._c, name)))
    cls = CLASSES[inner_struct(struct, name)]

    def inner(self: Value) -> Value | None:
        c = getattr(self._c, name)
        said = getattr(c, "kind", True)  # without its kind it says nothing
        return cls._at(ffi.addressof(c), self) if said else None
    return property(inner)


def put_inner(name: str, cls: type[Told]) -> _fields.Put:
    def put(struct: Any, value: Any) -> None:
        if type(value) is cls:
            setattr(struct, name, value._c[0])
        elif isinstance(value, dict):
            cls._fill(getattr(struct, name), value)
        else:
            raise TypeError(f"{name} is a {cls.__name__}, or a dict of its fields: {value!r} is neither")
    return put


def puts_of(struct: str) -> dict[str, _fields.Put]:
    puts: dict[str, _fields.Put] = {}
    for name, fields in tops(struct):
        inner: Any = CLASSES[inner_struct(struct, name)] if is_inner(fields) else None
        puts[name] = put_inner(name, inner) if inner else _fields.put_of(fields[0])
    return puts


def expecting(members: dict[str, Any]) -> None:
    """`expect=3` says by itself that something is expected, 0 too."""
    put = members["_puts"]["expect"]

    def put_expect(struct: Any, value: Any) -> None:
        put(struct, value)
        struct.expects = 1
    members["_puts"]["expect"] = put_expect
    members["expect"] = property(lambda self: int(self._c.expect) if self._c.expects else None)


def make(module: str) -> dict[str, Any]:
    """Every struct as a class, by its name; those that lie in others first."""
    made: dict[str, Any] = {}
    inner = sorted(FIELDS, key=lambda struct: any("." in field.name for field in FIELDS[struct]))
    for struct in inner:
        if struct == "field":  # it tells about the others, which is done
            continue
        base = BASES.get(struct, Value)
        members: dict[str, Any] = {"__slots__": (), "__module__": module, "_type": f"dispute_{struct}",
                                   "_pointer": ffi.typeof(f"dispute_{struct} *"),
                                   "_names": tuple(name for name, _ in tops(struct))}
        members.update((name, property_of(struct, name, fields)) for name, fields in tops(struct))
        if issubclass(base, Told):
            members["_puts"] = puts_of(struct)
            members["__signature__"] = inspect.Signature([inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=None) for name in members["_names"]])  # for help()
        if any(field.name == "expects" for field in FIELDS[struct]):
            expecting(members)
        CLASSES[struct] = type(class_name(struct), (base,), members)
        if issubclass(base, Inner):
            typed: Any = TypedDict
            made[class_name(struct) + "Fields"] = typed(class_name(struct) + "Fields", dict.fromkeys(members["_puts"], Any),
                                                        total=False)
        made[class_name(struct)] = CLASSES[struct]
    return made
