"""The makers of the product, and swapping them."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox import charts
from sandbox.charts.defects import DEFECTS
from sandbox.scenarios.makers import MAKER, makers, swapped
from sandbox.scenarios.materialise import part_seed
from sandbox.scenarios.schema import ChartSpec
from sandbox.tasks.registry import kinds
from tests.factories import scenarios


def test_the_product_makes_with_all_there_is() -> None:
    made = makers()
    assert made.kinds == kinds()
    assert set(made.defects) == set(DEFECTS)
    assert dict(made.facilities) == charts.facilities()
    assert made.generator == f"{charts.GENERATOR}/{MAKER}"
    assert len(made.generator) <= 40


def test_the_options_of_a_pathway_are_its_own_and_those_of_all() -> None:
    options = makers().pathways["pneumonia_copd"]
    assert options["severity"] == ("ward", "hypoxic_failure", "sepsis")
    assert options["age"] == ()
    assert "ended_by" in options


def test_a_list_of_pathways_gives_each_patient_one_of_them() -> None:
    spec = ChartSpec.model_validate({"pathway": ["t2dm_clinic", "ankle_fracture_ed"]})
    drawn = [makers().generate(spec, part_seed("hash", seed, "chart:first:0"), date(2026, 5, 1)) for seed in range(24)]
    assert {truth.pathway for _, truth in drawn} == {"t2dm_clinic", "ankle_fracture_ed"}
    again = makers().generate(spec, part_seed("hash", 3, "chart:first:0"), date(2026, 5, 1))
    assert again == drawn[3]


def test_all_pathways_are_there_and_no_others() -> None:
    known = makers().pathways
    assert list(known) == list(charts.pathways())
    assert len(known) == len(charts.pathways())
    assert "nowhere" not in known
    with pytest.raises(KeyError):
        known["nowhere"]


def test_codes_are_valid_in_their_edition() -> None:
    valid = makers().valid_code
    assert valid("J18.9", "ICD-10-CM", "FY2026")
    assert not valid("J18", "ICD-10-CM", "FY2026")


def test_other_makers_are_in_use_until_they_are_put_away() -> None:
    toys = scenarios.makers()
    with swapped(toys):
        assert makers() is toys
    assert makers() is not toys
