"""Worked cases of late entries, addenda, retractions, and of what orders may not abbreviate."""

from __future__ import annotations

import pytest

from sandbox.charts.model import Document
from sandbox.charts.review.orders import abbreviations
from tests.charts.review.hand import at, chart, codes, page

CORRECTIONS = ("LATE_ENTRY_IMPROPER", "ADDENDUM_IMPROPER", "RETRACTION_IMPROPER", "WRONG_PATIENT")
WRONG = page("lab_report", at(hours=1), label_mrn="1", by="nurse")
NOTE = page("progress_note", at(hours=1))


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([page("progress_note", at(hours=1), filed=at(hours=25))], []),
        ([page("progress_note", at(hours=1), filed=at(hours=25, minutes=1))], ["LATE_ENTRY_IMPROPER d01"]),
        ([page("late_entry", at(days=2), "Date of event: 03/02/2026 12:00")], []),
        ([page("late_entry", at(days=2), "The patient fell.")], ["LATE_ENTRY_IMPROPER d01"]),
        ([page("late_entry", at(hours=1), "Date of event: 03/02/2026", filed=at(days=2))], ["LATE_ENTRY_IMPROPER d01"]),
        ([page("progress_note", at(days=2), "Date of event: 03/02/2026", title="Late Entry: Progress Note")], []),
        ([page("imaging_report", at(days=-9), filed=at(minutes=1))], []),  # brought along
        ([NOTE, page("addendum", at(days=1), "Reason: side left out", refers_to="d01")], []),
        ([NOTE, page("addendum", at(days=1), "Reason: side left out", "Original entry: note of 03/02/2026")], []),
        ([NOTE, page("addendum", at(days=1), "Reason: side left out")], ["ADDENDUM_IMPROPER d02"]),
        ([NOTE, page("addendum", at(days=1), "The left.", refers_to="d01")], ["ADDENDUM_IMPROPER d02"]),
        ([NOTE, page("addendum", at(days=1), "Reason: x", refers_to="d77")], ["ADDENDUM_IMPROPER d02"]),
        ([WRONG], ["WRONG_PATIENT d01"]),
        ([WRONG, page("retraction", at(days=1), "Reason: another patient's page", refers_to="d01")], []),
        ([WRONG, page("retraction", at(days=1), "Withdrawn.", refers_to="d01")], ["RETRACTION_IMPROPER d02"]),
        ([page("retraction", at(days=1), "Reason: wrong", refers_to="d09")], ["RETRACTION_IMPROPER d01"]),
    ],
)  # fmt: skip
def test_corrections(pages: list[Document], found: list[str]) -> None:
    assert codes(chart(*pages), *CORRECTIONS) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Insulin glargine 10 U at bedtime.", ["U"]),
        ("Insulin glargine 10U at bedtime.", ["U"]),
        ("Vitamin D 400 IU daily.", ["IU"]),
        ("Lisinopril 10 mg QD.", ["QD"]),
        ("Lisinopril 10 mg q.d.", ["QD"]),
        ("Prednisone 10 mg QOD.", ["QOD"]),
        ("Warfarin 5.0 mg daily.", ["trailing zero"]),
        ("Digoxin .125 mg daily.", ["missing leading zero"]),
        ("MS 4 mg IV.", ["MS"]),
        ("MSO4 4 mg IV.", ["MS"]),
        ("MgSO4 2 g IV.", ["MS"]),
        ("Digoxin 0.125 mg daily. Heparin 5000 units every 8 hours. Warfarin 2.5 mg.", []),
        ("Potassium 10.05 mg, U-shaped pillow, QT interval, sputum AFB x3, multiple sclerosis (MS).", []),
    ],
)  # fmt: skip
def test_what_orders_may_not_abbreviate(text: str, found: list[str]) -> None:
    assert list(abbreviations(text)) == found


def test_the_list_binds_orders() -> None:
    made = chart(page("orders", at(hours=1), "Lisinopril 10 mg QD."), page("progress_note", at(hours=2), "10 mg QD."))
    assert codes(made, "DO_NOT_USE_ABBREVIATION") == ["DO_NOT_USE_ABBREVIATION d01"]
