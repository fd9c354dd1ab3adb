"""The one SQLite file of an edition: its tables, and how rows are written to it.

Row ids are given in order of preference, so that a full-text search that stops at the first hundred rows has the
likeliest ones: reading in row order costs nothing, ranking by relevance costs a visit to every matching row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sandbox.codesets.code import NoteKind
from sandbox.codesets.spelling import normal, words

SCHEMA_VERSION = "3"

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE code (
    id INTEGER PRIMARY KEY,
    system TEXT NOT NULL,
    plain TEXT NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    billable INTEGER NOT NULL,
    parent TEXT,
    chapter TEXT NOT NULL,
    poa_exempt INTEGER NOT NULL DEFAULT 0,
    verified INTEGER NOT NULL DEFAULT 1,
    marks TEXT NOT NULL DEFAULT '',
    UNIQUE (system, plain)
);
CREATE INDEX code_below ON code (system, parent);
CREATE TABLE note (
    system TEXT NOT NULL, plain TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (system, plain, position)
) WITHOUT ROWID;
CREATE TABLE axis (
    stem TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (stem, position, value)
) WITHOUT ROWID;
CREATE TABLE abbreviation (
    word TEXT NOT NULL, expansion TEXT NOT NULL, PRIMARY KEY (word, expansion)
) WITHOUT ROWID;
"""

SEARCH_TABLE = """
CREATE VIRTUAL TABLE search_{suffix} USING fts5(
    title, term, content='', detail='column', columnsize=0, prefix='1 2 3 4', tokenize="ascii"
);
"""

SUFFIX = {"ICD-10-CM": "cm", "ICD-10-PCS": "pcs", "HCPCS": "hcpcs"}


@dataclass(slots=True)
class Entry:
    """One code or heading on its way into the file. ``terms`` are searchable words beyond the title."""

    system: str
    code: str
    title: str
    kind: str
    billable: bool
    parent: str | None = None
    chapter: str = ""
    poa_exempt: bool = False
    verified: bool = True
    notes: list[tuple[NoteKind, str]] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    marks: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The form the entry is looked up by."""
        return normal(self.code)


Advance = Callable[[int], object]


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    connection.executescript(TABLES)
    for suffix in SUFFIX.values():
        connection.executescript(SEARCH_TABLE.format(suffix=suffix))


def write_entries(connection: sqlite3.Connection, entries: Iterable[Entry], advance: Advance | None = None) -> int:
    """Write entries of one system, already in order of preference; returns how many. Headings are not searched."""
    count = 0
    for entry in entries:
        row = connection.execute(
            "INSERT INTO code "
            "(system, plain, code, title, kind, billable, parent, chapter, poa_exempt, verified, marks) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.system,
                entry.plain,
                entry.code,
                entry.title,
                entry.kind,
                entry.billable,
                entry.parent,
                entry.chapter,
                entry.poa_exempt,
                entry.verified,
                " ".join(entry.marks),
            ),
        )
        connection.executemany(
            "INSERT INTO note VALUES (?, ?, ?, ?, ?)",
            [(entry.system, entry.plain, n, kind, text) for n, (kind, text) in enumerate(entry.notes)],
        )
        if entry.kind not in ("chapter", "block"):
            term = " ".join(dict.fromkeys(words(" ".join(entry.terms))))
            title = " ".join(words(entry.title))
            statement = f"INSERT INTO search_{SUFFIX[entry.system]} (rowid, title, term) VALUES (?, ?, ?)"  # noqa: S608 fixed names
            connection.execute(statement, (row.lastrowid, title, term))
        count += 1
        if advance and count % 1000 == 0:
            advance(1000)
    return count


def finish(connection: sqlite3.Connection, meta: dict[str, str]) -> None:
    """Write what is said about the file, and pack the indexes."""
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    for suffix in SUFFIX.values():
        connection.execute(f"INSERT INTO search_{suffix} (search_{suffix}) VALUES ('optimize')")  # noqa: S608 fixed names
    connection.commit()
