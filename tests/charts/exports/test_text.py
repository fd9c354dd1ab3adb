"""Charts as plain text."""

from __future__ import annotations

from dataclasses import replace

from sandbox.charts.exports.text import chart_text, document_lines
from sandbox.charts.model import Layout, Section, Signature, SignatureRole, Statement
from tests.factories import charts


def test_a_chart_shows_patient_stay_and_every_statement() -> None:
    chart = charts.chart()
    text = chart_text(chart)
    assert text.startswith("SYNTHETIC — NOT A REAL PATIENT\nCedar Hollow Hospital\n")
    assert "Dora Quill · MRN 900001 · born 1958-04-02" in text
    assert "e1  inpatient  2026-03-10 08:00 to 2026-03-13 14:00  3 West  Fever and cough" in text
    for document in chart.documents:
        assert all(statement.text in text for statement in document.statements)


def test_signatures_are_printed_signed_or_empty() -> None:
    chart = charts.chart()
    assert "  author: Ana Ruiz, MD  signed 2026-03-10 09:30" in list(document_lines(chart.documents[1], chart.facility))
    assert "  author: Ana Ruiz, MD  signed ________________" in list(document_lines(chart.documents[3], chart.facility))


def test_a_signer_from_outside_is_named() -> None:
    signed = Signature(SignatureRole.PATIENT, "", None, "Dora Quill")
    document = replace(charts.chart().documents[0], signatures=(signed,))
    assert "  patient: Dora Quill  signed ________________" in list(document_lines(document, charts.FACILITY))


def test_missing_date_and_time_leave_a_line() -> None:
    document = replace(charts.chart().documents[0], dated=None, timed=None)
    assert next(document_lines(document, charts.FACILITY)).endswith("________ _____")


def test_tables_fields_and_flags() -> None:
    row = (Statement("d01.s1", "Potassium"), Statement("d01.s2", "5.9", flag="H"))
    table = Section("Chemistry", Layout.TABLE, (row,), ("Test", "Result"))
    fields = Section("", Layout.FIELDS, ((Statement("d01.s3", "Quill", label="Name"),),))
    document = replace(charts.chart().documents[0], sections=(table, fields))
    lines = list(document_lines(document, charts.FACILITY))
    assert "CHEMISTRY" in lines
    assert "  Test | Result" in lines
    assert "  Potassium | 5.9 H  (d01.s1)" in lines
    assert "  Name: Quill  (d01.s3)" in lines


def test_what_a_document_refers_to_is_named() -> None:
    document = replace(charts.chart().documents[0], refers_to="d04")
    assert any("refers to d04" in line for line in document_lines(document, charts.FACILITY))
