"""The record as it would be printed: cover with index, a page or more a document, page numbers, bookmarks."""

from __future__ import annotations

from sandbox.charts.exports.format import Format
from sandbox.charts.exports.pdf import pdf
from sandbox.charts.model import Chart
from sandbox.charts.truth import ChartTruth


def render(chart: Chart, truth: ChartTruth | None = None) -> bytes:
    """The whole chart as a PDF. Holds no truth, whatever is passed."""
    return pdf(chart)


FORMAT = Format("pdf", "the record as it is printed, with an index and page numbers", ".pdf", render, binary=True)
