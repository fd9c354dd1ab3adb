"""Medications ordered and given, in the words of the chart: synthetic charts carry no drug codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sandbox.charts.exports.fhir.naming import Naming, full_date, instant, when
from sandbox.charts.exports.fhir.terms import Plain, concept, labels
from sandbox.charts.model import Document, Layout, Section, Statement

ORDERS = frozenset({"orders", "standing_orders"})
GIVEN = re.compile(r"\b(\d\d)(\d\d) ([A-Z]{2,3})\b")
SHIFT = re.compile(r"(\d\d)\d\d–\d{4}$")
DAY = re.compile(r"(\d\d)/(\d\d)$")


def medications(document: Document, names: Naming) -> Iterator[Plain]:
    """MedicationRequest for each line under "Medications" of an order sheet, MedicationAdministration for each dose."""
    if document.type in ORDERS:
        for section in document.sections:
            if section.layout is Layout.LIST and section.heading.casefold().startswith("medications"):
                for statement in section.statements:
                    yield _request(document, statement, names)
    elif document.type == "medication_record":
        initials = {one.label: one.text for section in document.sections for one in section.statements if one.label}
        for section in document.sections:
            if section.layout is Layout.TABLE and section.columns[:1] == ("Medication",):
                yield from _administrations(document, section, initials, names)


def _request(document: Document, statement: Statement, names: Naming) -> Plain:
    content = {
        "status": "unknown",  # an order sheet says what was ordered, never whether it still holds
        "intent": "order",
        "medicationCodeableConcept": concept(statement.text),
        "subject": names.patient,
        "encounter": names.encounter(document),
        "authoredOn": when(document),
        "requester": names.person(document.author_id),
        "dosageInstruction": [{"text": statement.text}],
    }
    return names.resource("MedicationRequest", statement.id, content, labels(document.segment))


def _administrations(document: Document, section: Section, initials: dict[str, str], names: Naming) -> Iterator[Plain]:
    people = {person.signature: person.id for person in names.chart.facility.staff}
    for row in section.rows:
        for column, cell in zip(section.columns[1:], row[1:], strict=False):
            for place, (hour, minute, who) in enumerate(GIVEN.findall(cell.text)):
                moment = _moment(document, column, int(hour), int(minute))
                if moment is None:
                    continue
                named = initials.get(who, who)
                nurse = names.person(people.get(named, ""), named)
                content = {
                    "status": "completed",
                    "medicationCodeableConcept": concept(row[0].text),
                    "subject": names.patient,
                    "context": names.encounter(document),
                    "effectiveDateTime": moment,
                    "performer": [{"actor": nurse}] if nurse else [],
                    "dosage": {"text": row[0].text},
                }
                name = f"{cell.id}.{place}"
                yield names.resource("MedicationAdministration", name, content, labels(document.segment))


def _moment(document: Document, column: str, hour: int, minute: int) -> str | None:
    """When a dose was given. The night's column begins at 2300 of the day before the one on the sheet."""
    if hour > 23 or minute > 59:
        return None
    day: date | None = document.dated or document.filed_at.date()
    if found := DAY.match(column):
        day = full_date(int(found[1]), int(found[2]), document.filed_at.date())
    elif (shift := SHIFT.match(column)) and day and int(shift[1]) == hour == 23:
        day -= timedelta(days=1)
    return instant(datetime.combine(day, time(hour, minute))) if day else None
