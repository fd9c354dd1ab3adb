"""A release task over the hand-made chart, or over a generated one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sandbox import charts
from sandbox.charts.model import Chart
from sandbox.tasks.base import Prepared, Room, World
from sandbox.tasks.release import KIND
from sandbox.tasks.release.answer import ReleaseKey, ReleaseSpec
from sandbox.tasks.release.archetypes import catalogue
from tests.factories.charts import chart as hand_made
from tests.factories.charts import truth

EVERY = [f"{name}:{variant}" for name, found in catalogue.archetypes().items() for variant in found.variants]
"""Every archetype with every variant."""


@dataclass(frozen=True)
class Made:
    """A prepared task with its key."""

    spec: ReleaseSpec
    world: World
    prepared: Prepared
    key: ReleaseKey

    @property
    def room(self) -> Room:
        """What the trainee has before them."""
        world = self.world
        return Room(world.facility, world.today, world.edition, world.charts, self.prepared.papers, self.prepared.given)

    @property
    def text(self) -> str:
        """All that stands in the papers."""
        return "\n".join(f"{line.label} {line.text}" for paper in self.prepared.papers for line in paper.statements)


def world_of(chart: Chart, today: date | None = None, lines: Mapping[str, str] | None = None) -> World:
    """A world with one chart in the slot ``main``, some days after the encounter. ``lines``: statement to segment."""
    ended = (chart.encounters[0].ended or chart.encounters[0].began).date()
    behind = replace(truth(), segments=dict(lines or {}))
    return World(chart.facility, today or ended + timedelta(days=5), "FY2026", {"main": chart}, {"main": behind})


def child() -> Chart:
    """The hand-made chart, of a child with an immunization record."""
    chart = hand_made()
    record = replace(chart.documents[0], id="d06", type="immunizations", title="Immunizations", segment="immunization")
    patient = replace(chart.patient, born=date(2018, 5, 1), next_of_kin_relation="mother")
    documents = tuple(replace(one, label_born=patient.born) for one in (*chart.documents, record))
    return replace(chart, patient=patient, documents=documents)


def dead() -> Chart:
    """The hand-made chart, of a patient who died at its end."""
    chart = hand_made()
    return replace(chart, encounters=(replace(chart.encounters[0], disposition="20"),))


def fitting(archetype: str) -> Chart:
    """The hand-made chart that a request can be about."""
    fits = catalogue.resolve(archetype)[0].fits
    return next(chart for chart in (hand_made(), child(), dead()) if fits(chart))


def made(archetype: str, seed: int = 1, chart: Chart | None = None, lines: Mapping[str, str] | None = None) -> Made:
    """One task, prepared and with its key."""
    world = world_of(chart or fitting(archetype), lines=lines)
    spec = ReleaseSpec(id="roi", title="A request", charts=("main",), archetype=archetype)
    prepared = KIND.prepare(spec, world, Random(seed))
    return Made(spec, world, prepared, KIND.derive(spec, world, prepared))


def generated(pathway: str, seed: int) -> Chart:
    """A chart from the generator."""
    return charts.generate(pathway, seed)[0]
