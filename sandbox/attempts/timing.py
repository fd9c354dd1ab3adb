"""Deadlines and time left."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from sandbox.attempts.models import Attempt
from sandbox.people.models import Account
from sandbox.programs.models import Assignment

GRACE = timedelta(seconds=5)
"""What was sent at the last second still counts when it arrives."""


def limit(assignment: Assignment, account: Account, started_at: datetime) -> datetime | None:
    """When the personal time limit of an attempt ends: the assignment's minutes times the trainee's factor."""
    if assignment.minutes is None:
        return None
    return started_at + timedelta(minutes=assignment.minutes * account.time_factor)


def seconds_left(attempt: Attempt, now: datetime) -> int | None:
    """Whole seconds until the deadline, 0 when it has passed, None when there is no deadline."""
    deadline = attempt.deadline_at
    return None if deadline is None else max(0, math.floor((deadline - now).total_seconds()))


def is_over(attempt: Attempt, now: datetime) -> bool:
    """Whether the deadline has passed, grace included."""
    deadline = attempt.deadline_at
    return deadline is not None and now > deadline + GRACE
