"""Signed entries that are wrong: a side, a value, a dose, a slip of dictation, a text copied forward."""

from __future__ import annotations

from datetime import timedelta

from sandbox.charts.review.stay import written
from sandbox.tasks.corrections.choices import (
    ADDENDUM,
    AMENDMENT,
    AUTHOR,
    CHIEF,
    DRAFT,
    NEW_LINKED,
    OLD_LINKED,
)
from sandbox.tasks.corrections.desk import Desk, of, post
from sandbox.tasks.corrections.sort import Request, Sort
from sandbox.tasks.corrections.sorts.figures import Figure, amount, dose, measured
from sandbox.tasks.corrections.sorts.notice import notice
from sandbox.tasks.corrections.wording import letter

LEAST_DAYS, SOUGHT = 8, 5  # since a note, for its author to have left; of these, to have been looked for
_REASONS = {
    "wrong_value": "copied wrongly from the worksheet",
    "wrong_dose": "the pharmacy's log says otherwise",
    "dictation": "heard wrongly when it was written down",
    "by_proxy": "typing error",
    "author_left": "the department's log says otherwise; the author has left",
}


def _model(desk: Desk, figure: Figure, who: str, reason: str) -> str:
    return (
        f"Correction, {desk.today:%m/%d/%Y} at the time of writing: “{figure.old}” should read “{figure.new}”. Reason: "
        f"{reason}. {who}. The text of {written(figure.document):%m/%d/%Y} stays readable."
    )


def _figure(desk: Desk, figure: Figure, code: str, sender: tuple[str, str], by: str = "", **more: str) -> Request:
    """A request about one figure; ``by`` is who corrects it, if not the author."""
    document = desk.take(figure.document)
    author = desk.author(document)
    words = {
        "title": of(document),
        "old": figure.old,
        "new": figure.new,
        "name": figure.name,
        "who": author.signature,
        "short": author.name.split()[0],
        "patient": desk.chart.patient.name,
    }
    line, told, why = notice(desk, document)
    return Request(
        *sender,
        (*letter(desk, code, **words, **more), *line),
        (desk.ref(figure.statement.id),),
        f"{of(document)} says “{figure.old}”; it should be “{figure.new}”. The entry is signed by {author.signature}.",
        _model(desk, figure, by or author.signature, _REASONS[code]),
        desk.rest(document, [figure.statement.id]),
        told,
        why,
    )


def _own(desk: Desk, figure: Figure | None, code: str) -> Request | None:
    """A request by the author of the figure."""
    if figure is None:
        return None
    who = desk.author(figure.document)
    return _figure(desk, figure, code, (who.signature, post(who)))


def wrong_value(desk: Desk) -> Request | None:
    """A nurse finds a wrong value in an entry of their own."""
    return _own(desk, measured(desk), "wrong_value")


def wrong_dose(desk: Desk) -> Request | None:
    """A practitioner finds a wrong dose in a note of their own."""
    return _own(desk, dose(desk), "wrong_dose")


def dictation(desk: Desk) -> Request | None:
    """A coder or transcriptionist finds that the recording says something else, and asks for a quick change."""
    figure, coder = amount(desk), desk.person("coder")
    if figure is None or coder is None:
        return None
    sender = ("Transcription service", "dictation quality") if desk.chance(0.5) else (coder.signature, post(coder))
    return _figure(desk, figure, "dictation", sender)


def by_proxy(desk: Desk) -> Request | None:
    """A colleague is asked to change an entry under their own sign-on."""
    figure = measured(desk)
    if figure is None:
        return None
    author = desk.author(figure.document)
    other = desk.colleague(author)
    return _figure(desk, figure, "by_proxy", (other.signature, post(other))) if other else None


def author_left(desk: Desk) -> Request | None:
    """The author of a note that is wrong has left and cannot be reached."""
    still_here = {desk.chart.encounters[0].attending_id, *desk.heard}
    long_ago = desk.today - timedelta(days=LEAST_DAYS)
    able = [one for one in desk.notes() if one.author_id not in still_here and one.filed_at.date() <= long_ago]
    figure = amount(desk, able)
    if figure is None:
        return None
    days = (desk.today - figure.document.filed_at.date()).days
    desk.away.add(figure.document.author_id)
    left = f"{desk.today - timedelta(days=desk.between(SOUGHT, days - 1)):%m/%d/%Y}"
    sender = ("Medical staff office", "medical staff")
    return _figure(desk, figure, "author_left", sender, "Medical director", left=left)


def contradiction(desk: Desk) -> Request | None:
    """An author sees that an entry of theirs says the opposite of the rest of the chart."""
    found = desk.planted("CONFLICT")
    if found is None or found[1].author_id not in desk.staff:
        return None
    flaw, document = found
    who = desk.author(desk.take(document))
    about = flaw.explanation.rpartition(" about ")[2].rstrip(".")
    words = {"title": of(document), "about": about.partition(" (")[0]}
    line, told, why = notice(desk, document, claims="side" in about)
    places = tuple(desk.ref(name) for name in flaw.statements)
    return Request(
        who.signature,
        post(who),
        (*letter(desk, "contradiction", **words), *line),
        places,
        f"{of(document)} contradicts the other entries about {about}; its author says that the others are right.",
        f"Correction, {desk.today:%m/%d/%Y} at the time of writing: what stands here about {about} is wrong, and what "
        f"is right. Reason: slip in writing. {who.signature}. The text of {written(document):%m/%d/%Y} stays readable.",
        desk.rest(document, flaw.statements),
        told,
        why,
    )


def copied_forward(desk: Desk) -> Request | None:
    """A reviewer sees that a note repeats the one of the day before."""
    found = desk.planted("COPY_PASTE")
    reviewer = desk.person("coder", "him")
    if found is None or reviewer is None or found[1].author_id not in desk.staff:
        return None
    flaw, document = found
    who = desk.author(desk.take(document))
    words = {"who": who.signature, "kind": document.title.lower(), "day": f"{written(document):%m/%d}"}
    line, told, why = notice(desk, document, claims=True)
    return Request(
        reviewer.signature,
        post(reviewer),
        (*letter(desk, "copied_forward", **words), *line),
        tuple(desk.ref(name) for name in flaw.statements),
        f"{flaw.explanation} What was found on its own day was never written.",
        f"Addendum to {of(document)}, {desk.today:%m/%d/%Y} at the time of writing. Reason: text of an earlier day was "
        f"carried over. What was found on that day, from memory or a named source. {who.signature}.",
        told=told,
        notice=why,
    )


SORTS = (
    Sort("contradiction", "An author's own entry is wrong", (AMENDMENT,), (AUTHOR,), (OLD_LINKED,),
         ("amendment", "author"), contradiction, near=(ADDENDUM,)),
    Sort("wrong_value", "A wrong value in a signed entry", (AMENDMENT,), (AUTHOR,), (OLD_LINKED,),
         ("amendment", "author"), wrong_value, near=(ADDENDUM,)),
    Sort("wrong_dose", "A wrong dose in a signed note", (AMENDMENT,), (AUTHOR,), (OLD_LINKED,),
         ("amendment", "author"), wrong_dose, near=(ADDENDUM,)),
    Sort("dictation", "A slip of dictation that others found", (AMENDMENT,), (AUTHOR,), (OLD_LINKED,),
         ("amendment", "author"), dictation, near=(ADDENDUM, DRAFT)),
    Sort("by_proxy", "A colleague is asked to correct an entry", (AMENDMENT,), (AUTHOR,), (OLD_LINKED,),
         ("amendment", "author"), by_proxy, near=(ADDENDUM,)),
    Sort("copied_forward", "A text was copied forward", (ADDENDUM, AMENDMENT), (AUTHOR,), (NEW_LINKED, OLD_LINKED),
         ("copied", "author"), copied_forward),
    Sort("author_left", "The author has left", (ADDENDUM, AMENDMENT), (CHIEF,), (NEW_LINKED, OLD_LINKED),
         ("left", "left"), author_left),
)  # fmt: skip
