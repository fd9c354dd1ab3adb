"""Draws the requests of one task: different sorts, at most two with the same method while there is a choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from sandbox.tasks.base import World
from sandbox.tasks.corrections.answer import CorrectionsSpec
from sandbox.tasks.corrections.catalogue import SORTS
from sandbox.tasks.corrections.desk import Desk
from sandbox.tasks.corrections.sort import Request, Sort

MOST_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """A request with its sort, and the slot of the chart that it is about."""

    sort: Sort
    slot: str
    request: Request


def draw(spec: CorrectionsSpec, world: World, random: Random) -> list[Drawn]:
    """As many requests as the spec asks for, or as the charts can carry."""
    heard: set[str] = set()
    away: set[str] = set()
    desks = [
        Desk(spec.id, slot, world.charts[slot], world.truths[slot], world.today, random, heard, away)
        for slot in spec.charts
    ]
    low, high = spec.count
    goal = low + int(random.random() * (high - low + 1))
    order = sorted((SORTS[code] for code in spec.sorts or SORTS), key=lambda _sort: random.random())
    drawn: list[Drawn] = []
    for most in (MOST_ALIKE, len(order)):
        for sort in order:
            alike = Counter(each.sort.methods[0] for each in drawn)[sort.methods[0]]
            if len(drawn) < goal and alike < most and sort not in [each.sort for each in drawn]:
                drawn += _one(sort, desks, len(drawn) + 1, random)
    return drawn


def _one(sort: Sort, desks: list[Desk], number: int, random: Random) -> list[Drawn]:
    """A request of this sort on the first chart, in an order drawn, that can carry it; none if no chart can."""
    for desk in sorted(desks, key=lambda _desk: random.random()):
        desk.number = number
        before = (set(desk.taken), set(desk.heard), set(desk.away))
        made = sort.build(desk)
        if made is not None:
            return [Drawn(sort, desk.slot, made)]
        desk.taken.clear()
        desk.taken.update(before[0])
        for shared, was in ((desk.heard, before[1]), (desk.away, before[2])):
            shared.clear()
            shared.update(was)
    return []
