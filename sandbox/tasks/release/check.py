"""Lint: the key can be answered with the choices there are, and what it rests on is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sandbox.tasks.base import World
from sandbox.tasks.release.answer import ReleaseKey, ReleaseSpec
from sandbox.tasks.release.archetypes import catalogue
from sandbox.tasks.release.choices import DECISIONS, DEFECTS, FEES
from sandbox.tasks.release.wording import ENCLOSURES, LETTERS


def check(spec: ReleaseSpec, key: ReleaseKey, world: World) -> list[str]:
    """One message for each fault."""
    return list(_faults(spec, key, world))


def _faults(spec: ReleaseSpec, key: ReleaseKey, world: World) -> Iterator[str]:
    where = f"{key.archetype}:{key.variant}"
    yield from (f"{where}: there is no chart {slot}" for slot in spec.charts if slot not in world.charts)
    if key.outcome not in DECISIONS:
        yield f"{where}: the outcome {key.outcome} cannot be chosen"
    if not key.bases:
        yield f"{where}: no legal basis can be chosen for {key.citation}"
    yield from (f"{where}: the flaw {d.code} cannot be chosen" for d in key.defects if d.code not in DEFECTS)
    yield from (f"{where}: the fee {fee} cannot be chosen" for fee in key.fees if fee not in FEES)
    if key.outcome.startswith("release") and not key.going and not catalogue.archetypes()[key.archetype].spoken:
        yield f"{where}: something is released, but no page of the chart goes"
    if not key.evidence or not key.received_evidence:
        yield f"{where}: nothing in the papers shows what decides, or when they came"
    yield from _age(spec, key, world, where)
    yield from _afterwards(key, where)
    yield from (f"{where}: nothing shows the flaw {d.code}" for d in key.defects if not d.evidence)


def _age(spec: ReleaseSpec, key: ReleaseKey, world: World, where: str) -> Iterator[str]:
    """A chart that ended too late cannot carry a request as old as the author wants."""
    age = (world.today - date.fromisoformat(key.received)).days
    if spec.age and not spec.age[0] <= age <= spec.age[1]:
        yield f"{where}: it lies {age} days, not {spec.age[0]} to {spec.age[1]}; let the chart end earlier (ended_by)"


def _afterwards(key: ReleaseKey, where: str) -> Iterator[str]:
    """Faults of verification, of what is sent and written, and of the accounting."""
    for due in key.sendings:
        yield from (f"{where}: {code} cannot be enclosed" for code in due.enclosures if code not in ENCLOSURES)
        yield from (f"{where}: the letter {code} cannot be chosen" for code in due.letters if code not in LETTERS)
    if tuple(due.outcome for due in key.sendings) != key.accept:
        yield f"{where}: what goes along is not said for each right outcome"
    if not key.identity.evidence or not key.authority.evidence:
        yield f"{where}: nothing in the papers shows who asks, or with what right"
    if key.accounting and key.entry is None:
        yield f"{where}: it is accounted for, but the papers do not name the recipient, or its purpose is no choice"
