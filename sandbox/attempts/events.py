"""Events: what happened in an attempt, in order. Chart openings are events too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.attempts.models import Attempt, AttemptEvent
from sandbox.errors import Conflict

TRIES = 10  # two tabs may open documents at the same moment; each try takes the next free place


def record(
    session: Session, attempt: Attempt, task: str, kind: str, detail: Mapping[str, Any], now: datetime
) -> AttemptEvent:
    """Append one event; ``task`` is empty for what concerns the whole shift. Places are gapless from 1."""
    for _ in range(TRIES):
        last = session.scalar(select(func.max(AttemptEvent.sequence)).where(AttemptEvent.attempt_id == attempt.id))
        event = AttemptEvent(
            attempt_id=attempt.id, sequence=(last or 0) + 1, task=task, kind=kind, detail=dict(detail), at=now
        )
        try:
            with session.begin_nested():
                session.add(event)
        except IntegrityError:
            continue
        return event
    raise Conflict("The shift is busy in another window.", "Try again in a moment.")


def of_attempt(session: Session, attempt: Attempt, kind: str | None = None) -> Sequence[AttemptEvent]:
    """The attempt's events in order, all or of one kind."""
    query = select(AttemptEvent).where(AttemptEvent.attempt_id == attempt.id)
    if kind is not None:
        query = query.where(AttemptEvent.kind == kind)
    return session.scalars(query.order_by(AttemptEvent.sequence)).all()
