"""A queue of hand-made matters, and two small kinds of which one lists the other's matters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from sandbox.scenarios.makers import Makers
from sandbox.tasks.base import Prepared, Room, World
from sandbox.tasks.matters import ACCESS, NO_CLOCK, PROCESS, Matter
from sandbox.tasks.queue import KIND
from sandbox.tasks.queue.answer import QueueAnswer, QueueKey, QueueSpec
from tests.factories import scenarios
from tests.factories.charts import chart, truth
from tests.factories.scenarios import Toy, ToySpec, letter

TODAY = date(2026, 3, 23)
ACCESS_DAYS = 30


def matter(task: str, age: int, clock: str = NO_CLOCK, **changes: Any) -> Matter:
    """A matter received so many days ago; with a clock its last day is day 30, with a court's paper day 21."""
    received = TODAY - timedelta(days=age)
    days = {ACCESS: ACCESS_DAYS, PROCESS: 21}.get(clock)
    shows = (f"papers:{task}-p1.s1",)
    plain = Matter(
        slot="main",
        received=received,
        papers=(letter(task, f"Letter of {task}."),),
        due=(received + timedelta(days=days),) if days else (),
        days=days if clock == ACCESS else None,
        clock=f"The clock of {task} is explained here.",
        citation="45 CFR 164.524(b)(2)",
        evidence=shows,
        came="by mail",
        title=f"Request {task}",
        clocks=(clock,),
        asked=shows,
    )
    return replace(plain, **changes)


def urgent(task: str, age: int = 0, *, danger: bool = False) -> Matter:
    """A matter that cannot wait."""
    shows = (f"papers:{task}-p1.s1",)
    return matter(task, age, urgent="The patient is being treated now.", danger=danger, pressing=shows)


PILE = {
    "old-favor": matter("old-favor", 14),
    "new-favor": matter("new-favor", 2),
    "fresh-copy": matter("fresh-copy", 5, ACCESS),
    "late-copy": matter("late-copy", 33, ACCESS),
    "court": matter("court", 10, PROCESS),
    "treating": urgent("treating"),
}
"""One of each sort. In order: treating, late-copy (day 30 was 3 days ago), court (11 days left), fresh-copy (25)."""
ORDER = ("treating", "late-copy", "court", "fresh-copy", "old-favor", "new-favor")


@dataclass(frozen=True)
class Made:
    """A prepared queue with its key."""

    spec: QueueSpec
    world: World
    prepared: Prepared
    key: QueueKey

    @property
    def room(self) -> Room:
        """What the trainee has before them."""
        world = self.world
        return Room(world.facility, world.today, world.edition, world.charts, self.prepared.papers, self.prepared.given)

    @property
    def ideal(self) -> QueueAnswer:
        """The right answer."""
        return KIND.samples(self.spec, self.key).ideal

    def with_places(self, *tasks: str) -> QueueAnswer:
        """The right answer in another order; tasks that are not named get no place."""
        places = {task: place for place, task in enumerate(tasks, 1)}
        rows = (row.model_copy(update={"place": places.get(row.task)}) for row in self.ideal.rows)
        return QueueAnswer(rows=tuple(rows))


def made(matters: dict[str, Matter] | None = None, seed: int = 1) -> Made:
    """A queue of these matters."""
    pile = matters or PILE
    page = chart()
    world = World(page.facility, TODAY, "FY2026", {"main": page}, {"main": truth()}, pile)
    spec = QueueSpec(id="queue", title="Queue", charts=("main",), requests=tuple(pile))
    prepared = KIND.prepare(spec, world, Random(seed))
    return Made(spec, world, prepared, KIND.derive(spec, world, prepared))


SOURCE = """\
scenario: sorting-shift
title: A sorting shift
summary: Sort what waits, then do it.
level: 1
setting: inpatient
today: 2026-03-20
charts:
  first: {pathway: hand_made}
tasks:
  - {kind: sorter, id: sort, title: Sort them, charts: [first], wanted: [one, two]}
  - {kind: tray, id: one, title: The first, charts: [first]}
  - {kind: tray, id: two, title: The second, charts: [first]}
"""


class SorterSpec(ToySpec):
    """Names the tasks to list."""

    wanted: tuple[str, ...] = ()


class Tray(Toy):
    """A toy in which a letter waits, since the day before."""

    name = "tray"

    def matter(self, spec: Any, world: World, prepared: Prepared) -> Matter | None:
        waits = spec.greeting != "Nothing"
        return Matter(spec.charts[0], world.today - timedelta(days=1), prepared.papers) if waits else None


class Sorter(Toy):
    """A toy that is given how many papers wait in each task that it lists."""

    name = "sorter"
    spec_type = SorterSpec

    def lists(self, spec: Any) -> tuple[str, ...]:
        return tuple(spec.wanted)

    def prepare(self, spec: Any, world: World, random: Random) -> Prepared:
        return Prepared(given={task: len(matter.papers) for task, matter in world.matters.items()})


def makers(**changes: Any) -> Makers:
    """Makers with the two kinds."""
    return scenarios.makers(**{"kinds": {"tray": Tray(), "sorter": Sorter()}, "generator": "sorting/1", **changes})
