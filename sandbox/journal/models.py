"""The journal: who did what, written in the same transaction as the act. Append-only."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from sandbox.database import AppendOnly, Base, Line, Moment, Plain, PrimaryKey


class JournalEntry(AppendOnly, Base):
    """One act. ``subject`` names the thing acted on (``assignment:12``); ``detail`` holds before and after."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_subject", "subject"),)

    id: Mapped[PrimaryKey]
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[Line]
    detail: Mapped[Plain]
    at: Mapped[Moment]
