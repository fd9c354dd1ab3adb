"""Database migrations: plain Alembic over an engine. The web shell and the command line both use these functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, PoolProxiedConnection, func, select

from sandbox.database import Base, writing

MODELS = ("people", "scenarios", "programs", "attempts", "gradebook", "journal")
"""Every part that has tables, an owner before what refers to it."""

ADVISORY_LOCK = 0x4D5254  # "MRT": any number does, as long as every process uses the same


def metadata() -> MetaData:
    """The tables as the models declare them; imports every model."""
    for part in MODELS:
        import_module(f"sandbox.{part}.models")
    return Base.metadata


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, the newest unless named. Does nothing when it is there already."""
    _run(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the database back to a revision; ``base`` removes every table."""
    _run(engine, lambda config: command.downgrade(config, revision))


def current(engine: Engine) -> str | None:
    """The revision the database is at; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The newest revision there is."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError("There is no migration.")
    return head


def revisions() -> tuple[str, ...]:
    """Every revision there is, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def is_current(engine: Engine) -> bool:
    """Whether the database is at the newest revision."""
    return current(engine) == newest()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run(engine: Engine, act: Callable[[Config], None]) -> None:
    """Run a command in one transaction, so that a migration that fails leaves the database as it was."""
    config = _config()
    turn = writing.set(True)  # two processes that start together migrate one after the other
    try:
        with engine.connect() as connection, _references_unchecked(connection), connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            config.attributes["connection"] = connection
            act(config)
            _check_references(connection)
    finally:
        writing.reset(turn)


@contextmanager
def _references_unchecked(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by rebuilding it, which its references would forbid; they are checked before the commit.

    The setting works outside a transaction only, so it goes to the driver's connection, before one begins.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection
    _pragma(raw, "foreign_keys = OFF")
    try:
        yield
    finally:
        _pragma(raw, "foreign_keys = ON")


def _pragma(connection: PoolProxiedConnection, setting: str) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"The migration would leave {len(broken)} references to rows that do not exist.")
