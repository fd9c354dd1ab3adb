"""An accounting about the patient of the hand-made chart, and shifts in which it follows real release tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

from sandbox.scenarios.load import from_library
from sandbox.scenarios.materialise import Made as Variant
from sandbox.scenarios.materialise import materialise
from sandbox.tasks.accounting import KIND
from sandbox.tasks.accounting.answer import AccountingKey, AccountingSpec
from sandbox.tasks.base import Prepared, Room, World
from tests.factories.charts import chart as hand_made
from tests.factories.release import world_of

TODAY = date(2026, 6, 9)


@dataclass(frozen=True)
class Made:
    """A prepared task with its key."""

    spec: AccountingSpec
    world: World
    prepared: Prepared
    key: AccountingKey

    @property
    def room(self) -> Room:
        """What the trainee has before them."""
        world = self.world
        return Room(world.facility, world.today, world.edition, world.charts, self.prepared.papers, self.prepared.given)

    def line(self, verdict: str) -> Any:
        """The first line of the log with this verdict."""
        return next(row for row in self.key.lines if row.verdict == verdict)


def made(seed: int = 1, *turns: str, **wanted: Any) -> Made:
    """One task; the turns named and otherwise the plain ones, or any with ``turns=()``."""
    named = (*turns, "patient")
    spec = AccountingSpec(**{"id": "acct", "title": "Accounting", "charts": ("main",), "turns": named, **wanted})
    patient = replace(hand_made().patient, born=date(1960, 5, 1))
    world = world_of(replace(hand_made(), patient=patient), TODAY)
    prepared = KIND.prepare(spec, world, Random(seed))
    return Made(spec, world, prepared, KIND.derive(spec, world, prepared))


@cache
def shift(seed: int) -> Variant:
    """A shift of two requests and the accounting that follows them."""
    return materialise(from_library("what-you-sent"), seed)
