"""The form of a release task, and reading it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from wtforms import Form, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from sandbox.tasks import reading
from sandbox.tasks.base import PAPERS, FieldErrors, FormData, Room
from sandbox.tasks.release.answer import ReleaseAnswer, ReleaseSpec
from sandbox.tasks.release.choices import ACCOUNTING, BASES, CLOCK, DECISIONS, DEFECT_GROUPS, DEFECTS, FEES
from sandbox.tasks.release.key import documents

NONE = "none"
WHOLE_CHART = "chart"
"""Ticks every page of the chart at once; records held apart are ticked one by one."""
SINGLE = ("decision", "basis", "clock", "deadline", "fee", "accounting", "evidence")
MANY = ("documents", "defects")


SHORT = ((WHOLE_CHART, "Every page of the chart"), (NONE, "No page goes out"))


class _Boxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _radio(label: str, choices: Mapping[str, str], description: str = "") -> Any:
    listed = [SelectChoice(code, text) for code, text in choices.items()]
    return RadioField(label, choices=listed, validate_choice=False, description=description)


@cache
def form_class(listed: tuple[tuple[str, str], ...]) -> type[Form]:
    """The form for a list of (reference, title) of documents."""
    bases = [SelectChoice(code, f"{basis.text} ({basis.cite})") for code, basis in BASES.items()]
    fields: dict[str, Any] = {
        "decision": _radio("Your decision", DECISIONS),
        "basis": SelectField("Legal basis", choices=[SelectChoice("", "Choose"), *bases], validate_choice=False),
        "documents": _Boxes(
            "Documents that go",
            choices=[SelectChoice(ref, title) for ref, title in (*listed, *SHORT)],
            validate_choice=False,
        ),
        "defects": _Boxes(
            "What is wrong with the papers",
            choices=[
                SelectChoice(code, text) for code, text in (*DEFECTS.items(), (NONE, "Nothing: they are in order"))
            ],
            validate_choice=False,
        ),
        "clock": _radio("Deadline", CLOCK),
        "deadline": StringField("Date", widget=DateInput()),
        "fee": _radio("What limits the fee", FEES),
        "accounting": _radio("Must this disclosure be accounted for?", ACCOUNTING),
        "evidence": StringField("What decides it (optional)"),
    }
    groups = [(heading, tuple(codes)) for heading, codes in DEFECT_GROUPS.items()]
    return type("ReleaseForm", (Form,), {**fields, "flaw_groups": groups})


def _listed(spec: ReleaseSpec, room: Room) -> tuple[tuple[str, str], ...]:
    slot = spec.charts[0]
    return tuple((ref, each.title) for ref, each in documents(slot, room.charts[slot].documents, room.papers))


def blank(spec: ReleaseSpec, room: Room) -> Form:
    """An empty form."""
    return form_class(_listed(spec, room))()


def filled(spec: ReleaseSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it; what is overlong is cut, what is unknown is not shown."""
    shown = reading.Submitted()
    for name in SINGLE:
        if given.get(name):
            shown[name] = [reading.value(given, name)[: reading.MOST_CHARACTERS]]
    listed = _listed(spec, room)
    known = {"documents": {ref for ref, _ in (*listed, *SHORT)}, "defects": {*DEFECTS, NONE}}
    for name in MANY:
        shown[name] = [value for value in dict.fromkeys(given.get(name) or ()) if value in known[name]]
    return form_class(listed)(shown)


def parse(spec: ReleaseSpec, room: Room, given: FormData) -> ReleaseAnswer | FieldErrors:
    """Read a submission. What was not answered stays empty; unknown choices and contradictions are errors."""
    problems = reading.Problems()
    refs = tuple(ref for ref, _ in _listed(spec, room))
    ticked, nothing = _ticked(
        _spelled_out(given, refs), "documents", refs, "Tick documents, or that no page goes, not both.", problems
    )
    named, no_defects = _ticked(
        given, "defects", tuple(DEFECTS), "Name flaws, or that the papers are in order, not both.", problems
    )
    answer = ReleaseAnswer(
        decision=_one(given, "decision", DECISIONS, problems),
        basis=_one(given, "basis", BASES, problems),
        documents=ticked,
        nothing=nothing,
        defects=named,
        no_defects=no_defects,
        deadline=_deadline(given, problems),
        fee=_one(given, "fee", FEES, problems),
        accounting=_one(given, "accounting", ACCOUNTING, problems),
        evidence=reading.evidence(reading.value(given, "evidence"), room, "evidence", problems),
    )
    return FieldErrors(problems.fields) if problems else answer


def _one(given: FormData, name: str, choices: Mapping[str, Any], problems: reading.Problems) -> str:
    chosen = reading.value(given, name)
    if chosen and chosen not in choices:
        problems.add(name, "This is not one of the choices. Choose again.")
        return ""
    return chosen


def _ticked(
    given: FormData, name: str, known: tuple[str, ...], both: str, problems: reading.Problems
) -> tuple[tuple[str, ...], bool]:
    """What was ticked, in the order of the list, and whether the explicit none was."""
    values = frozenset(given.get(name) or ())
    if values - {*known, NONE, ""}:
        problems.add(name, "Something was ticked that is not on the list. Reload the page and tick again.")
    chosen = tuple(value for value in known if value in values)
    none = NONE in values
    if none and chosen:
        problems.add(name, both)
    return chosen, none


def _spelled_out(given: FormData, refs: tuple[str, ...]) -> FormData:
    """The submission with “every page of the chart” written out page by page."""
    values = list(given.get("documents") or ())
    if WHOLE_CHART not in values:
        return given
    charted = [ref for ref in refs if not ref.startswith(f"{PAPERS}:")]
    return {**given, "documents": [*charted, *(value for value in values if value != WHOLE_CHART)]}


def _deadline(given: FormData, problems: reading.Problems) -> str:
    clock = _one(given, "clock", CLOCK, problems)
    day = reading.day(reading.value(given, "deadline"), "deadline", problems)
    if clock == "none" and day:
        problems.add("deadline", "You chose that no deadline runs and gave a date. Keep one of them.")
    if clock == "runs" and not reading.value(given, "deadline"):
        problems.add("deadline", "Give the date by which it has to be answered, for example 2026-03-10.")
    return NONE if clock == "none" else day


def fill(answer: ReleaseAnswer) -> FormData:
    """The form data that reads as this answer."""
    clock = "" if not answer.deadline else "none" if answer.deadline == NONE else "runs"
    return {
        "decision": [answer.decision],
        "basis": [answer.basis],
        "documents": [*answer.documents, *([NONE] if answer.nothing else [])],
        "defects": [*answer.defects, *([NONE] if answer.no_defects else [])],
        "clock": [clock],
        "deadline": ["" if answer.deadline == NONE else answer.deadline],
        "fee": [answer.fee],
        "accounting": [answer.accounting],
        "evidence": [" ".join(answer.evidence)],
    }
