"""Engines, URLs, times and the tidy line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from sandbox import migrations
from sandbox.database import connect, normal_url, one_line, prepare_engine, writing
from sandbox.errors import Invalid
from sandbox.people.models import Account


@pytest.mark.parametrize(
    ("given_url", "driver"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg"),
        ("sqlite:///x.sqlite", "sqlite"),
    ],
)
def test_urls_name_the_driver_that_is_shipped(given_url: str, driver: str) -> None:
    url = normal_url(given_url)
    assert url.drivername == driver
    assert normal_url(url) == url
    assert url.render_as_string(hide_password=False).split("://")[1] == given_url.split("://")[1]


def test_sqlite_connections_are_prepared(tmp_path: Path) -> None:
    engine = prepare_engine(connect(f"sqlite:///{tmp_path / 'a.sqlite'}"))  # twice does no harm
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "busy_timeout", "synchronous")
        }
    engine.dispose()
    assert pragmas == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 10_000, "synchronous": 1}


def test_references_are_enforced(session: Session) -> None:
    orphan = text("INSERT INTO variant_truth (variant_id, document) VALUES (999999, '{}')")
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(orphan)


def test_a_savepoint_that_fails_leaves_the_rest(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER PRIMARY KEY)"))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO t VALUES (1)"))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(text("INSERT INTO t VALUES (1)"))
        connection.execute(text("INSERT INTO t VALUES (2)"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM t")).scalars().all() == [1, 2]
    engine.dispose()


def test_writers_that_say_so_wait_for_each_other(tmp_path: Path) -> None:
    """Both read, then write what they read plus one: nothing is lost and nobody is refused."""
    engine = connect(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
        connection.execute(text("INSERT INTO t VALUES (0)"))
    started, faults = Event(), []

    def add_ten() -> None:
        writing.set(True)
        started.wait()
        try:
            for _ in range(10):
                with engine.begin() as connection:
                    seen = connection.execute(text("SELECT n FROM t")).scalar_one()
                    connection.execute(text("UPDATE t SET n = :n"), {"n": seen + 1})
        except Exception as fault:
            faults.append(fault)

    threads = [Thread(target=add_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    started.set()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert (faults, connection.execute(text("SELECT n FROM t")).scalar()) == ([], 40)
    engine.dispose()


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'a.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    turn = writing.set(True)
    with engine.begin() as writer:
        writer.execute(text("INSERT INTO t VALUES (1)"))
        writing.reset(turn)
        with engine.connect() as reader:
            assert reader.execute(text("SELECT count(*) FROM t")).scalar() == 0
    engine.dispose()


def test_times_come_back_aware_and_in_utc(session: Session) -> None:
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    account = Account(email="ada@example.org", name="Ada", password_hash="-", created_at=summer)
    session.add(account)
    session.flush()
    session.expire_all()
    assert account.created_at == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    assert account.created_at.tzinfo is UTC


def test_naive_times_are_refused(session: Session) -> None:
    session.add(Account(email="ada@example.org", name="Ada", password_hash="-", created_at=datetime(2026, 7, 1)))
    with pytest.raises(StatementError, match="time zone"):
        session.flush()
    session.rollback()


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_tidy_line_is_printable_and_tidying_it_again_changes_nothing(before: str, after: str) -> None:
    tidy = one_line(f"{before}x{after}", "name")
    assert tidy.isprintable()
    assert tidy == tidy.strip() == one_line(tidy, "name")
    assert "  " not in tidy
    assert "x" in tidy


@pytest.mark.parametrize("typed", ["", " ", "\0\n\t", "\u2028", "x" * 256])
def test_what_does_not_fit_a_line_is_refused_by_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        one_line(typed, "name")
    assert list(refused.value.fields) == ["name"]


def test_migrated_databases_in_memory_work_too() -> None:
    from sqlalchemy.pool import StaticPool

    engine = prepare_engine(create_engine("sqlite://", poolclass=StaticPool))
    migrations.upgrade(engine)
    assert migrations.is_current(engine)
    engine.dispose()
