"""The completeness rules of 42 CFR 482.24, 482.51 and 482.52 written a second time, as an oracle for clean charts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sandbox.charts.model import Chart, Document, Encounter, Setting, SignatureRole


def deficiencies(chart: Chart) -> list[str]:
    """What a completeness review must flag, one line each; empty for a clean chart."""
    found = [*_entries(chart)]
    for encounter in chart.encounters:
        documents = [one for one in chart.documents if one.encounter_id == encounter.id]
        if encounter.setting is Setting.INPATIENT:
            found += _history(encounter, documents)
            found += _summary(encounter, documents)
        found += _surgery(encounter, documents)
        found += _consults(documents)
    return found


def _of(documents: list[Document], *types: str) -> list[Document]:
    return [one for one in documents if one.type in types]


def signed_at(document: Document, role: SignatureRole = SignatureRole.AUTHOR) -> datetime | None:
    """When a document was signed in a role, or None."""
    return next((line.signed_at for line in document.signatures if line.role is role), None)


def _entries(chart: Chart) -> Iterator[str]:
    patient = chart.patient
    for one in chart.documents:
        if one.dated is None or one.timed is None:
            yield f"{one.id}: not dated or timed"
        if (one.label_name, one.label_mrn, one.label_born) != (patient.name, patient.mrn, patient.born):
            yield f"{one.id}: another patient's page"
        yield from _authentication(chart, one)


def _authentication(chart: Chart, one: Document) -> Iterator[str]:
    ordered = signed_at(one, SignatureRole.ORDERING)
    if not one.signatures or any(line.signed_at is None for line in one.signatures):
        yield f"{one.id}: not signed"
    elif one.type == "verbal_order" and ordered is None:
        yield f"{one.id}: verbal order without a line for the ordering practitioner"
    elif ordered is not None and ordered - one.filed_at > timedelta(hours=chart.facility.policy.verbal_order_hours):
        yield f"{one.id}: verbal order authenticated late"
    resident = bool(one.author_id) and chart.facility.member(one.author_id).role == "resident"
    if resident and not any(line.role is SignatureRole.COSIGNER for line in one.signatures):
        yield f"{one.id}: resident's entry without a line for countersignature"


def _history(encounter: Encounter, documents: list[Document]) -> Iterator[str]:
    taken = _of(documents, "history_and_physical", "labor_record")
    histories = _of(documents, "history_and_physical")
    if not taken or not histories:
        yield "no history and physical"
        return
    at = _moment(histories[0])
    if at < encounter.began - timedelta(days=30):
        yield "history and physical too old"
    if at > encounter.began + timedelta(hours=24):
        yield "history and physical late"
    if at < encounter.began and not _of(documents, "hp_update"):
        yield "no update of an earlier history and physical"


def _moment(document: Document) -> datetime:
    """When it was written; where that is blank, when it reached the chart."""
    return datetime.combine(document.dated or document.filed_at.date(), document.timed or document.filed_at.time())


def _summary(encounter: Encounter, documents: list[Document]) -> Iterator[str]:
    summaries = _of(documents, "discharge_summary")
    if not summaries:
        yield "no discharge summary"
    for one in summaries:
        headings = " ".join(section.heading.lower() for section in one.sections)
        if "diagnos" not in headings:
            yield f"{one.id}: no final diagnosis"
        if encounter.ended is not None and one.filed_at > encounter.ended + timedelta(days=30):
            yield f"{one.id}: discharge summary late"


NEEDED = ("operative_report", "anesthesia_pre", "anesthesia_record", "anesthesia_post", "consent_procedure")
BEFORE = ("history_and_physical", "hp_update", "consent_procedure", "anesthesia_pre")


def _surgery(encounter: Encounter, documents: list[Document]) -> Iterator[str]:
    """An anesthesia record or a brief note shows that there was an operation, and when at the latest it began."""
    shown = _of(documents, "anesthesia_record", "brief_operative_note")
    if not shown:
        return
    first = min(_moment(one) for one in shown)
    yield from (f"surgery without {needed}" for needed in NEEDED if not _of(documents, needed))
    yield from (f"{one.id}: {one.type} after the operation" for one in _of(documents, *BEFORE) if _moment(one) > first)
    for one in _of(documents, "anesthesia_post"):
        if _moment(one) - first > timedelta(hours=48):
            yield f"{one.id}: post-anesthesia evaluation late"
    for one in _of(documents, "operative_report"):
        if (signed_at(one) or first) - first > timedelta(hours=24):
            yield f"{one.id}: operative report late"


def _consults(documents: list[Document]) -> Iterator[str]:
    asked = [
        statement.id
        for one in _of(documents, "orders", "progress_note")
        for statement in one.statements
        if statement.text.lower().startswith("consult ")
    ]
    if asked and not _of(documents, "consult_note"):
        yield f"consultation asked for in {asked[0]} but not there"
