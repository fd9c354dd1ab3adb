"""A school: a program with a course, its instructor, its administrator and its trainees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from sandbox.people.models import Account
from sandbox.programs import assignments, courses, programs, roles
from sandbox.programs.models import Assignment, Course, Program, Role
from sandbox.scenarios import versions
from sandbox.scenarios.models import ScenarioVersion
from tests.factories import people, scenarios
from tests.factories.people import BORN

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class School:
    """Everybody in it by their part; ``trainees`` by given name."""

    program: Program
    course: Course
    admin: Account
    instructor: Account
    trainees: dict[str, Account]


def school(session: Session, *trainees: str, name: str = "Fairhaven", domain: str = "example.org") -> School:
    """A school with trainees of these given names (Bo, unless named)."""
    admin = people.account(session, "Pat Admin", email=f"pat@{domain}")
    instructor = people.account(session, "Ines Lehrer", email=f"ines@{domain}")
    program = programs.create_program(session, f"{name} College HIT", now=BORN, by=None, slug=name, admin=admin)
    course = courses.create_course(session, program, "HIT 210 Practicum", by=instructor, now=BORN)
    made = {}
    for given in trainees or ("Bo",):
        made[given] = people.account(session, f"{given} Tran", email=f"{given.lower()}@{domain}")
        roles.grant_in_course(session, course, made[given], Role.TRAINEE, by=instructor, now=BORN)
    return School(program, course, admin, instructor, made)


def version(session: Session, *, source: str = scenarios.SOURCE, program: Program | None = None) -> ScenarioVersion:
    """A published version of the toy scenario (its makers must be in use)."""
    return versions.publish(session, source, program_id=program.id if program else None, now=BORN)


def assignment(session: Session, school: School, now: datetime, **policy: Any) -> Assignment:
    """The toy scenario given to the school's course, open since yesterday and due in a week unless said otherwise."""
    terms = {"opens_at": now - timedelta(days=1), "due_at": now + WEEK, **policy}
    return assignments.assign(
        session,
        school.course,
        version(session),
        by=school.instructor,
        now=min(now, terms["opens_at"]),
        policy=assignments.Policy(**terms),
    )
