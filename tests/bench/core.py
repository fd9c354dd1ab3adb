"""Speeds of the pure core, in one process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sandbox import codesets, privacy
from sandbox.scenarios.load import from_library, library
from sandbox.scenarios.materialise import materialise
from tests.bench.table import Row, milliseconds, percentile, rate

CASES = Path(__file__).parents[1] / "privacy" / "cases" / "conformance.jsonl"
QUERIES = (
    "pneumonia", "copd exacerb", "hip frac", "displ intertroch fem right", "j44", "I13.0", "type 2 diab ckd",
    "hypertens heart kidney", "fall bed", "sidewalk curb", "htn", "chf", "long term insulin", "polyp sigmoid",
    "perineal laceration second", "hemiplegia dominant right", "nausea vomiting", "mi old", "uti site not", "zzzz",
)  # fmt: skip


def scoring() -> Iterator[Row]:
    """Answers scored, for each kind of task."""
    seen: set[str] = set()
    for slug in library():
        made = materialise(from_library(slug), 1)
        for task in made.tasks:
            if task.kind in seen:
                continue
            seen.add(task.kind)
            kind, key = made.kind(task.id), made.key(task.id)
            samples = kind.samples(task, key)
            answers = [samples.ideal, *(mistake.answer for mistake in samples.mistakes)]
            score = rate(lambda number, kind=kind, key=key, answers=answers: kind.score(  # type: ignore[misc]
                answers[number % len(answers)], key), 2000)  # fmt: skip
            yield Row(f"{task.kind} answers scored", score, "/s", 5000)


def code_search() -> Iterator[Row]:
    """Searches over the full ICD-10-CM as somebody types."""
    edition = codesets.edition("FY2026")
    typed = [query[:end] for query in QUERIES for end in range(2, len(query) + 1)]
    turns = iter(typed * 4)
    taken = milliseconds(lambda: edition.find(next(turns)), len(typed) * 3)
    name = "code search, p95" if edition.complete else "code search over the sample only, p95"
    yield Row(name, percentile(taken, 95), "ms", 15, higher=False)


def release_decisions() -> Iterator[Row]:
    """Release requests decided."""
    requests = [privacy.parse(json.loads(line)["request"]) for line in CASES.read_text().splitlines()]
    decided = rate(lambda number: privacy.decide(requests[number % len(requests)]), 5000)
    yield Row("release decisions", decided, "/s", 20_000)
