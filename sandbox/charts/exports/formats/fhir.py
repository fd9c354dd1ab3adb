"""FHIR R4, for programs that exchange records: one document Bundle a chart."""

from __future__ import annotations

import json

from sandbox.charts.exports.fhir import bundle
from sandbox.charts.exports.format import Format
from sandbox.charts.model import Chart
from sandbox.charts.truth import ChartTruth


def render(chart: Chart, truth: ChartTruth | None = None) -> bytes:
    """One line of JSON. With the truth it holds coded conditions and procedures, which are the key."""
    return (json.dumps(bundle(chart, truth), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


FORMAT = Format(
    "fhir", "FHIR R4 document Bundle, for programs that exchange records", ".fhir.json", render, lines=True,
    takes_truth=True,
)  # fmt: skip
