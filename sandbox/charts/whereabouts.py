"""Where a patient is at each moment of a stay: on which unit, away in the operating room, forbidden to eat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from sandbox.charts.compiled import Pathway, Span
from sandbox.charts.conditions import Test

_TO_THE_BED = timedelta(minutes=45)
"""From the admission order to the bed on the unit, for those who come through the emergency department."""

Stretch = tuple[datetime, datetime]


class Whereabouts:
    """The stretches of one stay, settled from the pathway's moments and conditions."""

    __slots__ = ("_away", "_fasting", "_units", "_unmeasured", "settled", "steady", "unit", "units")

    def __init__(self, pathway: Pathway, anchors: Mapping[str, datetime], holds: Callable[[Test | None], bool]) -> None:
        def stretches(spans: Iterable[Span]) -> tuple[Stretch, ...]:
            return tuple((one.start.at(anchors), one.stop.at(anchors)) for one in spans if holds(one.test))

        self.unit = pathway.unit
        self.units = tuple((*stretches((one,))[0], one.unit) for one in pathway.units if holds(one.test))
        self._away = stretches(pathway.away)
        self._fasting = stretches(pathway.fasting)
        self._unmeasured = stretches(pathway.unmeasured)
        self.steady = not self._away and not self._fasting
        waited = any(plan.author == "ed_nurse" for plan in pathway.documents)
        self.settled = anchors["admit"] + _TO_THE_BED if waited and _admitted_later(anchors) else anchors["arrival"]

    def unit_at(self, when: datetime) -> str:
        """The unit on which the patient lies."""
        return next((unit for start, stop, unit in self.units if start <= when < stop), self.unit)

    def back(self, when: datetime) -> datetime | None:
        """When the patient returns to the unit; None of a moment on the unit."""
        ends = [stop for start, stop in self._away if start <= when < stop]
        return max(ends) if ends else None

    def fasting(self, when: datetime) -> bool:
        """Whether nothing may be given by mouth."""
        return any(start <= when < stop for start, stop in self._fasting)

    def measured(self, when: datetime) -> bool:
        """Whether nurses of the unit take routine vital signs then."""
        if when < self.settled or self.back(when) is not None:
            return False
        return not any(start <= when < stop for start, stop in self._unmeasured)


def _admitted_later(anchors: Mapping[str, datetime]) -> bool:
    return anchors["arrival"] < anchors["admit"]
