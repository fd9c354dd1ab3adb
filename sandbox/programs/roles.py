"""Who is what: roles held over programs and in courses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from sandbox.errors import Conflict
from sandbox.journal import entries
from sandbox.people.models import Account
from sandbox.programs.models import Course, CourseMember, Program, ProgramMember, Role


def role_in_program(session: Session, account: Account, program_id: int) -> Role | None:
    """The role held over the whole program; None for people who are in some of its courses only."""
    return session.scalar(
        select(ProgramMember.role).where(ProgramMember.program_id == program_id, ProgramMember.account_id == account.id)
    )


def role_in_course(session: Session, account: Account, course: Course) -> Role | None:
    """The role held in this very course."""
    return session.scalar(
        select(CourseMember.role).where(CourseMember.course_id == course.id, CourseMember.account_id == account.id)
    )


def administers(session: Session, account: Account, program_id: int) -> bool:
    """Whether the person administers the program."""
    return role_in_program(session, account, program_id) is Role.PROGRAM_ADMIN


def teaches(session: Session, account: Account, course: Course) -> bool:
    """Whether the person may judge and manage the course: its instructor, or an administrator of its program."""
    return role_in_course(session, account, course) is Role.INSTRUCTOR or administers(
        session, account, course.program_id
    )


def belongs_to_program(session: Session, account: Account, program_id: int) -> bool:
    """Whether the person holds any role in the program or in one of its courses."""
    if role_in_program(session, account, program_id) is not None:
        return True
    held = select(CourseMember.id).where(CourseMember.program_id == program_id, CourseMember.account_id == account.id)
    return session.scalar(held.limit(1)) is not None


def courses_of(session: Session, account: Account, *, archived: bool = False) -> Sequence[CourseMember]:
    """The person's memberships with their courses, by title. Archived courses only when asked for."""
    query = (
        select(CourseMember)
        .join(Course)
        .options(joinedload(CourseMember.course))
        .where(CourseMember.account_id == account.id)
        .order_by(Course.title, Course.id)
    )
    if not archived:
        query = query.where(Course.archived.is_(False))
    return session.scalars(query).all()


def programs_of(session: Session, account: Account) -> Sequence[ProgramMember]:
    """The person's roles over programs, by the program's name."""
    query = (
        select(ProgramMember)
        .join(Program)
        .options(joinedload(ProgramMember.program))
        .where(ProgramMember.account_id == account.id)
        .order_by(Program.name, Program.id)
    )
    return session.scalars(query).all()


def members(session: Session, course: Course, role: Role | None = None) -> Sequence[CourseMember]:
    """The members of a course with their accounts, by name."""
    query = (
        select(CourseMember)
        .join(Account)
        .options(joinedload(CourseMember.account))
        .where(CourseMember.course_id == course.id)
        .order_by(Account.name, Account.id)
    )
    if role is not None:
        query = query.where(CourseMember.role == role)
    return session.scalars(query).all()


def grant_in_program(
    session: Session, program: Program, account: Account, role: Role, *, by: Account | None, now: datetime
) -> ProgramMember:
    """Give a person a role over a program, or change the one they hold. Trainees are members of courses only."""
    if role is Role.TRAINEE:
        raise Conflict("Trainees belong to courses, not to the program as a whole.", "Add the person to a course.")
    member = session.scalar(
        select(ProgramMember).where(ProgramMember.program_id == program.id, ProgramMember.account_id == account.id)
    )
    before = member.role.value if member else None
    if member is None:
        member = ProgramMember(program_id=program.id, account_id=account.id, role=role)
        session.add(member)
    member.role = role
    session.flush()
    _journal_role(session, program, account, before, role, by, now, program.id)
    return member


def grant_in_course(
    session: Session, course: Course, account: Account, role: Role, *, by: Account | None, now: datetime
) -> CourseMember:
    """Give a person a role in a course, or change the one they hold. Program administrators are made over programs."""
    if role is Role.PROGRAM_ADMIN:
        raise Conflict("A course has trainees and instructors.", "Make the person administrator of the program.")
    member = session.scalar(
        select(CourseMember).where(CourseMember.course_id == course.id, CourseMember.account_id == account.id)
    )
    before = member.role.value if member else None
    if member is None:
        member = CourseMember(
            program_id=course.program_id, course_id=course.id, account_id=account.id, role=role, joined_at=now
        )
        session.add(member)
    member.role = role
    session.flush()
    _journal_role(session, course, account, before, role, by, now, course.program_id)
    return member


def leave_course(session: Session, course: Course, account: Account, *, by: Account | None, now: datetime) -> None:
    """End a membership. Work already done in the course is kept and shows again if the person comes back."""
    member = session.scalar(
        select(CourseMember).where(CourseMember.course_id == course.id, CourseMember.account_id == account.id)
    )
    if member is None:
        raise Conflict(f"{account.name} is not in this course.", "Reload the list of members.")
    before = member.role
    session.delete(member)
    session.flush()
    _journal_role(session, course, account, before.value, None, by, now, course.program_id)


def _journal_role(
    session: Session,
    subject: Program | Course,
    account: Account,
    before: str | None,
    after: Role | None,
    by: Account | None,
    now: datetime,
    program_id: int,
) -> None:
    detail = {"account": account.id, "before": before, "after": after.value if after else None}
    entries.write(session, actor=by, act="role.changed", subject=subject, detail=detail, now=now, program_id=program_id)
