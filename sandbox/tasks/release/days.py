"""Days on which desks, courts and the mail work: where the papers of a request put their dates."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

FRIDAY = 4
CLOSED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
"""Months and days of federal holidays that have a date of their own."""
BY_MAIL, BY_FAX, AT_THE_DESK = "by mail", "by fax", "at the front desk"
UNDER_WAY = {BY_MAIL: (2, 4), BY_FAX: (0, 1), AT_THE_DESK: (0, 2)}
"""Days from a letter's date to its stamp, least and most."""


def works(day: date) -> bool:
    """Whether the desk is open and mail comes."""
    return day.weekday() <= FRIDAY and (day.month, day.day) not in CLOSED


def back(day: date) -> date:
    """This day, or the last working day before it."""
    while not works(day):
        day -= timedelta(days=1)
    return day


def on(day: date) -> date:
    """This day, or the next working day after it."""
    while not works(day):
        day += timedelta(days=1)
    return day


def received(today: date, ended: date, age: tuple[int, int], random: Random) -> date:
    """A day of the stamp within ``age`` days (least and most) of ``today`` and not before the care ended; a working day
    if there is one among them."""
    least, most = age
    days = [max(min(ended, today), today - timedelta(days=each)) for each in range(least, most + 1)]
    return random.choice([day for day in days if works(day)] or days)


def sent(received: date, ended: date, random: Random) -> tuple[str, date]:
    """How a letter came and when it was written: not before the care ended, and as long before the stamp as that way
    takes. On a day on which the desk is closed only the fax machine takes anything."""
    way = random.choice((BY_MAIL, BY_FAX, AT_THE_DESK))
    if not works(received):
        way = BY_FAX
    elif way == BY_MAIL and (received - ended).days < UNDER_WAY[BY_MAIL][0]:
        way = AT_THE_DESK
    least, most = UNDER_WAY[way]
    day = received - timedelta(days=random.randint(least, most))
    return way, max(ended, back(day))
