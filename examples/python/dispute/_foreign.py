"""What other systems call it: their words, and those of ours that they mean."""
from __future__ import annotations

from ._errors import check
from ._library import lib
from ._words import ENUMS, Word
from .structs import Foreign, Problem


def foreign(system: str, kind: str, word: str) -> list[tuple[str, Word]]:
    """What a word of another system's means here, each with its group, the best answer first: [("reason", Reason.LOST),
    ("class", Class.NOT_RECEIVED)]. Empty where it means none of our words; Failed where the system has no such word."""
    row, problem = Foreign._room(), Problem._room()
    said = [argument for text in (system, kind, word) for argument in (text.encode(), len(text.encode()))]
    check(lib.dispute_foreign_word(*said, row, problem), problem)
    first, rows = int(row.first), int(row.rows)
    meanings = []
    for index in range(first, first + rows):
        check(lib.dispute_foreign_at(index, row))
        if row.group:
            group = next(word for word in ENUMS["group"] if word.number == row.group)
            meanings.append((str(group), next(word for word in ENUMS[group] if word.number == row.number)))
    return meanings
