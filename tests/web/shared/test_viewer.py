"""The chart as shelves of finished sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest
from flask import Flask

from sandbox.charts.model import Chart, Encounter, Setting
from sandbox.tasks.base import PAPERS, Room
from sandbox.web.shared.viewer import Shelf, chart_shelf, viewer_of
from tests.factories import charts, desk
from tests.page import Page


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    """Sheets are drawn with the application's templates."""
    with app.test_request_context("/"):
        yield


def shelf(chart: Chart | None = None) -> Shelf:
    """The desk's chart on a shelf."""
    return chart_shelf("main", chart or desk.chart())


def sheet(document: str, chart: Chart | None = None) -> Page:
    """One sheet of the chart as a page."""
    return Page(str(next(leaf.markup for leaf in shelf(chart).leaves if leaf.document.id == document)))


def words(page: Page, tag: str) -> list[str]:
    """The words of every element with this tag."""
    return [" ".join(each.text.split()) for each in page.all(tag)]


def room(*slots: str, papers: bool = False) -> Room:
    """A room with the desk's chart in these slots."""
    letters = (replace(charts.document(1, "correspondence", "Letter", "Dear all."), id="t-p1"),) if papers else ()
    chart = desk.chart()
    return Room(chart.facility, datetime(2026, 3, 20).date(), "FY2026", dict.fromkeys(slots, chart), letters, {})


def test_documents_stand_in_folders_in_the_order_of_a_binder() -> None:
    (stay,) = shelf().stays
    assert stay.heading == "Inpatient stay 03/10/2026"
    assert [folder.name for folder in stay.folders] == [
        "Registration",
        "Consents and directives",
        "Physician notes",
        "Orders",
        "Results",
        "Discharge",
    ]
    notes = next(folder for folder in stay.folders if folder.name == "Physician notes")
    assert [leaf.document.id for leaf in notes.leaves] == ["d02", "d04"]


def test_the_latest_encounter_stands_first_and_loose_documents_last() -> None:
    chart = desk.chart()
    visit = replace(
        chart.encounters[0],
        id="e2",
        setting=Setting.CLINIC,
        began=datetime(2026, 3, 18, 9),
        ended=datetime(2026, 3, 18, 10),
    )
    moved = {"d04": "e2", "d05": "e9"}
    documents = tuple(
        replace(document, encounter_id=moved.get(document.id, document.encounter_id)) for document in chart.documents
    )
    encounters: tuple[Encounter, ...] = (*chart.encounters, visit)
    headings = [stay.heading for stay in shelf(replace(chart, encounters=encounters, documents=documents)).stays]
    assert [heading.partition(",")[0] for heading in headings] == [
        "Clinic visit 03/18/2026",
        "Inpatient stay 03/10/2026 to 03/13/2026",
        "Not filed to an encounter",
    ]


def test_with_several_encounters_a_heading_says_until_when_and_why() -> None:
    chart = desk.chart()
    visit = replace(chart.encounters[0], id="e2", began=datetime(2025, 12, 1, 9), ended=None, reason="ECG")
    both = replace(chart, encounters=(*chart.encounters, visit))
    (heading,) = [stay.heading for stay in shelf(both).stays]
    assert heading == "Inpatient stay 03/10/2026 to 03/13/2026, fever and cough"


def test_no_document_is_left_out() -> None:
    assert {leaf.document.id for leaf in shelf().leaves} == {document.id for document in desk.chart().documents}


def test_a_sheet_prints_who_when_and_whose() -> None:
    page = sheet("d02")
    assert words(page, "h3") == ["History and physical"]
    assert words(page, "dd")[:3] == ["Dora Quill", "900001", "04/02/1958"]
    assert words(page, "dd")[3:8] == ["03/10/2026", "09:30", "Ana Ruiz, MD", "A-0001", "03/10/2026 09:30"]
    assert "Electronically signed 03/10/2026 09:30" in page.text


def test_an_unsigned_line_is_empty_and_says_who_should_sign() -> None:
    page = sheet("d08")
    assert "Not signed Ordering practitioner: Ana Ruiz, MD Date/time" in page.text
    assert not any("Ana Ruiz" in each.text for each in page.all("span") if each["class"] == "signature-name")
    consent = sheet("d09")
    assert "Patient or representative: Dora Quill" in consent.text
    assert any(each["class"] == "signatures signatures-consent" for each in consent.all("div"))


def test_missing_date_and_time_are_empty_lines() -> None:
    assert "Date no date Time no time" in sheet("d08").text


def test_a_table_has_headers_and_flags_in_words() -> None:
    page = sheet("d07")
    assert words(page, "th") == ["Test", "Result", "Range", "Sodium", "Potassium"]
    assert "128 L (low)" in words(page, "td")
    assert words(page, "caption") == ["Chemistry"]


def test_fields_are_boxes_and_an_empty_one_stays_empty() -> None:
    page = sheet("d06")
    assert "Name Dora Quill Religion left blank" in page.text


def test_orders_are_numbered() -> None:
    page = sheet("d08")
    assert [each.text.strip() for each in page.all("li")] == ["Ceftriaxone 1 g IV daily", "Oxygen by mask"]
    assert len(page.all("ol")) == 1


def test_an_addendum_names_what_it_concerns() -> None:
    chart = desk.chart()
    documents = tuple(replace(each, refers_to="d02") if each.id == "d04" else each for each in chart.documents)
    assert "Concerns History and physical" in sheet("d04", replace(chart, documents=documents)).text


def test_papers_come_first_without_the_facilitys_letterhead() -> None:
    viewer = viewer_of("h1", room("main", papers=True), SimpleNamespace(charts=("main",)))
    assert [one.slot for one in viewer.shelves] == [PAPERS, "main"]
    assert viewer.chosen == "papers:t-p1"
    assert "Cedar Hollow Hospital" not in viewer.leaves[0].markup
    assert "Cedar Hollow Hospital" in viewer.leaves[1].markup


def test_the_charts_of_a_task_stand_in_its_order() -> None:
    viewer = viewer_of("h2", room("b", "a"), SimpleNamespace(charts=("b", "a")), "a:d04")
    assert [one.slot for one in viewer.shelves] == ["b", "a"]
    assert viewer.chosen == "a:d04"
    assert len({leaf.key for leaf in viewer.leaves}) == len(viewer.leaves)


def test_a_room_without_anything_to_read() -> None:
    viewer = viewer_of("h3", room(), SimpleNamespace(charts=()))
    assert (viewer.chosen, viewer.leaves, viewer.types) == ("", (), [])


def test_a_finished_shelf_is_not_made_twice() -> None:
    first = viewer_of("h4", room("main"), SimpleNamespace(charts=("main",)))
    again = viewer_of("h4", room("main"), SimpleNamespace(charts=("main",)))
    assert again.shelves[0] is first.shelves[0]
