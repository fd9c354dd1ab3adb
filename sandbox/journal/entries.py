"""Writing and reading the journal. Operations that change what others rely on call ``write`` in their transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.journal.models import JournalEntry


class Row(Protocol):
    """A stored row: anything with a table and an integer id."""

    __tablename__: str

    @property
    def id(self) -> int: ...


def name_of(row: Row) -> str:
    """How the journal names a stored row, e.g. ``assignment:12``."""
    return f"{row.__tablename__}:{row.id}"


def write(
    session: Session,
    *,
    actor: Row | None,
    act: str,
    subject: Row | str,
    detail: Mapping[str, Any],
    now: datetime,
    program_id: int | None = None,
) -> JournalEntry:
    """Add one entry. ``act`` is ``noun.verb`` in the past (``mark.overridden``); ``detail`` must be JSON-able.

    ``actor`` is None for acts of the installation itself (a deadline that passed, a command).
    """
    entry = JournalEntry(
        program_id=program_id,
        actor_id=actor.id if actor else None,
        act=act,
        subject=subject if isinstance(subject, str) else name_of(subject),
        detail=dict(detail),
        at=now,
    )
    session.add(entry)
    session.flush()
    return entry


def about(session: Session, subject: Row | str) -> Sequence[JournalEntry]:
    """All entries about one thing, oldest first."""
    name = subject if isinstance(subject, str) else name_of(subject)
    return session.scalars(select(JournalEntry).where(JournalEntry.subject == name).order_by(JournalEntry.id)).all()


def of_program(
    session: Session, program_id: int, *, limit: int = 100, before: int | None = None
) -> Sequence[JournalEntry]:
    """A program's latest entries, newest first; ``before`` is the id of the last one already seen."""
    query = select(JournalEntry).where(JournalEntry.program_id == program_id)
    if before is not None:
        query = query.where(JournalEntry.id < before)
    return session.scalars(query.order_by(JournalEntry.id.desc()).limit(limit)).all()
