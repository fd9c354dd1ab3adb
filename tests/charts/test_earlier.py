"""Earlier encounters: of the same person, over before the main one begins, and contradicted by nothing in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from fhir.resources.R4B.bundle import Bundle

from sandbox.charts import DefectPlan, Earlier, generate
from sandbox.charts.accord import Sayings, agree
from sandbox.charts.defects.planting import copied
from sandbox.charts.exports.fhir import bundle
from sandbox.charts.exports.printed import stays_of
from sandbox.charts.exports.text import chart_text
from sandbox.charts.lint.registry import CHECKS, Specimen
from sandbox.charts.lint.run import MODULES
from sandbox.charts.model import Chart
from sandbox.charts.pairs import pairs
from sandbox.charts.pathway import pathway
from sandbox.charts.review import review
from sandbox.charts.truth import ChartTruth
from sandbox.errors import Invalid

assert MODULES  # the checks are registered
PAIRS = [(later, name) for later, known in pairs().items() for name in known]
ENDED = {"ended_by": "2026-03-20"}
SEEDS = int(os.environ.get("EARLIER_SEEDS", "16"))


def made(later: str, name: str, seed: int, **more: object) -> tuple[Chart, ChartTruth]:
    return generate(later, seed, options=ENDED, earlier=[Earlier((name,), (30, 300))], **more)  # type: ignore[arg-type]


@cache
def with_both(later: str, name: str) -> tuple[tuple[Chart, ChartTruth], ...]:
    """Charts of some seeds, those to which the earlier encounter fits."""
    return tuple(one for one in (made(later, name, seed) for seed in range(SEEDS)) if len(one[0].encounters) > 1)


def parted(chart: Chart, truth: ChartTruth) -> Iterator[Specimen]:
    """Each encounter as a chart of its own, with the ids it would have there."""
    for stay in chart.encounters:
        mine = [one for one in chart.documents if one.encounter_id == stay.id]
        prefix = mine[0].id.partition("d")[0]
        facts = tuple(fact for fact in truth.facts if fact.encounter_id == stay.id)
        evidence = {fact.id: tuple(one.removeprefix(prefix) for one in truth.evidence[fact.id]) for fact in facts}
        traps = tuple(one for one in truth.traps if one.encounter_id == stay.id and "it is over" not in one.why)
        yield Specimen(_chart(chart, stay.id, prefix), ChartTruth(truth.pathway, facts, evidence, (), traps))


def _chart(chart: Chart, stay: str, prefix: str) -> Chart:
    mine = (one for one in chart.documents if one.encounter_id == stay)
    documents = tuple(copied(one, one.id.removeprefix(prefix)) for one in mine)
    return replace(chart, encounters=(chart.encounter(stay),), documents=documents)


@pytest.mark.parametrize(("later", "name"), PAIRS)
def test_a_pair_stands_in_one_record_without_contradiction(later: str, name: str) -> None:
    found = with_both(later, name)
    assert found, "no patient has both"
    for chart, truth in found:
        main, earlier = (one.chart for one in parted(chart, truth))
        assert agree(Sayings.of(earlier), Sayings.of(main))
        assert max(one.filed_at for one in earlier.documents) < main.encounters[0].began
        limits = pathway(name).age
        assert limits[0] <= chart.patient.age_on(earlier.encounters[0].began.date()) <= limits[1]
        assert {one.label_mrn for one in chart.documents} == {chart.patient.mrn}


@pytest.mark.parametrize(("later", "name"), PAIRS)
def test_the_checks_of_pathways_find_nothing_in_the_earlier_encounter(later: str, name: str) -> None:
    for chart, truth in with_both(later, name)[: SEEDS // 4]:
        _, one = parted(chart, truth)
        names = (check for check in CHECKS if check != "within-the-edition")
        assert not [(check, *fault) for check in names for fault in CHECKS[check](one)]
        assert not review(chart)


@pytest.mark.parametrize(("later", "name"), PAIRS)
def test_no_page_denies_what_another_page_tells(later: str, name: str) -> None:
    for chart, truth in with_both(later, name):
        broken = any(
            re.match(r"S.2", one.coding.code) for one in truth.facts if one.coding and one.encounter_id != "e1"
        )
        main = [line.text for one in chart.current for line in one.statements]
        before = [line.text for one in chart.documents if one not in chart.current for line in one.statements]
        assert not broken or not any(
            re.search(r"[Nn]o earlier [^.]*fracture(?! or operation of the legs)", text) for text in main
        )
        if any("ECG" in text for text in before):
            assert not any("no earlier tracing" in text for text in main)
        assert not any(re.search(r"[Ff]irst visit (here|to)|not been seen here", text) for text in main)


def test_the_main_encounter_is_the_same_with_and_without_earlier_ones() -> None:
    plan = DefectPlan((), (2, 4), (0, 2))
    for seed in range(12):
        alone, truth = generate("colonoscopy_polypectomy", seed, options=ENDED, defects=plan)
        both, stated = made("colonoscopy_polypectomy", "ankle_fracture_ed", seed, defects=plan)
        assert both.current == alone.documents
        assert both.encounters[0] == alone.encounters[0]
        assert (stated.defects, stated.mess) == (truth.defects, truth.mess)
        assert [one for one in stated.facts if one.encounter_id == "e1"] == list(truth.facts)
        assert stated.traps[: len(truth.traps)] == truth.traps


def test_the_same_arguments_give_the_same_record() -> None:
    assert made("appendectomy", "ankle_fracture_ed", 4) == made("appendectomy", "ankle_fracture_ed", 4)


def test_ids_do_not_collide_and_pages_stand_in_the_order_of_filing() -> None:
    chart, truth = with_both("appendectomy", "ankle_fracture_ed")[0]
    assert [one.id for one in chart.encounters] == ["e1", "e2"]
    assert chart.documents[0].id == "x1d01"
    assert chart.documents[0].statements[0].id == "x1d01.s1"
    ids = [line.id for one in chart.documents for line in one.statements]
    assert len(ids) == len(set(ids))
    assert [one.filed_at for one in chart.documents] == sorted(one.filed_at for one in chart.documents)
    assert {ref for said in truth.evidence.values() for ref in said} <= set(ids)
    assert len({fact.id for fact in truth.facts}) == len(truth.facts)


def test_an_injury_that_is_over_is_a_trap_of_the_stay() -> None:
    _, truth = with_both("appendectomy", "ankle_fracture_ed")[0]
    (trap,) = [one for one in truth.traps if "it is over" in one.why]
    assert (trap.encounter_id, trap.code[:3], trap.citation) == ("e1", "S82", "III.A")
    assert all(ref.startswith("x1") for ref in trap.evidence)
    assert trap.code not in {one.coding.code for one in truth.facts if one.coding and one.encounter_id == "e1"}


def test_what_may_still_be_there_is_no_trap() -> None:
    for _, truth in (*with_both("t2dm_clinic", "t2dm_clinic"), *with_both("ankle_fracture_ed", "renal_colic_ed")):
        assert all(one.code[0] in "SR" for one in truth.traps if "it is over" in one.why)


def test_a_follow_up_comes_when_the_later_visit_says_and_on_the_same_treatment() -> None:
    for chart, _ in with_both("t2dm_clinic", "t2dm_clinic"):
        main, before = chart.encounters
        days = (main.began.date() - before.began.date()).days
        said = " ".join(line.text for one in chart.current for line in one.statements)
        spans = {"12 weeks": (78, 90), "3 months": (84, 99), "4 months": (113, 130)}
        word = next(word for word in spans if word in said)
        assert spans[word][0] <= days <= spans[word][1]


def test_several_earlier_encounters_follow_each_other_back_in_time() -> None:
    wanted = [Earlier(("chest_pain_ed",), (30, 90)), Earlier(("ankle_fracture_ed",), (30, 90))]
    charts = [generate("renal_colic_ed", seed, options=ENDED, earlier=wanted)[0] for seed in range(12)]
    three = [one for one in charts if len(one.encounters) == 3]
    assert three
    for chart in three:
        began = [stay.began for stay in chart.encounters]
        assert began == sorted(began, reverse=True)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Earlier(("delivery",), (30, 90)), "can come before"),
        (Earlier(("chest_pain_ed",), (3, 90)), "no span of days"),
        (Earlier(("chest_pain_ed",), (90, 30)), "no span of days"),
        (Earlier(("chest_pain_ed",), (30, 90), {"family_heart": "father"}), "follows from"),
    ],
)
def test_what_can_never_be_is_refused(wanted: Earlier, message: str) -> None:
    with pytest.raises(Invalid, match=message):
        generate("knee_replacement", 1, options=ENDED, earlier=[wanted])


def test_an_encounter_that_does_not_fit_the_patient_is_left_out() -> None:
    options = {**ENDED, "age": 80}
    chart, _ = generate("knee_replacement", 1, options=options, earlier=[Earlier(("renal_colic_ed",), (30, 90))])
    assert len(chart.encounters) == 1


def test_every_pair_names_options_that_exist() -> None:
    for later, name in PAIRS:
        pair, plan, main = pairs()[later][name], pathway(name), pathway(later)
        assert set(pair.fixed) | set(pair.never) <= set(plan.options)
        assert all(word in plan.options[option].words for option, word in pair.fixed.items())
        assert set(pair.unless) <= set(main.options)


def test_a_fhir_document_holds_both_encounters() -> None:
    chart, truth = with_both("appendectomy", "ankle_fracture_ed")[0]
    plain = bundle(chart, truth)
    Bundle.model_validate(plain)
    kinds = [one["resource"]["resourceType"] for one in plain["entry"]]
    assert kinds.count("Encounter") == 2


def test_text_and_page_name_both_encounters() -> None:
    chart, _ = with_both("appendectomy", "ankle_fracture_ed")[0]
    assert re.search(r"^e2  emergency  ", chart_text(chart), re.MULTILINE)
    headings = [heading for heading, _ in stays_of(chart, chart.documents)]
    assert [heading.split(" ")[0] for heading in headings] == ["Inpatient", "Emergency"]
