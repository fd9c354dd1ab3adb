"""Courses: who sees what, making, joining, changing, and members with their extra time."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.clock import utc_now
from sandbox.journal.models import JournalEntry
from sandbox.programs import courses, programs, roles
from sandbox.programs.models import Course, CourseMember, Role
from tests.client import Client
from tests.factories import people
from tests.factories import programs as schools
from tests.factories.programs import School


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(JournalEntry.act).order_by(JournalEntry.id)))


def test_somebody_in_no_course_is_told_what_to_do(app: Flask, school: School, session: Session) -> None:
    people.account(session, "Noor New", email="noor@example.org")
    session.commit()
    page = Client(app).sign_in("noor@example.org").get("/courses")
    assert "You are in no course yet." in page.text
    assert page.links()["Join a course with a code"] == "/courses/join"
    assert "Make a course" not in page.text


def test_the_list_says_what_one_is_where(trainee: Client, instructor: Client, school: School) -> None:
    assert "HIT 210 Practicum Fairhaven College HIT trainee" in trainee.get("/courses").text
    assert "HIT 210 Practicum Fairhaven College HIT instructor" in instructor.get("/courses").text


def test_an_administrator_sees_every_course_of_the_program(app: Flask, school: School) -> None:
    admin = Client(app).sign_in(school.admin)
    assert admin.get("/courses").links()["HIT 210 Practicum"] == f"/courses/{school.course.id}"
    assert "Join code" in admin.get(f"/courses/{school.course.id}").text


def test_an_administrator_makes_a_course_and_teaches_it(app: Flask, school: School, session: Session) -> None:
    admin = Client(app).sign_in(school.admin)
    admin.get(admin.get("/courses").links()["Make a course"])
    page = admin.submit("Make the course", status=422, title="   ")
    assert "Title: " in page.text
    page = admin.submit("Make the course", title="Coding I")
    assert page.heading() == "Coding I"
    made = session.scalars(select(Course).where(Course.title == "Coding I")).one()
    assert courses.printed(made.join_code) in page.text
    assert roles.role_in_course(session, school.admin, made) is Role.INSTRUCTOR
    assert "No trainee has joined yet." in page.text
    assert "Nothing is assigned yet." in page.text


def test_only_people_with_a_role_over_the_program_make_courses(
    trainee: Client, instructor: Client, school: School
) -> None:
    for person in (trainee, instructor):
        person.get(f"/programs/{school.program.id}/courses/new", status=404)
        person.post(f"/programs/{school.program.id}/courses/new", status=404, title="Mine")


def test_a_code_lets_somebody_join_once(app: Flask, school: School, session: Session) -> None:
    people.account(session, "Noor New", email="noor@example.org")
    session.commit()
    noor = Client(app).sign_in("noor@example.org")
    noor.get("/courses/join")
    page = noor.submit("Join", status=422, code="nonsense")
    assert "No course has this join code." in page.text
    page = noor.submit("Join", code=f" {courses.printed(school.course.join_code).lower()} ")
    assert page.heading() == "HIT 210 Practicum"
    assert "Join code" not in page.text
    noor.get("/courses/join")
    noor.submit("Join", code=school.course.join_code)
    held = session.scalars(select(CourseMember).join(CourseMember.account).where(CourseMember.course == school.course))
    assert [each.account.name for each in held].count("Noor New") == 1


def test_a_trainee_sees_no_roster_and_only_what_has_opened(
    trainee: Client, school: School, session: Session, toy_makers: None
) -> None:
    now = utc_now()
    schools.assignment(session, school, now)
    later = schools.assignment(session, school, now, opens_at=now + timedelta(days=1), due_at=None)
    later.title = "Next week's"
    session.commit()
    page = trainee.get(f"/courses/{school.course.id}")
    assert "A toy shift" in page.text
    assert "Next week's" not in page.text
    assert "Cy Tran" not in page.text
    assert school.course.join_code[:4] not in page.text


def test_settings_change_the_course_and_the_journal_tells_what(
    instructor: Client, school: School, session: Session
) -> None:
    instructor.get(f"/courses/{school.course.id}/settings")
    page = instructor.submit("Save", title="HIT 211", joinable=None)
    assert page.heading() == "HIT 211"
    assert "takes nobody in at present" in page.text
    assert acts(session)[-2:] == ["course.renamed", "course.closed_to_join"]
    instructor.get(f"/courses/{school.course.id}/settings")
    instructor.submit("Save", archived="y")
    assert acts(session)[-1] == "course.archived"
    page = instructor.get("/courses")
    assert "You are in no course yet." in page.text
    assert page.links()["HIT 211"] == f"/courses/{school.course.id}"
    assert "Assign a scenario" not in instructor.get(f"/courses/{school.course.id}").links()


def test_the_code_can_be_replaced(instructor: Client, school: School, session: Session) -> None:
    before = school.course.join_code
    instructor.get(f"/courses/{school.course.id}")
    instructor.submit("Replace the code")
    assert school.course.join_code != before


def test_extra_time_is_given_to_a_member_and_journaled(instructor: Client, school: School, session: Session) -> None:
    bo = school.trainees["Bo"]
    address = f"/courses/{school.course.id}/members/{bo.id}"
    instructor.get(address)
    page = instructor.submit("Save", status=422, time_factor="9")
    assert "Time factor: Give a factor from 1 to 5." in page.text
    instructor.submit("Save", status=422, time_factor="nan")
    page = instructor.submit("Save", time_factor="1.5")
    assert "Bo Tran bo@example.org trainee 1.5" in page.text
    assert bo.time_factor == 1.5
    assert acts(session)[-1] == "account.time_factor_changed"


def test_a_member_can_be_taken_out_but_not_oneself(instructor: Client, school: School, session: Session) -> None:
    bo = school.trainees["Bo"]
    instructor.get(f"/courses/{school.course.id}/members/{bo.id}")
    page = instructor.submit("Remove Bo Tran")
    assert "no longer in the course" in page.text
    assert roles.role_in_course(session, bo, school.course) is None
    page = instructor.get(f"/courses/{school.course.id}/members/{school.instructor.id}")
    assert "Remove from the course" not in page.text


def test_a_trainee_is_made_an_instructor_and_back(
    instructor: Client, app: Flask, school: School, session: Session
) -> None:
    bo = school.trainees["Bo"]
    address = f"/courses/{school.course.id}/members/{bo.id}"
    instructor.get(address)
    page = instructor.submit("Change the role", role="instructor")
    assert "Bo Tran is now instructor of the course." in page.text
    assert Client(app).sign_in(bo).get(f"/courses/{school.course.id}/gradebook").heading() == "Gradebook"
    instructor.get(address)
    instructor.submit("Change the role", role="trainee")
    assert roles.role_in_course(session, bo, school.course) is Role.TRAINEE
    assert instructor.post(f"{address}/role", status=422, role="program_admin").text.count("No role was chosen.") == 1


def test_nobody_leaves_a_course_without_an_instructor(instructor: Client, school: School, session: Session) -> None:
    address = f"/courses/{school.course.id}/members/{school.instructor.id}"
    assert "Change the role" not in instructor.get(address).text
    assert "Ask another instructor" in instructor.post(f"{address}/role", status=409, role="trainee").text
    assert "Ask another instructor" in instructor.post(f"{address}/remove", status=409).text
    assert roles.teaches(session, school.instructor, school.course)


def test_a_member_of_another_course_is_not_found(instructor: Client, school: School, session: Session) -> None:
    other = people.account(session, "Eve Else", email="eve@example.org")
    session.commit()
    instructor.get(f"/courses/{school.course.id}/members/{other.id}", status=404)
    instructor.post(f"/courses/{school.course.id}/members/{other.id}/remove", status=404)


def test_programs_of_other_schools_are_not_offered(app: Flask, school: School, session: Session) -> None:
    programs.create_program(session, "Elsewhere", now=utc_now(), by=None)
    session.commit()
    assert "Elsewhere" not in Client(app).sign_in(school.admin).get("/courses").text
