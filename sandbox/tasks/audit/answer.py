"""What the author asks, what the trainee finds, and what was planted."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sandbox.charts.truth import CodeSystem
from sandbox.scoring.accuracy import MethodName
from sandbox.tasks.audit.classes import CLASSES
from sandbox.tasks.audit.flags import FLAGS
from sandbox.tasks.base import Answer, Key, Part, Spec
from sandbox.tasks.record import Indicator, KeyCode, KeyItem, KeyTrap

Verdict = Literal["agree", "correct", "remove"]
VERDICTS: dict[str, str] = {"agree": "Agree", "correct": "Correct it", "remove": "Remove it"}
Outcome = Literal["justified", "education", "sanction", "breach"]
Range = tuple[int, int]


class AuditSpec(Spec):
    """Audit a colleague's coding of the charts, the access log around them, or both."""

    kind: Literal["audit"] = "audit"
    charts: tuple[str, ...] = Field(description="Charts whose coding is audited, or whose patients are in the log.")
    part: Literal["coding", "access", "both"] = Field(description="What is audited.", default="coding")
    method: MethodName = Field(description="Accuracy method of the rate to compute.", default="code_over_code")
    errors: Range = Field(description="Least and most coding errors over all charts.", default=(3, 5))
    error_types: tuple[str, ...] = Field(description="Error classes to plant; all that fit if left out.", default=())
    entries: Range = Field(description="Least and most lines of the access log.", default=(30, 45))
    incidents: Range = Field(description="Least and most inappropriate accesses.", default=(3, 5))
    flags: tuple[str, ...] = Field(description="Red flags to plant; all that fit if left out.", default=())

    @model_validator(mode="after")
    def _sensible(self) -> AuditSpec:
        for name, (least, most), floor, ceiling in (
            ("errors", self.errors, 0, 20),
            ("entries", self.entries, 20, 60),
            ("incidents", self.incidents, 1, 8),
        ):
            if not floor <= least <= most <= ceiling:
                raise ValueError(f"{name} must be two numbers from {floor} to {ceiling}, the smaller first")
        planted = [name for name in CLASSES if CLASSES[name].planted]
        for name, given, known in (("error_types", self.error_types, planted), ("flags", self.flags, list(FLAGS))):
            if wrong := [word for word in given if word not in known]:
                raise ValueError(f"{name}: {', '.join(wrong)} unknown; use {', '.join(known)}")
        if self.coding and not self.charts:
            raise ValueError("charts: a coding audit needs at least one chart")
        return self

    @property
    def coding(self) -> bool:
        """Whether coded claims are audited."""
        return self.part in ("coding", "both")

    @property
    def access(self) -> bool:
        """Whether the access log is audited."""
        return self.part in ("access", "both")


class CodeFinding(Part):
    """The verdict on one line of a claim. ``row`` counts lines over all claims from 0."""

    row: int
    verdict: Verdict
    code: str = ""
    poa: Indicator = ""
    error: str = ""


class AddedCode(Part):
    """A code that the colleague left out."""

    slot: str
    system: CodeSystem
    code: str


class AccessFinding(Part):
    """A line of the log held to be worth following up. ``row`` is its printed number."""

    row: int
    flag: str = ""
    outcome: Outcome | Literal[""] = ""


class AuditAnswer(Answer):
    """Findings in the order of the lines; ``rate`` in percent."""

    codes: tuple[CodeFinding, ...] = ()
    added: tuple[AddedCode, ...] = ()
    rate: float | None = None
    accesses: tuple[AccessFinding, ...] = ()


class RowKey(Part):
    """A line of a claim as given, what it should be, and the error planted in it (empty: none)."""

    row: int
    slot: str
    system: CodeSystem
    code: str
    title: str
    poa: str
    error: str = ""
    item: KeyItem | None = None  # None for an unsupported code
    why: str = ""
    citation: str = ""
    evidence: tuple[str, ...] = ()


class SequenceKey(Part):
    """Two lines that stand in each other's place. Naming either is enough."""

    id: str
    slot: str
    rows: tuple[int, int]
    error: str
    why: str
    citation: str
    evidence: tuple[str, ...] = ()


class MissingKey(Part):
    """A code that was left out of a claim."""

    slot: str
    item: KeyItem


class SlotTrap(Part):
    """A trap and the chart it belongs to."""

    slot: str
    trap: KeyTrap


class Incident(Part):
    """An inappropriate access: its lines in the log, the flag it shows, and what follows from it."""

    id: str
    rows: tuple[int, ...]
    flag: str
    outcome: Outcome
    why: str
    evidence: tuple[str, ...] = ()


class Explained(Part):
    """A line that looks suspicious and is explained by the work lists."""

    row: int
    why: str
    evidence: tuple[str, ...] = ()


class AuditKey(Key):
    """What was planted. ``allowed`` are optional codes that may be added without loss, as ``slot system code``."""

    edition: str
    method: MethodName
    rows: tuple[RowKey, ...] = ()
    sequences: tuple[SequenceKey, ...] = ()
    missing: tuple[MissingKey, ...] = ()
    traps: tuple[SlotTrap, ...] = ()
    optional: tuple[tuple[str, KeyCode], ...] = ()
    rate: float | None = None
    incidents: tuple[Incident, ...] = ()
    explained: tuple[Explained, ...] = ()
    entries: int = 0
