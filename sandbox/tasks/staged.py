"""What the simulated world answers when a round of a staged task is closed: documents, papers, a later day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sandbox.charts.model import Chart, Document
from sandbox.charts.plain import document_from_plain, to_plain

NEW, CHANGED = "New", "Changed"


@dataclass(frozen=True, slots=True)
class Reply:
    """What happened after a round, as a trainee will see it. It holds nothing of the key.

    ``documents`` (by slot) and ``papers`` take the place of those with their id, or are added; nothing is ever taken
    away, and a document that takes another's place keeps its statement ids, so that evidence stays where it was.
    ``given`` is laid over what the task gave before, name by name. ``today`` None leaves the day as it is.
    ``sentence`` tells the trainee what went by ("Seven days later …").
    """

    sentence: str
    today: date | None = None
    documents: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    papers: tuple[Document, ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)

    def filed(self, charts: Mapping[str, Chart]) -> tuple[dict[str, Chart], dict[str, str]]:
        """The charts with the documents in place, and which pages are new or changed, by ``slot:document``.

        ``KeyError`` for a slot that is not there.
        """
        news: dict[str, str] = {}
        changed = dict(charts)
        for slot, pages in self.documents.items():
            documents, words = placed(changed[slot].documents, pages)
            changed[slot] = replace(changed[slot], documents=documents)
            news |= {f"{slot}:{name}": word for name, word in words.items()}
        return changed, news

    def plain(self) -> dict[str, Any]:
        """The reply as it is stored with the attempt."""
        return {
            "sentence": self.sentence,
            "today": self.today.isoformat() if self.today else None,
            "documents": {slot: to_plain(pages) for slot, pages in self.documents.items()},
            "papers": to_plain(self.papers),
            "given": to_plain(self.given),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Reply:
        """The reply again."""
        return cls(
            plain["sentence"],
            date.fromisoformat(plain["today"]) if plain["today"] else None,
            {slot: tuple(map(document_from_plain, pages)) for slot, pages in plain["documents"].items()},
            tuple(map(document_from_plain, plain["papers"])),
            plain["given"],
        )


def placed(documents: tuple[Document, ...], pages: tuple[Document, ...]) -> tuple[tuple[Document, ...], dict[str, str]]:
    """The documents with these pages put in their place or added at the end; new or changed, by id."""
    known = {one.id for one in documents}
    instead = {one.id: one for one in pages if one.id in known}
    added = tuple(one for one in pages if one.id not in known)
    words = {one.id: CHANGED if one.id in known else NEW for one in pages}
    return (*(instead.get(one.id, one) for one in documents), *added), words
