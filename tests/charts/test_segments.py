"""Where a chart tells what the law protects by itself: as marked, in copies, by its words, and nowhere else."""

from __future__ import annotations

from dataclasses import fields

import pytest

from sandbox.charts import generate
from sandbox.charts.defects import DefectPlan
from sandbox.charts.model import Statement
from sandbox.charts.pathway import library, names, pathway
from sandbox.charts.plain import to_plain, truth_from_plain
from sandbox.charts.schema import SentenceSpec
from sandbox.charts.segments import SEGMENTS, WORDS
from sandbox.errors import Invalid


def offered() -> list[tuple[str, str]]:
    return [(name, one.id) for name in names() for one, chance, _ in pathway(name).draws if chance == 0]


def test_six_sorts_of_lines_stand_in_many_pathways() -> None:
    told = {one.segment for each in library().comorbidities.values() for part in each.says.values() for one in part}
    assert {"hiv", "genetic", "part2_received", "confidential_source", "other_person_reference"} <= told
    assert told - {""} <= set(SEGMENTS)
    assert len({name for name, _ in offered()}) >= 12


@pytest.mark.parametrize(("name", "condition"), offered())
def test_what_is_asked_for_is_told_and_only_then(name: str, condition: str) -> None:
    ages = library().comorbidities[condition].ages
    low, high = pathway(name).age
    options = {"also": [condition], "age": max(low, ages[0])}
    assert options["age"] <= min(high, ages[1])
    marked = {one.segment for part in library().comorbidities[condition].says.values() for one in part} - {""}
    told = [set(generate(name, seed, options=options)[1].segments.values()) for seed in (1, 2, 3)]
    assert marked in told  # not in each: nobody plans the return home of who dies
    assert all(each <= marked for each in told)
    assert not generate(name, 1, options={"age": options["age"]})[1].segments


def test_a_drug_gives_the_diagnosis_away_wherever_it_stands() -> None:
    chart, truth = generate("knee_replacement", 3, options={"also": ["hiv_infection"]})
    said = [one for each in chart.documents for one in each.statements if WORDS["hiv"].search(one.text)]
    assert {one.id for one in said} == {one for one, segment in truth.segments.items() if segment == "hiv"}
    assert len({one.id.split(".")[0] for one in said}) >= 6


def test_the_result_of_a_telling_test_tells_too() -> None:
    chart, truth = generate("hiv_clinic", 1)
    rows = [
        row
        for each in chart.documents
        for section in each.sections
        if section.columns[:1] == ("Test",)
        for row in section.rows
        if "HIV" in row[0].text
    ]
    assert rows
    assert all({row[0].id, row[1].id} <= set(truth.segments) for row in rows)


def test_flaws_move_the_lines_with_their_pages() -> None:
    plan = DefectPlan(types=(), count=(4, 6), mess=(2, 3))
    chart, truth = generate("hip_fracture", 5, options={"also": ["family_confidence"]}, defects=plan)
    (line,) = truth.segments
    assert "promise" in chart.statement(line).text


def test_the_chart_does_not_say_which_lines_they_are() -> None:
    assert {one.name for one in fields(Statement)} == {"id", "text", "label", "flag"}


def test_a_truth_stored_before_has_no_lines() -> None:
    truth = generate("ankle_fracture_ed", 2, options={"also": ["program_record"]})[1]
    plain = to_plain(truth)
    assert truth_from_plain(plain) == truth
    assert truth_from_plain({name: value for name, value in plain.items() if name != "segments"}).segments == {}


def test_psychotherapy_notes_are_no_segment_of_a_sentence() -> None:
    with pytest.raises(ValueError, match="no segment of a sentence"):
        SentenceSpec.model_validate({"say": "He spoke of his brother.", "segment": "psychotherapy_notes"})


def test_what_a_pathway_does_not_offer_cannot_be_asked_for() -> None:
    with pytest.raises(Invalid, match="no comorbidity 'hiv_infection'"):
        generate("asthma_child", 1, options={"also": ["hiv_infection"]})
