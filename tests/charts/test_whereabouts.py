"""Where the patient is: on which unit, in the operating room, forbidden to eat."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sandbox.charts import generate
from sandbox.charts.lint.reading import doses, operations, readings, written
from sandbox.charts.model import Chart
from sandbox.errors import Invalid
from tests.factories.generated import SURGICAL, clean, of

SHOCK = {"infarct": "stemi_anterior", "complication": "cardiogenic_shock"}


def units(chart: Chart) -> dict[str, list[datetime]]:
    """When nurses of each unit gave a dose or wrote a note."""
    found: dict[str, list[datetime]] = {}
    for dose in doses(chart):
        if dose.giver:
            found.setdefault(dose.giver.unit, []).append(dose.at)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_intensive_care_is_staffed_from_there_until_the_transfer(seed: int) -> None:
    chart, _ = generate("diabetic_ketoacidosis", seed)
    stay = chart.encounters[0]
    moved = stay.began.replace(hour=14, minute=0) + timedelta(days=1)
    found = units(chart)
    assert max(found["Intensive Care Unit"]) < moved + timedelta(minutes=10)
    assert min(found.get("3 West", [moved])) >= moved
    assert stay.unit == "3 West"


def test_who_dies_in_intensive_care_never_left_it() -> None:
    chart, _ = generate("acute_myocardial_infarction", 2, options={**SHOCK, "disposition": "died"})
    assert chart.encounters[0].unit == "Intensive Care Unit"
    assert "3 West" not in units(chart)


@pytest.mark.parametrize("seed", range(6))
def test_nobody_measures_or_writes_at_an_empty_bed_and_doses_wait(seed: int) -> None:
    chart, _ = clean("hip_fracture", seed)
    ((begin, end),) = operations(chart)
    away = (begin - timedelta(minutes=45), end + timedelta(minutes=95))
    assert not [when for page in chart.documents for when, _ in readings(page) if away[0] < when < away[1]]
    notes = [*of(chart, "nursing_note"), *of(chart, "therapy_note")]
    theatre = {person.id for person in chart.facility.staff if person.unit == "Surgical Services"}
    assert not [one for one in notes if one.author_id not in theatre and away[0] < written(one) < away[1]]
    for dose in doses(chart):
        assert dose.giver
        if away[0] < dose.at < away[1]:
            assert dose.giver.unit == "Surgical Services"


def test_tablets_are_held_and_said_to_be_held_while_nothing_goes_by_mouth() -> None:
    options = {"stage": "perforated", "complication": "ileus", "comorbidities": ["hypothyroidism"]}
    chart, _ = generate("appendectomy", 5, options=options)
    row = next(
        row
        for page in of(chart, "medication_record")
        for section in page.sections
        for row in section.rows
        if row[0].text.startswith("Levothyroxine") and any("held" in cell.text for cell in row)
    )
    assert {cell.text for cell in row[1:]} & {"held (NPO)"}


def test_a_stretch_between_unknown_moments_is_refused_with_its_line() -> None:
    from sandbox.charts.pathway import parse

    text = SURGICAL.read_text(encoding="utf-8") + "away: {from: surgry, to: discharge}\n"
    with pytest.raises(Invalid, match=r"away\.0\.from: unknown anchor 'surgry'"):
        parse(text, "surgical.yaml")


def test_papers_from_before_the_stay_stand_in_the_order_of_their_dates() -> None:
    chart, _ = clean("knee_replacement", 1)
    began = chart.encounters[0].began
    before = [written(one) for one in chart.documents if written(one) < began]
    assert len(before) > 1
    assert before == sorted(before)
