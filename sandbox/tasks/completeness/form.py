"""The form of a completeness review, and reading it."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, FieldList, Form, FormField, SelectField, StringField
from wtforms.fields import SelectChoice

from sandbox.charts.model import Chart
from sandbox.tasks import reading
from sandbox.tasks.base import FieldErrors, FormData, Room
from sandbox.tasks.completeness.answer import MISSING, CompletenessAnswer, CompletenessSpec, Finding
from sandbox.tasks.completeness.limits import asked
from sandbox.tasks.findings import NOT_THERE, name_of, staff_choices, type_choices

MOST_ROWS = 40  # more deficiencies than that on one chart are a mistake
BLANK_ROWS = 2
COLUMNS = ("type", "document", "responsible", "evidence", "note")
MOST_NOTE = 500


def form_class(spec: CompletenessSpec, room: Room) -> type[Form]:
    """The form for this chart: its documents and the roster of its facility as choices."""
    chart = room.charts[spec.charts[0]]
    row: dict[str, Any] = {
        "type": _select("Deficiency", type_choices(asked(spec, chart))),
        "document": _select("Document", document_choices(chart)),
        "evidence": StringField("Evidence"),
        "note": StringField("Why, in a few words (not marked)"),
    }
    if spec.responsible:
        row["responsible"] = _select("Responsible", staff_choices([chart]))
        row["asked_when"] = {"responsible": ("type", ())}  # nobody has to answer for some deficiencies
    rows = FieldList(FormField(type("FindingForm", (Form,), row)), "Deficiencies", min_entries=BLANK_ROWS)
    fields: dict[str, Any] = {
        "findings": rows,
        "complete": BooleanField("The chart is complete: I found no deficiency"),
    }
    fields["asked_rows"] = {"findings": "complete"}
    return type("CompletenessForm", (Form,), fields)


def _select(label: str, choices: list[SelectChoice]) -> Any:
    return SelectField(label, choices=choices, validate_choice=False)


def document_choices(chart: Chart) -> list[SelectChoice]:
    """The documents of the encounter under review in the order of the chart, after the one that is not there."""
    documents = [SelectChoice(one.id, name_of(one), optgroup="On the chart") for one in chart.current]
    return [SelectChoice("", "Choose"), SelectChoice(MISSING, NOT_THERE), *documents]


def blank(spec: CompletenessSpec, room: Room) -> Form:
    """An empty form."""
    return form_class(spec, room)()


def filled(spec: CompletenessSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it, cut to what a page can show."""
    shown = reading.submitted("findings", reading.rows(given, "findings", COLUMNS), MOST_ROWS)
    if reading.value(given, "complete"):
        shown["complete"] = ["y"]
    return form_class(spec, room)(shown)


def parse(spec: CompletenessSpec, room: Room, given: FormData) -> CompletenessAnswer | FieldErrors:
    """Read a submission. Empty rows are skipped; a row without type or document cannot be read."""
    problems = reading.Problems()
    rows = reading.rows_at_most(given, "findings", COLUMNS, MOST_ROWS, problems)
    findings = tuple(
        _finding(row, f"findings-{number}", spec, room, problems)
        for number, row in enumerate(rows)
        if any(row.values())
    )
    complete = bool(reading.value(given, "complete"))
    if complete and findings:
        problems.add("complete", "You listed deficiencies and said there are none. Remove the rows or the tick.")
    return FieldErrors(problems.fields) if problems else CompletenessAnswer(findings=findings, complete=complete)


def _finding(row: dict[str, str], name: str, spec: CompletenessSpec, room: Room, problems: reading.Problems) -> Finding:
    chart = room.charts[spec.charts[0]]
    documents = {one.id for one in chart.current} | {MISSING}
    staff = {one.id for one in chart.facility.staff} | {""}
    if row["type"] not in asked(spec, chart):
        problems.add(f"{name}-type", "Choose the type of the deficiency, or remove the row.")
    if row["document"] not in documents:
        problems.add(f"{name}-document", "Choose the document, or “Missing from the chart”.")
    if row["responsible"] not in staff:
        problems.add(f"{name}-responsible", "Choose a person from the roster.")
    if message := reading.too_long(row["note"], MOST_NOTE):
        problems.add(f"{name}-note", message)
    return Finding(
        type=row["type"][:40],
        document=row["document"][:40],
        responsible=row["responsible"][:80] if spec.responsible else "",
        evidence=reading.evidence(row["evidence"], room, f"{name}-evidence", problems),
        note=row["note"][:MOST_NOTE],
    )


def fill(answer: CompletenessAnswer) -> FormData:
    """The form data that reads as this answer."""
    rows = (
        {
            "type": row.type,
            "document": row.document,
            "responsible": row.responsible,
            "evidence": " ".join(row.evidence),
            "note": row.note,
        }
        for row in answer.findings
    )
    return reading.written("findings", rows) | ({"complete": ["y"]} if answer.complete else {})
