"""Lint: an incident can be judged with the choices there are, its days are apart, and what it rests on shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sandbox.tasks.base import World
from sandbox.tasks.incident import story
from sandbox.tasks.incident.answer import COLLEAGUE, Course, IncidentKey, IncidentSpec
from sandbox.tasks.incident.choices import NOT_ASSESSED, STEPS
from sandbox.tasks.incident.scene import left

LEAST_DAYS = max(most for _, most in story.USUAL.values())


def check(spec: IncidentSpec, key: IncidentKey, world: World) -> list[str]:
    """One message for each fault."""
    faults = [fault for name, course in key.courses.items() for fault in _course(name, course, world)]
    return [*_chart(spec, key, world), *faults]


def _chart(spec: IncidentSpec, key: IncidentKey, world: World) -> Iterator[str]:
    sort = key.courses[COLLEAGUE].sort
    age = (world.today - left(world.charts[spec.charts[0]])).days
    if story.sorts()[sort].of_patient and age < LEAST_DAYS:
        yield (
            f"{sort}: the patient of {spec.charts[0]} left {age} days ago; let the encounter end {LEAST_DAYS} days "
            "before today or earlier (ended_by)"
        )


def _course(name: str, course: Course, world: World) -> Iterator[str]:
    where = f"{name} ({course.sort})"
    needed = {"what it is": course.standing, "its discovery": course.discovered}
    needed |= {f"the factor {factor}": told for factor, told in course.factors.items()}
    yield from (f"{where}: nothing shows {what}" for what, told in needed.items() if not told.evidence)
    if course.notifies and not (course.individuals.evidence and course.hhs.evidence):
        yield f"{where}: nothing shows when it was discovered, or how many are concerned"
    assessed = [told.accept[0] != NOT_ASSESSED for told in course.factors.values()]
    if any(assessed) != all(assessed):
        yield f"{where}: some factors are assessed and others are not"
    yield from (f"{where}: {code} cannot be chosen" for code in (*course.due, *course.may) if code not in STEPS)
    if name == COLLEAGUE and date.fromisoformat(course.discovered.accept[0]) > world.today:
        yield f"{where}: it is discovered after “today”"
