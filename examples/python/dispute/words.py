"""Every word of the library, as enums: one for each group of its word list, which is read when this is loaded.

    words.Party.BUYER, words.Party("buyer")     the same
    words.Party.BUYER.number                    1: the permanent number, as it is stored
    words.Reason.QUALITY.label("zh-Hans")       what to call it before people

words.pyi says the same to type checkers; `python -m dispute.stubs` writes it.
"""
from . import _words
from ._words import Word

globals().update(_words.MADE)
__all__ = ["Word", *_words.MADE]
