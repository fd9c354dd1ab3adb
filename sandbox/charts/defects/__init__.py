"""Planted flaws: what can be planted, and the planting."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sandbox.charts.model import Chart
from sandbox.charts.truth import ChartTruth


@dataclass(frozen=True, slots=True)
class DefectPlan:
    """Which deficiency types to plant (all of ``types`` that the chart can carry), or how many drawn from them."""

    types: tuple[str, ...] = ()
    count: tuple[int, int] = (0, 0)


def plant(chart: Chart, truth: ChartTruth, plan: DefectPlan, random: Random) -> tuple[Chart, ChartTruth]:
    """The chart with its flaws and the truth that states them."""
    return chart, truth
