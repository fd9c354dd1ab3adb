"""The worklist of a shift: its tasks with where each stands. Nothing of the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for

from sandbox.attempts import lifecycle, marking, release, stages, work
from sandbox.attempts.models import Attempt, SubmittedAnswer
from sandbox.extensions import db
from sandbox.gradebook import ledger
from sandbox.scenarios import variants
from sandbox.scoring.points import Points
from sandbox.tasks.matters import Turn

NOT_STARTED, SAVED, SUBMITTED, LEFT_OUT = "Not started", "In progress", "Submitted", "Not submitted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One task of the worklist. ``points`` only once feedback is open; ``address`` leads to what can be done now.

    ``received`` and ``age`` (days) tell when what waits in it came; ``note`` is what the trainee noted of it when they
    put the queue in order.
    """

    task: str
    title: str
    work: str
    minutes: int
    status: str
    address: str
    points: Points | None = None
    received: date | None = None
    age: int = 0
    note: str = ""

    @property
    def done(self) -> bool:
        """Whether nothing remains to do."""
        return self.status in {SUBMITTED, LEFT_OUT}


def worklist(attempt: Attempt, now: datetime) -> list[Entry]:
    """The tasks of a shift in order: as in the file, the requests of a queue as the trainee put them."""
    answers = lifecycle.answers(db.session, attempt)
    drafts = lifecycle.drafts(db.session, attempt)
    open_feedback = bool(answers) and release.may_see_feedback(attempt, now)
    points = ledger.points_of_answers(db.session, [a.id for a in answers.values()]) if open_feedback else {}
    entries, shown = [], variants.shown(attempt.variant)
    for spec in work.tasks(attempt):
        answer = answers.get(spec.id)
        status = SUBMITTED if answer else SAVED if spec.id in drafts else NOT_STARTED
        if attempt.submitted_at is not None and not answer:
            status = LEFT_OUT
        endpoint = "feedback.task" if answer or attempt.submitted_at is not None else "workbench.task"
        address = url_for(endpoint, attempt_id=attempt.id, task=spec.id)
        kind = work.kind(spec.kind)
        received = kind.received(spec, shown.given[spec.id])
        age = (shown.today - received).days if received else 0
        held = bool(stages.feedback_waits_for(db.session, attempt, spec))
        earned = points.get(answer.id) if answer and not held else None
        facts = (spec.id, spec.title, kind.title, spec.minutes, status, address, earned)
        entries.append(Entry(*facts, received=received, age=age))
    return in_turn(entries, _turns(attempt, answers))


def _turns(attempt: Attempt, answers: Mapping[str, SubmittedAnswer]) -> list[Turn]:
    """The order that submitted queues give to tasks they list."""
    turns: list[Turn] = []
    for spec in work.tasks(attempt):
        kind = work.kind(spec.kind)
        if spec.id in answers and kind.lists(spec):
            turns += kind.turns(spec, marking.read_answer(answers[spec.id]))
    return turns


def in_turn(entries: Sequence[Entry], turns: Sequence[Turn]) -> list[Entry]:
    """The entries that ``turns`` names in its order, with its notes, in the places that they have; others stay.

    Of a task that is named twice the first turn counts.
    """
    named = {entry.task: entry for entry in entries}
    first = {turn.task: turn for turn in reversed(turns) if turn.task in named}
    order = [task for task in dict.fromkeys(turn.task for turn in turns) if task in first]
    wanted = iter([replace(named[task], note=first[task].note) for task in order])
    return [next(wanted) if entry.task in first else entry for entry in entries]


def next_open(entries: list[Entry], after: str = "") -> Entry | None:
    """The next task still to do: the first one after ``after``, else the first of all, else None."""
    names = [entry.task for entry in entries]
    start = names.index(after) + 1 if after in names else 0
    return next((entry for entry in entries[start:] + entries[:start] if not entry.done), None)
