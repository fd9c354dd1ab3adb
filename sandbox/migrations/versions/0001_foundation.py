"""People, programs, scenarios, attempts, marks and the journal.

Constraint names follow the convention of ``sandbox.database.NAMING``, which Alembic applies here.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "account",
    "program",
    "program_member",
    "course",
    "course_member",
    "scenario",
    "scenario_version",
    "variant",
    "variant_truth",
    "derived_key",
    "assignment",
    "attempt",
    "attempt_event",
    "draft",
    "answer",
    "mark",
    "override",
    "journal_entry",
)
"""In order of creation: each refers to earlier ones alone."""

ROLES = ("trainee", "instructor", "program_admin")
MODES = ("practice", "graded")
FEEDBACK_MOMENTS = ("after_submit", "after_due", "when_released")


def upgrade() -> None:
    _people_and_programs()
    _scenarios()
    _variants()
    _assignments()
    _attempts()
    _work()
    _marks()
    _journal()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _text(name: str, length: int, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, **options)


def _prose(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _fraction(name: str) -> sa.Column[float]:
    return sa.Column(name, sa.Double, nullable=False)


def _switch(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _plain(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON, nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _refers(name: str, target: str, *, nullable: bool = False, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{target}.id"), nullable=nullable, index=index)


def _choice(name: str, choices: tuple[str, ...], length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.Enum(*choices, name=name, native_enum=False, length=length), nullable=False)


def _people_and_programs() -> None:
    op.create_table(
        "account",
        _id(),
        _text("email", 254, unique=True),
        _text("name", 255),
        _text("password_hash", 255),
        _number("session_epoch"),
        _fraction("time_factor"),
        _switch("is_site_admin"),
        _switch("active"),
        _moment("created_at"),
        _moment("last_seen_at", nullable=True),
        sa.CheckConstraint("email = lower(email)", name="email_lower"),
    )
    op.create_table("program", _id(), _text("name", 255), _text("slug", 80, unique=True), _moment("created_at"))
    op.create_table(
        "program_member",
        _id(),
        _refers("program_id", "program"),
        _refers("account_id", "account", index=True),
        _choice("role", ROLES, 20),
        sa.UniqueConstraint("program_id", "account_id"),
    )
    op.create_table(
        "course",
        _id(),
        _refers("program_id", "program", index=True),
        _text("title", 255),
        _text("join_code", 12, unique=True),
        _switch("joinable"),
        _switch("archived"),
        _moment("created_at"),
    )
    op.create_table(
        "course_member",
        _id(),
        _refers("program_id", "program"),
        _refers("course_id", "course"),
        _refers("account_id", "account", index=True),
        _choice("role", ROLES, 20),
        _moment("joined_at"),
        sa.UniqueConstraint("course_id", "account_id"),
    )


def _scenarios() -> None:
    op.create_table(
        "scenario",
        _id(),
        _refers("program_id", "program", nullable=True, index=True),
        _text("slug", 80),
        _text("title", 255),
        _number("level"),
        _switch("practice"),
        _moment("created_at"),
        sa.UniqueConstraint("program_id", "slug"),
    )
    _unique_where("uq_scenario_library_slug", "scenario", ["slug"], "program_id IS NULL")
    op.create_table(
        "scenario_version",
        _id(),
        _refers("scenario_id", "scenario"),
        _number("number"),
        _text("content_hash", 64),
        _text("structure_hash", 64),
        _prose("source"),
        _moment("published_at"),
        sa.UniqueConstraint("scenario_id", "number"),
        sa.UniqueConstraint("scenario_id", "content_hash"),
    )


def _unique_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def _variants() -> None:
    op.create_table(
        "variant",
        _id(),
        _refers("version_id", "scenario_version"),
        _number("seed"),
        _text("generator", 40),
        _prose("document"),
        _text("sha256", 64),
        _moment("created_at"),
        sa.UniqueConstraint("version_id", "seed", "generator"),
    )
    op.create_table(
        "variant_truth",
        sa.Column("variant_id", sa.Integer, sa.ForeignKey("variant.id"), primary_key=True),
        _prose("document"),
    )
    op.create_table(
        "derived_key",
        _id(),
        _refers("variant_id", "variant"),
        _text("task", 80),
        _number("key_version"),
        _plain("key"),
        _moment("created_at"),
        sa.UniqueConstraint("variant_id", "task", "key_version"),
    )


def _assignments() -> None:
    op.create_table(
        "assignment",
        _id(),
        _refers("program_id", "program"),
        _refers("course_id", "course", index=True),
        _refers("version_id", "scenario_version"),
        _text("title", 255),
        _moment("opens_at"),
        _moment("due_at", nullable=True),
        _number("attempts_allowed"),
        sa.Column("minutes", sa.Integer, nullable=True),
        _switch("same_variant"),
        _text("salt", 32),
        _choice("feedback", FEEDBACK_MOMENTS, 20),
        _moment("released_at", nullable=True),
        _fraction("pass_percent"),
        _moment("created_at"),
        sa.CheckConstraint("attempts_allowed >= 1", name="attempts_allowed"),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 1", name="minutes"),
        sa.CheckConstraint("due_at IS NULL OR opens_at <= due_at", name="dates"),
    )


def _attempts() -> None:
    op.create_table(
        "attempt",
        _id(),
        _refers("program_id", "program", nullable=True, index=True),
        _refers("account_id", "account", index=True),
        _refers("assignment_id", "assignment", nullable=True, index=True),
        _refers("version_id", "scenario_version"),
        _refers("variant_id", "variant"),
        _choice("mode", MODES, 10),
        _number("number"),
        _number("allowed"),
        _moment("started_at"),
        _moment("limit_at", nullable=True),
        _moment("submitted_at", nullable=True),
        sa.UniqueConstraint("account_id", "assignment_id", "number"),
        sa.CheckConstraint("number >= 1 AND number <= allowed", name="within_limit"),
        sa.CheckConstraint("(mode = 'graded') = (assignment_id IS NOT NULL)", name="graded_is_assigned"),
    )
    _unique_where("uq_attempt_open", "attempt", ["account_id", "assignment_id"], "submitted_at IS NULL")
    _unique_where("uq_attempt_practice", "attempt", ["account_id", "version_id", "number"], "mode = 'practice'")


def _work() -> None:
    op.create_table(
        "attempt_event",
        _id(),
        _refers("attempt_id", "attempt"),
        _number("sequence"),
        _text("task", 80),
        _text("kind", 40),
        _plain("detail"),
        _moment("at"),
        sa.UniqueConstraint("attempt_id", "sequence"),
    )
    op.create_table(
        "draft",
        _id(),
        _refers("attempt_id", "attempt"),
        _text("task", 80),
        _plain("form"),
        _number("revision"),
        _moment("saved_at"),
        sa.UniqueConstraint("attempt_id", "task"),
    )
    op.create_table(
        "answer",
        _id(),
        _refers("attempt_id", "attempt"),
        _text("task", 80),
        _text("kind", 40),
        _plain("answer"),
        _moment("submitted_at"),
        sa.UniqueConstraint("attempt_id", "task"),
    )


def _marks() -> None:
    op.create_table(
        "mark",
        _id(),
        _refers("answer_id", "answer"),
        _number("key_version"),
        _number("position"),
        _text("item", 200),
        _text("group", 255),
        _text("label", 255),
        _fraction("weight"),
        _fraction("credit"),
        _fraction("penalty"),
        _switch("critical"),
        _text("reason", 40),
        _prose("feedback"),
        _prose("given"),
        _prose("expected"),
        _plain("evidence"),
        _prose("citation"),
        sa.UniqueConstraint("answer_id", "key_version", "item"),
        sa.CheckConstraint("credit >= 0 AND credit <= 1", name="credit_range"),
    )
    op.create_index("ix_mark_item", "mark", ["item"])
    op.create_table(
        "override",
        _id(),
        _refers("mark_id", "mark", index=True),
        _number("revision"),
        _fraction("credit"),
        _switch("waive_penalty"),
        _prose("reason"),
        _refers("by_id", "account"),
        _moment("at"),
        sa.UniqueConstraint("mark_id", "revision"),
        sa.CheckConstraint("credit >= 0 AND credit <= 1", name="credit_range"),
        sa.CheckConstraint("length(reason) > 0", name="reason_given"),
    )


def _journal() -> None:
    op.create_table(
        "journal_entry",
        _id(),
        _refers("program_id", "program", nullable=True, index=True),
        _refers("actor_id", "account", nullable=True),
        _text("act", 60),
        _text("subject", 255),
        _plain("detail"),
        _moment("at"),
    )
    op.create_index("ix_journal_entry_subject", "journal_entry", ["subject"])
