"""The chart as it is stored: every value of the model, and back without loss with ``charts.plain``."""

from __future__ import annotations

import json

from sandbox.charts.exports.format import Format
from sandbox.charts.model import Chart
from sandbox.charts.plain import to_plain
from sandbox.charts.truth import ChartTruth


def render(chart: Chart, truth: ChartTruth | None = None) -> bytes:
    """One line of JSON: the chart, or ``{"chart": …, "truth": …}`` when the truth is asked for."""
    plain = to_plain(chart) if truth is None else {"chart": to_plain(chart), "truth": to_plain(truth)}
    return (json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


FORMAT = Format("json", "every value of the chart, for programs", ".json", render, lines=True, takes_truth=True)
