"""Form parts: labels, hints and errors that belong to their fields, groups, rows that script can add."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string

from sandbox.web.workbench import fields
from tests.factories.desk import PaperForm
from tests.page import Element, Page

PARTS = """{% from "shared/forms.html" import field, repeat, evidence, code_input, error_summary %}"""
PANEL = '<!doctype html><html lang="en"><title>t</title><main><h1>h</h1><form>{% include "paperwork/panel.html" %}'


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    """Templates need an application and a request."""
    with app.test_request_context("/"):
        yield


def panel(form: PaperForm) -> Page:
    """The paperwork's panel as a page; everything that no page may have is refused."""
    page = Page(render_template_string(PANEL + "</form></main></html>", form=form))
    assert not page.faults()
    return page


def control(page: Page, name: str, tag: str = "input") -> Element:
    """The control with this name."""
    return next(each for each in page.all(tag) if each["name"] == name)


def test_a_hint_is_tied_to_its_field() -> None:
    page = panel(PaperForm())
    assert control(page, "note", "textarea")["aria-describedby"] == "note-hint"
    assert next(each.text for each in page.all("div") if each["id"] == "note-hint") == "A sentence is enough."


def test_an_error_is_tied_to_its_field_and_said_to_be_one() -> None:
    form = PaperForm()
    problems = fields.attach(form, {"note": ["Too short."], "codes-0-code": ["No code."], "": ["Nothing."]})
    page = panel(form)
    note = control(page, "note", "textarea")
    assert note["aria-describedby"].split() == ["note-hint", "note-error"]
    assert note["aria-invalid"] == "true"
    assert "Error: Too short." in page.text
    assert problems == [("", "Nothing."), ("note", "Note: Too short."), ("codes-0-code", "Code, row 1: No code.")]


def test_groups_of_buttons_and_boxes_have_a_legend() -> None:
    form = PaperForm()
    fields.attach(form, {"decision": ["Choose one."]})
    page = panel(form)
    assert [each.text for each in page.all("legend")] == ["Decision", "Reasons"]
    group = next(each for each in page.all("fieldset") if each["id"] == "decision")
    assert group["aria-describedby"].split() == ["decision-hint", "decision-error"]
    assert [each["type"] for each in page.all("input") if each["name"] == "why"] == ["checkbox", "checkbox"]


def test_every_control_has_a_label_of_its_own() -> None:
    page = panel(PaperForm())
    labels = [label["for"] for label in page.all("label")]
    assert len(labels) == len(set(labels))
    assert {"urgent", "note", "codes-0-code", "codes-0-evidence"} <= set(labels)


def test_rows_bring_a_template_with_a_place_for_the_index() -> None:
    page = panel(PaperForm())
    waiting = [each for each in page.elements if "template" in each.inside and each["name"]]
    assert [each["name"] for each in waiting] == ["codes-__index__-code", "codes-__index__-evidence"]
    assert any(each["data-evidence-for"] == "codes-__index__-evidence" for each in page.elements)
    assert any(each["data-add-row"] == "codes" for each in page.all("button"))
    assert [each["data-move-row"] for each in page.all("button") if each["data-move-row"]] == ["up", "down"]


def test_code_and_evidence_fields_say_what_script_makes_of_them() -> None:
    page = panel(PaperForm())
    assert control(page, "codes-0-code")["data-code-search"] == "ICD-10-CM"
    button = next(each for each in page.all("button") if each["data-evidence-for"])
    assert button["data-evidence-for"] == control(page, "codes-0-evidence")["id"]


def test_what_was_typed_is_escaped() -> None:
    page = panel(PaperForm(data={"note": "<script>alert(1)</script>"}))
    assert page.all("script") == []
    assert "<script>alert(1)</script>" in control(page, "note", "textarea").text


def test_the_summary_of_errors_links_to_the_fields() -> None:
    html = render_template_string(PARTS + "{{ error_summary(problems) }}", problems=[("note", "N"), ("", "E")])
    page = Page(html)
    assert page.links() == {"N": "#note"}
    assert [each.text for each in page.all("li")] == ["N", "E"]
    assert next(each for each in page.all("div"))["role"] == "alert"
    assert Page(render_template_string(PARTS + "{{ error_summary([]) }}")).text == ""


def test_the_summary_of_answers_reads_choices_in_words_and_counts_rows() -> None:
    form = PaperForm(
        data={
            "decision": "deny",
            "why": ["age", "name"],
            "urgent": True,
            "note": "  Two\n words ",
            "codes": [{"code": ""}, {"code": "J18.9", "evidence": "main:d02.s1"}],
        }
    )
    lines = [(line.part, line.row, line.label, line.value) for line in fields.summary(form)]
    assert lines == [
        ("", 0, "Decision", "Deny"),
        ("", 0, "Reasons", "Out of date, Wrong name"),
        ("", 0, "Urgent", "yes"),
        ("", 0, "Note", "Two words"),
        ("Codes", 1, "Code", "J18.9"),
        ("Codes", 1, "Evidence", "main:d02.s1"),
    ]
    assert fields.summary(PaperForm()) == []


def test_the_desks_own_fields_are_left_out_of_an_answer() -> None:
    sent = {"csrf_token": ["t"], "_revision": ["3"], "note": ["a"], "why": ["age", "name"]}
    assert fields.given_of(sent) == {"note": ["a"], "why": ["age", "name"]}
