"""Laboratory results and vital signs as observations, read from what documents print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time

from sandbox.charts.exports.fhir.naming import Naming, full_date, instant, when
from sandbox.charts.exports.fhir.terms import LOINC, UCUM, Plain, coding, concept, hl7, labels, terms
from sandbox.charts.model import Document, Layout, Section, Statement

NUMBER = re.compile(r"\s*(?P<sign><=|>=|[<>≤≥])?\s*(?P<value>-?\d{1,12}(?:\.\d{1,9})?)(?P<rest>.*)", re.DOTALL)
PRESSURE = re.compile(r"\s*(\d{2,3})\s*/\s*(\d{2,3})(?!\d)")
RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*[–-]\s*(-?\d+(?:\.\d+)?)$")
BOUND = re.compile(r"([<>≤≥])\s*(-?\d+(?:\.\d+)?)$")
MOMENT = re.compile(r"(\d\d)/(\d\d)/(\d{4}) (\d\d):(\d\d)")
ROW_TIME = re.compile(r"(?:(\d\d)/(\d\d),?\s+)?(\d\d):?(\d\d)$")
COMPARATORS = {"<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">="}


def observations(document: Document, names: Naming) -> Iterator[Plain]:
    """The results of a laboratory report, or the vital signs that any other document states in fields or tables."""
    for section in document.sections:
        if document.type == "lab_report":
            if section.layout is Layout.TABLE and {"Test", "Result"} <= set(section.columns):
                yield from _labs(document, section, names)
        elif section.layout is Layout.FIELDS:
            for statement in section.statements:
                yield from _vital(document, statement, statement.label, when(document), names)
        elif section.layout is Layout.TABLE and section.columns[:1] == ("Time",):
            yield from _flowsheet(document, section, names)


def number(text: str) -> int | float:
    """A decimal as JSON has it."""
    return float(text) if "." in text else int(text)


def quantity(text: str, unit: str, code: str) -> Plain | None:
    """A Quantity, if the text is a number and no more than the unit follows it."""
    found = NUMBER.fullmatch(text)
    if found is None or found["rest"].strip() not in ("", unit):
        return None
    sign = {"comparator": COMPARATORS[found["sign"]]} if found["sign"] else {}
    coded = {"system": UCUM, "code": code} if code else {}
    return {"value": number(found["value"]), **sign, **({"unit": unit} if unit else {}), **coded}


def _labs(document: Document, section: Section, names: Naming) -> Iterator[Plain]:
    taken, told = _moments(document)
    for row in section.rows:
        cells = dict(zip(section.columns, row, strict=False))
        test, result = cells.get("Test"), cells.get("Result")
        if test is None or result is None or not test.text.strip() or not result.text.strip():
            continue
        printed = cells["Units"].text.strip() if "Units" in cells else ""
        unit = "" if printed == "—" else printed
        loinc = terms("labs").get(test.text)
        ucum = terms("units").get(unit, "") if unit else terms("unitless").get(test.text, "1")
        value = quantity(result.text, unit, ucum)
        content = {
            "category": [concept("", hl7("observation-category", "laboratory", "Laboratory"))],
            "code": concept(test.text, *([coding(LOINC, loinc)] if loinc else [])),
            "effectiveDateTime": taken,
            "issued": told,
            **({"valueQuantity": value} if value else {"valueString": result.text}),
            "interpretation": _interpretation(result.flag),
            "referenceRange": _range(cells.get("Reference range"), unit, ucum),
        }
        yield _observation(document, result, content, names)


def _moments(document: Document) -> tuple[str, str]:
    """When the specimen was taken and when the result was reported, as the report says."""
    said = {one.label: MOMENT.match(one.text) for one in document.statements if one.label in ("Collected", "Reported")}

    def moment(label: str, otherwise: str) -> str:
        found = said.get(label)
        if found is None:
            return otherwise
        month, day, year, hour, minute = map(int, found.groups())
        try:
            return instant(datetime(year, month, day, hour, minute))
        except ValueError:  # an edited chart may say 02/30
            return otherwise

    return moment("Collected", when(document)), moment("Reported", instant(document.filed_at))


def _interpretation(flag: str) -> list[Plain]:
    code = terms("interpretations").get(flag.strip().upper())
    return [concept(flag, hl7("v3-ObservationInterpretation", code))] if code else []


def _range(cell: Statement | None, unit: str, ucum: str) -> list[Plain]:
    if cell is None or cell.text.strip() in ("", "—"):
        return []
    text = cell.text.strip()
    made: Plain = {"text": text}
    if both := RANGE.match(text):
        made = {"low": quantity(both[1], unit, ucum), "high": quantity(both[2], unit, ucum), **made}
    elif one := BOUND.match(text):
        made = {("high" if one[1] in "<≤" else "low"): quantity(one[2], unit, ucum), **made}
    return [made]


def _flowsheet(document: Document, section: Section, names: Naming) -> Iterator[Plain]:
    for row in section.rows:
        moment = _row_moment(document, row[0].text) if row else None
        for column, statement in zip(section.columns[1:], row[1:], strict=False):
            yield from _vital(document, statement, column, moment or when(document), names)


def _row_moment(document: Document, text: str) -> str | None:
    found = ROW_TIME.match(text.strip())
    if found is None:
        return None
    month, day, hour, minute = (int(part) if part else 0 for part in found.groups())
    filed = document.filed_at.date()
    on = full_date(month, day, filed) if month else (document.dated or filed)
    return instant(datetime.combine(on, time(hour, minute))) if on and hour < 24 and minute < 60 else None


def _vital(document: Document, statement: Statement, label: str, moment: str, names: Naming) -> Iterator[Plain]:
    measure = terms("vitals").get(label)
    value = _pressure(statement) if measure == "blood_pressure" else _measured(statement, measure)
    if value:
        content = {
            "category": [concept("", hl7("observation-category", "vital-signs", "Vital Signs"))],
            **value,
            "effectiveDateTime": moment,
            "interpretation": _interpretation(statement.flag),
        }
        yield _observation(document, statement, content, names)


def _measured(statement: Statement, measure: str | None) -> Plain | None:
    if measure is None or not (found := NUMBER.match(statement.text)):
        return None
    loinc, shown, ucum = terms("measures")[measure]
    value = {"value": number(found["value"]), "unit": ucum, "system": UCUM, "code": ucum}
    said = found["rest"].strip().lstrip("°F%").strip()
    note = {"note": [{"text": statement.text}]} if said and measure == "oxygen_saturation" else {}
    return {"code": concept(shown, coding(LOINC, loinc, shown)), "valueQuantity": value, **note}


def _pressure(statement: Statement) -> Plain | None:
    found = PRESSURE.match(statement.text)
    if found is None:
        return None
    parts = []
    for measure, value in zip(("systolic", "diastolic"), found.groups(), strict=True):
        loinc, shown, ucum = terms("measures")[measure]
        amount = {"value": int(value), "unit": "mmHg", "system": UCUM, "code": ucum}
        parts.append({"code": concept(shown, coding(LOINC, loinc, shown)), "valueQuantity": amount})
    shown = "Blood pressure panel with all children optional"
    return {"code": concept("Blood pressure", coding(LOINC, "85354-9", shown)), "component": parts}


def _observation(document: Document, statement: Statement, content: Plain, names: Naming) -> Plain:
    performer = names.person(document.author_id)
    common = {
        "status": "final",
        "subject": names.patient,
        "encounter": names.encounter(document),
        "performer": [performer] if performer else [],
        "derivedFrom": [names.to("DocumentReference", document.id)],
    }
    return names.resource("Observation", statement.id, {**common, **content}, labels(document.segment))
