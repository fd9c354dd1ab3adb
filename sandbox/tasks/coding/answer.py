"""What the author asks, what the trainee gives, and what a right record holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from sandbox.charts.model import Chart, Encounter, Setting
from sandbox.charts.truth import CodeSystem
from sandbox.tasks.base import Answer, Key, Spec
from sandbox.tasks.coding.sheet import Sheet

Method = Literal[
    "marks",
    "code_over_code",
    "code_over_code_deducted",
    "total_opportunity",
    "case_over_case",
    "principal_accuracy",
    "poa_accuracy",
]
Indicator = Literal["", "Y", "N", "U", "W", "exempt"]


class CodingSpec(Spec):
    """Code one encounter of the first chart; further charts are there to read."""

    kind: Literal["coding"] = "coding"
    charts: tuple[str, ...] = Field(description="Chart to code, then charts to read beside it.", min_length=1)
    encounter: str = Field(description="Id of the encounter to code; the first one if left out.", default="")
    systems: tuple[CodeSystem, ...] = Field(
        description="Code systems to use. Left out: ICD-10-CM, with ICD-10-PCS for inpatients, HCPCS for outpatients.",
        default=(),
    )
    poa: Literal["auto", "yes", "no"] = Field(
        description="Whether present-on-admission indicators are asked; auto: for inpatients.", default="auto"
    )
    method: Method = Field(description="How points come about: by mark, or one accuracy method.", default="marks")
    evidence: bool = Field(description="Whether each code needs its evidence attached.", default=False)
    procedure_dates: bool = Field(description="Whether procedure dates are marked.", default=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a spec comes to for a given chart."""

    slot: str
    encounter: Encounter
    diagnoses: bool
    procedure_systems: tuple[CodeSystem, ...]
    poa: bool

    @property
    def inpatient(self) -> bool:
        """Whether the encounter is an inpatient stay."""
        return self.encounter.setting == Setting.INPATIENT


_PROCEDURES: dict[Setting, tuple[CodeSystem, ...]] = {
    Setting.INPATIENT: (CodeSystem.PCS,),
    Setting.NURSING_FACILITY: (),
}


def scope_of(spec: CodingSpec, charts: Mapping[str, Chart]) -> Scope:
    """The encounter and code systems in question; ``KeyError`` if the chart or encounter does not exist."""
    slot = spec.charts[0]
    chart = charts[slot]
    encounter = chart.encounter(spec.encounter) if spec.encounter else chart.encounters[0]
    systems = spec.systems or (CodeSystem.CM, *_PROCEDURES.get(encounter.setting, (CodeSystem.HCPCS,)))
    inpatient = encounter.setting == Setting.INPATIENT
    return Scope(
        slot,
        encounter,
        CodeSystem.CM in systems,
        tuple(system for system in systems if system != CodeSystem.CM),
        inpatient if spec.poa == "auto" else spec.poa == "yes",
    )


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DiagnosisRow(_Part):
    """One diagnosis as given. Evidence is ``slot:statement``."""

    code: str
    poa: Indicator = ""
    evidence: tuple[str, ...] = ()


class ProcedureRow(_Part):
    """One procedure or supply as given; ``date`` is ISO or empty."""

    system: CodeSystem
    code: str
    date: str = ""
    evidence: tuple[str, ...] = ()


class CodingAnswer(Answer):
    """Codes in the order given; the first diagnosis is the principal or first-listed one."""

    diagnoses: tuple[DiagnosisRow, ...] = ()
    procedures: tuple[ProcedureRow, ...] = ()


class KeyCode(_Part):
    """A code with its title in the edition."""

    code: str
    title: str = ""

    @property
    def full(self) -> str:
        """``J18.9 Pneumonia, unspecified organism``."""
        return f"{self.code} {self.title}".strip()


class KeyItem(KeyCode):
    """One code the record should or may have. ``id`` is the id of the fact it comes from."""

    id: str
    system: CodeSystem
    text: str
    required: bool
    first: bool = False
    after: tuple[str, ...] = ()
    alternatives: tuple[KeyCode, ...] = ()
    poa: Indicator | None = None
    date: str = ""
    evidence: tuple[str, ...] = ()
    rationale: str = ""
    citation: str = ""


class KeyTrap(KeyCode):
    """A code that the chart tempts to assign but a rule forbids."""

    system: CodeSystem
    why: str
    citation: str
    evidence: tuple[str, ...] = ()


class CodingKey(Key):
    """The codes of the encounter. Required items come first in report order."""

    edition: str
    inpatient: bool
    method: Method
    poa: bool
    evidence: bool
    dates: bool
    items: tuple[KeyItem, ...]
    traps: tuple[KeyTrap, ...] = ()

    @cached_property
    def sheet(self) -> Sheet:
        """Lookups and ready-made marks, built once for a key."""
        return Sheet(self)
