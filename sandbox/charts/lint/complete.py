"""Completeness: a clean chart has no deficiency, by the rules that trainees apply."""

from __future__ import annotations

from sandbox.charts.lint.registry import Faults, Specimen, check
from sandbox.charts.review import review


@check("complete")
def complete(one: Specimen) -> Faults:
    """The completeness rules find nothing in a chart without planted flaws."""
    for found in review(one.chart, None):
        yield found.document_id, f"{found.code}: {found.sentence}"
