"""Desks of corrections on generated charts: a world, its task, its key and its room."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sandbox.charts import DefectPlan, generate
from sandbox.charts.model import Document
from sandbox.tasks.base import Prepared, Room, World
from sandbox.tasks.corrections import KIND
from sandbox.tasks.corrections.answer import CorrectionsKey, CorrectionsSpec

LEFT = date(2026, 3, 2)
TODAY = LEFT + timedelta(days=8)
PLANTED = ("CONFLICT", "COPY_PASTE", "WRONG_PATIENT")


@dataclass(frozen=True, slots=True)
class Made:
    """One task made concrete."""

    spec: CorrectionsSpec
    world: World
    prepared: Prepared

    @property
    def key(self) -> CorrectionsKey:
        """Its key."""
        return KIND.derive(self.spec, self.world, self.prepared)

    @property
    def room(self) -> Room:
        """What a trainee has before them."""
        of = self.world
        return Room(of.facility, of.today, of.edition, of.charts, self.prepared.papers, self.prepared.given)

    def page(self, reference: str) -> Document:
        """The document of the chart or the papers that a reference points into."""
        slot, _, statement = reference.partition(":")
        name = statement.rpartition(".")[0]
        pages = self.prepared.papers if slot == "papers" else self.world.charts[slot].documents
        return next(one for one in pages if one.id == name)

    def text(self, reference: str) -> str:
        """The words of a statement."""
        return next(line.text for line in self.page(reference).statements if line.id == reference.partition(":")[2])

    def letter(self, number: int = 1) -> str:
        """All that a message says."""
        return " ".join(self.prepared.given["requests"][number - 1]["lines"])


def made(
    *sorts: str,
    pathway: str = "colon_cancer_resection",
    seed: int = 1,
    planted: tuple[str, ...] = PLANTED,
    count: tuple[int, int] = (1, 1),
    **spec: Any,
) -> Made:
    """A desk with these sorts of request on one chart, in which one flaw of each planted type is."""
    defects = DefectPlan(types=planted) if planted else None
    chart, truth = generate(pathway, seed, options={"ended_on": LEFT}, defects=defects)
    world = World(chart.facility, TODAY, "FY2026", {"main": chart}, {"main": truth})
    asked = CorrectionsSpec(id="t", title="T", **{"charts": ("main",), "sorts": sorts, "count": count, **spec})
    prepared = KIND.prepare(asked, world, Random(seed))
    plain = (json.loads(json.dumps(dict(each))) for each in (prepared.given, prepared.truth))
    return Made(asked, world, Prepared(prepared.papers, *plain))


def carried(sort: str, **spec: Any) -> Made:
    """A desk with one request of this sort, on the first of some charts that can carry it."""
    tries = [("colon_cancer_resection", 1), ("knee_replacement", 2), ("cholecystectomy", 3), ("hip_fracture", 4)]
    for pathway, seed in tries:
        task = made(sort, pathway=pathway, seed=seed, **spec)
        if task.key.items:
            return task
    raise AssertionError(f"no chart carries {sort}")
