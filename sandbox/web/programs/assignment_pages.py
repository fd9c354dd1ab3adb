"""Assignments: giving a scenario to a course, changing its terms, releasing feedback, taking it back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from wtforms.fields.choices import SelectChoice

from sandbox.clock import utc_now
from sandbox.errors import Conflict, SandboxError
from sandbox.extensions import db
from sandbox.programs import assignments
from sandbox.programs.models import Assignment, Course
from sandbox.scenarios.models import ScenarioVersion
from sandbox.scenarios.versions import scenario_of
from sandbox.web.programs.blueprint import blueprint
from sandbox.web.programs.finding import assignable, find_assignment, find_course
from sandbox.web.programs.forms import AssignmentForm, NewAssignmentForm, state_of
from sandbox.web.shared.access import current_account, requires
from sandbox.web.shared.formpages import attach, form_page

LEVELS = {1: "Level 1, first steps", 2: "Level 2, everyday work", 3: "Level 3, hard cases"}


@blueprint.route("/courses/<int:course_id>/assignments/new", methods=["GET", "POST"])
@requires("course.manage", find_course)
def new_assignment(course: Course) -> Any:
    """Give a scenario to a course."""
    now = utc_now()
    form = NewAssignmentForm(data={"opens_at": now, **DEFAULTS})
    versions = {version.id: version for version in assignable(course)}
    form.version.choices = [
        SelectChoice(value=number, label=label_of(version), optgroup=LEVELS.get(version.scenario.level))
        for number, version in versions.items()
    ]
    if form.validate_on_submit():
        try:
            assignments.assign(
                db.session,
                course,
                versions[form.version.data],
                by=current_account(),
                now=now,
                title=form.title.data,
                policy=form.policy(),
            )
        except SandboxError as fault:
            attach(form, fault)
        else:
            flash("The assignment is given out.", "success")
            return redirect(url_for("programs.course", course_id=course.id))
    return form_page("programs/new_assignment.html", form, course=course)


def label_of(version: ScenarioVersion) -> str:
    """A scenario as it is offered, with the time it takes."""
    return f"{version.scenario.title} (about {scenario_of(version).expected_minutes} minutes)"


DEFAULTS = {"attempts_allowed": 1, "feedback": "after_submit", "pass_percent": 70.0}


@blueprint.route("/assignments/<int:assignment_id>/edit", methods=["GET", "POST"])
@requires("assignment.manage", find_assignment)
def edit_assignment(assignment: Assignment) -> Any:
    """Change the terms of an assignment."""
    form = AssignmentForm(obj=assignment, seen=state_of(assignment))
    if form.validate_on_submit():
        try:
            save_terms(assignment, form)
        except SandboxError as fault:
            attach(form, fault)
        else:
            flash("The assignment is changed.", "success")
            return redirect(url_for("programs.course", course_id=assignment.course_id))
    return form_page("programs/edit_assignment.html", form, assignment=assignment, course=assignment.course)


def save_terms(assignment: Assignment, form: AssignmentForm) -> None:
    """Change the terms, unless a colleague changed them since the form was opened."""
    if form.seen.data != state_of(assignment):
        raise Conflict(
            "A colleague changed this assignment since you opened it.",
            "Open it in another tab to see their version, then decide; what you typed is still here.",
        )
    title = form.title.data or assignment.version.scenario.title
    assignments.change(db.session, assignment, by=current_account(), now=utc_now(), title=title, policy=form.policy())


@blueprint.post("/assignments/<int:assignment_id>/release")
@requires("assignment.manage", find_assignment)
def release(assignment: Assignment) -> Any:
    """Show trainees their marks from now on."""
    assignments.release(db.session, assignment, by=current_account(), now=utc_now())
    flash(f"Marks of “{assignment.title}” are released.", "success")
    return redirect(url_for("programs.course", course_id=assignment.course_id))


@blueprint.post("/assignments/<int:assignment_id>/withdraw")
@requires("assignment.manage", find_assignment)
def withdraw(assignment: Assignment) -> Any:
    """Take back an assignment that nobody has begun."""
    course_id, title = assignment.course_id, assignment.title
    assignments.withdraw(db.session, assignment, by=current_account(), now=utc_now())
    flash(f"“{title}” is taken back.", "success")
    return redirect(url_for("programs.course", course_id=course_id))
