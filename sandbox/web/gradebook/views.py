"""Results of a course: the table, one attempt item by item, the items of an assignment, overrides, the download."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from sandbox.attempts import lifecycle, work
from sandbox.attempts.models import Attempt, MarkRow, SubmittedAnswer
from sandbox.clock import utc_now
from sandbox.errors import NotFound, SandboxError
from sandbox.extensions import db
from sandbox.gradebook import exports, ledger, overrides, table
from sandbox.gradebook.ledger import Judged
from sandbox.programs.models import Assignment, Course
from sandbox.scoring.marks import Reason
from sandbox.scoring.points import Points, points_of
from sandbox.tasks.base import Spec
from sandbox.web.feedback.report import REASONS
from sandbox.web.gradebook.finding import find_mark, settle
from sandbox.web.gradebook.forms import OverrideForm
from sandbox.web.programs.finding import find_assignment, find_course
from sandbox.web.shared.access import current_account, requires
from sandbox.web.shared.formpages import attach, form_page
from sandbox.web.shared.subjects import attempt_at

blueprint = Blueprint("gradebook", __name__)


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task of an attempt as judged; ``answer`` is None when nothing was submitted."""

    spec: Spec
    answer: SubmittedAnswer | None
    judged: list[Judged]
    points: Points


@blueprint.get("/courses/<int:course_id>/gradebook")
@requires("gradebook.view", find_course)
def course(course: Course) -> Any:
    """The table: trainees down, assignments across."""
    settle(course)
    return render_template("gradebook/course.html", course=course, table=table.course_table(db.session, course))


@blueprint.get("/courses/<int:course_id>/gradebook.csv")
@requires("gradebook.view", find_course)
def download(course: Course) -> Any:
    """The table as a CSV file that spreadsheets open with the right letters."""
    settle(course)
    text = "\ufeff" + exports.gradebook_csv(db.session, course)
    name = re.sub(r"[^a-z0-9]+", "-", course.title.lower()).strip("-")[:60] or "course"
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="gradebook-{name}.csv"'
    return response


@blueprint.get("/assignments/<int:assignment_id>/items")
@requires("gradebook.view", find_assignment)
def items(assignment: Assignment) -> Any:
    """How trainees fared with each item of an assignment, hardest first."""
    settle(assignment.course)
    titles = {spec.id: spec.title for spec in work.tasks_of_version(assignment.version)}
    lines = table.item_table(db.session, assignment)
    tasks = dict.fromkeys(line.task for line in lines)
    by_task = {task: [line for line in lines if line.task == task] for task in tasks}
    return render_template(
        "gradebook/items.html",
        assignment=assignment,
        course=assignment.course,
        by_task=by_task,
        titles=titles,
        words={reason.value: words for reason, (words, _tone) in REASONS.items()},
    )


@blueprint.get("/attempts/<int:attempt_id>/marks")
@requires("gradebook.view", attempt_at)
def attempt(attempt: Attempt) -> Any:
    """One attempt, item by item, with a way to override each mark."""
    assignment = attempt.assignment
    if assignment is None:
        raise NotFound("Practice is not in a gradebook.", "Open the attempt from the trainee's result.")
    tries = lifecycle.attempts_of(db.session, attempt.account, assignment=assignment)
    return render_template(
        "gradebook/attempt.html",
        attempt=attempt,
        course=assignment.course,
        results=results_of(attempt),
        points=ledger.points_of_attempt(db.session, attempt),
        tries=sorted(tries, key=lambda each: each.number),
        reasons=REASONS,
    )


def results_of(attempt: Attempt) -> list[TaskResult]:
    """Every task of an attempt in order, with its marks after overrides."""
    answers = lifecycle.answers(db.session, attempt)
    found = []
    for spec in work.tasks(attempt):
        answer = answers.get(spec.id)
        judged = ledger.judged_marks(db.session, answer) if answer else []
        found.append(TaskResult(spec, answer, judged, points_of(each.mark for each in judged)))
    return found


@blueprint.route("/marks/<int:mark_id>/override", methods=["GET", "POST"])
@requires("mark.override", find_mark)
def override(mark: MarkRow) -> Any:
    """Judge a mark anew, with a reason."""
    past = overrides.history(db.session, mark)
    last = past[-1] if past else None
    form = OverrideForm(
        revision=str(last.revision if last else 0),
        percent=round(100 * (last.credit if last else mark.credit), 1),
        waive_penalty=bool(last and last.waive_penalty),
    )
    if form.validate_on_submit():
        try:
            judge(mark, form)
        except SandboxError as fault:
            attach(form, fault)
        else:
            flash(f"“{mark.label}” is judged anew.", "success")
            return redirect(url_for("gradebook.attempt", attempt_id=mark.answer.attempt_id))
    reason = REASONS[Reason(mark.reason)][0]
    return form_page("gradebook/override.html", form, mark=mark, past=past, reason=reason)


def judge(mark: MarkRow, form: OverrideForm) -> None:
    """Store the judgment of a valid form."""
    overrides.override(
        db.session,
        mark,
        form.percent.data / 100,
        form.reason.data,
        current_account(),
        utc_now(),
        waive_penalty=form.waive_penalty.data,
        revision=form.seen(),
    )
