"""Laboratory and vital-sign courses."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.charts.compiled import CoursePlan
from sandbox.charts.courses import Course, catalogue, creatinine, egfr, printed


def plan(*points: tuple[float, float], **given) -> CoursePlan:
    base = {"test": None, "base": None, "egfr": None, "relative": False, "spread": 0.0, "words": (), "flag": ""}
    return CoursePlan(**{**base, "points": points, **given})


def course(test: str, course_plan=None, base=None, sex="female", seed=1) -> Course:
    return Course(catalogue().labs[test], course_plan, base, sex, Random(seed))


def test_a_course_follows_its_points_and_stays_at_the_last():
    rising = course("wbc", plan((0, 8.0), (2, 16.0)))
    assert [rising.level(day) for day in (-1, 0, 1, 2, 9)] == [8, 8, 12, 16, 16]


def test_factors_multiply_the_patients_own_base():
    assert course("creatinine", plan((0, 2.0), (3, 1.0), relative=True), base=1.5).level(0) == pytest.approx(3.0)


@given(st.sampled_from(sorted(catalogue().labs)), st.sampled_from(["female", "male"]), st.integers())
def test_people_without_disease_have_results_without_critical_flag(test, sex, seed):
    reading = course(test, sex=sex, seed=seed).reading(12)
    assert reading.flag not in ("LL", "HH", "A")
    assert reading.text


@pytest.mark.parametrize(
    ("value", "flag"), [(1.9, "LL"), (3.9, "L"), (4.0, ""), (11.0, ""), (11.04, ""), (11.1, "H"), (30.0, "HH")]
)
def test_flags_follow_the_rounded_result(value, flag):
    assert printed(catalogue().labs["wbc"], "male", value).flag == flag


def test_results_in_words_are_flagged_when_unusual():
    positive = course("ua_nitrite", plan(words=((0, "Positive"), (1, "Negative")), flag="A"))
    assert (positive.reading(1).text, positive.reading(1).flag) == ("Positive", "A")
    assert (positive.reading(30).text, positive.reading(30).flag) == ("Negative", "")


def test_results_in_words_change_at_their_own_hours():
    weaned = course("ua_nitrite", plan(words=((0, "40 L/min"), (0.75, "4 L/min"), (1.5, "room air"))))
    assert [weaned.reading(hours).text for hours in (-1, 0, 17, 18, 35, 36, 90)] == [
        "40 L/min",
        "40 L/min",
        "40 L/min",
        "4 L/min",
        "4 L/min",
        "room air",
        "room air",
    ]


@pytest.mark.parametrize(
    ("creatinine", "age", "sex", "expected"),
    [(1.0, 50, "male", 92), (1.0, 50, "female", 69), (2.0, 70, "male", 35), (0.6, 30, "female", 123)],
)
def test_filtration_rate_is_that_of_the_published_equation(creatinine, age, sex, expected):
    """CKD-EPI 2021 creatinine equation, values of the published calculator rounded to whole numbers."""
    assert round(egfr(creatinine, age, sex)) == pytest.approx(expected, abs=1)


@given(st.floats(8, 59), st.integers(18, 100), st.sampled_from(["female", "male"]))
def test_creatinine_gives_the_rate_it_was_asked_for(rate, age, sex):
    assert egfr(creatinine(rate, age, sex), age, sex) == pytest.approx(rate)


def test_panels_name_known_tests():
    for name, members in catalogue().panels.items():
        assert set(members) <= set(catalogue().labs), name
