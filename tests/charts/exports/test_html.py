"""The web page: whole, escaped, without script, readable from disk."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest

from sandbox import charts
from sandbox.charts.exports import FORMATS
from sandbox.charts.model import SYNTHETIC_MARK, Chart
from tests.charts.exports.edited import ODD, of_every_type

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Reader(HTMLParser):
    """Reads a page strictly: every element closed in order, ids once, statements with their text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.statements: dict[str, str] = {}
        self._inside = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert not [name for name in given if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if "st" in (given.get("class") or "").split() and (statement := given.get("id")):
            assert statement not in self.statements
            self.statements[statement] = ""
            self._inside = statement

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.statements[self._inside] += data


def page(chart: Chart) -> str:
    return FORMATS["html"].render(chart, None).decode()


@pytest.mark.parametrize("pathway", sorted(charts.pathways()))
def test_every_statement_stands_there_once(pathway: str) -> None:
    chart = charts.generate(pathway, 5)[0]
    found = Reader(page(chart)).statements
    # An empty field prints as an empty line.
    wanted = {f"chart:{one.id}": one.text for document in chart.documents for one in document.statements if one.text}
    assert {name: text for name, text in found.items() if text} == wanted


def test_the_page_is_whole_and_fetches_nothing() -> None:
    text = page(of_every_type())
    read = Reader(text)
    assert text.startswith("<!doctype html>")
    assert '<html lang="en">' in text
    assert len(read.ids) == len(set(read.ids))
    assert {address[1:] for address in read.addresses if address.startswith("#")} <= set(read.ids)
    assert all(address.startswith("#") for address in read.addresses)
    assert "<script" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_what_is_written_in_a_chart_is_escaped() -> None:
    text = page(of_every_type())
    assert "<b>&amp;amp;" not in text
    assert ODD not in text
    assert html.escape(ODD, quote=False)[:30] in html.unescape(text).replace("<", "&lt;") or "Zoë &lt;b&gt;" in text
    assert "Zoë <b>" not in text
    assert "{{ 7 * 7 }}" in text


def test_the_mark_is_on_the_cover_on_every_document_and_on_every_printed_page() -> None:
    chart = charts.generate("t2dm_clinic", 1)[0]
    text = page(chart)
    documents = len(chart.documents)
    assert len(re.findall(f'<p class="synthetic">{SYNTHETIC_MARK}</p>', text)) == documents + 1
    assert len(re.findall(f'<p class="running" aria-hidden="true">{SYNTHETIC_MARK}</p>', text)) == documents + 1
    assert ".running { display: table-header-group; break-inside: avoid;" in text
