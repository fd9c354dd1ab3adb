"""Statements that tell what the law protects by itself, whatever page they stand on.

A document has a segment of the release vocabulary; a sentence in it may have another: a test result in a note, what a
relative confided, a page of a substance use program quoted in a history. Where such lines stand is truth: a trainee
reads the chart and finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.charts.model import Chart, Document, Layout

SEGMENTS: Mapping[str, str] = {
    "hiv": "an HIV test, diagnosis or drug",
    "sti": "a sexually transmitted infection",
    "genetic": "a genetic test",
    "mental_health": "mental health treatment",
    "reproductive": "reproductive care",
    "minor_consented_service": "a service that a minor consented to alone",
    "confidential_source": "what somebody other than a provider told under promise of confidentiality",
    "other_person_reference": "another person who could come to harm",
    "part2_received": "what a substance use disorder program sent for this care alone",
}
"""Segments that a sentence may have inside a document of another. Psychotherapy notes are not among them: filed in the
record they are none (45 CFR 164.501)."""

WORDS: Mapping[str, re.Pattern[str]] = {
    "hiv": re.compile(
        r"\bHIV\b|\bAIDS\b|\bCD4\b|antiretroviral|bictegravir|dolutegravir|darunavir|rilpivirine|cabotegravir",
        re.IGNORECASE,
    ),
}
"""Words that give a segment away wherever they stand: a drug for HIV tells as much as the diagnosis."""

_HINTS = tuple(word.replace(r"\b", "").lower() for pattern in WORDS.values() for word in pattern.pattern.split("|"))
"""The same words plain: a text that has none of them in small letters matches no pattern."""

RESULTS = "Test"
"""First column of a table of results, where the name of a test makes its result telling too."""


def known_segment(word: Any) -> Any:
    """A word of ``SEGMENTS``, or nothing; ``ValueError`` for another."""
    if word and word not in SEGMENTS:
        raise ValueError(f"'{word}' is no segment of a sentence; use one of {', '.join(SEGMENTS)}")
    return word


def told(chart: Chart, marked: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    """Every telling statement of a chart with its segment, in reading order.

    ``marked`` are statements that a pathway marks, ``texts`` what they say: a copy of one tells as much.
    """
    found: dict[str, str] = {}
    for document in chart.documents:
        worded = _may_hold_words(document)
        if marked or texts or worded:
            for statement, segment in _telling(document, marked, texts, worded):
                found.setdefault(statement, segment)
    return found


def _may_hold_words(document: Document) -> bool:
    """Rules out most documents; many times faster than to search each statement for words that are rare."""
    said = [f"{one.label} {one.text}" for section in document.sections for row in section.rows for one in row]
    text = "\n".join(said).lower()
    return any(hint in text for hint in _HINTS)


def _telling(
    document: Document, marked: Mapping[str, str], texts: Mapping[str, str], worded: bool
) -> Iterator[tuple[str, str]]:
    for section in document.sections:
        results = section.layout is Layout.TABLE and section.columns[:1] == (RESULTS,)
        for row in section.rows:
            for place, one in enumerate(row):
                segment = marked.get(one.id) or texts.get(one.text)
                if worded and not segment:
                    segment = _by_words(f"{one.label} {one.text}")
                if not segment:
                    continue
                yield one.id, segment
                if results and place == 0 and len(row) > 1:
                    yield row[1].id, segment


def _by_words(text: str) -> str:
    return next((segment for segment, pattern in WORDS.items() if pattern.search(text)), "")
