"""Other ways to read what the viewer shows: in another order, two documents side by side, on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app
from markupsafe import Markup

from sandbox.charts.differences import Differences, differences
from sandbox.charts.model import SYNTHETIC_MARK
from sandbox.web.shared.viewer import Folder, Leaf, Shelf, Stay, Viewer

ORDERS = {
    "": "By encounter",
    "date": "By date, oldest first",
    "latest": "By date, newest first",
    "type": "By type",
    "author": "By author",
}
_HEADINGS: dict[str, Callable[[Leaf], str]] = {
    "type": lambda leaf: leaf.type_title,
    "author": lambda leaf: leaf.author or "No author of this facility",
}


def _none(leaf: Leaf) -> str:
    """No heading: one list."""
    return ""


def arranged(viewer: Viewer, order: str) -> Viewer:
    """The viewer with each chart's documents in another order; an order that is none leaves the binder's."""
    if order not in ORDERS or not order:
        return viewer
    return replace(viewer, shelves=tuple(_arranged(shelf, order) for shelf in viewer.shelves), order=order)


def _arranged(shelf: Shelf, order: str) -> Shelf:
    heading = _HEADINGS.get(order, _none)
    leaves = sorted(
        shelf.leaves, key=lambda leaf: (leaf.document.filed_at, leaf.document.id), reverse=order == "latest"
    )
    groups: dict[str, list[Leaf]] = {}
    for leaf in sorted(leaves, key=heading):
        groups.setdefault(heading(leaf), []).append(leaf)
    return replace(shelf, stays=(Stay("", tuple(Folder(name, tuple(kept)) for name, kept in groups.items())),))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents with their differences marked. ``pages`` is empty until two are chosen."""

    left: str
    right: str
    found: Differences | None = None
    pages: tuple[tuple[Leaf, Markup], ...] = ()

    @property
    def keys(self) -> list[str]:
        """The documents that are shown."""
        return [leaf.key for leaf, _ in self.pages]


def compared(viewer: Viewer, left: str, right: str) -> Comparison:
    """Two documents by key. Without a right one, the next of the same type in its chart is proposed and shown."""
    leaves = {leaf.key: leaf for leaf in viewer.leaves}
    one = leaves.get(left)
    other = leaves.get(right) or (_next_alike(viewer, one) if one and not right else None)
    if one is None or other is None or one.key == other.key:
        return Comparison(one.key if one else "", other.key if other else "")
    found = differences(one.document, other.document)
    # Made with the marks in reach of its macros, so a sheet is drawn in one place whether compared or not.
    template: Any = current_app.jinja_env.get_template("chart/sheet.html")
    module = template.make_module({"marks": found.marks})
    pages = tuple((leaf, module.sheet(leaf, SYNTHETIC_MARK)) for leaf in (one, other))
    return Comparison(one.key, other.key, found, pages)


def _next_alike(viewer: Viewer, leaf: Leaf) -> Leaf | None:
    """The document of the same type that follows in the chart, else the one before."""
    alike = [each for each in viewer.leaves if each.slot == leaf.slot and each.document.type == leaf.document.type]
    alike.sort(key=lambda each: (each.document.filed_at, each.document.id))
    place = alike.index(leaf)
    return next(iter([*alike[place + 1 :], *reversed(alike[:place])]), None)


@dataclass(frozen=True, slots=True)
class Printout:
    """What is printed: a heading and the documents, each on a page of its own."""

    heading: str
    leaves: tuple[Leaf, ...]


def printout(viewer: Viewer, document: str, chart: str) -> Printout | None:
    """The document with this key, or all of a chart by its slot; None when neither is there."""
    for shelf in viewer.shelves:
        if chart and shelf.slot == chart:
            return Printout(shelf.heading, tuple(shelf.leaves))
    for leaf in viewer.leaves:
        if leaf.key == document:
            return Printout(leaf.title, (leaf,))
    return None
