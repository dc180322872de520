"""An exception for each result of the library's but `done`: errors.NotYours, errors.ClockBackwards, ...

`Refused` is the base of all refusals, `Failed` of misuse and of what the surroundings did, `Error` of both.
"""
from . import _errors
from ._errors import Closed, Error, Failed, Refused

globals().update(_errors.make(__name__))
__all__ = ["Closed", "Error", "Failed", "Refused", *(cls.__name__ for cls in _errors.CLASSES.values())]
