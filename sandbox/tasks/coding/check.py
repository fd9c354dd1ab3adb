"""Lint of a coding key against its edition and its chart."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox import codesets
from sandbox.charts.truth import CodeSystem
from sandbox.tasks.base import World
from sandbox.tasks.coding.answer import CodingKey, CodingSpec, scope_of
from sandbox.tasks.record import KeyItem


def check(spec: CodingSpec, key: CodingKey, world: World) -> list[str]:
    """Faults of a key: codes not in the edition, required items without evidence, nothing to code."""
    edition = codesets.edition(key.edition)
    known = world.statements(spec.charts[:1])
    faults = [*_whole(spec, key, world)]
    for item in key.items:
        faults.extend(_codes(key, item, edition))
        faults.extend(_evidence(item, known))
        faults.extend(_indicator(key, item, edition))
    faults.extend(
        f"Trap {trap.code} is not a valid {trap.system} code of {key.edition}."
        for trap in key.traps
        if not edition.valid(trap.code, trap.system)
    )
    return faults


def _whole(spec: CodingSpec, key: CodingKey, world: World) -> Iterator[str]:
    required = [item for item in key.items if item.required]
    if not required:
        yield f"Task “{spec.id}” has nothing to code in its encounter."
    elif scope_of(spec, world.charts).diagnoses and not any(item.first for item in required):
        yield f"Task “{spec.id}” has no principal or first-listed diagnosis."
    if key.method == "poa_accuracy" and not any(item.poa for item in required):
        yield f"Task “{spec.id}” is graded on POA accuracy, but asks for no indicator."


def _codes(key: CodingKey, item: KeyItem, edition: codesets.CodeSet) -> Iterator[str]:
    for code in (item, *item.alternatives):
        if not edition.valid(code.code, item.system):
            yield f"{item.id}: {code.code} is not a valid {item.system} code of {key.edition}."


def _evidence(item: KeyItem, known: set[str]) -> Iterator[str]:
    if item.required and not item.evidence:
        yield f"{item.id} ({item.code}) has no evidence in the chart."
    for reference in item.evidence:
        if reference not in known:
            yield f"{item.id}: {reference} is not in the chart."


def _indicator(key: CodingKey, item: KeyItem, edition: codesets.CodeSet) -> Iterator[str]:
    if not key.poa or item.system != CodeSystem.CM or not item.required:
        return
    if item.poa is None:
        yield f"{item.id} ({item.code}) has no present-on-admission indicator."
    elif (item.poa == "exempt") != edition.poa_exempt(item.code):
        yield f"{item.id}: {item.code} and its present-on-admission indicator disagree about exemption."
