"""Charts made by hand for the rules: a setting, a beginning and an end, and pages at times from the beginning."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sandbox.charts.model import (
    Chart,
    Document,
    Encounter,
    Facility,
    Layout,
    Patient,
    Policy,
    Section,
    Setting,
    Signature,
    SignatureRole,
    Staff,
    Statement,
)
from sandbox.charts.review import review
from tests.factories.charts import PATIENT

BEGAN = datetime(2026, 3, 2, 10)  # a Monday
DOCTOR = Staff("doctor", "Ana Ruiz", "MD", "physician", "Hospital medicine")
ROSTER = (
    DOCTOR,
    Staff("surgeon", "Cal Voss", "MD", "physician", "General surgery"),
    Staff("heart", "Ida Lund", "MD", "physician", "Cardiology"),
    Staff("sleep", "Ivo Hart", "MD", "physician", "Anesthesiology"),
    Staff("resident", "Ned Cole", "MD", "resident"),
    Staff("nurse", "Ben Okafor", "RN", "nurse"),
    Staff("mds", "Una Pell", "RN", "mds_coordinator"),
)


def at(**more: int) -> datetime:
    """A moment from the beginning: ``at(hours=24, minutes=1)``."""
    return BEGAN + timedelta(**more)


def page(
    kind: str,
    when: datetime,
    *lines: str,
    by: str = "doctor",
    filed: datetime | None = None,
    title: str = "",
    signed: datetime | str | None = "",
    more: tuple[Signature, ...] = (),
    heading: str = "",
    **changed: Any,
) -> Document:
    """A signed page; ``Label: text`` lines are fields. ``signed`` None leaves the author's line empty."""
    cells = tuple((_cell(line),) for line in lines or ("Seen.",))
    moment = when if signed == "" else signed
    own = Signature(SignatureRole.AUTHOR, by, moment if isinstance(moment, datetime) else None)
    one = Document(
        "", kind, title or kind.replace("_", " ").title(), "e1", by, when.date(), when.time(), filed or when,
        PATIENT.name, PATIENT.mrn, PATIENT.born, (Section(heading, Layout.FIELDS, cells),), (own, *more),
    )  # fmt: skip
    return replace(one, **changed)


def _cell(line: str) -> Statement:
    label, colon, text = line.partition(": ")
    return Statement("", text, label) if colon else Statement("", line)


def chart(
    *pages: Document,
    setting: Setting = Setting.INPATIENT,
    ended: datetime | None = None,
    disposition: str = "01",
    service: str = "medicine",
    patient: Patient = PATIENT,
    **policy: Any,
) -> Chart:
    """A chart of these pages, numbered in order."""
    place = Facility("p", "Place", "1 Way", "202-555-0100", ("Ward",), ROSTER, Policy(**policy))
    stay = Encounter(
        "e1", setting, "A1", BEGAN, ended, "doctor", "Ward", "Cough", disposition=disposition, service=service
    )
    return Chart(patient, place, (stay,), tuple(_numbered(one, f"d{n:02d}") for n, one in enumerate(pages, 1)))


def _numbered(one: Document, name: str) -> Document:
    cells = iter(range(1, 1000))
    sections = tuple(
        replace(
            part, rows=tuple(tuple(replace(cell, id=f"{name}.s{next(cells)}") for cell in row) for row in part.rows)
        )
        for part in one.sections
    )
    return replace(one, id=name, sections=sections)


def codes(made: Chart, *asked: str, today: Any = None) -> list[str]:
    """The deficiency codes of a review, of those asked about, with the document each names."""
    found = [(one.code, one.document_id or one.document_type) for one in review(made, today)]
    return [f"{code} {where}" for code, where in found if not asked or code in asked]
