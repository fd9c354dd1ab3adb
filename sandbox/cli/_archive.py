"""Portable backups: every table as JSON Lines in a ZIP file, readable by people and restorable on either database.

``manifest.json`` names the format, the migration the tables are at, and how many rows each has, in an order in which
each table refers to earlier ones alone. Tables are read as the database describes them, not as today's models do, so
that an older installation can be backed up before it is brought up to date.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, MetaData, RowMapping, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from sandbox import migrations
from sandbox.database import writing
from sandbox.errors import Conflict, Invalid

FORMAT = "mrt-backup/1"
MANIFEST = "manifest.json"
CHUNK = 200  # rows in memory at a time; a variant's document is some hundred kilobytes

Progress = Callable[[int], None]
"""Told how many rows were done since the last call."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup. ``tables`` maps a name to its number of rows, in order of loading."""

    format: str
    revision: str
    made_at: str
    tables: dict[str, int]

    @property
    def rows(self) -> int:
        """Rows over all tables."""
        return sum(self.tables.values())


def survey(engine: Engine, now: datetime) -> Manifest:
    """What a backup made now would hold. ``Conflict`` if the database was never migrated."""
    with engine.connect() as connection:
        return _survey(connection, _revision(engine), now)


def _revision(engine: Engine) -> str:
    revision = migrations.current(engine)
    if revision is None:
        raise Conflict("The database is empty.", "Start the site once with `mrt serve`, or name another database.")
    return revision


def _survey(connection: Connection, revision: str, now: datetime) -> Manifest:
    return Manifest(FORMAT, revision, now.isoformat(), _counts(connection))


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables_of(connection)
    }


def tables_of(connection: Connection) -> Sequence[Table]:
    """The tables of the database as it describes them, each after those it refers to; not Alembic's own."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def dump(engine: Engine, path: Path, now: datetime, progress: Progress = lambda rows: None) -> Manifest:
    """Write everything to ``path`` as of one moment, and return what was written. Overwrites."""
    revision = _revision(engine)
    snapshot = engine.execution_options(**_one_moment(engine))
    with snapshot.connect() as connection, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        manifest = _survey(connection, revision, now)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
        for table in tables_of(connection):
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
                _write_rows(connection, table, io.TextIOWrapper(out, encoding="utf-8"), progress)
    return manifest


def _one_moment(engine: Engine) -> dict[str, Any]:
    # A read transaction of SQLite is a snapshot by itself.
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


def _write_rows(connection: Connection, table: Table, out: io.TextIOWrapper, progress: Progress) -> None:
    found = connection.execute(select(table).order_by(*table.primary_key), execution_options={"yield_per": CHUNK})
    for rows in found.mappings().partitions(CHUNK):
        out.writelines(map(_line, rows))
        progress(len(rows))
    out.flush()


def _line(row: RowMapping) -> str:
    return json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)  # SQLite keeps UTC without saying so
        return aware.astimezone(UTC).isoformat()
    return value


def is_archive(path: Path) -> bool:
    """Whether the file is a ZIP file at all."""
    return zipfile.is_zipfile(path)


def read_manifest(path: Path) -> Manifest:
    """What a backup holds. ``Invalid`` if the file is none of ours, is damaged, or comes from a newer version."""
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = _damaged(archive)
            if damaged:
                raise Invalid(f"{path} is damaged ({damaged}).", "Use another backup.")
            manifest = Manifest(**json.loads(archive.read(MANIFEST)))
            complete = set(archive.namelist()) >= {f"{name}.jsonl" for name in manifest.tables}
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile):
        raise Invalid(f"{path} is not a backup of MRT Sandbox.", "Choose a file that `mrt backup` wrote.") from None
    if not complete:
        raise Invalid(f"{path} is damaged (tables are missing).", "Use another backup.")
    if manifest.format != FORMAT or manifest.revision not in migrations.revisions():
        raise Invalid(f"{path} was made by a newer version of MRT Sandbox.", "Install that version, then restore.")
    return manifest


def _damaged(archive: zipfile.ZipFile) -> str:
    """The first file inside that cannot be read to its end, or "". ``testzip`` lets errors of compression through."""
    for name in archive.namelist():
        try:
            with archive.open(name) as stream:
                while stream.read(1 << 16):
                    pass
        except (EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error):
            return name
    return ""


def load(path: Path, engine: Engine, progress: Progress = lambda rows: None) -> Manifest:
    """Fill an empty database from a backup, and bring it to the newest revision.

    ``Invalid`` as ``read_manifest``, and when what arrived is not what the manifest says; then nothing was loaded.
    """
    manifest = read_manifest(path)
    migrations.upgrade(engine, manifest.revision)
    turn = writing.set(True)
    try:
        with engine.begin() as connection, zipfile.ZipFile(path) as archive:
            tables = {table.name: table for table in tables_of(connection)}
            for name in manifest.tables:
                _load_table(connection, tables, name, archive, progress)
            if _counts(connection) != manifest.tables:
                raise Invalid(f"{path} does not hold what it says.", "Use another backup.")
    finally:
        writing.reset(turn)
    migrations.upgrade(engine)
    return manifest


def _load_table(
    connection: Connection, tables: Mapping[str, Table], name: str, archive: zipfile.ZipFile, progress: Progress
) -> None:
    if name not in tables:
        raise Invalid(f"The backup has a table “{name}” that this version does not know.", "Use another backup.")
    table = tables[name]
    with archive.open(f"{name}.jsonl") as stream:
        for rows in _in_chunks(_read_rows(table, io.TextIOWrapper(stream, encoding="utf-8"))):
            try:
                connection.execute(insert(table), rows)
            except DBAPIError as fault:
                raise Invalid(
                    f"The rows of “{name}” do not fit together ({fault.orig}).", "Use another backup."
                ) from None
            progress(len(rows))
    _restart_numbers(connection, table)


def _read_rows(table: Table, lines: io.TextIOWrapper) -> Iterator[dict[str, Any]]:
    moments = {column.name for column in table.columns if isinstance(column.type, DateTime)}
    for line in lines:
        row = json.loads(line)
        yield {
            name: datetime.fromisoformat(value) if name in moments and value is not None else value
            for name, value in row.items()
        }


def _in_chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _restart_numbers(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after the loaded ones; SQLite looks for itself."""
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        quoted = connection.dialect.identifier_preparer.quote(table.name)
        connection.execute(
            select(
                func.setval(
                    func.pg_get_serial_sequence(quoted, "id"),
                    func.coalesce(func.max(table.c.id), 1),
                    func.count(table.c.id) > 0,
                )
            )
        )
