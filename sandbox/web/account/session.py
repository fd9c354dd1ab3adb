"""The browser session: who is signed in, from the cookie to the account and back."""

from __future__ import annotations

from flask import session
from flask_login import UserMixin, login_user, logout_user

from sandbox.extensions import db, login
from sandbox.people import accounts
from sandbox.people.models import Account


class SignedIn(UserMixin):
    """What Flask-Login asks of a user, around an account that knows nothing of Flask-Login."""

    def __init__(self, account: Account) -> None:
        self.account = account

    @property
    def name(self) -> str:
        """The person's name, for the masthead."""
        return self.account.name

    @property
    def is_active(self) -> bool:
        """Whether the account is open."""
        return self.account.active

    def get_id(self) -> str:
        """What the cookie remembers: worthless after the password changes."""
        return accounts.session_token(self.account)


@login.user_loader
def load(token: str) -> SignedIn | None:
    """The person whom a session token belongs to, None when it has ended."""
    account = accounts.of_session_token(db.session, token)
    return SignedIn(account) if account else None


def begin(account: Account) -> None:
    """Sign in. Starts from an empty session, so that nothing planted before carries over."""
    session.clear()
    session.permanent = True
    login_user(SignedIn(account))


def end() -> None:
    """Sign out of this browser."""
    logout_user()
    session.clear()
