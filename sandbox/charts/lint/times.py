"""Times: documents in order, signatures after their entries, the stay within the edition."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from sandbox.charts.lint.registry import Faults, Specimen, check
from sandbox.charts.model import Document

FIRST, LAST = date(2025, 10, 1), date(2026, 9, 30)
"""Discharges for which FY2026 codes are valid."""

_SLOWEST = timedelta(days=30)
_MINUTE = re.compile(r"(\d\d)/(\d\d)/(\d{4}) (\d\d):(\d\d)")


@check("filed-in-order")
def filed_in_order(one: Specimen) -> Faults:
    """Documents are numbered in the order in which they reached the chart."""
    documents = one.chart.documents
    filed = [each.filed_at for each in documents]
    if filed != sorted(filed):
        yield "", "The documents do not stand in the order in which they were filed."
    if [each.id for each in documents] != [f"d{n:02d}" for n in range(1, len(documents) + 1)]:
        yield "", "The documents are not numbered without gaps."


@check("signed-in-time")
def signed_in_time(one: Specimen) -> Faults:
    """Nobody signs before writing, and nobody later than thirty days after the end."""
    ended = one.encounter.ended
    for each in one.chart.documents:
        written = datetime.combine(each.dated or date.min, each.timed or datetime.min.time())
        for line in each.signatures:
            if line.signed_at is None:
                yield each.id, f"{each.title} is not signed."
            elif line.signed_at < written:
                yield each.id, f"{each.title} is signed at {line.signed_at} before it was written at {written}."
            elif ended is not None and line.signed_at - ended >= _SLOWEST:
                yield each.id, f"{each.title} is signed thirty days or more after the end."


@check("within-the-edition")
def within_the_edition(one: Specimen) -> Faults:
    """The encounter ends after it began, in the year of the code edition."""
    stay = one.encounter
    if stay.ended is None or stay.ended <= stay.began:
        yield "", f"The encounter ends at {stay.ended}, not after it began at {stay.began}."
    elif not FIRST <= stay.ended.date() <= LAST:
        yield "", f"The encounter ends on {stay.ended.date()}, outside the edition's year."


@check("specimen-after-order")
def specimen_after_order(one: Specimen) -> Faults:
    """Nothing is drawn in the stay before anything was ordered.

    Blood drawn before the stay belongs to an earlier order; cord blood is kept at every birth.
    """
    ordered = [
        datetime.combine(each.dated, each.timed)
        for each in one.chart.documents
        if each.type in ("orders", "standing_orders") and each.dated and each.timed
    ]
    first = min(ordered, default=one.encounter.ended or one.encounter.began + _SLOWEST)
    for each in one.chart.documents:
        drawn = _collected(each)
        if drawn is not None and one.encounter.began <= drawn < first:
            yield each.id, f"A specimen was collected at {drawn}, before anything was ordered."


def _collected(document: Document) -> datetime | None:
    """When the blood of a laboratory report was drawn; None of cord blood and where it is not stated to the minute."""
    if document.type != "lab_report":
        return None
    told = {line.label: line.text for line in document.statements if line.label}
    match = _MINUTE.fullmatch(told.get("Collected", ""))
    if match is None or "cord" in told.get("Specimen", "").lower():
        return None
    month, day, year, hour, minute = map(int, match.groups())
    return datetime(year, month, day, hour, minute)
