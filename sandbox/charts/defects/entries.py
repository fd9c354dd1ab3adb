"""Flaws of a single entry: not signed, not dated, not timed, not authenticated, another patient's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sandbox.charts.defects.planting import Flaw, Planting, copied, named, signature, with_signature
from sandbox.charts.defects.registry import defect
from sandbox.charts.model import Document, SignatureRole

_ENTRIES = (
    "progress_note",
    "consult_note",
    "nursing_note",
    "nursing_assessment",
    "orders",
    "discharge_summary",
    "history_and_physical",
    "emergency_note",
    "triage_note",
    "therapy_note",
    "case_management",
    "clinic_note",
    "procedure_report",
    "delivery_note",
    "physician_visit",
    "anesthesia_post",
    "care_plan",
)
"""Types whose author's signature can be forgotten; the operative report has a type of its own."""

_DATED = tuple(
    word for word in _ENTRIES if word not in ("discharge_summary", "history_and_physical", "anesthesia_post")
)
"""Types whose missing date or time is one flaw: no clock of another rule runs on them."""

_PAGES = ("lab_report", "vital_signs", "medication_record", "nursing_note", "discharge_instructions")
"""Pages that are put into a wrong chart; none of them establishes a diagnosis."""


@defect(
    "UNSIGNED_ENTRY",
    "Entry not signed",
    "42 CFR 482.24(c)(1)",
    "Every entry is authenticated by the person who is responsible for it.",
)
def unsigned(planting: Planting) -> Flaw | None:
    """Empty a signature: the author's, or the countersignature that a resident's note needs."""
    found = planting.pick(planting.free(*_ENTRIES))
    if found is None:
        return None
    line = signature(found, SignatureRole.COSIGNER) or signature(found, SignatureRole.AUTHOR)
    if line is None:
        return None
    planting.replace(with_signature(found, replace(line, signed_at=None)))
    countersigned = line.role is SignatureRole.COSIGNER
    what = "is not countersigned by the attending" if countersigned else "is not signed by its author"
    return Flaw(found.type, line.staff_id, f"{named(found)} {what}.", found.id)


def _blanked(planting: Planting, found: Document, blank: Document, word: str) -> Flaw:
    planting.replace(blank)
    return Flaw(found.type, planting.responsible(found), f"{named(found)} has no {word}.", found.id)


@defect(
    "UNTIMED",
    "Entry without time",
    "42 CFR 482.24(c)(1)",
    "Every entry is timed.",
)
def untimed(planting: Planting) -> Flaw | None:
    """Leave the time empty."""
    found = planting.pick(planting.free(*_DATED))
    return _blanked(planting, found, replace(found, timed=None), "time") if found else None


@defect(
    "UNDATED",
    "Entry without date",
    "42 CFR 482.24(c)(1)",
    "Every entry is dated.",
)
def undated(planting: Planting) -> Flaw | None:
    """Leave the date empty."""
    found = planting.pick(planting.free(*_DATED))
    return _blanked(planting, found, replace(found, dated=None), "date") if found else None


@defect(
    "VERBAL_ORDER_UNAUTH",
    "Verbal order not authenticated in time",
    "42 CFR 482.24(c)(2)",
    "A verbal or telephone order is authenticated by the ordering practitioner within the facility's limit.",
)
def unauthenticated(planting: Planting) -> Flaw | None:
    """Empty the ordering practitioner's line, or put it after the limit."""
    found = planting.pick(planting.free("verbal_order"))
    line = signature(found, SignatureRole.ORDERING) if found else None
    if found is None or line is None:
        return None
    limit = planting.chart.facility.policy.verbal_order_hours
    ended = planting.encounter.ended
    late = found.filed_at + timedelta(hours=planting.between(limit + 5, limit + 30))
    what = "was never authenticated by the ordering practitioner"
    signed = None
    if planting.random.random() < 0.4 and (ended is None or late < ended + timedelta(days=3)):
        signed, what = late, f"was authenticated later than {limit} hours"
    planting.replace(with_signature(found, replace(line, signed_at=signed)))
    accepted = ("UNSIGNED_ENTRY",) if signed is None else ()
    return Flaw(found.type, line.staff_id, f"{named(found)} {what}.", found.id, accepted_types=accepted)


@defect(
    "SIGNED_BY_ANOTHER",
    "Signed by another than the author",
    "42 CFR 482.24(c)(1)",
    "Nobody signs for another: the author's line bears the author's own signature.",
)
def signed_by_another(planting: Planting) -> Flaw | None:
    """Put a colleague's name in the author's line."""
    found = planting.pick(planting.free(*_ENTRIES))
    line = signature(found, SignatureRole.AUTHOR) if found else None
    if found is None or line is None or line.staff_id != found.author_id:
        return None
    author = planting.chart.facility.member(found.author_id)
    others = [
        one
        for one in planting.chart.facility.staff
        if one.role == author.role and one.id not in {author.id, *(other.staff_id for other in found.signatures)}
    ]
    if not others:
        return None
    other = others[int(planting.random.random() * len(others))]
    planting.replace(with_signature(found, replace(line, staff_id=other.id)))
    what = f"{named(found)} was written by {author.signature} and signed by {other.signature}."
    return Flaw(found.type, author.id, what, found.id, accepted_types=("UNSIGNED_ENTRY",))


@defect(
    "WRONG_PATIENT",
    "Page of another patient",
    "42 CFR 482.24(b); 482.24(c)",
    "A page that names another patient is misfiled; it is retracted from this chart and filed in the right one.",
    group="misfiled",
)
def wrong_patient(planting: Planting) -> Flaw | None:
    """File a page of another patient among this one's."""
    stay = planting.encounter
    if stay.ended is None:
        return None
    page = planting.stranger(_PAGES, stay.began, stay.ended)
    if page is None or page.label_mrn == planting.chart.patient.mrn:
        return None
    number = max(int(one.id[1:]) for one in planting.documents) + 1
    misfiled = _as_filed(page, f"d{number:02d}", stay.id)
    planting.documents.append(misfiled)
    planting.touched.add(misfiled.id)
    return Flaw(
        misfiled.type,
        planting.responsible(misfiled),
        f"{named(misfiled)} bears the name and number of another patient.",
        misfiled.id,
    )


def _as_filed(page: Document, name: str, encounter: str) -> Document:
    return replace(copied(page, name), encounter_id=encounter)
