"""The record on paper, as a PDF: cover with index, every document with its identification, the mark on each page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from io import BytesIO

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table

from sandbox.charts.exports.pdf.paging import Bookmark, IndexRow, Pages
from sandbox.charts.exports.pdf.sheet import safe, sheet
from sandbox.charts.exports.pdf.style import (
    BOTTOM,
    CELL,
    COVER_TITLE,
    LETTERHEAD,
    PAGE,
    RULE,
    SIDE,
    SMALL,
    STAY,
    TEXT,
    TOP,
    WIDTH,
    load_fonts,
)
from sandbox.charts.exports.printed import folders_of, identity, printed, short_moment, stays_of
from sandbox.charts.model import SYNTHETIC_MARK, Chart, Document

Part = tuple[str, list[Document]]


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says before the index. ``fields`` are labels and values, ``lines`` paragraphs beneath."""

    title: str
    fields: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


def pdf(
    chart: Chart, documents: Sequence[str] | None = None, hidden: Set[str] = frozenset(), cover: Cover | None = None
) -> bytes:
    """The chart as a PDF; the same bytes for the same arguments.

    ``documents`` are the ids to print, in that order (``KeyError`` for one that the chart lacks); without them all are
    printed as a binder keeps them. The statements whose ids are in ``hidden`` are blacked out: their text is not in
    the file. ``cover`` replaces what the first page says of the record; the index follows either way.
    """
    load_fonts()
    if documents is None:
        parts = [(heading, [one for _, kept in folders_of(mine) for one in kept]) for heading, mine in stays_of(
            chart, chart.documents)]  # fmt: skip
    else:
        parts = [("Documents", [chart.document(name) for name in documents])]
    first = cover or Cover(f"Record of {chart.patient.name}", tuple(identity(chart.patient)))
    out = BytesIO()
    template = _template(out, first.title, chart)

    class Headed(Pages):
        head = f"{chart.facility.name} · Record of {chart.patient.name} · MRN {chart.patient.mrn}"

    template.build([*_cover(chart, first, parts), *_sheets(chart, parts, hidden)], canvasmaker=Headed)
    return out.getvalue()


def _template(out: BytesIO, title: str, chart: Chart) -> BaseDocTemplate:
    made = BaseDocTemplate(
        out,
        pagesize=PAGE,
        title=f"{title} ({SYNTHETIC_MARK})",
        author=chart.facility.name,
        subject="A synthetic medical record for teaching. No real person.",
        creator="MRT Sandbox",
        lang="en-US",
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
    )
    frame = Frame(SIDE, BOTTOM, WIDTH, PAGE[1] - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0)
    made.addPageTemplates([PageTemplate("page", [frame])])
    return made


def _cover(chart: Chart, cover: Cover, parts: Sequence[Part]) -> Iterator[Flowable]:
    facility = chart.facility
    yield Bookmark("cover", "Cover and index", 0)
    yield Paragraph(safe(facility.name), LETTERHEAD)
    yield Paragraph(safe(f"{facility.address} · {facility.phone}"), SMALL)
    yield Paragraph(safe(cover.title), COVER_TITLE)
    if cover.fields:
        rows = [[Paragraph(safe(label), SMALL), Paragraph(safe(value), CELL)] for label, value in cover.fields]
        yield Table(rows, colWidths=[110, WIDTH - 110], style=[("GRID", (0, 0), (-1, -1), 0.5, RULE)], splitInRow=1)
        yield Spacer(0, 6)
    for line in cover.lines:
        yield Paragraph(safe(line), TEXT)
    for heading, mine in parts:
        yield Paragraph(safe(heading), STAY)
        for document in mine:
            yield IndexRow(document.id, document.title, f"received {short_moment(document.filed_at)}")


def _sheets(chart: Chart, parts: Sequence[Part], hidden: Set[str]) -> Iterator[Flowable]:
    for number, (heading, mine) in enumerate(parts):
        for place, document in enumerate(mine):
            yield PageBreak()
            if place == 0:
                yield Bookmark(f"part{number}", heading, 0)
            yield Bookmark(document.id, document.title, 1)
            yield from sheet(printed(document, chart.facility, chart), hidden)
