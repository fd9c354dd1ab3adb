"""SQLite databases as single files: copied while in use, and checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sandbox.errors import Conflict, Invalid

MAGIC = b"SQLite format 3\0"
PAGES = 2_000  # copied at a time; others may read and write in between


def is_sqlite(path: Path) -> bool:
    """Whether the file is an SQLite database."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def copy(source: Path, target: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Copy a database over ``target`` through SQLite's backup interface.

    Both may be in use: the copy is of one moment, and those who have the target open see the new content at once.
    ``progress`` gets pages done and pages in all. ``Conflict`` if somebody keeps the target locked.
    """
    with closing(sqlite3.connect(source, timeout=10)) as given, closing(sqlite3.connect(target, timeout=10)) as taken:
        try:
            given.backup(taken, pages=PAGES, progress=lambda status, left, total: progress(total - left, total))
        except sqlite3.OperationalError as fault:
            raise Conflict(f"{target} is in use ({fault}).", "Stop the site, then try again.") from None


def check(path: Path) -> None:
    """Raise ``Invalid`` unless SQLite finds the database whole and every reference leads somewhere."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            faults = [str(row[0]) for row in database.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            broken = database.execute("PRAGMA foreign_key_check").fetchall()
            version = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as fault:
        raise Invalid(f"{path} is not a database of MRT Sandbox, or is damaged ({fault}).", "Use another.") from None
    if faults or broken or version is None:
        raise Invalid(f"{path} is damaged: {'; '.join(faults) or 'rows are missing'}.", "Use another backup.")
