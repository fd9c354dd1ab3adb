"""Courses: the list, a course's page, making, changing and joining one."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for

from sandbox.clock import utc_now
from sandbox.errors import SandboxError
from sandbox.extensions import db, limiter
from sandbox.programs import assignments, courses, programs, roles
from sandbox.programs.models import Course, Program, Role
from sandbox.web.programs.blueprint import blueprint
from sandbox.web.programs.finding import find_course, find_program
from sandbox.web.programs.forms import CourseForm, CourseSettingsForm, JoinForm
from sandbox.web.shared.access import current_account, may, requires
from sandbox.web.shared.formpages import attach, form_page


@blueprint.get("/courses", endpoint="courses")
@requires("signed_in")
def courses_list() -> Any:
    """The courses of the person who is signed in, and the programs in which they may make more."""
    account = current_account()
    memberships = roles.courses_of(db.session, account, archived=True)
    held = roles.programs_of(db.session, account)
    own = {member.course_id for member in memberships}
    others = [
        course
        for member in held
        if member.role is Role.PROGRAM_ADMIN
        for course in programs.courses(db.session, member.program)
        if course.id not in own
    ]
    return render_template("programs/courses.html", memberships=memberships, programs=held, others=others)


@blueprint.route("/programs/<int:program_id>/courses/new", methods=["GET", "POST"])
@requires("course.create", find_program)
def new_course(program: Program) -> Any:
    """Make a course in a program."""
    form = CourseForm()
    if form.validate_on_submit():
        try:
            made = courses.create_course(db.session, program, form.title.data, by=current_account(), now=utc_now())
        except SandboxError as fault:
            attach(form, fault)
        else:
            flash("The course is made. Share its join code with your trainees.", "success")
            return redirect(url_for("programs.course", course_id=made.id))
    return form_page("programs/new_course.html", form, program=program)


@blueprint.get("/courses/<int:course_id>")
@requires("course.view", find_course)
def course(course: Course) -> Any:
    """A course: for whoever teaches it with code, members and results; for its trainees what is given out."""
    now = utc_now()
    given = assignments.of_course(db.session, course)
    teaches = may("course.manage", course)
    return render_template(
        "programs/course.html" if teaches else "programs/course_of_trainee.html",
        course=course,
        assignments=given if teaches else [each for each in given if each.opens_at <= now],
        members=roles.members(db.session, course) if teaches else [],
        code=courses.printed(course.join_code) if teaches else "",
        now=now,
    )


@blueprint.route("/courses/<int:course_id>/settings", methods=["GET", "POST"])
@requires("course.manage", find_course)
def course_settings(course: Course) -> Any:
    """Rename a course, open or close it to new members, archive it."""
    form = CourseSettingsForm(obj=course)
    if form.validate_on_submit():
        try:
            save_settings(course, form)
        except SandboxError as fault:
            attach(form, fault)
        else:
            flash("The course is changed.", "success")
            return redirect(url_for("programs.course", course_id=course.id))
    return form_page("programs/course_settings.html", form, course=course)


def save_settings(course: Course, form: CourseSettingsForm) -> None:
    """Apply what differs, so that the journal tells only what happened."""
    by, now = current_account(), utc_now()
    if form.title.data.strip() != course.title:
        courses.rename(db.session, course, form.title.data, by=by, now=now)
    if form.joinable.data != course.joinable:
        courses.set_joinable(db.session, course, form.joinable.data, by=by, now=now)
    if form.archived.data != course.archived:
        courses.archive(db.session, course, by=by, now=now, archived=form.archived.data)


@blueprint.post("/courses/<int:course_id>/code")
@requires("course.manage", find_course)
def renew_code(course: Course) -> Any:
    """Replace the join code."""
    courses.renew_code(db.session, course, by=current_account(), now=utc_now())
    flash("The course has a new join code. The old one no longer works.", "success")
    return redirect(url_for("programs.course", course_id=course.id))


@blueprint.route("/courses/join", methods=["GET", "POST"])
@limiter.limit("60 per minute", methods=["POST"])
@requires("course.join")
def join() -> Any:
    """Join a course with its code."""
    form = JoinForm()
    if form.validate_on_submit():
        try:
            member = courses.join(db.session, current_account(), form.code.data, utc_now())
        except SandboxError as fault:
            attach(form, fault)
        else:
            flash(f"You are in “{member.course.title}”.", "success")
            return redirect(url_for("programs.course", course_id=member.course_id))
    return form_page("programs/join.html", form)
