"""Loading what a page is about, by the number in its address. What is not there raises ``NotFound``."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from sandbox.attempts import lifecycle, timing
from sandbox.attempts.models import Attempt, Mode
from sandbox.clock import utc_now
from sandbox.database import writing
from sandbox.errors import NotFound
from sandbox.extensions import db
from sandbox.people.models import Account


def attempt_at(attempt_id: int) -> Attempt:
    """The attempt with this number, closed first if its time is over."""
    attempt = db.session.get(Attempt, attempt_id)
    if attempt is None:
        raise NotFound("There is no such shift.", "Open your shifts from the page “Today”.")
    if attempt.submitted_at is None and timing.is_over(attempt, utc_now()):
        write_from_here()
        lifecycle.close_if_overdue(db.session, attempt, utc_now())
        db.session.commit()
    return attempt


def close_overdue(account: Account, now: datetime) -> None:
    """Close the account's shifts whose time is over, so that what is listed is what counts."""
    running = select(Attempt).where(
        Attempt.account_id == account.id, Attempt.submitted_at.is_(None), Attempt.mode == Mode.GRADED
    )
    if not any(timing.is_over(attempt, now) for attempt in db.session.scalars(running)):
        return
    write_from_here()
    for attempt in db.session.scalars(running).all():
        lifecycle.close_if_overdue(db.session, attempt, now)
    db.session.commit()


def write_from_here() -> None:
    """Let a page that only looks write after all: end its reading, so that the next statement takes its turn."""
    db.session.rollback()
    writing.set(True)
