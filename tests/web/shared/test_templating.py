"""Dates as people read them, whatever the machine's locale, and other small things that templates call."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from sandbox.web.shared import templating
from tests.client import Client


def test_dates_are_written_out_and_short() -> None:
    assert templating.long_day(date(2026, 3, 10)) == "Tuesday, March 10, 2026"
    assert templating.short_day(date(2026, 3, 1)) == "03/01/2026"
    assert templating.short_moment(datetime(2026, 3, 10, 9, 5)) == "03/10/2026 09:05"
    assert templating.utc_moment(datetime(2026, 12, 1, 23, 59, tzinfo=UTC)) == "Dec 1, 2026, 23:59 UTC"


def test_one_thing_is_not_plural_and_a_begun_minute_counts() -> None:
    assert [templating.counted(number, "attempt") for number in (0, 1, 2)] == ["0 attempts", "1 attempt", "2 attempts"]
    assert [templating.minutes_left(seconds) for seconds in (0, 1, 60, 61)] == [
        "0 minutes",
        "1 minute",
        "1 minute",
        "2 minutes",
    ]


@pytest.mark.parametrize("write", [templating.short_day, templating.short_moment, templating.utc_moment])
def test_what_is_not_known_is_written_as_nothing(write: object) -> None:
    assert callable(write)
    assert write(None) == ""


def test_neighbours_are_grouped_in_order() -> None:
    days = [date(2026, 1, 1), date(2026, 2, 1), date(2025, 1, 1)]
    assert templating.groupby_in_order(days, "year") == [(2026, days[:2]), (2025, days[2:])]


def test_the_navigation_marks_where_one_is(trainee: Client, client: Client) -> None:
    page = trainee.get("/today")
    current = [each.text for each in page.all("a") if each["aria-current"] == "page"]
    assert current == ["Today"]
    assert "Practice" not in client.get("/account/sign-in").links()


def test_an_endpoint_that_is_not_there_has_no_address(app: Flask) -> None:
    with app.test_request_context("/"):
        assert app.jinja_env.globals["address_of"]("nowhere.at_all") == ""
        assert app.jinja_env.globals["address_of"]("nowhere.at_all", "catalogue.today") == "/today"
