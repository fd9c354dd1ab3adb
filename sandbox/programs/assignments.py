"""Assignments: a scenario version given to a course with dates and policy."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from sandbox.database import one_line
from sandbox.errors import Closed, Conflict, Invalid, NotFound
from sandbox.journal import entries
from sandbox.people.models import Account
from sandbox.programs.models import Assignment, Course, CourseMember, FeedbackMoment, Role
from sandbox.scenarios.models import ScenarioVersion


@dataclass(frozen=True, slots=True)
class Policy:
    """The terms of an assignment. ``minutes`` limits one attempt, before the trainee's time factor."""

    opens_at: datetime
    due_at: datetime | None = None
    attempts_allowed: int = 1
    minutes: int | None = None
    same_variant: bool = False
    feedback: FeedbackMoment = FeedbackMoment.AFTER_SUBMIT
    pass_percent: float = 70.0


def policy_of(assignment: Assignment) -> Policy:
    """The terms as they stand."""
    return Policy(
        assignment.opens_at,
        assignment.due_at,
        assignment.attempts_allowed,
        assignment.minutes,
        assignment.same_variant,
        assignment.feedback,
        assignment.pass_percent,
    )


def assign(
    session: Session,
    course: Course,
    version: ScenarioVersion,
    *,
    by: Account,
    now: datetime,
    title: str = "",
    policy: Policy | None = None,
) -> Assignment:
    """Give a version to a course; open at once unless ``policy`` says otherwise, titled as the scenario by default.

    ``NotFound`` if the scenario belongs to another program, ``Closed`` if the course is archived, ``Invalid`` names the
    field of an impossible policy.
    """
    if course.archived:
        raise Closed(f"“{course.title}” is archived.", "Take it out of the archive first.")
    if version.scenario.program_id not in {None, course.program_id}:
        raise NotFound("There is no such scenario in your program.", "Choose one from the catalogue.")
    policy = policy or Policy(now)
    _check(policy)
    assignment = Assignment(
        program_id=course.program_id,
        course_id=course.id,
        version_id=version.id,
        title=one_line(title or version.scenario.title, "title"),
        salt=secrets.token_hex(16),
        created_at=now,
        **_columns(policy),
    )
    session.add(assignment)
    session.flush()
    _journal(session, assignment, "assignment.made", {"title": assignment.title, **_plain(policy)}, by, now)
    return assignment


def _columns(policy: Policy) -> dict[str, Any]:
    return asdict(policy)


def _plain(policy: Policy) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(policy).items()}


def _check(policy: Policy) -> None:
    fields: dict[str, list[str]] = {}
    if policy.due_at is not None and policy.due_at <= policy.opens_at:
        fields["due_at"] = ["The due date must come after the opening date."]
    if policy.due_at is None and policy.feedback is FeedbackMoment.AFTER_DUE:
        fields["feedback"] = ["Feedback after the due date needs a due date."]
    if not 1 <= policy.attempts_allowed <= 100:
        fields["attempts_allowed"] = ["Allow 1 to 100 attempts."]
    if policy.minutes is not None and not 1 <= policy.minutes <= 24 * 60:
        fields["minutes"] = ["Give 1 to 1440 minutes, or none for no time limit."]
    if not 0 <= policy.pass_percent <= 100:
        fields["pass_percent"] = ["Give a percentage from 0 to 100."]
    if fields:
        raise Invalid("The assignment cannot be given like this.", "Correct the marked fields.", fields)


def change(
    session: Session,
    assignment: Assignment,
    *,
    by: Account,
    now: datetime,
    title: str | None = None,
    policy: Policy | None = None,
) -> None:
    """Change title or terms. Attempts already running keep the deadline they began with, except that a later due date
    or more attempts help everybody who starts after it.

    ``Conflict`` if the variant policy would change after work began: trainees would no longer be comparable.
    """
    before = policy_of(assignment)
    after = policy or before
    _check(after)
    if after.same_variant != before.same_variant and has_attempts(session, assignment):
        raise Conflict(
            "Trainees have begun; whether they share one patient can no longer change.",
            "Make a second assignment instead.",
        )
    for name, value in _columns(after).items():
        setattr(assignment, name, value)
    if title is not None:
        assignment.title = one_line(title, "title")
    _journal(
        session,
        assignment,
        "assignment.changed",
        {"title": assignment.title, "before": _plain(before), "after": _plain(after)},
        by,
        now,
    )


def has_attempts(session: Session, assignment: Assignment) -> bool:
    """Whether any trainee began it."""
    # Attempts are a layer above; their table is named here because a foreign key is what decides.
    table = Assignment.metadata.tables["attempt"]
    return (
        session.execute(select(table.c.id).where(table.c.assignment_id == assignment.id).limit(1)).first() is not None
    )


def extend(session: Session, assignment: Assignment, due_at: datetime, *, by: Account, now: datetime) -> None:
    """Move the due date alone."""
    change(session, assignment, by=by, now=now, policy=replace(policy_of(assignment), due_at=due_at))


def release(session: Session, assignment: Assignment, *, by: Account, now: datetime) -> None:
    """Show trainees their feedback from now on, whatever the policy's moment. Doing it twice changes nothing."""
    if assignment.released_at is not None:
        return
    assignment.released_at = now
    _journal(session, assignment, "assignment.released", {}, by, now)


def withdraw(session: Session, assignment: Assignment, *, by: Account, now: datetime) -> None:
    """Take back an assignment that nobody began; ``Conflict`` once somebody has."""
    if has_attempts(session, assignment):
        raise Conflict("Trainees have begun this assignment.", "Set its due date to now to end it; their work is kept.")
    _journal(session, assignment, "assignment.withdrawn", {"title": assignment.title}, by, now)
    session.delete(assignment)
    session.flush()


def of_course(session: Session, course: Course) -> Sequence[Assignment]:
    """A course's assignments in order of opening."""
    return session.scalars(
        select(Assignment).where(Assignment.course_id == course.id).order_by(Assignment.opens_at, Assignment.id)
    ).all()


def on_desk(session: Session, account: Account, now: datetime) -> Sequence[Assignment]:
    """What a trainee's courses have given out and opened, soonest due first, those without due date last."""
    query = (
        select(Assignment)
        .join(Course, Course.id == Assignment.course_id)
        .join(CourseMember, CourseMember.course_id == Course.id)
        .options(joinedload(Assignment.course))
        .where(
            CourseMember.account_id == account.id,
            CourseMember.role == Role.TRAINEE,
            Course.archived.is_(False),
            Assignment.opens_at <= now,
        )
        .order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)
    )
    return session.scalars(query).all()


def _journal(
    session: Session, assignment: Assignment, act: str, detail: dict[str, Any], by: Account, now: datetime
) -> None:
    entries.write(
        session, actor=by, act=act, subject=assignment, detail=detail, now=now, program_id=assignment.program_id
    )
