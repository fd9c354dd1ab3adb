"""The language of ``when:``, and moments."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.charts.conditions import ConditionError, condition
from sandbox.charts.moments import MomentError, clock_time, moment

NAMES = {"organism": "mrsa", "age": 70, "day": 2, "lobe": "right lower lobe"}
ACTIVE = {"ckd", "copd"}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("organism is mrsa", True),
        ("organism is not mrsa", False),
        ("organism in (pseudomonas, mrsa)", True),
        ("lobe is 'right lower lobe'", True),
        ("has ckd", True),
        ("not has ckd", False),
        ("has gout or has copd", True),
        ("has gout and has copd or age >= 70", True),
        ("has gout and (has copd or age >= 70)", False),
        ("age > 70", False),
        ("age < 70.5", True),
        ("day = 2 and day != 3 and age <= 70", True),
        ("not (organism is mrsa and has gout)", True),
    ],
)
def test_conditions(text, holds):
    assert condition(text).test(NAMES, ACTIVE) is holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "organism",
        "organism is",
        "organism equals mrsa",
        "has",
        "age > old",
        "(has ckd",
        "has ckd)",
        "a is b c",
        "é is x",
    ],
)
def test_nonsense_is_refused_and_quoted(text):
    with pytest.raises(ConditionError) as refused:
        condition(text)
    assert f"'{text}'" in str(refused.value)


def test_condition_tells_the_names_it_leans_on():
    parsed = condition("organism in (a, b) and not has ckd or age > 3")
    assert parsed.names == {"organism": {"a", "b"}, "age": set()}
    assert parsed.conditions == {"ckd"}


@given(st.lists(st.booleans(), min_size=1, max_size=6), st.data())
def test_and_binds_closer_than_or(truths, data):
    joins = [data.draw(st.sampled_from(["and", "or"])) for _ in truths[1:]]
    words = ["x is yes" if one else "x is no" for one in truths]
    text = words[0] + "".join(f" {join} {word}" for join, word in zip(joins, words[1:], strict=True))
    python = str(truths[0]) + "".join(f" {join} {one}" for join, one in zip(joins, truths[1:], strict=True))
    assert condition(text).test({"x": "yes"}, set()) is eval(python)  # noqa: S307 - words of this test alone


ANCHORS = {
    "arrival": datetime(2026, 3, 10, 17, 20),
    "admit": datetime(2026, 3, 10, 20, 0),
    "discharge": datetime(2026, 3, 13, 11, 30),
}


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("admit", datetime(2026, 3, 10, 20, 0)),
        ("admit + 1h 30m", datetime(2026, 3, 10, 21, 30)),
        ("discharge - 1d 15m", datetime(2026, 3, 12, 11, 15)),
        ("day 0 18:05", datetime(2026, 3, 10, 18, 5)),
        ("day 2 07:30", datetime(2026, 3, 12, 7, 30)),
        ("last day 09:00", datetime(2026, 3, 13, 9, 0)),
        ("last -1 day 09:00", datetime(2026, 3, 12, 9, 0)),
    ],
)
def test_moments(text, when):
    assert moment(text).at(ANCHORS) == when


@pytest.mark.parametrize("text", ["tomorrow morning", "day 1", "admit + soon", "day x 07:30", "admit +", "7:30"])
def test_moments_that_are_none_are_refused_with_examples(text):
    with pytest.raises(MomentError, match="day 1 07:30"):
        moment(text)


def test_clock_times():
    assert clock_time("07:05") == timedelta(hours=7, minutes=5)
    for wrong in ("7:05", "24:00", "07:60", "noon"):
        with pytest.raises(MomentError):
            clock_time(wrong)
