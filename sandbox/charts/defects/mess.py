"""What looks odd in a chart and is in order: proper corrections, a page from elsewhere, everyday abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from sandbox.charts.defects.corrections import LEFT_OUT, misfiled, office_hour, retract, soon_after, supplemented
from sandbox.charts.defects.planting import Planting
from sandbox.charts.defects.writing import entry, reworded
from sandbox.charts.model import Document, Layout, Signature, SignatureRole
from sandbox.charts.review.stay import written

Untidy = Callable[[Planting], tuple[Document, str] | None]
MESS: dict[str, Untidy] = {}
"""Kinds of mess by name. Each puts it in the chart and says which document it is and why it is in order."""


def mess(kind: str) -> Callable[[Untidy], Untidy]:
    """Register a kind of mess."""

    def register(untidy: Untidy) -> Untidy:
        MESS[kind] = untidy
        return untidy

    return register


_RECALLED = (
    "Identification was checked by name and date of birth before care; this was left out of the note of the shift.",
    "The telephone number of the next of kin was confirmed; this was left out of the note of the shift.",
    "The notice of privacy practices was offered again and declined; this was left out of the note of the shift.",
    "Belongings were checked against the list, nothing missing; this was left out of the note of the shift.",
)


@mess("late_entry")
def late_entry(planting: Planting) -> tuple[Document, str] | None:
    """A late entry with label, date of writing, date of the event, and signature."""
    notes = [one for one in planting.free("nursing_note", "nursing_assessment", "home_visit") if one.author_id]
    about = planting.pick([one for one in notes if written(one) >= planting.encounter.began])
    if about is None:
        return None
    event = written(about) - timedelta(minutes=planting.between(5, 30))
    at = office_hour(planting, about.filed_at, 1, 2)
    text = _RECALLED[int(planting.random.random() * len(_RECALLED))]
    rows = [("Date of event", f"{event:%m/%d/%Y %H:%M}"), ("Recalled from", "memory, the same author")]
    parts = [("", Layout.FIELDS, rows), ("Late entry", Layout.PROSE, [("", text)])]
    made = entry(planting, "late_entry", f"Late Entry: {about.title}", about.author_id, at, parts)
    return made, "It is labeled a late entry, bears the date of writing and names that of the event."


@mess("addendum")
def addendum(planting: Planting) -> tuple[Document, str] | None:
    """An addendum that names its entry and its reason."""
    original = supplemented(planting)
    if original is None:
        return None
    at = soon_after(planting, original)
    rows = [
        ("Original entry", f"{original.title}, {written(original):%m/%d/%Y %H:%M}"),
        ("Reason", "Left out when the entry was written"),
    ]
    text = LEFT_OUT[int(planting.random.random() * len(LEFT_OUT))]
    parts = [("", Layout.FIELDS, rows), ("Addendum", Layout.PROSE, [("", text)])]
    made = entry(planting, "addendum", f"Addendum to {original.title}", original.author_id, at, parts)
    made = replace(made, refers_to=original.id)
    planting.replace(made)
    return made, "It names the entry that it concerns and the reason, and is dated, timed and signed by itself."


@mess("retracted_page")
def retracted_page(planting: Planting) -> tuple[Document, str] | None:
    """A page of another patient that was retracted with notice."""
    page = misfiled(planting, planting.stranger)
    if page is None:
        return None
    rows = [
        ("Page", f"{page.title}, received {page.filed_at:%m/%d/%Y %H:%M}"),
        ("Reason", "Page of another patient, filed here in error; filed in the right record"),
        ("Recipients told", "None; the page had not been sent to anybody"),
    ]
    if retract(planting, page, rows) is None:
        return None
    return page, "The page was retracted with notice, reason and date, and filed in the right record."


_ELSEWHERE = (
    ("Fernhill Family Practice", "Office visit for follow-up. No change of treatment. Return as planned."),
    ("Bramble Lake Urgent Care", "Seen for a minor complaint, treated and released without prescription."),
    ("Oak Terrace Eye Clinic", "Routine eye examination. New glasses prescribed. Return in two years."),
)


@mess("outside_record")
def outside_record(planting: Planting) -> tuple[Document, str] | None:
    """A page of another facility with that facility's own number, scanned in."""
    stay, patient = planting.encounter, planting.chart.patient
    if patient.age_on(stay.began.date()) < 12 or stay.ended is None:
        return None
    place, text = _ELSEWHERE[int(planting.random.random() * len(_ELSEWHERE))]
    day = stay.began.date() - timedelta(days=planting.between(60, 300))
    at = datetime.combine(day, time(planting.between(9, 16), planting.between(0, 59)))
    rows = [("From", place), ("Their number", f"F-{planting.between(1000, 9999)}"), ("Visit", f"{day:%m/%d/%Y}")]
    parts = [("Scanned record of another facility", Layout.FIELDS, rows), ("", Layout.PROSE, [("", text)])]
    made = entry(planting, "outside_record", f"Outside Record, {place}", "", at, parts)
    made = replace(
        made,
        filed_at=stay.began + (stay.ended - stay.began) * 0.5,
        label_mrn=rows[1][1],
        signatures=(Signature(SignatureRole.AUTHOR, "", at + timedelta(minutes=6), "R. Fenwick, MD"),),
    )
    planting.replace(made)
    return (
        made,
        "It came from another facility and bears that facility's number; name and birth date are the patient's.",
    )


_EVERYDAY = (
    (r"\bPatient\b(?!')", "Pt"),
    (r"\bpatient\b(?!')", "pt"),
    (r"\bwithout\b", "w/o"),
    (r"\bwith\b", "w/"),
    (r"\bshortness of breath\b", "SOB"),
    (r"\bblood pressure\b", "BP"),
    (r"\btwice daily\b", "BID"),
)


@mess("abbreviations")
def abbreviations(planting: Planting) -> tuple[Document, str] | None:
    """A nurse's or therapist's note with the abbreviations of every day."""
    evidence = {one for known in planting.evidence.values() for one in known}
    able = []
    for one in planting.free("nursing_note", "therapy_note", "home_visit", "nursing_assessment"):
        texts = {cell.id: short for cell in one.statements if cell.id not in evidence and (short := _short(cell.text))}
        if texts:
            able.append((one, texts))
    if not able:
        return None
    one, texts = able[int(planting.random.random() * len(able))]
    made = reworded(one, texts)
    planting.replace(made)
    return made, "These abbreviations are in everyday use and not on the do-not-use list."


def _short(text: str) -> str:
    """The text with everyday abbreviations; empty if there is nothing to shorten."""
    changed = text
    for pattern, instead in _EVERYDAY:
        changed = re.sub(pattern, instead, changed)
    return changed if changed != text else ""
