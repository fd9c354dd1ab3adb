"""``mrt restore``: bring a backup back.

Exit codes: 0 done, 2 wrong use, 3 it could not be done (the database is as it was).
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from sandbox import migrations
from sandbox.cli import Failed, _archive, _sqlite_file
from sandbox.cli.backup import file_of, standard_place, write
from sandbox.clock import utc_now
from sandbox.config import settled
from sandbox.database import connect


@click.command("restore", epilog="Exit codes: 0 done, 2 wrong use, 3 it could not be done.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace what is in the database. It is backed up first.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON, for a program to read.")
def command(file: Path, force: bool, as_json: bool) -> None:
    """Fill the database from a backup FILE (.zip or .sqlite), and bring it up to date.

    A database that holds anything is replaced only with --force, and backed up before that; the message says where.
    Stop the site first: what people do meanwhile would be lost.

    \b
    Examples:
      mrt restore /safe/place/monday.zip
      mrt restore monday.sqlite --force
      DATABASE_URL=postgresql://localhost/mrt mrt restore monday.zip
    """
    settings = settled()
    now = utc_now()
    engine = connect(settings["DATABASE_URL"])
    try:
        kept = keep_what_is_there(engine, settings, now, force)
        with tempfile.TemporaryDirectory(prefix="mrt-restore-") as folder:
            archive = portable(file, Path(folder), now)
            if engine.dialect.name == "sqlite":
                rows = into_sqlite(archive, engine, Path(folder) / "restored.sqlite")
            else:
                rows = into_postgresql(archive, engine, kept)
    finally:
        engine.dispose()
    report(file, rows, kept, as_json)


def keep_what_is_there(engine: Engine, settings: dict[str, Any], now: datetime, force: bool) -> Path | None:
    """Back up what the restore will replace and say where; None if there is nothing. ``Failed`` without --force."""
    if engine.dialect.name == "sqlite" and not file_of(engine).exists():
        return None
    if migrations.current(engine) is None or not _archive.survey(engine, now).rows:
        return None
    if not force:
        shown = engine.url.render_as_string(hide_password=True)
        raise Failed(f"The database {shown} is not empty. Replace it with --force; it is backed up first.")
    kept = standard_place(settings, now, "before-restore")
    write(engine, kept, now)
    return kept


def portable(file: Path, folder: Path, now: datetime) -> Path:
    """The backup as a portable archive, checked: itself, or what is in a copy of an SQLite database."""
    if _archive.is_archive(file):
        _archive.read_manifest(file)
        return file
    if not _sqlite_file.is_sqlite(file):
        raise Failed(f"{file} is not a backup. Choose a .zip or .sqlite file that `mrt backup` wrote.")
    _sqlite_file.check(file)
    copied = folder / "given.sqlite"
    _sqlite_file.copy(file, copied)
    source = connect(f"sqlite:///{copied}")
    try:
        _archive.dump(source, folder / "given.zip", now)
    finally:
        source.dispose()
    return folder / "given.zip"


def into_sqlite(archive: Path, engine: Engine, aside: Path) -> int:
    """Fill a database aside, check it, then copy it over the one in use in one step; how many rows."""
    made = connect(f"sqlite:///{aside}")
    try:
        rows = loaded(archive, made)
    finally:
        made.dispose()
    _sqlite_file.check(aside)
    target = file_of(engine)
    target.parent.mkdir(parents=True, exist_ok=True)
    engine.dispose()
    _sqlite_file.copy(aside, target)
    return rows


def into_postgresql(archive: Path, engine: Engine, kept: Path | None) -> int:
    """Empty the database and fill it; how many rows. Should filling fail, says how to go back."""
    migrations.downgrade(engine)
    try:
        return loaded(archive, engine)
    except Exception:
        if kept is not None:
            click.echo(f"What was there is in {kept}: bring it back with `mrt restore {kept} --force`.", err=True)
        raise


def loaded(archive: Path, engine: Engine) -> int:
    """Fill an empty database from an archive; how many rows."""
    expected = _archive.read_manifest(archive).rows
    with click.progressbar(length=expected, label="Restoring", file=sys.stderr) as bar:
        return _archive.load(archive, engine, bar.update).rows


def report(file: Path, rows: int, kept: Path | None, as_json: bool) -> None:
    """Say what was done."""
    if as_json:
        click.echo(json.dumps({"file": str(file), "rows": rows, "kept": str(kept) if kept else None}, indent=2))
        return
    click.echo(f"{rows:,} rows are back from {file}.")
    if kept:
        click.echo(f"What was there before is in {kept}.")
