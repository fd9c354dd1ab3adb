"""Lint of a desk of corrections against its charts."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.tasks.base import PAPERS, World
from sandbox.tasks.corrections.answer import CorrectionsKey, CorrectionsSpec, KeyItem


def check(spec: CorrectionsSpec, key: CorrectionsKey, world: World) -> list[str]:
    """Faults of a key: too few requests, places that do not exist, one statement that two requests are about."""
    known = world.statements(spec.charts)
    faults: list[str] = []
    if len(key.items) < spec.count[0]:
        faults.append(
            f"Only {len(key.items)} requests could be drawn, not {spec.count[0]}: name more sorts, or plant what they "
            "are about."
        )
    if not key.spare:
        faults.append("Every statement of the charts is about some request.")
    seen: set[str] = set()
    for item in key.items:
        faults.extend(_item(item, known))
        faults.extend(f"{item.id}: another request is about {place} too." for place in item.places if place in seen)
        seen.update(item.places)
    return faults


def _item(item: KeyItem, known: set[str]) -> Iterator[str]:
    if not item.places:
        yield f"{item.id} is about nothing."
    for place in (*item.places, *item.beside):
        if place not in known and not place.startswith(f"{PAPERS}:"):
            yield f"{item.id}: {place} is not in the chart."
    if not (all(item.citations.values()) and item.told and all(item.shows.values())):
        yield f"{item.id} lacks a citation, a place or whom to tell."
