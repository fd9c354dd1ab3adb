"""What a document prints beside its statements, whatever it is printed on: names, moments, signature lines, dress."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sandbox.charts.exports.binder import dress_of, folder_of, type_title
from sandbox.charts.model import (
    Chart,
    Document,
    Encounter,
    Facility,
    Layout,
    Patient,
    Setting,
    Signature,
    SignatureRole,
)

SETTINGS = {
    Setting.INPATIENT: "Inpatient stay",
    Setting.EMERGENCY: "Emergency visit",
    Setting.CLINIC: "Clinic visit",
    Setting.AMBULATORY_SURGERY: "Ambulatory surgery",
    Setting.NURSING_FACILITY: "Nursing facility stay",
    Setting.HOME_HEALTH: "Home health episode",
    Setting.HOSPICE: "Hospice care",
    Setting.BEHAVIORAL_HEALTH: "Behavioral health care",
}

SIGNED = {
    SignatureRole.AUTHOR: ("Electronically signed", "Author signature"),
    SignatureRole.COSIGNER: ("Cosigned", "Cosignature"),
    SignatureRole.ORDERING: ("Order authenticated", "Ordering practitioner"),
    SignatureRole.WITNESS: ("Witnessed", "Witness"),
    SignatureRole.PATIENT: ("Signed", "Patient or representative"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One authentication line: who, as what, and when (None while unsigned)."""

    name: str
    signed_as: str
    wanted_as: str
    when: datetime | None


@dataclass(frozen=True, slots=True)
class Printed:
    """One document with what its head and foot print. ``letterhead`` is empty on papers from outside.

    ``slot`` tells apart the charts that are shown together: it starts the ids of a page (``main:d07.s12``).
    """

    slot: str
    document: Document
    type_title: str
    dress: str
    author: str
    account: str
    letterhead: str
    concerns: str
    lines: tuple[Line, ...]

    @property
    def key(self) -> str:
        """The document's name in addresses, events and forms: ``main:d07``."""
        return f"{self.slot}:{self.document.id}"

    @property
    def anchor(self) -> str:
        """The key as part of an element id."""
        return f"{self.slot}-{self.document.id}".replace(".", "-")

    @property
    def title(self) -> str:
        """The title as printed."""
        return self.document.title


def printed(document: Document, facility: Facility, chart: Chart | None, slot: str = "chart") -> Printed:
    """A document as it is printed. Without a chart it is a paper that came with a task."""
    encounters = {encounter.id: encounter for encounter in chart.encounters} if chart else {}
    titles = {other.id: other.title for other in chart.documents} if chart and document.refers_to else {}
    encounter = encounters.get(document.encounter_id)
    tabular = any(section.layout is Layout.TABLE for section in document.sections)
    return Printed(
        slot,
        document,
        type_title(document.type),
        "note" if chart is None and tabular else dress_of(document.type, paper=chart is None),
        signer(facility, document.author_id, ""),
        encounter.account if encounter else "",
        "" if chart is None else facility.name,
        titles.get(document.refers_to, ""),
        tuple(line_of(facility, signature) for signature in document.signatures),
    )


def stays_of(chart: Chart, documents: Iterable[Document]) -> list[tuple[str, list[Document]]]:
    """Documents by encounter, the latest first, each with its heading; last those of no encounter of the chart.

    With several encounters a heading says more, so that visits of one sort are told apart.
    """
    given, heading = list(documents), stay_words if len(chart.encounters) > 1 else stay_title
    known = {encounter.id for encounter in chart.encounters}
    stays = [
        (heading(encounter), [one for one in given if one.encounter_id == encounter.id])
        for encounter in sorted(chart.encounters, key=lambda e: (e.began, e.id), reverse=True)
    ]
    stays.append(("Not filed to an encounter", [one for one in given if one.encounter_id not in known]))
    return [(title, mine) for title, mine in stays if mine]


def folders_of(documents: Iterable[Document]) -> list[tuple[str, list[Document]]]:
    """Documents by folder; folders in the order of the binder, documents by the time they were filed."""
    found: dict[tuple[int, str], list[Document]] = {}
    for document in sorted(documents, key=lambda one: (one.filed_at, one.id)):
        found.setdefault(folder_of(document.type), []).append(document)
    return [(name, found[place, name]) for place, name in sorted(found)]


def line_of(facility: Facility, signature: Signature) -> Line:
    """A signature as printed."""
    signed_as, wanted_as = SIGNED[signature.role]
    name = signer(facility, signature.staff_id, signature.name)
    return Line(name, signed_as, wanted_as, signature.signed_at)


def signer(facility: Facility, staff_id: str, name: str) -> str:
    """A person's printed name: of the roster, else the name given."""
    if not staff_id:
        return name
    try:
        return facility.member(staff_id).signature
    except KeyError:
        return name or staff_id


def identity(patient: Patient) -> list[tuple[str, str]]:
    """The patient as a record's first page says it: labels and values, without those that are empty."""
    pairs = [
        ("Patient", patient.name),
        ("MRN", patient.mrn),
        ("Born", short_day(patient.born)),
        ("Sex", patient.sex.capitalize()),
        ("SSN", patient.ssn),
        ("Address", patient.address),
        ("Phone", patient.phone),
        ("E-mail", patient.email),
        ("Next of kin", f"{patient.next_of_kin} ({patient.next_of_kin_relation}) {patient.next_of_kin_phone}".strip()),
        ("Payer", patient.payer),
        ("Member number", patient.member_id),
    ]
    return [(label, value) for label, value in pairs if value.strip(" ()")]


def stay_words(encounter: Encounter) -> str:
    """``Inpatient stay 12/08/2025 to 12/12/2025, shortness of breath``, where there are several to tell apart."""
    began, ended = encounter.began.date(), (encounter.ended or encounter.began).date()
    until = f" to {short_day(ended)}" if ended != began else "" if encounter.ended else ", still here"
    reason = (
        encounter.reason[:1].lower() + encounter.reason[1:] if encounter.reason[1:2].islower() else encounter.reason
    )
    return f"{stay_title(encounter)}{until}{f', {reason}' if reason else ''}"


def stay_title(encounter: Encounter) -> str:
    """``Inpatient stay 12/08/2025``."""
    return f"{SETTINGS[encounter.setting]} {short_day(encounter.began)}"


def short_day(day: date | None) -> str:
    """``03/10/2026`` as printed in charts, or nothing."""
    return f"{day.month:02d}/{day.day:02d}/{day.year}" if day else ""


def short_moment(moment: datetime | None) -> str:
    """``03/10/2026 09:30``, or nothing."""
    return f"{short_day(moment)} {moment.hour:02d}:{moment.minute:02d}" if moment else ""
