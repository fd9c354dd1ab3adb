"""Loads what a URL names; what does not exist is not found, like what belongs to somebody else."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from sandbox.errors import NotFound
from sandbox.extensions import db
from sandbox.programs.models import Assignment, Course, CourseMember, Program
from sandbox.scenarios.models import Scenario, ScenarioVersion

REMEDY = "Check the address, or start again from your courses."


def find_program(program_id: int) -> Program:
    """The program with this id."""
    program = db.session.get(Program, program_id)
    if program is None:
        raise NotFound("There is no such program.", REMEDY)
    return program


def find_course(course_id: int) -> Course:
    """The course with this id."""
    course = db.session.get(Course, course_id)
    if course is None:
        raise NotFound("There is no such course.", REMEDY)
    return course


def find_assignment(assignment_id: int) -> Assignment:
    """The assignment with this id."""
    assignment = db.session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound("There is no such assignment.", REMEDY)
    return assignment


def find_member(course: Course, account_id: int) -> CourseMember:
    """This person's membership of a course."""
    wanted = (CourseMember.course_id == course.id, CourseMember.account_id == account_id)
    member = db.session.scalar(select(CourseMember).options(joinedload(CourseMember.account)).where(*wanted))
    if member is None:
        raise NotFound("This person is not in the course.", "Go back to the list of members.")
    return member


def assignable(course: Course) -> Sequence[ScenarioVersion]:
    """The newest version of every scenario that a course may be given, easiest first."""
    visible = Scenario.program_id.is_(None) | (Scenario.program_id == course.program_id)
    query = (
        select(ScenarioVersion)
        .join(Scenario)
        .options(joinedload(ScenarioVersion.scenario))
        .where(visible)
        .order_by(Scenario.level, Scenario.title, Scenario.id, ScenarioVersion.number)
    )
    newest = {version.scenario_id: version for version in db.session.scalars(query)}
    return list(newest.values())
