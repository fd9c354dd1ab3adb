"""Codes that a note of the tabular list refers to: ``J45.-``, ``J20-J22``, ``E08-E13 with .42``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sandbox.codesets.spelling import normal

_CODE = r"\b[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?\b"
_SPAN = re.compile(rf"({_CODE})(?:\.?-?(?: to |-)({_CODE}))?")
_GROUP = re.compile(rf"\(([^()]*{_CODE}[^()]*)\)")
_WITH = re.compile(r"\bwith\b.*(?:character|\.[0-9])")
_IN_WORDS = re.compile(r"\s*with\b")  # "E08-E10, E11, E13 with ketoacidosis": not the whole categories
_DECIMAL = re.compile(r"with \.([0-9A-Z]+)(?:-\.([0-9A-Z]+))?")
_FINAL = re.compile(r"with final characters? -([0-9A-Z]+)")
_PLACE = re.compile(r"with (?:open fracture )?(\w+)(?: (?:or|to) (\w+))?[ -]characters? \.?([0-9A-Z](?:-[0-9A-Z])?)\b")
_PLACES = {"fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "sixth": 6, "6th": 6, "seventh": 7, "7th": 7}


@dataclass(frozen=True, slots=True)
class Reference:
    """A code or range of codes, as plain text, narrowed by what the note says of single characters.

    ``detail`` are beginnings that the characters after the category must have one of; ``places`` are 1-based
    positions of which one must hold a character of ``values``; ``final`` is what the code must end with.
    """

    first: str
    last: str
    detail: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    values: str = ""
    final: str = ""

    def covers(self, code: str) -> bool:
        """Whether a code is meant by the reference."""
        plain = normal(code)
        if not (self.first <= plain[: len(self.first)] and plain[: len(self.last)] <= self.last):
            return False
        if self.detail and not plain[3:].startswith(self.detail):
            return False
        if self.places and not any(plain[place - 1 : place] in tuple(self.values) for place in self.places):
            return False
        return plain.endswith(self.final)


@lru_cache(maxsize=4096)
def references(text: str) -> tuple[Reference, ...]:
    """What a note's text refers to: the codes in parentheses if there are any, else all codes in it."""
    groups = _GROUP.findall(text) or [text]
    found: list[Reference] = []
    for group in groups:
        spans = list(_SPAN.finditer(group))
        limits = _limits(group[spans[-1].end() :]) if spans else None
        if limits is None:
            continue
        for first, last in (span.groups(default="") for span in spans):
            found.append(
                Reference(
                    normal(first), normal(last or first), limits.detail, limits.places, limits.values, limits.final
                )
            )
    return tuple(found)


def covers(text: str, code: str) -> bool:
    """Whether a note's text refers to a code."""
    return any(reference.covers(code) for reference in references(text))


@dataclass(frozen=True, slots=True)
class _Limits:
    detail: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    values: str = ""
    final: str = ""


def _limits(rest: str) -> _Limits | None:
    """What a ``with`` after the codes says; None when it cannot be read, and the codes then refer to nothing.

    Rather silent than wrong: a reference that is too wide would object to codes that are right.
    """
    if not _WITH.search(rest):
        return None if _IN_WORDS.match(rest) else _Limits()
    if found := _DECIMAL.search(rest):
        return _Limits(detail=tuple(_run(found[1], found[2] or found[1])))
    if found := _FINAL.search(rest):
        return _Limits(final=found[1])
    if (found := _PLACE.search(rest)) and found[1] in _PLACES:
        places = tuple(_PLACES[word] for word in (found[1], found[2]) if word in _PLACES)
        low, high = found[3][0], found[3][-1]
        return _Limits(places=places, values="".join(_run(low, high)))
    return None


def _run(low: str, high: str) -> list[str]:
    """``51`` to ``52`` as a list; digits only, anything else is taken as it stands."""
    if low.isdigit() and high.isdigit() and len(low) == len(high):
        return [str(number).zfill(len(low)) for number in range(int(low), int(high) + 1)]
    return [low] if low == high else [low, high]
