"""People with names. A test states only what matters to it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from sandbox.people import accounts
from sandbox.people.models import Account

PASSWORD = "quiet lantern river"
BORN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def account(
    session: Session,
    name: str = "Ada Byrne",
    *,
    email: str = "",
    time_factor: float = 1.0,
    is_site_admin: bool = False,
) -> Account:
    """An account with ``PASSWORD``; its address is the given name at example.org unless given."""
    return accounts.create(
        session,
        email=email or f"{name.split()[0].lower()}@example.org",
        name=name,
        password=PASSWORD,
        now=BORN,
        time_factor=time_factor,
        is_site_admin=is_site_admin,
    )
