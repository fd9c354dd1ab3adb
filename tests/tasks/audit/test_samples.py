"""The samples prove the key, for every part, method and facility."""

from __future__ import annotations

import json
import re

import pytest

from sandbox.charts import facilities
from sandbox.scoring.accuracy import METHODS
from sandbox.scoring.points import points_of
from sandbox.tasks.audit import KIND
from sandbox.tasks.audit.answer import AuditSpec
from sandbox.tasks.base import FieldErrors, World
from tests.factories.audits import made, spec, world


def prove(a_spec: AuditSpec, a_world: World, seed: int) -> None:
    """Ideal all, empty nothing, each mistake exactly its cost, invalid refused, every answer read back as it was."""
    prepared, key, room = made(a_spec, a_world, seed)
    assert KIND.check(a_spec, key, a_world) == []
    json.dumps([prepared.given, prepared.truth])
    samples = KIND.samples(a_spec, key)
    assert points_of(KIND.score(samples.ideal, key)).fraction == 1.0
    assert points_of(KIND.score(samples.empty, key)).fraction == 0.0
    for mistake in samples.mistakes:
        left = points_of(KIND.score(mistake.answer, key)).fraction
        assert left == pytest.approx(1 - mistake.costs, abs=1e-9), mistake.name
        assert mistake.costs > 0, mistake.name
    for answer in (samples.ideal, samples.empty, *(mistake.answer for mistake in samples.mistakes)):
        assert KIND.parse(a_spec, room, KIND.fill(answer)) == answer
    for given in samples.invalid:
        assert isinstance(KIND.parse(a_spec, room, given), FieldErrors), given


@pytest.mark.parametrize("method", METHODS)
def test_coding_audits(method: str) -> None:
    for seed in range(12):
        prove(spec(method=method), world(), seed)
        prove(spec(method=method, charts=("one", "two"), errors=(5, 8)), world(slots=("one", "two")), seed)


@pytest.mark.parametrize("facility", sorted(facilities()))
def test_access_audits(facility: str) -> None:
    for seed in range(15):
        prove(spec(part="access"), world(facility), seed)


def test_both_at_once() -> None:
    for seed in range(8):
        prove(spec(part="both"), world(), seed)


def test_the_same_seed_makes_the_same_audit() -> None:
    one, other = made(spec(part="both"), seed=7)[0], made(spec(part="both"), seed=7)[0]
    assert one == other
    assert one != made(spec(part="both"), seed=8)[0]


def test_nothing_of_the_truth_is_in_what_is_shown() -> None:
    prepared, key, _ = made(spec(part="both"))
    texts = [line.text for paper in prepared.papers for line in paper.statements]
    shown = json.dumps([prepared.given, texts], ensure_ascii=False)
    assert not re.search(r'"(error|fact|why|flag|incidents|explained)"', shown)
    for incident in key.incidents:
        assert incident.why not in shown
