"""Loading what a page is about, by the number in its address. What is not there raises ``NotFound``."""

from __future__ import annotations

from sandbox.attempts import lifecycle, timing
from sandbox.attempts.models import Attempt
from sandbox.clock import utc_now
from sandbox.database import writing
from sandbox.errors import NotFound
from sandbox.extensions import db


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


def write_from_here() -> None:
    """Let a page that only looks write after all: end its reading, so that the next statement takes its turn."""
    db.session.rollback()
    writing.set(True)
