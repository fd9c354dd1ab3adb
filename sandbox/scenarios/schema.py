"""The scenario file as a value: what an author writes, checked for shape (``checks`` does the rest)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property, reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, SerializeAsAny, StringConstraints, Tag, create_model

from sandbox.errors import NotFound
from sandbox.tasks.base import Kind, Spec
from sandbox.tasks.registry import kinds as registered_kinds

Kinds = Mapping[str, Kind[Any, Any, Any]]

PROSE_KEYS = frozenset({"title", "instructions"})
"""Keys of a task that say the same work in other words; they do not change a scenario's structure."""

SHARED_KEYS = {
    "kind": "The kind of task.",
    "id": "Short name of the task, unique in the file: lower case, digits, hyphens.",
    "title": "How the task stands on the worklist.",
    "charts": "Slots of the charts the task works on; the first is shown first.",
    "instructions": "What the trainee should know beyond what the kind always says.",
    "weight": "Share of the shift's result, above 0 and at most 100.",
    "minutes": "Expected time in minutes, 1 to 480.",
}
"""What the keys of every task mean, for the published schema."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Slot = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Place = Literal[
    "inpatient",
    "emergency",
    "clinic",
    "ambulatory_surgery",
    "nursing_facility",
    "home_health",
    "hospice",
    "behavioral_health",
    "mixed",
]
Plain = date | str | int | float | bool | list[str]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class DefectSpec(_Part):
    """Flaws to plant in one chart: which types may be drawn, and how many (least, most)."""

    types: tuple[str, ...] = Field(description="Deficiency codes to draw from, such as UNSIGNED_ENTRY.", min_length=1)
    count: tuple[int, int] | None = Field(
        description="Least and most flaws to draw; one of each type if left out.", default=None
    )
    mess: tuple[int, int] | None = Field(
        description="Least and most things to add that look odd and are in order: a labeled late entry, an addendum, a "
        "page retracted with notice, an outside record, everyday abbreviations. None if left out.",
        default=None,
    )


class EarlierSpec(_Part):
    """An encounter of the same patient at the same facility, before the main one; left out where it does not fit."""

    pathway: str | Annotated[tuple[str, ...], Field(min_length=1, max_length=60)] = Field(
        description="Name of a clinical pathway that can come before the chart's, or a list of which one is drawn."
    )
    days: tuple[int, int] = Field(
        description="Least and most days from its end to the encounter that follows it, 14 to 330."
    )
    options: dict[str, Plain] = Field(
        description="Options of the pathway, beyond those that follow from the later encounter.", default_factory=dict
    )

    @property
    def pathways(self) -> tuple[str, ...]:
        """The pathways of which one is drawn."""
        return (self.pathway,) if isinstance(self.pathway, str) else self.pathway


class ChartSpec(_Part):
    """One chart of the scenario: the pathway it follows, options of that pathway, and flaws to plant.

    The encounter ends on the simulated day or shortly before, unless the option ``ended_by`` says otherwise.
    """

    pathway: str | Annotated[tuple[str, ...], Field(min_length=1, max_length=60)] = Field(
        description="Name of a clinical pathway, or a list of which each new patient draws one; "
        "`mrt chart pathways` lists them."
    )
    options: dict[str, Plain] = Field(description="Options of the pathway.", default_factory=dict)
    facility: str | None = Field(
        description="Where the care was given; usually follows from the pathway.", default=None
    )
    defects: DefectSpec | None = Field(description="Flaws to plant; none if left out.", default=None)
    earlier: tuple[EarlierSpec, ...] = Field(
        description="Encounters before the main one, the latest first. Nothing is asked about them, flaws are planted "
        "in the main one alone, and requests that name its dates do not ask for them.",
        default=(),
        max_length=3,
    )

    @property
    def pathways(self) -> tuple[str, ...]:
        """The pathways of which each variant draws one."""
        return (self.pathway,) if isinstance(self.pathway, str) else self.pathway


class ScenarioFile(_Part):
    """A whole scenario. ``today`` is the simulated day; it must lie in the validity of ``edition``."""

    scenario: Slug = Field(description="Short name, used in addresses and commands: lower case, digits, hyphens.")
    title: Line = Field(description="Name that people read.")
    summary: Prose = Field(description="What the trainee will do, in a sentence or two.")
    level: Literal[1, 2, 3] = Field(description="1 introductory, 2 intermediate, 3 advanced.")
    setting: Place = Field(description="Kind of care that the charts come from; “mixed” for several.")
    edition: str = Field(description="Code-set edition the codes must be valid in.", default="FY2026")
    today: date = Field(description="The simulated day on which the work is done.")
    facility: str = Field(description="Id of the place where the trainee works.", default="cedar-hollow")
    charts: dict[Slot, ChartSpec] = Field(description="Charts by slot name.", min_length=1, max_length=12)
    tasks: tuple[SerializeAsAny[Spec], ...] = Field(
        description="The pieces of work, in order.", min_length=1, max_length=20
    )
    minutes: int | None = Field(description="Expected time for the whole shift.", default=None, ge=1, le=600)

    @property
    def expected_minutes(self) -> int:
        """Expected time of the whole shift; the tasks' minutes together unless the author says otherwise."""
        return self.minutes if self.minutes is not None else sum(task.minutes for task in self.tasks)

    def task(self, task_id: str) -> Spec:
        """The task with this id; ``NotFound`` if there is none."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        known = ", ".join(task.id for task in self.tasks)
        raise NotFound(f"Scenario “{self.scenario}” has no task “{task_id}”.", f"Use one of: {known}.")

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 (hex) of everything the author wrote, whatever its layout. Keys left to their default do not count,
        so that a new optional key never changes the hash, and with it the patients, of a published scenario."""
        return _digest(self.model_dump(mode="json", exclude_unset=True))

    @cached_property
    def structure_hash(self) -> str:
        """SHA-256 (hex) of what decides the keys: charts and tasks without prose. Equal means that results compare."""
        written = self.model_dump(mode="json", exclude_unset=True)
        tasks = [{key: value for key, value in task.items() if key not in PROSE_KEYS} for task in written["tasks"]]
        return _digest({"charts": written["charts"], "edition": self.edition, "tasks": tasks})


def _digest(plain: object) -> str:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _kind_of(task: Any) -> str | None:
    name = task.get("kind") if isinstance(task, dict) else getattr(task, "kind", None)
    return name if isinstance(name, str) else None


def scenario_model(kinds: Kinds | None = None) -> type[ScenarioFile]:
    """``ScenarioFile`` whose tasks are the union of the specs of these kinds, told apart by ``kind``."""
    return _scenario_model(tuple((registered_kinds() if kinds is None else kinds).items()))


@cache
def _scenario_model(kinds: tuple[tuple[str, Kind[Any, Any, Any]], ...]) -> type[ScenarioFile]:
    tagged = [Annotated[kind.spec_type, Tag(name)] for name, kind in kinds]
    union: Any = reduce(or_, tagged) if len(tagged) > 1 else tagged[0] | Annotated[_NoKind, Tag("")]
    field = ScenarioFile.model_fields["tasks"]
    return create_model(
        "ScenarioFile",
        __base__=ScenarioFile,
        __doc__=ScenarioFile.__doc__,
        tasks=(tuple[Annotated[union, Discriminator(_kind_of)], ...], field),
    )


class _NoKind(Spec):
    """Stands in where only one kind exists, because a union needs two sides. Its tag is never written."""


def json_schema(kinds: Kinds | None = None) -> dict[str, Any]:
    """The JSON Schema of scenario files, for editors that complete and check while an author types."""
    kinds = registered_kinds() if kinds is None else kinds
    schema = scenario_model(kinds).model_json_schema()
    names = {kind.spec_type.__name__: name for name, kind in kinds.items()}
    for definition, body in schema.get("$defs", {}).items():
        if definition in names:
            body["properties"]["kind"] = {"const": names[definition], "title": "Kind", "type": "string"}
            body["required"] = sorted({"kind", *body.get("required", ())})
            for key, told in SHARED_KEYS.items():
                body["properties"][key].setdefault("description", told)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "MRT Sandbox scenario"}
