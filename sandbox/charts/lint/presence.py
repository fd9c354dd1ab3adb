"""Presence: nobody charts at an empty bed, feeds a fasting patient, measures the dying, or works without a day off."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from sandbox.charts.facility import shift_at, workday
from sandbox.charts.lint.reading import doses, operations, readings, written
from sandbox.charts.lint.registry import Faults, Specimen, check
from sandbox.charts.model import Document, Setting, Staff

_AT_THE_BED = frozenset(
    ("nursing_note", "nursing_assessment", "flowsheet", "progress_note", "therapy_note", "case_management")
)
"""What is written with the patient before one's eyes; notes of the operating room itself are left out by unit."""

_ELSEWHERE = ("Surgical Services", "Birth Center")
"""Units whose nurses go into the operating room: a birth by cesarean is circulated by nurses of labor and delivery."""

_ROUND_THE_CLOCK = (Setting.INPATIENT, Setting.NURSING_FACILITY)
_CLOSING = (Setting.CLINIC, Setting.AMBULATORY_SURGERY)

_BED_READY = timedelta(minutes=75)
_STRICT = re.compile(
    r"\b(?:NPO|[Nn]othing by mouth)\b(?! (?:except|but|until|unless|after midnight|since|for \d|as ordered))"
)
_FEEDS = re.compile(r"\b(?:[Ll]iquids?|[Ss]ips|[Dd]iet|[Ee]ats?|breakfast|formula|food|feed)\b|NPO except")
_BY_MOUTH = " by mouth"
_DIED = ("20", "40", "41", "42")
_LAST_HOURS = timedelta(hours=3)
_COMFORT = re.compile(r"\b[Cc]omfort (?:care|measures)\b")
_MOST_DAYS = 5
_SHIFTED = timedelta(minutes=45)
"""Handing over takes time: an entry this long after a shift still belongs to it."""


def _staff(one: Specimen, document: Document) -> Staff | None:
    return one.chart.facility.member(document.author_id) if document.author_id else None


@check("bed-empty-in-surgery")
def bed_empty_in_surgery(one: Specimen) -> Faults:
    """Nothing is charted on the unit while the patient is in the operating room."""
    stretches = operations(one.chart)
    for when, place, what in _on_the_unit(one) if stretches else ():
        if any(begin < when < end for begin, end in stretches):
            yield place, f"{what} at {when}, while the patient is in the operating room."


def _on_the_unit(one: Specimen) -> Iterator[tuple[datetime, str, str]]:
    """When staff of other places than the operating room had the patient before them, where that stands, and what."""
    for each in one.chart.documents:
        author = _staff(one, each)
        if author is None or author.unit in _ELSEWHERE:
            continue
        if each.type in _AT_THE_BED:
            yield written(each), each.id, f"{each.title} is written"
        for when, row in readings(each):
            yield when, row, "Vital signs of the unit are taken"
    for dose in doses(one.chart):
        if dose.giver and dose.giver.unit not in _ELSEWHERE:
            yield dose.at, dose.cell, f"{dose.drug} is given on the unit"


@check("unit-before-arrival")
def unit_before_arrival(one: Specimen) -> Faults:
    """A unit's flowsheet begins when the patient has come to the unit."""
    if one.encounter.setting is not Setting.INPATIENT:
        return
    entries = [
        written(each)
        for each in one.chart.documents
        if each.type in ("nursing_assessment", "nursing_note", "labor_record", "newborn_record")
        and (author := _staff(one, each))
        and author.unit not in ("Emergency Department", "Surgical Services")
    ]
    if not entries:
        return
    for each in one.chart.documents:
        for when, row in readings(each):
            if when < min(entries) - _BED_READY:
                yield row, f"Vital signs at {when}, long before the first entry of the unit at {min(entries)}."


@check("fasting")
def fasting(one: Specimen) -> Faults:
    """While nothing may go by mouth, nothing is given by mouth; a later order with a diet ends it.

    A single dose ordered for its moment (an antacid before anesthesia, a loading dose) is an order of its own.
    """
    spans = list(_fasts(one))
    for dose in doses(one.chart):
        if _BY_MOUTH in dose.drug and " once" not in dose.drug and any(begin <= dose.at < end for begin, end in spans):
            yield dose.cell, f"{dose.drug} is given at {dose.at}, while nothing may go by mouth."


def _fasts(one: Specimen) -> Iterator[tuple[datetime, datetime]]:
    begun: datetime | None = None
    ended = one.encounter.ended or one.chart.documents[-1].filed_at
    for each in sorted(one.chart.documents, key=written):
        lines = [
            line.text for section in each.sections if section.heading != "Medications" for line in section.statements
        ]
        if each.type not in ("orders", "verbal_order", "standing_orders") and not _on_swallowing(one, each):
            continue
        feeds = any(_FEEDS.search(_STRICT.sub("", text)) for text in lines)
        if begun is not None and feeds:
            yield begun, written(each)
            begun = None
        if begun is None and not feeds and any(_STRICT.search(text) for text in lines):
            begun = written(each)
    if begun is not None:
        yield begun, ended


def _on_swallowing(one: Specimen, document: Document) -> bool:
    """Whether this is the speech therapist's note for which "until speech therapy has seen the swallow" waits."""
    author = _staff(one, document)
    return document.type == "therapy_note" and author is not None and author.specialty == "Speech therapy"


@check("near-death")
def near_death(one: Specimen) -> Faults:
    """The dying take no tablets in their last hours, and under comfort care nobody takes routine vital signs."""
    stay = one.encounter
    if stay.disposition not in _DIED or stay.ended is None:
        return
    for dose in doses(one.chart):
        if _BY_MOUTH in dose.drug and dose.at > stay.ended - _LAST_HOURS:
            yield dose.cell, f"{dose.drug} is given at {dose.at}; the patient died at {stay.ended}."
    comfort = [
        written(each)
        for each in one.chart.documents
        if each.type in ("orders", "verbal_order") and any(_COMFORT.search(line.text) for line in each.statements)
    ]
    for each in one.chart.documents:
        for when, row in readings(each):
            if comfort and when > min(comfort) + _LAST_HOURS:
                yield row, f"Routine vital signs at {when} under comfort care since {min(comfort)}."


@check("days-off")
def days_off(one: Specimen) -> Faults:
    """No nurse works more than five days in a row, or two shifts of one day; an office has one nurse, and closes."""
    if one.encounter.setting in _CLOSING:
        return
    worked: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for person, when in _at_work(one):
        when = when - _SHIFTED if shift_at(when - _SHIFTED) == person.shift else when
        worked[person.signature][workday(when)].add(shift_at(when))
    for name, days in worked.items():
        double = [day for day, shifts in days.items() if len(shifts) > 1]
        if double and one.encounter.setting in _ROUND_THE_CLOCK:
            yield "", f"{name} works {' and '.join(sorted(days[double[0]]))} shift of one day."
        if any(all(day + later in days for later in range(_MOST_DAYS + 1)) for day in days):
            yield "", f"{name} works more than {_MOST_DAYS} days in a row."


def _at_work(one: Specimen) -> Iterator[tuple[Staff, datetime]]:
    for each in one.chart.documents:
        author = _staff(one, each)
        if author and author.role in ("nurse", "nursing_assistant") and each.dated and each.timed:
            yield author, written(each)
    for dose in doses(one.chart):
        if dose.giver is not None:
            yield dose.giver, dose.at
