"""The form of a coding task, and reading it. The order of the codes is the order of their indices; gaps are fine."""

from __future__ import annotations

from functools import cache, partial
from typing import Any, get_args

from wtforms import FieldList, Form, FormField, HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.widgets import DateInput

from sandbox.charts.truth import CodeSystem
from sandbox.tasks import reading
from sandbox.tasks.base import FieldErrors, FormData, Room
from sandbox.tasks.coding.answer import (
    CodingAnswer,
    CodingSpec,
    DiagnosisRow,
    ProcedureRow,
    scope_of,
)
from sandbox.tasks.record import Indicator, Scope

MOST_ROWS = 60  # a claim carries 25 diagnoses and 25 procedures; twice that and some is a mistake, not a record
BLANK_ROWS = {"diagnoses": 3, "procedures": 1}
DIAGNOSIS = ("code", "poa", "evidence")
PROCEDURE = ("code", "system", "date", "evidence")
POA_CHOICES = [
    SelectChoice("", "Choose"),
    SelectChoice("Y", "Y, present at admission"),
    SelectChoice("N", "N, not present"),
    SelectChoice("U", "U, documentation insufficient"),
    SelectChoice("W", "W, clinically undetermined"),
    SelectChoice("exempt", "Exempt from reporting"),
]


@cache
def form_class(diagnoses: bool, poa: bool, systems: tuple[CodeSystem, ...]) -> type[Form]:
    """The form for a scope: only the fields that the work asks for."""
    row = {"code": StringField("Diagnosis code"), "evidence": StringField("Evidence")}
    if poa:
        row["poa"] = SelectField("Present on admission", choices=POA_CHOICES, validate_choice=False)
    first = systems[0].value if systems else ""
    choices = [SelectChoice(system.value, system.value) for system in systems]
    procedure = {
        "code": StringField("Procedure or supply code"),
        "system": _system(choices) if len(choices) > 1 else HiddenField(default=first),
        "date": StringField("Date done", widget=DateInput()),
        "evidence": StringField("Evidence"),
        "asked_when": {"date": ("code", ())},
    }
    fields: dict[str, Any] = {}
    if diagnoses:
        fields["diagnoses"] = _rows("Diagnoses in order", type("DiagnosisForm", (Form,), row), "diagnoses")
        fields["asked_rows"] = {"diagnoses": ""}
    if systems:
        fields["procedures"] = _rows("Procedures and supplies", type("ProcedureForm", (Form,), procedure), "procedures")
    return type("CodingForm", (Form,), fields)


def _system(choices: list[SelectChoice]) -> Any:
    return SelectField("Code system", choices=choices, default=choices[0].value, validate_choice=False)


def _rows(label: str, row: type[Form], name: str) -> Any:
    return FieldList(FormField(row), label, min_entries=BLANK_ROWS[name], max_entries=MOST_ROWS)


def blank(spec: CodingSpec, room: Room) -> Form:
    """An empty form."""
    scope = scope_of(spec, room.charts)
    return form_class(scope.diagnoses, scope.poa, scope.procedure_systems)()


def filled(spec: CodingSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it, cut to what a page can show."""
    scope = scope_of(spec, room.charts)
    shown = reading.submitted("diagnoses", reading.rows(given, "diagnoses", DIAGNOSIS), MOST_ROWS)
    shown.update(reading.submitted("procedures", reading.rows(given, "procedures", PROCEDURE), MOST_ROWS))
    return form_class(scope.diagnoses, scope.poa, scope.procedure_systems)(shown)


def parse(spec: CodingSpec, room: Room, given: FormData) -> CodingAnswer | FieldErrors:
    """Read a submission. Empty rows are skipped; a code that the edition does not have is a format error."""
    scope, problems = scope_of(spec, room.charts), reading.Problems()
    rows = partial(reading.rows_at_most, given, most=MOST_ROWS, problems=problems)
    diagnoses = rows("diagnoses", DIAGNOSIS) if scope.diagnoses else []
    procedures = rows("procedures", PROCEDURE) if scope.procedure_systems else []
    read = CodingAnswer(
        diagnoses=tuple(
            _diagnosis(row, f"diagnoses-{number}", scope, room, problems)
            for number, row in enumerate(diagnoses)
            if any(row.values())
        ),
        procedures=tuple(
            _procedure(row, f"procedures-{number}", scope, room, problems)
            for number, row in enumerate(procedures)
            if row["code"] or row["date"] or row["evidence"]
        ),
    )
    return FieldErrors(problems.fields) if problems else read


def _code(row: dict[str, str], system: str, name: str, room: Room, problems: reading.Problems) -> str:
    if row["code"]:
        return reading.code(row["code"], system, room.edition, f"{name}-code", problems)
    problems.add(f"{name}-code", "This row has no code. Enter the code, or remove the row.")
    return ""


def _diagnosis(row: dict[str, str], name: str, scope: Scope, room: Room, problems: reading.Problems) -> DiagnosisRow:
    poa: Any = row["poa"] if scope.poa else ""
    if poa not in get_args(Indicator):
        problems.add(f"{name}-poa", "Choose Y, N, U, W or exempt.")
        poa = ""
    return DiagnosisRow(
        code=_code(row, CodeSystem.CM.value, name, room, problems),
        poa=poa,
        evidence=reading.evidence(row["evidence"], room, f"{name}-evidence", problems),
    )


def _procedure(row: dict[str, str], name: str, scope: Scope, room: Room, problems: reading.Problems) -> ProcedureRow:
    systems = {system.value: system for system in scope.procedure_systems}
    system = systems.get(row["system"]) if row["system"] else scope.procedure_systems[0]
    if system is None:
        problems.add(f"{name}-system", f"Choose a code system: {', '.join(systems)}.")
        system = scope.procedure_systems[0]
    return ProcedureRow(
        system=system,
        code=_code(row, system.value, name, room, problems),
        date=reading.day(row["date"], f"{name}-date", problems),
        evidence=reading.evidence(row["evidence"], room, f"{name}-evidence", problems),
    )


def fill(answer: CodingAnswer) -> FormData:
    """The form data that reads as this answer."""
    diagnoses = ({"code": row.code, "poa": row.poa, "evidence": " ".join(row.evidence)} for row in answer.diagnoses)
    procedures = (
        {"code": row.code, "system": row.system.value, "date": row.date, "evidence": " ".join(row.evidence)}
        for row in answer.procedures
    )
    return {**reading.written("diagnoses", diagnoses), **reading.written("procedures", procedures)}
