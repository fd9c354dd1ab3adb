"""Searches what a trainee is sent for anything that only the truth should hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sandbox.scenarios.materialise import Made

TELLING = frozenset({"explanation", "rationale", "why", "planted", "truth"})
"""Names of values that explain what was planted. Their sentences, and the names themselves, stay in the truth."""

_SENTENCE = 16  # characters; a shorter rationale ("Z79.4 also") may stand in a chart by chance


def leaks(made: Made) -> Iterator[str]:
    """One message for each string or name of the truth that stands in the visible text."""
    visible = json.loads(made.visible_text())
    words = set(_strings(visible))
    text = "\n".join(sorted(words))
    for label, token in _ids(made):
        if token in words and not token.isalpha():  # an id that is a plain word tells no more than the word
            yield f"the {label} “{token}” is in what a trainee is sent"
    for sentence in sorted(set(_telling(json.loads(made.truth_text())))):
        if len(sentence) >= _SENTENCE and sentence in text:
            yield f"this sentence of the truth is in what a trainee is sent: “{sentence}”"
    for name in sorted(set(_names(visible)) & TELLING):
        yield f"a value named “{name}” is in what a trainee is sent"


def _ids(made: Made) -> Iterator[tuple[str, str]]:
    for truth in made.truths.values():
        yield "pathway's name", truth.pathway
        for fact in truth.facts:
            yield "id of a fact", fact.id
        for defect in truth.defects:
            yield "id of a defect", defect.id


def _strings(plain: Any) -> Iterator[str]:
    """Every text of a plain value, keys included."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        yield from plain
        for value in plain.values():
            yield from _strings(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _strings(value)


def _names(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        yield from plain
    if isinstance(plain, (dict, list)):
        for value in plain.values() if isinstance(plain, dict) else plain:
            yield from _names(value)


def _telling(plain: Any, inside: bool = False) -> Iterator[str]:
    if isinstance(plain, str):
        if inside:
            yield plain
    elif isinstance(plain, dict):
        for name, value in plain.items():
            yield from _telling(value, inside or name in TELLING)
    elif isinstance(plain, list):
        for value in plain:
            yield from _telling(value, inside)
