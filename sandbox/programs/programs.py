"""Programs: a school's own part of the installation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.database import one_line
from sandbox.errors import Conflict, Invalid
from sandbox.journal import entries
from sandbox.people.models import Account
from sandbox.programs import roles
from sandbox.programs.models import Course, Program, Role


def slug_of(name: str) -> str:
    """A name as part of an address: lower-case ASCII letters, digits and single hyphens, at most 80 characters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


def create_program(
    session: Session, name: str, *, now: datetime, by: Account | None, slug: str = "", admin: Account | None = None
) -> Program:
    """A new program; ``admin`` becomes its administrator. ``Conflict`` if the slug is taken."""
    tidy = one_line(name, "name")
    address = slug_of(slug or tidy)
    if not address:
        fault = "Use some Latin letters or digits."
        raise Invalid("The short name of a program is part of its address.", fault, {"slug": [fault]})
    program = Program(name=tidy, slug=address, created_at=now)
    try:
        with session.begin_nested():
            session.add(program)
    except IntegrityError:
        raise Conflict(f"There is already a program “{address}”.", "Choose another short name.") from None
    entries.write(
        session, actor=by, act="program.created", subject=program, detail={"name": tidy}, now=now, program_id=program.id
    )
    if admin is not None:
        roles.grant_in_program(session, program, admin, Role.PROGRAM_ADMIN, by=by, now=now)
    return program


def by_slug(session: Session, slug: str) -> Program | None:
    """The program with this short name."""
    return session.scalar(select(Program).where(Program.slug == slug))


def courses(session: Session, program: Program, *, archived: bool = False) -> Sequence[Course]:
    """The program's courses by title; archived ones only when asked for."""
    query = select(Course).where(Course.program_id == program.id).order_by(Course.title, Course.id)
    if not archived:
        query = query.where(Course.archived.is_(False))
    return session.scalars(query).all()
