"""Findings of a review, for every kind that asks for them: their names and places, the choices of a form, matching."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from wtforms.fields import SelectChoice

from sandbox.charts.defects import DEFECTS
from sandbox.charts.model import Chart, Document
from sandbox.charts.truth import Defect

MISSING = "missing"  # what a finding names as its document when the document is not on the chart
NOT_THERE = "Missing from the chart"  # how that place is called on a page; a task of several charts adds whose

# Documents that show that a missing one was due, the most telling first.
_SURGERY = ("operative_report", "brief_operative_note", "anesthesia_record", "anesthesia_pre", "procedure_report")
NEEDED_BECAUSE = {
    "MISSING_DS": ("discharge_instructions", "face_sheet"),
    "MISSING_HP": ("orders", "face_sheet"),
    "HP_NO_UPDATE": ("history_and_physical",),
    "MISSING_OPNOTE": _SURGERY,
    "MISSING_ANES_PRE": ("anesthesia_record", *_SURGERY),
    "MISSING_ANES_POST": ("anesthesia_record", *_SURGERY),
    "MISSING_CONSENT": _SURGERY,
    "MISSING_CONSULT": ("orders",),
    "MISSING_PATH": _SURGERY,
    "MISSING_ANES_RECORD": ("anesthesia_pre", *_SURGERY),
    "MISSING_DEATH_NOTE": ("discharge_summary", "nursing_note"),
    "MISSING_CARE_PLAN": ("mds",),
    "MISSING_OASIS": ("home_health_referral", "home_visit"),
    "MISSING_CERTIFICATION": ("home_health_referral", "hospice_election"),
    "FACE_TO_FACE_MISSING": ("home_health_certification",),
    "HOSPICE_PLAN_LATE": ("hospice_plan", "hospice_election"),
    "MISSING_HOSPICE_ASSESSMENT": ("hospice_election",),
    "MISSING_BEREAVEMENT": ("death_note", "discharge_summary"),
    "RESTRAINT_DOC": ("restraint_record",),
    "MISSING_ALLERGIES": ("anesthesia_record", "operative_report"),
    "PROGRESS_NOTE_LATE": ("psychiatric_evaluation", "treatment_plan"),
}
_ANALYSES = {
    "quantitative": "Quantitative: is it there, signed, timely?",
    "qualitative": "Qualitative: is it consistent?",
}


class Given(Protocol):
    """The part of a finding that says what it names."""

    @property
    def type(self) -> str:
        """The deficiency type."""

    @property
    def document(self) -> str:
        """The document, or ``MISSING``."""


class Wanted(Protocol):
    """The part of a key's item that says what names it; the first of ``documents`` is the main place."""

    @property
    def id(self) -> str:
        """The item's id."""

    @property
    def types(self) -> tuple[str, ...]:
        """The types that name it rightly."""

    @property
    def documents(self) -> tuple[str, ...]:
        """The places that name it rightly."""


GivenT = TypeVar("GivenT", bound=Given)
WantedT = TypeVar("WantedT", bound=Wanted)


def match(findings: Sequence[GivenT], items: Sequence[WantedT]) -> tuple[dict[str, GivenT], list[GivenT]]:
    """Each deficiency with the finding that names it best, and the findings that name none.

    The type with any of its places first; then the main place alone, under another name. A missing document is known
    by its type, because every missing document is in the same place.
    """
    left, matched = list(findings), {}
    for by_type in (True, False):
        for item in items:
            if item.id in matched or (not by_type and is_missing(item.documents[0])):
                continue
            places = item.documents if by_type else item.documents[:1]
            for number, finding in enumerate(left):
                if finding.document in places and (not by_type or finding.type in item.types):
                    matched[item.id] = left.pop(number)
                    break
    return matched, left


def is_missing(place: str) -> bool:
    """Whether a place, with its slot or without, is that of a document which is not there."""
    return place.rpartition(":")[2] == MISSING


def title(code: str) -> str:
    """What a deficiency type is called on a page."""
    return DEFECTS[code].title if code in DEFECTS else code


def called(kind: str, place: str) -> str:
    """A finding in words: the title of its type and its place. That of a missing document says already that it is."""
    said = place.startswith(NOT_THERE) and "missing" in kind.lower()
    return f"{kind}{place.removeprefix(NOT_THERE)}" if said else f"{kind}: {place}"


def name_of(document: Document) -> str:
    """How a document is called in a list: its title and date, or when it was received if it bears none."""
    day = f"{document.dated:%m/%d/%Y}" if document.dated else f"received {document.filed_at:%m/%d/%Y}"
    return f"{document.title}, {day}{f' {document.timed:%H:%M}' if document.timed else ''}"


def where_to_look(defect: Defect, chart: Chart, slot: str) -> tuple[str, ...]:
    """The flawed document itself, or what shows that the missing one was due, as ``slot:statement``."""
    if defect.document_id:
        return (f"{slot}:{chart.document(defect.document_id).statements[0].id}",)
    return first_of(chart, (*NEEDED_BECAUSE.get(defect.type, ()), "face_sheet"), slot)


def first_of(chart: Chart, types: tuple[str, ...], slot: str) -> tuple[str, ...]:
    """The first statement of the main encounter's first document of these types, else of its first."""
    for wanted in types:
        for document in chart.current:
            if document.type == wanted and document.statements:
                return (f"{slot}:{document.statements[0].id}",)
    return (f"{slot}:{chart.current[0].statements[0].id}",)


def type_choices(asked: Iterable[str]) -> list[SelectChoice]:
    """Deficiency types by kind of analysis."""
    kinds = sorted((DEFECTS[code] for code in asked), key=lambda kind: (kind.analysis == "qualitative", kind.title))
    choices = [SelectChoice(kind.code, kind.title, optgroup=_ANALYSES[kind.analysis]) for kind in kinds]
    return [SelectChoice("", "Choose"), *choices]


def staff_choices(charts: Sequence[Chart]) -> list[SelectChoice]:
    """The roster of the first chart's facility: whoever wrote or signed in these charts, then the rest, by name."""
    documents = [one for chart in charts for one in chart.documents]
    here = {one.author_id for one in documents}
    here |= {line.staff_id for one in documents for line in one.signatures}
    here |= {encounter.attending_id for chart in charts for encounter in chart.encounters}
    people = sorted(charts[0].facility.staff, key=lambda one: (one.id not in here, one.name, one.id))
    where = "In this chart" if len(charts) == 1 else "In these charts"
    return [SelectChoice("", "Choose")] + [
        SelectChoice(
            one.id,
            f"{one.signature}{f', {one.specialty}' if one.specialty else ''}",
            optgroup=where if one.id in here else "Others on the roster",
        )
        for one in people
    ]
