"""Children in the engine: ranges by age, a parent's signature, how a newborn is registered."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import pytest

from sandbox.charts import courses, generate
from sandbox.charts.model import SignatureRole
from sandbox.charts.people import person


@pytest.mark.parametrize(
    ("days", "usual"), [(0, 140), (28, 140), (200, 125), (3 * 365, 98), (10 * 365, 84), (40 * 365, 75), (None, 75)]
)
def test_heart_rates_usual_at_an_age_lie_in_its_range(days, usual):
    reference = courses.catalogue(days).vitals["hr"]
    assert courses.printed(reference, "female", usual).flag == ""


def test_a_newborn_has_ranges_of_its_own_and_keeps_what_does_not_differ():
    newborn, grown = courses.catalogue(1), courses.catalogue()
    assert courses.printed(newborn.labs["hgb"], "male", 19.0).flag == ""
    assert courses.printed(grown.labs["hgb"], "male", 19.0).flag == "H"
    assert newborn.labs["mg"] == grown.labs["mg"]


def test_every_band_names_known_tests_and_bands_rise():
    raw = courses._read()
    assert [band["under"] for band in raw["ages"]] == sorted({band["under"] for band in raw["ages"]})
    for band in raw["ages"]:
        for kind in ("labs", "vitals"):
            assert set(band.get(kind, {})) <= set(raw[kind])


@pytest.mark.parametrize("seed", range(20))
def test_the_next_of_kin_of_a_newborn_is_the_mother(seed):
    made = person(Random(seed), sex="male", age=0, on=date(2026, 3, 1), days=seed)
    assert made.next_of_kin_relation == "mother"


def fields(chart):
    return {one.label: one.text for document in chart.documents[:3] for one in document.statements if one.label}


def test_a_newborn_is_registered_with_the_newborn_codes_and_the_mother_as_guarantor_and_signer():
    chart, _ = generate("newborn", 1)
    face = fields(chart)
    mother = f"{chart.patient.next_of_kin} (mother)"
    assert face["Point of origin"] == "5 — Born inside this hospital"
    assert face["Admission type"] == "4 — Newborn"
    assert face["Guarantor"] == mother
    assert face["Age"] == "newborn"
    signers = {line.name for one in chart.documents for line in one.signatures if line.role is SignatureRole.PATIENT}
    assert signers == {mother}


def test_a_grown_patient_signs_and_answers_for_the_bill():
    chart, _ = generate("delivery", 1)
    assert fields(chart)["Guarantor"] == "Self"
    assert fields(chart)["Point of origin"] == "1 — Non-facility point of origin"
    signers = {line.name for one in chart.documents for line in one.signatures if line.role is SignatureRole.PATIENT}
    assert signers == {chart.patient.name}


@pytest.mark.parametrize(("pathway", "form"), [("bronchiolitis_infant", r"\d+ (weeks|months)"), ("delivery", r"\d+")])
def test_the_face_sheet_gives_an_age_in_its_usual_unit(pathway, form):
    assert all(re.fullmatch(form, fields(generate(pathway, seed)[0])["Age"]) for seed in range(8))
