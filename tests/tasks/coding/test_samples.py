"""The samples prove the key, under every policy."""

from __future__ import annotations

from itertools import product

import pytest

from sandbox.charts.model import Setting
from sandbox.scoring.credit import POLICIES
from sandbox.scoring.points import points_of
from sandbox.tasks.base import FieldErrors, World
from sandbox.tasks.coding import KIND
from sandbox.tasks.coding.answer import CodingSpec
from tests.factories.coding import coded_world, room, spec, world

WORLDS = {
    "pneumonia": world(),
    "ordered": coded_world(["A41.51", "R65.20", "N17.9"], ordered=3, forbidden=("R65.10",)),
    "injury": coded_world(["S72.001A", "J44.1"], optional=("Z87.891",)),
    "clinic": coded_world(["E11.22", "N18.31", "I10"], ordered=2, setting=Setting.CLINIC),
    "one code": coded_world(["J18.9"], forbidden=("R05.9",)),
}


def prove(a_spec: CodingSpec, a_world: World) -> None:
    """Ideal all, empty nothing, each mistake exactly its cost, invalid refused, every answer read back as it was."""
    key = KIND.derive(a_spec, a_world, None)
    samples = KIND.samples(a_spec, key)
    assert points_of(KIND.score(samples.ideal, key)).fraction == 1.0
    assert points_of(KIND.score(samples.empty, key)).fraction == 0.0
    for mistake in samples.mistakes:
        left = points_of(KIND.score(mistake.answer, key)).fraction
        assert left == pytest.approx(1 - mistake.costs, abs=1e-9), mistake.name
        assert mistake.costs > 0, mistake.name
    for answer in (samples.ideal, samples.empty, *(mistake.answer for mistake in samples.mistakes)):
        assert KIND.parse(a_spec, room(a_world), KIND.fill(answer)) == answer
    for given in samples.invalid:
        assert isinstance(KIND.parse(a_spec, room(a_world), given), FieldErrors), given


@pytest.mark.parametrize(
    ("name", "method"),
    # No indicators are asked of a clinic visit, so check() refuses to grade one by them.
    [pair for pair in product(WORLDS, POLICIES) if pair != ("clinic", "poa_accuracy")],
)
def test_samples_prove_the_key(name: str, method: str) -> None:
    prove(spec(method=method), WORLDS[name])
    prove(spec(method=method, evidence=True), WORLDS[name])


def test_the_samples_make_every_sort_of_mistake() -> None:
    a_spec = spec(evidence=True)
    key = KIND.derive(a_spec, WORLDS["ordered"], None)
    names = " | ".join(mistake.name for mistake in KIND.samples(a_spec, key).mistakes)
    for sort in (
        "omit N17.9",
        "A41.50 for A41.51",
        "R65.20 first",
        "N17.9 before R65.20",
        "POA N for A41.51",
        "no evidence for A41.51",
        "R65.10 added",
        "R53.83 added",
        "N17.9 twice",
    ):
        assert sort in names
