"""What the author asks, what the trainee gives, and what is right for each request of a queue."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from sandbox.tasks.base import Answer, Key, Part, Spec

LETTERS = "ABCDEFGHIJ"
NONE = "none"


class QueueSpec(Spec):
    """Put the requests of a shift in order, each with its legal clock."""

    kind: Literal["queue"] = "queue"
    charts: tuple[str, ...] = Field(description="Charts to look into; those that the requests are about.", min_length=1)
    requests: tuple[str, ...] = Field(
        description="Ids of the tasks of this file that hold the requests of the queue, 4 to 10.",
        min_length=4,
        max_length=len(LETTERS),
    )

    @field_validator("requests")
    @classmethod
    def _once(cls, requests: tuple[str, ...]) -> tuple[str, ...]:
        twice = [name for place, name in enumerate(requests) if name in requests[:place]]
        if twice:
            raise ValueError(f"“{twice[0]}” is listed twice; list each request once")
        return requests


class Row(Part):
    """What is given for one request; empty texts and None mean: not answered.

    ``last_day`` is an ISO date or ``none``, ``extension`` is ``yes``, ``no`` or ``none`` (no clock runs), ``place``
    counts from 1.
    """

    letter: str
    task: str
    clock: str = ""
    last_day: str = ""
    extension: str = ""
    place: int | None = None


class QueueAnswer(Answer):
    """A row for each request for which something is given."""

    rows: tuple[Row, ...] = ()

    def row(self, task: str) -> Row:
        """The row of a request; an empty one where nothing was given."""
        return next((row for row in self.rows if row.task == task), Row(letter="", task=task))


class KeyRequest(Part):
    """One request: when it came, which clock runs, until when, and why it may not wait for any clock.

    ``clocks`` and ``due`` as in ``Matter``. Evidence is ``papers:statement`` in the copies of this task.
    """

    letter: str
    task: str
    title: str
    received: date
    clocks: tuple[str, ...]
    due: tuple[date, ...]
    days: int | None
    clock: str
    citation: str
    urgent: str
    danger: bool
    evidence: tuple[str, ...]
    asked: tuple[str, ...]
    pressing: tuple[str, ...]


class QueueKey(Key):
    """The requests in the order of the pile, and where the desk procedure says what comes first."""

    today: date
    requests: tuple[KeyRequest, ...]
    procedure: dict[str, str]
