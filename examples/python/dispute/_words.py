"""How words.py is made: an enum for each group of the library's word list."""
from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any, cast

from ._library import ffi, lib, text

if TYPE_CHECKING:
    from .words import LanguageWord


class Word(enum.StrEnum):
    """A word of the library. It is the text itself (`state == "closed.done"`), and knows its permanent number."""

    def __new__(cls, word: str, number: int = 0) -> Word:
        made: Any = str.__new__(cls, word)
        made._value_, made._number = word, number
        return cast("Word", made)

    @property
    def number(self) -> int:
        return int(getattr(self, "_number"))  # an annotation of it would be a member to some type checkers

    def label(self, language: LanguageWord = "en") -> str:
        """What to call it before people."""
        return str(text(lib.dispute_word_label(GROUPS[type(self)], self.number, language_number(language))))

    def sentence(self, language: LanguageWord = "en") -> str:
        """A whole sentence about it."""
        return str(text(lib.dispute_word_sentence(GROUPS[type(self)], self.number, language_number(language))))

    def __repr__(self) -> str:
        return f"words.{type(self).__name__}.{self.name}"

    @classmethod
    def _missing_(cls, value: object) -> Word:
        raise ValueError(none_of(value, cls))


GROUPS: dict[type[Word], int] = {}  # their numbers
ENUMS: dict[str, type[Word]] = {}  # by the name of the group


def none_of(value: object, words: type[Word]) -> str:
    shown = repr(str(value)) if isinstance(value, str) else repr(value)
    return f"{shown} is no word of {words.__name__}; there are: {', '.join(words)}"


def python_name(word: str) -> str:
    """negotiation.seller -> NEGOTIATION_SELLER; aliexpress@2017 -> ALIEXPRESS_2017; 1688@2017 -> _1688_2017"""
    name = "".join(letter if letter.isalnum() else "_" for letter in word).upper()
    return "_" + name if name[0].isdigit() else name


def class_name(word: str) -> str:
    """waits_for -> WaitsFor"""
    return "".join(part.capitalize() for part in word.split("_"))


def words_of(group: int) -> dict[str, int]:
    numbers = [int(lib.dispute_word_at(group, i)) for i in range(lib.dispute_word_count(group))]
    return {str(text(lib.dispute_word_name(group, number))): number for number in numbers}


def make(module: str) -> dict[str, Any]:
    """Every group as an enum, by the name of its class."""
    made: dict[str, Any] = {}
    for group, number in words_of(0).items():
        members = [(python_name(word), (word, n)) for word, n in words_of(number).items()]
        functional: Any = Word
        words: type[Word] = functional(class_name(group), members, module=module)
        words.__doc__ = text(lib.dispute_word_sentence(0, number, 1))
        made[words.__name__] = ENUMS[group] = words
        made[words.__name__ + "Word"] = words | str  # what a call takes; type checkers know which texts there are
        GROUPS[words] = number
    return made


MADE = make("dispute.words")


def language_number(language: str) -> int:
    return ENUMS["language"](language).number


def word_number(word: str, words: type[Word]) -> int:
    """The number of a word that somebody gave."""
    if isinstance(word, Word) and type(word) is not words:
        raise TypeError(f"{word!r} is a word of another group: {words.__name__} is wanted")
    return words(word).number


def limit(name: str) -> int:
    """A size of the library's, such as that of a snapshot."""
    return int(lib.dispute_limit(ENUMS["limit"](name).number))


def money_decimals(currency: str) -> int:
    code = currency.encode()
    if len(code) != 3 or not code.isalpha() or not code.isupper():
        raise ValueError(f"{currency!r} is no currency: a code of ISO 4217 in three capitals, such as USD")
    return int(lib.dispute_currency_decimals(ffi.new("char[4]", code)))

