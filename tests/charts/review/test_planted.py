"""Clean charts give nothing; planted flaws give what was planted and nothing else; edited charts never break a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.charts import generate, pathways
from sandbox.charts.defects import DEFECTS, DefectPlan
from sandbox.charts.model import Chart
from sandbox.charts.review import RULES, review
from sandbox.charts.truth import ChartTruth, Defect
from tests.factories.generated import clean

NAMES = tuple(pathways())
COUNTED = {rule.code for rule in RULES.values()}
each = pytest.mark.parametrize("name", NAMES)


def disagreements(chart: Chart, truth: ChartTruth) -> list[str]:
    """What the rules find and nobody planted, and what was planted and they do not find."""
    left = review(chart)
    missed: list[Defect] = []
    for defect in (one for one in truth.defects if one.type in COUNTED):
        types = (defect.type, *defect.accepted_types)
        same = [
            one
            for one in left
            if one.code in types and (one.document_id, one.document_type) == (defect.document_id, defect.document_type)
        ]
        if same:
            left.remove(same[0])
        else:
            missed.append(defect)
    return [f"unplanted {one.rule}: {one.sentence}" for one in left] + [f"missed {one.explanation}" for one in missed]


@each
def test_clean_charts_have_no_deficiency(name: str) -> None:
    for seed in range(12):
        assert review(clean(name, seed)[0]) == [], seed


@each
def test_every_type_alone_is_found_and_nothing_else(name: str) -> None:
    for number, code in enumerate(sorted(DEFECTS)):
        chart, truth = generate(name, number, defects=DefectPlan((code,)))
        assert disagreements(chart, truth) == [], f"{code} seed {number}"


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 10_000), st.integers(2, 9))
def test_combinations_are_found_and_nothing_else(name: str, seed: int, count: int) -> None:
    assert disagreements(*generate(name, seed, defects=DefectPlan((), (count, count)))) == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 20), st.randoms(use_true_random=False))
def test_an_edited_chart_never_breaks_a_rule(name: str, seed: int, random) -> None:  # type: ignore[no-untyped-def]
    chart = clean(name, seed)[0]
    pages = [one for one in chart.documents if random.random() > 0.2]
    edits = (
        {"dated": None}, {"timed": None}, {"signatures": ()}, {"sections": ()}, {"author_id": "nobody"},
        {"encounter_id": "e9"}, {"type": "unheard_of"}, {"refers_to": "d99"}, {},
    )  # fmt: skip
    pages = [replace(one, **random.choice(edits)) for one in pages]
    stay = chart.encounters[0]
    stay = replace(stay, ended=random.choice((stay.ended, None)), attending_id=random.choice((stay.attending_id, "x")))
    edited = replace(chart, documents=tuple(pages), encounters=(stay,))
    for today in (None, stay.began.date(), stay.began.date() + timedelta(days=90)):
        for one in review(edited, today):
            assert one.sentence.endswith(".")
            assert one.citation
            assert bool(one.document_id) or one.document_type
            assert set(one.responsible) <= {person.id for person in chart.facility.staff}
