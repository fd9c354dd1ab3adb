"""Entries written, signed and filed at another time than they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from sandbox.charts.model import Document, Section
from sandbox.charts.review.stay import written


def shifted(document: Document, by: timedelta) -> Document:
    """The document written, signed and filed later (or earlier) by some time."""
    at = written(document) + by
    lines = tuple(
        replace(line, signed_at=line.signed_at + by) if line.signed_at else line for line in document.signatures
    )
    return replace(document, dated=at.date(), timed=at.time(), signatures=lines, filed_at=document.filed_at + by)


def redated(document: Document, before: date, after: date) -> Document:
    """The document with a day that it prints, such as that of a specimen, moved to another."""
    return worded(document, f"{before:%m/%d/%Y}", f"{after:%m/%d/%Y}")


def worded(document: Document, old: str, new: str) -> Document:
    """The document with one text in place of another wherever it stands."""
    if not any(old in statement.text for statement in document.statements):
        return document

    def changed(section: Section) -> Section:
        rows = tuple(tuple(replace(cell, text=cell.text.replace(old, new)) for cell in row) for row in section.rows)
        return replace(section, rows=rows)

    return replace(document, sections=tuple(changed(section) for section in document.sections))


def moved(document: Document, to: datetime) -> Document:
    """The document as if it had been written at a time, with its own day wherever it prints it."""
    day = written(document).date()
    return redated(shifted(document, to - written(document)), day, to.date())


def by_day(start: datetime, hours: int) -> timedelta:
    """At least so many hours after a time, and between seven in the morning and eight at night."""
    later = timedelta(hours=hours)
    while not 7 <= (start + later).hour < 20:
        later += timedelta(hours=1)
    return later
