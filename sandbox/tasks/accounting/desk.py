"""The days of one request: when it came and was written, how far back it reaches, what the law makes of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sandbox.charts.model import Chart
from sandbox.charts.review.clocks import business_day_by, business_day_from
from sandbox.errors import Invalid
from sandbox.privacy import accounting
from sandbox.tasks.accounting.answer import AccountingSpec
from sandbox.tasks.accounting.turns import EXTENSIONS, RUNNING, drawn
from sandbox.tasks.base import World

DIED = ("20", "40", "41", "42")
"""UB-04 dispositions of patients who died."""
ADULT = 18
LATER = (20, 25)  # days after the shift on which a patient asks for an accounting of it


def ago(days: int, day: date) -> date:
    """A day some days before."""
    return day - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Desk:
    """One request for an accounting. ``asked`` is the day from which the patient wants it, None for all there is.

    ``before`` is the last day on which anything in the log or file can have gone out, but for what the trainee sent.
    ``statement`` is the day on which an agency asked for silence, ``until`` how long that holds.
    """

    chart: Chart
    turns: Mapping[str, str]
    shift: date
    today: date
    received: date
    requested: date
    asked: date | None
    earlier: date | None
    extension: date | None
    statement: date | None
    until: date | None

    @property
    def begins(self) -> date:
        """The first day that the accounting covers."""
        return accounting.begins(self.requested, self.asked)

    @property
    def before(self) -> date:
        """The last day for what is drawn."""
        return ago(3, min(self.shift, self.requested))

    @property
    def due(self) -> date:
        """The last day to answer; an extension counts when it gave reasons and the day (164.528(c)(1)(ii))."""
        return accounting.answer_by(self.received, extended=self.turns["clock"] == "extended")

    @property
    def charged(self) -> bool:
        """Whether this accounting may cost something."""
        return accounting.may_charge(self.requested, self.earlier)

    @property
    def held(self) -> bool:
        """Whether an agency's statement still holds."""
        return self.turns["suspension"] in RUNNING


def set_up(spec: AccountingSpec, world: World, random: Random) -> Desk:
    """Draw the days. ``Invalid`` for a patient who died or is a child: others act for them, on other papers."""
    chart = world.charts[spec.charts[0]]
    age = chart.patient.age_on(world.today)
    if chart.encounters[0].disposition in DIED or age < ADULT:
        raise Invalid(
            f"The patient of chart “{spec.charts[0]}” cannot ask for an accounting: dead, or under age.",
            "Give the task the chart of a grown patient who went home.",
        )
    turns = drawn(spec.turns, random)
    if spec.release:
        turns["clock"] = "fresh"  # whoever asks after this shift has waited no time yet
    later = timedelta(days=random.randint(*LATER)) if spec.release else timedelta()
    today = business_day_from(world.today + later) if spec.release else world.today
    lain = {"fresh": (1, 9), "extended": (64, 80), "bare_extension": (44, 54)}[turns["clock"]]
    received = business_day_by(ago(random.randint(*lain), today))
    requested = ago(random.randint(0, 3), received)
    statement, until = _statement(turns["suspension"], today, ago(3, min(world.today, requested)), random)
    return Desk(
        chart=chart,
        turns=turns,
        shift=world.today,
        today=today,
        received=received,
        requested=requested,
        asked=_asked(turns["period"], requested, random),
        earlier=_earlier(turns["earlier"], requested, random),
        extension=business_day_by(ago(random.randint(1, 3), min(today, accounting.answer_by(received))))
        if turns["clock"] in EXTENSIONS
        else None,
        statement=statement,
        until=until,
    )


def _asked(turn: str, requested: date, random: Random) -> date | None:
    return date(requested.year - random.randint(2, 4), random.choice((1, 3, 7)), 1) if turn == "short" else None


def _earlier(turn: str, requested: date, random: Random) -> date | None:
    if turn == "first":
        return None
    return business_day_by(ago(random.randint(60, 300) if turn == "recent" else random.randint(400, 620), requested))


def _statement(turn: str, today: date, before: date, random: Random) -> tuple[date | None, date | None]:
    """When an agency asked for silence, and until when that holds."""
    if turn == "written":
        return business_day_by(ago(random.randint(20, 90), before)), today + timedelta(days=random.randint(40, 200))
    if turn == "written_over":
        until = ago(random.randint(20, 60), today)
        return business_day_by(ago(random.randint(120, 200), min(until, before))), until
    if turn == "oral":
        day = business_day_by(ago(random.randint(6, 20), today))
        return day, accounting.suspended_until(day)
    if turn == "oral_over":
        day = business_day_by(ago(random.randint(34, 60), today))
        return day, accounting.suspended_until(day)
    return None, None
