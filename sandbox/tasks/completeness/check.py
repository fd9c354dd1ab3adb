"""Lint of a completeness key against its chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sandbox.charts.model import Chart
from sandbox.charts.review import RULES, review
from sandbox.charts.truth import ChartTruth
from sandbox.tasks.base import World
from sandbox.tasks.completeness.answer import MISSING, CompletenessKey, CompletenessSpec, KeyFinding
from sandbox.tasks.completeness.key import same_flaw


def check(spec: CompletenessSpec, key: CompletenessKey, world: World) -> list[str]:
    """Faults of a key: places that do not exist, two deficiencies in one place, evidence that is not in the chart."""
    chart = world.charts[spec.charts[0]]
    known = world.statements(spec.charts[:1])
    faults = [*_ambiguous(key), *_unagreed(chart, world.truths[spec.charts[0]])]
    for item in key.findings:
        faults.extend(_item(item, chart, known))
    return faults


def _unagreed(chart: Chart, truth: ChartTruth) -> Iterator[str]:
    """The completeness rules and the planted defects must tell the same of every type that a rule looks for."""
    left = review(chart)
    counted = {rule.code for rule in RULES.values()}
    for defect in truth.defects:
        same = next((one for one in left if same_flaw(one, defect)), None)
        if same is not None:
            left.remove(same)
        elif defect.type in counted:
            yield f"No completeness rule sees {defect.id}: {defect.explanation}"
    yield from (f"Nobody planted what rule {one.rule} finds: {one.sentence}" for one in left)


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
