"""The workbench: one task of a shift beside its chart; saving as one types, checking, submitting."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf

from sandbox.attempts import autosave, events, lifecycle, release, rounds, work
from sandbox.attempts.autosave import StaleDraft
from sandbox.attempts.models import Attempt, Draft
from sandbox.charts.model import SYNTHETIC_MARK
from sandbox.clock import utc_now
from sandbox.errors import Closed, Conflict
from sandbox.extensions import db
from sandbox.tasks.base import FieldErrors
from sandbox.tasks.staged import Reply
from sandbox.web.shared.access import requires
from sandbox.web.shared.reading import compared, printout
from sandbox.web.shared.subjects import attempt_at, write_from_here
from sandbox.web.shared.viewer import Viewer, viewer_of
from sandbox.web.shared.worklist import next_open, worklist
from sandbox.web.workbench import desk, fields
from sandbox.web.workbench.packet import pdf_of

blueprint = Blueprint("workbench", __name__)
MOST_OPENINGS = 50  # in one batch; a person opens a few documents between two reports


@blueprint.get("/attempts/<int:attempt_id>/tasks/<task>")
@requires("attempt.work", find=attempt_at)
def task(attempt: Attempt, task: str) -> Any:
    """The desk. A task that is done leads to its result; a document named in the address is opened and logged."""
    at_hand = work.at(attempt, task)
    if attempt.submitted_at is not None or task in lifecycle.answers(db.session, attempt):
        if ended_by_clock(attempt):
            flash("The time for this shift is over. What you had saved is submitted as it stood.", "warning")
        return redirect(url_for("feedback.task", attempt_id=attempt.id, task=task))
    if not at_hand.is_open:
        write_from_here()
        rounds.open_task(db.session, attempt, task, utc_now())
    document = request.args.get("document", "")
    if document:
        write_from_here()
    errors = _unreadable(attempt, task) if "check" in request.args else None
    search, order = request.args.get("search", "")[:80], request.args.get("order", "")
    laid = desk.lay_out(attempt, task, utc_now(), errors=errors, document=document, search=search, order=order)
    if document and document == laid.viewer.chosen:
        _log_opening(attempt, task, document)
    return render_template("workbench/task.html", desk=laid), 422 if laid.problems else 200


def _unreadable(attempt: Attempt, task: str) -> FieldErrors | None:
    """What cannot be read in the saved draft, None when all can."""
    at_hand, draft = work.at(attempt, task), autosave.draft_of(db.session, attempt, task)
    parsed = at_hand.kind.parse(at_hand.spec, at_hand.room, draft.form if draft else {})
    return parsed if isinstance(parsed, FieldErrors) else None


@blueprint.post("/attempts/<int:attempt_id>/tasks/<task>")
@requires("attempt.work", find=attempt_at)
def check(attempt: Attempt, task: str) -> Any:
    """Save what was typed; go on to the summary when it can be read, else show what needs correcting."""
    refuse_if_over(attempt)
    given, now = fields.given_of(request.form.to_dict(flat=False)), utc_now()
    try:
        autosave.save_draft(db.session, attempt, task, given, _revision(), now, _round())
    except StaleDraft as stale:
        page = render_template(
            "workbench/task.html", desk=desk.lay_out(attempt, task, now, given=given, stale=stale.draft)
        )
        return page, 409
    if request.form.get("_act") == "save":
        flash("Your work is saved.", "success")
        return redirect(url_for("workbench.task", attempt_id=attempt.id, task=task))
    errors = _unreadable(attempt, task)
    if errors:
        return render_template(
            "workbench/task.html", desk=desk.lay_out(attempt, task, now, given=given, errors=errors)
        ), 422
    return redirect(url_for("workbench.summary", attempt_id=attempt.id, task=task))


def ended_by_clock(attempt: Attempt) -> bool:
    """Whether the shift ended at its deadline, not by hand."""
    ended, deadline = attempt.submitted_at, attempt.deadline_at
    return ended is not None and deadline is not None and ended >= deadline


def refuse_if_over(attempt: Attempt) -> None:
    """Say plainly that a shift is over, also when the clock has just submitted the task that was worked on."""
    if attempt.submitted_at is None:
        return
    raise Closed(
        "The time for this shift is over." if ended_by_clock(attempt) else "This shift is finished.",
        "What you had saved before is submitted as it stood. Open the page “Today” for the result.",
    )


def _revision() -> int:
    """The revision that the sent form grew from; 0 when it is missing or no number."""
    return _number("_revision", 0)


def _round() -> int:
    """The round that the sent form belongs to; the first when it is missing or no number."""
    return _number("_round", 1)


def _number(name: str, otherwise: int) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


@blueprint.get("/attempts/<int:attempt_id>/tasks/<task>/submit")
@requires("attempt.work", find=attempt_at)
def summary(attempt: Attempt, task: str) -> Any:
    """What is about to be submitted, to look over once more."""
    at_hand, draft = work.at(attempt, task), autosave.draft_of(db.session, attempt, task)
    if draft is None or task in lifecycle.answers(db.session, attempt):
        return redirect(url_for("workbench.task", attempt_id=attempt.id, task=task))
    if _unreadable(attempt, task):
        return redirect(url_for("workbench.task", attempt_id=attempt.id, task=task, check=1))
    viewer, number = viewer_of(attempt.variant.sha256, at_hand.room, at_hand.spec), at_hand.room.round
    form = at_hand.kind.form(at_hand.spec, at_hand.room, draft.form)
    return render_template(
        "workbench/summary.html",
        attempt=attempt,
        spec=at_hand.spec,
        draft=draft,
        form=form,
        lines=desk.quoted(fields.summary(form), viewer),
        left=fields.left_open(form),
        number=number,
        last=number >= at_hand.rounds,
        stage=at_hand.kind.stage(at_hand.spec, at_hand.room),
        keep=desk.kept_as(attempt.id, task, number),
    )


@blueprint.post("/attempts/<int:attempt_id>/tasks/<task>/submit")
@requires("attempt.work", find=attempt_at)
def submit(attempt: Attempt, task: str) -> Any:
    """Submit the saved draft, or close its round, if it is still the one that was looked over."""
    draft, now = autosave.draft_of(db.session, attempt, task), utc_now()
    if told := _counted(attempt, task):
        flash(told, "warning")
        return _onward(attempt, task)
    if draft is None or draft.revision != _revision():
        flash("The task changed after you looked it over. Check it once more.", "warning")
        return redirect(url_for("workbench.summary", attempt_id=attempt.id, task=task))
    try:
        result = rounds.close_round(db.session, attempt, task, draft.form, _round(), now)
    except Conflict as error:
        flash(str(error), "warning")
        return _onward(attempt, task)
    if isinstance(result, FieldErrors):
        return redirect(url_for("workbench.task", attempt_id=attempt.id, task=task, check=1))
    if not isinstance(result, Reply) and not release.may_see_feedback(attempt, now):
        flash("Submitted. The result is shown later.", "success")
    return _onward(attempt, task)


def _counted(attempt: Attempt, task: str) -> str:
    """That what is sent has arrived before: the task, or this round of it. Empty when it has not."""
    if task in lifecycle.answers(db.session, attempt):
        return "This task was already submitted; it counts once."
    closed = work.at(attempt, task).room.round != _round()
    return f"Round {_round()} was already closed; it counts once." if closed else ""


def _onward(attempt: Attempt, task: str) -> Any:
    """After a round to the next; after a submission to its feedback when that is open, else to the next task, else to
    the shift."""
    now = utc_now()
    if task not in lifecycle.answers(db.session, attempt):
        return redirect(url_for("workbench.task", attempt_id=attempt.id, task=task))
    if release.may_see_feedback(attempt, now):
        return redirect(url_for("feedback.task", attempt_id=attempt.id, task=task))
    following = next_open(worklist(attempt, now), after=task)
    return redirect(following.address if following else url_for("catalogue.shift", attempt_id=attempt.id))


@blueprint.get("/attempts/<int:attempt_id>/tasks/<task>/draft")
@requires("attempt.work", find=attempt_at)
def draft(attempt: Attempt, task: str) -> Any:
    """What is saved now, and a fresh token: for a page whose session ended and was begun again."""
    work.at(attempt, task)
    saved = autosave.draft_of(db.session, attempt, task)
    done = attempt.submitted_at is not None or task in lifecycle.answers(db.session, attempt)
    return jsonify(_plain(saved) | {"csrf_token": generate_csrf(), "done": done})


@blueprint.post("/attempts/<int:attempt_id>/tasks/<task>/draft")
@requires("attempt.work", find=attempt_at)
def save(attempt: Attempt, task: str) -> Any:
    """Save as one types. 409 with the other revision when another window saved meanwhile."""
    refuse_if_over(attempt)
    given = fields.given_of(request.form.to_dict(flat=False))
    try:
        saved = autosave.save_draft(db.session, attempt, task, given, _revision(), utc_now(), _round())
    except StaleDraft as stale:
        return jsonify(_plain(stale.draft) | {"message": stale.message, "stale": True}), 409
    return jsonify(_plain(saved))


def _plain(saved: Draft | None) -> dict[str, Any]:
    """A draft's revision and moment for scripts."""
    return {"revision": saved.revision if saved else 0, "saved_at": saved.saved_at.isoformat() if saved else None}


@blueprint.get("/attempts/<int:attempt_id>/tasks/<task>/compare")
@requires("attempt.work", find=attempt_at)
def compare(attempt: Attempt, task: str) -> Any:
    """Two documents side by side with what differs; both count as opened."""
    address = url_for("workbench.task", attempt_id=attempt.id, task=task)
    if not _at_work(attempt, task):
        return redirect(address)
    viewer = _viewer(attempt, task)
    both = compared(viewer, request.args.get("left", ""), request.args.get("right", ""))
    _read(attempt, task, both.keys)
    return render_template("shared/compare.html", both=both, viewer=viewer, address=address, back="the task")


@blueprint.get("/attempts/<int:attempt_id>/tasks/<task>/print")
@requires("attempt.work", find=attempt_at)
def printed(attempt: Attempt, task: str) -> Any:
    """One document or a whole chart for paper; what is printed counts as opened."""
    address = url_for("workbench.task", attempt_id=attempt.id, task=task)
    if not _at_work(attempt, task):
        return redirect(address)
    made = printout(_viewer(attempt, task), request.args.get("document", ""), request.args.get("chart", ""))
    if made is None:
        return redirect(address)
    _read(attempt, task, [leaf.key for leaf in made.leaves])
    return render_template("shared/print.html", made=made, mark=SYNTHETIC_MARK, address=address, back="the task")


@blueprint.get("/attempts/<int:attempt_id>/tasks/<task>/packet")
@requires("attempt.work", find=attempt_at)
def packet(attempt: Attempt, task: str) -> Any:
    """The packet that the saved draft would send, as a PDF; its documents count as opened."""
    address = url_for("workbench.task", attempt_id=attempt.id, task=task)
    if not _at_work(attempt, task):
        return redirect(address)
    at_hand, draft = work.at(attempt, task), autosave.draft_of(db.session, attempt, task)
    answer = at_hand.kind.parse(at_hand.spec, at_hand.room, draft.form if draft else {})
    if isinstance(answer, FieldErrors):
        return redirect(url_for("workbench.task", attempt_id=attempt.id, task=task, check=1))
    made = at_hand.kind.packet(at_hand.spec, at_hand.room, answer)
    if made is None:
        return redirect(address)
    _read(attempt, task, list(made.opened))
    return pdf_of(made, task)


def _at_work(attempt: Attempt, task: str) -> bool:
    """Whether the task is open and not done: what lies on its desk may be read."""
    done = attempt.submitted_at is not None or task in lifecycle.answers(db.session, attempt)
    return work.at(attempt, task).is_open and not done


def _viewer(attempt: Attempt, task: str) -> Viewer:
    """What lies on the task's desk to read."""
    at_hand = work.at(attempt, task)
    return viewer_of(attempt.variant.sha256, at_hand.room, at_hand.spec)


def _read(attempt: Attempt, task: str, keys: list[str]) -> None:
    """Log documents that a page of its own shows."""
    if keys:
        write_from_here()
    for key in keys:
        _log_opening(attempt, task, key)


@blueprint.post("/attempts/<int:attempt_id>/opened")
@requires("attempt.work", find=attempt_at)
def opened(attempt: Attempt) -> Any:
    """Log the documents that were opened for a task, in order."""
    sent = request.get_json(silent=True)
    task, keys = (sent.get("task"), sent.get("documents")) if isinstance(sent, dict) else (None, None)
    if not isinstance(task, str) or not isinstance(keys, list):
        return jsonify({"logged": 0}), 422
    known = {leaf.key for leaf in _viewer(attempt, task).leaves}
    logged = [key for key in keys[:MOST_OPENINGS] if isinstance(key, str) and key in known]
    if attempt.submitted_at is None:
        for key in logged:
            _log_opening(attempt, task, key)
    return jsonify({"logged": len(logged)})


def _log_opening(attempt: Attempt, task: str, key: str) -> None:
    """A document opened is an event of the attempt, with the task it served."""
    slot, _, document = key.partition(":")
    detail = {"chart": slot, "document": document}
    events.record(db.session, attempt, task, "document_opened", detail, utc_now())
