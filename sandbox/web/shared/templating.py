"""What templates may call beyond Flask's own: navigation, dates as people read them, blank rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import Flask
from wtforms import FieldList

from sandbox.charts.exports.binder import flag_name
from sandbox.charts.exports.printed import short_day, short_moment, stay_words
from sandbox.web.shared.navigation import address_of, navigation
from sandbox.web.shared.reading import ORDERS


def long_day(day: date) -> str:
    """``Tuesday, March 10, 2026``, in English whatever the machine's locale."""
    return f"{DAYS[day.weekday()]}, {MONTHS[day.month - 1]} {day.day}, {day.year}"


def utc_moment(moment: datetime | None) -> str:
    """``Mar 10, 2026, 09:30 UTC`` for times of the installation; script shows them in the reader's zone."""
    if moment is None:
        return ""
    return f"{MONTHS[moment.month - 1][:3]} {moment.day}, {moment.year}, {moment.hour:02d}:{moment.minute:02d} UTC"


def counted(number: int, word: str) -> str:
    """``1 minute``, ``2 minutes``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def minutes_left(seconds: int) -> str:
    """``1 minute`` for anything up to sixty seconds: a begun minute counts, as on the desk's clock."""
    return counted(-(-seconds // 60), "minute")


def blank_row(repeated: FieldList) -> Any:
    """An empty entry of a repeated field whose index is ``__index__``, for the row template of ``rows.js``."""
    name = f"{repeated.name}-__index__"
    entry = repeated.meta.bind_field(None, repeated.unbound_field, {"name": name, "id": name, "_meta": repeated.meta})
    entry.process(None)
    return entry


def groupby_in_order(things: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Neighbours with the same value of an attribute, together; the order stays."""
    return [(value, list(same)) for value, same in groupby(things, key=attrgetter(name))]


def install(app: Flask) -> None:
    """Give the application's templates these names."""
    app.jinja_env.globals.update(
        navigation=navigation,
        address_of=address_of,
        blank_row=blank_row,
        flag_name=flag_name,
        counted=counted,
        ORDERS=ORDERS,
    )
    app.jinja_env.filters.update(
        groupby_in_order=groupby_in_order,
        long_day=long_day,
        minutes_left=minutes_left,
        short_day=short_day,
        short_moment=short_moment,
        stay_words=stay_words,
        utc_moment=utc_moment,
    )


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
