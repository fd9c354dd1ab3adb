"""The permission table, asked for every permission by everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle, marking
from sandbox.attempts.models import Attempt, MarkRow, SubmittedAnswer
from sandbox.people import accounts
from sandbox.people.models import Account
from sandbox.people.permissions import PERMISSIONS, PUBLIC, allowed
from sandbox.programs import assignments, roles
from sandbox.programs.models import Assignment, FeedbackMoment, Role
from tests.factories import people
from tests.factories.attempts import TASKS, finished
from tests.factories.programs import School, assignment, school, version

pytestmark = pytest.mark.usefixtures("toy_makers")
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Two schools, what is in the first, and everybody who may ask."""

    here: School
    given: Assignment
    attempt: Attempt
    answer: SubmittedAnswer
    mark: MarkRow
    practice: Attempt
    askers: dict[str, Account | None]

    def who(self, session: Session, permission: str, subject: object, now: datetime) -> set[str]:
        """Who has the permission."""
        return {
            name for name, account in self.askers.items() if allowed(session, account, permission, subject, now=now)
        }


@pytest.fixture
def place(session: Session, now: datetime) -> Place:
    here = school(session, "Bo", "Cy")
    there = school(session, "Di", name="Elsewhere", domain="else.example.org")
    teacher = people.account(session, "Tom Colleague")
    roles.grant_in_program(session, here.program, teacher, Role.INSTRUCTOR, by=here.admin, now=now)
    given = assignment(session, here, now, feedback=FeedbackMoment.WHEN_RELEASED)
    attempt = finished(session, here.trainees["Bo"], given, now, ())
    answer = lifecycle.answers(session, attempt)[TASKS[0]]
    closed = people.account(session, "Zoe Closed")
    roles.grant_in_course(session, here.course, closed, Role.INSTRUCTOR, by=here.admin, now=now)
    accounts.set_active(session, closed, False, now, by=None)
    askers: dict[str, Account | None] = {
        "owner": here.trainees["Bo"],
        "classmate": here.trainees["Cy"],
        "instructor": here.instructor,
        "admin": here.admin,
        "colleague": teacher,
        "foreign trainee": there.trainees["Di"],
        "foreign instructor": there.instructor,
        "foreign admin": there.admin,
        "site": people.account(session, "Sid Site", is_site_admin=True),
        "closed": closed,
        "nobody": None,
    }
    mark = marking.current_marks(session, answer)[0]
    practice = lifecycle.start_practice(session, here.trainees["Bo"], given.version, now)
    return Place(here, given, attempt, answer, mark, practice, askers)


SIGNED_IN = {
    "owner",
    "classmate",
    "instructor",
    "admin",
    "colleague",
    "foreign trainee",
    "foreign instructor",
    "foreign admin",
    "site",
}
TEACHING = {"instructor", "admin"}
EXPECTED = {
    (PUBLIC, "nothing"): {*SIGNED_IN, "closed", "nobody"},
    ("signed_in", "nothing"): SIGNED_IN,
    ("desk.view", "nothing"): SIGNED_IN,
    ("codes.search", "nothing"): SIGNED_IN,
    ("course.join", "nothing"): SIGNED_IN,
    ("account.own", "nothing"): SIGNED_IN,
    ("account.own", "owner"): {"owner"},
    ("practice.use", "nothing"): SIGNED_IN,
    ("practice.use", "library version"): SIGNED_IN,
    ("practice.use", "own version"): {"owner", "classmate", "instructor", "admin", "colleague"},
    ("course.view", "course"): {"owner", "classmate", *TEACHING},
    ("course.create", "program"): {"admin", "colleague"},
    ("course.manage", "course"): TEACHING,
    ("assignment.view", "assignment"): {"owner", "classmate", *TEACHING},
    ("assignment.view", "future assignment"): TEACHING,
    ("assignment.start", "assignment"): {"owner", "classmate"},
    ("assignment.manage", "assignment"): TEACHING,
    ("attempt.work", "attempt"): {"owner"},
    ("attempt.work", "practice"): {"owner"},
    ("attempt.view", "attempt"): {"owner", *TEACHING},
    ("attempt.view", "practice"): {"owner"},
    ("attempt.view", "answer"): {"owner", *TEACHING},
    ("feedback.view", "attempt"): TEACHING,
    ("feedback.view", "answer"): TEACHING,
    ("feedback.view", "practice"): {"owner"},
    ("mark.override", "mark"): TEACHING,
    ("gradebook.view", "course"): TEACHING,
    ("gradebook.view", "assignment"): TEACHING,
    ("program.view", "program"): {"owner", "classmate", "instructor", "admin", "colleague"},
    ("program.admin", "program"): {"admin"},
    ("site.admin", "nothing"): {"site"},
}


@pytest.mark.parametrize(("permission", "subject"), EXPECTED, ids=lambda part: part.replace(" ", "-"))
def test_who_may(session: Session, now: datetime, place: Place, permission: str, subject: str) -> None:
    subjects = {
        "nothing": lambda: None,
        "owner": lambda: place.here.trainees["Bo"],
        "course": lambda: place.here.course,
        "program": lambda: place.here.program,
        "assignment": lambda: place.given,
        "future assignment": lambda: assignment(session, place.here, now, opens_at=now + HOUR),
        "attempt": lambda: place.attempt,
        "practice": lambda: place.practice,
        "answer": lambda: place.answer,
        "mark": lambda: place.mark,
        "library version": lambda: place.given.version,
        "own version": lambda: version(session, program=place.here.program),
    }
    assert place.who(session, permission, subjects[subject](), now) == EXPECTED[permission, subject]


def test_every_permission_is_asked_about_above() -> None:
    assert {permission for permission, _ in EXPECTED} == set(PERMISSIONS)


def test_owners_see_feedback_from_the_release_on(session: Session, now: datetime, place: Place) -> None:
    assignments.release(session, place.given, by=place.here.instructor, now=now + HOUR)
    assert place.who(session, "feedback.view", place.attempt, now) == TEACHING
    assert place.who(session, "feedback.view", place.attempt, now + HOUR) == {"owner", *TEACHING}


def test_a_scenario_closed_to_practice_is_practised_by_nobody(session: Session, now: datetime, place: Place) -> None:
    place.given.version.scenario.practice = False
    assert place.who(session, "practice.use", place.given.version, now) == set()


@pytest.mark.parametrize("permission", sorted(set(PERMISSIONS) - {PUBLIC}))
def test_a_subject_of_the_wrong_sort_opens_nothing_of_others(
    session: Session, now: datetime, place: Place, permission: str
) -> None:
    if permission in {"signed_in", "desk.view", "codes.search", "course.join", "site.admin"}:
        return  # these ask about the person alone
    assert place.who(session, permission, object(), now) == set()


def test_an_unknown_permission_is_a_fault_of_the_program(session: Session) -> None:
    with pytest.raises(KeyError):
        allowed(session, None, "course.destroy", None)
