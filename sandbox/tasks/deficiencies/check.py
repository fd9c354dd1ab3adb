"""Lint of a tracking's key against its charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sandbox.tasks.base import World
from sandbox.tasks.deficiencies.answer import DeficienciesKey, DeficienciesSpec, KeyItem
from sandbox.tasks.findings import is_missing


def check(spec: DeficienciesSpec, key: DeficienciesKey, world: World) -> list[str]:
    """Faults of a key: places and people that do not exist, two deficiencies in one place, a stay not over."""
    faults = [*_ambiguous(key), *_days(spec, key, world)]
    known = world.statements(spec.charts)
    for item in key.items:
        faults.extend(_item(item, key, known))
    return faults


def _days(spec: DeficienciesSpec, key: DeficienciesKey, world: World) -> Iterator[str]:
    for slot in spec.charts:
        if world.charts[slot].encounters[0].ended is None:
            yield f"The patient of {slot} is not discharged yet."
        if key.discharged[slot] > key.today:
            yield f"The patient of {slot} leaves after the first day of the tracking."
        if world.charts[slot].facility.id != world.facility.id:
            yield f"{slot} is a chart of another facility; one policy is asked for."


def _ambiguous(key: DeficienciesKey) -> Iterator[str]:
    places = Counter((item.documents[0], is_missing(item.documents[0]) and item.type) for item in key.items)
    yield from (f"Two deficiencies are at {place}." for (place, _), count in places.items() if count > 1)


def _item(item: KeyItem, key: DeficienciesKey, known: set[str]) -> Iterator[str]:
    yield from (f"{item.id}: there is no place {place}." for place in item.documents if place not in key.documents)
    people = [person for person in (item.owner, item.successor) if person]
    yield from (f"{item.id}: {person} is not on the roster." for person in people if person not in key.staff)
    if not item.owner:
        yield f"{item.id}: nobody can complete it."
    if not item.evidence:
        yield f"{item.id} has no evidence in the chart."
    yield from (f"{item.id}: {one} is not in the chart." for one in item.evidence if one not in known)
    if not item.citation:
        yield f"{item.id} cites no rule."
