"""The synthetic record: charts made from pathways and seeds, with the truth behind them."""

from __future__ import annotations

from sandbox.charts.compiled import Pathway
from sandbox.charts.defects import DefectPlan
from sandbox.charts.earlier import Earlier
from sandbox.charts.facility import facilities
from sandbox.charts.generate import GENERATOR, generate
from sandbox.charts.pathway import names as _names
from sandbox.charts.pathway import pathway as _pathway

__all__ = ["GENERATOR", "DefectPlan", "Earlier", "facilities", "generate", "pathways"]


def pathways() -> dict[str, Pathway]:
    """All pathways by name, sorted; each has name, title, setting, summary and options."""
    return {name: _pathway(name) for name in _names()}
