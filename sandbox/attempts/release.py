"""When a trainee may see the marks of an attempt."""

from __future__ import annotations

from datetime import datetime

from sandbox.attempts.models import Attempt, Mode
from sandbox.programs.models import Assignment, FeedbackMoment


def may_see_feedback(attempt: Attempt, now: datetime) -> bool:
    """Whether feedback on submitted tasks is open.

    Practice: at once, task by task. Graded: never while the attempt runs; then by the assignment's policy, or earlier
    if the instructor released it.
    """
    assignment = attempt.assignment
    if attempt.mode is Mode.PRACTICE or assignment is None:
        return True
    if attempt.submitted_at is None:
        return False
    opens = _opens(assignment, attempt.submitted_at)
    return opens is not None and opens <= now


def feedback_opens_at(attempt: Attempt) -> datetime | None:
    """When feedback opens, as far as it is known: None while the attempt runs or until the instructor decides."""
    if attempt.submitted_at is None:
        return None
    if attempt.assignment is None:
        return attempt.submitted_at
    return _opens(attempt.assignment, attempt.submitted_at)


def _opens(assignment: Assignment, submitted_at: datetime) -> datetime | None:
    moments = {
        FeedbackMoment.AFTER_SUBMIT: submitted_at,
        FeedbackMoment.AFTER_DUE: assignment.due_at,
        FeedbackMoment.WHEN_RELEASED: None,
    }
    known = [moment for moment in (moments[assignment.feedback], assignment.released_at) if moment is not None]
    return min(known, default=None)
