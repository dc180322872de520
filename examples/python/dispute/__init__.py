"""Marketplace disputes as a pure function: (policy, case, event) -> (case', answer).

    policy = dispute.Policy("negotiation.response = P3D")
    case = dispute.Case.begin(policy, "C-1", currency="USD", amount=5000)
    answer = case.apply(kind="open", by="buyer", at=now, reason="quality", terms=dict(kind="refund", amount=2000))

Words, structs and errors come from the library when this is loaded, and are compared with the header that the package
was made with. DISPUTE_LIB names the library or the directory that it was built in, DISPUTE_HEADER its header.
"""
from . import errors, words
from ._answer import Answer, Forecast, Step
from ._case import Case
from ._foreign import foreign
from ._journal import About, Record, about, read_records
from ._library import MODE, VERSION
from ._many import Batch, Sweep, advance_many, apply_many
from ._policy import Policy, check_policy
from .errors import Closed, Error, Failed, Refused
from .money import minor, to_decimal
from .structs import (Action, Edge, Effect, Event, Order, Outcome, Problem, Prospect, Report, Terms, Transition, View)

__all__ = ["About", "Action", "Answer", "Batch", "Case", "Closed", "Edge", "Effect", "Error", "Event", "Failed",
           "Forecast", "MODE", "Order", "Outcome", "Policy", "Problem", "Prospect", "Record", "Refused", "Report",
           "Step", "Sweep", "Terms", "Transition", "VERSION", "View", "about", "advance_many", "apply_many",
           "check_policy", "errors", "foreign", "minor", "read_records", "to_decimal", "words"]
