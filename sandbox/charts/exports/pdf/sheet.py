"""One document as printed: identification block, sections as they are laid out, signature lines."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from sandbox.charts.exports.pdf.paging import printable
from sandbox.charts.exports.pdf.style import (
    CELL,
    HEAD_CELL,
    HEADING,
    INK,
    ITEM,
    LETTERHEAD,
    RULE,
    SIGNED,
    SMALL,
    TEXT,
    TINT,
    TITLE,
    WIDTH,
)
from sandbox.charts.exports.printed import Line, Printed, short_day, short_moment
from sandbox.charts.model import Document, Layout, Section, Statement

REDACTED = '<font backColor="#000000" color="#ffffff">&#160;Redacted&#160;</font>'
BLANK = "_" * 14
Hidden = Set[str]


def safe(text: str) -> str:
    """Text for a paragraph: printable, with markup escaped."""
    return escape(printable(text))


def sheet(page: Printed, hidden: Hidden) -> Iterator[Flowable]:
    """The document. The text of a statement in ``hidden`` is not drawn under its box: it is nowhere in the file."""
    yield from _head(page)
    for section in page.document.sections:
        if section.heading:
            yield Paragraph(safe(section.heading.upper()), HEADING)
        yield from _section(section, hidden, numbered=page.dress == "orders")
    if page.lines:
        yield Spacer(0, 12)
        boxed = page.dress in ("consent", "form")
        for line in page.lines:
            yield KeepTogether([_signature(line, boxed), Spacer(0, 8)])


def _head(page: Printed) -> Iterator[Flowable]:
    document = page.document
    title = [Paragraph(safe(page.letterhead or "From outside this facility"), LETTERHEAD)]
    title += [Paragraph(safe(page.title), TITLE)]
    rows = [[title, _label(document)]]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, 0), 1.2, INK), *_tight(0, 4)]
    yield Table(rows, colWidths=[WIDTH - 190, 190], style=style)
    pairs = [
        ("Date", short_day(document.dated) or BLANK),
        ("Time", document.timed.strftime("%H:%M") if document.timed else BLANK),
        ("Author", page.author),
        ("Account", page.account),
        ("Received", short_moment(document.filed_at)),
        ("Type", page.type_title if page.type_title != page.title else ""),
        ("Concerns", page.concerns),
    ]
    told = " &#160; ".join(f"{label}: <font color='#20262b'>{safe(value)}</font>" for label, value in pairs if value)
    yield Paragraph(told, SMALL)
    yield Spacer(0, 4)


def _label(document: Document) -> Flowable:
    """The identification printed on the page, which is another patient's when the page was misfiled."""
    pairs = (("Patient", document.label_name), ("MRN", document.label_mrn), ("Born", short_day(document.label_born)))
    rows = [[Paragraph(label, SMALL), Paragraph(safe(value), HEAD_CELL)] for label, value in pairs]
    return Table(rows, colWidths=[42, 142], style=[("BOX", (0, 0), (-1, -1), 0.6, INK), *_tight(3, 1)])


def _section(section: Section, hidden: Hidden, *, numbered: bool) -> Iterator[Flowable]:
    if section.layout is Layout.TABLE:
        yield from _table(section, hidden)
        return
    for number, row in enumerate(section.rows, 1):
        if not row:
            continue
        if section.layout is Layout.FIELDS:
            yield _boxes(row, hidden)
        elif section.layout is Layout.LIST:
            yield Paragraph(_sentence(row, hidden), ITEM, bulletText=f"{number}." if numbered else "•")
        else:
            yield Paragraph(_sentence(row, hidden), TEXT)


def _sentence(row: tuple[Statement, ...], hidden: Hidden) -> str:
    return " ".join(
        f"<b>{_label_of(one, hidden)}:</b> {_said(one, hidden)}" if _label_of(one, hidden) else _said(one, hidden)
        for one in row
    )


def _label_of(statement: Statement, hidden: Hidden) -> str:
    """The label of a field; of a hidden one nothing, because "HIV:" before a black box tells as much."""
    return "" if statement.id in hidden else safe(statement.label)


def _said(statement: Statement, hidden: Hidden) -> str:
    """A statement as markup, with its flag in bold."""
    if statement.id in hidden:
        return REDACTED
    return safe(statement.text) + (f" <b>{safe(statement.flag)}</b>" if statement.flag else "")


def _boxes(row: tuple[Statement, ...], hidden: Hidden) -> Flowable:
    """A line of labelled fields as boxes of a form."""
    cells: list[Any] = [
        [Paragraph(_label_of(one, hidden), SMALL), Paragraph(_said(one, hidden) or "&#160;", CELL)] for one in row
    ]
    style = [("GRID", (0, 0), (-1, -1), 0.5, RULE), ("VALIGN", (0, 0), (-1, -1), "TOP"), *_tight(3, 2)]
    return Table([cells], colWidths=[WIDTH / len(row)] * len(row), style=style, splitInRow=1)


def _table(section: Section, hidden: Hidden) -> Iterator[Flowable]:
    count = max([len(section.columns), *(len(row) for row in section.rows)], default=0)
    if not count:
        return
    texts = [list(section.columns)] if section.columns else []
    texts += [[f"{one.text} {one.flag}" for one in row] for row in section.rows]
    rows: list[list[Any]] = [[Paragraph(safe(column), HEAD_CELL) for column in section.columns]] * bool(section.columns)
    rows += [[Paragraph(_said(one, hidden), CELL) for one in row] for row in section.rows]
    filled = [row + [""] * (count - len(row)) for row in rows]
    style = [("GRID", (0, 0), (-1, -1), 0.5, RULE), ("VALIGN", (0, 0), (-1, -1), "TOP"), *_tight(3, 2)]
    if section.columns:
        style.append(("BACKGROUND", (0, 0), (-1, 0), TINT))
    widths = _widths(texts, count)
    yield Table(filled, colWidths=widths, style=style, repeatRows=bool(section.columns), splitInRow=1)
    yield Spacer(0, 4)


def _widths(texts: list[list[str]], count: int) -> list[float]:
    """Widths by the longest text of each column, none too narrow to read."""
    longest = [max((len(row[place]) for row in texts if place < len(row)), default=0) for place in range(count)]
    wanted = [min(max(each, 7), 48) for each in longest]
    return [WIDTH * each / sum(wanted) for each in wanted]


def _signature(line: Line, boxed: bool) -> Flowable:
    """A signature line: filled when signed, empty when not."""
    if line.when:
        above, below = safe(line.name), f"{line.signed_as} {short_moment(line.when)}"
    else:
        above, below = "&#160;", f"{line.wanted_as}{': ' if line.name else ''}{line.name} — Date/time {BLANK}"
    rows = [[Paragraph(above, SIGNED)], [Paragraph(safe(below), SMALL)]]
    style: list[Any] = [("LINEABOVE", (0, 1), (-1, 1), 0.6, INK), *_tight(3, 2)]
    if boxed:
        style.append(("BOX", (0, 0), (-1, -1), 0.6, INK))
    return Table(rows, colWidths=[110 * mm], style=style, hAlign="LEFT")


def _tight(side: float, above: float) -> list[Any]:
    every = ((0, 0), (-1, -1))
    return [
        (f"{edge}PADDING", *every, size)
        for edge, size in (("LEFT", side), ("RIGHT", side), ("TOP", above), ("BOTTOM", above + 1))
    ]
