"""What is drawn before a word is written, and the parts of documents that the engine writes."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from sandbox.charts import generate
from sandbox.charts.model import Chart, Layout
from sandbox.charts.pathway import parse
from sandbox.charts.scene import listed
from sandbox.charts.wording import Slots, wording
from tests.factories.generated import clean, of

HEAD = """
pathway: small
title: Small
setting: clinic
reason: A visit
unit: Primary Care
attending: {roles: physician, specialties: Family medicine}
patient: {age: [40, 60]}
stay: {minutes: [20, 30]}
"""


def said(body: str, seed: int = 1, **options: str) -> list[str]:
    """The sentences of a one-document pathway."""
    pathway = parse(HEAD + body, "small.yaml")
    chart, _ = generate(pathway, seed, options=options)
    return [one.text for one in chart.documents[0].statements]


NOTE = """
documents:
  - id: note
    type: clinic_note
    author: attending
    at: arrival + 5m
    sections:
      - list: [%s]
"""
FACT = "facts: {cold: {text: Cold, code: J00, rank: 1}}\n"


def test_options_weigh_their_choices_and_values_follow_them():
    body = (
        "options: {colour: {title: Colour, choices: {red: 3, blue: 1}}}\n"
        "values: {shade: {by: colour, map: {red: crimson, blue: navy}}}\n" + FACT + NOTE % '"{Shade}."'
    )
    pathway = parse(HEAD + body, "small.yaml")
    drawn = Counter(generate(pathway, seed)[0].documents[0].statements[0].text for seed in range(300))
    assert set(drawn) == {"Crimson.", "Navy."}
    assert 190 <= drawn["Crimson."] <= 260
    assert said(body, colour="blue") == ["Navy."]


def test_an_option_whose_condition_fails_is_none():
    body = "options: {stage: {title: Stage, when: age > 99, choices: {early: 1}}}\n" + FACT + NOTE % '"Stage {stage}."'
    assert said(body) == ["Stage none."]


def test_values_by_range_decimals_and_cases():
    body = (
        "values:\n  n: {between: [3, 3]}\n  x: {between: [2, 2], decimals: 1}\n"
        "  w: {cases: [{when: n = 4, text: four}, {text: 'not four, but {n}'}]}\n" + FACT + NOTE % '"{n} {x} {w}."'
    )
    assert said(body) == ["3 2.0 not four, but 3."]


def test_a_sentence_stands_only_when_its_facts_and_condition_hold():
    facts = "facts: {cold: {text: Cold, code: J00, rank: 1}, flu: {text: Flu, code: J11.1, rank: 2, when: age > 99}}\n"
    body = facts + NOTE % (
        "{say: Has a cold., express: cold}, {say: Has flu., express: flu}, {say: Old., when: age > 99},"
        " {say: Both., express: [cold, flu]}, {say: Never., chance: 0}"
    )
    assert said(body) == ["Has a cold."]


def test_a_case_without_code_leaves_the_fact_uncoded_but_true():
    body = "facts: {cold: {text: Cold, code: J00, rank: 1, cases: [{when: age > 1, code: ''}]}}\n" + NOTE % (
        "{say: Has a cold., express: cold}"
    )
    pathway = parse(HEAD + body, "small.yaml")
    _, truth = generate(pathway, 1)
    assert [(fact.id, fact.coding) for fact in truth.facts if fact.id == "cold"] == [("cold", None)]
    assert truth.evidence["cold"] == ("d01.s1",)


def test_wordings_of_repeated_sentences_take_turns():
    chart = clean("surgical", 3)[0]
    notes = [one.statements[0].text.partition(", ")[2] for one in of(chart, "progress_note")]
    assert len(notes) >= 3
    assert all(earlier != later for earlier, later in pairwise(notes))


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_in_words(words, text):
    assert listed(words) == text


def test_slots_print_capitals_percent_signs_and_sources():
    slots = Slots()
    slots.update(lobe="left lower lobe", n=3)
    slots.sources = {"lab": lambda test: f"<{test}>"}
    assert slots.fill(wording("{Lobe} at {n} %: {lab.wbc}")) == "Left lower lobe at 3 %: <wbc>"
    assert slots.fill(wording("100 % plain")) == "100 % plain"
    with pytest.raises(KeyError):
        slots.fill(wording("{nothing}"))


@pytest.mark.parametrize("text", ["{a b}", "{", "a } b", "{1a}", "{}"])
def test_texts_with_stray_braces_are_refused(text):
    with pytest.raises(ValueError, match=r"brace|slot name"):
        wording(text)


def grid(chart: Chart, number: int) -> dict[str, list[str]]:
    """The medication grid of the nth record: drug to its cells."""
    record = of(chart, "medication_record")[number]
    (table,) = [one for one in record.sections if one.layout is Layout.TABLE]
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


def test_the_medication_record_shows_doses_of_the_shift_with_initials_that_the_legend_explains():
    chart = clean("pneumonia_copd", 2)[0]
    for record in of(chart, "medication_record"):
        (table,) = [one for one in record.sections if one.layout is Layout.TABLE]
        legend = {
            one.label for section in record.sections if section.heading == "Initials" for one in section.statements
        }
        for row in table.rows:
            for cell, (low, high) in zip(row[1:], [(2300, 659), (700, 1459), (1500, 2259)], strict=True):
                for dose in cell.text.split(", ") if cell.text != "—" else []:
                    time, initials = dose.split()
                    inside = low <= int(time) <= high if low < high else int(time) >= low or int(time) <= high
                    assert inside, f"{row[0].text}: {dose} in {low}"
                    assert initials in legend


def test_a_nebulizer_every_six_hours_is_given_four_times_on_a_full_day():
    rows = grid(clean("pneumonia_copd", 2)[0], 1)
    (cells,) = [cells for drug, cells in rows.items() if drug.startswith("Ipratropium-albuterol")]
    assert sum(len(cell.split(", ")) for cell in cells if cell != "—") == 4


def test_orders_carry_the_drugs_and_their_reasons_as_evidence():
    chart, truth = generate("pneumonia_copd", 3, options={"comorbidities": ["hypertension"], "severity": "ward"})
    orders = next(one for one in chart.documents if one.title == "Admission Orders")
    (line,) = [one for one in orders.statements if one.text.endswith("for hypertension.")]
    assert line.id in truth.evidence["hypertension"]


def test_the_face_sheet_holds_the_registration():
    chart = clean("pneumonia_copd", 4)[0]
    (sheet,) = of(chart, "face_sheet")
    fields = {one.label: one.text for one in sheet.statements}
    patient, stay = chart.patient, chart.encounters[0]
    given, family = patient.name.split(" ", 1)
    assert fields["Patient"] == f"{family.upper()}, {given.upper()}"
    assert fields["Born"] == f"{patient.born:%m/%d/%Y}"
    assert fields["Account"] == stay.account
    assert fields["Attending"] == chart.facility.member(stay.attending_id).signature
    assert fields["Registered"] == f"{stay.began:%m/%d/%Y %H:%M}"


def test_the_discharge_list_says_what_is_new_and_what_goes_on():
    chart = generate("pneumonia_copd", 3, options={"comorbidities": ["hypertension"], "organism": "pneumococcus"})[0]
    summary = of(chart, "discharge_summary")[0]
    lines = [one.text for one in summary.statements if is_drug_line(one.text)]
    assert "NEW: amoxicillin 1 g by mouth three times daily for 3 days." in lines
    assert any(one.startswith(("CONTINUE: amlodipine", "CONTINUE: losartan")) for one in lines)
    assert lines == sorted(lines, key=lambda one: ["NEW", "CHANGED", "CONTINUE", "STOP"].index(one.split(":")[0]))


def is_drug_line(text: str) -> bool:
    return text.split(":")[0] in ("NEW", "CHANGED", "CONTINUE", "STOP")
