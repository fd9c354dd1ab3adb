"""Sign-in, sign-out, registration with a join code, password and profile, and the way home."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user

from sandbox.clock import utc_now
from sandbox.errors import Invalid, SandboxError
from sandbox.extensions import db, limiter
from sandbox.people import accounts
from sandbox.people.models import Account
from sandbox.programs import courses, roles
from sandbox.programs.models import Role
from sandbox.web.account import session, throttle
from sandbox.web.account.forms import PasswordForm, RegisterForm, SignInForm
from sandbox.web.shared.access import current_account, requires, safe_path
from sandbox.web.shared.formpages import attach, form_page

blueprint = Blueprint("account", __name__)
PER_ADDRESS = "60 per minute"  # a whole class behind one address signs in together; the journal counts per account


@blueprint.get("/")
@requires("public")
def home() -> Any:
    """To the place where a person starts: sign-in, the desk of a trainee, the courses of an instructor."""
    if not current_user.is_authenticated:
        return redirect(url_for("account.sign_in"))
    return redirect(url_for("programs.courses" if teaches_any(current_account()) else "catalogue.today"))


def teaches_any(account: Account) -> bool:
    """Whether the person teaches a course or holds a role over a program."""
    if roles.programs_of(db.session, account):
        return True
    return any(member.role is Role.INSTRUCTOR for member in roles.courses_of(db.session, account))


@blueprint.route("/account/sign-in", methods=["GET", "POST"])
@limiter.limit(PER_ADDRESS, methods=["POST"])
@requires("public")
def sign_in() -> Any:
    """Sign in and go on to where the person was."""
    target = safe_path(request.args.get("next")) or url_for("account.home")
    if current_user.is_authenticated:
        return redirect(target)
    form = SignInForm()
    if form.validate_on_submit():
        account = check_password(form)
        if account is not None:
            session.begin(account)
            return redirect(target)
        form.form_errors.append("E-mail and password do not belong together. Check both and try again.")
    return form_page("account/sign_in.html", form, returning="next" in request.args)


def check_password(form: SignInForm) -> Account | None:
    """The account, or None after counting a failure. Raises ``TooManyFailures``."""
    now = utc_now()
    secret = current_app.config["SECRET_KEY"]
    subject = throttle.subject_of(form.email.data or "", request.remote_addr or "", secret)
    throttle.refuse_if_too_many(db.session, subject, now)
    account = accounts.authenticate(db.session, form.email.data or "", form.password.data or "", now)
    if account is None:
        throttle.note_failure(db.session, subject, now)
    return account


@blueprint.post("/account/sign-out")
@requires("public")
def sign_out() -> Any:
    """Sign out."""
    session.end()
    flash("You are signed out.", "success")
    return redirect(url_for("account.sign_in"))


@blueprint.route("/account/register", methods=["GET", "POST"])
@limiter.limit(PER_ADDRESS, methods=["POST"])
@requires("public")
def register() -> Any:
    """Make an account and join a course with its code."""
    if current_user.is_authenticated:
        return redirect(url_for("programs.join"))
    form = RegisterForm(code=request.args.get("code"))
    if form.validate_on_submit():
        try:
            account = enrol(form)
        except SandboxError as fault:
            attach(form, fault)
        else:
            session.begin(account)
            flash("Welcome. Your account is made and you are in the course.", "success")
            return redirect(url_for("account.home"))
    return form_page("account/register.html", form)


def enrol(form: RegisterForm) -> Account:
    """A new account in the course of the code; neither without the other."""
    now = utc_now()
    account = accounts.create(
        db.session,
        email=form.email.data or "",
        name=form.name.data or "",
        password=form.password.data or "",
        now=now,
    )
    courses.join(db.session, account, form.code.data or "", now)
    return account


@blueprint.route("/account/password", methods=["GET", "POST"])
@limiter.limit(PER_ADDRESS, methods=["POST"])
@requires("account.own")
def password() -> Any:
    """Change one's own password; every other session of the account ends."""
    form = PasswordForm()
    if form.validate_on_submit():
        account = current_account()
        try:
            accounts.change_password(db.session, account, form.old.data or "", form.password.data or "", utc_now())
        except Invalid as fault:
            attach(form, fault)
        else:
            session.begin(account)
            flash("Your password is changed. Other devices are signed out.", "success")
            return redirect(url_for("account.profile"))
    return form_page("account/password.html", form)


@blueprint.get("/account")
@requires("account.own")
def profile() -> Any:
    """What the site holds about the person, and where to change it."""
    return render_template("account/profile.html", account=current_account())
