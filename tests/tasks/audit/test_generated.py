"""Audits over generated charts of every pathway: enough is planted, and the samples prove the key."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox.charts import generate, pathways
from sandbox.tasks.base import World
from tests.factories.audits import spec
from tests.tasks.audit.test_samples import prove


def world_of(*slots: tuple[str, str], seed: int) -> World:
    """A world of generated charts, each in a slot of its own."""
    made = {slot: generate(pathway, seed) for slot, pathway in slots}
    charts = {slot: chart for slot, (chart, _) in made.items()}
    facility = next(iter(charts.values())).facility
    return World(facility, date(2026, 3, 20), "FY2026", charts, {slot: truth for slot, (_, truth) in made.items()})


@pytest.mark.parametrize("pathway", sorted(pathways()))
def test_audits_of_one_chart(pathway: str) -> None:
    for seed in range(5):
        prove(spec(part="both", errors=(2, 4)), world_of(("main", pathway), seed=seed), seed)


def test_audits_of_several_charts() -> None:
    names = sorted(pathways())
    slots = tuple((f"chart{number}", name) for number, name in enumerate(names[:3]))
    a_spec = spec(charts=tuple(slot for slot, _ in slots), errors=(4, 7), method="case_over_case")
    for seed in range(5):
        prove(a_spec, world_of(*slots, seed=seed), seed)
