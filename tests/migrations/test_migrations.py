"""Migrations equal the models, and go up, down and up again, on both databases, with what is in them kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, func, inspect, select
from sqlalchemy.orm import Session

from sandbox import migrations
from sandbox.attempts import lifecycle, marking
from sandbox.attempts.models import Draft
from sandbox.database import Base, connect
from sandbox.gradebook.overrides import override
from sandbox.people.models import Account
from tests.conftest import BACKENDS
from tests.factories.attempts import TASKS, finished
from tests.factories.programs import assignment, school


@pytest.fixture(params=BACKENDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    if request.param == "sqlite":
        made = connect(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    else:
        made = connect(request.getfixturevalue("new_postgres")())
    yield made
    made.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_migrations_give_what_the_models_say(empty: Engine) -> None:
    migrations.upgrade(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, migrations.metadata()) == []


def test_migrations_give_the_check_constraints_of_the_models(empty: Engine) -> None:
    migrations.upgrade(empty)
    found = inspect(empty)
    for table in migrations.metadata().sorted_tables:
        declared = {str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)}
        assert {each["name"] for each in found.get_check_constraints(table.name)} == declared, table.name


def test_every_model_is_known_to_the_migrations() -> None:
    models = {f"sandbox.{part}.models" for part in migrations.MODELS}
    package = Path(migrations.__file__).parents[1]
    assert {f"sandbox.{path.parent.name}.models" for path in package.glob("*/models.py")} == models
    assert {mapper.class_.__module__ for mapper in Base.registry.mappers} <= models


def test_up_down_and_up_again(empty: Engine) -> None:
    assert migrations.current(empty) is None
    assert not migrations.is_current(empty)
    migrations.upgrade(empty)
    assert migrations.is_current(empty)
    assert tables(empty) == set(migrations.metadata().tables)
    migrations.downgrade(empty)
    assert tables(empty) == set()
    migrations.upgrade(empty)
    assert tables(empty) == set(migrations.metadata().tables)


def test_upgrading_again_keeps_what_is_there(empty: Engine) -> None:
    migrations.upgrade(empty)
    born = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    with Session(empty) as session:
        session.add(Account(email="ada@example.org", name="Ada", password_hash="-", created_at=born))
        session.commit()
    migrations.upgrade(empty)
    with Session(empty) as session:
        kept = session.get_one(Account, 1)
        assert (kept.email, kept.created_at, kept.active, kept.time_factor) == ("ada@example.org", born, True, 1.0)


@pytest.mark.usefixtures("toy_makers")
def test_down_and_up_again_with_work_in_every_table(empty: Engine, now: datetime) -> None:
    migrations.upgrade(empty)
    with Session(empty) as session:
        here = school(session)
        attempt = finished(session, here.trainees["Bo"], assignment(session, here, now), now, ())
        answer = lifecycle.answers(session, attempt)[TASKS[0]]
        override(session, marking.current_marks(session, answer)[0], 1.0, "Right.", here.instructor, now)
        session.add(Draft(attempt_id=attempt.id, task="x", form={}, revision=1, saved_at=now))
        session.commit()
        for table in migrations.metadata().sorted_tables:
            assert session.execute(select(func.count()).select_from(table)).scalar(), f"{table.name} is empty"
    migrations.downgrade(empty)
    assert tables(empty) == set()
    migrations.upgrade(empty)
    with Session(empty) as session:
        assert session.scalars(select(Account)).all() == []


def test_two_processes_may_migrate_at_once(empty: Engine) -> None:
    faults: list[BaseException] = []

    def migrate() -> None:
        try:
            migrations.upgrade(empty)
        except BaseException as fault:
            faults.append(fault)

    threads = [Thread(target=migrate) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert migrations.is_current(empty)


def test_a_migration_that_fails_leaves_nothing_behind(empty: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(connection: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(migrations, "_check_references", refuse)
    with pytest.raises(RuntimeError, match="broken"):
        migrations.upgrade(empty)
    assert tables(empty) == set()
    assert migrations.current(empty) is None


def test_references_hold_after_migrating(empty: Engine) -> None:
    migrations.upgrade(empty)
    if empty.dialect.name == "sqlite":
        with empty.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
