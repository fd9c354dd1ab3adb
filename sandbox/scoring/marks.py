"""A mark: one judged item of an answer, with credit, reason, feedback, evidence and citation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Reason(StrEnum):
    """Why an item earned what it earned. Stored and reported on; add, never rename."""

    CORRECT = "correct"
    ACCEPTED_ALTERNATIVE = "accepted_alternative"
    PARTIAL = "partial"  # right in part; the feedback says which part
    MISSED = "missed"
    EXTRA = "extra"
    WRONG = "wrong"
    WRONG_SPECIFICITY = "wrong_specificity"
    WRONG_SEQUENCE = "wrong_sequence"
    WRONG_POA = "wrong_poa"
    WRONG_DOCUMENT = "wrong_document"
    WRONG_RESPONSIBLE = "wrong_responsible"
    WRONG_TYPE = "wrong_type"
    NO_EVIDENCE = "no_evidence"
    PROHIBITED = "prohibited"
    OVER_DISCLOSED = "over_disclosed"
    UNDER_DISCLOSED = "under_disclosed"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement of a chart (``chart`` is its slot in the scenario) or of a paper that came with the task."""

    chart: str
    statement: str


@lru_cache(maxsize=4096)
def as_evidence(references: tuple[str, ...]) -> tuple[Evidence, ...]:
    """``slot:statement`` references, as answers and keys hold them, as the evidence of marks."""
    return tuple(Evidence(*reference.split(":", 1)) for reference in references)


@dataclass(frozen=True, slots=True)
class Mark:
    """One judged item.

    ``weight`` is what the item is worth and ``credit`` in [0, 1] how much of it was earned. An item that should not
    be there has weight 0 and a ``penalty`` in the same unit. ``critical`` with credit below 1 (or a penalty) fails the
    task by itself. ``item`` is stable between key versions so that overrides and statistics can follow it.
    """

    item: str
    group: str  # heading under which feedback shows it: "Secondary diagnoses"
    label: str  # what the item is, e.g. "J44.1"
    weight: float
    credit: float
    reason: Reason
    feedback: str
    given: str = ""
    expected: str = ""
    penalty: float = 0.0
    critical: bool = False
    evidence: tuple[Evidence, ...] = ()
    citation: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.credit <= 1.0:
            raise ValueError(f"{self.item}: credit {self.credit} is outside 0 to 1")
        if self.weight < 0 or self.penalty < 0:
            raise ValueError(f"{self.item}: weight and penalty are never negative")

    @property
    def failed_critical(self) -> bool:
        """Whether this mark by itself fails the task."""
        return self.critical and (self.credit < 1.0 or self.penalty > 0)
