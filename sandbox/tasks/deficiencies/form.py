"""The form of each round, and reading it: findings always, decisions once there is a list, the month at its end."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, FieldList, Form, FormField, SelectField, StringField
from wtforms.fields import SelectChoice

from sandbox.tasks import reading
from sandbox.tasks.base import FieldErrors, FormData, Room
from sandbox.tasks.deficiencies import course
from sandbox.tasks.deficiencies.answer import (
    Decision,
    DeficienciesAnswer,
    DeficienciesSpec,
    Finding,
    Month,
    Round,
)
from sandbox.tasks.deficiencies.mending import LACKS
from sandbox.tasks.findings import MISSING, NOT_THERE, called, name_of, staff_choices, type_choices

MOST_ROWS, MOST_NOTE, MOST_LETTERS = 40, 500, 20
COLUMNS = ("type", "document", "responsible", "note")
ACTS = {
    course.CLEAR: "It is complete: clear it",
    course.KEEP: "Still open: keep it with the same person",
    course.REASSIGN: "It belongs to somebody else: reassign it",
}
STATUSES = {
    course.COMPLETE: "Complete",
    course.INCOMPLETE: "Incomplete, not delinquent",
    course.DELINQUENT: "Delinquent",
}
STEPS = {
    course.NO_STEP: "No letter",
    course.REMINDER: "Reminder",
    course.NOTICE: "Notice of delinquency",
    course.SUSPENSION: "Letter of suspension",
}
VERDICTS = {"yes": "Compliant", "no": "Not compliant"}
CHOSEN = {"act": ACTS, "lacks": LACKS, "status": STATUSES, "step": STEPS}
COUNTED = {"age": "Days since discharge", "held": "Days since it was assigned"}
FIGURES = {
    "delinquent": "Delinquent records today, with those of your charts",
    "average": "Average monthly discharges",
    "rate": "Delinquency rate in percent, to one decimal",
    "mean": "Mean of the four quarters in percent, to one decimal",
}


def form_class(spec: DeficienciesSpec, room: Room) -> type[Form]:
    """The form of a round: findings in each, a card for each row of the list, the month in the last."""
    charts = [room.charts[slot] for slot in spec.charts]
    people = staff_choices(charts)
    finding: dict[str, Any] = {
        "type": _select("Deficiency", type_choices(spec.asked)),
        "document": _select("Document", document_choices(spec, room)),
        "responsible": _select("Assigned to", people),
        "note": StringField("Why, in a few words (not marked)"),
    }
    first = room.round == 1
    rows = FieldList(FormField(type("FindingForm", (Form,), finding)), _heading(first), min_entries=2 if first else 1)
    fields: dict[str, Any] = {}
    if not first:
        card = FormField(type("DecisionForm", (Form,), decision_fields(people)))
        fields["decisions"] = FieldList(card, "Your list", min_entries=len(room.given["open"]))
    fields["findings"] = rows
    if first:
        fields["complete"] = BooleanField("Nothing to track: I found no deficiency")
        fields["asked_rows"] = {"findings": "complete"}
    if "month" in room.given:
        fields |= month_fields(people)
    return type("DeficienciesForm", (Form,), fields)


def _heading(first: bool) -> str:
    return "Deficiencies" if first else "Deficiencies found only now"


def decision_fields(people: list[SelectChoice]) -> dict[str, Any]:
    """The fields of one row of the list."""
    return {
        "act": _select("What now", _choices(ACTS)),
        "lacks": _select("What is still missing", _choices(LACKS)),
        "to": _select("Reassigned to", people),
        "age": StringField(COUNTED["age"]),
        "held": StringField(COUNTED["held"]),
        "status": _select("Status today", _choices(STATUSES)),
        "step": _select("Letter", _choices(STEPS)),
        "asked_when": {
            "lacks": ("act", (course.KEEP,)),
            "to": ("act", (course.REASSIGN,)),
            **dict.fromkeys(COUNTED, ("act", ("", course.KEEP, course.REASSIGN))),
        },
    }


def month_fields(people: list[SelectChoice]) -> dict[str, Any]:
    """The fields of the month's end."""
    person = {"person": _select("Provider", people)}
    letters = FieldList(FormField(type("LetterForm", (Form,), person)), "Letters of suspension", min_entries=1)
    figures = {f"month_{name}": StringField(label) for name, label in FIGURES.items()}
    return {
        "suspend": letters,
        "nobody": BooleanField("No provider gets a letter of suspension"),
        **figures,
        "month_compliant": _select("By the bylaws the hospital is", _choices(VERDICTS)),
        "asked_rows": {"suspend": "nobody"},
    }


def _select(label: str, choices: list[SelectChoice]) -> Any:
    return SelectField(label, choices=choices, validate_choice=False)


def _choices(words: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice("", "Choose"), *(SelectChoice(word, label) for word, label in words.items())]


def document_choices(spec: DeficienciesSpec, room: Room) -> list[SelectChoice]:
    """The documents, chart by chart, each after the one that is not there."""
    choices = [SelectChoice("", "Choose")]
    for slot in spec.charts:
        chart = room.charts[slot]
        who = chart.patient.name
        choices.append(SelectChoice(f"{slot}:{MISSING}", NOT_THERE, optgroup=who))
        choices += [SelectChoice(f"{slot}:{one.id}", name_of(one), optgroup=who) for one in chart.current]
    return choices


def blank(spec: DeficienciesSpec, room: Room) -> Form:
    """An empty form for the open round."""
    return _titled(form_class(spec, room)(), room)


def _titled(form: Form, room: Room) -> Form:
    """The form whose cards say which row of the list they are about."""
    cards = form["decisions"] if room.round > 1 else ()
    for card, row in zip(cards, room.given["open"], strict=False):
        card.form.row_title = called(row["title"], row["place"])
    return form


def filled(spec: DeficienciesSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it, cut to what a page can show."""
    shown = reading.submitted("findings", reading.rows(given, "findings", COLUMNS), MOST_ROWS)
    shown |= reading.submitted("suspend", reading.rows(given, "suspend", ("person",)), MOST_LETTERS)
    for name in given:
        if name.startswith(("decisions-", "month_")):
            shown[name] = [reading.value(given, name)[: reading.MOST_CHARACTERS]]
    for name in ("complete", "nobody"):
        if reading.value(given, name):
            shown[name] = ["y"]
    rows = len(room.given["open"])
    names = {f"decisions-{number}-act" for number in range(rows)} - set(shown)
    shown |= {name: [""] for name in names}  # every card is drawn, also when a draft says nothing of it
    kept = {name: values for name, values in shown.items() if _drawn(name, rows)}
    return _titled(form_class(spec, room)(reading.Submitted(kept)), room)


def _drawn(name: str, rows: int) -> bool:
    if not name.startswith("decisions-"):
        return True
    number = name.split("-")[1]
    return number.isascii() and number.isdigit() and len(number) < 4 and int(number) < rows


def parse(spec: DeficienciesSpec, room: Room, given: FormData) -> DeficienciesAnswer | FieldErrors:
    """Read the open round. What is left open is no error; a word or number that cannot be read is."""
    problems = reading.Problems()
    rows = reading.rows_at_most(given, "findings", COLUMNS, MOST_ROWS, problems)
    findings = tuple(
        _finding(row, f"findings-{number}", spec, room, problems)
        for number, row in enumerate(rows)
        if any(row.values())
    )
    complete = room.round == 1 and bool(reading.value(given, "complete"))
    if complete and findings:
        problems.add("complete", "You listed deficiencies and said there are none. Remove the rows or the tick.")
    decisions = tuple(_decision(number, row["id"], given, room, problems) for number, row in _open(room))
    read = Round(findings=findings, complete=complete, decisions=decisions)
    if "month" in room.given:
        read = read.model_copy(update=_month(given, room, problems))
    return FieldErrors(problems.fields) if problems else DeficienciesAnswer(rounds=(read,))


def _open(room: Room) -> list[tuple[int, dict[str, str]]]:
    return list(enumerate(room.given["open"])) if room.round > 1 else []


def _finding(row: dict[str, str], name: str, spec: DeficienciesSpec, room: Room, problems: reading.Problems) -> Finding:
    slot, _, document = row["document"].partition(":")
    there = slot in spec.charts and (
        document == MISSING or any(one.id == document for one in room.charts[slot].current)
    )
    if row["type"] not in spec.asked:
        problems.add(f"{name}-type", "Choose the type of the deficiency, or remove the row.")
    if not there:
        problems.add(f"{name}-document", "Choose the document, or “Missing from the chart”.")
    if row["responsible"] not in _staff(room):
        problems.add(f"{name}-responsible", "Choose a person from the roster.")
    if message := reading.too_long(row["note"], MOST_NOTE):
        problems.add(f"{name}-note", message)
    short = {column: row[column][:80] for column in COLUMNS[:3]}
    return Finding(**short, note=row["note"][:MOST_NOTE])


def _staff(room: Room) -> set[str]:
    return {"", *(one.id for one in room.facility.staff)}


def _decision(number: int, row: str, given: FormData, room: Room, problems: reading.Problems) -> Decision:
    read: dict[str, Any] = {}
    for column, words in CHOSEN.items():
        name = f"decisions-{number}-{column}"
        read[column] = reading.value(given, name)[:80]
        if read[column] and read[column] not in words:
            problems.add(name, "Choose one of the list.")
    read["to"] = reading.value(given, f"decisions-{number}-to")[:80]
    if read["to"] not in _staff(room):
        problems.add(f"decisions-{number}-to", "Choose a person from the roster.")
    for column in COUNTED:
        read[column] = _days(given, f"decisions-{number}-{column}", problems)
    return Decision(row=row, **read)


def _days(given: FormData, name: str, problems: reading.Problems) -> int | None:
    text = reading.value(given, name)
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 5:
        return int(text)
    problems.add(name, "Write whole days in digits, such as 12.")
    return None


def _number(given: FormData, name: str, problems: reading.Problems) -> float | None:
    text = reading.value(given, name).removesuffix("%").strip()
    if not text:
        return None
    whole, _, part = text.partition(".")
    digits = whole + part
    if digits.isascii() and digits.isdigit() and whole and len(digits) <= 9:
        return float(text)
    problems.add(name, "Write a number in digits, such as 48.2.")
    return None


def _month(given: FormData, room: Room, problems: reading.Problems) -> dict[str, Any]:
    """The parts of a round that only the month's end has."""
    figures = {name: _number(given, f"month_{name}", problems) for name in FIGURES if name != "delinquent"}
    compliant = reading.value(given, "month_compliant")[:10]
    if compliant and compliant not in VERDICTS:
        problems.add("month_compliant", "Choose one of the list.")
    delinquent = _days(given, "month_delinquent", problems)
    letters = reading.rows_at_most(given, "suspend", ("person",), MOST_LETTERS, problems)
    for number, row in enumerate(letters):
        if row["person"] not in _staff(room):
            problems.add(f"suspend-{number}-person", "Choose a person from the roster.")
    suspend = tuple(dict.fromkeys(row["person"][:80] for row in letters if row["person"]))
    nobody = bool(reading.value(given, "nobody"))
    if nobody and suspend:
        problems.add("nobody", "You named a provider and said that there is none. Remove one of the two.")
    month = Month(delinquent=delinquent, compliant=compliant, **figures)
    return {"suspend": suspend, "nobody": nobody, "month": month}


def fill(answer: DeficienciesAnswer) -> FormData:
    """The form data of the last round of an answer."""
    if not answer.rounds:
        return {}
    given = answer.rounds[-1]
    findings = ({column: getattr(row, column) for column in COLUMNS} for row in given.findings)
    form: dict[str, list[str]] = {**reading.written("findings", findings)}
    for number, decision in enumerate(given.decisions):
        plain = decision.model_dump(exclude={"row"})
        form |= {f"decisions-{number}-{name}": ["" if each is None else str(each)] for name, each in plain.items()}
    form |= reading.written("suspend", ({"person": person} for person in given.suspend))
    for name, each in given.month.model_dump().items():
        if each not in (None, ""):
            form[f"month_{name}"] = [str(each)]
    return form | {name: ["y"] for name in ("complete", "nobody") if getattr(given, name)}
