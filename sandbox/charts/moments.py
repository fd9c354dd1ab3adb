"""Moments of a stay as pathway files write them: ``admit + 2h 30m``, ``day 1 07:30``, ``last day 09:00``.

An anchor is a named time of the stay: ``arrival``, ``admit``, ``discharge`` and those of the pathway's ``timeline``.
``day 0`` is the calendar day of arrival and ``last day`` the calendar day of discharge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

_RELATIVE = re.compile(r"^([a-z][a-z_0-9]*)(?:\s*([+-])\s*((?:\d+\s*[dhm]\s*)+))?$")
_CLOCK = re.compile(r"^(?:day (-?\d+)|(last)(?:\s*([+-]\s*\d+))? day)\s+(\d\d):(\d\d)$")
_PART = re.compile(r"(\d+)\s*([dhm])")
_MINUTES = {"d": 1440, "h": 60, "m": 1}


class MomentError(ValueError):
    """The text is not a moment."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A compiled moment: either an anchor with an offset, or a clock time on a day of the stay."""

    anchor: str  # "" for clock times
    offset: timedelta
    day: int = 0
    from_last: bool = False

    def at(self, anchors: Mapping[str, datetime]) -> datetime:
        """The time it falls on in a stay with these anchors."""
        if self.anchor:
            return anchors[self.anchor] + self.offset
        base = anchors["discharge" if self.from_last else "arrival"]
        midnight = base.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=self.day) + self.offset


def day_text(when: datetime) -> str:
    """``03/20/2026``. Several times faster than ``strftime``, which half of all statements would wait for."""
    return f"{when.month:02d}/{when.day:02d}/{when.year}"


def time_text(when: datetime) -> str:
    """``09:05``."""
    return f"{when.hour:02d}:{when.minute:02d}"


def moment(text: str) -> Moment:
    """Compile a moment; ``MomentError`` shows the accepted forms."""
    clock = _CLOCK.match(text.strip())
    if clock is not None:
        number, last, shift, hours, minutes = clock.groups()
        day = int((shift or "0").replace(" ", "")) if last else int(number)
        return Moment("", timedelta(hours=int(hours), minutes=int(minutes)), day, bool(last))
    relative = _RELATIVE.match(text.strip())
    if relative is None:
        raise MomentError(f"'{text}' is no moment; write 'admit + 2h 30m', 'day 1 07:30' or 'last day 09:00'")
    anchor, sign, amount = relative.groups()
    total = sum(int(number) * _MINUTES[unit] for number, unit in _PART.findall(amount or ""))
    return Moment(anchor, timedelta(minutes=-total if sign == "-" else total))


def clock_time(text: str) -> timedelta:
    """``07:30`` as the time since midnight; ``MomentError`` if it is no time of day."""
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", text)
    if match is None:
        raise MomentError(f"'{text}' is no time of day; write it as 07:30")
    return timedelta(hours=int(match.group(1)), minutes=int(match.group(2)))
