"""Search by code prefix or by words. Each stage reads rows in order of preference and stops early."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from sandbox.codesets.code import Hit
from sandbox.codesets.schema import SUFFIX
from sandbox.codesets.spelling import CM, PCS, normal, query_words, words

_LOOKS_LIKE_CODE = {
    CM: re.compile(r"[A-Z][0-9][0-9A-Z]{0,5}"),
    PCS: re.compile(r"[0-9B-DF-HX][0-9A-HJ-NP-Z]{0,6}"),
    "HCPCS": re.compile(r"[A-Z][0-9]{1,4}"),
}
_CANDIDATES = 120  # rows that a stage reads; more only slows the search down, the likeliest come first
_LITTLE_WORDS = frozenset(words("a an and at by due for from in into nos of on or the to with without"))

Row = tuple[int, str, str, int]  # id, code, title, billable


def find(
    db: sqlite3.Connection, query: str, system: str, limit: int, abbreviations: Mapping[str, Sequence[str]]
) -> list[Hit]:
    """The best hits of a query, at most ``limit``: codes if it is the beginning of one, else codes by words."""
    rows = _by_code(db, query, system, limit) or _by_words(db, query, system, abbreviations)
    return [Hit(code, title, bool(billable), system) for _, code, title, billable in rows[:limit]]


def _by_code(db: sqlite3.Connection, query: str, system: str, limit: int) -> list[Row]:
    """The code itself and everything below it, in the order of the book."""
    plain = normal(query)
    if not _LOOKS_LIKE_CODE[system].fullmatch(plain) or (system == PCS and not _maybe_procedure(plain)):
        return []
    return db.execute(
        "SELECT id, code, title, billable FROM code WHERE system = ? AND plain >= ? AND plain < ? "
        "AND kind NOT IN ('chapter', 'block') ORDER BY plain LIMIT ?",
        (system, plain, plain + "\x7f", limit),
    ).fetchall()


def _maybe_procedure(plain: str) -> bool:
    """Short words such as ``hip`` or ``fix`` are no PCS prefix; a prefix has a digit or is one of two characters."""
    return len(plain) <= 2 or any(character.isdigit() for character in plain)


def _by_words(db: sqlite3.Connection, query: str, system: str, abbreviations: Mapping[str, Sequence[str]]) -> list[Row]:
    asked = query_words(query)
    index = f"search_{SUFFIX[system]}"
    clauses = {word: _clause(word, abbreviations) for word in asked}
    known = [word for word in asked if _any(db, index, clauses[word])]
    for chosen in _narrowings(known):
        rows = _stages(db, index, chosen, clauses)
        if rows:
            return rows
    return []


def _narrowings(known: list[str]) -> Iterator[list[str]]:
    """All words first; if nothing has them all, without little words, then one left out, then each alone."""
    yield from [known] if known else []
    telling = [word for word in known if word not in _LITTLE_WORDS]
    yield from [telling] if telling and telling != known else []
    if len(telling) > 2:
        yield from (telling[:n] + telling[n + 1 :] for n in reversed(range(len(telling))))
    if len(telling) > 1:
        yield from ([word] for word in sorted(telling, key=len, reverse=True))


def _stages(db: sqlite3.Connection, index: str, asked: Sequence[str], clauses: Mapping[str, str]) -> list[Row]:
    """Whole words of titles, lay terms and inclusion terms, then beginnings of words, titles before the rest."""
    whole = " AND ".join(_clause(word, {}, prefix=False) for word in asked)
    begun = " AND ".join(clauses[word] for word in asked)
    found: dict[int, tuple[int, Row]] = {}
    best = 3 * len(asked)
    for match, full in ((whole, True), (f"title : ({whole})", True), (f"title : ({begun})", False), (begun, False)):
        rows = db.execute(
            f"SELECT c.id, c.code, c.title, c.billable FROM (SELECT rowid FROM {index} WHERE {index} MATCH ? "  # noqa: S608 fixed names
            "ORDER BY rowid LIMIT ?) AS hit JOIN code AS c ON c.id = hit.rowid",
            (match, _CANDIDATES),
        )
        for row in rows:
            found.setdefault(row[0], (best if full else _score(row[2], asked), row))
    return [row for _, row in sorted(found.values(), key=lambda scored: (-scored[0], scored[1][0]))]


def _score(title: str, asked: Sequence[str]) -> int:
    """How much of the query the title has: 3 for a whole word, 2 for the beginning of one."""
    parts = words(title)
    return sum(3 if word in parts else 2 if any(part.startswith(word) for part in parts) else 0 for word in asked)


def _clause(word: str, abbreviations: Mapping[str, Sequence[str]], *, prefix: bool = True) -> str:
    """One word as full-text syntax. Words hold letters and digits only, so quoting leaves no syntax to misread."""
    star = "*" if prefix else ""
    options = [f'"{option}"{star}' for option in (word, *abbreviations.get(word, ()))]
    return options[0] if len(options) == 1 else f"({' OR '.join(options)})"


def _any(db: sqlite3.Connection, index: str, match: str) -> bool:
    return db.execute(f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1", (match,)).fetchone() is not None  # noqa: S608 fixed names
