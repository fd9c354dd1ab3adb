"""Results: a shift with its tasks, and one task item by item beside its chart; before release, when that will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from sandbox.attempts import lifecycle, release, stages, work
from sandbox.attempts.models import Attempt
from sandbox.charts.model import SYNTHETIC_MARK
from sandbox.clock import utc_now
from sandbox.extensions import db
from sandbox.gradebook import ledger
from sandbox.web.feedback.report import report
from sandbox.web.shared.access import current_account, may, requires
from sandbox.web.shared.reading import arranged, compared, printout
from sandbox.web.shared.subjects import attempt_at
from sandbox.web.shared.viewer import Viewer, viewer_of
from sandbox.web.shared.worklist import next_open, worklist

blueprint = Blueprint("feedback", __name__)


@blueprint.get("/attempts/<int:attempt_id>/feedback")
@requires("attempt.view", find=attempt_at)
def shift(attempt: Attempt) -> Any:
    """The result of a shift: points by task, and the way into each."""
    if not may("feedback.view", attempt):
        return waiting(attempt)
    entries = worklist(attempt, utc_now())
    return render_template(
        "feedback/shift.html",
        attempt=attempt,
        entries=entries,
        following=next_open(entries),
        points=ledger.points_of_attempt(db.session, attempt),
        mine=attempt.account_id == current_account().id,
    )


@blueprint.get("/attempts/<int:attempt_id>/feedback/<task>")
@requires("attempt.view", find=attempt_at)
def task(attempt: Attempt, task: str) -> Any:
    """One task: each item given and expected, why, the rule, and the evidence in the chart."""
    spec = work.at(attempt, task).spec
    if not may("feedback.view", attempt):
        return waiting(attempt)
    held = stages.feedback_waits_for(db.session, attempt, spec)
    if held:
        return waiting(attempt, held)
    answer = lifecycle.answers(db.session, attempt).get(task)
    entries = worklist(attempt, utc_now())
    mine = attempt.account_id == current_account().id
    if answer is None:
        return render_template("feedback/unanswered.html", attempt=attempt, spec=spec, entries=entries, mine=mine)
    told = report(answer, utc_now(), request.args.get("document", ""), request.args.get("round", type=int))
    return render_template(
        "feedback/task.html",
        attempt=attempt,
        report=replace(told, viewer=arranged(told.viewer, request.args.get("order", ""))),
        entries=entries,
        following=next_open(entries, after=task),
        mine=mine,
        address=url_for("feedback.task", attempt_id=attempt.id, task=task),
    )


@blueprint.get("/attempts/<int:attempt_id>/feedback/<task>/compare")
@requires("attempt.view", find=attempt_at)
def compare(attempt: Attempt, task: str) -> Any:
    """Two documents of a marked task side by side, with what differs."""
    address = url_for("feedback.task", attempt_id=attempt.id, task=task)
    viewer = _viewer(attempt, task)
    if viewer is None:
        return redirect(address)
    both = compared(viewer, request.args.get("left", ""), request.args.get("right", ""))
    return render_template("shared/compare.html", both=both, viewer=viewer, address=address, back="the feedback")


@blueprint.get("/attempts/<int:attempt_id>/feedback/<task>/print")
@requires("attempt.view", find=attempt_at)
def printed(attempt: Attempt, task: str) -> Any:
    """One document or a whole chart of a marked task, for paper."""
    address = url_for("feedback.task", attempt_id=attempt.id, task=task)
    viewer = _viewer(attempt, task)
    made = viewer and printout(viewer, request.args.get("document", ""), request.args.get("chart", ""))
    if not made:
        return redirect(address)
    return render_template("shared/print.html", made=made, mark=SYNTHETIC_MARK, address=address, back="the feedback")


def _viewer(attempt: Attempt, task: str) -> Viewer | None:
    """What lay on the desk, once feedback is open and the task is answered; None before."""
    at_hand = work.at(attempt, task)
    if not may("feedback.view", attempt) or task not in lifecycle.answers(db.session, attempt):
        return None
    if stages.feedback_waits_for(db.session, attempt, at_hand.spec):
        return None
    return viewer_of(attempt.variant.sha256, at_hand.room, at_hand.spec)


def waiting(attempt: Attempt, held: Sequence[str] = ()) -> Any:
    """The page before release: that the work arrived, and when its result will be shown.

    ``held`` names the tasks to submit first, because the result would tell their answers.
    """
    opens = release.feedback_opens_at(attempt)
    entries = worklist(attempt, utc_now())
    first = [entry for entry in entries if entry.task in held]
    following = next_open(first) or next_open(entries)
    return render_template("feedback/waiting.html", attempt=attempt, opens=opens, following=following, held=first)
