"""Each flaw is what it says, alone, and the facts stay provable."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.charts import DefectPlan, generate
from sandbox.charts.model import Chart, SignatureRole
from sandbox.charts.plain import to_plain
from sandbox.charts.truth import Standing
from sandbox.errors import Invalid
from tests.charts.rules import deficiencies
from tests.factories.generated import clean, flawed, of

PATHWAYS = ("surgical", "pneumonia_copd", "t2dm_clinic")
REMOVED = {
    "HP_NO_UPDATE": "hp_update",
    "MISSING_OPNOTE": "operative_report",
    "MISSING_ANES_PRE": "anesthesia_pre",
    "MISSING_ANES_POST": "anesthesia_post",
    "MISSING_CONSENT": "consent_procedure",
    "MISSING_PATH": "pathology_report",
    "MISSING_DS": "discharge_summary",
}


def one_defect(pathway: str, code: str, seeds=range(30), **options):
    """The first chart of a pathway in which this flaw could be planted, with its clean twin."""
    for seed in seeds:
        chart, truth = flawed(pathway, seed, code)
        if truth.defects:
            assert [one.type for one in truth.defects] == [code]
            return clean(pathway, seed)[0], chart, truth.defects[0]
    pytest.fail(f"{code} could not be planted in {pathway}")


def line(document, role: SignatureRole):
    return next(one for one in document.signatures if one.role is role)


@pytest.mark.parametrize(("code", "kind"), REMOVED.items())
def test_missing_documents_are_gone_and_named(code, kind):
    before, after, defect = one_defect("surgical", code)
    assert len(of(after, kind)) == len(of(before, kind)) - 1
    assert (defect.document_type, defect.document_id) == (kind, "")


def test_history_can_be_missing_where_there_is_no_update():
    before, after, defect = one_defect("pneumonia_copd", "MISSING_HP")
    assert of(before, "history_and_physical")
    assert not of(after, "history_and_physical")
    assert after.facility.member(defect.responsible_id).role == "physician"


def test_a_missing_history_is_not_planted_beside_an_update():
    assert all(not flawed("surgical", seed, "MISSING_HP")[1].defects for seed in range(5))


def test_late_history_is_written_after_a_day_and_before_discharge():
    _, after, defect = one_defect("pneumonia_copd", "HP_LATE")
    written = datetime.combine(after.document(defect.document_id).dated, after.document(defect.document_id).timed)
    assert written - after.encounters[0].began > timedelta(hours=24)
    assert written < after.encounters[0].ended


def test_old_history_is_dated_more_than_thirty_days_before():
    _, after, defect = one_defect("surgical", "HP_TOO_OLD")
    assert (after.encounters[0].began.date() - after.document(defect.document_id).dated).days > 30


def test_unsigned_operative_report_is_also_an_unsigned_entry():
    _, after, defect = one_defect("surgical", "OPNOTE_UNSIGNED")
    assert line(after.document(defect.document_id), SignatureRole.AUTHOR).signed_at is None
    assert defect.accepted_types == ("UNSIGNED_ENTRY",)


def test_late_operative_report_passes_the_limit_of_the_facility():
    before, after, defect = one_defect("surgical", "OPNOTE_LATE")
    late = line(after.document(defect.document_id), SignatureRole.AUTHOR).signed_at
    timely = line(of(before, "operative_report")[0], SignatureRole.AUTHOR).signed_at
    assert late - timely > timedelta(hours=24)


def test_unsigned_entry_names_whoever_has_not_signed():
    for seed in range(12):
        chart, truth = flawed("pneumonia_copd", seed, "UNSIGNED_ENTRY")
        (defect,) = truth.defects
        unsigned = [one for one in chart.document(defect.document_id).signatures if one.signed_at is None]
        assert [one.staff_id for one in unsigned] == [defect.responsible_id]


@pytest.mark.parametrize(("code", "field"), [("UNTIMED", "timed"), ("UNDATED", "dated")])
def test_blank_date_or_time(code, field):
    _, after, defect = one_defect("pneumonia_copd", code)
    blank = [one.id for one in after.documents if getattr(one, field) is None]
    assert blank == [defect.document_id]


def test_verbal_order_is_late_or_never_authenticated():
    limit = timedelta(hours=48)
    seen = set()
    for seed in range(20):
        chart, truth = flawed("pneumonia_copd", seed, "VERBAL_ORDER_UNAUTH")
        order = chart.document(truth.defects[0].document_id)
        ordering = line(order, SignatureRole.ORDERING)
        assert truth.defects[0].responsible_id == ordering.staff_id
        assert ordering.signed_at is None or ordering.signed_at - order.filed_at > limit
        seen.add(ordering.signed_at is None)
    assert seen == {True, False}


def test_misfiled_page_names_another_patient_and_proves_nothing_of_this_one():
    for seed in range(12):
        chart, truth = flawed("pneumonia_copd", seed, "WRONG_PATIENT")
        for defect in truth.defects:
            page = chart.document(defect.document_id)
            assert page.label_mrn != chart.patient.mrn
            assert chart.encounters[0].began < page.filed_at <= chart.encounters[0].ended
            own = {statement.id for statement in page.statements}
            assert not own & {one for known in truth.evidence.values() for one in known}


def test_missing_final_diagnosis_leaves_the_summary():
    _, after, defect = one_defect("pneumonia_copd", "MISSING_FINAL_DX")
    headings = [section.heading for section in after.document(defect.document_id).sections]
    assert headings
    assert not any("diagnos" in heading.lower() for heading in headings)


def test_a_summary_is_not_missed_after_a_stay_that_a_final_note_may_close():
    limit = timedelta(hours=48)
    for seed in range(40):
        chart, truth = flawed("pneumonia_copd", seed, "MISSING_DS")
        stay = chart.encounters[0]
        if stay.ended - stay.began < limit:
            assert not truth.defects
            assert of(chart, "discharge_summary")


def test_missing_consultation_points_at_the_order_that_asked_for_it():
    chart, truth = generate(
        "pneumonia_copd", 1, options={"severity": "hypoxic_failure"}, defects=DefectPlan(("MISSING_CONSULT",))
    )
    (defect,) = truth.defects
    assert not of(chart, "consult_note")
    assert all("onsult" in chart.statement(one).text for one in defect.statements)
    assert chart.facility.member(defect.responsible_id).specialty == "Pulmonology"


def test_copied_note_repeats_the_one_before():
    _, after, defect = one_defect("surgical", "COPY_PASTE")
    copied = [one.text for one in after.document(defect.document_id).statements]
    notes = [one for one in of(after, "progress_note") if one.id != defect.document_id]
    assert copied in [[statement.text for statement in one.statements] for one in notes]


def test_contradiction_changes_one_document_and_leaves_others_that_say_otherwise():
    kinds = set()
    for seed in range(25):
        before, after = clean("pneumonia_copd", seed)[0], flawed("pneumonia_copd", seed, "CONFLICT")
        chart, truth = after
        for defect in truth.defects:
            kinds.add(defect.explanation.rpartition("about ")[2].partition(" (")[0])
            assert [one.id for one in chart.documents] == [one.id for one in before.documents]
            changed = [
                (old.id, new.id)
                for one, other in zip(before.documents, chart.documents, strict=True)
                for old, new in zip(one.statements, other.statements, strict=True)
                if old.text != new.text
            ]
            assert [new for _, new in changed] == list(defect.statements)
            assert defect.accepted_documents
            assert defect.document_id not in defect.accepted_documents
    assert kinds == {"the side", "allergies.", "tobacco use."}


KNOWN = (
    "HP_LATE", "HP_NO_UPDATE", "HP_TOO_OLD", "MISSING_ANES_POST", "MISSING_ANES_PRE", "MISSING_CONSENT",
    "MISSING_CONSULT", "MISSING_DS", "MISSING_FINAL_DX", "MISSING_HP", "MISSING_OPNOTE", "MISSING_PATH", "OPNOTE_LATE",
    "OPNOTE_UNSIGNED", "UNDATED", "UNSIGNED_ENTRY", "UNTIMED", "VERBAL_ORDER_UNAUTH", "WRONG_PATIENT", "DS_LATE",
)  # fmt: skip
"""What the oracle knows; ``tests/charts/review`` looks at all."""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PATHWAYS), st.integers(0, 10_000), st.integers(1, 7))
def test_combinations_stay_unambiguous_and_provable(pathway, seed, count):
    chart, truth = flawed(pathway, seed, count=(count, count))
    assert len(truth.defects) <= count
    flawed_documents = [one.document_id for one in truth.defects if one.document_id]
    assert len(flawed_documents) == len(set(flawed_documents))
    ids = {statement.id for one in chart.documents for statement in one.statements}
    assert [one.id for one in chart.documents] == [f"d{n:02d}" for n in range(1, len(chart.documents) + 1)]
    assert [one.filed_at for one in chart.documents] == sorted(one.filed_at for one in chart.documents)
    for fact in truth.facts:
        assert set(truth.evidence[fact.id]) <= ids
        if fact.coding is not None and fact.coding.standing is not Standing.PROHIBITED:
            assert truth.evidence[fact.id]
    for defect in truth.defects:
        assert chart.facility.member(defect.responsible_id)
        assert set(defect.statements) <= ids
        assert defect.citation
        assert defect.explanation.endswith(".")
        assert defect.document_id == "" or chart.document(defect.document_id).type == defect.document_type


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PATHWAYS[:2]), st.integers(0, 10_000), st.sampled_from(KNOWN))
def test_one_quantitative_flaw_breaks_exactly_one_rule(pathway, seed, code):
    """The rules written a second time find one fault where one was planted, on the document that carries it."""
    chart, truth = flawed(pathway, seed, code)
    found = deficiencies(chart)
    if not truth.defects:
        assert found == []
        return
    (defect,) = truth.defects
    if code == "MISSING_PATH":  # the oracle does not know of specimens
        return
    assert len(found) == 1, f"{code} in {pathway} {seed}: {found}"
    if defect.document_id:
        assert all(one.startswith(f"{defect.document_id}:") or ":" not in one for one in found), found


def test_planting_is_deterministic():
    one, other = (flawed("pneumonia_copd", 7, count=(5, 5)) for _ in range(2))
    assert to_plain(one[0]) == to_plain(other[0])
    assert to_plain(one[1]) == to_plain(other[1])


def test_flaws_do_not_change_the_clean_chart_they_are_planted_in():
    before = clean("pneumonia_copd", 9)[0]
    after, truth = flawed("pneumonia_copd", 9, "UNTIMED")
    (defect,) = truth.defects
    original = before.document(defect.document_id)
    assert after.document(defect.document_id) == replace(original, timed=None)
    assert isinstance(after, Chart)


def test_an_unknown_type_is_refused_with_the_known_ones():
    with pytest.raises(Invalid, match=r"There is no defect type 'MISSING_EVERYTHING'.*MISSING_HP"):
        flawed("surgical", 1, "MISSING_EVERYTHING")


def test_the_tests_of_a_visit_that_is_too_old_are_as_old() -> None:
    before_it, _ = generate("knee_replacement", 4)
    moved_back, truth = generate("knee_replacement", 4, defects=DefectPlan(("HP_TOO_OLD",)))
    (flaw,) = truth.defects
    visit = next(one.dated for one in before_it.documents if one.type == "history_and_physical")
    moved = moved_back.document(flaw.document_id).dated
    assert visit is not None
    assert moved is not None
    assert moved < visit
    began = moved_back.encounters[0].began.date()
    before = [one for one in moved_back.documents if one.dated and one.dated < began]
    assert len(before) == len([one for one in before_it.documents if one.dated and one.dated < began]) > 1
    assert {one.dated for one in before} == {moved}
    assert not any(f"{visit:%m/%d/%Y}" in line.text for one in moved_back.documents for line in one.statements)
