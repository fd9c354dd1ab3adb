"""The chart as the workbench and the feedback pages show it: shelves of leaves, with each leaf's markup made once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Protocol

from flask import current_app
from markupsafe import Markup

from sandbox.charts.exports.printed import Printed, folders_of, printed, short_day, stays_of
from sandbox.charts.model import SYNTHETIC_MARK, Chart, Document, Facility, Statement
from sandbox.scenarios.recent import Recent
from sandbox.tasks.base import PAPERS, Room


@dataclass(frozen=True, slots=True)
class Leaf(Printed):
    """One document in the viewer; ``markup`` is the finished sheet."""

    markup: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class Folder:
    """Leaves of one sort within an encounter, oldest first."""

    name: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Stay:
    """One encounter's part of a shelf. ``heading`` says what and when."""

    heading: str
    folders: tuple[Folder, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A chart, or the papers of a task."""

    slot: str
    heading: str
    about: str
    stays: tuple[Stay, ...]

    @property
    def leaves(self) -> Iterator[Leaf]:
        """All leaves in the order of the list."""
        return (leaf for stay in self.stays for folder in stay.folders for leaf in folder.leaves)


@dataclass(frozen=True, slots=True)
class Viewer:
    """What ``shared/viewer.html`` needs: the shelves, which document is open, and which are new or changed."""

    shelves: tuple[Shelf, ...]
    chosen: str
    news: Mapping[str, str] = field(default_factory=dict)
    order: str = ""  # of ``shared.reading.ORDERS``, when it is not the binder's

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All leaves of all shelves."""
        return tuple(leaf for shelf in self.shelves for leaf in shelf.leaves)

    @property
    def statements(self) -> dict[str, tuple[Leaf, Statement]]:
        """Every statement with the document it stands in, by reference ``slot:statement``, in the order of the list."""
        return {f"{leaf.slot}:{line.id}": (leaf, line) for leaf in self.leaves for line in leaf.document.statements}

    @property
    def types(self) -> list[str]:
        """The titles of the document types that occur, in alphabetical order."""
        return sorted({leaf.type_title for leaf in self.leaves})


_shelves: Recent[tuple[str, str], Shelf] = Recent(24)
"""Finished shelves by hash of the variant, with what replies changed in it, and slot. Neither ever changes, so an entry
is right for ever."""


class HasCharts(Protocol):
    """The part of a task's spec that the viewer reads."""

    @property
    def charts(self) -> tuple[str, ...]:
        """Slots of the charts, the first shown first."""


def viewer_of(variant: str, room: Room, spec: HasCharts, chosen: str = "") -> Viewer:
    """The viewer for one task: its papers first, then its charts in the order of the spec.

    ``variant`` is the hash of what the variant shows. ``chosen`` is the key of the document to open; one that is not
    there opens what the last reply brought, else the first.
    """
    slots = [slot for slot in spec.charts if slot in room.charts] or sorted(room.charts)
    shelves = [paper_shelf(room)] if room.papers else []
    shelves += [_shelf(variant + room.stamp(slot), slot, room.charts[slot]) for slot in slots]
    keys = [leaf.key for shelf in shelves for leaf in shelf.leaves]
    first = next((key for key in keys if key in room.news), keys[0] if keys else "")
    return Viewer(tuple(shelves), chosen if chosen in keys else first, room.news)


def _shelf(variant: str, slot: str, chart: Chart) -> Shelf:
    return _shelves.get((variant, slot), lambda: chart_shelf(slot, chart))


def chart_shelf(slot: str, chart: Chart) -> Shelf:
    """The documents of a chart by encounter (latest first) and folder."""
    leaves = {document.id: leaf_of(slot, document, chart.facility, chart) for document in chart.documents}
    stays = []
    for heading, mine in stays_of(chart, chart.documents):
        folders = ((name, tuple(leaves[one.id] for one in kept)) for name, kept in folders_of(mine))
        stays.append(Stay(heading, tuple(Folder(name, kept) for name, kept in folders)))
    patient = chart.patient
    about = f"MRN {patient.mrn} · born {short_day(patient.born)}"
    return Shelf(slot, patient.name, about, tuple(stays))


def paper_shelf(room: Room) -> Shelf:
    """The papers that came with a task, in the order in which they lie."""
    leaves = tuple(leaf_of(PAPERS, paper, room.facility, None) for paper in room.papers)
    return Shelf(PAPERS, "Papers with this task", "", (Stay("", (Folder("", leaves),)),))


def leaf_of(slot: str, document: Document, facility: Facility, chart: Chart | None) -> Leaf:
    """One document with everything its sheet prints, rendered."""
    page = printed(document, facility, chart, slot)
    return _with_markup(Leaf(**{one.name: getattr(page, one.name) for one in fields(page)}))


def _with_markup(leaf: Leaf) -> Leaf:
    """The leaf with its sheet rendered."""
    module = current_app.jinja_env.get_template("chart/sheet.html").module
    return replace(leaf, markup=module.sheet(leaf, SYNTHETIC_MARK))  # type: ignore[attr-defined]
