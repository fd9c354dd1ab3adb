"""Reading the attributes of a paper: dates, lists and yes-or-no statements as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sandbox.privacy.request import Paper

NOTHING: Mapping[str, Any] = {}


def attributes(paper: Paper | None) -> Mapping[str, Any]:
    """The attributes of a paper, empty when there is no paper."""
    return NOTHING if paper is None else paper.attributes


def day_of(value: object) -> date | None:
    """The date that an ISO text or a date states, None when it is not one."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def labels(value: object) -> tuple[str, ...]:
    """A list of labels; a single text counts as a list of one, anything else as empty."""
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, (list, tuple)):
        return tuple(item for item in value if isinstance(item, str))
    return ()


def whole(value: object) -> int | None:
    """A whole number, None for anything else (a truth value is not a number)."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def mentions(value: object, words: Iterable[str]) -> bool:
    """Whether a text contains one of some words, whatever the case."""
    return isinstance(value, str) and any(word in value.lower() for word in words)


def contrary(preference: object) -> bool:
    """Whether a wish that was expressed speaks against disclosure; one that plainly speaks for it does not."""
    if not isinstance(preference, str) or not preference.strip():
        return False
    against = mentions(preference, (" not", "n't", "never", "no ", "refus", "object", "private", "secret", "against"))
    favour = mentions(preference, ("share", "tell", "inform", "allow", "agree", "may ", "wanted", "discuss"))
    return against or not favour


def covers(paper: Paper | None) -> tuple[str, ...]:
    """The segments that a paper says it covers; empty when it does not say."""
    return labels(attributes(paper).get("covers"))


def denied(paper: Paper | None, *names: str) -> bool:
    """Whether a paper states, under one of some names, that a thing is not so (False, an empty text or null)."""
    stated = attributes(paper)
    return any(name in stated and stated[name] in (False, None, "") for name in names)


def affirmed(paper: Paper | None, *names: str) -> bool:
    """Whether a paper states, under one of some names, that a thing is so."""
    stated = attributes(paper)
    return any(stated.get(name) is True for name in names)
