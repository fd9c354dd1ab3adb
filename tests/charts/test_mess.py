"""What looks odd and is in order, and flaws of what the record says: no key becomes uncertain, no rule objects."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.charts import generate, pathways
from sandbox.charts.defects import DEFECTS, MESS, DefectPlan
from sandbox.charts.facility import PRACTITIONERS
from sandbox.charts.plain import to_plain, truth_from_plain
from sandbox.charts.review import review
from sandbox.charts.truth import ChartTruth, Standing
from tests.factories.generated import clean

NAMES = tuple(pathways())
ASKS = {
    "UNSUPPORTED_DX": "reportable",
    "INDICATOR_NO_DX": "ask the provider",
    "CONFLICTING_DIAGNOSES": "asks the attending",
}


def untidy(name: str, seed: int, most: int = len(MESS)):
    return generate(name, seed, defects=DefectPlan(mess=(most, most), only_mess=True))


def keyed(truth: ChartTruth) -> list[tuple[str, object]]:
    """What a coding key is made of."""
    optional = Standing.OPTIONAL
    return [(one.id, one.coding) for one in truth.facts if one.coding and one.coding.standing is not optional]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 5_000))
def test_mess_is_no_deficiency_and_changes_no_key(name: str, seed: int) -> None:
    before, (chart, truth) = clean(name, seed)[1], untidy(name, seed)
    assert review(chart) == []
    assert truth.defects == ()
    assert keyed(truth) == keyed(before)
    assert [one.code for one in truth.traps] == [one.code for one in before.traps]
    for one in truth.mess:
        assert chart.document(one.document_id).sections
        assert one.explanation.endswith(".")


def test_every_kind_of_mess_comes_about() -> None:
    seen = {one.kind for seed in range(4) for one in untidy("hip_fracture", seed)[1].mess}
    assert seen == set(MESS)


def test_mess_is_as_much_as_was_asked_for_and_keeps_the_flaws() -> None:
    plain = generate("hip_fracture", 4, defects=DefectPlan((), (3, 3)))[1]
    both = generate("hip_fracture", 4, defects=DefectPlan((), (3, 3), mess=(2, 2)))[1]
    assert [one.type for one in both.defects] == [one.type for one in plain.defects]
    assert len(both.mess) == 2
    assert truth_from_plain(to_plain(both)) == both


def test_a_proper_correction_refers_to_its_entry_under_the_name_that_it_has_now() -> None:
    seen = set()
    for seed in range(8):
        chart = generate("hip_fracture", seed, defects=DefectPlan((), (2, 2), mess=(5, 5)))[0]
        for one in (one for one in chart.documents if one.refers_to):
            original = chart.document(one.refers_to)
            assert original.filed_at <= one.filed_at
            seen.add(one.type)
    assert seen == {"addendum", "retraction"}


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 5_000), st.integers(1, 8))
def test_no_combination_makes_the_coding_key_uncertain(name: str, seed: int, count: int) -> None:
    """Coded diagnoses stay stated by a practitioner; what is only asked about is a trap, never a code of the key."""
    before, truth = clean(name, seed)[1], generate(name, seed, defects=DefectPlan((), (count, count)))[1]
    assert keyed(truth) == keyed(before)
    new = [one for one in truth.traps if one.code not in {trap.code for trap in before.traps}]
    codes = {one.coding.code[:3] for one in truth.facts if one.coding}
    assert not {one.code[:3] for one in new} & codes
    assert len(new) == sum(one.type in ("UNSUPPORTED_DX", "INDICATOR_NO_DX") for one in truth.defects)
    for one in truth.defects:
        assert ASKS.get(one.type, "") in one.explanation


@pytest.mark.parametrize("name", NAMES)
def test_whoever_is_responsible_can_mend_it(name: str) -> None:
    ordering = {*PRACTITIONERS, "counselor"}
    for seed in range(6):
        chart, truth = generate(name, seed, defects=DefectPlan((), (6, 6)))
        for one in truth.defects:
            role = chart.facility.member(one.responsible_id).role
            if one.type in ("CONFLICTING_DIAGNOSES", "UNSUPPORTED_DX", "INDICATOR_NO_DX", "CERTIFICATION_UNSIGNED"):
                assert role in ordering, one
            if one.type == "RETRACTION_IMPROPER":
                assert role == "him"
            if one.type == "SIGNED_BY_ANOTHER":
                assert chart.document(one.document_id).author_id == one.responsible_id


def test_nothing_is_planted_after_the_day_of_the_work() -> None:
    today = date(2026, 3, 20)
    late = ("DS_LATE", "COMPLETED_LATE", "VERBAL_ORDER_UNAUTH", "LATE_ENTRY_IMPROPER", "RETRACTION_IMPROPER")
    planted = 0
    for seed in range(8):
        plan = DefectPlan(late, mess=(3, 3), today=today)
        chart, truth = generate("pneumonia_copd", seed, options={"ended_by": today}, defects=plan)
        assert max(one.filed_at.date() for one in chart.documents) <= today
        planted += len(truth.defects)
        assert not any(one.type == "DS_LATE" for one in truth.defects)
    assert planted


def test_each_type_speaks_for_itself() -> None:
    for kind in DEFECTS.values():
        assert kind.citation, kind.code
        assert kind.explain.endswith("."), kind.code
    assert len({kind.title for kind in DEFECTS.values()}) == len(DEFECTS)
