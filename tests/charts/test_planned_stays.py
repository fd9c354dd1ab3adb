"""Planned hospital stays begin on weekdays, also where the days allowed leave little room."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sandbox.charts import DefectPlan, generate

NAME = "knee_replacement"
SATURDAY, FRIDAY = 5, 4


def begins(seed: int, **options: str) -> date:
    return generate(NAME, seed, options=options)[0].encounters[0].began.date()


def test_planned_stays_begin_from_monday_to_friday():
    days = [begins(seed).weekday() for seed in range(60)]
    assert max(days) <= FRIDAY
    assert set(days) == set(range(5))


def test_the_clinic_visit_before_admission_is_on_a_weekday_too():
    for seed in range(20):
        chart = generate(NAME, seed)[0]
        history = next(one for one in chart.documents if one.type == "history_and_physical")
        assert 4 <= (chart.encounters[0].began.date() - history.dated).days <= 25
        assert history.dated.weekday() < SATURDAY


def test_a_fixed_last_day_is_kept_although_the_stay_then_begins_on_a_weekend():
    chart = generate(NAME, 3, options={"ended_on": "2026-03-23", "complication": "none", "disposition": "home"})[0]
    assert chart.encounters[0].ended.date() == date(2026, 3, 23)
    assert chart.encounters[0].began.weekday() == SATURDAY


def test_moving_to_friday_stays_within_the_days_before_the_latest_last_day():
    latest = date(2026, 3, 20)
    for seed in range(60):
        ended = generate(NAME, seed, options={"ended_by": latest.isoformat()})[0].encounters[0].ended.date()
        assert timedelta(0) <= latest - ended <= timedelta(days=25)


@pytest.mark.parametrize("code", ["HP_TOO_OLD", "HP_NO_UPDATE"])
def test_the_history_from_before_admission_can_carry_its_deficiencies(code):
    for seed in range(10):
        defects = generate(NAME, seed, defects=DefectPlan((code,), (0, 0)))[1].defects
        assert [one.type for one in defects] == [code]
