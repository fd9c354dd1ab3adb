"""A card for each request, and reading them. What is left open is no error; a word that cannot be read is."""

from __future__ import annotations

from typing import Any

from wtforms import FieldList, Form, FormField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from sandbox.tasks import reading
from sandbox.tasks.base import FieldErrors, FormData, Room
from sandbox.tasks.corrections.answer import CorrectionsAnswer, CorrectionsSpec, Decision
from sandbox.tasks.corrections.choices import HANDS, METHODS, NOBODY, PARTS, READERS, TOLD

CHOSEN = {"method": METHODS, "hands": HANDS, "reader": READERS}
MOST_TICKS = 20


class _Boxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def form_class(spec: CorrectionsSpec, room: Room) -> type[Form]:
    """The form of this desk: a card for each message, with the parts that are asked."""
    makers: dict[str, Any] = {
        "hands": lambda: _select("hands", HANDS),
        "evidence": lambda: StringField(PARTS["evidence"]),
        "reader": lambda: _select("reader", READERS),
        "told": lambda: _Boxes(PARTS["told"], choices=_choices(TOLD), validate_choice=False),
    }
    card: dict[str, Any] = {"method": _select("method", METHODS), **{part: makers[part]() for part in spec.asked}}
    if spec.clock:
        card["due"] = StringField("Answer due by (optional)", widget=DateInput())
    cards = FieldList(FormField(type("RequestForm", (Form,), card)), "Requests", min_entries=len(_requests(room)))
    return type("CorrectionsForm", (Form,), {"requests": cards})


def _requests(room: Room) -> list[dict[str, Any]]:
    return list(room.given["requests"])


def _select(part: str, words: dict[str, str]) -> Any:
    label = PARTS.get(part, "What is done")
    return SelectField(label, choices=[SelectChoice("", "Choose"), *_choices(words)], validate_choice=False)


def _choices(words: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(word, label) for word, label in words.items()]


def blank(spec: CorrectionsSpec, room: Room) -> Form:
    """An empty form."""
    return filled(spec, room, {})


def filled(spec: CorrectionsSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it, cut to what a page can show."""
    shown = reading.Submitted()
    for number in range(len(_requests(room))):
        for name in (*CHOSEN, "evidence", "due"):
            field = f"requests-{number}-{name}"
            shown[field] = [reading.value(given, field)[: reading.MOST_CHARACTERS]]
        ticked = f"requests-{number}-told"
        shown[ticked] = [each for each in given.get(ticked, ())[:MOST_TICKS] if each in TOLD]
    form = form_class(spec, room)(shown)
    for entry, request in zip(form["requests"], _requests(room), strict=True):
        entry.form.row_title = request["title"]
    return form


def parse(spec: CorrectionsSpec, room: Room, given: FormData) -> CorrectionsAnswer | FieldErrors:
    """Read a submission; a request that was left alone gives no decision."""
    problems = reading.Problems()
    read = [_decision(number, each["id"], spec, room, given, problems) for number, each in enumerate(_requests(room))]
    if problems:
        return FieldErrors(problems.fields)
    return CorrectionsAnswer(decisions=tuple(each for each in read if not each.blank))


def _decision(
    number: int, request: str, spec: CorrectionsSpec, room: Room, given: FormData, problems: reading.Problems
) -> Decision:
    read: dict[str, Any] = {}
    for part, words in CHOSEN.items():
        name = f"requests-{number}-{part}"
        if part == "method" or part in spec.asked:
            read[part] = reading.value(given, name)[:80]
            if read[part] and read[part] not in words:
                problems.add(name, "Choose one of the list.")
    if "evidence" in spec.asked:
        name = f"requests-{number}-evidence"
        read["evidence"] = reading.evidence(reading.value(given, name), room, name, problems)
    if "told" in spec.asked:
        read["told"] = _told(f"requests-{number}-told", given, problems)
    if spec.clock:
        name = f"requests-{number}-due"
        read["due"] = reading.day(reading.value(given, name), name, problems)
    return Decision(request=request, **read)


def _told(name: str, given: FormData, problems: reading.Problems) -> tuple[str, ...]:
    ticked = set(given.get(name, ())[:MOST_TICKS]) - {""}
    if ticked - set(TOLD):
        problems.add(name, "Choose of the list.")
    if NOBODY in ticked and len(ticked) > 1:
        problems.add(name, "You ticked somebody and “Nobody else”. Remove one of the two.")
    return tuple(each for each in TOLD if each in ticked)


def fill(answer: CorrectionsAnswer) -> FormData:
    """The form data that reads as this answer."""
    form: dict[str, list[str]] = {}
    for each in answer.decisions:
        name = f"requests-{int(each.request[1:]) - 1}"
        form |= {f"{name}-{part}": [getattr(each, part)] for part in (*CHOSEN, "due")}
        form |= {f"{name}-evidence": [" ".join(each.evidence)], f"{name}-told": list(each.told)}
    return {name: values for name, values in form.items() if values not in ([], [""])}
