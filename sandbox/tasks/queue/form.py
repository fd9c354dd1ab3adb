"""The form of a queue, and reading it: a card for each request of the pile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import FieldList, Form, FormField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.widgets import DateInput

from sandbox.tasks import reading
from sandbox.tasks.base import FieldErrors, FormData, Room
from sandbox.tasks.matters import NO_CLOCK
from sandbox.tasks.queue.answer import LETTERS, NONE, QueueAnswer, QueueSpec, Row
from sandbox.tasks.queue.wording import CLOCKS, EXTENSIONS

ROWS = "requests"
COLUMNS = ("clock", "day", "extension", "place")


def form_class(spec: QueueSpec) -> type[Form]:
    """The form for a pile of this many requests."""
    many = len(spec.requests)
    places = {str(place): f"{place} of {many}" for place in range(1, many + 1)}
    card = {
        "clock": _select("Which clock runs", CLOCKS),
        "day": StringField("Last day", widget=DateInput()),
        "extension": _select("Can it still be extended?", EXTENSIONS),
        "place": _select("Place in the order of work", places),
        "asked_when": dict.fromkeys(
            ("day", "extension"), ("clock", tuple(code for code in CLOCKS if code != NO_CLOCK))
        ),
    }
    row = FormField(type("RequestForm", (Form,), card))
    return type("QueueForm", (Form,), {ROWS: FieldList(row, "Requests", min_entries=many)})


def _select(label: str, words: Mapping[str, str]) -> Any:
    choices = [SelectChoice("", "Choose"), *(SelectChoice(code, text) for code, text in words.items())]
    return SelectField(label, choices=choices, validate_choice=False)


def _titled(form: Form, room: Room) -> Form:
    """The form whose cards say which request they are about."""
    for card, request in zip(form[ROWS], room.given["requests"], strict=True):
        card.form.row_title = f"{request['letter']}. {request['title']}"
    return form


def blank(spec: QueueSpec, room: Room) -> Form:
    """An empty form."""
    return _titled(form_class(spec)(), room)


def filled(spec: QueueSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it; every card is drawn, whatever was sent."""
    names = [f"{ROWS}-{number}-{column}" for number in range(len(spec.requests)) for column in COLUMNS]
    shown = {name: [reading.value(given, name)[: reading.MOST_CHARACTERS]] for name in names}
    return _titled(form_class(spec)(reading.Submitted(shown)), room)


def parse(spec: QueueSpec, room: Room, given: FormData) -> QueueAnswer | FieldErrors:
    """Read a submission. What is left open is no error; what contradicts itself, or a place given twice, is."""
    problems = reading.Problems()
    rows = [_row(number, request, given, problems) for number, request in enumerate(room.given["requests"])]
    taken: dict[int, str] = {}
    for number, row in enumerate(rows):
        if row.place in taken:
            message = f"{taken[row.place]} and {row.letter} both have place {row.place}. Give each a place of its own."
            problems.add(f"{ROWS}-{number}-place", message)
        elif row.place is not None:
            taken[row.place] = row.letter
    if problems:
        return FieldErrors(problems.fields)
    return QueueAnswer(rows=tuple(row for row in rows if row != Row(letter=row.letter, task=row.task)))


def _row(number: int, request: Mapping[str, str], given: FormData, problems: reading.Problems) -> Row:
    name = f"{ROWS}-{number}"
    clock = _one(given, f"{name}-clock", CLOCKS, problems)
    day = reading.day(reading.value(given, f"{name}-day"), f"{name}-day", problems)
    extension = _one(given, f"{name}-extension", EXTENSIONS, problems)
    if clock == NO_CLOCK:
        if day:
            problems.add(f"{name}-day", "You chose that no legal clock runs and gave a last day. Keep one of them.")
        if extension:
            problems.add(f"{name}-extension", "Where no legal clock runs nothing is extended. Leave this empty.")
        day = extension = NONE
    place = _place(given, f"{name}-place", problems)
    return Row(
        letter=request["letter"], task=request["task"], clock=clock, last_day=day, extension=extension, place=place
    )


def _one(given: FormData, name: str, choices: Mapping[str, str], problems: reading.Problems) -> str:
    chosen = reading.value(given, name)
    if chosen and chosen not in choices:
        problems.add(name, "This is not one of the choices. Choose again.")
        return ""
    return chosen


def _place(given: FormData, name: str, problems: reading.Problems) -> int | None:
    chosen = reading.value(given, name)
    if not chosen:
        return None
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 3 and 1 <= int(chosen) <= len(LETTERS):
        return int(chosen)
    problems.add(name, "This is not one of the places. Choose again.")
    return None


def fill(answer: QueueAnswer) -> FormData:
    """The form data that reads as this answer."""
    filled: dict[str, list[str]] = {}
    for row in answer.rows:
        name = f"{ROWS}-{LETTERS.index(row.letter)}"
        filled |= {
            f"{name}-clock": [row.clock],
            f"{name}-day": ["" if row.last_day == NONE else row.last_day],
            f"{name}-extension": ["" if row.extension == NONE else row.extension],
            f"{name}-place": ["" if row.place is None else str(row.place)],
        }
    return filled
