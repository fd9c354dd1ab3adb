"""Assignments: giving out, changing the terms, releasing marks, taking back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.clock import utc_now
from sandbox.programs.models import Assignment, FeedbackMoment
from sandbox.scenarios.models import ScenarioVersion
from tests.client import Client
from tests.factories import programs as schools
from tests.factories import scenarios
from tests.factories.programs import School

pytestmark = pytest.mark.usefixtures("toy_makers")


@pytest.fixture
def version(session: Session) -> ScenarioVersion:
    made = schools.version(session)
    session.commit()
    return made


@pytest.fixture
def given(session: Session, school: School) -> Assignment:
    made = schools.assignment(session, school, utc_now(), feedback=FeedbackMoment.WHEN_RELEASED)
    session.commit()
    return made


def test_a_scenario_is_given_with_its_terms(
    instructor: Client, school: School, session: Session, version: ScenarioVersion
) -> None:
    instructor.get(f"/courses/{school.course.id}/assignments/new")
    page = instructor.submit(
        "Assign",
        version=str(version.id),
        title="",
        opens_at="2026-03-02T09:00",
        due_at="2026-03-16T23:59",
        attempts_allowed="2",
        minutes="45",
        same_variant="y",
        feedback="after_due",
        pass_percent="80",
    )
    assert "The assignment is given out." in page.text
    assert "2 attempts, 45 min, same patients" in page.text
    made = session.scalars(select(Assignment)).one()
    assert made.title == "A toy shift"
    assert made.opens_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert made.due_at == datetime(2026, 3, 16, 23, 59, tzinfo=UTC)
    assert (made.attempts_allowed, made.minutes, made.same_variant, made.pass_percent) == (2, 45, True, 80.0)
    assert made.feedback is FeedbackMoment.AFTER_DUE


def test_the_form_opens_with_sensible_terms(instructor: Client, school: School, version: ScenarioVersion) -> None:
    page = instructor.get(f"/courses/{school.course.id}/assignments/new")
    fields = page.form("Assign").fields
    assert fields["attempts_allowed"] == ["1"]
    assert fields["feedback"] == ["after_submit"]
    assert fields["due_at"] == [""]
    opens = datetime.strptime(fields["opens_at"][0], "%Y-%m-%dT%H:%M").replace(tzinfo=UTC)
    assert timedelta(0) <= utc_now() - opens < timedelta(minutes=2)
    instructor.submit("Assign")  # and they are enough


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"due_at": "2020-01-01T00:00"}, "Due: The due date must come after the opening date."),
        ({"opens_at": ""}, "Opens: Say when it opens."),
        ({"opens_at": "tomorrow"}, "Opens: Give a date and a time"),
        ({"feedback": "after_due"}, "Trainees see their marks: Feedback after the due date needs a due date."),
        ({"feedback": "whenever"}, "Trainees see their marks: "),
        ({"attempts_allowed": "0"}, "Attempts allowed: Allow 1 to 100."),
        ({"attempts_allowed": "many"}, "Attempts allowed: "),
        ({"minutes": "100000"}, "Time limit in minutes: Give 1 to 1440 minutes."),
        ({"pass_percent": "120"}, "Passing score in percent: Give 0 to 100."),
        ({"version": "999"}, "Scenario: "),
        ({"version": "x"}, "Scenario: "),
    ],
)
def test_impossible_terms_are_refused_beside_their_field(
    instructor: Client,
    school: School,
    session: Session,
    version: ScenarioVersion,
    changes: dict[str, str],
    message: str,
) -> None:
    instructor.get(f"/courses/{school.course.id}/assignments/new")
    page = instructor.submit("Assign", status=422, title="Kept as typed", **changes)
    assert message in page.text
    assert page.form("Assign").fields["title"] == ["Kept as typed"]
    assert session.scalars(select(Assignment)).all() == []


def test_a_scenario_of_another_program_is_not_offered(instructor: Client, school: School, session: Session) -> None:
    other = schools.school(session, "Zed", name="Elsewhere", domain="elsewhere.example.org")
    source = scenarios.SOURCE.replace("title: A toy shift", "title: Theirs alone", 1)
    schools.version(session, source=source, program=other.program)
    session.commit()
    assert "Theirs alone" not in instructor.get(f"/courses/{school.course.id}/assignments/new").text


def test_only_the_newest_version_is_offered(
    instructor: Client, school: School, session: Session, version: ScenarioVersion
) -> None:
    schools.version(session, source=scenarios.SOURCE.replace("A toy shift", "A better toy shift", 1))
    session.commit()
    page = instructor.get(f"/courses/{school.course.id}/assignments/new")
    offered = [option.text.strip() for option in page.all("option")]
    assert offered == ["A better toy shift (about 25 minutes)"]


def test_the_terms_can_be_changed(instructor: Client, given: Assignment, session: Session) -> None:
    page = instructor.get(f"/assignments/{given.id}/edit")
    assert "version 1" in page.text
    instructor.submit("Save", title="Renamed", due_at="", minutes="30")
    assert (given.title, given.due_at, given.minutes) == ("Renamed", None, 30)


def test_nothing_changes_when_a_form_is_saved_as_it_was(
    instructor: Client, given: Assignment, session: Session
) -> None:
    before = (given.title, given.attempts_allowed, given.minutes, given.feedback, given.pass_percent)
    instructor.get(f"/assignments/{given.id}/edit")
    instructor.submit("Save")
    assert (given.title, given.attempts_allowed, given.minutes, given.feedback, given.pass_percent) == before


def test_a_stale_form_is_refused_and_keeps_what_was_typed(
    instructor: Client, given: Assignment, session: Session
) -> None:
    page = instructor.get(f"/assignments/{given.id}/edit")
    given.minutes = 15
    session.commit()
    page = instructor.submit("Save", status=422, page=page, title="Mine", minutes="60")
    assert "A colleague changed this assignment since you opened it." in page.text
    assert page.form("Save").fields["title"] == ["Mine"]
    assert given.minutes == 15


def test_who_shares_patients_cannot_change_once_somebody_began(
    instructor: Client, given: Assignment, school: School, session: Session
) -> None:
    lifecycle.start_graded(session, school.trainees["Bo"], given, utc_now())
    session.commit()
    instructor.get(f"/assignments/{given.id}/edit")
    page = instructor.submit("Save", status=422, same_variant="y")
    assert "Trainees have begun" in page.text


def test_marks_are_released_by_hand(instructor: Client, given: Assignment, school: School, session: Session) -> None:
    instructor.get(f"/courses/{school.course.id}")
    page = instructor.submit("Release marks now")
    assert "are released" in page.text
    assert given.released_at is not None
    assert "Release marks now" not in [button for form in page.forms for button in form.buttons]


def test_an_assignment_that_nobody_began_is_taken_back(
    instructor: Client, given: Assignment, school: School, session: Session
) -> None:
    instructor.get(f"/assignments/{given.id}/edit")
    page = instructor.submit("Take the assignment back")
    assert "is taken back" in page.text
    assert session.scalars(select(Assignment)).all() == []


def test_an_assignment_that_somebody_began_stays(
    instructor: Client, given: Assignment, school: School, session: Session
) -> None:
    lifecycle.start_graded(session, school.trainees["Bo"], given, utc_now())
    session.commit()
    instructor.get(f"/assignments/{given.id}/edit")
    page = instructor.submit("Take the assignment back", status=409)
    assert "Set its due date to now" in page.text
    assert session.get(Assignment, given.id) is not None


def test_an_archived_course_is_given_nothing(
    instructor: Client, school: School, session: Session, version: ScenarioVersion
) -> None:
    school.course.archived = True
    session.commit()
    instructor.get(f"/courses/{school.course.id}/assignments/new")
    page = instructor.submit("Assign", status=422)
    assert "Take it out of the archive first." in page.text
