"""Where a staged task stands in an attempt: its closed rounds and the world's replies, read from the events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts.models import Attempt, AttemptEvent, SubmittedAnswer
from sandbox.scenarios.makers import makers
from sandbox.tasks.base import Answer, Kind, Room, Spec
from sandbox.tasks.staged import Reply

OPENED, CLOSED, REPLIED = "task_opened", "round_closed", "world_replied"


def is_staged(kind: Kind[Any, Any, Any], spec: Spec) -> bool:
    """Whether what a trainee sees in a task depends on what they did."""
    return kind.rounds(spec) > 1 or bool(kind.follows(spec))


def happened(session: Session, attempt: Attempt, task: str) -> Sequence[AttemptEvent]:
    """The events of a task that make its room: its opening, its closed rounds, the world's replies."""
    query = select(AttemptEvent).where(
        AttemptEvent.attempt_id == attempt.id,
        AttemptEvent.task == task,
        AttemptEvent.kind.in_((OPENED, CLOSED, REPLIED)),
    )
    return session.scalars(query.order_by(AttemptEvent.sequence)).all()


def room_now(kind: Kind[Any, Any, Any], room: Room, events: Sequence[AttemptEvent], most: int | None = None) -> Room:
    """The variant's room with what happened in it; ``most`` stops at an earlier round."""
    closed: Answer | None = None
    for event in events:
        if event.kind == CLOSED:
            if most is not None and room.round >= most:
                break
            closed = kind.answer_type.model_validate(event.detail["answer"])
        elif event.kind == REPLIED:
            room = room.after(Reply.from_plain(event.detail["reply"]), closed)
            closed = None
    return room


def is_open(events: Sequence[AttemptEvent]) -> bool:
    """Whether a task that follows others has been opened."""
    return any(event.kind == OPENED for event in events)


def waits_for(session: Session, attempt: Attempt, kind: Kind[Any, Any, Any], spec: Spec) -> list[str]:
    """Ids of the tasks that must be submitted before this one opens."""
    wanted = kind.follows(spec)
    return [task for task in wanted if task not in before(session, attempt, wanted)] if wanted else []


def feedback_waits_for(session: Session, attempt: Attempt, spec: Spec) -> list[str]:
    """Ids of the tasks to submit before feedback on this one may be shown: those whose keys it would tell.

    Empty once the shift is over, when no answer can change any more.
    """
    kinds = makers().kinds
    wanted = kinds[spec.kind].lists(spec) if attempt.submitted_at is None else ()
    return [task for task in wanted if task not in before(session, attempt, wanted)] if wanted else []


def before(session: Session, attempt: Attempt, tasks: Sequence[str]) -> dict[str, Answer]:
    """The submitted answers of these tasks."""
    if not tasks:
        return {}
    query = select(SubmittedAnswer).where(SubmittedAnswer.attempt_id == attempt.id, SubmittedAnswer.task.in_(tasks))
    kinds = makers().kinds
    return {row.task: kinds[row.kind].answer_type.model_validate(row.answer) for row in session.scalars(query)}
