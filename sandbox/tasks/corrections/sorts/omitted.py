"""What was left out of the record, or came after an entry was signed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from sandbox.charts.model import Document
from sandbox.charts.review.stay import written
from sandbox.tasks.corrections.choices import ADDENDUM, AMENDMENT, AUTHOR, LATE_ENTRY, NEW_LATE, NEW_LINKED, NOBODY
from sandbox.tasks.corrections.desk import CARERS, DICTATED, DIED, REPORTS, TOLD, Desk, of, post
from sandbox.tasks.corrections.sort import Request, Sort
from sandbox.tasks.corrections.sorts.notice import notice
from sandbox.tasks.corrections.wording import letter

_DONE = (
    "I went over hand hygiene with {kin}, the {relation}",
    "I answered questions of {kin}, the {relation}, about the care of that day",
    "I gave {kin}, the {relation}, the list of our telephone numbers and went through it",
    "{kin}, the {relation}, asked to be called before any change of plan, and I promised to pass it on",
)
_SPOKEN = (
    "I told {kin}, the {relation}, on the phone what we had found and what we meant to do",
    "{kin}, the {relation}, called me, and I explained the plan and took down two questions",
    "I called {kin}, the {relation}, and we agreed on a time to go through the plan together",
)
_WAITING = (
    "progress_note",
    "emergency_note",
    "history_and_physical",
    "consult_note",
    "operative_report",
    "procedure_report",
    "physician_visit",
    "clinic_note",
    "discharge_summary",
    "psychiatric_evaluation",
)
"""Notes whose reader looks for results."""
OPEN, CLOSED = 8, 21  # hours in which families visit and are called
_TAKEN = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?: (\d\d):(\d\d))?$")
_AFTER_OPERATION = ("operative_report", "procedure_report")
LONGEST = timedelta(days=7)  # between a signature and a result that was awaited


def forgotten_event(desk: Desk) -> Request | None:
    """A nurse or therapist did something on a shift and wrote nothing of it."""
    before = timedelta(minutes=desk.between(15, 90))
    began = desk.chart.encounters[0].began
    able = [
        one
        for one in desk.notes(CARERS, TOLD)
        if one.filed_at.date() < desk.today - timedelta(days=1)
        and began <= written(one) - before
        and OPEN <= (written(one) - before).hour < CLOSED
    ]
    found = desk.pick(able)
    if found is None or not _kin(desk):
        return None
    event = written(found) - before
    return _remembered(desk, found, event, desk.word(_DONE), ("forgotten_event", "own worksheet"))


def unwritten_call(desk: Desk) -> Request | None:
    """A practitioner spoke with the family after the note of the day and wrote nothing."""
    found = desk.pick(
        [one for one in desk.notes(types=DICTATED) if one.filed_at.date() < desk.today - timedelta(days=1)]
    )
    if found is None or not _kin(desk):
        return None
    signed = max(line.signed_at or found.filed_at for line in found.signatures)
    event = signed + timedelta(minutes=desk.between(40, 150))
    if not OPEN <= event.hour < CLOSED or event.date() >= desk.today:
        return None
    stay = desk.chart.encounters[0]
    gone = stay.disposition in DIED or (stay.ended is not None and event >= stay.ended)
    spoken = _SPOKEN[:2] if gone else _SPOKEN
    return _remembered(desk, found, event, desk.word(spoken), ("unwritten_call", "telephone log"))


def _kin(desk: Desk) -> bool:
    return bool(desk.chart.patient.next_of_kin and desk.chart.patient.next_of_kin_relation)


def _remembered(desk: Desk, document: Document, event: datetime, done: str, kind: tuple[str, str]) -> Request:
    """Something that was done at a time and not written; ``kind`` is the letter, and what its author goes by."""
    who, patient = desk.author(document), desk.chart.patient
    deed = done.format(kin=patient.next_of_kin, relation=patient.next_of_kin_relation)
    words = {"title": of(document), "day": f"{event:%m/%d}", "time": f"{event:%H:%M}", "deed": deed}
    when = f"{event:%m/%d/%Y %H:%M}"
    return Request(
        who.signature,
        post(who),
        letter(desk, kind[0], **words),
        desk.whole(desk.take(document)),
        f"What happened on {when} was never written down; {of(document)} is the entry of that time. It is told only "
        "now, by whoever did it, from a source with the time on it.",
        f"Late entry, written {desk.today:%m/%d/%Y} at the time of writing. Event: {when}. Source: {kind[1]} of that "
        f"day. “{deed[:1].upper()}{deed[1:]}.” Signed by {who.signature}.",
        _beside(desk, document),
        (NOBODY,),
        "Nothing that was written is wrong, so nobody holds a wrong version.",
    )


def _beside(desk: Desk, document: Document) -> tuple[str, ...]:
    """What else the same person wrote on that day."""
    same = [
        one
        for one in desk.chart.documents
        if one.author_id == document.author_id and one.id != document.id and one.dated == document.dated
    ]
    return tuple(name for one in same for name in desk.whole(one))


def result_after_signing(desk: Desk) -> Request | None:
    """A report was released after a note had been signed."""
    pair = desk.pick([(note, report) for note in desk.notes() for report in _later_reports(desk, note)])
    if pair is None:
        return None
    note, report = pair
    who, came = desk.author(note), f"{report.filed_at:%m/%d/%Y %H:%M}"
    lab = desk.staff.get(report.author_id) if desk.chance(0.4) else None
    sender, code = (who, "result_after_signing") if lab is None else (lab, "result_after_signing_lab")
    words = {"note": of(note), "report": f"“{report.title}”", "came": came, "who": who.signature}
    line, told, why = notice(desk, note)
    desk.take(report)
    return Request(
        sender.signature,
        post(sender),
        (*letter(desk, code, **words), *line),
        desk.whole(desk.take(note)),
        f"{of(note)} was signed before {of(report)} was released. The note is right; what came later is new.",
        f"Addendum to {of(note)}, {desk.today:%m/%d/%Y} at the time of writing. Reason: “{report.title}” was released "
        f"on {came}, after signing. What it showed, and what follows from it. {who.signature}.",
        desk.whole(report),
        told,
        why,
    )


def _later_reports(desk: Desk, note: Document) -> list[Document]:
    """Reports that were awaited when a note was signed: taken before, released after."""
    signed = max(line.signed_at or note.filed_at for line in note.signatures)
    if note.type not in _WAITING or written(note) < desk.chart.encounters[0].began:
        return []
    able = [one for one in desk.chart.current if one.type in REPORTS and one.id not in desk.flawed | desk.taken]
    return [
        one
        for one in able
        if timedelta(hours=1) < one.filed_at - signed < LONGEST
        and _taken(one, note) < signed
        and one.filed_at.date() <= desk.today
    ]


def _taken(report: Document, note: Document) -> datetime:
    """When what a report is about was collected or examined; tissue was taken in the operation of the day it came."""
    for line in report.statements:
        if line.label in ("Collected", "Received") and (found := _TAKEN.search(line.text)):
            month, day, year, hour, minute = (int(each or 0) for each in found.groups())
            tissue = report.type == "pathology_report" and note.type not in _AFTER_OPERATION
            return datetime.combine(date(year, month, day) + timedelta(days=tissue), time(hour, minute))
    return written(report)


SORTS = (
    Sort("forgotten_event", "Something done was never written down", (LATE_ENTRY,), (AUTHOR,), (NEW_LATE,),
         ("late", "author"), forgotten_event, near=(ADDENDUM,)),
    Sort("unwritten_call", "A conversation was never written down", (LATE_ENTRY,), (AUTHOR,), (NEW_LATE,),
         ("late", "author"), unwritten_call, near=(ADDENDUM,)),
    Sort("result_after_signing", "A result came after the note was signed", (ADDENDUM,), (AUTHOR,), (NEW_LINKED,),
         ("addendum", "author"), result_after_signing, near=(LATE_ENTRY, AMENDMENT)),
)  # fmt: skip
