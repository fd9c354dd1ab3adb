"""Reading what a browser sent, for any kind: repeated rows, evidence references, codes. Bounded, whatever was pasted.

Rows are renumbered from 0 in the order of their indices (a removed row leaves a gap), as WTForms does when it shows
them again, so that an error names the field that the person will see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sandbox import codesets
from sandbox.tasks.base import PAPERS, FormData, Room

MOST_CHARACTERS = 2000  # of one field; longer is refused, and shown again only in part
MOST_EVIDENCE = 20  # statements attached to one thing
_INDEX = re.compile(r"[0-9]{1,6}")
_REFERENCE = re.compile(r"[a-z][a-z0-9_-]{0,39}:[A-Za-z0-9_.-]{1,60}")
_SHAPES = {
    "ICD-10-CM": (
        re.compile(r"[A-Z][0-9][0-9A-Z][0-9A-Z]{0,4}"),
        "a letter, a digit, and up to five more, as in J18.9",
    ),
    "ICD-10-PCS": (re.compile(r"[0-9A-HJ-NP-Z]{7}"), "seven characters without I and O, as in 0SR9019"),
    "HCPCS": (re.compile(r"[A-Z][0-9]{4}"), "a letter and four digits, as in A4550"),
}
_CPT = re.compile(r"[0-9]{4}[0-9FT]")


class Submitted(dict[str, list[str]]):
    """Form data as WTForms reads it."""

    def getlist(self, name: str) -> list[str]:
        """All values of a field; empty when it was not sent."""
        return self.get(name, [])


@dataclass(slots=True)
class Problems:
    """Messages by field, collected while a submission is read."""

    fields: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, message: str) -> None:
        """Say what is wrong with a field, and the remedy."""
        self.fields.setdefault(name, []).append(message)

    def __bool__(self) -> bool:
        return bool(self.fields)


def value(given: FormData, name: str) -> str:
    """The last value of a field without blanks around it; empty when it was not sent."""
    values = given.get(name) or [""]
    return values[-1].strip()


def rows(given: FormData, name: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of ``name-<index>-<column>`` by rising index, every column present. Other fields are ignored."""
    found: dict[int, dict[str, str]] = {}
    for key in given:
        if not key.startswith(f"{name}-") or len(key) > 100:
            continue
        index, _, column = key[len(name) + 1 :].partition("-")
        if column in columns and _INDEX.fullmatch(index):
            found.setdefault(int(index), {})[column] = value(given, key)
    return [{column: found[index].get(column, "") for column in columns} for index in sorted(found)]


def rows_at_most(
    given: FormData, name: str, columns: Sequence[str], most: int, problems: Problems
) -> list[dict[str, str]]:
    """The rows, or none and a problem noted under ``name`` when there are more than ``most``."""
    found = rows(given, name, columns)
    if len(found) <= most:
        return found
    problems.add(name, f"{len(found):,} rows were sent; at most {most} are read. Remove the rows that are not needed.")
    return []


def written(name: str, read: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """Rows as form data: what ``rows`` reads as the same rows."""
    return {f"{name}-{number}-{column}": [text] for number, row in enumerate(read) for column, text in row.items()}


def submitted(name: str, read: Sequence[Mapping[str, str]], most: int) -> Submitted:
    """Rows as form data again, cut to what a page can show: at most ``most`` rows of bounded length."""
    short = ({column: text[:MOST_CHARACTERS] for column, text in row.items()} for row in read[:most])
    return Submitted(written(name, short))


def too_long(text: str, most: int = MOST_CHARACTERS) -> str:
    """A message when a field holds more than anybody would type; empty when it is fine."""
    if len(text) <= most:
        return ""
    return f"This field holds {len(text):,} characters; at most {most:,} are read. Shorten it."


def evidence(text: str, room: Room, name: str, problems: Problems) -> tuple[str, ...]:
    """The statements attached in a field, in order and once each; problems are noted under ``name``."""
    if message := too_long(text):
        problems.add(name, message)
        return ()
    references = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if len(references) > MOST_EVIDENCE:
        problems.add(name, f"{len(references)} statements are attached; keep the {MOST_EVIDENCE} that say most.")
        return ()
    for reference in references:
        if not exists(reference, room):
            shown = reference if len(reference) <= 60 else f"{reference[:57]}…"
            problems.add(name, f"“{shown}” is not a statement of this chart. Select the sentence and attach it again.")
    return references


def exists(reference: str, room: Room) -> bool:
    """Whether ``slot:statement`` names a statement in the room; papers have the slot ``papers``."""
    if not _REFERENCE.fullmatch(reference):
        return False
    slot, statement = reference.split(":", 1)
    if slot == PAPERS:
        return any(line.id == statement for paper in room.papers for line in paper.statements)
    try:
        room.charts[slot].statement(statement)
    except KeyError:
        return False
    return True


def code(text: str, system: str, edition: str, name: str, problems: Problems) -> str:
    """A code as it is stored (``j189`` → ``J18.9``); problems of format or edition are noted under ``name``."""
    plain = codesets.normal(text[:MOST_CHARACTERS])
    shown = codesets.dotted(plain, system) if len(plain) <= 12 else f"{plain[:12]}…"
    shape, example = _SHAPES[system]
    if _CPT.fullmatch(plain) and system == "HCPCS":
        problems.add(
            name, f"“{shown}” looks like a CPT code. CPT is licensed and not used here; give an HCPCS Level II code."
        )
    elif not shape.fullmatch(plain):
        problems.add(name, f"“{shown}” is not written like an {system} code ({example}). Search for the code again.")
    elif not codesets.edition(edition).valid(plain, system):
        problems.add(name, _unknown(shown, system, edition))
    return shown


def _unknown(shown: str, system: str, edition: str) -> str:
    heading = codesets.edition(edition).title(shown, system)
    if heading:
        return f"“{shown}” ({heading}) is not a complete code of {edition} {system}; choose one of the codes below it."
    return f"“{shown}” is not a code of {edition} {system}; search again."


def day(text: str, name: str, problems: Problems) -> str:
    """An ISO date, or empty; anything else is noted under ``name``."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text[:20]).isoformat()
    except ValueError:
        problems.add(name, "This is not a date. Write it as year-month-day, for example 2026-03-10.")
        return ""
