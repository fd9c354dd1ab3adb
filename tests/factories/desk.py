"""A task kind whose form uses every part that forms have, on a chart that uses every layout: to test the desk alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from sandbox.charts.model import (
    Chart,
    Document,
    Layout,
    Section,
    Signature,
    SignatureRole,
    Statement,
)
from sandbox.charts.truth import ChartTruth
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.schema import ChartSpec
from sandbox.scoring.marks import Evidence, Mark, Reason
from sandbox.tasks import reading
from sandbox.tasks.base import Answer, FieldErrors, FormData, Key, Kind, Prepared, Room, Samples, Spec, World
from tests.factories import charts, scenarios
from tests.factories.charts import OKAFOR, PATIENT, RUIZ

TEMPLATES = Path(__file__).with_name("templates")
SECRET = "canary-7f3a9c-answer"

SOURCE = """\
scenario: paper-shift
title: A quiet morning
summary: Answer a letter and name what the chart says.
level: 1
setting: inpatient
today: 2026-03-20
charts:
  main: {pathway: hand_made}
tasks:
  - kind: paperwork
    id: letter
    title: Answer the letter
    instructions: Read the letter. Decide, and say where the chart says so.
    charts: [main]
    minutes: 5
  - kind: paperwork
    id: second
    title: Answer it again
    charts: [main]
    weight: 2
"""


class RowForm(Form):
    """One code with its evidence."""

    code = StringField("Code")
    evidence = StringField("Evidence")


class PaperForm(Form):
    """Every kind of field that the form parts draw."""

    decision = RadioField(
        "Decision",
        choices=[SelectChoice("release", "Release"), SelectChoice("deny", "Deny")],
        validate_choice=False,
    )
    why = SelectMultipleField(
        "Reasons",
        choices=[SelectChoice("age", "Out of date"), SelectChoice("name", "Wrong name")],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    urgent = BooleanField("Urgent")
    note = TextAreaField("Note", description="A sentence is enough.")
    codes = FieldList(FormField(RowForm), "Codes", min_entries=1)


class PaperAnswer(Answer):
    """The decision and the codes."""

    decision: str = ""
    why: tuple[str, ...] = ()
    urgent: bool = False
    note: str = ""
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()


class PaperKey(Key):
    """The right decision and code, and a text that no trainee may see before release."""

    decision: str
    code: str
    evidence: tuple[str, ...]
    secret: str


class Paperwork(Kind[Spec, PaperAnswer, PaperKey]):
    """Asks for a decision on a letter and for one code of the chart."""

    name = "paperwork"
    title = "Paperwork"
    spec_type = type("PaperSpec", (Spec,), {})
    answer_type = PaperAnswer
    key_type = PaperKey

    def prepare(self, spec: Spec, world: World, random: Random) -> Prepared:
        letter = charts.document(1, "correspondence", "Letter", "Please send the whole record.", "Yours, a lawyer.")
        section = Section("", Layout.PROSE, ((Statement(f"{spec.id}-p1.s1", "Please send the whole record."),),))
        return Prepared((replace(letter, id=f"{spec.id}-p1", sections=(section,)),), {}, {"secret": SECRET})

    def derive(self, spec: Spec, world: World, prepared: Prepared) -> PaperKey:
        return PaperKey(decision="deny", code="J18.9", evidence=("d02.s1",), secret=prepared.truth["secret"])

    def blank(self, spec: Spec, room: Room) -> Form:
        return PaperForm()

    def form(self, spec: Spec, room: Room, given: FormData) -> Form:
        return PaperForm(reading.Submitted({name: list(values) for name, values in given.items()}))

    def parse(self, spec: Spec, room: Room, given: FormData) -> PaperAnswer | FieldErrors:
        problems = reading.Problems()
        codes = []
        for number, row in enumerate(reading.rows(given, "codes", ("code", "evidence"))):
            if row["code"] and not row["code"][0].isalpha():
                problems.add(f"codes-{number}-code", f"“{row['code']}” is no code.")
            if any(row.values()):
                evidence = reading.evidence(row["evidence"], room, f"codes-{number}-evidence", problems)
                codes.append((row["code"], evidence))
        if problems:
            return FieldErrors(problems.fields)
        return PaperAnswer(
            decision=reading.value(given, "decision"),
            why=tuple(given.get("why", ())),
            urgent=bool(reading.value(given, "urgent")),
            note=reading.value(given, "note"),
            codes=tuple(codes),
        )

    def fill(self, answer: PaperAnswer) -> FormData:
        return {"decision": [answer.decision]}

    def score(self, answer: PaperAnswer, key: PaperKey) -> Sequence[Mark]:
        right = answer.decision == key.decision
        found = key.code in {code for code, _ in answer.codes}
        evidence = tuple(Evidence("main", statement) for statement in key.evidence)
        return [
            Mark(
                "decision",
                "Decision",
                "Decision",
                1.0,
                float(right),
                Reason.CORRECT if right else Reason.OVER_DISCLOSED,
                "The letter has no authorization.",
                answer.decision,
                key.decision,
                critical=True,
                evidence=(Evidence("papers", "letter-p1.s1"),),
                citation="45 CFR 164.508",
            ),
            Mark(
                "code",
                "Codes",
                key.code,
                2.0,
                float(found),
                Reason.CORRECT if found else Reason.MISSED,
                "The chart names it.",
                evidence=evidence,
            ),
        ]

    def samples(self, spec: Spec, key: PaperKey) -> Samples[PaperAnswer]:
        raise NotImplementedError

    def check(self, spec: Spec, key: PaperKey, world: World) -> Sequence[str]:
        return []

    def summary(self, answer: PaperAnswer, key: PaperKey) -> Mapping[str, Any]:
        return {"codes": len(answer.codes)}


def rows(document: str, *lines: tuple[str, ...], label: str = "") -> tuple[tuple[Statement, ...], ...]:
    """Rows of statements numbered through, labelled alike."""
    numbers = iter(range(1, 1000))
    return tuple(tuple(Statement(f"{document}.s{next(numbers)}", text, label) for text in line) for line in lines)


def sheet(number: int, kind: str, title: str, section: Section, **changes: Any) -> Document:
    """A document of one section by nurse Okafor."""
    plain = charts.document(number, kind, title, author=OKAFOR)
    return replace(plain, sections=(section,), **changes)


def chart() -> Chart:
    """The hand-made chart and four sheets more: fields, a table with flags, orders, and a consent nobody signed."""
    made = charts.chart()
    at = datetime(2026, 3, 12, 8)
    fields = Section(
        "Patient",
        Layout.FIELDS,
        ((Statement("d06.s1", PATIENT.name, "Name"), Statement("d06.s2", "", "Religion")),),
    )
    results = Section(
        "Chemistry",
        Layout.TABLE,
        (
            (Statement("d07.s1", "Sodium"), Statement("d07.s2", "128", flag="L"), Statement("d07.s3", "135–145")),
            (Statement("d07.s4", "Potassium"), Statement("d07.s5", "4.1"), Statement("d07.s6", "3.5–5.0")),
        ),
        ("Test", "Result", "Range"),
    )
    orders = Section("Orders", Layout.LIST, rows("d08", ("Ceftriaxone 1 g IV daily",), ("Oxygen by mask",)))
    consent = Section("Consent", Layout.PROSE, rows("d09", ("I agree to the <procedure> & its risks.",)))
    unsigned = Signature(SignatureRole.PATIENT, "", None, PATIENT.name)
    late = Signature(SignatureRole.ORDERING, RUIZ.id, None)
    return replace(
        made,
        documents=(
            *made.documents,
            sheet(6, "face_sheet", "Registration", fields, dated=date(2026, 3, 10), timed=time(8)),
            sheet(7, "lab_report", "Chemistry panel", results, filed_at=at),
            sheet(8, "verbal_order", "Telephone order", orders, signatures=(late,), dated=None, timed=None),
            sheet(9, "consent_procedure", "Consent to bronchoscopy", consent, signatures=(unsigned,)),
        ),
    )


def generate(spec: ChartSpec, seed: int, today: date) -> tuple[Chart, ChartTruth]:
    """The chart above, whatever the seed."""
    return chart(), charts.truth()


def makers(**changes: Any) -> Makers:
    """Makers with the paperwork kind alone."""
    return scenarios.makers(kinds={"paperwork": Paperwork()}, generate=generate, generator="desk/1", **changes)
