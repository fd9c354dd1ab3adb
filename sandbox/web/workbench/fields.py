"""A form and what was wrong with it: messages beside their fields, a linked summary, and a reading of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field, FieldList, FormField
from wtforms.fields import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectFieldBase,
    SelectMultipleField,
    SubmitField,
)

OWN = frozenset({"csrf_token"})
"""Names that belong to the desk and not to the answer; names that begin with ``_`` do too."""

NOT_ASKED = ("(optional)", "(not marked)")
"""How the labels of fields end that nobody has to fill in."""

MAY_BE_NONE = (RadioField, SelectMultipleField)
"""Lists in which nothing may be chosen although no choice is empty."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One line of the summary before submitting. ``row`` counts from 1 in repeated parts, else 0.

    ``title`` says what the row is about when its form says so (``row_title``): such a row keeps its number.
    """

    part: str
    row: int
    label: str
    value: str
    title: str = ""


def given_of(sent: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The answer's fields of what a browser sent."""
    return {name: list(values) for name, values in sent.items() if name not in OWN and not name.startswith("_")}


def walk(form: Any) -> Iterator[Field]:
    """Every field of a form, those of repeated rows included."""
    for field in form:
        yield field
        if isinstance(field, FieldList):
            yield from walk(field)
        elif isinstance(field, FormField):
            yield from walk(field.form)


def attach(form: Any, errors: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Put messages beside the fields they name; the summary as (id of the field or nothing, sentence) in page order."""
    fields = {field.name: field for field in walk(form)}
    places = {name: place for place, name in enumerate(fields)}
    problems = []
    for name in sorted(errors, key=lambda name: (places.get(name, -1), name)):
        field = fields.get(name)
        if field is None:
            problems += [("", message) for message in errors[name]]
            continue
        field.errors = [*errors[name]]
        problems += [(field.id, f"{named(field)}: {message}") for message in errors[name]]
    return problems


def named(field: Field) -> str:
    """A field's label, with its row when it stands in repeated rows (``Diagnosis code, row 2``)."""
    numbers = [part for part in field.name.split("-")[:-1] if part.isdigit()]
    label = str(field.label.text) if field.label else field.name
    return f"{label}, row {int(numbers[-1]) + 1}" if numbers else label


def summary(form: Any) -> list[Filled]:
    """What is filled in, in page order, with choices in words."""
    lines = []
    for field in form:
        if isinstance(field, FieldList):
            lines += _rows(field)
        elif isinstance(field, FormField):
            lines += [Filled(str(field.label.text), 0, line.label, line.value) for line in summary(field.form)]
        elif value := shown(field):
            lines.append(Filled("", 0, str(field.label.text), value))
    return lines


def _rows(repeated: FieldList) -> list[Filled]:
    part = str(repeated.label.text)
    lines: list[Filled] = []
    row = 0
    for place, entry in enumerate(repeated, 1):
        inner = summary(entry.form) if isinstance(entry, FormField) else []
        if not isinstance(entry, FormField) and (value := shown(entry)):
            inner = [Filled(part, 0, part, value)]
        if inner and not (isinstance(entry, FormField) and only_preset(entry.form)):
            title = getattr(getattr(entry, "form", None), "row_title", "")
            row = place if title else row + 1
            lines += [Filled(part, row, line.label, line.value, title) for line in inner]
    return lines


@dataclass(frozen=True, slots=True)
class Left:
    """What was left open in one place: in a row when ``title`` says which. ``fields`` are (id, label)."""

    title: str
    fields: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many answers wait here."""
        return len(self.fields)


def left_open(form: Any) -> list[Left]:
    """What was asked and not answered, in page order, to go back to.

    A form may say what it asks only sometimes: ``asked_when`` names a field, the field that decides, and the values of
    it with which it is asked (none: never). ``asked_rows`` names repeated rows of which one at least is expected, and
    the box that says there is nothing to enter ("" if there is none).
    """
    found = []
    expected = getattr(form, "asked_rows", {})
    for field in form:
        if isinstance(field, FormField):
            found += _left_in(field.form, str(field.label.text))
        elif not isinstance(field, FieldList):
            found += [Left("", ((field.id, str(field.label.text)),))] if asked(form, field) else []
        elif rows := _left_in_rows(field):
            found += rows
        elif field.short_name in expected and not _rows(field) and not _given(form, expected[field.short_name]):
            target = next((one.id for one in walk(field) if not isinstance(one, HiddenField | FormField)), field.id)
            found.append(Left("", ((target, f"{field.label.text}: nothing entered"),)))
    return found


def _left_in_rows(repeated: FieldList) -> list[Left]:
    """Rows that are given are asked in full; rows that a person adds, once something is chosen in them."""
    fixed = repeated.max_entries is not None and repeated.max_entries == repeated.min_entries
    found = []
    for place, entry in enumerate(repeated, 1):
        if not isinstance(entry, FormField):
            continue
        title = getattr(entry.form, "row_title", "")
        if fixed or title or not only_preset(entry.form):
            found += _left_in(entry.form, title or ("" if fixed else f"{repeated.label.text}, row {place}"))
    return found


def _left_in(form: Any, title: str) -> list[Left]:
    fields = tuple((field.id, str(field.label.text)) for field in form if asked(form, field))
    return [Left(title, fields)] if fields else []


def asked(form: Any, field: Field) -> bool:
    """Whether an empty field waits for an answer: no tick, note or evidence, and asked after what else was chosen."""
    if isinstance(field, HiddenField | SubmitField | BooleanField | FieldList | FormField) or shown(field):
        return False
    if isinstance(field, SelectField) and not isinstance(field, MAY_BE_NONE) and _always_stands(field):
        return False
    if field.short_name.endswith("evidence") or str(field.label.text).endswith(NOT_ASKED):
        return False
    decider, values = getattr(form, "asked_when", {}).get(field.short_name, ("", ()))
    return not decider or bool({*values} & {*_chosen(form[decider])})


def _given(form: Any, name: str) -> bool:
    return bool(name and form[name].data)


def _chosen(field: Field) -> list[str]:
    """What is chosen in a field, as values; a tick is ``y``."""
    if isinstance(field, BooleanField):
        return ["y"] if field.data else []
    return [*field.data] if isinstance(field.data, list) else [str(field.data or "")]


def only_preset(form: Any) -> bool:
    """Whether nothing in a row was chosen: all that is filled are lists which always stand at some choice."""
    filled = [field for field in form if shown(field)]
    return all(isinstance(field, SelectField) and _always_stands(field) for field in filled)


def _always_stands(listed: SelectField) -> bool:
    """Whether a list has no empty choice."""
    return all(str(choice.value) for choice in listed.iter_choices())


def shown(field: Field) -> str:
    """A field's value in words; empty when nothing was entered."""
    if isinstance(field, HiddenField | SubmitField):
        return ""
    if isinstance(field, SelectFieldBase):
        chosen = [choice.label for choice in field.iter_choices() if choice.selected and str(choice.value)]
        return ", ".join(str(label) for label in chosen)
    if isinstance(field, BooleanField):
        return "yes" if field.data else ""
    return " ".join(field._value().split()) if hasattr(field, "_value") and field._value() else ""
