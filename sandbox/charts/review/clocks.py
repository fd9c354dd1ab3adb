"""Clocks that count business days: Monday to Friday, without the holidays of 5 U.S.C. 6103."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
# month, weekday (Monday is 0), which one of the month; -1 is the last
_FLOATING = ((1, 0, 3), (2, 0, 3), (5, 0, -1), (9, 0, 1), (10, 0, 2), (11, 3, 4))


@cache
def holidays(year: int) -> frozenset[date]:
    """The federal holidays as observed: those of a Saturday on Friday, those of a Sunday on Monday."""
    days = {_nth(year, *one) for one in _FLOATING}
    for month, day in _FIXED:
        fixed = date(year, month, day)
        days.add(fixed + timedelta(days={5: -1, 6: 1}.get(fixed.weekday(), 0)))
    return frozenset(days)


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    first = date(year, month, 1)
    days = [first + timedelta(days=n) for n in range(31)]
    return [day for day in days if day.month == month and day.weekday() == weekday][which - (which > 0)]


def is_business_day(day: date) -> bool:
    """Whether offices are open on a day."""
    # New Year's Day on a Saturday is observed on the last day of the year before.
    return day.weekday() < 5 and day not in holidays(day.year) | holidays(day.year + 1)


def business_day_by(day: date) -> date:
    """The day itself, or the last business day before it."""
    while not is_business_day(day):
        day -= timedelta(days=1)
    return day


def business_day_from(day: date) -> date:
    """The day itself, or the first business day after it."""
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


def business_days_after(day: date, count: int) -> date:
    """The business day that is so many business days after a day, which itself does not count."""
    while count > 0:
        day = business_day_from(day + timedelta(days=1))
        count -= 1
    return day


def end_of(day: date) -> datetime:
    """The last moment of a day, for limits that the law gives in days."""
    return datetime.combine(day, time(23, 59, 59))


def days_after(moment: datetime, count: int) -> datetime:
    """The end of the calendar day that is so many days after a moment."""
    return end_of(moment.date() + timedelta(days=count))
