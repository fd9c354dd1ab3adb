"""The form of a breach risk assessment, and reading it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from wtforms import Form, RadioField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from sandbox.tasks import reading
from sandbox.tasks.base import FieldErrors, FormData, Room
from sandbox.tasks.incident.answer import Found, IncidentAnswer, IncidentSpec
from sandbox.tasks.incident.choices import (
    ACCOUNTING,
    ANNUAL,
    AT_ONCE,
    CLOCK,
    CONCLUSIONS,
    FACTORS,
    HHS,
    MEDIA,
    NONE,
    NOTICE,
    RATINGS,
    STANDINGS,
    STEPS,
)
from sandbox.tasks.incident.letter import drafted

CHOSEN: Mapping[str, Mapping[str, str]] = {
    "standing": STANDINGS,
    **dict.fromkeys(FACTORS, RATINGS),
    "conclusion": CONCLUSIONS,
    "hhs": HHS,
    "media": MEDIA,
    "accounting": ACCOUNTING,
}
SHOWS = ": what shows it"
DAYS = ("discovered", "individuals", "hhs_day")
MANY = ("steps", "notice")
EVIDENCE = tuple(f"{name}_evidence" for name in FACTORS)


class _Boxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _radio(label: str, choices: Mapping[str, str], description: str = "") -> Any:
    listed = [SelectChoice(code, text) for code, text in choices.items()]
    return RadioField(label, choices=listed, validate_choice=False, description=description)


def _boxes(label: str, choices: Mapping[str, str]) -> Any:
    return _Boxes(label, choices=[SelectChoice(code, text) for code, text in choices.items()], validate_choice=False)


def _day(label: str) -> Any:
    return StringField(label, widget=DateInput())


class IncidentForm(Form):
    """One incident: what it is, its risk, what follows, who is told, and the letter."""

    standing = _radio("What sort of incident it is", STANDINGS)
    nature = _radio(FACTORS["nature"][0], RATINGS, FACTORS["nature"][1])
    nature_evidence = StringField(FACTORS["nature"][0] + SHOWS)
    recipient = _radio(FACTORS["recipient"][0], RATINGS, FACTORS["recipient"][1])
    recipient_evidence = StringField(FACTORS["recipient"][0] + SHOWS)
    acquired = _radio(FACTORS["acquired"][0], RATINGS, FACTORS["acquired"][1])
    acquired_evidence = StringField(FACTORS["acquired"][0] + SHOWS)
    mitigated = _radio(FACTORS["mitigated"][0], RATINGS, FACTORS["mitigated"][1])
    mitigated_evidence = StringField(FACTORS["mitigated"][0] + SHOWS)
    conclusion = _radio("Your conclusion", CONCLUSIONS)
    discovered = _day("Day of discovery")
    clock = _radio("The people concerned", CLOCK)
    individuals = _day("Without unreasonable delay, at the latest on")
    hhs = _radio("HHS", HHS)
    hhs_day = _day("HHS is told at the latest on")
    media = _radio("Media", MEDIA)
    accounting = _radio("Accounting of disclosures", ACCOUNTING)
    steps = _boxes("What else has to be done", STEPS)
    notice = _boxes("What the letter says", {**NOTICE, NONE: "No letter is written"})
    asked_when: ClassVar = {"individuals": ("clock", ("runs",)), "hhs_day": ("hhs", (AT_ONCE, ANNUAL))}
    letter: Any = None
    sections: tuple[str, ...] = tuple(FACTORS)


def blank(spec: IncidentSpec, room: Room) -> Form:
    """An empty form."""
    return _labelled(spec, IncidentForm())


def _labelled(spec: IncidentSpec, form: Any) -> Form:
    """The form with evidence called what it is: asked for, or the trainee's own notes."""
    for name in () if spec.evidence else EVIDENCE:
        form[name].label.text += " (not marked)"
    return cast(Form, form)


def filled(spec: IncidentSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it; what is overlong is cut, what is unknown is not shown."""
    shown = reading.Submitted()
    for name in (*CHOSEN, *DAYS, *EVIDENCE, "clock"):
        if given.get(name):
            shown[name] = [reading.value(given, name)[: reading.MOST_CHARACTERS]]
    for name, known in (("steps", {*STEPS}), ("notice", {*NOTICE, NONE})):
        shown[name] = [value for value in dict.fromkeys(given.get(name) or ()) if value in known]
    form = IncidentForm(shown)
    _labelled(spec, form)
    form.letter = drafted(room, shown["notice"], reading.value(shown, "discovered"))
    return form


def parse(spec: IncidentSpec, room: Room, given: FormData) -> IncidentAnswer | FieldErrors:
    """Read a submission. What was not answered stays empty; unknown choices and contradictions are errors."""
    problems = reading.Problems()
    chosen = {name: _one(given, name, choices, problems) for name, choices in CHOSEN.items()}
    notice, no_notice = _notice(given, problems)
    steps = frozenset(given.get("steps") or ()) - {""}
    if steps - STEPS.keys():
        problems.add("steps", "Something was ticked that is not on the list. Reload the page and tick again.")
    answer = IncidentAnswer(
        found=Found.model_validate(room.given.get("found", {})),
        **chosen,
        evidence=tuple(_evidence(given, room, problems)),
        discovered=reading.day(reading.value(given, "discovered"), "discovered", problems),
        individuals=_individuals(given, problems),
        hhs_day=_hhs_day(given, chosen["hhs"], problems),
        steps=tuple(code for code in STEPS if code in steps),
        notice=notice,
        no_notice=no_notice,
    )
    return FieldErrors(problems.fields) if problems else answer


def _one(given: FormData, name: str, choices: Mapping[str, str], problems: reading.Problems) -> str:
    chosen = reading.value(given, name)
    if chosen and chosen not in choices:
        problems.add(name, "This is not one of the choices. Choose again.")
        return ""
    return chosen


def _evidence(given: FormData, room: Room, problems: reading.Problems) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for name in FACTORS:
        field = f"{name}_evidence"
        if statements := reading.evidence(reading.value(given, field), room, field, problems):
            found.append((name, statements))
    return found


def _individuals(given: FormData, problems: reading.Problems) -> str:
    clock = _one(given, "clock", CLOCK, problems)
    day = reading.day(reading.value(given, "individuals"), "individuals", problems)
    if clock == NONE and reading.value(given, "individuals"):
        problems.add("individuals", "You chose that no notice is due and gave a date. Keep one of them.")
    if clock == "runs" and not reading.value(given, "individuals"):
        problems.add("individuals", "Give the last day on which they may be told, for example 2026-03-10.")
    return NONE if clock == NONE else day


def _hhs_day(given: FormData, hhs: str, problems: reading.Problems) -> str:
    day = reading.day(reading.value(given, "hhs_day"), "hhs_day", problems)
    if hhs == NONE and reading.value(given, "hhs_day"):
        problems.add("hhs_day", "You chose that HHS is not told and gave a date. Keep one of them.")
    return NONE if hhs == NONE else day


def _notice(given: FormData, problems: reading.Problems) -> tuple[tuple[str, ...], bool]:
    values = frozenset(given.get("notice") or ()) - {""}
    if values - {*NOTICE, NONE}:
        problems.add("notice", "Something was ticked that is not on the list. Reload the page and tick again.")
    said = tuple(code for code in NOTICE if code in values)
    if said and NONE in values:
        problems.add("notice", "You chose that no letter is written and ticked what it says. Keep one of them.")
    return said, NONE in values


def fill(answer: IncidentAnswer) -> FormData:
    """The form data that reads as this answer. Which incident was found is not in it: the room says that."""
    clock = "" if not answer.individuals else NONE if answer.individuals == NONE else "runs"
    return {
        **{name: [getattr(answer, name)] for name in CHOSEN},
        **{f"{name}_evidence": [" ".join(answer.evidence_of(name))] for name in FACTORS},
        "discovered": [answer.discovered],
        "clock": [clock],
        "individuals": ["" if answer.individuals == NONE else answer.individuals],
        "hhs_day": ["" if answer.hhs_day == NONE else answer.hhs_day],
        "steps": [*answer.steps],
        "notice": [*answer.notice, *([NONE] if answer.no_notice else [])],
    }
