"""Backup and restore: between files, between databases, and of what is broken."""

from __future__ import annotations

import json
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from sandbox import migrations
from sandbox.cli import _archive, group
from sandbox.database import connect
from sandbox.errors import Invalid
from sandbox.gradebook.exports import gradebook_csv
from sandbox.people import accounts
from sandbox.people.models import Account
from sandbox.programs.models import Course
from sandbox.scenarios.models import VariantTruth
from tests.conftest import BACKENDS
from tests.factories import people
from tests.factories.attempts import RIGHT, finished
from tests.factories.programs import assignment, school

pytestmark = pytest.mark.usefixtures("toy_makers")
Make = Callable[[str], Engine]


@pytest.fixture
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Makes empty databases of a kind."""
    made: list[Engine] = []

    def empty(kind: str) -> Engine:
        if kind == "sqlite":
            made.append(connect(f"sqlite:///{tmp_path / f'{len(made)}.sqlite'}"))
        else:
            made.append(connect(request.getfixturevalue("new_postgres")()))
        return made[-1]

    yield empty
    for engine in made:
        engine.dispose()


def filled(engine: Engine, now: datetime) -> str:
    """Migrate a database and put a school at work in it; its gradebook, to compare."""
    migrations.upgrade(engine)
    with Session(engine) as session:
        here = school(session, "Bo", "Cy")
        here.trainees["Bo"].name = "Bø “Tran” 陳"
        given = assignment(session, here, now)
        finished(session, here.trainees["Bo"], given, now, RIGHT[:2])
        session.commit()
        return gradebook_csv(session, here.course)


def gradebook(engine: Engine) -> str:
    with Session(engine) as session:
        return gradebook_csv(session, session.scalars(select(Course)).one())


def mrt(engine: Engine, tmp_path: Path, *arguments: str | Path) -> Result:
    """Run the command on this database."""
    place = {
        "DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "MRT_INSTANCE": str(tmp_path / "instance"),
    }
    return CliRunner().invoke(group, [str(each) for each in arguments], env=place)


@pytest.mark.parametrize("source", BACKENDS)
@pytest.mark.parametrize("target", BACKENDS)
def test_a_portable_backup_restores_on_either_database(
    make: Make, tmp_path: Path, now: datetime, source: str, target: str
) -> None:
    given, taken = make(source), make(target)
    before = filled(given, now)
    file = tmp_path / "monday.zip"
    assert mrt(given, tmp_path, "backup", file).exit_code == 0
    done = mrt(taken, tmp_path, "restore", file)
    assert done.exit_code == 0, done.output
    assert gradebook(taken) == before
    again = tmp_path / "again.zip"
    mrt(taken, tmp_path, "backup", again)
    assert tables_of(again) == tables_of(file)
    with Session(taken) as session:  # numbers go on, times are times, words are words
        ines = session.scalars(select(Account).where(Account.email == "ines@example.org")).one()
        assert ines.created_at == people.BORN
        assert accounts.authenticate(session, ines.email, people.PASSWORD, now) is ines
        assert people.account(session, "New Person").id > ines.id


def tables_of(file: Path) -> dict[str, list[dict[str, object]]]:
    with zipfile.ZipFile(file) as archive:
        return {
            name: [json.loads(line) for line in archive.read(name).decode().splitlines()]
            for name in archive.namelist()
            if name != _archive.MANIFEST
        }


def test_every_table_is_in_the_backup_even_the_truth(make: Make, tmp_path: Path, now: datetime) -> None:
    engine = make("sqlite")
    filled(engine, now)
    manifest = _archive.dump(engine, tmp_path / "a.zip", now)
    assert set(manifest.tables) == set(migrations.metadata().tables)
    assert manifest.tables["variant_truth"] == 1
    assert list(manifest.tables).index("account") < list(manifest.tables).index("attempt")
    assert _archive.read_manifest(tmp_path / "a.zip") == manifest


def test_large_tables_go_through_in_chunks(
    make: Make, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_archive, "CHUNK", 2)
    engine, target = make("sqlite"), make("sqlite")
    before = filled(engine, now)
    steps: list[int] = []
    manifest = _archive.dump(engine, tmp_path / "a.zip", now, steps.append)
    assert (sum(steps), max(steps)) == (manifest.rows, 2)
    steps.clear()
    _archive.load(tmp_path / "a.zip", target, steps.append)
    assert (sum(steps), max(steps)) == (manifest.rows, 2)
    assert gradebook(target) == before


def test_a_copy_of_an_sqlite_database_is_one_whole_file(make: Make, tmp_path: Path, now: datetime) -> None:
    engine, target = make("sqlite"), make("sqlite")
    before = filled(engine, now)
    file = tmp_path / "monday.sqlite"
    with engine.connect() as reader:  # somebody is at work
        reader.exec_driver_sql("SELECT count(*) FROM account")
        done = mrt(engine, tmp_path, "backup", file)
    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(file)) as copied:
        assert copied.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert mrt(target, tmp_path, "restore", file).exit_code == 0
    assert gradebook(target) == before


@pytest.mark.postgres
def test_a_copy_of_an_sqlite_database_restores_on_postgresql(make: Make, tmp_path: Path, now: datetime) -> None:
    engine, target = make("sqlite"), make("postgresql")
    before = filled(engine, now)
    mrt(engine, tmp_path, "backup", tmp_path / "monday.sqlite")
    assert mrt(target, tmp_path, "restore", tmp_path / "monday.sqlite").exit_code == 0
    assert gradebook(target) == before


@pytest.mark.parametrize("kind", BACKENDS)
def test_restoring_over_work_needs_force_and_keeps_the_work(
    make: Make, tmp_path: Path, now: datetime, kind: str
) -> None:
    engine = make(kind)
    before = filled(engine, now)
    file = tmp_path / "monday.zip"
    mrt(engine, tmp_path, "backup", file)
    with Session(engine) as session:
        people.account(session, "New Person")
        session.commit()
    refused = mrt(engine, tmp_path, "restore", file)
    assert (refused.exit_code, "--force" in refused.output) == (3, True)
    with Session(engine) as session:
        assert accounts.find(session, "new@example.org")
    done = mrt(engine, tmp_path, "restore", file, "--force", "--json")
    assert done.exit_code == 0, done.output
    kept = Path(json.loads(done.stdout)["kept"])
    with Session(engine) as session:
        assert accounts.find(session, "new@example.org") is None
    assert gradebook(engine) == before
    assert mrt(engine, tmp_path, "restore", kept, "--force").exit_code == 0
    with Session(engine) as session:
        assert accounts.find(session, "new@example.org")


def test_who_has_the_database_open_sees_what_was_restored(make: Make, tmp_path: Path, now: datetime) -> None:
    engine, other = make("sqlite"), make("sqlite")
    filled(engine, now)
    migrations.upgrade(other)
    mrt(other, tmp_path, "backup", tmp_path / "empty.zip")
    with Session(engine) as session:
        assert session.scalars(select(Account)).all()
        session.rollback()
        assert mrt(engine, tmp_path, "restore", tmp_path / "empty.zip", "--force").exit_code == 0
        assert session.scalars(select(Account)).all() == []


def damaged(tmp_path: Path, good: Path, how: str) -> Path:
    """A file that is almost a backup."""
    bad = tmp_path / f"{how}.zip"
    if how == "text":
        bad.write_text("not a backup", encoding="utf-8")
        return bad
    if how == "torn":
        whole = bytearray(good.read_bytes())
        place = whole.find(b"account.jsonl") + 200
        whole[place : place + 40] = bytes(40)
        bad.write_bytes(whole)
        return bad
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as out:
        for name in source.namelist():
            content = source.read(name).decode()
            if how == "newer" and name == _archive.MANIFEST:
                content = content.replace('"revision": "0001"', '"revision": "9999"')
            if how == "short" and name == "mark.jsonl":
                content = "".join(content.splitlines(keepends=True)[1:])
            if how == "foreign" and name == _archive.MANIFEST:
                content = "{}"
            if how != "incomplete" or name != "mark.jsonl":
                out.writestr(name, content)
    return bad


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("text", "not a backup"),
        ("torn", "damaged"),
        ("newer", "newer version"),
        ("short", "does not hold what it says"),
        ("foreign", "not a backup"),
        ("incomplete", "tables are missing"),
    ],
)
def test_a_broken_backup_is_refused_and_the_database_stays(
    make: Make, tmp_path: Path, now: datetime, how: str, said: str
) -> None:
    engine = make("sqlite")
    before = filled(engine, now)
    mrt(engine, tmp_path, "backup", tmp_path / "good.zip")
    done = mrt(engine, tmp_path, "restore", damaged(tmp_path, tmp_path / "good.zip", how), "--force")
    assert (done.exit_code, said in done.output) == (3, True), done.output
    assert gradebook(engine) == before


def test_a_broken_sqlite_file_is_refused(make: Make, tmp_path: Path, now: datetime) -> None:
    engine = make("sqlite")
    before = filled(engine, now)
    file = tmp_path / "monday.sqlite"
    mrt(engine, tmp_path, "backup", file)
    whole = bytearray(file.read_bytes())
    for page in range(2, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 512] = bytes(512)
    file.write_bytes(whole)
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE songs (title)")
    for bad in (file, other):
        done = mrt(engine, tmp_path, "restore", bad, "--force")
        assert (done.exit_code, "damaged" in done.output) == (3, True), done.output
    assert gradebook(engine) == before


def test_backups_are_for_their_owner_and_overwrite_nothing(make: Make, tmp_path: Path, now: datetime) -> None:
    engine = make("sqlite")
    filled(engine, now)
    done = mrt(engine, tmp_path, "backup", "--json")
    file = Path(json.loads(done.stdout)["file"])
    assert file.parent == tmp_path / "instance" / "backups"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    refused = mrt(engine, tmp_path, "backup", file)
    assert (refused.exit_code, "there already" in refused.output) == (3, True)
    assert mrt(engine, tmp_path, "backup", file, "--force").exit_code == 0
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_what_cannot_be_backed_up_says_why(make: Make, tmp_path: Path) -> None:
    never = make("sqlite")
    assert "There is no database" in mrt(never, tmp_path, "backup", tmp_path / "a.zip").output
    with never.connect():
        pass
    assert "database is empty" in mrt(never, tmp_path, "backup", tmp_path / "a.zip").output
    migrations.upgrade(never)
    assert "says nothing about the format" in mrt(never, tmp_path, "backup", tmp_path / "a.tar").output
    assert not list(tmp_path.glob("*a.*"))


@pytest.mark.postgres
def test_postgresql_is_not_copied_as_a_file(make: Make, tmp_path: Path) -> None:
    engine = make("postgresql")
    migrations.upgrade(engine)
    done = mrt(engine, tmp_path, "backup", tmp_path / "a.sqlite")
    assert (done.exit_code, "portable backup" in done.output) == (3, True)


def test_a_backup_is_of_one_moment(make: Make, tmp_path: Path, now: datetime) -> None:
    engine = make("sqlite")
    filled(engine, now)

    def interfere(rows: int) -> None:
        with Session(engine) as session:
            if accounts.find(session, "late@example.org") is None:
                accounts.create(
                    session,
                    email="late@example.org",
                    name="Late",
                    password=people.PASSWORD,
                    now=now + timedelta(days=1),
                )
                session.commit()

    manifest = _archive.dump(engine, tmp_path / "a.zip", now, interfere)
    assert {name: len(rows) for name, rows in tables_of(tmp_path / "a.zip").items()} == {
        f"{name}.jsonl": count for name, count in manifest.tables.items()
    }
    assert _archive.survey(engine, now).tables["account"] == manifest.tables["account"] + 1


def test_truth_without_its_variant_is_never_loaded(make: Make, tmp_path: Path, now: datetime) -> None:
    """A row that refers to nothing fails the whole restore, on a database that did hold it."""
    engine = make("sqlite")
    filled(engine, now)
    with engine.connect() as connection:
        connection.connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[attr-defined]
        connection.execute(VariantTruth.__table__.insert(), {"variant_id": 999, "document": "{}"})  # type: ignore[attr-defined]
        connection.commit()
        connection.connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[attr-defined]
    mrt(engine, tmp_path, "backup", tmp_path / "a.zip")
    target = make("sqlite")
    done = mrt(target, tmp_path, "restore", tmp_path / "a.zip")
    assert (done.exit_code, "do not fit together" in done.output) == (3, True)
    assert not Path(target.url.database or "").exists()


def test_a_backup_torn_anywhere_is_read_whole_or_refused(make: Make, tmp_path: Path, now: datetime) -> None:
    engine = make("sqlite")
    filled(engine, now)
    mrt(engine, tmp_path, "backup", tmp_path / "good.zip")
    whole = (tmp_path / "good.zip").read_bytes()
    torn = tmp_path / "torn.zip"
    refused = 0
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        torn.write_bytes(whole[:place] + bytes(40) + whole[place + 40 :])
        try:
            _archive.read_manifest(torn)
        except Invalid:
            refused += 1
    assert refused > 100
