"""What a format of the record is: a name, what its files are called, and how a chart becomes bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.charts.model import Chart
from sandbox.charts.truth import ChartTruth


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a chart.

    ``render`` gets the chart, and the truth where the caller wants the key in it: only for a format that
    ``takes_truth``, never for a trainee. ``lines`` says that a chart is one line of text, so that many may follow each
    other in one stream. ``binary`` says that it is not for a terminal.
    """

    name: str
    summary: str
    suffix: str
    render: Callable[[Chart, ChartTruth | None], bytes]
    lines: bool = False
    binary: bool = False
    takes_truth: bool = False
