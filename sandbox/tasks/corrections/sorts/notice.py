"""Who holds a copy of what proves wrong, or claims something on the strength of it."""

from __future__ import annotations

from sandbox.charts.model import Document
from sandbox.tasks.corrections.choices import CODING, NOBODY, RECIPIENTS
from sandbox.tasks.corrections.desk import Desk

Notice = tuple[tuple[str, ...], tuple[str, ...], str]
"""Lines of the letter, who has to be told, and why."""

LOOKED_UP = "Added at the desk from the release log and billing: "
_COPY = "a copy of it went to {place} on {day}; "
_NO_COPY = "it has not been sent to anybody; "
_CLAIM = "the claim coded from it went out on {day}."
_NOT_BILLED = "nothing was billed on the strength of it."
NOTHING = f"{LOOKED_UP}{_NO_COPY}{_NOT_BILLED}"
"""The line under a message about an entry that nobody outside has or builds on."""


def notice(desk: Desk, document: Document, claims: bool = False) -> Notice:
    """Chance decides whether a copy left the house or, where that can matter, whether a claim was made."""
    told: list[str] = []
    reasons: list[str] = []
    copy, claim = _NO_COPY, _NOT_BILLED
    place, day = desk.sent(document)
    if desk.chance(0.4):
        copy = _COPY.format(place=place, day=day)
        told.append(RECIPIENTS)
        reasons.append(f"{place} got a copy on {day}.")
    if claims and desk.chance(0.5):
        claim = _CLAIM.format(day=day)
        told.append(CODING)
        reasons.append("A claim was made from it.")
    lines = (f"{LOOKED_UP}{copy}{claim}",)
    if not told:
        return lines, (NOBODY,), "Nobody got a copy, and no claim rests on it."
    return lines, tuple(told), " ".join(reasons)
