"""What the author asks, what the trainee gives, and what a right review holds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from sandbox.charts.defects import DEFECTS
from sandbox.tasks.base import Answer, Key, Part, Spec
from sandbox.tasks.findings import MISSING as MISSING


class CompletenessSpec(Spec):
    """Review the first chart for deficiencies; further charts are there to read."""

    kind: Literal["completeness"] = "completeness"
    charts: tuple[str, ...] = Field(description="Chart to review, then charts to read beside it.", min_length=1)
    types: tuple[str, ...] = Field(
        description="Deficiency types to choose from; all of the setting if left out. Only these are marked.",
        default=(),
    )
    responsible: bool = Field(description="Whether the responsible person is asked and marked.", default=True)
    evidence: bool = Field(
        description="Whether qualitative findings need the statements that show them attached.", default=False
    )

    @field_validator("types")
    @classmethod
    def _known(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [word for word in types if word not in DEFECTS]
        if unknown:
            raise ValueError(f"{unknown[0]} is no deficiency type; use {', '.join(DEFECTS)}")
        return types

    @property
    def asked(self) -> tuple[str, ...]:
        """The deficiency types that the review is about."""
        return self.types or tuple(DEFECTS)


class Finding(Part):
    """One deficiency as given. ``document`` is an id or ``MISSING``; evidence is ``slot:statement``."""

    type: str
    document: str
    responsible: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""  # in the trainee's own words; shown to instructors, not marked


class CompletenessAnswer(Answer):
    """The findings, or the statement that the chart is complete."""

    findings: tuple[Finding, ...] = ()
    complete: bool = False


class KeyFinding(Part):
    """A deficiency that must be found.

    ``documents`` are the ids that name the place rightly (``MISSING`` among them when the document is not there).
    ``responsible`` are the people to whom it may be assigned, empty when nobody is asked for. ``shows`` are the
    statements that a trainee may attach; ``evidence`` is what feedback points at.
    """

    id: str
    type: str
    types: tuple[str, ...]
    documents: tuple[str, ...]
    document: str
    responsible: tuple[str, ...]
    explanation: str
    citation: str
    analysis: str
    shows: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class CompletenessKey(Key):
    """The deficiencies of the chart, with the names that feedback needs.

    ``types`` are those asked about; ``spare`` is a document without deficiency; ``nobody`` a staff member responsible
    for none. Samples use them. ``citations`` says what binds this setting to each type; ``oddities`` why a document
    that looks odd is in order.
    """

    types: tuple[str, ...]
    findings: tuple[KeyFinding, ...]
    documents: dict[str, str]
    staff: dict[str, str]
    spare: str
    nobody: str
    clean_evidence: tuple[str, ...] = ()
    citations: dict[str, str] = Field(default_factory=dict)
    oddities: dict[str, str] = Field(default_factory=dict)
