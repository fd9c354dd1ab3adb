"""What the author asks, what the trainee gives, and what a right record holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from sandbox.charts.model import Chart
from sandbox.charts.truth import CodeSystem
from sandbox.scoring.accuracy import MethodName
from sandbox.tasks import record
from sandbox.tasks.base import Answer, Key, Part, Spec
from sandbox.tasks.coding.sheet import Sheet
from sandbox.tasks.record import Indicator, KeyItem, KeyTrap, Scope

Method = Literal["marks", MethodName]


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


def scope_of(spec: CodingSpec, charts: Mapping[str, Chart]) -> Scope:
    """The encounter and code systems in question; ``KeyError`` if the chart or encounter does not exist."""
    poa = None if spec.poa == "auto" else spec.poa == "yes"
    return record.scope_of(charts, spec.charts[0], spec.encounter, spec.systems, poa)


class DiagnosisRow(Part):
    """One diagnosis as given. Evidence is ``slot:statement``."""

    code: str
    poa: Indicator = ""
    evidence: tuple[str, ...] = ()


class ProcedureRow(Part):
    """One procedure or supply as given; ``date`` is ISO or empty."""

    system: CodeSystem
    code: str
    date: str = ""
    evidence: tuple[str, ...] = ()


class CodingAnswer(Answer):
    """Codes in the order given; the first diagnosis is the principal or first-listed one."""

    diagnoses: tuple[DiagnosisRow, ...] = ()
    procedures: tuple[ProcedureRow, ...] = ()


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
        return Sheet(self.method, self.inpatient, self.items, self.traps)
