"""What lies before a trainee in one task of an attempt: its spec, its kind and its room. Nothing of the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import object_session

from sandbox.attempts import stages
from sandbox.attempts.models import Attempt
from sandbox.errors import Invalid, NotFound
from sandbox.scenarios import variants, versions
from sandbox.scenarios.makers import makers
from sandbox.scenarios.models import ScenarioVersion
from sandbox.tasks.base import Answer, FormData, Kind, Room, Spec

LARGEST_FORM = 500_000  # characters over all fields; a full coding answer with evidence is below 20,000


@dataclass(frozen=True, slots=True)
class Work:
    """One task, ready to render, parse and fill. ``is_open`` is false until a task that follows others is opened."""

    spec: Spec
    kind: Kind[Any, Any, Any]
    room: Room
    is_open: bool = True

    @property
    def rounds(self) -> int:
        """How many rounds the task has at most."""
        return self.kind.rounds(self.spec)

    def joined(self, parsed: Answer | None) -> Answer:
        """The answer to submit: the closed rounds with what was read in the open one (None: it could not be read)."""
        read = self.room.earlier if parsed is None else (*self.room.earlier, parsed)
        answer: Answer = self.kind.joined(read)
        return answer


def tasks(attempt: Attempt) -> tuple[Spec, ...]:
    """The attempt's tasks in the order of the worklist."""
    return tasks_of_version(attempt.version)


def tasks_of_version(version: ScenarioVersion) -> tuple[Spec, ...]:
    """The tasks of a scenario version in the order of the worklist, without loading a variant."""
    return tuple(versions.scenario_of(version).tasks)


def at(attempt: Attempt, task: str, number: int | None = None) -> Work:
    """The task with this id, as it stands in the attempt, or as it stood in the round ``number``.

    ``NotFound`` if the scenario has no such task.
    """
    shown = variants.shown(attempt.variant)
    for spec in shown.tasks:
        if spec.id == task:
            return _as_it_stands(attempt, spec, shown.kind(task), shown.room(task), number)
    raise NotFound(f"This shift has no task “{task}”.", "Go back to the worklist and open a task from there.")


def _as_it_stands(attempt: Attempt, spec: Spec, kind: Kind[Any, Any, Any], room: Room, number: int | None) -> Work:
    session = object_session(attempt)
    if session is None or not stages.is_staged(kind, spec):
        return Work(spec, kind, room)
    happened = stages.happened(session, attempt, spec.id)
    is_open = not kind.follows(spec) or stages.is_open(happened)
    return Work(spec, kind, stages.room_now(kind, room, happened, number), is_open)


def kind(name: str) -> Kind[Any, Any, Any]:
    """The kind that a stored answer names."""
    return makers().kinds[name]


def tidy_form(form: FormData) -> dict[str, list[str]]:
    """A form as it is stored: names to lists of texts, without NUL characters (PostgreSQL cannot hold them).

    ``Invalid`` if it is far larger than any answer can be.
    """
    tidy = {name.replace("\0", ""): [value.replace("\0", "") for value in values] for name, values in form.items()}
    size = sum(len(name) + sum(map(len, values)) for name, values in tidy.items())
    if size > LARGEST_FORM:
        raise Invalid(
            f"This is too much to save: {size:,} characters where {LARGEST_FORM:,} fit.",
            "Remove what was pasted by mistake. What was saved before is unchanged.",
        )
    return tidy


def without(form: Mapping[str, Sequence[str]], fields: Mapping[str, object]) -> dict[str, list[str]]:
    """The form less the named fields and everything nested in them (``codes`` takes ``codes-2-code`` with it)."""
    return {
        name: list(values)
        for name, values in form.items()
        if not any(name == field or name.startswith(f"{field}-") for field in fields)
    }
