"""Error pages. Each says what is wrong and what to do about it, as a page or, to scripts, as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, jsonify, make_response, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from jinja2 import TemplateError
from sqlalchemy.exc import DataError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from sandbox import errors
from sandbox.extensions import db
from sandbox.web.account.throttle import TooManyFailures

if TYPE_CHECKING:
    from flask import Flask

SECRET_FIELDS = ("csrf_token", "password")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an error page says."""

    status: int
    title: str
    message: str
    remedy: str


HTTP = {
    400: (
        "That request could not be read",
        "Something in the address or the form is malformed.",
        "Go back, reload the page and try again.",
    ),
    401: (
        "Sign in first",
        "This page is for people who have signed in.",
        "Sign in; you will come back to where you were.",
    ),
    403: ("Not allowed", "Your role does not allow this.", "Ask your instructor if you think it should."),
    404: (
        "Page not found",
        "There is nothing at this address, or it belongs to somebody else.",
        "Check the address, or start again from your home page.",
    ),
    405: (
        "That cannot be done here",
        "This address does not take that kind of request.",
        "Go back and use the buttons on the page.",
    ),
    413: (
        "That is too much at once",
        "What was sent is larger than {limit} MB.",
        "Go back: your text is still in the form. Shorten it or send it in parts.",
    ),
    415: (
        "That format is not understood",
        "The request came in a format this address does not read.",
        "Go back, reload the page and try again.",
    ),
    429: (
        "Too many tries",
        "There were too many requests from your address in a short time.",
        "Wait a minute, then try again.",
    ),
}

TITLES: tuple[tuple[type[errors.SandboxError], int, str], ...] = (
    (TooManyFailures, 429, "Too many tries"),
    (errors.NotFound, 404, "Not found"),
    (errors.NotAllowed, 403, "Not allowed"),
    (errors.Conflict, 409, "Somebody was faster"),
    (errors.Closed, 410, "Closed"),
    (errors.Invalid, 422, "Something needs correcting"),
)

EXPIRED = Trouble(
    400,
    "Your session has ended",
    "You were signed out, or this page was open for very long, so what you just sent was not taken.",
    "Sign in again, then send it once more. Everything saved before is kept, and what you sent is below to copy.",
)
BUSY = Trouble(
    503,
    "The database is busy",
    "It did not answer in time. Nothing was lost that had been saved.",
    "Wait a few seconds, then reload this page.",
)
UNREADABLE = Trouble(400, HTTP[400][0], "Something you sent holds characters that cannot be stored.", HTTP[400][2])
FAULT = Trouble(
    500,
    "Something went wrong on our side",
    "The fault has been written to the log. What you had saved is kept.",
    "Go back and try once more. If it happens again, tell whoever runs this site what you were doing.",
)


def register(app: Flask) -> None:
    """Give every kind of error its page."""
    app.register_error_handler(HTTPException, lambda error: answer(of_http(error), error))
    app.register_error_handler(errors.SandboxError, lambda error: answer(of_ours(error), error))
    app.register_error_handler(CSRFError, lambda error: answer(EXPIRED, error, typed()))
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(DataError, lambda error: answer(UNREADABLE, error))
    app.register_error_handler(UnicodeEncodeError, lambda error: answer(UNREADABLE, error))
    app.register_error_handler(Exception, fault)


def of_http(error: HTTPException) -> Trouble:
    """The page for an error that Flask or Werkzeug raised."""
    status = error.code or 500
    title, message, remedy = HTTP.get(status, (error.name, error.description or "", "Go back and try again."))
    message = message.format(limit=current_app.config["MRT_MAX_REQUEST_MB"])
    return Trouble(status, title, message, remedy)


def of_ours(error: errors.SandboxError) -> Trouble:
    """The page for an error of ours: its own message and remedy, under a status that fits."""
    for kind, status, title in TITLES:
        if isinstance(error, kind):
            return Trouble(status, title, error.message, error.remedy)
    return Trouble(400, "That did not work", error.message, error.remedy)


def busy(error: OperationalError) -> Response:
    """The database could not be reached or stayed locked."""
    current_app.logger.warning("database unavailable: %s", error.orig)
    return answer(BUSY, error)


def fault(error: Exception) -> Response:
    """A fault of ours. Raised on in tests and while debugging, so that it is seen."""
    if current_app.testing or current_app.debug:
        raise error
    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
    return answer(FAULT, error)


def typed() -> list[tuple[str, str]]:
    """What the person had typed into the refused form, but for passwords and tokens."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if value.strip() and not name.startswith("_") and not any(secret in name for secret in SECRET_FIELDS)
    ]


def wants_json() -> bool:
    """Whether a script asked, which wants the words and not a page."""
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def answer(trouble: Trouble, error: Exception, kept: list[tuple[str, str]] | None = None) -> Response:
    """The response: JSON for scripts, else the site's page, else (when that cannot be made) a bare one."""
    headers = dict(error.get_headers()) if isinstance(error, HTTPException) else {}
    headers = {name: value for name, value in headers.items() if name in {"Allow", "Retry-After"}}
    if wants_json():
        body: Any = {"title": trouble.title, "message": trouble.message, "remedy": trouble.remedy}
        if isinstance(error, errors.Invalid):
            body["fields"] = error.fields
        response = jsonify(body)
    else:
        response = make_response(page(trouble, kept or []))
    response.status_code = trouble.status
    response.headers.update(headers)
    return response


def page(trouble: Trouble, kept: list[tuple[str, str]]) -> str:
    """The page around the words. The site's own layout asks the database, which may be what failed."""
    try:
        db.session.rollback()
        if trouble.status < 500:
            return render_template("errors/error.html", trouble=trouble, kept=kept, person=current_user)
    except (SQLAlchemyError, TemplateError):
        current_app.logger.exception("the error page itself failed")
    # Not render_template: that asks who is signed in.
    return current_app.jinja_env.get_template("errors/bare.html").render(trouble=trouble)
