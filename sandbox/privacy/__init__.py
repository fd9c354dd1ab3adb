"""Release of information: the federal law as rules, each one function with its citation.

>>> from sandbox import privacy
>>> decision = privacy.decide(privacy.parse({...}))
>>> decision.outcome, decision.basis_citation
"""

from sandbox.privacy.case import Rule
from sandbox.privacy.decision import Decision
from sandbox.privacy.engine import LAW_AS_OF, decide
from sandbox.privacy.parsing import parse
from sandbox.privacy.request import Asked, Paper, Patient, Record, Request, Requester
from sandbox.privacy.rules import RULES

__all__ = [
    "LAW_AS_OF",
    "RULES",
    "Asked",
    "Decision",
    "Paper",
    "Patient",
    "Record",
    "Request",
    "Requester",
    "Rule",
    "decide",
    "parse",
]
