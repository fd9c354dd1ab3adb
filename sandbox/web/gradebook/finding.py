"""Loads what a gradebook page is about, and closes overdue attempts before their results are shown."""

from __future__ import annotations

from sqlalchemy import select

from sandbox.attempts import lifecycle, timing
from sandbox.attempts.models import Attempt, MarkRow
from sandbox.clock import utc_now
from sandbox.errors import NotFound
from sandbox.extensions import db
from sandbox.programs.models import Assignment, Course
from sandbox.web.shared.subjects import write_from_here


def find_mark(mark_id: int) -> MarkRow:
    """The mark with this id."""
    mark = db.session.get(MarkRow, mark_id)
    if mark is None:
        raise NotFound("There is no such mark.", "Open it from the gradebook.")
    return mark


def settle(course: Course) -> None:
    """Close the overdue attempts of a course, so that what is shown is final. Takes the write lock only if needed."""
    now = utc_now()
    running = select(Attempt).join(Assignment).where(Assignment.course_id == course.id, Attempt.submitted_at.is_(None))
    if any(timing.is_over(attempt, now) for attempt in db.session.scalars(running)):
        write_from_here()
        lifecycle.close_overdue(db.session, now, course=course)
        db.session.commit()
