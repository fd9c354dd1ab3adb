"""The key of a coding task, from the facts behind the chart."""

from __future__ import annotations

from sandbox.tasks.base import World
from sandbox.tasks.coding.answer import CodingKey, CodingSpec, scope_of
from sandbox.tasks.record import items_of, traps_of


def derive(spec: CodingSpec, world: World) -> CodingKey:
    """Required and optional codes of the encounter, and the traps laid in it."""
    scope = scope_of(spec, world.charts)
    items = items_of(world, scope)
    return CodingKey(
        edition=world.edition,
        inpatient=scope.inpatient,
        method=spec.method,
        poa=scope.poa,
        evidence=spec.evidence,
        dates=spec.procedure_dates,
        items=items,
        traps=traps_of(world, scope, items),
    )
