"""What must hold of every chart that a pathway makes: each check is a small function, registered under its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sandbox.charts.model import Chart, Encounter
from sandbox.charts.truth import ChartTruth


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: of which pathway, where (``seed 7 d03.s4``, ``pathways/x.yaml:12``), found by which check, and what."""

    pathway: str
    place: str
    check: str
    message: str

    def __str__(self) -> str:
        return f"{self.pathway}: {self.place}: {self.message} [{self.check}]"


@dataclass(frozen=True, slots=True)
class Specimen:
    """One chart under examination. ``early`` are notes that quote a result before any report holds it."""

    chart: Chart
    truth: ChartTruth
    early: tuple[str, ...] = ()

    @property
    def encounter(self) -> Encounter:
        """The stay or visit."""
        return self.chart.encounters[0]


Faults = Iterator[tuple[str, str]]
"""Pairs of place in the chart (a document or statement id, or nothing) and sentence."""

Check = Callable[[Specimen], Faults]

CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a check."""

    def register(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return register
