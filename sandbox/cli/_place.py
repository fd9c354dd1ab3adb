"""The installation that a command works on: its settings and its database, migrated and open for writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from sandbox import codesets, migrations
from sandbox.cli import Failed
from sandbox.config import settled
from sandbox.database import connect, writing


def folder_of(settings: dict[str, Any], engine: Engine) -> Path:
    """Where what belongs to the database is kept: beside the file of SQLite, else the instance folder."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        return Path(engine.url.database).resolve().parent
    return Path(settings["MRT_INSTANCE"])


@contextmanager
def engine_of(settings: dict[str, Any]) -> Iterator[Engine]:
    """The database's engine, migrated. Raises ``Failed`` when it cannot be reached."""
    engine = connect(settings["DATABASE_URL"])
    folder_of(settings, engine).mkdir(parents=True, exist_ok=True)
    codesets.configure(Path(settings["MRT_CODESETS"]))
    try:
        migrations.upgrade(engine)
        yield engine
    except OperationalError as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise Failed(f"The database {shown} cannot be used: {error.orig}. Check DATABASE_URL.") from None
    finally:
        engine.dispose()


@contextmanager
def session_on(engine: Engine) -> Iterator[Session]:
    """A session whose work is committed at the end, or not at all."""
    turn = writing.set(True)
    try:
        with Session(engine) as session, session.begin():
            yield session
    finally:
        writing.reset(turn)


@contextmanager
def opened() -> Iterator[Session]:
    """A session on the installation that the environment names."""
    with engine_of(settled()) as engine, session_on(engine) as session:
        yield session
