"""How much two charts of one pathway tell in the same words.

Measured on the narrative: prose and lists, without forms and sheets that are printed alike for all (registration,
consents, instructions, legal notices). A chart's narrative is the set of its runs of five words; the share of two
charts is what they have in common as a part of the smaller one. Runs of words, not sentences, so that a changed number
or name does not hide that the sentence is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sandbox.charts.model import Chart, Layout

RUN = 5
BOUND = 0.50
"""Two charts of one pathway share, on average, at most this part of their narrative."""

FORMS = frozenset(
    (
        "face_sheet",
        "consent_treatment",
        "consent_procedure",
        "consent_anesthesia",
        "consent_transfusion",
        "advance_directive",
        "legal_status",
        "ama_form",
        "discharge_instructions",
        "sud_consent",
        "sud_notice",
        "hospice_election",
        "orders",
        "standing_orders",
    )
)


def narrative(chart: Chart) -> frozenset[tuple[str, ...]]:
    """The runs of five words of a chart's prose and lists."""
    runs: set[tuple[str, ...]] = set()
    for document in chart.documents:
        if document.type in FORMS:
            continue
        for section in document.sections:
            if section.layout in (Layout.PROSE, Layout.LIST):
                for statement in section.statements:
                    words = statement.text.lower().split()
                    runs.update(tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return frozenset(runs)


def shared(charts: Sequence[Chart]) -> float:
    """The mean share, 0 to 1, over all pairs of charts; 0 for fewer than two."""
    told = [narrative(chart) for chart in charts]
    shares = [len(one & other) / max(1, min(len(one), len(other))) for one, other in combinations(told, 2)]
    return sum(shares) / len(shares) if shares else 0.0
