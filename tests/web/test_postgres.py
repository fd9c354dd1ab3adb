"""The pages over PostgreSQL: a course from its making to a mark that is overridden."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox import create_app, migrations
from sandbox.attempts.models import MarkRow
from sandbox.clock import utc_now
from sandbox.database import connect
from sandbox.extensions import db
from sandbox.gradebook.models import Override
from tests.client import Client
from tests.conftest import NewDatabase
from tests.factories import attempts
from tests.factories import programs as schools

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("toy_makers")]


def test_a_course_is_made_joined_and_judged(new_postgres: NewDatabase, tmp_path: Path) -> None:
    url = new_postgres()
    engine = connect(url)
    migrations.upgrade(engine)
    app = create_app(
        {
            "TESTING": True,
            "SECRET_KEY": "tests-only",
            "MRT_INSTANCE": str(tmp_path),
            "DATABASE_URL": url,
            "RATELIMIT_ENABLED": False,
        }
    )
    with Session(engine) as session:
        school = schools.school(session, "Bo")
        given = schools.assignment(session, school, utc_now())
        attempts.finished(session, school.trainees["Bo"], given, utc_now(), first=attempts.RIGHT[:2])
        session.commit()
        walk(app, session, school.course.id)
    engine.dispose()
    with app.app_context():
        for each in db.engines.values():
            each.dispose()


def walk(app: Flask, session: Session, course_id: int) -> None:
    """An instructor looks through the gradebook and overrides a mark; odd input is refused, not a fault."""
    instructor = Client(app).sign_in("ines@example.org")
    assert "88.9 %" in instructor.get(f"/courses/{course_id}/gradebook").text
    mark = session.scalars(select(MarkRow).where(MarkRow.credit == 0.0)).one()
    instructor.get(f"/marks/{mark.id}/override")
    instructor.submit("Override the mark", percent="100", reason="The note allows it. — Ünïcødé ✓")
    assert session.scalars(select(Override.credit)).all() == [1.0]
    assert "100.0 %" in instructor.get(f"/courses/{course_id}/gradebook").text
    instructor.get(f"/courses/{2**31 - 1}", status=404)
    instructor.post(f"/courses/{course_id}/settings", status=400, title="a\0b")
    stranger = Client(app)
    stranger.get("/account/sign-in")
    stranger.submit("Sign in", status=422, email="who@example.org", password="wrong")
