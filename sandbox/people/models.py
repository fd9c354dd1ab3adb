"""Accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from sandbox.database import Base, Line, Moment, PrimaryKey, UtcDateTime


class Account(Base):
    """A person who can sign in. Roles are held per program and course (``programs.models``), never here."""

    __tablename__ = "account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    id: Mapped[PrimaryKey]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Line]
    password_hash: Mapped[Line]
    session_epoch: Mapped[int] = mapped_column(default=0)  # raised on password change: ends every other session
    time_factor: Mapped[float] = mapped_column(default=1.0)  # accommodation: multiplies every time limit
    is_site_admin: Mapped[bool] = mapped_column(default=False)  # runs the installation; owns no program by that
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment]
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
