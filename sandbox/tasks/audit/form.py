"""The form of an audit, and reading it. Lines of the claims and of the log are fixed; only added codes repeat."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, get_args

from wtforms import BooleanField, FieldList, Form, FormField, SelectField, StringField
from wtforms.fields import SelectChoice

from sandbox.charts.truth import CodeSystem
from sandbox.tasks import reading
from sandbox.tasks.audit.answer import (
    VERDICTS,
    AccessFinding,
    AddedCode,
    AuditAnswer,
    AuditSpec,
    CodeFinding,
    Verdict,
)
from sandbox.tasks.audit.classes import CLASSES, CODE, SEQUENCE
from sandbox.tasks.audit.flags import FLAGS, OUTCOMES
from sandbox.tasks.base import FieldErrors, FormData, Room
from sandbox.tasks.record import Indicator

MOST_ADDED = 30
CODES = ("verdict", "code", "poa", "error")
ADDED = ("slot", "system", "code")
LOG = ("tick", "flag", "outcome")
_RATE = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))? ?%?")

VERDICT_CHOICES = [SelectChoice("", "Choose"), *(SelectChoice(name, title) for name, title in VERDICTS.items())]
POA = [SelectChoice("", "As it is"), *(SelectChoice(word, word) for word in ("Y", "N", "U", "W", "exempt"))]
_IN_LINES = {name: error.title for name, error in CLASSES.items() if name != "omitted"}
ERRORS = [SelectChoice("", "No error"), *(SelectChoice(name, title) for name, title in _IN_LINES.items())]


FLAG_CHOICES = [SelectChoice("", "Choose"), *(SelectChoice(name, flag.title) for name, flag in FLAGS.items())]
OUTCOME_CHOICES = [SelectChoice("", "Choose"), *(SelectChoice(name, made.title) for name, made in OUTCOMES.items())]


class LineForm(Form):
    """The verdict on one line of a claim."""

    asked_when: ClassVar = {
        "code": ("verdict", ()),
        "poa": ("verdict", ()),
        "error": ("verdict", ("correct", "remove")),
    }
    verdict = SelectField("Verdict on", choices=VERDICT_CHOICES, validate_choice=False)
    code = StringField("Code instead of")
    poa = SelectField("Right POA of", choices=POA, validate_choice=False)
    error = SelectField("Class of error in", choices=ERRORS, validate_choice=False)


class EntryForm(Form):
    """What is made of one line of the log."""

    asked_when: ClassVar = {"flag": ("tick", ("y",)), "outcome": ("tick", ("y",))}
    tick = BooleanField("Follow up")
    flag = SelectField("Red flag", choices=FLAG_CHOICES, validate_choice=False)
    outcome = SelectField("Outcome", choices=OUTCOME_CHOICES, validate_choice=False)


@cache
def form_class(claims: tuple[tuple[str, str], ...], systems: tuple[str, ...], lines: int, entries: int) -> type[Form]:
    """The form over claims (slot and patient) of so many lines, and a log of so many entries; either may be none."""
    fields: dict[str, Any] = {}
    if claims:
        row = {
            "slot": SelectField("Claim", choices=[SelectChoice(*claim) for claim in claims], validate_choice=False),
            "system": SelectField("Code system", choices=[SelectChoice(s, s) for s in systems], validate_choice=False),
            "code": StringField("Code"),
        }
        added = FormField(type("AddedForm", (Form,), row))
        fields["codes"] = FieldList(FormField(LineForm), "Lines of the claim", min_entries=lines, max_entries=lines)
        fields["added"] = FieldList(added, "Codes left out", min_entries=1, max_entries=MOST_ADDED)
        fields["rate"] = StringField("Accuracy rate in percent")
    if entries:
        fields["log"] = FieldList(FormField(EntryForm), "Lines of the log", min_entries=entries, max_entries=entries)
    return type("AuditForm", (Form,), fields)


def blank(spec: AuditSpec, room: Room) -> Form:
    """An empty form."""
    return filled(spec, room, {})


def filled(spec: AuditSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it, cut to what a page can show. Labels name the line they stand in."""
    claims, lines, entries = _claims(room), _lines(room), _entries(room)
    systems = tuple(dict.fromkeys(system for claim in claims for system in claim["systems"]))
    shown = reading.submitted("added", reading.rows(given, "added", ADDED), MOST_ADDED)
    for name, count, columns in (("codes", len(lines), CODES), ("log", len(entries), LOG)):
        for number in range(count):
            for column in columns:
                shown[f"{name}-{number}-{column}"] = [_value(given, f"{name}-{number}-{column}")]
    shown["rate"] = [_value(given, "rate")]
    patients = tuple((claim["slot"], claim["patient"]) for claim in claims)
    form = form_class(patients, systems, len(lines), len(entries))(shown)
    for number, (_, line) in enumerate(lines):
        _name_fields(form.codes[number], f" {line['code']}")
    for number, entry in enumerate(entries):
        _name_fields(form.log[number], f": line {entry['row']}")
    return form


def _name_fields(row: Any, what: str) -> None:
    """``Verdict on`` becomes ``Verdict on J44.1``, so that lists of errors and answers say which line they mean."""
    for field in row.form:
        field.label.text = f"{field.label.text}{what}"


def _value(given: FormData, name: str) -> str:
    return reading.value(given, name)[: reading.MOST_CHARACTERS]


def _claims(room: Room) -> list[Mapping[str, Any]]:
    return list(room.given.get("claims", ()))


def _lines(room: Room) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    return [(claim, row) for claim in _claims(room) for row in claim["rows"]]


def _entries(room: Room) -> list[Mapping[str, Any]]:
    return list(room.given.get("access", {}).get("log", ()))


def parse(spec: AuditSpec, room: Room, given: FormData) -> AuditAnswer | FieldErrors:
    """Read a submission. A contradiction (agree, and another code) is a format error; a wrong finding is not."""
    problems = reading.Problems()
    codes = [_finding(number, claim, line, room, given, problems) for number, (claim, line) in enumerate(_lines(room))]
    accesses = [_access(number, line["row"], given, problems) for number, line in enumerate(_entries(room))]
    answer = AuditAnswer(
        codes=tuple(finding for finding in codes if finding),
        added=_added(room, given, problems),
        rate=_rate(reading.value(given, "rate"), problems) if _claims(room) else None,
        accesses=tuple(finding for finding in accesses if finding),
    )
    return FieldErrors(problems.fields) if problems else answer


def _finding(
    number: int,
    claim: Mapping[str, Any],
    line: Mapping[str, Any],
    room: Room,
    given: FormData,
    problems: reading.Problems,
) -> CodeFinding | None:
    name = f"codes-{number}"
    read = {column: reading.value(given, f"{name}-{column}") for column in CODES}
    if not claim["poa"]:
        read["poa"] = ""
    if not any(read.values()):
        return None
    known = {"verdict": get_args(Verdict), "poa": get_args(Indicator), "error": ("", *_IN_LINES)}
    for column, words in known.items():
        if read[column] not in words:
            problems.add(f"{name}-{column}", "Choose one of the options of this list.")
            return None
    if read["code"]:
        read["code"] = reading.code(read["code"], line["system"], room.edition, f"{name}-code", problems)
    message = _contradiction(read, line)
    if message:
        problems.add(f"{name}-verdict", message)
    return CodeFinding(row=line["row"], **read)  # type: ignore[arg-type]


def _contradiction(read: Mapping[str, str], line: Mapping[str, Any]) -> str:
    """What does not go together in a verdict; empty when all does."""
    changes = [word for word in (read["code"], read["poa"]) if word]
    if read["verdict"] == "agree" and (changes or read["error"]):
        return f"You agree with {line['code']}, yet enter a correction or an error. Choose “Correct it”, or clear them."
    if read["verdict"] == "remove" and changes:
        return f"You remove {line['code']}, yet enter what it should be. Choose “Correct it”, or clear the correction."
    if read["verdict"] == "correct" and read["code"] == line["code"]:
        return f"{line['code']} is the code as it stands. Enter another code, or agree."
    if read["verdict"] == "correct" and not changes and read["error"] not in SEQUENCE:
        missing = "the right code" if read["error"] in (*CODE, "") else "what is right"
        return f"Say what {line['code']} should be: enter {missing}, the right POA, or that its place is wrong."
    return ""


def _added(room: Room, given: FormData, problems: reading.Problems) -> tuple[AddedCode, ...]:
    claims = {claim["slot"]: claim for claim in _claims(room)}
    rows = reading.rows_at_most(given, "added", ADDED, MOST_ADDED, problems) if claims else []
    found = []
    for number, row in enumerate(rows):
        name = f"added-{number}"
        slot = row["slot"] or next(iter(claims))
        if not row["code"]:
            continue
        if slot not in claims or (row["system"] and row["system"] not in claims[slot]["systems"]):
            problems.add(f"{name}-system", "Choose a claim, and a code system that is used in it.")
            continue
        system = row["system"] or claims[slot]["systems"][0]
        code = reading.code(row["code"], system, room.edition, f"{name}-code", problems)
        found.append(AddedCode(slot=slot, system=CodeSystem(system), code=code))
    return tuple(found)


def _rate(text: str, problems: reading.Problems) -> float | None:
    if not text:
        return None
    match = _RATE.fullmatch(text)
    rate = float(f"{match[1]}.{match[2] or 0}") if match else -1.0
    if not 0.0 <= rate <= 100.0:
        problems.add("rate", "Enter a percentage from 0 to 100 with one decimal, for example 87.5.")
        return None
    return rate


def _access(number: int, row: int, given: FormData, problems: reading.Problems) -> AccessFinding | None:
    name = f"log-{number}"
    tick, flag, outcome = (reading.value(given, f"{name}-{column}") for column in LOG)
    if flag not in ("", *FLAGS) or outcome not in ("", *OUTCOMES):
        problems.add(f"{name}-flag", f"Line {row}: choose a flag and an outcome of the lists.")
        return None
    if tick:
        chosen: Any = outcome
        return AccessFinding(row=row, flag=flag, outcome=chosen)
    if flag or outcome:
        problems.add(f"{name}-tick", f"Line {row} has a flag or an outcome but no tick. Tick it, or clear them.")
    return None


def fill(answer: AuditAnswer) -> FormData:
    """The form data that reads as this answer."""
    given = reading.written("added", ({name: str(getattr(row, name)) for name in ADDED} for row in answer.added))
    for finding in answer.codes:
        for column in CODES:
            given[f"codes-{finding.row}-{column}"] = [getattr(finding, column)]
    if answer.rate is not None:
        given["rate"] = [f"{answer.rate:.4f}".rstrip("0").rstrip(".")]
    for access in answer.accesses:
        name = f"log-{access.row - 1}"  # printed lines count from 1, fields from 0
        given[f"{name}-tick"] = ["y"]
        given[f"{name}-flag"] = [access.flag]
        given[f"{name}-outcome"] = [access.outcome]
    return given
