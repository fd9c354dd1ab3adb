"""Failed sign-ins, counted in the journal: every process and machine sees the same count."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sandbox.errors import Closed
from sandbox.journal import entries
from sandbox.journal.models import JournalEntry

ALLOWED = 10
WITHIN = timedelta(minutes=15)
ACT = "sign_in.failed"


class TooManyFailures(Closed):
    """Somebody tried too many passwords on one account from one place."""


def subject_of(email: str, address: str, secret: str) -> str:
    """How the journal names tries on one account from one network address, without keeping either in the clear.

    Both, not the account alone: else anybody could lock anybody out by failing on purpose.
    """
    tried = f"{email.strip().casefold()}\n{address}".encode()
    return "sign-in:" + hmac.new(secret.encode(), tried, hashlib.sha256).hexdigest()[:32]


def refuse_if_too_many(session: Session, subject: str, now: datetime) -> None:
    """Raise ``TooManyFailures`` after ``ALLOWED`` failures ``WITHIN`` the time; it passes by itself."""
    failures = session.scalar(
        select(func.count())
        .select_from(JournalEntry)
        .where(JournalEntry.subject == subject, JournalEntry.act == ACT, JournalEntry.at > now - WITHIN)
    )
    if (failures or 0) >= ALLOWED:
        minutes = int(WITHIN.total_seconds() // 60)
        raise TooManyFailures(
            "There were too many wrong passwords for this account.", f"Wait {minutes} minutes, then try again."
        )


def note_failure(session: Session, subject: str, now: datetime) -> None:
    """Count one failure."""
    entries.write(session, actor=None, act=ACT, subject=subject, detail={}, now=now)
