"""The worklist of a shift: its tasks with where each stands. Nothing of the key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from sandbox.attempts import lifecycle, release, stages, work
from sandbox.attempts.models import Attempt
from sandbox.extensions import db
from sandbox.gradebook import ledger
from sandbox.scoring.points import Points

NOT_STARTED, SAVED, SUBMITTED, LEFT_OUT = "Not started", "In progress", "Submitted", "Not submitted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One task of the worklist. ``points`` only once feedback is open; ``address`` leads to what can be done now."""

    task: str
    title: str
    work: str
    minutes: int
    status: str
    address: str
    points: Points | None = None

    @property
    def done(self) -> bool:
        """Whether nothing remains to do."""
        return self.status in {SUBMITTED, LEFT_OUT}


def worklist(attempt: Attempt, now: datetime) -> list[Entry]:
    """The tasks of a shift in order."""
    answers = lifecycle.answers(db.session, attempt)
    drafts = lifecycle.drafts(db.session, attempt)
    open_feedback = bool(answers) and release.may_see_feedback(attempt, now)
    points = ledger.points_of_answers(db.session, [a.id for a in answers.values()]) if open_feedback else {}
    entries = []
    for spec in work.tasks(attempt):
        answer = answers.get(spec.id)
        status = SUBMITTED if answer else SAVED if spec.id in drafts else NOT_STARTED
        if attempt.submitted_at is not None and not answer:
            status = LEFT_OUT
        endpoint = "feedback.task" if answer or attempt.submitted_at is not None else "workbench.task"
        address = url_for(endpoint, attempt_id=attempt.id, task=spec.id)
        kind = work.kind(spec.kind).title
        held = bool(stages.feedback_waits_for(db.session, attempt, spec))
        earned = points.get(answer.id) if answer and not held else None
        entries.append(Entry(spec.id, spec.title, kind, spec.minutes, status, address, earned))
    return entries


def next_open(entries: list[Entry], after: str = "") -> Entry | None:
    """The next task still to do: the first one after ``after``, else the first of all, else None."""
    names = [entry.task for entry in entries]
    start = names.index(after) + 1 if after in names else 0
    return next((entry for entry in entries[start:] + entries[:start] if not entry.done), None)
