"""Programs, courses, memberships and assignments. Everything a program owns carries its id."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sandbox.database import Base, Line, Moment, PrimaryKey, UtcDateTime
from sandbox.people.models import Account
from sandbox.scenarios.models import ScenarioVersion


class Role(StrEnum):
    """What a person is in a program or course."""

    TRAINEE = "trainee"
    INSTRUCTOR = "instructor"
    PROGRAM_ADMIN = "program_admin"


class FeedbackMoment(StrEnum):
    """When a trainee sees the marks of a graded attempt. Practice always gives them at once."""

    AFTER_SUBMIT = "after_submit"
    AFTER_DUE = "after_due"
    WHEN_RELEASED = "when_released"


role_column = Enum(Role, values_callable=lambda e: [m.value for m in e], native_enum=False, length=20)
moment_column = Enum(FeedbackMoment, values_callable=lambda e: [m.value for m in e], native_enum=False, length=20)


class Program(Base):
    """A school's program. The wall between tenants."""

    __tablename__ = "program"

    id: Mapped[PrimaryKey]
    name: Mapped[Line]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    created_at: Mapped[Moment]


class ProgramMember(Base):
    """A role held over a whole program (administrators; instructors who may make courses)."""

    __tablename__ = "program_member"
    __table_args__ = (UniqueConstraint("program_id", "account_id"),)

    id: Mapped[PrimaryKey]
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(role_column)

    program: Mapped[Program] = relationship()
    account: Mapped[Account] = relationship()


class Course(Base):
    """One section of a program, joined with a code."""

    __tablename__ = "course"

    id: Mapped[PrimaryKey]
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"), index=True)
    title: Mapped[Line]
    join_code: Mapped[str] = mapped_column(String(12), unique=True)
    joinable: Mapped[bool] = mapped_column(default=True)
    archived: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]

    program: Mapped[Program] = relationship()


class CourseMember(Base):
    """A role held in one course."""

    __tablename__ = "course_member"
    __table_args__ = (UniqueConstraint("course_id", "account_id"),)

    id: Mapped[PrimaryKey]
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(role_column)
    joined_at: Mapped[Moment]

    course: Mapped[Course] = relationship()
    account: Mapped[Account] = relationship()


class Assignment(Base):
    """A scenario version given to a course with dates and policy."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("attempts_allowed >= 1", name="attempts_allowed"),
        CheckConstraint("minutes IS NULL OR minutes >= 1", name="minutes"),
        CheckConstraint("due_at IS NULL OR opens_at <= due_at", name="dates"),
    )

    id: Mapped[PrimaryKey]
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id"))
    title: Mapped[Line]
    opens_at: Mapped[Moment]
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts_allowed: Mapped[int] = mapped_column(default=1)
    minutes: Mapped[int | None]  # time limit of one attempt, before the trainee's time factor
    same_variant: Mapped[bool] = mapped_column(default=False)  # every trainee gets the same seed
    salt: Mapped[str] = mapped_column(String(32))  # drawn once; without it a trainee could compute seeds, so the key
    feedback: Mapped[FeedbackMoment] = mapped_column(moment_column, default=FeedbackMoment.AFTER_SUBMIT)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # for WHEN_RELEASED
    pass_percent: Mapped[float] = mapped_column(default=70.0)
    created_at: Mapped[Moment]

    course: Mapped[Course] = relationship()
    version: Mapped[ScenarioVersion] = relationship()
