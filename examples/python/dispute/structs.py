"""The public structs of the library, as classes; their fields are read from the library when this is loaded.

`Event`, `Order` and `Terms` are made with the names of their fields: Event(kind="open", by="buyer", at=now, ...). What is
None was not given, or is never. structs.pyi says the same to type checkers; `python -m dispute.stubs` writes it.
"""
from . import _values

globals().update(MADE := _values.make(__name__))
__all__ = [*MADE]
