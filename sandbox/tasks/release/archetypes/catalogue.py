"""Finds archetypes by name and draws one. Modules beside this file register theirs with ``@archetype``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from random import Random
from typing import TYPE_CHECKING, Any

from sandbox.charts.model import Chart
from sandbox.errors import Invalid

if TYPE_CHECKING:
    from sandbox.tasks.release.tray import Tray

MODULES = (
    "patient", "lawyers", "payers", "providers", "relatives", "courts", "officials", "others",
    "minors", "deceased", "agencies", "inside", "research", "protected",
)  # fmt: skip
ADULT = 18
DIED = ("20", "40", "41", "42")
"""UB-04 dispositions of patients who died."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A request as planted: in the vocabulary of the release rules, with the label of each document asked for.

    ``labels`` maps ``slot:document`` to the segment label under which the rules see it; documents that are not in it
    were not asked for. ``deciding`` names what in the papers decides (keys of ``Tray.shown``).
    """

    request: dict[str, Any]
    labels: dict[str, str]
    deciding: tuple[str, ...] = ("request",)


NO_EMPLOYER = ("Retired", "Not applicable", "Not employed")
"""What the face sheet says in place of an employer."""

Build = Callable[["Tray", str], Plan]
Fits = Callable[[Chart], bool]


def minor(chart: Chart) -> bool:
    """The patient was under age at the end of the encounter, and lives."""
    stay = chart.encounters[0]
    return not died(chart) and chart.patient.age_on((stay.ended or stay.began).date()) < ADULT


def died(chart: Chart) -> bool:
    """The patient died in the encounter."""
    return chart.encounters[0].disposition in DIED


def adult(chart: Chart) -> bool:
    """A grown patient who lives: whom most requests are about."""
    return not minor(chart) and not died(chart)


def working(chart: Chart) -> bool:
    """A grown patient who lives and whom the face sheet does not call retired."""
    return adult(chart) and chart.patient.employer not in NO_EMPLOYER


def living(chart: Chart) -> bool:
    """A patient of any age who lives."""
    return not died(chart)


@dataclass(frozen=True, slots=True)
class Archetype:
    """A sort of request. ``build`` lays its papers on a tray and says what they ask, for one of ``variants``.

    ``fits`` says whether the request can be about the patient of a chart. Of ``spoken`` requests particulars may be
    told and no page of the chart ever goes.
    """

    name: str
    title: str
    variants: tuple[str, ...]
    build: Build = field(repr=False)
    fits: Fits = field(repr=False, default=adult)
    spoken: bool = False


_FOUND: dict[str, Archetype] = {}


def archetype(
    name: str, title: str, *variants: str, fits: Fits = adult, spoken: bool = False
) -> Callable[[Build], Build]:
    """Register a builder as an archetype."""

    def register(build: Build) -> Build:
        _FOUND[name] = Archetype(name, title, variants, build, fits, spoken)
        return build

    return register


def archetypes() -> dict[str, Archetype]:
    """All archetypes by name, in a fixed order."""
    for module in MODULES:
        import_module(f"sandbox.tasks.release.archetypes.{module}")
    return _FOUND


def resolve(name: str) -> tuple[Archetype, tuple[str, ...]]:
    """The archetype of ``name`` or ``name:variant``, and the variants to draw from; else ``ValueError``."""
    base, _, variant = name.partition(":")
    found = archetypes().get(base)
    if found is None:
        raise ValueError(f"there is no release archetype “{base}”; use one of: {', '.join(archetypes())}")
    if variant and variant not in found.variants:
        raise ValueError(f"“{base}” has no variant “{variant}”; use one of: {', '.join(found.variants)}")
    return found, (variant,) if variant else found.variants


def draw(names: Sequence[str], random: Random, chart: Chart) -> tuple[Archetype, str]:
    """One archetype and variant out of a list of names, out of all for an empty list, that fits the chart's patient.

    ``Invalid`` if none does: a child's record is not asked for by an executor.
    """
    able = [name for name in names or archetypes() if resolve(name)[0].fits(chart)]
    if not able:
        raise Invalid(
            f"None of these requests can be about this patient: {', '.join(names)}.",
            "Name requests that fit the patient's age and end, or give the task another chart.",
        )
    found, variants = resolve(random.choice(able))
    return found, random.choice(variants)
