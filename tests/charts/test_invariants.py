"""What must hold of every chart that any pathway makes from any seed."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import codesets
from sandbox.charts import generate, pathways
from sandbox.charts.documents import TYPES
from sandbox.charts.facility import PRACTITIONERS
from sandbox.charts.model import Chart, Layout, Setting, SignatureRole
from sandbox.charts.truth import ChartTruth, CodeSystem, Standing
from tests.charts.rules import deficiencies

NAMES = tuple(pathways())
SEEDS = range(12)
each = pytest.mark.parametrize("name", NAMES)


@cache
def made(name: str, seed: int) -> tuple[Chart, ChartTruth]:
    return generate(name, seed)


def several(name: str):
    for seed in SEEDS:
        chart, truth = made(name, seed)
        yield f"{name} seed {seed}", chart, truth


@each
def test_documents_reach_the_chart_in_order(name):
    for where, chart, _ in several(name):
        filed = [one.filed_at for one in chart.documents]
        assert filed == sorted(filed), where
        assert [one.id for one in chart.documents] == [f"d{n:02d}" for n in range(1, len(filed) + 1)], where


@each
def test_no_signature_precedes_its_entry_and_none_is_later_than_thirty_days_after_discharge(name):
    for where, chart, _ in several(name):
        ended = chart.encounters[0].ended
        assert ended is not None
        for one in chart.documents:
            written = datetime.combine(one.dated, one.timed)
            for line in one.signatures:
                assert line.signed_at is not None, f"{where} {one.id}"
                assert line.signed_at >= written, f"{where} {one.id}"
                assert (line.signed_at - ended).days < 30, f"{where} {one.id}"


@each
def test_statement_ids_are_unique_and_name_their_document(name):
    for where, chart, _ in several(name):
        ids = [statement.id for one in chart.documents for statement in one.statements]
        assert len(ids) == len(set(ids)), where
        for one in chart.documents:
            assert all(statement.id.startswith(f"{one.id}.s") for statement in one.statements), where


@each
def test_every_coded_fact_has_evidence_that_exists(name):
    for where, chart, truth in several(name):
        for fact in truth.facts:
            for statement in truth.evidence.get(fact.id, ()):
                assert chart.statement(statement).text, f"{where} {fact.id}"
            if fact.coding is not None and fact.coding.standing is not Standing.PROHIBITED:
                assert truth.evidence[fact.id], f"{where}: {fact.id} is stated nowhere"


@each
def test_every_coded_diagnosis_is_stated_by_a_provider_who_may_diagnose(name):
    """Guidelines I.A.19 and I.B.14: code assignment rests on the provider's statement, not on nursing or laboratory."""
    for where, chart, truth in several(name):
        authors = {
            statement.id: chart.facility.member(one.author_id).role
            for one in chart.documents
            for statement in one.statements
            if one.type not in ("imaging_report", "lab_report")
        }
        for fact in truth.facts:
            coding = fact.coding
            if coding is not None and coding.system is CodeSystem.CM and coding.standing is Standing.REQUIRED:
                roles = {authors.get(one, "") for one in truth.evidence[fact.id]}
                assert roles & set(PRACTITIONERS), f"{where}: {fact.id} is stated only by {roles}"


@each
def test_principal_diagnosis_has_rank_one_and_inpatients_have_indicators(name):
    for where, chart, truth in several(name):
        diagnoses = [f.coding for f in truth.facts if f.coding and f.coding.system is CodeSystem.CM]
        assert min(coding.rank for coding in diagnoses) == 1, where
        inpatient = chart.encounters[0].setting is Setting.INPATIENT
        for coding in diagnoses:
            assert (coding.poa is not None) is inpatient, f"{where} {coding.code}"
        codes = [coding.code for coding in diagnoses]
        assert len(codes) == len(set(codes)), f"{where}: {codes}"


@each
def test_codes_are_billable_in_the_edition(name):
    book = codesets.edition("FY2026")
    for where, _, truth in several(name):
        for coding in (fact.coding for fact in truth.facts if fact.coding):
            for code in (coding.code, *coding.alternatives):
                assert book.valid(code, coding.system.value), f"{where}: {code} in {coding.system.value}"


@each
def test_indicator_is_blank_exactly_for_exempt_codes(name):
    book = codesets.edition("FY2026")
    for where, chart, truth in several(name):
        if chart.encounters[0].setting is not Setting.INPATIENT:
            continue
        for coding in (fact.coding for fact in truth.facts if fact.coding and fact.coding.system is CodeSystem.CM):
            assert (coding.poa == "") is book.poa_exempt(coding.code), f"{where}: {coding.code} has {coding.poa!r}"


@each
def test_inpatient_procedures_have_a_date_within_the_stay(name):
    for where, chart, truth in several(name):
        stay = chart.encounters[0]
        for coding in (fact.coding for fact in truth.facts if fact.coding and fact.coding.system is CodeSystem.PCS):
            assert stay.began.date() <= date.fromisoformat(coding.date) <= stay.ended.date(), f"{where} {coding.code}"


BROKEN = re.compile(r"[{}]|%\(|\bNone\b|\bnan\b|  | [,.;]|\.\.|\(\)|,,|;\.|\[\]|\bnull\b")
DOUBLED = re.compile(r"\b([A-Za-z]+) \1\b", re.IGNORECASE)
ARTICLE = re.compile(r"\ba (?=[aeio]|8\d\b|11\b|18\b)(?!one\b|once\b|eu)", re.IGNORECASE)


@each
def test_prose_has_no_unfilled_slot_doubled_word_or_stray_mark(name):
    for where, chart, _ in several(name):
        for one in chart.documents:
            for statement in one.statements:
                text = f"{statement.label}: {statement.text}" if statement.label else statement.text
                place = f"{where} {statement.id}: {text}"
                assert statement.text.strip() == statement.text, place
                assert statement.text, place
                for pattern in (BROKEN, DOUBLED, ARTICLE):
                    assert not pattern.search(statement.text), place


@each
def test_sentences_of_prose_begin_with_a_capital_and_end_with_a_stop(name):
    for where, chart, _ in several(name):
        for one in chart.documents:
            for section in one.sections:
                if section.layout is Layout.PROSE:
                    for statement in section.statements:
                        assert statement.text[-1] in ".!?:”)", f"{where} {statement.id}: {statement.text}"
                        assert not statement.text[0].islower(), f"{where} {statement.id}: {statement.text}"


@each
def test_tables_are_square_and_sections_not_empty(name):
    for where, chart, _ in several(name):
        for one in chart.documents:
            assert one.sections, f"{where} {one.id} {one.title}"
            for section in one.sections:
                assert section.rows, f"{where} {one.id} {section.heading}"
                if section.layout is Layout.TABLE:
                    assert {len(row) for row in section.rows} == {len(section.columns)}, f"{where} {one.id}"


@each
def test_a_clean_chart_has_no_deficiency(name):
    for where, chart, truth in several(name):
        assert deficiencies(chart) == [], where
        assert truth.defects == ()


@each
def test_documents_are_of_known_types_with_authors_of_the_roster(name):
    for where, chart, _ in several(name):
        assert chart.documents[0], where
        for one in chart.documents:
            assert one.type in TYPES, where
            author = chart.facility.member(one.author_id)
            if one.type in ("history_and_physical", "discharge_summary", "operative_report", "orders", "clinic_note"):
                assert author.role in PRACTITIONERS, f"{where} {one.type} by {author.role}"
            if one.type in ("nursing_note", "nursing_assessment", "medication_record"):
                assert author.role in ("nurse", "medical_assistant", "nursing_assistant", "mds_coordinator"), where
            for line in one.signatures:
                assert (line.staff_id == "") is (line.role is SignatureRole.PATIENT), where


@each
def test_an_inpatient_chart_has_fifteen_to_forty_documents(name):
    for where, chart, _ in several(name):
        if chart.encounters[0].setting is Setting.INPATIENT:
            assert 15 <= len(chart.documents) <= 40, f"{where}: {len(chart.documents)}"


@each
def test_the_stay_lies_in_the_edition_and_numbers_in_reserved_ranges(name):
    for where, chart, _ in several(name):
        stay, patient = chart.encounters[0], chart.patient
        assert date(2025, 10, 1) <= stay.ended.date() <= date(2026, 9, 30), where
        assert stay.began < stay.ended, where
        assert re.fullmatch(r"9\d\d-\d\d-\d{4}", patient.ssn), where
        for phone in (patient.phone, patient.next_of_kin_phone, chart.facility.phone):
            assert re.fullmatch(r"202-555-01\d\d", phone), where
        assert patient.email.endswith("@example.org"), where


@each
def test_seeds_give_different_patients_and_keys(name):
    charts = [made(name, seed)[0] for seed in SEEDS]
    assert len({chart.patient.name for chart in charts}) > len(SEEDS) // 2
    keys = {tuple(sorted(f.coding.code for f in made(name, seed)[1].facts if f.coding)) for seed in SEEDS}
    assert len(keys) > 3


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(NAMES), seed=st.integers(0, 10**9), last=st.dates(date(2025, 11, 1), date(2026, 9, 30)))
def test_ended_by_bounds_the_last_day(name, seed, last):
    chart, _ = generate(name, seed, options={"ended_by": last.isoformat()})
    assert 0 <= (last - chart.encounters[0].ended.date()).days <= 25
