"""The chart as a trainee sees it: plain immutable values, no truth inside.

A chart is a patient's record at one facility. It holds encounters and documents; a document holds sections; a
section holds rows of statements. A statement is the smallest thing that evidence can point at: one sentence of
prose, one labelled field, or one cell of a table. Statement ids are unique in a chart and start with the id of
their document (``d07.s12``), so evidence needs only a statement id.

Everything here is shown to trainees. What was planted (facts, evidence, defects) lives in ``charts.truth`` and is
stored apart.

Times are the facility's local wall time, naive on purpose: a paper record carries no time zone, and a simulated day
must not depend on where it is generated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

SYNTHETIC_MARK = "SYNTHETIC — NOT A REAL PATIENT"


class Setting(StrEnum):
    """The kind of care an encounter belongs to."""

    INPATIENT = "inpatient"
    EMERGENCY = "emergency"
    CLINIC = "clinic"
    AMBULATORY_SURGERY = "ambulatory_surgery"
    NURSING_FACILITY = "nursing_facility"
    HOME_HEALTH = "home_health"
    HOSPICE = "hospice"
    BEHAVIORAL_HEALTH = "behavioral_health"  # outpatient psychotherapy and substance use treatment


class Layout(StrEnum):
    """How the rows of a section are laid out on the page."""

    PROSE = "prose"  # each row is a paragraph, each statement a sentence
    LIST = "list"  # each row is one item of a list
    FIELDS = "fields"  # each row is a line of labelled fields (statement.label : statement.text)
    TABLE = "table"  # each row has one statement per column of section.columns


class SignatureRole(StrEnum):
    """Why a signature line stands on a document."""

    AUTHOR = "author"
    COSIGNER = "cosigner"
    ORDERING = "ordering"  # authentication of a verbal or telephone order by the ordering practitioner
    WITNESS = "witness"
    PATIENT = "patient"  # the patient or representative (consents, authorizations)


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who works at the facility. ``role`` is a word of ``charts.facility.ROLES`` (physician, nurse …)."""

    id: str
    name: str
    credential: str  # "MD", "RN", "CRNA" …
    role: str
    specialty: str = ""
    unit: str = ""
    shift: str = "day"  # day | evening | night

    @property
    def signature(self) -> str:
        """The name as printed beneath an entry: ``Ana Ruiz, MD``."""
        return f"{self.name}, {self.credential}" if self.credential else self.name


@dataclass(frozen=True, slots=True)
class Policy:
    """Facility policy that rules need as data; hours and days as the rule states them.

    Defaults are the federal floor or the usual bylaw (42 CFR 482.24(c), 482.51(b)(6), 482.52(b)). Limits that the law
    itself sets (of restraint, say) are no policy and stand in ``charts.review``. Roles are words of
    ``charts.facility.ROLES``.
    """

    verbal_order_hours: int = 48
    operative_report_hours: int = 24
    complete_record_days: int = 30
    discharge_summary_days: int = 30
    residents_need_cosign: bool = True
    short_stay_hours: int = 48  # a final progress note may replace the discharge summary below this
    may_cosign: tuple[str, ...] = ("physician",)  # whose countersignature on a resident's entry counts
    late_entry_hours: int = 24  # an entry written longer than this after what it tells is labeled a late entry
    restraint_renewal_hours: int = 24  # of an order for restraint that is not for violent behavior (482.13(e)(8)(iii))
    surgery_center: bool = False  # certified under 42 CFR part 416 rather than a hospital's outpatient department
    delinquent_after_days: int = 30  # after discharge; an open deficiency is then delinquent
    delinquent_percent: int = 50  # the most that the delinquency rate may be, a quarter and on average
    delinquency_formula: str = "delinquent records / average monthly discharges x 100"


@dataclass(frozen=True, slots=True)
class Facility:
    """The simulated place of work and its people, in outline around the charts that are worked."""

    id: str
    name: str
    address: str
    phone: str
    units: tuple[str, ...]
    staff: tuple[Staff, ...]
    policy: Policy = field(default_factory=Policy)

    def member(self, staff_id: str) -> Staff:
        """The staff member with this id; ``KeyError`` if the roster has none."""
        for person in self.staff:
            if person.id == staff_id:
                return person
        raise KeyError(staff_id)


@dataclass(frozen=True, slots=True)
class Patient:
    """A synthetic person. Numbers come from ranges that no real person holds (900-area SSN, 555-01xx phones)."""

    mrn: str
    name: str  # "Given Family", as spoken; documents may print FAMILY, GIVEN
    born: date
    sex: str  # "female" | "male"
    ssn: str
    address: str
    phone: str
    email: str
    next_of_kin: str
    next_of_kin_relation: str
    next_of_kin_phone: str
    payer: str
    member_id: str
    language: str = "English"
    religion: str = ""
    marital_status: str = ""
    employer: str = ""

    def age_on(self, day: date) -> int:
        """Completed years of age on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True, slots=True)
class Encounter:
    """One stay or visit. ``ended`` is None while the patient is still there."""

    id: str
    setting: Setting
    account: str
    began: datetime
    ended: datetime | None
    attending_id: str
    unit: str
    reason: str  # chief complaint or admitting diagnosis, as registered
    admission_type: str = ""  # UB-04 FL14
    point_of_origin: str = ""  # UB-04 FL15
    disposition: str = ""  # UB-04 FL17, e.g. "01"
    payer: str = ""
    service: str = ""  # medicine, surgery, obstetrics, newborn, pediatrics, psychiatry, substance_use, oncology …


@dataclass(frozen=True, slots=True, init=False)
class Statement:
    """One addressable sentence, field or cell. ``flag`` is a printed mark such as H, L or ! beside a result."""

    id: str
    text: str
    label: str = ""
    flag: str = ""

    def __init__(self, id: str, text: str, label: str = "", flag: str = "") -> None:  # noqa: A002  (the field's name)
        _set_id(self, id)
        _set_text(self, text)
        _set_label(self, label)
        _set_flag(self, flag)


# A chart has a thousand statements; written by dataclass, a frozen value takes twice as long to make.
_set_id, _set_text, _set_label, _set_flag = (vars(Statement)[name].__set__ for name in Statement.__slots__)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document. ``columns`` is used by tables alone."""

    heading: str
    layout: Layout
    rows: tuple[tuple[Statement, ...], ...]
    columns: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the section in reading order."""
        return tuple([statement for row in self.rows for statement in row])


@dataclass(frozen=True, slots=True)
class Signature:
    """An authentication line. An unsigned line has ``signed_at`` None and is printed empty."""

    role: SignatureRole
    staff_id: str  # empty when the signer is not staff; then ``name`` says who
    signed_at: datetime | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One dated, authored entry of the chart, or a paper that came with a task (a letter, a subpoena).

    ``dated`` and ``timed`` are what is printed on the page: None prints an empty line. ``filed_at`` is when the entry
    reached the chart and orders it; it is shown as "received". ``label_name``, ``label_mrn`` and ``label_born`` are the
    identification printed at the top of the page, which is wrong when a page of another patient was misfiled.
    """

    id: str
    type: str  # key of ``charts.documents.TYPES``
    title: str
    encounter_id: str
    author_id: str  # empty for outside authors
    dated: date | None
    timed: time | None
    filed_at: datetime
    label_name: str
    label_mrn: str
    label_born: date
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...] = ()
    segment: str = "general"  # record segment of the release vocabulary: general, lab, part2_sud …
    refers_to: str = ""  # id of the document that an addendum, late entry or amendment concerns

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the document in reading order."""
        return tuple([statement for section in self.sections for row in section.rows for statement in row])


@dataclass(frozen=True, slots=True)
class Chart:
    """A patient's record at one facility, as shown. The encounter that is worked on comes first; others are earlier."""

    patient: Patient
    facility: Facility
    encounters: tuple[Encounter, ...]
    documents: tuple[Document, ...]

    @property
    def current(self) -> tuple[Document, ...]:
        """The documents of the main encounter, which is the first, and those that name no encounter of the chart."""
        over = {encounter.id for encounter in self.encounters[1:]}
        return tuple(one for one in self.documents if one.encounter_id not in over) if over else self.documents

    def document(self, document_id: str) -> Document:
        """The document with this id; ``KeyError`` if the chart has none."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)

    def encounter(self, encounter_id: str) -> Encounter:
        """The encounter with this id; ``KeyError`` if the chart has none."""
        for encounter in self.encounters:
            if encounter.id == encounter_id:
                return encounter
        raise KeyError(encounter_id)

    def statement(self, statement_id: str) -> Statement:
        """The statement with this id (``d07.s12``); ``KeyError`` if the chart has none."""
        for statement in self.document(statement_id.split(".", 1)[0]).statements:
            if statement.id == statement_id:
                return statement
        raise KeyError(statement_id)
