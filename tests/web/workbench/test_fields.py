"""What a form says before it is submitted."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, SelectField, StringField
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
