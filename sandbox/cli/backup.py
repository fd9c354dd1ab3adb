"""``mrt backup``: everything in the database, in one file.

Exit codes: 0 done, 2 wrong use, 3 it could not be done.
"""

from __future__ import annotations

import json
import secrets
import sys
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from sandbox.cli import Failed, _archive, _sqlite_file
from sandbox.clock import utc_now
from sandbox.config import settled
from sandbox.database import connect

PORTABLE, NATIVE = ".zip", ".sqlite"


@click.command("backup", epilog="Exit codes: 0 done, 2 wrong use, 3 it could not be done.")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite FILE if it is there.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON, for a program to read.")
def command(file: Path | None, force: bool, as_json: bool) -> None:
    """Write everything in the database to FILE, while the site runs.

    \b
    A name that ends in .zip gives a portable backup: one JSON Lines file a table. It restores on SQLite and on
    PostgreSQL, also on a newer version of MRT Sandbox. A name that ends in .sqlite gives a copy of an SQLite database.
    Without FILE, a .zip with the date is put into ‘backups’ in the instance folder.

    The file holds password hashes and trainees' work: keep it as you keep the database. The secret key and other
    settings are not in it; without the old key people have to sign in again, and nothing else is lost.

    \b
    Examples:
      mrt backup
      mrt backup /safe/place/monday.zip
      mrt backup monday.sqlite --force
    """
    settings = settled()
    now = utc_now()
    path = file or standard_place(settings, now)
    if path.exists() and not force:
        raise Failed(f"{path} is there already. Choose another name, or overwrite it with --force.")
    engine = opened(settings)
    try:
        written = write(engine, path, now)
    finally:
        engine.dispose()
    if as_json:
        click.echo(json.dumps({"file": str(path), **written}, indent=2))
    else:
        click.echo(f"The backup is in {path} ({path.stat().st_size / 1000:,.0f} kB).")


def standard_place(settings: dict[str, Any], now: datetime, name: str = "mrt") -> Path:
    """Where backups go unless told: ``backups/mrt-20260302-090000.zip`` in the instance folder (UTC), never taken."""
    stem = f"{name}-{now:%Y%m%d-%H%M%S}"
    folder = Path(settings["MRT_INSTANCE"]) / "backups"
    names = (folder / f"{stem}{number}{PORTABLE}" for number in chain([""], (f"-{n}" for n in count(2))))
    return next(path for path in names if not path.exists())


def opened(settings: dict[str, Any]) -> Engine:
    """The database's engine, not migrated: what is there is backed up as it is."""
    engine = connect(settings["DATABASE_URL"])
    if engine.dialect.name == "sqlite" and not file_of(engine).exists():
        raise Failed(f"There is no database {file_of(engine)}. Start the site once, or check DATABASE_URL.")
    return engine


def file_of(engine: Engine) -> Path:
    """The file of an SQLite database."""
    if not engine.url.database:
        raise Failed("A database in memory cannot be backed up or restored. Name a file in DATABASE_URL.")
    return Path(engine.url.database)


def write(engine: Engine, path: Path, now: datetime) -> dict[str, Any]:
    """Write a backup in the format that the name asks for; it appears under its name only when it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    try:
        made = _portable(engine, draft, now) if path.suffix == PORTABLE else _native(engine, draft, path)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return made


def _portable(engine: Engine, draft: Path, now: datetime) -> dict[str, Any]:
    expected = _archive.survey(engine, now)
    with click.progressbar(length=expected.rows, label="Writing the backup", file=sys.stderr) as bar:
        manifest = _archive.dump(engine, draft, now, bar.update)
    _archive.read_manifest(draft)
    return {"format": manifest.format, "revision": manifest.revision, "rows": manifest.rows}


def _native(engine: Engine, draft: Path, path: Path) -> dict[str, Any]:
    if path.suffix != NATIVE:
        raise Failed(f"“{path.suffix or path.name}” says nothing about the format. End the name in .zip or .sqlite.")
    if engine.dialect.name != "sqlite":
        raise Failed("Only an SQLite database can be copied to .sqlite. End the name in .zip for a portable backup.")
    with click.progressbar(length=100, label="Copying the database", file=sys.stderr) as bar:
        _sqlite_file.copy(file_of(engine), draft, lambda done, total: bar.update(100 * done // max(total, 1) - bar.pos))
    _sqlite_file.check(draft)
    return {"format": "sqlite"}
