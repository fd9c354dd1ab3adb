"""Samples for verification, enclosures, letters and the entry: the ideal, single mistakes, and what is unreadable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.tasks.base import FormData
from sandbox.tasks.release.answer import ReleaseKey
from sandbox.tasks.release.score_sending import (
    AUTHORITY,
    ENCLOSED,
    ENTRY,
    EXTRA_CONTENT,
    EXTRA_ENCLOSURE,
    EXTRA_LETTER,
    IDENTITY,
    LETTER,
    SAID,
)
from sandbox.tasks.release.wording import CONTENT, ENCLOSURES, LETTERS, PURPOSES, STANDING

INVALID: tuple[FormData, ...] = (
    {"identity": ["surely"]},
    {"authority": ["perhaps"]},
    {"enclosures": ["flowers"]},
    {"enclosures": ["none", "consent_copy"]},
    {"letters": ["poem"]},
    {"letters": ["none", "denial"]},
    {"letters": ["none"], "content": ["basis"]},
    {"content": ["poetry"]},
    {"accounting": ["no"], "entry_purpose": ["litigation"]},
    {"entry_recipient": ["Nobody who is named"]},
    {"entry_day": ["31 June"]},
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Fields of the ideal answer to change, and the points that it must cost."""

    name: str
    lost: float
    fields: dict[str, Any] = field(default_factory=dict)


def ideal(key: ReleaseKey) -> dict[str, Any]:
    """The fields of the ideal answer."""
    due, entry = key.sendings[0], key.entry
    made: dict[str, Any] = {
        "identity": key.identity.accept[0],
        "authority": key.authority.accept[0],
        "enclosures": tuple(code for code in ENCLOSURES if code in due.enclosures),
        "no_enclosures": not due.enclosures,
        "letters": tuple(code for code in LETTERS if code in due.letters),
        "no_letters": not due.letters,
        "content": due.content,
    }
    if entry:
        made |= {"entry_day": entry.day, "entry_recipient": entry.recipient}
        made |= {"entry_what": entry.what[0], "entry_purpose": entry.purpose}
    return made


def mistakes(key: ReleaseKey) -> Iterator[Wrong]:
    """One thing wrong at a time."""
    for name, held, weight in (("identity", key.identity, IDENTITY), ("authority", key.authority, AUTHORITY)):
        wrong = next(code for code in STANDING if code not in held.accept)
        yield Wrong(f"{name} {wrong}", weight, {name: wrong})
        yield Wrong(f"{name} not answered", weight, {name: ""})
    due = key.sendings[0]
    yield from _ticked("enclosures", due.enclosures, tuple(ENCLOSURES), ENCLOSED, EXTRA_ENCLOSURE)
    yield from _letters(key)
    yield from _content(key)
    yield from _entry(key)


def _ticked(name: str, due: tuple[str, ...], known: tuple[str, ...], weight: float, penalty: float) -> Iterator[Wrong]:
    for code in due:
        left = tuple(each for each in known if each in due and each != code)
        yield Wrong(f"{code} left out of {name}", weight / len(due), {name: left})
    extra = next(code for code in known if code not in due)
    more = tuple(code for code in known if code in {*due, extra})
    lost = penalty + (0.0 if due else weight)
    yield Wrong(f"{extra} among {name}", lost, {name: more, f"no_{name}": False})
    if not due:
        yield Wrong(f"does not say that there are no {name}", weight, {f"no_{name}": False})


def _letters(key: ReleaseKey) -> Iterator[Wrong]:
    """A letter left out takes along what it says only when it was the only one."""
    due = key.sendings[0]
    for wrong in _ticked("letters", due.letters, tuple(LETTERS), LETTER, EXTRA_LETTER):
        silent = bool(due.content) and not wrong.fields.get("letters", due.letters)
        yield Wrong(wrong.name, wrong.lost + (SAID if silent else 0.0), wrong.fields)


def _content(key: ReleaseKey) -> Iterator[Wrong]:
    due = key.sendings[0]
    for code in due.content:
        left = tuple(each for each in due.content if each != code)
        yield Wrong(f"letter without {code}", SAID / len(due.content), {"content": left})
    if due.letters:
        for extra in [code for code in CONTENT if code not in {*due.content, *due.allowed}]:
            more = tuple(code for code in CONTENT if code in {*due.content, extra})
            yield Wrong(f"letter with {extra}", EXTRA_CONTENT, {"content": more})


def _entry(key: ReleaseKey) -> Iterator[Wrong]:
    if key.entry is None:
        return
    purpose = next(code for code in PURPOSES if code != key.entry.purpose)
    what = "whole" if "told" in key.entry.what else "told"
    for name, wrong in (("day", "2020-01-15"), ("recipient", ""), ("what", what), ("purpose", purpose)):
        yield Wrong(f"entry with wrong {name}", ENTRY / 4, {f"entry_{name}": wrong})
