"""What a form says before it is submitted."""

from __future__ import annotations

from typing import ClassVar

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, Form, FormField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice

from sandbox.web.workbench import fields


class RowForm(Form):
    """A row with a list that always stands at some choice, one that may stand at none, and a text."""

    system = SelectField("System", choices=[SelectChoice("cm", "ICD-10-CM"), SelectChoice("pcs", "ICD-10-PCS")])
    verdict = SelectField("Verdict", choices=[SelectChoice("", "Choose"), SelectChoice("agree", "Agree")])
    code = StringField("Code")


class SheetForm(Form):
    """Rows of it."""

    rows = FieldList(FormField(RowForm), "Rows")


class TitledForm(Form):
    """A sheet whose rows each stand for something that was there before."""

    rows = FieldList(FormField(RowForm), "Rows")


def test_a_row_about_something_keeps_its_number_and_says_what_it_is_about() -> None:
    form = TitledForm(MultiDict({"rows-0-system": "cm", "rows-1-system": "pcs", "rows-1-code": "X"}))
    for number, entry in enumerate(form.rows):
        entry.form.row_title = f"Thing {number}"
    assert {(line.row, line.title) for line in fields.summary(form)} == {(2, "Thing 1")}


def told(**given: str) -> list[tuple[int, str, str]]:
    """Row, label and value of the lines of the summary."""
    form = SheetForm(MultiDict({f"rows-{name.replace('_', '-')}": value for name, value in given.items()}))
    return [(line.row, line.label, line.value) for line in fields.summary(form)]


def test_a_row_that_only_stands_at_its_first_choice_was_not_filled_in() -> None:
    assert told(**{"0_system": "cm", "1_system": "pcs"}) == []


def test_a_row_with_anything_chosen_or_typed_is_told_whole() -> None:
    assert told(**{"0_system": "cm", "0_code": "I10"}) == [(1, "System", "ICD-10-CM"), (1, "Code", "I10")]
    assert told(**{"0_system": "cm", "1_system": "pcs", "1_verdict": "agree"}) == [
        (1, "System", "ICD-10-PCS"),
        (1, "Verdict", "Agree"),
    ]


class AskedForm(Form):
    """A decision with what hangs on it, a note, rows that are given, and rows to add with a box for none."""

    asked_when: ClassVar = {"day": ("decision", ("later",)), "code": ("decision", ())}
    asked_rows: ClassVar = {"rows": "none"}
    decision = SelectField("Decision", choices=[SelectChoice("", "Choose"), SelectChoice("later", "Later")])
    day = StringField("Day")
    code = StringField("Code")
    note = StringField("Note (optional)")
    pages = SelectMultipleField("Pages", choices=[SelectChoice("one", "One")])
    lines = FieldList(FormField(RowForm), "Lines", min_entries=2, max_entries=2)
    rows = FieldList(FormField(RowForm), "Rows", min_entries=1)
    none = BooleanField("Nothing to enter")


def left(**given: str) -> list[tuple[str, list[str]]]:
    """What the form says is open: titles and labels."""
    form = AskedForm(MultiDict({name.replace("_", "-"): value for name, value in given.items()}))
    return [(one.title, [label for _, label in one.fields]) for one in fields.left_open(form)]


LINE = ("", ["Verdict", "Code"])


def test_what_was_asked_and_not_answered_is_told() -> None:
    assert left() == [("", ["Decision"]), ("", ["Pages"]), LINE, LINE, ("", ["Rows: nothing entered"])]


def test_what_hangs_on_another_answer_is_asked_with_it() -> None:
    assert ("", ["Day"]) in left(decision="later")
    assert ("", ["Day"]) not in left(decision="later", day="2026-03-10")


def test_rows_are_asked_for_unless_there_are_none() -> None:
    assert left(none="y") == [("", ["Decision"]), ("", ["Pages"]), LINE, LINE]
    assert left(rows_0_code="I10")[-1] == ("Rows, row 1", ["Verdict"])


def test_each_open_answer_leads_to_its_field() -> None:
    form = AskedForm()
    form.lines[1].form.row_title = "Second"
    assert fields.left_open(form)[3] == fields.Left(
        "Second", (("lines-1-verdict", "Verdict"), ("lines-1-code", "Code"))
    )
