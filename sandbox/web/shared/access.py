"""Who may open which page. Views name a permission; ``people.permissions`` says what it means."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Response, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import Unauthorized

from sandbox.errors import NotAllowed, NotFound
from sandbox.extensions import db
from sandbox.people.models import Account
from sandbox.people.permissions import PUBLIC, allowed
from sandbox.web.errors import wants_json

View = Callable[..., Any]


def current_account() -> Account:
    """The account that is signed in. Only for views whose permission is not ``public``."""
    if not current_user.is_authenticated:
        raise Unauthorized
    account: Account = current_user.account
    return account


def requires(permission: str, find: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Open a view only to people with this permission, and commit its work when it returns.

    ``find`` is called with those URL arguments that it names and loads the subject (or raises ``NotFound``); the view
    receives the subject first, then the remaining URL arguments. Somebody signed out is sent to sign in and comes
    back; a subject that is not theirs looks as if it did not exist. When the view raises, nothing is committed.
    """
    taken = tuple(inspect.signature(find).parameters) if find else ()

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**arguments: Any) -> Any:
            if permission != PUBLIC and not current_user.is_authenticated:
                return to_sign_in()
            found = [load(find, {name: arguments.pop(name) for name in taken})] if find else []
            if permission != PUBLIC:
                demand(permission, found[0] if found else None)
            response = view(*found, **arguments)
            db.session.commit()
            return response

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.find = find  # type: ignore[attr-defined]
        return guarded

    return decorate


def unseen() -> NotFound:
    """The same words for what does not exist and for what belongs to somebody else."""
    return NotFound("There is nothing here for you.", "Check the address, or start again from your home page.")


def load(find: Callable[..., Any], named: dict[str, Any]) -> Any:
    """The subject that a URL names. Raises ``unseen`` when there is none."""
    try:
        return find(**named)
    except NotFound:
        raise unseen() from None


def demand(permission: str, subject: Any) -> None:
    """Raise unless the person may: ``unseen`` about a subject, else ``NotAllowed``."""
    if allowed(db.session, current_account(), permission, subject):
        return
    if subject is not None:
        raise unseen()
    raise NotAllowed("Your role does not allow this.", "Ask your instructor if you think it should.")


def may(permission: str, subject: Any = None) -> bool:
    """Whether the person who is signed in has a permission. For templates: what they cannot do is not offered."""
    return current_user.is_authenticated and allowed(db.session, current_account(), permission, subject)


def to_sign_in() -> Response:
    """Send to the sign-in page, remembering where to come back to; a script gets 401 and words instead."""
    if wants_json():
        raise Unauthorized
    return redirect(url_for("account.sign_in", next=return_path()))  # type: ignore[return-value]


def return_path() -> str | None:
    """Where to come back to after signing in: this page, or for a form the page that held it."""
    if request.method == "GET":
        return safe_path(request.full_path.rstrip("?"))
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return None
    return safe_path(came_from.path + (f"?{came_from.query}" if came_from.query else ""))


def safe_path(target: str | None) -> str | None:
    """``target`` if it is a path on this site, else None. Browsers read ``//host`` and ``/\\host`` as other sites."""
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"} or not target.isprintable():
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target
