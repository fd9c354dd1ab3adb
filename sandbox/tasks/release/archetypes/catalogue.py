"""Finds archetypes by name and draws one. Modules beside this file register theirs with ``@archetype``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.tasks.release.tray import Tray

MODULES = ("patient", "lawyers", "payers", "providers", "relatives", "courts", "officials", "others")


@dataclass(frozen=True, slots=True)
class Plan:
    """A request as planted: in the vocabulary of the release rules, with the label of each document asked for.

    ``labels`` maps ``slot:document`` to the segment label under which the rules see it; documents that are not in it
    were not asked for. ``deciding`` names what in the papers decides (keys of ``Tray.shown``).
    """

    request: dict[str, Any]
    labels: dict[str, str]
    deciding: tuple[str, ...] = ("request",)


Build = Callable[["Tray", str], Plan]


@dataclass(frozen=True, slots=True)
class Archetype:
    """A sort of request. ``build`` lays its papers on a tray and says what they ask, for one of ``variants``."""

    name: str
    title: str
    variants: tuple[str, ...]
    build: Build = field(repr=False)


_FOUND: dict[str, Archetype] = {}


def archetype(name: str, title: str, *variants: str) -> Callable[[Build], Build]:
    """Register a builder as an archetype."""

    def register(build: Build) -> Build:
        _FOUND[name] = Archetype(name, title, variants, build)
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


def draw(names: Sequence[str], random: Random) -> tuple[Archetype, str]:
    """One archetype and variant out of a list of names; out of all for an empty list."""
    name = random.choice(list(names) or list(archetypes()))
    found, variants = resolve(name)
    return found, random.choice(variants)
