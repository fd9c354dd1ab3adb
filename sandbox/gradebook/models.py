"""Overrides: an instructor's judgment over one mark."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sandbox.attempts.models import MarkRow
from sandbox.database import AppendOnly, Base, Moment, PrimaryKey, Prose
from sandbox.people.models import Account


class Override(AppendOnly, Base):
    """An instructor's credit for one item of one answer. It outlives regrading; the latest revision counts."""

    __tablename__ = "override"
    __table_args__ = (
        UniqueConstraint("mark_id", "revision"),
        CheckConstraint("credit >= 0 AND credit <= 1", name="credit_range"),
        CheckConstraint("length(reason) > 0", name="reason_given"),
    )

    id: Mapped[PrimaryKey]
    mark_id: Mapped[int] = mapped_column(ForeignKey("mark.id"), index=True)
    revision: Mapped[int]
    credit: Mapped[float]
    waive_penalty: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Prose]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[Moment]

    mark: Mapped[MarkRow] = relationship()
    by: Mapped[Account] = relationship()
