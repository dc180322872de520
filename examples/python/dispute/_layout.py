"""Are the structs of the header those of the library? Asked once, when the package is loaded."""
from __future__ import annotations

from typing import Any, NamedTuple

from ._library import DECLARED_IN, HOW, ffi, lib
from ._words import ENUMS, Word


class Place(NamedTuple):
    """Where a field lies."""

    offset: int
    bytes: int  # of one element
    elements: int


class Field(NamedTuple):
    """What the library says about a field of a struct."""

    name: str  # "terms.amount"
    place: Place
    kind: str  # [type]
    group: type[Word]  # whose words it has, where kind is word or set
    by: type[Word] | None  # whose numbers index it


def told(struct: Word) -> list[Field]:
    """Every field, as the library has it."""
    fields: list[Field] = []
    groups = {words.number: ENUMS[words] for words in ENUMS["group"]}
    kinds = {kind.number: str(kind) for kind in ENUMS["type"]}
    f = ffi.new("dispute_field *", {"size": ffi.sizeof("dispute_field")})
    while lib.dispute_struct_field(struct.number, len(fields), f) == 0:
        name = ffi.string(f.name).decode(errors="replace")
        fields.append(Field(name, Place(f.offset, f.bytes, f.elements), kinds.get(f.kind, "number"),
                            groups.get(f.group, ENUMS["group"]), groups[f.by] if f.by else None))
    return fields


def declared(struct: str, before: str = "", offset: int = 0) -> dict[str, Place]:
    """Every field, as the header has it."""
    found: dict[str, Place] = {}
    for name, field in ffi.typeof(f"dispute_{struct}" if not before else struct).fields:
        at, kind, elements = offset + int(field.offset), field.type, 1
        if kind.kind == "array":
            elements, kind = (1, kind) if ffi.sizeof(kind.item) == 1 else (int(kind.length), kind.item)  # a text is one
        if kind.kind == "struct":
            found.update(declared(kind.cname, f"{before}{name}.", at))
        else:
            found[before + name] = Place(at, ffi.sizeof(kind), elements)
    return found


def is_declared(struct: str) -> bool:
    """A newer library may have structs that this header lacks."""
    try:
        return bool(ffi.typeof(f"dispute_{struct}").fields)
    except ffi.error:
        return False


def compare(struct: str, ours: dict[str, Place], our_size: int, theirs: dict[str, Place], their_size: int) -> None:
    """Structs only ever grow at their end, so that a newer library may have more there. Anything else is refused."""
    def refuse(what: str) -> None:
        raise ImportError(f"dispute_{struct}: {what}. The declarations ({DECLARED_IN}) are not those of the library that is "
                          f"loaded: install the package anew against it, or {HOW} and DISPUTE_HEADER its header")

    for name, place in ours.items():
        if name not in theirs:
            refuse(f"the library knows no field {name}")
        if theirs[name] != place:
            refuse(f"the field {name} lies elsewhere, {place} here and {theirs[name]} in the library")
    for name, place in theirs.items():
        if name not in ours and place.offset < our_size:
            refuse(f"the library has a field {name} in the middle that the header lacks")
    if their_size < our_size or (their_size > our_size and theirs.keys() == ours.keys()):
        refuse(f"it has {our_size} bytes here and {their_size} in the library")


def check(struct: Word) -> list[Field]:
    """The fields that header and library both have."""
    ours, fields = declared(struct), told(struct)
    compare(struct, ours, ffi.sizeof(f"dispute_{struct}"), {field.name: field.place for field in fields},
            int(lib.dispute_struct_size(struct.number)))
    return [field for field in fields if field.name in ours]


def check_all() -> dict[str, list[Field]]:
    structs: Any = ENUMS["struct"]
    check(structs("field"))  # first: it tells about the others
    return {str(struct): check(struct) for struct in structs if is_declared(struct)}
