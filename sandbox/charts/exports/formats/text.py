"""Plain text, as a person reads it in a terminal."""

from __future__ import annotations

from sandbox.charts.exports.format import Format
from sandbox.charts.exports.text import chart_text
from sandbox.charts.model import Chart
from sandbox.charts.truth import ChartTruth


def render(chart: Chart, truth: ChartTruth | None = None) -> bytes:
    """The chart as UTF-8 text. Holds no truth, whatever is passed."""
    return chart_text(chart).encode()


FORMAT = Format("text", "plain text, for reading in a terminal", ".txt", render)
