"""Incident tasks over the hand-made chart, and releases that went wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from sandbox.charts.model import Chart
from sandbox.tasks.base import Acts, Prepared, Room, World
from sandbox.tasks.incident import KIND, scene, story
from sandbox.tasks.incident.answer import IncidentKey, IncidentSpec
from sandbox.tasks.matters import Departure
from tests.factories.charts import chart as hand_made
from tests.factories.release import world_of

TODAY = date(2026, 5, 20)
EVERY = tuple(story.sorts())
"""Every sort of a colleague's incident."""


@dataclass(frozen=True)
class Made:
    """A prepared task with its key."""

    spec: IncidentSpec
    world: World
    prepared: Prepared
    key: IncidentKey

    @property
    def room(self) -> Room:
        """What the trainee has before them when nothing was released wrongly."""
        world, prepared = self.world, self.prepared
        room = Room(world.facility, world.today, world.edition, world.charts, prepared.papers, prepared.given)
        reply = KIND.respond(self.spec, world, prepared, Acts())
        return room if reply is None else room.after(reply)

    def room_after(self, *departures: Departure | None) -> Room:
        """What the trainee has before them after these releases, in the order that the task names them."""
        left = {task: each for task, each in zip(self.spec.releases, departures, strict=True) if each is not None}
        reply = KIND.respond(self.spec, self.world, self.prepared, Acts((), {}, left))
        assert reply is not None
        return self.room.after(reply) if not self.spec.releases else bare(self).after(reply)


def bare(task: Made) -> Room:
    """The room before a task that follows others is opened."""
    world = task.world
    return Room(world.facility, world.today, world.edition, world.charts, task.prepared.papers, task.prepared.given)


def made(sort: str = "", seed: int = 1, chart: Chart | None = None, today: date = TODAY, **keys: Any) -> Made:
    """One task, prepared and with its key."""
    world = world_of(chart or hand_made(), today)
    spec = IncidentSpec(id="case", title="An incident", charts=("main",), sort=sort or (), **keys)
    prepared = KIND.prepare(spec, world, Random(seed))
    return Made(spec, world, prepared, KIND.derive(spec, world, prepared))


def mixed_up() -> Chart:
    """The hand-made chart with pages that bear another patient's label."""
    chart = hand_made()
    pages = tuple(replace(page, label_mrn="999", label_name="Ivo Stern") for page in chart.documents)
    return replace(chart, documents=pages)


def with_outcome(group: str, outcome: str, chart: Chart | None = None) -> Made:
    """A task after one release in which this comes of a wrong release to this group."""
    task = made("wrong_fax", chart=chart, release="asked")
    truth = {**task.prepared.truth}
    truth["own"] = {**truth["own"], group: scene.own("case", outcome, task.world, Random(5))}
    prepared = replace(task.prepared, truth=truth)
    return Made(task.spec, task.world, prepared, KIND.derive(task.spec, task.world, prepared))


def departure(who: str = "attorney", wrongly: tuple[str, ...] = ("main:d02",), **changes: Any) -> Departure:
    """What left on a release: two pages, of which some had to stay."""
    usual: dict[str, Any] = {
        "day": TODAY,
        "slot": "main",
        "recipient": "Castellan & Pell",
        "recipient_type": who,
        "purpose": "litigation",
        "pages": ("main:d01", "main:d02"),
        "wrongly": wrongly,
        "because": ("Psychotherapy notes need an authorization of their own.",) * len(wrongly),
        "accountable": True,
        "logged": False,
        "titles": ("History and Physical",) * len(wrongly),
        "segments": ("general",) * len(wrongly),
    }
    return Departure(**{**usual, **changes})


def text(room: Room) -> str:
    """All that stands in the papers of a room."""
    return "\n".join(f"{line.label} {line.text}" for paper in room.papers for line in paper.statements)
