"""The weekly medication record of long stays, and the days by which a nursing facility must have written its plans."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from sandbox.charts.model import Layout
from tests.factories.generated import clean, of

NAME = "stroke_rehab_snf"
each_seed = pytest.mark.parametrize("seed", range(8))


@each_seed
def test_the_records_cover_every_day_of_the_stay_once(seed):
    chart = clean(NAME, seed)[0]
    stay = chart.encounters[0]
    shown = [
        day
        for record in of(chart, "medication_record")
        for table in record.sections
        if table.layout is Layout.TABLE and "/" in table.columns[1]
        for day in table.columns[1:]
    ]
    days = (stay.ended.date() - stay.began.date()).days
    assert shown == [f"{stay.began + timedelta(days=day):%m/%d}" for day in range(days)]


@each_seed
def test_a_drug_at_bedtime_is_given_every_night_by_a_nurse_whom_the_legend_names(seed):
    chart = clean(NAME, seed)[0]
    for record in of(chart, "medication_record"):
        (table,) = [one for one in record.sections if one.layout is Layout.TABLE]
        if "/" not in table.columns[1]:
            continue
        legend = {one.label for part in record.sections if part.heading == "Initials" for one in part.statements}
        senna = next(row for row in table.rows if row[0].text.startswith("Senna"))
        for cell in senna[1:]:
            found = re.fullmatch(r"210\d ([A-Z]{2})", cell.text)
            assert found, cell.text
            assert found[1] in legend


@each_seed
def test_plans_and_assessments_keep_the_days_of_the_regulation(seed):
    """42 CFR 483.20(b)(2): MDS by day 14. 483.21: baseline plan in 48 hours, full plan 7 days after the MDS."""
    chart = clean(NAME, seed)[0]
    began = chart.encounters[0].began
    baseline, comprehensive = of(chart, "care_plan")
    (mds,) = of(chart, "mds")
    assert baseline.filed_at - began <= timedelta(hours=48)
    assert (mds.dated - began.date()).days + 1 <= 14
    assert timedelta(0) <= comprehensive.filed_at - mds.filed_at <= timedelta(days=7)
    assert (of(chart, "physician_visit")[0].dated - began.date()).days < 30
