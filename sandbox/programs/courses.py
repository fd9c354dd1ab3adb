"""Courses: making, joining by code, archiving."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.database import one_line
from sandbox.errors import Closed, Conflict, NotFound
from sandbox.journal import entries
from sandbox.people.models import Account
from sandbox.programs import roles
from sandbox.programs.models import Course, CourseMember, Program, Role

CODE_LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
"""No I, L, O, S, 0, 1 or 5: a code is read aloud and copied from a board."""
CODE_LENGTH = 8


def make_code() -> str:
    """A fresh join code, e.g. ``K7QM-2XWD`` as printed, ``K7QM2XWD`` as stored. Unguessable: 39 bits."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def printed(code: str) -> str:
    """A join code in two halves, easier to read."""
    return f"{code[:4]}-{code[4:]}"


def read_code(typed: str) -> str:
    """A join code as typed by a person (case, spaces and hyphens do not matter), as stored."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def create_course(session: Session, program: Program, title: str, *, by: Account, now: datetime) -> Course:
    """A new course with a join code; ``by`` becomes its instructor."""
    course = Course(
        program_id=program.id,
        title=one_line(title, "title"),
        join_code=make_code(),
        joinable=True,
        archived=False,
        created_at=now,
    )
    _insert_with_free_code(session, course)
    _journal(session, course, "course.created", {"title": course.title}, by, now)
    roles.grant_in_course(session, course, by, Role.INSTRUCTOR, by=by, now=now)
    return course


def _insert_with_free_code(session: Session, course: Course) -> None:
    for _ in range(5):
        try:
            with session.begin_nested():
                session.add(course)
                return
        except IntegrityError:
            course.join_code = make_code()
    raise Conflict("No free join code was found.", "Try again.")


def join(session: Session, account: Account, code: str, now: datetime) -> CourseMember:
    """Become a trainee of the course with this code. Joining twice changes nothing.

    ``NotFound`` for a wrong code, ``Closed`` when the course takes nobody in any more.
    """
    course = session.scalar(select(Course).where(Course.join_code == read_code(code)))
    if course is None:
        raise NotFound("No course has this join code.", "Check it letter by letter, or ask your instructor for it.")
    member = _membership(session, account, course)
    if member is not None:
        return member
    if course.archived or not course.joinable:
        raise Closed(f"“{course.title}” is not taking new members.", "Ask your instructor to open it.")
    try:
        with session.begin_nested():
            return roles.grant_in_course(session, course, account, Role.TRAINEE, by=account, now=now)
    except IntegrityError:  # the other half of a double click came first
        member = _membership(session, account, course)
        if member is None:
            raise
        return member


def _membership(session: Session, account: Account, course: Course) -> CourseMember | None:
    return session.scalar(
        select(CourseMember).where(CourseMember.course_id == course.id, CourseMember.account_id == account.id)
    )


def rename(session: Session, course: Course, title: str, *, by: Account, now: datetime) -> None:
    """Give a course another title."""
    before, course.title = course.title, one_line(title, "title")
    _journal(session, course, "course.renamed", {"before": before, "after": course.title}, by, now)


def renew_code(session: Session, course: Course, *, by: Account, now: datetime) -> str:
    """Replace the join code (the old one got out); the new one as stored."""
    for _ in range(5):
        try:
            with session.begin_nested():
                course.join_code = make_code()
        except IntegrityError:
            continue
        _journal(session, course, "course.code_renewed", {}, by, now)
        return course.join_code
    raise Conflict("No free join code was found.", "Try again.")


def set_joinable(session: Session, course: Course, joinable: bool, *, by: Account, now: datetime) -> None:
    """Let people join with the code, or stop it."""
    course.joinable = joinable
    _journal(session, course, "course.opened_to_join" if joinable else "course.closed_to_join", {}, by, now)


def archive(session: Session, course: Course, *, by: Account, now: datetime, archived: bool = True) -> None:
    """Put a course away (its work stays readable, nothing new starts), or take it back."""
    course.archived = archived
    _journal(session, course, "course.archived" if archived else "course.unarchived", {}, by, now)


def _journal(session: Session, course: Course, act: str, detail: dict[str, str], by: Account, now: datetime) -> None:
    entries.write(session, actor=by, act=act, subject=course, detail=detail, now=now, program_id=course.program_id)
