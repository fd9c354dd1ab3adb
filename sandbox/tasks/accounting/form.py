"""The form of an accounting, and reading it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from wtforms import Form, FormField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.widgets import DateInput

from sandbox.tasks import reading
from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting.answer import AccountingAnswer, AccountingSpec, LineAnswer, OwnSeen, PaperAnswer
from sandbox.tasks.accounting.papers import short
from sandbox.tasks.base import FieldErrors, FormData, Room

LINE_REASONS = {code: text for code, text in c.REASONS.items() if code != c.NOTHING}
LINE = ("verdict", "reason", "until")
ENTRY = ("day", "recipient", "what", "purpose")
PAPER = ("verdict", "reason", *ENTRY)
FRAME = ("start", "due", "fee", "sum_recipient", "sum_first", "sum_number", "sum_last")
NOT_ONE = "This is not one of the choices. Choose again."
MOST_NUMBER = 99


def _select(label: str, choices: Mapping[str, str]) -> Any:
    listed = [SelectChoice(code, text) for code, text in ({"": "Choose"} | dict(choices)).items()]
    return SelectField(label, choices=listed, validate_choice=False)


def _same(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in names}


def _date(label: str) -> Any:
    return StringField(label, widget=DateInput())


@cache
def form_class(
    lines: tuple[tuple[str, str], ...],
    kept: tuple[tuple[str, str], ...],
    recipients: tuple[str, ...],
    contents: tuple[str, ...],
) -> type[Form]:
    """The form for lines and papers, each (id, what it is), with the names and contents of an entry."""
    fields: dict[str, Any] = {
        "start": _date("The accounting begins on"),
        "due": _date("It has to be answered by"),
        "fee": RadioField(
            "What may it cost the patient?",
            choices=[SelectChoice(code, text) for code, text in c.FEES.items()],
            validate_choice=False,
        ),
    }
    for number, (name, words) in enumerate(lines, 1):
        fields[f"line-{name}"] = FormField(_line_form(f"line {number}"), f"Line {number}: {words}")
    for number, (name, words) in enumerate(kept, 1):
        fields[f"paper-{name}"] = FormField(
            _paper_form(f"paper {number}", recipients, contents), f"Paper {number}: {words}"
        )
    several = {c.NO_SERIES: "Nobody stands in the log three times or more for one purpose"} | _same(recipients)
    fields |= {
        "sum_recipient": _select("Who got several?", several),
        "sum_first": _date("Date of the first"),
        "sum_number": StringField("How many"),
        "sum_last": _date("Date of the last"),
        "asked_when": dict.fromkeys(("sum_first", "sum_number", "sum_last"), ("sum_recipient", recipients)),
    }
    return type("AccountingForm", (Form,), fields)


@cache
def _line_form(which: str) -> type[Form]:
    fields = {
        "verdict": _select(f"Judgment: {which}", c.LINE_VERDICTS),
        "reason": _select(f"Why it stays out: {which}", LINE_REASONS),
        "until": _date(f"Left out until: {which}"),
        "asked_when": {"reason": ("verdict", (c.OFF,)), "until": ("verdict", (c.HELD,))},
    }
    return type("LineForm", (Form,), fields)


@cache
def _paper_form(which: str, recipients: tuple[str, ...], contents: tuple[str, ...]) -> type[Form]:
    fields = {
        "verdict": _select(f"Judgment: {which}", c.PAPER_VERDICTS),
        "reason": _select(f"Why nothing: {which}", c.REASONS),
        "day": _date(f"Date of the disclosure: {which}"),
        "recipient": _select(f"Recipient: {which}", _same(recipients)),
        "what": _select(f"What was disclosed: {which}", _same(contents)),
        "purpose": _select(f"Purpose: {which}", c.PURPOSES),
        "asked_when": {"reason": ("verdict", (c.OFF,)), **dict.fromkeys(ENTRY, ("verdict", (c.MISSING,)))},
    }
    return type("PaperForm", (Form,), fields)


def _class(room: Room) -> type[Form]:
    given = room.given
    lines = tuple((line["id"], f"{short(line['day'])}, {line['recipient']}") for line in given["lines"])
    kept = tuple((each["id"], f"{each['title']}, {short(each['day'])}") for each in given["file"])
    return form_class(lines, kept, tuple(given["recipients"]), tuple(given["contents"]))


def _names(room: Room) -> list[str]:
    lines = [f"line-{line['id']}-{column}" for line in room.given["lines"] for column in LINE]
    return [*FRAME, *lines, *(f"paper-{each['id']}-{column}" for each in room.given["file"] for column in PAPER)]


def blank(spec: AccountingSpec, room: Room) -> Form:
    """An empty form."""
    return filled(spec, room, {})


def filled(spec: AccountingSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it; what is overlong is cut."""
    shown = reading.Submitted()
    for name in _names(room):
        if given.get(name):
            shown[name] = [reading.value(given, name)[: reading.MOST_CHARACTERS]]
    return _class(room)(shown)


def own_seen(room: Room) -> tuple[OwnSeen, ...]:
    """What this room shows of the trainee's own disclosures."""
    return tuple(OwnSeen(**each) for each in room.given["own"])


def parse(spec: AccountingSpec, room: Room, given: FormData) -> AccountingAnswer | FieldErrors:
    """Read a submission. What was not answered stays empty; unknown choices and contradictions are errors."""
    problems = reading.Problems()
    recipients = dict.fromkeys(room.given["recipients"])
    lines = [_line(line["id"], given, problems) for line in room.given["lines"]]
    kept = [_paper(each["id"], room, given, problems) for each in room.given["file"]]
    answer = AccountingAnswer(
        start=_day(given, "start", problems),
        due=_day(given, "due", problems),
        fee=_one(given, "fee", c.FEES, problems),
        lines=tuple(each for each in lines if each != LineAnswer(row=each.row)),
        papers=tuple(each for each in kept if each != PaperAnswer(row=each.row)),
        sum_recipient=_one(given, "sum_recipient", {c.NO_SERIES: None, **recipients}, problems),
        sum_number=_number(given, "sum_number", problems),
        sum_first=_day(given, "sum_first", problems),
        sum_last=_day(given, "sum_last", problems),
        own=own_seen(room),
    )
    if answer.sum_recipient == c.NO_SERIES and (answer.sum_number or answer.sum_first or answer.sum_last):
        problems.add("sum_recipient", "You chose nobody and filled in an entry. Choose who, or clear the entry.")
    return FieldErrors(problems.fields) if problems else answer


def _line(row: str, given: FormData, problems: reading.Problems) -> LineAnswer:
    name = f"line-{row}"
    verdict = _one(given, f"{name}-verdict", c.LINE_VERDICTS, problems)
    reason = _one(given, f"{name}-reason", LINE_REASONS, problems)
    until = _day(given, f"{name}-until", problems)
    if reason and verdict != c.OFF:
        problems.add(f"{name}-reason", f"A reason belongs to “{c.LINE_VERDICTS[c.OFF]}”. Choose that, or clear it.")
    if until and verdict != c.HELD:
        problems.add(f"{name}-until", f"A day belongs to “{c.LINE_VERDICTS[c.HELD]}”. Choose that, or clear it.")
    return LineAnswer(row=row, verdict=verdict, reason=reason, until=until)


def _paper(row: str, room: Room, given: FormData, problems: reading.Problems) -> PaperAnswer:
    name = f"paper-{row}"
    known: dict[str, Mapping[str, Any]] = {
        "verdict": c.PAPER_VERDICTS,
        "reason": c.REASONS,
        "recipient": dict.fromkeys(room.given["recipients"]),
        "what": dict.fromkeys(room.given["contents"]),
        "purpose": c.PURPOSES,
    }
    read = {column: _one(given, f"{name}-{column}", words, problems) for column, words in known.items()}
    read["day"] = _day(given, f"{name}-day", problems)
    if read["reason"] and read["verdict"] != c.OFF:
        message = f"A reason belongs to “{c.PAPER_VERDICTS[c.OFF]}”. Choose that, or clear it."
        problems.add(f"{name}-reason", message)
    if any(read[column] for column in ENTRY) and read["verdict"] != c.MISSING:
        message = f"An entry belongs to “{c.PAPER_VERDICTS[c.MISSING]}”. Choose that, or clear the entry."
        problems.add(f"{name}-verdict", message)
    return PaperAnswer(row=row, **read)


def _one(given: FormData, name: str, known: Mapping[str, Any], problems: reading.Problems) -> str:
    chosen = reading.value(given, name)
    if chosen and chosen not in known:
        problems.add(name, NOT_ONE)
        return ""
    return chosen


def _day(given: FormData, name: str, problems: reading.Problems) -> str:
    return reading.day(reading.value(given, name), name, problems)


def _number(given: FormData, name: str, problems: reading.Problems) -> int | None:
    text = reading.value(given, name)
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= MOST_NUMBER:
        return int(text)
    problems.add(name, "Write how many as a whole number, for example 4.")
    return None


def fill(answer: AccountingAnswer) -> FormData:
    """The form data that reads as this answer; what was let go before stands in the room, not in the form."""
    given = {name: [str(value)] for name in FRAME if (value := getattr(answer, name)) not in ("", None)}
    for prefix, rows, columns in (("line", answer.lines, LINE), ("paper", answer.papers, PAPER)):
        for row in rows:
            given |= {f"{prefix}-{row.row}-{column}": [getattr(row, column)] for column in columns}
    return given
