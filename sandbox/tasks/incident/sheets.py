"""The papers of an incident: the privacy office's report, and what came with it. Remembers where each detail shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from sandbox.charts.model import Document, Layout, Section, Statement
from sandbox.tasks.base import PAPERS

Said = tuple[str, str]
"""A text, and the names of what it shows, parted by blanks."""


class Sheets:
    """Lays out papers. ``shown`` maps a detail to the statements that show it (``papers:…``)."""

    def __init__(self, name: str) -> None:
        self.name = name  # the ids of papers begin with it
        self.documents: list[Document] = []
        self.shown: dict[str, list[str]] = {}

    def report(self, fields: Iterable[tuple[str, Said]], account: Iterable[Said], day: date) -> None:
        """The incident report form: labelled fields, then the account in prose."""
        paper = self._next()
        counter = iter(range(1, 1000))
        boxes = tuple((self._statement(paper, next(counter), said, label),) for label, said in fields)
        lines = (tuple(self._statement(paper, next(counter), said) for said in account),)
        sections = (Section("", Layout.FIELDS, boxes), Section("What happened", Layout.PROSE, lines))
        self._add(paper, "Incident report", sections, day)

    def note(self, title: str, lines: Sequence[Said], day: date) -> None:
        """A note, letter or report of some sentences."""
        paper = self._next()
        rows = (tuple(self._statement(paper, number, said) for number, said in enumerate(lines, 1)),)
        self._add(paper, title, (Section("", Layout.PROSE, rows),), day)

    def _next(self) -> str:
        return f"{self.name}-p{len(self.documents) + 1}"

    def _statement(self, paper: str, number: int, said: Said, label: str = "") -> Statement:
        text, shows = said
        name = f"{paper}.s{number}"
        for detail in shows.split():
            self.shown.setdefault(detail, []).append(f"{PAPERS}:{name}")
        return Statement(name, text, label)

    def _add(self, paper: str, title: str, sections: tuple[Section, ...], day: date) -> None:
        filed = datetime.combine(day, time(8, 30))
        self.documents.append(Document(paper, "correspondence", title, "", "", day, None, filed, "", "", day, sections))
