"""What was ordered is given, what is given was ordered, and nobody comes by appointment on a Sunday."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from sandbox.charts import generate, pathways
from sandbox.charts.model import Layout, Setting
from tests.factories.generated import clean, of


def charted(chart) -> set[str]:
    """The drugs of all administration records, as their rows begin."""
    return {
        row[0].text
        for record in of(chart, "medication_record")
        for table in record.sections
        if table.layout is Layout.TABLE
        for row in table.rows
    }


@pytest.mark.parametrize("seed", range(6))
def test_a_drug_taken_at_home_does_not_hide_the_same_drug_given_otherwise_in_the_stay(seed):
    chart = clean("heart_failure_ckd", seed)[0]
    assert any(row.startswith("Furosemide") and " IV " in row for row in charted(chart))


@pytest.mark.parametrize("name", pathways())
def test_every_drug_on_an_administration_record_was_ordered(name):
    for seed in range(8):
        chart = clean(name, seed)[0]
        ordered = [one.text for document in of(chart, "orders") for one in document.statements]
        for drug in charted(chart):
            assert any(text.startswith(drug) for text in ordered), f"{name} seed {seed}: {drug}"


@pytest.mark.parametrize("name", [name for name, one in pathways().items() if one.setting is Setting.CLINIC])
def test_clinics_see_patients_on_weekdays(name):
    for seed in range(60):
        assert clean(name, seed)[0].encounters[0].began.weekday() < 5


def test_a_fixed_last_day_on_a_weekend_before_the_first_possible_friday_is_kept():
    chart, _ = generate("t2dm_clinic", 3, options={"ended_on": "2026-03-22"})
    assert chart.encounters[0].began.date().isoformat() == "2026-03-22"


@pytest.mark.parametrize("name", pathways())
def test_no_specimen_of_the_stay_is_collected_before_anything_was_ordered(name):
    """Blood that was drawn before the visit belongs to an earlier order and is left out."""
    for seed in range(8):
        chart = clean(name, seed)[0]
        began = chart.encounters[0].began
        ordered = [datetime.combine(one.dated, one.timed) for one in of(chart, "orders")]
        for report in of(chart, "lab_report"):
            for one in report.statements:
                if one.label == "Collected" and len(one.text) == 16:
                    month, day, year, hour, minute = map(int, re.split(r"[/ :]", one.text))
                    drawn = datetime(year, month, day, hour, minute)
                    assert drawn < began or min(ordered) <= drawn, f"{name} seed {seed} {report.id}: {drawn}"
