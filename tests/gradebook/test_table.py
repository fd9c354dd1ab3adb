"""The gradebook by trainee and by item, and its download."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from sandbox.attempts import lifecycle
from sandbox.gradebook.exports import gradebook_csv, plain_cell
from sandbox.gradebook.table import ItemLine, State, course_table, item_table
from sandbox.programs import assignments, courses, roles
from sandbox.programs.models import Role
from tests.factories import people
from tests.factories.attempts import RIGHT, finished
from tests.factories.programs import assignment, school

HOUR = timedelta(hours=1)


@pytest.mark.usefixtures("toy_makers")
def test_the_table_has_a_line_for_every_trainee_and_a_cell_for_every_assignment(
    session: Session, now: datetime
) -> None:
    here = school(session, "Cy", "Bo", "Di")
    first = assignment(session, here, now, pass_percent=60.0)
    second = assignment(session, here, now, opens_at=now - HOUR, attempts_allowed=2)
    bo, cy, di = (here.trainees[name] for name in ("Bo", "Cy", "Di"))
    finished(session, bo, first, now, RIGHT, RIGHT[:1])
    worse = finished(session, bo, second, now, (), ())
    better = finished(session, bo, second, now)
    finished(session, cy, first, now, (), RIGHT[:2])
    lifecycle.start_graded(session, cy, second, now)
    table = course_table(session, here.course)
    assert (table.course, table.assignments) == (here.course, (first, second))
    assert [line.account for line in table.lines] == [bo, cy, di]
    states = [[cell.state for cell in line.cells] for line in table.lines]
    assert states == [
        [State.FINISHED, State.FINISHED],
        [State.FINISHED, State.WORKING],
        [State.NOT_STARTED, State.NOT_STARTED],
    ]
    best = table.lines[0].cells[1]
    assert (best.attempts, best.counted, best.passed) == ((worse, better), better, True)
    assert [cell.points.percent if cell.points else None for line in table.lines for cell in line.cells] == [
        55.6,
        100.0,
        44.4,
        None,
        None,
        None,
    ]
    assert [line.cells[0].passed for line in table.lines] == [False, False, None]
    assert [line.mean for line in table.lines] == [77.8, 44.4, None]


@pytest.mark.usefixtures("toy_makers")
def test_instructors_leavers_and_practice_are_not_in_the_table(session: Session, now: datetime) -> None:
    here = school(session, "Bo", "Cy")
    given = assignment(session, here, now)
    finished(session, here.trainees["Cy"], given, now)
    roles.leave_course(session, here.course, here.trainees["Cy"], by=here.instructor, now=now)
    practice = lifecycle.start_practice(session, here.trainees["Bo"], given.version, now)
    lifecycle.finish(session, practice, now)
    (line,) = course_table(session, here.course).lines
    assert line.account is here.trainees["Bo"]
    assert line.cells[0].state is State.NOT_STARTED
    roles.grant_in_course(session, here.course, here.trainees["Cy"], Role.TRAINEE, by=here.instructor, now=now)
    assert course_table(session, here.course).lines[1].cells[0].state is State.FINISHED


@pytest.mark.usefixtures("toy_makers")
def test_items_show_how_hard_they_were_and_why(session: Session, now: datetime) -> None:
    here = school(session, "Bo", "Cy", "Di", "Ed")
    given = assignment(session, here, now)
    for name, codes in (("Bo", RIGHT), ("Cy", RIGHT[:1]), ("Di", (*RIGHT[:1], "R05.9"))):
        finished(session, here.trainees[name], given, now, codes)
    lifecycle.start_graded(session, here.trainees["Ed"], given, now)
    table = item_table(session, given)
    assert table[0] == ItemLine("name-them", "extra:R05.9", "Codes", "R05.9", 1, 0.0, (("extra", 1),))
    assert table[1] == ItemLine("name-them", "code:J44.0", "Codes", "J44.0", 3, 0.333, (("missed", 2), ("correct", 1)))
    assert [(line.task, line.item, line.n) for line in table[2:]] == [
        ("name-them", "code:J44.1", 3),
        ("name-them", "code:J18.9", 3),
        ("name-more", "code:J18.9", 3),
        ("name-more", "code:J44.0", 3),
        ("name-more", "code:J44.1", 3),
    ]


@pytest.mark.usefixtures("toy_makers")
def test_an_empty_course_has_an_empty_table(session: Session, now: datetime) -> None:
    here = school(session)
    empty = courses.create_course(session, here.program, "HIT 211", by=here.instructor, now=now)
    table = course_table(session, empty)
    assert (table.assignments, table.lines) == ((), ())
    assert gradebook_csv(session, empty) == "Name,E-mail,Mean\r\n"
    assert item_table(session, assignment(session, here, now)) == []


@pytest.mark.usefixtures("toy_makers")
def test_the_download_is_plain_csv_that_runs_no_formulas(session: Session, now: datetime) -> None:
    here = school(session)
    given = assignment(session, here, now)
    assignments.change(session, given, by=here.instructor, now=now, title='=HYPERLINK("http://example.org";"A")')
    finished(session, here.trainees["Bo"], given, now, RIGHT, RIGHT[:1])
    mallory = people.account(session, '+cmd|"calc", A', email="mallory@example.org")
    courses.join(session, mallory, here.course.join_code, now)
    rows = list(csv.reader(io.StringIO(gradebook_csv(session, here.course))))
    assert rows == [
        ["Name", "E-mail", '\'=HYPERLINK("http://example.org";"A")', "Mean"],
        ['\'+cmd|"calc", A', "mallory@example.org", "", ""],
        ["Bo Tran", "bo@example.org", "55.6", "55.6"],
    ]


@for_all(st.text())
def test_no_cell_begins_like_a_formula(text: str) -> None:
    cell = plain_cell(text)
    assert cell in {text, f"'{text}"}
    assert cell.lstrip(" ")[:1] not in set("=+-@\t\r\n|%")
