"""Periods, clocks and fees of an accounting, as 45 CFR 164.528 counts them."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox.privacy import accounting


@pytest.mark.parametrize(
    ("asked", "begins"),
    [(None, date(2020, 3, 10)), (date(2024, 1, 1), date(2024, 1, 1)), (date(2011, 1, 1), date(2020, 3, 10))],
)
def test_six_years_back_or_less_if_less_is_asked(asked: date | None, begins: date) -> None:
    assert accounting.begins(date(2026, 3, 10), asked) == begins


def test_a_leap_day_counts_from_the_day_before() -> None:
    assert accounting.begins(date(2024, 2, 29)) == date(2018, 2, 28)


def test_sixty_days_and_thirty_more_once() -> None:
    assert accounting.answer_by(date(2026, 1, 1)) == date(2026, 3, 2)
    assert accounting.answer_by(date(2026, 1, 1), extended=True) == date(2026, 4, 1)


def test_a_spoken_request_holds_thirty_days_and_a_written_one_as_long_as_it_says() -> None:
    assert accounting.suspended_until(date(2026, 1, 1)) == date(2026, 1, 31)
    assert accounting.suspended_until(date(2026, 1, 1), until=date(2026, 9, 1)) == date(2026, 9, 1)


@pytest.mark.parametrize(("earlier", "charged"), [(None, False), (date(2025, 3, 10), False), (date(2025, 3, 11), True)])
def test_the_first_in_twelve_months_is_free(earlier: date | None, charged: bool) -> None:
    assert accounting.may_charge(date(2026, 3, 10), earlier) is charged
