"""The permission table: what one may do, each as a predicate over who asks and about what.

A view names a permission and nothing else. Subjects are the rows themselves; a predicate for a course also takes what
belongs to one (an assignment, an attempt, an answer, a mark), because the question is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from sandbox.attempts.models import Attempt, MarkRow, SubmittedAnswer
from sandbox.attempts.release import may_see_feedback
from sandbox.clock import utc_now
from sandbox.people.models import Account
from sandbox.programs import roles
from sandbox.programs.models import Assignment, Course, Program, Role
from sandbox.scenarios.models import Scenario, ScenarioVersion


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: may this account do it with this subject, now."""

    session: Session
    account: Account
    subject: Any
    now: datetime


Predicate = Callable[[Asked], bool]


def signed_in(asked: Asked) -> bool:
    """Anybody with an active account."""
    return asked.account.active


def oneself(asked: Asked) -> bool:
    """The account itself; without a subject, one's own."""
    return asked.subject is None or (isinstance(asked.subject, Account) and asked.subject.id == asked.account.id)


def site_admin(asked: Asked) -> bool:
    """Who runs the installation."""
    return asked.account.is_site_admin


def in_course(asked: Asked) -> bool:
    """A member of the course in any role, or who administers its program."""
    course = course_of(asked.subject)
    return course is not None and (
        roles.role_in_course(asked.session, asked.account, course) is not None
        or roles.administers(asked.session, asked.account, course.program_id)
    )


def trainee_of_course(asked: Asked) -> bool:
    """A trainee of the course."""
    course = course_of(asked.subject)
    return course is not None and roles.role_in_course(asked.session, asked.account, course) is Role.TRAINEE


def teaches(asked: Asked) -> bool:
    """An instructor of the course, or who administers its program."""
    course = course_of(asked.subject)
    return course is not None and roles.teaches(asked.session, asked.account, course)


def sees_assignment(asked: Asked) -> bool:
    """Who teaches the course always; its trainees once the assignment is open."""
    if teaches(asked):
        return True
    return isinstance(asked.subject, Assignment) and asked.subject.opens_at <= asked.now and trainee_of_course(asked)


def makes_courses(asked: Asked) -> bool:
    """Administrators and instructors of the program."""
    program_id = program_of(asked.subject)
    return program_id is not None and roles.role_in_program(asked.session, asked.account, program_id) is not None


def administers(asked: Asked) -> bool:
    """Administrators of the program."""
    program_id = program_of(asked.subject)
    return program_id is not None and roles.administers(asked.session, asked.account, program_id)


def in_program(asked: Asked) -> bool:
    """Anybody with a role in the program or one of its courses."""
    program_id = program_of(asked.subject)
    return program_id is not None and roles.belongs_to_program(asked.session, asked.account, program_id)


def owns_attempt(asked: Asked) -> bool:
    """The trainee whose attempt it is."""
    attempt = attempt_of(asked.subject)
    return attempt is not None and attempt.account_id == asked.account.id


def sees_attempt(asked: Asked) -> bool:
    """The trainee whose attempt it is, and who teaches the course it counts in."""
    return owns_attempt(asked) or teaches(asked)


def sees_feedback(asked: Asked) -> bool:
    """The trainee from the release moment on; who teaches the course at any time."""
    attempt = attempt_of(asked.subject)
    if attempt is None:
        return False
    return teaches(asked) or (owns_attempt(asked) and may_see_feedback(attempt, asked.now))


def practises(asked: Asked) -> bool:
    """Anybody signed in, with a library scenario or one of a program they belong to, if it is open to practice."""
    scenario = asked.subject.scenario if isinstance(asked.subject, ScenarioVersion) else asked.subject
    if scenario is None:
        return True  # the catalogue itself
    if not isinstance(scenario, Scenario) or not scenario.practice:
        return False
    return scenario.program_id is None or roles.belongs_to_program(asked.session, asked.account, scenario.program_id)


PUBLIC = "public"

PERMISSIONS: dict[str, Predicate] = {
    PUBLIC: lambda asked: True,
    "signed_in": signed_in,
    "account.own": oneself,
    "desk.view": signed_in,
    "codes.search": signed_in,
    "practice.use": practises,
    "course.join": signed_in,
    "course.view": in_course,
    "course.create": makes_courses,
    "course.manage": teaches,
    "assignment.view": sees_assignment,
    "assignment.start": trainee_of_course,
    "assignment.manage": teaches,
    "attempt.work": owns_attempt,
    "attempt.view": sees_attempt,
    "feedback.view": sees_feedback,
    "mark.override": teaches,
    "gradebook.view": teaches,
    "program.view": in_program,
    "program.admin": administers,
    "site.admin": site_admin,
}


def allowed(
    session: Session, account: Account | None, permission: str, subject: Any = None, *, now: datetime | None = None
) -> bool:
    """Whether the account (None: not signed in) has the permission over the subject. ``KeyError``: no such permission.

    Asked at the edge only; ``now`` defaults to the wall clock.
    """
    predicate = PERMISSIONS[permission]
    if permission == PUBLIC:
        return True
    if account is None or not account.active:
        return False
    return predicate(Asked(session, account, subject, now or utc_now()))


def course_of(subject: Any) -> Course | None:
    """The course that a subject belongs to; None if to none (practice, other things)."""
    if isinstance(subject, Course):
        return subject
    if isinstance(subject, Assignment):
        return subject.course
    attempt = attempt_of(subject)
    return attempt.assignment.course if attempt is not None and attempt.assignment is not None else None


def attempt_of(subject: Any) -> Attempt | None:
    """The attempt that a subject belongs to; None if to none."""
    if isinstance(subject, MarkRow):
        return subject.answer.attempt
    if isinstance(subject, SubmittedAnswer):
        return subject.attempt
    return subject if isinstance(subject, Attempt) else None


def program_of(subject: Any) -> int | None:
    """The id of the program that a subject is or belongs to."""
    if isinstance(subject, Program):
        return subject.id
    course = course_of(subject)
    return course.program_id if course is not None else None
