"""Assignments: terms, changes, release, the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.errors import Closed, Conflict, Invalid, NotFound
from sandbox.journal import entries
from sandbox.programs import assignments, courses, roles
from sandbox.programs.assignments import Policy
from sandbox.programs.models import FeedbackMoment, Role
from tests.factories.programs import WEEK, assignment, school, version

pytestmark = pytest.mark.usefixtures("toy_makers")
HOUR = timedelta(hours=1)


def test_an_assignment_takes_title_and_terms(session: Session, now: datetime) -> None:
    here = school(session)
    policy = Policy(now, now + WEEK, 3, 45, True, FeedbackMoment.AFTER_DUE, 80.0)
    made = assignments.assign(session, here.course, version(session), by=here.instructor, now=now, policy=policy)
    session.expire_all()
    assert made.title == "A toy shift"
    assert made.program_id == here.program.id
    assert assignments.policy_of(made) == policy


def test_without_terms_it_is_open_at_once_and_has_no_end(session: Session, now: datetime) -> None:
    here = school(session)
    made = assignments.assign(session, here.course, version(session), by=here.instructor, now=now, title="Monday")
    assert (made.title, assignments.policy_of(made)) == ("Monday", Policy(now))


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("due_at", {"due_at": timedelta(0)}),
        ("due_at", {"due_at": -HOUR}),
        ("feedback", {"feedback": FeedbackMoment.AFTER_DUE}),
        ("attempts_allowed", {"attempts_allowed": 0}),
        ("attempts_allowed", {"attempts_allowed": 101}),
        ("minutes", {"minutes": 0}),
        ("minutes", {"minutes": 1441}),
        ("pass_percent", {"pass_percent": -1.0}),
        ("pass_percent", {"pass_percent": float("nan")}),
    ],
)
def test_impossible_terms_are_refused_by_field(
    session: Session, now: datetime, field: str, change: dict[str, Any]
) -> None:
    here = school(session)
    terms = {name: now + value if isinstance(value, timedelta) else value for name, value in change.items()}
    with pytest.raises(Invalid) as refused:
        assignments.assign(
            session, here.course, version(session), by=here.instructor, now=now, policy=replace(Policy(now), **terms)
        )
    assert set(refused.value.fields) == {field}


def test_a_scenario_of_another_program_does_not_exist(session: Session, now: datetime) -> None:
    here, there = school(session), school(session, name="Elsewhere", domain="else.example.org")
    theirs = version(session, program=there.program)
    with pytest.raises(NotFound):
        assignments.assign(session, here.course, theirs, by=here.instructor, now=now)
    assert assignments.assign(session, there.course, theirs, by=there.instructor, now=now).version == theirs


def test_an_archived_course_takes_no_assignments(session: Session, now: datetime) -> None:
    here = school(session)
    courses.archive(session, here.course, by=here.instructor, now=now)
    with pytest.raises(Closed, match="archived"):
        assignments.assign(session, here.course, version(session), by=here.instructor, now=now)


def test_changes_are_journaled_with_before_and_after(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    later = now + 2 * WEEK
    assignments.extend(session, given, later, by=here.instructor, now=now)
    assignments.change(session, given, by=here.instructor, now=now, title="Renamed")
    assert (given.title, given.due_at) == ("Renamed", later)
    moved = entries.about(session, given)[1]
    assert moved.act == "assignment.changed"
    assert (moved.detail["before"]["due_at"], moved.detail["after"]["due_at"]) == (
        (now + WEEK).isoformat(),
        later.isoformat(),
    )


def test_a_refused_change_changes_nothing(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    before = assignments.policy_of(given)
    with pytest.raises(Invalid):
        assignments.extend(session, given, given.opens_at, by=here.instructor, now=now)
    assert assignments.policy_of(given) == before


def test_who_shares_a_patient_cannot_change_once_work_began(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    shared = replace(assignments.policy_of(given), same_variant=True)
    lifecycle.start_graded(session, here.trainees["Bo"], given, now)
    with pytest.raises(Conflict, match="have begun"):
        assignments.change(session, given, by=here.instructor, now=now, policy=shared)
    assert not given.same_variant
    more = replace(assignments.policy_of(given), attempts_allowed=2)
    assignments.change(session, given, by=here.instructor, now=now, policy=more)
    assert given.attempts_allowed == 2


def test_release_happens_once(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    assignments.release(session, given, by=here.instructor, now=now)
    assignments.release(session, given, by=here.instructor, now=now + HOUR)
    assert given.released_at == now
    assert [entry.act for entry in entries.about(session, given)] == ["assignment.made", "assignment.released"]


def test_only_an_untouched_assignment_can_be_withdrawn(session: Session, now: datetime) -> None:
    here = school(session)
    first, second = assignment(session, here, now), assignment(session, here, now)
    lifecycle.start_graded(session, here.trainees["Bo"], first, now)
    with pytest.raises(Conflict, match="have begun"):
        assignments.withdraw(session, first, by=here.instructor, now=now)
    assignments.withdraw(session, second, by=here.instructor, now=now)
    assert assignments.of_course(session, here.course) == [first]


def test_the_desk_shows_what_is_open_soonest_due_first(session: Session, now: datetime) -> None:
    here = school(session)
    endless = assignment(session, here, now, due_at=None)
    late = assignment(session, here, now, due_at=now + 2 * WEEK)
    soon = assignment(session, here, now, due_at=now + HOUR)
    past = assignment(session, here, now, due_at=now - HOUR)
    assignment(session, here, now, opens_at=now + HOUR)
    assert assignments.on_desk(session, here.trainees["Bo"], now) == [past, soon, late, endless]


def test_the_desk_is_for_trainees_of_running_courses(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    assert assignments.on_desk(session, here.instructor, now) == []
    assert assignments.on_desk(session, here.trainees["Bo"], now) == [given]
    roles.grant_in_course(session, here.course, here.trainees["Bo"], Role.INSTRUCTOR, by=None, now=now)
    assert assignments.on_desk(session, here.trainees["Bo"], now) == []
    roles.grant_in_course(session, here.course, here.trainees["Bo"], Role.TRAINEE, by=None, now=now)
    courses.archive(session, here.course, by=here.instructor, now=now)
    assert assignments.on_desk(session, here.trainees["Bo"], now) == []
