"""Coding accuracy by every method in use, side by side. The methods disagree on purpose: always name the one graded.

Each method is a pure function of a ``Tally`` and returns a percentage in [0, 100], or None when it has nothing to
divide by. The reviewer's codes are ``correct + wrong + missed``: every code the record should have, whether the coder
gave it rightly, gave something else in its place, or left it out. ``extra`` codes are those that should not be there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over one record or, added up, over many. All are whole numbers of codes or records."""

    correct: int = 0
    wrong: int = 0
    missed: int = 0
    extra: int = 0
    principal_right: int = 0
    principal_reviewed: int = 0
    poa_right: int = 0
    poa_reviewed: int = 0
    records_right: int = 0
    records_reviewed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in Tally.__slots__))

    @property
    def reviewer_codes(self) -> int:
        """How many codes the records should have."""
        return self.correct + self.wrong + self.missed


def _percent(part: float, whole: int) -> float | None:
    return 100.0 * part / whole if whole else None


def code_over_code(tally: Tally) -> float | None:
    """correct / reviewer's codes × 100.

    The usual figure for coding accuracy; it does not see over-coding. Citation: code-over-code method as recommended
    by AHIMA for coding accuracy.
    """
    return _percent(tally.correct, tally.reviewer_codes)


def code_over_code_deducted(tally: Tally) -> float | None:
    """(correct − codes that should not be there) / reviewer's codes × 100, floored at 0.

    The raw figure can be negative; practice is to floor it and treat the case as education.
    Citation: code-over-code method with over-coding deduction.
    """
    return _percent(max(0, tally.correct - tally.extra), tally.reviewer_codes)


def total_opportunity(tally: Tally) -> float | None:
    """correct / (correct + wrong + missed + extra) × 100.

    Bounded, and penalises over-coding without going negative. Citation: none that we could verify.
    """
    return _percent(tally.correct, tally.reviewer_codes + tally.extra)


def case_over_case(tally: Tally) -> float | None:
    """records with no error / records reviewed × 100.

    An error is any wrong, missed or extra code, a wrong principal or first-listed diagnosis, a broken demanded order
    or a wrong POA indicator. Harsh for coding accuracy; meant for financial accuracy.
    Citation: case-over-case method; the name record-over-record for it is unverified.
    """
    return _percent(tally.records_right, tally.records_reviewed)


def principal_accuracy(tally: Tally) -> float | None:
    """records with the right principal or first-listed diagnosis / records reviewed × 100.

    Citation: ICD-10-CM Official Guidelines, Sections II (inpatient) and IV.G (outpatient).
    """
    return _percent(tally.principal_right, tally.principal_reviewed)


def poa_accuracy(tally: Tally) -> float | None:
    """right POA indicators / indicators due × 100. A missing diagnosis has no right indicator.

    Citation: code-over-code method applied to POA; ICD-10-CM Official Guidelines, Appendix I.
    """
    return _percent(tally.poa_right, tally.poa_reviewed)


@dataclass(frozen=True, slots=True)
class Method:
    """An accuracy method as people name it. ``verified`` is False where no source could be checked."""

    name: str
    title: str
    formula: str
    rate: Callable[[Tally], float | None]
    citation: str
    verified: bool = True


MethodName = Literal[
    "code_over_code",
    "code_over_code_deducted",
    "total_opportunity",
    "case_over_case",
    "principal_accuracy",
    "poa_accuracy",
]
"""The methods as scenario files and keys name them."""

METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        Method(
            "code_over_code",
            "Code over code",
            "correct codes / reviewer's codes",
            code_over_code,
            "AHIMA-recommended method for coding accuracy",
        ),
        Method(
            "code_over_code_deducted",
            "Code over code, over-coding deducted",
            "(correct codes − codes that should not be there) / reviewer's codes, not below 0",
            code_over_code_deducted,
            "Code-over-code method with over-coding deduction",
        ),
        Method(
            "total_opportunity",
            "Total opportunity",
            "correct / (correct + wrong + missed + extra)",
            total_opportunity,
            "No source verified for this variant",
            verified=False,
        ),
        Method(
            "case_over_case",
            "Case over case (record over record)",
            "records with no error / records reviewed",
            case_over_case,
            "Case-over-case method; the second name is unverified",
        ),
        Method(
            "principal_accuracy",
            "Principal or first-listed diagnosis",
            "records with the right principal or first-listed diagnosis / records reviewed",
            principal_accuracy,
            "ICD-10-CM Official Guidelines II, IV.G",
        ),
        Method(
            "poa_accuracy",
            "Present on admission",
            "right POA indicators / POA indicators due",
            poa_accuracy,
            "ICD-10-CM Official Guidelines, Appendix I",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Level:
    """A step of the ladder: the percentage from which it is reached."""

    percent: float
    title: str
    note: str
    verified: bool


LADDER: tuple[Level, ...] = (
    Level(70.0, "Starting", "The bar of one commercial trainer; our first step for trainees.", False),
    Level(85.0, "Developing", "Our proposal for a trainee halfway.", False),
    Level(90.0, "Nearly there", "Overall coding accuracy, weighted, in a secondary source.", False),
    Level(95.0, "Field standard", "The threshold usually cited; ask whose guidelines and which method.", True),
)


def level_of(percent: float | None) -> Level | None:
    """The highest step reached, or None below the first or when there is no figure."""
    reached = [level for level in LADDER if percent is not None and percent >= level.percent]
    return reached[-1] if reached else None


def rounded(percent: float) -> float:
    """A rate as it is reported: one decimal, halves away from zero as people round by hand."""
    return int(percent * 10 + 0.5 + 1e-9) / 10


@dataclass(frozen=True, slots=True)
class AccuracyRow:
    """One line of the table. ``percent`` is rounded to one decimal, None when the method has nothing to count."""

    method: str
    title: str
    formula: str
    percent: float | None
    level: str
    graded: bool
    verified: bool
    citation: str


def accuracy_table(tally: Tally, graded: str = "") -> tuple[AccuracyRow, ...]:
    """Every method over the same counts; ``graded`` names the one that counts (none when empty)."""
    rows = []
    for method in METHODS.values():
        rate = method.rate(tally)
        percent = None if rate is None else rounded(rate)
        level = level_of(rate)
        rows.append(
            AccuracyRow(
                method.name,
                method.title,
                method.formula,
                percent,
                level.title if level else "",
                method.name == graded,
                method.verified,
                method.citation,
            )
        )
    return tuple(rows)
