"""What lies on the desk for one task: chart, papers, the form with its draft, worklist and time left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from flask import url_for

from sandbox.attempts import autosave, timing, work
from sandbox.attempts.models import Attempt, Draft
from sandbox.charts.model import Statement
from sandbox.extensions import db
from sandbox.tasks.base import FieldErrors, FormData, Kind, Room, Spec
from sandbox.web.shared.reading import arranged
from sandbox.web.shared.viewer import Leaf, Viewer, viewer_of
from sandbox.web.shared.worklist import Entry, worklist
from sandbox.web.workbench import fields
from sandbox.web.workbench.fields import Filled

MOST_HITS = 60


@dataclass(frozen=True, slots=True)
class Closed:
    """A round that is closed: what it was called, and what was given in words."""

    stage: str
    lines: Sequence[Filled]


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that ``workbench/task.html`` draws. ``stale`` is the draft that another window saved meanwhile."""

    attempt: Attempt
    task_id: str
    spec: Spec
    kind: Kind[Any, Any, Any]
    room: Room
    form: Any
    draft: Draft | None
    viewer: Viewer
    entries: list[Entry]
    seconds_left: int | None
    search: str = ""
    hits: Sequence[tuple[Leaf, Statement]] = ()
    problems: Sequence[tuple[str, str]] = ()
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stale: Draft | None = None
    rounds: int = 1
    closed: Sequence[Closed] = ()

    @property
    def stage(self) -> str:
        """What the open round is called; empty for a task of one round."""
        return self.kind.stage(self.spec, self.room) if self.rounds > 1 else ""

    @property
    def last(self) -> bool:
        """Whether the open round is the last that there can be."""
        return self.room.round >= self.rounds

    @property
    def keep(self) -> str:
        """The name under which a browser keeps what is not saved yet."""
        return kept_as(self.attempt.id, self.task_id, self.room.round)

    @property
    def saved(self) -> Draft | None:
        """The draft, if anything of this round is saved."""
        return self.draft if self.draft and self.draft.form else None

    @property
    def today(self) -> date:
        """The simulated day."""
        return self.room.today

    @property
    def revision(self) -> int:
        """The revision that the next save grows from."""
        return self.draft.revision if self.draft else 0

    @property
    def address(self) -> str:
        """The page itself."""
        return url_for("workbench.task", attempt_id=self.attempt.id, task=self.task_id)


def lay_out(
    attempt: Attempt,
    task: str,
    now: datetime,
    *,
    given: FormData | None = None,
    errors: FieldErrors | None = None,
    document: str = "",
    search: str = "",
    stale: Draft | None = None,
    order: str = "",
) -> Desk:
    """The desk for one task. ``given`` is what was typed just now; without it the saved draft is shown."""
    at_hand = work.at(attempt, task)
    draft = autosave.draft_of(db.session, attempt, task)
    filled = given if given is not None else draft.form if draft and draft.form else None
    spec, kind, room = at_hand.spec, at_hand.kind, at_hand.room
    form = kind.blank(spec, room) if filled is None else kind.form(spec, room, filled)
    viewer = arranged(viewer_of(attempt.variant.sha256, room, spec, document), order)
    return Desk(
        attempt,
        task,
        spec,
        kind,
        room,
        form,
        draft,
        viewer,
        worklist(attempt, now),
        timing.seconds_left(attempt, now),
        search,
        find(viewer, search),
        fields.attach(form, errors.fields) if errors else (),
        errors.fields if errors else {},
        stale,
        at_hand.rounds,
        closed_rounds(attempt, task, room),
    )


def kept_as(attempt: int, task: str, number: int) -> str:
    """The name under which a browser keeps what is not saved yet: one for each round of a task."""
    return f"mrt-{attempt}-{task}" + (f".{number}" if number > 1 else "")


def closed_rounds(attempt: Attempt, task: str, room: Room) -> list[Closed]:
    """The closed rounds of a task with what was given, as the form of each round says it."""
    rounds = []
    for number, answer in enumerate(room.earlier, 1):
        then = work.at(attempt, task, number)
        form = then.kind.form(then.spec, then.room, then.kind.fill(answer))
        viewer = viewer_of(attempt.variant.sha256, then.room, then.spec)
        rounds.append(Closed(then.kind.stage(then.spec, then.room), quoted(fields.summary(form), viewer)))
    return rounds


def quoted(lines: list[Filled], viewer: Viewer) -> list[Filled]:
    """The lines of a summary with statement ids in the words of the chart."""
    words = {ref: f"{leaf.title}: “{statement.text}”" for ref, (leaf, statement) in viewer.statements.items()}
    return [
        replace(line, value=" ".join(words[part] for part in line.value.split()))
        if all(part in words for part in line.value.split())
        else line
        for line in lines
    ]


def find(viewer: Viewer, search: str) -> list[tuple[Leaf, Statement]]:
    """Statements that contain the words searched for, at most ``MOST_HITS``: search for browsers without script."""
    wanted = search.strip().casefold()
    if not wanted:
        return []
    hits = (hit for hit in viewer.statements.values() if wanted in hit[1].text.casefold())
    return list(islice(hits, MOST_HITS))
