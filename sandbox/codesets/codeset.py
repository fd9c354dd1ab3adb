"""Reading one edition: exact look-ups and search. Everything is read from SQLite; nothing is parsed here."""

from __future__ import annotations

import sqlite3

from sandbox.codesets import search
from sandbox.codesets.code import AXES, Axis, Code, Hit, Note, NoteKind
from sandbox.codesets.spelling import CM, PCS, SYSTEMS, normal
from sandbox.errors import Invalid

_ROW = "SELECT code, title, kind, billable, parent, chapter, poa_exempt, verified, marks FROM code"
_HEADINGS = 12  # no code stands deeper than this; the bound keeps a broken file from looping


class CodeSet:
    """One edition of ICD-10-CM, ICD-10-PCS and HCPCS Level II. Not shared between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.meta: dict[str, str] = dict(connection.execute("SELECT name, value FROM meta"))
        self.name = self.meta["edition"]
        rows = connection.execute("SELECT word, expansion FROM abbreviation ORDER BY word, expansion")
        self._abbreviations: dict[str, list[str]] = {}
        for word, expansion in rows:
            self._abbreviations.setdefault(word, []).append(expansion)

    @property
    def complete(self) -> bool:
        """Whether the file was built from data packages; False for the bundled sample."""
        return self.meta.get("complete") == "1"

    def valid(self, code: str, system: str = CM) -> bool:
        """Whether the code may be reported in this edition: it exists and is complete. False for any other text."""
        row = self._db.execute(
            "SELECT billable FROM code WHERE system = ? AND plain = ?", (str(system), normal(code))
        ).fetchone()
        return bool(row and row[0])

    def title(self, code: str, system: str = CM) -> str:
        """The official title of a code or heading; empty when the edition has none such."""
        row = self._db.execute(
            "SELECT title FROM code WHERE system = ? AND plain = ?", (str(system), normal(code))
        ).fetchone()
        return str(row[0]) if row else ""

    def get(self, code: str, system: str = CM) -> Code | None:
        """A code or heading with its own and inherited notes, and PCS axes; None when the edition has none such."""
        system = str(system)
        row = self._row(code, system)
        if row is None:
            return None
        shown, title, kind, billable, parent, chapter, exempt, verified, marks = row
        return Code(
            code=shown,
            system=system,
            title=title,
            billable=bool(billable),
            parent=parent,
            chapter=chapter,
            kind=kind,
            poa_exempt=bool(exempt),
            verified=bool(verified),
            notes=self._notes(shown, parent, system),
            axes=self.axes(shown) if system == PCS else (),
            marks=tuple(marks.split()),
        )

    def children(self, code: str, system: str = CM) -> list[Hit]:
        """What stands directly below a heading, in the order of the book."""
        row = self._row(code, str(system))
        if row is None:
            return []
        rows = self._db.execute(
            "SELECT code, title, billable FROM code WHERE system = ? AND parent = ? ORDER BY plain",
            (str(system), row[0]),
        )
        return [Hit(found, title, bool(billable), str(system)) for found, title, billable in rows]

    def poa_exempt(self, code: str) -> bool:
        """Whether an ICD-10-CM code is exempt from present-on-admission reporting (Official Guidelines, Appendix I)."""
        row = self._db.execute(
            "SELECT poa_exempt FROM code WHERE system = ? AND plain = ?", (CM, normal(code))
        ).fetchone()
        return bool(row and row[0])

    def axes(self, code: str) -> tuple[Axis, ...]:
        """The seven characters of an ICD-10-PCS code with their labels (none outside sections 0 and 1)."""
        plain = normal(code)
        if len(plain) != 7:
            return ()
        rows = self._db.execute("SELECT position, value, label FROM axis WHERE stem = ?", (plain[:3],))
        labels = {(position, value): label for position, value, label in rows}
        return tuple(Axis(name, plain[n], labels.get((n, plain[n]), "")) for n, name in enumerate(AXES))

    def find(self, query: str, system: str = CM, limit: int = 20) -> list[Hit]:
        """Codes for a code prefix (``J44``, ``j441``) or for words in any order (``hip frac displ r``), best first.

        No query is an error: text that finds nothing gives an empty list. Raises Invalid for an unknown system only.
        """
        if system not in SYSTEMS:
            raise Invalid(f"There is no code system {system!r}.", f"Use one of: {', '.join(SYSTEMS)}.")
        return search.find(self._db, query, str(system), max(0, min(limit, 100)), self._abbreviations)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _row(self, code: str, system: str) -> tuple[str, str, str, int, str | None, str, int, int, str] | None:
        found: tuple[str, str, str, int, str | None, str, int, int, str] | None = self._db.execute(
            f"{_ROW} WHERE system = ? AND plain = ?", (system, normal(code))
        ).fetchone()
        return found

    def _notes(self, code: str, parent: str | None, system: str) -> tuple[Note, ...]:
        """Notes of a code and all headings above it, outermost first. A note holds for everything below its place."""
        chain = [code]
        while parent is not None and len(chain) < _HEADINGS:
            chain.append(parent)
            above = self._row(parent, system)
            parent = above[4] if above else None
        notes: list[Note] = []
        for at in reversed(chain):
            rows = self._db.execute(
                "SELECT kind, text FROM note WHERE system = ? AND plain = ? ORDER BY position", (system, normal(at))
            )
            notes.extend(Note(NoteKind(kind), text, at) for kind, text in rows)
        return tuple(notes)
