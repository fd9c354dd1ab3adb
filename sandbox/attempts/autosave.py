"""Drafts: the saved form of each task, with a revision so that two windows cannot overwrite each other unseen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.attempts import timing, work
from sandbox.attempts.models import Attempt, Draft, SubmittedAnswer
from sandbox.errors import Closed, Conflict
from sandbox.tasks.base import FormData


class StaleDraft(Conflict):
    """Somebody (usually the same person in another window) saved since. ``draft`` is what is saved now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            "This task was saved in another window since you opened it here.",
            "Reload to see what is saved, or save again to replace it.",
        )
        self.draft = draft


def draft_of(session: Session, attempt: Attempt, task: str) -> Draft | None:
    """What is saved of a task, None if nothing was."""
    return session.scalar(
        select(Draft)
        .where(Draft.attempt_id == attempt.id, Draft.task == task)
        .execution_options(populate_existing=True)
    )


def save_draft(
    session: Session,
    attempt: Attempt,
    task: str,
    form: FormData,
    revision: int,
    now: datetime,
    number: int | None = None,
) -> Draft:
    """Save a task's form. ``revision`` is that of the draft the form grew from, 0 for none; the new one is one more.

    Saving again what is saved already changes nothing, whatever the revision (a reply that got lost). Raises
    ``StaleDraft`` when another save came between, ``Conflict`` when the task is submitted or the form belongs to
    another round than the open one (``number``; None asks nothing), ``Closed`` after the end.
    """
    refuse_if_closed(session, attempt, task, now)
    refuse_other_round(work.at(attempt, task), number)
    tidy = work.tidy_form(form)
    saved = _insert(session, attempt, task, tidy, now) if revision == 0 else None
    if saved is not None:
        return saved
    changed = session.execute(
        update(Draft)
        .where(Draft.attempt_id == attempt.id, Draft.task == task, Draft.revision == revision)
        .values(form=tidy, revision=revision + 1, saved_at=now)
        .returning(Draft.id)
        .execution_options(synchronize_session=False)
    ).first()
    draft = draft_of(session, attempt, task)
    if draft is None:  # a revision of a draft that never was
        return save_draft(session, attempt, task, form, 0, now, number)
    if changed is None and draft.form != tidy:
        raise StaleDraft(draft)
    return draft


def _insert(session: Session, attempt: Attempt, task: str, form: dict[str, list[str]], now: datetime) -> Draft | None:
    draft = Draft(attempt_id=attempt.id, task=task, form=form, revision=1, saved_at=now)
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:
        return None
    return draft


def refuse_other_round(at_hand: work.Work, number: int | None) -> None:
    """Raise ``Conflict`` unless ``number`` is the open round, and unless a task that follows others is open."""
    if not at_hand.is_open:
        raise Conflict("This task is not open yet.", "Open it from the worklist.")
    if number is not None and number != at_hand.room.round:
        raise Conflict(
            f"Round {number} of this task is closed; round {at_hand.room.round} is open.",
            "Open the task again and go on from there. What you gave in the closed round counts.",
        )


def refuse_if_closed(session: Session, attempt: Attempt, task: str, now: datetime) -> None:
    """Raise ``Conflict`` if the task is submitted, ``Closed`` if the shift ended by hand or by the clock."""
    answered = select(SubmittedAnswer.id).where(SubmittedAnswer.attempt_id == attempt.id, SubmittedAnswer.task == task)
    if session.scalar(answered) is not None:
        raise Conflict("This task is already submitted.", "Go on with the next one on the worklist.")
    if attempt.submitted_at is not None:
        raise Closed("This shift is finished.", "What you had saved was submitted as it stood; nothing is lost.")
    if timing.is_over(attempt, now):
        raise Closed(
            "The time for this shift is over.", "What you had saved is submitted as it stood; nothing is lost."
        )
