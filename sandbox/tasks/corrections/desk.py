"""A chart as requests are drawn from it: entries that are sound and free, words of the people who write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from sandbox.charts.facility import PRACTITIONERS
from sandbox.charts.model import Chart, Document, Staff
from sandbox.charts.review.stay import written
from sandbox.charts.truth import ChartTruth, Defect
from sandbox.tasks.base import PAPERS

T = TypeVar("T")
CARERS = ("nurse", "nursing_assistant", "medical_assistant", "therapist", "case_manager", "social_worker", "counselor")
REPORTS = (
    "imaging_report",
    "lab_report",
    "microbiology_report",
    "pathology_report",
    "cytology_report",
    "cardiology_report",
    "genetic_report",
)
DICTATED = (
    "clinic_note",
    "consult_note",
    "discharge_summary",
    "emergency_note",
    "history_and_physical",
    "operative_report",
    "physician_visit",
    "procedure_report",
    "progress_note",
    "psychiatric_evaluation",
)
"""What practitioners tell in sentences."""
TOLD = (
    "case_management",
    "nursing_assessment",
    "nursing_note",
    "nutrition_note",
    "social_work_note",
    "therapy_note",
    "triage_note",
)
"""What others who care tell in sentences; sheets of figures and lists are none of them."""
NO_ENTRIES = ("orders", "verbal_order", "standing_orders", "late_entry", "addendum", "amendment", "retraction")
"""Types that are no notes: nobody supplements or corrects them as a note is."""
FORMS = (
    "face_sheet",
    "discharge_instructions",
    "consent_treatment",
    "consent_procedure",
    "consent_anesthesia",
    "consent_transfusion",
    "advance_directive",
)
"""Types that a patient is given or signs: no notes either."""
ELSEWHERE = ("Fernhill Family Practice", "Oak Terrace Rehabilitation", "Bramble Lake Home Care")
DIED = ("20", "40", "41", "42")


@dataclass(slots=True)
class Desk:
    """One chart with what is known of it.

    ``taken`` are documents that a request is about already; ``heard`` are members of the staff who write a request or
    whose entry one is about, ``away`` those who have left. Both are shared by the charts of a task.
    """

    task: str
    slot: str
    chart: Chart
    truth: ChartTruth
    today: date
    random: Random
    heard: set[str]
    away: set[str]
    taken: set[str] = field(default_factory=set)
    number: int = 0  # of the request that is being drawn

    def chance(self, share: float) -> bool:
        """Whether something that happens so often happens here."""
        return self.random.random() < share

    def pick(self, choices: Sequence[T]) -> T | None:
        """One of them by seed, or None of none."""
        return choices[int(self.random.random() * len(choices))] if choices else None

    def word(self, choices: Sequence[T]) -> T:
        """One of some, of which there is at least one."""
        return choices[int(self.random.random() * len(choices))]

    def between(self, low: int, high: int) -> int:
        """A whole number by seed, both ends included."""
        return low + int(self.random.random() * (high - low + 1))

    @property
    def staff(self) -> dict[str, Staff]:
        """The roster by id."""
        return {one.id: one for one in self.chart.facility.staff}

    def person(self, *roles: str, but: Collection[str] = ()) -> Staff | None:
        """Somebody of the roster with one of these roles."""
        able = [one for one in self.chart.facility.staff if one.role in roles and one.id not in {*but, *self.away}]
        found = self.pick(able)
        if found is not None:
            self.heard.add(found.id)
        return found

    @property
    def flawed(self) -> set[str]:
        """Documents that something was planted in, or that prove it."""
        found = {name for each in self.truth.defects for name in (each.document_id, *each.accepted_documents)}
        return found | {each.document_id for each in self.truth.mess}

    def planted(self, code: str) -> tuple[Defect, Document] | None:
        """A flaw of this type and its document, if no request is about it yet."""
        able = [
            (each, self.chart.document(each.document_id))
            for each in self.truth.defects
            if each.type == code and each.document_id and each.document_id not in self.taken
        ]
        return self.pick([(each, one) for each, one in able if one.author_id not in self.away])

    def sound(self, roles: Collection[str], types: Collection[str] = ()) -> list[Document]:
        """Signed entries of these people, of an earlier day, with nothing planted, that no request is about."""
        staff, flawed = self.staff, self.flawed
        return [
            one
            for one in self.chart.current
            if one.author_id in staff
            and one.author_id not in self.away
            and staff[one.author_id].role in roles
            and one.id not in self.taken | flawed
            and one.type not in NO_ENTRIES
            and (not types or one.type in types)
            and one.label_mrn == self.chart.patient.mrn
            and one.signatures
            and all(line.signed_at for line in one.signatures)
            and max(written(one), one.filed_at).date() < self.today
        ]

    def notes(self, roles: Collection[str] = PRACTITIONERS, types: Collection[str] = ()) -> list[Document]:
        """Sound entries that are neither reports nor forms; only those of some types, if any are named."""
        return [one for one in self.sound(roles, types) if one.type not in (*REPORTS, *FORMS)]

    def colleague(self, author: Staff) -> Staff | None:
        """Somebody of the same unit who does the same work, else somebody else who wrote in this chart."""
        near = [one for one in self.chart.facility.staff if (one.role, one.unit) == (author.role, author.unit)]
        writers = {one.author_id for one in self.chart.documents}
        wrote = [one for one in self.chart.facility.staff if one.role == author.role and one.id in writers]
        out = {author.id, *self.away}
        found = self.pick([one for one in near if one.id not in out] or [one for one in wrote if one.id not in out])
        if found is not None:
            self.heard.add(found.id)
        return found

    def reader(self) -> Staff | None:
        """Somebody who had a reason to open this chart: of the records department, or who wrote in it."""
        writers = {one.author_id for one in self.chart.documents}
        strangers = [one.id for one in self.chart.facility.staff if one.role != "him" and one.id not in writers]
        return self.person("nurse", "case_manager", "him", but=strangers)

    def others(self, document: Document) -> str:
        """All that the other documents say, in small letters."""
        return " ".join(
            line.text.lower() for one in self.chart.documents if one.id != document.id for line in one.statements
        )

    def ref(self, statement: str) -> str:
        """``slot:statement``."""
        return f"{self.slot}:{statement}"

    def whole(self, document: Document) -> tuple[str, ...]:
        """Every statement of a document as a reference."""
        return tuple(self.ref(line.id) for line in document.statements)

    def rest(self, document: Document, statements: Iterable[str]) -> tuple[str, ...]:
        """The other statements of a document as references."""
        named = set(statements)
        return tuple(self.ref(line.id) for line in document.statements if line.id not in named)

    def take(self, document: Document) -> Document:
        """Keep a document for one request."""
        self.taken.add(document.id)
        self.heard.add(document.author_id)
        return document

    def author(self, document: Document) -> Staff:
        """Who wrote a document."""
        return self.staff[document.author_id]

    def sent(self, document: Document) -> tuple[str, str]:
        """Where a copy of a document went, and on which day between its filing and now."""
        days = max((self.today - document.filed_at.date()).days - 1, 0)
        day = document.filed_at.date() + timedelta(days=min(days, self.between(1, 3)))
        return self.word(ELSEWHERE), f"{day:%m/%d/%Y}"

    def paper(self, document: Document, title: str, at: datetime) -> Document:
        """A document as a paper of the task, under a name and statement ids of its own."""
        name = f"{self.task}-p{self.number}"
        old = len(document.id)

        def renamed(row: tuple[T, ...]) -> tuple[T, ...]:
            return tuple(replace(cell, id=name + cell.id[old:]) for cell in row)  # type: ignore[type-var, attr-defined]

        sections = tuple(replace(part, rows=tuple(renamed(row) for row in part.rows)) for part in document.sections)
        return replace(document, id=name, title=title, sections=sections, filed_at=at, refers_to="")


def post(person: Staff) -> str:
    """What somebody does, and where: ``nurse, 4 East``."""
    role = {"him": "health information", "crna": "nurse anesthetist"}.get(person.role, person.role.replace("_", " "))
    return ", ".join(word for word in (role, person.unit or person.specialty) if word)


def of(document: Document) -> str:
    """A document in a letter: “Nursing Note” of 11/29/2025, 06:40."""
    return f"“{document.title}” of {written(document):%m/%d/%Y, %H:%M}"


def in_papers(document: Document) -> tuple[str, ...]:
    """Every statement of a paper as a reference."""
    return tuple(f"{PAPERS}:{line.id}" for line in document.statements)
