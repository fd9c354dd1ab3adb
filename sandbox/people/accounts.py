"""Accounts: creation, sign-in, password change. Roles are elsewhere (``programs.roles``)."""

from __future__ import annotations

from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.database import one_line
from sandbox.errors import Conflict, Invalid
from sandbox.journal import entries
from sandbox.people import passwords
from sandbox.people.models import Account

LONGEST_FACTOR = 5.0


def normal_email(email: str) -> str:
    """The address as stored and compared: checked for form, ASCII, lower case. ``Invalid`` on the field ``email``."""
    try:
        checked = validate_email(email.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as fault:
        raise Invalid("This is not an e-mail address.", str(fault), {"email": [str(fault)]}) from None
    return (checked.ascii_email or checked.normalized).lower()


def find(session: Session, email: str) -> Account | None:
    """The account with this address, in any spelling; None if there is none or the address is malformed."""
    try:
        address = normal_email(email)
    except Invalid:
        return None
    return session.scalar(select(Account).where(Account.email == address))


def create(
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    now: datetime,
    time_factor: float = 1.0,
    is_site_admin: bool = False,
    by: Account | None = None,
) -> Account:
    """A new account. ``Invalid`` names the field; ``Conflict`` if the address is taken. ``by`` None: by itself."""
    address = normal_email(email)
    passwords.check(password, address)
    account = Account(
        email=address,
        name=one_line(name, "name"),
        password_hash=passwords.hashed(password),
        session_epoch=0,
        time_factor=_checked_factor(time_factor),
        is_site_admin=is_site_admin,
        active=True,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        raise Conflict(
            "There is already an account with this e-mail address.", "Sign in with it, or use another address."
        ) from None
    entries.write(
        session, actor=by or account, act="account.created", subject=account, detail={"email": address}, now=now
    )
    return account


def _checked_factor(factor: float) -> float:
    if not 1.0 <= factor <= LONGEST_FACTOR:
        fault = f"Give a factor from 1 to {LONGEST_FACTOR:g}."
        raise Invalid("This time factor cannot be used.", fault, {"time_factor": [fault]})
    return factor


def authenticate(session: Session, email: str, password: str, now: datetime) -> Account | None:
    """The active account with this address and password, else None, in the same time either way.

    Records the sign-in, and renews a hash that was made with older costs.
    """
    account = find(session, email)
    if account is None:
        passwords.matches_nobody(password)
        return None
    if not passwords.matches(account.password_hash, password) or not account.active:
        return None
    if passwords.is_outdated(account.password_hash):
        account.password_hash = passwords.hashed(password)
    account.last_seen_at = now
    session.flush()
    return account


def change_password(session: Session, account: Account, old: str, new: str, now: datetime) -> None:
    """A person changes their own password; every other session ends. ``Invalid`` on field ``old`` or ``password``."""
    if not passwords.matches(account.password_hash, old):
        fault = "This is not your present password."
        raise Invalid("The password was not changed.", fault, {"old": [fault]})
    if old == new:
        fault = "Choose a password that differs from the present one."
        raise Invalid("The password was not changed.", fault, {"password": [fault]})
    set_password(session, account, new, now, by=account)


def set_password(session: Session, account: Account, new: str, now: datetime, *, by: Account | None) -> None:
    """Give an account a password without asking for the old one (an administrator, a command). Ends its sessions."""
    passwords.check(new, account.email)
    account.password_hash = passwords.hashed(new)
    account.session_epoch += 1
    entries.write(session, actor=by, act="account.password_changed", subject=account, detail={}, now=now)


def set_active(session: Session, account: Account, active: bool, now: datetime, *, by: Account | None) -> None:
    """Close an account, or open it again. Closing ends its sessions; its work is kept."""
    account.active = active
    account.session_epoch += 1
    entries.write(
        session, actor=by, act="account.activated" if active else "account.closed", subject=account, detail={}, now=now
    )


def set_time_factor(session: Session, account: Account, factor: float, now: datetime, *, by: Account | None) -> None:
    """Multiply every time limit that this trainee gets from now on (an accommodation)."""
    before, account.time_factor = account.time_factor, _checked_factor(factor)
    entries.write(
        session,
        actor=by,
        act="account.time_factor_changed",
        subject=account,
        detail={"before": before, "after": factor},
        now=now,
    )


def session_token(account: Account) -> str:
    """What a browser session remembers of an account; worthless after the password changes."""
    return f"{account.id}.{account.session_epoch}"


def of_session_token(session: Session, token: str) -> Account | None:
    """The active account that a session token belongs to, None if it is malformed, ended or closed."""
    identity, _, epoch = token.partition(".")
    if not (identity.isdecimal() and epoch.isdecimal() and len(identity) < 10):
        return None
    account = session.get(Account, int(identity))
    if account is None or not account.active or str(account.session_epoch) != epoch:
        return None
    return account
