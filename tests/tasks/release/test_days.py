"""Dates of the papers: on days on which somebody works, and in an order that can be."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from sandbox.tasks.release import KIND, days
from sandbox.tasks.release.answer import ReleaseSpec
from tests.factories.release import fitting, world_of

MONDAY = date(2026, 6, 22)
ENDED = date(2026, 5, 8)


@pytest.mark.parametrize(
    ("day", "works"),
    [("2026-06-19", False), ("2026-06-20", False), ("2026-06-21", False), ("2026-06-22", True), ("2025-12-25", False)],
)
def test_weekends_and_holidays(day: str, works: bool) -> None:
    assert days.works(date.fromisoformat(day)) is works


def test_a_stamp_is_of_a_working_day_where_the_age_allows_one() -> None:
    drawn = {days.received(MONDAY, ENDED, (0, 9), Random(seed)) for seed in range(60)}
    assert {day.weekday() for day in drawn} <= {0, 1, 2, 3, 4}
    assert len(drawn) > 4
    assert days.received(MONDAY, ENDED, (1, 1), Random(1)) == date(2026, 6, 21)
    assert days.received(MONDAY, MONDAY - timedelta(days=3), (5, 9), Random(1)) == MONDAY - timedelta(days=3)


def test_a_letter_takes_as_long_as_its_way() -> None:
    for seed in range(60):
        way, written = days.sent(date(2026, 6, 18), ENDED, Random(seed))
        gone = (date(2026, 6, 18) - written).days
        assert gone >= days.UNDER_WAY[way][0]
        assert days.works(written)
    assert {days.sent(date(2026, 6, 21), ENDED, Random(seed))[0] for seed in range(20)} == {days.BY_FAX}
    assert days.BY_MAIL not in {days.sent(ENDED, ENDED, Random(seed))[0] for seed in range(20)}


@pytest.mark.parametrize("archetype", ["subpoena:notice", "court_order:limited"])
def test_a_court_wants_records_on_a_working_day(archetype: str) -> None:
    chart = fitting(archetype)
    ended = (chart.encounters[0].ended or chart.encounters[0].began).date()
    world = world_of(chart, ended + timedelta(days=60))
    spec = ReleaseSpec(id="roi", title="R", charts=("main",), archetype=archetype, age=(1, 9))
    for seed in range(12):
        prepared = KIND.prepare(spec, world, Random(seed))
        returns = date.fromisoformat(prepared.truth["returns"])
        assert days.works(returns)
        assert returns > world.today
