"""The gradebook: the table, attempts item by item, items, the download, and overrides."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.attempts.models import Attempt, MarkRow
from sandbox.clock import utc_now
from sandbox.gradebook import overrides
from sandbox.gradebook.models import Override
from sandbox.journal.models import JournalEntry
from sandbox.programs.models import Assignment
from tests.client import Client
from tests.factories import attempts
from tests.factories import programs as schools
from tests.factories.attempts import RIGHT
from tests.factories.programs import School

pytestmark = pytest.mark.usefixtures("toy_makers")


@pytest.fixture
def given(session: Session, school: School) -> Assignment:
    made = schools.assignment(session, school, utc_now(), attempts_allowed=3)
    session.commit()
    return made


@pytest.fixture
def done(session: Session, school: School, given: Assignment) -> Attempt:
    """Bo finished: everything right but for one code of the first task, which is missed."""
    made = attempts.finished(session, school.trainees["Bo"], given, utc_now(), first=RIGHT[:2])
    session.commit()
    return made


def missed(session: Session, attempt: Attempt) -> MarkRow:
    return session.scalars(select(MarkRow).join(MarkRow.answer).where(MarkRow.credit == 0.0)).one()


def test_an_empty_gradebook_says_what_to_do(instructor: Client, school: School) -> None:
    page = instructor.get(f"/courses/{school.course.id}/gradebook")
    assert "Nothing is assigned yet." in page.text


def test_the_table_shows_points_whether_passed_and_who_has_not_begun(
    instructor: Client, school: School, done: Attempt
) -> None:
    page = instructor.get(f"/courses/{school.course.id}/gradebook")
    assert "Bo Tran 88.9 % passed 88.9 %" in page.text
    assert "Cy Tran not started —" in page.text
    assert page.links()["88.9 %"] == f"/attempts/{done.id}/marks"


def test_a_critical_mistake_shows_in_the_table(
    instructor: Client, school: School, given: Assignment, session: Session
) -> None:
    attempts.finished(session, school.trainees["Cy"], given, utc_now(), second=(*RIGHT, "Z00.00"))
    session.commit()
    assert "not passed critical" in instructor.get(f"/courses/{school.course.id}/gradebook").text


def test_an_attempt_shows_every_item(instructor: Client, done: Attempt) -> None:
    page = instructor.get(f"/attempts/{done.id}/marks")
    assert page.heading() == "Bo Tran: A toy shift"
    assert "Name the diagnoses" in page.text
    assert "Missed" in page.text
    assert page.text.count("1 of 1") == 5
    assert page.text.count("0 of 1") == 1


def test_an_attempt_under_way_shows_what_is_submitted(
    instructor: Client, school: School, given: Assignment, session: Session
) -> None:
    running = lifecycle.start_graded(session, school.trainees["Bo"], given, utc_now())
    session.commit()
    page = instructor.get(f"/attempts/{running.id}/marks")
    assert "In progress" in page.text
    assert page.text.count("nothing submitted") == 2
    assert "in progress" in instructor.get(f"/courses/{school.course.id}/gradebook").text


def test_every_attempt_of_the_trainee_can_be_opened(
    instructor: Client, school: School, given: Assignment, done: Attempt, session: Session
) -> None:
    second = attempts.finished(session, school.trainees["Bo"], given, utc_now())
    session.commit()
    page = instructor.get(f"/attempts/{done.id}/marks")
    assert page.links()["Attempt 2"] == f"/attempts/{second.id}/marks"
    assert "100.0 %" in instructor.get(f"/courses/{school.course.id}/gradebook").text


def test_time_that_is_over_is_settled_before_results_are_shown(
    instructor: Client, school: School, given: Assignment, session: Session
) -> None:
    begun = utc_now() - timedelta(hours=3)
    given.minutes = 30
    session.flush()
    running = lifecycle.start_graded(session, school.trainees["Cy"], given, begun)
    session.commit()
    page = instructor.get(f"/courses/{school.course.id}/gradebook")
    assert "Cy Tran 0.0 % not passed" in page.text
    assert running.submitted_at == begun + timedelta(minutes=30)


def test_items_show_the_hardest_first(instructor: Client, given: Assignment, done: Attempt) -> None:
    page = instructor.get(f"/assignments/{given.id}/items")
    assert page.text.index("0 %") < page.text.index("100 %")
    assert "Missed (1)" in page.text


def test_items_nobody_has_finished(instructor: Client, given: Assignment) -> None:
    assert "Nobody has finished yet." in instructor.get(f"/assignments/{given.id}/items").text


def test_the_download_is_a_table_that_no_spreadsheet_runs(
    instructor: Client, school: School, done: Attempt, session: Session
) -> None:
    school.trainees["Bo"].name = "=cmd()"
    session.commit()
    response = instructor.flask.get(f"/courses/{school.course.id}/gradebook.csv")
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == 'attachment; filename="gradebook-hit-210-practicum.csv"'
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert rows[0] == ["Name", "E-mail", "A toy shift", "Mean"]
    assert rows[1] == ["'=cmd()", "bo@example.org", "88.9", "88.9"]


def test_an_override_counts_and_says_why(instructor: Client, school: School, done: Attempt, session: Session) -> None:
    mark = missed(session, done)
    page = instructor.get(f"/attempts/{done.id}/marks")
    assert f"/marks/{mark.id}/override" in [link["href"] for link in page.all("a")]
    instructor.get(f"/marks/{mark.id}/override")
    page = instructor.submit("Override the mark", status=422, percent="50", reason=" ")
    assert "Reason: Give a reason; the trainee will read it." in page.text
    page = instructor.submit("Override the mark", percent="50", reason="The note was ambiguous.")
    assert page.address == f"/attempts/{done.id}/marks"
    assert "Overridden by Ines Lehrer, from 0 % to 50 %: The note was ambiguous." in page.text
    assert "0.5 of 1" in page.text
    entry = session.scalars(select(JournalEntry).where(JournalEntry.act == "mark.overridden")).one()
    assert entry.detail["reason"] == "The note was ambiguous."
    assert "Bo Tran 94.4 %" in instructor.get(f"/courses/{school.course.id}/gradebook").text


def test_earlier_judgments_stand_on_the_form(
    instructor: Client, school: School, done: Attempt, session: Session
) -> None:
    mark = missed(session, done)
    overrides.override(session, mark, 0.25, "First thought.", school.instructor, utc_now())
    session.commit()
    page = instructor.get(f"/marks/{mark.id}/override")
    assert "25 % by Ines Lehrer" in page.text
    assert page.form("Override the mark").fields["percent"] == ["25.0"]


def test_two_instructors_do_not_overwrite_each_other(
    app: Flask, instructor: Client, school: School, done: Attempt, session: Session
) -> None:
    mark = missed(session, done)
    page = instructor.get(f"/marks/{mark.id}/override")
    overrides.override(session, mark, 0.25, "Mine came first.", school.admin, utc_now())
    session.commit()
    page = instructor.submit("Override the mark", status=422, page=page, percent="75", reason="Typed before I saw it.")
    assert "A colleague judged this mark since you opened it." in page.text
    assert page.form("Override the mark").fields["reason"] == ["Typed before I saw it."]
    assert [each.credit for each in session.scalars(select(Override))] == [0.25]


@pytest.mark.parametrize("percent", ["-1", "101", "nan", "inf", "much", ""])
def test_an_impossible_credit_is_refused(instructor: Client, done: Attempt, session: Session, percent: str) -> None:
    instructor.get(f"/marks/{missed(session, done).id}/override")
    page = instructor.submit("Override the mark", status=422, percent=percent, reason="x")
    assert "Credit in percent: " in page.text
    assert session.scalars(select(Override)).all() == []


def test_a_tampered_revision_never_stands(instructor: Client, done: Attempt, session: Session) -> None:
    mark = missed(session, done)
    for revision in ("", "-1", "x", "9" * 40, "١"):
        instructor.get(f"/marks/{mark.id}/override")
        instructor.submit("Override the mark", status=422, revision=revision, percent="100", reason="x")
    assert session.scalars(select(Override)).all() == []


def test_trainees_see_nothing_of_it(
    trainee: Client, school: School, given: Assignment, done: Attempt, session: Session
) -> None:
    for address in (
        f"/courses/{school.course.id}/gradebook",
        f"/courses/{school.course.id}/gradebook.csv",
        f"/assignments/{given.id}/items",
        f"/attempts/{done.id}/marks",
        f"/marks/{missed(session, done).id}/override",
    ):
        trainee.get(address, status=404)


def test_practice_is_not_in_a_gradebook(
    instructor: Client, school: School, given: Assignment, session: Session
) -> None:
    practice = lifecycle.start_practice(session, school.instructor, given.version, utc_now())
    session.commit()
    instructor.get(f"/attempts/{practice.id}/marks", status=404)
