"""How errors.py is made: an exception for each word that a result may have."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from ._library import lib, text
from ._words import ENUMS, GROUPS, MADE, Word, class_name
from .structs import Problem

if TYPE_CHECKING:
    from ._answer import Answer

RESULTS: dict[int, Any] = {word.number: word for word in ENUMS["result"]}


class Error(Exception):
    """Something was not done. `result` says what, `problem` where and why, as far as the library knows."""

    def __init__(self, result: Any, problem: Problem | None = None, answer: Answer | None = None) -> None:
        self.result, self.problem, self.answer = result, problem, answer
        told = problem is not None and problem.result == result
        super().__init__(problem.sentence() if told and problem else result.sentence())

    def __reduce__(self) -> tuple[Any, ...]:
        return again, (str(self.result), str(self))  # the problem stays here: its struct is this process's


class Refused(Error):
    """The rules say no. It is an answer for the person who asked: `answer` has what fell due before, to be stored."""


class Failed(Error):
    """Misuse, or something about the surroundings: nothing has changed."""


class Closed(ValueError):
    """A policy or case was used after it was closed."""


CLASSES: dict[Word, type[Error]] = {}


def make(module: str) -> dict[str, type[Error]]:
    """An exception for each result but `done`, by its name: Refused where the number is above 0, Failed below."""
    for number, word in RESULTS.items():
        if number:
            base = Refused if number > 0 else Failed
            sentence = text(lib.dispute_word_sentence(GROUPS[MADE["Result"]], number, 1))
            CLASSES[word] = type(class_name(str(word)), (base,), {"__module__": module, "__doc__": sentence})
    return {cls.__name__: cls for cls in CLASSES.values()}


def again(result: str, sentence: str) -> Error:
    """In another process: the same exception with the same sentence."""
    word: Any = ENUMS["result"](result)
    error = CLASSES[word](word)
    error.args = (sentence,)
    return error


def raise_for(result: Any, problem: Problem | None = None, answer: Answer | None = None) -> NoReturn:
    raise CLASSES[result](result, problem, answer)


def check(number: int, problem: Any = None) -> None:
    """For a call that is done or fails; `problem` is the struct that it was given to fill."""
    if number:
        raise_for(RESULTS[number], Problem._at(problem) if problem is not None and problem.result == number else None)
