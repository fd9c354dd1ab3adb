"""Generated charts for tests, kept between tests because they never change."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sandbox.charts import DefectPlan, generate
from sandbox.charts.compiled import Pathway
from sandbox.charts.model import Chart, Document
from sandbox.charts.pathway import parse
from sandbox.charts.truth import ChartTruth

SURGICAL = Path(__file__).parent.parent / "charts" / "surgical.yaml"


@cache
def surgical() -> Pathway:
    """A short planned operation that has every document an operation needs."""
    return parse(SURGICAL.read_text(encoding="utf-8"), SURGICAL.name)


@cache
def clean(pathway: str, seed: int) -> tuple[Chart, ChartTruth]:
    """A chart without flaws; ``surgical`` stands for the pathway above."""
    return generate(surgical() if pathway == "surgical" else pathway, seed)


def flawed(pathway: str, seed: int, *types: str, count: tuple[int, int] = (0, 0)) -> tuple[Chart, ChartTruth]:
    """The same chart with flaws."""
    return generate(
        surgical() if pathway == "surgical" else pathway, seed, defects=DefectPlan(types=types, count=count)
    )


def of(chart: Chart, kind: str) -> list[Document]:
    """The chart's documents of a type."""
    return [one for one in chart.documents if one.type == kind]
