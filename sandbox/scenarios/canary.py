"""Searches what a trainee is sent for anything that only the truth should hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sandbox.scenarios.materialise import Made

TELLING = frozenset({"explanation", "rationale", "why", "planted", "truth"})
"""Names of values that explain what was planted. Their sentences, and the names themselves, stay in the truth."""

_SENTENCE = 16  # characters; a shorter rationale ("Z79.4 also") may stand in a chart by chance


def leaks(made: Made, visible: str, truth: str) -> Iterator[str]:
    """One message for each string or name of the truth that stands in the visible text; takes both texts."""
    shown = _Words(json.loads(visible))
    for label, token in _ids(made):
        if token in shown.strings and not token.isalpha():  # an id that is a plain word tells no more than the word
            yield f"the {label} “{token}” is in what a trainee is sent"
    text = "\n".join(sorted(shown.strings))
    for sentence in sorted(_Words(json.loads(truth)).telling):
        if len(sentence) >= _SENTENCE and sentence in text:
            yield f"this sentence of the truth is in what a trainee is sent: “{sentence}”"
    for name in sorted(shown.names & TELLING):
        yield f"a value named “{name}” is in what a trainee is sent"


class _Words:
    """Every text of a plain value (names included), the names in it, and the texts under a telling name."""

    def __init__(self, plain: Any) -> None:
        self.strings: set[str] = set()
        self.names: set[str] = set()
        self.telling: set[str] = set()
        self._walk(plain, False)

    def _walk(self, plain: Any, telling: bool) -> None:
        if isinstance(plain, str):
            self.strings.add(plain)
            if telling:
                self.telling.add(plain)
        elif isinstance(plain, dict):
            self.names.update(plain)
            self.strings.update(plain)
            for name, value in plain.items():
                self._walk(value, telling or name in TELLING)
        elif isinstance(plain, list):
            for value in plain:
                self._walk(value, telling)


def _ids(made: Made) -> Iterator[tuple[str, str]]:
    for truth in made.truths.values():
        yield "pathway's name", truth.pathway
        for fact in truth.facts:
            yield "id of a fact", fact.id
        for defect in truth.defects:
            yield "id of a defect", defect.id
