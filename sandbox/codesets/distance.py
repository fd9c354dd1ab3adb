"""Partial credit by distance: how nearly right a wrong code is, from its characters alone.

Credit is 1 for equal codes and only for them, 0 for codes that share nothing worth credit, and the same both ways
round. The sentence says what differs; it is written from the side of the given code.
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.codesets.code import AXES
from sandbox.codesets.spelling import CM, PCS, SYSTEMS, dotted, normal
from sandbox.errors import Invalid

CATEGORY = 0.3  # right category, nothing else
DETAIL = 0.5  # all characters between category and seventh
SEVENTH = 0.2  # the seventh character, or none on both sides
SIDE = 0.6  # all right but the side: half a wrong patient, so less than a wrong seventh character
NEARLY = 0.95  # the most that an unequal code can earn

AXIS_WEIGHTS = (0.0, 0.1, 0.3, 0.25, 0.15, 0.1, 0.1)  # section alone earns nothing
OTHER_ROOT = 0.5  # the most that a wrong root operation can earn (Guideline B3: it names the objective)
OTHER_SYSTEM = 0.25  # the most that a wrong body system can earn

# Where the last character before the seventh tells sides apart (Official Guidelines I.B.13).
_SIDED = ("C50", "G56", "G57", "G81", "G83", "H", "I69", "I70", "I80", "I82", "L89", "L97", "M", "S")


def credit(given: str, expected: str, system: str = CM) -> tuple[float, str]:
    """How right ``given`` is where ``expected`` is right: credit in [0, 1], and a sentence (empty when equal).

    Case and dots do not matter. Raises Invalid for an unknown code system.
    """
    if system not in SYSTEMS:
        raise Invalid(f"There is no code system {system!r}.", f"Use one of: {', '.join(SYSTEMS)}.")
    mine, right = normal(given), normal(expected)
    if mine == right:
        return 1.0, ""
    if not mine:
        return 0.0, "No code was given."
    if system == CM:
        return _diagnosis(mine, right)
    if system == PCS:
        return _procedure(mine, right)
    return 0.0, f"{mine} is another item than {right}: HCPCS codes are not built of parts."


@dataclass(frozen=True, slots=True)
class _Parts:
    """An ICD-10-CM code taken apart; placeholders are dropped from the end of the detail."""

    category: str
    detail: str
    seventh: str

    @classmethod
    def of(cls, plain: str) -> _Parts:
        return cls(plain[:3], plain[3:6].rstrip("X"), plain[6:])


def _diagnosis(mine: str, right: str) -> tuple[float, str]:
    a, b = _Parts.of(mine), _Parts.of(right)
    shown, shown_right = dotted(mine), dotted(right)
    if a.category != b.category or len(a.category) < 3:
        return 0.0, f"{shown} is of another category than {shown_right}."
    if a.detail != b.detail and _only_side(a, b):
        return SIDE, f"{shown} differs from {shown_right} in the character that gives the side."
    same = _shared(a.detail, b.detail) / max(len(a.detail), len(b.detail), 1) if a.detail != b.detail else 1.0
    earned = CATEGORY + DETAIL * same + (SEVENTH if a.seventh == b.seventh else 0.0)
    return min(round(earned, 4), NEARLY), _what_differs(a, b, shown, shown_right)


def _only_side(a: _Parts, b: _Parts) -> bool:
    """Whether the codes agree but for the last character of the detail, in a chapter where that gives the side."""
    return (
        len(a.detail) == len(b.detail) >= 2
        and a.detail[:-1] == b.detail[:-1]
        and a.detail[-1].isdigit()
        and b.detail[-1].isdigit()
        and a.seventh == b.seventh
        and a.category.startswith(_SIDED)
    )


def _shared(a: str, b: str) -> int:
    """How many characters agree from the start."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _what_differs(a: _Parts, b: _Parts, shown: str, right: str) -> str:
    if a.detail == b.detail:
        if a.seventh == b.seventh:
            return f"{shown} has its placeholder X in another place than {right}."
        if not a.seventh:
            return f"{shown} lacks its seventh character: {right}."
        return f"{shown} has the seventh character {a.seventh} where {right} has {b.seventh or 'none'}."
    if b.detail.startswith(a.detail):
        return f"{shown} is less specific than {right}."
    if a.detail.startswith(b.detail):
        return f"{shown} says more than {right}."
    return f"{shown} is of the right category but of other detail than {right}."


def _procedure(mine: str, right: str) -> tuple[float, str]:
    """Per axis (ICD-10-PCS Guidelines A1, A2): axes after the root operation mean what the table makes of them."""
    if len(mine) != 7 or len(right) != 7:
        return 0.0, f"{mine} is not comparable with {right}: an ICD-10-PCS code has seven characters."
    if mine[0] != right[0]:
        return 0.0, f"{mine} is of another section than {right}."
    wrong = [n for n in range(7) if mine[n] != right[n]]
    earned = sum(weight for n, weight in enumerate(AXIS_WEIGHTS) if n not in wrong)
    if 2 in wrong:
        earned = min(earned, OTHER_ROOT)
    if 1 in wrong:
        earned = min(earned, OTHER_SYSTEM)
    told = ", ".join(f"{AXES[n].lower()} {mine[n]} where {right[n]} is right" for n in wrong)
    return round(earned, 4), f"{mine} differs from {right} in: {told}."
