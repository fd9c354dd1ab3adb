"""A list of diagnosis codes as given, with what is known of it: what the rules of ``codesets.edits`` look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sandbox.codesets.code import Code
from sandbox.codesets.codeset import CodeSet
from sandbox.codesets.spelling import normal

INPATIENT = "inpatient"


class Severity(StrEnum):
    """How much an edit weighs: the claim is wrong, it may be, or there is something to remember."""

    ERROR = "error"
    WARNING = "warning"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the codes. Unknown things (None, empty) switch off the rules that need them.

    ``age`` in completed years; ``sex`` is ``female`` or ``male``; ``poa`` holds one indicator for each code
    ("" for none) or is empty; ``codeset`` defaults to the current edition.
    """

    setting: str = INPATIENT
    age: int | None = None
    sex: str | None = None
    poa: tuple[str, ...] = ()
    codeset: CodeSet | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One objection. ``position`` is the place of ``code`` in the list, from 0; ``other`` a second code concerned."""

    name: str
    severity: Severity
    code: str
    position: int
    sentence: str
    citation: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """The codes as given, with what the edition knows of each (None for unknown ones)."""

    given: tuple[str, ...]
    known: tuple[Code | None, ...]
    context: Context
    codeset: CodeSet

    def listed(self) -> Iterator[tuple[int, Code]]:
        """Position and code of those that the edition has as complete codes."""
        return ((n, code) for n, code in enumerate(self.known) if code and code.billable)

    @property
    def first(self) -> Code | None:
        """The principal or first-listed code, when it is a complete one."""
        return self.known[0] if self.known and self.known[0] and self.known[0].billable else None

    def within(self, *prefixes: str) -> list[tuple[int, Code]]:
        """Position and code of the complete codes that begin with one of some prefixes, dots ignored."""
        plain = tuple(normal(prefix) for prefix in prefixes)
        return [(n, code) for n, code in self.listed() if normal(code.code).startswith(plain)]

    def indicator(self, position: int) -> str:
        """The present-on-admission indicator of a code, in capitals; "" where none is known."""
        return self.context.poa[position].strip().upper() if position < len(self.context.poa) else ""


Rule = Callable[[Claim], Iterator[Edit]]
