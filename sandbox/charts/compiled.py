"""Pathways after compilation: plain structures that one chart after another is drawn from. No parsing, no checking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sandbox.charts.conditions import Test
from sandbox.charts.facility import Part
from sandbox.charts.model import Layout, Setting
from sandbox.charts.moments import Moment
from sandbox.charts.truth import CodeSystem, FactKind, Standing


@dataclass(slots=True)
class Wording:
    """A text with its slots turned into ``%(name)s``; a text without slots is printed as it is."""

    text: str
    slotted: bool


@dataclass(slots=True)
class Sentence:
    """A sentence with its wordings, the facts it expresses and the traps it sets."""

    number: int
    wordings: tuple[Wording, ...]
    test: Test | None
    chance: float
    express: tuple[str, ...]
    tempt: tuple[str, ...]
    flag: str
    part: str
    others: tuple[str, ...]
    segment: str = ""
    conditional: bool = field(init=False)  # whether it may be left out

    def __post_init__(self) -> None:
        """Settle once what is asked for every sentence of every chart."""
        self.conditional = self.test is not None or bool(self.express) or self.chance < 1


@dataclass(slots=True)
class Labelled:
    """A line of labelled fields."""

    cells: tuple[tuple[str, Sentence], ...]


@dataclass(slots=True)
class SectionPlan:
    """A section; which of the contents is filled follows from ``kind``."""

    heading: Wording
    test: Test | None
    kind: str  # say | list | fields | table | labs | vitals | block
    layout: Layout
    sentences: tuple[Sentence, ...] = ()
    lines: tuple[Labelled, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Sentence, ...], ...] = ()
    tests: tuple[str, ...] = ()
    clocks: tuple[timedelta, ...] = ()
    block: str = ""


@dataclass(slots=True)
class DocumentPlan:
    """A document of the timeline."""

    id: str
    type: str
    title: Wording
    segment: str
    author: str
    at: Moment
    clocks: tuple[timedelta, ...]
    spread: int
    repeat: tuple[int, int | None, int] | None
    test: Test | None
    cosigner: str
    ordering: str
    witness: str
    patient_signs: bool
    signed_after: tuple[int, int]
    cosigned_after: tuple[int, int]
    sections: tuple[SectionPlan, ...]


@dataclass(slots=True)
class Codes:
    """A way to code a fact, with the condition under which it is the right one."""

    test: Test | None
    text: Wording
    code: str
    system: CodeSystem
    rank: int
    poa: str | None
    alternatives: tuple[str, ...]
    standing: Standing
    ordered: bool
    date: Moment | None
    rationale: str
    citation: str


@dataclass(slots=True)
class FactPlan:
    """A clinical truth and the ways to code it, tried in order."""

    id: str
    kind: FactKind
    test: Test | None
    chance: float
    codes: tuple[Codes, ...]


@dataclass(slots=True)
class TrapPlan:
    """A tempting wrong code."""

    id: str
    code: str
    system: CodeSystem
    test: Test | None
    why: str
    citation: str


@dataclass(slots=True)
class Drawn:
    """A weighted choice: each entry has a cumulative weight, so that a draw is one random number."""

    entries: tuple[tuple[float, Test | None, Wording, str], ...]  # weight, condition, text, word
    plain: tuple[float, ...]  # cumulative weights when no entry has a condition, else empty


@dataclass(slots=True)
class Value:
    """A value for slots, in one of its forms."""

    name: str
    drawn: Drawn | None = None
    between: tuple[float, float] | None = None
    decimals: int = 0
    by: str = ""
    map: Mapping[str, Wording] | None = None
    cases: tuple[tuple[Test | None, Wording], ...] = ()


@dataclass(slots=True)
class OptionPlan:
    """An option of a pathway."""

    name: str
    title: str
    words: tuple[str, ...]
    test: Test | None
    drawn: Drawn


@dataclass(slots=True)
class CoursePlan:
    """A course of a test: points by day, absolute or as factors of the patient's base."""

    test: Test | None
    base: float | None
    egfr: float | None
    points: tuple[tuple[float, float], ...]
    relative: bool
    spread: float | None
    words: tuple[tuple[float, str], ...]  # each with the day from which it stands
    flag: str


@dataclass(slots=True)
class Medication:
    """A drug with its schedule."""

    drug: Wording
    dose: Wording
    route: str
    frequency: Wording
    clocks: tuple[timedelta, ...]
    prn: float
    once: bool
    every: timedelta | None
    doses: int
    now: bool
    start: Moment
    stop: Moment
    test: Test | None
    reason: Wording
    home: bool
    stay: bool
    discharge: str
    discharge_as: Wording
    express: tuple[str, ...]
    order: str


@dataclass(slots=True)
class Condition:
    """A shared comorbidity."""

    id: str
    title: str
    ages: tuple[int, int]
    sex: str
    excludes: tuple[str, ...]
    values: tuple[Value, ...]
    facts: tuple[FactPlan, ...]
    traps: tuple[TrapPlan, ...]
    says: Mapping[str, tuple[Sentence, ...]]
    medications: tuple[Medication, ...]
    labs: Mapping[str, tuple[CoursePlan, ...]]
    vitals: Mapping[str, tuple[CoursePlan, ...]]


@dataclass(slots=True)
class Stay:
    """When a patient comes and how long they stay; minutes after midnight and numbers of nights or minutes."""

    cases: tuple[tuple[Test | None, tuple[int, int]], ...]
    days: tuple[int, int] | None
    minutes: tuple[int, int] | None
    arrival: tuple[int, int]
    admit_after: tuple[int, int]
    discharge: tuple[int, int]
    admission_type: str
    point_of_origin: str
    disposition: Wording


@dataclass(slots=True)
class Span:
    """A stretch of the stay; ``unit`` where it is about the unit on which the patient lies."""

    test: Test | None
    start: Moment
    stop: Moment
    unit: str = ""


@dataclass(slots=True)
class Pathway:
    """A clinical template, ready to draw charts from."""

    name: str
    title: str
    summary: str
    setting: Setting
    reason: Wording
    unit: str
    facility: str  # id of the facility that gives this care, "" for the first one of the setting
    service: str
    parts: Mapping[str, Part]
    age: tuple[int, int]
    days: tuple[int, int] | None  # age on arrival of newborns and infants
    sex: str
    stay: Stay
    states: tuple[str, ...]
    options: Mapping[str, OptionPlan]
    draws: tuple[tuple[Condition, float, Test | None], ...]
    values: tuple[Value, ...]
    facts: tuple[FactPlan, ...]
    background: tuple[FactPlan, ...]  # optional in every key, see shared/background.yaml
    traps: tuple[TrapPlan, ...]
    timeline: tuple[tuple[str, tuple[tuple[Test | None, Moment, int], ...]], ...]
    units: tuple[Span, ...]
    away: tuple[Span, ...]
    fasting: tuple[Span, ...]
    unmeasured: tuple[Span, ...]
    medications: tuple[Medication, ...]
    labs: Mapping[str, tuple[CoursePlan, ...]]
    vitals: Mapping[str, tuple[CoursePlan, ...]]
    documents: tuple[DocumentPlan, ...]
    year: tuple[date, date]
    sentence_count: int
