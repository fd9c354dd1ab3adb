"""Checks of presence find the fault when a pathway leaves out where the patient is; the library is clean of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from sandbox.charts import generate
from sandbox.charts.lint import CHECKS, Specimen
from sandbox.charts.lint.reading import doses, operations, readings
from sandbox.charts.model import Document, Setting
from sandbox.charts.pathway import FOLDER, parse
from tests.factories.generated import clean, of

ILEUS: Mapping[str, Any] = {"stage": "perforated", "complication": "ileus"}
DYING: Mapping[str, Any] = {"cause": "carotid_stenosis", "score": "n17", "swallow": "safe", "disposition": "died"}
SHOCK: Mapping[str, Any] = {"infarct": "stemi_anterior", "complication": "cardiogenic_shock", "disposition": "died"}


def without(name: str, key: str) -> str:
    """The text of a pathway of the library without one of its keys."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    left = re.sub(rf"(?m)^{key}:.*\n(?:  .*\n)*", "", text)
    assert left != text
    return left


@pytest.mark.parametrize(
    ("check", "name", "key", "options"),
    [
        ("bed-empty-in-surgery", "appendectomy", "away", {}),
        ("bed-empty-in-surgery", "gastrointestinal_bleed", "away", {}),
        ("unit-before-arrival", "colon_cancer_resection", "away", {}),
        ("fasting", "appendectomy", "fasting", ILEUS),
        ("fasting", "ischemic_stroke", "fasting", {"swallow": "dysphagia", "disposition": "rehabilitation"}),
        ("near-death", "ischemic_stroke", "unmeasured", DYING),
        ("near-death", "acute_myocardial_infarction", "fasting", SHOCK),
    ],
)
def test_a_pathway_that_does_not_say_where_the_patient_is_is_found(
    check: str, name: str, key: str, options: Mapping[str, Any]
) -> None:
    pathway = parse(without(name, key), name)
    seeds = range(12)
    assert not [one for seed in seeds for one in CHECKS[check](Specimen(*generate(name, seed, options=options)))]
    assert [one for seed in seeds for one in CHECKS[check](Specimen(*generate(pathway, seed, options=options)))]


def test_a_nurse_who_is_always_there_is_found() -> None:
    chart, truth = clean("stroke_rehab_snf", 1)
    nurse = next(person for person in chart.facility.staff if person.role == "nurse")

    def alone(page: Document) -> Document:
        """Every dose of the record is given by one nurse."""
        sections = tuple(
            replace(part, rows=tuple(tuple(replace(one, text=nurse.signature) for one in row) for row in part.rows))
            if part.heading == "Initials"
            else part
            for part in page.sections
        )
        return replace(page, sections=sections)

    records = of(chart, "medication_record")
    pages = tuple(alone(one) if one in records else one for one in chart.documents)
    assert not list(CHECKS["days-off"](Specimen(chart, truth)))
    told = " ".join(why for _, why in CHECKS["days-off"](Specimen(replace(chart, documents=pages), truth)))
    assert "more than 5 days in a row" in told
    assert "shift of one day" in told


def test_an_office_has_one_nurse() -> None:
    chart, truth = clean("t2dm_clinic", 1)
    assert chart.encounters[0].setting is Setting.CLINIC
    assert not list(CHECKS["days-off"](Specimen(chart, truth)))


def test_the_page_is_read_back_to_the_minute() -> None:
    chart, _ = clean("cholecystectomy", 1)
    stay = chart.encounters[0]
    assert operations(chart)
    assert stay.ended is not None
    assert all(stay.began < begin < end < stay.ended for begin, end in operations(chart))
    given = list(doses(chart))
    assert given
    assert all(stay.began < one.at < stay.ended and one.giver for one in given)
    taken = [when for page in chart.documents for when, _ in readings(page)]
    assert taken == sorted(taken)
    assert stay.began < taken[0]
