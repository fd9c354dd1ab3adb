"""Trackings on generated charts: a world, its task, its key, and rounds played through the kind itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from sandbox import charts
from sandbox.charts.defects import DefectPlan
from sandbox.tasks.base import Acts, Prepared, Room, World
from sandbox.tasks.deficiencies import KIND
from sandbox.tasks.deficiencies.answer import (
    DeficienciesAnswer,
    DeficienciesKey,
    DeficienciesSpec,
    Happening,
    KeyItem,
    Round,
)
from sandbox.tasks.staged import Reply

TODAY = date(2026, 3, 6)
LEFT = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Tracking:
    """One task made concrete."""

    spec: DeficienciesSpec
    world: World
    prepared: Prepared

    @property
    def key(self) -> DeficienciesKey:
        """Its key."""
        return KIND.derive(self.spec, self.world, self.prepared)

    @property
    def room(self) -> Room:
        """The room of the first round."""
        of = self.world
        return Room(of.facility, of.today, of.edition, of.charts, self.prepared.papers, self.prepared.given)

    def reply(self, rounds: Sequence[Round]) -> Reply:
        """What the world answers to these rounds, as it is read back from where it is kept."""
        acts = Acts(tuple(DeficienciesAnswer(rounds=(each,)) for each in rounds))
        reply = KIND.respond(self.spec, self.world, self.prepared, acts)
        assert reply is not None
        return Reply.from_plain(json.loads(json.dumps(reply.plain())))

    def room_after(self, rounds: Sequence[Round]) -> Room:
        """The room once these rounds are closed."""
        room = self.room
        for number, each in enumerate(rounds, 1):
            room = room.after(self.reply(rounds[:number]), DeficienciesAnswer(rounds=(each,)))
        return room


def tracking(
    *types: str,
    pathway: str = "pneumonia_copd",
    seed: int = 1,
    count: int = 0,
    plan: dict[str, Sequence[str]] | None = None,
    options: dict[str, Any] | None = None,
    **spec: Any,
) -> Tracking:
    """A tracking of these defects, one of each; ``plan`` says by type what providers do, instead of chance."""
    wanted = DefectPlan(types, (count, count) if count else (0, 0)) if types else None
    chart, truth = charts.generate(pathway, seed, options={"ended_on": LEFT, **(options or {})}, defects=wanted)
    world = World(chart.facility, TODAY, "FY2026", {"main": chart}, {"main": truth})
    asked = DeficienciesSpec(id="t", title="T", **{"charts": ("main",), "days": (7, 20), **spec})
    made = KIND.prepare(asked, world, Random(seed))
    prepared = Prepared(made.papers, json.loads(json.dumps(made.given)), json.loads(json.dumps(made.truth)))
    for defect in truth.defects:
        if plan and defect.type in plan:
            happenings = [{"what": what, "share": 0.5, "minute": 100} for what in plan[defect.type]]
            prepared.truth["plans"][f"main:{defect.id}"] = happenings
    return Tracking(asked, world, prepared)


def item(key: DeficienciesKey, kind: str) -> KeyItem:
    """The item of this type."""
    return next(each for each in key.items if each.type == kind)


def done(*what: str) -> list[Happening]:
    """A plan."""
    return [Happening(what=each, share=0.5, minute=100) for each in what]
