"""What is true behind a chart: facts, where they are expressed, and what was planted. Never sent to a trainee."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class FactKind(StrEnum):
    """What sort of clinical truth a fact states."""

    DIAGNOSIS = "diagnosis"
    PROCEDURE = "procedure"
    SERVICE = "service"
    FINDING = "finding"  # a sign, symptom or result; never coded by itself


class Standing(StrEnum):
    """How a key treats an item (required, accepted only as alternative, neither credited nor penalised, wrong)."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    PROHIBITED = "prohibited"


class CodeSystem(StrEnum):
    """Code systems that facts are coded in. CPT is licensed and never shipped."""

    CM = "ICD-10-CM"
    PCS = "ICD-10-PCS"
    HCPCS = "HCPCS"


@dataclass(frozen=True, slots=True)
class Coding:
    """How a fact is coded in the encounter it belongs to.

    ``rank`` orders codes of one system: 1 is principal or first-listed; equal ranks may stand in any order; a lower
    rank must precede a higher one only where ``ordered`` says that an instruction or guideline demands it.
    ``poa`` is Y, N, U, W, or "" for a code exempt from reporting; None outside inpatient care.
    """

    system: CodeSystem
    code: str
    rank: int
    standing: Standing = Standing.REQUIRED
    alternatives: tuple[str, ...] = ()
    poa: str | None = None
    ordered: bool = False
    date: str = ""  # ISO date of a procedure
    rationale: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A clinical truth of the variant, e.g. community-acquired pneumonia present on admission."""

    id: str
    kind: FactKind
    text: str
    encounter_id: str
    coding: Coding | None = None


@dataclass(frozen=True, slots=True)
class Trap:
    """A code that the chart tempts to assign but that a rule forbids, with that rule."""

    encounter_id: str
    code: str
    system: CodeSystem
    why: str
    citation: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Defect:
    """A planted flaw, as the function that planted it states it.

    ``type`` is a deficiency code (``MISSING_HP`` …). ``document_id`` names the flawed document; it is empty when a
    document is missing, and then ``document_type`` says which. ``encounter_id`` is always set. ``accepted_types`` are
    other deficiency codes that describe the same flaw rightly.
    """

    id: str
    type: str
    encounter_id: str
    document_type: str
    responsible_id: str
    explanation: str
    citation: str
    document_id: str = ""
    statements: tuple[str, ...] = ()
    accepted_types: tuple[str, ...] = ()
    accepted_documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mess:
    """Something odd that was put in the chart and is in order: a proper late entry, a page retracted with notice."""

    id: str
    kind: str
    document_id: str
    explanation: str


@dataclass(frozen=True, slots=True)
class ChartTruth:
    """Everything planted in one chart. ``evidence`` maps a fact id to the statements that express it, in order.

    ``mess`` is no deficiency; whoever flags it flags what is fine. ``segments`` maps statements that the law protects
    by themselves to their segment (``charts.segments``), in reading order.
    """

    pathway: str
    facts: tuple[Fact, ...]
    evidence: dict[str, tuple[str, ...]] = field(default_factory=dict)
    defects: tuple[Defect, ...] = ()
    traps: tuple[Trap, ...] = ()
    mess: tuple[Mess, ...] = ()
    segments: dict[str, str] = field(default_factory=dict)
