"""Closing a round of a staged task: what was given and what the world answers are appended to the attempt, together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sandbox.attempts import autosave, events, lifecycle, stages, work
from sandbox.attempts.models import Attempt, Draft, SubmittedAnswer
from sandbox.errors import Conflict
from sandbox.scenarios import variants
from sandbox.tasks.base import Acts, Answer, FieldErrors, FormData
from sandbox.tasks.staged import Reply


def open_task(session: Session, attempt: Attempt, task: str, now: datetime) -> None:
    """Open a task that follows others, once: what it finds is decided now and kept. Does nothing for other tasks.

    ``Conflict`` while a task that it follows is not submitted.
    """
    at_hand = work.at(attempt, task)
    if not at_hand.kind.follows(at_hand.spec) or at_hand.is_open:
        return
    session.refresh(attempt, with_for_update=True)
    if stages.is_open(stages.happened(session, attempt, task)):
        return
    waiting = stages.waits_for(session, attempt, at_hand.kind, at_hand.spec)
    if waiting:
        titles = ", ".join(f"“{spec.title}”" for spec in work.tasks(attempt) if spec.id in waiting)
        raise Conflict(f"This task comes after {titles}.", "Submit that first; what you find here depends on it.")
    acts = Acts((), stages.before(session, attempt, at_hand.kind.follows(at_hand.spec)))
    reply = variants.made(session, attempt.variant).reply(task, acts)
    events.record(session, attempt, task, stages.OPENED, {}, now)
    if reply is not None:
        events.record(session, attempt, task, stages.REPLIED, {"round": 0, "reply": reply.plain()}, now)


def close_round(
    session: Session, attempt: Attempt, task: str, form: FormData, number: int, now: datetime
) -> Reply | SubmittedAnswer | FieldErrors:
    """Close the open round, which must be ``number``, or submit the task if nothing follows it.

    The answer of the round and the world's reply are stored in one transaction and the draft starts afresh.
    ``FieldErrors`` cost nothing; ``Conflict`` when the round was closed or the task submitted before; ``Closed`` once
    the shift is over.
    """
    session.refresh(attempt, with_for_update=True)  # one at a time, so that two windows cannot close a round twice
    autosave.refuse_if_closed(session, attempt, task, now)
    at_hand = work.at(attempt, task)
    autosave.refuse_other_round(at_hand, number)
    parsed = at_hand.kind.parse(at_hand.spec, at_hand.room, work.tidy_form(form))
    if isinstance(parsed, FieldErrors):
        return parsed
    reply = lifecycle.reply_to(session, attempt, at_hand, parsed)
    if reply is None:
        return lifecycle.submit_task(session, attempt, task, form, now)
    given = {"round": number, "answer": parsed.model_dump(mode="json")}
    events.record(session, attempt, task, stages.CLOSED, given, now)
    events.record(session, attempt, task, stages.REPLIED, {"round": number, "reply": reply.plain()}, now)
    _start_afresh(session, attempt, task, now)
    return reply


def hand_in(session: Session, attempt: Attempt, task: str, answer: Answer, now: datetime) -> SubmittedAnswer:
    """Give a whole answer as its trainee would, round by round, and submit it; rounds that it lacks are left empty.

    For the demo and for tests. ``ValueError`` for an answer that the form cannot say.
    """
    at_hand = work.at(attempt, task)
    open_task(session, attempt, task, now)
    pieces = [at_hand.kind.fill(piece) for piece in at_hand.kind.split(answer)]
    for number in range(1, at_hand.rounds + 1):
        form = pieces[number - 1] if number <= len(pieces) else {}
        result = close_round(session, attempt, task, form, number, now)
        if isinstance(result, SubmittedAnswer):
            return result
        if isinstance(result, FieldErrors):
            raise ValueError(f"round {number} of {task} cannot be read: {dict(result.fields)}")
    raise ValueError(f"{task} goes on after its last round")


def _start_afresh(session: Session, attempt: Attempt, task: str, now: datetime) -> None:
    """Empty the draft. Its revision goes on, so that a window that still shows the closed round is stale."""
    draft = autosave.draft_of(session, attempt, task)
    if draft is None:
        session.add(Draft(attempt_id=attempt.id, task=task, form={}, revision=1, saved_at=now))
    else:
        draft.form, draft.revision, draft.saved_at = {}, draft.revision + 1, now
    session.flush()
