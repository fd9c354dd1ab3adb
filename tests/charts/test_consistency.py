"""Nothing in one chart contradicts another part of it unless a planted defect says so."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from sandbox.charts import generate, pathways
from sandbox.charts.compose import Composer
from sandbox.charts.defects.content import _SIDE, _TOBACCO, _allergies
from sandbox.charts.model import Layout
from tests.factories.generated import clean

NAMES = tuple(pathways())
SEEDS = range(12)
each = pytest.mark.parametrize("name", NAMES)

OTHER_PRONOUNS = {
    "male": re.compile(r"\b(she|her|hers|herself|woman|Ms\.)\b", re.IGNORECASE),
    "female": re.compile(r"\b(he|his|him|himself|man|Mr\.)\b", re.IGNORECASE),
}
BOTH_SIDES = {"deltoid", "arm", "hand", "forearm", "side", "wrist", "antecubital", "foot", "leg", "great", "eye"}


def several(name: str):
    for seed in SEEDS:
        chart, truth = clean(name, seed)
        yield f"{name} seed {seed}", chart, truth


@each
def test_pronouns_fit_the_patient(name):
    for where, chart, _ in several(name):
        wrong = OTHER_PRONOUNS[chart.patient.sex]
        for one in chart.documents:
            if one.type in ("labor_record", "delivery_note", "correspondence"):
                continue  # they speak of the child or of others as well
            for statement in one.statements:
                assert not wrong.search(statement.text), f"{where} {statement.id}: {statement.text}"


@each
def test_allergies_and_tobacco_use_are_the_same_everywhere(name):
    for where, chart, _ in several(name):
        allergies = {one.text.rstrip(".") for document in chart.documents for one in _allergies(document)}
        assert len(allergies) <= 1, f"{where}: {allergies}"
        tobacco = {
            found for document in chart.documents for one in document.statements for found in _TOBACCO.findall(one.text)
        }
        assert len(tobacco) <= 1, f"{where}: {tobacco}"


@each
def test_a_side_stays_the_same_side(name):
    for where, chart, _ in several(name):
        sides: dict[str, set[str]] = defaultdict(set)
        for document in chart.documents:
            for one in document.statements:
                for side, _, part in _SIDE.findall(one.text):
                    sides[part].add(side.lower())
        mixed = {part: found for part, found in sides.items() if len(found) > 1 and part not in BOTH_SIDES}
        assert not mixed, f"{where}: {mixed}"


@each
def test_notes_quote_only_results_that_have_been_reported(name, monkeypatch):
    early: list[str] = []
    quote = Composer._lab_slot

    def watched(composer: Composer, test: str) -> str:
        if test not in composer.reported:
            early.append(f"{composer.document_id} at {composer.at:%m/%d %H:%M} quotes {test}")
        return quote(composer, test)

    monkeypatch.setattr(Composer, "_lab_slot", watched)
    for seed in range(6):
        generate(name, seed)
    assert early == []


@each
def test_filtration_rate_on_paper_fits_the_stage_of_kidney_disease(name):
    stages = {"N18.31": (45, 60), "N18.32": (30, 45), "N18.4": (15, 30)}
    for where, chart, truth in several(name):
        stage = next((stages[f.coding.code] for f in truth.facts if f.coding and f.coding.code in stages), None)
        if stage is None or any(f.coding and f.coding.code.startswith("N17") for f in truth.facts):
            continue
        rates = [
            float(row[1].text)
            for document in chart.documents
            for section in document.sections
            if section.layout is Layout.TABLE
            for row in section.rows
            if row[0].text.startswith("eGFR")
        ]
        assert rates, where
        assert stage[0] - 3 <= rates[-1] <= stage[1] + 3, f"{where}: {rates} for {stage}"


@each
def test_medicine_was_given_only_while_the_patient_was_there(name):
    for where, chart, _ in several(name):
        ended = chart.encounters[0].ended
        for document in chart.documents:
            if document.type == "medication_record" and document.dated == ended.date():
                times = re.findall(r"\b(\d\d)(\d\d) [A-Z]{2,3}", " ".join(one.text for one in document.statements))
                late = [f"{hour}{minute}" for hour, minute in times if 700 <= int(hour + minute) < 2300]
                assert all(int(one) <= ended.hour * 100 + ended.minute for one in late), f"{where} {document.id}"
