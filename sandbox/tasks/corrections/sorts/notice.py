"""Who holds a copy of what proves wrong, or claims something on the strength of it."""

from __future__ import annotations

from sandbox.charts.model import Document
from sandbox.tasks.corrections.choices import CODING, NOBODY, RECIPIENTS
from sandbox.tasks.corrections.desk import Desk

Notice = tuple[tuple[str, ...], tuple[str, ...], str]
"""Lines of the letter, who has to be told, and why."""

_CLAIM = (
    "The account is coded, and the claim that rests on it went out on {day}.",
    "Billing says that the claim went out on {day}, coded from this entry.",
)
_COPY = (
    "One more thing: a copy of it went to {place} on {day}.",
    "I see in the disclosure log that {place} got a copy of it on {day}.",
)
_NOT_SENT = ("No copy has left the house.", "The entry has not been sent to anybody.", "")


def notice(desk: Desk, document: Document, claims: bool = False) -> Notice:
    """Chance decides whether a copy left the house or, where that can matter, whether a claim was made."""
    lines: list[str] = []
    told: list[str] = []
    reasons: list[str] = []
    place, day = desk.sent(document)
    if desk.chance(0.4):
        lines.append(desk.word(_COPY).format(place=place, day=day))
        told.append(RECIPIENTS)
        reasons.append(f"{place} got a copy on {day}.")
    if claims and desk.chance(0.5):
        lines.append(desk.word(_CLAIM).format(day=f"{desk.today:%m/%d/%Y}"))
        told.append(CODING)
        reasons.append("A claim was made from it.")
    if not told:
        line = desk.word(_NOT_SENT)
        return (line,) if line else (), (NOBODY,), "Nobody got a copy, and no claim rests on it."
    return tuple(lines), tuple(told), " ".join(reasons)
