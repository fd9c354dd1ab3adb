"""Pages: the mark and the running head on each, "Page 3 of 41", bookmarks, and page numbers in the index."""

from __future__ import annotations

from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from sandbox.charts.exports.pdf.style import BODY, BOLD, INK, PAGE, RULE, SIDE, SOFT, WIDTH, drawable
from sandbox.charts.model import SYNTHETIC_MARK

ROW = 12.5
ELLIPSIS = "…"


class Pages(Canvas):
    """A canvas that keeps every page until the end, when it is known how many there are.

    ``head`` stands on every page. ``entries`` are places in the index that wait for the page of a document.
    """

    head = ""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._kept: list[dict[str, Any]] = []
        self.found: dict[str, int] = {}
        self.waiting: list[tuple[int, str, float, float]] = []
        self.running = ""

    def showPage(self) -> None:  # noqa: N802 - the name is the library's
        """Keep the page instead of writing it."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages, each with its marks."""
        last = len(self._kept)
        found, waiting = dict(self.found), list(self.waiting)
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            for key in (key for key, at in found.items() if at == number):
                self.bookmarkPage(key)  # only now is this page the one being written
            self._marks(number, last)
            self.setFont(BODY, 9)
            for at, key, x, y in waiting:
                if at == number and key in found:
                    self.drawRightString(x, y, str(found[key]))
            super().showPage()
        super().save()

    def _marks(self, number: int, last: int) -> None:
        width, height = PAGE
        self.saveState()
        self.setStrokeColor(INK)
        self.setFillColor(INK)
        self.setFont(BOLD, 9)
        self.rect(SIDE, height - 42, WIDTH, 15, stroke=1, fill=0)
        self.drawCentredString(width / 2, height - 38, SYNTHETIC_MARK)
        self.setFillColor(SOFT)
        self.setFont(BODY, 8)
        self.drawString(SIDE, height - 55, shortened(self, self.head, WIDTH))
        self.setStrokeColor(RULE)
        self.line(SIDE, 36, SIDE + WIDTH, 36)
        told = f"Page {number} of {last}"
        self.drawRightString(SIDE + WIDTH, 25, told)
        self.drawString(SIDE, 25, shortened(self, self.running, WIDTH - self.stringWidth(told, BODY, 8) - 12))
        self.restoreState()


def printable(text: str) -> str:
    """Text that can be drawn: no control characters, and what the fonts lack spelled out as ``[U+60A3]``."""
    return "".join(map(_drawn, text))


def _drawn(each: str) -> str:
    if each.isspace():
        return " "
    if not each.isprintable():
        return ""
    return each if ord(each) in drawable() else f"[U+{ord(each):X}]"


def shortened(canvas: Canvas, text: str, width: float, font: str = BODY, size: float = 8) -> str:
    """The text, printable, cut with an ellipsis where it would not fit on its line."""
    text = printable(text)
    if canvas.stringWidth(text, font, size) <= width:
        return text
    while text and canvas.stringWidth(text + ELLIPSIS, font, size) > width:
        text = text[: -max(1, len(text) // 20)]
    return text + ELLIPSIS


class Bookmark(Flowable):
    """A place that the outline and the index lead to; from here on ``title`` runs at the foot of pages."""

    def __init__(self, key: str, title: str, level: int) -> None:
        super().__init__()
        self.width = self.height = 0
        self.key, self.title, self.level = key, title, level

    def draw(self) -> None:
        """Set the place."""
        canvas: Pages = self.canv
        canvas.addOutlineEntry(self.title, self.key, self.level, closed=False)
        canvas.found[self.key] = canvas.getPageNumber()
        canvas.running = self.title


class IndexRow(Flowable):
    """One line of the index: title, when it was received, and the page, filled in when it is known."""

    def __init__(self, key: str, title: str, about: str) -> None:
        super().__init__()
        self.key, self.title, self.about = key, title, about

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the page."""
        self.width, self.height = width, ROW
        return width, ROW

    def draw(self) -> None:
        """Draw the line and leave word where the page number belongs."""
        canvas: Pages = self.canv
        canvas.setFillColor(INK)
        canvas.setFont(BODY, 9)
        canvas.drawString(10, 3, shortened(canvas, self.title, self.width - 190, BODY, 9))
        canvas.setFillColor(SOFT)
        canvas.setFont(BODY, 8)
        canvas.drawRightString(self.width - 40, 3, shortened(canvas, self.about, 140))
        canvas.linkRect("", self.key, (0, 0, self.width, ROW), relative=1)
        x, y = canvas.absolutePosition(self.width, 3)
        canvas.waiting.append((canvas.getPageNumber(), self.key, x, y))
