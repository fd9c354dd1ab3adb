"""Corrections done improperly: back-dated notes, addenda without reference, retractions without reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from sandbox.charts.defects.planting import Flaw, Planting, Stranger, copied, named
from sandbox.charts.defects.registry import defect
from sandbox.charts.defects.writing import entry
from sandbox.charts.model import Document, Layout
from sandbox.charts.review.stay import written

_CITE = "42 CFR 482.24(c)(1); AHIMA, amendments and corrections in the record"
_NOTES = ("nursing_note", "progress_note", "therapy_note", "home_visit", "case_management", "social_work_note")
_SUPPLEMENTED = (
    "progress_note",
    "consult_note",
    "physician_visit",
    "clinic_note",
    "emergency_note",
    "history_and_physical",
)
_MISFILED = ("lab_report", "vital_signs", "medication_record", "nursing_note")

LEFT_OUT = (
    "The plan was also discussed with the nurse who cares for the patient.",
    "Outside records named in this note were reviewed before it was written.",
    "The patient was told how to reach the team with questions.",
    "Questions of the family were answered on the same visit.",
)
"""What an addendum may add without changing what the record says of the patient's illness."""


def office_hour(planting: Planting, moment: datetime, least: int, most: int) -> datetime:
    """A time by day, so many days after a moment."""
    day = moment.date() + timedelta(days=planting.between(least, most))
    return datetime.combine(day, time(planting.between(9, 16), planting.between(0, 59)))


@defect(
    "LATE_ENTRY_IMPROPER",
    "Late entry not labeled, or back-dated",
    _CITE,
    "What is written long afterwards is labeled a late entry, bears the date of writing and names that of the event.",
)
def back_dated(planting: Planting) -> Flaw | None:
    """File and sign a note days after the time that it bears."""
    stay = planting.encounter
    able = [one for one in planting.free(*_NOTES) if written(one) >= stay.began and one.author_id]
    found = planting.pick(able)
    if found is None:
        return None
    hours = planting.chart.facility.policy.late_entry_hours
    filed = office_hour(planting, found.filed_at + timedelta(hours=hours), 1, 3)
    lines = tuple(
        replace(line, signed_at=max(filed, line.signed_at)) if line.signed_at else line for line in found.signatures
    )
    planting.replace(replace(found, filed_at=filed, signatures=lines))
    what = (
        f"The entry “{found.title}” bears {written(found):%m/%d/%Y %H:%M}, but was signed and filed on "
        f"{filed:%m/%d/%Y %H:%M}; it is not labeled a late entry."
    )
    return Flaw(found.type, planting.responsible(found), what, found.id)


def supplemented(planting: Planting) -> Document | None:
    """A practitioner's entry that an addendum may follow; not a resident's, whose addendum needs a countersignature."""
    stay, staff = planting.encounter, {one.id: one.role for one in planting.chart.facility.staff}
    return planting.pick(
        [
            one
            for one in planting.free(*_SUPPLEMENTED)
            if planting.may_diagnose(one.author_id)
            and staff[one.author_id] != "resident"
            and written(one) >= stay.began
        ]
    )


def soon_after(planting: Planting, original: Document) -> datetime:
    """Some hours after an entry, by day."""
    later = original.filed_at + timedelta(hours=planting.between(3, 20), minutes=planting.between(0, 50))
    while not 7 <= later.hour < 20:
        later += timedelta(hours=1)
    return later


@defect(
    "ADDENDUM_IMPROPER",
    "Addendum without reference or reason",
    _CITE,
    "An addendum names the entry that it concerns and the reason, and bears its own date, time and signature.",
)
def unattached(planting: Planting) -> Flaw | None:
    """Add an addendum that does not say what it belongs to, nor why it was written."""
    original = supplemented(planting)
    if original is None:
        return None
    text = LEFT_OUT[int(planting.random.random() * len(LEFT_OUT))]
    at = soon_after(planting, original)
    added = entry(planting, "addendum", "Addendum", original.author_id, at, [("", Layout.PROSE, [("", text)])])
    planting.lean_on([original])
    what = f"{named(added)} names neither the entry that it concerns nor its reason."
    return Flaw("addendum", original.author_id, what, added.id)


def misfiled(planting: Planting, stranger: Stranger) -> Document | None:
    """A page of another patient, filed in this chart."""
    stay = planting.encounter
    own = planting.chart.patient.mrn
    if stay.ended is None or any(one.label_mrn != own and one.author_id for one in planting.documents):
        return None
    page = stranger(_MISFILED, stay.began, stay.ended)
    if page is None or page.label_mrn == own:
        return None
    return planting.add(replace(copied(page, "d00"), encounter_id=stay.id))


def retract(planting: Planting, page: Document, rows: list[tuple[str, str]]) -> Document | None:
    """A notice by the records department that a page was retracted."""
    keepers = [one.id for one in planting.chart.facility.staff if one.role == "him"]
    if not keepers:
        return None
    keeper = keepers[int(planting.random.random() * len(keepers))]
    at = office_hour(planting, page.filed_at, 1, 1)
    notice = entry(planting, "retraction", "Notice of Retraction", keeper, at, [("", Layout.FIELDS, rows)])
    referring = replace(notice, refers_to=page.id)
    planting.replace(referring)
    planting.replace(replace(page, title=f"RETRACTED: {page.title}"))
    return referring


@defect(
    "RETRACTION_IMPROPER",
    "Retraction without reason",
    _CITE,
    "A page is retracted with notice: it stays retrievable, and the notice gives reason, who, when and recipients.",
    group="misfiled",
)
def unexplained(planting: Planting) -> Flaw | None:
    """Retract a page without saying why."""
    page = misfiled(planting, planting.stranger)
    if page is None:
        return None
    rows = [("Page", f"{page.title}, received {page.filed_at:%m/%d/%Y %H:%M}"), ("Action", "Hidden from the record")]
    notice = retract(planting, page, rows)
    if notice is None:
        return None
    what = f"{named(notice)} does not give the reason of the retraction."
    return Flaw(
        "retraction",
        notice.author_id,
        what,
        notice.id,
        accepted_types=("WRONG_PATIENT",),
        accepted_documents=(page.id,),
    )
