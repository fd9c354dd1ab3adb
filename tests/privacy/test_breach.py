"""The calendar of breach notices, and when four ratings decide."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.privacy import breach

FACTORS = ("nature", "recipient", "acquired", "mitigated")


@pytest.mark.parametrize(
    ("discovered", "notice", "log"),
    [
        (date(2026, 1, 1), date(2026, 3, 2), date(2027, 3, 1)),
        (date(2026, 12, 31), date(2027, 3, 1), date(2027, 3, 1)),
        (date(2025, 11, 20), date(2026, 1, 19), date(2026, 3, 1)),
        (date(2027, 6, 1), date(2027, 7, 31), date(2028, 2, 29)),
        (date(2028, 1, 15), date(2028, 3, 15), date(2029, 3, 1)),
    ],
)
def test_the_days_are_counted_by_the_calendar(discovered: date, notice: date, log: date) -> None:
    assert (breach.notice_by(discovered), breach.annual_log_by(discovered)) == (notice, log)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_annual_log_is_due_at_the_turn_of_february(discovered: date) -> None:
    due = breach.annual_log_by(discovered)
    assert due == date(discovered.year + 1, 3, 1) or (due.month, due.day) == (2, 29)
    assert due >= breach.notice_by(discovered)


def test_a_delay_moves_the_limit_only_when_it_ends_later() -> None:
    limit = date(2026, 5, 10)
    assert breach.delayed(limit) == limit
    assert breach.delayed(limit, written_until=date(2026, 6, 1)) == date(2026, 6, 1)
    assert breach.delayed(limit, written_until=date(2026, 5, 1)) == limit
    assert breach.delayed(limit, asked_orally=date(2026, 5, 1)) == date(2026, 5, 31)
    assert breach.delayed(limit, asked_orally=date(2026, 3, 20)) == limit


def test_ratings_decide_or_are_refused() -> None:
    decided = {}
    for ratings in product(("lower", "higher"), repeat=4):
        try:
            decided[ratings] = breach.low_risk(dict(zip(FACTORS, ratings, strict=True)))
        except ValueError:
            decided[ratings] = None
    assert decided["lower", "lower", "lower", "lower"] is True
    assert decided["higher", "lower", "lower", "lower"] is True
    assert decided["higher", "higher", "higher", "higher"] is False
    assert decided["higher", "higher", "higher", "lower"] is None
    assert decided["lower", "lower", "lower", "higher"] is None


def test_the_limit_is_sixty_days() -> None:
    assert breach.notice_by(date(2026, 3, 1)) - date(2026, 3, 1) == timedelta(days=60)
