"""An application over a database of its own, and clients for the people in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, request_started
from sqlalchemy.orm import Session

from sandbox import codesets, create_app, migrations
from sandbox.database import connect
from sandbox.extensions import db
from tests.client import Client
from tests.factories import programs
from tests.factories.programs import School

Made = Callable[..., Client]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database at the newest revision, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    engine = connect(f"sqlite:///{path}")
    migrations.upgrade(engine)
    engine.dispose()
    return path


def make_app(migrated: Path, folder: Path) -> Flask:
    """An application over a copy of the migrated database, in this folder."""
    path = folder / "test.sqlite"
    shutil.copy(migrated, path)
    return create_app(
        {
            "TESTING": True,
            "SECRET_KEY": "tests-only",
            "MRT_INSTANCE": str(folder),
            "MRT_CODESETS": str(codesets.folder().resolve()),
            "DATABASE_URL": f"sqlite:///{path}",
            "RATELIMIT_ENABLED": False,
        }
    )


@pytest.fixture
def app(migrated: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application over a fresh database."""
    made = make_app(migrated, tmp_path)
    yield made
    with made.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session of the application's database, for setting a test up and looking at what happened. Commit yourself.

    Each request ends its reading, so that what is read afterwards is what the request left.
    """
    with app.app_context():
        maker = db.sessionmaker
    with maker() as opened:

        def look_afresh(_app: Flask, **_rest: object) -> None:
            pending = [*opened.new, *opened.dirty, *opened.deleted]
            assert not pending, "commit before you ask for a page"
            opened.rollback()

        with request_started.connected_to(look_afresh, app):
            yield opened


@pytest.fixture
def school(session: Session) -> School:
    """A school with an instructor and two trainees."""
    made = programs.school(session, "Bo", "Cy")
    session.commit()
    return made


@pytest.fixture
def client(app: Flask) -> Client:
    """Somebody who is not signed in."""
    return Client(app)


@pytest.fixture
def trainee(app: Flask, school: School) -> Client:
    """Bo, signed in."""
    return Client(app).sign_in(school.trainees["Bo"])


@pytest.fixture
def instructor(app: Flask, school: School) -> Client:
    """The instructor, signed in."""
    return Client(app).sign_in(school.instructor)
