"""What every kind's form says is still open: nothing once all is done, something before."""

from __future__ import annotations

from functools import cache

import pytest

from sandbox.scenarios.load import from_library, library
from sandbox.scenarios.materialise import Made, materialise
from sandbox.scenarios.play import play
from sandbox.web.workbench import fields

USED = sorted({task.kind for slug in library() for task in from_library(slug).tasks})


@cache
def shortest_with(kind: str) -> Made:
    """The shortest scenario of the library in which this kind of work occurs."""
    found = [one for one in map(from_library, library()) if kind in {task.kind for task in one.tasks}]
    return materialise(min(found, key=lambda one: len(one.tasks)), 0)


@pytest.mark.parametrize("name", USED)
def test_a_perfect_trainee_leaves_nothing_open(name: str) -> None:
    made = shortest_with(name)
    for spec in (task for task in made.scenario.tasks if task.kind == name):
        kind = made.kind(spec.id)
        for step in play(made, spec.id, kind.samples(spec, made.key(spec.id)).ideal):
            form = kind.form(spec, step.room, kind.fill(step.given))
            assert fields.left_open(form) == [], "say in the form's `asked_when` when this is asked"


@pytest.mark.parametrize("name", [name for name in USED if name != "audit"])
def test_who_gives_nothing_is_told_what_is_open(name: str) -> None:
    """An audit of an access log alone asks for nothing line by line."""
    made = shortest_with(name)
    spec = next(task for task in made.scenario.tasks if task.kind == name)
    assert fields.left_open(made.kind(spec.id).blank(spec, made.room(spec.id)))
