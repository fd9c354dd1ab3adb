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
from sandbox.tasks.release import redaction
from sandbox.tasks.release.answer import ReleaseAnswer, ReleaseSpec
from sandbox.tasks.release.choices import (
    ACCOUNTING,
    BASES,
    BASIS_GROUPS,
    CLOCK,
    DECISIONS,
    DEFECT_GROUPS,
    DEFECTS,
    FEES,
)
from sandbox.tasks.release.key import documents
from sandbox.tasks.release.letter import Chosen, Drafted, drafted
from sandbox.tasks.release.wording import CONTENT, CONTENTS_DISCLOSED, ENCLOSURES, LETTERS, PURPOSES, STANDING

NONE = "none"
WHOLE_CHART = "chart"
"""Ticks every page of the chart at once; records held apart are ticked one by one."""
ENTRY = ("entry_day", "entry_recipient", "entry_what", "entry_purpose")
SINGLE = (
    "decision", "basis", "clock", "deadline", "fee", "accounting", "evidence", "identity", "authority", *ENTRY,
)  # fmt: skip
MANY = ("documents", "defects", "enclosures", "letters", "content")


SHORT = ((WHOLE_CHART, "Every page of the chart"), (NONE, "No page goes out"))


class _Boxes(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _radio(label: str, choices: Mapping[str, str], description: str = "") -> Any:
    listed = [SelectChoice(code, text) for code, text in choices.items()]
    return RadioField(label, choices=listed, validate_choice=False, description=description)


def _select(label: str, choices: Mapping[str, str]) -> Any:
    listed = [SelectChoice(code, text) for code, text in ({"": "Choose"} | dict(choices)).items()]
    return SelectField(label, choices=listed, validate_choice=False)


def _boxes(label: str, choices: Mapping[str, str], none: str = "") -> Any:
    listed = dict(choices) | ({NONE: none} if none else {})
    return _Boxes(label, choices=[SelectChoice(code, text) for code, text in listed.items()], validate_choice=False)


@cache
def form_class(listed: tuple[tuple[str, str], ...], recipients: tuple[str, ...]) -> type[Form]:
    """The form for a list of (reference, title) of documents, and the names that could be the recipient's."""
    bases = {code: f"{basis.text} ({basis.cite})" for code, basis in BASES.items()}
    fields: dict[str, Any] = {
        "identity": _radio("Who asks: identity", STANDING),
        "authority": _radio("With what right: authority", STANDING),
        "decision": _radio("Your decision", DECISIONS),
        "basis": _radio("Legal basis", bases),
        "documents": _boxes("Documents that go", dict((*listed, *SHORT))),
        "defects": _boxes("What is wrong with the papers", DEFECTS, "Nothing: they are in order"),
        "enclosures": _boxes("What goes along", ENCLOSURES, "Nothing"),
        "letters": _boxes("Letters to write", LETTERS, "No letter"),
        "content": _boxes("What the letter says", CONTENT),
        "clock": _radio("Deadline", CLOCK),
        "deadline": StringField("Date", widget=DateInput()),
        "fee": _radio("What limits the fee", FEES),
        "accounting": _radio("Must this disclosure be accounted for?", ACCOUNTING),
        "entry_day": StringField("Date of the disclosure", widget=DateInput()),
        "entry_recipient": _select("Recipient", {name: name for name in recipients}),
        "entry_what": _select("What was disclosed", CONTENTS_DISCLOSED),
        "entry_purpose": _select("Purpose", PURPOSES),
        "evidence": StringField("What decides it (optional)"),
        "redacted": StringField("Redacted on the pages that go"),
    }
    flaws = [(heading, tuple(codes)) for heading, codes in DEFECT_GROUPS.items()]
    fields["asked_when"] = {
        "content": ("letters", ()),  # letters say themselves that they say nothing yet
        "deadline": ("clock", ("runs",)),
        "redacted": ("documents", ()),
        **dict.fromkeys(ENTRY, ("accounting", ("yes",))),
    }
    shown = {"flaw_groups": flaws, "basis_groups": list(BASIS_GROUPS.items()), "drafted": ()}
    return type("ReleaseForm", (Form,), {**fields, **shown})


def _recipients(room: Room) -> tuple[str, ...]:
    return tuple(room.given.get("recipients", ()))


def _listed(spec: ReleaseSpec, room: Room) -> tuple[tuple[str, str], ...]:
    slot = spec.charts[0]
    return tuple((ref, each.title) for ref, each in documents(slot, room.charts[slot].documents, room.papers))


def blank(spec: ReleaseSpec, room: Room) -> Form:
    """An empty form."""
    return form_class(_listed(spec, room), _recipients(room))()


def filled(spec: ReleaseSpec, room: Room, given: FormData) -> Form:
    """The form with a draft or submission in it; what is overlong is cut, what is unknown is not shown."""
    shown = reading.Submitted()
    for name in (*SINGLE, "redacted"):
        if given.get(name):
            most = redaction.LONGEST if name == "redacted" else reading.MOST_CHARACTERS
            shown[name] = [reading.value(given, name)[:most]]
    listed = _listed(spec, room)
    known = {
        "documents": {ref for ref, _ in (*listed, *SHORT)},
        "defects": {*DEFECTS, NONE},
        "enclosures": {*ENCLOSURES, NONE},
        "letters": {*LETTERS, NONE},
        "content": {*CONTENT},
    }
    for name in MANY:
        shown[name] = [value for value in dict.fromkeys(given.get(name) or ()) if value in known[name]]
    form = form_class(listed, _recipients(room))(shown)
    form.drafted = letters(room, shown)
    return form


def letters(room: Room, given: FormData) -> tuple[Drafted, ...]:
    """The letters as they would go out, of what is chosen in a form."""
    chosen = Chosen(
        letters=given.get("letters") or (),
        content=given.get("content") or (),
        basis=reading.value(given, "basis"),
        defects=given.get("defects") or (),
        deadline=reading.value(given, "deadline"),
        recipient=reading.value(given, "entry_recipient"),
    )
    return drafted(room, chosen)


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
        redacted=redaction.read(reading.value(given, "redacted"), room, refs, problems),
        identity=_one(given, "identity", STANDING, problems),
        authority=_one(given, "authority", STANDING, problems),
        **_sent(given, problems),
        **_entry(given, room, problems),
    )
    return FieldErrors(problems.fields) if problems else answer


def _sent(given: FormData, problems: reading.Problems) -> dict[str, Any]:
    """Enclosures, letters, and what the letters say."""
    along, nothing = _ticked(
        given, "enclosures", tuple(ENCLOSURES), "Tick what goes along, or that nothing does, not both.", problems
    )
    letters, no_letter = _ticked(
        given, "letters", tuple(LETTERS), "Tick letters, or that none is written, not both.", problems
    )
    content, _ = _ticked(given, "content", tuple(CONTENT), "", problems)
    if no_letter and content:
        problems.add("content", "You chose that no letter is written and ticked what it says. Keep one of them.")
    return {
        "enclosures": along,
        "no_enclosures": nothing,
        "letters": letters,
        "no_letters": no_letter,
        "content": content,
    }


def _entry(given: FormData, room: Room, problems: reading.Problems) -> dict[str, Any]:
    """The entry in the accounting; refused beside the choice that nothing is accounted for."""
    made = {
        "entry_day": reading.day(reading.value(given, "entry_day"), "entry_day", problems),
        "entry_recipient": _one(given, "entry_recipient", dict.fromkeys(_recipients(room)), problems),
        "entry_what": _one(given, "entry_what", CONTENTS_DISCLOSED, problems),
        "entry_purpose": _one(given, "entry_purpose", PURPOSES, problems),
    }
    if reading.value(given, "accounting") == "no" and any(made.values()):
        problems.add("accounting", "You chose that it is not accounted for and filled in an entry. Keep one of them.")
    return made


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
        "redacted": [" ".join(answer.redacted)],
        "identity": [answer.identity],
        "authority": [answer.authority],
        "enclosures": [*answer.enclosures, *([NONE] if answer.no_enclosures else [])],
        "letters": [*answer.letters, *([NONE] if answer.no_letters else [])],
        "content": [*answer.content],
        **{name: [getattr(answer, name)] for name in ENTRY},
    }
