"""Programs and courses: join codes, roles, archive."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from sandbox.errors import Closed, Conflict, Invalid, NotFound
from sandbox.journal import entries
from sandbox.programs import courses, programs, roles
from sandbox.programs.models import CourseMember, Role
from tests.factories import people
from tests.factories.programs import school


def test_join_codes_have_no_letters_that_look_alike() -> None:
    assert not set("IL1O0S5") & set(courses.CODE_LETTERS)
    codes = {courses.make_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == courses.CODE_LENGTH and set(code) <= set(courses.CODE_LETTERS) for code in codes)


@given(st.text(courses.CODE_LETTERS, min_size=8, max_size=8), st.sampled_from(["", " ", "-", " - "]))
def test_a_code_is_read_however_it_is_typed(code: str, gap: str) -> None:
    assert courses.read_code(courses.printed(code)) == code
    assert courses.read_code(f" {code[:3].lower()}{gap}{code[3:]}\n") == code


def test_joining_makes_a_trainee_once(session: Session, now: datetime) -> None:
    here, ada = school(session), people.account(session)
    typed = courses.printed(here.course.join_code).lower()
    first = courses.join(session, ada, typed, now)
    assert (first.role, first.program_id, first.joined_at) == (Role.TRAINEE, here.program.id, now)
    assert courses.join(session, ada, typed, now) is first
    assert [member.account for member in roles.members(session, here.course, Role.TRAINEE)] == [
        ada,
        here.trainees["Bo"],
    ]


def test_an_instructor_who_types_the_code_stays_instructor(session: Session, now: datetime) -> None:
    here = school(session)
    assert courses.join(session, here.instructor, here.course.join_code, now).role is Role.INSTRUCTOR


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "x" * 500, "=1+1", "\0"])
def test_a_wrong_code_joins_nothing(session: Session, now: datetime, code: str) -> None:
    school(session)
    with pytest.raises(NotFound, match="letter by letter"):
        courses.join(session, people.account(session), code, now)


def test_a_course_that_takes_nobody_refuses_newcomers_only(session: Session, now: datetime) -> None:
    here, ada = school(session), people.account(session)
    courses.set_joinable(session, here.course, False, by=here.instructor, now=now)
    with pytest.raises(Closed, match="not taking new members"):
        courses.join(session, ada, here.course.join_code, now)
    assert courses.join(session, here.trainees["Bo"], here.course.join_code, now).role is Role.TRAINEE
    courses.set_joinable(session, here.course, True, by=here.instructor, now=now)
    courses.archive(session, here.course, by=here.instructor, now=now)
    with pytest.raises(Closed):
        courses.join(session, ada, here.course.join_code, now)


def test_a_renewed_code_replaces_the_old_one(session: Session, now: datetime) -> None:
    here, ada = school(session), people.account(session)
    old = here.course.join_code
    new = courses.renew_code(session, here.course, by=here.instructor, now=now)
    assert new != old
    with pytest.raises(NotFound):
        courses.join(session, ada, old, now)
    assert courses.join(session, ada, new, now).course == here.course


def test_a_taken_code_is_drawn_again(session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    here = school(session)
    draws = iter([here.course.join_code, "AAAABBBB", here.course.join_code, "CCCCDDDD"])
    monkeypatch.setattr(courses, "make_code", lambda: next(draws))
    second = courses.create_course(session, here.program, "HIT 211", by=here.instructor, now=now)
    assert second.join_code == "AAAABBBB"
    assert courses.renew_code(session, second, by=here.instructor, now=now) == "CCCCDDDD"


def test_archived_courses_leave_the_lists_but_stay(session: Session, now: datetime) -> None:
    here = school(session)
    bo = here.trainees["Bo"]
    courses.archive(session, here.course, by=here.instructor, now=now)
    assert roles.courses_of(session, bo) == []
    assert programs.courses(session, here.program) == []
    assert [member.course for member in roles.courses_of(session, bo, archived=True)] == [here.course]
    assert programs.courses(session, here.program, archived=True) == [here.course]
    courses.archive(session, here.course, by=here.instructor, now=now, archived=False)
    assert [member.course for member in roles.courses_of(session, bo)] == [here.course]


def test_every_act_on_a_course_is_journaled(session: Session, now: datetime) -> None:
    here = school(session)
    courses.rename(session, here.course, " HIT 220 ", by=here.instructor, now=now)
    courses.renew_code(session, here.course, by=here.instructor, now=now)
    courses.archive(session, here.course, by=here.instructor, now=now)
    written = entries.about(session, here.course)
    assert [entry.act for entry in written] == [
        "course.created",
        "role.changed",
        "role.changed",
        "course.renamed",
        "course.code_renewed",
        "course.archived",
    ]
    assert written[3].detail == {"before": "HIT 210 Practicum", "after": "HIT 220"}
    assert {entry.program_id for entry in written} == {here.program.id}
    assert here.course.join_code not in str([entry.detail for entry in written])


@pytest.mark.parametrize("title", ["", " \n", "x" * 256])
def test_a_course_needs_a_title(session: Session, now: datetime, title: str) -> None:
    here = school(session)
    with pytest.raises(Invalid) as refused:
        courses.create_course(session, here.program, title, by=here.instructor, now=now)
    assert "title" in refused.value.fields


def test_roles_can_change_and_end(session: Session, now: datetime) -> None:
    here = school(session)
    bo = here.trainees["Bo"]
    roles.grant_in_course(session, here.course, bo, Role.INSTRUCTOR, by=here.instructor, now=now)
    assert roles.teaches(session, bo, here.course)
    roles.leave_course(session, here.course, bo, by=here.instructor, now=now)
    assert roles.role_in_course(session, bo, here.course) is None
    assert not roles.belongs_to_program(session, bo, here.program.id)
    with pytest.raises(Conflict, match="not in this course"):
        roles.leave_course(session, here.course, bo, by=here.instructor, now=now)
    last = entries.about(session, here.course)[-1]
    assert last.detail == {"account": bo.id, "before": "instructor", "after": None}


def test_each_role_has_its_place(session: Session, now: datetime) -> None:
    here = school(session)
    bo = here.trainees["Bo"]
    with pytest.raises(Conflict, match="belong to courses"):
        roles.grant_in_program(session, here.program, bo, Role.TRAINEE, by=None, now=now)
    with pytest.raises(Conflict, match="trainees and instructors"):
        roles.grant_in_course(session, here.course, bo, Role.PROGRAM_ADMIN, by=None, now=now)


def test_administrators_teach_every_course_of_their_program_and_no_other(session: Session, now: datetime) -> None:
    here, there = school(session), school(session, name="Elsewhere", domain="else.example.org")
    assert roles.teaches(session, here.admin, here.course)
    assert not roles.teaches(session, here.admin, there.course)
    assert not roles.teaches(session, here.instructor, there.course)


def test_programs_have_short_names_that_are_unique(session: Session, now: datetime) -> None:
    here = school(session, name="Fairhaven")
    assert programs.by_slug(session, "fairhaven") == here.program
    with pytest.raises(Conflict, match="already a program"):
        programs.create_program(session, "Fairhaven", now=now, by=None)
    with pytest.raises(Invalid):
        programs.create_program(session, "大学", now=now, by=None)
    assert programs.slug_of("  École de l'Été — 2026 ") == "ecole-de-l-ete-2026"


def test_program_roles_are_listed_by_name_of_the_program(session: Session, now: datetime) -> None:
    here, there = school(session), school(session, name="Ashford", domain="else.example.org")
    roles.grant_in_program(session, there.program, here.admin, Role.INSTRUCTOR, by=there.admin, now=now)
    held = roles.programs_of(session, here.admin)
    assert [(member.program, member.role) for member in held] == [
        (there.program, Role.INSTRUCTOR),
        (here.program, Role.PROGRAM_ADMIN),
    ]


def test_the_database_keeps_one_role_a_course(session: Session, now: datetime) -> None:
    here = school(session)
    member = session.query(CourseMember).filter_by(account_id=here.trainees["Bo"].id).one()
    again = roles.grant_in_course(session, here.course, here.trainees["Bo"], Role.TRAINEE, by=here.instructor, now=now)
    assert again is member
