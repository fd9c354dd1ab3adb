"""Attempts: events, drafts, answers and marks over an immutable variant."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sandbox.database import AppendOnly, Base, Line, Moment, Plain, PrimaryKey, Prose, UtcDateTime
from sandbox.people.models import Account
from sandbox.programs.models import Assignment
from sandbox.scenarios.models import ScenarioVersion, Variant


class Mode(StrEnum):
    """Practice gives feedback at once and never counts; graded follows the assignment's policy."""

    PRACTICE = "practice"
    GRADED = "graded"


mode_column = Enum(Mode, values_callable=lambda e: [m.value for m in e], native_enum=False, length=10)


class Attempt(Base):
    """One trainee's try at one variant. ``number`` counts tries of one assignment (or of one practice scenario).

    The limit of attempts is kept by the unique (account, assignment, number) together with ``number <= allowed``. One
    graded attempt at a time is open for an assignment, so that a double click cannot spend two.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("account_id", "assignment_id", "number"),
        CheckConstraint("number >= 1 AND number <= allowed", name="within_limit"),
        CheckConstraint("(mode = 'graded') = (assignment_id IS NOT NULL)", name="graded_is_assigned"),
        Index(
            "uq_attempt_open",
            "account_id",
            "assignment_id",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        Index(
            "uq_attempt_practice",
            "account_id",
            "version_id",
            "number",
            unique=True,
            sqlite_where=text("mode = 'practice'"),
            postgresql_where=text("mode = 'practice'"),
        ),
    )

    id: Mapped[PrimaryKey]
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"))
    mode: Mapped[Mode] = mapped_column(mode_column)
    number: Mapped[int]
    allowed: Mapped[int]
    started_at: Mapped[Moment]
    limit_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # end of the personal time limit, fixed at the start
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()
    assignment: Mapped[Assignment | None] = relationship()
    version: Mapped[ScenarioVersion] = relationship()
    variant: Mapped[Variant] = relationship()

    @property
    def deadline_at(self) -> datetime | None:
        """The sooner of time limit and due date; the due date is read live so that extending it helps at once."""
        due = self.assignment.due_at if self.assignment else None
        moments = [moment for moment in (self.limit_at, due) if moment is not None]
        return min(moments, default=None)


class AttemptEvent(AppendOnly, Base):
    """One thing that happened in an attempt: a document opened, an act in the simulated world. Append-only."""

    __tablename__ = "attempt_event"
    __table_args__ = (UniqueConstraint("attempt_id", "sequence"),)

    id: Mapped[PrimaryKey]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    sequence: Mapped[int]
    task: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))  # document_opened, draft_saved, task_submitted …
    detail: Mapped[Plain]
    at: Mapped[Moment]


class Draft(Base):
    """The saved form of one task. ``revision`` counts saves; a save that names an older one is refused as stale."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("attempt_id", "task"),)

    id: Mapped[PrimaryKey]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    task: Mapped[str] = mapped_column(String(80))
    form: Mapped[Plain]  # field name -> list of values
    revision: Mapped[int]
    saved_at: Mapped[Moment]


class SubmittedAnswer(AppendOnly, Base):
    """The answer of one task, as submitted. Never changed. One a task, by constraint: a double submit is a conflict."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("attempt_id", "task"),)

    id: Mapped[PrimaryKey]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    task: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))
    answer: Mapped[Plain]
    submitted_at: Mapped[Moment]

    attempt: Mapped[Attempt] = relationship()


class MarkRow(AppendOnly, Base):
    """One mark of one answer under one key version. Regrading appends; the highest key version counts."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("answer_id", "key_version", "item"),
        CheckConstraint("credit >= 0 AND credit <= 1", name="credit_range"),
        Index("ix_mark_item", "item"),
    )

    id: Mapped[PrimaryKey]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    key_version: Mapped[int]
    position: Mapped[int]
    item: Mapped[str] = mapped_column(String(200))
    group: Mapped[Line]
    label: Mapped[Line]
    weight: Mapped[float]
    credit: Mapped[float]
    penalty: Mapped[float]
    critical: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(40))
    feedback: Mapped[Prose]
    given: Mapped[Prose]
    expected: Mapped[Prose]
    evidence: Mapped[list[Any]] = mapped_column(JSON)  # [[chart, statement], …]
    citation: Mapped[Prose]

    answer: Mapped[SubmittedAnswer] = relationship()
