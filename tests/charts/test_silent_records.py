"""Records that say nothing: of allergies before an operation, of progress for more than a week."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import sandbox.charts
from sandbox.charts import DefectPlan, generate
from sandbox.charts.compiled import Pathway
from sandbox.charts.pathway import parse
from sandbox.charts.review import review
from sandbox.charts.review.stay import written
from sandbox.charts.truth import Standing
from tests.factories.generated import clean, flawed

OUTPATIENT = ("cataract_surgery", "colonoscopy_polypectomy", "inguinal_hernia_repair", "melanoma_excision")


@pytest.fixture(scope="module")
def long_stay() -> Pathway:
    """The psychiatric unit with stays of more than two weeks."""
    source = Path(sandbox.charts.__file__).parent / "pathways" / "schizophrenia_inpatient.yaml"
    text = source.read_text(encoding="utf-8")
    assert "days: [5, 6]" in text
    return parse(text.replace("days: [5, 6]", "days: [16, 18]"), "long.yaml")


@pytest.mark.parametrize("pathway", OUTPATIENT)
@pytest.mark.parametrize("seed", range(3))
def test_no_page_names_allergies_and_nothing_else_is_lost(pathway: str, seed: int) -> None:
    before = clean(pathway, seed)[0]
    chart, truth = flawed(pathway, seed, "MISSING_ALLERGIES")
    (defect,) = truth.defects
    assert (defect.document_id, defect.document_type) == ("", "nursing_assessment")
    assert defect.responsible_id == chart.encounters[0].attending_id
    assert set(defect.accepted_documents) <= {one.id for one in chart.documents}
    text = " ".join(f"{line.label} {line.text}" for one in chart.documents for line in one.statements).lower()
    assert "allerg" not in text
    assert len(chart.documents) == len(before.documents)
    assert all(section.rows for one in chart.documents for section in one.sections)
    assert [one.code for one in review(chart)] == ["MISSING_ALLERGIES"]
    evidence = {name for names in truth.evidence.values() for name in names}
    assert evidence <= {line.id for one in chart.documents for line in one.statements}


@pytest.mark.parametrize("pathway", ["t2dm_clinic", "pneumonia_copd"])
def test_allergies_are_asked_for_before_outpatient_surgery_alone(pathway: str) -> None:
    assert not flawed(pathway, 1, "MISSING_ALLERGIES")[1].defects


@pytest.mark.parametrize("seed", range(4))
def test_a_silent_week_on_the_psychiatric_unit(long_stay: Pathway, seed: int) -> None:
    before, _ = generate(long_stay, seed)
    chart, truth = generate(long_stay, seed, defects=DefectPlan(types=("PROGRESS_NOTE_LATE",)))
    (defect,) = truth.defects
    assert not review(before)
    (found,) = review(chart)
    assert (found.code, found.due is not None) == ("PROGRESS_NOTE_LATE", True)
    gone = len(before.documents) - len(chart.documents)
    assert gone > 0
    assert any(one.type == "psychiatric_evaluation" for one in chart.documents)
    day = defect.explanation.split()[1]
    last = next(one for one in chart.documents if f"{written(one):%m/%d/%Y}" == day)
    assert written(last) + timedelta(days=7) < chart.encounters[0].ended  # type: ignore[operator]
    known = {one.id for one in truth.facts if one.coding is None or one.coding.standing is not Standing.OPTIONAL}
    assert all(truth.evidence[name] for name in known if name in truth.evidence)


def test_a_stay_of_a_week_cannot_carry_a_silent_week() -> None:
    assert not any(flawed("schizophrenia_inpatient", seed, "PROGRESS_NOTE_LATE")[1].defects for seed in range(3))


@pytest.mark.parametrize("seed", range(6))
def test_a_long_stay_of_the_library_can_carry_a_silent_week(seed: int) -> None:
    options = {"length": "long"}
    before, _ = generate("schizophrenia_inpatient", seed, options=options)
    chart, truth = generate(
        "schizophrenia_inpatient", seed, options=options, defects=DefectPlan(types=("PROGRESS_NOTE_LATE",))
    )
    assert not review(before)
    assert [one.code for one in review(chart)] == ["PROGRESS_NOTE_LATE"]
    assert len(truth.defects) == 1


def test_planting_is_the_same_twice(long_stay: Pathway) -> None:
    plan = DefectPlan(types=("PROGRESS_NOTE_LATE",))
    assert generate(long_stay, 1, defects=plan) == generate(long_stay, 1, defects=plan)
