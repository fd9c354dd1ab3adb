"""Reading clean charts back from the page: when the operation was, which doses were given, when signs were taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from sandbox.charts.model import Chart, Document, Layout, Staff

_BEGINS = frozenset(("In room", "Begun", "Start", "Incision", "Start of surgery"))
_ENDS = frozenset(("Out of room", "Out", "Ended", "End", "Closure", "Closed"))
_CLOCK = re.compile(r"(?:(\d\d)/(\d\d)/(\d{4}) )?(\d\d):(\d\d)\b")
_ROW = re.compile(r"(\d\d)/(\d\d), (\d\d):(\d\d)")
_DOSE = re.compile(r"\b(\d\d)(\d\d) ([A-Z]{2,3})\b")
_DAY = re.compile(r"(\d\d)/(\d\d)")
_SHIFT = re.compile(r"(\d\d)\d\d–\d{4}")
_AFTERNOON = 12
ROOM = ("anesthesia_record", "perioperative_record")
"""Documents that say when the patient was in the operating room."""


class Dose(NamedTuple):
    """One dose as charted: the row's drug, when, by whom, and the id of the cell."""

    drug: str
    at: datetime
    giver: Staff | None
    cell: str


def written(document: Document) -> datetime:
    """Date and time at the head of an entry; an entry without them counts as of its filing."""
    if document.dated is None or document.timed is None:
        return document.filed_at
    return datetime.combine(document.dated, document.timed)


def operations(chart: Chart) -> list[tuple[datetime, datetime]]:
    """Begin and end of each stretch in an operating or procedure room."""
    found = []
    for one in chart.documents:
        if one.type not in ROOM and "Sedation Record" not in one.title:
            continue
        told = {line.label: line.text for line in one.statements if line.label}
        begin = next((_near(one, told[label]) for label in told if label in _BEGINS), None)
        end = next((_near(one, told[label]) for label in told if label in _ENDS), None)
        if begin is not None:
            found.append((begin, end or written(one)))
    return found


def _near(document: Document, text: str) -> datetime | None:
    """A time of day in an entry: on the entry's day, or the evening before where it was written after midnight."""
    match = _CLOCK.match(text)
    if match is None:
        return None
    month, day, year, hour, minute = match.groups()
    if year:
        return datetime(int(year), int(month), int(day), int(hour), int(minute))
    at = written(document)
    when = at.replace(hour=int(hour), minute=int(minute))
    return when - timedelta(days=1) if when - at > timedelta(hours=_AFTERNOON) else when


def readings(document: Document) -> Iterator[tuple[datetime, str]]:
    """When each row of a flowsheet of vital signs was taken, with the id of its first cell."""
    if document.type != "vital_signs":
        return
    for section in document.sections:
        for row in section.rows if section.layout is Layout.TABLE else ():
            match = _ROW.match(row[0].text)
            if match is not None:
                yield _of_year(document, *map(int, match.groups())), row[0].id


def _of_year(document: Document, month: int, day: int, hour: int, minute: int) -> datetime:
    """A date without a year: the last one up to the document's own."""
    at = written(document)
    when = datetime(at.year, month, day, hour, minute)
    return when if when <= at + timedelta(days=1) else when.replace(year=at.year - 1)


def doses(chart: Chart) -> Iterator[Dose]:
    """All doses on medication administration records."""
    staff = {person.signature: person for person in chart.facility.staff}
    for one in chart.documents:
        if one.type != "medication_record":
            continue
        legend = {line.label: staff.get(line.text) for line in one.statements if line.label}
        for section in one.sections:
            for row in section.rows if section.layout is Layout.TABLE else ():
                for column, cell in zip(section.columns[1:], row[1:], strict=False):
                    for hour, minute, who in _DOSE.findall(cell.text):
                        at = _given(one, column, int(hour), int(minute))
                        yield Dose(row[0].text, at, legend.get(who), cell.id)


def _given(document: Document, column: str, hour: int, minute: int) -> datetime:
    day, shift = _DAY.fullmatch(column), _SHIFT.fullmatch(column)
    if day is not None:
        return _of_year(document, int(day[1]), int(day[2]), hour, minute)
    at = written(document).replace(hour=hour, minute=minute)
    return at - timedelta(days=1) if shift is not None and int(shift[1]) == hour == 23 else at
