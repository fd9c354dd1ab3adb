"""What the author asks, what the trainee gives round by round, and how the world of the key behaves."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from sandbox.tasks.base import Answer, Key, Part, Spec
from sandbox.tasks.deficiencies.mending import BEHAVIORS, NEEDS


class DeficienciesSpec(Spec):
    """Track the deficiencies of discharged charts over some weeks."""

    kind: Literal["deficiencies"] = "deficiencies"
    charts: tuple[str, ...] = Field(description="Charts whose deficiencies are tracked.", min_length=1)
    days: tuple[int, ...] = Field(
        description="Days that go by after each round but the last; the number of rounds is one more.",
        default=(7, 21),
        min_length=1,
        max_length=3,
    )
    types: tuple[str, ...] = Field(
        description="Deficiency types to choose from; all that can be completed later if left out.", default=()
    )
    behaviors: tuple[str, ...] = Field(
        description="What providers may do when a deficiency reaches them; everything if left out.", default=()
    )
    reminder_days: int = Field(description="Days held by one provider that call for a reminder.", default=7, ge=1)
    suspension_days: int = Field(
        description="Days held by one provider that call for suspension once the record is delinquent.",
        default=21,
        ge=1,
    )
    month_end: bool = Field(
        description="Whether the last round asks for the month's suspension letters and delinquency rate.",
        default=False,
    )

    @field_validator("days")
    @classmethod
    def _forward(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if any(not 1 <= each <= 120 for each in days):
            raise ValueError("write days from 1 to 120")
        return days

    @field_validator("types")
    @classmethod
    def _mendable(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [word for word in types if word not in NEEDS]
        if unknown:
            raise ValueError(f"{unknown[0]} cannot be tracked; use {', '.join(NEEDS)}")
        return types

    @field_validator("behaviors")
    @classmethod
    def _known(cls, behaviors: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [word for word in behaviors if word not in BEHAVIORS]
        if unknown:
            raise ValueError(f"{unknown[0]} is nothing that providers do; use {', '.join(BEHAVIORS)}")
        return behaviors

    @property
    def asked(self) -> tuple[str, ...]:
        """The deficiency types that the tracking is about."""
        return self.types or tuple(NEEDS)


class Finding(Part):
    """One deficiency as given. ``document`` is ``slot:document``, or ``slot:missing``."""

    type: str
    document: str
    responsible: str = ""
    note: str = ""  # in the trainee's own words; shown to instructors, not marked


class Decision(Part):
    """What is decided on one open deficiency. ``age`` and ``held`` are days from discharge and assignment."""

    row: str
    act: str = ""
    lacks: str = ""
    to: str = ""
    status: str = ""
    age: int | None = None
    held: int | None = None
    step: str = ""


class Month(Part):
    """The figures of the month's end, as worked out."""

    delinquent: int | None = None
    average: float | None = None
    rate: float | None = None
    mean: float | None = None
    compliant: str = ""


class Round(Part):
    """What is given in one round: new findings, decisions on the list, and in the last the month's end."""

    findings: tuple[Finding, ...] = ()
    complete: bool = False
    decisions: tuple[Decision, ...] = ()
    suspend: tuple[str, ...] = ()
    nobody: bool = False
    month: Month = Month()


class DeficienciesAnswer(Answer):
    """All rounds, in order."""

    rounds: tuple[Round, ...] = ()


class Happening(Part):
    """What the responsible provider does once a deficiency is in their hands; ``share`` of the time that goes by."""

    what: str
    share: float
    minute: int


class KeyItem(Part):
    """A deficiency, who can mend it, and what that person does each time the deficiency lies with them.

    ``documents`` are the places that name it rightly, ``slot:document`` or ``slot:missing``. ``successor`` takes over
    when the owner shows that the patient was handed over.
    """

    id: str
    slot: str
    type: str
    types: tuple[str, ...]
    documents: tuple[str, ...]
    owner: str
    successor: str = ""
    need: str
    plan: tuple[Happening, ...]
    explanation: str
    citation: str
    analysis: str
    evidence: tuple[str, ...] = ()


class Limits(Part):
    """The facility's policy as numbers, and where the bylaws say each: name to ``papers:statement``."""

    delinquent: int
    reminder: int
    suspension: int
    percent: int
    said: dict[str, str]


class OtherRecord(Part):
    """A record of the department's list that is not among the task's charts. ``excused``: on approved leave."""

    number: str
    provider: str
    discharged: date
    assigned: date
    excused: str = ""


class MonthKey(Part):
    """The figures that the rate is worked out from."""

    elsewhere: int  # delinquent records, those of the task's charts left out
    discharges: tuple[int, ...]  # of the last twelve months
    quarters: tuple[float, ...]  # rates of the three quarters before
    records: tuple[OtherRecord, ...]


class DeficienciesKey(Key):
    """The deficiencies, the days, the policy and the month, with the names that feedback needs.

    ``too_late`` are places whose flaw nobody can mend any more: a flag on one is neither asked for nor wrong.
    ``privileged`` are the members of the medical staff: nobody else can be suspended. ``pages`` counts the documents of
    each chart, so that what is added later gets its number. ``spare`` is a place without deficiency, ``nobody`` a
    member of staff who can mend none; samples use them.
    """

    types: tuple[str, ...]
    items: tuple[KeyItem, ...]
    facility: str
    today: date
    days: tuple[int, ...]
    discharged: dict[str, date]
    patients: dict[str, str]
    pages: dict[str, int]
    documents: dict[str, str]
    staff: dict[str, str]
    privileged: tuple[str, ...]
    limits: Limits
    too_late: tuple[str, ...]
    month: MonthKey | None
    spare: str
    nobody: str
    clean_evidence: tuple[str, ...] = ()
