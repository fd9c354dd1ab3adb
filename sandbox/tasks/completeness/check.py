"""Lint of a completeness key against its chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sandbox.charts.model import Chart
from sandbox.tasks.base import World
from sandbox.tasks.completeness.answer import MISSING, CompletenessKey, CompletenessSpec, KeyFinding


def check(spec: CompletenessSpec, key: CompletenessKey, world: World) -> list[str]:
    """Faults of a key: places that do not exist, two deficiencies in one place, evidence that is not in the chart."""
    chart = world.charts[spec.charts[0]]
    known = world.statements(spec.charts[:1])
    faults = [*_ambiguous(key)]
    for item in key.findings:
        faults.extend(_item(item, chart, known))
    return faults


def _ambiguous(key: CompletenessKey) -> Iterator[str]:
    places = Counter(item.documents[0] for item in key.findings if item.documents[0] != MISSING)
    yield from (f"Two deficiencies are on document {place}." for place, count in places.items() if count > 1)
    absent = Counter(item.type for item in key.findings if MISSING in item.documents)
    yield from (f"Two missing documents are called {name}." for name, count in absent.items() if count > 1)


def _item(item: KeyFinding, chart: Chart, known: set[str]) -> Iterator[str]:
    documents = {one.id for one in chart.documents} | {MISSING}
    staff = {one.id for one in chart.facility.staff}
    yield from (f"{item.id}: there is no document {place}." for place in item.documents if place not in documents)
    yield from (f"{item.id}: {person} is not on the roster." for person in item.responsible if person not in staff)
    if not item.evidence:
        yield f"{item.id} has no evidence in the chart."
    yield from (f"{item.id}: {one} is not in the chart." for one in (*item.evidence, *item.shows) if one not in known)
    if not item.citation:
        yield f"{item.id} cites no rule."
