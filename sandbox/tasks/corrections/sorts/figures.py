"""What an author may have put down wrong: a measured value, a dose, a number that stands nowhere else in the chart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sandbox.charts.model import Document, Layout, Statement
from sandbox.tasks.corrections.desk import CARERS, DICTATED, Desk

_MEASURED = {
    "pain": "the pain score",
    "hr": "the heart rate",
    "heart rate": "the heart rate",
    "pulse": "the pulse",
    "rr": "the breathing rate",
    "spo2": "the oxygen saturation",
    "temp": "the temperature",
    "weight": "the weight",
}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DOSE = re.compile(r"\b([A-Z]?[a-z]{5,}) (\d+(?:\.\d+)?) (mg|mcg|units|g)\b")
_UNITS = "degrees|minutes|hours|days|weeks|months|years|cm|mm|mL|pounds|steps|feet"
_AMOUNT = re.compile(rf"(?<!over )\b(\d+(?:\.\d+)?)(?: |-)({_UNITS})\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement with a text in it that its author calls wrong, and what it should be."""

    document: Document
    statement: Statement
    old: str
    new: str
    name: str = ""  # of what was measured


def measured(desk: Desk) -> Figure | None:
    """A value that a nurse or therapist measured once and put in a labelled field."""
    able = [
        (one, line)
        for one in desk.notes(CARERS)
        for section in one.sections
        if section.layout is Layout.FIELDS
        for line in section.statements
        if line.label.lower() in _MEASURED and _NUMBER.search(line.text)
    ]
    found = desk.pick(able)
    if found is None:
        return None
    document, line = found
    return Figure(document, line, line.text, _otherwise(desk, line), _MEASURED[line.label.lower()])


def _otherwise(desk: Desk, line: Statement) -> str:
    """Another value that could have been measured."""
    number = _NUMBER.search(line.text)
    assert number is not None  # noqa: S101  (only lines with a number come here)
    value = float(number[0])
    if line.label.lower() == "pain":
        other = value + 3 if value <= 5 else value - 3
    elif line.label.lower() == "spo2":
        other = value - desk.between(2, 4)
    else:
        other = value + desk.between(2, 5) * (0.3 if "." in number[0] else 2)
    text = f"{other:.1f}" if "." in number[0] else f"{other:.0f}"
    return line.text[: number.start()] + text + line.text[number.end() :]


def dose(desk: Desk) -> Figure | None:
    """A dose in a practitioner's note, of a drug that no other document names."""
    able = []
    for one, line, match in _found(desk, desk.notes(), _DOSE):
        if match[1].lower() not in desk.others(one) and _once(one, match[1].lower()):
            able.append(Figure(one, line, match[0], f"{match[1]} {_doubled(desk, match[2])} {match[3]}"))
    return desk.pick(able)


def amount(desk: Desk, notes: Sequence[Document] | None = None) -> Figure | None:
    """A number in a practitioner's note, or in one of ``notes``, that stands in no other document."""
    able = []
    stay = desk.chart.encounters[0]
    length = ((stay.ended or stay.began).date() - stay.began.date()).days
    for one, line, match in _found(desk, desk.notes(types=DICTATED) if notes is None else notes, _AMOUNT):
        if match[2] == "days" and float(match[1]) in (length, length + 1):
            continue  # anybody can count it: the chart would prove the text right
        if match[0].lower() not in desk.others(one) and _once(one, match[0].lower()):
            new = match[0].replace(match[1], _misheard(desk, match[1]), 1)
            able.append(Figure(one, line, match[0], new))
    return desk.pick(able)


def _once(document: Document, text: str) -> bool:
    return sum(line.text.lower().count(text) for line in document.statements) == 1


def _found(
    desk: Desk, documents: Iterable[Document], pattern: re.Pattern[str]
) -> Iterable[tuple[Document, Statement, re.Match[str]]]:
    for one in documents:
        for line in one.statements:
            for match in pattern.finditer(line.text):
                if float(match[2] if pattern is _DOSE else match[1]) > 1:
                    yield one, line, match


def _doubled(desk: Desk, number: str) -> str:
    """Half or double of a dose."""
    value = float(number)
    other = value / 2 if desk.chance(0.5) and value >= 2 else value * 2
    return f"{other:g}"


def _misheard(desk: Desk, number: str) -> str:
    """A number that is near enough to be misheard or mistyped, and never one or less."""
    value = float(number)
    step = 0.5 if "." in number else 1 if value < 10 else 5 if value < 100 else 50
    step *= desk.between(1, 2)
    return f"{value - step if value - step > 1 and desk.chance(0.5) else value + step:g}"
