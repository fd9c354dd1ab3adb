"""What a trainee chooses from, and dates and lists in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sandbox.tasks.matters import ACCESS, ACCOUNTING, AMENDMENT, NO_CLOCK, PROCESS

CLOCKS = {
    ACCESS: "Right of access (30 days), also when the copy goes to somebody else",
    ACCOUNTING: "Accounting of disclosures (60 days)",
    AMENDMENT: "Amendment of the record (60 days)",
    PROCESS: "The date that a subpoena or court order sets",
    NO_CLOCK: "No legal clock: our own turnaround",
}
YES, NO = "yes", "no"
EXTENSIONS = {YES: "Yes, by a written notice to whoever asked", NO: "No"}
NO_DAY = "no legal clock"
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def said(day: date) -> str:
    """A date in words, the same in any locale."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def said_of(day: str) -> str:
    """An ISO date, ``none`` or nothing in words."""
    if day == NO_CLOCK:
        return NO_DAY
    return said(date.fromisoformat(day)) if day else ""


def counted(number: int, word: str) -> str:
    """``1 day``, ``2 days``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def listed(names: Sequence[str]) -> str:
    """``A, B and C``."""
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
