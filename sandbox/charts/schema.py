"""What a pathway file may hold, checked on loading. The shapes are explained in ``docs/authoring-pathways.md``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from sandbox.charts.fields import Chance, Clock, Clocks, Moment, Strict, When, Words, as_tuple, known_type
from sandbox.charts.model import Setting
from sandbox.charts.segments import known_segment
from sandbox.charts.truth import CodeSystem, FactKind, Standing


class Choice(Strict):
    """One choice of an option or value."""

    weight: float = Field(default=1.0, gt=0)
    when: When = None
    text: str = ""  # of a value; an option's choice is its key


class OptionSpec(Strict):
    """Something that changes the key, and that a scenario may fix."""

    title: str
    choices: dict[str, float | Choice] = Field(min_length=1)
    when: When = None  # otherwise the option is "none"


class ValueCase(Strict):
    """A value that depends on a condition; the last case may have none."""

    when: When = None
    text: str


class ValueSpec(Strict):
    """A word or number drawn for this patient and used in slots. Exactly one of the four forms."""

    any: tuple[str | Choice, ...] | None = None
    between: tuple[float, float] | None = None
    decimals: int = 0
    by: str | None = None
    map: dict[str, str] | None = None
    cases: tuple[ValueCase, ...] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: Any) -> Any:
        """A list is ``any``; a text is a list of one."""
        if isinstance(raw, str):
            return {"any": [raw]}
        return {"any": raw} if isinstance(raw, list) else raw

    @model_validator(mode="after")
    def _one_form(self) -> ValueSpec:
        forms = [self.any is not None, self.between is not None, self.by is not None, self.cases is not None]
        if sum(forms) != 1 or (self.by is None) != (self.map is None):
            raise ValueError("a value has exactly one of: a list, between, by with map, cases")
        return self


class Codes(Strict):
    """How a fact is coded; every part may also stand in a case."""

    when: When = None
    text: str | None = None
    code: str | None = None
    system: CodeSystem | None = None
    rank: int | None = Field(default=None, ge=1)
    poa: Literal["Y", "N", "U", "W", ""] | None = None
    alternatives: Words | None = None
    standing: Standing | None = None
    ordered: bool | None = None
    date: Moment | None = None  # of a procedure
    rationale: str | None = None
    citation: str | None = None


class FactSpec(Codes):
    """A clinical truth: true when ``when`` holds and, with ``chance``, when the draw says so."""

    kind: FactKind = FactKind.DIAGNOSIS
    chance: Chance = 1.0
    cases: tuple[Codes, ...] = ()


class TrapSpec(Strict):
    """A code that the chart tempts to assign and a rule forbids. Sentences point at it with ``tempt``."""

    code: str
    system: CodeSystem = CodeSystem.CM
    when: When = None
    why: str
    citation: str


class SentenceSpec(Strict):
    """A sentence, chosen by seed among wordings. ``express`` names the facts it states; it stands only if they hold."""

    any: Words = ()
    when: When = None
    chance: Chance = 1.0
    express: Words = ()
    tempt: Words = ()
    flag: str = ""
    part: str = ""  # instead of ``any``: what each comorbidity says in this part
    others: Words = ()  # comorbidities left out of ``part``
    segment: Annotated[str, BeforeValidator(known_segment)] = ""  # what it tells, if the law protects that by itself

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: Any) -> Any:
        if isinstance(raw, str):
            return {"any": raw}
        if isinstance(raw, dict) and "say" in raw:
            raw = dict(raw)
            raw["any"] = raw.pop("say")
        return raw

    @model_validator(mode="after")
    def _something(self) -> SentenceSpec:
        if bool(self.any) == bool(self.part):
            raise ValueError("a sentence has either say/any or part")
        return self


class TableSpec(Strict):
    """A table typed by the author: one cell a column in every row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[SentenceSpec, ...], ...]

    @model_validator(mode="after")
    def _square(self) -> TableSpec:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
        return self


class SectionSpec(Strict):
    """A headed part of a document with exactly one kind of content."""

    heading: str = ""
    when: When = None
    say: tuple[SentenceSpec, ...] | None = None  # a paragraph
    list: tuple[SentenceSpec, ...] | None = None  # one item a line
    fields: tuple[dict[str, SentenceSpec], ...] | None = None  # lines of labelled fields
    table: TableSpec | None = None
    labs: Words | None = None  # panels or single tests of shared/labs.yaml
    vitals: Clocks | None = None  # a flowsheet of readings at these times of the day
    block: str | None = None  # a part that the engine writes: see BLOCKS

    @model_validator(mode="after")
    def _one_content(self) -> SectionSpec:
        kinds = (self.say, self.list, self.fields, self.table, self.labs, self.vitals, self.block)
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("a section has exactly one of say, list, fields, table, labs, vitals, block")
        return self


class RepeatSpec(Strict):
    """A document written again on days of the stay: ``from`` and ``to`` are day numbers; -1 is the day before last."""

    start: int = Field(default=1, alias="from")
    to: int | Literal["last"] = "last"
    every: int = Field(default=1, ge=1)


class DocumentSpec(Strict):
    """One entry of the timeline, or with ``use`` one of ``shared/documents.yaml`` with its keys replaced."""

    id: str = ""
    use: str = ""
    type: Annotated[str, BeforeValidator(known_type)] = "progress_note"
    title: str = ""
    author: str = ""
    at: Moment | None = None
    times: Clocks = ()  # with ``repeat``: the times of the day
    spread: int = Field(default=12, ge=0)  # minutes by which the seed may delay it
    repeat: RepeatSpec | None = None
    when: When = None
    segment: str = ""
    cosigner: str = ""  # part that countersigns (residents' notes: attending by itself)
    ordering: str = ""  # part that authenticates a verbal order
    witness: str = ""
    patient_signs: bool = False
    signed_after: tuple[int, int] = (2, 25)  # minutes from the entry's time to its signature
    cosigned_after: tuple[int, int] = (60, 600)  # minutes to countersignature or authentication of a verbal order
    sections: tuple[SectionSpec, ...] = ()


class CourseSpec(Strict):
    """A laboratory test or vital sign over the stay: a base level, or values by day that are drawn a line through."""

    when: When = None
    base: float | None = None
    egfr: float | None = None  # of creatinine: the base that gives this filtration rate at the patient's age and sex
    course: tuple[float, ...] | dict[float, float] | None = None
    factor: tuple[float, ...] | dict[float, float] | None = None  # times the patient's own base
    spread: float | None = Field(default=None, ge=0, le=0.5)  # how far this patient may lie from it, as a share
    text: tuple[str, ...] | dict[float, str] | str | None = None  # results in words, one a day or from a day on
    flag: str = ""


CourseSpecs = Annotated[tuple[CourseSpec, ...], BeforeValidator(as_tuple)]


class MedicationSpec(Strict):
    """A drug at home, in the stay, after it, or any of these."""

    drug: str  # "ceftriaxone"
    dose: str  # "1 g"
    route: str = "by mouth"
    frequency: str = "daily"
    times: Clocks = ("09:00",)  # when the nurse gives it
    prn: Chance = 0.0  # chance a day and time that an as-needed dose was given; 0 is scheduled
    once: bool = False
    every: int = Field(default=0, ge=0, le=72)  # hours between doses counted from `start`, instead of `times`
    doses: int = Field(default=0, ge=0)  # with `every`: how many; 0 is until `stop`
    now: bool = False  # a first dose at the start, then at its times
    start: Moment = "admit + 1h"
    stop: Moment = "discharge"
    when: When = None
    reason: str = ""  # "for community-acquired pneumonia"
    home: bool = False
    stay: bool = True
    discharge: Literal["continue", "new", "changed", "stop", "no"] = "no"
    discharge_as: str = ""  # dose and frequency after discharge, if another
    express: Words = ()  # facts that the order states with its reason
    order: str = "admission_orders"  # id of the orders document that carries it


class ResumeSpec(Strict):
    """Where drugs of comorbidities are ordered in a stay that has no admission orders, and from when they are given."""

    order: str
    at: Moment


class ComorbiditySpec(Strict):
    """A shared condition that a pathway may add."""

    title: str
    ages: tuple[int, int] = (0, 120)
    sex: Literal["any", "female", "male"] = "any"
    excludes: Words = ()
    values: dict[str, ValueSpec] = Field(default_factory=dict)
    facts: dict[str, FactSpec] = Field(default_factory=dict)
    traps: dict[str, TrapSpec] = Field(default_factory=dict)
    says: dict[str, tuple[SentenceSpec, ...]] = Field(default_factory=dict)
    medications: tuple[MedicationSpec, ...] = ()
    labs: dict[str, CourseSpecs] = Field(default_factory=dict)
    vitals: dict[str, CourseSpecs] = Field(default_factory=dict)


class DrawSpec(Strict):
    """How likely a comorbidity is here."""

    chance: Chance = 1.0
    when: When = None


class PatientSpec(Strict):
    """Who comes with this condition."""

    age: tuple[int, int]
    days: tuple[int, int] | None = None  # of newborns and infants: age in days on arrival; `age` is then [0, 0]
    sex: Literal["any", "female", "male"] = "any"


class LengthSpec(Strict):
    """A length of stay under a condition."""

    when: When
    days: tuple[int, int] | None = None
    minutes: tuple[int, int] | None = None


class StaySpec(Strict):
    """When the patient comes and how long they stay: ``days`` are nights, else ``minutes``; the first case replaces."""

    cases: tuple[LengthSpec, ...] = ()
    days: tuple[int, int] | None = None
    minutes: tuple[int, int] | None = None
    arrival: tuple[Clock, Clock] = ("07:00", "20:00")
    admit_after: tuple[int, int] = (0, 0)  # minutes from arrival to the admission order
    discharge: tuple[Clock, Clock] = ("10:30", "16:00")
    admission_type: str = ""  # UB-04 FL14
    point_of_origin: str = ""  # UB-04 FL15
    disposition: str = ""  # UB-04 FL17; may be a slot, as "{disposition}"

    @model_validator(mode="after")
    def _one_length(self) -> StaySpec:
        if (self.days is None) == (self.minutes is None):
            raise ValueError("a stay has either days (nights) or minutes")
        return self


class AnchorSpec(Strict):
    """A named time; with cases, the first that holds."""

    at: Moment
    when: When = None
    spread: int = Field(default=0, ge=0)


class SpanSpec(Strict):
    """A stretch of the stay between two moments."""

    start: Moment = Field(alias="from")
    stop: Moment = Field(default="discharge", alias="to")
    when: When = None


class UnitSpec(SpanSpec):
    """Another unit than the pathway's, on which the patient lies for a while."""

    unit: str


Spans = Annotated[tuple[SpanSpec, ...], BeforeValidator(as_tuple)]


class PartSpec(Strict):
    """A part that this pathway adds to the cast."""

    roles: Words
    specialties: Words = ()
    unit: str = ""
    by_shift: bool = False


class PathwaySpec(Strict):
    """A whole pathway file."""

    pathway: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    summary: str = ""
    setting: Setting
    service: str = Field(default="", pattern=r"^[a-z_]*$")  # medicine, surgery, newborn, psychiatry …
    reason: str  # chief complaint or admitting diagnosis as registered; slots allowed
    unit: str
    attending: PartSpec
    cast: dict[str, PartSpec] = Field(default_factory=dict)
    patient: PatientSpec
    stay: StaySpec
    is_: Words = Field(default=(), alias="is")  # conditions of the shared library that this pathway itself states
    options: dict[str, OptionSpec] = Field(default_factory=dict)
    comorbidities: dict[str, Chance | DrawSpec] = Field(default_factory=dict)
    values: dict[str, ValueSpec] = Field(default_factory=dict)
    facts: dict[str, FactSpec]
    traps: dict[str, TrapSpec] = Field(default_factory=dict)
    timeline: dict[str, Annotated[tuple[Moment | AnchorSpec, ...], BeforeValidator(as_tuple)]] = Field(
        default_factory=dict
    )
    units: Annotated[tuple[UnitSpec, ...], BeforeValidator(as_tuple)] = ()
    away: Spans = ()  # in the operating room, say: no entry or reading of the unit, doses wait for the return
    fasting: Spans = ()  # strictly nothing by mouth: what is given by mouth is held
    unmeasured: Spans = ()  # no routine vital signs: comfort care
    medications: tuple[MedicationSpec, ...] = ()
    resume: ResumeSpec | None = None
    facility: str = ""  # where this care is given, if not at the first facility of the setting
    labs: dict[str, CourseSpecs] = Field(default_factory=dict)
    vitals: dict[str, CourseSpecs] = Field(default_factory=dict)
    documents: tuple[DocumentSpec, ...]
    year: tuple[date, date] = (date(2025, 10, 1), date(2026, 9, 30))  # the encounter ends in the edition's year
