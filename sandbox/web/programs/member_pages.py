"""One member of a course: time factor, role, removal."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for

from sandbox.clock import utc_now
from sandbox.errors import Conflict, Invalid, SandboxError
from sandbox.extensions import db
from sandbox.people import accounts
from sandbox.programs import roles
from sandbox.programs.models import Course, Role
from sandbox.web.programs.blueprint import blueprint
from sandbox.web.programs.finding import find_course, find_member
from sandbox.web.programs.forms import RoleForm, TimeFactorForm
from sandbox.web.shared.access import current_account, requires
from sandbox.web.shared.formpages import attach, form_page


@blueprint.route("/courses/<int:course_id>/members/<int:account_id>", methods=["GET", "POST"])
@requires("course.manage", find_course)
def member(course: Course, account_id: int) -> Any:
    """A member, and their time factor."""
    found = find_member(course, account_id)
    form, role_form = TimeFactorForm(obj=found.account), RoleForm(data={"role": found.role.value})
    if form.validate_on_submit():
        factor = form.time_factor.data
        try:
            accounts.set_time_factor(db.session, found.account, factor, utc_now(), by=current_account())
        except SandboxError as fault:
            attach(form, fault)
        else:
            flash(f"Time limits of {found.account.name} are multiplied by {factor:g} from now on.", "success")
            return redirect(url_for("programs.course", course_id=course.id))
    return form_page("programs/member.html", form, course=course, member=found, role_form=role_form)


@blueprint.post("/courses/<int:course_id>/members/<int:account_id>/role")
@requires("course.manage", find_course)
def change_role(course: Course, account_id: int) -> Any:
    """Make a trainee an instructor, or the other way round. Nobody steps down by themselves: a course stays led."""
    account, form = find_member(course, account_id).account, RoleForm()
    if account.id == current_account().id:
        raise Conflict("You cannot change your own role.", "Ask another instructor of the course to do it.")
    if not form.validate_on_submit():
        raise Invalid("No role was chosen.", "Go back, choose one and save.")
    roles.grant_in_course(db.session, course, account, Role(form.role.data), by=current_account(), now=utc_now())
    flash(f"{account.name} is now {form.role.data} of the course.", "success")
    return redirect(url_for("programs.course", course_id=course.id))


@blueprint.post("/courses/<int:course_id>/members/<int:account_id>/remove")
@requires("course.manage", find_course)
def remove_member(course: Course, account_id: int) -> Any:
    """Take a person out of a course. Their work is kept."""
    account = find_member(course, account_id).account
    if account.id == current_account().id:
        raise Conflict("You cannot take yourself out of the course.", "Ask another instructor of the course to do it.")
    roles.leave_course(db.session, course, account, by=current_account(), now=utc_now())
    flash(f"{account.name} is no longer in the course. Their work is kept.", "success")
    return redirect(url_for("programs.course", course_id=course.id))
