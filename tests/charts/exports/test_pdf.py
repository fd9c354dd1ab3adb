"""The printed record."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from sandbox import charts
from sandbox.charts.exports.pdf import Cover, pdf
from sandbox.charts.model import SYNTHETIC_MARK, Chart, Document
from tests.charts.exports.edited import of_every_type
from tests.factories import charts as made


def pages(content: bytes) -> list[str]:
    """The text of each page, without line breaks."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def squeezed(text: str) -> str:
    """Without blanks, because lines break anywhere, and without what no font prints."""
    return re.sub(r"\s", "", text)


def statements(document: Document) -> list[str]:
    return [squeezed(one.text) for one in document.statements if one.text]


@pytest.fixture(scope="module")
def chart() -> Chart:
    return charts.generate("pneumonia_copd", 7, defects=charts.DefectPlan((), (2, 3)))[0]


@pytest.mark.parametrize("pathway", sorted({one.setting: name for name, one in charts.pathways().items()}.values()))
def test_every_statement_is_printed_and_every_page_marked(pathway: str) -> None:
    one = charts.generate(pathway, 2)[0]
    found = pages(pdf(one))
    whole = squeezed("".join(found))
    assert [text for document in one.documents for text in statements(document) if text not in whole] == []
    assert all(SYNTHETIC_MARK in page for page in found)
    assert [f"Page {number} of {len(found)}" in page for number, page in enumerate(found, 1)] == [True] * len(found)


def test_the_index_and_the_bookmarks_lead_to_each_document(chart: Chart) -> None:
    content = pdf(chart)
    read, texts = PdfReader(BytesIO(content)), pages(content)
    bookmarks = [entry for part in read.outline if isinstance(part, list) for entry in part]
    assert len(bookmarks) == len(chart.documents)
    for entry in bookmarks:
        number = read.get_destination_page_number(entry)
        assert number is not None
        assert squeezed(str(entry.title)) in squeezed(texts[number])
        assert "MRN" in texts[number]
    assert str(read.get_destination_page_number(bookmarks[-1]) + 1) in texts[0] + texts[1]  # type: ignore[operator]


def test_the_file_says_what_it_is(chart: Chart) -> None:
    read = PdfReader(BytesIO(pdf(chart)))
    assert read.metadata is not None
    assert read.metadata.title == f"Record of {chart.patient.name} ({SYNTHETIC_MARK})"
    assert read.root_object["/Lang"] == "en-US"
    assert read.root_object["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF boolean


def test_chosen_documents_in_the_order_asked_for(chart: Chart) -> None:
    chosen = [chart.documents[5].id, chart.documents[2].id]
    whole = squeezed("".join(pages(pdf(chart, documents=chosen))))
    for document in chart.documents:
        printed = [text in whole for text in statements(document) if len(text) > 60]
        assert all(printed) if document.id in chosen else not any(printed)
    titles = [squeezed(chart.document(name).title) for name in chosen]
    assert whole.index(titles[0]) < whole.index(titles[1])
    with pytest.raises(KeyError):
        pdf(chart, documents=["d999"])


def test_hidden_statements_are_nowhere_in_the_file() -> None:
    base = made.chart()
    secret = replace(base.documents[1].sections[0].rows[0][1], text="Xyzzy-secret-plover", label="Xyzzy test", flag="H")
    row = (base.documents[1].sections[0].rows[0][0], secret)
    section = replace(base.documents[1].sections[0], rows=(row,))
    chart = replace(base, documents=(base.documents[0], replace(base.documents[1], sections=(section,))))
    shown, hidden = pdf(chart), pdf(chart, hidden=frozenset({secret.id}))
    assert "Xyzzy-secret-plover" in "".join(pages(shown))
    whole = "".join(pages(hidden))
    assert whole.count("Redacted") == 1
    assert "Xyzzy" not in whole
    assert "Fever and cough for three days." in whole
    for stream in PdfReader(BytesIO(hidden)).pages:
        assert b"Xyzzy" not in stream.get_contents().get_data()  # type: ignore[union-attr]


@pytest.mark.parametrize("pathway", ["t2dm_clinic", "pneumonia_copd"])
def test_everything_hidden_leaves_boxes_alone(pathway: str) -> None:
    one = charts.generate(pathway, 3)[0]
    hidden = frozenset(statement.id for document in one.documents for statement in document.statements)
    found = squeezed("".join(pages(pdf(one, hidden=hidden))))
    assert found.count("Redacted") == len(hidden)
    long = [text for document in one.documents for text in statements(document) if len(text) > 40]
    assert len(long) > 10
    assert [text for text in long if text in found] == []


def test_a_cover_of_ones_own() -> None:
    cover = Cover("Release of 3 documents", (("To", "Zoë & Sons <law>"),), ("Redisclosure is prohibited.",))
    first = pages(pdf(made.chart(), documents=["d02"], cover=cover))[0]
    assert "Release of 3 documents" in first
    assert "Zoë & Sons <law>" in first
    assert "Redisclosure is prohibited." in first
    assert "900-12-3456" not in first


def test_missing_dates_and_signatures_leave_lines() -> None:
    base = made.chart()
    unsigned = replace(base.documents[3], dated=None, timed=None)
    text = pages(pdf(replace(base, documents=(unsigned,))))[1]
    assert text.count("______________") >= 3
    assert "Author signature: Ana Ruiz, MD — Date/time" in text
    assert "Electronically signed" not in text


def test_any_text_is_printed() -> None:
    chart = of_every_type()
    whole = squeezed("".join(pages(pdf(chart))))
    assert squeezed("≥ 38.5 °C — 10³/µL [U+60A3][U+8005] [U+1F600]") in whole
    assert whole.count(squeezed('Zoë <b>&amp; "quoted"</b>')) >= len(chart.documents) - 5
