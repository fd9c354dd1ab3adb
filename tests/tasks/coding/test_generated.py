"""Every pathway, many seeds: the key is sound, and its samples prove it under every policy."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox.charts import generate, pathways
from sandbox.scoring.credit import POLICIES
from sandbox.tasks.base import World
from sandbox.tasks.coding import KIND
from tests.factories.coding import spec
from tests.tasks.coding.test_samples import prove

SEEDS = range(6)


def world_of(pathway: str, seed: int) -> World:
    """A world of one generated chart."""
    chart, truth = generate(pathway, seed)
    return World(chart.facility, date(2026, 3, 20), "FY2026", {"main": chart}, {"main": truth})


@pytest.mark.parametrize("pathway", sorted(pathways()))
def test_keys_of_generated_charts_lint_and_prove(pathway: str) -> None:
    for seed in SEEDS:
        a_world = world_of(pathway, seed)
        for wanted in ({}, {"evidence": True, "procedure_dates": True}):
            a_spec = spec(**wanted)
            assert list(KIND.check(a_spec, KIND.derive(a_spec, a_world, None), a_world)) == [], seed
            prove(a_spec, a_world)


@pytest.mark.parametrize("method", sorted(set(POLICIES) - {"marks"}))
def test_every_policy_over_generated_charts(method: str) -> None:
    for pathway in sorted(pathways()):
        a_world, a_spec = world_of(pathway, 1), spec(method=method)
        key = KIND.derive(a_spec, a_world, None)
        if not (method == "poa_accuracy" and not key.poa):
            prove(a_spec, a_world)


def test_the_key_does_not_depend_on_the_order_of_facts_in_memory() -> None:
    for pathway in sorted(pathways()):
        assert KIND.derive(spec(), world_of(pathway, 2), None) == KIND.derive(spec(), world_of(pathway, 2), None)
